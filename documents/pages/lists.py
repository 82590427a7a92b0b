"""The lists of the pages as Excel and CSV: ``/tugas.xlsx?…`` holds exactly what ``/tugas?…`` shows on all its pages.

Filters, order and what a reader may see are asked of the same places as the page asks them.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from typing import Any

from flask import Blueprint, render_template, request, send_file

from documents.issue.names import place
from documents.lists import (
    behind_numbers,
    behind_promises,
    indicator_figures,
    institution_list,
    record_lists,
    task_list,
)
from documents.lists.excel import workbook_of
from documents.lists.listing import MEDIA, MOST, Listing
from documents.lists.record_lists import Meeting, Paper
from documents.pages import document_list
from workflow.agenda import listing as agenda_list
from workflow.audit import listing as audit_list
from workflow.indicator.measuring import measure
from workflow.lks import chosen
from workflow.offices.offices import gaps
from workflow.pages.agenda import office_name, office_names, rows_of
from workflow.pages.rakor import rakors as rakor_list
from workflow.pages.settings import accounts as settings_accounts
from workflow.pages.settings import audit
from workflow.pages.settings import offices as settings_offices
from workflow.pages.settings.one_office import IDENTITIES
from workflow.papers.issuing import tasks_of
from workflow.regions import PROVINCE
from workflow.store import Record
from workflow.tasks import filters, tallies
from workflow.web.current import actor, store, today
from workflow.web.one_moment import of_one_moment
from workflow.web.saving import Page
from workflow.web.unknown import refuse, unknown_filters

pages = Blueprint("lists", __name__)
AT_ONCE = 500
EXT = "<any(xlsx, csv):ext>"


@pages.get(f"/tugas.{EXT}")
@of_one_moment
def tasks(ext: str) -> Page:
    given = filters.accepted(store, request.args, actor())
    refuse(unknown_filters(filters.KNOWN, filters.understood(store, request.args)))
    found = task_list.items(store, actor(), given, today())
    return sent(task_list.TASKS, found, ext, filters.count(store, actor(), given, today()))


@pages.get(f"/dokumen.{EXT}")
@of_one_moment
def documents(ext: str) -> Page:
    asked = document_list.Filters.asked(document_list.years())
    refuse(asked.unknown())
    where = asked.where()
    found = (Paper(record, _about(record)) for record in store.each("document", order=asked.order(), **where))
    return sent(record_lists.DOCUMENTS, found, ext, store.count("document", **where))


@pages.get(f"/rakor.{EXT}")
@of_one_moment
def rakors(ext: str) -> Page:
    refuse(rakor_list.unknown())
    return sent(record_lists.RAKORS, _meetings(rakor_list.order()), ext, store.count("rakor"))


@pages.get(f"/lks.{EXT}")
@of_one_moment
def lks(ext: str) -> Page:
    given = chosen.accepted(request.args, actor())
    refuse(unknown_filters(chosen.KNOWN, chosen.understood(request.args)))
    found = institution_list.items(store, actor(), given, today())
    return sent(institution_list.LKS, found, ext, chosen.number(store, actor(), given, today()))


@pages.get(f"/indikator.{EXT}")
@of_one_moment
def indicator(ext: str) -> Page:
    """The figures of the day ``?pada=`` and what is behind them: three sheets, or as CSV the one of ``?isi=``."""
    given = chosen.accepted({"pada": request.args.get("pada", "")}, actor())
    part = request.args.get("isi", "")
    known = {**given, "isi": part} if part in PARTS else given
    refuse(unknown_filters(["pada", "isi"], known))
    day = given.get("pada", today())
    count = chosen.number(store, actor(), {"ukuran": "P1", "pada": day}, day)
    if ext == "csv":
        listing, found = PARTS[part or "lks"], _behind(part or "lks", day)
        return sent(listing, found, ext, count if listing is behind_numbers.BEHIND else 0)
    if count > MOST:
        return too_many(ext, count)
    content = workbook_of([listing.sheet(_behind(name, day)) for name, listing in PARTS.items()])
    return attached(content, ext, _named("Indikator"))


# value of "isi" -> the sheet
PARTS = {"angka": indicator_figures.FIGURES, "lks": behind_numbers.BEHIND, "janji": behind_promises.PROMISES}


def _behind(part: str, day: str) -> Iterator[Any]:
    if part == "angka":
        return indicator_figures.items(measure(store, day), actor())
    if part == "lks":
        return behind_numbers.items(store, actor(), day)
    return behind_promises.items(store, actor(), day)


@pages.get(f"/agenda.{EXT}")
@of_one_moment
def agenda(ext: str) -> Page:
    filters = agenda_list.asked(store, actor(), request.args)
    refuse(unknown_filters(agenda_list.NAMES, filters.used))
    found = _named_rows(agenda_list.every(store, filters))
    name = f"Agenda-{office_name(filters.office).replace(' ', '-')}{f'-{filters.year}' if filters.year else ''}"
    return sent(record_lists.AGENDA, found, ext, agenda_list.count(store, filters), name=name)


@pages.get(f"/pengaturan/akun.{EXT}")
@of_one_moment
def accounts(ext: str) -> Page:
    args, found = settings_accounts.asked_for()
    refuse(settings_accounts.unknown(args))
    return sent(record_lists.ACCOUNTS, found, ext, len(found))


@pages.get(f"/pengaturan/kantor.{EXT}")
@of_one_moment
def offices(ext: str) -> Page:
    _, _, rows = settings_offices.asked_for()
    refuse(settings_offices.unknown())
    found = [
        {**office, "identity_words": IDENTITIES[office["identity"]], "missing": ", ".join(gaps(office))}
        for row in rows
        for office in row["offices"]
    ]
    return sent(record_lists.OFFICES, found, ext, len(found))


@pages.get(f"/pengaturan/riwayat.{EXT}")
@of_one_moment
def events(ext: str) -> Page:
    asked = audit.asked()
    refuse(unknown_filters(audit.FILTERS, audit.query(asked)))
    return sent(record_lists.EVENTS, audit_list.every(store, asked), ext, audit_list.count(store, asked))


def sent(listing: Listing, items: Iterable[Any], ext: str, count: int, *, name: str = "") -> Page:
    """The file, or the page that says that the list is too long for one. ``count`` is how many items there are."""
    if count > MOST:
        return too_many(ext, count)
    return attached(listing.content(items, ext), ext, name or _named(listing.name))


def too_many(ext: str, count: int) -> Page:
    said = f"Daftar ini berisi {count} baris, paling banyak {MOST} dalam satu berkas. Saring dahulu."
    return render_template("papers/no_file.html", ext=ext, sentence=said), 422


def attached(content: bytes, ext: str, name: str) -> Page:
    return send_file(io.BytesIO(content), mimetype=MEDIA[ext], as_attachment=True, download_name=f"{name}.{ext}")


def _named(what: str) -> str:
    return f"{what.replace(' ', '-')}-{place(actor().region or PROVINCE)}-{today()}"


def _about(record: Record) -> str:
    """The tasks of a document, or its rakor."""
    if record["task"]:
        return "\n".join(task["title"] for id in tasks_of(record) if (task := store.get("task", id)))
    rakor = store.get("rakor", record["rakor"]) if record["rakor"] else None
    return rakor["title"] if rakor else ""


def _meetings(order: str) -> Iterator[Meeting]:
    after = None
    while batch := store.find("rakor", order=order, after=after, limit=AT_ONCE):
        progress = tallies.progress_of(store, actor(), batch)
        yield from (Meeting(rakor, progress[rakor["id"]]) for rakor in batch)
        after = batch[-1]["id"]


def _named_rows(entries: Iterable[Record]) -> Iterator[dict[str, Any]]:
    """What the file says of an entry, by its own names."""
    names = office_names()
    for row in rows_of(entries):
        paper = row.document or {"title": "", "status": ""}
        office = names[row.entry["office"]]
        yield {**row.entry, "naskah": paper["title"], "keadaan": paper["status"], "kantor": office}
