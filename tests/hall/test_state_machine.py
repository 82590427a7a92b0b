"""The state machine, every cell: role x action x situation x region, with the expected answer."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from tests.world import chains
from tests.world.arranged import EVERYBODY, PATHS, actor_for, bring, data_for, do, new_task
from tests.world.instance import START
from workflow.errors import Invalid, NotAllowed, NotFound, WrongStage
from workflow.permissions import may
from workflow.stages import ACTIONS, Stage
from workflow.tasks.operations import move

# The machine written a second time, by hand, from the design's table: action -> who, where it starts, where it ends.
TABLE = {
    "edit_plan": ({"chair"}, {"draft"}, "draft"),
    "submit": ({"chair"}, {"draft"}, "draft/sekdis"),
    "withdraw": ({"chair"}, {"draft/sekdis"}, "draft"),
    "return_plan": ({"sekdis"}, {"draft/sekdis"}, "draft"),
    "report": ({"sekdis"}, {"draft/sekdis"}, "reported"),
    "record_direction": ({"chair", "sekdis"}, {"reported", "reported/dinsos"}, None),
    "progress": ({"chair"}, {"reported"}, "reported"),
    "drop_evidence": ({"chair"}, {"reported"}, "reported"),
    "claim": ({"chair"}, {"reported"}, "reported/dinsos"),
    "return_claim": ({"dinsos"}, {"reported/dinsos"}, "reported"),
    "verify": ({"dinsos"}, {"reported/dinsos"}, "implemented"),
    "reopen": ({"dinsos"}, {"implemented"}, "reported"),
    "cancel": ({"dinsos"}, {"draft"}, "cancelled"),
}
ROLE_NAME = {"chair": "chair", "other chair": "chair", "sekdis": "sekdis", "other sekdis": "sekdis"}
SITUATION_PATHS = {
    **PATHS,
    "reported": ("submit", "report", "progress"),
}  # with evidence and 100 %, so that it can go on


def where(task: dict) -> str:
    if task["cancelled"]:
        return "cancelled"
    return task["stage"] + (f"/{task['waits_for']}" if task["waits_for"] else "")


def expected(person: str, action: str, situation: str) -> type[Exception] | None:
    """What the design says: another region's task is unknown, then the role, then the stage."""
    roles, starts, _ = TABLE[action]
    if person.startswith("other") or person == "admin":
        return NotFound
    if ROLE_NAME.get(person, person) not in roles:
        return NotAllowed
    return None if situation in starts else WrongStage


def test_which_moves_go_back_and_which_are_made_together():
    assert {name for name, action in ACTIONS.items() if action.backward} == {
        "withdraw", "return_plan", "drop_evidence", "return_claim", "reopen", "cancel",
    }  # fmt: skip
    assert {name for name, action in ACTIONS.items() if action.together} == {"report"}
    assert {name: action.issues for name, action in ACTIONS.items() if action.issues} == {
        "submit": "rtl", "report": "laporan", "verify": "pelaksanaan",
    }  # fmt: skip


def test_the_three_stages_are_counted_from_one():
    assert [(str(stage), stage.step) for stage in Stage] == [("draft", 1), ("reported", 2), ("implemented", 3)]


def test_every_action_of_the_code_is_in_the_design_and_the_other_way_round():
    assert set(ACTIONS) == set(TABLE)


@pytest.mark.parametrize("situation", PATHS)
def test_every_cell(tuntas: SimpleNamespace, situation: str):
    for action in ACTIONS:
        for person, actor in EVERYBODY.items():
            with tuntas.store.transaction():
                task = new_task(tuntas, START)
                for step in SITUATION_PATHS[situation]:
                    task = do(tuntas, task, step, actor_for(step), START)
            data = data_for(tuntas, action, task)
            before = tuntas.store.count("event")
            wrong = expected(person, action, situation)
            assert may(actor, action, task) is (wrong is None), (person, action)

            def act(task=task, actor=actor, action=action, data=data):
                return move(
                    tuntas.store, tuntas.publisher, actor, task["id"], action, data, version=task["version"], at=START
                )

            if wrong is None:
                after = act()
                assert where(after) == (TABLE[action][2] or situation), (person, action)
                assert after["version"] == task["version"] + 1
                assert tuntas.store.count("event") == before + 1
            else:
                with pytest.raises(wrong):
                    act()
                assert tuntas.store.get("task", task["id"]) == task
                assert tuntas.store.count("event") == before


class Walk(RuleBasedStateMachine):
    """Anybody tries anything in any order; a model written from TABLE says what happens."""

    world: SimpleNamespace

    @initialize()
    def start(self) -> None:
        self.task = new_task(self.world, START)
        self.model = "draft"
        self.percent = 0
        self.evidence = 0
        self.revision = 0

    @rule(person=st.sampled_from(sorted(EVERYBODY)), action=st.sampled_from(sorted(TABLE)))
    def attempt(self, person: str, action: str) -> None:
        actor = EVERYBODY[person]
        wrong = expected(person, action, self.model)
        data = data_for(self.world, action, self.task)
        if wrong is None and action == "claim" and not (self.percent == 100 and self.evidence):
            wrong = Invalid
        if wrong is None and action == "drop_evidence" and not self.evidence:
            wrong = Invalid
        if wrong is not None:
            with pytest.raises(wrong):
                self._move(actor, action, data)
            return
        self.task = self._move(actor, action, data)
        self._advance(action)

    def _move(self, actor, action, data):
        return move(
            self.world.store, self.world.publisher, actor, self.task["id"], action, data,
            version=self.task["version"], at=START,
        )  # fmt: skip

    def _advance(self, action: str) -> None:
        self.model = TABLE[action][2] or self.model
        if action == "progress":
            self.percent, self.evidence = 100, self.evidence + 1
        if action == "drop_evidence":
            self.evidence -= 1
        if action == "submit":
            self.revision += 1

    @invariant()
    def agrees(self) -> None:
        if not hasattr(self, "task"):
            return
        stored = self.world.store.get("task", self.task["id"])
        assert where(stored) == self.model
        assert stored["revision"] == self.revision
        assert stored["open"] is (self.model not in ("implemented", "cancelled"))
        assert chains.breaks(self.world.store.find("event", chain="11.11", order="seq")) == []
        valid = self.world.store.count("document", task=self.task["id"], type="pelaksanaan", status="berlaku")
        assert valid == (self.model == "implemented")


def test_a_random_walk_agrees_with_the_model(tuntas: SimpleNamespace):

    class Bound(Walk):
        world = tuntas

    run_state_machine_as_test(
        Bound,
        settings=settings(
            max_examples=25, stateful_step_count=25, deadline=None, suppress_health_check=list(HealthCheck)
        ),
    )


def test_bring_reaches_every_situation(tuntas: SimpleNamespace):
    assert [where(bring(tuntas, situation, START)) for situation in PATHS] == list(PATHS)
