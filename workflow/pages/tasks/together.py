"""Several tasks in one address: ``?gabung=5,7`` beside the task of the path, as links and ticked boxes write it."""

from __future__ import annotations

from flask import request

from workflow.machine.permissions import readable_task
from workflow.store import Record
from workflow.web.current import actor, store

NAME = "gabung"


def asked() -> list[int]:
    """The ids in the address, each once; what is no id is left out."""
    texts = ",".join(request.args.getlist(NAME)).split(",")
    return list(dict.fromkeys(int(text) for text in texts if text.isascii() and text.isdigit() and len(text) < 10))


def others(task_id: int) -> list[Record]:
    """The tasks asked for besides this one; raises ``NotFound`` for one that the reader may not see."""
    return [readable_task(store, actor(), other) for other in asked() if other != task_id]


def written(tasks: list[Record]) -> str | None:
    """The value of ``gabung`` that stands for the tasks besides the first; None (no such parameter) for one alone."""
    return ",".join(str(task["id"]) for task in tasks[1:]) or None
