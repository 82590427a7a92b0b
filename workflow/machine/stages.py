"""Where a task can stand: its three stages, for whom it waits, about what, and how it was closed."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Any, NamedTuple

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
    PROVINCE = "provinsi"

    @property
    def label(self) -> str:
        return {
            "": "", "sekdis": "Menunggu Sekdis", "dinsos": "Menunggu Dinsos Aceh", "provinsi": "Menunggu provinsi",
        }[self]  # fmt: skip

    @property
    def phrase(self) -> str:
        """The same within a sentence: "menunggu Sekdis"."""
        return self.label[:1].lower() + self.label[1:]

    @property
    def holder(self) -> Role:
        """Whose act comes next on such a task, as long as it is not done."""
        return {"": Role.CHAIR, "sekdis": Role.SEKDIS, "dinsos": Role.DINSOS, "provinsi": Role.DINSOS}[self]


class Matter(StrEnum):
    """What a task waits about. It is stored, so that nothing is guessed from what an earlier waiting left behind."""

    NOTHING = ""
    PLAN = "rencana"
    DECLINE = "tolak"
    CLAIM = "selesai"
    CHANGE = "perubahan"
    HELP = "bantuan"
    COUNTER_TASK = "tugas_provinsi"

    @property
    def label(self) -> str:
        return {
            "": "", "rencana": "rencana", "tolak": "bukan kewenangan", "selesai": "pengajuan selesai",
            "perubahan": "permintaan perubahan", "bantuan": "permintaan bantuan", "tugas_provinsi": "tugas provinsi",
        }[self]  # fmt: skip


class Closed(StrEnum):
    """How a task ended without being implemented."""

    NO = ""
    CANCELLED = "dibatalkan"
    MOVED = "dialihkan"
    IMPOSSIBLE = "tidak_dapat"

    @property
    def label(self) -> str:
        return {
            "": "", "dibatalkan": "Dibatalkan", "dialihkan": "Dialihkan", "tidak_dapat": "Tidak dapat ditindaklanjuti",
        }[self]  # fmt: skip


HOLDERS: dict[str, str] = {  # as lists are filtered by them
    waits.holder: waits.holder.label for waits in (Waits.NOBODY, Waits.SEKDIS, Waits.DINSOS)
}


def standing(stage: Stage, waits: Waits) -> str:
    """Stage and holder in words: "Draf, menunggu Sekdis"."""
    return f"{stage.label}, {waits.phrase}" if waits else stage.label


class Situation(NamedTuple):
    """Where a task stands: its stage, for whom it waits, about what, and how it was closed."""

    stage: Stage
    waits: Waits = Waits.NOBODY
    matter: Matter = Matter.NOTHING
    closed: Closed = Closed.NO

    @property
    def words(self) -> str:
        """ "Dilaporkan ke pimpinan, menunggu Sekdis: permintaan perubahan"; of a plan or a claim without the matter,
        since nothing else waits there ordinarily."""
        if self.closed:
            return self.closed.label
        plain = standing(self.stage, self.waits)
        return plain if self.matter in (Matter.NOTHING, Matter.PLAN, Matter.CLAIM) else f"{plain}: {self.matter.label}"

    @property
    def waits_words(self) -> str:
        """The same without the stage: "Menunggu Sekdis: permintaan perubahan"."""
        if self.matter in (Matter.NOTHING, Matter.PLAN, Matter.CLAIM):
            return self.waits.label
        return f"{self.waits.label}: {self.matter.label}"


DRAFT = Situation(Stage.DRAFT)
PLANNED = Situation(Stage.DRAFT, Waits.SEKDIS, Matter.PLAN)
DECLINED = Situation(Stage.DRAFT, Waits.DINSOS, Matter.DECLINE)
REPORTED = Situation(Stage.REPORTED)
CLAIMED = Situation(Stage.REPORTED, Waits.DINSOS, Matter.CLAIM)
ASKED = Situation(Stage.REPORTED, Waits.SEKDIS, Matter.CHANGE)
SUPPORTED = Situation(Stage.REPORTED, Waits.DINSOS, Matter.CHANGE)
HELP = Situation(Stage.REPORTED, Waits.PROVINCE, Matter.HELP)
COUNTER_TASK = Situation(Stage.REPORTED, Waits.PROVINCE, Matter.COUNTER_TASK)
IMPLEMENTED = Situation(Stage.IMPLEMENTED)
CANCELLED = Situation(Stage.DRAFT, closed=Closed.CANCELLED)
MOVED = Situation(Stage.REPORTED, closed=Closed.MOVED)
IMPOSSIBLE = Situation(Stage.REPORTED, closed=Closed.IMPOSSIBLE)
SITUATIONS = (
    DRAFT, PLANNED, DECLINED, REPORTED, CLAIMED, ASKED, SUPPORTED, HELP, COUNTER_TASK, IMPLEMENTED, CANCELLED, MOVED,
    IMPOSSIBLE,
)  # fmt: skip
OPEN_REPORTED = (REPORTED, CLAIMED, ASKED, SUPPORTED, HELP, COUNTER_TASK)


def situation_of(task: Mapping[str, Any]) -> Situation:
    """Where the task stands. One of an earlier version says no matter: whoever it waits for had but one."""
    stage, waits = Stage(task["stage"]), Waits(task["waits_for"])
    closed = task.get("closed") or (Closed.CANCELLED if task["cancelled"] else Closed.NO)
    of_before = {Waits.SEKDIS: Matter.PLAN, Waits.DINSOS: Matter.CLAIM}.get(waits, Matter.NOTHING)
    return Situation(stage, waits, Matter(task.get("matter") or of_before), Closed(closed))


def holder_of(task: Mapping[str, Any]) -> Role | None:
    """Whose act comes next on a task; nobody's when it is done or closed."""
    here = situation_of(task)
    return None if here.closed or here.stage is Stage.IMPLEMENTED else here.waits.holder
