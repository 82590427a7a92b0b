"""What the paper about a task that cannot be followed up says: three reasons, one ticked, its proof, what follows."""

from __future__ import annotations

from typing import Any

import pytest

from documents.compose.kinds.keterangan import GROUNDS
from documents.report.blocks import Meta, NumberedList, Paragraph, SignatureBlock, Table
from documents.report.boxes import BOX, TICK, Form
from tests.world import decided
from tests.world.desk import Desk, at, blocks, claimed, poor_desk, rich_desk, said
from workflow.papers.publishing import Frozen
from workflow.store import Store

REASON = "Gedung rusak berat akibat banjir"


@pytest.fixture
def rich(store: Store) -> Desk:
    return rich_desk(store)


def closed(desk: Desk, ground: str = "kahar", **more: Any) -> Frozen:
    params = {**decided.closing(ground, REASON, "Surat keterangan kerusakan gedung."), **more}
    issue = desk.issue(
        "keterangan", at(12, 27), number="400.9.12/0344/DINSOS/2023", code="ABCD-EFGH-JKLM", params=params
    )
    return desk.compose(desk.store, issue)


@pytest.mark.parametrize("ground", GROUNDS)
def test_all_three_reasons_are_printed_and_the_one_that_holds_is_ticked(rich: Desk, ground: str) -> None:
    rows = blocks(closed(rich, ground), Form)[0].rows
    assert [row[1].text.split("\n")[0] for row in rows] == list(GROUNDS.values())
    assert [row[0].text for row in rows] == [TICK if name == ground else BOX for name in GROUNDS]
    facts = [row[1].text.partition("\n")[2] for row in rows]
    assert facts == [f"{REASON}." if name == ground else "" for name in GROUNDS]


def test_the_task_and_how_far_it_came(rich: Desk) -> None:
    claimed(rich)
    head = dict(blocks(closed(rich), Meta)[0].rows)
    assert head["Wilayah, butir"] == ("Kabupaten Bireuen, butir 1",)
    assert head["Kemajuan terakhir"] == ("100% pada 12 Desember 2023",)
    assert head["Batas waktu"] == ("15 Desember 2023",)


def test_a_note_that_was_struck_out_is_no_progress(rich: Desk) -> None:
    claimed(rich)
    first, last = rich.task["progress"]
    struck = {"reason": "Keliru dicatat", "by": "Ketua LKKS", "at": "2023-12-13T02:00:00Z"}
    rich.store.save({**rich.task, "progress": [first, {**last, "struck": struck}]})
    assert dict(blocks(closed(rich), Meta)[0].rows)["Kemajuan terakhir"] == ("30% pada 10 Oktober 2023",)


def test_its_proof_has_number_and_day_or_dashes(rich: Desk) -> None:
    assert blocks(closed(rich), Table)[0].rows[0].cells == (
        "1", "Surat keterangan kerusakan gedung", "300/45/BPBD/2026", "2\u00a0November 2026",
    )  # fmt: skip
    bare = closed(rich, proof={"caption": "", "number": "", "date": "", "name": "surat.pdf"})
    assert blocks(bare, Table)[0].rows[0].cells == ("1", "surat.pdf", "–", "–")


def test_what_follows_and_who_asked(rich: Desk) -> None:
    assert blocks(closed(rich), NumberedList)[0].items == (
        "tindak lanjut tersebut ditutup terhitung sejak 9 November 2026, tidak dihitung selesai, dan tidak dihitung "
        "terlambat;",
        "permintaan diajukan oleh Ketua LKKS Kabupaten Bireuen pada 4 November 2026 dan diteruskan oleh Sekretaris "
        "Dinas Sosial Kabupaten Bireuen pada 6 November 2026; dan",
        "apabila alasan tersebut tidak berlaku lagi, tindak lanjut dapat ditugaskan kembali.",
    )


def test_the_head_of_dinas_sosial_aceh_declares_it(rich: Desk) -> None:
    frozen = closed(rich)
    opening = "Kepala Dinas Sosial Aceh menerangkan bahwa tindak lanjut di bawah ini:"
    assert blocks(frozen, Paragraph)[0].text == opening
    (signer,) = blocks(frozen, SignatureBlock)[0].signers
    assert signer.office == ("KEPALA DINAS SOSIAL ACEH,",)
    assert frozen.signer == "Kepala Dinas Sosial Aceh"


def test_what_is_not_recorded_is_a_dash(store: Store) -> None:
    frozen = closed(poor_desk(store))
    head = dict(blocks(frozen, Meta)[0].rows)
    assert (head["Kemajuan terakhir"], head["Batas waktu"]) == (("–",), ("Belum ditetapkan",))
    assert "None" not in said(frozen)
