"""Hours and rooms by day, and the items of the agenda: typed, kept, told when changed, taken to another Tuntas."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.world.arranged import DINSOS, RAKOR
from tests.world.instance import START
from tests.world.saying_yes import done
from workflow.errors import Invalid, Question
from workflow.rakor import facts, file, file_in, file_recording
from workflow.rakor.fields import check_rakor
from workflow.rakor.programme import read_hours, read_items, written_hours, written_items
from workflow.rakor.recording import edit_rakor, record_rakor
from workflow.store import Store

HOURS = [
    {"day": "2026-09-18", "begins": "09.00", "ends": "16.30", "room": "Aula"},
    {"day": "2026-09-19", "begins": "08.30", "ends": "", "room": "Ruang Komisi A"},
]
ITEMS = [
    {"title": "Pembukaan", "day": "2026-09-18", "begins": "09.00", "ends": "09.15", "kind": "pembukaan", "said": []},
    {
        "title": "Pembahasan", "day": "2026-09-18", "begins": "09.15", "ends": "12.00", "kind": "pembahasan",
        "said": ["Bappeda menyampaikan bahwa usulan 2027 dimuat dalam perubahan KUA-PPAS.", "LKKS bersedia."],
    },
]  # fmt: skip
WHOLE = {**RAKOR, "secretary": "Sekretaris LKKS", "hours": HOURS, "items": ITEMS}
AWAY = {"name": "Ani", "institution": "Bappeda", "attended": False, "absence": "izin"}


def recorded(store: Store, data: dict[str, Any]) -> Any:
    return done(lambda yes: record_rakor(store, DINSOS, {**data, **yes}, at=START))


def test_hours_and_items_are_kept_as_typed(store: Store) -> None:
    made = recorded(store, WHOLE)
    assert (made["secretary"], made["hours"], made["items"]) == ("Sekretaris LKKS", HOURS, ITEMS)
    assert made["agenda"] == ["Pembukaan", "Pembahasan"]


def test_none_of_it_is_required(store: Store) -> None:
    made = recorded(store, RAKOR)
    assert (made["secretary"], made["hours"], made["items"]) == ("", [], [])


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("9", "09.00"), ("09:15", "09.15"), ("0930", "09.30"), ("13.05 WIB", "13.05"), ("", ""), ("23.59", "23.59")],
)
def test_an_hour_is_written_in_one_way(typed: str, kept: str) -> None:
    found = check_rakor({**RAKOR, "hours": [{"day": "2026-09-18", "begins": typed, "room": "Aula"}]})
    assert found["hours"][0]["begins"] == kept


@pytest.mark.parametrize(
    ("name", "row", "beside", "said"),
    [
        ("hours", {"day": "2026-09-18", "begins": "25.00"}, "begins", "“25.00” bukan jam yang benar"),
        ("hours", {"day": "2026-09-18", "begins": "10.00", "ends": "09.00"}, "ends", "tidak sesudah jam mulai 10.00"),
        ("hours", {"day": "2026-09-18", "ends": "09.00"}, "begins", "jam mulainya"),
        ("hours", {"begins": "09.00"}, "day", "lebih dari satu hari"),
        ("hours", {"day": "2026-09-20", "room": "Aula"}, "day", "bukan hari rakor ini"),
        ("hours", {"day": "2026-09-18", "room": "x" * 201}, "room", "paling banyak 200"),
        ("items", {"said": "Dibahas."}, "title", "Isi nama acaranya"),
        ("items", {"title": "Paparan", "kind": "ceramah"}, "kind", "Pilih jenis acara"),
        ("items", {"title": "Paparan", "said": "x" * 4001}, "said", "paling banyak 4000"),
        ("items", {"title": "Paparan", "said": "NIK 1111014107900003"}, "said", "NIK"),
    ],
)
def test_what_is_wrong_is_said_of_its_row(name: str, row: dict[str, str], beside: str, said: str) -> None:
    with pytest.raises(Invalid) as refused:
        check_rakor({**RAKOR, name: [{"day": "2026-09-18"}, row]})
    assert said.casefold() in refused.value.fields[f"{name}-1-{beside}"].casefold()


def test_of_one_day_no_day_is_asked_and_an_item_is_of_the_day_before_it() -> None:
    one = check_rakor({**RAKOR, "end": "", "hours": [{"begins": "09"}], "items": [{"title": "Pembukaan"}]})
    assert (one["hours"][0]["day"], one["items"][0]["day"]) == ("2026-09-18", "2026-09-18")
    items = [{"title": "A"}, {"title": "B", "day": "2026-09-19"}, {"title": "C"}]
    assert [item["day"][-2:] for item in check_rakor({**RAKOR, "items": items})["items"]] == ["18", "19", "19"]


def test_what_was_said_names_no_participant() -> None:
    people = [{"name": "Cut Contoh, S.Sos.", "attended": True}]
    with pytest.raises(Invalid) as refused:
        check_rakor({**RAKOR, "participants": people, "items": [{"title": "A", "said": "cut contoh meminta data."}]})
    assert "bukan nama orang" in refused.value.fields["items-0-said"]


def test_what_looks_like_a_name_is_asked_about(store: Store) -> None:
    data = {**RAKOR, "items": [{"title": "A", "said": "Usul Dr. Ahmad diterima."}]}
    with pytest.raises(Invalid) as asked:
        record_rakor(store, DINSOS, data, at=START)
    assert isinstance(asked.value.fields["items"], Question)
    assert "“Dr. Ahmad”" in asked.value.fields["items"]


def test_who_did_not_come_has_a_reason_only_then() -> None:
    people = [AWAY, {**AWAY, "attended": True}, {**AWAY, "absence": "sakit"}]
    found = check_rakor({**RAKOR, "participants": people})["participants"]
    assert [person.get("absence", "") for person in found] == ["izin", "", ""]


def test_a_change_is_told_old_and_new(store: Store) -> None:
    made = recorded(store, RAKOR)
    changes = facts.in_head(made, check_rakor(WHOLE))
    told = {change["label"]: change["after"] for change in changes}
    assert told["Jam dan ruang"].split("\n") == [
        "18 September 2026, pukul 09.00–16.30 WIB, Aula", "19 September 2026, pukul 08.30 WIB, Ruang Komisi A",
    ]  # fmt: skip
    assert told["Jalannya rapat"].split("\n") == [
        "Pembukaan, 18 September 2026, pukul 09.00–09.15 WIB",
        "Pembahasan, 18 September 2026, pukul 09.15–12.00 WIB: Bappeda menyampaikan bahwa usulan 2027 dimuat dalam "
        "perubahan KUA-PPAS; LKKS bersedia",
    ]  # fmt: skip
    shorter = check_rakor({**WHOLE, "items": [{"title": "Doa", "day": "2026-09-18", "kind": "pembukaan"}]})
    (_, change) = facts.in_head(check_rakor(WHOLE), shorter)
    assert change == {
        "label": "Jalannya rapat", "before": told["Jalannya rapat"], "after": "Doa (pembukaan), 18 September 2026",
    }  # fmt: skip


def test_of_several_rows_those_are_told_that_changed() -> None:
    before, later = check_rakor(WHOLE), [{**ITEMS[0], "begins": "09.05"}, ITEMS[1]]
    (change,) = facts.in_head(before, check_rakor({**WHOLE, "items": later}))
    assert (change["before"], change["after"]) == (
        "Pembukaan, 18 September 2026, pukul 09.00–09.15 WIB", "Pembukaan, 18 September 2026, pukul 09.05–09.15 WIB",
    )  # fmt: skip
    (change,) = facts.in_head(before, check_rakor({**WHOLE, "hours": HOURS[:1]}))
    assert change["before"].startswith(f"{change['after']}\n19 September"), "what only went is told with what stays"


def test_an_old_record_is_edited_as_it_is(store: Store) -> None:
    made = recorded(store, {**RAKOR, "agenda": "Pembukaan\nSidang"})
    old = {name: value for name, value in made.items() if name not in ("secretary", "hours", "items")}
    assert facts.in_head(old, check_rakor({**RAKOR, "agenda": "Pembukaan\nSidang"})) == []
    kept = store.save(old)
    edited = edit_rakor(store, DINSOS, made["id"], WHOLE, version=kept["version"], at=START)
    assert edited["items"] == ITEMS


def test_written_rows_read_back_as_they_were() -> None:
    assert check_rakor({**RAKOR, "hours": read_hours(written_hours(HOURS))})["hours"] == HOURS
    assert check_rakor({**RAKOR, "items": read_items(written_items(ITEMS))})["items"] == ITEMS


def test_an_agenda_is_pasted_as_offices_write_it() -> None:
    text = "09.00 - 09.15 WIB Pembukaan\n9.15 s.d. 12.00 Paparan hasil\nPenutup\n2027: rencana"
    rows = [(row["begins"], row["ends"], row["title"]) for row in read_items(text)]
    assert rows == [
        ("09.00", "09.15", "Pembukaan"), ("9.15", "12.00", "Paparan hasil"), ("", "", "Penutup"),
        ("", "", "2027: rencana"),
    ]  # fmt: skip


def test_all_of_it_travels_and_an_older_file_has_none(store: Store) -> None:
    made = recorded(store, {**WHOLE, "participants": [AWAY]})
    data = file.as_data(store, DINSOS, made)
    back = file_in.read(file.as_bytes(data))["rakor"]
    assert (back["secretary"], back["hours"], back["items"]) == ("Sekretaris LKKS", HOURS, ITEMS)
    assert back["participants"][0]["absence"] == "izin"
    old = json.loads(file.as_bytes({**data, "uid": "lain"}))
    old["rakor"] = {name: value for name, value in old["rakor"].items() if name not in ("secretary", "hours", "items")}
    old["rakor"]["title"] = "Rakor lama"
    read = file_in.read(json.dumps(old).encode())
    taken = file_recording.record(store, DINSOS, read, "0" * 64, at=START)
    assert (taken["hours"], taken["items"], taken["agenda"]) == ([], [], ["Pembukaan", "Pembahasan"])
