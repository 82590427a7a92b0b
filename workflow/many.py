"""How far lists are counted: nobody reads on which side of a thousand, and counting on costs with every year."""

from __future__ import annotations

MANY = 1000


def many(number: int) -> str:
    """A number that was counted with ``most=MANY``, in words where there are more."""
    return f"lebih dari {MANY // 1000}.000" if number > MANY else f"{number:,}".replace(",", ".")


def briefly(number: int) -> str:
    """The same where there is little room."""
    return f"{MANY // 1000}.000+" if number > MANY else many(number)
