"""Papers about what one kabupaten/kota has out of a rakor: read first, then issued; as files at any time."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask import redirect, render_template, request, url_for
from wtforms import StringField

from documents.issue.names import place
from documents.pages.blueprint import pages
from documents.pages.downloads import attachment, publisher
from documents.pages.rakor_papers import IssueForm
from documents.report.failures import NotMade
from workflow.agenda import register
from workflow.errors import Invalid
from workflow.kinds import KINDS, Kind
from workflow.papers.publishing import Issue
from workflow.rakor import letters
from workflow.rakor.discussed import HOUR, PLACE, RESULT, so_far
from workflow.rakor.letters import KINDS_OF_LETTER, LEVELS, Letter
from workflow.records import Document, Task
from workflow.regions import Region, regions
from workflow.store import Record
from workflow.web import wording_form
from workflow.web.current import actor, now, store, today
from workflow.web.forms import most
from workflow.web.pressing import press, say
from workflow.web.saving import Page, save_or_show

LETTER = f"/rakor/<int:rakor_id>/kabupaten/<region>/<any({', '.join(KINDS_OF_LETTER)}):letter>"


class LetterForm(IssueForm):
    """Beside it ``result-<task id>`` for each task of a Berita Acara."""

    place = StringField("Tempat", render_kw=most(PLACE))
    begins = StringField("Jam mulai (WIB)", render_kw=most(HOUR))
    ends = StringField("Jam selesai (WIB)", render_kw=most(HOUR))
    following = StringField("Tanggal pembahasan berikutnya")


@dataclass(frozen=True)
class OfRegion:
    """A kabupaten/kota in the list of a rakor's page. ``level`` is that of its next reminder, "" when there is none
    any more."""

    region: Region
    tasks: int
    late: int
    level: str
    sent: Document | None


@pages.route(LETTER, methods=["GET", "POST"], endpoint="letter_issue")
def issue(rakor_id: int, region: str, letter: str) -> Page:
    """The paper as text, and the form that issues it, or why it cannot be issued today."""
    wanted = letters.letter(store, actor(), letter, rakor_id, region)
    form = LetterForm() if request.method == "POST" else LetterForm(data={"place": _usual_place()})

    def save() -> Page:
        if "lihat" in request.form:  # read it with what was typed, before anything is issued
            return _to_issue(wanted, form)
        params = letters.typed(wanted, _typed(form))
        number = register.wanted(form.chosen())
        letters.issue(store, publisher(), actor(), wanted, params, number, at=now(), key=press())
        say(f"{KINDS[letter].label} untuk {wanted.region.full} terbit. Word dan PDF ada di bawah “Dokumen rakor”.")
        return redirect(url_for("rakor.show", rakor_id=rakor_id) + "#dokumen-rakor", 303)

    return save_or_show(form, save, lambda: _to_issue(wanted, form))


@pages.get(f"{LETTER}.<any(docx, pdf):ext>", endpoint="letter_file")
def as_now(rakor_id: int, region: str, letter: str, ext: str) -> Page:
    wanted = letters.letter(store, actor(), letter, rakor_id, region)
    order = _order(wanted, {"place": _usual_place(), **request.args.to_dict()}, letters.of_words(request.args))
    try:
        content = publisher().render(publisher().compose(store, order).data, ext)
    except NotMade as failure:
        return render_template("papers/no_file.html", ext=ext, sentence=str(failure)), 503
    return attachment(content, ext, f"Pratinjau-{KINDS[letter].file}-{place(wanted.region.code)}-{today()}")


def _usual_place() -> str:
    return "Kantor Dinas Sosial Aceh, Banda Aceh"


def _typed(form: LetterForm) -> dict[str, Any]:
    """Of all tasks that there are; those that are none of this rakor ask nobody."""
    results = {name: text for name, text in request.form.items() if name.startswith("result-")}
    return {**results, **form.typed()}


def _filled(wanted: Letter, typed: Mapping[str, Any]) -> dict[str, str]:
    """What of its form the files say, too: carried by their addresses."""
    names = ("place", "begins", "ends", "following", *(f"result-{task['id']}" for task in wanted.tasks))
    of_it = names if wanted.kind == Kind.BERITA_ACARA else ()
    return {name: typed[name] for name in of_it if typed.get(name)}


def _order(wanted: Letter, typed: Mapping[str, Any], words: Mapping[str, Any]) -> Issue:
    params = so_far(wanted.tasks, typed)[0] if wanted.kind == Kind.BERITA_ACARA else {}
    return letters.order(store, actor(), wanted, {**params, **words}, at=now())


def _to_issue(wanted: Letter, form: LetterForm) -> str:
    typed = _typed(form)
    if wanted.kind == Kind.BERITA_ACARA and (unread := so_far(wanted.tasks, typed)[1]):
        form.complain(Invalid(unread))
    order = _order(wanted, typed, form.accept(lambda: letters.of_words(typed)) or {})
    form.proposed.data = order.number
    frozen, words = publisher().compose(store, order), form.words()
    form.propose(frozen.words)
    worded = wording_form.changed(words, frozen.words)
    here = {"rakor_id": wanted.rakor["id"], "region": wanted.region.code, "letter": wanted.kind}
    return render_template(
        "papers/letter_issue.html", letter=wanted, form=form, paper=KINDS[wanted.kind], proposed=order.number,
        frozen=frozen, worded=worded, reasons=letters.held_back(store, wanted, today()), typed=typed,
        most=RESULT, discusses=wanted.kind == Kind.BERITA_ACARA, here=here,
        carried={**here, **_filled(wanted, typed), **worded},
    )  # fmt: skip


@pages.app_template_global()
def letters_of(rakor: Record) -> list[OfRegion]:
    """Every kabupaten/kota that has a task out of the rakor, in the order of their codes."""
    own: dict[str, list[Task]] = {}
    for task in store.find(Task, rakor=rakor["id"], cancelled=False):
        own.setdefault(task["region"], []).append(task)
    return [_of_region(rakor, region, own[code]) for code, region in regions().items() if code in own]


def _of_region(rakor: Record, region: Region, tasks: list[Task]) -> OfRegion:
    sent = letters.reminders(store, rakor["id"], region.code)
    level = LEVELS[len(sent)] if len(sent) < len(LEVELS) else ""
    return OfRegion(region, len(tasks), len(letters.late(tasks, today())), level, sent[-1] if sent else None)
