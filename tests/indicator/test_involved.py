"""Who carried out what was implemented: as tasks say it now, and as it was known on the day of the freezing."""

from __future__ import annotations

from datetime import timedelta
from types import SimpleNamespace

from tests.world.arranged import CHAIR, DINSOS, SEKDIS, do, new_task
from tests.world.instance import START
from tests.world.institutions import recorded
from workflow.indicator.measuring import measure
from workflow.lks.register import save
from workflow.records import Lks

TODAY, LAST, LATER = "2026-11-09", "2026-12-31", START + timedelta(days=3)
VISITED = {"activity": [{"date": "2026-03-01", "kind": "kunjungan", "by": "", "paper": 0, "confirmed": True}]}


def implemented(tuntas: SimpleNamespace, lks: Lks, role: str = "pelaksana") -> dict:
    task = do(tuntas, new_task(tuntas, START), "edit_plan", CHAIR, START, lks={lks["uid"]: role})
    for name in ("submit", "report", "progress", "claim", "verify"):
        task = do(tuntas, task, name, {"report": SEKDIS, "verify": DINSOS}.get(name, CHAIR), START)
    return task


def counted(tuntas: SimpleNamespace, day: str = TODAY, known_at: str = "") -> tuple[int, int | None]:
    figure = measure(tuntas.store, day, known_at).figures["11.11"]["I8"]
    return figure.numerator, figure.denominator


def test_each_institution_once_and_only_those_that_did_something(tuntas: SimpleNamespace):
    first, second = (recorded(tuntas.store, START, name, **VISITED) for name in ("LKSA Satu", "LKSA Dua"))
    implemented(tuntas, first)
    implemented(tuntas, first, "mitra")
    implemented(tuntas, second, "sasaran")
    assert counted(tuntas) == (1, 2)
    assert counted(tuntas, "2026-11-08") == (0, 2), "implemented on the day after"
    assert counted(tuntas, "2027-01-01") == (0, 2), "another year"


def test_what_was_known_stays_when_a_task_is_reopened_and_an_institution_merged(tuntas: SimpleNamespace):
    loser, winner = (recorded(tuntas.store, START, name, **VISITED) for name in ("LKSA Satu", "LKS-A Satu"))
    task = implemented(tuntas, loser)
    assert counted(tuntas) == counted(tuntas, TODAY, TODAY) == (1, 2)
    do(tuntas, task, "reopen", DINSOS, LATER)
    assert (counted(tuntas), counted(tuntas, TODAY, TODAY)) == ((0, 2), (1, 2))
    end = {"end": {"kind": "digabung", "into": winner["uid"], "date": TODAY, "reason": "Satu lembaga"}}
    with tuntas.store.transaction():
        save(tuntas.store, DINSOS, "lks_merged", {**loser, **end}, LATER, into=winner["uid"])
    do(tuntas, task, "progress", CHAIR, LATER)
    do(tuntas, task, "claim", CHAIR, LATER)
    do(tuntas, task, "verify", DINSOS, LATER)
    assert counted(tuntas, LAST) == (1, 1), "the one that goes on"
    assert counted(tuntas, LAST, "2026-11-12") == (1, 1)
    assert counted(tuntas, TODAY, TODAY) == (1, 2)


def test_what_was_known_stays_when_a_plan_that_was_opened_again_names_others(tuntas: SimpleNamespace):
    first, second = (recorded(tuntas.store, START, name, **VISITED) for name in ("LKSA Satu", "LKSA Dua"))
    task = implemented(tuntas, first, "sasaran")
    unnamed = do(tuntas, new_task(tuntas, START), "submit", CHAIR, START)
    for name in ("report", "progress", "claim", "verify"):
        unnamed = do(tuntas, unnamed, name, {"report": SEKDIS, "verify": DINSOS}.get(name, CHAIR), START)
    assert counted(tuntas, TODAY, TODAY) == (0, 2)
    for one, lks in ((task, first), (unnamed, second)):
        do(tuntas, one, "reopen", DINSOS, LATER)
        do(tuntas, one, "ask_change", CHAIR, LATER, kind="rencana", lks={lks["uid"]: "pelaksana"})
        do(tuntas, one, "support_change", SEKDIS, LATER)
        do(tuntas, one, "grant_change", DINSOS, LATER)
        for name in ("progress", "claim", "verify"):
            do(tuntas, one, name, DINSOS if name == "verify" else CHAIR, LATER)
    assert counted(tuntas, LAST) == counted(tuntas, LAST, "2026-11-12") == (2, 2)
    assert counted(tuntas, TODAY, TODAY) == (0, 2), "as it was known before"
