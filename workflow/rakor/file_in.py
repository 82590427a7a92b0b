"""Reading a ``rakor.json`` of another Tuntas: looked through field by field. What it holds is not yet recorded.

Evidence stays with the instance in which it was given, and who did what there is told as "Tuntas asal": accounts do
not travel.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from workflow import plan_fields
from workflow.clock import moment, stamp
from workflow.errors import Invalid
from workflow.kinds import KINDS, Kind
from workflow.machine.stages import Stage
from workflow.papers.issuing import REPLACED, VALID, WITHDRAWN
from workflow.rakor import file_ways
from workflow.rakor.fields import check_outcome, check_rakor
from workflow.rakor.file import EMPTY, FORMAT, NUMBER, OWN_NUMBER, UNNAMED
from workflow.rakor.file_ways import ELSEWHERE
from workflow.rakor.programme import MOST_ROWS
from workflow.records.followed import ListedLks, MoveElsewhere
from workflow.regions import owners
from workflow.tasks import named_lks
from workflow.tasks.kept_days import HANDING, arrived, leads_to
from workflow.text import Fields, fold, line, spelled

NOT_OURS = "Berkas ini bukan rakor dari Tuntas."
NEWER = "Berkas ini dibuat Tuntas yang lebih baru. Perbarui Tuntas di sini dahulu."
DAMAGED = "Isi berkas rakor ini tidak lengkap atau diubah"
UNPROVEN = "sebuah tugas sudah dilaksanakan tetapi tidak memuat laporan pelaksanaannya."
# All tasks are written at once, and nobody else writes meanwhile: 3,000 are a few seconds, and 130 outcomes for each
# kabupaten/kota.
MOST_OUTCOMES, MOST_TASKS, MOST_ENTRIES = 500, 3_000, 500
MOST_LISTED = 2_000  # institutions on the list of a task
STATES = {VALID, REPLACED, WITHDRAWN}  # of papers that count, or did
_PAPER = {
    "type": "jenis naskah", "title": "judul naskah", "number": "nomor naskah", "date": "tanggal naskah",
    "status": "keadaan naskah", OWN_NUMBER: "nomor laporan",
}  # fmt: skip
_UID = re.compile("[0-9a-z-]{1,40}")


def read(content: bytes) -> dict[str, Any]:
    """What a file holds, every field checked and tidied; raises ``Invalid`` with one sentence."""
    data = _parsed(content)
    try:
        return _checked(data)
    except Invalid as refusal:
        raise Invalid({"file": f"{DAMAGED}: {' '.join(list(refusal.fields.values())[:2])}"}) from None
    except (KeyError, TypeError, AttributeError, ValueError, OverflowError) as fault:
        raise Invalid({"file": f"{DAMAGED} ({type(fault).__name__} {line(fault)[:60]})."}) from None


def told(data: dict[str, Any]) -> dict[str, int]:
    """What will come, counted."""
    stages = Counter(task["stage"] for task in data["tasks"] if not task["cancelled"])
    return {
        "Butir hasil": len(data["outcomes"]), "Tugas": len(data["tasks"]),
        **{stage.label: stages[stage] for stage in Stage},
        "Dibatalkan": sum(task["cancelled"] for task in data["tasks"]),
        "Kabupaten/kota": len({task["region"] for task in data["tasks"]}),
        "Nomor naskah di Tuntas asal": len(data["numbers"]) + sum(len(task["numbers"]) for task in data["tasks"]),
    }  # fmt: skip


def _parsed(content: bytes) -> Any:
    def no_number(text: str) -> Any:
        raise ValueError(text)

    try:
        data = json.loads(content.decode("utf-8-sig"), parse_constant=no_number, parse_float=no_number)
    except (ValueError, RecursionError):
        raise Invalid({"file": NOT_OURS}) from None
    name = data.get("format") if isinstance(data, dict) else None
    if not isinstance(name, str) or not re.fullmatch("tuntas-rakor/[0-9]{1,4}", name):
        raise Invalid({"file": NOT_OURS})
    if name != FORMAT:
        raise Invalid({"file": NEWER})
    return spelled(data)


def _checked(data: Mapping[str, Any]) -> dict[str, Any]:
    outcomes = [_outcome(one) for one in _list(data["outcomes"], MOST_OUTCOMES)]
    uids = {one["uid"] for one in outcomes if one["is_task"]}
    if len({one["uid"] for one in outcomes}) < len(outcomes):
        raise ValueError("uid")
    tasks = [_task(one, uids) for one in _list(data["tasks"], MOST_TASKS)]
    _check_each_is_one(tasks)
    _check_moves(tasks)
    return {
        "uid": _uid(data["uid"]),
        "rakor": {**check_rakor(_head(data["rakor"])), "example": data["rakor"]["example"] is True},
        "outcomes": outcomes,
        "numbers": _numbers(data["numbers"]),
        "tasks": tasks,
    }


def _check_each_is_one(tasks: list[dict[str, Any]]) -> None:
    """One kabupaten/kota has one outcome once, or in several parts, as when it is handed over here."""
    held = set()
    for task in tasks:
        owned = (task["outcome"], task["region"], fold(task["part"]))
        if owned in held:
            raise Invalid({"tasks": f"ada butir hasil yang dua kali menjadi tugas {owners()[task['region']].owner}."})
        held.add(owned)


def _check_moves(tasks: list[dict[str, Any]]) -> None:
    for task in tasks:
        times = [one["at"] for one in task["moves"]]
        if times != sorted(times) or not leads_to(task["moves"][-1]["name"], task):
            raise Invalid({"moves": "riwayat sebuah tugas tidak cocok dengan tahapnya."})


def _head(data: Mapping[str, Any]) -> dict[str, Any]:
    """As a form would send it: the agenda as lines. Nobody is picked from the register here."""
    lines = data["agenda"]
    if not isinstance(lines, list):
        raise TypeError("agenda")
    people = [{**one, "attended": one.get("attended") is True, "lks": ""} for one in _list(data["participants"], 500)]
    rows = {name: _list(data.get(name, []), MOST_ROWS) for name in ("hours", "items")}
    return {**data, **rows, "agenda": "\n".join(map(str, lines)), "participants": people}


def _list(value: Any, most: int) -> list[Mapping[str, Any]]:
    if not isinstance(value, list) or not all(isinstance(part, dict) for part in value):
        raise ValueError("daftar")
    if len(value) > most:
        raise Invalid({"list": f"ada daftar dengan {len(value)} isi; paling banyak {most}."})
    return value


def _uid(value: Any) -> str:
    if not isinstance(value, str) or not _UID.fullmatch(value):
        raise ValueError("uid")
    return value


def _outcome(data: Mapping[str, Any]) -> dict[str, Any]:
    said = {name: data.get(name) is True for name in ("is_task", "per_lks")}
    return {"uid": _uid(data["uid"]), **check_outcome({**data, **data["suggested"], **said})}


def _task(data: Mapping[str, Any], uids: set[str]) -> dict[str, Any]:
    if data["outcome"] not in uids:
        raise Invalid({"outcome": "sebuah tugas menunjuk butir hasil yang tidak ada di berkas."})
    if data["region"] not in owners():
        raise Invalid({"region": f"kode wilayah “{line(data['region'])[:20]}” bukan kabupaten/kota di Aceh."})
    try:
        here, ways = file_ways.place(data), file_ways.read(data)
    except ValueError:
        raise Invalid({"stage": "tahap sebuah tugas tidak mungkin."}) from None
    cancelled = data["cancelled"] is True
    values, numbers = _texts(data), _numbers(data["numbers"])
    progress = [_progress(one) for one in _list(data["progress"], MOST_ENTRIES)]
    moves = _moves({**EMPTY, **data, **ways, "cancelled": cancelled})
    if here.stage is Stage.IMPLEMENTED and (Kind.PELAKSANAAN, VALID) not in {
        (one["type"], one["status"]) for one in numbers
    }:
        raise Invalid({"stage": UNPROVEN})
    returned = data["returned"]
    return {
        **values, "outcome": data["outcome"], "region": data["region"], "stage": str(here.stage),
        "waits_for": str(here.waits), **ways, "cancelled": cancelled,
        "open": here.stage is not Stage.IMPLEMENTED and not here.closed, "since": _moment(data["since"]),
        "percent": _whole(data["percent"], 100), "revision": _whole(data["revision"], 10_000),
        "returned": None if returned is None else _entry(returned, ("reason",), ()),
        "directions": [_direction(one) for one in _list(data["directions"], MOST_ENTRIES)],
        "progress": progress, "numbers": numbers, "moves": moves,
        "lks": [file_ways.named(one) for one in _list(data.get("lks", []), named_lks.MOST)],
        "lks_list": [_listed(one, len(progress)) for one in _list(data.get("lks_list", []), MOST_LISTED)],
    }  # fmt: skip


def _listed(data: Mapping[str, Any], notes: int) -> ListedLks:
    """Its tick, if any, came with one of the ``notes`` of progress."""
    fields = Fields(data)
    days = {name: fields.day(name, "tanggal") for name in ("listed", "ended", "done")}
    name, where = fields.line("name", "nama LKS", required=True), fields.line("where", "letak bukti")
    fields.done()
    note = data["note"] if data["note"] == -1 else _whole(data["note"], notes - 1)
    return {
        "uid": "", "name": name, "listed": days["listed"], "ended": days["ended"], "done": days["done"],
        "evidence": [], "where": where, "note": note,
    }  # fmt: skip


def _moves(data: Mapping[str, Any]) -> list[MoveElsewhere]:
    """By which moves it came to where it stands; files of earlier versions tell only since when it stands there."""
    found: list[MoveElsewhere] = [
        {"at": _moment(one["at"]), "name": one["name"], "deadline": _day(one.get("deadline", ""))}
        for one in _list(data["moves"], MOST_ENTRIES)
    ]
    if not found:
        return [{"at": _moment(data["since"]), "name": arrived(data)}]
    if not {one["name"] for one in found} <= set(HANDING):
        raise ValueError("moves")
    return found


def _texts(data: Mapping[str, Any]) -> dict[str, Any]:
    fields, plan = Fields({**EMPTY, **data}), Fields(data["plan"])
    values = {
        "part": fields.line("part", "judul tugas"), "deadline": fields.day("deadline", "tenggat"),
        "deadline_text": fields.line("deadline_text", "tenggat tertulis"),
        "reported_on": fields.day("reported_on", "hari dilaporkan"),
        "implemented_on": fields.day("implemented_on", "hari dilaksanakan"),
        "plan": plan_fields.accepted(plan),
    }  # fmt: skip
    fields.done()
    plan.done()
    return values


def _entry(data: Mapping[str, Any], texts: Iterable[str], days: Iterable[str]) -> dict[str, Any]:
    """One return, direction or progress; ``by`` is not in the file."""
    fields = Fields(data)
    values: dict[str, Any] = {name: fields.paragraph(name, "isian") for name in texts}
    values |= {name: fields.day(name, "tanggal") for name in days}
    fields.done()
    return {"at": _moment(data["at"]), "by": ELSEWHERE, **values}


def _direction(data: Mapping[str, Any]) -> dict[str, Any]:
    """Its sheet and its report stay where they are."""
    said = _entry({**UNNAMED, **data}, ("text", "giver", "plan"), ("date", "deadline"))
    return {**said, "scan": None, "document": 0}


def _progress(data: Mapping[str, Any]) -> dict[str, Any]:
    values = _entry(data, ("text", "obstacle", "solution", "place"), ("date",))
    note = {**values, "percent": _whole(data["percent"], 100), "evidence": []}
    struck = data.get("struck")
    return {**note, "struck": _entry(struck, ("reason",), ())} if struck else note


def _numbers(value: Any) -> list[dict[str, Any]]:
    return [_number(one) for one in _list(value, MOST_ENTRIES)]


def _number(one: Mapping[str, Any]) -> dict[str, Any]:
    names = (*NUMBER, OWN_NUMBER) if OWN_NUMBER in one else NUMBER
    fields = Fields({name: str(one[name]) for name in names})
    found = {
        name: fields.day(name, _PAPER[name]) if name == "date" else fields.line(name, _PAPER[name]) for name in names
    }
    fields.done()
    if not (found["title"] and found["date"] and found["type"] in KINDS and found["status"] in STATES):
        raise Invalid({"numbers": "sebuah naskah tanpa jenis, judul, tanggal atau keadaan yang dikenal."})
    return found


def _whole(value: Any, most: int) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= most:
        raise ValueError(f"0–{most}")
    return value


def _day(value: Any) -> str:
    fields = Fields({"day": value})
    found = fields.day("day", "tanggal")
    fields.done()
    return found


def _moment(value: Any) -> str:
    if not isinstance(value, str) or stamp(moment(value)) != value:
        raise ValueError("waktu")
    return value
