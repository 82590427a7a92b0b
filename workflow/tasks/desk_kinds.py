"""What can wait on a desk: one table by matter and kind of request, with its words and the box that counts it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from workflow.machine.stages import Waits
from workflow.tasks.holding import Holder

REVIEW, PLANS, CHANGES, RETURNED, OWN_WORK = "pemeriksaan", "rencana", "permintaan", "kembali", "kerja"
# Box -> its words. A box is what first screens count, what a task keeps as ``desk_kind``, and "jenis" of an address.
BOXES = {
    REVIEW: "Pemeriksaan",
    PLANS: "Rencana",
    CHANGES: "Permintaan perubahan",
    "kewenangan": "Bukan kewenangan",
    "bantuan": "Bantuan provinsi diminta",
    RETURNED: "Dikembalikan",
    OWN_WORK: "Dikerjakan",
}


@dataclass(frozen=True)
class DeskKind:
    """``sign`` is an icon of ``templates/ui.html``; ``act`` a move whose page opens the matter, "" where the task's
    own page does, since there are several answers."""

    matter: str
    request_kind: str
    label: str
    button: str
    sign: str
    box: str
    act: str = ""


KINDS = {
    (kind.matter, kind.request_kind): kind
    for kind in (
        DeskKind("rencana", "", "Rencana", "Periksa", "paper", PLANS, "report"),
        DeskKind("selesai", "", "Pemeriksaan", "Periksa", "check", REVIEW, "verify"),
        DeskKind("perubahan", "", "Permintaan perubahan", "Putuskan", "swap", CHANGES),
        DeskKind("perubahan", "waktu", "Permintaan waktu", "Putuskan", "calendar", CHANGES),
        DeskKind("perubahan", "rencana", "Permintaan rencana", "Putuskan", "paper", CHANGES),
        DeskKind("perubahan", "alih", "Permintaan alih tugas", "Putuskan", "swap", CHANGES),
        DeskKind("perubahan", "tidak_dapat", "Tidak dapat ditindaklanjuti", "Putuskan", "flag", CHANGES),
        DeskKind("tolak", "", "Bukan kewenangan", "Putuskan", "back", "kewenangan"),
        DeskKind("bantuan", "", "Bantuan provinsi", "Jawab", "handover", "bantuan"),
    )
}
# Of a task of an earlier version, which says no matter: whoever it waits for had but one.
_BEFORE = {str(Waits.SEKDIS): "rencana", str(Waits.DINSOS): "selesai"}


def kind_of(task: Mapping[str, Any]) -> DeskKind | None:
    """What the task waits about; None when a reviewer has nothing to decide about it."""
    matter = task.get("matter") or _BEFORE.get(task["waits_for"], "")
    return KINDS.get((matter, task.get("request_kind", ""))) or KINDS.get((matter, ""))


def box_of(task: Mapping[str, Any], desk: Holder) -> str:
    """The box of ``BOXES`` that counts the task on this desk; "" where it lies on nobody's."""
    if desk is Holder.NOBODY:
        return ""
    if desk is Holder.CHAIR:
        return RETURNED if task.get("returned") else OWN_WORK
    kind = kind_of(task)
    return kind.box if kind else ""
