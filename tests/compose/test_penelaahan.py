"""What the review sheet says: each evidence and its verdict, one class of four, and days that end in one sum twice."""

from __future__ import annotations

from typing import Any

import pytest

from documents.report.blocks import Heading, Letterhead, Paragraph, SignatureBlock, Table, Title
from documents.report.boxes import BOX, TICK, Form
from tests.world.arranged import ADMIN
from tests.world.desk import Desk, at, blocks, claimed, rich_desk, said
from workflow.clock import stamp
from workflow.evidence.counted import current_evidence
from workflow.machine.time_allowed import USUAL
from workflow.papers.publishing import Frozen
from workflow.store import Store
from workflow.tasks.set_times import set_times

WHEN = at(12, 29)


@pytest.fixture
def rich(store: Store) -> Desk:
    return rich_desk(store)


def reviewed(desk: Desk, verdicts: tuple[str, ...] = ("sesuai", "belum", "sesuai"), **more: Any) -> Frozen:
    """A claim of 13 December 2023 with three pieces of evidence, reviewed on the 29th."""
    claimed(desk)
    found = zip(current_evidence(desk.store, desk.task_id), verdicts, strict=True)
    result = "belum" if "belum" in verdicts else "sesuai"
    params = {
        "no": 1, "result": result, "reason": "", "returns": 0,
        "move": "return_claim" if result == "belum" else "verify",
        "claimed": {"by": "Ketua LKKS Kabupaten Bireuen", "at": stamp(at(12, 13))},
        "verdicts": [
            {"evidence": one["id"], "verdict": verdict, "remark": "Belum ditandatangani." if verdict == "belum" else ""}
            for one, verdict in found
        ],
        **more,
    }  # fmt: skip
    number = "400.9.12/0338/DINSOS/2023"
    return desk.compose(desk.store, desk.issue("penelaahan", WHEN, number=number, code="ABCD-EFGH-JKLM", params=params))


def paragraphs(frozen: Frozen) -> list[str]:
    return [one.text for one in blocks(frozen, Paragraph)]


def test_it_is_a_paper_of_dinas_sosial_aceh(rich: Desk) -> None:
    frozen = reviewed(rich)
    assert blocks(frozen, Letterhead)[0].lines == ("PEMERINTAH ACEH", "DINAS SOSIAL")
    assert blocks(frozen, Title) == [
        Title(
            ("LEMBAR HASIL PENELAAHAN", "TINDAK LANJUT KABUPATEN BIREUEN, BUTIR 1"), "NOMOR 400.9.12/0338/DINSOS/2023"
        )
    ]
    (signer,) = blocks(frozen, SignatureBlock)[0].signers
    assert (signer.above, signer.office) == ("Banda Aceh, 29 Desember 2023", ("KEPALA DINAS SOSIAL ACEH,",))
    assert (frozen.signer, frozen.facts["office"]) == ("Kepala Dinas Sosial Aceh", "Dinas Sosial Aceh")
    assert [head.text for head in blocks(frozen, Heading)] == [
        "BUKTI DUKUNG", "KELAS HASIL", "HARI MENURUT PEMEGANG", "YANG DIMINTA",
    ]  # fmt: skip


def test_each_evidence_has_its_verdict_and_remark(rich: Desk) -> None:
    rows = blocks(reviewed(rich), Table)[0].rows
    assert [row.cells[2:] for row in rows] == [
        ("Sesuai", "–"), ("Belum sesuai", "Belum ditandatangani."), ("Sesuai", "–"),
    ]  # fmt: skip
    assert [row.accents[2] for row in rows] == ["", "strong", ""]


@pytest.mark.parametrize(("verdicts", "ticked"), [(("sesuai",) * 3, 0), (("sesuai", "sesuai", "belum"), 1)])
def test_one_class_of_the_four_is_ticked(rich: Desk, verdicts: tuple[str, ...], ticked: int) -> None:
    boxes = [row[0].text for row in blocks(reviewed(rich, verdicts), Form)[0].rows]
    assert boxes == [TICK if number == ticked else BOX for number in range(4)]


def test_strip_and_list_end_in_the_same_sum_the_calendar_days(rich: Desk) -> None:
    _, strip, listed = blocks(reviewed(rich), Table)
    assert strip.rows[0].cells == ("80", "5", "16", "0", "101")  # from 19 September to 29 December
    assert [row.cells[1:] for row in listed.rows] == [
        ("Ketua LKKS (menyusun rencana)", "19\u00a0September 2023", "20\u00a0September 2023", "1"),
        ("Sekretaris Dinas Sosial (memeriksa rencana)", "20\u00a0September 2023", "25\u00a0September 2023", "5"),
        ("Ketua LKKS (melaksanakan)", "25\u00a0September 2023", "13\u00a0Desember 2023", "79"),
        ("Dinas Sosial Aceh (menelaah)", "13\u00a0Desember 2023", "29\u00a0Desember 2023", "16"),
        ("", "", "Jumlah hari kalender", "101"),
    ]
    assert sum(int(row.cells[-1]) for row in listed.rows[:-1]) == 101


def test_late_days_are_those_of_the_kabupaten_and_the_reviewer_has_a_limit_of_his_own(rich: Desk) -> None:
    (clocks,) = [text for text in paragraphs(reviewed(rich)) if text.startswith("Lewat batas")]
    assert clocks == (
        "Lewat batas: 0 (nol) hari. Hari di tangan Dinas Sosial Aceh dan provinsi tidak dihitung lewat batas. Batas "
        "periksa Dinas Sosial Aceh 10 (sepuluh) hari kerja; terpakai 10 (sepuluh) hari kerja."
    )


def test_the_limit_is_the_one_in_force_when_it_is_issued(rich: Desk) -> None:
    times = {name: str(value) for name, value in {**USUAL, "dinsos": 7}.items()}
    set_times(rich.store, ADMIN, times, version=0, at=at(12, 1))
    frozen = reviewed(rich)
    (clocks,) = [text for text in paragraphs(frozen) if text.startswith("Lewat batas")]
    assert clocks.endswith(
        "Batas periksa Dinas Sosial Aceh 7 (tujuh) hari kerja; terpakai 10 (sepuluh) hari kerja, lewat batas periksa "
        "3 (tiga) hari kerja."
    )


def again(desk: Desk) -> Frozen:
    """A second review, of a task whose deadline was 10 December; nothing is judged in it."""
    reviewed(desk)
    desk.store.save({**desk.task, "deadline": "2023-12-10"})
    params = {
        "no": 2, "result": "belum", "reason": "Lengkapi.", "returns": 3, "move": "return_claim", "verdicts": [],
        "claimed": {"by": "Ketua LKKS Kabupaten Bireuen", "at": stamp(at(12, 13))},
    }  # fmt: skip
    return desk.compose(desk.store, desk.issue("penelaahan", WHEN, params=params))


def test_a_claim_behind_its_deadline_says_by_how_much_and_in_whose_hands(rich: Desk) -> None:
    text = said(again(rich))
    assert "13 Desember 2023 oleh Ketua LKKS Kabupaten Bireuen (3 hari lewat batas)" in text
    assert "Lewat batas: 3 (tiga) hari, seluruhnya di tangan Ketua LKKS." in text


def test_only_what_was_not_found_right_is_asked_for_again(rich: Desk) -> None:
    asked = paragraphs(reviewed(rich, reason="Kirim sebelum tanggal 10"))[-1]
    assert asked == (
        "Ketua LKKS Kabupaten Bireuen mengirimkan ulang bukti nomor 2. Bukti nomor 1 dan 3 tidak perlu dikirim lagi. "
        "Kirim sebelum tanggal 10."
    )


def test_nothing_is_asked_for_when_all_is_right(rich: Desk) -> None:
    frozen = reviewed(rich, ("sesuai",) * 3)
    assert paragraphs(frozen)[-1].startswith("Tidak ada. Seluruh bukti dinyatakan sesuai")
    assert "tidak ditelaah lagi" not in said(frozen)


def test_what_was_never_judged_has_a_dash(rich: Desk) -> None:
    frozen = again(rich)
    assert {row.cells[2] for row in blocks(frozen, Table)[0].rows} == {"–"}
    assert "penelaahan ke-2; pengajuan dikembalikan 3 (tiga) kali" in said(frozen)
