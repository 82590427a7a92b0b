"""What is known of one institution from two sides, put together: a list and the register, or two records that are one.

Registrations are one by kind and number, services by kind, grades by grade and days that do not contradict each other,
events by day and kind. A known date fills an unknown one; nothing that either side knows is lost.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from workflow.lks.duplicates import plain_number
from workflow.lks.names import folded

Part = Mapping[str, Any]
Choose = Callable[[Any, Any], Any]  # of two values that are both known: the own one, the other's
_DAYS_OF_GRADE = ("applied", "decided", "valid_until", "certificate")


def own(mine: Any, _other: Any) -> Any:
    return mine


def theirs(_mine: Any, other: Any) -> Any:
    return other


def filled(mine: Part, other: Part, choose: Choose) -> dict[str, Any]:
    """Field by field: what one of them knows; where both know something else, what ``choose`` says. ``False`` and 0 of
    a count are known."""
    return {name: _one(value, other[name], choose) for name, value in mine.items()}


def _one(mine: Any, other: Any, choose: Choose) -> Any:
    if isinstance(mine, dict) and isinstance(other, dict):
        return {**other, **{name: _one(value, other.get(name), choose) for name, value in mine.items()}}
    if unknown(other) or mine == other:
        return mine
    return other if unknown(mine) else choose(mine, other)


def unknown(value: Any) -> bool:
    return value is None or value == "" or value == [] or value == {}


def registrations(mine: Sequence[Part], others: Sequence[Part], choose: Choose) -> list[dict[str, Any]]:
    found = [dict(one) for one in mine]
    for other in others:
        at = next((n for n, one in enumerate(found) if _same_paper(one, other)), None)
        if at is None:
            found.append(dict(other))
        else:
            found[at] = filled(found[at], other, choose)
    return found


def _same_paper(one: Part, other: Part) -> bool:
    """Without a number it is the same as one of its kind that says nothing else; one applied for is no paper yet."""
    numbers = [plain_number(paper["number"]) for paper in (one, other)]
    if one["kind"] != other["kind"] or numbers[0] != numbers[1]:
        return False
    if numbers[0]:
        return True
    return one["status"] == other["status"] and all(_agree(one[day], other[day]) for day in ("issued", "valid_until"))


def _agree(one: Any, other: Any) -> bool:
    return one == other or unknown(one) or unknown(other) or one == 0 or other == 0


def services(mine: Sequence[Part], others: Sequence[Part]) -> list[dict[str, Any]]:
    found: dict[str, list[Any]] = {}
    for one in mine:
        found.setdefault(one["kind"], []).extend(one["accreditations"])
    for other in others:
        found[other["kind"]] = _graded(found.get(other["kind"], []), other["accreditations"])
    return [{"kind": kind, "accreditations": graded} for kind, graded in found.items()]


def _graded(mine: Sequence[Part], others: Iterable[Part]) -> list[dict[str, Any]]:
    found = [dict(one) for one in mine]
    for other in others:
        at = next((n for n, one in enumerate(found) if _same_grade(one, other)), None)
        if at is None:
            found.append(dict(other))
        else:
            found[at] = {**filled(found[at], other, own), "year": found[at]["year"] or other["year"]}
    return found


def _same_grade(one: Part, other: Part) -> bool:
    if one["grade"] != other["grade"] or not all(_agree(one[name], other[name]) for name in _DAYS_OF_GRADE):
        return False
    return _agree(_year(one), _year(other)) and (bool(_year(one)) == bool(_year(other)) or _one_end(one, other))


def _one_end(one: Part, other: Part) -> bool:
    """Two of which only one says when it was decided are one when they end on the same day."""
    return bool(one["valid_until"]) and one["valid_until"] == other["valid_until"]


def _year(one: Part) -> int:
    return one["year"] or int(one["decided"][:4] or 0)


def activity(mine: Sequence[Part], others: Iterable[Part]) -> list[dict[str, Any]]:
    """In the order of days; an event that one side has confirmed is confirmed.

    One that both came to the same rakor was there once, as one institution; two rakor on one day stay two. What a list
    says of a rakor stays when its attendance is corrected, so it stands for that, too."""
    found = [dict(one) for one in mine]
    for other in others:
        at = next((n for n, one in enumerate(found) if _same_event(one, other)), None)
        if at is None:
            found.append(dict(other))
        elif _sure(other) > _sure(found[at]):
            found[at] = dict(other)
    return sorted(found, key=lambda one: str(one["date"]))


def _same_event(one: Part, other: Part) -> bool:
    rakor = {event.get("rakor", 0) for event in (one, other)} - {0}
    return (one["date"], one["kind"]) == (other["date"], other["kind"]) and len(rakor) < 2


def _sure(event: Part) -> tuple[bool, bool]:
    return bool(event["confirmed"]), "rakor" not in event


def years(mine: Part, others: Part, choose: Choose) -> dict[str, Any]:
    """Support or beneficiaries, year by year."""
    found = {year: dict(told) for year, told in mine.items()}
    for year, told in others.items():
        found[year] = filled(found[year], told, choose) if year in found else dict(told)
    return dict(sorted(found.items()))


def other_names(name: str, *known: str) -> list[str]:
    """Every further name that is another one when folded, each once."""
    found = {folded(name): name}
    for one in known:
        found.setdefault(folded(one), one)
    return [one for one in list(found.values())[1:] if one]
