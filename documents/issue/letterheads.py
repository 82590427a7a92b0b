"""An office's own Word letterhead on its way in: as it is kept, its pictures as those of evidence are."""

from __future__ import annotations

import base64
from typing import Any

from documents.report.frozen import to_data
from documents.word import letterhead, letterhead_in
from workflow.errors import Invalid
from workflow.evidence.taking_in import Refused, made_anew


def reduced(content: bytes) -> tuple[bytes, dict[str, Any]]:
    """What is kept, and what is noted of it: ``kop``, whether its head says anything; in words what is ``left_out``;
    ``drawn``, how both writers draw it, or ``why`` they cannot; its ``pictures`` in base64; and in sentences what is
    ``asked`` before it is put on. Raises ``Invalid`` with a sentence for ``letterhead``."""
    try:
        taken = letterhead.take(content, _made_anew)
    except letterhead_in.Refused as refusal:
        raise Invalid({"letterhead": refusal.sentence}) from None
    return taken.kept, {
        "kop": taken.kop, "left_out": list(taken.left_out), "asked": list(taken.asked), "why": taken.why,
        "drawn": to_data(taken.drawn) if taken.drawn else {},
        "pictures": [base64.b64encode(picture).decode() for picture in taken.pictures.values()],
    }  # fmt: skip


def _made_anew(picture: bytes, name: str) -> bytes:
    """From its pixels alone."""
    try:
        return made_anew(picture, name)
    except Refused as refusal:
        raise letterhead_in.Refused(f"Di kop: {refusal.sentence}") from None
