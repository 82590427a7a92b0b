"""What a rakor.json says of LKS: names, roles and ticks go along, no uid of this register does."""

from __future__ import annotations

import json
from types import SimpleNamespace
from typing import Any

import pytest

from documents.travel.back import read_form
from documents.travel.excel import excel_form
from documents.travel.form import form_of
from tests.world.arranged import CHAIR, DINSOS, SEKDIS, do, new_task
from tests.world.instance import START
from tests.world.institutions import recorded, several
from workflow.errors import Invalid
from workflow.intake import travel_form, travel_recording
from workflow.rakor import file, file_in, file_recording
from workflow.store import Record, Store
from workflow.tasks import per_lks


@pytest.fixture
def task(tuntas: SimpleNamespace) -> Record:
    """Of two LKS one has done it, and one is named in the plan; another plan is asked for with the other."""
    first, second = several(tuntas.store, START, 2)
    made = new_task(tuntas, START, per_lks=True)
    made = do(tuntas, made, "submit", CHAIR, START, lks={first["uid"]: "mitra"})
    made = do(tuntas, made, "report", SEKDIS, START)
    ticks = {first["uid"]: {"where": "Di LKKS", "date": "2026-11-07"}}
    made = do(tuntas, made, "progress", CHAIR, START, ticks=ticks, evidence=[])
    asked = {"kind": "rencana", "lks": {second["uid"]: "pelaksana"}, "evidence": []}
    return do(tuntas, made, "ask_change", CHAIR, START, **asked)


def content(store: Store, task: Record) -> bytes:
    return file.as_bytes(file.as_data(store, DINSOS, store.get("rakor", task["rakor"]) or {}))


def test_names_and_ticks_travel_and_no_uid(tuntas: SimpleNamespace, task: Record):
    told = content(tuntas.store, task).decode()
    assert [lks["uid"] in told for lks in tuntas.store.find("lks")] == [False, False]
    read = file_in.read(told.encode())
    assert read["outcomes"][0]["per_lks"] is True
    (there,) = read["tasks"]
    assert there["lks"] == [{"uid": "", "name": "LKSA Contoh 01", "role": "mitra"}]
    assert there["request"]["proposed"]["lks"] == [{"uid": "", "name": "LKSA Contoh 02", "role": "pelaksana"}]
    assert [(one["name"], one["done"], one["where"], one["evidence"]) for one in there["lks_list"]] == [
        ("LKSA Contoh 01", "2026-11-07", "Di LKKS", []), ("LKSA Contoh 02", "", "", []),
    ]  # fmt: skip


def test_it_goes_on_there_by_name(tuntas: SimpleNamespace, task: Record):
    do(tuntas, task, "withdraw_change", CHAIR, START)
    data = file_in.read(content(tuntas.store, task))
    rakor = tuntas.store.get("rakor", task["rakor"])
    tuntas.store.save({**rakor, "uid": "lain", "title": "Rakor lain"})
    there = file_recording.record(tuntas.store, DINSOS, data, "0" * 64, at=START)
    (came,) = tuntas.store.find("task", rakor=there["id"])
    assert (per_lks.words(came), came["percent"], tuntas.store.count("lks_role", task=came["id"])) == (
        "1 dari 2 LKS", 50, 0,
    )  # fmt: skip
    assert per_lks.later(tuntas.store, came, "2026-11-09") == [], "by name it is on the list already"
    recorded(tuntas.store, START, "LKSA Baru")
    assert [lks["name"] for lks in per_lks.later(tuntas.store, came, "2026-11-09")] == ["LKSA Baru"]
    came = do(tuntas, came, "progress", CHAIR, START, ticks={"nama1": {"where": "Arsip"}}, evidence=[])
    assert (per_lks.words(came), came["percent"]) == ("2 dari 2 LKS", 100)


@pytest.mark.parametrize(
    ("place", "value"),
    [
        (("lks", 0, "role"), "ketua"), (("lks", 0, "name"), ""), (("lks", 0), "LKSA"),
        (("lks_list", 0, "done"), "kemarin"),
        (("lks_list", 0, "note"), -2), (("lks_list", 0, "note"), "0"), (("lks_list", 0, "name"), None),
        (("lks",), {}), (("lks_list",), [{}]), (("lks",), [{"name": "LKSA", "role": "mitra"}] * 41),
        (("lks_list", 0, "note"), 1), (("request", "proposed", "lks"), [{"name": "LKSA", "role": "mitra"}] * 41),
    ],
)  # fmt: skip
def test_what_is_wrong_in_it_is_said(tuntas: SimpleNamespace, task: Record, place: tuple[Any, ...], value: Any):
    data = json.loads(content(tuntas.store, task))
    part = data["tasks"][0]
    for name in place[:-1]:
        part = part[name]
    part[place[-1]] = value
    with pytest.raises(Invalid) as refused:
        file_in.read(json.dumps(data).encode())
    assert refused.value.fields["file"].startswith("Isi berkas rakor ini tidak lengkap atau diubah")


def arrived(tuntas: SimpleNamespace, data: dict[str, Any]) -> tuple[Record, Record]:
    """The rakor of a file and its one task, recorded beside the one that it came from."""
    data["uid"], data["rakor"]["title"] = "lain", "Rakor lain"
    read = file_in.read(json.dumps(data).encode())
    there = file_recording.record(tuntas.store, DINSOS, read, "0" * 64, at=START)
    (came,) = tuntas.store.find("task", rakor=there["id"])
    return there, came


def test_a_file_picks_nobody_from_this_register(tuntas: SimpleNamespace, task: Record):
    """A uid in it, of whichever kabupaten/kota, would make the next correction of the attendance an activity here."""
    ours, far = tuntas.store.find("lks")[0], recorded(tuntas.store, START, "LKSA Pidie", "11.07")
    data = json.loads(content(tuntas.store, task))
    people = [{"name": "A", "attended": True, "lks": one["uid"]} for one in (ours, far)]
    data["rakor"]["participants"] = [*people, {"lks": ours["uid"]}, {"name": "B", "attended": "false"}]
    there, _ = arrived(tuntas, data)
    assert [(one["name"], one["attended"], one.get("lks")) for one in there["participants"]] == [
        ("A", True, None), ("A", True, None), ("B", False, None),
    ]  # fmt: skip


def test_how_far_it_is_is_counted_there_too(tuntas: SimpleNamespace, task: Record):
    data = json.loads(content(tuntas.store, task))
    data["tasks"][0]["percent"] = 100
    _, came = arrived(tuntas, data)
    assert (per_lks.words(came), came["percent"]) == ("1 dari 2 LKS", 50)


@pytest.mark.parametrize("word", ["false", "tidak", 1, [0]])
def test_only_true_is_yes(tuntas: SimpleNamespace, task: Record, word: Any):
    data = json.loads(content(tuntas.store, task))
    data["outcomes"][0]["per_lks"] = word
    assert file_in.read(json.dumps(data).encode())["outcomes"][0]["per_lks"] is False


def test_a_sentence_does_not_repeat_a_long_text(tuntas: SimpleNamespace, task: Record):
    data = json.loads(content(tuntas.store, task))
    data["tasks"][0]["lks_list"][0]["done"] = "9" * 100_000
    with pytest.raises(Invalid) as refused:
        file_in.read(json.dumps(data).encode())
    assert len(refused.value.fields["file"]) < 300


def test_a_file_of_an_earlier_version_names_none(tuntas: SimpleNamespace, task: Record):
    data = json.loads(content(tuntas.store, task))
    for name in ("lks", "lks_list"):
        del data["tasks"][0][name]
    del data["outcomes"][0]["per_lks"]
    read = file_in.read(json.dumps(data).encode())
    assert (read["tasks"][0]["lks"], read["tasks"][0]["lks_list"], read["outcomes"][0]["per_lks"]) == ([], [], False)


def test_the_form_for_the_road_asks_for_no_percentage(tuntas: SimpleNamespace, task: Record):
    task = do(tuntas, task, "withdraw_change", CHAIR, START)
    store, rakor = tuntas.store, tuntas.store.get("rakor", task["rakor"])
    form = form_of(store, rakor, "11.11", "2026-11-09")
    assert [blank.name for blank in form.cards[0].blanks] == ["date", "text", "obstacle", "solution", "place"]
    assert ("Setiap LKS", "1 dari 2 LKS; LKS dicentang di laman tugas, bersama buktinya") in form.cards[0].facts
    cards = read_form("x.xlsx", excel_form(form))
    cards[0]["values"] |= {"date": "2026-11-08", "text": "Mengunjungi satu LKS."}
    made = travel_form.open_travel(store, CHAIR, {"name": "x.xlsx", "sha256": "0" * 64}, cards, at=START)
    answers = {f"t{task['id']}.take": "ya", f"t{task['id']}.seen": str(task["version"])}
    travel_recording.record(store, tuntas.publisher, CHAIR, made["id"], answers, version=made["version"], at=START)
    task = store.get("task", task["id"])
    assert (task["progress"][-1]["text"], task["percent"]) == ("Mengunjungi satu LKS.", 50)
