"""An outcome that each LKS has to do: its list, its ticks, and how far it is, counted and never typed."""

from __future__ import annotations

from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest

from tests.world.arranged import CHAIR, DINSOS, REASON, SEKDIS, do, new_task, photo
from tests.world.instance import START
from tests.world.institutions import ended, recorded, registered, several
from workflow.errors import Invalid, Question
from workflow.evidence.counted import current_evidence
from workflow.lks import merging
from workflow.rakor.recording import save_outcome
from workflow.roles import Actor
from workflow.tasks import per_lks
from workflow.tasks.steps import steps

LATER = START + timedelta(days=1)


def reported(tuntas: SimpleNamespace, number: int = 3) -> tuple[dict, list[dict]]:
    """A task per LKS that was reported with so many on its list, and these."""
    found = several(tuntas.store, START, number)
    recorded(tuntas.store, START, "UPTD Contoh", owner="dinas kabupaten/kota")
    recorded(tuntas.store, START, "LKSA Tetangga", "11.07")
    task = new_task(tuntas, START, per_lks=True)
    return do(tuntas, do(tuntas, task, "submit", CHAIR, START), "report", SEKDIS, START), list(found)


def ticked(tuntas: SimpleNamespace, task: dict, *chosen: dict, **beside: str) -> dict:
    said = {"where": "Foto di kantor LKKS", **beside}
    ticks = {lks["uid"]: said for lks in chosen}
    return do(tuntas, task, "progress", CHAIR, START, ticks=ticks, evidence=[])


def states(task: dict) -> list[tuple[str, str, str]]:
    return [(one["name"], one["done"], one["ended"]) for one in task["lks_list"]]


def test_the_list_is_the_communitys_of_the_region_on_the_day(tuntas: SimpleNamespace):
    task, _ = reported(tuntas)
    assert states(task) == [("LKSA Contoh 01", "", ""), ("LKSA Contoh 02", "", ""), ("LKSA Contoh 03", "", "")]
    assert (per_lks.words(task), task["percent"]) == ("0 dari 3 LKS", 0)


def test_until_the_report_it_is_the_registers(tuntas: SimpleNamespace):
    task = new_task(tuntas, START, per_lks=True)
    assert task["lks_list"] == []
    first, second = several(tuntas.store, START, 2)
    task = do(tuntas, task, "edit_plan", CHAIR, START)
    assert per_lks.words(task) == "0 dari 2 LKS"
    ended(tuntas.store, START, first, "2026-11-09")
    recorded(tuntas.store, START, "LKSA Baru")
    task = do(tuntas, task, "submit", CHAIR, START)
    assert [one["name"] for one in task["lks_list"]] == ["LKSA Baru", "LKSA Contoh 02"]


def test_percent_is_counted_rounded_down_and_what_is_typed_is_ignored(tuntas: SimpleNamespace):
    task, (first, second, _) = reported(tuntas)
    task = ticked(tuntas, task, first)
    assert (task["percent"], task["progress"][-1]["percent"], per_lks.words(task)) == (33, 33, "1 dari 3 LKS")
    task = ticked(tuntas, task, second)
    assert (task["percent"], per_lks.words(task)) == (66, "2 dari 3 LKS")
    events = tuntas.store.find("event", task=task["id"], name="progress")
    assert [event["fields"]["percent"] for event in events] == [33, 66]
    assert events[0]["fields"]["ticks"] == [
        {"key": first["uid"], "date": "2026-11-08", "where": "Foto di kantor LKKS", "evidence": 0}
    ]


def test_199_of_200_is_not_all(tuntas: SimpleNamespace):
    lines = [{"done": "2026-11-08" if n else "", "ended": ""} for n in range(200)]
    assert per_lks.percent({"lks_list": lines}) == 99


def test_a_tick_has_the_files_of_its_record_or_an_older_one_or_words(tuntas: SimpleNamespace):
    task, (first, second, third) = reported(tuntas)
    taken = [vars(tuntas.evidence.take(photo(), "rapat.jpg")) | {"caption": "Rapat"}]
    task = do(tuntas, task, "progress", CHAIR, START, ticks={first["uid"]: {}}, evidence=taken)
    (piece,) = current_evidence(tuntas.store, task["id"])
    task = ticked(tuntas, task, second, where="", evidence=str(piece["id"]), date="2026-11-05")
    task = ticked(tuntas, task, third, where="Berita acara di LKSA")
    assert [(one["done"], one["evidence"], one["where"], one["note"]) for one in task["lks_list"]] == [
        ("2026-11-08", [piece["id"]], "", 0),
        ("2026-11-05", [piece["id"]], "", 1),
        ("2026-11-08", [], "Berita acara di LKSA", 2),
    ]


@pytest.mark.parametrize(
    ("beside", "said"),
    [
        ({"where": ""}, "LKSA Contoh 01: Sertakan foto atau berkas, atau tulis di mana buktinya."),
        ({"date": "2026-11-10"}, "LKSA Contoh 01: Tanggalnya belum tiba. Isi tanggal hari ini atau sebelumnya."),
        ({"evidence": "999"}, "LKSA Contoh 01: Pilih bukti dari daftar."),
        ({"where": "x" * 301}, "LKSA Contoh 01: Letak bukti terlalu panjang: 301 huruf, paling banyak 300."),
    ],
)
def test_what_is_wrong_with_a_tick_is_said_by_name(tuntas: SimpleNamespace, beside: dict[str, str], said: str):
    task, (first, *_) = reported(tuntas)
    with pytest.raises(Invalid) as refused:
        ticked(tuntas, task, first, **beside)
    assert refused.value.fields == {"ticks": said}
    assert tuntas.store.get("task", task["id"])["version"] == task["version"]


def test_nobody_elses_and_nobody_twice(tuntas: SimpleNamespace):
    task, (first, *_) = reported(tuntas)
    task = ticked(tuntas, task, first)
    (stranger,) = tuntas.store.find("lks", region="11.07")
    for lks in (first, stranger, {"uid": "0123456789abcdef"}):
        with pytest.raises(Invalid) as refused:
            ticked(tuntas, task, lks)
        assert refused.value.fields == {"ticks": "LKS itu tidak ada dalam daftar tugas ini, atau sudah dicentang."}


def test_a_later_one_can_be_added_and_nobody_is_taken_off(tuntas: SimpleNamespace):
    task, (first, second, third) = reported(tuntas)
    new = recorded(tuntas.store, START, "LKSA Baru")
    task = ticked(tuntas, task, first)
    assert per_lks.words(task) == "1 dari 3 LKS", "the promise was about three"
    task = ticked(tuntas, task, new)
    assert (per_lks.words(task), task["percent"]) == ("2 dari 4 LKS", 50)
    ended(tuntas.store, START, second, "2026-11-09")
    ended(tuntas.store, START, first, "2026-11-09")
    task = do(tuntas, task, "progress", CHAIR, START, evidence=[])
    assert states(task)[:2] == [
        ("LKSA Contoh 01", "2026-11-08", "2026-11-09"), ("LKSA Contoh 02", "", "2026-11-09"),
    ]  # fmt: skip
    assert (per_lks.words(task), per_lks.missing(task)) == ("2 dari 3 LKS", ["LKSA Contoh 03"])


def test_two_that_were_merged_are_one_line(tuntas: SimpleNamespace):
    task, (first, second, _) = reported(tuntas)
    task = ticked(tuntas, task, first)
    ended(tuntas.store, START, first, "2026-11-09", into=second["uid"])
    task = do(tuntas, task, "progress", CHAIR, START, evidence=[])
    assert states(task) == [("LKSA Contoh 02", "2026-11-08", ""), ("LKSA Contoh 03", "", "")]


def test_two_that_part_again_are_two_lines_whatever_the_task_did_meanwhile(tuntas: SimpleNamespace):
    task, (first, second, third) = reported(tuntas)
    task = ticked(tuntas, task, first, second)
    before = states(task)
    merging.merge(tuntas.store, SEKDIS, third["id"], second["id"], {}, seen=(1, 1), at=START)
    task = do(tuntas, task, "progress", CHAIR, START, evidence=[])
    assert (states(task), per_lks.words(task)) == (
        [("LKSA Contoh 01", "2026-11-08", ""), ("LKSA Contoh 03", "2026-11-08", "")], "2 dari 2 LKS",
    )  # fmt: skip
    merging.unmerge(tuntas.store, SEKDIS, third["id"], second["id"], at=START)
    task = do(tuntas, task, "progress", CHAIR, START, evidence=[])
    assert (states(task), per_lks.words(task)) == (before, "2 dari 3 LKS")


def test_what_was_ticked_while_they_were_one_the_one_that_went_on_has_done(tuntas: SimpleNamespace):
    task, (first, second, _) = reported(tuntas)
    merging.merge(tuntas.store, SEKDIS, first["id"], second["id"], {}, seen=(1, 1), at=START)
    task = ticked(tuntas, task, first)
    merging.unmerge(tuntas.store, SEKDIS, first["id"], second["id"], at=START)
    task = do(tuntas, task, "progress", CHAIR, START, evidence=[])
    assert [(name, bool(done)) for name, done, _ in states(task)] == [
        ("LKSA Contoh 02", False), ("LKSA Contoh 01", True), ("LKSA Contoh 03", False),
    ]  # fmt: skip


def test_a_struck_record_takes_back_the_tick_of_one_that_was_merged(tuntas: SimpleNamespace):
    task, (first, second, _) = reported(tuntas)
    task = ticked(tuntas, ticked(tuntas, task, first), second)
    merging.merge(tuntas.store, SEKDIS, first["id"], second["id"], {}, seen=(1, 1), at=START)
    task = do(tuntas, task, "strike_progress", CHAIR, START, note="0")
    assert per_lks.words(task) == "1 dari 2 LKS", "the other had done it, too"
    task = do(tuntas, task, "strike_progress", CHAIR, START, note="1")
    assert per_lks.words(task) == "0 dari 2 LKS"


def test_striking_the_record_and_dropping_the_evidence_take_the_tick_back(tuntas: SimpleNamespace):
    task, (first, second, _) = reported(tuntas)
    task = ticked(tuntas, task, first)
    taken = [vars(tuntas.evidence.take(photo(), "rapat.jpg")) | {"caption": "Rapat"}]
    task = do(tuntas, task, "progress", CHAIR, START, ticks={second["uid"]: {}}, evidence=taken)
    assert per_lks.words(task) == "2 dari 3 LKS"
    task = do(tuntas, task, "strike_progress", CHAIR, START, note="0")
    assert (per_lks.words(task), task["percent"], states(task)[0][1]) == ("1 dari 3 LKS", 33, "")
    (piece,) = current_evidence(tuntas.store, task["id"])
    task = do(tuntas, task, "drop_evidence", CHAIR, START, **REASON, evidence=piece["id"])
    assert (per_lks.words(task), task["percent"]) == ("0 dari 3 LKS", 0)


def with_evidence(tuntas: SimpleNamespace, task: dict, *chosen: dict) -> dict:
    taken = [vars(tuntas.evidence.take(photo(), "rapat.jpg")) | {"caption": "Rapat"}]
    return do(tuntas, task, "progress", CHAIR, START, ticks={lks["uid"]: {} for lks in chosen}, evidence=taken)


def claim(tuntas: SimpleNamespace, task: dict, **data: Any) -> dict:
    return do(tuntas, task, "claim", CHAIR, START, **data)


def test_none_is_too_few_to_claim(tuntas: SimpleNamespace):
    task, _ = reported(tuntas)
    task = with_evidence(tuntas, task)
    with pytest.raises(Invalid) as refused:
        claim(tuntas, task)
    assert refused.value.fields == {
        "percent": "Baru 0 dari 3 LKS dicentang. Centang LKS yang sudah melaksanakan lewat “Catat kemajuan”."
    }
    assert "claim" not in [action.name for action in steps(tuntas.store, CHAIR, task, at=START).open]


def test_fewer_than_all_are_asked_about_and_claimed_with_a_yes(tuntas: SimpleNamespace):
    task, (first, second, _) = reported(tuntas)
    task = with_evidence(tuntas, task, first, second)
    assert [action.name for action in steps(tuntas.store, CHAIR, task, at=START).open] == ["progress", "claim"]
    with pytest.raises(Invalid) as refused:
        claim(tuntas, task)
    (question,) = refused.value.fields.values()
    assert isinstance(question, Question)
    assert question == "Baru 2 dari 3 LKS dicentang, belum: LKSA Contoh 03. Ajukan selesai dengan jumlah itu?"
    task = claim(tuntas, task, yakin=question.mark)
    task = do(tuntas, task, "verify", DINSOS, START)
    assert (task["stage"], task["percent"], per_lks.words(task)) == ("implemented", 66, "2 dari 3 LKS")


def test_all_are_claimed_without_a_question(tuntas: SimpleNamespace):
    task, found = reported(tuntas)
    task = claim(tuntas, with_evidence(tuntas, task, *found))
    assert (task["percent"], task["waits_for"]) == (100, "dinsos")


def test_an_outcome_becomes_so_while_nobody_has_recorded_progress(tuntas: SimpleNamespace):
    several(tuntas.store, START, 2)
    task = new_task(tuntas, START)
    rakor = tuntas.store.get("rakor", task["rakor"])
    outcome = {**rakor["outcomes"][0], "per_lks": True}
    save_outcome(tuntas.store, DINSOS, rakor["id"], outcome["uid"], outcome, version=rakor["version"], at=START)
    task = tuntas.store.get("task", task["id"])
    assert (task["per_lks"], per_lks.words(task)) == (True, "0 dari 2 LKS")
    for name, who in (("submit", CHAIR), ("report", SEKDIS), ("progress", CHAIR)):
        task = do(tuntas, task, name, who, START)
    rakor = tuntas.store.get("rakor", task["rakor"])
    data = {**outcome, "per_lks": False, **REASON}
    with pytest.raises(Invalid) as refused:
        save_outcome(tuntas.store, DINSOS, rakor["id"], outcome["uid"], data, version=rakor["version"], at=START)
    assert refused.value.fields == {
        "per_lks": "Kemajuan butir ini sudah dicatat, jadi cara menghitungnya tidak dapat diubah lagi."
    }


def test_a_task_of_the_province_is_not_counted_so(tuntas: SimpleNamespace):
    assert new_task(tuntas, START, "11", per_lks=True)["per_lks"] is False


def merged(tuntas: SimpleNamespace, first: dict, other: dict, actor: Actor = SEKDIS) -> None:
    merging.merge(tuntas.store, actor, first["id"], other["id"], {}, seen=(1, 1), at=START)


@pytest.mark.parametrize("both", [False, True])
def test_a_tick_of_one_that_was_merged_is_one_of_what_it_is_now(tuntas: SimpleNamespace, both: bool):
    """The page was open before, or shows the list as it was written last."""
    task, (first, second, third) = reported(tuntas)
    merged(tuntas, first, second)
    task = ticked(tuntas, task, *((first, second) if both else (second,)))
    assert states(task) == [("LKSA Contoh 01", "2026-11-08", ""), ("LKSA Contoh 03", "", "")]
    (event,) = tuntas.store.find("event", task=task["id"], name="progress")
    assert [one["key"] for one in event["fields"]["ticks"]] == [first["uid"]]
    with pytest.raises(Invalid, match="sudah dicentang"):
        ticked(tuntas, task, second)
    assert ticked(tuntas, task, third)["percent"] == 100


def test_a_name_from_elsewhere_below_a_merged_one_is_ticked_itself(tuntas: SimpleNamespace):
    task, (first, second, _) = reported(tuntas)
    line = {**task["lks_list"][0], "uid": "", "name": "LKSA Lain"}
    task = tuntas.store.save({**task, "lks_list": [*task["lks_list"], line, {**line, "name": "LKSA Lain Lagi"}]})
    merged(tuntas, first, second)
    task = do(tuntas, task, "progress", CHAIR, START, ticks={"nama3": {"where": "Arsip"}}, evidence=[])
    assert [one["name"] for one in task["lks_list"] if one["done"]] == ["LKSA Lain"]


def test_into_what_of_another_region_one_was_merged_is_not_told(tuntas: SimpleNamespace):
    task, (first, *_) = reported(tuntas)
    far = recorded(tuntas.store, START, "LKSA Rahasia Tetangga", "11.07", **registered("2027-05-06"))
    merged(tuntas, far, first, DINSOS)
    task = do(tuntas, task, "progress", CHAIR, START, evidence=[])
    assert states(task)[0] == ("LKSA Contoh 01", "", "2026-11-09")
    assert far["uid"] not in [one["uid"] for one in task["lks_list"]]
