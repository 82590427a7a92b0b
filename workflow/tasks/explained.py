"""The table of actions in words: what an action needs, what it issues, from where to where it leads."""

from __future__ import annotations

from workflow.stages import SHORTEST_REASON, Action, Stage, Waits
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
ISSUES: dict[str, str] = {
    "": "",
    "rtl": "lembar rencana tindak lanjut (RTL) bertanda DRAF, revisi berikutnya",
    "laporan": "nota dinas atau surat bernomor dan laporan",
    "pelaksanaan": "laporan pelaksanaan dengan dokumentasi foto",
}


def needs(action: Action) -> str:
    """What the action needs; "" when nothing."""
    return listed([NEEDS[need] for need in action.needs])


def issues(action: Action) -> str:
    """The document that it issues, as Word and PDF; "" when none."""
    together = "; beberapa butir dari satu rakor dapat digabungkan" if action.together else ""
    return ISSUES[action.issues] + together


def start(action: Action) -> str:
    """Where it begins: "Draf, menunggu Sekdis"."""
    return _place(action.stage, action.waits)


def end(action: Action) -> str:
    """Where it leads; "" when the task stays where it is."""
    if action.name == "cancel":
        return "Dibatalkan"
    waits = action.waits if action.to_waits is None else action.to_waits
    return "" if (action.to_stage, waits) == (action.stage, action.waits) else _place(action.to_stage, waits)


def _place(stage: Stage, waits: Waits | None) -> str:
    return f"{stage.label}, {Waits(waits).label.replace('Menunggu', 'menunggu')}" if waits else stage.label
