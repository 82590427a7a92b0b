"""The plan on screen: kept as far as it is written, submitted when complete, its limits told beforehand."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from tests.world.arranged import CHAIR, PLAN, SEKDIS, bring, do, new_task
from tests.world.instance import START
from tests.world.marks import unmarked
from tests.world.shared import one_app, unrendered

TYPED = {**PLAN, "target": "Dua kesepakatan", "related": "", "budget": "", "remarks": "Baris satu\r\nbaris dua"}


@pytest.fixture(scope="module")
def app(tmp_path_factory, bare_instance):
    yield from one_app(tmp_path_factory.mktemp("shared") / "instance", bare_instance, START)


@pytest.fixture
def tuntas(app) -> SimpleNamespace:
    return unrendered(app)


@pytest.fixture
def task(tuntas: SimpleNamespace, clock) -> dict:
    return new_task(tuntas, clock.at)


@pytest.fixture
def chair(client_as):
    return client_as("ketua.bireuen")


def now(tuntas: SimpleNamespace, task: dict) -> dict:
    return tuntas.store.get("task", task["id"])


def test_form_shows_outcome_limits_and_the_deadline_in_words(chair, task):
    page = chair.get(f"/tugas/{task['id']}/rencana").text
    assert "LKKS dan LKS menjalin kemitraan yang dituangkan dalam kesepakatan tertulis." in page
    assert "Paling banyak 1000 huruf." in page
    assert 'maxlength="200"' in page
    assert "Selasa, 15 Desember 2026" in page
    assert page.index("Ajukan ke Sekdis") < page.index("Simpan rencana")
    assert page.count("btn-primary") == 1


def test_incomplete_plan_is_kept(chair, tuntas, task):
    answer = chair.post(
        f"/tugas/{task['id']}/rencana", data={"version": task["version"], "action": "Menyiapkan", "do": "edit_plan"}
    )
    assert (answer.status_code, answer.location) == (303, f"/tugas/{task['id']}")
    kept = now(tuntas, task)
    assert (kept["plan"]["action"], kept["plan"]["indicator"], kept["deadline"]) == ("Menyiapkan", "", "2026-12-15")
    assert (kept["stage"], kept["waits_for"], kept["version"]) == ("draft", "", task["version"] + 1)
    assert "Rencana tersimpan." in chair.get(answer.location).text


def test_complete_plan_goes_up_in_one_step(chair, tuntas, task):
    answer = chair.post(f"/tugas/{task['id']}/rencana", data={**TYPED, "version": task["version"], "do": "submit"})
    kept = now(tuntas, task)
    assert (answer.status_code, kept["waits_for"], kept["revision"]) == (303, "sekdis", 1)
    assert kept["plan"]["remarks"] == "Baris satu\nbaris dua"
    page = chair.get(answer.location).text
    assert f"Diajukan ke Sekdis: {task['title']}." in page
    assert len(tuntas.store.find("document", task=task["id"], type="rtl")) == 1


def test_incomplete_plan_does_not_go_up_and_its_text_stays(chair, tuntas, task):
    typed = {"version": task["version"], "do": "submit", "action": "Menyiapkan <naskah>", "indicator": " "}
    answer = chair.post(f"/tugas/{task['id']}/rencana", data=typed)
    assert answer.status_code == 422
    assert answer.text.count("Isi indikator.") == 2  # beside the field and in the summary
    assert answer.text.count("Isi penanggung jawab.") == 2
    assert "Menyiapkan &lt;naskah&gt;" in answer.text
    assert 'aria-invalid="true"' in answer.text
    assert now(tuntas, task) == task


def test_too_long_and_impossible_texts_are_told_with_their_limit(chair, tuntas, task):
    typed = {**TYPED, "version": task["version"], "do": "edit_plan", "target": "x" * 301, "deadline": "31-12-2026"}
    answer = chair.post(f"/tugas/{task['id']}/rencana", data=typed)
    assert answer.status_code == 422
    assert "Target terlalu panjang: 301 huruf, paling banyak 300." in answer.text
    assert "Tenggat “31-12-2026” bukan tanggal yang benar. Contoh: 2023-09-30." in answer.text
    assert "x" * 301 in answer.text
    assert now(tuntas, task) == task


def test_reason_of_a_return_stands_at_the_top(chair, tuntas, task, clock):
    do(tuntas, task, "submit", CHAIR, clock.at)
    do(tuntas, task, "return_plan", SEKDIS, clock.at, reason="Sebutkan <jumlah> mitra.")
    page = chair.get(f"/tugas/{task['id']}/rencana").text.partition("<main")[2]
    assert "<h1>Perbaiki rencana</h1>" in page
    reason = page.index("Sebutkan &lt;jumlah&gt; mitra.")
    assert page.index("callout late") < reason < page.index("<form")
    assert "Dikembalikan oleh Sekretaris Dinas Sosial Kabupaten Bireuen" in page


@pytest.mark.parametrize("situation", ["draft/sekdis", "reported", "implemented", "cancelled"])
def test_plan_that_is_not_in_the_chairs_hands_is_not_edited(chair, tuntas, clock, situation):
    task = bring(tuntas, situation, clock.at)
    page = chair.get(f"/tugas/{task['id']}/rencana")
    assert page.status_code == 409
    assert "“Simpan rencana” tidak dapat dilakukan" in page.text
    posted = chair.post(f"/tugas/{task['id']}/rencana", data={**TYPED, "version": task["version"], "do": "edit_plan"})
    assert posted.status_code == 409
    assert "Dua kesepakatan" in posted.text
    assert "Pakai tulisan saya" not in posted.text
    assert now(tuntas, task) == task


@pytest.mark.parametrize(("who", "status"), [("sekdis.bireuen", 403), ("dinsos.aceh", 403), ("admin", 403)])
def test_others_do_not_write_plans(client_as, tuntas, task, who, status):
    assert client_as(who).get(f"/tugas/{task['id']}/rencana").status_code == status
    posted = client_as(who).post(f"/tugas/{task['id']}/rencana", data={**TYPED, "version": task["version"]})
    assert posted.status_code == status
    assert now(tuntas, task) == task


def test_another_region_is_as_unknown_as_a_number_that_does_not_exist(client_as, tuntas, task):
    pidie = client_as("ketua.pidie")
    typed = {**TYPED, "version": task["version"]}
    for answers in (
        [pidie.get(f"/tugas/{id}/rencana") for id in (task["id"], 999)],
        [pidie.post(f"/tugas/{id}/rencana", data=typed) for id in (task["id"], 999)],
    ):
        assert [answer.status_code for answer in answers] == [404, 404]
        assert unmarked(answers[0].text) == unmarked(answers[1].text)
    assert now(tuntas, task) == task


@pytest.mark.parametrize("version", ["", "0", "-1", "abc", "1e3", "9" * 30, "²"])
def test_forged_version_is_stale_and_never_an_error(chair, tuntas, task, version):
    answer = chair.post(f"/tugas/{task['id']}/rencana", data={**TYPED, "version": version, "do": "submit"})
    assert answer.status_code == 409
    assert now(tuntas, task) == task
