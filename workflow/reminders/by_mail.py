"""A digest as a mail: put into the outbox with the digest, once a person and day, to leave at the person's hour.

It says no more than titles and days, and leads to the pages where the rest is.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import groupby

from workflow.mail import outbox
from workflow.mail.mail_text import Items, Letter, Link
from workflow.people.addresses import NEWS
from workflow.records import Digest, Notice, User
from workflow.records.reminded import Reminder
from workflow.regions import region_name
from workflow.reminders.digests import Send
from workflow.reminders.due import LKS, MANDATE, TASK
from workflow.reminders.notices import moment_of
from workflow.reminders.rules import GROUPS
from workflow.store import Store
from workflow.text import listed, spoken_day

MOST = 20  # lines of a group; the rest is counted
# Where each record, the news and a person's choice are found.
PLACES = {TASK: "/tugas/{}", LKS: "/lks/{}", MANDATE: "/akun/mandat"}
KABAR, CHOICE = "/kabar", "/kabar/pemberitahuan"
IN_SUBJECT = {
    "late": "{} terlambat", "limit": "{} melewati batas periksa", "near": "{} mendekati batas waktu",
    "renewal": "{} LKS", "mandate": "mandat",
}  # fmt: skip


def sender(store: Store, base_url: str) -> Send:
    """What ``digests.run`` is handed in where mail is set up."""

    def send(user: User, digest: Digest, notice: Notice) -> None:
        if not notice["mail"]:
            return
        told, leaves = letter(user, digest, base_url), moment_of(notice, date.fromisoformat(digest["day"]))
        outbox.put(
            store, f"{NEWS}{user['id']}/{digest['day']}", user, told.subject, told.text, told.html, leaves
        )  # fmt: skip

    return send


def letter(user: User, digest: Digest, base_url: str) -> Letter:
    """The same for text and HTML; ``base_url`` without a stroke at its end."""
    groups = {group: list(items) for group, items in groupby(digest["items"], key=lambda item: item["group"])}
    told = listed([IN_SUBJECT[group].format(len(items)) for group, items in groups.items()])
    on, base = spoken_day(digest["day"]), base_url.rstrip("/")
    parts: list[str | Link | Items] = [f"Yth. {user['name']}", f"Pengingat dari Tuntas, {on}."]
    parts += [Items(GROUPS[group], tuple(_lines(items, user, base))) for group, items in groups.items()]
    parts += [Link("Buka Kabar", base + KABAR), Link("Ubah jam, atau hentikan surel ini", base + CHOICE)]
    return Letter(f"Pengingat Tuntas {on}: {told}", parts)


def _lines(items: Sequence[Reminder], user: User, base: str) -> Iterator[str | Link]:
    for item in items[:MOST]:
        yield Link(_said(item, user), base + PLACES[item["about"]].format(item["record"]))
    if len(items) > MOST:
        yield f"dan {len(items) - MOST} lagi"


def _said(item: Reminder, user: User) -> str:
    """ "Lewat 4 hari: Gelar rapat koordinasi", with the region where it is not the reader's own."""
    if item["about"] == MANDATE:
        return item["sentence"]
    where = "" if item["region"] == user["region"] else f" ({region_name(item['region'])})"
    return f"{item['sentence']}: {item['title']}{where}"
