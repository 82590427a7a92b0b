"""How long a move can be taken back and a reviewer may take: set by the admin, and in force everywhere at once."""

from __future__ import annotations

from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest

from tests.world import chains
from tests.world.arranged import ADMIN, CHAIR, DINSOS, SEKDIS, bring, do, new_task
from tests.world.instance import START, signed_in
from tests.world.pages_read import page, text
from workflow.clock import stamp
from workflow.errors import Invalid, NotAllowed, Stale
from workflow.machine.permissions import may
from workflow.machine.time_allowed import TIMES, USUAL, times
from workflow.tasks import kept_days
from workflow.tasks.set_times import set_times

# START is Monday, 9 November 2026; no holiday lies within three weeks.
OTHERS = {"undo": "15", "sekdis": "3", "dinsos": "12", "pengingat": "14", "ingat": "14"}


def put(tuntas: SimpleNamespace, version: int = 0, **more: Any) -> dict[str, Any]:
    return set_times(tuntas.store, ADMIN, {**OTHERS, **more}, version=version, at=START)


def limit(tuntas: SimpleNamespace, task: dict[str, Any]) -> str:
    return str(tuntas.store.get("task", task["id"])["limit_until"])


def test_until_something_is_set_they_are_as_usual(tuntas: SimpleNamespace):
    assert times(tuntas.store) == USUAL == {"undo": 5, "sekdis": 5, "dinsos": 10, "pengingat": 14, "ingat": 14}


def test_limits_that_run_move_in_the_same_act_and_those_to_come_are_the_new_ones(tuntas: SimpleNamespace):
    waiting, claimed = bring(tuntas, "draft/sekdis", START), bring(tuntas, "reported/dinsos", START)
    other = bring(tuntas, "implemented", START)
    assert (limit(tuntas, waiting), limit(tuntas, claimed)) == ("2026-11-16", "2026-11-23")
    put(tuntas)
    assert (limit(tuntas, waiting), limit(tuntas, claimed)) == ("2026-11-12", "2026-11-25")
    assert limit(tuntas, bring(tuntas, "draft/sekdis", START)) == "2026-11-12"
    assert tuntas.store.get("task", other["id"]) == other
    assert list(kept_days.recompute(tuntas.store)) == [], "the command agrees"
    (event,) = tuntas.store.find("event", name="times_set")
    assert (event["chain"], event["fields"]) == ("11", {"undo": 15, "sekdis": 3, "dinsos": 12})
    assert chains.verify(tuntas.store, "11") == []


def test_a_move_can_be_taken_back_for_as_many_minutes(tuntas: SimpleNamespace):
    before = bring(tuntas, "draft/sekdis", START)
    before = do(tuntas, before, "report", SEKDIS, START)
    put(tuntas)
    after = do(tuntas, bring(tuntas, "draft/sekdis", START), "report", SEKDIS, START)
    for task, minutes in ((before, 5), (after, 15)):
        assert task["undo"]["until"] == stamp(START + timedelta(minutes=minutes))
        assert may(SEKDIS, "undo_report", task, at=START + timedelta(minutes=minutes))
        assert not may(SEKDIS, "undo_report", task, at=START + timedelta(minutes=minutes, seconds=1))


def test_with_none_nothing_can_be_taken_back(tuntas: SimpleNamespace):
    put(tuntas, undo="0")
    handed = new_task(tuntas, START)
    reported = bring(tuntas, "reported", START)
    assert [(one["undo"], one["undo_group"]) for one in (handed, reported)] == [(None, "")] * 2
    assert not may(DINSOS, "undo_hand_over", handed, at=START)
    assert not may(SEKDIS, "undo_report", reported, at=START)


def test_a_paper_remembers_who_fetched_it_for_as_long_as_it_can_be_undone(app, tuntas: SimpleNamespace, clock: Any):
    put(tuntas, undo="30")
    task = bring(tuntas, "reported", START)
    report = tuntas.store.first("document", task=task["id"], type="laporan")
    clock.at = START + timedelta(minutes=29)
    assert signed_in(app, "ketua.bireuen").get(f"/dokumen/{report['id']}.docx").status_code == 200
    answer = signed_in(app, "sekdis.bireuen").post(
        f"/tugas/{task['id']}/aksi/undo_report", data={"version": task["version"]}
    )
    assert answer.status_code == 409
    assert tuntas.store.get("task", task["id"])["stage"] == "reported"


@pytest.mark.parametrize(
    ("name", "value"),
    [(name, value) for name in TIMES for value in ("", "61", "-1", "5,5", "lima", "٥", "99999999999999999999")]
    + [("sekdis", "0"), ("dinsos", "0")],
)
def test_what_is_out_of_bounds_is_refused(tuntas: SimpleNamespace, name: str, value: str):
    with pytest.raises(Invalid) as refused:
        put(tuntas, **{name: value})
    assert set(refused.value.fields) == {name}
    assert times(tuntas.store) == USUAL
    assert tuntas.store.count("event", name="times_set") == 0


@pytest.mark.parametrize(("name", "value"), [
    (name, str(value)) for name, time in TIMES.items() for value in (time.least, time.most)
])  # fmt: skip
def test_the_bounds_themselves_are_taken(tuntas: SimpleNamespace, name: str, value: str):
    assert put(tuntas, **{name: value})["times"][name] == int(value)


def test_by_the_admin_alone_and_not_over_another(tuntas: SimpleNamespace):
    for who in (CHAIR, SEKDIS, DINSOS):
        with pytest.raises(NotAllowed):
            set_times(tuntas.store, who, OTHERS, version=0, at=START)
    put(tuntas)
    with pytest.raises(Stale):
        put(tuntas)


def test_by_its_page_and_every_page_says_so(app, tuntas: SimpleNamespace):
    admin, address = signed_in(app, "admin"), "/pengaturan/waktu"
    typed = page(admin, address).xpath("//main//input[@type='number']")
    assert [one.get("value") for one in typed] == ["5", "5", "10", "14", "14"], "reminders, and phones"
    assert address in admin.get("/pengaturan").text
    bad = admin.post(address, data={**OTHERS, "sekdis": "61", "version": "0"})
    assert (bad.status_code, 'value="61"' in bad.text) == (422, True)
    assert "Batas periksa Sekdis adalah bilangan bulat dari 1 sampai 60 hari kerja." in bad.text
    assert admin.post(address, data={**OTHERS, "version": "0"}).status_code == 303
    late = admin.post(address, data={**OTHERS, "undo": "20", "version": "0"})
    assert (late.status_code, 'value="20"' in late.text) == (409, True)
    assert "Yang berlaku sekarang: 15 menit, 3 dan 12 hari kerja, 14 hari antara dua pengingat, 14 hari" in " ".join(
        late.text.split()
    )
    help_ = text(page(signed_in(app, "sekdis.bireuen"), "/bantuan"))
    assert "Sekdis 3 dan Dinas Sosial Aceh 12 hari kerja" in help_
    assert "dapat ditarik kembali selama 15 menit" in help_
    bring(tuntas, "reported/dinsos", START)
    assert "Batas periksa 12 hari kerja." in text(page(signed_in(app, "dinsos.aceh"), "/beranda"))
    assert admin.post(address, data={**OTHERS, "undo": "0", "version": "1"}).status_code == 303
    assert "Urungkan" not in text(
        page(signed_in(app, "sekdis.bireuen"), "/bantuan").xpath("//section[@aria-labelledby='aturan']")[0]
    )


def test_on_the_task_page_the_reviewer_is_over_the_limit_that_was_set(app, tuntas: SimpleNamespace, clock: Any):
    task = bring(tuntas, "draft/sekdis", START)
    clock.at = START + timedelta(days=4)  # Friday: four working days
    sekdis, address = signed_in(app, "sekdis.bireuen"), f"/tugas/{task['id']}"
    assert "lewat batas periksa" not in sekdis.get(address).text
    put(tuntas)
    assert "lewat batas periksa 1 hari kerja" in sekdis.get(address).text
