"""What is told of a paper besides its content, for the properties of its files."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Told:
    """``office``: whose it is, in a sentence. A paper of before has none of this."""

    office: str = ""
    number: str = ""
    subject: str = ""
    keywords: tuple[str, ...] = ()  # the place and the meeting that it is about
