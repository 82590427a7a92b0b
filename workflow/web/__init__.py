"""The pages: the only part of this room that knows Flask. One file for each group of pages."""

from __future__ import annotations

from flask import Flask
from flask_bootstrap import Bootstrap5
from flask_wtf import CSRFProtect
from jinja2 import StrictUndefined

from workflow.web import (
    access,
    approval,
    auth,
    backup_commands,
    check_commands,
    commands,
    errors,
    evidence,
    guard,
    headers,
    home,
    hosts,
    logs,
    matrix,
    moves,
    overview,
    packing,
    plan,
    pressing,
    privacy,
    progress,
    proof,
    rakor,
    refusals,
    retention_commands,
    review,
    settings,
    tasks,
    timekeeping,
    version_command,
    words,
)

PAGES = (
    approval,
    auth,
    evidence,
    home,
    matrix,
    moves,
    overview,
    plan,
    privacy,
    progress,
    rakor,
    review,
    settings,
    tasks,
)


def init_app(app: Flask) -> None:
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.config.setdefault("BOOTSTRAP_SERVE_LOCAL", True)
    app.config.setdefault("WTF_CSRF_TIME_LIMIT", None)  # as long as the session; a slow writer loses nothing
    logs.init_app(app)
    packing.init_app(app)
    hosts.init_app(app)
    Bootstrap5(app)
    CSRFProtect(app)
    guard.init_app(app)
    proof.init_app(app)
    access.init_app(app)
    headers.init_app(app)
    errors.init_app(app)
    refusals.init_app(app)
    words.init_app(app)
    pressing.init_app(app)
    commands.init_app(app)
    timekeeping.init_app(app)
    retention_commands.init_app(app)
    version_command.init_app(app)
    backup_commands.init_app(app)
    check_commands.init_app(app)
    for module in PAGES:
        app.register_blueprint(module.pages)
