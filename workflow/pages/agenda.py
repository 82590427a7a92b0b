"""The agenda's pages: every number of an office, on screen, on paper and as Excel, and what is done in it by hand."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import islice
from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for
from wtforms import StringField, TextAreaField

from workflow.agenda import acts, listing, register, start, states
from workflow.agenda.listing import Filters
from workflow.clock import day
from workflow.machine.stages import SHORTEST_REASON
from workflow.many import MANY
from workflow.offices.archive_codes import archive_codes
from workflow.once import once
from workflow.papers.issuing import tasks_of
from workflow.records import Office
from workflow.regions import region_name
from workflow.roles import Role
from workflow.store import Record, scopes
from workflow.text import YES
from workflow.web.chips import Chip
from workflow.web.conflicts import stale_page
from workflow.web.current import actor, now, store, today
from workflow.web.forms import Asking, Versioned, most
from workflow.web.paging import after
from workflow.web.pressing import press, say
from workflow.web.saved_chips import saved_chips
from workflow.web.saving import Late, Page, save_or_show
from workflow.web.sorted_heads import Column, Head, heads
from workflow.web.unknown import unknown_filters

pages = Blueprint("agenda", __name__)

ON_A_PAGE = 25


class ReserveForm(Versioned):
    subject = StringField("Untuk keperluan", render_kw=most(200))
    archive_code = StringField("Kode klasifikasi arsip", render_kw=most(30))


class PaperForm(Asking, Versioned):
    number = StringField("Nomor naskah", render_kw=most(80))
    date = StringField("Tanggal naskah")
    subject = StringField("Hal", render_kw=most(200))
    signer = StringField("Jabatan penanda tangan", render_kw=most(120))


class StartForm(Versioned):
    last = StringField("Nomor terakhir yang sudah dipakai di luar Tuntas tahun ini", render_kw=most(6))


class FillForm(Asking, Versioned):
    number = StringField("Nomor yang ditulis di kertas", render_kw=most(80))


class VoidForm(Versioned):
    reason = TextAreaField("Alasan", render_kw=most(500))


@dataclass(frozen=True)
class Row:
    """An entry with the document that has its number and the tasks it is about, and what the reader can do with it."""

    entry: Record
    document: Record | None
    tasks: tuple[Record, ...] = ()
    may_fill: bool = False
    may_void: bool = False


@pages.get("/agenda")
def index() -> Page:
    """The newest numbers first, a page at a time."""
    filters, own = listing.asked(store, actor(), request.args), acts.own_office(store, actor())
    before = after("entry", "setelah")
    found = listing.page(store, filters, after=before, limit=ON_A_PAGE + 1)
    shown, on = found[:ON_A_PAGE], day(now())
    return render_template(
        "papers/agenda.html", rows=[_with_acts(row, own) for row in rows_of(shown)], filters=filters, own=own,
        count=listing.count(store, filters, most=MANY), query=query(filters, own), states=states.STATES,
        name=office_name,
        onward=shown[-1]["id"] if len(found) > ON_A_PAGE else 0, before=before or 0, offices=_offices(),
        years=[(year, year) for year in listing.years(store, filters.office)], names=office_names(),
        unknown=unknown_filters(listing.NAMES, filters.used), outside=_outside(filters),
        chips=_chips(filters, own), heads=_heads(filters, own), may_go_on=start.first_given(store, own, on) is None,
    )  # fmt: skip


def _chips(filters: Filters, own: Office) -> list[Chip]:
    """All numbers of the own office, each state that some are in, and what the reader has kept."""
    asked = {name: value for name, value in query(filters, own).items() if name != "urut"}
    where = listing.asked(store, actor(), {}).where()
    found = [Chip("Semua", url_for("agenda.index"), None, current=not asked)]
    for state, words in states.STATES.items():
        if number := store.count("entry", most=MANY, **where, status=state):
            url = url_for("agenda.index", status=state)
            found.append(Chip(words, url, number, current=asked == {"status": state}))
    saved = saved_chips(
        "agenda", {name: str(value) for name, value in query(filters, own).items()}, _accepted,
        lambda given: listing.count(store, listing.asked(store, actor(), given), most=MANY),
    )  # fmt: skip
    return [*found, *saved]


def _heads(filters: Filters, own: Office) -> list[Head]:
    columns = [
        Column("Nomor", "nomor"), Column("Hal, naskah, penanda tangan"), Column("Tanggal", "tanggal", down=True),
        Column("Status", "status"), Column("Berkas dan tindakan"),
    ]  # fmt: skip
    asked = query(filters, own)
    chosen = filters.urut or "-tanggal"
    return heads(columns, chosen, lambda urut: url_for("agenda.index", **{**asked, "urut": urut}))


def _accepted(given: Mapping[str, str]) -> dict[str, str]:
    """What of a kept query means something today."""
    known = listing.asked(store, actor(), given)
    return {name: value for name, value in given.items() if name in known.used or name == "q"}


@pages.get("/agenda/cetak")
def printed() -> Page:
    """The same filters as one table without end, in the order of a book."""
    filters, own = listing.asked(store, actor(), request.args), acts.own_office(store, actor())
    return render_template(
        "papers/agenda_print.html", rows=rows_of(listing.every(store, filters)), filters=filters, name=office_name,
        count=listing.count(store, filters), query=query(filters, own), states=states.STATES,
        outside=_outside(filters), unknown=unknown_filters(listing.NAMES, filters.used),
    )  # fmt: skip


@pages.route("/agenda/sediakan", methods=["GET", "POST"])
def reserve() -> Page:
    form = ReserveForm()
    own = acts.own_office(store, actor())

    def do() -> str:
        entry = acts.reserve(store, actor(), form.typed(), at=now())
        return f"Nomor {entry['number']} disediakan. Ketik nomor itu ketika naskahnya terbit, atau batalkan."

    def show() -> str:
        proposed = register.proposed(store, own, day(now()))
        return _form("reserve", form, next_number=proposed, own=own, codes=archive_codes())

    return _done_or_form(form, do, show, [scopes.region(own["region"])])


@pages.route("/agenda/kertas", methods=["GET", "POST"])
def on_paper() -> Page:
    form = PaperForm() if request.method == "POST" else PaperForm(data={"date": today()})

    def do() -> str:
        entry = acts.use_on_paper(store, actor(), form.typed(), at=now())
        return f"Nomor {entry['number']} tercatat sebagai dipakai di kertas."

    own = acts.own_office(store, actor())
    return _done_or_form(form, do, lambda: _form("on_paper", form, reserved=register.reserved(store, own)))


@pages.route("/agenda/lanjutkan", methods=["GET", "POST"])
def go_on() -> Page:
    """Of an office that joins in the middle of the year: its series goes on from its own book."""
    form, own, on = StartForm(), acts.own_office(store, actor()), day(now())
    if request.method == "GET" and start.first_given(store, own, on):
        return redirect(url_for(".index"))

    def do() -> str:
        following = acts.continue_after(store, actor(), form.typed(), at=now())
        return f"Buku agenda kantor diteruskan. Nomor berikutnya {following}."

    def show() -> str:
        proposed, last = register.proposed(store, own, on), start.outside(store, own, on)
        return _form("go_on", form, next_number=proposed, year=on.year, last=last)

    return _done_or_form(form, do, show)


@pages.route("/agenda/<int:entry_id>/isi", methods=["GET", "POST"])
def fill(entry_id: int) -> Page:
    entry, form = acts.writable(store, actor(), entry_id), FillForm()
    if not acts.may_fill(entry) and request.method == "GET":
        return redirect(url_for(".index"))

    def do() -> str:
        done = acts.fill_in(store, actor(), entry_id, form.typed(), version=form.seen(), at=now())
        return f"Nomor {done['number']} tercatat untuk naskah itu. Berkasnya tidak berubah."

    own = acts.own_office(store, actor())
    return _done_or_form(form, do, lambda: _form("fill", form, entry, reserved=register.reserved(store, own)))


@pages.route("/agenda/<int:entry_id>/batal", methods=["GET", "POST"])
def void(entry_id: int) -> Page:
    entry, form = acts.writable(store, actor(), entry_id), VoidForm()
    if not acts.may_void(store, entry) and request.method == "GET":
        return redirect(url_for(".index"))

    def do() -> str:
        done = acts.void(store, actor(), entry_id, form.typed(), version=form.seen(), at=now())
        return f"Nomor {done['number'] or done['slot']} dibatalkan dan tidak dipakai lagi."

    return _done_or_form(form, do, lambda: _form("void", form, entry, shortest=SHORTEST_REASON))


def _done_or_form(form: Versioned, do: Callable[[], str], show: Callable[[], str], within: Sequence[str] = ()) -> Page:
    """``do`` says what it did, and it goes on in the agenda; ``within`` are the scopes that it writes."""

    def save() -> Page:
        say(once(store, press(), lambda: {"said": do()}, at=now(), within=within)["said"])
        return redirect(url_for(".index"), 303)

    return save_or_show(form, save, show, lambda late: _late(form, late))


def _late(form: Versioned, late: Late) -> Page:
    """Somebody was quicker: both texts, and back to the agenda."""
    current = dict(late.current)
    labels = {name: form[name].label.text for name in form.typed() if name != YES}
    return stale_page(
        labels, form.typed(), {name: current.get(name, "") for name in labels}, who="", when="",
        back_url=url_for(".index"), post_url=request.path, version=current["version"], may_save=False,
        back_words="Agenda",
    )  # fmt: skip


def _form(what: str, form: Versioned, entry: Mapping[str, Any] | None = None, **more: Any) -> str:
    if entry is not None:
        form.version.data = form.version.data or entry["version"]
        more |= {"entry": entry, "document": store.get("document", entry["document"])}
    return render_template("papers/agenda_form.html", what=what, form=form, **more)


def rows_of(entries: Iterable[Record]) -> Iterator[Row]:
    """Each with its paper and the tasks of that, in the order of the paper: a combined report is about several."""
    every = iter(entries)
    while some := list(islice(every, ON_A_PAGE)):
        papers = store.several("document", [entry["document"] for entry in some])
        tasks = store.several("task", [id for paper in papers.values() for id in tasks_of(paper)])
        for entry, paper in ((entry, papers.get(entry["document"])) for entry in some):
            yield Row(entry, paper, tuple(tasks[id] for id in tasks_of(paper) if id in tasks) if paper else ())


def _with_acts(row: Row, own: Mapping[str, Any]) -> Row:
    if row.entry["office"] != own["id"]:
        return row
    return replace(row, may_fill=acts.may_fill(row.entry), may_void=acts.may_void(store, row.entry))


@pages.app_template_global()
def number_to_fill(document: Record) -> Record | None:
    """The entry in the reader's own agenda that waits for the number written on this paper."""
    known = document["number"] and document.get("number_report", document["number"])
    if known or not document["code"] or actor().role not in acts.KEEPERS:
        return None
    own = acts.own_office(store, actor())
    waiting = store.find("entry", document=document["id"], status=states.AWAITED, office=own["id"])
    return next(iter(waiting), None)


def office_name(office: Mapping[str, Any] | None) -> str:
    """ "Dinas Sosial Kabupaten Bireuen"; of the filter for all offices "Semua kantor"."""
    if office is None:
        return "Semua kantor"
    return f"{'LKKS' if office['identity'] == 'lkks' else 'Dinas Sosial'} {region_name(office['region'])}"


def _outside(filters: Filters) -> str:
    """What no row tells: which numbers of the year stand in the office's own book."""
    year = filters.year or day(now()).year
    last = start.outside(store, filters.office, date(year, 1, 1)) if filters.office else 0
    return f"Nomor urut 1 sampai {last} tahun {year} dipakai di luar Tuntas." if last else ""


def office_names() -> dict[int, str]:
    return {office["id"]: office_name(office) for office in store.find("office")}


def _offices() -> list[tuple[str, str]]:
    """What Dinas Sosial Aceh can choose from: itself, all, and those of the regions."""
    if actor().role is not Role.DINSOS:
        return []
    every = store.find("office", order="region")
    return [(listing.EVERY_OFFICE, "Semua kantor"), *((str(o["id"]), office_name(o)) for o in every)]


def query(filters: Filters, own: Mapping[str, Any]) -> dict[str, Any]:
    """The filters as they stand in an address."""
    chosen = filters.office
    office = "" if chosen == own else str(chosen["id"]) if chosen else listing.EVERY_OFFICE
    asked = {
        "kantor": office, "tahun": filters.year, "status": filters.status, "q": filters.text, "urut": filters.urut,
    }  # fmt: skip
    return {name: value for name, value in asked.items() if value}
