"""LKS on the pages of a task: chosen in the plan by searching, ticked with progress, told where the task is told."""

from __future__ import annotations

import re
from types import SimpleNamespace

import pytest

from tests.world.arranged import CHAIR, PLAN, SEKDIS, do, new_task, photo
from tests.world.instance import START
from tests.world.institutions import graded, recorded, registered, several
from tests.world.pages_read import one_line
from tests.world.shared import one_app, unrendered
from workflow.tasks import per_lks
from workflow.tasks.named_lks import SHOWN, told


@pytest.fixture
def app(tmp_path, bare_instance):
    yield from one_app(tmp_path / "instance", bare_instance, START)


@pytest.fixture
def tuntas(app) -> SimpleNamespace:
    return unrendered(app)


@pytest.fixture
def chair(client_as):
    return client_as("ketua.bireuen")


def now(tuntas: SimpleNamespace, task: dict) -> dict:
    return tuntas.store.get("task", task["id"])


def known(tuntas: SimpleNamespace) -> dict:
    return recorded(tuntas.store, START, "LKSA Contoh", **registered("2027-05-06"), **graded("B", "2028-01-01"))


def plan(task: dict, do: str, **more: str) -> dict[str, str]:
    return {**PLAN, "version": task["version"], "do": do, "lks": "ya", **more}


def roles(page: str) -> dict[str, str]:
    """Key -> the chosen role of each list of roles on the page."""
    lists = re.findall(r'<select[^>]* name="lks-([^"]+)">(.*?)</select>', page, re.S)
    return {key: "".join(re.findall(r'value="(\w*)" selected', options)) for key, options in lists}


def test_a_short_register_is_offered_and_chosen_in_one_step(chair, tuntas):
    lks, task = known(tuntas), new_task(tuntas, START)
    page = chair.get(f"/tugas/{task['id']}/rencana").text
    assert roles(page) == {lks["uid"]: ""}
    assert "terdaftar s.d. 6 Mei 2027, akreditasi B" in page
    assert 'name="lks_cari"' not in page
    data = plan(task, "edit_plan", **{f"lks-{lks['uid']}": "mitra"})
    assert chair.post(f"/tugas/{task['id']}/rencana", data=data).status_code == 303
    assert told(now(tuntas, task)["lks"]) == "LKSA Contoh (mitra)"
    page = chair.get(f"/tugas/{task['id']}").text
    assert "LKSA Contoh (terdaftar s.d. 6 Mei 2027, akreditasi B) sebagai mitra" in page
    assert roles(chair.get(f"/tugas/{task['id']}/rencana").text) == {lks["uid"]: "mitra"}


def test_a_long_register_is_searched_without_losing_what_was_typed(chair, tuntas):
    several(tuntas.store, START, SHOWN)
    lks, task = recorded(tuntas.store, START, "Yayasan Harapan"), new_task(tuntas, START)
    page = chair.get(f"/tugas/{task['id']}/rencana").text
    assert (roles(page), 'name="lks_cari"' in page) == ({}, True)
    data = plan(task, "cari-lks", action="Menyusun <naskah>", lks_cari="yay. harapan")
    answer = chair.post(f"/tugas/{task['id']}/rencana", data=data)
    assert (answer.status_code, roles(answer.text)) == (200, {lks["uid"]: ""})
    assert "Menyusun &lt;naskah&gt;" in answer.text
    assert now(tuntas, task)["version"] == task["version"]
    chosen = {f"lks-{lks['uid']}": "pelaksana"}
    data = plan(task, "cari-lks", lks_cari="contoh 07", **chosen)
    page = chair.post(f"/tugas/{task['id']}/rencana", data=data).text
    other = tuntas.store.find("lks")[6]["uid"]
    assert roles(page) == {lks["uid"]: "pelaksana", other: ""}
    assert "Tidak ada LKS yang cocok" in chair.post(
        f"/tugas/{task['id']}/rencana", data=plan(task, "cari-lks", lks_cari="tidak ada begitu")
    ).text  # fmt: skip


def test_a_choice_is_taken_back_and_a_form_without_it_changes_nothing(chair, tuntas):
    lks, task = known(tuntas), new_task(tuntas, START)
    task = do(tuntas, task, "edit_plan", CHAIR, START, lks={lks["uid"]: "mitra"})
    data = {**PLAN, "version": task["version"], "do": "edit_plan"}
    chair.post(f"/tugas/{task['id']}/rencana", data=data)
    assert told(now(tuntas, task)["lks"]) == "LKSA Contoh (mitra)"
    task = now(tuntas, task)
    chair.post(f"/tugas/{task['id']}/rencana", data=plan(task, "edit_plan", **{f"lks-{lks['uid']}": ""}))
    assert now(tuntas, task)["lks"] == []


def test_another_regions_is_refused_and_named_nowhere(chair, tuntas):
    lks, task = recorded(tuntas.store, START, "LKSA Tetangga", "11.07"), new_task(tuntas, START)
    data = plan(task, "edit_plan", **{f"lks-{lks['uid']}": "mitra"})
    answer = chair.post(f"/tugas/{task['id']}/rencana", data=data)
    assert (answer.status_code, "Tetangga" in answer.text) == (422, False)
    assert answer.text.count("LKS itu tidak ada, atau bukan LKS kabupaten/kota Anda.") == 2
    data = plan(task, "cari-lks", lks_cari="tetangga", **{f"lks-{lks['uid']}": "mitra"})
    page = chair.post(f"/tugas/{task['id']}/rencana", data=data).text
    assert "LKSA Tetangga" not in page


def test_who_was_late_sends_the_choice_along(chair, tuntas):
    lks, task = known(tuntas), new_task(tuntas, START)
    do(tuntas, task, "edit_plan", CHAIR, START, action="Lain")
    data = plan(task, "edit_plan", **{f"lks-{lks['uid']}": "mitra"})
    late = chair.post(f"/tugas/{task['id']}/rencana", data=data)
    assert late.status_code == 409
    assert f'name="lks-{lks["uid"]}" value="mitra"' in late.text


def test_the_desk_says_what_changed_and_the_paper_names_it(client_as, tuntas):
    lks, task = known(tuntas), new_task(tuntas, START)
    task = do(tuntas, task, "submit", CHAIR, START)
    task = do(tuntas, task, "return_plan", SEKDIS, START)
    task = do(tuntas, task, "submit", CHAIR, START, lks={lks["uid"]: "mitra"})
    sekdis = client_as("sekdis.bireuen")
    page = one_line(sekdis.get(f"/persetujuan/{task['id']}").text)
    assert re.search(r"<dt>LKS yang terlibat</dt>.*?<ins>LKSA Contoh \(mitra\)</ins>", page)
    assert "8 isian lain tetap sama" in page
    sheet = tuntas.store.find("document", task=task["id"], type="rtl")[-1]
    (content,) = tuntas.store.find("content", document=sheet["id"])
    assert "LKS yang terlibat: LKSA Contoh (terdaftar s.d. 6 Mei 2027, akreditasi B) sebagai mitra *)" in str(content)


def test_another_plan_is_asked_for_with_lks(chair, client_as, tuntas):
    lks, task = known(tuntas), new_task(tuntas, START)
    for name, who in (("submit", CHAIR), ("report", SEKDIS)):
        task = do(tuntas, task, name, who, START)
    here = f"/tugas/{task['id']}/minta/rencana"
    assert roles(chair.get(here).text) == {lks["uid"]: ""}
    data = plan(task, "", reason="LKS baru bersedia ikut.", **{f"lks-{lks['uid']}": "mitra"})
    searched = chair.post(here, data={**data, "do": "cari-lks", "lks_cari": "contoh"})
    assert (searched.status_code, roles(searched.text)) == (200, {lks["uid"]: "mitra"})
    assert chair.post(here, data=data).status_code == 303
    page = one_line(client_as("sekdis.bireuen").get(f"/tugas/{task['id']}").text)
    assert "LKS yang terlibat: LKSA Contoh (mitra)" in page


def reported(tuntas: SimpleNamespace, number: int = 3) -> tuple[dict, list]:
    found = several(tuntas.store, START, number)
    task = new_task(tuntas, START, per_lks=True)
    return do(tuntas, do(tuntas, task, "submit", CHAIR, START), "report", SEKDIS, START), found


def sent(task: dict, *keys: str, **more: str) -> dict:
    return {"version": task["version"], "date": "2026-11-08", "text": "Mengunjungi LKS.", "tick": list(keys), **more}


def test_progress_has_the_list_in_place_of_a_percentage(chair, tuntas):
    task, found = reported(tuntas)
    page = chair.get(f"/tugas/{task['id']}/kemajuan").text
    assert 'name="percent"' not in page
    assert re.findall(r'name="tick" value="([^"]+)"', page) == [lks["uid"] for lks in found]
    key = found[0]["uid"]
    answer = chair.post(f"/tugas/{task['id']}/kemajuan", data=sent(task, key, **{f"tick_where-{key}": "Di LKKS"}))
    assert answer.status_code == 303
    task = now(tuntas, task)
    assert (task["percent"], per_lks.words(task)) == (33, "1 dari 3 LKS")
    page = one_line(chair.get(answer.location).text)
    assert page.count("1 dari 3 LKS") >= 2
    assert re.search(r"LKSA Contoh 01\s*<span class=\"dim\">\s*8 Nov 2026 · Di LKKS", page)
    page = chair.get(f"/tugas/{task['id']}/kemajuan").text
    assert re.findall(r'name="tick" value="([^"]+)"', page) == [lks["uid"] for lks in found[1:]]


def test_what_is_wrong_keeps_ticks_and_words(chair, tuntas):
    task, found = reported(tuntas)
    one, other = found[0]["uid"], found[1]["uid"]
    data = sent(task, one, other, **{f"tick_where-{one}": "Berita <acara>", f"tick_date-{one}": "2026-11-07"})
    answer = chair.post(f"/tugas/{task['id']}/kemajuan", data=data)
    assert answer.status_code == 422
    assert answer.text.count("LKSA Contoh 02: Sertakan foto atau berkas, atau tulis di mana buktinya.") == 2
    assert len(re.findall(r'name="tick" value="[^"]+"\s+checked', answer.text)) == 2
    assert "Berita &lt;acara&gt;" in answer.text
    assert 'value="2026-11-07"' in answer.text


def test_words_without_a_tick_are_asked_about_and_not_lost(chair, tuntas):
    task, found = reported(tuntas)
    one, other = found[0]["uid"], found[1]["uid"]
    data = sent(task, one, **{f"tick_where-{one}": "Di LKKS", f"tick_where-{other}": "Di kantor camat"})
    answer = chair.post(f"/tugas/{task['id']}/kemajuan", data=data)
    assert answer.status_code == 422
    assert "LKSA Contoh 02: centang LKS-nya, atau kosongkan letak buktinya." in answer.text
    assert 'value="Di kantor camat"' in answer.text


def test_the_claim_asks_and_the_reviewer_sees_who_is_missing(chair, client_as, tuntas):
    task, found = reported(tuntas)
    taken = [vars(tuntas.evidence.take(photo(), "rapat.jpg")) | {"caption": "Rapat"}]
    ticks = {lks["uid"]: {} for lks in found[:2]}
    task = do(tuntas, task, "progress", CHAIR, START, ticks=ticks, evidence=taken)
    here = f"/tugas/{task['id']}/aksi/claim"
    asked = chair.post(here, data={"version": task["version"]})
    assert asked.status_code == 422
    assert "Baru 2 dari 3 LKS dicentang, belum: LKSA Contoh 03." in asked.text
    (mark,) = re.findall(r'name="yakin" value="([^"]+)"', asked.text)
    assert chair.post(here, data={"version": task["version"], "yakin": mark}).status_code == 303
    page = one_line(client_as("dinsos.aceh").get(f"/tugas/{task['id']}/periksa").text)
    assert "<b>2 dari 3 LKS</b>" in page
    assert re.search(r"LKSA Contoh 03 <span class=\"dim\">belum</span>", page)


def test_lists_and_papers_count_alike(client_as, tuntas):
    task, found = reported(tuntas)
    do(tuntas, task, "progress", CHAIR, START, ticks={found[0]["uid"]: {"where": "Di LKKS"}}, evidence=[])
    dinsos, rakor = client_as("dinsos.aceh"), task["rakor"]
    for address in (f"/matriks?rakor={rakor}", "/tugas", f"/rakor/{rakor}", "/tugas.csv"):
        assert "1 dari 3 LKS" in dinsos.get(address).text, address


def test_the_outcome_says_so(client_as, tuntas):
    several(tuntas.store, START, 2)
    task, dinsos = new_task(tuntas, START), client_as("dinsos.aceh")
    here = f"/rakor/{task['rakor']}/butir/{task['outcome']}"
    rakor = tuntas.store.get("rakor", task["rakor"])
    outcome = rakor["outcomes"][0]
    data = {name: outcome[name] for name in ("text", "title", "commission", "dimension", "deadline")}
    answer = dinsos.post(here, data={**data, "is_task": "y", "per_lks": "y", "version": rakor["version"]})
    assert answer.status_code == 303
    assert re.search(r"<input[^>]* checked[^>]*per_lks", dinsos.get(here).text)
    assert now(tuntas, task)["per_lks"] is True
    assert "dilaksanakan setiap LKS" in dinsos.get(f"/rakor/{task['rakor']}").text
