"""Photos and PDFs that show what was done: taken in, named by their bytes, counted.

Door: ``taking_in.EvidenceFolder``, ``counted.current_evidence``, ``hashed_files.HashedFiles``.
"""
