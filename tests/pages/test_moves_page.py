"""Every short move over HTTP: works, wrong role, other region, wrong stage, missing data, twice, no token.

``test_state_machine.py`` walks the table itself; here it is the pages that must not let anything through.
"""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from lxml import html

from tests.world.arranged import CHAIR, DINSOS, SEKDIS, bring, data_for, do
from tests.world.instance import START
from tests.world.marks import unmarked
from tests.world.pages_read import one_line
from workflow.machine.actions import ACTIONS
from workflow.machine.stages import situation_of

# action -> (situation it starts in, who does it)
CASES = {
    "submit": ("draft", "ketua.bireuen"),
    "withdraw": ("draft/sekdis", "ketua.bireuen"),
    "return_plan": ("draft/sekdis", "sekdis.bireuen"),
    "report": ("draft/sekdis", "sekdis.bireuen"),
    "record_direction": ("reported", "sekdis.bireuen"),
    "drop_evidence": ("reported with evidence", "ketua.bireuen"),
    "claim": ("reported with evidence", "ketua.bireuen"),
    "return_claim": ("reported/dinsos", "dinsos.aceh"),
    "verify": ("reported/dinsos", "dinsos.aceh"),
    "reopen": ("implemented", "dinsos.aceh"),
    "cancel": ("draft", "dinsos.aceh"),
}
USERS = ("ketua.bireuen", "sekdis.bireuen", "ketua.pidie", "sekdis.pidie", "dinsos.aceh", "admin")
WITH_TEXT = {"return_plan": "reason", "record_direction": "text", "drop_evidence": "reason", "return_claim": "reason",
             "reopen": "reason", "cancel": "reason"}  # fmt: skip
# Another situation, in which the action is wrong whatever is typed.
ELSEWHERE = {
    "draft": "reported", "draft/sekdis": "draft", "reported": "draft", "reported with evidence": "draft/sekdis",
    "reported/dinsos": "reported", "implemented": "reported/dinsos",
}  # fmt: skip


def arranged(tuntas: SimpleNamespace, situation: str, clock: Any) -> dict[str, Any]:
    if situation != "reported with evidence":
        task = bring(tuntas, situation, clock.at)
    else:
        task = do(tuntas, bring(tuntas, "reported", clock.at), "progress", CHAIR, clock.at)
    return now(tuntas, task)


def now(tuntas: SimpleNamespace, task: dict[str, Any]) -> dict[str, Any]:
    return tuntas.store.get("task", task["id"])


def typed(tuntas: SimpleNamespace, name: str, task: dict[str, Any]) -> dict[str, Any]:
    """What is sent; for "submit" a complete plan is stored first, because nothing is typed in the short move."""
    if name == "submit" and ACTIONS["edit_plan"].starts_at(task):
        do(tuntas, task, "edit_plan", CHAIR, START)
    return {**data_for(tuntas, name, task), "version": now(tuntas, task)["version"]}


@pytest.mark.parametrize("name", CASES)
def test_works(client_as, tuntas, clock, name):
    situation, who = CASES[name]
    task, client = arranged(tuntas, situation, clock), client_as(who)
    answer = client.post(f"/tugas/{task['id']}/aksi/{name}", data=typed(tuntas, name, task))
    moved = now(tuntas, task)
    assert answer.status_code == 303
    assert situation_of(moved) == (ACTIONS[name].to or situation_of(task))
    queue = name in ("report", "return_plan")
    assert answer.location == ("/persetujuan" if queue else f"/tugas/{task['id']}")
    page = client.get(answer.location)
    assert f"{ACTIONS[name].done}: {task['title']}." in page.text
    if ACTIONS[name].issues:
        document = tuntas.store.find("document", task=task["id"], type=ACTIONS[name].issues[0])[0]
        assert document["number"] in page.text
        assert document["title"] in page.text


@pytest.mark.parametrize("name", CASES)
def test_wrong_role_is_refused_and_nothing_changes(client_as, tuntas, clock, name):
    situation, _ = CASES[name]
    task = arranged(tuntas, situation, clock)
    data = typed(tuntas, name, task)
    before = now(tuntas, task)
    strangers = [u for u in USERS if u.split(".")[0] not in {str(role) for role in ACTIONS[name].roles}
                 and not u.endswith("pidie")]  # fmt: skip
    for who in strangers:
        answer = client_as(who).post(f"/tugas/{task['id']}/aksi/{name}", data=data)
        assert (who, answer.status_code) == (who, 403)
        assert "Ini bukan bagian Anda" in answer.text
        assert client_as(who).get(f"/tugas/{task['id']}/aksi/{name}").status_code == 403
    assert strangers
    assert now(tuntas, task) == before


@pytest.mark.parametrize("name", CASES)
def test_other_region_is_as_unknown_as_an_unknown_id(client_as, tuntas, clock, name):
    situation, _ = CASES[name]
    task = arranged(tuntas, situation, clock)
    data = typed(tuntas, name, task)
    before = now(tuntas, task)
    for who in ("ketua.pidie", "sekdis.pidie"):
        posts = [client_as(who).post(f"/tugas/{id}/aksi/{name}", data=data) for id in (task["id"], 9_999)]
        gets = [client_as(who).get(f"/tugas/{id}/aksi/{name}") for id in (task["id"], 9_999)]
        assert [answer.status_code for answer in [*posts, *gets]] == [404] * 4
        assert unmarked(posts[0].text) == unmarked(posts[1].text)
        assert unmarked(gets[0].text) == unmarked(gets[1].text)
    assert now(tuntas, task) == before


@pytest.mark.parametrize("name", CASES)
def test_wrong_stage_says_what_was_done_meanwhile_and_keeps_the_text(client_as, tuntas, clock, name):
    situation, who = CASES[name]
    task = arranged(tuntas, ELSEWHERE[situation], clock)
    data = {**typed(tuntas, name, task), "version": task["version"]}
    if name in WITH_TEXT:
        data[WITH_TEXT[name]] = "Tulisan yang tidak boleh hilang."
    before = now(tuntas, task)
    answer = client_as(who).post(f"/tugas/{task['id']}/aksi/{name}", data=data)
    assert answer.status_code == 409
    assert "Sudah diproses" in answer.text
    event = tuntas.store.find("event", task=task["id"], order="-id", limit=1)[0]
    words = ACTIONS[event["name"]].done if event["name"] in ACTIONS else "Dibagikan"
    assert f'<b class="text-body">{words}</b>, hari ini pukul 09.00' in answer.text
    if name in WITH_TEXT:
        assert "Tulisan yang tidak boleh hilang." in answer.text
    assert "Pakai tulisan saya" not in answer.text
    assert now(tuntas, task) == before
    assert client_as(who).get(f"/tugas/{task['id']}/aksi/{name}").status_code in (303, 409)


@pytest.mark.parametrize(
    ("name", "data", "sentence"),
    [
        ("return_plan", {"reason": "pendek"}, "Alasan paling sedikit 10 huruf"),
        ("return_plan", {}, "Isi alasan."),
        ("report", {"addressee": ""}, "Isi tujuan laporan."),
        ("report", {"addressee": "Bupati", "number_from": "typed", "number": ""}, "Isi nomor naskah."),
        ("record_direction", {"text": "", "date": "2026-11-09"}, "Isi arahan pimpinan."),
        ("record_direction", {"text": "Laksanakan", "date": "2026-11-10"}, "Tanggal arahan belum tiba."),
        ("record_direction", {"text": "Laksanakan", "date": "besok"}, "“besok” bukan tanggal yang benar"),
        ("drop_evidence", {"reason": "Foto salah unggah.", "evidence": "7"}, "Bukti itu tidak ada pada tugas ini"),
        ("drop_evidence", {"reason": "Foto salah unggah."}, "Bukti itu tidak ada pada tugas ini"),
        ("return_claim", {"reason": ""}, "Nilai “Rapat persiapan”: sesuai atau belum sesuai."),
        ("verify", {}, "Periksa dan nilai setiap bukti. Belum dinilai: Rapat persiapan."),
        ("reopen", {"reason": "   "}, "Isi alasan."),
        ("cancel", {"reason": "x" * 1001}, "Alasan terlalu panjang: 1001 huruf, paling banyak 1000."),
    ],
)
def test_missing_data_is_told_beside_the_field_with_the_text_kept(client_as, tuntas, clock, name, data, sentence):
    situation, who = CASES[name]
    task = arranged(tuntas, situation, clock)
    answer = client_as(who).post(f"/tugas/{task['id']}/aksi/{name}", data={**data, "version": task["version"]})
    assert answer.status_code == 422
    assert sentence in answer.text
    assert 'id="galat"' in answer.text
    for text in data.values():
        assert text in answer.text
    assert now(tuntas, task) == task


@pytest.mark.parametrize(("proposed", "first"), [("", "2026-12-15"), ("2027-03-31", "2027-03-31")])
def test_a_transfer_is_filled_in_with_its_deadline(client_as, tuntas, proposed, first):
    task = bring(tuntas, "moving", START)
    request = {**task["request"], "proposed": {**task["request"]["proposed"], "deadline": proposed}}
    task = tuntas.store.save({**task, "request": request})
    dinsos, address = client_as("dinsos.aceh"), f"/tugas/{task['id']}/aksi/grant_transfer"
    form = html.fromstring(dinsos.get(address).text).forms[-1]
    assert form.fields["deadline"] == first
    assert dinsos.post(address, data=dict(form.form_values())).status_code == 303
    moved = now(tuntas, task)["moved_to"]
    assert tuntas.store.get("task", moved)["deadline"] == first


def test_claim_without_anything_done_says_what_is_missing(client_as, tuntas, clock):
    task = arranged(tuntas, "reported", clock)
    answer = client_as("ketua.bireuen").post(f"/tugas/{task['id']}/aksi/claim", data={"version": task["version"]})
    assert answer.status_code == 422
    assert "Kemajuan baru 0%. Catat kemajuan sampai 100% dahulu." in answer.text
    assert "Belum ada bukti." in answer.text


def test_claim_says_what_is_missing_before_it_is_pressed(client_as, tuntas, clock):
    client = client_as("ketua.bireuen")
    early, ready = arranged(tuntas, "reported", clock), arranged(tuntas, "reported with evidence", clock)
    page = one_line(client.get(f"/tugas/{early['id']}/aksi/claim").text)
    assert "Kemajuan baru 0%. Catat kemajuan sampai 100% dahulu." in page
    assert "Ajukan selesai</button>" not in page
    page = one_line(client.get(f"/tugas/{ready['id']}/aksi/claim").text)
    assert "1 bukti · terakhir Minggu, 8 November 2026" in page
    assert "Ajukan selesai</button>" in page


def test_submitting_an_empty_plan_opens_the_plan_with_what_is_missing(client_as, tuntas, clock):
    task = arranged(tuntas, "draft", clock)
    answer = client_as("ketua.bireuen").post(f"/tugas/{task['id']}/aksi/submit", data={"version": task["version"]})
    assert answer.status_code == 422
    assert "Isi tindak lanjut." in answer.text
    assert f'action="/tugas/{task["id"]}/rencana"' in answer.text


@pytest.mark.parametrize("name", CASES)
def test_twice_is_once(client_as, tuntas, clock, name):
    situation, who = CASES[name]
    task, client = arranged(tuntas, situation, clock), client_as(who)
    data = typed(tuntas, name, task)
    assert client.post(f"/tugas/{task['id']}/aksi/{name}", data=data).status_code == 303
    once = now(tuntas, task)
    events = tuntas.store.count("event", task=task["id"])
    again = client.post(f"/tugas/{task['id']}/aksi/{name}", data=data)
    assert again.status_code == 409
    assert "Mungkin oleh Anda sendiri" in again.text
    assert now(tuntas, task) == once
    assert tuntas.store.count("event", task=task["id"]) == events


@pytest.mark.parametrize("name", CASES)
def test_without_a_token_nothing_moves(app, client_as, tuntas, clock, monkeypatch, name):
    situation, who = CASES[name]
    task, client = arranged(tuntas, situation, clock), client_as(who)
    data = typed(tuntas, name, task)
    before = now(tuntas, task)
    monkeypatch.setitem(app.config, "WTF_CSRF_ENABLED", True)
    answer = client.post(f"/tugas/{task['id']}/aksi/{name}", data=data)
    assert answer.status_code == 400
    assert "Muat ulang, lalu kirim lagi." in answer.text
    assert now(tuntas, task) == before


@pytest.mark.parametrize("name", [*CASES, "edit_plan", "progress"])
def test_looking_changes_nothing(client_as, tuntas, clock, name):
    situation, who = CASES.get(name, ("draft" if name == "edit_plan" else "reported", "ketua.bireuen"))
    task = arranged(tuntas, situation, clock)
    events = tuntas.store.count("event")
    answer = client_as(who).get(f"/tugas/{task['id']}/aksi/{name}?reason=Alasan+yang+cukup&version={task['version']}")
    assert answer.status_code in (200, 303)
    assert now(tuntas, task) == task
    assert tuntas.store.count("event") == events


def test_actions_with_a_page_of_their_own_lead_there(client_as, tuntas, clock):
    waiting, claimed = arranged(tuntas, "draft/sekdis", clock), arranged(tuntas, "reported/dinsos", clock)
    for name in ("report", "return_plan"):
        answer = client_as("sekdis.bireuen").get(f"/tugas/{waiting['id']}/aksi/{name}")
        assert answer.location == f"/persetujuan/{waiting['id']}"
    for name in ("verify", "return_claim"):
        answer = client_as("dinsos.aceh").get(f"/tugas/{claimed['id']}/aksi/{name}")
        assert answer.location == f"/tugas/{claimed['id']}/periksa"


@pytest.mark.parametrize("name", ["edit_plan", "progress"])
def test_what_is_typed_on_its_own_page_cannot_be_sent_here(client_as, tuntas, clock, name):
    task = arranged(tuntas, "draft" if name == "edit_plan" else "reported", clock)
    data = {"version": task["version"], "evidence": "1", "text": "x", "percent": "100", "date": "2026-11-01"}
    answer = client_as("ketua.bireuen").post(f"/tugas/{task['id']}/aksi/{name}", data=data)
    assert answer.status_code == 303
    assert now(tuntas, task) == task


@pytest.mark.parametrize("name", ["hapus", "__class__", "submit ", "SUBMIT", "%2e%2e"])
def test_unknown_action(client_as, tuntas, clock, name):
    task = arranged(tuntas, "draft", clock)
    assert client_as("ketua.bireuen").get(f"/tugas/{task['id']}/aksi/{name}").status_code == 404
    assert client_as("ketua.bireuen").post(f"/tugas/{task['id']}/aksi/{name}").status_code == 404


@pytest.mark.parametrize("id", ["0", "-1", "9" * 18, "9" * 40, "1e5", "abc"])
def test_strange_numbers_are_not_found(client_as, id):
    for address in (f"/tugas/{id}/aksi/claim", f"/tugas/{id}/rencana", f"/tugas/{id}/kemajuan", f"/bukti/{id}"):
        assert client_as("ketua.bireuen").get(address).status_code == 404


def test_stale_reason_can_be_sent_with_the_current_version(client_as, tuntas, clock):
    task = arranged(tuntas, "reported/dinsos", clock)
    do(tuntas, task, "record_direction", SEKDIS, clock.at)
    client = client_as("dinsos.aceh")
    typed = {**data_for(tuntas, "return_claim", task), "reason": "Foto belum memperlihatkan hasil."}
    typed |= {"version": task["version"]}
    answer = client.post(f"/tugas/{task['id']}/aksi/return_claim", data=typed)
    assert answer.status_code == 409
    assert "Sudah diubah oleh Sekretaris Dinas Sosial Kabupaten Bireuen" in answer.text
    assert "Pakai tulisan saya" in answer.text
    current = now(tuntas, task)["version"]
    assert f'name="version" value="{current}"' in answer.text
    answer = client.post(f"/tugas/{task['id']}/aksi/return_claim", data={**typed, "version": current})
    assert answer.status_code == 303
    assert now(tuntas, task)["returned"]["reason"] == typed["reason"]


def test_stale_decision_about_a_document_must_be_read_again(client_as, tuntas, clock):
    task = arranged(tuntas, "reported/dinsos", clock)
    data = typed(tuntas, "verify", task)
    do(tuntas, task, "return_claim", DINSOS, clock.at)
    do(tuntas, task, "progress", CHAIR, clock.at)
    do(tuntas, task, "claim", CHAIR, clock.at)
    answer = client_as("dinsos.aceh").post(f"/tugas/{task['id']}/aksi/verify", data=data)
    assert answer.status_code == 409
    assert "Pakai tulisan saya" not in answer.text
    assert "Tugas ini diubah sejak Anda membacanya." in answer.text
    assert now(tuntas, task)["stage"] == "reported"


def test_evidence_to_drop_is_chosen_by_the_link(client_as, tuntas, clock):
    task = arranged(tuntas, "reported with evidence", clock)
    id = tuntas.store.find("evidence", task=task["id"])[0]["id"]
    address = f"/tugas/{task['id']}/aksi/drop_evidence?evidence={id}"
    page = one_line(client_as("ketua.bireuen").get(address).text)
    assert f'name="evidence" value="{id}" checked' in page
    assert "Rapat persiapan" in page


@pytest.mark.parametrize(
    ("situation", "earlier", "name", "sentence"),
    [
        ("declined", (("withdraw", "CHAIR"),), "decline", "Tugas ini sudah pernah dinyatakan bukan kewenangan"),
        (
            "reported",
            (("undo_report", "SEKDIS"), ("report", "SEKDIS")),
            "undo_report",
            "Hanya yang melakukannya yang dapat",
        ),
    ],
)
def test_what_is_closed_says_why_and_not_that_somebody_was_quicker(
    client_as, tuntas, situation, earlier, name, sentence
):
    task = bring(tuntas, situation, START)
    for move, who in earlier:
        task = do(tuntas, task, move, {"CHAIR": CHAIR, "SEKDIS": SEKDIS}[who], START)
    reader = client_as("ketua.bireuen" if name == "decline" else "sekdis.bireuen")
    data = {"version": task["version"], "reason": "Bukan kewenangan LKKS Bireuen."}
    answer = reader.post(f"/tugas/{task['id']}/aksi/{name}", data=data)
    assert answer.status_code == 409
    page = " ".join(answer.text.split())
    assert "<h1>Tidak dapat dilakukan</h1>" in page
    assert sentence in page
    assert "ketika halaman Anda masih terbuka" not in page
    assert name != "decline" or "Bukan kewenangan LKKS Bireuen." in page
