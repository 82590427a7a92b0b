"""Which record of the register a row of a list means: surely, perhaps, or none.

Surely by a number that only one institution can have, or by the same name in one kabupaten/kota where nothing speaks
against it. What is only alike is asked. Records that closed are only ever asked about.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from workflow.lks.duplicates import (
    COMMON,
    MINISTRY,
    NPWP,
    REGISTRATION,
    SK,
    Record,
    Words,
    names_alike,
    numbers,
    phones,
    two_homes,
    words_of,
)
from workflow.lks.names import folded_kecamatan

MOST_ASKED = 5  # records among which one is asked to choose


@dataclass(frozen=True)
class Found:
    """``sure`` is the key of the record, None for none; ``perhaps`` those that may be meant, the likeliest first."""

    sure: Any = None
    perhaps: tuple[Any, ...] = ()


class Register:
    """Records by a key of the caller's, within their regions."""

    def __init__(self, records: Iterable[tuple[Any, Record]] = ()) -> None:
        self.records: dict[Any, Record] = {}
        self._by_number: dict[tuple[str, str, str], list[Any]] = defaultdict(list)
        self._by_name: dict[tuple[str, Words], list[Any]] = defaultdict(list)
        self._by_word: dict[tuple[str, str], set[Words]] = defaultdict(set)
        self._by_phone: dict[tuple[str, str], list[Any]] = defaultdict(list)
        for key, record in records:
            self.put(key, record)

    def put(self, key: Any, record: Record) -> None:
        """A record that is there already is still found by what it was found by."""
        self.records[key] = record
        region = record["region"]
        for what in (NPWP, SK, MINISTRY, REGISTRATION):
            for number in numbers(record, what):
                _note(self._by_number[region, what, number], key)
        for words in _names(record):
            _note(self._by_name[region, words], key)
            for word in words:
                self._by_word[region, word].add(words)
        for phone in phones(record):
            _note(self._by_phone[region, phone], key)

    def meant_by(self, row: Record) -> Found:
        numbered = self._numbered(row)
        if len(numbered) == 1 and self._living(numbered[0]):
            return Found(numbered[0])
        named = [key for words in _names(row) for key in self._by_name[row["region"], words]]
        fitting = [key for key in named if self._living(key) and self._fits(row, self.records[key])]
        if not numbered and len(fitting) == 1:
            return Found(fitting[0])
        asked = dict.fromkeys((*numbered, *fitting, *named, *self._alike(row), *self._called(row)))
        return Found(None, tuple(asked)[:MOST_ASKED])

    def named(self, name: str, region: str) -> list[Any]:
        """The keys of those that have exactly this name."""
        return list(self._by_name.get((region, words_of(name)), ()))

    def _living(self, key: Any) -> bool:
        return self.records[key]["end"] is None

    def _numbered(self, row: Record) -> list[Any]:
        keys = dict.fromkeys(
            key
            for what in (NPWP, SK, MINISTRY, REGISTRATION)
            for number in sorted(numbers(row, what))
            for key in self._by_number.get((row["region"], what, number), ())
        )
        return [key for key in keys if not two_homes(row, self.records[key])]

    def _fits(self, row: Record, record: Record) -> bool:
        """Whether nothing speaks against two of one name being one: another kecamatan, another number."""
        places = {folded_kecamatan(one["kecamatan"]) for one in (row, record)} - {""}
        if len(places) > 1:
            return False
        pairs = ((numbers(row, what), numbers(record, what)) for what in (NPWP, SK, MINISTRY))
        return not any(mine and other and not mine & other for mine, other in pairs)

    def _alike(self, row: Record) -> Iterator[Any]:
        """Of one kabupaten/kota, by a word that both names have."""
        region = row["region"]
        for words in _names(row):
            near = {other for word in set(words) - COMMON for other in self._by_word.get((region, word), ())}
            for other in sorted(near - {words}):
                if names_alike(words, other):
                    yield from (key for key in self._by_name[region, other] if self._may_be(row, key))

    def _may_be(self, row: Record, key: Any) -> bool:
        record = self.records[key]
        places = {folded_kecamatan(one["kecamatan"]) for one in (row, record)} - {""}
        return len(places) < 2 and not (row["parent"] and row["parent"] == record["parent"])

    def _called(self, row: Record) -> Iterator[Any]:
        for phone in sorted(phones(row)):
            for key in self._by_phone.get((row["region"], phone), ()):
                if not (row["parent"] and row["parent"] == self.records[key]["parent"]):
                    yield key


def _note(keys: list[Any], key: Any) -> None:
    if key not in keys:
        keys.append(key)


def _names(record: Mapping[str, Any]) -> list[Words]:
    """Its name and its other names, each as words that are compared."""
    found = (words_of(name) for name in (record["name"], *record["other_names"]))
    return list(dict.fromkeys(words for words in found if words))
