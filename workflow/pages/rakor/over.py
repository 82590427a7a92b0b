"""The pages on which a rakor that is over is closed, and opened again."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from wtforms import TextAreaField

from workflow.pages.rakor.blueprint import pages
from workflow.pages.rakor.changes import conflict
from workflow.rakor.closing import close, open_tasks, reopen
from workflow.rakor.fields import MOST_REASON
from workflow.rakor.recording import readable_rakor
from workflow.web.current import actor, now, store
from workflow.web.forms import Versioned, most
from workflow.web.saving import Late, Page, save_or_show


class CloseForm(Versioned):
    reason = TextAreaField("Alasan", render_kw=most(MOST_REASON))


@pages.route("/rakor/<int:rakor_id>/tutup", methods=["GET", "POST"], endpoint="close")
def close_page(rakor_id: int) -> Page:
    rakor, form = readable_rakor(store, actor(), rakor_id), CloseForm()
    here, back = url_for("rakor.close", rakor_id=rakor_id), url_for("rakor.show", rakor_id=rakor_id)
    if request.method == "GET":
        form.version.data = rakor["version"]

    def save() -> Page:
        close(store, actor(), rakor_id, form.typed(), version=form.seen(), at=now())
        flash("Rakor ditutup. Ia tetap dapat dibaca, dan dapat dibuka kembali.", "done")
        return redirect(back, 303)

    def show() -> str:
        return render_template("rakor/close.html", form=form, rakor=rakor, left=open_tasks(store, rakor_id))

    def late(error: Late) -> Page:
        return conflict(error.current, {"reason": "Alasan"}, form.typed(), {}, post_url=here)

    return save_or_show(form, save, show, late)


@pages.post("/rakor/<int:rakor_id>/buka", endpoint="open")
def open_again(rakor_id: int) -> Page:
    reopen(store, actor(), rakor_id, version=Versioned().seen(), at=now())
    flash("Rakor dibuka kembali. Tugasnya berlanjut dari keadaan semula.", "done")
    return redirect(url_for("rakor.show", rakor_id=rakor_id), 303)
