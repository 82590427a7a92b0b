"""The head of a paper of two bodies of equal rank: names of one size, an emblem at either side."""

from __future__ import annotations

from dataclasses import dataclass

TOGETHER = "bersama"


@dataclass(frozen=True)
class JointHead:
    """``above`` is the first line; ``offices`` stand under it, parted by a small word. The emblems are sha256 or ""."""

    above: str
    offices: tuple[str, str]
    emblem: str = ""
    right: str = ""

    @property
    def lines(self) -> tuple[tuple[str, str], ...]:
        """Each line with its look: "", "strong" or "small"."""
        first, second = self.offices
        return (self.above, ""), (first, "strong"), (TOGETHER, "small"), (second, "strong")
