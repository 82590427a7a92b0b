"""The place for a certified electronic signature (TTE): a box where a hand would sign, of which no claim is made.

Tuntas leaves it empty. What a signature shows there, the signing service puts there.
"""

from __future__ import annotations

from dataclasses import dataclass

WORD = "Tempat tanda tangan elektronik"
WORD_SIZE = 6.5  # points
WORD_INSET = 1.5  # mm from the left and the lower line of the box
LINE = 0.5  # points, grey and dashed, within the box
GREY = 0.5
GREY_WORD = 0.35


@dataclass(frozen=True)
class SignField:
    """``name`` of the empty field in the PDF; "" on a copy that nobody is to sign: its room alone. ``anchor`` is what
    a signing service searches for, printed in the box, or ""."""

    name: str
    anchor: str = ""
