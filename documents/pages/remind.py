"""All that is late on one page, for Dinas Sosial Aceh: chosen, read, and reminded of in one act, its letters in a ZIP.

Beside each kabupaten/kota stands its text for WhatsApp, since a letter takes days to arrive.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from flask import abort, redirect, render_template, request, send_file, url_for
from wtforms import HiddenField, SelectMultipleField

from documents.issue.preview import USUAL, page_image
from documents.pages.blueprint import pages
from documents.pages.downloads import publisher
from documents.pages.jobs import begin, jobs
from documents.report.failures import NotMade
from workflow.errors import Invalid, NotFound
from workflow.kinds import Kind
from workflow.machine.time_allowed import REMINDERS, times
from workflow.papers.publishing import Frozen
from workflow.rakor import letters, reminding
from workflow.rakor.letters import LEVELS
from workflow.rakor.recording import readable_rakor
from workflow.rakor.reminding import Late
from workflow.records import Document
from workflow.tasks import whatsapp
from workflow.web.current import actor, now, store, today
from workflow.web.forms import Form
from workflow.web.links import outside
from workflow.web.pressing import press, say
from workflow.web.rakor_names import rakor_names
from workflow.web.saving import Page, save_or_show
from workflow.web.words import plain_date, short_date


class RemindForm(Form):
    """``rows`` are keys of what is late; ``first`` is the number that the first letter was shown to get."""

    rows = SelectMultipleField("Kabupaten/kota", choices=[], validate_choice=False)
    first = HiddenField()


@dataclass(frozen=True)
class Row:
    """A line of the table. ``number`` is that of its letter while it is ticked; ``short`` its running part alone."""

    late: Late
    due: bool
    ticked: bool
    number: str
    short: str
    letter: str  # "Pengingat II", or from when on it may be issued
    last: str  # "I, 13 Nov"
    text: str


@pages.route("/ingatkan", methods=["GET", "POST"], endpoint="remind")
def show() -> Page:
    """What is late, of one rakor or of all, with the letter that is looked at; or the letters issued."""
    rakor = request.args.get("rakor", 0, type=int)
    if rakor:
        readable_rakor(store, actor(), rakor)
    form = RemindForm()

    def save() -> Page:
        if "lihat" in request.form:  # another letter is read, and what is ticked stays
            return _page(form, rakor, request.form["lihat"])
        made = reminding.issue_chosen(
            store, publisher(), actor(), form.rows.data or [], str(form.first.data or ""), at=now(), key=press()
        )
        return redirect(_ordered(made), 303)

    return save_or_show(form, save, lambda: _page(form, rakor, request.args.get("surat", "")))


def _ordered(made: Sequence[int]) -> str:
    """Tells what was issued and has its files made; the address of the count, or of the papers when no ZIP can be
    ordered now: the letters are issued in any case."""
    numbers = [document["number"] for id in made if (document := store.get(Document, id))]
    say(f"{len(made)} surat pengingat terbit, Nomor {' s.d. '.join(dict.fromkeys((numbers[0], numbers[-1])))}.")
    ids = ".".join(map(str, made))
    try:
        with store.transaction():
            job = jobs().order(actor(), f"Surat pengingat {plain_date(today())}", {"surat": ids}, made)
    except Invalid:
        return url_for("documents.index", jenis=Kind.PENGINGAT)
    begin()
    return url_for("documents.job", job_id=job["id"])


def _page(form: RemindForm, rakor: int, looked: str) -> str:
    late, older = reminding.newest_late(store, actor(), today(), rakor)
    coming = reminding.coming_numbers(store, now(), sum(one.is_due(today()) for one in late))
    rows = list(_rows(late, form.rows.data if request.method == "POST" else None, coming))
    shown = next((row for row in rows if row.late.key == looked), rows[0] if rows else None)
    ticked = [row for row in rows if row.ticked]
    form.first.data = coming[0][1] if coming else ""
    return render_template(
        "rakor/remind.html", form=form, rows=rows, shown=shown, ticked=ticked, rakor=rakor,
        coming=[short for short, _ in coming], letter=_letter(shown) if shown else {},
        names=rakor_names(store, [one.rakor for one in late]), several=len({one.rakor for one in late}) > 1,
        tasks=sum(len(one.tasks) for one in late), places=len({one.region.code for one in late}),
        days=times(store)[REMINDERS], older=older,
    )  # fmt: skip


def _rows(late: Sequence[Late], chosen: Sequence[str] | None, coming: Sequence[tuple[str, str]]) -> Iterator[Row]:
    """With a number beside each that is ticked; at first all are that may get a letter today."""
    spare = iter(coming)
    for one in late:
        due = one.is_due(today())
        ticked = due and (chosen is None or one.key in chosen)
        short, number = next(spare) if ticked else ("", "")
        yield Row(one, due, ticked, number, short, _letter_words(one), _last(one), _text(one))


def _letter_words(one: Late) -> str:
    if not one.level:
        return f"{LEVELS[-1]} sudah terbit"
    return f"Pengingat {one.level}" if one.is_due(today()) else f"{one.level} mulai {short_date(one.opens)[:-5]}"


def _last(one: Late) -> str:
    return f"{LEVELS[len(one.sent) - 1]}, {short_date(one.sent[-1]['date'])[:-5]}" if one.sent else "belum pernah"


def _text(one: Late) -> str:
    """The text for WhatsApp, which names the letter that came or comes."""
    told = f"Surat Pengingat {one.level} menyusul."
    if not one.is_due(today()):
        before = one.sent[-1]
        number = f" Nomor {before['number']}" if before["number"] else ""
        told = f"Surat Pengingat {LEVELS[len(one.sent) - 1]}{number} sudah terbit."
    return whatsapp.of_late(one.region, one.tasks, told, today(), outside("region.show", region=one.region.code))


def _letter(row: Row) -> Mapping[str, Any]:
    """The letter of a row as it would be issued, with its pages as images; why there is none in words."""
    frozen = _frozen(row.late, row.number)
    return {
        "frozen": frozen, "pages": publisher().pages(frozen.data),
        "at": {"rakor_id": row.late.rakor, "region": row.late.region.code, "letter": Kind.PENGINGAT},
    }  # fmt: skip


def _frozen(one: Late, number: str) -> Frozen:
    wanted = letters.letter(store, actor(), Kind.PENGINGAT, one.rakor, one.region.code)
    order = letters.order(store, actor(), wanted, {}, at=now())
    return publisher().compose(store, replace(order, number=number or order.number))


@pages.get("/rakor/<int:rakor_id>/kabupaten/<region>/pengingat/<int:page>.png", endpoint="letter_page")
def image(rakor_id: int, region: str, page: int) -> Page:
    """A page of the reminder as it would be issued now. ``isi`` names the content that the page around it was made
    from."""
    wanted = letters.letter(store, actor(), Kind.PENGINGAT, rakor_id, region)
    if not wanted.tasks:
        raise NotFound("Kabupaten/kota itu tidak mempunyai tugas dari rakor ini.")
    content = publisher().previews.kept(wanted.tasks[0]["id"], request.args.get("isi", ""))
    if content is None:
        frozen = publisher().compose(store, letters.order(store, actor(), wanted, {}, at=now()))
        try:
            content = publisher().previews.pdf(frozen.data)
        except NotMade as failure:
            return render_template("papers/no_file.html", ext="pdf", sentence=str(failure)), 503
    try:
        picture = page_image(content, page, request.args.get("lebar", USUAL, type=int))
    except IndexError:
        abort(404)
    return send_file(io.BytesIO(picture), mimetype="image/png")
