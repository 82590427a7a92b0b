"""Typed numbers against a register, as numbers: all cases of all files of ``tests/samples/numbers/``, by both ways in.

A file says what its words mean; an instant is a day or a moment with its offset.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime, time
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from tests.world.arranged import SEKDIS, bring, do
from tests.world.one_number import one_number
from tests.world.places import ROOT
from workflow.agenda import register
from workflow.agenda.acts import fill_in, use_on_paper
from workflow.agenda.register import Wanted
from workflow.agenda.states import RESERVED, USED, VOID
from workflow.clock import WIB, day
from workflow.errors import Invalid, Question
from workflow.offices.offices import office_of
from workflow.store import Record

FILES = sorted((ROOT / "tests/samples/numbers").glob("*.json"))
EARLY = datetime(2025, 1, 2, 9, tzinfo=WIB)
STATES = {"used": USED, "reserved": RESERVED, "void": VOID}
Act = Callable[[dict[str, Any]], Any]


class RolledBack(Exception):
    """Ends a case, so that the next one finds the register as it was."""


def instant(text: str) -> datetime:
    if len(text) == 10:
        return datetime.combine(datetime.fromisoformat(text).date(), time(9), WIB)
    read = datetime.fromisoformat(text)
    return read if read.tzinfo else read.replace(tzinfo=WIB)


def yes_to(refusal: Invalid) -> list[str]:
    return [sentence.mark for sentence in refusal.fields.values() if isinstance(sentence, Question)]


def taken(act: Act) -> Any:
    """What is done in the end, whatever is asked first."""
    try:
        return act({})
    except Invalid as refusal:
        return act({"yakin": yes_to(refusal)})


def enter(store: Any, office: Record, row: dict[str, Any]) -> Record:
    """A row of the register, through the register itself."""
    at = instant(row["date"])

    def number(more: dict[str, Any]) -> Record:
        wanted = Wanted("typed", row["number"], yes=frozenset(more.get("yakin", ())))
        return register.number(store, office, wanted, "Sekdis", at, on=day(at))

    entry = taken(number)
    reason = "Tidak jadi dikirim." if row["state"] == "void" else ""
    return register.write(store, {**entry, "number": row["number"], "status": STATES[row["state"]], "reason": reason})


def verdict(act: Act, store: Any, row: Record | None, number: str | None) -> str:
    """What becomes of a typed number, in the words of the files; a sentence where it does not hold together."""
    before = store.count("entry")
    try:
        act({})
    except Invalid as refusal:
        said = refusal.fields.get("number", "")
        if not refusal.asks:
            return "same" if number and number in said else f"refused: {refusal.sentence}"
        act({"yakin": yes_to(refusal)})
        return "ask"
    if row is None:
        return "different" if store.count("entry") == before + 1 else "no entry of its own"
    used = store.get("entry", row["id"])
    return "different" if (used["status"], store.count("entry")) == (USED, before) else "the reservation is not used"


@pytest.fixture
def tuntas(tuntas: SimpleNamespace) -> SimpleNamespace:
    """One number a report: what is told of it here holds for each of two."""
    one_number(tuntas.store)
    return tuntas


def before_approving(tuntas: SimpleNamespace, case: dict[str, Any]) -> Act:
    """*Ubah nomor atau tujuan* on Sekdis' desk."""
    (task,) = tuntas.store.find("task")
    data = {"number": case["typed"], "number_from": "typed", "addressee": "Bupati Bireuen"}
    return lambda more: do(tuntas, task, "report", SEKDIS, instant(case["at"]), **data, **more)


def in_the_agenda(tuntas: SimpleNamespace, case: dict[str, Any]) -> Act:
    """*Catat nomor yang dipakai di kertas*."""
    data = {"number": case["typed"], "date": case["date"], "subject": "Undangan", "signer": "Kepala Dinas Sosial"}
    return lambda more: use_on_paper(tuntas.store, SEKDIS, {**data, **more}, at=instant(case["at"]))


@pytest.mark.parametrize("way", [before_approving, in_the_agenda], ids=lambda way: way.__name__)
@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_every_case_is_judged_right(tuntas: SimpleNamespace, file: Path, way: Callable[..., Act]):
    told, store = json.loads(file.read_text(encoding="utf-8")), tuntas.store
    bring(tuntas, "draft/sekdis", EARLY)
    office, wrong = office_of(store, "11.11", "dinsos"), []
    for case in told["cases"]:
        its = told["offices"][case["office"]]
        pattern = {"number_pattern": its["pattern"], "unit_code": its["unit"], "number_digits": its["digits"]}
        with pytest.raises(RolledBack), store.transaction():  # noqa: PT012
            store.save({**store.get("office", office["id"]), **pattern})
            rows = {
                row["row"]: enter(store, store.get("office", office["id"]), row)
                for row in told["register"]
                if row["office"] == case["office"]
            }
            found = verdict(way(tuntas, case), store, rows.get(case["row"]), case["row_number"])
            right = {"ask" if case["verdict"] == "wrong year" else case["verdict"], *case["also_right"]}
            if found not in right:
                wrong.append(f"{case['id']} {case['typed']!r} ({case['why']}): {found}, not {case['verdict']}")
            raise RolledBack
    assert wrong == []


def test_there_are_cases():
    assert FILES


def test_the_number_of_a_blank_paper_is_compared_and_asked_about_as_well(tuntas: SimpleNamespace):
    task = bring(tuntas, "draft/sekdis", EARLY)
    do(tuntas, task, "report", SEKDIS, EARLY, number="", number_from="blank")
    (blank,) = tuntas.store.find("entry")
    data = {"number": "400.9.12/0005/DINSOS/2024"}

    def fill(more: dict[str, Any]) -> Record:
        return fill_in(tuntas.store, SEKDIS, blank["id"], {**data, **more}, version=blank["version"], at=EARLY)

    assert verdict(fill, tuntas.store, blank, None) == "ask"
    (entry,) = tuntas.store.find("entry")
    assert (entry["number"], entry["ordinal"], entry["year"]) == (data["number"], 5, 2024)


def test_what_an_earlier_version_could_not_read_gets_its_place(tuntas: SimpleNamespace):
    office = office_of(tuntas.store, "11.11", "dinsos")
    old = enter(tuntas.store, office, {"number": "400.9.12/0001.B/DINSOS/2025", "date": "2025-01-02", "state": "used"})
    loose = enter(tuntas.store, office, {"number": "400.9.12/ 1/DINSOS/2025", "date": "2025-01-02", "state": "used"})
    for entry in (old, loose):
        without = {name: value for name, value in tuntas.store.get("entry", entry["id"]).items() if name != "suffix"}
        tuntas.store.save({**without, "ordinal": 0, "schema": 1})
    register.ensure_entries(tuntas.store)
    found = [tuntas.store.get("entry", entry["id"]) for entry in (old, loose)]
    assert [(entry["ordinal"], entry["suffix"]) for entry in found] == [(1, "B"), (1, "")]
    assert register.proposed(tuntas.store, office, EARLY.date()) == "400.9.12/0002/DINSOS/2025"
    register.ensure_entries(tuntas.store)
    assert [tuntas.store.get("entry", entry["id"]) for entry in found] == found


def test_a_number_put_between_two_others_takes_none_of_the_series(tuntas: SimpleNamespace):
    office = office_of(tuntas.store, "11.11", "dinsos")
    enter(tuntas.store, office, {"number": "400.9.12/0001.A/DINSOS/2025", "date": "2025-01-02", "state": "used"})
    assert register.proposed(tuntas.store, office, EARLY.date()) == "400.9.12/0001/DINSOS/2025"


def test_what_cannot_be_read_is_compared_by_its_text(tuntas: SimpleNamespace):
    paper = {"number": "Tanpa-Nomor/A", "date": "2026-11-09", "subject": "Undangan", "signer": "Kepala Dinas Sosial"}
    at = instant("2026-11-09")
    entry = taken(lambda yes: use_on_paper(tuntas.store, SEKDIS, {**paper, **yes}, at=at))
    assert (entry["ordinal"], entry["suffix"], entry["year"]) == (0, "", 2026)
    with pytest.raises(Invalid) as refusal:
        use_on_paper(tuntas.store, SEKDIS, {**paper, "number": " tanpa–nomor / a."}, at=at)
    assert refusal.value.fields == {"number": "Nomor Tanpa-Nomor/A sudah dipakai naskah lain dari kantor ini."}


@pytest.mark.parametrize("year", [2025, 2027])
def test_a_year_before_or_after_that_of_the_paper_is_asked_about(tuntas: SimpleNamespace, year: int):
    paper = {"date": "2026-11-09", "subject": "Undangan", "signer": "Kepala Dinas Sosial"}
    number = f"400.9.12/0009/DINSOS/{year}"
    with pytest.raises(Invalid) as refusal:
        use_on_paper(tuntas.store, SEKDIS, {**paper, "number": number}, at=instant("2026-11-09"))
    assert refusal.value.asks
    assert refusal.value.fields["number"].startswith(f"Nomor itu bertahun {year}, sedangkan naskahnya bertanggal")


@pytest.mark.parametrize(
    "number", ["400.9.12/0l0l/DINSOS/2026", "400.9.12/\u216d\u2160/DINSOS/2026", "UM/2026/DINSOS", "tanpa nomor"]
)
def test_a_running_number_that_cannot_be_read_is_asked_about(tuntas: SimpleNamespace, number: str):
    paper = {"number": number, "date": "2026-11-09", "subject": "Undangan", "signer": "Kepala Dinas Sosial"}
    with pytest.raises(Invalid) as refusal:
        use_on_paper(tuntas.store, SEKDIS, paper, at=instant("2026-11-09"))
    assert refusal.value.asks
    assert "nomor urut" in refusal.value.fields["number"].lower()
