"""What a discussion with a kabupaten/kota came to, as it is typed for its Berita Acara."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from workflow.text import Fields

PLACE, RESULT, HOUR = 200, 200, 5  # letters
_HOUR = re.compile(r"([01]?\d|2[0-3])[.:]([0-5]\d)", re.ASCII)


def discussed(tasks: Sequence[Mapping[str, Any]], data: Mapping[str, Any]) -> dict[str, Any]:
    """``place``, ``begins`` and ``ends`` ("09.00"), ``following`` (the day of the next discussion, ISO, or "") and
    ``results``: task id as text -> what was found, of those that were discussed. ``data`` has the same names, and
    ``result-<task id>`` for each task. Raises ``Invalid``."""
    fields = Fields(data)
    values, results = _read(fields, tasks)
    if not results:
        fields.wrong.setdefault("results", "Isi hasil pembahasan paling sedikit satu butir.")
    fields.done()
    return {**values, "results": results}


def so_far(tasks: Sequence[Mapping[str, Any]], data: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, str]]:
    """The same of a form that is not whole yet, for its preview, and field -> sentence of what was typed there and
    cannot be read: it is as if it was not typed."""
    fields = Fields(data)
    values, results = _read(fields, tasks)
    read = {
        **{name: "" if name in fields.wrong else text for name, text in values.items()},
        "results": {id_: text for id_, text in results.items() if f"result-{id_}" not in fields.wrong},
    }
    return read, {name: sentence for name, sentence in fields.wrong.items() if str(data.get(name) or "").strip()}


def _read(fields: Fields, tasks: Sequence[Mapping[str, Any]]) -> tuple[dict[str, str], dict[str, str]]:
    """What the head of the paper needs, and task id -> what was found of it, as far as it was typed."""
    values = {
        "place": fields.line("place", "tempat", required=True, most=PLACE),
        "begins": hour(fields, "begins", "jam mulai"),
        "ends": hour(fields, "ends", "jam selesai"),
        "following": fields.day("following", "tanggal pembahasan berikutnya"),
    }
    if values["begins"] and values["ends"] and values["ends"] <= values["begins"]:
        fields.wrong.setdefault("ends", "Jam selesai tidak sesudah jam mulai.")
    typed = {
        str(task["id"]): fields.line(f"result-{task['id']}", f"hasil butir {task['no']}", most=RESULT) for task in tasks
    }
    return values, {id_: text for id_, text in typed.items() if text}


def hour(fields: Fields, name: str, label: str) -> str:
    """A time of the day as papers write it, "09.00"; required."""
    text = fields.line(name, label, required=True, most=HOUR)
    if not text or name in fields.wrong:
        return ""
    found = _HOUR.fullmatch(text)
    if found is None:
        fields.wrong[name] = f"{label.capitalize()} “{text}” bukan jam yang benar. Contoh: 09.00."
        return ""
    return f"{int(found[1]):02d}.{found[2]}"
