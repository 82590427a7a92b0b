"""The acts on the sheet of an office's file as buttons of its page: which stand where, and what a press does."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from flask import flash, request

from documents.mending.one_part import parts
from documents.mending.sheet_acts import ACTS, done, in_the_way, turned
from documents.mending.splitting import asked_about, kept_whole
from documents.mending.swapping import Sheet
from documents.mending.taken_in import only_assigned, taken_already
from documents.pages.intake_lines import Line
from documents.readers.check_sheet import Row
from workflow.errors import Invalid
from workflow.intake.same_words import alike
from workflow.store import Record

TURN, ONE = "alih", "satu"
COLUMNS = "kolom"  # where the page assigns them


@dataclass(frozen=True)
class Proposed:
    """What can be done with a line: a sentence, and its buttons as (what they send, their words)."""

    sentence: str
    buttons: list[tuple[str, str]]


def shown(sheet: Sheet, lines: Iterable[Line]) -> dict[str, Any]:
    """What the page says of acts, for the lines that stand on it."""
    return {
        "can_do": can_do(sheet, lines), "remarks": left_out(sheet), "changes": changes(sheet),
        "several_parts": several_parts(sheet), "taken_in": any(map(_to_assign, sheet.get("acts", ()))),
    }  # fmt: skip


def _to_assign(act: Mapping[str, Any]) -> bool:
    """Whether an act took in a table whose columns have to be assigned."""
    return bool(act["columns"]) and not act["off"]


def is_new(key: str) -> bool:
    """Whether the row was added here and has to be filled in."""
    return key.startswith("n") and "_" not in key


def pressed(found: Record) -> dict[str, Any]:
    """The sheet after the act whose button was pressed. What cannot be done is told, and the sheet stays as it is."""
    do, _, on = request.form.get("do", "").partition(":")
    sheet: dict[str, Any] = found["sheet"]
    try:
        if do in ACTS:
            sheet = done(sheet, do, on)
            flash(_told(sheet["acts"][-1]), "done")
        elif do == TURN:
            sheet = turned(sheet, on)
        elif do == ONE:
            sheet = kept_whole(sheet, on)
    except Invalid as refusal:
        flash(refusal.sentence, "wait")
    return sheet


def _told(act: Mapping[str, Any]) -> str:
    then = "Pilih isi tiap kolomnya, lalu baca ulang." if _to_assign(act) else "Dapat dibatalkan di “Yang diubah”."
    return f"{act['said']}. {then}"


def row_to_see(found: Record) -> str:
    """The key of the row that the pressed act was about, "" when none was. What was answered with staying one leaves
    the filter of what is asked, and whoever answers there goes on there."""
    do, _, on = request.form.get("do", "").partition(":")
    if do == ONE:
        return "" if request.args.get("saring") else on
    act = _act(found["sheet"].get("acts", []), do, on)
    if act is None:
        return ""
    if _to_assign(act):
        return COLUMNS
    keys = act["held"] if act["off"] else [*act["made"], *(to for _, to in act["moved"].values())]
    return next(iter(keys), "")


def _act(acts: list[dict[str, Any]], do: str, on: str) -> dict[str, Any] | None:
    """The act of the list that a button has turned, or made."""
    if do == TURN:
        return next((act for act in acts if str(act["no"]) == on), None)
    return acts[-1] if acts and do in ACTS and (acts[-1]["do"], acts[-1]["on"]) == (do, on) else None


def can_do(sheet: Sheet, lines: Iterable[Line]) -> dict[str, list[Proposed]]:
    """What can be done with each of these lines, by the key of its row."""
    same = alike(sheet)
    order = {row["key"]: row["no"] or str(n) for n, row in enumerate(sheet["outcomes"], 1)}
    found = {}
    for line in lines:
        key = line.row["key"]
        joining = [_joining(key, order[same[key]["key"]])] if key in same else []
        found[key] = [*joining, *(one for row in line.rows if (one := _splitting(sheet, row)))]
    return found


def _joining(key: str, no: str) -> Proposed:
    """Whether the two are one is asked in the line already."""
    return Proposed("", [(f"gabung:{key}", f"Gabungkan dengan butir {no}")])


def _splitting(sheet: Sheet, row: Row) -> Proposed | None:
    found = asked_about(sheet, row)
    if found is None:
        return None
    split = f"pecah:{row['key']}", f"Pecah menjadi {len(found.pieces)}"
    return Proposed(found.question, [split, (f"{ONE}:{row['key']}", "Biarkan satu")])


def left_out(sheet: Sheet) -> list[dict[str, Any]]:
    """Each remark with what can be done about it: ``state`` is "ambil", "diambil", "kolom" or "", ``how`` says how much
    would be taken in."""
    already = taken_already(sheet)
    return [
        {"number": n, "place": remark["place"], "text": remark["text"], "how": _how_much(remark),
         "state": _state(sheet, remark, str(n) in already)}
        for n, remark in enumerate(sheet["remarks"], 1)
    ]  # fmt: skip


def _state(sheet: Sheet, remark: dict[str, Any], taken: bool) -> str:
    if "offer" not in remark:
        return ""
    return "diambil" if taken else "kolom" if only_assigned(sheet, remark) else "ambil"


def _how_much(remark: dict[str, Any]) -> str:
    offer = remark.get("offer", {"outcomes": (), "tasks": ()})
    counted = ((len(offer["outcomes"]), "butir"), (len(offer["tasks"]), "tindak lanjut"))
    return ", ".join(f"{n} {word}" for n, word in counted if n)


def changes(sheet: Sheet) -> list[dict[str, Any]]:
    """What was done to the sheet, the last first, and what keeps each from being taken back or done again."""
    acts = reversed(sheet.get("acts", ()))
    return [{"number": a["no"], "said": a["said"], "off": a["off"], "why": in_the_way(sheet, a)} for a in acts]


def several_parts(sheet: Sheet) -> list[tuple[str, int]]:
    """The parts of the file that rows come from, where there are several: one of them can be left out."""
    found = parts(sheet)
    return found if len(found) > 1 else []
