"""What a person does with the sheet of an office's file: each act, and each taken back without a trace."""

from __future__ import annotations

from typing import Any

import pytest

from documents.mending.one_part import parts
from documents.mending.sheet_acts import done, in_the_way, turned
from documents.mending.splitting import asked_about
from documents.readers.check_sheet import sheet_of
from documents.readers.reading import read_pasted
from workflow.errors import Invalid

THREE = "Melatih LKS: a. manajemen; b. pencatatan; c. rujukan"
ROW = ["1", "LKKS menyusun rencana.", "Menyusun rencana", "Kab. Bireuen", "Ketua", "30 November 2026"]
SEVERAL = ["2", "Pelatihan diadakan.", THREE, "Kab. Pidie", "Kadis", "Desember 2026"]
TWIN = ["3", "LKKS menyusun RENCANA", "Menyusun rencana", "Kab. Pidie", "Ketua", "30 November 2026"]
OTHER = ["", "", "Melaporkan rencana", "Kab. Pidie", "Sekretaris", ""]
LIST = """Agenda rapat:
1. Pembukaan oleh kepala dinas
2. Pemaparan data LKS di kecamatan paling lambat 30 November 2026

Kesimpulan:
1. LKS didata oleh TKSK di setiap kecamatan
2. Data dilaporkan ke Dinas Sosial Aceh"""


def texts(sheet: dict[str, Any]) -> list[str]:
    return [row["text"] for row in sheet["outcomes"]]


def tasks(sheet: dict[str, Any], *names: str) -> list[tuple[str, ...]]:
    return [tuple(row[name] for name in ("outcome", "action", *names)) for row in sheet["tasks"]]


def without_acts(sheet: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in sheet.items() if name != "acts"}


def act(sheet: dict[str, Any], at: int = -1) -> str:
    return str(sheet["acts"][at]["no"])


def test_a_cell_of_three_becomes_three_tasks_that_keep_place_time_and_owner(pasted):
    before = pasted(ROW, SEVERAL)
    split = done(before, "pecah", "t2")
    assert tasks(split, "regions", "deadline", "responsible")[1:] == [
        ("o2", f"Melatih LKS: {piece}", ["11.07"], "2026-12-31", "Kadis")
        for piece in ("manajemen", "pencatatan", "rujukan")
    ]
    assert len({row["key"] for row in split["tasks"]}) == 4
    assert without_acts(turned(split, act(split))) == before


def test_cells_with_the_same_letters_are_shared_out(pasted):
    row = [*SEVERAL[:4], "a. Kadis; b. Kabid; c. Sekretaris", "a. Oktober 2026; b. November 2026; c. Desember 2026"]
    split = done(pasted(row), "pecah", "t1")
    assert tasks(split, "responsible", "deadline") == [
        ("o1", "Melatih LKS: manajemen", "Kadis", "2026-10-31"),
        ("o1", "Melatih LKS: pencatatan", "Kabid", "2026-11-30"),
        ("o1", "Melatih LKS: rujukan", "Sekretaris", "2026-12-31"),
    ]


def test_an_outcome_of_three_takes_its_tasks_along(pasted):
    before = pasted(["1", THREE, THREE, "Kab. Pidie", "Kadis", "Desember 2026"], ROW)
    assert asked_about(before, before["outcomes"][0]).question == "Ada tiga hal dalam satu butir: a., b., dan c."
    assert asked_about(before, before["tasks"][0]) is None
    split = done(before, "pecah", "o1")
    assert [row["no"] for row in split["outcomes"]] == ["1a", "1b", "1c", "1"]
    assert tasks(split, "regions_written")[:3] == [
        (outcome["key"], outcome["text"], "Kab. Pidie") for outcome in split["outcomes"][:3]
    ]
    assert without_acts(turned(split, act(split))) == before


def test_what_shall_stay_one_is_not_asked_again(pasted):
    row = pasted(SEVERAL)["tasks"][0]
    assert asked_about(pasted(SEVERAL), {**row, "whole": True}) is None


def test_outcomes_that_say_the_same_are_joined_with_their_kabupaten(pasted):
    before = pasted(ROW, SEVERAL, TWIN, OTHER)
    joined = done(before, "gabung", "o3")
    assert texts(joined) == ["LKKS menyusun rencana.", "Pelatihan diadakan."]
    assert tasks(joined, "regions") == [
        ("o1", "Menyusun rencana", ["11.11", "11.07"]),
        ("o2", THREE, ["11.07"]),
        ("o1", "Melaporkan rencana", ["11.07"]),
    ]
    assert without_acts(turned(joined, act(joined))) == before


def test_what_differs_in_more_than_its_kabupaten_stays_a_task_of_its_own(pasted):
    late = [*TWIN[:5], "31 Desember 2026"]
    joined = done(pasted(ROW, late), "gabung", "o2")
    assert tasks(joined, "deadline") == [
        ("o1", "Menyusun rencana", "2026-11-30"), ("o1", "Menyusun rencana", "2026-12-31"),
    ]  # fmt: skip


def test_rows_are_added_and_taken_away_with_what_was_typed_on_them(pasted):
    before = pasted(ROW)
    more = done(done(before, "tambah", ""), "tambah", "o1")
    assert [row["place"] for row in more["outcomes"]] == [before["outcomes"][0]["place"], "baris tambahan"]
    assert tasks(more)[-1] == ("o1", "")
    more["outcomes"][1]["text"] = "Diketik sendiri"
    back = turned(more, "1")
    assert texts(back) == texts(before)
    assert texts(turned(back, "1"))[-1] == "Diketik sendiri"


def test_a_part_is_dropped_with_all_its_rows(pasted):
    before = pasted(ROW, SEVERAL)
    [(part, count)] = parts(before)
    assert count == 4
    none = done(before, "tanpa", part)
    assert none["outcomes"] == none["tasks"] == []
    assert without_acts(turned(none, act(none))) == before


def test_a_list_that_was_left_out_is_taken_in():
    before = sheet_of(read_pasted(LIST), {"start": "2026-09-18", "end": "2026-09-19"})
    assert texts(before)[0].startswith("LKS didata")
    [(at, remark)] = [(n, r) for n, r in enumerate(before["remarks"], 1) if "offer" in r]
    assert remark["place"].startswith("bagian “Agenda rapat")
    taken = done(before, "ambil", str(at))
    assert texts(taken)[2:] == [
        "Pembukaan oleh kepala dinas", "Pemaparan data LKS di kecamatan paling lambat 30 November 2026",
    ]  # fmt: skip
    assert {row["note"] for row in taken["outcomes"][2:]} == {"Semula tidak diambil dari berkas."}
    with pytest.raises(Invalid, match="sudah diambil"):
        done(taken, "ambil", str(at))
    assert without_acts(turned(taken, act(taken))) == before


@pytest.mark.parametrize(
    ("do", "on"),
    [("pecah", "t1"), ("pecah", "t99"), ("gabung", "o1"), ("tambah", "o99"), ("tanpa", ""), ("tanpa", "tabel 9"),
     ("ambil", "99"), ("ambil", "²"), ("ambil", "")],
)  # fmt: skip
def test_what_cannot_be_done_is_refused_in_a_sentence(pasted, do, on):
    with pytest.raises(Invalid):
        done(pasted(ROW), do, on)


def test_an_act_on_which_another_stands_waits_for_it(pasted):
    split = done(pasted(ROW, SEVERAL), "pecah", "t2")
    inner = split["tasks"][1]
    split["tasks"][1] = {**inner, "action": "Satu hal; dan hal lain", "edited": ["action"]}
    twice = done(split, "pecah", inner["key"])
    assert in_the_way(twice, twice["acts"][0]).startswith("Batalkan dahulu “Tindak lanjut dari")
    assert tasks(turned(turned(twice, "2"), "1")) == tasks(pasted(ROW, SEVERAL))


def test_an_outcome_under_which_somebody_put_a_task_does_not_go(pasted):
    more = done(pasted(ROW), "tambah", "")
    more["tasks"][0] = {**more["tasks"][0], "outcome": "n1"}
    with pytest.raises(Invalid, match="Pindahkan dahulu"):
        turned(more, "1")


def test_words_typed_on_the_pieces_come_back_with_them(pasted):
    split = done(pasted(ROW, SEVERAL), "pecah", "t2")
    split["tasks"][2] = {**split["tasks"][2], "action": "Diketik sendiri", "edited": ["action"]}
    back = turned(split, "1")
    assert tasks(turned(back, "1"))[2] == ("o2", "Diketik sendiri")
