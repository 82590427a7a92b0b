"""Rows that are one institution although none says so by a merge: the ministry writes one row a service."""

from __future__ import annotations

from collections.abc import Sequence

from documents.readers.lks.institution import Read
from workflow.lks.duplicates import NPWP, REGISTRATION, SK, numbers
from workflow.lks.names import folded_kecamatan
from workflow.records.institutions import Accreditation

MOST_NAMESAKES = 20  # among which one goes on with a new row


class Joined:
    """Knows the institutions read so far, by the ministry's numbers and by name."""

    def __init__(self, institutions: list[Read]) -> None:
        self._institutions = institutions
        self._seen = 0
        self._by_number: dict[tuple[str, str], Read] = {}
        self._by_name: dict[tuple[str, str], list[Read]] = {}

    def place_of(self, one: Read) -> Read | None:
        """The institution that this one goes on with, None when it is another."""
        self._look()
        for key in _numbers(one):
            if key in self._by_number:
                return self._by_number[key]
        return next((held for held in self._by_name.get(_name(one), ()) if _another_service(held, one)), None)

    def _look(self) -> None:
        for one in self._institutions[self._seen :]:
            self._by_number.update((key, one) for key in _numbers(one))
            namesakes = self._by_name.setdefault(_name(one), [])
            if one.lks["services"] and len(namesakes) < MOST_NAMESAKES:
                namesakes.append(one)
        self._seen = len(self._institutions)


def _numbers(one: Read) -> list[tuple[str, str]]:
    said = (("id", one.ministry_id), ("number", one.lks["ministry_number"]))
    return [(kind, number) for kind, number in said if any(map(str.isdigit, number))]


def _name(one: Read) -> tuple[str, str]:
    return one.lks["region"], " ".join(one.lks["name"].lower().split())


def _graded_anew(held: Sequence[Accreditation], one: Sequence[Accreditation]) -> bool:
    """Whether the same service was accredited at another time."""
    times = [{(graded["year"], graded["decided"], graded["valid_until"]) for graded in known} for known in (held, one)]
    return all(times) and not times[0] & times[1]


def _another_service(held: Read, one: Read) -> bool:
    """The same name in the same place, nothing that tells them apart, and a service or a grade that is new."""
    if _numbers(held) and _numbers(one):
        return False
    services = [
        {service["kind"]: service["accreditations"] for service in read.lks["services"]} for read in (held, one)
    ]
    if "" in services[0] or "" in services[1] or not all(services):
        return False
    if any(not _graded_anew(services[0][kind], services[1][kind]) for kind in services[0].keys() & services[1].keys()):
        return False
    kecamatan = {folded_kecamatan(read.lks["kecamatan"]) for read in (held, one)} - {""}
    values = ((numbers(held.lks, what), numbers(one.lks, what)) for what in (NPWP, SK, REGISTRATION))
    return len(kecamatan) <= 1 and all(not a or not b or bool(a & b) for a, b in values)
