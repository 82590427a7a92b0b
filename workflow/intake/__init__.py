"""What comes in from an office and is checked before it counts.

Door: ``office_file.open_intake`` and ``office_file.record``, ``travel_form``.
"""
