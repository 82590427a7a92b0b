"""The page of a kabupaten for its leader: one sheet, and nothing on it that was not recorded."""

from __future__ import annotations

from datetime import timedelta
from types import SimpleNamespace

import pytest

from documents.report.blocks import Block, Halves, Paragraph, Report, Table
from documents.report.frozen import from_data
from documents.report.handouts import HandoutHead
from tests.world.arranged import SEKDIS, bring
from tests.world.instance import START
from workflow.papers import at_any_time
from workflow.papers.at_any_time import Subject
from workflow.store import Record


@pytest.fixture
def task(tuntas: SimpleNamespace) -> Record:
    return bring(tuntas, "reported", START)


def page(tuntas: SimpleNamespace, days: int = 0) -> Report:
    made = at_any_time.issue(
        tuntas.store, tuntas.publisher, SEKDIS, "kabupaten", Subject("11.11"), {}, at=START + timedelta(days=days)
    )
    report = from_data(tuntas.store.find("content", document=made["id"])[0]["data"])
    assert isinstance(report, Report)
    return report


def halves(report: Report) -> tuple[tuple[Block, ...], tuple[Block, ...]]:
    (found,) = (block for block in report.sections[0].blocks if isinstance(block, Halves))
    return found.left, found.right


def late(report: Report) -> list[tuple[str, ...]]:
    return [row.cells for block in halves(report)[1] if isinstance(block, Table) for row in block.rows]


def notes(report: Report) -> list[str]:
    return [block.text for block in halves(report)[1] if isinstance(block, Paragraph)]


def test_its_head_says_for_whom_it_is_and_of_which_rakor(tuntas: SimpleNamespace, task: Record):
    rakor = tuntas.store.get("rakor", task["rakor"])
    (head, *_) = page(tuntas).sections[0].blocks
    assert isinstance(head, HandoutHead)
    assert (head.name, head.side, head.bold) == (
        "HALAMAN KABUPATEN BIREUEN", ("Untuk Bupati Bireuen", "posisi 9 November 2026"), ("Bupati Bireuen",)
    )  # fmt: skip
    assert head.under.startswith(f"{rakor['title']}, ")
    assert not head.boxed


def test_of_several_rakors_it_says_how_many(tuntas: SimpleNamespace, task: Record):
    bring(tuntas, "reported", START, title="Rapat Koordinasi Lain")
    (head, *_) = page(tuntas).sections[0].blocks
    assert isinstance(head, HandoutHead)
    assert head.under == "Tindak lanjut 2 (dua) rapat koordinasi"


def test_what_is_due_next_is_told_until_it_is_late(tuntas: SimpleNamespace, task: Record):
    due = (task["deadline"], task["no"])
    before = page(tuntas)
    assert late(before) == []
    assert notes(before)[0] == "Tidak ada yang lewat batas."
    assert notes(before)[1].startswith("Batas waktu berikutnya: ")
    assert notes(before)[1].endswith(f"(butir {due[1]}).")
    after = page(tuntas, days=400)
    assert [cells[0] for cells in late(after)] == [str(due[1])]
    assert " hari\n" in late(after)[0][2]
    assert notes(after) == []


def test_a_word_of_the_leader_has_room(tuntas: SimpleNamespace, task: Record):
    (asked,) = (
        block for block in page(tuntas).sections[0].blocks
        if isinstance(block, Table) and block.description == "Yang dimohon"
    )  # fmt: skip
    assert asked.least > 9
    assert [row.cells[3] for row in asked.rows] == [""]
