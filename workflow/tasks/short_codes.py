"""The short code of a task, "T115": on forms and lists, and in the names or captions of photos sent apart."""

from __future__ import annotations

import re

# The whole code of a form's heading, T5-115-3, names rakor, task and version; a "T115-2" is the task's second photo.
_WHOLE = re.compile(r"(?<![0-9A-Za-z])[Tt]\d{1,9}-(\d{1,9})-\d{1,9}(?![0-9A-Za-z])")
_SHORT = re.compile(r"(?<![0-9A-Za-z])[Tt][ _-]?(\d{1,9})(?![0-9A-Za-z])")
_BARE = re.compile(r"[Tt]?(\d{1,9})(?:[.,]0+)?")


def short_code(task_id: int) -> str:
    return f"T{task_id}"


def named_in(text: str) -> int:
    """The task that a name or a caption says first; 0 when it says none."""
    found = _WHOLE.search(text) or _SHORT.search(text)
    return int(found[1]) if found else 0


def read_code(text: str) -> int:
    """The task of a cell that holds nothing but its code, with or without its letter; 0 for any other text."""
    found = _BARE.fullmatch(text.strip())
    return int(found[1]) if found else 0
