"""Calendars: what has a day, for the calendar of a phone or of an office program (RFC 5545).

``entries.of_person`` says what stands in somebody's calendar, ``ics.written`` makes the file of it, ``own_link`` keeps
the address under which a calendar program fetches it: by its token, without signing in.
"""
