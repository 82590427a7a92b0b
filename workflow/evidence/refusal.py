"""A file that is not taken, and why."""

from __future__ import annotations


class Refused(Exception):
    """Carries one Indonesian sentence about the file."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence
