"""What is a mark before a point, what a heading says of its list, and what a colon makes."""

from __future__ import annotations

import pytest

from documents.readers.meaning.labels import labelled
from documents.readers.meaning.sections import OTHER, OUTCOMES, UNKNOWN, kind_of
from documents.readers.values.numbered import marked


@pytest.mark.parametrize(
    ("line", "shown", "rest"),
    [
        ("1. Data", "1", "Data"),
        ("1.\tData", "1", "Data"),
        ("12) Data", "12", "Data"),
        ("(2) Data", "2", "Data"),
        ("1.Menyusun", "1", "Menyusun"),
        ("a) data", "a", "data"),
        ("b. data", "b", "data"),
        ("iv. data", "iv", "data"),
        ("II. HASIL", "II", "HASIL"),
        ("1.2 Data", "1.2", "Data"),
        ("1.2.3. Data", "1.2.3", "Data"),
        ("1.a. Data", "1.a", "Data"),
        ("1 . Data", "1", "Data"),
        ("2\tData", "2", "Data"),
        ("Pertama, data", "Pertama", "data"),
        ("- data", "", "data"),
        ("• data", "", "data"),
        ("–Menyusun", "", "Menyusun"),
        ("Butir 3: Data", "3", "Data"),
        ("KEDUA : Data", "KEDUA", "Data"),
        ("٢. بيانات", "2", "بيانات"),
    ],
)
def test_marks_are_known_in_every_way_of_writing(line: str, shown: str, rest: str):
    mark, text = marked(line)
    assert (mark.shown if mark else None, text) == (shown, rest)


@pytest.mark.parametrize(
    "line",
    [
        "30.09.2023 rapat",
        "08.30 s.d. 12.00 WIB",
        "08.30 WIB Pembukaan",
        "a.n. Kepala Dinas",
        "15.000 orang",
        "2023. Tahun",
        "Dr. Nama",
        "19 September 2023",
        "-5 derajat",
        "s.d. selesai",
        "(tiga puluh) orang",
        "cc. Sekda",
        "Rp 5.000",
    ],
)
def test_what_only_looks_like_a_mark_is_text(line: str):
    assert marked(line) == (None, line)


@pytest.mark.parametrize(
    ("heading", "kind"),
    [
        ("Hasil Rapat", OUTCOMES),
        ("RUMUSAN HASIL RAPAT KOORDINASI", OUTCOMES),
        ("Kesimpulan dan Saran", OUTCOMES),
        ("Keputusan Pimpinan", OUTCOMES),
        ("Rekomendasi:", OUTCOMES),
        ("Rencana Tindak Lanjut", OUTCOMES),
        ("Butir-butir Kesepakatan", OUTCOMES),
        ("Pembahasan dan Kesimpulan", OUTCOMES),
        ("Agenda", OTHER),
        ("Susunan Acara", OTHER),
        ("Daftar Hadir", OTHER),
        ("Dasar", OTHER),
        ("Pembahasan", OTHER),
        ("Tanggapan dan Diskusi", OTHER),
        ("Tindak Lanjut Rapat Sebelumnya", OTHER),
        ("Rumusan Masalah", OTHER),
        ("Peserta", OTHER),
        ("Komisi A", UNKNOWN),
        ("Bidang Kelembagaan", UNKNOWN),
    ],
)
def test_a_heading_decides_what_its_list_is(heading: str, kind: str):
    assert kind_of(heading) == kind


@pytest.mark.parametrize(
    "text",
    ["Hal-hal sebagai berikut: satu", "Dasar: UU 11/2009", "lihat https://contoh.go.id", "Keterangan: tanpa batas"],
)
def test_a_colon_alone_makes_no_task(text: str):
    assert (labelled(text).text, labelled(text).fields) == (text, [])
