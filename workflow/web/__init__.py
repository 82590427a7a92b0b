"""The kit: how we use Flask. No address of its own; what is seen stands in ``pages``, commands in ``commands``."""

from __future__ import annotations

from flask import Flask
from flask_bootstrap import Bootstrap5
from flask_wtf import CSRFProtect
from jinja2 import StrictUndefined

from workflow.web import (
    again,
    bootstrap_style,
    desk,
    drawn,
    errors,
    guard,
    headers,
    held,
    hosts,
    logs,
    menu,
    outermost,
    packing,
    pressing,
    program_keys,
    proof,
    read_by,
    refused,
    task_words,
    timekeeping,
    uploads,
    who_saw,
    words,
)


def init_app(app: Flask) -> None:
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.config.setdefault("BOOTSTRAP_SERVE_LOCAL", True)
    app.config.setdefault("WTF_CSRF_TIME_LIMIT", None)  # as long as the session; a slow writer loses nothing
    # Its check of the Referer shuts out browsers that hide it; ``hosts`` looks at what they always send.
    app.config.setdefault("WTF_CSRF_SSL_STRICT", False)
    logs.init_app(app)
    packing.init_app(app)
    hosts.init_app(app)
    Bootstrap5(app)
    bootstrap_style.init_app(app)
    uploads.init_app(app)
    CSRFProtect(app)
    again.init_app(app)
    drawn.init_app(app)
    guard.init_app(app)
    program_keys.init_app(app)
    held.init_app(app)
    proof.init_app(app)
    pressing.init_app(app)
    who_saw.init_app(app)
    headers.init_app(app)
    errors.init_app(app)
    refused.init_app(app)
    desk.init_app(app)
    words.init_app(app)
    task_words.init_app(app)
    menu.init_app(app)
    read_by.init_app(app)
    timekeeping.init_app(app)
    outermost.init_app(app)
