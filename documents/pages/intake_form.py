"""What was typed on the sheet of an intake, field by field: ``t3.action``, ``o1.text``, ``rakor.title``."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from werkzeug.datastructures import MultiDict

from documents.readers.check_sheet import OUTCOME_TEXTS, TASK_TEXTS, Row, edited, reread
from documents.readers.meaning.head_rows import HEADLESS
from documents.readers.result import TASK_FIELDS
from workflow.plan_fields import READ
from workflow.text import YES, line, tidy

HEAD = ("title", "organiser", "start", "end", "venue", "city")
ON_LINES = {"text", *(field.name for field in READ.values() if not field.one_line)}


def mended(sheet: Mapping[str, Any], typed: MultiDict[str, str]) -> dict[str, Any]:
    """The sheet with what was typed; rows that were not on the page stay as they are."""
    head = sheet["head"] | {name: line(typed[f"rakor.{name}"]) for name in HEAD if f"rakor.{name}" in typed}
    known = {row["key"]: row["key"] for row in sheet["outcomes"]}
    known |= {str(n): row["key"] for n, row in enumerate(sheet["outcomes"], 1)}  # long lists are chosen by number
    outcomes = [_outcome(row, typed) for row in sheet["outcomes"]]
    tasks = [reread(_task(row, typed, known), head) for row in sheet["tasks"]]
    yes = sorted({*sheet.get("yes", ()), *typed.getlist(YES)})
    return {**sheet, "head": head, "outcomes": outcomes, "tasks": tasks, "yes": yes}


def _outcome(row: Row, typed: Mapping[str, str]) -> Row:
    return _row(row, typed, OUTCOME_TEXTS)


def _task(row: Row, typed: Mapping[str, str], known: Mapping[str, str]) -> Row:
    of = known.get(line(typed.get(f"{row['key']}.outcome")), row["outcome"])
    in_words = f"{row['key']}.as_words" in typed if f"{row['key']}.shown" in typed else row["as_words"]
    return _row(row, typed, TASK_TEXTS) | {"outcome": of, "as_words": in_words}


def _row(row: Row, typed: Mapping[str, str], texts: tuple[str, ...]) -> Row:
    """``key.shown`` says that the row was on the page: only then does a missing tick mean that it is not taken."""
    key = row["key"]
    if f"{key}.shown" not in typed:
        return row
    found = {
        name: (tidy if name in ON_LINES else line)(typed[f"{key}.{name}"]) for name in texts if f"{key}.{name}" in typed
    }
    return {**edited(row, found, texts), "take": f"{key}.take" in typed}


def mapping(typed: Mapping[str, str], sheet: Mapping[str, Any]) -> dict[str, dict[int | str, str]]:
    """What each column shall be taken for, by the table's name; an unknown word leaves it as it was."""
    allowed = {"", "no", "outcome", *TASK_FIELDS}
    chosen: dict[str, dict[int | str, str]] = {}
    for n, column in enumerate(sheet["columns"]):
        wanted = typed.get(f"kolom.{n}", column["field"])
        chosen.setdefault(column["table"], {})[column["index"]] = wanted if wanted in allowed else column["field"]
    for n, table in enumerate(tables(sheet)):
        if f"tanpa_judul.{n}" in typed:
            chosen[table][HEADLESS] = "ya"
    return chosen


def tables(sheet: Mapping[str, Any]) -> list[str]:
    """The names of the tables that were read, in order."""
    return list(dict.fromkeys(column["table"] for column in sheet["columns"]))


def in_order(sheet: Mapping[str, Any]) -> list[Row]:
    """Each outcome, then its tasks."""
    found = []
    for outcome in sheet["outcomes"]:
        found.append(outcome)
        found += [_whole(task) for task in sheet["tasks"] if task["outcome"] == outcome["key"]]
    return found


def _whole(task: Row) -> Row:
    """With the texts that sheets kept by an earlier version do not have."""
    return {**dict.fromkeys(TASK_TEXTS, ""), **task}


def by_key(sheet: Mapping[str, Any]) -> dict[str, Row]:
    return {row["key"]: row for row in (*sheet["outcomes"], *map(_whole, sheet["tasks"]))}
