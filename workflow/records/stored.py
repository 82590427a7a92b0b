"""What every stored record has. The modules of this room leave annotations as they are, so that tests can ask them."""

from typing import NotRequired, TypedDict


class Stored(TypedDict):
    """``kind``, ``id`` and ``version`` come from the store: whatever it gives has them, what goes in new has none."""

    schema: int  # how the record is made up; ``SCHEMA`` says which number is today's
    kind: NotRequired[str]
    id: NotRequired[int]  # never used twice within a kind
    version: NotRequired[int]  # 1 at first, one more at every save
