"""Which event is news for whom: one table. *Kabar* and the bell ask it; the list of all events tells the others, too.

Nobody is told what he did himself, nor what concerns only others: a chair hears of decisions about his tasks, a Sekdis
of what comes to his desk or leaves it, Dinas Sosial Aceh of what comes to its own and not of every note.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from workflow.audit.events import EVENTS
from workflow.machine.actions import ACTIONS, UNDO
from workflow.roles import Actor, Role
from workflow.store import NoneOf, OneOf, Record, Store
from workflow.tasks import timeline

CHAIR, SEKDIS, DINSOS, ADMIN = (frozenset({role}) for role in Role)
PROPOSED = "lks_proposed"
FEW = 5  # kinds of events
WITHOUT_TASK = timeline.OF_OFFICE | timeline.OF_LKS | timeline.OF_RAKOR
_WHO = {
    # What a kabupaten/kota is given, and what becomes of it.
    "hand_over": CHAIR | SEKDIS,
    "insist": CHAIR,
    "cancel": CHAIR | SEKDIS,
    timeline.FACTS: CHAIR | SEKDIS,
    timeline.REWORDED: CHAIR | SEKDIS,
    timeline.PUBLIC_TOLD: CHAIR | SEKDIS,
    # The plan.
    "submit": SEKDIS,
    "withdraw": SEKDIS,
    "return_plan": CHAIR,
    "report": CHAIR | DINSOS,
    "revoke_report": CHAIR | DINSOS,
    "decline": SEKDIS | DINSOS,
    "record_direction": CHAIR | SEKDIS,
    "record_receipt": CHAIR | SEKDIS,
    "signed_copy": CHAIR | SEKDIS,
    "reminded": CHAIR | SEKDIS,
    # That it is done.
    "claim": DINSOS,
    "withdraw_claim": DINSOS,
    "return_claim": CHAIR,
    "verify": CHAIR | SEKDIS,
    "reopen": CHAIR | SEKDIS,
    # That it shall be otherwise.
    "ask_change": SEKDIS,
    "support_change": CHAIR | DINSOS,
    "withdraw_change": SEKDIS | DINSOS,
    "refuse_change": CHAIR | SEKDIS,
    "grant_change": CHAIR | SEKDIS,
    "grant_transfer": CHAIR | SEKDIS,
    "grant_impossible": CHAIR | SEKDIS,
    "ask_help": DINSOS,
    "withdraw_help": DINSOS,
    "take_help": CHAIR,
    "answer_help": CHAIR | SEKDIS,
    # What is asked of a desk, and what it is answered: each says to which.
    **dict.fromkeys(timeline.INQUIRIES, CHAIR | SEKDIS | DINSOS),
    # What is proposed of an institution goes to who confirms it, what becomes of it to the office that proposed.
    PROPOSED: SEKDIS | DINSOS,
    "lks_confirmed": CHAIR | SEKDIS,
    "lks_refused": CHAIR | SEKDIS,
    "lks_check_asked": CHAIR | SEKDIS,
    # What is suggested for an office.
    "setting_suggested": ADMIN,
    "suggestion_confirmed": SEKDIS,
    "suggestion_refused": SEKDIS,
}  # fmt: skip
# Who was told of a move is told that it was taken back.
NEWS: dict[str, frozenset[Role]] = {
    **_WHO, **{UNDO + name: who for name, who in _WHO.items() if UNDO + name in ACTIONS},
}  # fmt: skip


def asked(role: Role) -> OneOf | NoneOf:
    """For the store: the kinds that may be news for the role. A few rare ones are found by their names; of many it is
    quicker to read all events from the newest on but those that are news for nobody of the role."""
    told = [name for name in EVENTS if role in NEWS.get(name, ())]
    return OneOf(told) if len(told) <= FEW else NoneOf([name for name in EVENTS if name not in told])


def concerns(event: Mapping[str, Any], actor: Actor) -> bool:
    """Whether the event is news for the actor, who did not make it himself. What happened to a rakor as a whole is
    told with each of its tasks, but for what everybody may read of it."""
    told = actor.role in NEWS.get(event["name"], ()) and (event["task"] > 0 or event["name"] in WITHOUT_TASK)
    return told and _to(event, actor.role) and event["actor"]["id"] != actor.id


def _to(event: Mapping[str, Any], role: Role) -> bool:
    """What a chair proposes of an institution is confirmed in the own office, what a Sekdis does by the province."""
    if event["name"] == PROPOSED and role is Role.DINSOS:
        return bool(event["actor"]["role"] == Role.SEKDIS)
    return event["name"] not in timeline.INQUIRIES or bool(event["fields"].get("to", role) == role)


def news(store: Store, actor: Actor, *, after: int | None = None, limit: int) -> list[Record]:
    """The newest events that concern the actor; ``after`` is the id of the last one already shown."""
    names = asked(actor.role)
    return timeline.newest(store, actor, names, concerns, after=after, limit=limit)
