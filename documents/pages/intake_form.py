"""What was typed on the sheet of an intake, field by field: ``t3.action``, ``o1.text``, ``rakor.title``."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any

from werkzeug.datastructures import MultiDict

from documents.readers.check_sheet import (
    OUTCOME_TEXTS,
    TASK_TEXTS,
    Row,
    answered,
    edited,
    questions,
    reread,
    written_places,
)
from documents.readers.meaning.head_rows import HEADLESS
from documents.readers.result import TASK_FIELDS
from workflow.plan_fields import DEADLINE, READ
from workflow.text import YES, line, tidy

HEAD = ("title", "organiser", "start", "end", "venue", "city")
EVERYWHERE = "Seluruh kabupaten/kota"  # proposed to rows that name none
ON_LINES = {"text", *(field.name for field in READ.values() if not field.one_line)}

# The texts of an opened row that stand below its action, its kabupaten/kota and its deadline.
FOLDED = [field for field in READ.values() if field is not DEADLINE and field.name != "action"]
LABELS = {
    "text": "Isi butir hasil", "title": "Judul singkat", "commission": "Komisi", "outcome": "Termasuk butir",
    "regions_written": "Untuk kabupaten/kota", "deadline_written": "Batas waktu",
    **{field.name: field.title for field in READ.values() if field is not DEADLINE},
}  # fmt: skip


def mended(sheet: Mapping[str, Any], typed: MultiDict[str, str]) -> dict[str, Any]:
    """The sheet with what was typed, and with the answers that serve several rows; rows that were not on the page stay
    as they are."""
    head = sheet["head"] | {name: line(typed[f"rakor.{name}"]) for name in HEAD if f"rakor.{name}" in typed}
    known = {row["key"]: row["key"] for row in sheet["outcomes"]}
    known |= {str(n): row["key"] for n, row in enumerate(sheet["outcomes"], 1)}  # long lists are chosen by number
    outcomes = [_outcome(row, typed) for row in sheet["outcomes"]]
    said = {**typed, **_proposed(sheet, typed)}
    tasks = [reread(_task(row, said, known), head) for row in sheet["tasks"]]
    yes = sorted({*sheet.get("yes", ()), *typed.getlist(YES)})
    found = {**sheet, "head": head, "outcomes": outcomes, "tasks": tasks, "yes": yes}
    for written, answer in _answers(sheet, typed):
        found = answered(found, written, answer)
    return found


def _proposed(sheet: Mapping[str, Any], typed: MultiDict[str, str]) -> dict[str, str]:
    """The kabupaten/kota that were proposed for a row, where its button says to take them."""
    rows = [row for row in sheet["tasks"] if row["key"] in typed.getlist("usul") and row["proposal"]]
    return {f"{row['key']}.regions_written": written_places(row["proposal"]) for row in rows}


def _answers(sheet: Mapping[str, Any], typed: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """The answers above the table, as (what the file says, what is meant): the one whose button was pressed, and those
    that were typed over what was proposed."""
    proposed = {one["written"]: one["proposal"] or one["written"] for one in questions(sheet)} | {"": EVERYWHERE}
    for name in typed:
        kind, _, nth = name.partition(".")
        written, answer = typed.get(f"written.{nth}", ""), tidy(typed[name])
        if kind == "answer" and written in proposed and (nth == typed.get("tanya") or answer != proposed[written]):
            yield written, answer


def ticked(sheet: Mapping[str, Any], ticks: Mapping[str, bool]) -> dict[str, Any]:
    """The sheet with the rows of these keys taken, or left out."""

    def rows(found: list[Row]) -> list[Row]:
        return [{**row, "take": ticks.get(row["key"], row["take"])} for row in found]

    return {**sheet, "outcomes": rows(sheet["outcomes"]), "tasks": rows(sheet["tasks"])}


def _outcome(row: Row, typed: Mapping[str, str]) -> Row:
    return _row(row, typed, OUTCOME_TEXTS)


def _task(row: Row, typed: Mapping[str, str], known: Mapping[str, str]) -> Row:
    of = known.get(line(typed.get(f"{row['key']}.outcome")), row["outcome"])
    in_words = f"{row['key']}.as_words" in typed if f"{row['key']}.deadline_written" in typed else row["as_words"]
    return _row(row, typed, TASK_TEXTS) | {"outcome": of, "as_words": in_words}


def _row(row: Row, typed: Mapping[str, str], texts: tuple[str, ...]) -> Row:
    """``key.shown`` says that the row was on the page: only then does a missing tick mean that it is not taken.
    ``key.with`` names the row whose tick it has."""
    key = row["key"]
    if f"{key}.shown" not in typed:
        return row
    found = {
        name: (tidy if name in ON_LINES else line)(typed[f"{key}.{name}"]) for name in texts if f"{key}.{name}" in typed
    }
    return {**edited(row, found, texts), "take": f"{typed.get(f'{key}.with', key)}.take" in typed}


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


def columns_chosen(typed: Mapping[str, str], sheet: Mapping[str, Any]) -> dict[int, str]:
    """What was chosen for columns (by their place) and the file has not been read by."""
    chosen = {n: typed.get(f"kolom.{n}", column["field"]) for n, column in enumerate(sheet["columns"])}
    return {n: field for n, field in chosen.items() if field != sheet["columns"][n]["field"]}


def headless_chosen(typed: Mapping[str, str], sheet: Mapping[str, Any]) -> list[int]:
    """The tables (by their place) of which the first row was said to be content."""
    return [n for n, _ in enumerate(tables(sheet)) if f"tanpa_judul.{n}" in typed]


def tables(sheet: Mapping[str, Any]) -> list[str]:
    """The names of the tables that were read, in order."""
    return list(dict.fromkeys(column["table"] for column in sheet["columns"]))


def by_outcome(sheet: Mapping[str, Any]) -> Iterator[tuple[Row, list[Row]]]:
    """Each outcome with its tasks."""
    tasks = defaultdict[str, list[Row]](list)
    for task in sheet["tasks"]:
        tasks[task["outcome"]].append(_whole(task))
    for outcome in sheet["outcomes"]:
        yield outcome, tasks[outcome["key"]]


def _whole(task: Row) -> Row:
    """With the texts that sheets kept by an earlier version do not have."""
    return {**dict.fromkeys(TASK_TEXTS, ""), **task}


def by_key(sheet: Mapping[str, Any]) -> dict[str, Row]:
    return {row["key"]: row for row in (*sheet["outcomes"], *map(_whole, sheet["tasks"]))}
