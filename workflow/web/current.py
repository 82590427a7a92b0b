"""What a request works with: the store, the publisher, the time, and who is signed in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, cast

from flask import current_app, g, has_request_context, request
from flask_login import current_user
from werkzeug.local import LocalProxy

from workflow.clock import day
from workflow.evidence.hashed_files import HashedFiles
from workflow.evidence.taking_in import EvidenceFolder
from workflow.evidence.where_kept import hashed
from workflow.mail.postman import Postman
from workflow.offices import tokens
from workflow.papers.publishing import ShowingPublisher
from workflow.people import mandates
from workflow.records import Mandate
from workflow.reminders.daily_round import Reminders
from workflow.roles import Actor
from workflow.store import Record, Store
from workflow.web.acting_store import ActingStore


@dataclass(frozen=True)
class Tuntas:
    store: Store
    publisher: Any  # a ShowingPublisher that can also start its worker
    evidence: EvidenceFolder
    folder: Path
    jobs: Any = None  # what makes batches of documents in the background
    copies: Any = None  # what makes the daily copies
    leftovers: Any = None  # what sweeps files that nothing names
    mail: Any = None  # the postman: whether mail is on, and who sends it
    reader: Any = None  # who looks through what people send
    reminders: Any = None  # what tells each day what is due
    hooks: Any = None  # what tells programs that something has happened
    fellows: Any = None  # the servers that share a database, and their one clock

    @property
    def rounds(self) -> tuple[Any, ...]:
        """What the server does by itself again and again."""
        return self.copies, self.leftovers, self.mail, self.reminders, self.hooks


def _tuntas() -> Tuntas:
    return cast(Tuntas, current_app.extensions["tuntas"])


def _acting() -> Store:
    """The store of this request; commands, for which nobody is signed in, have the app's own."""
    if not has_request_context():
        return _tuntas().store
    if "store" not in g:
        g.store = ActingStore(_tuntas().store)
    return cast(Store, g.store)


store = cast(Store, LocalProxy(_acting))
# For what is noted about a request, whether or not who made it may still do anything.
noting_store = cast(Store, LocalProxy(lambda: _tuntas().store))
publisher = cast(ShowingPublisher, LocalProxy(lambda: _tuntas().publisher))
evidence_folder = cast(EvidenceFolder, LocalProxy(lambda: _tuntas().evidence))
postman = cast(Postman, LocalProxy(lambda: _tuntas().mail))


def folder() -> Path:
    """The folder of the instance."""
    return _tuntas().folder


def kept_files(name: str) -> HashedFiles:
    """The files of that name, wherever this instance keeps its files."""
    return hashed(folder(), current_app.config["FILES"], name)


def mail_on() -> bool:
    """Whether mail is sent at all."""
    return bool(_tuntas().mail.on)


def reminders() -> Reminders:
    return cast(Reminders, _tuntas().reminders)


def now() -> datetime:
    """The time of this request: one for all that it does."""
    if "now" not in g:
        g.now = current_app.config["NOW"]()
    return cast(datetime, g.now)


def today() -> str:
    """Today in Aceh, ISO."""
    return day(now()).isoformat()


def user() -> Record:
    """The signed-in account; only behind the guard."""
    return cast(Record, g.user)


def mandate() -> Mandate | None:
    """By which the signed-in account works at somebody else's desk; None at the own one."""
    if "mandate" not in g:
        row = current_user.row if current_user.is_authenticated else {}
        g.mandate = mandates.at_desk(store, row.get("user", 0), row.get("mandate", 0), today())
    return cast("Mandate | None", g.mandate)


def as_whom(account: Mapping[str, Any]) -> Actor:
    """The signed-in account at the desk at which it works."""
    held = mandate()
    return Actor.with_mandate(account, held) if held else Actor.of(account)


def actor() -> Actor:
    """On whose behalf this request acts; only behind the guard."""
    return tokens.actor_of(g.program) if "program" in g else as_whom(g.user)


def by_itself() -> bool:
    """Whether a page looks again on its own, as for a job that is being done: nobody need sit before it."""
    return request.method == "GET" and request.headers.get("Sec-Fetch-Dest") == "empty"
