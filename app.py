"""The app: settings, store, publisher; plugs the rooms together and decides nothing.

``flask --app app run`` works where no server runs; ``python -m app`` serves with waitress, as ``script/server`` does.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Mapping
from contextlib import ExitStack, closing
from functools import partial
from pathlib import Path
from typing import Any

import click
from flask import Flask
from flask.cli import run_command
from werkzeug.serving import is_running_from_reloader

import documents.commands
import documents.pages
import workflow.api
import workflow.commands.backup
import workflow.pages
import workflow.web
from documents.incoming.reader import reader_of
from documents.issue.jobs import Jobs
from documents.issue.publisher import ReportPublisher
from documents.issue.rendering import Apart
from documents.issue.zips import Zips
from workflow.agenda.register import ensure_entries
from workflow.audit import newest
from workflow.demo import seed_demo
from workflow.durable import make_folder
from workflow.evidence import where_kept
from workflow.evidence.hashed_files import HashedFiles
from workflow.evidence.taking_in import EvidenceFolder
from workflow.keeping.daily import DailyCopies
from workflow.keeping.fellow_servers import FellowServers
from workflow.keeping.leftovers import Leftovers
from workflow.keeping.modes import DEMO, begins_demo, keep_apart
from workflow.keeping.one_clock import Clock
from workflow.keeping.opening import connections_of, open_instance, refusing
from workflow.lks import sort_texts
from workflow.mail import smtp_server
from workflow.mail.postman import Postman
from workflow.offices.offices import ensure_offices
from workflow.papers.issuing import link_earlier
from workflow.rakor import looked_through
from workflow.reminders import by_mail, digests
from workflow.reminders.daily_round import Reminders
from workflow.store import Store
from workflow.tasks.kept_days import keep_at_start
from workflow.tasks.searching import search_again
from workflow.web import hosts, logs, metrics, server, server_role
from workflow.web.current import Tuntas
from workflow.web.secret_key import fingerprint, secret_key

HERE = Path(__file__).parent
WITH_VALUE = ("--app", "-A", "--env-file", "-e")  # options of ``flask`` itself that the next word belongs to


def create_app(instance: str | Path | None = None, **config: Any) -> Flask:
    """An app on the instance folder (default ``TUNTAS_INSTANCE`` or ``instance/``).

    ``config`` overrides settings: ``MODE`` ("contoh" or "produksi"), ``SECOND_FACTOR`` ("wajib" or "boleh"), ``API``
    (whether programs are let in: "ya" or "tidak"), ``BASE_URL``, ``DATABASE`` (``postgresql://…`` instead of the file
    in the folder) with ``POOL`` (the most connections to it), ``FILES`` (a bucket, ``s3://…``, for files;
    without it they are in the folder), ``METRICS`` (the port of this machine behind which a server tells how it does;
    without one it tells nobody), ``ROLE`` (what this server does: "semua", "halaman" or "latar"), ``SMTP`` and
    ``SMTP_FROM`` (by which server mail leaves, and from whom; without one mail is off), ``NOW`` (a function that gives
    the time; without one the database's, or this machine's), ``SEED`` (whether an empty demo instance is filled),
    ``WORKERS`` (how many processes make documents, beside one that reads what is sent; with 0, as in tests and
    commands, this one does both). Raises ``SystemExit`` with a sentence when production lacks a key of its own or holds
    demo accounts.
    """
    folder = Path(instance or instance_folder()).resolve()
    if restoring(sys.argv):
        return workflow.commands.backup.only_restore(folder, where_kept.chosen(os.environ.get("TUNTAS_FILES", "")))
    with refusing(folder):
        return _create(folder, config)


def _create(folder: Path, config: dict[str, Any]) -> Flask:
    make_folder(folder)
    app = _configured(folder, config)
    with ExitStack() as opened:  # whatever refuses the start, nothing that was opened for it stays open
        if flask_runs():
            app.extensions["server_lock"] = opened.enter_context(server_role.claim(folder))
        where_kept.enter(folder, app.config["FILES"])
        parts = app.extensions["tuntas"] = _open(folder, app.config, opened)
        if flask_runs():
            app.extensions["present"] = present = parts.fellows.present()
            opened.enter_context(present)
        where_kept.note(folder, app.config["FILES"])  # once there is a database whose files these are
        workflow.web.init_app(app)
        workflow.commands.init_app(app)
        documents.commands.init_app(app)
        workflow.pages.init_app(app)
        documents.pages.init_app(app)
        workflow.api.init_app(app)
        prepare(parts.store, parts.publisher, parts.evidence, app)  # last: settings that are refused change no data
        opened.pop_all()
    _close_with_command(parts.store)
    return app


def _close_with_command(store: Store) -> None:
    """A command leaves the data closed in order, or the next start would look through all of it."""
    context = click.get_current_context(silent=True)
    if context is not None and context.command is not run_command:  # whose threads may still be at work
        context.find_root().call_on_close(store.close)


def _configured(folder: Path, config: dict[str, Any]) -> Flask:
    app = Flask(__name__, instance_path=str(folder), instance_relative_config=True)
    app.config.from_mapping(
        MODE=os.environ.get("TUNTAS_MODE", "contoh"),
        SECOND_FACTOR=os.environ.get("TUNTAS_SECOND_FACTOR", ""),
        API=os.environ.get("TUNTAS_API", ""),
        HOOKS_INSIDE=os.environ.get("TUNTAS_HOOKS_INSIDE", ""),
        DATABASE=os.environ.get("TUNTAS_DATABASE", ""),
        POOL=connections_of(os.environ.get("TUNTAS_POOL", "")),
        BASE_URL=os.environ.get("TUNTAS_BASE_URL", f"http://127.0.0.1:{os.environ.get('PORT', '5000')}"),
        FILES=os.environ.get("TUNTAS_FILES", ""),
        METRICS=os.environ.get("TUNTAS_METRICS", ""),
        ROLE=server_role.BOTH,
        SMTP=os.environ.get("TUNTAS_SMTP", ""),
        SMTP_FROM=os.environ.get("TUNTAS_SMTP_FROM", ""),
        NOW=Clock(),
        SEED=True,
        WORKERS=0,
        MAX_CONTENT_LENGTH=100 * 1024 * 1024,
        MAX_FORM_MEMORY_SIZE=2 * 1024 * 1024,
    )
    app.config.from_mapping(config)
    app.config |= {name: workflow.api.chosen(name, app.config[name]) for name in ("API", "HOOKS_INSIDE")}
    app.config["FILES"] = where_kept.chosen(app.config["FILES"])
    metrics.place(app.config["METRICS"])
    app.config["SECOND_FACTOR"] = second_factor(app.config["SECOND_FACTOR"], app.config["MODE"])
    app.secret_key = secret_key(folder, app.config["MODE"])
    return app


def _open(folder: Path, config: Mapping[str, Any], opened: ExitStack) -> Tuntas:
    """The parts on the instance folder; ``opened`` closes them."""
    server = smtp_server.read(config["SMTP"], config["SMTP_FROM"])
    store = opened.enter_context(closing(open_instance(folder, config["DATABASE"], config["POOL"])))
    fellows = FellowServers(store, config["ROLE"], fingerprint(config["SECRET_KEY"]), config["NOW"])
    reader = reader_of(folder, min(config["WORKERS"], 1))
    opened.callback(reader.close)
    place = partial(where_kept.place, folder, config["FILES"])
    evidence = EvidenceFolder(folder / "evidence", reader.evidence_pdf, place("evidence"))
    maker = Apart(folder, config["WORKERS"], files=config["FILES"]) if config["WORKERS"] else None
    publisher = ReportPublisher(
        store, place("archive"), evidence, config["BASE_URL"], config["MODE"], maker, reader.letterhead
    )
    opened.callback(publisher.stop)
    jobs = Jobs(store, publisher, Zips(folder / "zip", where_kept.bucket(config["FILES"], "zip")), config["NOW"])
    copies = DailyCopies(
        store, folder, copies_folder(folder), config["NOW"], files=config["FILES"], database=config["DATABASE"]
    )
    leftovers = Leftovers(store, evidence, HashedFiles(place("intake")), config["NOW"], publisher.archive)
    mail = Postman(store, server, config["BASE_URL"], config["NOW"])
    send = by_mail.sender(store, config["BASE_URL"]) if mail.on else digests.not_at_all
    reminders = Reminders(store, config["NOW"], send)
    hooks = workflow.api.hooks(store, config)
    return Tuntas(store, publisher, evidence, folder, jobs, copies, leftovers, mail, reader, reminders, hooks, fellows)


def second_factor(chosen: str, mode: str) -> str:
    """Whether those who decide must have a second factor ("wajib") or may ("boleh"); production asks unless told."""
    if chosen not in ("", "wajib", "boleh"):
        raise SystemExit(f"TUNTAS_SECOND_FACTOR={chosen} tidak dikenal; pilih wajib atau boleh.")
    return chosen or ("wajib" if mode == "produksi" else "boleh")


def instance_folder() -> Path:
    return Path(os.environ.get("TUNTAS_INSTANCE") or HERE / "instance").resolve()


def restoring(argv: list[str]) -> bool:
    """Whether this is ``flask … restore …``: it must find the folder empty, and run where the data cannot be opened."""
    said = argv[1:]
    while said and said[0].startswith("-"):
        said = said[2 if said[0] in WITH_VALUE else 1 :]
    return Path(argv[0]).name in ("flask", "__main__.py") and said[:1] == ["restore"]


def flask_runs() -> bool:
    """Whether this is ``flask run``, which serves as ``serve`` does. Its reloader starts it once more in a process that
    ends with it, and that one needs no lock of its own."""
    context = click.get_current_context(silent=True)
    return context is not None and context.command is run_command and not is_running_from_reloader()


def copies_folder(folder: Path) -> Path:
    """Where daily copies go. Beside the data, by default, they do not outlive its disk: the admin's page says so."""
    return Path(os.environ.get("TUNTAS_BACKUP_DIR") or folder / "backup").resolve()


def prepare(store: Store, publisher: ReportPublisher, evidence: EvidenceFolder, app: Flask) -> None:
    """Gives a new instance its offices, and a new demo instance its demo; data of the other mode are refused first."""
    keep_apart(store, app.config["MODE"], app.instance_path)
    ensure_offices(store)
    link_earlier(store)
    ensure_entries(store)
    search_again(store)
    keep_at_start(store)
    newest.keep_at_start(store)
    sort_texts.keep_at_start(store)
    looked_through.keep_at_start(store)
    if app.config["SEED"] and app.config["MODE"] == DEMO and begins_demo(store, app.instance_path):
        seed_demo(store, publisher, evidence, at=app.config["NOW"]())


def serve() -> None:
    """One process, 8 threads; documents still pending from before are made meanwhile. Ends in order at SIGTERM."""
    server.cut_off_when_told()
    logs.to_standard_error()
    folder, role = instance_folder(), server_role.chosen(os.environ.get("TUNTAS_ROLE", ""))
    with ExitStack() as opened:
        with refusing(folder):
            make_folder(folder)
            opened.enter_context(server_role.claim(folder, role))
        app = create_app(folder, ROLE=role, WORKERS=int(os.environ.get("TUNTAS_WORKERS", "2")))
        parts, left = app.extensions["tuntas"], server.END_WITHIN
        try:
            left = _serve(app, parts, role)
        finally:
            end(parts, left)


def _serve(app: Flask, parts: Tuntas, role: str) -> float:
    """Serves until it is told to stop; returns the seconds that are left then."""
    with metrics.watched(app, parts, app.config["METRICS"]), parts.fellows.present():
        serving = server.Waiting()
        if role != server_role.BACKGROUND:
            port, host = int(os.environ.get("PORT", "5000")), os.environ.get("HOST", "127.0.0.1")
            serving = server.Server(app, host=host, port=port, threads=8, **hosts.proxy())
        serving.obey_signals()
        if role != server_role.PAGES:
            _begin_background(parts)
        print(f"Tuntas: {serving.where}", flush=True)
        until = serving.run(partial(leave_off, parts)) + time.monotonic()
    return until - time.monotonic()  # a database that hangs is not told at once that this server leaves


def _begin_background(parts: Tuntas) -> None:
    for part in (parts.publisher, parts.jobs, *parts.rounds):
        part.start()


def leave_off(parts: Tuntas) -> None:
    """Nothing more is begun; what is being made stays pending."""
    for part in parts.rounds:
        part.stop()
    parts.publisher.leave_off()
    parts.jobs.leave_off()


def end(parts: Tuntas, within: float) -> None:
    """Leaves nothing half done: the store is closed last, when nobody is left who reads it."""
    leave_off(parts)
    parts.publisher.stop()
    parts.reader.close()
    if server.others_ended(within):
        parts.store.close()
    else:
        server.cut_off()


if __name__ == "__main__":
    serve()
