"""The admin's pages of programs: which offices have a key, what it may, when it was used last; making and revoking."""

from __future__ import annotations

from typing import Any

from flask import current_app, flash, redirect, render_template, session, url_for
from werkzeug.wrappers import Response
from wtforms import SelectField, SelectMultipleField, StringField

from workflow.offices import hooks, outward, tokens
from workflow.once import once
from workflow.pages.agenda import office_name, office_names
from workflow.pages.settings.blueprint import pages
from workflow.records import Delivery, Token
from workflow.web.current import actor, now, store
from workflow.web.forms import Form, most
from workflow.web.paging import after
from workflow.web.pressing import press, say
from workflow.web.saving import Page, save_or_show

SHOWN = 50  # on one page
JUST_MADE = "kunci_program"  # in the cookie, on its way to the page that shows it this once
OFFERED = {scope: words for scope, words in tokens.SCOPES.items() if scope != tokens.READ}


class ProgramForm(Form):
    name = StringField("Nama program", render_kw=most(tokens.MOST_NAME))
    office = SelectField("Kantor")
    scopes = SelectMultipleField("Boleh juga", choices=OFFERED, validate_choice=False)
    expires = StringField("Hari terakhir")
    hook = StringField("Alamat yang diberi tahu", render_kw=most(outward.LONGEST))


@pages.get("/program")
def programs() -> str:
    """The newest first; those that are over stay to be read."""
    found = store.find(Token, order="-id", after=after("token"), limit=SHOWN + 1)
    following = url_for("settings.programs", sesudah=found[SHOWN - 1]["id"]) if len(found) > SHOWN else ""
    return render_template(
        "settings/programs.html", programs=_rows(found[:SHOWN]), following=following, words=tokens.SCOPES,
        made=session.pop(JUST_MADE, []), on=current_app.config["API"],
    )  # fmt: skip


def _rows(found: list[Token]) -> list[dict[str, Any]]:
    """``state`` is in words, ``tone`` that of its chip, ``open`` whether it can still be revoked."""
    names = office_names()
    return [
        {**one, "called": names.get(one["office"], ""), "hook": one.get("hook", ""), "vain": _vain(one), **_state(one)}
        for one in found
        if "damaged" not in one
    ]


def _vain(token: Token) -> str:
    """Why its address is not told now; "" when it is."""
    rows = store.find(Delivery, token=token["id"]) if token.get("hook") else []
    return next((row["reason"] for row in rows if row["reason"]), "")


def _state(token: Token) -> dict[str, Any]:
    if token["revoked"]:
        return {"state": "Dicabut", "tone": "", "open": False}
    if not tokens.is_good(token, now()):
        return {"state": "Habis masanya", "tone": "", "open": False}
    return {"state": "Berlaku", "tone": "done", "open": True}


@pages.route("/program/baru", methods=["GET", "POST"])
def program_new() -> Page:
    form = ProgramForm()
    every = sorted(store.find("office"), key=lambda one: (str(one.get("region", "")), one["id"]))
    named = {str(one["id"]): office_name(one) for one in every if "damaged" not in one}
    form.office.choices = {"": "Pilih kantor", **named}

    def made() -> dict[str, Any]:
        inside = current_app.config["HOOKS_INSIDE"]
        token, secret = tokens.make(store, actor(), form.typed(), at=now(), inside=inside)
        seal = hooks.secret_of(str(current_app.secret_key), token["id"]) if token.get("hook") else ""
        session[JUST_MADE] = [secret, seal]
        return {"name": token["name"]}

    def save() -> Page:
        say(f"Kunci untuk {once(store, press(), made, at=now())['name']} dibuat.")
        return redirect(url_for("settings.programs"), 303)

    def shown() -> str:
        inside = current_app.config["HOOKS_INSIDE"]
        return render_template("settings/program_new.html", form=form, offered=OFFERED, inside=inside)

    return save_or_show(form, save, shown)


@pages.post("/program/<int:token_id>/cabut")
def program_revoke(token_id: int) -> Response:
    token = tokens.revoke(store, actor(), token_id, at=now())
    flash(f"Kunci {token['name']} dicabut; program itu tidak dapat masuk lagi.", "done")
    return redirect(url_for("settings.programs"), 303)
