"""The form that travels without a network: its download, its way back, and the check before anything is changed. Our
own list of tasks that was edited comes back the same way."""

from __future__ import annotations

import hashlib
import io
from dataclasses import replace
from typing import Any

from flask import Blueprint, current_app, flash, redirect, render_template, request, send_file, url_for
from flask_wtf.file import FileField
from wtforms import MultipleFileField, StringField

from documents.compose.parts.paper import SAMPLE_NOTE
from documents.lists import excel
from documents.pages.who_reads import reader
from documents.readers.files.unreadable import MOST_BYTES
from documents.travel import word
from documents.travel.excel import excel_form
from documents.travel.form import form_of, name_of
from documents.travel.word import word_form
from workflow.errors import Invalid, NotFound, Occupied, WrongStage
from workflow.evidence import taking_in
from workflow.evidence.file_names import clean_name
from workflow.evidence.taking_in import Refused
from workflow.intake import returned_rows, travel_form, travel_recording
from workflow.plan_fields import ROWS
from workflow.rakor.recording import readable_rakor
from workflow.regions import owners
from workflow.store import Record
from workflow.tasks import commitments, needs
from workflow.text import YES, listed
from workflow.web.current import actor, evidence_folder, now, publisher, store, today
from workflow.web.forms import Form, Versioned, most
from workflow.web.saving import Late, Page, save_or_show
from workflow.web.uploads import takes_file

pages = Blueprint("travel", __name__)
MEDIA = {"docx": word.MEDIA, "xlsx": excel.MEDIA}
MAKERS = {"docx": word_form, "xlsx": excel_form}
MOST_RAKORS = 12  # whose forms are offered, the newest; those of the others are on the page of their rakor
HEADS = listed([field.listed.head for field in ROWS])


class FileForm(Form):
    file = FileField("Formulir yang sudah diisi")
    photos = MultipleFileField("Foto kegiatan")
    caption = StringField("Keterangan foto", render_kw=most(needs.LONGEST_CAPTION))


@pages.get("/rakor/<int:rakor_id>/formulir.<any(docx, xlsx):ext>")
def file(rakor_id: int, ext: str) -> Any:
    """The form of the reader's kabupaten/kota; Dinas Sosial Aceh names one with ``?wilayah=``, to send it on."""
    rakor = readable_rakor(store, actor(), rakor_id)
    region = actor().region if actor().role.regional else request.args.get("wilayah", "")
    if region not in owners():
        raise NotFound("Pilih kabupaten/kota yang formulirnya diunduh.")
    form = form_of(store, rakor, region, today())
    if current_app.config["MODE"] == "contoh":
        form = replace(form, when=f"{form.when}. {SAMPLE_NOTE}")
    content = MAKERS[ext](form)
    name = f"{name_of(rakor, region)}.{ext}"
    return send_file(io.BytesIO(content), mimetype=MEDIA[ext], as_attachment=True, download_name=name)


@pages.route("/formulir", methods=["GET", "POST"])
@takes_file(MOST_BYTES + needs.MOST_FILES * taking_in.MOST_BYTES)
def new() -> Page:
    """The forms to take along, and the fields for the one that comes back and for photos."""
    form = FileForm()

    def save() -> Page:
        return redirect(url_for(".check", travel_id=_taken_in(form)["id"]), 303)

    return save_or_show(form, save, lambda: _choosing(form))


def _choosing(form: FileForm) -> str:
    newest = commitments.rakors(store, actor(), MOST_RAKORS + 1)
    offered = [rakor for id in newest[:MOST_RAKORS] if (rakor := store.get("rakor", id))]
    waiting = store.find("travel", user=actor().id, state=travel_form.OPEN, order="-id", limit=10)
    return render_template(
        "travel/new.html",
        form=form,
        rakors=[(rakor, commitments.number(store, actor(), rakor=rakor["id"])) for rakor in offered],
        older=len(newest) > MOST_RAKORS,
        waiting=waiting,
        most_megabytes=MOST_BYTES // 1024**2,
        most_photos=needs.MOST_FILES,
        longest=needs.LONGEST_CAPTION,
    )


def _taken_in(form: FileForm) -> Record:
    sent, photos, refused = form.file.data, *_photos(form)
    if not (sent and sent.filename or photos):
        raise Invalid({"photos": " ".join(refused)} if refused else {"file": "Pilih formulirnya dahulu."})
    content = sent.stream.read() if sent and sent.filename else b""
    cards = _cards(sent.filename, content, refused if photos else None) if sent and sent.filename else []
    name = clean_name(sent.filename) if content else f"{len(photos)} foto"
    whole = content + "".join(photo["sha256"] for photo in photos).encode()
    source = {"name": name, "sha256": hashlib.sha256(whole).hexdigest()}
    return travel_form.open_travel(store, actor(), source, cards, at=now(), photos=photos, refused=refused)


def _cards(name: str, content: bytes, refused: list[str] | None) -> list[dict[str, Any]]:
    """What the form or list says. With photos beside it, a file that cannot be read does not lose them: why goes into
    ``refused``."""
    try:
        return reader().travel_form(name, content)
    except Occupied:
        raise
    except Invalid as refusal:
        if refused is None:
            raise
        refused.append(f"{clean_name(name)} tidak terbaca. {' '.join(refusal.fields.values())}")
        return []


def _photos(form: FileForm) -> tuple[list[dict[str, Any]], list[str]]:
    """The facts of those that were taken in, and a sentence for each that was not."""
    taken, refused = [], []
    for file in request.files.getlist(form.photos.name):
        if not file.filename:
            continue
        try:
            taken.append({**vars(evidence_folder.take(file.read(), file.filename)), "caption": form.caption.data or ""})
        except Refused as refusal:
            refused.append(refusal.sentence)
    return taken, refused


@pages.route("/formulir/<int:travel_id>", methods=["GET", "POST"])
def check(travel_id: int) -> Page:
    """What the form would change; POST makes it."""
    found, form = travel_form.readable_travel(store, actor(), travel_id), Versioned()

    def save() -> Page:
        typed = {**request.form.to_dict(), YES: ",".join(request.form.getlist(YES))}
        made = travel_recording.record(store, publisher, actor(), travel_id, typed, version=form.seen(), at=now())
        flash(_said(made["made"]), "done")
        return redirect(url_for("home.commitments"), 303)

    def late(error: Late) -> Page:
        if isinstance(error, WrongStage):  # it was recorded or thrown away: nothing of it can be sent again
            raise error
        return _page(found, form, late=True), 409

    return save_or_show(form, save, lambda: _page(found, form), late)


def _page(found: Record, form: Versioned, *, late: bool = False) -> str:
    """With what was sent, if it was. ``late``: somebody changed a task while the page was open."""
    cards, ignored = travel_form.review(store, actor(), found)
    shown = [card for card in cards if card.changes or card.said or card.remarks]
    answers = request.form if request.method == "POST" else None
    return render_template(
        "travel/check.html", travel=found, cards=shown, ignored=ignored, alike=len(cards) - len(shown),
        wrong=form.refused, answers=answers, late=late, foreseen=travel_recording.foreseen(cards, answers),
        called="daftar" if any(map(returned_rows.is_row, found["cards"])) else "formulir", heads=HEADS,
        labels=travel_form.PROGRESS, days=travel_form.DAYS, some=any(card.changes or card.said for card in cards),
    )  # fmt: skip


def _said(made: dict[str, int]) -> str:
    parts = [f"{made['plans']} rencana diubah"] if made["plans"] else []
    parts += [f"{made['progress']} kemajuan dicatat"] if made["progress"] else []
    return f"Dari berkas: {' dan '.join(parts)}."


@pages.post("/formulir/<int:travel_id>/buang")
def drop(travel_id: int) -> Any:
    travel_form.drop(store, actor(), travel_id, version=Versioned().seen())
    flash("Berkas itu dibuang. Tidak ada yang berubah.", "done")
    return redirect(url_for(".new"), 303)
