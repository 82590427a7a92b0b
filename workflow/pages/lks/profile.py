"""One LKS: what it is worth today, its papers, services and support, who it works with, and what is proposed of it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from wtforms import StringField, TextAreaField

from workflow.lks import ending, parents, proposals, register, remembered, states, sure, task_roles, typed
from workflow.once import once
from workflow.pages.lks import field_words, worth
from workflow.pages.lks.blueprint import pages
from workflow.records import Lks, LksChange
from workflow.records.institutions import Beneficiaries
from workflow.roles import Role
from workflow.store import Record
from workflow.web.current import actor, now, store, today
from workflow.web.forms import Form, most
from workflow.web.pressing import press, say
from workflow.web.saving import Page, save_or_show

TOLD = {
    "lks_recorded": "Dicatat", "lks_changed": "Diubah", "lks_proposed": "Perubahan diusulkan",
    "lks_refused": "Usulan ditolak", "lks_withdrawn": "Usulan ditarik", "lks_check_asked": "Diminta dipastikan",
    "lks_ended": "Ditutup", "lks_reopened": "Dibuka kembali", "lks_merged": "Digabungkan",
    "lks_unmerged": "Penggabungan dibatalkan",
}  # fmt: skip
BACKWARD = ("lks_refused", "lks_ended", "lks_merged")


@pages.get("/lks/<int:lks_id>")
def show(lks_id: int) -> str:
    return _page(register.readable(store, actor(), lks_id), CheckForm(formdata=None))


def _page(lks: Lks, check: CheckForm) -> str:
    day, own = date.fromisoformat(today()), actor().role.regional
    waiting = proposals.waiting(store, actor(), lks=lks["id"])
    return render_template(
        "lks/show.html", lks=lks, own=own, day=day, place=worth.place(lks), registration=worth.registration(lks, day),
        accreditation=worth.best_accreditation(lks, day), activity=worth.activity(lks, day),
        papers=[(one, worth.registration({"registrations": [one]}, day)) for one in lks["registrations"]],
        services=[(service, _graded(service, day)) for service in lks["services"]], years=_years(lks, own=own),
        parent=_first(lks["parent"]), homes=_mine(parents.homes(store, lks["uid"])), roles=_roles(lks),
        waiting=[(change, field_words.changes(store, change, lks, own=own)) for change in waiting],
        said_active=[change for change in waiting if "activity" in change["fields"]],
        history=_history(lks), known_by=sure.KNOWN_BY, check=check, ended=states.ended(lks, day),
        into=_first(_goes_on(lks)), undo=ending.minutes_left(store, lks, now()),
        proposes=_proposes(lks), closes=_closes(lks), asks=actor().role is Role.DINSOS and not lks["ended"],
    )  # fmt: skip


def _proposes(lks: Lks) -> bool:
    return actor().role in proposals.PROPOSERS and not lks["ended"]


def _closes(lks: Lks) -> bool:
    return actor().role in ending.CLOSERS and (not lks["end"] or lks["end"]["kind"] in ending.KINDS)


def _graded(service: Mapping[str, Any], day: date) -> list[tuple[Mapping[str, Any], worth.Told]]:
    """Its accreditations, the newest first, each with what it is worth."""
    return [(one, worth.accreditation(one, day)) for one in reversed(service["accreditations"])]


def _years(lks: Lks, *, own: bool) -> list[dict[str, Any]]:
    """What it had, the newest year first."""
    found = []
    for year in sorted({*lks["support"], *lks["beneficiaries"]}, reverse=True):
        served = lks["beneficiaries"].get(year) or Beneficiaries(male=None, female=None)
        told = {name: field_words.served(served[name], own=own) for name in ("male", "female")}
        found.append({"year": year, "support": lks["support"].get(year), "served": told})
    return found


def _first(uid: str) -> Lks | None:
    """The institution with a uid; None when there is none, or not for this reader."""
    return next(iter(_mine(store.find(Lks, uid=uid))), None) if uid else None


def _goes_on(lks: Lks) -> str:
    """The uid as which it goes on, after it was merged or has moved."""
    return lks["end"]["into"] or lks["end"].get("moved_as", "") if lks["end"] else ""


def _mine(some: list[Lks]) -> list[Lks]:
    """Those that the reader may see: a foundation of another kabupaten/kota is not told."""
    return [one for one in some if register.may_read(actor(), one)]


def _roles(lks: Lks) -> list[tuple[Record, str]]:
    """The tasks that name it, the newest first, each with its role."""
    roles = task_roles.named_as(store, lks)
    found = store.several("task", roles)
    return [(task, roles[id]) for id, task in found.items() if task["region"] == lks["region"]]


def _history(lks: Lks) -> list[dict[str, Any]]:
    lines = []
    for event in remembered.remembered(store, lks["id"], lks["region"]):
        fields = event["fields"]
        words = "Usulan disahkan" if fields.get("change") and event["name"] in ("lks_recorded", "lks_changed") else ""
        lines.append({
            "at": event["at"], "words": words or TOLD[event["name"]], "who": event["actor"]["name"],
            "sign": "back" if event["name"] in BACKWARD else "go" if words else "",
            "said": fields.get("reason") or (f"Dilihat: {fields['paper_seen']}" if fields.get("paper_seen") else ""),
            "source": fields.get("source", ""),
        })  # fmt: skip
    return lines


class SureForm(Form):
    said = StringField("Keadaan")
    known_by = StringField("Dari mana Anda tahu?")
    date = StringField("Tanggal")
    note = TextAreaField("Keterangan", render_kw=most(typed.MOST_NOTE))


@pages.route("/lks/<int:lks_id>/aktif", methods=["GET", "POST"])
def active(lks_id: int) -> Page:
    """Says that it still works, or that it does not. The profile's own question sends here, too."""
    lks = register.readable(store, actor(), lks_id)
    proposals.check_proposer(actor())
    if request.method == "GET":
        proposals.check_open(lks)
    form = SureForm(data={"said": request.args.get("keadaan", sure.ACTIVE), "date": today()})

    def save() -> Page:
        once(store, press(), lambda: _made(sure.say(store, actor(), lks_id, form.typed(), at=now())), at=now())
        say("Tercatat. Menunggu disahkan orang lain; sampai itu belum dihitung.")
        return redirect(url_for("lks.show", lks_id=lks_id), 303)

    def page() -> str:
        return render_template("lks/active.html", form=form, lks=lks, known_by=sure.KNOWN_BY)

    return save_or_show(form, save, page)


def _made(change: LksChange) -> dict[str, Any]:
    return {"id": change["id"]}


class CheckForm(Form):
    reason = TextAreaField("Yang perlu diperiksa", render_kw=most(proposals.MOST_REASON))


@pages.post("/lks/<int:lks_id>/minta-periksa")
def ask_check(lks_id: int) -> Page:
    """Dinas Sosial Aceh asks the region to look at the record."""
    form = CheckForm()

    def save() -> Page:
        why = form.reason.data or ""
        once(store, press(), lambda: {"id": proposals.ask_check(store, actor(), lks_id, why, at=now())["id"]}, at=now())
        flash("Diminta. Ketua LKKS dan Sekdis melihatnya di halaman LKS ini.", "done")
        return redirect(url_for("lks.show", lks_id=lks_id), 303)

    return save_or_show(form, save, lambda: _page(register.readable(store, actor(), lks_id), form))
