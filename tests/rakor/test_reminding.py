"""All that is late reminded of in one act: a letter each, numbers in a row, all or none, and what changed is told."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from datetime import datetime, timedelta
from types import SimpleNamespace

import pytest

from tests.world.all_late import PLACES, all_late
from tests.world.arranged import ADMIN, CHAIR, DINSOS, REASON, SEKDIS, do
from tests.world.instance import START
from workflow.agenda.register import Wanted
from workflow.clock import day
from workflow.errors import Invalid, NotAllowed
from workflow.rakor import letters, reminding
from workflow.rakor.reminding import Late
from workflow.roles import Actor
from workflow.store import Record
from workflow.tasks import timeline, unread

LATE = START + timedelta(days=60)


def found(tuntas: SimpleNamespace, at: datetime = LATE) -> list[Late]:
    return reminding.all_late(tuntas.store, DINSOS, day(at).isoformat())


def issue(
    tuntas: SimpleNamespace, keys: Sequence[str], first: str = "", at: datetime = LATE, key: str = ""
) -> list[int]:
    return reminding.issue_chosen(tuntas.store, tuntas.publisher, DINSOS, keys, first, at=at, key=key)


def single(tuntas: SimpleNamespace, rakor: int, region: str, at: datetime = LATE) -> Record:
    wanted = letters.letter(tuntas.store, DINSOS, "pengingat", rakor, region)
    return letters.issue(tuntas.store, tuntas.publisher, DINSOS, wanted, {}, Wanted(), at=at)


def refusal(tuntas: SimpleNamespace, keys: Sequence[str], first: str = "") -> dict[str, str]:
    before = tuntas.store.count("event"), tuntas.store.count("entry"), tuntas.store.count("document")
    with pytest.raises(Invalid) as refused:
        issue(tuntas, keys, first)
    assert (tuntas.store.count("event"), tuntas.store.count("entry"), tuntas.store.count("document")) == before
    return refused.value.fields


def test_17_late_tasks_in_16_kabupaten_get_16_letters_with_16_numbers_in_a_row(tuntas: SimpleNamespace):
    all_late(tuntas)
    late = found(tuntas)
    assert [one.region.code for one in late] == PLACES  # the one with two tasks first
    made = issue(tuntas, [one.key for one in late])
    papers = [tuntas.store.get("document", id) for id in made]
    ordinals = [entry["ordinal"] for paper in papers for entry in tuntas.store.find("entry", document=paper["id"])]
    assert ordinals == list(range(ordinals[0], ordinals[0] + 16))
    assert [paper["region"] for paper in papers] == PLACES
    assert {paper["title"] for paper in papers} == {"Surat pengingat I"}
    told = tuntas.store.find("event", name="reminded")
    assert len({event["task"] for event in told}) == len(told) == 17
    assert {event["chain"] for event in told} == set(PLACES)


def test_it_is_news_for_the_kabupaten_and_stands_in_the_history(tuntas: SimpleNamespace):
    rakor = all_late(tuntas)
    before = unread.unread(tuntas.store, CHAIR)
    issue(tuntas, [one.key for one in found(tuntas) if one.region.code == "11.11"])
    assert unread.unread(tuntas.store, CHAIR) == before + 1
    (task,) = tuntas.store.find("task", rakor=rakor, region="11.11")
    line = timeline.history(tuntas.store, task)[0]
    assert (line.words, line.facts) == (
        "Diingatkan dengan surat pengingat", "Pengingat I, Nomor 400.9.12/0001/DINSOS/2027",
    )  # fmt: skip


def test_the_numbers_shown_are_those_that_are_given(tuntas: SimpleNamespace):
    all_late(tuntas)
    shown = reminding.coming_numbers(tuntas.store, LATE, 3)
    assert shown[0] == ("0001", "400.9.12/0001/DINSOS/2027")
    made = issue(tuntas, [one.key for one in found(tuntas)[:3]], shown[0][1])
    assert [tuntas.store.get("document", id)["number"] for id in made] == [number for _, number in shown]


def test_a_number_that_another_paper_took_meanwhile_is_told_and_nothing_is_issued(tuntas: SimpleNamespace):
    rakor = all_late(tuntas)
    keys, ((_, first),) = [one.key for one in found(tuntas)[1:]], reminding.coming_numbers(tuntas.store, LATE, 1)
    single(tuntas, rakor, PLACES[0])
    assert "baru saja dipakai naskah lain" in refusal(tuntas, keys, first)["number"]


def test_what_is_no_longer_as_it_was_shown_is_told_and_nothing_is_issued(tuntas: SimpleNamespace):
    rakor = all_late(tuntas)
    keys = [one.key for one in found(tuntas)]
    single(tuntas, rakor, PLACES[3])
    bireuen = tuntas.store.find("task", rakor=rakor, region="11.11")[0]
    do(tuntas, bireuen, "cancel", DINSOS, LATE, **REASON)
    first = tuntas.store.find("task", rakor=rakor, region=PLACES[0])[0]
    do(tuntas, first, "cancel", DINSOS, LATE, **REASON)
    assert refusal(tuntas, keys) == {
        "rows": "Tugas Kabupaten Aceh Selatan yang terlambat berubah; baca lagi suratnya. Kabupaten Aceh Tengah "
        "sudah mendapat surat pengingat. Kabupaten Bireuen tidak lagi mempunyai tugas yang terlambat."
    }


@pytest.mark.parametrize("keys", [["x"], ["1-11.99-0-1"], ["--"], ["1-11.11"], ["9-11.11-0-1"], [""]])
def test_what_nobody_was_shown_is_refused(tuntas: SimpleNamespace, keys: list[str]):
    all_late(tuntas)
    assert "rows" in refusal(tuntas, keys)


def test_none_chosen_is_asked_for(tuntas: SimpleNamespace):
    assert refusal(tuntas, []) == {"rows": "Pilih sedikitnya satu kabupaten/kota."}


def test_pressed_twice_is_done_once(tuntas: SimpleNamespace):
    all_late(tuntas)
    keys = [one.key for one in found(tuntas)]
    assert issue(tuntas, keys, key="k") == issue(tuntas, keys, key="k")
    assert tuntas.store.count("document", type="pengingat") == 16


def test_the_second_one_opens_so_many_days_later_and_after_the_third_none(tuntas: SimpleNamespace):
    all_late(tuntas)
    levels = []
    for turn in range(3):
        at = LATE + timedelta(days=14 * turn)
        (one,) = [late for late in found(tuntas, at) if late.region.code == "11.11"]
        levels.append(one.level)
        issue(tuntas, [one.key], at=at)
        (after,) = [late for late in found(tuntas, at) if late.region.code == "11.11"]
        assert not after.is_due(day(at + timedelta(days=13)).isoformat())
        assert after.is_due(day(at + timedelta(days=14)).isoformat()) is (turn < 2)
    assert levels == ["I", "II", "III"]


def test_those_that_may_not_get_one_yet_stand_last(tuntas: SimpleNamespace):
    rakor = all_late(tuntas)
    single(tuntas, rakor, PLACES[0])
    due = [one.is_due(day(LATE).isoformat()) for one in found(tuntas)]
    assert [key for key, _ in itertools.groupby(due)] == [True, False]
    assert found(tuntas)[-1].region.code == PLACES[0]


def test_each_rakor_has_letters_of_its_own(tuntas: SimpleNamespace):
    first, second = all_late(tuntas), all_late(tuntas)
    assert len(found(tuntas)) == 32
    only = reminding.all_late(tuntas.store, DINSOS, day(LATE).isoformat(), second)
    assert {one.rakor for one in only} == {second}
    assert first != second


def test_of_very_many_the_newest_rakor_are_told_of_and_the_older_ones_can_still_be_chosen(
    tuntas: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
):
    first, second, third = (all_late(tuntas) for _ in range(3))
    today = day(LATE).isoformat()
    for most, told, older in [(16, {third}, True), (17, {third, second}, True), (48, {third, second, first}, False)]:
        monkeypatch.setattr(reminding, "MOST", most)
        late, more = reminding.newest_late(tuntas.store, DINSOS, today)
        assert ({one.rakor for one in late}, more) == (told, older)
    monkeypatch.setattr(reminding, "MOST", 16)
    monkeypatch.setattr(reminding, "AT_ONCE", 1)
    late, _ = reminding.newest_late(tuntas.store, DINSOS, today, first)
    (made,) = issue(tuntas, [late[0].key])
    assert tuntas.store.get("document", made)["rakor"] == first


def test_a_key_of_no_kabupaten_is_refused(tuntas: SimpleNamespace):
    rakor = all_late(tuntas)
    for key in (f"{rakor}-99.99-0-1", "x-11.11-0-1", "", f"{'9' * 400}-11.11-0-1"):
        assert set(refusal(tuntas, [key])) == {"rows"}


@pytest.mark.parametrize("actor", [CHAIR, SEKDIS, ADMIN])
def test_nobody_else(tuntas: SimpleNamespace, actor: Actor):
    with pytest.raises(NotAllowed):
        reminding.all_late(tuntas.store, actor, day(LATE).isoformat())
