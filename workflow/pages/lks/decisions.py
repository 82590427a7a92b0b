"""What is proposed of LKS: all that waits, and one proposal, old beside new, with the decision."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from wtforms import StringField, TextAreaField

from workflow.errors import Invalid
from workflow.lks import proposals, register
from workflow.pages.lks import field_words
from workflow.pages.lks.blueprint import pages
from workflow.records import Lks, LksChange
from workflow.regions import regions
from workflow.web.current import actor, now, store
from workflow.web.forms import Versioned, most
from workflow.web.paging import after
from workflow.web.saving import Page, save_or_show

PAGE = 50
CONFIRM, REFUSE, WITHDRAW = "sahkan", "tolak", "tarik"


class DecisionForm(Versioned):
    paper_seen = StringField("Naskah yang dilihat", render_kw=most(proposals.MOST_PAPER))
    reason = TextAreaField("Alasan bila ditolak", render_kw=most(proposals.MOST_REASON))


@pages.get("/lks/usulan")
def changes() -> str:
    """The oldest first; Dinas Sosial Aceh may choose one kabupaten/kota."""
    chosen = request.args.get("kabupaten", "")
    place: dict[str, Any] = {"region": chosen} if not actor().role.regional and chosen in regions() else {}
    where: dict[str, Any] = {**place, **register.scope(actor())}
    found = store.find(LksChange, state=proposals.WAITING, limit=PAGE + 1, after=after("lks_change"), **where)
    rows = [(change, proposals.named(store, change), _what(change), not _bar(change)) for change in found[:PAGE]]
    following = (
        url_for("lks.changes", sesudah=found[PAGE - 1]["id"], kabupaten=chosen if place else None)
        if len(found) > PAGE
        else ""
    )
    return render_template("lks/changes.html", rows=rows, following=following, place=chosen if place else "")


@pages.route("/lks/usulan/<int:lks_change_id>", methods=["GET", "POST"])
def change(lks_change_id: int) -> Page:
    shown = proposals.readable(store, actor(), lks_change_id)
    form = DecisionForm()
    if request.method == "GET":
        form.version.data = shown["version"]

    def save() -> Page:
        return redirect(_decided(shown, form, request.form.get("do", "")), 303)

    return save_or_show(form, save, lambda: _page(shown, form))


def _decided(shown: LksChange, form: DecisionForm, do: str) -> str:
    """Does it, and gives the address to go on to."""
    number, version = shown["id"], form.seen()
    if do == CONFIRM:
        seen = form.paper_seen.data or ""
        lks = proposals.confirm(store, actor(), number, version=version, at=now(), paper_seen=seen)
        flash(f"Disahkan: {lks['name']}.", "done")
        return url_for("lks.show", lks_id=lks["id"])
    if do == REFUSE:
        proposals.refuse(store, actor(), number, form.reason.data or "", version=version, at=now())
        flash("Usulan ditolak. Pengusul melihat alasannya di riwayat.", "done")
    elif do == WITHDRAW:
        proposals.withdraw(store, actor(), number, version=version, at=now())
        flash("Usulan ditarik.", "done")
    else:
        raise Invalid({"do": "Pilih: sahkan, tolak, atau tarik."})
    return url_for("lks.show", lks_id=shown["lks"]) if shown["lks"] else url_for("lks.changes")


def _page(shown: LksChange, form: DecisionForm) -> str:
    lks = store.get(Lks, shown["lks"]) if shown["lks"] else None
    own = actor().role.regional
    return render_template(
        "lks/change.html", change=shown, lks=lks, form=form, name=proposals.named(store, shown),
        what=_what(shown), bar=_bar(shown),
        changes=field_words.changes(store, shown, lks, own=own), decides=actor().role in proposals.CONFIRMERS,
        withdraws=shown["asked"]["id"] == actor().id, waits=shown["state"] == proposals.WAITING,
    )  # fmt: skip


def _bar(shown: LksChange) -> str:
    return proposals.bar_to_confirm(store, actor(), shown)


def _what(shown: LksChange) -> str:
    if not shown["lks"]:
        return "LKS baru"
    if "activity" in shown["fields"]:
        return "Dinyatakan masih aktif"
    return "Dinyatakan tidak aktif" if "said_inactive" in shown["fields"] else "Perubahan catatan"
