"""Two people at one form: who was quicker, both texts with their differences, and a way to keep either or both."""

from __future__ import annotations

import re
from datetime import timedelta
from types import SimpleNamespace

import pytest

from tests.world.arranged import CHAIR, DINSOS, PLAN, SEKDIS, bring, do, new_task
from tests.world.instance import START
from tests.world.pages_read import one_line
from tests.world.shared import one_app, unrendered
from workflow.rakor.recording import save_outcome
from workflow.web.conflicts import spoken_time, stale_page

MINE = {**PLAN, "target": "Rapat triwulan IV pada Desember 2026", "related": "LKKS Kabupaten Bireuen, TKSK"}
THEIRS = {**PLAN, "target": "Rapat triwulan IV pada November 2026", "related": "LKKS Kabupaten Bireuen"}


@pytest.fixture(scope="module")
def app(tmp_path_factory, bare_instance):
    yield from one_app(tmp_path_factory.mktemp("shared") / "instance", bare_instance, START)


@pytest.fixture
def tuntas(app) -> SimpleNamespace:
    return unrendered(app)


@pytest.fixture
def chair(client_as):
    return client_as("ketua.bireuen")


@pytest.fixture
def collision(chair, tuntas):
    """(page, task before): the chair wrote ``MINE`` while somebody stored ``THEIRS`` twenty minutes ago."""
    task = new_task(tuntas, START - timedelta(hours=1))
    do(tuntas, task, "edit_plan", CHAIR, START - timedelta(minutes=20), **THEIRS)
    answer = chair.post(f"/tugas/{task['id']}/rencana", data={**MINE, "version": task["version"], "do": "edit_plan"})
    assert answer.status_code == 409
    return answer.text, task


def forms(page: str) -> list[dict[str, str]]:
    """The fields of each form of the page itself, as a browser would send them untouched."""
    found = []
    for form in re.findall(r"<form.*?</form>", page.partition("<main")[2], re.S):
        fields = dict(re.findall(r'<input[^>]*name="([^"]+)"[^>]*value="([^"]*)"', form))
        texts = re.findall(r'<textarea[^>]*name="([^"]+)"[^>]*>(.*?)</textarea>', form, re.S)
        fields |= {name: text.lstrip("\n") for name, text in texts}
        found.append(fields)
    return found


def now(tuntas, task):
    return tuntas.store.get("task", task["id"])


def test_both_texts_stand_side_by_side_with_their_differences(collision):
    page, _ = collision
    mine, theirs = page.split("Yang tersimpan")[0], page.split("Yang tersimpan")[1].split("gabungkan")[0]
    assert "Rapat triwulan IV pada <mark>Desember</mark> 2026" in mine
    assert "LKKS Kabupaten Bireuen<mark>, TKSK</mark>" in mine
    assert "Rapat triwulan IV pada <mark>November</mark> 2026" in theirs
    assert "LKKS Kabupaten Bireuen</dd>" in theirs
    assert "6 isian lain sama." in page


def test_it_says_who_and_when(app, tuntas, collision):
    page, task = collision
    changed = tuntas.store.find("event", task=task["id"], name="edit_plan")[0][
        "at"
    ]  # never before those of other tests
    assert "<h1>Sudah diubah oleh Ketua LKKS Kabupaten Bireuen</h1>" in page
    assert "Mungkin oleh Anda sendiri, dari jendela atau perangkat lain." in page
    with app.test_request_context():
        assert spoken_time(changed) in page
    assert "Tulisan Anda tidak hilang." in page


def test_my_text_can_be_kept(chair, tuntas, collision):
    page, task = collision
    first, _ = forms(page)
    assert chair.post(f"/tugas/{task['id']}/rencana", data=first).status_code == 303
    assert now(tuntas, task)["plan"]["target"] == MINE["target"]
    events = [e["fields"]["plan"]["target"] for e in tuntas.store.find("event", task=task["id"], name="edit_plan")]
    assert events == [THEIRS["target"], MINE["target"]]


def test_the_stored_text_can_be_kept(tuntas, collision):
    page, task = collision
    assert f'<a class="btn btn-quiet w-100" href="/tugas/{task["id"]}">Pakai yang tersimpan</a>' in page
    assert now(tuntas, task)["plan"]["target"] == THEIRS["target"]


def test_a_merge_can_be_saved(chair, tuntas, collision):
    page, task = collision
    _, merge = forms(page)
    assert merge["target"] == MINE["target"]
    merge["target"] = "Rapat triwulan IV pada November atau Desember 2026"
    assert chair.post(f"/tugas/{task['id']}/rencana", data=merge).status_code == 303
    kept = now(tuntas, task)["plan"]
    assert (kept["target"], kept["related"], kept["action"]) == (merge["target"], MINE["related"], PLAN["action"])


def test_a_second_collision_is_told_again(chair, tuntas, collision):
    page, task = collision
    do(tuntas, task, "edit_plan", CHAIR, START, **{**THEIRS, "target": "Lain lagi"})
    answer = chair.post(f"/tugas/{task['id']}/rencana", data=forms(page)[0])
    assert answer.status_code == 409
    assert "Lain lagi" in answer.text.replace("<mark>", "").replace("</mark>", "")


def test_submitting_into_a_collision_saves_first(chair, tuntas):
    task = new_task(tuntas, START)
    do(tuntas, task, "edit_plan", CHAIR, START, **THEIRS)
    page = chair.post(f"/tugas/{task['id']}/rencana", data={**MINE, "version": task["version"], "do": "submit"}).text
    chair.post(f"/tugas/{task['id']}/rencana", data=forms(page)[0])
    assert (now(tuntas, task)["waits_for"], now(tuntas, task)["plan"]["target"]) == ("", MINE["target"])


def test_when_it_has_moved_on_both_texts_are_shown_but_nothing_can_be_sent(chair, tuntas):
    task = new_task(tuntas, START)
    do(tuntas, task, "submit", CHAIR, START, **THEIRS)
    do(tuntas, task, "report", SEKDIS, START)
    answer = chair.post(f"/tugas/{task['id']}/rencana", data={**MINE, "version": task["version"], "do": "submit"})
    assert answer.status_code == 409
    assert "<h1>Sudah diproses oleh Sekretaris Dinas Sosial Kabupaten Bireuen</h1>" in answer.text
    assert "Disetujui dan dilaporkan ke pimpinan" in answer.text
    assert "tidak dapat disimpan lagi" in answer.text
    assert "Desember" in answer.text
    assert "November" in answer.text
    assert "<form" not in answer.text.partition("<main")[2]
    assert "Lihat keadaan sekarang" in answer.text


def test_an_edited_outcome_is_named_as_the_cause(chair, tuntas):
    task = new_task(tuntas, START)
    rakor = tuntas.store.get("rakor", task["rakor"])
    outcome = rakor["outcomes"][0]
    save_outcome(
        tuntas.store, DINSOS, rakor["id"], outcome["uid"],
        {**outcome, **outcome["suggested"], "text": "Butir yang dipertegas."}, version=rakor["version"], at=START,
    )  # fmt: skip
    answer = chair.post(f"/tugas/{task['id']}/rencana", data={**MINE, "version": task["version"], "do": "edit_plan"})
    assert answer.status_code == 409
    assert "Sudah diubah oleh Dinas Sosial Aceh" in answer.text
    assert "Butir rakor diubah" in answer.text


def test_a_date_is_compared_and_merged_as_a_date(chair, tuntas):
    task = new_task(tuntas, START)
    do(tuntas, task, "edit_plan", CHAIR, START, deadline="2026-12-01")
    page = chair.post(f"/tugas/{task['id']}/rencana", data={**PLAN, "version": task["version"], "do": "edit_plan"}).text
    page = one_line(page)
    assert "<mark>15 Desember 2026</mark>" in page
    assert "<mark>1 Desember 2026</mark>" in page
    assert 'type="date" id="g-deadline" name="deadline" value="2026-12-15"' in page


def test_a_date_that_is_none_is_shown_as_it_was_typed(chair, tuntas):
    task = new_task(tuntas, START - timedelta(hours=1))
    do(tuntas, task, "edit_plan", CHAIR, START, deadline="2026-12-01")
    data = {**PLAN, "deadline": "2026-13-45", "version": task["version"], "do": "edit_plan"}
    answer = chair.post(f"/tugas/{task['id']}/rencana", data=data)
    assert answer.status_code == 409
    assert "<mark>2026-13-45</mark>" in answer.text


def test_line_ends_of_browsers_are_no_difference(chair, tuntas):
    task = new_task(tuntas, START)
    do(tuntas, task, "edit_plan", CHAIR, START, remarks="satu\ndua")
    typed = {**PLAN, "remarks": "satu\r\ndua ", "version": task["version"], "do": "edit_plan"}
    page = chair.post(f"/tugas/{task['id']}/rencana", data=typed).text
    assert "Tulisan Anda" not in page
    assert "Lihat keadaan sekarang" in page


def test_hostile_text_is_only_text(chair, tuntas):
    task = new_task(tuntas, START)
    do(tuntas, task, "edit_plan", CHAIR, START, remarks="</mark><script>a()</script>")
    typed = {**PLAN, "remarks": '"><script>b()</script>', "version": task["version"], "do": "edit_plan"}
    page = chair.post(f"/tugas/{task['id']}/rencana", data=typed).text
    assert "<script>a" not in page
    assert "<script>b" not in page


@pytest.fixture
def shown(app, client_as, tuntas):
    """``stale_page`` inside a signed-in request, for forms of other rooms."""
    from flask import g

    from workflow.people.accounts import find_user

    def render(typed, stored, **more):
        facts = {"who": "Dinas Sosial Aceh", "when": "", "back_url": "/kembali", "post_url": "/kirim", "version": 4,
                 "may_save": True, **more}  # fmt: skip
        with app.test_request_context("/rakor/1/ubah"):
            g.user = find_user(tuntas.store, "dinsos.aceh")
            return stale_page({"title": "Judul", "codes": "Wilayah"}, typed, stored, **facts)

    return render


def test_other_forms_can_use_it_with_lists_and_ticks(shown):
    page, status = shown(
        {"title": "Rakor A", "codes": ["11.01", "11.11"], "hadir": ["1", "2"], "example": False, "open": True},
        {"title": "Rakor B", "codes": ["11.01"]},
    )
    assert status == 409
    assert "Mungkin oleh Anda sendiri" in page
    first, merge = forms(page)
    assert first["title"] == "Rakor A"
    assert merge["title"] == "Rakor A"
    assert re.findall(r'name="hadir" value="(\d)"', page) == ["1", "2", "1", "2"]
    assert page.count('name="open" value="y"') == 2
    assert 'name="example"' not in page
    assert page.count('name="version" value="4"') == 2


def test_unknown_author_and_time_are_not_invented(shown):
    page, _ = shown({"title": "A"}, {"title": "B"}, who="")
    assert "<h1>Sudah diubah orang lain</h1>" in page
    assert "pukul" not in page


@pytest.mark.parametrize(
    ("stored", "spoken"),
    [
        ("", ""),
        ("2026-11-09T01:40:00Z", "hari ini pukul 08.40"),
        ("2026-11-08T09:20:00Z", "kemarin pukul 16.20"),
        ("2026-11-06T09:20:00Z", "Jumat, 6 November 2026, pukul 16.20"),
    ],
)
def test_times_are_spoken(app, stored, spoken):
    with app.test_request_context("/"):
        assert spoken_time(stored) == spoken


def test_evidence_of_a_decision_is_not_sent_again(client_as, tuntas):
    task = bring(tuntas, "reported/dinsos", START)
    do(tuntas, task, "return_claim", DINSOS, START)
    answer = client_as("dinsos.aceh").post(
        f"/tugas/{task['id']}/aksi/return_claim", data={"reason": "Tulisan saya sendiri.", "version": task["version"]}
    )
    assert answer.status_code == 409
    assert "Pengajuan selesai dikembalikan" in answer.text
    assert "Tulisan saya sendiri." in answer.text
