"""What one report about several outcomes says: counts, lists and a total where one alone has sentences."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path

import pytest

from documents.report.blocks import Heading, NumberedList, Paragraph, Table
from documents.report.fonts import width_of
from documents.report.language import amount
from tests.world.desk import (
    MORE_OUTCOMES,
    POOR_PLAN,
    RICH_PLAN,
    TEXT,
    Desk,
    at,
    blocks,
    full_desk,
    recorded,
    report_of,
    said,
)
from tests.world.same_text import agree
from workflow.papers.publishing import Frozen
from workflow.store import Store

LEADER = "Bupati Bireuen"
COVER, BODY, ANNEX = 0, 1, 2
SECOND = {**POOR_PLAN, "action": "Menetapkan jadwal rapat koordinasi", "deadline": "2023-12-31"}
THIRD = {**POOR_PLAN, "action": "Menyusun dan menerapkan prosedur", "deadline": "2024-03-31"}


@pytest.fixture
def full(store: Store) -> Desk:
    return full_desk(store)


def reported(desk: Desk, second: dict[str, str] | None = None, third: dict[str, str] | None = None) -> Frozen:
    desk.all_submitted(at(9, 20), RICH_PLAN, {**SECOND, **(second or {})}, {**THIRD, **(third or {})})
    return desk.all_reported(at(9, 25), addressee=LEADER)


def test_a_nota_dinas_lists_the_outcomes_and_what_is_asked(full: Desk) -> None:
    lists = blocks(reported(full, second={"budget": "Rp7.500.000,00\nAPBK 2023"}), NumberedList, COVER)
    assert [(part.marker, part.level, part.start) for part in lists] == [
        ("1.", 0, 1), ("a.", 1, 1), ("1.", 0, 3), ("a.", 1, 1),
    ]  # fmt: skip
    assert lists[0].items[0].endswith("dan diikuti oleh 30 (tiga puluh) orang dari kabupaten/kota dan LKS.")
    assert lists[0].items[1] == "Hasil pokok yang berkaitan dengan Kabupaten Bireuen:"
    assert lists[1].items == (
        f"butir 1: “{TEXT.rstrip('.')}”;",
        "butir 2: “Rapat koordinasi LKS diselenggarakan paling sedikit sekali dalam tiga bulan”; dan",
        "butir 3: “Setiap LKS menerapkan prosedur pelayanan dan rujukan.”",
    )
    assert lists[2].items == (
        "LKKS Kabupaten Bireuen menyusun rencana tindak lanjut dalam 3 (tiga) butir dengan jumlah anggaran yang "
        "dicantumkan Rp11.100.000,00, sebagaimana matriks pada laporan terlampir.",
        "Sehubungan dengan hal tersebut, kami mohon arahan Bapak/Ibu mengenai:",
    )
    assert lists[3].items == (
        "pelaksanaan rencana tindak lanjut tersebut; dan",
        "batas waktu pelaksanaan butir 3, yang kami usulkan paling lambat 31 Maret 2024.",
    )


def test_what_is_asked_stands_in_its_sentence_when_it_is_one_thing(full: Desk) -> None:
    full.others = full.others[:1]
    full.all_submitted(at(9, 20), RICH_PLAN, SECOND)
    lists = blocks(full.all_reported(at(9, 25), addressee=LEADER), NumberedList, COVER)
    assert [(part.marker, part.start) for part in lists] == [("1.", 1), ("a.", 1), ("1.", 3)]
    assert lists[2].items[1] == (
        "Sehubungan dengan hal tersebut, kami mohon arahan Bapak/Ibu mengenai pelaksanaan rencana tindak lanjut "
        "tersebut."
    )


def test_a_surat_encloses_every_plan(full: Desk) -> None:
    full.set_office("dinsos", cover="surat")
    frozen = reported(full, second={"deadline": ""}, third={"deadline": ""})
    assert blocks(frozen, NumberedList, COVER)[0].items[1:] == (
        "rencana tindak lanjut LKKS Kabupaten Bireuen atas butir 1, yaitu menyiapkan dan menandatangani "
        "kesepakatan, dengan batas waktu 15 Desember 2023;",
        "rencana tindak lanjut LKKS Kabupaten Bireuen atas butir 2, yaitu menetapkan jadwal rapat koordinasi, "
        "dengan batas waktu 31 Desember 2023; dan",
        "rencana tindak lanjut LKKS Kabupaten Bireuen atas butir 3, yaitu menyusun dan menerapkan prosedur, yang "
        "batas waktunya belum ditetapkan.",
    )
    assert blocks(frozen, Paragraph, COVER)[1].text == (
        "Untuk kelancaran pelaksanaannya, kami mohon arahan Bapak/Ibu mengenai pelaksanaan rencana tindak lanjut "
        "tersebut dan batas waktu pelaksanaan butir 3, yang belum ditetapkan."
    )


def test_the_report_tells_every_outcome_in_one_table(full: Desk) -> None:
    frozen = reported(full, third={"deadline": ""})
    texts = said(frozen, BODY)
    assert (
        "Laporan memuat pelaksanaan rapat, 3 (tiga) butir hasil rapat yang ditujukan kepada Kabupaten Bireuen, "
        "simpulan dan saran, serta matriks rencana tindak lanjut."
    ) in texts
    assert blocks(frozen, NumberedList, BODY)[0].items[1:] == (
        "Hasil Rapat Koordinasi Lembaga Kesejahteraan Sosial (LKS), 18–19 September 2023, butir 1, 2, dan 3; dan",
        "Rencana tindak lanjut LKKS Kabupaten Bireuen atas butir 1, 2, dan 3, revisi 1, diajukan tanggal "
        "20 September 2023.",
    )
    (table,) = blocks(frozen, Table, BODY)
    assert [row.cells for row in table.rows] == [
        ("1", TEXT, "Komisi A – Kelembagaan", "15\N{NO-BREAK SPACE}Desember 2023"),
        ("2", MORE_OUTCOMES[0]["text"], "Komisi A – Kelembagaan", "31\N{NO-BREAK SPACE}Desember 2023"),
        ("3", MORE_OUTCOMES[1]["text"], "Komisi B – Sumber Daya", "Belum ditetapkan"),
    ]
    assert (
        "Butir 1 dan 2 menyangkut dukungan koordinasi; butir 3 menyangkut dukungan pelayanan. Rencana tindak lanjut "
        "atas butir-butir tersebut disajikan dalam Lampiran."
    ) in texts
    conclusions, advice = blocks(frozen, NumberedList, BODY)[-2:]
    assert conclusions.items == (
        "Laporan ini memuat 3 (tiga) butir hasil rapat yang ditujukan kepada Kabupaten Bireuen; 1 (satu) butir belum "
        "mempunyai batas waktu.",
        "LKKS Kabupaten Bireuen telah menyusun 3 (tiga) rencana tindak lanjut; batas waktu pelaksanaan butir 3 belum "
        "ditetapkan.",
    )
    assert advice.items[1] == "Batas waktu pelaksanaan butir 3 ditetapkan bersama arahan tersebut."


def test_plans_of_different_revisions_are_told_apart(full: Desk) -> None:
    full.do("submit", at(9, 20), **RICH_PLAN)
    full.do("return_plan", at(9, 21), reason="Target belum menyebut jumlah.")
    full.all_submitted(at(9, 22), RICH_PLAN, SECOND, THIRD)
    frozen = full.all_reported(at(9, 25), addressee=LEADER)
    assert blocks(frozen, NumberedList, BODY)[0].items[2:] == (
        "Rencana tindak lanjut LKKS Kabupaten Bireuen atas butir 1, revisi 2, diajukan tanggal 22 September 2023; dan",
        "Rencana tindak lanjut LKKS Kabupaten Bireuen atas butir 2 dan 3, revisi 1, diajukan tanggal "
        "22 September 2023.",
    )


def test_the_annex_has_a_row_a_task_under_its_commission_and_no_invented_total(full: Desk) -> None:
    (table,) = blocks(reported(full, third={"budget": "sekitar 2 juta rupiah"}), Table, ANNEX)
    assert [row.cells[0] for row in table.rows if row.kind == "row"] == ["1", "2", "3"]
    assert [row.cells for row in table.rows if row.kind == "group"] == [
        ("Komisi A – Kelembagaan", "2 butir"), ("Komisi B – Sumber Daya", "1 butir"),
    ]  # fmt: skip
    assert [row.kind for row in table.rows] == ["group", "row", "row", "group", "row"]


def test_the_matrix_has_the_columns_of_its_target(full: Desk) -> None:
    (table,) = blocks(reported(full), Table, ANNEX)
    assert [(column.head, column.width, column.align) for column in table.columns] == [
        ("Butir", 12, "center"), ("Hasil Rakor", 49, "left"), ("Tindak Lanjut", 41.5, "left"),
        ("Indikator/ Output", 26.5, "left"), ("Penanggung Jawab", 27, "left"), ("Pihak Terkait", 23, "left"),
        ("Batas Waktu", 26, "left"), ("Anggaran/Sumber", 36, "right"), ("Ket.", 11, "center"),
    ]  # fmt: skip
    amount = "Rp240.619.111.377,00"
    assert width_of(amount, 9) <= 36 - 2 * 1.5


def test_a_remark_under_the_annex_is_marked_in_its_row(full: Desk) -> None:
    frozen = reported(full, second={"remarks": "Mohon arahan mengenai pejabat penanda tangan"})
    (table,) = blocks(frozen, Table, ANNEX)
    assert [row.cells[-1] for row in table.rows if row.kind == "row"] == ["1)", "2)", "–"]
    notes = [block.text for block in blocks(frozen, Paragraph, ANNEX) if block.variant == "note"]
    assert notes == ["1) Prioritas", "2) Mohon arahan mengenai pejabat penanda tangan"]


def test_a_total_is_printed_when_every_budget_names_one_sum(full: Desk) -> None:
    (table,) = blocks(reported(full, second={"budget": "Rp7.500.000,00\nAPBK 2023"}), Table, ANNEX)
    total = table.rows[-1]
    assert (total.kind, total.cells[-3:]) == ("total", ("Jumlah anggaran yang dicantumkan", "Rp11.100.000,00", ""))


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Rp1.250.000,00", Decimal("1250000")),
        ("Rp 1250000", Decimal("1250000")),
        ("Rp1.250.000,50\nAPBK 2023", Decimal("1250000.50")),
        ("", None),
        ("1.250.000", None),
        ("Rp2,5 juta", None),
        ("Rp500.000 per bulan", None),
        ("Rp500.000\nper bulan", None),
        ("Rp500.000\nx 12", None),
        ("Rp500.000\nRp250.000", None),
        ("Rp12.50", None),
        ("sekitar Rp500.000", None),
    ],
)
def test_only_a_plain_sum_is_added_up(text: str, value: Decimal | None) -> None:
    assert amount(text) == value


def test_sections_number_and_json_are_those_of_one_paper(full: Desk) -> None:
    frozen = reported(full)
    report = report_of(frozen)
    assert [h.marker for h in blocks(frozen, Heading, BODY) if h.level == 1] == ["A.", "B.", "C.", "D.", "E."]
    assert len(report.sections) == 3
    assert [(task["outcome"]["no"], task["stage"]) for task in report.data["tasks"]] == [
        (1, "reported"), (2, "reported"), (3, "reported"),
    ]  # fmt: skip
    assert report.data["document"]["number"] == "400.9.12/0001/DINSOS/2023"
    assert frozen.facts["outcomes"] == [1, 2, 3]


def test_every_number_on_paper_was_recorded_or_counted(full: Desk) -> None:
    frozen = reported(full, second={"budget": "Rp7.500.000,00"})
    case = full.case("laporan", at(9, 25), number="400.9.12/0001/DINSOS/2023")
    others = [full.store.get("task", task_id) for task_id in full.others]
    known = {int(n) for n in re.findall(r"\d+", recorded(case) + str(others))}
    own = {1, 2, 3, 4} | {int(n) for n in re.findall(r"\d+", "Rp11.100.000,00")}
    assert {int(n) for n in re.findall(r"\d+", said(frozen))} <= known | own


def test_word_and_pdf_say_the_same(full: Desk, tmp_path: Path) -> None:
    agree(report_of(reported(full, second={"budget": "Rp7.500.000,00\nAPBK 2023"})), tmp_path)
