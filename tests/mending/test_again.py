"""A file that is read again with other columns keeps what had been done to its sheet; and any walk of acts comes back
to the sheet from which it began."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from documents.mending.one_part import parts
from documents.mending.sheet_acts import again, done, in_the_way, turned
from documents.mending.splitting import asked_about
from documents.readers.check_sheet import sheet_of
from documents.readers.reading import read_pasted
from workflow.errors import Invalid
from workflow.intake.same_words import alike

HEAD = ["No", "Hasil Rakor", "Rencana Tindak Lanjut", "Kab/Kota", "Catatan Lain", "Batas Waktu"]
ROWS = [
    ["1", "LKKS menyusun rencana.", "Menyusun: a. rencana; b. jadwal", "Kab. Bireuen", "Ketua", "30 November 2026"],
    ["2", "LKS didata.", "Mendata LKS", "Kab. Pidie", "Kadis", "Desember 2026"],
    ["3", "LKKS menyusun rencana", "Menyusun: a. rencana; b. jadwal", "Kab. Pidie", "Ketua", "30 November 2026"],
    ["Jumlah", "", "", "", "", "3"],
]
RAKOR = {"start": "2026-09-18", "end": "2026-09-19"}


def read(**columns: str) -> dict[str, Any]:
    """The sheet, with another meaning for some columns (by their number)."""
    text = "\n".join("\t".join(row) for row in [HEAD, *ROWS])
    first = read_pasted(text)
    table = first.columns[0].table
    given_ = {column.index: columns.get(f"c{column.index}", column.field) for column in first.columns}
    return sheet_of(read_pasted(text, mapping={table: given_}) if columns else first, RAKOR)


def tasks(sheet: dict[str, Any], *names: str) -> list[tuple[str, ...]]:
    return [tuple(row[name] for name in ("outcome", "action", *names)) for row in sheet["tasks"]]


def typed(sheet: dict[str, Any], key: str, **words: str) -> dict[str, Any]:
    rows = [{**row, **words, "edited": sorted(words)} if row["key"] == key else row for row in sheet["tasks"]]
    return {**sheet, "tasks": rows}


def test_acts_are_done_again_on_the_rows_of_the_same_places():
    sheet = done(read(), "pecah", "t1")
    sheet = typed(sheet, sheet["tasks"][1]["key"], action="Diketik sendiri")
    sheet = done(done(sheet, "tambah", "o2"), "gabung", "o3")
    sheet = typed(sheet, "n2", action="Melaporkan")
    found, lost = again(read(c4="responsible"), sheet)
    assert lost == []
    assert tasks(found, "responsible") == [
        ("o1", "Menyusun: rencana", "Ketua"), ("o1", "Diketik sendiri", "Ketua"), ("o2", "Mendata LKS", "Kadis"),
        ("o1", "Menyusun: a. rencana; b. jadwal", "Ketua"), ("o2", "Melaporkan", ""),
    ]  # fmt: skip
    assert [act["said"] for act in found["acts"]] == [act["said"] for act in sheet["acts"]]


def test_what_was_mended_before_an_act_is_mended_in_what_it_made():
    sheet = done(typed(read(), "t1", action="Membina: a. satu hal; b. dua hal"), "pecah", "t1")
    found, _ = again(read(c4="responsible"), sheet)
    assert [row["action"] for row in found["tasks"]][:2] == ["Membina: satu hal", "Membina: dua hal"]


def test_an_act_on_a_row_that_is_not_there_any_more_is_told():
    sheet = done(read(), "pecah", "t1")
    _, lost = again(read(c2="responsible", c4=""), sheet)
    assert lost == [sheet["acts"][0]["said"]]


def test_what_was_taken_in_stays_taken_in():
    at = next(n for n, remark in enumerate(read()["remarks"], 1) if "offer" in remark)
    found, lost = again(read(c4="responsible"), done(read(), "ambil", str(at)))
    assert lost == []
    assert found["outcomes"][-1]["text"].startswith("Jumlah")


def test_a_table_that_nobody_knew_is_read_once_its_columns_are_assigned():
    text = "Hasil rapat:\n1. LKS didata oleh TKSK di kecamatan\n2. Data dilaporkan ke Dinas Sosial"
    before = sheet_of(read_pasted(text), RAKOR)
    columns = [{"table": "tabel 2", "index": 0, "head": "Usul", "field": ""}]
    offer = {"outcomes": [], "tasks": [], "columns": columns}
    before["remarks"].append({"place": "tabel 2", "text": "tidak dikenal", "offer": offer})
    sheet = done(before, "ambil", str(len(before["remarks"])))
    assert sheet["columns"] == columns
    assert turned(sheet, "1")["columns"] == []
    fresh = {**sheet_of(read_pasted(text), RAKOR), "columns": columns}
    assert again(fresh, sheet)[1] == []


def ways(sheet: dict[str, Any]) -> list[tuple[str, str]]:
    """Everything that the page would offer."""
    found = [("pecah", row["key"]) for row in (*sheet["outcomes"], *sheet["tasks"]) if asked_about(sheet, row)]
    found += [("gabung", key) for key in alike(sheet)]
    found += [("tambah", ""), *(("tambah", row["key"]) for row in sheet["outcomes"])]
    found += [("tanpa", part) for part, _ in parts(sheet)]
    return found + [("ambil", str(n)) for n, remark in enumerate(sheet["remarks"], 1) if "offer" in remark]


@given(st.lists(st.integers(0, 1000), max_size=8))
def test_any_walk_comes_back_to_where_it_began(steps: list[int]):
    sheet = before = read()
    for step in steps:
        offered = ways(sheet)
        try:
            sheet = done(sheet, *offered[step % len(offered)])
        except Invalid:  # what was taken in already
            continue
    strays = {task["outcome"] for task in sheet["tasks"]} - {outcome["key"] for outcome in sheet["outcomes"]}
    assert strays == set()
    for act in reversed(sheet.get("acts", [])):
        assert in_the_way(sheet, act) == ""
        sheet = turned(sheet, str(act["no"]))
    assert (sheet["outcomes"], sheet["tasks"]) == (before["outcomes"], before["tasks"])
