"""Days that do not fit the story are asked about in a sentence, on every form where a day is typed.

Of the form for the road and of an office's file their own tests tell.
"""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace

import pytest
from flask.testing import FlaskClient
from lxml import html

from tests.world.arranged import CHAIR, DINSOS, OUTCOME, PLAN, RAKOR, SEKDIS, bring, do, new_task
from tests.world.instance import START
from tests.world.progress_form import TYPED
from tests.world.rakor_forms import BUTIR, HEAD
from tests.world.saying_yes import asked_then_taken, boxes
from workflow.errors import Invalid
from workflow.rakor.recording import edit_rakor, record_rakor, save_outcome

As = Callable[[str], FlaskClient]
BEFORE, FIRST_DAY = "2026-09-17", "2026-09-18"
THE_DAY_BEFORE = "17 September 2026 lebih dahulu daripada rakornya, 18 September 2026."


def test_progress_before_the_rakor(client_as: As, tuntas: SimpleNamespace):
    task = bring(tuntas, "reported", START)
    data = {**TYPED, "version": task["version"], "date": BEFORE}
    answer = asked_then_taken(client_as("ketua.bireuen"), f"/tugas/{task['id']}/kemajuan", data, THE_DAY_BEFORE)
    assert answer.status_code == 303
    assert [one["date"] for one in tuntas.store.get("task", task["id"])["progress"]] == [BEFORE]


def test_a_direction_before_its_report(client_as: As, tuntas: SimpleNamespace):
    task = bring(tuntas, "reported", START)
    data = {"version": task["version"], "text": "Setuju.", "giver": "Bupati", "date": "2026-11-08"}
    said = "Arahan tanggal 8 November 2026 lebih dahulu daripada laporannya, 9 November 2026."
    address = f"/tugas/{task['id']}/aksi/record_direction"
    assert asked_then_taken(client_as("sekdis.bireuen"), address, data, said).status_code == 303
    assert [one["date"] for one in tuntas.store.get("task", task["id"])["directions"]] == ["2026-11-08"]


def test_a_deadline_of_a_plan_before_the_rakor_is_asked_once_and_goes_up_with_the_plan(
    client_as: As, tuntas: SimpleNamespace
):
    task, chair = new_task(tuntas, START), client_as("ketua.bireuen")
    data = {**PLAN, "version": task["version"], "deadline": BEFORE, "do": "edit_plan"}
    answer = asked_then_taken(chair, f"/tugas/{task['id']}/rencana", data, f"Tenggat {THE_DAY_BEFORE}")
    assert answer.status_code == 303
    stored = tuntas.store.get("task", task["id"])
    assert stored["deadline"] == BEFORE
    again = {**data, "version": stored["version"], "do": "submit"}
    assert chair.post(f"/tugas/{task['id']}/rencana", data=again).status_code == 303, "it was said already"


def test_a_deadline_of_an_outcome_before_the_rakor(client_as: As, tuntas: SimpleNamespace):
    rakor = record_rakor(tuntas.store, DINSOS, RAKOR, at=START)
    dinsos, address = client_as("dinsos.aceh"), f"/rakor/{rakor['id']}/butir/baru"
    answer = asked_then_taken(dinsos, address, {**BUTIR, "deadline": BEFORE}, f"Batas waktu {THE_DAY_BEFORE}")
    (outcome,) = tuntas.store.get("rakor", rakor["id"])["outcomes"]
    assert (answer.status_code, outcome["deadline"]) == (303, BEFORE)
    version = tuntas.store.get("rakor", rakor["id"])["version"]
    edited = {**BUTIR, "deadline": BEFORE, "title": "Jalin", "version": version}
    assert dinsos.post(f"/rakor/{rakor['id']}/butir/{outcome['uid']}", data=edited).status_code == 303


def test_an_invitation_after_the_rakor(client_as: As, tuntas: SimpleNamespace):
    said = "Surat undangan tanggal 19 September 2026 lebih kemudian daripada rakornya, 18 September 2026."
    data = {**HEAD, "basis_date": "2026-09-19"}
    assert asked_then_taken(client_as("dinsos.aceh"), "/rakor/baru", data, said).status_code == 303
    assert [rakor["basis_date"] for rakor in tuntas.store.find("rakor")] == ["2026-09-19"]


def test_days_of_a_rakor_that_leave_deadlines_and_progress_behind(client_as: As, tuntas: SimpleNamespace):
    task = do(tuntas, bring(tuntas, "reported", START), "progress", CHAIR, START)
    rakor = tuntas.store.get("rakor", task["rakor"])
    data = {
        **HEAD,
        "version": rakor["version"],
        "start": "2026-12-20",
        "end": "2026-12-21",
        "reason": "Rakor diundur tiga bulan.",
    }
    said = "Sebelum 20 Desember 2026 sudah ada batas waktu butir 1, tenggat 1 tugas, dan kemajuan 1 tugas."
    dinsos, address = client_as("dinsos.aceh"), f"/rakor/{rakor['id']}/ubah"
    assert asked_then_taken(dinsos, address, data, said).status_code == 303
    assert tuntas.store.get("rakor", rakor["id"])["start"] == "2026-12-20"


@pytest.mark.parametrize("day", [FIRST_DAY, "2026-09-19"])
def test_a_day_of_the_rakor_itself_is_no_question(tuntas: SimpleNamespace, day: str):
    task = bring(tuntas, "reported", START, deadline=day)
    do(tuntas, task, "progress", CHAIR, START, date=day)
    do(tuntas, task, "record_direction", SEKDIS, START, date="2026-11-09")
    found = tuntas.store.get("task", task["id"])
    assert [entry["date"] for entry in (*found["progress"], *found["directions"])] == [day, "2026-11-09"]


def test_what_is_wrong_and_what_is_asked_is_told_together_and_the_yes_is_kept(client_as: As, tuntas: SimpleNamespace):
    task, chair = bring(tuntas, "reported", START), client_as("ketua.bireuen")
    address, data = f"/tugas/{task['id']}/kemajuan", {**TYPED, "version": task["version"], "date": BEFORE, "text": ""}
    first = chair.post(address, data=data)
    assert ("Isi apa yang sudah dikerjakan." in first.text, THE_DAY_BEFORE in first.text) == (True, True)
    (mark,) = boxes(first)
    second = chair.post(address, data={**data, "yakin": mark})
    assert html.fromstring(second.text).xpath("//input[@name='yakin']/@checked") == ["checked"]
    assert chair.post(address, data={**data, "yakin": mark, "text": "Didata."}).status_code == 303


def test_a_later_edit_of_an_unchanged_day_asks_nothing(tuntas: SimpleNamespace):
    rakor = record_rakor(tuntas.store, DINSOS, {**RAKOR, "basis_date": "2026-09-01"}, at=START)
    rakor, _ = save_outcome(tuntas.store, DINSOS, rakor["id"], "", OUTCOME, version=rakor["version"], at=START)
    with pytest.raises(Invalid) as asked:
        edit_rakor(
            tuntas.store, DINSOS, rakor["id"], {**RAKOR, "basis_date": "2026-09-30"}, version=rakor["version"], at=START
        )
    assert asked.value.asks
    odd = tuntas.store.save({**rakor, "basis_date": "2026-09-30"})
    head = {**RAKOR, "basis_date": "2026-09-30", "venue": "Hotel Lain"}
    edit_rakor(tuntas.store, DINSOS, rakor["id"], head, version=odd["version"], at=START)
