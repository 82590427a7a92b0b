"""Rakor, their outcomes, and handing outcomes over: what is made, what is left alone, what is refused."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest

from tests.world.arranged import ADMIN, CHAIR, DINSOS, OUTCOME, RAKOR, SEKDIS, do
from tests.world.instance import START
from tests.world.saying_yes import done
from workflow import nik
from workflow.demo import Later
from workflow.errors import Invalid, NotAllowed, NotFound, Stale, StoreUnavailable
from workflow.plan_fields import PLAN
from workflow.rakor.recording import (
    edit_rakor,
    hand_over,
    move_outcome,
    outcome_of,
    readable_rakor,
    record_rakor,
    remove_outcome,
    save_outcome,
    share,
)
from workflow.regions import owners, regions
from workflow.store import Record, Store


@pytest.fixture
def rakor(store: Store) -> Record:
    """A rakor with the outcomes "Satu", "Dua" and "Tiga"."""
    made = record_rakor(store, DINSOS, RAKOR, at=START)
    for title in ("Satu", "Dua", "Tiga"):
        made, _ = add(store, made, title=title)
    return made


def add(store: Store, rakor: Mapping[str, Any], **outcome: Any) -> tuple[Record, str]:
    data = {**OUTCOME, **outcome}

    def saved(yes: dict[str, Any]) -> tuple[Record, str]:
        return save_outcome(store, DINSOS, rakor["id"], "", {**data, **yes}, version=rakor["version"], at=START)

    return done(saved)


def uid(rakor: Mapping[str, Any], no: int) -> str:
    return rakor["outcomes"][no - 1]["uid"]


def titles(rakor: Mapping[str, Any]) -> list[tuple[int, str]]:
    return [(outcome["no"], outcome["title"]) for outcome in rakor["outcomes"]]


def events(store: Store, **where: Any) -> list[tuple[str, str]]:
    return [(event["name"], event["chain"]) for event in store.find("event", **where)]


def test_a_rakor_is_recorded_with_all_that_was_typed(store: Store) -> None:
    person = {"name": "Peserta A", "position": "Kepala Bidang", "institution": "LKKS", "region": "11.11"}
    data = {
        **RAKOR, "agenda": " Pembukaan \n\n Sidang komisi ", "basis_number": "005/12", "basis_date": "2026-09-01",
        "participants": [{**person, "attended": True}, {"name": " ", "attended": True}],
        "participants_text": "30 (tiga puluh) orang dari kabupaten/kota dan LKS",
    }  # fmt: skip
    made = record_rakor(store, DINSOS, data, at=START)
    assert made["agenda"] == ["Pembukaan", "Sidang komisi"]
    assert made["participants"] == [{**person, "attended": True}]
    assert made["participants_text"] == "30 (tiga puluh) orang dari kabupaten/kota dan LKS"
    assert (made["start"], made["end"], made["basis_date"]) == ("2026-09-18", "2026-09-19", "2026-09-01")
    assert made["outcomes"] == []
    assert events(store, rakor=made["id"]) == [("rakor_recorded", "11")]


@pytest.mark.parametrize(
    ("wrong", "field", "sentence"),
    [
        ({"title": " "}, "title", "Isi judul rakor."),
        ({"venue": ""}, "venue", "Isi tempat."),
        ({"start": "2026-02-30"}, "start", "Tanggal mulai “2026-02-30” bukan tanggal yang benar. Contoh: 2023-09-30."),
        ({"end": "2026-09-17"}, "end", "Tanggal selesai lebih dahulu daripada tanggal mulai."),
        ({"end": "2026-10-18"}, "end", "Rakor paling lama 14 hari. Periksa tanggalnya."),
        ({"participants": [{"name": "A", "position": "NIK 1111014107900003"}]}, "participants", nik.SENTENCE),
        ({"agenda": "Pembukaan\nNIK 1111014107900003"}, "agenda", nik.SENTENCE),
        ({"participants": [{"name": "A", "region": "99"}]}, "participants", "Kode wilayah “99” tidak dikenal."),
    ],
)
def test_what_a_rakor_cannot_be(store: Store, wrong: dict[str, Any], field: str, sentence: str) -> None:
    with pytest.raises(Invalid) as refusal:
        record_rakor(store, DINSOS, {**RAKOR, **wrong}, at=START)
    assert refusal.value.fields == {field: sentence}
    assert store.count("rakor") == 0


def test_a_rakor_of_one_day_needs_no_end(store: Store) -> None:
    assert record_rakor(store, DINSOS, {**RAKOR, "end": ""}, at=START)["end"] == "2026-09-18"


@pytest.mark.parametrize("actor", [CHAIR, SEKDIS, ADMIN])
def test_only_dinsos_records_edits_and_hands_over(store: Store, rakor: Record, actor: Any) -> None:
    number, version, first = rakor["id"], rakor["version"], uid(rakor, 1)
    attempts = [
        lambda: record_rakor(store, actor, RAKOR, at=START),
        lambda: edit_rakor(store, actor, number, RAKOR, version=version, at=START),
        lambda: save_outcome(store, actor, number, "", OUTCOME, version=version, at=START),
        lambda: move_outcome(store, actor, number, first, 2, version=version, at=START),
        lambda: remove_outcome(store, actor, number, first, version=version, at=START),
        lambda: hand_over(store, actor, number, first, ["11.11"], at=START),
    ]
    for attempt in attempts:
        with pytest.raises(NotAllowed):
            attempt()
    assert store.get("rakor", number) == rakor
    assert store.count("task") == 0


def test_everybody_but_admin_may_read_a_rakor(store: Store, rakor: Record) -> None:
    assert readable_rakor(store, CHAIR, rakor["id"]) == rakor
    with pytest.raises(NotFound):
        readable_rakor(store, ADMIN, rakor["id"])
    with pytest.raises(NotFound):
        readable_rakor(store, DINSOS, rakor["id"] + 1)


def test_handing_over_to_one_makes_a_draft_in_the_hands_of_its_chair(store: Store, rakor: Record) -> None:
    (task,) = hand_over(store, DINSOS, rakor["id"], uid(rakor, 2), ["11.11"], at=START)
    told = {name: task[name] for name in ("no", "title", "region", "stage", "waits_for", "open", "cancelled")}
    assert told == {
        "no": 2, "title": "Dua", "region": "11.11", "stage": "draft", "waits_for": "", "open": True, "cancelled": False,
    }  # fmt: skip
    assert (task["deadline"], task["since"], task["percent"]) == ("2026-12-15", "2026-11-09T02:00:00Z", 0)
    assert events(store, task=task["id"]) == [("hand_over", "11.11")]


def test_the_suggested_plan_is_where_each_region_begins(store: Store, rakor: Record) -> None:
    rakor, new = add(store, rakor, action="Menyusun jadwal", indicator="Jadwal ditetapkan", related="BPKK")
    (task,) = hand_over(store, DINSOS, rakor["id"], new, ["11.71"], at=START)
    assert task["plan"] == {
        **dict.fromkeys(PLAN, ""), "action": "Menyusun jadwal", "indicator": "Jadwal ditetapkan", "related": "BPKK",
    }  # fmt: skip


def test_handing_over_to_all_23_and_again_gives_only_the_missing(store: Store, rakor: Record) -> None:
    several = hand_over(store, DINSOS, rakor["id"], uid(rakor, 1), ["11.75", "11.11", "11.11"], at=START)
    assert [task["region"] for task in several] == ["11.11", "11.75"]
    missing = hand_over(store, DINSOS, rakor["id"], uid(rakor, 1), regions(), at=START)
    assert [task["region"] for task in missing] == [code for code in regions() if code not in ("11.11", "11.75")]
    assert hand_over(store, DINSOS, rakor["id"], uid(rakor, 1), regions(), at=START) == []
    assert store.count("task", rakor=rakor["id"]) == 23
    assert store.count("event", name="hand_over") == 23


def test_who_holds_a_part_may_be_given_the_whole(store: Store, rakor: Record) -> None:
    (whole,) = hand_over(store, DINSOS, rakor["id"], uid(rakor, 1), ["11.11"], at=START)
    store.save({**whole, "part": "Tahap satu"})
    (again,) = hand_over(store, DINSOS, rakor["id"], uid(rakor, 1), ["11.11"], at=START)
    assert again["part"] == ""
    assert hand_over(store, DINSOS, rakor["id"], uid(rakor, 1), ["11.11"], at=START) == []


def test_all_outcomes_are_handed_out_at_once(store: Store, rakor: Record) -> None:
    hand_over(store, DINSOS, rakor["id"], uid(rakor, 1), ["11.11"], at=START)
    wanted = {uid(rakor, 1): ["11.11", "11.07"], uid(rakor, 2): [], uid(rakor, 3): ["11"]}
    tasks = share(store, DINSOS, rakor["id"], wanted, version=rakor["version"], at=START)
    assert [(task["no"], task["region"]) for task in tasks] == [(1, "11.07"), (3, "11")]
    assert events(store, task=tasks[1]["id"]) == [("hand_over", "11")]
    assert share(store, DINSOS, rakor["id"], wanted, version=rakor["version"], at=START) == []


def test_of_all_outcomes_none_is_handed_out_when_one_cannot_be(store: Store, rakor: Record) -> None:
    rakor, remark = add(store, rakor, is_task=False)
    before, first = store.count("event"), uid(rakor, 1)
    everything = {outcome["uid"]: owners() for outcome in rakor["outcomes"][:3]}
    for store_, wanted, error in (
        (store, {first: ["11.11"], remark: ["11.11"]}, Invalid),
        (store, {first: ["11.11"], uid(rakor, 2): ["12"]}, Invalid),
        (store, {first: []}, Invalid),
        (Failing(store, 100), everything, StoreUnavailable),
    ):
        with pytest.raises(error):
            share(store_, DINSOS, rakor["id"], wanted, version=rakor["version"], at=START)
    assert (store.count("task"), store.count("event")) == (0, before)


class Failing:
    """A real store whose disk fills up at the given insert."""

    def __init__(self, store: Store, at: int) -> None:
        self._store, self._left = store, at

    def __getattr__(self, name: str) -> Any:
        return getattr(self._store, name)

    def insert(self, kind: str, doc: Mapping[str, Any]) -> Record:
        self._left -= 1
        if self._left == 0:
            raise StoreUnavailable("Penyimpanan penuh.")
        return self._store.insert(kind, doc)


@pytest.mark.parametrize("place", [1, 24, 46])
def test_a_region_that_fails_leaves_no_task_at_all(store: Store, rakor: Record, place: int) -> None:
    before = store.count("event")
    with pytest.raises(StoreUnavailable):
        hand_over(Failing(store, place), DINSOS, rakor["id"], uid(rakor, 1), regions(), at=START)
    assert (store.count("task"), store.count("event")) == (0, before)


@pytest.mark.parametrize("codes", [[], ["11.11", "99.99"]])
def test_no_region_or_an_unknown_one_is_refused(store: Store, rakor: Record, codes: list[str]) -> None:
    with pytest.raises(Invalid) as refusal:
        hand_over(store, DINSOS, rakor["id"], uid(rakor, 1), codes, at=START)
    assert refusal.value.fields == {"regions": "Pilih paling sedikit satu kabupaten/kota dari daftar."}
    assert store.count("task") == 0


def test_mere_information_is_not_handed_over(store: Store, rakor: Record) -> None:
    rakor, new = add(store, rakor, is_task=False)
    with pytest.raises(Invalid, match="hanya keterangan"):
        hand_over(store, DINSOS, rakor["id"], new, ["11.11"], at=START)


def test_a_given_outcome_neither_becomes_information_nor_is_removed(store: Store, rakor: Record) -> None:
    hand_over(store, DINSOS, rakor["id"], uid(rakor, 1), ["11.11"], at=START)
    data = {**OUTCOME, "is_task": False}
    with pytest.raises(Invalid) as refusal:
        save_outcome(store, DINSOS, rakor["id"], uid(rakor, 1), data, version=rakor["version"], at=START)
    assert list(refusal.value.fields) == ["is_task"]
    with pytest.raises(Invalid, match="tidak dapat dihapus"):
        remove_outcome(store, DINSOS, rakor["id"], uid(rakor, 1), version=rakor["version"], at=START)
    assert store.get("rakor", rakor["id"]) == rakor


def test_removing_one_that_nobody_has_renumbers_the_rest_and_their_tasks(store: Store, rakor: Record) -> None:
    (task,) = hand_over(store, DINSOS, rakor["id"], uid(rakor, 3), ["11.11"], at=START)
    after = remove_outcome(store, DINSOS, rakor["id"], uid(rakor, 2), version=rakor["version"], at=START)
    assert titles(after) == [(1, "Satu"), (2, "Tiga")]
    assert store.get("task", task["id"])["no"] == 2


@pytest.mark.parametrize(
    ("no", "place", "order"),
    [
        (3, 1, ["Tiga", "Satu", "Dua"]),
        (1, 2, ["Dua", "Satu", "Tiga"]),
        (1, 3, ["Dua", "Tiga", "Satu"]),
        (2, 99, ["Satu", "Tiga", "Dua"]),
    ],
)
def test_moving_an_outcome_renumbers_outcomes_and_tasks(
    store: Store, rakor: Record, no: int, place: int, order: list[str]
) -> None:
    tasks = [hand_over(store, DINSOS, rakor["id"], uid(rakor, n), ["11.11"], at=START)[0] for n in (1, 2, 3)]
    after = move_outcome(store, DINSOS, rakor["id"], uid(rakor, no), place, version=rakor["version"], at=START)
    assert titles(after) == list(enumerate(order, 1))
    now = [store.get("task", task["id"]) for task in tasks]
    assert [order[task["no"] - 1] for task in now] == ["Satu", "Dua", "Tiga"]


def test_editing_a_rakor_never_changes_id_stage_or_past_of_its_tasks(tuntas: SimpleNamespace) -> None:
    store = tuntas.store
    rakor = record_rakor(store, DINSOS, RAKOR, at=START)
    rakor, first = add(store, rakor, title="Satu")
    (task,) = hand_over(store, DINSOS, rakor["id"], first, ["11.11"], at=START)
    tuntas.publisher = Later(tuntas.publisher)  # no files are looked at here
    for name, who in (("submit", CHAIR), ("report", SEKDIS), ("progress", CHAIR)):
        task = do(tuntas, task, name, who, START)
    history = store.find("event", task=task["id"])

    rakor = store.get("rakor", rakor["id"])
    why = {"reason": "Ejaan judul dan isi dibetulkan."}
    head = {**RAKOR, "title": "Judul baru", **why}
    rakor = edit_rakor(store, DINSOS, rakor["id"], head, version=rakor["version"], at=START)
    words = {**OUTCOME, **why, "title": "Baru", "text": "Isi baru.", "commission": "Komisi B", "deadline": "2030-01-01",
             "dimension": "SDM", "action": "Usulan baru"}  # fmt: skip
    later = START + timedelta(days=1)
    rakor, same = save_outcome(store, DINSOS, rakor["id"], first, words, version=rakor["version"], at=later)
    rakor, _ = add(store, rakor, title="Dua")
    move_outcome(store, DINSOS, rakor["id"], first, 2, version=rakor["version"], at=later, **why)

    after = store.get("task", task["id"])
    assert same == first
    shown = {"no": 2, "title": "Baru", "outcome_text": "Isi baru.", "commission": "Komisi B", "dimension": "SDM"}
    changed = {name for name in after if after[name] != task[name]}
    assert changed == {*shown, "search", "version"}
    assert {name: after[name] for name in shown} == shown
    events = store.find("event", task=task["id"])
    assert events[: len(history)] == history
    assert [event["name"] for event in events[len(history) :]] == ["facts_changed"] * 3


def test_a_stale_page_changes_nothing(store: Store, rakor: Record) -> None:
    stale = rakor["version"] - 1
    number, first = rakor["id"], uid(rakor, 1)
    for attempt in (
        lambda: edit_rakor(store, DINSOS, number, RAKOR, version=stale, at=START),
        lambda: save_outcome(store, DINSOS, number, first, OUTCOME, version=stale, at=START),
        lambda: move_outcome(store, DINSOS, number, first, 3, version=stale, at=START),
        lambda: remove_outcome(store, DINSOS, number, first, version=stale, at=START),
        lambda: share(store, DINSOS, number, {first: ["11.11"]}, version=stale, at=START),
    ):
        with pytest.raises(Stale):
            attempt()
    assert store.get("rakor", number) == rakor
    assert store.count("task") == 0


def test_an_outcome_that_is_not_there(store: Store, rakor: Record) -> None:
    with pytest.raises(NotFound):
        outcome_of(rakor, "00000000")
    with pytest.raises(NotFound):
        hand_over(store, DINSOS, rakor["id"], "00000000", ["11.11"], at=START)
