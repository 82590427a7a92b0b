"""The admin's page of an office's kop: the line under it, the emblem, and the office's own Word letterhead."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Sequence
from typing import Any

from flask import flash, redirect, request, send_file, url_for
from wtforms import FileField, SelectField

from workflow.errors import Invalid, NotFound
from workflow.evidence.file_names import WORD, clean_name, misfit
from workflow.evidence.taking_in import Refused
from workflow.offices.offices import change
from workflow.offices.sheets import RULES
from workflow.pages.settings.blueprint import pages
from workflow.pages.settings.one_office import existing, newest_event, office_address, render
from workflow.store import Record
from workflow.web.conflicts import spoken_time
from workflow.web.current import actor, evidence_folder, now, publisher, store
from workflow.web.forms import Versioned
from workflow.web.saving import Late, Page, save_or_show
from workflow.web.uploads import takes_file

Values = dict[str, Any]
PUT_ON = "Kop Word dipasang."
MOST_BYTES = 10 * 1024 * 1024  # of a kop Word, which may be larger than an emblem


class Asked(Invalid):
    """What should be read before a letterhead is put on, which is kept under its ``sha256``."""

    def __init__(self, fields: dict[str, str], sha256: str, name: str) -> None:
        super().__init__(fields)
        self.sha256, self.name = sha256, name


class LetterheadForm(Versioned):
    kop_rule = SelectField("Garis di bawah kop", choices=RULES)
    emblem = FileField("Berkas lambang (PNG, JPEG, WebP, atau HEIC)", render_kw={"accept": "image/*,.heic,.heif"})
    letterhead = FileField("Berkas kop Word (.docx)", render_kw={"accept": ".docx"})


@pages.route("/kantor/<int:office_id>/kop", methods=["GET", "POST"])
@takes_file(MOST_BYTES)
def letterhead(office_id: int) -> Page:
    office = existing(office_id)
    form = LetterheadForm(data=office)
    made = ACTS.get(request.form.get("do", ""))
    if made is None:
        return _page(office, form, asked=_open_question())

    def save() -> Page:
        try:
            changed = change(store, actor(), office_id, lambda _: made[0](form), version=form.seen(), at=now())
        except Asked as question:
            return redirect(
                url_for("settings.letterhead", office_id=office_id, berkas=question.sha256, nama=question.name)
            )
        flash(*_told(made[1], changed))
        return redirect(office_address("settings.letterhead", office))

    def late(error: Late) -> Page:
        form.version.data = str(error.current["version"])
        return _page(dict(error.current), form, late=True), 409

    return save_or_show(form, save, lambda: _page(office, form), late)


def _told(done: str, office: Record) -> tuple[str, str]:
    """What was done, and its tone: a file that no paper can use yet is not praised."""
    if done == PUT_ON and not office["letterhead"]["drawn"]:
        return "Berkas kop disimpan, tetapi naskah belum memakainya. Sebabnya tertulis di bawah.", "wait"
    return f"{done} Berlaku untuk naskah yang terbit mulai sekarang.", "done"


@pages.get("/kantor/<int:office_id>/lambang")
def emblem(office_id: int) -> Any:
    """The stored picture, for this page."""
    office = existing(office_id)
    if not office["emblem"]:
        raise NotFound("Kantor itu belum mempunyai lambang.")
    try:
        content = evidence_folder.read(office["emblem"])
    except OSError:
        raise NotFound("Berkas lambang hilang dari penyimpanan. Unggah lagi.") from None
    kind = "image/png" if content.startswith(b"\x89PNG") else "image/jpeg"
    response = send_file(io.BytesIO(content), mimetype=kind, etag=office["emblem"])
    response.headers["Cache-Control"] = "private, no-cache"
    return response


def _rule(form: LetterheadForm) -> Values:
    rule = str(form.kop_rule.data or "")
    if rule not in RULES:
        raise Invalid({"kop_rule": "Pilih salah satu dari daftar."})
    return {"kop_rule": rule}


def _emblem(form: LetterheadForm) -> Values:
    content, name = _sent("emblem", "Pilih berkas lambang dahulu.")
    try:
        return {"emblem": evidence_folder.take_emblem(content, name).sha256}
    except Refused as refusal:
        raise Invalid({"emblem": refusal.sentence}) from None


def _letterhead(form: LetterheadForm) -> Values:
    content, name = _sent("letterhead", "Pilih berkas kop Word dahulu.")
    sentence = misfit(clean_name(name), WORD)
    if sentence and content.startswith(b"PK"):  # only what may be one has a name that does not fit
        raise Invalid({"letterhead": sentence})
    taken = publisher.take_letterhead(content)
    if taken["asked"]:
        raise Asked({"letterhead": " ".join(taken["asked"])}, taken["sha256"], clean_name(name))
    return _put_on(taken, clean_name(name))


def _open_question() -> list[Asked]:
    """About the file that the address of the page names."""
    if "berkas" not in request.args:
        return []
    name = clean_name(request.args.get("nama", ""))
    try:
        taken = publisher.take_letterhead(_kept_file(request.args["berkas"]))
    except Invalid:
        raise NotFound("Berkas itu sudah tidak tersimpan. Pilih lagi berkasnya.") from None
    return [Asked({"letterhead": " ".join(taken["asked"])}, taken["sha256"], name)]


def _looked_at(form: LetterheadForm) -> Values:
    """The file of before, which is kept already, now that what was asked about it was read."""
    content = _kept_file(request.form.get("sha256", ""))
    return _put_on(publisher.take_letterhead(content), clean_name(request.form.get("name", "")))


def _kept_file(sha256: str) -> bytes:
    gone = Invalid({"letterhead": "Berkas itu sudah tidak tersimpan. Pilih lagi berkasnya."})
    if not re.fullmatch("[0-9a-f]{64}", sha256):
        raise gone
    try:
        return evidence_folder.read(sha256)
    except OSError:
        raise gone from None


def _put_on(taken: dict[str, Any], name: str) -> Values:
    if left_out := taken["left_out"]:
        flash(f"Tidak ikut: {'; '.join(left_out)}. Periksa naskah berikutnya.", "wait")
    return {"letterhead": {**{key: taken[key] for key in ("sha256", "kop", "drawn", "why")}, "name": name}}


def _sent(field: str, missing: str) -> tuple[bytes, str]:
    file = request.files.get(field)
    if file is None or not file.filename:
        raise Invalid({field: missing})
    return file.read(), file.filename


ACTS: dict[str, tuple[Callable[[LetterheadForm], Values], str]] = {
    "rule": (_rule, "Garis di bawah kop disimpan."),
    "emblem": (_emblem, "Lambang dipasang."),
    "drop_emblem": (lambda _: {"emblem": ""}, "Lambang dilepas."),
    "letterhead": (_letterhead, PUT_ON),
    "letterhead_looked_at": (_looked_at, PUT_ON),
    "drop_letterhead": (lambda _: {"letterhead": {}}, "Kop Word dilepas; naskah kembali memakai kop Tuntas."),
}


def _page(office: Record, form: LetterheadForm, *, late: bool = False, asked: Sequence[Asked] = ()) -> str:
    newest = newest_event(office) if late else None
    changed = (newest["actor"]["name"], spoken_time(newest["at"])) if newest else ("", "")
    return render("settings/letterhead.html", office, form=form, late=late, changed=changed, asked=list(asked))
