"""What a reader understood, as the sheet that people check: rows with what is written, what it is taken for, and what
is asked.

A row keeps the words of the file for its deadline and its kabupaten/kota; their meaning is read from the words anew at
every save, so that a question is answered by writing what was meant.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from documents.readers.result import Deadline, Meeting, Offer, Reading, ReadOutcome, ReadTask, Remark
from documents.readers.values.dates import read_deadline
from documents.readers.values.places import ALL, read_regions
from workflow.errors import Question
from workflow.plan_fields import DEADLINE, PLAN, READ
from workflow.regions import PROVINCE, owner_name
from workflow.text import fold, words_of

Row = dict[str, Any]
# The words a person may change on a row; everything else is derived from them.
OUTCOME_TEXTS = ("text", "title", "commission")
TASK_TEXTS = (
    *("deadline_written" if field is DEADLINE else field.name for field in READ.values()), "regions_written",
)  # fmt: skip
_WORDS_OF = {"deadline": "deadline_written", "budget": "budget"}
OWN = "Berkas tidak memuat butir hasil untuk ini; teksnya diambil dari tindak lanjutnya."


def head_of(meeting: Meeting) -> dict[str, str]:
    """The fields of a new rakor as far as the file names them."""
    return {
        "title": meeting.title, "organiser": meeting.organiser, "start": meeting.date_start, "end": meeting.date_end,
        "venue": meeting.place, "city": "",
        "participants_text": f"{meeting.participants} orang" if meeting.participants else "",
    }  # fmt: skip


def sheet_of(reading: Reading, head: Mapping[str, Any]) -> dict[str, Any]:
    """The sheet of a file. ``head`` says whose rakor it is: its fields, as far as they are known. Tasks that the file
    gives without an outcome and in the same words (of two kabupaten/kota) share one."""
    outcomes, tasks = _rows_of(reading, head)
    return {
        "head": dict(head), "outcomes": outcomes, "tasks": tasks,
        "columns": [vars(column) for column in reading.columns],
        "remarks": [_remark(n, remark, head) for n, remark in enumerate(reading.remarks, 1)],
        "ask_mapping": reading.ask_mapping,
    }  # fmt: skip


def _rows_of(read: Reading | Offer, head: Mapping[str, Any], prefix: str = "") -> tuple[list[Row], list[Row]]:
    """The rows of outcomes and those of tasks; ``prefix`` begins the keys of what is only offered."""
    outcomes = [outcome_row(f"{prefix}o{n}", outcome) for n, outcome in enumerate(read.outcomes, 1)]
    tasks, own = [], dict[tuple[str, ...], str]()
    for n, task in enumerate(read.tasks, 1):
        words = words_of(task.action)
        if task.outcome is None and words not in own:
            own[words] = f"{prefix}p{n}"
            outcomes.append(outcome_row(own[words], ReadOutcome("", task.action, place=task.place)) | {"note": OWN})
        of = own[words] if task.outcome is None else f"{prefix}o{task.outcome + 1}"
        tasks.append(reread(task_row(f"{prefix}t{n}", of, task), head))
    return outcomes, tasks


def _remark(n: int, remark: Remark, head: Mapping[str, Any]) -> dict[str, Any]:
    """With what can be taken in of it, if anything: rows, or columns to be assigned first."""
    if remark.offer is None:
        return remark.told
    outcomes, tasks = _rows_of(remark.offer, head, f"a{n}")
    columns = [vars(column) for column in remark.offer.columns]
    return {**remark.told, "offer": {"outcomes": outcomes, "tasks": tasks, "columns": columns}}


def outcome_row(key: str, read: ReadOutcome) -> Row:
    lines = [read.text, *(f"{_letter(n)}) {text}" for n, text in enumerate(read.sub))]
    return {
        "key": key, "no": read.no, "text": "\n".join(lines), "title": "", "commission": flat(read.commission),
        "dimension": "", "is_task": True, "deadline": "", "take": True, "asks": {}, "place": read.place, "note": "",
        "edited": [], "existing": "",
    }  # fmt: skip


def _letter(n: int) -> str:
    return chr(ord("a") + n) if n < 26 else str(n + 1)


def task_row(key: str, of: str, read: ReadTask) -> Row:
    places, note = read.regions.raw, ""
    named = [code for code in read_regions(read.texts["responsible"]).codes if code != PROVINCE]
    if not places and named:
        places, note = written_places(named), "Diambil dari penanggung jawab; periksa."
    said = {"action": read.action, **read.texts, "budget": read.budget.raw}
    plan = {READ[name].name: flat(text) if READ[name].one_line else text for name, text in said.items()}
    return {
        "key": key, "outcome": of, **dict.fromkeys(PLAN, ""), **plan,
        "deadline_written": read.deadline.raw, "regions_written": flat(places),
        "take": True, "asks": {}, "doubted": _doubted(read), "place": read.place, "note": note, "edited": [],
        "as_words": False, "code": read.code,
    }  # fmt: skip


def _doubted(read: ReadTask) -> dict[str, str]:
    """What the reader doubts although the words are clear, because of what stands around them: field -> question. It
    is asked until it is answered with a yes or other words are typed."""
    clear = not read_deadline(read.deadline.raw).doubt
    said = {"deadline": read.deadline.doubt if clear else "", "budget": read.budget.doubt}
    return {field: question for field, question in said.items() if question}


def flat(text: str) -> str:
    """A cell's lines as a list on one line."""
    return "; ".join(part.strip().rstrip(";") for part in text.split("\n") if part.strip())


def written_places(codes: Iterable[str]) -> str:
    """Codes as a person would write them, so that they read back as themselves."""
    return "; ".join("Seluruh kabupaten/kota" if code == ALL else owner_name(code) for code in codes)


def reread(task: Mapping[str, Any], head: Mapping[str, Any]) -> Row:
    """The row with the meaning of its words: deadline (ISO), deadline_text, codes of its regions, and questions.

    Words without any figure ("segera") are a deadline in words and no question; ``as_words`` says so of others.
    """
    when, where = _deadline(task["deadline_written"], head), read_regions(task["regions_written"])
    in_words = not when.first and not any(sign.isdigit() for sign in when.raw)
    asked = when.doubt if not (task["as_words"] or in_words) else ""
    asks = {"deadline": asked, "regions": where.doubt}
    return {
        **task, "deadline": "" if when.doubt else when.last,
        "deadline_text": "" if when.precision == "day" else flat(task["deadline_written"]),
        "precision": when.precision, "regions": list(where.codes), "proposal": list(where.proposal),
        "asks": {field: question for field, question in asks.items() if question},
    }  # fmt: skip


def _deadline(written: str, head: Mapping[str, Any]) -> Deadline:
    """Read with the meeting's days, as far as they are days."""
    start, end = (_iso(head.get(name)) for name in ("start", "end"))
    return read_deadline(written, start, end)


def _iso(text: Any) -> str:
    try:
        return date.fromisoformat(str(text or "")).isoformat()
    except ValueError:
        return ""


def edited(row: Mapping[str, Any], typed: Mapping[str, str], texts: Iterable[str]) -> Row:
    """The row with the texts that were typed; which of them were changed by hand is kept."""
    changed = {name: typed[name] for name in texts if name in typed and typed[name] != row.get(name, "")}
    return _undoubted({**row, **changed, "edited": sorted({*row["edited"], *changed})})


def _undoubted(row: Row) -> Row:
    """Without the reader's doubts about words that a person has typed."""
    doubted = {field: said for field, said in row.get("doubted", {}).items() if _WORDS_OF[field] not in row["edited"]}
    return {**row, "doubted": doubted} if "doubted" in row else row


def overlaid(fresh: dict[str, Any], before: Mapping[str, Any]) -> dict[str, Any]:
    """A sheet that was read again, with what had been changed by hand on rows from the same places."""
    return {
        **fresh, "head": before["head"], "yes": before.get("yes", []),
        "outcomes": _overlaid(fresh["outcomes"], before["outcomes"], fresh["head"]),
        "tasks": _overlaid(fresh["tasks"], before["tasks"], fresh["head"]),
    }  # fmt: skip


def _overlaid(rows: list[Row], before: Iterable[Row], head: Mapping[str, Any]) -> list[Row]:
    known, seen = {}, Counter[str]()
    for row in before:
        seen[row["place"]] += 1
        known[row["place"], seen[row["place"]]] = row
    found, seen = [], Counter[str]()
    for row in rows:
        seen[row["place"]] += 1
        old = known.get((row["place"], seen[row["place"]]))
        if old:
            row = {**row, **{name: old[name] for name in old["edited"]}, "edited": old["edited"], "take": old["take"]}
            row = _undoubted(row)
        found.append(reread(row, head) if "action" in row else row)
    return found


def answered(sheet: Mapping[str, Any], written: str, answer: str) -> dict[str, Any]:
    """The sheet with every row that says ``written`` for its kabupaten/kota saying ``answer`` instead."""
    wanted = fold(written)
    rows = [
        reread(edited(task, {"regions_written": answer}, TASK_TEXTS), sheet["head"])
        if task["take"] and fold(task["regions_written"]) == wanted
        else task
        for task in sheet["tasks"]
    ]
    return {**sheet, "tasks": rows}


def questions(sheet: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The doubtful spellings of kabupaten/kota, each once: written, question, proposal (words), how many rows."""
    rows = [task for task in sheet["tasks"] if task["take"] and "regions" in task["asks"]]
    count = Counter(fold(task["regions_written"]) for task in rows)
    first = {fold(task["regions_written"]): task for task in reversed(rows)}
    return [
        {"written": first[key]["regions_written"], "question": first[key]["asks"]["regions"],
         "proposal": written_places(first[key]["proposal"]), "rows": n}
        for key, n in count.items()
    ]  # fmt: skip


def doubts(sheet: Mapping[str, Any]) -> list[tuple[Question, int]]:
    """What a yes answers, each question once with the number of rows that ask it."""
    rows = (task for task in sheet["tasks"] if task["take"])
    count = Counter(said for task in rows for said in task.get("doubted", {}).values())
    asked = [(Question(said), n) for said, n in count.items()]
    return [(question, n) for question, n in asked if question.mark not in sheet.get("yes", ())]


def confirmed(sheet: Mapping[str, Any], marks: Iterable[str]) -> dict[str, Any]:
    """The sheet with a yes to the questions of these marks."""
    return {**sheet, "yes": sorted({*sheet.get("yes", ()), *marks})}


def without_place(sheet: Mapping[str, Any]) -> int:
    """How many taken tasks name no kabupaten/kota at all."""
    return sum(task["take"] and not task["regions_written"] for task in sheet["tasks"])
