"""What only a handout has: a sheet to have at hand, which is no naskah and stands on one page.

It has no kop. Its headings stand at the edge, those of level 1 on a line; and it has no QR code: what it says of itself
stands at its foot, with the address where it is checked in words.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class HandoutHead:
    """A name, a line ``under`` it, and lines at its right ``side``: in a box, whose first line is bold, or without one.
    A thick rule ends it. ``bold`` as of ``Paragraph``, for the lines at the side."""

    name: str
    under: str
    side: tuple[str, ...]
    boxed: bool = False
    bold: tuple[str, ...] = ()

    @property
    def stressed(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """The lines at the side, each with its words that stand out."""
        return tuple(
            (line, (line,) if self.boxed and not at else self.bold) for at, line in enumerate(self.side) if line
        )
