"""What is remembered: the hash chain of events, its checker, who saw what, refusals.

Door: ``chain.append``, ``check.examine``, ``who_saw.saw`` and ``who_saw.exported``, ``refusals``, ``heads``.
"""
