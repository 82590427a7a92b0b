"""A list goes into the register as it was shown, at once, and comes out again: whose rows, what is matched to what."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest

from documents.readers.lks.lks_file import read_lks
from tests.world.arranged import ADMIN, CHAIR, DINSOS, OTHER_CHAIR, SEKDIS
from tests.world.instance import START
from tests.world.places import SAMPLES
from workflow.errors import Invalid, NotAllowed, NotFound, Stale, WrongStage
from workflow.lks import importing, known, merging, register
from workflow.lks.counting import counts
from workflow.lks.record import new_accreditation, new_lks, new_registration
from workflow.lks.undecided import undecided
from workflow.roles import Actor
from workflow.store import Store

DAY = "2026-11-28"
KEY = json.loads((SAMPLES / "lks" / "expected.json").read_text(encoding="utf-8"))


def read(number: str) -> Any:
    name = KEY[number]["file"]
    return read_lks(name, (SAMPLES / "lks" / name).read_bytes(), DAY)


def told(name: str, *rows: int, **facts: Any) -> dict[str, Any]:
    return {**new_lks(name), "region": "11.11", "rows": list(rows or (1,)), **facts}


def stp(number: str, **facts: Any) -> dict[str, Any]:
    return {**new_registration("STP"), "number": number, **facts}


def opened(store: Store, actor: Actor, *institutions: Any, reading: Any = None, name: str = "daftar.xlsx") -> Any:
    empty = {"columns": [], "skipped_rows": [], "dropped_columns": [], "remarks": [], "ask_mapping": False}
    source = {"name": name, "sha256": "0" * 64, "kind": "xlsx"}
    found = reading or {**empty, "institutions": list(institutions)}
    return importing.open_list(store, actor, source, found, day=DAY, at=START)


def kinds(store: Store, found: Any) -> list[tuple[str, str]]:
    return [(one.row["told"]["name"], one.what) for one in importing.plan(store, found).rows]


def recorded(store: Store, actor: Actor, found: Any, **answers: Any) -> Any:
    if answers:
        found = importing.answer(store, actor, found["id"], answers, version=found["version"])
    return importing.record(store, actor, found["id"], version=found["version"], at=START)


def names(store: Store) -> list[str]:
    return [one["name"] for one in store.find("lks")]


@pytest.mark.parametrize("order", ["123", "321", "213"])
def test_the_three_samples_come_to_the_figures_of_their_key(store: Store, order: str):
    for number in order:
        made, _, _ = recorded(store, DINSOS, opened(store, DINSOS, reading=read(number)))
        assert made["state"] == importing.RECORDED
    wanted = KEY["across"]["after_all_merged"]
    figures = counts(store, wanted["at"])
    assert {name: figures["11.11"].get(name, 0) for name in wanted["11.11"] if name != "note"} == wanted["11.11"]
    assert set(figures) == {"11.11"}, "the UPTD stands in no numerator"
    assert store.count("lks", region="11.11", ended=False) == 3
    assert store.count("lks", region="11.71", ended=False) == 1
    assert undecided(store) == []


def test_the_same_list_again_changes_nothing(store: Store):
    for number in "123":
        recorded(store, DINSOS, opened(store, DINSOS, reading=read(number)))
        again = opened(store, DINSOS, reading=read(number))
        assert {what for _, what in kinds(store, again)} == {"sama"}
        with pytest.raises(Invalid):
            recorded(store, DINSOS, again)


def test_old_stands_beside_new(store: Store):
    recorded(
        store, SEKDIS, opened(store, SEKDIS, told("LKSA Contoh", registrations=[stp("1", valid_until="2024-05-06")]))
    )
    later = told("LKS-A Contoh", kecamatan="Kec. Jeumpa", registrations=[stp("1", valid_until="2027-05-06")])
    found = opened(store, SEKDIS, later)
    (one,) = importing.plan(store, found).rows
    assert one.what == "berubah"
    assert [(change.label, change.old, change.new) for change in one.changes] == [
        ("Kecamatan", "", "Kec. Jeumpa"), ("Pendaftaran", "STP 1 s.d. 6 Mei 2024", "STP 1 s.d. 6 Mei 2027"),
    ]  # fmt: skip
    _, new, changed = recorded(store, SEKDIS, found)
    assert (new, changed) == (0, 1)
    (lks,) = store.find("lks")
    assert (lks["name"], lks["kecamatan"], lks["source"]) == ("LKSA Contoh", "Kec. Jeumpa", "daftar.xlsx")
    assert len(lks["registrations"]) == 1
    (event,) = store.find("event", name="lks_changed")
    assert event["fields"]["source"] == "daftar.xlsx"


def test_few_of_those_whom_it_serves_are_told_in_its_own_region_only(store: Store):
    recorded(
        store, SEKDIS, opened(store, SEKDIS, told("LKSA Contoh", beneficiaries={"2026": {"male": 3, "female": 9}}))
    )
    more = told("LKSA Contoh", beneficiaries={"2026": {"male": 8, "female": None}})
    for actor, old in ((SEKDIS, "laki-laki 3, perempuan 9"), (DINSOS, "laki-laki <5, perempuan 9")):
        (row,) = importing.plan(store, opened(store, actor, more)).rows
        assert [(one.old, one.new) for one in row.changes] == [(old, "laki-laki 8, perempuan 9")]


def test_a_known_date_fills_an_unknown_one_and_an_unknown_one_takes_nothing(store: Store):
    recorded(store, SEKDIS, opened(store, SEKDIS, told("LKSA Contoh", registrations=[stp("1", issued="2024-05-06")])))
    recorded(store, SEKDIS, opened(store, SEKDIS, told("LKSA Contoh", registrations=[stp("1", valid_until=DAY)])))
    (lks,) = store.find("lks")
    assert [(one["issued"], one["valid_until"]) for one in lks["registrations"]] == [("2024-05-06", DAY)]


def test_services_merge_by_kind_and_a_renewed_grade_stands_beside_the_old_one(store: Store):
    def graded(**facts: Any) -> Any:
        return [{"kind": "anak dalam panti", "accreditations": [{**new_accreditation(), **facts}]}]

    for facts in ({"grade": "B", "year": 2023}, {"grade": "B", "decided": "2023-05-01"}, {"grade": "A", "year": 2026}):
        recorded(store, SEKDIS, opened(store, SEKDIS, told("LKSA Contoh", services=graded(**facts))))
    (service,) = store.find("lks")[0]["services"]
    assert [(one["grade"], one["year"], one["decided"]) for one in service["accreditations"]] == [
        ("B", 2023, "2023-05-01"), ("A", 2026, ""),
    ]  # fmt: skip


def test_what_is_only_alike_is_asked_and_waits_while_the_others_are_recorded(store: Store):
    recorded(store, SEKDIS, opened(store, SEKDIS, told("LKSA Contoh Peudada", kecamatan="Peudada")))
    found = opened(store, SEKDIS, told("LKSA Contoh Peudada Mns. Baroh"), told("LKS Lain", 2))
    assert kinds(store, found) == [("LKSA Contoh Peudada Mns. Baroh", "tanya"), ("LKS Lain", "baru")]
    found, new, _ = recorded(store, SEKDIS, found)
    assert (found["state"], new, len(names(store))) == (importing.OPEN, 1, 2)
    (first,) = store.find("lks", limit=1)
    found, _, changed = recorded(store, SEKDIS, found, r1={"which": str(first["id"])})
    assert (found["state"], changed, len(names(store))) == (importing.RECORDED, 1, 2)
    assert store.get("lks", first["id"])["other_names"] == ["LKSA Contoh Peudada Mns. Baroh"]  # type: ignore[index]


def test_an_answer_can_be_that_it_is_another(store: Store):
    recorded(store, SEKDIS, opened(store, SEKDIS, told("LKSA Contoh Peudada")))
    recorded(store, SEKDIS, opened(store, SEKDIS, told("LKSA Contoh Peudada Mns. Baroh")), r1={"which": "baru"})
    assert names(store) == ["LKSA Contoh Peudada", "LKSA Contoh Peudada Mns. Baroh"]


@pytest.mark.parametrize(
    ("mine", "its", "what"),
    [
        ({"kecamatan": "Jeumpa"}, {"kecamatan": "Juli"}, "tanya"),
        ({"kecamatan": "Jeumpa"}, {"kecamatan": "Kec. Jeumpa"}, "sama"),
        ({"ministry_number": "1"}, {"ministry_number": "2"}, "tanya"),
        ({}, {"region": "11.07"}, "baru"),
        ({"registrations": [stp("9")]}, {"registrations": [stp("9")], "kecamatan": "Juli"}, "berubah"),
        ({"end": {"kind": "tutup", "into": "", "date": "2026-01-01", "reason": ""}}, {}, "tanya"),
    ],
)
def test_one_name_is_one_institution_unless_something_speaks_against_it(
    store: Store, mine: dict[str, Any], its: dict[str, Any], what: str
):
    recorded(store, DINSOS, opened(store, DINSOS, told("LKSA Contoh", **mine)))
    assert kinds(store, opened(store, DINSOS, told("LKSA Contoh", **its))) == [("LKSA Contoh", what)]


def test_one_institution_twice_in_a_list_is_recorded_once(store: Store):
    found = opened(
        store,
        SEKDIS,
        told("LKSA Contoh", 1, registrations=[stp("1")]),
        told("Contoh LKSA Baru", 2, registrations=[stp("1")]),
    )
    assert [what for _, what in kinds(store, found)] == ["baru", "berubah"]
    recorded(store, SEKDIS, found)
    assert names(store) == ["LKSA Contoh"]


def test_a_home_finds_its_foundation_in_the_register_or_in_the_list(store: Store):
    recorded(store, SEKDIS, opened(store, SEKDIS, told("Yayasan Lama")))
    rows = (told("LKSA Satu", parent="Yay. Lama"), told("LKSA Dua", 2, parent="Yayasan Baru"), told("Yayasan Baru", 3))
    found = opened(store, SEKDIS, *rows, told("LKSA Tiga", 4, parent="Yayasan Entah"))
    assert "Entah" in importing.plan(store, found).rows[3].notes[0]
    recorded(store, SEKDIS, found)
    uids = {one["name"]: one["uid"] for one in store.find("lks")}
    parents = {one["name"]: one["parent"] for one in store.find("lks") if one["parent"]}
    assert parents == {"LKSA Satu": uids["Yayasan Lama"], "LKSA Dua": uids["Yayasan Baru"]}


def test_a_sekdis_takes_in_the_own_rows_and_learns_nothing_of_others(store: Store):
    recorded(store, DINSOS, opened(store, DINSOS, told("LKSA Pidie", region="11.07")))
    found = opened(store, SEKDIS, told("LKSA Pidie", 1, region="11.07"), told("LKSA Tanpa", 2, region=""))
    assert [row["told"]["name"] for row in found["sheet"]["rows"]] == ["LKSA Tanpa"]
    (remark,) = found["sheet"]["remarks"]
    assert remark == {"place": "baris 1", "text": "“LKSA Pidie”: bukan LKS Kabupaten Bireuen, tidak diambil."}
    recorded(store, SEKDIS, found)
    assert store.find("lks")[-1]["region"] == "11.11"
    with pytest.raises(Invalid):
        opened(store, SEKDIS, told("LKSA Pidie", region="11.07"))


def test_dinsos_is_asked_where_a_row_names_no_region(store: Store):
    found = opened(store, DINSOS, told("LKSA Tanpa", region=""))
    assert kinds(store, found) == [("LKSA Tanpa", "tanya")]
    recorded(store, DINSOS, found, r1={"region": "11.07"})
    assert store.find("lks")[0]["region"] == "11.07"


def test_a_sekdis_is_not_told_to_choose_the_own_region(store: Store):
    rows = b"No;Nama LKS;No STP\n1;LKSA Contoh;1/STP\n"
    unnamed = read_lks("daftar.csv", rows, DAY)
    texts = [
        [one["text"] for one in opened(store, actor, reading=unnamed)["sheet"]["remarks"]] for actor in (DINSOS, SEKDIS)
    ]
    assert texts == [
        ["“LKSA Contoh”: kabupaten/kotanya tidak diketahui. Pilih daerahnya."],
        ["“LKSA Contoh”: kabupaten/kotanya tidak disebut; dicatat di Kabupaten Bireuen."],
    ]


def test_whose_list_it_is(store: Store):
    for stranger in (CHAIR, ADMIN):
        with pytest.raises(NotAllowed):
            opened(store, stranger, told("LKSA Contoh"))
    found = opened(store, SEKDIS, told("LKSA Contoh"))
    for stranger in (CHAIR, ADMIN, DINSOS, OTHER_CHAIR):
        with pytest.raises(NotFound):
            importing.readable_list(store, stranger, found["id"])


def test_a_list_is_taken_back_whole(store: Store):
    recorded(store, SEKDIS, opened(store, SEKDIS, told("LKSA Lama")))
    before = store.find("lks")
    later = START + timedelta(days=2)
    rows = told("LKSA Lama", kecamatan="Juli"), told("LKSA Baru", 2)
    found, _, _ = recorded(store, SEKDIS, opened(store, SEKDIS, *rows))
    undone = importing.undo(store, SEKDIS, found["id"], version=found["version"], at=later)
    assert (undone["state"], undone["sheet"]["rows"]) == (importing.UNDONE, [])
    beside = ("version",)
    assert [{k: v for k, v in one.items() if k not in beside} for one in store.find("lks")] == [
        {k: v for k, v in one.items() if k not in beside} for one in before
    ]
    assert counts(store, DAY)["11.11"]["P1"] == 1
    facts = known.known(store, later.date().isoformat())
    assert sum(bool(register.spans(one)) for one in facts.values()) == 1, "as known then, it counts no more"
    with pytest.raises(WrongStage):
        importing.undo(store, SEKDIS, found["id"], version=undone["version"], at=later)


def test_lists_are_taken_back_one_after_the_other(store: Store):
    rows = [told("LKSA Contoh"), told("LKSA Contoh", kecamatan="Juli"), told("LKSA Contoh", gampong="Cot")]
    done = [recorded(store, SEKDIS, opened(store, SEKDIS, row))[0] for row in rows]
    for kecamatan, found in zip(("Juli", "", None), reversed(done), strict=True):
        version = importing.readable_list(store, SEKDIS, found["id"])["version"]
        importing.undo(store, SEKDIS, found["id"], version=version, at=START)
        assert [one["kecamatan"] for one in store.find("lks")] == ([] if kecamatan is None else [kecamatan])


def test_a_list_is_taken_back_after_a_merge_was(store: Store):
    row = told("LKSA Satu Contoh"), told("LKSA Dua Contoh", 2)
    found, _, _ = recorded(store, SEKDIS, opened(store, SEKDIS, *row))
    first, other = store.find("lks")
    merging.merge(store, SEKDIS, first["id"], other["id"], {}, seen=(first["version"], other["version"]), at=START)
    with pytest.raises(WrongStage):
        importing.undo(store, SEKDIS, found["id"], version=found["version"], at=START)
    merging.unmerge(store, SEKDIS, first["id"], other["id"], at=START)
    version = importing.readable_list(store, SEKDIS, found["id"])["version"]
    importing.undo(store, SEKDIS, found["id"], version=version, at=START)
    assert store.find("lks") == []


def test_a_merge_is_taken_back_after_a_list_was(store: Store):
    recorded(store, SEKDIS, opened(store, SEKDIS, told("LKSA Satu Contoh"), told("LKSA Dua Contoh", 2)))
    first, other = store.find("lks")
    merging.merge(store, SEKDIS, first["id"], other["id"], {}, seen=(first["version"], other["version"]), at=START)
    found, _, _ = recorded(store, SEKDIS, opened(store, SEKDIS, told("LKSA Satu Contoh", kecamatan="Juli")))
    importing.undo(store, SEKDIS, found["id"], version=found["version"], at=START)
    merging.unmerge(store, SEKDIS, first["id"], other["id"], at=START)
    assert [one["end"] for one in store.find("lks")] == [None, None]


def test_a_paper_that_is_applied_for_is_not_the_one_without_a_number(store: Store):
    held = stp("", valid_until="2027-05-06")
    recorded(store, SEKDIS, opened(store, SEKDIS, told("LKSA Contoh", registrations=[held])))
    asked = stp("", status="dalam proses")
    recorded(store, SEKDIS, opened(store, SEKDIS, told("LKSA Contoh", registrations=[asked])))
    assert counts(store, DAY)["11.11"] == {**counts(store, DAY)["11.11"], "P1": 1, "P2": 1}


def test_a_telephone_in_another_spelling_is_no_change(store: Store):
    for number in ("0813-6000-2222", "+62 813 6000 2222"):
        contact = {**new_lks("")["contact"], "phone": number}
        found = opened(store, SEKDIS, told("LKSA Contoh", contact=contact))
        if number[0] == "0":
            recorded(store, SEKDIS, found)
    assert kinds(store, found) == [("LKSA Contoh", "sama")]


def test_what_has_changed_since_is_not_taken_back(store: Store):
    found, _, _ = recorded(store, SEKDIS, opened(store, SEKDIS, told("LKSA Contoh")))
    (lks,) = store.find("lks")
    with store.transaction():
        register.save(store, SEKDIS, "lks_changed", {**lks, "kecamatan": "Juli"}, START)
    with pytest.raises(WrongStage, match="sudah berubah"):
        importing.undo(store, SEKDIS, found["id"], version=found["version"], at=START)
    assert names(store) == ["LKSA Contoh"]


def test_an_older_page_changes_nothing(store: Store):
    found = opened(store, SEKDIS, told("LKSA Contoh"))
    importing.answer(store, SEKDIS, found["id"], {"r1": {"take": False}}, version=found["version"])
    with pytest.raises(Stale):
        importing.record(store, SEKDIS, found["id"], version=found["version"], at=START)
    assert names(store) == []


def test_a_dropped_list_keeps_nothing(store: Store):
    found = opened(store, SEKDIS, told("LKSA Contoh"))
    dropped = importing.drop(store, SEKDIS, found["id"], version=found["version"])
    assert (dropped["state"], dropped["sheet"]["rows"], names(store)) == (importing.DROPPED, [], [])
