"""What stages and waits are called and in whose hands a task is: the exact words."""

from __future__ import annotations

from typing import Any

import pytest

from workflow.machine.actions import ACTIONS
from workflow.machine.stages import HOLDERS, SHORTEST_REASON, Stage, Waits, holder_of, standing
from workflow.roles import Role


def task(stage: str = "draft", waits: str = "", **more: Any) -> dict[str, Any]:
    return {
        "stage": stage, "waits_for": waits, "cancelled": False, "open": stage != "implemented", "deadline": "", **more,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("stage", "stored", "label", "short", "tone", "step"),
    [
        (Stage.DRAFT, "draft", "Draf", "Draf", "draft", 1),
        (Stage.REPORTED, "reported", "Dilaporkan ke pimpinan", "Dilaporkan", "reported", 2),
        (Stage.IMPLEMENTED, "implemented", "Dilaksanakan", "Dilaksanakan", "done", 3),
    ],
)
def test_a_stage_in_words(stage: Stage, stored: str, label: str, short: str, tone: str, step: int):
    assert (str(stage), stage.label, stage.short, stage.tone, stage.step) == (stored, label, short, tone, step)


@pytest.mark.parametrize(
    ("waits", "stored", "label", "phrase", "holder"),
    [
        (Waits.NOBODY, "", "", "", Role.CHAIR),
        (Waits.SEKDIS, "sekdis", "Menunggu Sekdis", "menunggu Sekdis", Role.SEKDIS),
        (Waits.DINSOS, "dinsos", "Menunggu Dinsos Aceh", "menunggu Dinsos Aceh", Role.DINSOS),
    ],
)
def test_whom_it_waits_for_in_words(waits: Waits, stored: str, label: str, phrase: str, holder: Role):
    assert (str(waits), waits.label, waits.phrase, waits.holder) == (stored, label, phrase, holder)
    assert HOLDERS[holder] == holder.label


def test_stage_and_holder_together():
    assert standing(Stage.REPORTED, Waits.NOBODY) == "Dilaporkan ke pimpinan"
    assert standing(Stage.DRAFT, Waits.SEKDIS) == "Draf, menunggu Sekdis"


@pytest.mark.parametrize(
    ("where", "holder"),
    [
        (task(), Role.CHAIR), (task("draft", "sekdis"), Role.SEKDIS), (task("reported"), Role.CHAIR),
        (task("reported", "dinsos"), Role.DINSOS), (task("implemented"), None), (task(cancelled=True), None),
        (task("draft", "sekdis", cancelled=True), None),
    ],
)  # fmt: skip
def test_in_whose_hands_it_is(where: dict[str, Any], holder: Role | None):
    assert holder_of(where) is holder


def test_an_act_starts_where_its_row_says_and_on_nothing_cancelled():
    submit, direction = ACTIONS["submit"], ACTIONS["record_direction"]
    assert submit.starts_at(task())
    assert not submit.starts_at(task("draft", "sekdis"))
    assert not submit.starts_at(task("reported"))
    assert not submit.starts_at(task(cancelled=True))
    assert all(direction.starts_at(task("reported", waits)) for waits in ("", "dinsos"))
    assert not direction.starts_at(task("implemented"))


def test_a_row_cannot_be_changed_while_the_app_runs():
    with pytest.raises(AttributeError):
        ACTIONS["submit"].button = "Lain"  # type: ignore[misc]


def test_a_reason_has_ten_letters_at_least():
    assert SHORTEST_REASON == 10
