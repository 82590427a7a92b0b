"""What an addendum says: what was and what is, why, by whom and when, and how late it was before."""

from __future__ import annotations

from typing import Any

import pytest

from documents.report.blocks import CopyList, Heading, Meta, NumberedList, Paragraph, SignatureBlock, Table, Title
from tests.world import decided
from tests.world.desk import RICH_PLAN, Desk, at, blocks, poor_desk, rich_desk, said
from workflow.papers.publishing import Frozen
from workflow.store import Store

REASON = "Satu badan usaha baru dapat menandatangani pada Februari 2027"


@pytest.fixture
def rich(store: Store) -> Desk:
    return rich_desk(store)


def changed(desk: Desk, *rows: dict[str, str], **more: Any) -> Frozen:
    desk.do("submit", at(9, 20), **RICH_PLAN)
    desk.do("report", at(9, 25), number_from="typed", number="400.9.12/0147/DINSOS/2023", addressee="Bupati Bireuen")
    return composed(desk, {**decided.addendum(REASON, *rows), **more})


def composed(desk: Desk, params: dict[str, Any]) -> Frozen:
    issue = desk.issue("adendum", at(11, 27), number="400.9.12/0341/DINSOS/2023", code="ABCD-EFGH-JKLM", params=params)
    return desk.compose(desk.store, issue)


def test_title_and_order(rich: Desk) -> None:
    frozen = changed(rich, no=2)
    assert blocks(frozen, Title)[0].lines == ("ADENDUM II", "RENCANA TINDAK LANJUT KABUPATEN BIREUEN, BUTIR 1")
    assert [head.text for head in blocks(frozen, Heading)] == [
        "PERUBAHAN", "ALASAN", "JALANNYA PERMINTAAN", "KETENTUAN",
    ]  # fmt: skip
    assert blocks(frozen, CopyList)[0].items == (
        "Kepala Dinas Sosial Kabupaten Bireuen; dan", "Ketua LKKS Kabupaten Bireuen.",
    )  # fmt: skip
    assert frozen.title == "Adendum II"
    assert blocks(frozen, SignatureBlock)[0].signers[0].above == "Banda Aceh, 27 November 2023"


def test_the_old_day_is_struck_and_the_new_one_stands_out_under_their_heads(rich: Desk) -> None:
    table = blocks(changed(rich), Table)[0]
    assert [column.head for column in table.columns] == ["No.", "Unsur", "Semula", "Menjadi"]
    assert table.rows[0].cells == ("1", "Batas waktu", "15\u00a0Desember 2026", "31\u00a0Maret 2027")
    assert table.rows[0].accents == ("", "", "struck", "strong")
    assert table.rows[1].cells[1:] == ("Unsur lain dari rencana", "Sebagaimana rencana asal", "Tetap")


def test_a_day_that_was_never_set_is_not_struck(rich: Desk) -> None:
    row = blocks(changed(rich, {"label": "Batas waktu", "before_day": "", "after_day": "2027-03-31"}), Table)[0].rows[0]
    assert (row.cells[2], row.accents[2]) == ("Belum ditetapkan", "")


def test_parts_of_a_plan_are_told_in_their_words(rich: Desk) -> None:
    frozen = changed(rich, {"label": "Penanggung jawab", "before": "Ketua LKKS", "after": "Kepala Dinas Sosial"})
    row = blocks(frozen, Table)[0].rows[0]
    assert (row.cells[1:], row.accents[3]) == (("Penanggung jawab", "Ketua LKKS", "Kepala Dinas Sosial"), "strong")
    assert blocks(frozen, NumberedList)[0].items[0] == (
        "Perubahan ini berlaku sejak tanggal keputusan, yaitu 9 November 2026."
    )


def test_who_asked_who_passed_it_on_and_who_decided(rich: Desk) -> None:
    told = blocks(changed(rich), Meta)[1]
    assert told.bold == ("disetujui",)
    assert dict(told.rows) == {
        "Diminta": ("4 November 2026 oleh Ketua LKKS Kabupaten Bireuen",),
        "Diteruskan": ("6 November 2026 oleh Sekretaris Dinas Sosial Kabupaten Bireuen",),
        "Diputuskan": ("9 November 2026 oleh Dinas Sosial Aceh: disetujui",),
    }
    again = composed(rich, decided.addendum(REASON))
    assert f"{REASON}." in [one.text for one in blocks(again, Paragraph)]


def test_an_answered_help_was_passed_on_by_nobody(rich: Desk) -> None:
    course = dict(blocks(changed(rich, supported=None, help="Mitra ditunjuk"), Meta)[1].rows)
    assert list(course) == ["Diminta", "Dijawab", "Diputuskan"]
    assert course["Dijawab"] == ("Mitra ditunjuk.",)


def test_late_days_of_before_are_stated_and_the_plan_is_named_by_its_report(rich: Desk) -> None:
    frozen = changed(rich, late_before=12)
    assert "Hari lewat batas sebelum keputusan: 12 (dua belas) hari terhadap batas semula." in said(frozen)
    assert (
        "Rencana Tindak Lanjut revisi 1, dilaporkan dengan Laporan Nomor 400.9.12/0147/DINSOS/2023 tanggal "
        "25 September 2023"
    ) in said(frozen)


def test_of_a_task_without_a_report_only_its_plan_is_named(store: Store) -> None:
    head = dict(blocks(composed(poor_desk(store), decided.addendum("")), Meta)[0].rows)
    assert head["Rencana asal"] == ("Rencana Tindak Lanjut revisi 0",)
    assert head["Penanggung jawab"] == ("–",)


def test_a_later_one_names_the_earlier_among_what_stays(rich: Desk) -> None:
    assert blocks(changed(rich, no=2), Table)[0].rows[-1].cells[2] == "Sebagaimana rencana asal dan adendum sebelumnya"


def test_where_a_task_goes_its_new_owner_gets_a_copy_and_makes_a_plan(rich: Desk) -> None:
    owner = {"label": "Pemilik tugas", "before": "Kabupaten Bireuen", "after": "Kabupaten Pidie"}
    until = {"label": "Batas waktu", "before_day": "2026-12-15", "after_day": "2027-03-31"}
    frozen = changed(rich, owner, until, to="11.07")
    assert blocks(frozen, Table)[0].rows[-1].cells[1:] == (
        "Rencana", "Sebagaimana rencana asal", "Disusun oleh pemilik baru",
    )  # fmt: skip
    assert blocks(frozen, CopyList)[0].items == (
        "Kepala Dinas Sosial Kabupaten Bireuen;", "Ketua LKKS Kabupaten Bireuen;",
        "Kepala Dinas Sosial Kabupaten Pidie; dan", "Ketua LKKS Kabupaten Pidie.",
    )  # fmt: skip
    assert blocks(frozen, NumberedList)[0].items[0].startswith("Perubahan ini berlaku sejak tanggal keputusan")
