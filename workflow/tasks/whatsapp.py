"""Texts for WhatsApp, by which offices call each other: to whom, what, the title, until when, and where to read on.

At most ``MOST`` letters, whatever the title and the address are. Nothing that somebody wrote beside the title: a reason
may name a person, and a message goes on to whom nobody knows.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from workflow.clock import day, moment
from workflow.machine.stages import (
    ASKED,
    CLAIMED,
    COUNTER_TASK,
    DECLINED,
    DRAFT,
    HELP,
    IMPLEMENTED,
    PLANNED,
    REPORTED,
    SUPPORTED,
    holder_of,
    situation_of,
)
from workflow.regions import Region, owner_name, owners
from workflow.roles import Actor, Role
from workflow.tasks.kept_days import late_days, late_now
from workflow.text import line, spoken_day

MOST = 300  # letters
SHORTEST_TITLE = 24  # letters: with fewer left, something else of the text goes first
TO_ANYBODY = "Assalamu’alaikum."

WAITING = {
    DRAFT: "Rencana ditunggu", PLANNED: "Rencana menunggu keputusan",
    DECLINED: "Keterangan bukan kewenangan menunggu keputusan", REPORTED: "Kemajuan ditunggu",
    CLAIMED: "Pengajuan selesai menunggu pemeriksaan", ASKED: "Permintaan perubahan menunggu keputusan",
    SUPPORTED: "Permintaan perubahan menunggu keputusan", HELP: "Permintaan bantuan menunggu jawaban",
    COUNTER_TASK: "Tugas provinsi ditunggu", IMPLEMENTED: "Sudah dilaksanakan",
}  # fmt: skip
RETURNED = {
    DRAFT: "Rencana dikembalikan, mohon diperbaiki", REPORTED: "Pengajuan selesai dikembalikan, mohon dilengkapi",
}  # fmt: skip


def message(to: str, what: str, title: str, until: str, link: str) -> str:
    """The text, of at most ``MOST`` letters. ``to`` is a greeting, ``what`` the beginning of the sentence in which the
    title stands, ``until`` a sentence or "", ``link`` an address.

    The title is shortened on a word; where an address leaves no room for one, the text does without the deadline, then
    without the greeting, and at last without the address, since half an address leads nowhere.
    """
    for greeting, deadline, address in ((to, until, link), (to, "", link), ("", "", link), (to, "", "")):
        head, tail = f"{greeting} {what}: “".lstrip(), " ".join(filter(None, ("”.", deadline, address)))
        room = MOST - len(head) - len(tail)
        if room >= min(SHORTEST_TITLE, len(title)):
            return f"{head}{shortened(title, room)}{tail}"
    return shortened(f"{what}: “{title}”.", MOST)


def shortened(text: str, most: int) -> str:
    """The text on one line, cut behind a word when it has more than ``most`` letters."""
    text = line(text)
    if len(text) <= most:
        return text
    cut = text[: most - 1]
    at = cut.rfind(" ")
    return (cut[:at] if at > most // 2 else cut).rstrip(" ,;:.-") + "…"


def of_task(task: Mapping[str, Any], reader: Actor, today: str, link: str, said: str = "") -> str:
    """About a task as it stands on the day ``today`` (ISO), to whoever has to act next; ``said`` is told instead of how
    it stands: what just happened to it."""
    to = _to(task, reader)
    named = "" if to.endswith(f"{owner_name(task['region'])}.") else f", {owner_name(task['region'])}"
    return message(to, f"{said or standing(task)}{named}", task["title"], until(task, today), link)


def standing(task: Mapping[str, Any]) -> str:
    """What is waited for, and since when where a reviewer has it: "Rencana menunggu keputusan sejak 3 Mei 2026"."""
    here = situation_of(task)
    if here in RETURNED and task["returned"]:
        return RETURNED[here]
    words = here.closed.label or WAITING[here]
    return f"{words} sejak {spoken_day(day(moment(task['since'])).isoformat())}" if here.waits else words


def until(task: Mapping[str, Any], today: str) -> str:
    """Its deadline as a sentence, as long as it is open: "Batas waktu 15 Desember 2026.", or by how much it is late."""
    if not task["open"] or not task["deadline"]:
        return ""
    if late_now(task, today):
        return f"Terlambat {late_days(task, today)} hari, batas waktu {spoken_day(task['deadline'])}."
    return f"Batas waktu {spoken_day(task['deadline'])}."


def of_late(region: Region, tasks: Sequence[Mapping[str, Any]], letter: str, today: str, link: str) -> str:
    """About all that is late of one kabupaten/kota; ``letter`` says what letter comes or came, as a sentence."""
    worst = max(tasks, key=lambda task: late_days(task, today))
    count, days = len(tasks), late_days(worst, today)
    what = f"{count} tindak lanjut rakor lewat batas waktu, terlama {days} hari"
    return message(f"Yth. Kepala Dinas Sosial {region.full}.", what, worst["title"], letter, link)


def _to(task: Mapping[str, Any], reader: Actor) -> str:
    """Who has to act next; whoever reads it himself passes it on to anybody."""
    role, owner = holder_of(task), owners()[task["region"]]
    if role is None or (role is reader.role and reader.region in ("", task["region"])):
        return TO_ANYBODY
    offices = {Role.CHAIR: owner.chair, Role.SEKDIS: _secretary(owner), Role.DINSOS: "Dinas Sosial Aceh"}
    return f"Yth. {offices[role]}."


def _secretary(owner: Region) -> str:
    return f"Sekretaris Dinas Sosial {owner.full or 'Aceh'}"
