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
from workflow.lks import ending, merging
from workflow.lks.record import new_accreditation, new_registration
from workflow.lks.register import add, save
from workflow.store import Store, open_store

FIRST = date(2024, 1, 1)
PLACES, KECAMATAN = ("11.07", "11.11"), ("Jeumpa", "Kec. Jeumpa", "Peusangan", "")
KINDS = {"anak dalam panti": "anak", "NAPZA": "NAPZA dan ODHA"}
DAYS = st.integers(-200, 1400).map(lambda n: (FIRST + timedelta(days=n)).isoformat())
NEVER = "0000-01-01"  # before every day: one that went into another never counted
SPAN = st.tuples(st.one_of(st.just(""), DAYS), DAYS)
WHICH = st.integers(0, 9)
ACTS = st.one_of(
    st.tuples(st.just("found"), st.sampled_from(PLACES), st.sampled_from(KECAMATAN)),
    st.tuples(st.just("found"), st.sampled_from(PLACES), st.sampled_from(KECAMATAN)),
    st.tuples(st.just("register"), WHICH, SPAN),
    st.tuples(st.just("accredit"), WHICH, SPAN),
    st.tuples(st.just("announce"), WHICH, st.tuples(st.integers(2023, 2028), DAYS)),
    st.tuples(st.just("visit"), WHICH, DAYS),
    st.tuples(st.just("incorporate"), WHICH, st.none()),
    st.tuples(st.just("give away"), WHICH, st.none()),
    st.tuples(st.just("merge"), WHICH, WHICH),
    st.tuples(st.just("merge"), WHICH, WHICH),
    st.tuples(st.just("part"), st.none(), st.none()),
    st.tuples(st.just("close"), WHICH, DAYS),
    st.tuples(st.just("put right"), WHICH, st.sampled_from(PLACES)),
    st.tuples(st.just("move"), WHICH, st.sampled_from(PLACES)),
    st.tuples(st.just("move"), WHICH, st.sampled_from(PLACES)),
)
HISTORY = st.lists(st.tuples(st.integers(0, 120), ACTS, st.sampled_from("ABC")), min_size=3, max_size=18)
Note = dict[str, Any]


class Register:
    """A register and plain notes beside it; ``then`` are the notes as they were at the end of each day of an act."""

    def __init__(self, store: Store) -> None:
        self.store, self.notes, self.then = store, list[Note](), dict[str, list[Note]]()
        self.day, self.merges, self.papers = FIRST, list[tuple[Note, Note]](), 0

    def act(self, gap: int, act: tuple[Any, ...], grade: str) -> None:
        self.day += timedelta(days=gap)
        what, which, how = act
        if what == "found":
            self._found(which, how)
        elif what == "part":
            self._part()
        elif self.notes and not self.notes[which % len(self.notes)]["end"]:
            self._of_one(self.notes[which % len(self.notes)], what, how, grade)
        self.then[self.day.isoformat()] = copy.deepcopy(self.notes)

    def _found(self, place: str, kecamatan: str) -> None:
        kind = list(KINDS)[len(self.notes) % 2]
        note = {
            "place": place, "kecamatan": kecamatan, "ours": True, "papers": [], "grades": [], "visits": [], "sk": False,
            "since": "", "end": "", "kinds": [kind], "name": f"LKS {len(self.notes)}",
        }  # fmt: skip
        with self.store.transaction():
            note["id"] = add(self.store, DINSOS, "lks_recorded", as_record(note), self.at)["id"]
        self.notes.append(note)

    def _of_one(self, note: Note, what: str, how: Any, grade: str) -> None:
        if what == "merge":
            self._merge(note, self.notes[how % len(self.notes)])
        elif what == "move":
            self._move(note, how)
        else:
            self._change(note, what, how, grade)
            self._saved(note, "lks_ended" if what == "close" else "lks_changed")

    def _change(self, note: Note, what: str, how: Any, grade: str) -> None:
        self.papers += 1  # no two papers are one by their number or their grade's source
        if what == "register":
            note["papers"].append((self.papers, *how))
        elif what == "accredit":
            note["grades"].append((self.papers, note["kinds"][0], grade, 0, *how))
        elif what == "announce":  # nothing but its year and its end are known
            note["grades"].append((self.papers, note["kinds"][0], grade, how[0], "", how[1]))
        elif what == "visit":
            note["visits"].append(how)
        elif what == "close":
            note["end"] = how
        elif what == "put right":
            note["place"] = how
        else:
            note["sk" if what == "incorporate" else "ours"] = what == "incorporate"

    def _merge(self, loser: Note, winner: Note) -> None:
        if loser is winner or winner["end"]:
            return
        self.merges.append((copy.deepcopy(winner), copy.deepcopy(loser)))
        seen = self._record(winner)["version"], self._record(loser)["version"]
        merging.merge(self.store, DINSOS, winner["id"], loser["id"], {}, seen=seen, at=self.at)
        for name in ("papers", "grades", "visits"):
            winner[name] += loser[name]
        winner["kinds"] = list(dict.fromkeys(winner["kinds"] + loser["kinds"]))
        winner["kecamatan"] = winner["kecamatan"] or loser["kecamatan"]
        winner["sk"] |= loser["sk"]
        winner["since"] = max(winner["since"], loser["since"])
        loser["end"] = NEVER

    def _part(self) -> None:
        """The last merge, when neither has changed since."""
        if not self.merges:
            return
        winner, loser = self.merges.pop()
        if not merging.bar_to_part(merging.both(self.store, DINSOS, winner["id"], loser["id"])):
            merging.unmerge(self.store, DINSOS, winner["id"], loser["id"], at=self.at)
            before = {winner["id"]: winner, loser["id"]: loser}
            self.notes = [before.get(note["id"], note) for note in self.notes]

    def _move(self, note: Note, to: str) -> None:
        """On the day of the act, from one that did not come on the same day."""
        today = self.day.isoformat()
        if to == note["place"] or note["since"] >= today:
            return
        gone = {"kind": "pindah", "date": today, "reason": "Pindah", "to": to}
        version = self._record(note)["version"]
        ended = ending.end(self.store, DINSOS, note["id"], gone, version=version, at=self.at)
        there = self.store.first("lks", uid=(ended["end"] or {})["moved_as"]) or {}
        self.notes.append({
            **copy.deepcopy(note), "id": there["id"], "place": to, "kecamatan": "", "since": today,
        })  # fmt: skip
        note["end"] = today

    def _record(self, note: Note) -> Any:
        return self.store.get("lks", note["id"])

    def _saved(self, note: Note, name: str) -> None:
        more = {"reason": "Bubar"} if name == "lks_ended" else {}
        with self.store.transaction():
            save(self.store, DINSOS, name, {**self._record(note), **as_record(note)}, self.at, **more)

    @property
    def at(self) -> datetime:
        return datetime.combine(self.day, time(23, 30), WIB)

    def known(self, day: str) -> list[Note]:
        before = [one for one in self.then if one <= day]
        return self.then[max(before)] if before else []


def as_record(note: Note) -> dict[str, Any]:
    papers = [
        {**new_registration("STP"), "number": f"{number}", "issued": first, "valid_until": last}
        for number, first, last in note["papers"]
    ]
    services = [
        {"kind": kind, "accreditations": [
            {**new_accreditation(), "grade": grade, "year": year, "decided": first, "valid_until": last,
             "certificate": f"{number}"}
            for number, of, grade, year, first, last in note["grades"] if of == kind
        ]}
        for kind in note["kinds"]
    ]  # fmt: skip
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
        "services": services, "activity": visits, "legal": legal, "end": end,
        "owner": "masyarakat" if note["ours"] else "dinas kabupaten/kota",
    }  # fmt: skip


def recounted(notes: list[Note], day: str) -> dict[str, dict[str, int]]:
    """Place -> what counts there, as somebody would count it with a pencil."""
    found: dict[str, dict[str, int]] = {place: defaultdict(int) for place in PLACES}
    reached: dict[str, set[str]] = {place: set() for place in PLACES}
    for note in notes:
        if not note["ours"] or "" < note["end"] <= day or day < note["since"]:
            continue
        own = found[note["place"]]
        own["P1"] += 1
        own["P2"] += any(first <= day <= last for _, first, last in note["papers"])
        active = any(day_of_last_year(day) < visit <= day for visit in note["visits"])
        own["P3"] += active
        own["P4"] += note["sk"]
        graded = any((first or str(year or "")) <= day <= last for _, _, _, year, first, last in note["grades"])
        own["P5"] += graded
        own["I5"] += graded and active
        if active:
            for kind in note["kinds"]:
                own[f"I7 {KINDS[kind]}"] += 1
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


@settings(max_examples=25)
@given(history=HISTORY, days=st.lists(DAYS, min_size=2, max_size=3), known=st.lists(DAYS, min_size=2, max_size=3))
def test_any_day_is_a_naive_recount(history: list[tuple[int, Any, str]], days: list[str], known: list[str]):
    with tempfile.TemporaryDirectory() as folder:
        store = open_store(Path(folder) / "store.db")
        register = Register(store)
        for number, (gap, act, grade) in enumerate(history):
            register.act(gap, act, grade)
            if number % 4 == 0:  # what is kept in between must not stay
                assert measured(store, days[0]) == recounted(register.notes, days[0])
        for day in {*days, *register.then}:
            assert measured(store, day) == recounted(register.notes, day), day
        for known_at in {*known, *list(register.then)[::3]}:
            for day in {days[0], known_at}:
                assert measured(store, day, known_at) == recounted(register.known(known_at), day), (day, known_at)
        store.close()
