"""``flask --app app …``: what an admin does in a shell. One file for each group of commands."""

from __future__ import annotations

from flask import Flask

from workflow.commands import backup, check, days, move_to, reminders, retention, users, version


def init_app(app: Flask) -> None:
    for group in (users, retention, version, backup, check, days, reminders, move_to):
        group.init_app(app)
