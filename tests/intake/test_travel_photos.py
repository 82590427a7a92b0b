"""Photos sent apart from the form: the short code in name or caption says of which task, and nothing is lost."""

from __future__ import annotations

import io
import re
from datetime import timedelta
from typing import Any

import pytest
from openpyxl import load_workbook

from documents.travel.excel import excel_form
from documents.travel.form import form_of
from tests.world.arranged import new_task, photo
from tests.world.travelled import pressed, reported
from workflow.evidence.counted import current_evidence
from workflow.intake.travel_photos import HOW
from workflow.keeping.leftovers import sweep
from workflow.tasks.short_codes import named_in, read_code

SAID = {"text": "Sudah didata.", "percent": "60", "date": "2026-11-07"}


def send(client: Any, *photos: tuple[bytes, str], form: tuple[bytes, str] | None = None, caption: str = "") -> Any:
    data: dict[str, Any] = {"photos": [(io.BytesIO(content), name) for content, name in photos], "caption": caption}
    if form:
        data["file"] = (io.BytesIO(form[0]), form[1])
    return client.post("/formulir", data=data)


def filled_form(tuntas: Any, task: dict[str, Any]) -> bytes:
    """The Excel form with ``SAID`` as progress."""
    rakor = tuntas.store.get("rakor", task["rakor"])
    book = load_workbook(io.BytesIO(excel_form(form_of(tuntas.store, rakor, task["region"], "2026-11-09"))))
    for row in book.active.iter_rows(max_col=3):
        name = str(row[0].value or "").split(".")[4:5]
        if name and name[0] in SAID:
            row[2].value = SAID[name[0]]
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


@pytest.mark.parametrize(("text", "task"), [
    ("T115 kegiatan.jpg", 115), ("t115_penyerahan.jpeg", 115), ("Foto T-115 (2).jpg", 115), ("T5-115-3 rapat.jpg", 115),
    ("T115-2.jpg", 115), ("IMG-20261107-WA0012.jpg", 0), ("PT115.jpg", 0), ("T115a.jpg", 0), ("", 0),
    ("penyerahan bantuan t 115", 115), ("T" + "9" * 12, 0),
])  # fmt: skip
def test_a_short_code_is_found_in_a_name(text: str, task: int):
    assert named_in(text) == task


@pytest.mark.parametrize(("text", "task"), [("T115", 115), ("115", 115), ("115.0", 115), ("T115 a", 0), ("", 0)])
def test_a_cell_with_a_code_holds_nothing_else(text: str, task: int):
    assert read_code(text) == task


def test_photos_go_with_the_progress_of_the_form(tuntas, clock, client_as):
    task, chair = reported(tuntas, clock), client_as("ketua.bireuen")
    answer = send(chair, (photo(), f"T{task['id']} kegiatan.jpg"), (photo("#aa0000"), "IMG-1.jpg"),
                  form=(filled_form(tuntas, task), "formulir.xlsx"))  # fmt: skip
    assert answer.status_code == 303, answer.text
    page = chair.get(answer.location).text
    assert "kegiatan.jpg" in page
    assert f"IMG-1.jpg tidak menyebut kode tugas, jadi tidak ikut. {HOW}" in page
    key = f"t{task['id']}"
    assert pressed(chair, answer.location, **{f"{key}.photo.0.caption": "Penyerahan"}).status_code == 303
    (piece,) = current_evidence(tuntas.store, task["id"])
    assert (piece["name"], piece["caption"]) == (f"T{task['id']} kegiatan.jpg", "Penyerahan")
    note = tuntas.store.get("task", task["id"])["progress"][-1]
    assert (note["text"], note["evidence"]) == (SAID["text"], [piece["id"]])
    again = send(chair, (photo(), f"T{task['id']} kegiatan.jpg"))
    assert "dicatat dua kali" in (page := chair.get(again.location).text)
    assert "Simpan yang dicentang" not in page


def test_photos_alone_begin_a_record_of_progress_by_their_caption(tuntas, clock, client_as):
    task, chair = reported(tuntas, clock), client_as("ketua.bireuen")
    answer = send(chair, (photo(), "a.jpg"), (photo("#aa0000"), "b.jpg"), caption=f"T{task['id']} penyerahan bantuan")
    page = chair.get(answer.location).text
    assert "<b>1 kemajuan</b> dicatat" in page
    key = f"t{task['id']}"
    short = pressed(chair, answer.location, **{f"{key}.text": "", f"{key}.photo.1.take": None})
    assert (short.status_code, "Isi apa yang sudah dikerjakan" in short.text) == (422, True)
    ticks = {n: re.search(rf'name="{key}.photo.{n}.take"[^>]*>', short.text) for n in (0, 1)}
    assert ["checked" in str(ticks[n] and ticks[n][0]) for n in (0, 1)] == [True, False]
    assert pressed(chair, answer.location, **{f"{key}.photo.1.take": None}).status_code == 303
    (piece,) = current_evidence(tuntas.store, task["id"])
    assert piece["name"] == "a.jpg"


def test_a_task_that_takes_no_evidence_or_is_not_theirs_gets_a_sentence(tuntas, clock, client_as):
    draft, theirs = new_task(tuntas, clock.at), new_task(tuntas, clock.at, "11.07")
    chair = client_as("ketua.bireuen")
    names = (f"T{draft['id']}.jpg", f"T{theirs['id']}.jpg", "T98765.jpg")
    answer = send(chair, *((photo(), name) for name in names))
    page = chair.get(answer.location).text
    assert f"T{draft['id']}.jpg tidak dapat menjadi bukti T{draft['id']} sekarang" in page
    for number in (theirs["id"], 98765):
        assert f"T{number}.jpg tidak ikut: T{number} tidak dikenal di sini." in page
    assert "Tidak ada isian baru" in page
    assert tuntas.store.count("evidence") == 0


def test_what_cannot_be_read_loses_nothing_else(tuntas, clock, client_as):
    task, chair = reported(tuntas, clock), client_as("ketua.bireuen")
    good = (photo(), f"T{task['id']}.jpg")
    refused = send(chair, (b"MZ program", "foto.jpg"))
    assert (refused.status_code, "photos-galat" in refused.text) == (422, True)
    mixed = chair.get(send(chair, good, (b"MZ program", "foto.jpg"), form=(b"rusak", "x.docx")).location).text
    assert "x.docx tidak terbaca." in mixed
    assert f'name="t{task["id"]}.photo.0.take"' in mixed
    assert "foto.jpg" in mixed
    nothing = send(chair)
    assert (nothing.status_code, "Pilih formulirnya" in nothing.text) == (422, True)


def test_photos_are_kept_as_long_as_they_wait(tuntas, clock, client_as):
    task, chair = reported(tuntas, clock), client_as("ketua.bireuen")
    answer = send(chair, (photo(), f"T{task['id']}.jpg"))
    later = clock.at + timedelta(days=4000)
    assert sweep(tuntas.store, tuntas.evidence, later) == []
    assert chair.post(f"{answer.location}/buang", data={"version": "1"}).status_code == 303
    assert len(sweep(tuntas.store, tuntas.evidence, later)) == 1


def test_words_in_the_place_of_photos_are_none(tuntas, client_as):
    """As a script sends them, or a browser that left the kind of the form out."""
    chair = client_as("ketua.bireuen")
    answer = chair.post("/formulir", data={"photos": "-1", "file": "../../etc/passwd"})
    assert answer.status_code == 422
    assert "Pilih formulirnya dahulu." in answer.text
    assert tuntas.store.count("travel") == 0
