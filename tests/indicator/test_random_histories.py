"""Random histories of a register: what is measured of any day, as known now or then, is a naive recount.

The recount keeps its own plain notes of each institution and reads the definitions aloud; it asks nothing of the app.
"""

from __future__ import annotations

import copy
import tempfile
from collections import defaultdict
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.world.arranged import DINSOS
from workflow.clock import WIB
from workflow.indicator.measuring import measure
from workflow.lks.record import new_accreditation, new_registration
from workflow.lks.register import add, save
from workflow.store import Store, open_store

FIRST = date(2024, 1, 1)
PLACES, KECAMATAN = ("11.07", "11.11"), ("Jeumpa", "Kec. Jeumpa", "Peusangan", "")
KINDS = {"anak dalam panti": "anak", "NAPZA": "NAPZA dan ODHA"}
DAYS = st.integers(-200, 1400).map(lambda n: (FIRST + timedelta(days=n)).isoformat())
SPAN = st.tuples(st.one_of(st.just(""), DAYS), DAYS)
ACTS = st.one_of(
    st.tuples(st.just("found"), st.sampled_from(PLACES), st.sampled_from(KECAMATAN)),
    st.tuples(st.just("found"), st.sampled_from(PLACES), st.sampled_from(KECAMATAN)),
    st.tuples(st.just("register"), st.integers(0, 9), SPAN),
    st.tuples(st.just("accredit"), st.integers(0, 9), SPAN),
    st.tuples(st.just("visit"), st.integers(0, 9), DAYS),
    st.tuples(st.just("incorporate"), st.integers(0, 9), st.none()),
    st.tuples(st.just("give away"), st.integers(0, 9), st.none()),
    st.tuples(st.just("merge"), st.integers(0, 9), st.integers(0, 9)),
    st.tuples(st.just("close"), st.integers(0, 9), DAYS),
    st.tuples(st.just("move"), st.integers(0, 9), st.sampled_from(PLACES)),
)
HISTORY = st.lists(st.tuples(st.integers(0, 120), ACTS, st.sampled_from("ABC")), min_size=3, max_size=14)
Note = dict[str, Any]


class Register:
    """A register and plain notes beside it; ``then`` are the notes as they were at the end of each day of an act."""

    def __init__(self, store: Store) -> None:
        self.store, self.notes, self.then = store, list[Note](), dict[str, list[Note]]()
        self.day = FIRST

    def act(self, gap: int, act: tuple[Any, ...], grade: str) -> None:
        self.day += timedelta(days=gap)
        what, which, how = act
        if what == "found":
            self._found(which, how)
        elif self.notes:
            note = self.notes[which % len(self.notes)]
            self._change(note, what, how, grade)
            self._saved(note, {"close": "lks_ended", "merge": "lks_merged"}.get(what, "lks_changed"))
        self.then[self.day.isoformat()] = copy.deepcopy(self.notes)

    def _found(self, place: str, kecamatan: str) -> None:
        kind = list(KINDS)[len(self.notes) % 2]
        note = {
            "place": place, "kecamatan": kecamatan, "ours": True, "papers": [], "grades": [], "visits": [], "sk": False,
            "end": "", "kind": kind, "name": f"LKS {len(self.notes)}",
        }  # fmt: skip
        with self.store.transaction():
            note["id"] = add(self.store, DINSOS, "lks_recorded", as_record(note), self.at)["id"]
        self.notes.append(note)

    def _change(self, note: Note, what: str, how: Any, grade: str) -> None:
        if what == "register":
            note["papers"].append(how)
        elif what == "accredit":
            note["grades"].append((grade, *how))
        elif what == "visit":
            note["visits"].append(how)
        elif what == "close":
            note["end"] = how
        elif what == "move":
            note["place"] = how
        elif what == "merge":
            self._merge(note, self.notes[how % len(self.notes)])
        else:
            note["sk" if what == "incorporate" else "ours"] = what == "incorporate"

    def _merge(self, loser: Note, winner: Note) -> None:
        if loser is not winner:
            winner["papers"] += loser["papers"]
            winner["visits"] += loser["visits"]
            loser["end"] = self.day.isoformat()
            self._saved(winner, "lks_changed")

    def _saved(self, note: Note, name: str) -> None:
        lks = self.store.get("lks", note["id"])
        assert lks is not None
        more = {"lks_ended": {"reason": "Bubar"}, "lks_merged": {"into": "x"}}.get(name, {})
        with self.store.transaction():
            save(self.store, DINSOS, name, {**lks, **as_record(note)}, self.at, **more)

    @property
    def at(self) -> datetime:
        return datetime.combine(self.day, time(23, 30), WIB)

    def known(self, day: str) -> list[Note]:
        before = [one for one in self.then if one <= day]
        return self.then[max(before)] if before else []


def as_record(note: Note) -> dict[str, Any]:
    papers = [{**new_registration("STP"), "issued": first, "valid_until": last} for first, last in note["papers"]]
    grades = [
        {**new_accreditation(), "grade": grade, "decided": first, "valid_until": last}
        for grade, first, last in note["grades"]
    ]
    visits = [{"date": day, "kind": "kunjungan", "by": "", "paper": 0, "confirmed": True} for day in note["visits"]]
    end = {"kind": "tutup", "into": "", "date": note["end"], "reason": ""} if note["end"] else None
    legal = {
        "form": "",
        "deed": {"number": "", "date": "", "notary": ""},
        "sk": "AHU" if note["sk"] else "",
        "npwp": "",
    }
    return {
        "name": note["name"], "region": note["place"], "kecamatan": note["kecamatan"], "registrations": papers,
        "services": [{"kind": note["kind"], "accreditations": grades}], "activity": visits, "legal": legal, "end": end,
        "owner": "masyarakat" if note["ours"] else "dinas kabupaten/kota",
    }  # fmt: skip


def recounted(notes: list[Note], day: str) -> dict[str, dict[str, int]]:
    """Place -> what counts there, as somebody would count it with a pencil."""
    found: dict[str, dict[str, int]] = {place: defaultdict(int) for place in PLACES}
    reached: dict[str, set[str]] = {place: set() for place in PLACES}
    for note in notes:
        if not note["ours"] or "" < note["end"] <= day:
            continue
        own = found[note["place"]]
        own["P1"] += 1
        own["P2"] += any(first <= day <= last for first, last in note["papers"])
        active = any(day_of_last_year(day) < visit <= day for visit in note["visits"])
        own["P3"] += active
        own["P4"] += note["sk"]
        graded = any(first <= day <= last for _, first, last in note["grades"])
        own["P5"] += graded
        own["I5"] += graded and active
        if active:
            own[f"I7 {KINDS[note['kind']]}"] += 1
            reached[note["place"]] |= {note["kecamatan"].removeprefix("Kec. ")} - {""}
    return {
        place: {**{k: n for k, n in own.items() if n}, "reached": len(reached[place])} for place, own in found.items()
    }


def day_of_last_year(day: str) -> str:
    return f"{int(day[:4]) - 1}-{'02-28' if day[5:] == '02-29' else day[5:]}"


def measured(store: Store, day: str, known_at: str = "") -> dict[str, dict[str, int]]:
    places = measure(store, day, known_at).places
    return {place: {**told(places[place].counts), "reached": places[place].reached} for place in PLACES}


def told(counts: Mapping[str, int]) -> dict[str, int]:
    return {name: n for name, n in counts.items() if name in ("P1", "P2", "P3", "P4", "P5", "I5") or name[:3] == "I7 "}


@settings(max_examples=25, deadline=None)
@given(history=HISTORY, days=st.lists(DAYS, min_size=2, max_size=3), known_at=DAYS)
def test_any_day_is_a_naive_recount(history: list[tuple[int, Any, str]], days: list[str], known_at: str):
    with tempfile.TemporaryDirectory() as folder:
        store = open_store(Path(folder) / "store.db")
        register = Register(store)
        for number, (gap, act, grade) in enumerate(history):
            register.act(gap, act, grade)
            if number % 4 == 0:  # what is kept in between must not stay
                assert measured(store, days[0]) == recounted(register.notes, days[0])
        for day in {*days, *register.then}:
            assert measured(store, day) == recounted(register.notes, day), day
        assert measured(store, days[0], known_at) == recounted(register.known(known_at), days[0])
        assert measured(store, known_at, known_at) == recounted(register.known(known_at), known_at)
        store.close()
