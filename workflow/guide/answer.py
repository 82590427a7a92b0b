"""One answer: its question, its steps, its picture, and where it begins."""

from __future__ import annotations

from dataclasses import dataclass


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
    def short(self) -> str:
        """As the words of a link."""
        return self.asked[:1].upper() + self.asked[1:]

    @property
    def file(self) -> str:
        """Of its picture, in the folder of static files."""
        return f"guide/{self.picture}.png"
