"""Pages of documents: downloads, previews, the register, and the public check page."""

from __future__ import annotations

from flask import Blueprint, Flask

from documents.web import (
    agenda,
    check,
    files,
    intake,
    intake_command,
    jobs,
    lists,
    previews,
    rakor,
    rakor_import,
    reading,
    register,
    signed,
    travel,
)


def init_app(app: Flask) -> None:
    pages = Blueprint("documents", __name__)
    for room in (files, previews, register, check, signed, jobs, rakor):
        room.add_to(pages)
    app.register_blueprint(pages)
    app.register_blueprint(agenda.pages)
    app.register_blueprint(intake.pages)
    app.register_blueprint(lists.pages)
    app.register_blueprint(travel.pages)
    reading.init_app(app)
    intake_command.init_app(app)
    rakor_import.init_app(app)
