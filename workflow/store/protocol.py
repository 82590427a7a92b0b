"""The Store protocol: all that the app knows about where records live. Other rooms take it from the room's door.

A record is a plain dict of JSON values. The store adds ``kind`` (str), ``id`` (int, never used twice
within a kind) and ``version`` (int, 1 at first, one more at every save). Which fields of a kind can be
searched is declared once, in ``declared.FIELDS``; asking for any other field raises ``ValueError``.

Nothing above this room may depend on TinyDB, on file locks, or on there being one process.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol, TypeVar, overload

from workflow.records import Stored, name_of
from workflow.store.fellows import Together

Record = dict[str, Any]
R = TypeVar("R", bound=Stored)
AT_ONCE = 500  # records that ``each`` reads in one question
PATIENCE = 10.0  # seconds that a writer waits for its turn
OWN_THREADS = "store"  # how the names of threads begin that an implementation keeps until it is closed
SCHEMA = 1  # of the whole file; one with a higher number was written by a newer Tuntas and is not opened


@dataclass(frozen=True)
class Facts:
    """What a store is: by what it is kept ("SQLite 3.45.1"), the schema of the whole, and the bytes that it takes."""

    engine: str
    schema: int
    bytes: int


@dataclass(frozen=True)
class Below:
    """Matches values smaller than ``limit`` and not empty: ``deadline=Below("2026-11-25")``."""

    limit: Any


@dataclass(frozen=True)
class Above:
    """Matches values greater than ``limit``."""

    limit: Any


@dataclass(frozen=True)
class Between:
    """Matches values from ``low`` to ``high``, both included; of texts never the empty one."""

    low: Any
    high: Any


@dataclass(frozen=True)
class OneOf:
    """Matches any of ``values``."""

    values: Sequence[Any]


@dataclass(frozen=True)
class NoneOf:
    """Matches values that are none of ``values``, also where there is none; the other fields choose the index."""

    values: Sequence[Any]


@dataclass(frozen=True)
class Contains:
    """Matches strings that contain every one of ``texts``, whatever their case; ``%`` and ``_`` are plain letters."""

    texts: Sequence[str]


class Worker(Protocol):
    """Does what is ordered, in the background of this process, until it is told to leave off."""

    def start(self) -> None: ...

    def leave_off(self) -> None: ...


class Store(Protocol):
    """What an implementation has to do; ``tests/store/test_store.py`` runs the same contract against each.

    ``count``, ``first``, ``several`` and ``each`` are made of the others; an implementation takes them over by being a
    subclass.
    """

    def transaction(self, *scopes: str, within: float = PATIENCE) -> AbstractContextManager[None]:
        """All or nothing for what is done inside; nests (the outermost one commits).

        One writer at a time, in every thread and process; readers outside never wait and never see a half-made
        change. With ``scopes`` ("region:11.11", "office:22", "user:7", "key:…", "chain:akses") writers that name no
        common one need not wait for each other, where a store can tell them apart; what was read of anything else
        may then change meanwhile. A nested one that names none has those of the outer one.

        Raises ``StoreUnavailable`` when the disk refuses; ``StoreBusy`` when the writer's turn does not come
        ``within`` so many seconds, or others were in the way: then nothing has happened (``again`` tries once more).
        """
        ...

    # A kind is named by its word ("task") or by its TypedDict: ``store.get(Task, 3)`` is then known to be a ``Task``.

    @overload
    def insert(self, kind: type[R], doc: R) -> R: ...
    @overload
    def insert(self, kind: str, doc: Mapping[str, Any]) -> Record: ...
    def insert(self, kind: type[Stored] | str, doc: Mapping[str, Any]) -> Any:
        """Stores ``doc`` and returns it with ``kind``, ``id`` and ``version`` 1.

        This and ``save`` raise ``errors.Taken`` where another has the same of what ``declared.UNIQUE`` says, and
        nothing is changed; one that the reading takes for none gives way. ``TypeError`` where a declared field holds
        another type than its own (``declared.types``).
        """
        ...

    @overload
    def get(self, kind: type[R], id: int) -> R | None: ...
    @overload
    def get(self, kind: str, id: int) -> Record | None: ...
    def get(self, kind: type[Stored] | str, id: int) -> Any: ...

    def several(self, kind: type[Stored] | str, ids: Iterable[int]) -> dict[int, Any]:
        """Those of these ids that there are, by their id: what a list tells beside each of its rows, which else were
        questions one after the other."""
        found = ((id, self.get(name_of(kind), id)) for id in dict.fromkeys(ids))
        return {id: record for id, record in found if record is not None}

    @overload
    def save(self, doc: R) -> R: ...
    @overload
    def save(self, doc: Mapping[str, Any]) -> Record: ...
    def save(self, doc: Mapping[str, Any]) -> Any:
        """Replaces a record and returns it with its next version.

        Raises ``errors.Stale`` (carrying the stored record) when ``doc["version"]`` is not the stored
        one, ``errors.NotFound`` when there is none.
        """
        ...

    @overload
    def find(
        self, kind: type[R], *, order: str = "id", after: int | None = None, limit: int | None = None, **where: Any
    ) -> list[R]: ...
    @overload
    def find(
        self, kind: str, *, order: str = "id", after: int | None = None, limit: int | None = None, **where: Any
    ) -> list[Record]: ...
    def find(
        self,
        kind: type[Stored] | str,
        *,
        order: str = "id",
        after: int | None = None,
        limit: int | None = None,
        **where: Any,
    ) -> Any:
        """Records that match every field of ``where`` (a value, ``Below``, ``Above``, ``Between``, ``OneOf``,
        ``NoneOf``, ``Contains``).

        ``order`` is ``"id"`` or a declared field, with ``-`` in front for descending; ties go by id in
        the same direction. ``after`` is the id of the last record already shown: what follows it in this
        order is returned, even if that record no longer matches.
        """
        ...

    @overload
    def first(self, kind: type[R], *, order: str = "id", **where: Any) -> R | None: ...
    @overload
    def first(self, kind: str, *, order: str = "id", **where: Any) -> Record | None: ...
    def first(self, kind: type[Stored] | str, *, order: str = "id", **where: Any) -> Any:
        """The first that matches, in the order of ``find``."""
        return next(iter(self.find(name_of(kind), order=order, limit=1, **where)), None)

    @overload
    def each(self, kind: type[R], *, order: str = "id", **where: Any) -> Iterator[R]: ...
    @overload
    def each(self, kind: str, *, order: str = "id", **where: Any) -> Iterator[Record]: ...
    def each(self, kind: type[Stored] | str, *, order: str = "id", **where: Any) -> Iterator[Any]:
        """All that match, in the order of ``find``, read piece by piece: however many there are, few are in memory.

        What is changed meanwhile may be met as it was before or as it is after.
        """
        after = None
        while batch := self.find(name_of(kind), order=order, after=after, limit=AT_ONCE, **where):
            yield from batch
            after = batch[-1]["id"]

    def delete(self, kind: str, id: int) -> None: ...

    def tally(self, kind: str, by: Sequence[str], **where: Any) -> dict[tuple[Any, ...], int]:
        """How many match, grouped by the fields ``by``: ``{(value, ...): n}``; values that no record has are absent."""
        ...

    def values(self, kind: str, field: str, *, limit: int | None = None, **where: Any) -> list[Any]:
        """The different values of ``field`` among what matches, the highest first, without ``None``.

        With an index that begins with what is asked for and goes on with the field it costs as many steps as there are
        values, however many records have them.
        """
        found = sorted((value for (value,) in self.tally(kind, (field,), **where) if value is not None), reverse=True)
        return found[:limit]

    def count(self, kind: str, *, most: int | None = None, **where: Any) -> int:
        """How many match. With ``most`` it goes no further than one above: then there are more."""
        number = self.tally(kind, (), **where).get((), 0)
        return number if most is None else min(number, most + 1)

    def next_number(self, series: str) -> int:
        """1, 2, 3 … per series, without a gap: only inside a transaction, and rolled back with it."""
        ...

    def peek_number(self, series: str) -> int:
        """What ``next_number`` would give now, without taking it."""
        ...

    def alone(self, what: str, pause: float = 0) -> AbstractContextManager[Callable[[], bool] | None]:
        """Keeps every other server and thread off ``what`` ("mail", "paper 12") until the block is left.

        Gives None where somebody else has it: then it is left to them. Else a question that is asked before a step
        that cannot be taken back: whether it still is ours, for a claim ends with its process, and on another machine
        with the connection to it. Writers are not kept off; it is no transaction, and may last. With ``pause`` it is
        None, too, where some server of several has come to the end of it less than so many seconds ago.
        """
        ...

    def order(self, what: str, id: int) -> None:
        """Inside of a transaction: when that is kept, some server in the background does ``what`` ("zip", "paper") with
        a record, at once and alone; when not, there was no order. What is ordered already is not ordered twice.

        Where a store tells nobody (``worker`` is None) this does nothing: servers look for what the records say.
        """
        ...

    def worker(self, does: Mapping[str, Callable[[int], bool]]) -> Worker | None:
        """Who does here what was ordered, with the id of the record; False gives an order back to whoever is next."""
        ...

    def snapshot(self) -> AbstractContextManager[Store]:
        """The store as of one moment, for what takes many questions; nobody waits for it, and it is only read.

        One thread uses it, and leaves it soon: what is changed meanwhile takes room until then. Not inside of a
        transaction, which nobody else sees before its end.
        """
        ...

    def trial(self) -> AbstractContextManager[Store]:
        """The store as of one moment, to try what would come of an act: what is written in it is read in it, with the
        ids and numbers that would be next, and is gone at its end.

        Nothing is kept, so nobody waits for it and it waits for nobody. Like a snapshot for one thread, for a short
        time, and not inside of a transaction.
        """
        ...

    def backup(self, target: Path) -> None:
        """Writes a complete copy, as of one moment, to the file ``target``, while others read and write.

        Opening it with ``open_store`` gives the same records. Raises ``StoreUnavailable`` when it cannot be made.
        """
        ...

    def facts(self) -> Facts: ...

    def together(self) -> Together | None:
        """What the servers of several machines know of each other; None in a store that is one machine's own."""
        return None

    def tend(self) -> None:
        """Does what keeps questions fast while records grow in number; at the opening and once a day is enough."""
        ...

    def left_whole(self) -> bool:
        """Whether it was closed in order before this opening, so that no damage need be looked for."""
        ...

    def damage(self) -> list[str]:
        """What is wrong with the stored file, found by reading all of it; empty when it is sound."""
        ...

    def close(self) -> None: ...
