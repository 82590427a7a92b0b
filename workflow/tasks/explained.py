"""The table of actions in words: what an action needs, what it issues, from where to where it leads."""

from __future__ import annotations

from workflow.kinds import KINDS
from workflow.stages import SHORTEST_REASON, Action, Waits, standing
from workflow.tasks.plan_fields import PLAN_FIELDS


def listed(parts: list[str]) -> str:
    """ "a, b, dan c" """
    if len(parts) < 3:
        return " dan ".join(parts)
    return f"{', '.join(parts[:-1])}, dan {parts[-1]}"


PLAN_NEEDS = listed([field.label for field in PLAN_FIELDS if field.required])
# need -> what there must be, to be read after "perlu" or "terbuka setelah"
NEEDS: dict[str, str] = {
    "draft_plan": "isian rencana (boleh belum lengkap)",
    "plan": f"{PLAN_NEEDS} terisi",
    "reason": f"alasan (paling sedikit {SHORTEST_REASON} huruf)",
    "number": "nomor naskah (otomatis, diketik, atau dikosongkan)",
    "addressee": "tujuan laporan",
    "direction": "isi dan tanggal arahan",
    "progress": "tanggal, uraian, dan persen kemajuan",
    "evidence": "bukti yang dipilih",
    "finished": "100% dan ada bukti",
    "ticks": "centang pada setiap bukti",
}


def needs(action: Action) -> str:
    """What the action needs; "" when nothing."""
    return listed([NEEDS[need] for need in action.needs])


def issues(action: Action) -> str:
    """The document that it issues, as Word and PDF; "" when none."""
    together = "; beberapa butir dari satu rakor dapat digabungkan" if action.together else ""
    return KINDS[action.issues].issued + together if action.issues else ""


def start(action: Action) -> str:
    """Where it begins: "Draf, menunggu Sekdis"."""
    return standing(action.stage, action.waits or Waits.NOBODY)


def end(action: Action) -> str:
    """Where it leads; "" when the task stays where it is."""
    if action.name == "cancel":
        return "Dibatalkan"
    waits = action.waits if action.to_waits is None else action.to_waits
    if (action.to_stage, waits) == (action.stage, action.waits):
        return ""
    return standing(action.to_stage, waits or Waits.NOBODY)
