"""What a matrix says: one letter for each task, a mark on the late, totals and legend equal to the tasks."""

from __future__ import annotations

import pytest

from documents.report.blocks import Report, Row, Table
from documents.report.key_figures import Legend
from tests.world.rakor_desk import WHEN, paper, poor, rich, stand, told
from workflow.regions import regions
from workflow.store import Record, Store
from workflow.tasks.tallies import tally


@pytest.fixture
def rakor(store: Store) -> Record:
    made = rich(store)
    stand(store, "11.11", 1, "implemented", 100, implemented_on="2023-11-20")
    stand(store, "11.11", 2, "reported", 60)
    stand(store, "11.07", 1, "reported", 80)
    stand(store, "11.07", 2, "implemented", 100, implemented_on="2023-10-30")
    return made


def table(report: Report) -> Table:
    return next(b for b in report.sections[0].blocks if isinstance(b, Table))


def cell(row: Row, code: str) -> tuple[str, str]:
    """The letter and its accents in the column of a region."""
    at = 2 + list(regions()).index(code)
    return row.cells[at], row.accents[at]


def test_title_basis_and_foot(store: Store, rakor: Record) -> None:
    report = paper(store, "matriks", rakor["id"])
    assert told(report)[:2] == [
        "MATRIKS TINDAK LANJUT RAPAT KOORDINASI LEMBAGA KESEJAHTERAAN SOSIAL (LKS) MENURUT KABUPATEN/KOTA",
        "3 butir hasil, 23 kabupaten/kota, 26 tindak lanjut; posisi data 30 November 2023",
    ]
    assert report.sections[0].foot == (
        "Rapat Koordinasi Lembaga Kesejahteraan Sosial (LKS), Hotel Oasis Banda Aceh, 18–19 September 2023, "
        "diselenggarakan oleh Dinas Sosial Aceh. Posisi data 30 November 2023 pukul 16.00 WIB."
    )


def test_a_head_is_read_from_below_for_each_kabupaten_and_kota(store: Store, rakor: Record) -> None:
    columns = table(paper(store, "matriks", rakor["id"])).columns
    turned = [column.head for column in columns if column.turned]
    assert len(turned) == 23
    assert turned[0] == "Aceh Selatan"
    assert turned[-5:] == ["Kota Banda Aceh", "Kota Sabang", "Kota Lhokseumawe", "Kota Langsa", "Kota Subulussalam"]
    assert [column.head for column in columns if not column.turned] == [
        "No.", "Butir hasil rakor dan batas waktu", "Selesai",
    ]  # fmt: skip
    assert round(sum(column.width for column in columns), 1) == 280


def test_letters_grounds_and_marks(store: Store, rakor: Record) -> None:
    rows = table(paper(store, "matriks", rakor["id"])).rows
    assert [cell(rows[0], code) for code in ("11.11", "11.07", "11.01")] == [("S", "done"), ("L", "begun"), ("D", "")]
    assert [cell(rows[1], code) for code in ("11.11", "11.07", "11.72", "11.01")] == [
        ("L!", "begun late"), ("S", "done"), ("D!", "late"), ("–", ""),
    ]  # fmt: skip
    assert [row.cells[1] for row in rows[:3]] == [
        "Rapat sekali dalam tiga bulan\n31 Desember 2023",
        "Dukungan pendanaan\n31 Oktober 2023",
        "Prosedur rujukan\nbelum ditetapkan",
    ]


def test_totals_and_legend_are_those_of_the_tasks(store: Store, rakor: Record) -> None:
    report = paper(store, "matriks", rakor["id"])
    *rows, sums = table(report).rows
    tasks = store.find("task", rakor=rakor["id"])
    count = tally(tasks, WHEN.date().isoformat())
    assert [row.cells[-1] for row in rows] == ["1/23", "1/3", "–"]
    assert sums.cells[-1] == f"{count.implemented}/{count.total}" == "2/26"
    own = [text.split("/") for text in sums.cells[2:-1]]
    assert (sum(int(a) for a, _ in own), sum(int(b) for _, b in own)) == (2, 26)
    legend = next(b for b in report.sections[0].blocks if isinstance(b, Legend))
    assert [(letter, words) for letter, _, words in legend.items] == [
        ("D", "draf (22)"), ("L", "dilaporkan ke pimpinan (2)"), ("S", "dilaksanakan/selesai (2)"),
        ("L!", "tanda seru dan bingkai: terlambat (2)"), ("–", "tidak ditugaskan"),
    ]  # fmt: skip
    letters = "".join(text for row in rows for text in row.cells[2:-1])
    assert [letters.count(letter) for letter in "DLS!"] == [count.draft, count.reported, count.implemented, count.late]


def test_cancelled_tasks_are_no_part_of_it(store: Store, rakor: Record) -> None:
    stand(store, "11.72", 2, "draft", cancelled=True, open=False)
    rows = table(paper(store, "matriks", rakor["id"])).rows
    assert cell(rows[1], "11.72") == ("–", "")
    assert rows[-1].cells[-1] == "2/25"


def test_one_commission_alone(store: Store, rakor: Record) -> None:
    report = paper(store, "matriks", rakor["id"], params={"commission": "B"})
    assert told(report)[1] == "Komisi B: 1 butir hasil, 0 kabupaten/kota, 0 tindak lanjut; posisi data 30 November 2023"
    report = paper(store, "matriks", rakor["id"], params={"commission": "A"})
    assert [row.cells[0] for row in table(report).rows[:-1]] == ["1", "2"]


def test_without_tasks_it_says_so(store: Store) -> None:
    assert "Belum ada butir hasil yang dibagikan kepada kabupaten/kota." in told(
        paper(store, "matriks", poor(store)["id"])
    )


def test_of_several_tasks_in_one_cell_the_one_furthest_behind_stands_for_all(store: Store, rakor: Record) -> None:
    done = next(task for task in store.find("task", region="11.11") if task["no"] == 1)
    bare = {key: value for key, value in done.items() if key not in ("kind", "id", "version")}
    store.insert("task", {**bare, "stage": "reported", "open": True, "percent": 10, "part": "Bagian kedua"})
    report = paper(store, "matriks", rakor["id"])
    assert cell(table(report).rows[0], "11.11") == ("L", "begun")
    legend = next(b for b in report.sections[0].blocks if isinstance(b, Legend))
    assert "bila beberapa, yang paling belakang" in legend.items[3][2]
