"""What a person does with the sheet of an office's file besides mending its words: takes in what was left out, splits,
joins, adds, drops, and takes each of these back.

Every act is a pure function of the sheet. ``sheet_acts.py`` is the door: ``ACTS``, ``done``, ``turned``, ``again``.
"""
