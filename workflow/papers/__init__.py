"""Records of what was issued, and what a publisher must do.

Door: ``issuing.issue``, ``issuing.withdraw``, ``issuing.of_task``, ``at_any_time.issue``, ``publishing.Publisher``.
"""
