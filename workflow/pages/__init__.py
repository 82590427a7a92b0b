"""What is seen: one folder a subject, as in ``templates/``."""

from __future__ import annotations

from flask import Flask

from workflow.pages import agenda
from workflow.pages.account import privacy, signing_in
from workflow.pages.overview import dinsos, home, matrix
from workflow.pages.rakor import rakors
from workflow.pages.settings import index
from workflow.pages.tasks import approval, evidence_files, moves, plan, progress, review, tasks

PAGES = (
    agenda,
    approval,
    signing_in,
    evidence_files,
    home,
    matrix,
    moves,
    dinsos,
    plan,
    privacy,
    progress,
    rakors,
    review,
    index,
    tasks,
)


def init_app(app: Flask) -> None:
    for module in PAGES:
        app.register_blueprint(module.pages)
