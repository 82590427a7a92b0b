"""A rakor and its outcomes.

Door: ``recording.record_rakor`` and ``recording.hand_over``, ``papers.issue_for_rakor``, ``file``, ``file_in`` and
``file_recording``.
"""
