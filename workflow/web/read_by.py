"""Who has read what waits for him: noted by the pages on which it is read, told in words on cards and pages."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import Flask, current_app

from workflow.errors import StoreUnavailable
from workflow.tasks import readings
from workflow.web.current import actor, noting_store, now, store
from workflow.web.words import when


def note_reading(task: Mapping[str, Any]) -> None:
    """The page is shown all the same when it cannot be noted."""
    try:
        readings.note(noting_store, actor(), task, at=now())
    except StoreUnavailable:
        current_app.logger.warning("not noted: who read task %s", task["id"])


def read_words(task: Mapping[str, Any]) -> str:
    """ "Dibaca Sekdis kemarin, pukul 14.02"; "" while the desk that holds the task has not read it."""
    opened = readings.of_task(store, task)
    if opened is None:
        return ""
    told = when(opened["at"])
    told = told[:1].lower() + told[1:] if told.startswith(("Hari ini", "Kemarin")) else f"pada {told}"
    return f"Dibaca {readings.who(opened)} {told}"


def init_app(app: Flask) -> None:
    app.add_template_filter(read_words)
