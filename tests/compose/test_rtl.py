"""What the RTL sheet says: identity, matrix, notes, what changed since the last revision, and who examines it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from documents.compose import compose
from documents.compose.kinds.rtl import rtl
from documents.compose.task_case import gather
from documents.report.blocks import Heading, Meta, NumberedList, Paragraph, SignatureBlock, Table, Title
from documents.report.fonts import width_of
from documents.report.frozen import to_data
from tests.world.desk import BASE, RICH_PLAN, TEXT, Desk, at, blocks, poor_desk, report_of, rich_desk, said
from workflow.papers.publishing import Frozen
from workflow.plan_fields import PLAN
from workflow.store import Store

REMARK = "Indikator belum terukur: sebutkan jumlahnya."


@pytest.fixture
def rich(store: Store) -> Desk:
    return rich_desk(store)


@pytest.fixture
def poor(store: Store) -> Desk:
    return poor_desk(store)


def resubmitted(desk: Desk) -> Frozen | None:
    desk.do("submit", at(9, 20), **{**RICH_PLAN, "deadline": "2024-01-31"})
    desk.do("return_plan", at(9, 21), reason=REMARK)
    return desk.do("submit", at(9, 22), **{**RICH_PLAN, "indicator": "1 (satu) kesepakatan", "related": ""})


def test_a_first_revision(rich: Desk) -> None:
    frozen = rich.do("submit", at(9, 20), **RICH_PLAN)
    report = report_of(frozen)
    assert (report.title, report.mark, report.code, report.check_url) == (
        "Rencana tindak lanjut, revisi 1", "DRAF", "", "",
    )  # fmt: skip
    assert report.mark_note == "Revisi 1, disusun 20 September 2023. Belum disetujui, bukan naskah dinas."
    section = report.sections[0]
    assert (section.landscape, section.paper, section.numbering) == (True, "A4", "of")
    assert section.foot == (
        "Rencana Tindak Lanjut LKKS Kabupaten Bireuen, revisi 1. "
        "Lembar kerja untuk diperiksa; tidak bernomor dan tidak untuk diedarkan."
    )
    assert blocks(frozen, Title) == [Title(("RENCANA TINDAK LANJUT (RTL) LKKS KABUPATEN BIREUEN",))]
    assert frozen is not None
    assert frozen.subject == "Rencana tindak lanjut LKKS Kabupaten Bireuen: Kemitraan LKS"
    assert frozen.signer == "Ketua LKKS Kabupaten Bireuen"


def test_identity_of_the_rakor_in_two_columns(rich: Desk) -> None:
    (meta,) = blocks(rich.do("submit", at(9, 20), **RICH_PLAN), Meta)
    assert meta.variant == "two-column"
    assert meta.rows == (
        ("Nama rakor", ("Rapat Koordinasi Lembaga Kesejahteraan Sosial (LKS)",)),
        ("Penyelenggara", ("Dinas Sosial Aceh",)),
        ("Hari/tanggal", ("Senin s.d. Selasa, 18–19 September 2023",)),
        ("Peserta", ("30 (tiga puluh) orang dari kabupaten/kota dan LKS",)),
        ("Tempat", ("Hotel Oasis Banda Aceh, Banda Aceh",)),
        ("Dasar undangan", ("Surat Kepala Dinas Sosial Aceh Nomor 005/812 tanggal 4 September 2023",)),
    )


def test_the_matrix_has_nine_columns_over_the_text_width(rich: Desk) -> None:
    (table,) = blocks(rich.do("submit", at(9, 20), **RICH_PLAN), Table)
    assert [column.head for column in table.columns] == [
        "No.", "Hasil Rakor", "Tindak Lanjut", "Indikator/Output", "Penanggung Jawab", "Pihak Terkait",
        "Batas Waktu", "Anggaran/ Sumber", "Ket.",
    ]  # fmt: skip
    assert sum(column.width for column in table.columns) == 247
    assert table.column_numbers
    assert table.rows[0].cells == (
        "1", TEXT, "Menyiapkan dan menandatangani kesepakatan", "Kesepakatan tersedia\nTarget: 1 naskah", "Ketua LKKS",
        "Dunia usaha; dayah", "15\u00a0Desember 2023", "Rp3.600.000,00\nKas LKKS", "Prioritas",
    )  # fmt: skip


def test_a_first_revision_has_neither_notes_nor_changes(rich: Desk) -> None:
    frozen = rich.do("submit", at(9, 20), **RICH_PLAN)
    assert blocks(frozen, Heading) == []
    assert "*)" not in said(frozen)


def test_a_resubmission_shows_the_remark_and_what_changed(rich: Desk) -> None:
    frozen = resubmitted(rich)
    matrix, changes = blocks(frozen, Table)
    assert [c.head for c in changes.columns] == [
        "Butir", "Bagian", "Revisi 1 (20\u00a0September 2023)", "Revisi 2 (22\u00a0September 2023)",
    ]  # fmt: skip
    assert [row.cells for row in changes.rows] == [
        ("1", "Indikator/output", "Kesepakatan tersedia", "1 (satu) kesepakatan"),
        ("1", "Pihak terkait", "Dunia usaha; dayah", "–"),
        ("1", "Batas waktu", "31\u00a0Januari 2024", "15\u00a0Desember 2023"),
    ]
    assert matrix.rows[0].cells[3:7] == (
        "1 (satu) kesepakatan\nTarget: 1 naskah *)", "Ketua LKKS", "– *)", "15\u00a0Desember 2023 *)",
    )  # fmt: skip
    texts = [paragraph.text for paragraph in blocks(frozen, Paragraph)]
    assert texts == [
        "*) diubah sejak revisi 1; lihat “Perubahan sejak revisi 1”.",
        "Menjawab catatan Sekretaris Dinas Sosial Kabupaten Bireuen tanggal 21 September 2023: "
        "“Indikator belum terukur: sebutkan jumlahnya.”",
    ]
    assert frozen is not None
    assert frozen.title == "Rencana tindak lanjut, revisi 2"


def test_a_resubmission_without_changes_says_so(rich: Desk) -> None:
    rich.do("submit", at(9, 20), **RICH_PLAN)
    rich.do("withdraw", at(9, 20))
    frozen = rich.do("submit", at(9, 21), **RICH_PLAN)
    assert "Tidak ada bagian rencana yang berubah." in said(frozen)
    assert "Menjawab catatan" not in said(frozen)


def test_an_old_revision_is_composed_as_it_was_compared(rich: Desk) -> None:
    resubmitted(rich)
    old = compose(rich.store, rich.issue("rtl", at(9, 20), mark="DRAF", revision=1), BASE)
    assert "Perubahan" not in said(old)


def test_a_working_draft_has_no_revision(rich: Desk) -> None:
    frozen = compose(rich.store, rich.issue("rtl", at(9, 20), mark="DRAF"), BASE)
    report = report_of(frozen)
    assert report.title == "Rencana tindak lanjut, draf kerja"
    assert report.mark_note == "Draf kerja, disusun 20 September 2023. Belum diajukan, bukan naskah dinas."
    assert "draf kerja. Lembar kerja" in report.sections[0].foot


def test_a_working_draft_after_a_return_compares_with_the_last_revision(rich: Desk) -> None:
    rich.do("submit", at(9, 20), **RICH_PLAN)
    rich.do("return_plan", at(9, 21), reason=REMARK)
    rich.do("edit_plan", at(9, 22), **{**RICH_PLAN, "target": "2 naskah"})
    frozen = compose(rich.store, rich.issue("rtl", at(9, 22), mark="DRAF"), BASE)
    assert blocks(frozen, Table)[1].columns[3].head == "Draf kerja (22\u00a0September 2023)"
    assert REMARK in said(frozen)


def test_a_preview_is_marked_as_one(rich: Desk) -> None:
    report = report_of(compose(rich.store, rich.issue("rtl", at(9, 20), mark="PRATINJAU", revision=1), BASE))
    assert report.mark == "PRATINJAU"
    assert report.mark_note == "Revisi 1, disusun 20 September 2023. Pratinjau, belum terbit. Bukan naskah dinas."


def test_the_sheet_of_a_reported_plan_is_no_draft(rich: Desk) -> None:
    rich.do("submit", at(9, 20), **RICH_PLAN)
    rich.do("report", at(9, 25), addressee="Bupati Bireuen")
    report = report_of(compose(rich.store, rich.issue("rtl", at(9, 28), mark="DRAF", revision=1), BASE))
    assert (report.mark, report.mark_note) == ("", "")
    assert report.sections[0].foot == (
        "Rencana Tindak Lanjut LKKS Kabupaten Bireuen, revisi 1, dilaporkan kepada pimpinan tanggal 25 September 2023. "
        "Keadaan tanggal 28 September 2023; tidak bernomor dan tidak untuk diedarkan."
    )
    rich.do("progress", at(10, 12), date="2023-10-11", text="Selesai.", percent="100", evidence=[])
    rich.store.save({**rich.task, "stage": "implemented", "implemented_on": "2023-10-13"})
    done = report_of(compose(rich.store, rich.issue("rtl", at(10, 14), revision=1), BASE))
    assert "25 September 2023, dinyatakan dilaksanakan tanggal 13 Oktober 2023. " in done.sections[0].foot


def test_what_was_shared_out_names_the_place(rich: Desk) -> None:
    rakor = rich.store.get("rakor", rich.task["rakor"]) or {}
    words = {"text": "LKKS Kabupaten/Kota menyusun rencana kerja.", "title": "Rencana kerja Kabupaten/Kota"}
    rich.store.save({**rakor, "outcomes": [{**rakor["outcomes"][0], **words}]})
    told = said(rich.do("submit", at(9, 20), **RICH_PLAN))
    assert "LKKS Kabupaten Bireuen menyusun rencana kerja." in told
    assert "Kabupaten/Kota" not in told


def test_who_examines_and_who_wrote_it(rich: Desk) -> None:
    (block,) = blocks(rich.do("submit", at(9, 20), **RICH_PLAN), SignatureBlock)
    examiner, author = block.signers
    assert (examiner.above, examiner.office) == (
        "Diperiksa oleh", ("Sekretaris Dinas Sosial Kabupaten Bireuen,",),
    )  # fmt: skip
    assert (examiner.name, examiner.nip, examiner.below[:9]) == ("Contoh, S.E.", "19680411 199303 1 009", "Tanggal: ")
    assert (author.above, author.office) == ("Disusun oleh", ("Ketua LKKS Kabupaten Bireuen,",))
    assert (author.name, author.below) == ("Ketua Contoh", "Tanggal: 20 September 2023")
    assert (author.nip, author.nip_line, author.rank, author.rank_line) == ("", False, "", False)


def test_the_secretary_is_not_named_when_somebody_else_signs_for_the_office(rich: Desk) -> None:
    rich.set_office("dinsos", signer_mode="", signer_position="KEPALA DINAS SOSIAL")
    examiner = blocks(rich.do("submit", at(9, 20), **RICH_PLAN), SignatureBlock)[0].signers[0]
    assert (examiner.name, examiner.nip, examiner.nip_line) == ("", "", True)


def test_a_poor_plan_of_a_kota_shows_dashes(poor: Desk) -> None:
    frozen = compose(poor.store, poor.issue("rtl", at(9, 20), mark="DRAF"), BASE)
    assert blocks(frozen, Table)[0].rows[0].cells == ("1", TEXT, "–", "–", "–", "–", "Belum ditetapkan", "–", "–")
    assert blocks(frozen, Title)[0].lines == ("RENCANA TINDAK LANJUT (RTL) LKKS KOTA LHOKSEUMAWE",)
    assert blocks(frozen, Meta)[0].rows[3:] == (
        ("Peserta", ("–",)), ("Tempat", ("Hotel Oasis Banda Aceh",)), ("Dasar undangan", ("–",)),
    )  # fmt: skip
    assert blocks(frozen, NumberedList)[0].items == ("Butir 1 belum mempunyai batas waktu dalam hasil rakor.",)


@pytest.mark.parametrize(
    ("asked", "planned", "note"),
    [
        ("", "2024-03-31", "Butir 1 belum mempunyai batas waktu dalam hasil rakor; "
                           "diusulkan paling lambat 31 Maret 2024."),
        ("2023-12-15", "", "Batas waktu dalam hasil rakor adalah 15 Desember 2023; "
                           "dalam rencana ini belum ditetapkan."),
        ("2023-12-15", "2024-01-31", "Batas waktu dalam hasil rakor adalah 15 Desember 2023; "
                                     "rencana ini mengusulkan 31 Januari 2024."),
    ],
)  # fmt: skip
def test_notes_compare_the_deadlines(rich: Desk, asked: str, planned: str, note: str) -> None:
    case = rich.case("rtl", at(9, 20), revision=1)
    case = replace(case, outcome={**case.outcome, "deadline": asked}, task={**case.task, "deadline": planned})
    lists = [block for block in rtl(case, "").sections[0].blocks if isinstance(block, NumberedList)]
    assert [block.items for block in lists] == [(note,)]


def test_the_same_case_gives_the_same_content(rich: Desk) -> None:
    rich.do("submit", at(9, 20), **RICH_PLAN)
    issue = rich.issue("rtl", at(9, 20), mark="DRAF", revision=1)
    assert compose(rich.store, issue, BASE) == compose(rich.store, issue, BASE)


def test_an_unknown_type_is_refused(rich: Desk) -> None:
    with pytest.raises(KeyError):
        compose(rich.store, rich.issue("disposisi", at(9, 20)), BASE)


@pytest.mark.parametrize(("remarks", "cell", "notes"), [
    ("Prioritas", "Prioritas", []),
    ("Dilaksanakan", "1)", ["1) Dilaksanakan"]),  # wider than its column
    ("Bila dana hibah tidak cair sampai Juni, kas LKKS dipakai lebih dahulu", "1)",
     ["1) Bila dana hibah tidak cair sampai Juni, kas LKKS dipakai lebih dahulu"]),
])  # fmt: skip
def test_a_remark_that_its_column_would_break_stands_under_the_table(
    rich: Desk, remarks: str, cell: str, notes: list[str]
) -> None:
    case = rich.case("rtl", at(9, 20), revision=1)
    case = replace(case, task={**case.task, "plan": {**case.task["plan"], "remarks": remarks}})
    (table, *after) = (b for b in rtl(case, "").sections[0].blocks if isinstance(b, Table | Paragraph))
    assert table.rows[0].cells[8] == cell
    assert [block.text for block in after if block.variant == "note"] == notes


def test_an_amount_is_never_broken(rich: Desk) -> None:
    case = rich.case("rtl", at(9, 20), revision=1)
    for amount in ("", "Rp88.350.000,00", "Rp240.619.111.377,00", "Rp" + "9.999" * 20):
        plan = {**case.task["plan"], "budget": f"{amount}\nAPBK"}
        made = rtl(replace(case, task={**case.task, "plan": plan}), "")
        (table,) = (block for block in made.sections[0].blocks if isinstance(block, Table))
        assert round(sum(column.width for column in table.columns), 1) == 247
        room = table.columns[7].width - 2 * 1.5
        assert room > width_of(amount, 9) or (table.columns[1].width == 35 and len(amount) > 30)


def test_whatever_was_typed_stands_in_its_cell(store: Store) -> None:
    desk = poor_desk(store)
    case = gather(store, desk.issue("rtl", at(9, 20), revision=1))

    @given(st.fixed_dictionaries({name: st.text(max_size=60) for name in PLAN}))
    @settings(max_examples=60)
    def check(plan: dict[str, str]) -> None:
        made = rtl(replace(case, task={**case.task, "plan": plan}), "")
        (table,) = (block for block in made.sections[0].blocks if isinstance(block, Table))
        assert table.rows[0].cells[2] == (plan["action"] or "–")
        notes = [b.text for b in made.sections[0].blocks if isinstance(b, Paragraph) and b.variant == "note"]
        remarks = plan["remarks"] or "–"
        assert table.rows[0].cells[8] == remarks or (table.rows[0].cells[8], notes[0]) == ("1)", f"1) {remarks}")
        to_data(made)

    check()
