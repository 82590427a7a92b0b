"""The rival of our store: plain TinyDB with its stock JSONStorage, behind the same protocol."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tinydb import TinyDB

from workflow.errors import Stale
from workflow.records import Stored, name_of
from workflow.store import Above, Below, Contains, NoneOf, OneOf, Store


class StockStore(Store):
    """As one would write it from TinyDB's manual: every search looks at every document, nothing rolls back."""

    def __init__(self, path: Path) -> None:
        self.db = TinyDB(path)

    @contextmanager
    def transaction(self, *scopes, within=0.0):
        yield

    def insert(self, kind: type[Stored] | str, doc: Mapping[str, Any]) -> Any:
        kind = name_of(kind)
        id = self.db.table(kind).insert({**doc, "version": 1})
        return {**doc, "version": 1, "kind": kind, "id": id}

    def insert_many(self, kind: str, docs: Sequence[Mapping[str, Any]]) -> None:
        self.db.table(kind).insert_multiple({**doc, "version": 1} for doc in docs)

    def get(self, kind: type[Stored] | str, id: int) -> Any:
        kind = name_of(kind)
        found = self.db.table(kind).get(doc_id=id)
        return {**found, "kind": kind, "id": id} if found else None

    def save(self, doc: Mapping[str, Any]) -> Any:
        current = self.get(doc["kind"], doc["id"])
        if current is None or current["version"] != doc["version"]:
            raise Stale(current or {})
        body = {k: v for k, v in doc.items() if k not in ("kind", "id")} | {"version": doc["version"] + 1}
        self.db.table(doc["kind"]).update(body, doc_ids=[doc["id"]])
        return {**body, "kind": doc["kind"], "id": doc["id"]}

    def delete(self, kind: str, id: int) -> None:
        self.db.table(kind).remove(doc_ids=[id])

    def find(
        self, kind: type[Stored] | str, *, order: str = "id", after: int | None = None, limit: int | None = None,
        **where: Any,
    ) -> list[Any]:  # fmt: skip
        kind = name_of(kind)
        field = order.removeprefix("-")
        rows = [{**d, "kind": kind, "id": d.doc_id} for d in self.db.table(kind) if _fits(d, where)]
        rows.sort(key=lambda r: (r[field], r["id"]), reverse=order.startswith("-"))
        return rows[:limit]

    def tally(self, kind: str, by: Sequence[str], **where: Any) -> dict[tuple[Any, ...], int]:
        return Counter(tuple(d[f] for f in by) for d in self.db.table(kind) if _fits(d, where))

    def next_number(self, series: str) -> int:
        rows = self.find("number", series=series)
        if not rows:
            return self.insert("number", {"series": series, "last": 1})["last"]
        return self.save({**rows[0], "last": rows[0]["last"] + 1})["last"]

    def peek_number(self, series: str) -> int:
        rows = self.find("number", series=series)
        return rows[0]["last"] + 1 if rows else 1

    def close(self) -> None:
        self.db.close()


def _fits(doc: Mapping[str, Any], where: Mapping[str, Any]) -> bool:
    return all(_matches(doc.get(name), wanted) for name, wanted in where.items())


def _matches(value: Any, wanted: Any) -> bool:
    match wanted:
        case Below(limit):
            return value not in (None, "") and value < limit
        case Above(limit):
            return value is not None and value > limit
        case NoneOf(values):
            return value not in values
        case OneOf(values):
            return value in values
        case Contains(texts):
            return all(text.casefold() in str(value) for text in texts)
    return value == wanted
