"""What went wrong with a file, as a sentence for whoever waits for it."""

from __future__ import annotations


class NotMade(Exception):
    """A file could not be made now; the text is one Indonesian sentence. Its content is safe and can be tried again."""


class TooSlow(NotMade):
    """The making was stopped at its time limit."""


class TooLarge(NotMade):
    """The making was stopped at its memory limit."""


class Died(NotMade):
    """The process that made it ended, and so did the one that tried again."""


class Busy(NotMade):
    """Others wait too, and this one's patience is over."""
