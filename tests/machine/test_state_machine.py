"""The state machine, every cell: role x action x situation x region, with the expected answer."""

from __future__ import annotations

import copy
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from tests.world import chains
from tests.world.arranged import EVERYBODY, PATHS, actor_for, bring, data_for, do, new_task
from tests.world.instance import START
from workflow.errors import Invalid, NotAllowed, NotFound, WrongStage
from workflow.machine.actions import ACTIONS
from workflow.machine.permissions import may
from workflow.machine.stages import Stage
from workflow.tasks.holding import held
from workflow.tasks.kept_days import handed_with, moves_of
from workflow.tasks.operations import move

# The machine written a second time, by hand, from the design's table: action -> who, where it starts, where it ends.
WORKING = {"reported", "asked", "supported", "moving", "cannot", "help", "counter"}
TABLE = {
    "edit_plan": ({"chair"}, {"draft"}, "draft"),
    "submit": ({"chair"}, {"draft"}, "draft/sekdis"),
    "withdraw": ({"chair"}, {"draft/sekdis", "declined"}, "draft"),
    "return_plan": ({"sekdis"}, {"draft/sekdis"}, "draft"),
    "report": ({"sekdis"}, {"draft/sekdis"}, "reported"),
    "decline": ({"chair"}, {"draft"}, "declined"),
    "insist": ({"dinsos"}, {"declined"}, "draft"),
    "cancel": ({"dinsos"}, {"draft", "declined"}, "cancelled"),
    "revoke_report": ({"sekdis"}, {"reported"}, "draft/sekdis"),
    "record_direction": ({"chair", "sekdis"}, {*WORKING, "reported/dinsos"}, None),
    "record_receipt": ({"chair", "sekdis"}, {*WORKING, "reported/dinsos", "implemented", "impossible"}, None),
    "progress": ({"chair"}, WORKING, None),
    "drop_evidence": ({"chair"}, {"reported"}, "reported"),
    "strike_progress": ({"chair"}, {"reported"}, "reported"),
    "claim": ({"chair"}, {"reported"}, "reported/dinsos"),
    "withdraw_claim": ({"chair"}, {"reported/dinsos"}, "reported"),
    "judge": ({"dinsos"}, {"reported/dinsos"}, None),
    "return_claim": ({"dinsos"}, {"reported/dinsos"}, "reported"),
    "verify": ({"dinsos"}, {"reported/dinsos"}, "implemented"),
    "reopen": ({"dinsos"}, {"implemented", "impossible"}, "reported"),
    "ask_change": ({"chair"}, {"reported"}, "asked"),
    "withdraw_change": ({"chair"}, {"asked", "supported", "moving", "cannot"}, "reported"),
    "support_change": ({"sekdis"}, {"asked"}, "supported"),
    "refuse_change": ({"sekdis", "dinsos"}, {"asked", "supported", "moving", "cannot"}, "reported"),
    "grant_change": ({"dinsos"}, {"supported"}, "reported"),
    "grant_transfer": ({"dinsos"}, {"moving"}, "moved"),
    "grant_impossible": ({"dinsos"}, {"cannot"}, "impossible"),
    "ask_help": ({"chair"}, {"reported"}, "help"),
    "withdraw_help": ({"chair"}, {"help"}, "reported"),
    "take_help": ({"dinsos"}, {"help"}, "counter"),
    "answer_help": ({"dinsos"}, {"help"}, "reported"),
}
# What can be taken back at once, by whom, and where it stood before.
UNDONE = {
    "hand_over": ({"dinsos"}, "cancelled"),
    "report": ({"sekdis"}, "draft/sekdis"),
    "claim": ({"chair"}, "reported"),
    "verify": ({"dinsos"}, "reported/dinsos"),
    "grant_change": ({"dinsos"}, "supported"),
    "grant_transfer": ({"dinsos"}, "moving"),
    "grant_impossible": ({"dinsos"}, "cannot"),
}
ROLE_NAME = {"chair": "chair", "other chair": "chair", "sekdis": "sekdis", "other sekdis": "sekdis"}
SITUATION_PATHS = {
    **PATHS,
    "reported": ("submit", "report", "progress"),
}  # with evidence and 100 %, so that it can go on


def where(task: dict) -> str:
    """The name of the situation, from what is stored and nothing else."""
    if task["closed"]:
        return {"dibatalkan": "cancelled", "dialihkan": "moved", "tidak_dapat": "impossible"}[task["closed"]]
    place = task["stage"] + (f"/{task['waits_for']}" if task["waits_for"] else "")
    kind = {"alih": "moving", "tidak_dapat": "cannot"}.get(task["request_kind"], "supported")
    return {
        ("draft/dinsos", "tolak"): "declined", ("reported/sekdis", "perubahan"): "asked",
        ("reported/dinsos", "perubahan"): kind, ("reported/provinsi", "bantuan"): "help",
        ("reported/provinsi", "tugas_provinsi"): "counter",
    }.get((place, task["matter"]), place)  # fmt: skip


def expected(person: str, action: str, situation: str, last: str = "") -> type[Exception] | None:
    """What the design says: another region's task is unknown, then the role, then the stage. ``last`` is the move that
    was made just now, by whoever has the role for it."""
    undone = action.removeprefix("undo_")
    roles = UNDONE[undone][0] if undone != action else TABLE[action][0]
    if person.startswith("other") or person == "admin":
        return NotFound
    if ROLE_NAME.get(person, person) not in roles:
        return NotAllowed
    if undone != action:
        return None if undone == last else WrongStage
    if action == "refuse_change" and situation in TABLE[action][1]:
        return None if (person == "sekdis") is (situation == "asked") else WrongStage
    return None if situation in TABLE[action][1] else WrongStage


def leads_to(action: str, situation: str) -> str:
    undone = action.removeprefix("undo_")
    return UNDONE[undone][1] if undone != action else TABLE[action][2] or situation


def last_move(situation: str) -> str:
    """The move that can still be taken back after the path to a situation."""
    steps = SITUATION_PATHS[situation]
    return steps[-1].partition(" ")[0] if steps else "hand_over"


def test_which_moves_go_back_and_which_are_made_together():
    assert {name for name, action in ACTIONS.items() if action.backward and not name.startswith("undo_")} == {
        "withdraw", "return_plan", "insist", "cancel", "revoke_report", "drop_evidence", "strike_progress",
        "withdraw_claim", "return_claim", "reopen", "withdraw_change", "refuse_change", "withdraw_help",
    }  # fmt: skip
    together = {name for name, action in ACTIONS.items() if action.together}
    assert together == {"report", "revoke_report", *(f"undo_{name}" for name in UNDONE)}
    assert {name: action.issues for name, action in ACTIONS.items() if action.issues} == {
        "submit": ("rtl",), "report": ("laporan", "tanda_terima", "disposisi"), "verify": ("pelaksanaan", "penelaahan"),
        "return_claim": ("penelaahan",), "grant_change": ("adendum",), "grant_transfer": ("adendum",),
        "grant_impossible": ("keterangan",), "answer_help": ("adendum",),
    }  # fmt: skip


def test_the_three_stages_are_counted_from_one():
    assert [(str(stage), stage.step) for stage in Stage] == [("draft", 1), ("reported", 2), ("implemented", 3)]


def test_every_action_of_the_code_is_in_the_design_and_the_other_way_round():
    assert set(ACTIONS) == {*TABLE, *(f"undo_{name}" for name in UNDONE)}


@pytest.mark.parametrize("situation", PATHS)
def test_every_cell(tuntas: SimpleNamespace, situation: str):
    task = None
    for action in ACTIONS:
        for person, actor in EVERYBODY.items():
            task = task or _brought(tuntas, situation)
            data = data_for(tuntas, action, task)
            before = tuntas.store.count("event")
            wrong = expected(person, action, situation, last_move(situation))
            assert may(actor, action, task, at=START) is (wrong is None), (person, action)

            def act(task=task, actor=actor, action=action, data=data):
                return move(
                    tuntas.store, tuntas.publisher, actor, task["id"], action, data, version=task["version"], at=START
                )

            if wrong is None:
                after = act()
                assert where(after) == leads_to(action, situation), (person, action)
                assert after["version"] == task["version"] + 1
                made = {"grant_transfer": 2, "take_help": 2, "undo_grant_transfer": 2}.get(action, 1)
                assert tuntas.store.count("event") == before + made
                task = None
            else:
                with pytest.raises(wrong):
                    act()
                assert tuntas.store.get("task", task["id"]) == task
                assert tuntas.store.count("event") == before


def _brought(tuntas: SimpleNamespace, situation: str) -> dict:
    with tuntas.store.transaction():
        task = new_task(tuntas, START)
        for step in SITUATION_PATHS[situation]:
            task = do(tuntas, task, step, actor_for(step), START)
    return task


@dataclass
class Model:
    """The task as the design has it: where it stands, its notes and evidence, and what it has used up."""

    at: str = "draft"
    percent: int = 0
    notes: list[bool] = field(default_factory=list)  # whether each still counts
    evidence: list[list[Any]] = field(default_factory=list)  # [note or -1, verdict], oldest first
    fresh: bool = True
    declined: bool = False
    reports: int = 0
    turned_down: int = 0
    revision: int = 0

    @property
    def last_note(self) -> int:
        return max((at for at, counts in enumerate(self.notes) if counts), default=-1)

    def refuses(self, action: str) -> type[Exception] | None:
        """What the design refuses of an action that starts here."""
        name = action.partition(" ")[0]
        good = [note for note, verdict in self.evidence if verdict == "sesuai"]
        bad = any(verdict == "belum" for _, verdict in self.evidence)
        if name == "claim":
            ready = self.percent == 100 and self.evidence and not bad and self.fresh
            return None if ready else Invalid
        if name == "drop_evidence":
            return None if self.evidence and self.evidence[0][1] != "sesuai" else Invalid
        if name == "strike_progress":
            return None if self.last_note >= 0 and self.last_note not in good else Invalid
        if name == "decline":
            return WrongStage if self.declined or self.reports else None
        if name == "ask_help":
            return WrongStage if self.turned_down >= 2 else None
        if name == "ask_change" and not action.endswith("cannot"):
            return Invalid if self.turned_down >= 2 else None
        return None

    def advance(self, action: str, person: str) -> None:
        name = action.partition(" ")[0]
        if name == "progress":
            self.percent, self.fresh = 100, True
            self.notes.append(True)
            self.evidence.append([len(self.notes) - 1, ""])
        elif name == "drop_evidence":
            self.evidence.pop(0)
        elif name == "strike_progress":
            struck = self.last_note
            self.notes[struck] = False
            self.evidence = [one for one in self.evidence if one[0] != struck]
            self.percent = 100 if any(self.notes) else 0
        elif name == "judge":
            self.evidence[0][1] = "sesuai"
        elif name in ("return_claim", "verify"):
            verdict = "belum" if action == "return_claim bad" else "sesuai"
            self.evidence = [[note, verdict] for note, _ in self.evidence]
            self.fresh = self.fresh and name == "verify"
        elif name == "reopen":
            self.evidence = [[note, ""] for note, _ in self.evidence]
            self.fresh = False
        self.reports += name == "report"
        self.revision += name == "submit"
        self.declined = self.declined or name == "decline"
        if name == "answer_help" or (name == "refuse_change" and person == "dinsos"):
            self.turned_down += 1
        if name == "grant_change":
            self.turned_down = 0
        kind = {"support_change": "supported"}.get(name, "")
        self.at = kind or (TABLE[name][2] or self.at)


class Walk(RuleBasedStateMachine):
    """Anybody tries anything in any order; a model written from TABLE says what happens."""

    world: SimpleNamespace

    @initialize()
    def start(self) -> None:
        self.task = new_task(self.world, START)
        self.model = Model()
        self.kind = ""
        self.last = ("hand_over", Model("cancelled"))  # what can be taken back, and to what
        self.undone: set[str] = set()

    @rule(
        person=st.sampled_from(sorted(EVERYBODY)),
        action=st.sampled_from([*sorted(ACTIONS), "ask_change to Pidie", "ask_change cannot", "return_claim bad"]),
    )
    def attempt(self, person: str, action: str) -> None:
        """Any step of anybody."""
        self._attempt(person, action)

    @rule(steps=st.integers(min_value=1, max_value=4), data=st.data())
    def go_on(self, steps: int, data: st.DataObject) -> None:
        """Steps that the design allows here, so that walks get far."""
        for _ in range(steps):
            legal = [
                (person, action)
                for person in ("chair", "sekdis", "dinsos")
                for action in (*sorted(ACTIONS), "ask_change to Pidie", "ask_change cannot", "return_claim bad")
                if self._expected(person, action) is None
            ]
            if legal:
                self._attempt(*data.draw(st.sampled_from(legal)))

    def _expected(self, person: str, action: str) -> type[Exception] | None:
        name = action.partition(" ")[0]
        wrong = expected(person, name, self.model.at, self.last[0] if self.last else "")
        if wrong is None and name.removeprefix("undo_") in self.undone and name.startswith("undo_"):
            return WrongStage
        return wrong or self.model.refuses(action)

    def _attempt(self, person: str, action: str) -> None:
        actor, name = EVERYBODY[person], action.partition(" ")[0]
        wrong = self._expected(person, action)
        data = data_for(self.world, action, self.task)
        if wrong is not None:
            with pytest.raises(wrong):
                self._move(actor, name, data)
            return
        self.task = self._move(actor, name, data)
        if name.startswith("undo_"):
            self.undone.add(self.last[0])
            self.model, self.last = self.last[1], None
            return
        before = copy.deepcopy(self.model)
        if name == "ask_change":
            self.kind = {"to Pidie": "moving", "cannot": "cannot"}.get(action.partition(" ")[2], "supported")
        self.model.advance(action, person)
        if name == "support_change":
            self.model.at = self.kind
        self.last = (name, before) if name in UNDONE else None

    def _move(self, actor, action, data):
        return move(
            self.world.store, self.world.publisher, actor, self.task["id"], action, data,
            version=self.task["version"], at=START,
        )  # fmt: skip

    @invariant()
    def agrees(self) -> None:
        if not hasattr(self, "task"):
            return
        stored, model = self.world.store.get("task", self.task["id"]), self.model
        assert where(stored) == model.at
        assert (stored["revision"], stored["percent"], stored["reports"]) == (
            model.revision, model.percent, model.reports,
        )  # fmt: skip
        assert stored["open"] is (model.at not in ("implemented", "cancelled", "moved", "impossible"))
        assert stored["cancelled"] is (model.at in ("cancelled", "moved"))
        assert (stored["request"] is not None) is (model.at in ("asked", "supported", "moving", "cannot"))
        assert (stored["help"] is not None) is (model.at in ("help", "counter"))
        assert (stored["claim"] is not None) is (model.at == "reported/dinsos")
        assert chains.breaks(self.world.store.find("event", chain="11.11", order="seq")) == []
        self._papers_agree()
        assert stored["days"] == self._days(stored)

    def _papers_agree(self) -> None:
        """Which papers are valid is said by where the task stands, and by nothing else."""

        def valid(kind: str) -> int:
            return self.world.store.count("document", task=self.task["id"], type=kind, status="berlaku")

        at = self.model.at
        assert valid("laporan") == (at not in ("draft", "draft/sekdis", "declined", "cancelled"))
        assert valid("pelaksanaan") == (at == "implemented")
        assert valid("keterangan") == (at == "impossible")

    def _days(self, stored: dict) -> dict[str, int]:
        found = held(handed_with(stored), moves_of(self.world.store, stored), START).as_handed
        return {str(holder): days for holder, days in found.split.items()}


def test_a_random_walk_agrees_with_the_model(tuntas: SimpleNamespace):

    class Bound(Walk):
        world = tuntas

    run_state_machine_as_test(
        Bound,
        settings=settings(max_examples=25, stateful_step_count=25, suppress_health_check=list(HealthCheck)),
    )


def test_bring_reaches_every_situation(tuntas: SimpleNamespace):
    assert [where(bring(tuntas, situation, START)) for situation in PATHS] == list(PATHS)
