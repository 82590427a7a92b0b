"""Several tasks of a rakor approved together: one number, one document, every task moves, all or none."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from types import SimpleNamespace

import pytest

from tests.world import chains
from tests.world.arranged import (
    ADMIN,
    CHAIR,
    DINSOS,
    OTHER_CHAIR,
    OTHER_SEKDIS,
    PLAN,
    SEKDIS,
    bring,
    do,
)
from tests.world.instance import START
from tests.world.one_number import one_number
from tests.world.together import LATER, REPORT, TITLES, report, versions, waiting
from workflow.errors import Invalid, NotAllowed, NotFound, Stale, WorkflowError, WrongStage
from workflow.papers import issuing
from workflow.roles import Actor
from workflow.store import Record
from workflow.tasks.operations import move, move_together
from workflow.tasks.rehearsal import rehearse
from workflow.tasks.timeline import history


@pytest.fixture
def tuntas(tuntas: SimpleNamespace) -> SimpleNamespace:
    """One number a report: what is told of it here holds for each of two."""
    one_number(tuntas.store)
    return tuntas


@pytest.fixture
def tasks(tuntas: SimpleNamespace) -> list[Record]:
    return waiting(tuntas)


def everything(tuntas: SimpleNamespace) -> dict[str, list[Record]]:
    kinds = ("task", "event", "document", "document_task", "content", "entry")
    return {kind: tuntas.store.find(kind) for kind in kinds}


def test_every_task_moves_under_one_number_and_one_document(tuntas: SimpleNamespace, tasks: list[Record]):
    moved = report(tuntas, list(reversed(tasks)))

    assert [(task["no"], task["stage"], task["waits_for"], task["reported_on"]) for task in moved] == [
        (no, "reported", "", "2026-11-10") for no in (1, 2, 3)
    ]
    (document,) = tuntas.store.find("document", type="laporan")
    assert document["number"] == "400.9.12/0001/DINSOS/2026"
    assert document["tasks"] == [task["id"] for task in tasks]
    assert document["facts"]["outcomes"] == [1, 2, 3]
    assert tuntas.store.peek_number("11.11/dinsos/2026") == 2
    reports = [[d["id"] for d in issuing.of_task(tuntas.store, task) if d["type"] == "laporan"] for task in tasks]
    assert reports == [[document["id"]]] * 3


def test_every_task_has_an_event_of_its_own(tuntas: SimpleNamespace, tasks: list[Record]):
    report(tuntas, tasks)
    (document,) = tuntas.store.find("document", type="laporan")
    for task in tasks:
        (event,) = tuntas.store.find("event", task=task["id"], name="report")
        assert event["fields"] == {
            "number": "400.9.12/0001/DINSOS/2026", "addressee": "Bupati Bireuen", "outcomes": [1, 2, 3],
            "document": document["id"], "documents": [document["id"] + n for n in range(3)],
        }  # fmt: skip
        assert history(tuntas.store, task)[0].facts == (
            "Nomor 400.9.12/0001/DINSOS/2026 (butir 1, 2, dan 3), kepada Bupati Bireuen"
        )
    assert chains.verify(tuntas.store, "11.11") == []


def test_one_task_is_the_same_thing_with_one(tuntas: SimpleNamespace, tasks: list[Record]):
    first, second, _ = tasks
    alone = move(tuntas.store, tuntas.publisher, SEKDIS, first["id"], "report", REPORT, version=2, at=LATER)
    (together,) = report(tuntas, [second])
    own = {"id", "no", "title", "outcome", "search", "undo", "undo_group"}
    assert {k: v for k, v in alone.items() if k not in own} == {k: v for k, v in together.items() if k not in own}
    assert [d["number"] for d in tuntas.store.find("document", type="laporan")] == [
        "400.9.12/0001/DINSOS/2026", "400.9.12/0002/DINSOS/2026",
    ]  # fmt: skip
    assert history(tuntas.store, first)[0].facts == "Nomor 400.9.12/0001/DINSOS/2026, kepada Bupati Bireuen"


def withdrawn(tuntas: SimpleNamespace, task: Record) -> None:
    """No longer waiting, and the page knows it."""
    task |= do(tuntas, task, "withdraw", CHAIR, START)


def moved_meanwhile(tuntas: SimpleNamespace, task: Record) -> None:
    do(tuntas, task, "withdraw", CHAIR, START)
    do(tuntas, task, "submit", CHAIR, START, **{**PLAN, "action": "Yang baru"})


def reported_before(tuntas: SimpleNamespace, task: Record) -> None:
    task |= do(tuntas, task, "report", SEKDIS, START)


def own_submission(tuntas: SimpleNamespace, task: Record) -> None:
    task |= tuntas.store.save({**task, "submitted_by": SEKDIS.id})


@pytest.mark.parametrize(
    ("spoil", "error", "words"),
    [
        (withdrawn, WrongStage, "tidak dapat dilakukan: tugas ini berada di tahap Draf"),
        (moved_meanwhile, Stale, "sudah diubah orang lain"),
        (reported_before, WrongStage, "tugas ini berada di tahap Dilaporkan ke pimpinan"),
        (own_submission, NotAllowed, "tidak boleh menyetujuinya sendiri"),
    ],
)
@pytest.mark.parametrize("which", [0, 1, 2])
def test_one_that_cannot_go_keeps_all_of_them_and_is_named(
    tuntas: SimpleNamespace,
    tasks: list[Record],
    which: int,
    spoil: Callable[[SimpleNamespace, Record], None],
    error: type[WorkflowError],
    words: str,
):
    spoil(tuntas, tasks[which])
    before, number = everything(tuntas), tuntas.store.peek_number("11.11/dinsos/2026")
    with pytest.raises(error) as refused:
        report(tuntas, tasks)
    assert refused.value.sentence.startswith(f"Butir {which + 1} “{TITLES[which]}”: ")
    assert words in refused.value.sentence
    assert everything(tuntas) == before
    assert tuntas.store.peek_number("11.11/dinsos/2026") == number


@pytest.mark.parametrize("actor", [CHAIR, DINSOS])
def test_only_sekdis_approves(tuntas: SimpleNamespace, tasks: list[Record], actor: Actor):
    before = everything(tuntas)
    with pytest.raises(NotAllowed, match="hanya dapat dilakukan oleh"):
        report(tuntas, tasks, actor)
    assert everything(tuntas) == before


@pytest.mark.parametrize("actor", [OTHER_SEKDIS, ADMIN])
def test_a_stranger_learns_nothing(tuntas: SimpleNamespace, tasks: list[Record], actor: Actor):
    before = everything(tuntas)
    with pytest.raises(NotFound) as refused:
        report(tuntas, tasks, actor)
    assert "Butir" not in refused.value.sentence
    assert everything(tuntas) == before


def test_a_task_of_another_region_is_unknown(tuntas: SimpleNamespace, tasks: list[Record]):
    foreign = waiting(tuntas, "11.07", OTHER_CHAIR)[0]
    before = everything(tuntas)
    with pytest.raises(NotFound):
        report(tuntas, [*tasks, foreign])
    assert everything(tuntas) == before


def test_tasks_of_two_rakors_make_no_report(tuntas: SimpleNamespace, tasks: list[Record]):
    other = bring(tuntas, "draft/sekdis", START, title="Perbarui data")
    before = everything(tuntas)
    with pytest.raises(Invalid) as refused:
        report(tuntas, [*tasks, other])
    assert set(refused.value.fields) == {"tasks"}
    assert "berasal dari rakor lain" in refused.value.sentence
    assert everything(tuntas) == before


@pytest.mark.parametrize(
    ("data", "field"),
    [({"addressee": " "}, "addressee"), ({"number_from": "typed", "number": ""}, "number")],
)
def test_what_is_typed_is_checked_once_for_all(
    tuntas: SimpleNamespace, tasks: list[Record], data: dict[str, str], field: str
):
    before = everything(tuntas)
    with pytest.raises(Invalid) as refused:
        report(tuntas, tasks, **data)
    assert set(refused.value.fields) == {field}
    assert everything(tuntas) == before


@pytest.mark.parametrize("name", ["submit", "withdraw", "return_plan"])
def test_every_other_move_takes_one_task(tuntas: SimpleNamespace, tasks: list[Record], name: str):
    if name == "submit":
        tasks = [do(tuntas, task, "withdraw", CHAIR, START) for task in tasks]
    before = everything(tuntas)
    actor = SEKDIS if name == "return_plan" else CHAIR
    data = {**PLAN, "reason": "Target belum menyebut jumlah."}
    with pytest.raises(Invalid, match="dilakukan satu per satu"):
        move_together(tuntas.store, tuntas.publisher, actor, versions(tasks), name, data, at=LATER)
    assert everything(tuntas) == before


def test_a_composer_that_fails_moves_nothing(
    tuntas: SimpleNamespace, tasks: list[Record], monkeypatch: pytest.MonkeyPatch
):
    def broken(store: object, issue: object) -> None:
        raise RuntimeError("composer is broken")

    before = everything(tuntas)
    monkeypatch.setattr(tuntas.publisher, "compose", broken)
    with pytest.raises(RuntimeError):
        report(tuntas, tasks)
    assert everything(tuntas) == before


def test_twenty_at_once_make_one_document_with_one_number(tuntas: SimpleNamespace, tasks: list[Record]):
    def attempt(_: int) -> str:
        try:
            report(tuntas, tasks)
        except WorkflowError as refused:
            return type(refused).__name__
        return "done"

    with ThreadPoolExecutor(20) as pool:
        outcomes = list(pool.map(attempt, range(20)))
    assert sorted(set(outcomes)) == ["Stale", "done"]
    assert outcomes.count("done") == 1
    assert [d["number"] for d in tuntas.store.find("document", type="laporan")] == ["400.9.12/0001/DINSOS/2026"]
    assert tuntas.store.count("document_task", document=tuntas.store.find("document", type="laporan")[0]["id"]) == 3
    assert tuntas.store.count("event", name="report") == 3
    assert chains.verify(tuntas.store, "11.11") == []


def test_the_preview_is_what_is_issued_whatever_order_was_ticked(tuntas: SimpleNamespace, tasks: list[Record]):
    first, second, third = tasks
    shown = rehearse(tuntas.store, tuntas.publisher, third, {}, at=LATER, others=[first, second])
    assert [task["outcome"]["no"] for task in shown.data["data"]["tasks"]] == [1, 2, 3]
    report(tuntas, tasks)
    (document,) = tuntas.store.find("document", type="laporan")
    issued = tuntas.store.find("content", document=document["id"])[0]["data"]
    assert [section["blocks"] for section in shown.data["sections"]] == [s["blocks"] for s in issued["sections"]]


def issued(tuntas: SimpleNamespace, tasks: list[Record]) -> Record:
    """A paper of the same type about these tasks, recorded as a later one would be."""
    issuing.replace(tuntas.store, tasks, "laporan")
    (old,) = tuntas.store.find("document", type="laporan", limit=1)
    facts = {name: value for name, value in old.items() if name not in ("id", "version", "kind")}
    made = tuntas.store.insert("document", {**facts, "tasks": [t["id"] for t in tasks], "status": "berlaku"})
    for task in tasks:
        tuntas.store.insert("document_task", {"schema": 1, "document": made["id"], "task": task["id"]})
    return made


def test_a_combined_report_is_replaced_when_each_of_its_tasks_has_a_newer_one(
    tuntas: SimpleNamespace, tasks: list[Record]
):
    report(tuntas, tasks)
    (document,) = tuntas.store.find("document", type="laporan")
    statuses = []
    for newer in (tasks[:1], tasks[1:2], tasks[2:]):
        issued(tuntas, newer)
        statuses.append(tuntas.store.get("document", document["id"])["status"])
    assert statuses == ["berlaku", "berlaku", "diganti"]


def test_a_report_withdrawn_for_one_task_is_withdrawn(tuntas: SimpleNamespace, tasks: list[Record]):
    report(tuntas, tasks)
    (document,) = tuntas.store.find("document", type="laporan")
    assert issuing.withdraw(tuntas.store, tasks[1], "laporan", "Salah alamat.", LATER) == [document["id"]]
    states = {d["type"]: d["status"] for d in issuing.of_task(tuntas.store, tasks[2])}
    assert (states["laporan"], states["rtl"]) == ("dicabut", "draf")


def test_the_tasks_go_their_own_ways_afterwards(tuntas: SimpleNamespace, tasks: list[Record]):
    report(tuntas, tasks)
    first, *others = tasks
    for name, actor in (("progress", CHAIR), ("claim", CHAIR), ("verify", DINSOS), ("reopen", DINSOS)):
        first = do(tuntas, first, name, actor, LATER)
    assert [(d["type"], d["status"]) for d in issuing.of_task(tuntas.store, first)] == [
        ("penelaahan", "dicabut"), ("pelaksanaan", "dicabut"), ("disposisi", "berlaku"),
        ("tanda_terima", "berlaku"), ("laporan", "berlaku"), ("rtl", "draf"),
    ]  # fmt: skip
    assert [tuntas.store.get("task", task["id"])["stage"] for task in others] == ["reported", "reported"]


def test_documents_of_an_earlier_instance_are_linked_once(tuntas: SimpleNamespace, tasks: list[Record]):
    for link in tuntas.store.find("document_task"):
        tuntas.store.delete("document_task", link["id"])
    for document in tuntas.store.find("document"):
        tuntas.store.save({name: value for name, value in document.items() if name != "tasks"})
    for _ in range(2):
        issuing.link_earlier(tuntas.store)
        assert [len(issuing.of_task(tuntas.store, task)) for task in tasks] == [1, 1, 1]
