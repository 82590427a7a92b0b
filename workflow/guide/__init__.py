"""What the page *Bantuan* and the Panduan answer: "Bagaimana saya …?", eight answers a role, nine for the admin,
in one table a role.

``answers(role)`` gives them in order, ``answer(role, anchor)`` one of them. A word in “…” is one that stands on a page:
a test looks for it there, so that no answer outlives a button.
"""

from __future__ import annotations

from collections.abc import Mapping

from workflow.guide import admin, chair, province, sekdis
from workflow.guide.answer import Answer
from workflow.roles import Role

ANSWERS: Mapping[Role, tuple[Answer, ...]] = {
    Role.CHAIR: chair.ANSWERS, Role.SEKDIS: sekdis.ANSWERS, Role.DINSOS: province.ANSWERS, Role.ADMIN: admin.ANSWERS,
}  # fmt: skip

# Of an act whose page asks for little, the answer that tells of it.
OF_MOVES: Mapping[str, str] = {
    **dict.fromkeys(("claim", "withdraw_claim"), "selesai"),
    **dict.fromkeys(("strike_progress", "drop_evidence"), "kemajuan"),
    **dict.fromkeys(("withdraw",), "rencana"),
    **dict.fromkeys(("ask_help", "decline", "withdraw_change", "withdraw_help"), "perubahan"),
    **dict.fromkeys(("support_change", "refuse_change", "grant_change", "grant_transfer"), "permintaan"),
    **dict.fromkeys(("grant_impossible", "answer_help", "take_help", "insist", "cancel"), "permintaan"),
    **dict.fromkeys(("return_plan", "report", "revoke_report"), "setujui"),
    **dict.fromkeys(("verify", "return_claim", "reopen"), "periksa"),
}


def answers(role: Role) -> tuple[Answer, ...]:
    return ANSWERS[role]


def answer(role: Role, anchor: str) -> Answer | None:
    """None when the role has no such answer: some forms are for several roles."""
    return next((one for one in ANSWERS[role] if one.anchor == anchor), None)
