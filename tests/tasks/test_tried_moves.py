"""A move that is only tried does, reads and issues what the real one would: each action, wherever one begins."""

from __future__ import annotations

import json
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest

from tests.world.arranged import CHAIR, DINSOS, SEKDIS, bring, data_for
from tests.world.instance import START
from workflow.errors import WorkflowError
from workflow.machine.actions import ACTIONS
from workflow.roles import Role
from workflow.store import FIELDS, Store
from workflow.tasks.operations import move

SITUATIONS = ("draft", "draft/sekdis", "reported", "reported/dinsos", "implemented", "supported", "help")
BY = {Role.CHAIR: CHAIR, Role.SEKDIS: SEKDIS, Role.DINSOS: DINSOS}
# What is drawn by lot, and what follows from it: the check code of a paper, the mark of tasks that moved together.
DRAWN = {"code", "content_sha256", "undo_group"}


def without_lots(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: without_lots(inner) for key, inner in value.items() if key not in DRAWN}
    return [without_lots(inner) for inner in value] if isinstance(value, list) else value


def everything(store: Store) -> dict[str, str]:
    """Of each kind what is kept, as text; the codes that are printed are alike."""
    codes = [document["code"] for document in store.find("document") if document["code"]]
    told = {kind: json.dumps(without_lots(store.find(kind)), indent=1) for kind in FIELDS}
    for code in codes:
        told["content"] = told["content"].replace(code, "KODE")
    return told


class Boom(Exception):
    pass


def told(make: Callable[[], Any], store: Store) -> Any:
    """What came of a move, and everything as it is after it; of one that was refused, why."""
    try:
        moved = without_lots(make())
    except WorkflowError as refusal:
        return type(refusal), str(refusal)
    return moved, everything(store)


@pytest.mark.parametrize("situation", SITUATIONS)
def test_a_move_that_is_tried_is_the_move_taken_back(tuntas: SimpleNamespace, situation: str):
    task = bring(tuntas, situation, START)
    before, made = everything(tuntas.store), 0
    for action in ACTIONS.values():
        actor, data = BY[min(action.roles)], data_for(tuntas, action.name, task)

        def make(store: Store, actor=actor, data=data, name=action.name) -> Any:
            return move(store, tuntas.publisher, actor, task["id"], name, {**data}, version=task["version"], at=START)

        with tuntas.store.trial() as tried:
            expected = told(lambda tried=tried: make(tried), tried)
        with pytest.raises(Boom), tuntas.store.transaction():  # noqa: PT012 - all of it is the statement
            assert told(lambda: make(tuntas.store), tuntas.store) == expected, action.name
            raise Boom
        made += isinstance(expected[1], dict)
    assert made >= 2
    assert everything(tuntas.store) == before
