"""Where a task stands, in whose hands and what comes next, as Indonesian words on the pages."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from flask import Flask

from workflow.clock import day, moment
from workflow.evidence.counted import current_evidence
from workflow.machine.actions import ACTIONS
from workflow.machine.stages import (
    ASKED,
    CLAIMED,
    COUNTER_TASK,
    DECLINED,
    HELP,
    PLANNED,
    SUPPORTED,
    Stage,
    Waits,
    holder_of,
    situation_of,
)
from workflow.regions import PROVINCE
from workflow.roles import Role
from workflow.tasks.kept_days import late_days
from workflow.web.current import actor, store, today
from workflow.web.words import due, is_claimed_late, is_late, region_short


def closed_as(task: Mapping[str, Any]) -> str:
    """ "Dibatalkan", "Dialihkan", "Tidak dapat ditindaklanjuti"; "" for every other."""
    return situation_of(task).closed.label


def waits_words(task: Mapping[str, Any]) -> str:
    """ "Menunggu Sekdis", and about what when it is no plan and no claim."""
    return situation_of(task).waits_words


def returned_by(task: Mapping[str, Any]) -> str:
    """Who sent it back: of a plan Sekdis; of everything later whoever says so himself."""
    if task["stage"] == Stage.DRAFT and not task.get("declined"):
        return "Sekdis"
    return "Dinas Sosial Aceh" if task["returned"]["by"].startswith("Dinas Sosial Aceh") else task["returned"]["by"]


def holder(task: Mapping[str, Any]) -> str:
    """In whose hands the task is, for the reader: "Anda", "Sekdis", "Dinas Sosial Aceh", "Ketua LKKS …"."""
    role = holder_of(task)
    if role is None:
        return closed_as(task) or "Selesai"
    if task["waits_for"] == Waits.PROVINCE:
        return "Provinsi"
    reader = actor()
    if reader.role is role and (not role.regional or reader.region == task["region"]):
        return "Anda"
    if role.regional and task["region"] == PROVINCE:
        return f"{'Bidang' if role is Role.CHAIR else role.label} Dinas Sosial Aceh"
    return role.label if reader.role.regional or not role.regional else f"{role.label} {region_short(task['region'])}"


SHORT = {Waits.SEKDIS: "Sekdis", Waits.DINSOS: "Dinsos Aceh", Waits.PROVINCE: "Provinsi"}


def held_briefly(task: Mapping[str, Any]) -> str:
    """The same in a narrow column, with how long or how far: "Sekdis, 8 hari", "Ketua LKKS, 60%"; "–" when it is done.

    The place stands in a column of its own."""
    role = holder_of(task)
    if role is None:
        return "–"
    waits = Waits(task["waits_for"])
    if waits is Waits.NOBODY:
        who = "Bidang" if task["region"] == PROVINCE else role.label
        how = f", {task['percent']}%" if task["stage"] == Stage.REPORTED else ", dikembalikan" * bool(task["returned"])
    else:
        days = (date.fromisoformat(today()) - day(moment(task["since"]))).days
        who, how = SHORT[waits], f", {days} hari" if days > 0 else ", hari ini"
    return f"{'Anda' if holder(task) == 'Anda' else who}{how}"


def late_briefly(task: Mapping[str, Any]) -> str:
    """ "19 hari", from a year on "lewat 3 tahun"; of what is done the day; of a claim what it was late; else ""."""
    if task["stage"] == Stage.IMPLEMENTED or is_claimed_late(task):
        return due(task)
    if not is_late(task):
        return ""
    return long_ago(late_days(task, today()))


A_YEAR = 365  # days


def long_ago(days: int) -> str:
    """ "19 hari", from a year on "lewat 3 tahun"."""
    return f"{days} hari" if days < A_YEAR else f"lewat {days // A_YEAR} tahun"


NEXT = {
    PLANNED: "Sekdis memeriksa dan memutuskan", CLAIMED: "Dinas Sosial Aceh memeriksa bukti",
    DECLINED: "Dinas Sosial Aceh memutuskan kewenangannya", ASKED: "Sekdis meneruskan atau menolak permintaan",
    SUPPORTED: "Dinas Sosial Aceh memutuskan permintaan", HELP: "Dinas Sosial Aceh menjawab permintaan bantuan",
    COUNTER_TASK: "Provinsi menyelesaikan tugasnya",
}  # fmt: skip


def next_step(task: Mapping[str, Any]) -> str:
    """The one thing to do next, as a verb, whoever does it."""
    here = situation_of(task)
    if here.closed or here.stage is Stage.IMPLEMENTED:
        return "Tidak ada"
    if here in NEXT:
        return NEXT[here]
    if task["stage"] == Stage.DRAFT:
        return "Perbaiki rencana" if task["returned"] else "Lengkapi rencana, lalu ajukan"
    if task["percent"] < 100:
        return "Catat kemajuan"
    return ACTIONS["claim"].button if current_evidence(store, task["id"]) else "Tambahkan bukti"


def init_app(app: Flask) -> None:
    for words in (closed_as, waits_words, returned_by, holder, held_briefly, late_briefly, long_ago, next_step):
        app.add_template_filter(words)
