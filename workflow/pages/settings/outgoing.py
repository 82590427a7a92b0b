"""The admin's page of mail: whether it is sent, what waits, failed or is undecidable, and what may be done about it."""

from __future__ import annotations

from collections.abc import Callable

from flask import current_app, flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from workflow.errors import Invalid
from workflow.mail import by_hand
from workflow.mail.outbox import State
from workflow.pages.settings.blueprint import pages
from workflow.people.addresses import address_of
from workflow.store import OneOf, Record
from workflow.web.current import actor, now, postman, store, user

SHOWN = 100  # rows of each; more are counted
TONES = {State.FAILED: "late", State.UNSURE: "wait", State.SENT: "done"}


@pages.get("/surel")
def mail() -> str:
    trouble, waiting = (State.UNSURE, State.FAILED), (State.SENDING, State.WAITING)
    counts = {state: store.count("mail", state=state) for state in State}
    return render_template(
        "settings/mail.html", server=postman.server, counts=counts, shown=SHOWN, address=address_of(user()),
        lists=[("Gagal dan tidak pasti", _rows(trouble, "-ended")), ("Menunggu", _rows(waiting, "due")),
               ("Terkirim, 30 hari terakhir", _rows((State.SENT,), "-ended"))],
    )  # fmt: skip


def _rows(states: tuple[State, ...], order: str) -> list[Record]:
    """Never what a mail says."""
    return [
        {
            **{name: row[name] for name in ("id", "to", "subject", "due", "tries", "reason", "ended")},
            "state": State(row["state"]), "tone": TONES.get(State(row["state"]), ""),
            "again": by_hand.may_go_again(row), "account": _name(row["user"]),
        }
        for row in store.find("mail", state=OneOf(states), order=order, limit=SHOWN)
    ]  # fmt: skip


def _name(user_id: int) -> str:
    account = store.get("user", user_id)
    return account["username"] if account else ""


def _done(act: Callable[[], object], said: str) -> Response:
    """Back to the list, with what was done or why it was not."""
    try:
        act()
    except Invalid as refusal:
        flash(refusal.sentence, "wait")
    else:
        flash(said, "done")
    return redirect(url_for("settings.mail"), 303)


@pages.post("/surel/<int:mail_id>/lagi")
def mail_again(mail_id: int) -> Response:
    return _done(
        lambda: by_hand.send_again(store, actor(), mail_id, at=now()), "Surel itu menunggu untuk dikirim lagi."
    )


@pages.post("/surel/<int:mail_id>/hapus")
def mail_remove(mail_id: int) -> Response:
    return _done(lambda: by_hand.remove(store, actor(), mail_id, at=now()), "Surel itu dihapus dari kotak keluar.")


@pages.post("/surel/percobaan")
def mail_test() -> Response:
    if not postman.on:
        flash("Pengiriman surel belum diatur.", "wait")
        return redirect(url_for("settings.mail"), 303)
    base_url = current_app.config["BASE_URL"]
    return _done(lambda: by_hand.try_out(store, actor(), base_url, at=now()), "Surel percobaan menunggu untuk dikirim.")
