"""Tanya on the pages: sent and answered on the task's page, told in Kabar of both, on no paper and in no list."""

from __future__ import annotations

import pytest
from lxml import html

from tests.world.answers_read import said
from tests.world.arranged import CHAIR, DINSOS, SEKDIS, bring, do
from tests.world.pages_read import page, text, texts
from workflow.tasks import inquiries

TITLE = "Tanda tangani kesepakatan kemitraan"
MARK = "zqxtanya"


def form_of(tree, words: str):
    """The form of which the button says so."""
    return tree.xpath(f"//main//form[.//button[normalize-space()='{words}']]")[0]


def send(client, form, **typed: str):
    data = {name: value for name, value in form.form_values() if name != "csrf_token"}
    return client.post(form.get("action"), data={**data, **typed})


def test_it_is_asked_answered_and_told_on_the_same_page(client_as, tuntas, clock):
    task = bring(tuntas, "draft/sekdis", clock())
    chair, sekdis, here = client_as("ketua.bireuen"), client_as("sekdis.bireuen"), f"/tugas/{task['id']}"
    assert "Tanya Sekdis …" in text(page(chair, here))
    assert "Tanya" not in texts(page(sekdis, here), "//h2")
    answer = send(chair, form_of(page(chair, here), "Kirim pertanyaan"), text="Sudah cukup?")
    assert (answer.status_code, answer.location) == (303, f"{here}#tanya")
    assert "Belum dijawab" in text(page(chair, here))
    assert text(page(sekdis, "/kabar").xpath("//li[contains(@class, 'new')]")[0]) == (
        f"Baru Hari ini, pukul 09.00 Pertanyaan diajukan: {TITLE} Ketua LKKS Kabupaten Bireuen · LKS 2026 Sudah cukup?"
    )
    answer = send(sekdis, form_of(page(sekdis, here), "Jawab"), answer="Sudah.")
    assert answer.status_code == 303
    assert "Sudah cukup? Sudah. Sekretaris Dinas" in text(page(chair, here))
    row = text(page(chair, "/kabar").xpath("//li[contains(@class, 'new')]")[0])
    assert "Pertanyaan dijawab" in row
    assert row.endswith("Sudah cukup? Sudah.")
    assert "Pertanyaan diajukan" in text(page(sekdis, "/kabar/semua"))
    assert "Pertanyaan" not in text(page(chair, here).xpath("//section[@aria-labelledby='riwayat']")[0])


def test_what_is_refused_is_shown_again_with_its_sentence(client_as, tuntas, clock):
    task = bring(tuntas, "draft/sekdis", clock())
    chair, here = client_as("ketua.bireuen"), f"/tugas/{task['id']}"
    typed = "NIK 1111014507850003, sudah cukup?"
    answer = send(chair, form_of(page(chair, here), "Kirim pertanyaan"), text=typed)
    assert (answer.status_code, typed in answer.text, "Jangan tulis NIK" in answer.text) == (422, True, True)
    asked = inquiries.ask(tuntas.store, DINSOS, task["id"], {"text": "Kapan?"}, at=clock())
    sekdis = client_as("sekdis.bireuen")
    answer = send(sekdis, form_of(page(sekdis, here), "Jawab"), answer=typed)
    assert (answer.status_code, typed in answer.text, "Jangan tulis NIK" in answer.text) == (422, True, True)
    assert tuntas.store.get("inquiry", asked["id"])["answer"] == ""


def test_sent_twice_it_is_asked_once(client_as, tuntas, clock):
    task = bring(tuntas, "draft/sekdis", clock())
    chair = client_as("ketua.bireuen")
    form = form_of(page(chair, f"/tugas/{task['id']}"), "Kirim pertanyaan")
    assert [send(chair, form, text="Sudah cukup?").status_code for _ in range(2)] == [303, 303]
    assert tuntas.store.count("inquiry") == 1


@pytest.mark.parametrize("situation", ["implemented", "cancelled"])
def test_of_a_task_that_is_closed_nothing_more_is_asked(client_as, tuntas, clock, situation):
    task = bring(tuntas, situation, clock())
    sekdis = client_as("sekdis.bireuen")
    assert "Tanya" not in texts(page(sekdis, f"/tugas/{task['id']}"), "//h2")
    assert sekdis.post(f"/tugas/{task['id']}/tanya", data={"text": "Kapan?"}).status_code == 409


def test_no_paper_and_no_list_tells_of_it(client_as, tuntas, clock):
    task = bring(tuntas, "reported/dinsos", clock())
    asked = inquiries.ask(tuntas.store, CHAIR, task["id"], {"text": f"Kapan {MARK}?"}, at=clock())
    inquiries.answer(tuntas.store, DINSOS, task["id"], asked["id"], {"answer": f"Besok {MARK}."}, at=clock())
    dinsos = client_as("dinsos.aceh")
    assert MARK in said(dinsos.get(f"/tugas/{task['id']}"))
    for address in (
        f"/tugas/{task['id']}/periksa", "/tugas.xlsx", "/tugas.csv", "/tugas/rekap.xlsx", "/dokumen.csv",
        f"/tugas/{task['id']}/rtl.docx", f"/rakor/{task['rakor']}/rakor.json", "/dokumen.xlsx",
    ):  # fmt: skip
        answer = dinsos.get(address)
        assert answer.status_code in (200, 404), address
        assert MARK not in said(answer), address


def test_a_conflict_names_who_moved_the_task_and_not_who_asked(client_as, tuntas, clock):
    task = bring(tuntas, "draft/sekdis", clock())
    chair = client_as("ketua.bireuen")
    do(tuntas, task, "return_plan", SEKDIS, clock())
    inquiries.ask(tuntas.store, DINSOS, task["id"], {"text": "Kapan?"}, at=clock())
    answer = chair.post(f"/tugas/{task['id']}/aksi/withdraw", data={"version": task["version"]})
    assert answer.status_code == 409
    assert "Dikembalikan" in text(html.fromstring(answer.text))
