"""An office's own Word letterhead on its way in: as it is kept, its pictures as those of evidence are."""

from __future__ import annotations

from typing import Any

from documents.word import letterhead, letterhead_in
from workflow.errors import Invalid
from workflow.evidence.taking_in import Refused, made_anew


def reduced(content: bytes) -> tuple[bytes, dict[str, Any]]:
    """What is kept, and what is noted of it: ``kop``, whether its head says anything, and in words what is
    ``left_out``. Raises ``Invalid`` with a sentence for ``letterhead``."""
    try:
        taken = letterhead.take(content, _made_anew)
    except letterhead_in.Refused as refusal:
        raise Invalid({"letterhead": refusal.sentence}) from None
    return taken.kept, {"kop": taken.kop, "left_out": list(taken.left_out)}


def _made_anew(picture: bytes, name: str) -> bytes:
    """From its pixels alone."""
    try:
        return made_anew(picture, name)
    except Refused as refusal:
        raise letterhead_in.Refused(f"Di kop: {refusal.sentence}") from None
