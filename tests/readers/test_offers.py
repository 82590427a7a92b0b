"""What the reader leaves out is offered: lists, paragraphs, rows and tables, read as if they had been decided."""

from __future__ import annotations

import io
from typing import Any

import pytest
from docx import Document

from documents.incoming.orders import answer
from documents.readers.files.unreadable import Unreadable
from documents.readers.reading import PASTED, read_file, read_pasted
from documents.readers.result import Reading

HEAD = ["No", "Hasil Rakor", "Rencana Tindak Lanjut", "Kab/Kota", "Batas Waktu"]
ROW = ["1", "LKS didata.", "Mendata LKS", "Kab. Bireuen", "30 November 2026"]
POINTS = "Kesimpulan:\n1. LKS didata oleh TKSK di kecamatan\n2. Data dilaporkan ke Dinas Sosial Aceh\n"
INVITATION = """Kepada Yth. Kepala Dinas Sosial
Perihal: Undangan rapat

1. Rapat dilaksanakan pada hari Senin di Banda Aceh
2. Peserta agar membawa data LKS paling lambat 30 November 2026"""


def word(*paragraphs: str, tables: tuple[list[list[str]], ...] = (), mapping: Any = None) -> Reading:
    document = Document()
    for text in paragraphs:
        document.add_paragraph(text)
    for rows in tables:
        table = document.add_table(0, len(rows[0]))
        for row in rows:
            for cell, text in zip(table.add_row().cells, row, strict=True):
                cell.text = text
        document.add_paragraph("")
    out = io.BytesIO()
    document.save(out)
    return read_file("notula.docx", out.getvalue(), mapping=mapping)


def pasted(*rows: list[str]) -> Reading:
    return read_pasted("\n".join("\t".join(row) for row in [HEAD, *rows]))


def offered(reading: Reading, why: str) -> list[str]:
    """The outcomes of the offers whose remark says so."""
    found = [remark.offer for remark in reading.remarks if why in remark.text and remark.offer]
    return [outcome.text for offer in found for outcome in offer.outcomes]


def test_a_list_under_another_heading_is_offered_with_what_it_says_of_time():
    found = read_pasted(
        "Pembahasan:\n1. Data LKS dimutakhirkan paling lambat 30 November 2026 (PJ: Kabid)\n\n" + POINTS
    )
    [offer] = [remark.offer for remark in found.remarks if remark.offer]
    assert [outcome.text for outcome in offer.outcomes] == ["Data LKS dimutakhirkan paling lambat 30 November 2026"]
    assert [(task.outcome, task.texts["responsible"], task.deadline.last) for task in offer.tasks] == [
        (0, "Kabid", "2026-11-30")
    ]
    assert [outcome.text for outcome in found.outcomes] == [line[3:] for line in POINTS.split("\n")[1:3]]


def test_a_paragraph_and_the_answers_to_a_message_are_offered():
    found = read_pasted(
        f"Pembahasan:\nData LKS di kecamatan belum lengkap.\n\n{POINTS}[05/10/26 14.02.33] Budi: Siap, Pak"
    )
    assert offered(found, "paragraf di bawah judul ini") == ["Data LKS di kecamatan belum lengkap."]
    assert offered(found, "balasan") == ["Siap, Pak"]


def test_points_beside_a_table_are_offered():
    found = word("Kesimpulan:", "1. LKKS rapat setiap bulan di kabupaten", tables=([HEAD, ROW],))
    assert [outcome.text for outcome in found.outcomes] == ["LKS didata."]
    assert offered(found, "sudah dibaca dari tabel") == ["LKKS rapat setiap bulan di kabupaten"]


def test_a_list_before_a_table_is_offered():
    found = word("Pembahasan:", "1. Data LKS di kecamatan belum lengkap", "2. Forum belum ada", tables=([HEAD, ROW],))
    assert offered(found, "di bawah judul ini") == ["Data LKS di kecamatan belum lengkap", "Forum belum ada"]


def test_of_an_invitation_nothing_is_taken_and_its_list_is_offered():
    found = read_pasted(INVITATION)
    assert found.outcomes == found.tasks == []
    assert len(offered(found, "tidak diambil")) == 2
    sheet = answer("pasted", {"of": PASTED, "mapping": None, "head": None}, INVITATION.encode())["sheet"]
    assert (sheet["outcomes"], [len(r["offer"]["outcomes"]) for r in sheet["remarks"] if "offer" in r]) == ([], [2])


@pytest.mark.parametrize(
    ("row", "why", "text"),
    [
        (["Jumlah", "", "", "", "3"], "baris jumlah", "Jumlah 3"),
        (["", "Mengetahui, Kadis menyusun SK", "", "", ""], "di bawah tabel", "Mengetahui, Kadis menyusun SK"),
    ],
)  # fmt: skip
def test_a_row_that_is_none_is_offered(row, why, text):
    assert offered(pasted(ROW, row), why) == [text]


def test_a_table_that_nobody_knew_offers_its_columns():
    usul = [
        ["Usul", "Dari siapa", "Kapan"],
        ["Membentuk forum LKS", "Kabid", "Desember 2026"],
        ["Rapat", "Kadis", "2027"],
    ]
    found = word("Kesimpulan:", "1. LKKS rapat setiap bulan di kabupaten", tables=([HEAD, ROW], usul))
    [columns] = [r.offer.columns for r in found.remarks if r.offer and r.place == "tabel 2"]
    assert [column.head for column in columns] == usul[0]


def test_a_table_whose_columns_were_assigned_has_its_own_outcomes():
    tables = [[HEAD, ROW], [["Usul", "Dari siapa"], ["Membentuk forum LKS", "Kabid"], ["Rapat berkala", "Kadis"]]]
    fields = ({0: "no", 1: "outcome", 2: "action", 3: "regions", 4: "deadline"}, {0: "action", 1: "responsible"})
    found = word(tables=tuple(tables), mapping={f"tabel {n}": fields[n - 1] for n in (1, 2)})
    assert [(task.outcome, task.action) for task in found.tasks] == [
        (0, "Mendata LKS"), (None, "Membentuk forum LKS"), (None, "Rapat berkala"),
    ]  # fmt: skip


def test_a_column_that_nobody_knew_offers_itself():
    text = "\n".join("\t".join(row) for row in [[*HEAD, "Bireun"], [*ROW, "v"]])
    [remark] = [remark for remark in read_pasted(text).remarks if remark.offer]
    assert [column.head for column in remark.offer.columns] == ["Bireun"]


def test_columns_of_kabupaten_and_of_weeks_can_be_assigned():
    text = "\n".join(
        "\t".join(row) for row in [[*HEAD[:3], "Bireun", "Pidei", "Mg 2 Okt 2026"], [*ROW[:3], "v", "v", "v"]]
    )
    [table] = {column.table for column in read_pasted(text).columns}
    fields = ("no", "outcome", "action", "regions", "regions", "deadline")
    [task] = read_pasted(text, mapping={table: dict(enumerate(fields))}).tasks
    assert (task.regions.raw, task.regions.proposal) == ("Bireun\nPidei", ("11.11", "11.07"))
    assert (task.deadline.precision, task.deadline.last) == ("week", "2026-10-14")


@pytest.mark.parametrize(
    "text", ["Peserta rapat:\n1. Dr. Fulan bin Fulan, kepala dinas\n2. Fulanah, sekretaris dinas", "….."]
)
def test_persons_and_blanks_are_not_offered(text):
    found = read_pasted(f"{text}\n\n{POINTS}")
    assert [remark.text for remark in found.remarks if remark.offer] == []


def test_where_nothing_is_offered_the_file_is_refused():
    with pytest.raises(Unreadable):
        answer("office_file", {"name": "pesan.txt", "mapping": None, "head": None, "told": {}}, b"Selamat pagi semua")
