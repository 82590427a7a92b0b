"""``flask --app app intake read FILE``: what a reader understood of a file, as JSON in the form of the answer keys."""

from __future__ import annotations

import json
import re
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click
from flask import Flask
from flask.cli import AppGroup

from documents.readers.files.unreadable import Unreadable
from documents.readers.reading import read_file
from documents.readers.result import Reading, ReadTask

intake_group = AppGroup("intake", short_help="Berkas kantor: read.")
_SUB = re.compile(r"\(?([a-z]|\d{1,2}|[ivx]+)[.)]\s+", re.IGNORECASE)


def init_app(app: Flask) -> None:
    app.cli.add_command(intake_group)


@intake_group.command("read", short_help="Membaca berkas rapat dan menampilkan hasilnya sebagai JSON.")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def read(file: Path) -> None:
    try:
        shown = as_key(file.name, read_file(file.name, file.read_bytes()))
    except Unreadable as refusal:
        _say({"file": file.name, "expect": "refuse", "refusal": {"message": refusal.sentence, "language": "id"}})
        click.echo(refusal.sentence, err=True)
        raise click.exceptions.Exit(1) from None
    _say(shown)


def _say(shown: dict[str, Any]) -> None:
    click.echo(json.dumps(shown, ensure_ascii=False, indent=1))


def as_key(name: str, reading: Reading) -> dict[str, Any]:
    """Outcomes that the file does not number are numbered in their order, so that a task can name its own."""
    numbers = [outcome.no for outcome in reading.outcomes]
    if not all(numbers) or len(set(numbers)) < len(numbers):
        numbers = [str(i) for i in range(1, len(numbers) + 1)] if not any(numbers) else numbers
    return {
        "file": name,
        "expect": _expected(reading),
        "kind": reading.kind,
        "meeting": {key: value for key, value in asdict(reading.meeting).items() if value not in ("", None)},
        "columns": [asdict(column) for column in reading.columns],
        "outcomes": [
            {"no": no, "text": o.text, "sub": [_sub(text) for text in o.sub], "place": o.place}
            for no, o in zip(numbers, reading.outcomes, strict=True)
        ],
        "tasks": [_task(task, numbers) for task in reading.tasks],
        "remarks": [remark.told for remark in reading.remarks],
    }


def _expected(reading: Reading) -> str:
    if reading.ask_mapping:
        return "ask_mapping"
    return "import" if reading.outcomes or reading.tasks else "nothing_found"


def _sub(text: str) -> dict[str, str]:
    mark = _SUB.match(text)
    return {"no": mark[1], "text": text[mark.end() :]} if mark else {"no": "", "text": text}


def _task(task: ReadTask, numbers: list[str]) -> dict[str, Any]:
    regions = task.regions.codes if not task.regions.doubt else task.regions.proposal
    doubts = {
        name: doubt
        for name, doubt in (
            ("deadline", task.deadline.doubt), ("budget", task.budget.doubt), ("regions", task.regions.doubt),
        )
        if doubt
    }  # fmt: skip
    return {
        "outcome_no": None if task.outcome is None else numbers[task.outcome],
        "outcome_index": task.outcome,
        "action": task.action,
        **task.texts,
        "deadline_raw": task.deadline.raw,
        "deadline": task.deadline.last or None,
        "deadline_first": task.deadline.first or None,
        "deadline_precision": task.deadline.precision or "none",
        "budget_raw": task.budget.raw,
        "budget_amount": task.budget.amount,
        "budget_source": task.budget.source or None,
        "regions_raw": task.regions.raw,
        "regions": "ALL" if regions == ("ALL",) else list(regions),
        "doubts": doubts,
        "place": task.place,
    }
