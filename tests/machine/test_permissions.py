"""Every "who may", cell by cell: four roles, their own region and another, and what a paper has to be."""

from __future__ import annotations

from typing import Any

import pytest

from tests.world.arranged import ADMIN, CHAIR, DINSOS, EVERYBODY, OTHER_CHAIR, OTHER_SEKDIS, SEKDIS
from tests.world.instance import START
from workflow.errors import NotAllowed
from workflow.machine import permissions
from workflow.machine.actions import ACTIONS
from workflow.roles import Actor

TASK = {
    "id": 1, "region": "11.11", "stage": "draft", "waits_for": "sekdis", "cancelled": False, "submitted_by": CHAIR.id,
}  # fmt: skip
PAPER = {"region": "11.11", "code": "AAAA-BBBB-CCCC", "status": "berlaku"}


def those(may: Any) -> set[str]:
    return {name for name, actor in EVERYBODY.items() if may(actor)}


def test_a_task_is_seen_by_its_region_and_by_dinas_sosial_aceh():
    assert those(lambda actor: permissions.may_see(actor, TASK)) == {"chair", "sekdis", "dinsos"}


@pytest.mark.parametrize("region", ["11.01", "11.10", "11.12", "11.73", ""])
def test_no_other_region_is_seen_whichever_way_it_sorts(region: str):
    other = {**TASK, "region": region}
    assert those(lambda actor: permissions.may_see(actor, other)) == {"dinsos"}


def test_lists_hold_the_own_region_or_everything():
    assert permissions.scope(CHAIR) == permissions.scope(SEKDIS) == {"region": "11.11"}
    assert permissions.scope(OTHER_CHAIR) == {"region": "11.07"}
    assert permissions.scope(DINSOS) == {}


def test_rakor_are_recorded_by_dinas_sosial_aceh_read_by_all_but_admin_who_alone_administers():
    assert those(permissions.may_record_rakor) == {"dinsos"}
    assert those(permissions.may_read_rakor) == set(EVERYBODY) - {"admin"}
    assert those(permissions.may_administer) == {"admin"}


def test_a_button_needs_the_role_the_region_and_the_stage():
    assert those(lambda actor: permissions.may(actor, "report", TASK, at=START)) == {"sekdis"}
    assert those(lambda actor: permissions.may(actor, "withdraw", TASK, at=START)) == {"chair"}
    assert those(lambda actor: permissions.may(actor, "report", {**TASK, "waits_for": ""}, at=START)) == set()
    assert not permissions.may(OTHER_SEKDIS, "report", TASK, at=START)


@pytest.mark.parametrize("submitted_by", [SEKDIS.id - 1, SEKDIS.id + 1, 0])
def test_another_one_than_who_submitted_may_approve(submitted_by: int):
    permissions.check_role(SEKDIS, ACTIONS["report"], {**TASK, "submitted_by": submitted_by})


def test_who_submitted_may_not_approve_but_may_send_back():
    own = {**TASK, "submitted_by": SEKDIS.id}
    with pytest.raises(NotAllowed, match="tidak boleh menyetujuinya sendiri"):
        permissions.check_role(SEKDIS, ACTIONS["report"], own)
    permissions.check_role(SEKDIS, ACTIONS["return_plan"], own)


@pytest.mark.parametrize(
    ("actor", "identity", "more", "may"),
    [
        (SEKDIS, "dinsos", {}, True),
        (SEKDIS, "lkks", {}, True),
        (CHAIR, "lkks", {}, True),
        (CHAIR, "dinsos", {}, False),
        (DINSOS, "dinsos", {}, True),
        (ADMIN, "dinsos", {}, False),
        (OTHER_SEKDIS, "dinsos", {}, False),
        (SEKDIS, "dinsos", {"code": ""}, False),
        *[(SEKDIS, "dinsos", {"status": status}, False) for status in ("aaa", "draf", "diganti", "dicabut")],
        (CHAIR, "zzz", {}, False),
    ],
)
def test_who_keeps_a_signed_copy(actor: Actor, identity: str, more: dict[str, str], may: bool):
    assert permissions.may_keep_signed(actor, {**PAPER, **more}, {"identity": identity}) is may


def test_accounts_are_told_apart_however_many_there_are():
    sekdis = Actor(70_000, SEKDIS.name, SEKDIS.role, "11.11")
    with pytest.raises(NotAllowed):
        permissions.check_role(sekdis, ACTIONS["report"], {**TASK, "submitted_by": int("70000")})
