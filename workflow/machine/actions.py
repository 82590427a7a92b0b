"""The state machine as one table: who may do what from where to where, what it needs and what it issues.

Buttons, guards, the timeline, the help page and the tests are all drawn from ``ACTIONS``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from workflow.kinds import Kind
from workflow.machine.stages import (
    ASKED,
    CANCELLED,
    CLAIMED,
    COUNTER_TASK,
    DECLINED,
    DRAFT,
    HELP,
    IMPLEMENTED,
    IMPOSSIBLE,
    MOVED,
    OPEN_REPORTED,
    PLANNED,
    REPORTED,
    SUPPORTED,
    Situation,
    situation_of,
)
from workflow.roles import Role


@dataclass(frozen=True)
class Action:
    """One row of the machine: from any of ``starts`` to ``to`` (None: the task stays where it is).

    ``needs`` names checks of ``workflow.tasks.needs``; ``issues`` are the papers it issues, the main one first;
    ``done`` is how the timeline tells it. ``together``: several tasks of a rakor can take it at once, with one paper.
    ``requests``: the kinds of request that it decides. ``until_deadline``: where it starts no later than on that day.
    ``undo``: for a few minutes whoever did it can take it back.
    """

    name: str
    button: str
    starts: tuple[Situation, ...]
    to: Situation | None
    roles: frozenset[Role]
    needs: tuple[str, ...]
    done: str
    issues: tuple[str, ...] = ()
    backward: bool = False
    together: bool = False
    undo: bool = False
    requests: tuple[str, ...] = ()
    until_deadline: tuple[Situation, ...] = ()

    def starts_at(self, task: Mapping[str, Any]) -> bool:
        """Whether the task stands where this action begins, whoever asks."""
        if situation_of(task) not in self.starts or task.get("resting"):
            return False
        return not self.requests or request_decided(task) in self.requests

    def leads_to(self, other: Action) -> bool:
        return self.to is not None and self.to not in self.starts and self.to in other.starts


TIME, PLAN_CHANGE, OWNER, CANNOT = "waktu", "rencana", "alih", "tidak_dapat"
ELSEWHERE = "alih ke luar"  # a transfer to another kabupaten/kota, or to the province


def request_decided(task: Mapping[str, Any]) -> str:
    """The kind of the request that a task carries, a transfer to elsewhere told apart; "" without one."""
    request = task.get("request")
    if not request:
        return ""
    owner = request["proposed"].get("region", "")
    return ELSEWHERE if request["kind"] == OWNER and owner not in ("", task["region"]) else str(request["kind"])


CHAIR_ONLY, SEKDIS_ONLY, DINSOS_ONLY = frozenset({Role.CHAIR}), frozenset({Role.SEKDIS}), frozenset({Role.DINSOS})
BOTH = frozenset({Role.SEKDIS, Role.CHAIR})
UNDO = "undo_"  # in front of the name of the move that is taken back

ROWS = (
    Action("edit_plan", "Simpan rencana", (DRAFT,), DRAFT, CHAIR_ONLY, ("draft_plan",), "Rencana diubah"),
    Action(
        "submit", "Ajukan ke Sekdis", (DRAFT,), PLANNED, CHAIR_ONLY,
        ("plan",), "Diajukan ke Sekdis", issues=(Kind.RTL,),
    ),
    Action(
        "withdraw", "Tarik kembali", (PLANNED, DECLINED), DRAFT, CHAIR_ONLY,
        (), "Ditarik kembali", backward=True, until_deadline=(DECLINED,),
    ),
    Action(
        "return_plan", "Kembalikan", (PLANNED,), DRAFT, SEKDIS_ONLY, ("reason",), "Dikembalikan", backward=True,
    ),
    Action(
        "report", "Setujui dan laporkan ke pimpinan", (PLANNED,), REPORTED, SEKDIS_ONLY,
        ("number", "addressee"), "Disetujui dan dilaporkan ke pimpinan",
        issues=(Kind.LAPORAN, Kind.TANDA_TERIMA, Kind.DISPOSISI),
        together=True, undo=True,
    ),
    Action(
        "decline", "Bukan kewenangan kami", (DRAFT,), DECLINED, CHAIR_ONLY,
        ("reason",), "Dinyatakan bukan kewenangan",
    ),
    Action(
        "insist", "Tetap ditugaskan", (DECLINED,), DRAFT, DINSOS_ONLY, ("reason",), "Tetap ditugaskan", backward=True,
    ),
    Action(
        "cancel", "Batalkan", (DRAFT, DECLINED), CANCELLED, DINSOS_ONLY, ("reason",), "Dibatalkan", backward=True,
    ),
    Action(
        "revoke_report", "Cabut laporan", (REPORTED,), PLANNED, SEKDIS_ONLY,
        ("reason",), "Laporan dicabut", backward=True, together=True,
    ),
    Action(
        "record_direction", "Catat arahan pimpinan", OPEN_REPORTED, None, BOTH,
        ("direction",), "Arahan pimpinan dicatat",
    ),
    Action(
        "record_receipt", "Catat tanda terima", (*OPEN_REPORTED, IMPLEMENTED, IMPOSSIBLE), None, BOTH,
        ("receipt",), "Tanda terima dicatat",
    ),
    Action(
        "progress", "Catat kemajuan", (REPORTED, ASKED, SUPPORTED, HELP, COUNTER_TASK), None, CHAIR_ONLY,
        ("progress",), "Kemajuan dicatat",
    ),
    Action(
        "drop_evidence", "Hapus bukti", (REPORTED,), None, CHAIR_ONLY,
        ("evidence", "reason"), "Bukti dihapus", backward=True,
    ),
    Action(
        "strike_progress", "Coret catatan", (REPORTED,), None, CHAIR_ONLY,
        ("note", "reason"), "Catatan kemajuan dicoret", backward=True,
    ),
    Action(
        "claim", "Ajukan selesai", (REPORTED,), CLAIMED, CHAIR_ONLY, ("finished",), "Diajukan selesai", undo=True,
    ),
    Action(
        "withdraw_claim", "Tarik kembali", (CLAIMED,), REPORTED, CHAIR_ONLY,
        (), "Pengajuan selesai ditarik kembali", backward=True, until_deadline=(CLAIMED,),
    ),
    Action("judge", "Nilai bukti", (CLAIMED,), None, DINSOS_ONLY, ("verdict",), "Bukti dinilai"),
    Action(
        "return_claim", "Kembalikan", (CLAIMED,), REPORTED, DINSOS_ONLY,
        ("verdicts",), "Pengajuan selesai dikembalikan", issues=(Kind.PENELAAHAN,), backward=True,
    ),
    Action(
        "verify", "Nyatakan dilaksanakan", (CLAIMED,), IMPLEMENTED, DINSOS_ONLY,
        ("all_good",), "Dinyatakan dilaksanakan", issues=(Kind.PELAKSANAAN, Kind.PENELAAHAN), undo=True,
    ),
    Action(
        "reopen", "Buka kembali", (IMPLEMENTED, IMPOSSIBLE), REPORTED, DINSOS_ONLY,
        ("reason",), "Dibuka kembali", backward=True,
    ),
    Action("ask_change", "Minta perubahan", (REPORTED,), ASKED, CHAIR_ONLY, ("change",), "Perubahan diminta"),
    Action(
        "withdraw_change", "Tarik kembali", (ASKED, SUPPORTED), REPORTED, CHAIR_ONLY,
        (), "Permintaan perubahan ditarik kembali", backward=True, until_deadline=(SUPPORTED,),
    ),
    Action(
        "support_change", "Teruskan ke Dinsos Aceh", (ASKED,), SUPPORTED, SEKDIS_ONLY,
        (), "Permintaan diteruskan ke Dinsos Aceh",
    ),
    Action(
        "refuse_change", "Tolak permintaan", (ASKED, SUPPORTED), REPORTED, frozenset({Role.SEKDIS, Role.DINSOS}),
        ("reason",), "Permintaan perubahan ditolak", backward=True,
    ),
    Action(
        "grant_change", "Setujui permintaan", (SUPPORTED,), REPORTED, DINSOS_ONLY,
        ("granted",), "Permintaan perubahan disetujui", issues=(Kind.ADENDUM,), undo=True,
        requests=(TIME, PLAN_CHANGE, OWNER),
    ),
    Action(
        "grant_transfer", "Setujui permintaan", (SUPPORTED,), MOVED, DINSOS_ONLY,
        ("transfer",), "Dialihkan", issues=(Kind.ADENDUM,), undo=True, requests=(ELSEWHERE,),
    ),
    Action(
        "grant_impossible", "Setujui permintaan", (SUPPORTED,), IMPOSSIBLE, DINSOS_ONLY,
        (), "Dinyatakan tidak dapat ditindaklanjuti", issues=(Kind.KETERANGAN,), undo=True, requests=(CANNOT,),
    ),
    Action(
        "ask_help", "Minta bantuan provinsi", (REPORTED,), HELP, CHAIR_ONLY, ("help",), "Bantuan provinsi diminta",
    ),
    Action(
        "withdraw_help", "Tarik kembali", (HELP,), REPORTED, CHAIR_ONLY,
        (), "Permintaan bantuan ditarik kembali", backward=True, until_deadline=(HELP,),
    ),
    Action(
        "take_help", "Jadikan tugas provinsi", (HELP,), COUNTER_TASK, DINSOS_ONLY,
        ("counter_task",), "Dijadikan tugas provinsi",
    ),
    Action(
        "answer_help", "Jawab", (HELP,), REPORTED, DINSOS_ONLY,
        ("answer",), "Permintaan bantuan dijawab", issues=(Kind.ADENDUM,),
    ),
)  # fmt: skip
HAND_OVER = Action("hand_over", "Bagikan", (), DRAFT, DINSOS_ONLY, (), "Tugas dibagikan", undo=True)


def _undoing(row: Action) -> Action:
    done = f"Diurungkan: {row.done[:1].lower()}{row.done[1:]}"
    return replace(
        row, name=UNDO + row.name, button="Urungkan", starts=(row.to,) if row.to else (), to=None, needs=(),
        done=done, issues=(), backward=True, together=True, undo=False, requests=(),
    )  # fmt: skip


ACTIONS: dict[str, Action] = {
    row.name: row for row in (*ROWS, *(_undoing(row) for row in (HAND_OVER, *ROWS) if row.undo))
}
