"""Filters with a name: kept from a list, renamed, put in another order, removed. Each is a chip of its list."""

from __future__ import annotations

from collections.abc import Callable

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.exceptions import NotFound
from wtforms import StringField

from workflow.once import once
from workflow.people import saved_filters
from workflow.web.current import now, store, user
from workflow.web.forms import Form, most
from workflow.web.pressing import press, say
from workflow.web.saved_chips import ADDRESSES, list_address
from workflow.web.saving import Page, save_or_show

pages = Blueprint("saved", __name__)


class NameForm(Form):
    name = StringField("Nama saringan", render_kw=most(saved_filters.LONGEST))


@pages.route("/saringan/baru", methods=["GET", "POST"])
def new() -> Page:
    """``?daftar=tugas&…``: the rest of the address is what is kept."""
    form, args = NameForm(), saved_filters.tidied(request.args)
    of = args.pop("daftar", "")
    if of not in ADDRESSES:
        raise NotFound
    back = list_address(of, args)

    def save() -> Page:
        def kept() -> dict[str, str]:
            return {"name": saved_filters.keep(store, user()["id"], of, args, form.typed())["name"]}

        say(f"Saringan “{once(store, press(), kept, at=now())['name']}” disimpan.")
        return redirect(back, 303)

    return save_or_show(
        form, save, lambda: render_template("saved/new.html", form=form, of=saved_filters.LISTS[of], back=back)
    )


@pages.get("/saringan")
def index() -> str:
    rows = [(one, list_address(one["list"], one["query"])) for one in saved_filters.own(store, user()["id"])]
    return render_template("saved/own.html", rows=rows, lists=saved_filters.LISTS, most=saved_filters.MOST)


@pages.route("/saringan/<int:saved_id>", methods=["GET", "POST"])
def change(saved_id: int) -> Page:
    """Its own page, with its name; the buttons beside it say what to do (``apa``)."""
    one = saved_filters.own_one(store, user()["id"], saved_id)
    form = NameForm(data={"name": one["name"]})

    def save() -> Page:
        act = ACTS.get(request.form.get("apa", ""), _renamed)
        flash(act(saved_id, form.typed()), "done")
        return redirect(url_for("saved.index"), 303)

    return save_or_show(
        form, save, lambda: render_template("saved/change.html", form=form, of=saved_filters.LISTS[one["list"]])
    )


def _renamed(id: int, typed: dict[str, str]) -> str:
    return f"Saringan bernama “{saved_filters.rename(store, user()['id'], id, typed)['name']}”."


def _raised(id: int, _: dict[str, str]) -> str:
    return f"Saringan “{saved_filters.raise_up(store, user()['id'], id)['name']}” naik satu tempat."


def _removed(id: int, _: dict[str, str]) -> str:
    return f"Saringan “{saved_filters.remove(store, user()['id'], id)['name']}” dihapus."


ACTS: dict[str, Callable[[int, dict[str, str]], str]] = {"nama": _renamed, "naik": _raised, "hapus": _removed}
