"""A rakor is closed and opened again: what leaves the desks, what is refused meanwhile, what is told."""

from __future__ import annotations

from datetime import timedelta
from types import SimpleNamespace

import pytest

from tests.world import chains
from tests.world.arranged import CHAIR, DINSOS, OUTCOME, PATHS, PLAN, RAKOR, SEKDIS, actor_for, bring, do
from tests.world.instance import START, signed_in
from workflow.errors import Invalid, NotAllowed, Stale, WrongStage
from workflow.machine.permissions import may
from workflow.rakor.closing import close, reopen
from workflow.rakor.recording import edit_rakor, hand_over, save_outcome, share
from workflow.store import Record
from workflow.tasks import filters, kept_days, timeline
from workflow.tasks.operations import move

WHY = {"reason": "Diganti oleh rakor berikutnya."}
LATER = START + timedelta(days=60)  # behind the deadline


def rakor_of(tuntas: SimpleNamespace, task: Record) -> Record:
    return tuntas.store.get("rakor", task["rakor"])


def shut(tuntas: SimpleNamespace, task: Record, **data: str) -> Record:
    return close(tuntas.store, DINSOS, task["rakor"], data, version=rakor_of(tuntas, task)["version"], at=LATER)


@pytest.mark.parametrize("situation", ["implemented", "cancelled"])
def test_one_whose_tasks_are_over_needs_no_reason(tuntas: SimpleNamespace, situation: str) -> None:
    task = bring(tuntas, situation, START)
    closed = shut(tuntas, task)["closed"]
    assert (closed["by"], closed["reason"]) == (DINSOS.name, "")
    assert tuntas.store.get("task", task["id"]) == task, "nothing changes in what is over"


@pytest.mark.parametrize("situation", ["draft", "draft/sekdis", "reported", "reported/dinsos"])
def test_an_open_task_rests_and_goes_on_where_it_stood(tuntas: SimpleNamespace, situation: str) -> None:
    task = bring(tuntas, situation, START)
    with pytest.raises(Invalid, match="1 tugas belum selesai"):
        shut(tuntas, task, reason="ganti")
    shut(tuntas, task, **WHY)
    resting = tuntas.store.get("task", task["id"])
    assert (resting["open"], resting["late_after"], resting["limit_until"]) == (False, "", "")
    assert not any(
        may(who, name, resting, at=START) for who in (CHAIR, SEKDIS, DINSOS) for name in ("submit", "report", "claim")
    )
    assert filters.count(tuntas.store, CHAIR, {"menunggu": "ketua"}, "2027-06-01") == 0
    assert filters.count(tuntas.store, DINSOS, {"terlambat": "1"}, "2027-06-01") == 0
    assert list(kept_days.recompute(tuntas.store)) == []

    version = rakor_of(tuntas, task)["version"]
    reopen(tuntas.store, DINSOS, task["rakor"], version=version, at=LATER)
    again = tuntas.store.get("task", task["id"])
    assert {**again, "version": 0, "resting": 0} == {**task, "version": 0, "resting": 0}
    for name in PATHS["implemented"][len(PATHS[situation]) :]:
        again = do(tuntas, again, name, actor_for(name), LATER)
    assert again["stage"] == "implemented"


def test_nothing_is_done_meanwhile(tuntas: SimpleNamespace) -> None:
    task = bring(tuntas, "draft", START)
    rakor = shut(tuntas, task, **WHY)
    store, number, uid = tuntas.store, rakor["id"], rakor["outcomes"][0]["uid"]
    version = {"version": rakor["version"], "at": LATER}
    for attempt in (
        lambda: edit_rakor(store, DINSOS, number, RAKOR, **version),
        lambda: save_outcome(store, DINSOS, number, uid, OUTCOME, **version),
        lambda: hand_over(store, DINSOS, number, uid, ["11.07"], at=LATER),
        lambda: share(store, DINSOS, number, {uid: ["11.07"]}, **version),
    ):
        with pytest.raises(Invalid, match="sudah ditutup"):
            attempt()
    resting = store.get("task", task["id"])
    with pytest.raises(WrongStage, match="rakornya ditutup"):
        move(store, tuntas.publisher, CHAIR, task["id"], "submit", PLAN, version=resting["version"], at=LATER)
    assert store.get("task", task["id"]) == resting
    assert store.count("task") == 1


def test_who_may_and_when(tuntas: SimpleNamespace) -> None:
    task = bring(tuntas, "draft", START)
    seen = rakor_of(tuntas, task)["version"]
    for who, version, error in ((SEKDIS, seen, NotAllowed), (CHAIR, seen, NotAllowed), (DINSOS, seen + 1, Stale)):
        with pytest.raises(error):
            close(tuntas.store, who, task["rakor"], WHY, version=version, at=START)
    with pytest.raises(Invalid, match="tidak ditutup"):
        reopen(tuntas.store, DINSOS, task["rakor"], version=seen, at=START)
    rakor = shut(tuntas, task, **WHY)
    with pytest.raises(WrongStage):
        shut(tuntas, task, **WHY)
    with pytest.raises(NotAllowed):
        reopen(tuntas.store, SEKDIS, task["rakor"], version=rakor["version"], at=START)


def test_it_is_told_in_the_chain_of_the_province_and_on_its_page(tuntas: SimpleNamespace) -> None:
    task = bring(tuntas, "draft", START)
    rakor = shut(tuntas, task, **WHY)
    reopen(tuntas.store, DINSOS, rakor["id"], version=rakor["version"], at=LATER)
    told = timeline.of_rakor(tuntas.store, rakor["id"])
    assert [(line.name, line.facts, line.said) for line in told] == [
        ("rakor_opened", "", ""), ("rakor_closed", "1 tugas belum selesai", WHY["reason"]),
    ]  # fmt: skip
    assert {event["chain"] for event in tuntas.store.find("event", name="rakor_closed")} == {"11"}
    assert chains.verify(tuntas.store, "11") == []


def test_by_its_pages(app, tuntas: SimpleNamespace) -> None:
    task, client = bring(tuntas, "draft", START), signed_in(app, "dinsos.aceh")
    address, title = f"/rakor/{task['rakor']}", f">{rakor_of(tuntas, task)['title']}</option>"
    assert "1 tugas belum selesai" in client.get(f"{address}/tutup").text
    form = {"version": rakor_of(tuntas, task)["version"]}
    answer = client.post(f"{address}/tutup", data={**form, "reason": "ganti"})
    assert (answer.status_code, ">\nganti</textarea>" in answer.text.replace("\r", "")) == (422, True)
    assert title in client.get("/tugas").text
    assert client.post(f"{address}/tutup", data={**form, **WHY}).status_code == 303
    assert client.post(f"{address}/tutup", data={**form, **WHY}).status_code == 409
    page = client.get(address).text
    assert "Ditutup" in page
    assert WHY["reason"] in page
    assert "Bagikan butir" not in page
    assert "Ditutup" in client.get("/rakor").text
    assert title not in client.get("/tugas").text
    assert title not in client.get("/impor").text
    assert client.get(f"/matriks?rakor={task['rakor']}").status_code == 200
    assert client.get("/beranda").status_code == client.get("/matriks").status_code == 200, "the only rakor is closed"
    form = {"version": rakor_of(tuntas, task)["version"]}
    assert client.post(f"{address}/buka", data=form).status_code == 303
    assert client.post(f"{address}/buka", data=form).status_code == 409
    assert title in client.get("/tugas").text
    assert signed_in(app, "sekdis.bireuen").post(f"{address}/tutup", data={**form, **WHY}).status_code == 403
