"""Rakor with tasks in known situations, for the tests of the papers about a whole rakor."""

from __future__ import annotations

from typing import Any

from documents.compose import compose
from documents.report.blocks import Report
from documents.report.frozen import from_data
from tests.world import plain_lines
from tests.world.desk import BASE, DINSOS, PHOTO, POOR_RAKOR, RICH_RAKOR, at
from tests.world.saying_yes import done
from workflow.clock import moment, stamp
from workflow.offices.offices import ensure_offices
from workflow.papers.publishing import Issue
from workflow.rakor.recording import hand_over, record_rakor, save_outcome
from workflow.store import Record, Store
from workflow.tasks.holding import Moved
from workflow.tasks.kept_days import arrived, keep, moves_of

WHEN = at(11, 30).replace(hour=16)
LKS = "Setiap LKS memperbarui datanya."


def poor(store: Store, **more: Any) -> Record:
    """A rakor with nothing but what must be recorded, and no outcome."""
    ensure_offices(store)
    return record_rakor(store, DINSOS, {**POOR_RAKOR, **more}, at=at(9, 19))


def rich(store: Store) -> Record:
    """Commission A with two outcomes (one for all, one for two regencies and a city), B with one that nobody got,
    and a mere remark of no commission."""
    ensure_offices(store)
    people = [
        *RICH_RAKOR["participants"],
        {"name": "Tamu", "position": "Kepala Bidang", "institution": "Bappeda Aceh", "attended": True},
        {"name": "Lain", "institution": "Bappeda Aceh", "attended": True},
    ]
    head = {**RICH_RAKOR, "chair": "Kepala Dinas Sosial Aceh", "participants": people}
    rakor = record_rakor(store, DINSOS, head, at=at(9, 19))
    add(store, rakor, None, "Rapat sekali dalam tiga bulan", commission="A", deadline="2023-12-31")
    add(store, rakor, ["11.11", "11.07", "11.72"], "Dukungan pendanaan", commission="A", deadline="2023-10-31")
    add(store, rakor, [], "Prosedur rujukan", commission="B")
    add(store, rakor, [], "Keterangan", is_task=False)
    found = store.get("rakor", rakor["id"])
    assert found is not None
    return found


def add(store: Store, rakor: Record, codes: list[str] | None, title: str, **outcome: Any) -> None:
    """One outcome, handed over to ``codes`` (None: all 23)."""
    from workflow.regions import regions

    current = store.get("rakor", rakor["id"])
    assert current is not None
    data, version = {"text": LKS, "title": title, "is_task": True, **outcome}, current["version"]

    def saved(yes: dict[str, Any]) -> str:
        return save_outcome(store, DINSOS, rakor["id"], "", {**data, **yes}, version=version, at=at(9, 19))[1]

    uid = done(saved)
    chosen = list(regions()) if codes is None else codes
    if chosen:
        hand_over(store, DINSOS, rakor["id"], uid, chosen, at=at(9, 19))


def stand(store: Store, region: str, no: int, stage: str, percent: int = 0, **more: Any) -> Record:
    """Puts a task where a test wants it, without the moves that lead there."""
    (task,) = [t for t in store.find("task", region=region) if t["no"] == no]
    put = {**task, "stage": stage, "percent": percent, "open": stage != "implemented", "waits_for": "", **more}
    keep(put, [*moves_of(store, task), Moved(moment(put["since"]), arrived(put))])
    return store.save(put)


def obstacle(text: str) -> dict[str, Any]:
    said = {"date": "2023-11-01", "text": "Dibahas.", "percent": 60, "obstacle": text, "solution": "", "place": ""}
    return {"progress": [{**said, "evidence": [], "by": "Ketua", "at": stamp(WHEN)}]}


def evidence(store: Store, task: Record, *, dropped: bool = False) -> None:
    facts = {"task": task["id"], "region": task["region"], "dropped": dropped, "accepted_on": "", **PHOTO}
    store.insert("evidence", facts)


def paper(store: Store, type_: str, rakor: int, **more: Any) -> Report:
    """The content of a paper at ``WHEN``, as of Dinas Sosial Aceh."""
    params = more.pop("params", {})
    issue = Issue(type_, {}, more.pop("at", WHEN), rakor=rakor, params=params, **more)
    report = from_data(compose(store, issue, BASE).data)
    assert isinstance(report, Report)
    return report


def told(report: Report) -> list[str]:
    return plain_lines.lines(report)
