"""A store in which everything can be done and nothing is: what is written stays in memory and is read there alone.

So the real operation can be made only to see what would come of it, while others write; neither waits for the other.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path
from typing import Any

from workflow.errors import NotFound, Stale, Taken, Unreadable
from workflow.records import Stored, name_of
from workflow.store.declared import UNIQUE, refuse_others
from workflow.store.plainly import fits, place
from workflow.store.protocol import PATIENCE, Facts, Record, Store
from workflow.store.rows_read import Reading

NOT_KEPT = "what is only tried is not kept"


class Trial(Store):
    """Over ``base``, which stays as it is: the store as of one moment. Ids and numbers are those that would be next."""

    def __init__(self, base: Store, reading: Reading) -> None:
        self._base, self._reading = base, reading
        self._written: dict[str, dict[int, str | None]] = {}  # kind -> id -> the record as JSON; None for one deleted
        self._taken: Counter[str] = Counter()

    @contextmanager
    def transaction(self, *scopes: str, within: float = PATIENCE) -> Iterator[None]:
        """Nobody else is there to wait for."""
        written = {kind: {**of} for kind, of in self._written.items()}
        taken = self._taken.copy()
        try:
            yield
        except BaseException:
            self._written, self._taken = written, taken
            raise

    def insert(self, kind: type[Stored] | str, doc: Mapping[str, Any]) -> Any:
        kind = name_of(kind)
        last = self.first(kind, order="-id")
        return self._write(kind, max([last["id"] if last else 0, *self._written.get(kind, ())]) + 1, doc, version=1)

    def save(self, doc: Mapping[str, Any]) -> Any:
        kind, id = doc["kind"], doc["id"]
        current = self.get(kind, id)
        if current is None:
            raise NotFound
        if "damaged" in current:
            raise Unreadable
        if current["version"] != doc["version"]:
            raise Stale(current)
        return self._write(kind, id, doc, version=current["version"] + 1)

    def delete(self, kind: str, id: int) -> None:
        if self.get(kind, id) is not None:
            self._written.setdefault(kind, {})[id] = None

    def _write(self, kind: str, id: int, doc: Mapping[str, Any], version: int) -> Any:
        refuse_others(kind, doc)
        self._refuse_second(kind, id, doc)
        body = {key: value for key, value in doc.items() if key not in ("kind", "id")} | {"version": version}
        self._written.setdefault(kind, {})[id] = json.dumps(body, ensure_ascii=False, allow_nan=False)
        return self.get(kind, id)

    def _refuse_second(self, kind: str, id: int, doc: Mapping[str, Any]) -> None:
        for fields in UNIQUE.get(kind, ()):
            where: dict[str, Any] = {field: doc.get(field) for field in fields}
            if None not in where.values() and any(row["id"] != id for row in self.find(kind, limit=2, **where)):
                raise Taken(kind, fields)

    def get(self, kind: type[Stored] | str, id: int) -> Any:
        kind = name_of(kind)
        written = self._written.get(kind, {})
        if id not in written:
            return self._base.get(kind, id)
        text = written[id]
        return None if text is None else self._reading.record(kind, id, text)

    def find(
        self, kind: type[Stored] | str, *, order: str = "id", after: int | None = None, limit: int | None = None,
        **where: Any,
    ) -> list[Any]:  # fmt: skip
        kind = name_of(kind)
        written = self._written.get(kind)
        if not written:
            return self._base.find(kind, order=order, after=after, limit=limit, **where)
        if after in written:  # which stands elsewhere to whoever does not know what was written
            rows = self._base.find(kind, order=order, **where)
        else:
            most = None if limit is None else limit + len(written)
            rows = self._base.find(kind, order=order, after=after, limit=most, **where)
        found = [row for row in rows if row["id"] not in written]
        found += [row for row, sign in self._changes(kind, where) if sign > 0]
        return self._ordered(kind, found, order, after)[:limit]

    def _ordered(self, kind: str, found: list[Record], order: str, after: int | None) -> list[Record]:
        """In their order; of them what comes after a record, everything when it is gone and its place with it."""
        field, downward = order.removeprefix("-"), order.startswith("-")
        found = sorted(found, key=lambda row: place(row, field), reverse=downward)
        last = None if after is None else {"id": after} if field == "id" else self.get(kind, after)
        if last is None:
            return found
        here = place(last, field)
        return [row for row in found if (place(row, field) < here if downward else place(row, field) > here)]

    def _changes(self, kind: str, where: Mapping[str, Any]) -> Iterator[tuple[Record, int]]:
        """The records that match and were not there as they are (1), and those that matched and are not so any more
        (-1)."""
        for id in self._written.get(kind, ()):
            for row, sign in ((self._base.get(kind, id), -1), (self.get(kind, id), 1)):
                if row is not None and fits(row, where):
                    yield row, sign

    def tally(self, kind: str, by: Sequence[str], **where: Any) -> dict[tuple[Any, ...], int]:
        counted = Counter(self._base.tally(kind, by, **where))
        for row, sign in self._changes(kind, where):
            counted[tuple(row.get(field) for field in by)] += sign
        return {values: number for values, number in counted.items() if number or not by}

    def count(self, kind: str, *, most: int | None = None, **where: Any) -> int:
        far = None if most is None else most + len(self._written.get(kind, ()))
        number = self._base.count(kind, most=far, **where) + sum(sign for _, sign in self._changes(kind, where))
        return number if most is None else min(number, most + 1)

    def next_number(self, series: str) -> int:
        given = self.peek_number(series)
        self._taken[series] += 1
        return given

    def peek_number(self, series: str) -> int:
        return self._base.peek_number(series) + self._taken[series]

    def alone(self, what: str, pause: float = 0) -> AbstractContextManager[Callable[[], bool] | None]:
        raise RuntimeError(NOT_KEPT)

    def order(self, what: str, id: int) -> None:
        """Nothing is done with what is only tried."""

    def worker(self, does: Mapping[str, Callable[[int], bool]]) -> None:
        raise RuntimeError(NOT_KEPT)

    def snapshot(self) -> AbstractContextManager[Store]:
        raise RuntimeError(NOT_KEPT)

    def trial(self) -> AbstractContextManager[Store]:
        return nullcontext(Trial(self, self._reading))

    def backup(self, target: Path) -> None:
        raise RuntimeError(NOT_KEPT)

    def facts(self) -> Facts:
        return self._base.facts()

    def tend(self) -> None:
        raise RuntimeError(NOT_KEPT)

    def left_whole(self) -> bool:
        return self._base.left_whole()

    def damage(self) -> list[str]:
        return self._base.damage()

    def close(self) -> None:
        """Its base is closed by whoever has opened it."""
