"""Tanya: who asks whom about a task and who answers, that it moves nothing, and its bounds."""

from __future__ import annotations

from datetime import timedelta
from types import SimpleNamespace

import pytest

from tests.world.arranged import ADMIN, CHAIR, DINSOS, OTHER_CHAIR, SEKDIS, bring, do
from tests.world.instance import START
from workflow.errors import Invalid, NotAllowed, NotFound, WrongStage
from workflow.people.own_data import own_data
from workflow.roles import Actor, Role
from workflow.tasks import inquiries, timeline
from workflow.tasks.unread import unread

ASKED = {"text": "Kapan rapatnya?"}


def ask(tuntas: SimpleNamespace, task, actor=SEKDIS, at=START, **data):
    return inquiries.ask(tuntas.store, actor, task["id"], {**ASKED, **data}, at=at)


def answer(tuntas: SimpleNamespace, task, asked, actor=CHAIR, text="Pekan depan.", at=START):
    return inquiries.answer(tuntas.store, actor, task["id"], asked["id"], {"answer": text}, at=at)


@pytest.mark.parametrize(
    ("situation", "asked"),
    [
        ("draft", {"sekdis": "ketua", "dinsos": "ketua"}),
        ("draft/sekdis", {"ketua": "sekdis", "dinsos": "sekdis"}),
        ("reported/dinsos", {"ketua": "dinsos", "sekdis": "dinsos"}),
        ("help", {"ketua": "dinsos", "sekdis": "dinsos"}),
        ("implemented", {}),
        ("cancelled", {}),
        ("impossible", {}),
    ],
)
def test_whoever_has_a_part_asks_whoever_holds_it(tuntas: SimpleNamespace, situation: str, asked: dict[str, str]):
    task = tuntas.store.get("task", bring(tuntas, situation, START)["id"])
    actors = (CHAIR, SEKDIS, DINSOS, ADMIN)
    found = {str(actor.role): str(to) for actor in actors if (to := inquiries.asks(actor, task))}
    assert found == asked
    for actor in (CHAIR, SEKDIS, DINSOS):
        if str(actor.role) in asked:
            assert ask(tuntas, task, actor)["to"] == asked[str(actor.role)]
        else:
            with pytest.raises(WrongStage):
                ask(tuntas, task, actor)


def test_it_moves_nothing(tuntas: SimpleNamespace):
    task = bring(tuntas, "draft/sekdis", START)
    before = tuntas.store.get("task", task["id"])
    asked = ask(tuntas, task, CHAIR)
    answer(tuntas, task, asked, SEKDIS)
    assert tuntas.store.get("task", task["id"]) == before
    told = [line.name for line in timeline.history(tuntas.store, task)]
    assert told == ["submit", "hand_over"]
    do(tuntas, task, "report", SEKDIS, START)


def test_the_desk_that_was_asked_answers_once_also_when_it_holds_the_task_no_more(tuntas: SimpleNamespace):
    task = bring(tuntas, "draft/sekdis", START)
    asked = ask(tuntas, task, DINSOS)
    do(tuntas, task, "report", SEKDIS, START)
    for stranger in (CHAIR, DINSOS):
        with pytest.raises(NotAllowed):
            answer(tuntas, task, asked, stranger)
    deputy = Actor(177, "Bidang (a.n. Sekdis)", Role.SEKDIS, "11.11", SEKDIS.id, "Surat tugas")
    assert answer(tuntas, task, asked, deputy)["answered"]["by"] == deputy.name
    with pytest.raises(WrongStage):
        answer(tuntas, task, asked, SEKDIS)


def test_both_are_told_in_their_news_and_nobody_else(tuntas: SimpleNamespace):
    task = bring(tuntas, "reported", START)
    before = {actor: unread(tuntas.store, actor) for actor in (CHAIR, SEKDIS, DINSOS)}

    def new() -> list[int]:
        return [unread(tuntas.store, actor) - before[actor] for actor in (CHAIR, SEKDIS, DINSOS)]

    asked = ask(tuntas, task, DINSOS)
    assert new() == [1, 0, 0]
    answer(tuntas, task, asked)
    assert new() == [1, 0, 1]


def test_another_place_knows_nothing_of_it(tuntas: SimpleNamespace):
    task = bring(tuntas, "draft", START)
    asked = ask(tuntas, task)
    other = bring(tuntas, "draft", START)
    for actor, where in ((OTHER_CHAIR, task), (ADMIN, task), (CHAIR, other)):
        with pytest.raises(NotFound):
            answer(tuntas, where, asked, actor)
    with pytest.raises(NotFound):
        ask(tuntas, task, OTHER_CHAIR)


@pytest.mark.parametrize("text", ["", "  ", "x" * 301, "NIK 1111014507850003", "a\u202eb 1111 0145 0785 0003"])
def test_what_is_not_kept(tuntas: SimpleNamespace, text: str):
    task = bring(tuntas, "draft", START)
    with pytest.raises(Invalid):
        ask(tuntas, task, text=text)
    with pytest.raises(Invalid):
        answer(tuntas, task, ask(tuntas, task), text=text.strip() and text + "x" * 200)
    assert tuntas.store.count("event", name="inquiry_answered") == 0


def test_one_line_is_kept_as_one_line(tuntas: SimpleNamespace):
    assert ask(tuntas, bring(tuntas, "draft", START), text=" Kapan\n\n rapatnya?\u200b ")["text"] == "Kapan rapatnya?"


def test_what_no_paper_prints_may_hold_what_only_telephones_draw(tuntas: SimpleNamespace):
    task = bring(tuntas, "draft", START)
    asked = ask(tuntas, task, text="Sudah siap? 🙏")
    assert (asked["text"], answer(tuntas, task, asked, text="Sudah 👍")["answer"]) == ("Sudah siap? 🙏", "Sudah 👍")


def test_a_desk_waits_for_answers_before_it_goes_on_asking(tuntas: SimpleNamespace):
    task = bring(tuntas, "draft", START)
    first = [ask(tuntas, task) for _ in range(inquiries.MOST_OPEN)][0]
    with pytest.raises(Invalid):
        ask(tuntas, task)
    ask(tuntas, task, DINSOS)
    answer(tuntas, task, first)
    ask(tuntas, task)


def test_an_account_asks_so_much_a_day(tuntas: SimpleNamespace):
    tasks = [bring(tuntas, "draft", START) for _ in range(inquiries.MOST_A_DAY // inquiries.MOST_OPEN + 1)]
    for n in range(inquiries.MOST_A_DAY):
        ask(tuntas, tasks[n // inquiries.MOST_OPEN])
    with pytest.raises(Invalid):
        ask(tuntas, tasks[-1])
    ask(tuntas, tasks[-1], at=START + timedelta(days=1, seconds=1))


def test_own_data_have_what_one_asked_and_answered(tuntas: SimpleNamespace):
    task = bring(tuntas, "draft", START)
    store = tuntas.store
    chair = store.first("user", username="ketua.bireuen")
    answer(tuntas, task, ask(tuntas, task), Actor.of(chair))
    found = own_data(store, chair, at=START)["pertanyaan"]
    assert [(one["text"], one["answer"]) for one in found] == [("Kapan rapatnya?", "Pekan depan.")]
