"""One answer: its question, its steps, its picture, and where it begins."""

from __future__ import annotations

import re
from dataclasses import dataclass

QUOTED = re.compile("“[^”]+”")


@dataclass(frozen=True)
class Answer:
    """``anchor`` is its place on the page, ``asked`` what follows "Bagaimana saya". ``picture`` is the name of a file
    in ``static/guide/`` and ``alt`` says what it shows; ``opens`` is the endpoint of the page where it begins, and
    ``page`` what that is called."""

    anchor: str
    asked: str
    steps: tuple[str, ...]
    picture: str
    alt: str
    opens: str
    page: str

    @property
    def question(self) -> str:
        return f"Bagaimana saya {self.asked}?"

    @property
    def words(self) -> tuple[str, ...]:
        """What its steps quote, in its marks."""
        return tuple(dict.fromkeys(found for step in self.steps for found in QUOTED.findall(step)))

    @property
    def file(self) -> str:
        """Of its picture, in the folder of static files."""
        return f"guide/{self.picture}.png"
