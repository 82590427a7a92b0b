"""All that a store holds, as it is kept: the text of each document, the last id of each kind, the series of numbers.

That is what moves from one store to another (``moved.py``): nothing is read and written anew on the way, so the text
that arrives is the text that was sent.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Protocol

from workflow.store.declared import FIELDS
from workflow.store.sqlite import quoted

AT_ONCE = 1000  # documents that are read in one question
NUMBERS = "number"  # the table of series, in both
Run = Callable[[str, Sequence[Any]], list[Any]]


class Kept(Protocol):
    def documents(self, kind: str) -> Iterator[tuple[int, str]]:
        """Ids and texts, in the order of the ids."""
        ...

    def last(self, kind: str) -> int:
        """The last id that was given, also to what is not there any more; 0 before the first."""
        ...

    def series(self) -> dict[str, int]:
        """The last number of each series."""
        ...


@dataclass(frozen=True)
class Figures:
    """What two stores that hold the same have in common."""

    counts: dict[str, int]
    last: dict[str, int]
    series: dict[str, int]
    sha256: str  # over kind, id and text of all records

    def differing(self, other: Figures) -> list[str]:
        """The names of those that differ."""
        ours, theirs = asdict(self), asdict(other)
        return [name for name in ours if ours[name] != theirs[name]]


def figures(kept: Kept) -> Figures:
    """Reads all of it."""
    counts, every = dict.fromkeys(FIELDS, 0), hashlib.sha256()
    for kind in FIELDS:
        for id, text in kept.documents(kind):
            counts[kind] += 1
            every.update(f"{kind} {id} {len(text)} {text}\n".encode(errors="surrogatepass"))
    return Figures(counts, {kind: kept.last(kind) for kind in FIELDS}, kept.series(), every.hexdigest())


def paged(run: Run, kind: str, sign: str) -> Iterator[tuple[int, str]]:
    """The documents of a kind, few at a time; ``sign`` stands for a value."""
    sql = f"SELECT id, doc FROM {quoted(kind)} WHERE id > {sign} ORDER BY id LIMIT {AT_ONCE}"  # noqa: S608 - our own names only
    last = -(2**63)
    while rows := run(sql, (last,)):
        yield from rows
        last = rows[-1][0]


class InFile:
    """What SQLite's file holds."""

    def __init__(self, run: Run) -> None:
        self._run = run

    def documents(self, kind: str) -> Iterator[tuple[int, str]]:
        return paged(self._run, kind, "?")

    def last(self, kind: str) -> int:
        return sum(last for (last,) in self._run("SELECT seq FROM sqlite_sequence WHERE name = ?", (kind,)))

    def series(self) -> dict[str, int]:
        told = [json.loads(text) for (text,) in self._run(f"SELECT doc FROM {NUMBERS}", ())]  # noqa: S608 - our own name
        return {one["series"]: one["last"] for one in sorted(told, key=lambda one: one["series"])}


class InDatabase:
    """What a database of PostgreSQL holds."""

    def __init__(self, run: Run) -> None:
        self._run = run

    def documents(self, kind: str) -> Iterator[tuple[int, str]]:
        return paged(self._run, kind, "%s")

    def last(self, kind: str) -> int:
        sequence = "pg_get_serial_sequence(%s, 'id')::regclass"
        ((last,),) = self._run(f"SELECT coalesce(pg_sequence_last_value({sequence}), 0)", (quoted(kind),))
        return int(last)

    def series(self) -> dict[str, int]:
        return dict(self._run(f"SELECT series, last FROM {quoted(NUMBERS)} ORDER BY series", ()))  # noqa: S608 - our own name
