"""The page on which the signed Daftar Hadir of a rakor is handed in, and the file itself, for those who record it."""

from __future__ import annotations

from flask import current_app, redirect, render_template, request, url_for
from wtforms import MultipleFileField

from workflow.errors import Invalid, NotFound
from workflow.evidence.taking_in import MOST_BYTES
from workflow.pages.rakor.blueprint import pages
from workflow.pages.tasks.evidence_files import attached, whole
from workflow.rakor.recording import readable_rakor
from workflow.rakor.signed_sheet import keep_signed_sheet
from workflow.store import Record
from workflow.web import errors
from workflow.web.current import actor, now, store
from workflow.web.forms import Form
from workflow.web.pressing import say
from workflow.web.saving import Page, save_or_show
from workflow.web.uploads import Uploads, received, takes_file, tokens

LOST = "Daftar hadir ini hilang atau berubah di penyimpanan. Beri tahu admin."
NO_TASK = 0  # files that wait with the form belong to no task


class SheetForm(Form):
    evidence = MultipleFileField("Foto atau PDF daftar hadir")


@pages.route("/rakor/<int:rakor_id>/daftar-hadir", methods=["GET", "POST"], endpoint="sheet")
@takes_file(MOST_BYTES)
def sheet(rakor_id: int) -> Page:
    rakor, form = readable_rakor(store, actor(), rakor_id), SheetForm()
    uploads = received(NO_TASK) if request.method == "POST" else Uploads()

    def save() -> Page:
        if uploads.refused:
            raise Invalid({"evidence": " ".join(uploads.refused)})
        keep_signed_sheet(store, actor(), rakor_id, uploads.facts, at=now())
        say("Daftar hadir tersimpan. Notula berikutnya menyebut siapa yang menandatangani.")
        return redirect(url_for("rakor.show", rakor_id=rakor_id) + "#peserta", 303)

    return save_or_show(form, save, lambda: _page(rakor, form, uploads))


def _page(rakor: Record, form: SheetForm, uploads: Uploads) -> str:
    kept = list(zip(tokens(NO_TASK, uploads.facts), uploads.facts, strict=True))
    return render_template("rakor/sheet.html", rakor=rakor, form=form, kept=kept)


@pages.get("/rakor/<int:rakor_id>/daftar-hadir/<int:no>", endpoint="sheet_file")
def sheet_file(rakor_id: int, no: int) -> Page:
    """The ``no``-th that was handed in."""
    rakor = readable_rakor(store, actor(), rakor_id)
    found = rakor.get("signed_sheets", [])[no - 1 : no] if no else []
    if not found:
        raise NotFound("Daftar hadir itu tidak ada.")
    try:
        return attached(whole(found[0]), found[0]["name"])
    except OSError:
        current_app.logger.error("rakor %s: sheet %s is missing or altered", rakor_id, found[0]["sha256"])
        return errors.page(410, LOST)
