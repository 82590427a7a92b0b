"""Text without a table, pasted or as a .txt: points that were typed, and messages copied out of WhatsApp."""

from __future__ import annotations

import pytest

from documents.readers.reading import read_file, read_pasted
from documents.readers.result import Reading

MESSAGE = """*HASIL RAKOR LKKS 5-6 Oktober 2026*

1. Seluruh kab/kota menetapkan SK pengurus LKKS paling lambat 30 November 2026 (PJ: Dinsos kab/kota)
2. Dinsos memutakhirkan data LKS setiap triwulan
3. LKKS menyusun *program* kerja

Terima kasih 🙏"""
OUTCOMES = [
    "Seluruh kab/kota menetapkan SK pengurus LKKS paling lambat 30 November 2026",
    "Dinsos memutakhirkan data LKS setiap triwulan",
    "LKKS menyusun program kerja",
]


def texts(reading: Reading) -> list[str]:
    return [outcome.text for outcome in reading.outcomes]


def as_file(text: str) -> Reading:
    return read_file("pesan.txt", text.encode())


@pytest.mark.parametrize("read", [read_pasted, as_file])
def test_a_message_with_numbered_points(read):
    found = read(MESSAGE)
    assert texts(found) == OUTCOMES
    assert [(t.outcome, t.texts["responsible"], t.deadline.last) for t in found.tasks] == [
        (0, "Dinsos kab/kota", "2026-11-30")
    ]
    assert not found.ask_mapping


@pytest.mark.parametrize(
    "stamp",
    [
        "[05/10/26 14.02.33] Budi Dinsos: ",
        "05/10/26 14.02 - Budi Dinsos: ",
        "5/10/26, 2:02 PM - +62 812-0000-0000: ",
        "[14:02, 5/10/2026] Budi: ",
        "\u200e[05/10/2026 14.02] Budi: ",
    ],
)
def test_who_sent_a_message_and_when_is_no_part_of_it(stamp: str):
    lines = [stamp + line if n in (0, 2) else line for n, line in enumerate(MESSAGE.split("\n"))]
    found = read_pasted("\n".join([*lines, f"{stamp}Siap, Pak", f"{stamp}<Media tidak disertakan>"]))
    assert texts(found) == OUTCOMES
    assert [remark.text for remark in found.remarks] == ["1 balasan tanpa nomor sesudah daftarnya tidak diambil."]


def test_plain_points_without_a_heading_are_taken_with_a_question():
    found = read_pasted("1. Menetapkan SK pengurus LKKS\n2. Memutakhirkan data LKS di kecamatan")
    assert texts(found) == ["Menetapkan SK pengurus LKKS", "Memutakhirkan data LKS di kecamatan"]
    assert len(found.remarks) == 1


def test_a_message_without_any_point_gives_nothing():
    assert texts(as_file("Assalamualaikum\nRakor dimulai pukul 09.00, mohon hadir tepat waktu.")) == []


def test_a_table_stays_a_table():
    found = read_pasted("No\tHasil Rakor\tTindak Lanjut\n1\tLKS didata\tMendata LKS\n")
    assert texts(found) == ["LKS didata"]
    assert [task.action for task in found.tasks] == ["Mendata LKS"]


def test_numbers_that_a_phone_draws_as_keys_are_numbers():
    found = read_pasted(
        "Hasil rapat:\n1\ufe0f\u20e3 SK LKKS terbit\n2\ufe0f\u20e3 Hibah diusulkan\n\U0001f51f Data LKS"
    )
    assert [(outcome.no, outcome.text) for outcome in found.outcomes] == [
        ("1", "SK LKKS terbit"), ("2", "Hibah diusulkan"), ("10", "Data LKS"),
    ]  # fmt: skip


def test_a_list_that_can_be_taken_in_asks_for_no_columns():
    found = read_pasted("Undangan rapat\nAgenda:\n1. Pembukaan oleh Kadis\n2. Laporan tiap kabupaten\n3. Doa")
    assert (found.outcomes, found.ask_mapping, found.offers) == ([], False, True)
