"""Where Dinas Sosial Aceh opens the page of a rakor that everybody may read, having seen what it tells, or closes."""

from __future__ import annotations

from textwrap import shorten

from flask import current_app, redirect, render_template, request, url_for

from workflow.errors import Invalid
from workflow.indicator.measure_columns import shown
from workflow.indicator.public_figures import SHOWN, public_figures
from workflow.pages.rakor.blueprint import pages
from workflow.rakor.publicity import NOT_REAL, close_page, may_be_read, open_page
from workflow.rakor.recording import readable_rakor
from workflow.store import Record
from workflow.web.current import actor, now, store, today
from workflow.web.forms import Versioned
from workflow.web.links import outside, whatsapp_url
from workflow.web.pressing import say
from workflow.web.saving import Page

LONGEST = 180  # letters of a title in a text for WhatsApp, which has 300 with the address


@pages.route("/rakor/<int:rakor_id>/publik", methods=["GET", "POST"])
def public(rakor_id: int) -> Page:
    """``buat`` of the form is "buka" or "tutup"."""
    rakor = readable_rakor(store, actor(), rakor_id)
    if request.method == "GET":
        return _shown(rakor)
    version, wanted = Versioned().seen(), request.form.get("buat")
    if wanted not in ("buka", "tutup"):
        raise Invalid({"buat": "Pilih: buka untuk umum, atau tutup."})
    if wanted == "tutup":
        close_page(store, actor(), rakor_id, version=version, at=now())
        say("Halaman publik ditutup. Tautannya tidak dapat dibuka lagi.")
    else:
        open_page(store, actor(), rakor_id, current_app.config["MODE"], version=version, at=now())
        say("Halaman publik dibuka. Siapa saja dapat membacanya.")
    return redirect(url_for("rakor.public", rakor_id=rakor_id), 303)


def _shown(rakor: Record) -> str:
    mode = current_app.config["MODE"]
    code = rakor.get("public_code")
    address = outside("public.rakor", code=code) if code else ""
    return render_template(
        "rakor/public.html", rakor=rakor, address=address, code=code,
        refused="" if may_be_read(rakor, mode) else NOT_REAL, share=_share(rakor, address),
        public=public_figures(store, rakor["id"], today()), measures=SHOWN, shown=shown,
    )  # fmt: skip


def _share(rakor: Record, address: str) -> str:
    return whatsapp_url(f"{shorten(rakor['title'], LONGEST, placeholder=' …')}: {address}")
