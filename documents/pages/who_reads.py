"""Who reads what is sent to a page."""

from __future__ import annotations

from typing import cast

from flask import current_app

from documents.incoming.reader import Reader


def reader() -> Reader:
    return cast(Reader, current_app.extensions["tuntas"].reader)
