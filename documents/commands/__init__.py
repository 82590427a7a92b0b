"""``flask --app app …``: what comes in from files, in a shell. One file for each group of commands."""

from __future__ import annotations

from flask import Flask

from documents.commands import indicator, intake, lks, rakor


def init_app(app: Flask) -> None:
    for group in (intake, lks, indicator, rakor):
        group.init_app(app)
