"""``flask --app app lks read FILE``: what is understood of a list of LKS, as JSON in the form of the answer keys."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

import click
from flask import Flask
from flask.cli import AppGroup

from documents.readers.files.unreadable import Unreadable
from documents.readers.lks.lks_file import LksReading, read_lks
from workflow.clock import day as day_of
from workflow.lks import states
from workflow.lks.duplicates import Pair, pairs
from workflow.lks.kinds import IN_PROCESS, Form
from workflow.web.current import now

lks_group = AppGroup("lks", short_help="Lembaga kesejahteraan sosial: read, indicator.")


def init_app(app: Flask) -> None:
    app.cli.add_command(lks_group)


@lks_group.command("read", short_help="Membaca daftar LKS dan menampilkan hasilnya sebagai JSON.")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--at", type=click.DateTime(["%Y-%m-%d"]), help="Keadaan pada hari itu, misalnya 2026-11-28.")
def read(file: Path, at: datetime | None) -> None:
    day = at.date() if at else day_of(now())
    try:
        shown = as_key(file.name, read_lks(file.name, file.read_bytes(), day.isoformat()), day)
    except Unreadable as refusal:
        _say({"file": file.name, "at": day.isoformat(), "expect": "refuse", "refusal": refusal.sentence})
        click.echo(refusal.sentence, err=True)
        raise click.exceptions.Exit(1) from None
    _say(shown)


def _say(shown: dict[str, Any]) -> None:
    click.echo(json.dumps(shown, ensure_ascii=False, indent=1))


def as_key(name: str, reading: LksReading, day: date) -> dict[str, Any]:
    """What is unknown is null, as the keys have it."""
    found = reading["institutions"]
    return {
        "file": name,
        "at": day.isoformat(),
        "expect": "ask_mapping" if reading["ask_mapping"] else "import",
        "kind": reading["kind"],
        "skipped_rows": reading["skipped_rows"],
        "dropped_columns": reading["dropped_columns"],
        "institutions": [_institution(one, day) for one in found],
        **_duplicates(found),
        "columns": reading["columns"],
        "remarks": reading["remarks"],
    }


def _institution(one: Mapping[str, Any], day: date) -> dict[str, Any]:
    legal = one["legal"]
    papers = [paper for paper in one["registrations"] if paper["number"] or paper["status"] != IN_PROCESS]
    return {
        "name": one["name"],
        "region": one["region"] or None,
        "kecamatan": one["kecamatan"] or None,
        "owner": one["owner"],
        "legal": {
            "badan_hukum": _legal_entity(legal),
            "sk_kemenkumham": legal["sk"] or None,
            "npwp": legal["npwp"] or None,
        },
        "registrations": [_registration(paper, day) for paper in papers],
        "registration_state": states.registration_state(one, day),
        "services": [_service(service, day) for service in one["services"]],
        "best_grade": states.best_grade(one, day) or None,
        "events": sorted({event["date"] for event in one["activity"]}),
        "activity": states.activity_state(one, day),
        "closed": (one["end"]["date"] or one["end"]["kind"]) if states.ended(one, day) else None,
        "rows": one["rows"],
    }


def _legal_entity(legal: Mapping[str, Any]) -> bool | None:
    """By its decree or what the list says; None where neither is there."""
    if legal["sk"] or legal["form"] not in ("", Form.NONE):
        return True
    return False if legal["form"] == Form.NONE else None


def _registration(one: Mapping[str, Any], day: date) -> dict[str, Any]:
    known = {field: one[field] or None for field in ("number", "issued", "valid_until")}
    return {**known, "state": states.state_of_registration(one, day)}


def _service(one: Mapping[str, Any], day: date) -> dict[str, Any]:
    return {"kind": one["kind"] or None, "accreditations": [_graded(grade, day) for grade in one["accreditations"]]}


def _graded(one: Mapping[str, Any], day: date) -> dict[str, Any]:
    known = {field: one[field] or None for field in ("grade", "decided", "valid_until", "year")}
    return {**known, "state": states.accreditation_state(one, day)}


def _duplicates(found: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    told: dict[str, list[dict[str, Any]]] = {"duplicates_certain": [], "duplicates_probable": []}
    for pair in pairs(found):
        told["duplicates_certain" if pair.certain else "duplicates_probable"].append(_pair(pair, found))
    return told


def _pair(pair: Pair, found: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    return {"names": [found[pair.first]["name"], found[pair.second]["name"]], "same": list(pair.same)}
