"""How much of a file is read: more than any list of an office has, and little enough to be understood in a moment.

What repeats itself counts each time: a text that is merged over a thousand cells is looked at a thousand times.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from documents.package import HEAVY, Allowance, Unfit

MOST_ROWS, MOST_COLUMNS = 5_000, 60
LONGEST = 32_767  # letters of a cell or a paragraph: Excel's own limit
MOST_PLACES, MOST_LETTERS, MOST_LETTERS_OF_WORD = 100_000, 3_000_000, 1_000_000


class Bounds:
    """What one file may still have; each raises ``Unfit`` (HEAVY) when that is used up."""

    def __init__(self, letters: int = MOST_LETTERS) -> None:
        self._places, self._letters = Allowance(MOST_PLACES), Allowance(letters)

    def row(self, places: int) -> None:
        """One more row of a table, with so many places."""
        self._places.take(places)

    def text(self, text: str) -> str:
        """The text of one more cell or paragraph, as it was."""
        letters = len(text)
        if letters > LONGEST:
            raise Unfit(HEAVY)
        self._letters.take(letters)
        return text

    def texts(self, texts: Collection[str]) -> None:
        """Those of the cells of one row."""
        lengths = [len(text) for text in texts]
        if max(lengths, default=0) > LONGEST:
            raise Unfit(HEAVY)
        self._letters.take(sum(lengths))


def few_enough(outcomes: Sequence[object], tasks: Sequence[object]) -> None:
    """Raises ``Unfit`` (HEAVY) for more than anybody could check."""
    if max(len(outcomes), len(tasks)) > MOST_ROWS:
        raise Unfit(HEAVY)
