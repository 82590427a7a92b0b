"""What papers say of LKS: those that the plan names, frozen as they are on the day, and how many of how many."""

from __future__ import annotations

import pytest

from documents.compose.kinds.pelaksanaan import pelaksanaan
from documents.compose.parts.monitored import remark
from documents.report.blocks import Table
from tests.world.desk import PHOTO, RICH_OUTCOME, RICH_PLAN, RICH_RAKOR, Desk, at, blocks, desk, report_of, said
from tests.world.institutions import ended, graded, recorded, registered
from tests.world.rakor_desk import paper, told
from workflow.store import Store

NAMED = "LKSA Contoh (terdaftar s.d. 6 Mei 2027, akreditasi B)"


@pytest.fixture
def per_lks(store: Store) -> Desk:
    """A task per LKS of three, one of which is named in the plan."""
    first = recorded(store, at(9, 1), "LKSA Contoh", **registered("2027-05-06"), **graded("B", "2028-01-01"))
    recorded(store, at(9, 1), "LKSA Kedua")
    third = recorded(store, at(9, 1), "LKSA Ketiga")
    made = desk(store, "11.11", RICH_RAKOR, {**RICH_OUTCOME, "per_lks": True})
    made.do("submit", at(9, 20), **RICH_PLAN, lks={first["uid"]: "mitra"})
    made.do("report", at(9, 25), number_from="typed", number="1", addressee="Bupati Bireuen")
    ended(store, at(9, 30), third, "2023-09-28")
    done = {first["uid"]: {"date": "2023-10-09", "where": "Arsip LKSA"}}
    facts = {"date": "2023-10-10", "text": "Mengunjungi LKS."}
    made.do("progress", at(10, 11), **facts, ticks=done, evidence=[{**PHOTO, "caption": "Kunjungan"}])
    return made


def matrix_cells(table: Table) -> dict[str, str]:
    return dict(zip((column.head for column in table.columns), table.rows[0].cells, strict=True))


def test_the_matrix_of_plans_names_them_beside_others_that_help(per_lks: Desk) -> None:
    sheet, report = per_lks.frozen[0], per_lks.frozen[1]
    expected = f"Dunia usaha; dayah\nLKS yang terlibat: {NAMED} sebagai mitra"
    for frozen in (sheet, report):
        table = next(one for one in blocks(frozen, Table) if "Pihak Terkait" in [c.head for c in one.columns])
        assert matrix_cells(table)["Pihak Terkait"] == expected
    data = report_of(report).data
    assert data is not None
    assert data["tasks"][0]["lks"] == [f"{NAMED} sebagai mitra"]


def test_without_other_helpers_they_stand_alone_and_a_change_is_marked(per_lks: Desk, store: Store) -> None:
    made = desk(store, "11.11", {**RICH_RAKOR, "title": "Rakor Lain"}, RICH_OUTCOME)
    made.do("submit", at(9, 20), **{**RICH_PLAN, "related": ""})
    made.do("return_plan", at(9, 21), reason="Sebutkan LKS yang ikut.")
    uid = store.find("lks")[0]["uid"]
    sheet = made.do("submit", at(9, 22), **{**RICH_PLAN, "related": ""}, lks={uid: "pelaksana"})
    plan, changes = blocks(sheet, Table)
    assert matrix_cells(plan)["Pihak Terkait"] == f"LKS yang terlibat: {NAMED} sebagai pelaksana *)"
    assert [row.cells for row in changes.rows] == [("1", "LKS yang terlibat", "–", "LKSA Contoh (pelaksana)")]


def test_what_was_issued_stays_when_the_register_changes(per_lks: Desk, store: Store) -> None:
    before = said(per_lks.frozen[1])
    ended(store, at(10, 1), store.find("lks")[0], "2023-10-01")
    document = store.find("document", type="laporan")[0]
    (content,) = store.find("content", document=document["id"])
    assert NAMED in before
    assert NAMED in str(content)


def test_the_report_of_implementing_lists_each_with_its_day_and_evidence(per_lks: Desk) -> None:
    case = per_lks.case("pelaksanaan", at(10, 12))
    report = pelaksanaan(case, "")
    table = next(
        b
        for b in report.sections[0].blocks
        if isinstance(b, Table) and b.description == "Tabel 2. Pelaksanaan menurut LKS"
    )
    assert [row.cells for row in table.rows] == [
        ("1", "LKSA Contoh", "9\xa0Oktober 2023", "No. 1; Arsip LKSA"),
        ("2", "LKSA Kedua", "belum", "–"),
        ("3", "LKSA Ketiga", "tidak dihitung", "tutup 28\xa0September 2023"),
    ]
    text = str(report.sections[0].blocks)
    assert "Dilaksanakan oleh 1 (satu) dari 2 (dua) LKS milik masyarakat yang tercatat di Kabupaten Bireuen." in text
    assert "telah dikerjakan 50% (1 (satu) dari 2 (dua) LKS)." in text
    assert f"{NAMED} sebagai mitra" in text


def test_recap_and_matrix_say_how_many_of_how_many(per_lks: Desk, store: Store) -> None:
    assert remark(per_lks.task, "2023-10-12", {}) == "1 dari 2 LKS"
    rakor = per_lks.task["rakor"]
    assert "15 Desember 2023; 1 dari 2 LKS" in " ".join(told(paper(store, "matriks", rakor)))
