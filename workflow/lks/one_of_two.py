"""Two records of one institution, field by field: where they say the same, where one knows more, where one chooses.

"a" is the record that goes on, "b" the one that goes into it. Lists of both are kept together (``combined``); where a
paper or a year is told in two ways, that is a field, too.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from workflow.lks import combined, in_words
from workflow.lks.in_words import TEXTS, value
from workflow.records import Lks

Choices = Mapping[str, str]  # field -> "a" or "b"; "a" where nothing was chosen and both know
A, B = "a", "b"
_YEARS = {"support": "Dukungan", "beneficiaries": "Penerima layanan"}


@dataclass(frozen=True)
class OneField:
    """``a`` and ``b`` in words, "" for unknown; ``same`` when there is nothing to choose; ``first`` is what stands
    chosen at first: the one that is known, of two the first record's."""

    name: str
    label: str
    a: str
    b: str

    @property
    def same(self) -> bool:
        return self.a == self.b

    @property
    def first(self) -> str:
        return B if not self.a and self.b else A


def fields(a: Lks, b: Lks) -> list[OneField]:
    """All of which either says something, in the order in which they are told."""
    plain = (OneField(name, label, value(a, name), value(b, name)) for name, label in TEXTS.items())
    found = [*plain, *_papers(a, b), *_years(a, b)]
    return [one for one in found if one.a or one.b]


def _papers(a: Lks, b: Lks) -> Iterator[OneField]:
    """Registrations of one kind and number of which the two know different days."""
    for other in b["registrations"]:
        for one in a["registrations"]:
            if _in_conflict(one, other):
                yield OneField(_paper(one), "Pendaftaran", in_words.registration(one), in_words.registration(other))


def _in_conflict(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    mine, theirs = ([found] for found in (one, other))
    kept, taken = (combined.registrations(mine, theirs, choose) for choose in (combined.own, combined.theirs))
    return len(kept) == 1 and kept != taken


def _paper(one: Mapping[str, Any]) -> str:
    return f"registrations {one['kind']} {one['number']}"


def _years(a: Lks, b: Lks) -> Iterator[OneField]:
    for name, label in _YEARS.items():
        of_a, of_b = (_by_year(one, name) for one in (a, b))
        for year in sorted(of_a.keys() & of_b.keys()):
            kept = combined.filled(of_a[year], of_b[year], combined.own)
            if kept != combined.filled(of_a[year], of_b[year], combined.theirs):
                yield OneField(f"{name} {year}", f"{label} {year}", *map(in_words.year, (of_a[year], of_b[year])))


def _by_year(lks: Lks, name: str) -> Mapping[str, Any]:
    return lks["support"] if name == "support" else lks["beneficiaries"]


def kept(a: Lks, b: Lks) -> list[tuple[str, str]]:
    """What of both is kept together, in words: (what it is, what is kept)."""
    found = _together(a, b, {})
    parts = (
        ("Nama lain", combined.other_names(a["name"], *a["other_names"], b["name"], *b["other_names"])),
        ("Pendaftaran", list(map(in_words.registration, found["registrations"]))),
        ("Layanan", list(map(in_words.service, found["services"]))),
        ("Kegiatan", list(map(in_words.event, found["activity"]))),
    )
    return [(label, "; ".join(words)) for label, words in parts if words]


def merged(a: Lks, b: Lks, chosen: Choices) -> dict[str, Any]:
    """``a`` with what was chosen of ``b``, and with all that only ``b`` knows."""
    told = {one.name: chosen.get(one.name, one.first) for one in fields(a, b)}
    result: dict[str, Any] = {**a, "legal": {**a["legal"], "deed": {**a["legal"]["deed"]}}, "contact": {**a["contact"]}}
    for name in TEXTS:
        if told.get(name) == B:
            _set(result, name, b)
    return {
        **result, **_together(a, b, told),
        "other_names": combined.other_names(result["name"], a["name"], b["name"], *a["other_names"], *b["other_names"]),
        "hidden": a["hidden"] or b["hidden"],
        "parent": _parent(a, b),
        "said_inactive": max(a["said_inactive"], b["said_inactive"]),
        "here_since": max(a.get("here_since", ""), b.get("here_since", "")),
    }  # fmt: skip


def _set(record: dict[str, Any], field: str, source: Any) -> None:
    *path, last = field.split(".")
    for name in path:
        record, source = record[name], source[name]
    record[last] = source[last]


def _together(a: Lks, b: Lks, told: Choices) -> dict[str, Any]:
    """What both have of many: papers one by one, so that each goes by its own choice."""
    papers = [dict(one) for one in a["registrations"]]
    for other in b["registrations"]:
        choose = combined.theirs if told.get(_paper(other)) == B else combined.own
        papers = combined.registrations(papers, [other], choose)
    return {
        "registrations": papers,
        "services": combined.services(a["services"], b["services"]),
        "activity": combined.activity(a["activity"], b["activity"]),
        "support": _of_years(a["support"], b["support"], "support", told),
        "beneficiaries": _of_years(a["beneficiaries"], b["beneficiaries"], "beneficiaries", told),
    }


def _of_years(a: Mapping[str, Any], b: Mapping[str, Any], name: str, told: Choices) -> dict[str, Any]:
    found = dict(a)
    for year, one in b.items():
        choose = combined.theirs if told.get(f"{name} {year}") == B else combined.own
        found = combined.years(found, {year: one}, choose)
    return found


def _parent(a: Lks, b: Lks) -> str:
    """The foundation of either; not one of the two themselves."""
    return next((uid for uid in (a["parent"], b["parent"]) if uid and uid not in (a["uid"], b["uid"])), "")
