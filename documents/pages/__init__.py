"""Pages of documents: downloads, previews, the register, and the public check page."""

from __future__ import annotations

from flask import Blueprint, Flask

from documents.pages import (
    as_text,
    check,
    files,
    intake,
    jobs,
    lists,
    previews,
    rakor_import,
    rakor_papers,
    register,
    signed,
    travel,
)


def init_app(app: Flask) -> None:
    pages = Blueprint("documents", __name__)
    for room in (files, previews, register, check, signed, jobs, rakor_papers):
        room.add_to(pages)
    app.register_blueprint(pages)
    app.register_blueprint(intake.pages)
    app.register_blueprint(lists.pages)
    app.register_blueprint(travel.pages)
    as_text.init_app(app)
    app.register_blueprint(rakor_import.pages)
