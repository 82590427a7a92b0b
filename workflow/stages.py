"""The state machine as one table: who may do what from where to where, what it needs and what it issues.

Buttons, guards, the timeline, the help page and the tests are all drawn from ``ACTIONS``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from workflow.kinds import Kind
from workflow.roles import Role

SHORTEST_REASON = 10  # letters: whoever gets something back learns what to mend


class Stage(StrEnum):
    DRAFT = "draft"
    REPORTED = "reported"
    IMPLEMENTED = "implemented"

    @property
    def label(self) -> str:
        return {"draft": "Draf", "reported": "Dilaporkan ke pimpinan", "implemented": "Dilaksanakan"}[self]

    @property
    def short(self) -> str:
        """For a narrow column: "Dilaporkan"."""
        return self.label.split()[0]

    @property
    def tone(self) -> str:
        """The class of its chip in the style sheet."""
        return {"draft": "draft", "reported": "reported", "implemented": "done"}[self]

    @property
    def step(self) -> int:
        """1, 2 or 3."""
        return list(Stage).index(self) + 1


class Waits(StrEnum):
    """For whom a task waits besides its stage; with NOBODY it is in the chair's hands (or done)."""

    NOBODY = ""
    SEKDIS = "sekdis"
    DINSOS = "dinsos"

    @property
    def label(self) -> str:
        return {"": "", "sekdis": "Menunggu Sekdis", "dinsos": "Menunggu Dinsos Aceh"}[self]

    @property
    def phrase(self) -> str:
        """The same within a sentence: "menunggu Sekdis"."""
        return self.label[:1].lower() + self.label[1:]

    @property
    def holder(self) -> Role:
        """In whose hands such a task is, as long as it is not done."""
        return {"": Role.CHAIR, "sekdis": Role.SEKDIS, "dinsos": Role.DINSOS}[self]


HOLDERS: dict[str, str] = {waits.holder: waits.holder.label for waits in Waits}  # as lists are filtered by them


def standing(stage: Stage, waits: Waits) -> str:
    """Stage and holder in words: "Draf, menunggu Sekdis"."""
    return f"{stage.label}, {waits.phrase}" if waits else stage.label


@dataclass(frozen=True)
class Action:
    """One row of the machine. ``waits`` None means: whoever it waits for; ``to_waits`` None: unchanged.

    ``needs`` names checks of ``workflow.tasks.needs``; ``issues`` is the type of the document it issues; ``done`` is
    how the timeline tells it. ``together``: several tasks of a rakor can take it at once, with one document.
    """

    name: str
    button: str
    stage: Stage
    waits: Waits | None
    to_stage: Stage
    to_waits: Waits | None
    roles: frozenset[Role]
    needs: tuple[str, ...]
    done: str
    issues: str = ""
    backward: bool = False
    together: bool = False

    def starts_at(self, task: Mapping[str, Any]) -> bool:
        """Whether the task stands where this action begins, whoever asks."""
        return (
            not task["cancelled"]
            and not task.get("resting")
            and task["stage"] == self.stage
            and (self.waits is None or task["waits_for"] == self.waits)
        )


D, R, I = Stage.DRAFT, Stage.REPORTED, Stage.IMPLEMENTED  # noqa: E741
NOBODY, SEKDIS, DINSOS = Waits.NOBODY, Waits.SEKDIS, Waits.DINSOS
CHAIR_ONLY, SEKDIS_ONLY, DINSOS_ONLY = frozenset({Role.CHAIR}), frozenset({Role.SEKDIS}), frozenset({Role.DINSOS})

ACTIONS: dict[str, Action] = {
    a.name: a
    for a in (
        Action("edit_plan", "Simpan rencana", D, NOBODY, D, NOBODY, CHAIR_ONLY, ("draft_plan",), "Rencana diubah"),
        Action(
            "submit", "Ajukan ke Sekdis", D, NOBODY, D, SEKDIS, CHAIR_ONLY,
            ("plan",), "Diajukan ke Sekdis", issues=Kind.RTL,
        ),
        Action("withdraw", "Tarik kembali", D, SEKDIS, D, NOBODY, CHAIR_ONLY, (), "Ditarik kembali", backward=True),
        Action(
            "return_plan", "Kembalikan", D, SEKDIS, D, NOBODY, SEKDIS_ONLY,
            ("reason",), "Dikembalikan", backward=True,
        ),
        Action(
            "report", "Setujui dan laporkan ke pimpinan", D, SEKDIS, R, NOBODY, SEKDIS_ONLY,
            ("number", "addressee"), "Disetujui dan dilaporkan ke pimpinan", issues=Kind.LAPORAN,
            together=True,
        ),
        Action(
            "record_direction", "Catat arahan pimpinan", R, None, R, None, frozenset({Role.SEKDIS, Role.CHAIR}),
            ("direction",), "Arahan pimpinan dicatat",
        ),
        Action("progress", "Catat kemajuan", R, NOBODY, R, NOBODY, CHAIR_ONLY, ("progress",), "Kemajuan dicatat"),
        Action(
            "drop_evidence", "Hapus bukti", R, NOBODY, R, NOBODY, CHAIR_ONLY,
            ("evidence", "reason"), "Bukti dihapus", backward=True,
        ),
        Action("claim", "Ajukan selesai", R, NOBODY, R, DINSOS, CHAIR_ONLY, ("finished",), "Diajukan selesai"),
        Action(
            "return_claim", "Kembalikan", R, DINSOS, R, NOBODY, DINSOS_ONLY,
            ("reason",), "Pengajuan selesai dikembalikan", backward=True,
        ),
        Action(
            "verify", "Nyatakan dilaksanakan", R, DINSOS, I, NOBODY, DINSOS_ONLY,
            ("ticks",), "Dinyatakan dilaksanakan", issues=Kind.PELAKSANAAN,
        ),
        Action(
            "reopen", "Buka kembali", I, NOBODY, R, NOBODY, DINSOS_ONLY,
            ("reason",), "Dibuka kembali", backward=True,
        ),
        Action(
            "cancel", "Batalkan", D, NOBODY, D, NOBODY, DINSOS_ONLY,
            ("reason",), "Dibatalkan", backward=True,
        ),
    )
}  # fmt: skip


def holder_of(task: Mapping[str, Any]) -> Role | None:
    """In whose hands a task is; in nobody's when it is done or cancelled."""
    if task["cancelled"] or task["stage"] == Stage.IMPLEMENTED:
        return None
    return Waits(task["waits_for"]).holder
