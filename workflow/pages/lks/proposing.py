"""The pages on which a new LKS and a change of one are proposed: the same form, saved as a proposal."""

from __future__ import annotations

from datetime import date
from typing import Any, cast

from flask import redirect, render_template, request, url_for

from workflow.lks import parents, proposals, register, typed, typed_year
from workflow.once import once
from workflow.pages.lks.blueprint import pages
from workflow.pages.lks.field_words import label
from workflow.pages.lks.lks_form import MORE, LksForm, form_of, parts
from workflow.records import Lks
from workflow.web.conflicts import stale_page
from workflow.web.current import actor, now, store, today
from workflow.web.pressing import press, say
from workflow.web.saving import Late, Page, save_or_show

NOT_COMPARED = {"year", "note", "reg_rows", "acc_rows", "hidden", "services", "money"}


@pages.route("/lks/baru", methods=["GET", "POST"])
def new() -> Page:
    proposals.check_proposer(actor())
    form = form_of(typed.flat(register.EMPTY, _year()))
    return _answer(form, None)


@pages.route("/lks/<int:lks_id>/ubah", methods=["GET", "POST"])
def edit(lks_id: int) -> Page:
    lks = register.readable(store, actor(), lks_id)
    proposals.check_proposer(actor())
    if request.method == "GET":
        proposals.check_open(lks)
    form = form_of({**_stored(lks), "version": lks["version"]})
    return _answer(form, lks)


def _year() -> str:
    """The year whose support the form has: the chosen one, or this."""
    chosen = request.values.get("year") or request.args.get("tahun", "")
    this = date.fromisoformat(today()).year
    known = chosen.isascii() and chosen.isdigit() and typed_year.FIRST_YEAR <= int(chosen[:4]) <= this
    return chosen if known and len(chosen) == 4 else str(this)


def _stored(lks: Lks) -> dict[str, Any]:
    return {**typed.flat(lks, _year()), "parent": parents.name_of(store, lks["parent"], lks["region"])}


def _answer(form: LksForm, lks: Lks | None) -> Page:
    if request.form.get("do") in MORE.values():
        return _page(form, lks)  # with more rows; nothing is saved yet

    def save() -> Page:
        once(store, press(), lambda: {"id": _proposed(form, lks)}, at=now())
        say("Diusulkan. Menunggu disahkan orang lain; sampai itu catatannya tetap seperti semula.")
        return redirect(url_for("lks.show", lks_id=lks["id"]) if lks else url_for("lks.changes"), 303)

    return save_or_show(form, save, lambda: _page(form, lks), lambda error: _late(form, error))


def _proposed(form: LksForm, lks: Lks | None) -> int:
    before = lks or register.EMPTY
    data = form.typed()
    found = typed.checked(data, before, date.fromisoformat(today()))
    found["parent"] = _parent(found["parent"], lks)
    changed = typed.changed(before, found)
    if not lks:
        changed |= {"name": found["name"]}
    lks_id, version = (lks["id"], form.seen()) if lks else (0, 0)
    return proposals.propose(store, actor(), lks_id, changed, at=now(), note=found["note"], version=version)["id"]


def _parent(name: str, lks: Lks | None) -> str:
    place = actor().region
    return parents.kept_or_uid_of(store, place, name, lks) if lks else parents.uid_of(store, place, name)


def _page(form: LksForm, lks: Lks | None) -> str:
    years = sorted(
        {str(date.fromisoformat(today()).year - back) for back in range(5)} | set(lks["support"] if lks else ())
    )
    form.year.data = form.year.data or _year()
    return render_template("lks/edit.html", lks=lks, years=years, **parts(form))


def _late(form: LksForm, error: Late) -> Page:
    """Both texts beside each other; of one that has ended nothing is saved."""
    current, kept = cast(Lks, error.current), form.typed()
    labels = {name: label(name) for name in kept if name not in NOT_COMPARED and not name.endswith("_forever")}
    here = url_for("lks.edit", lks_id=current["id"])
    return stale_page(
        labels, kept, _stored(current), who="", when="", back_url=url_for("lks.show", lks_id=current["id"]),
        post_url=here, version=current["version"], may_save=not current["ended"], back_words=current["name"],
    )  # fmt: skip
