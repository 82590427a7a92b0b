"""What a ``rakor.json`` tells of the ways out of a task, there and back: requests, help, deadlines that were moved.

No account travels, nor a task's tie to another: what waits there for a task of the province waits here for its answer.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from workflow.clock import moment, stamp
from workflow.lks.kinds import ROLES
from workflow.machine.actions import OWNER
from workflow.machine.carried import EMPTY
from workflow.machine.stages import SITUATIONS, Closed, Matter, Situation, Stage, Waits
from workflow.records.asked import NamedLks
from workflow.regions import owners
from workflow.tasks import named_lks
from workflow.tasks.change_needs import GROUNDS, KINDS
from workflow.text import Fields

ELSEWHERE = "Tuntas asal"
COUNTS = ("reports", "declined", "turned_down", "returns", "claims", "notes_before")
DAYS = ("deadline_given", "deadline_proposed", "deadline_first")
CARRIED = {Matter.CHANGE: "request", Matter.HELP: "help", Matter.CLAIM: "claim", Matter.DECLINE: "decline"}
ENDS = ("ditarik", "ditolak", "disetujui", "dijawab")
MOST = 500


def told(task: Mapping[str, Any]) -> dict[str, Any]:
    """The part of a task in the file that earlier versions do not know; ``task`` as ``carried`` gives it."""
    waits_for_its_task = task["matter"] == Matter.COUNTER_TASK
    return {
        "matter": str(Matter.HELP) if waits_for_its_task else task["matter"], "closed": task["closed"],
        **{name: task[name] for name in (*COUNTS, *DAYS, "fresh")},
        "deadlines": [{"until": one["until"], "from_day": one["from_day"]} for one in task["deadlines"]],
        "decline": _when(task["decline"], "reason"), "claim": _when(task["claim"], "late_days"),
        "request": _request(task["request"]), "requests": [_request(one) for one in task["requests"]],
        "help": _help(task["help"]), "helps": [_help(one) for one in task["helps"]],
    }  # fmt: skip


def _when(said: Mapping[str, Any] | None, name: str) -> dict[str, Any] | None:
    return {name: said[name], "at": said["asked"]["at"]} if said else None


def _request(request: Mapping[str, Any] | None) -> dict[str, Any] | None:
    if request is None:
        return None
    return {
        **{name: request[name] for name in ("kind", "reason", "ground")}, "proposed": _offer(request),
        "at": request["asked"]["at"],
        "supported": request["supported"]["at"] if request["supported"] else "", "wish": request.get("wish", ""),
        **_end(request),
    }  # fmt: skip


def _offer(request: Mapping[str, Any]) -> dict[str, Any]:
    """Of institutions their names."""
    proposed: dict[str, Any] = dict(request["proposed"])
    if "lks" in proposed:
        proposed["lks"] = [{"name": one["name"], "role": one["role"]} for one in proposed["lks"]]
    return proposed


def _help(help: Mapping[str, Any] | None) -> dict[str, Any] | None:
    if help is None:
        return None
    return {"need": help["need"], "since_text": help["since_text"], "at": help["asked"]["at"], **_end(help)}


def _end(asked: Mapping[str, Any]) -> dict[str, Any]:
    if "how" not in asked:
        return {"how": "", "ended": "", "said": ""}
    return {"how": asked["how"], "ended": asked["ended"]["at"], "said": asked["said"]}


def read(data: Mapping[str, Any]) -> dict[str, Any]:
    """The fields of the task; raises ``Invalid``, or what a damaged file raises (``file_in.read``)."""
    found: dict[str, Any] = {**EMPTY, **{name: _whole(data.get(name, 0)) for name in COUNTS}}
    fields = Fields({name: data.get(name, "") for name in DAYS})
    found |= {name: fields.day(name, "tenggat") for name in DAYS}
    fields.done()
    found |= {
        "fresh": data.get("fresh", True) is True, "deadlines": [_deadline(one) for one in _list(data, "deadlines")],
        "decline": _said(data.get("decline")), "claim": _claim(data.get("claim")),
        "request": _asked(data.get("request")), "requests": [_asked(one) for one in _list(data, "requests")],
        "help": _needed(data.get("help")), "helps": [_needed(one) for one in _list(data, "helps")],
    }  # fmt: skip
    here = place(data)
    found |= {"matter": str(here.matter), "closed": str(here.closed)}
    found["request_kind"] = found["request"]["kind"] if found["request"] else ""
    if here.matter is Matter.CLAIM and not found["claim"]:  # told by an earlier version
        found["claim"] = {"asked": _person(data["since"]), "late_days": 0, "no": 1}
    if {matter for matter, name in CARRIED.items() if found[name]} != {here.matter} & set(CARRIED):
        raise ValueError("matter")
    return found


def place(data: Mapping[str, Any]) -> Situation:
    """Where the task stands; raises ``ValueError`` for a place where none can stand."""
    stage, waits = Stage(data["stage"]), Waits(data["waits_for"])
    closed = data.get("closed") or (Closed.CANCELLED if data["cancelled"] is True else Closed.NO)
    before = {Waits.SEKDIS: Matter.PLAN, Waits.DINSOS: Matter.CLAIM}.get(waits, Matter.NOTHING)
    here = Situation(stage, waits, Matter(data.get("matter") or before), Closed(closed))
    if here not in SITUATIONS or (data["cancelled"] is True) is not (here.closed in (Closed.CANCELLED, Closed.MOVED)):
        raise ValueError("tempat")
    return here


def _list(data: Mapping[str, Any], name: str, most: int = MOST) -> list[Mapping[str, Any]]:
    value = data.get(name, [])
    if not isinstance(value, list) or len(value) > most:
        raise ValueError(name)
    return value


def _whole(value: Any) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= 10_000:
        raise ValueError("bilangan")
    return value


def _person(at: Any) -> dict[str, Any]:
    if not isinstance(at, str) or stamp(moment(at)) != at:
        raise ValueError("waktu")
    return {"by": ELSEWHERE, "at": at, "id": 0, "for_": 0}


def _deadline(data: Mapping[str, Any]) -> dict[str, Any]:
    fields = Fields(data)
    found = {name: fields.day(name, "tenggat", required=True) for name in ("until", "from_day")}
    fields.done()
    return {**found, "document": 0}


def _said(data: Mapping[str, Any] | None) -> dict[str, Any] | None:
    return None if data is None else {**_texts(data, "reason"), "asked": _person(data["at"])}


def _claim(data: Mapping[str, Any] | None) -> dict[str, Any] | None:
    if data is None:
        return None
    return {"asked": _person(data["at"]), "late_days": _whole(data["late_days"]), "no": 1}


def _asked(data: Mapping[str, Any] | None) -> dict[str, Any] | None:
    if data is None:
        return None
    if data["kind"] not in KINDS or data["ground"] not in ("", *GROUNDS):
        raise ValueError("permintaan")
    return {
        "kind": data["kind"], "ground": data["ground"], "paper": 0, **_texts(data, "reason"),
        "proposed": _proposed(data["kind"], data["proposed"]), "asked": _person(data["at"]),
        "supported": _person(data["supported"]) if data["supported"] else None,
        **_texts({"wish": "", **data}, "wish"), **_ended(data),
    }  # fmt: skip


def _proposed(kind: str, data: Mapping[str, Any]) -> dict[str, Any]:
    fields = Fields(data)
    found: dict[str, Any] = {}
    if "deadline" in data:
        found["deadline"] = fields.day("deadline", "tenggat")
    if "plan" in data:
        plan = Fields(data["plan"])
        found["plan"] = {str(name): plan.paragraph(str(name), "rencana", most=1000) for name in data["plan"]}
        plan.done()
        found["lks"] = [named(one) for one in _list(data, "lks", named_lks.MOST)]
    if kind == OWNER:
        found |= {"region": fields.line("region", "wilayah"), "responsible": fields.line("responsible", "pemilik")}
        if found["region"] and found["region"] not in owners():
            raise ValueError("wilayah")
    fields.done()
    return found


def named(data: Mapping[str, Any]) -> NamedLks:
    """An institution whose name is all that is known of it here."""
    fields = Fields(data)
    name, role = fields.line("name", "nama LKS", required=True), str(data["role"])
    fields.done()
    if role not in ROLES:
        raise ValueError("peran")
    return {"uid": "", "name": name, "role": role}


def _needed(data: Mapping[str, Any] | None) -> dict[str, Any] | None:
    if data is None:
        return None
    return {**_texts(data, "need", "since_text"), "asked": _person(data["at"]), "task": 0, **_ended(data)}


def _ended(data: Mapping[str, Any]) -> dict[str, Any]:
    if not data["how"]:
        return {}
    if data["how"] not in ENDS:
        raise ValueError("akhir")
    return {"how": data["how"], "ended": _person(data["ended"]), **_texts(data, "said")}


def _texts(data: Mapping[str, Any], *names: str) -> dict[str, str]:
    fields = Fields(data)
    found = {name: fields.paragraph(name, "isian") for name in names}
    fields.done()
    return found
