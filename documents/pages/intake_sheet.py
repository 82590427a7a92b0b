"""The check page of an office's file: drawn from its intake, and kept with every act on it.

Each act is a button of the one form of the page, so whatever was typed comes along with it and is kept first."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from documents.pages import intake_acts, intake_form, intake_lines
from documents.pages.intake_lines import Line, Looked
from documents.pages.intake_source import files
from documents.readers import check_sheet
from documents.readers.check_sheet import Row
from workflow.errors import Invalid, Stale
from workflow.intake import office_file
from workflow.intake.foreseen import foreseen
from workflow.plan_fields import READ
from workflow.store import Record
from workflow.web.current import actor, store
from workflow.web.forms import Versioned
from workflow.web.unknown import unknown_filters
from workflow.web.words import plain_date

Sheet = dict[str, Any]
LINES = 60  # on one page of the sheet
FIELD_WORDS = {
    "": "– tidak dipakai –", "no": "Nomor", "outcome": "Butir hasil",
    **{name: field.listed.head for name, field in READ.items()}, "regions": "Kabupaten/kota",
}  # fmt: skip


def changed(intake_id: int, change: Callable[[Record], Sheet], then: Callable[[Record], Any]) -> Any:
    """Keeps what was typed into the sheet with what an act makes of it, and goes on with the intake. What somebody else
    has recorded, or saved meanwhile, is shown with what was typed; so is why the act cannot be done (``Invalid``)."""
    found, seen = office_file.readable_intake(store, actor(), intake_id), Versioned().seen()
    if found["state"] != office_file.OPEN:
        return sheet_page(found, status=409)
    try:
        if seen != found["version"]:
            raise Stale(found)
        sheet = change(_typed(found))
        if sheet != found["sheet"]:
            found = office_file.mend(store, actor(), intake_id, sheet, rakor_id=found["rakor"], version=seen)
        return then(found)
    except Invalid as refusal:
        return sheet_page(_typed(found), wrong=refusal.fields, status=422)
    except Stale as late:
        return sheet_page(_typed(late.current), stored=intake_form.by_key(late.current["sheet"]), status=409)


def _typed(found: Mapping[str, Any]) -> Record:
    return {**found, "sheet": intake_form.mended(found["sheet"], request.form)}


def back(found: Record) -> Response:
    """To the lines that were shown, or that were asked for: another page, filter, or one row with all its fields."""
    typed, at = request.form, place() | {"ubah": ""}
    if typed.get("do") == "simpan":
        flash("Perbaikan tersimpan. Belum ada yang masuk ke rakor.", "done")
    if "saring" in typed:
        at = {"saring": typed["saring"]}
    at |= {name: typed[given] for given, name in (("ke", "hal"), ("ubah", "ubah")) if given in typed}
    if key := intake_acts.row_to_see(found):
        return redirect(_address_of(found, at["saring"], key), 303)
    return redirect(address(found, at, typed.get("ubah") or typed.get("selesai", "")), 303)


def place() -> dict[str, Any]:
    """Which lines the address asks for: its page, its filter, the row whose fields are open."""
    only = request.args.get("saring", "")
    return {
        "hal": max(1, min(request.args.get("hal", 1, type=int), 10_000)),
        "saring": only if only in intake_lines.WANTED else "",
        "ubah": request.args.get("ubah", ""),
    }  # fmt: skip


def address(found: Record, at: Mapping[str, Any], row: str = "") -> str:
    """Of the check page with these lines; ``row`` is the key of the row to look at."""
    wanted = {name: value for name, value in at.items() if value and str(value) != "1"}
    return url_for("intake.check", intake_id=found["id"], **wanted, _anchor=row or None)


def _address_of(found: Record, only: str, key: str) -> str:
    """Of the page on which a row stands, within the filter when it has it; one that was added is open there."""
    opened = key if intake_acts.is_new(key) else ""
    every = intake_lines.lines(found["sheet"], _looked(found))
    for saring in dict.fromkeys((only, "")):
        for nth, line in enumerate(intake_lines.shown(every, saring, opened)):
            if line.has(key):
                return address(found, {"hal": nth // LINES + 1, "saring": saring, "ubah": opened}, line.row["key"])
    return address(found, {"saring": only}, key)


def _looked(found: Record) -> Looked:
    return Looked(office_file.problems(found), foreseen(store, found["rakor"], found["sheet"]), {})


def acted(found: Record) -> Sheet:
    """The sheet with all lines of the filter taken, or left out, where a button asks for that; or after another act."""
    take = {"semua": True, "kosong": False}.get(request.form.get("do", ""))
    if take is None:
        return intake_acts.pressed(found)
    shown = intake_lines.shown(intake_lines.lines(found["sheet"], _looked(found)), place()["saring"], "")
    return intake_form.ticked(found["sheet"], {row["key"]: take for line in shown for row in line.rows})


def sheet_page(
    found: Record, *, stored: Mapping[str, Row] | None = None, wrong: Mapping[str, str] | None = None, status: int = 200
) -> Any:
    """The check page. ``stored`` is what a colleague saved meanwhile, by row; ``wrong`` what stops the recording."""
    rakor = store.get("rakor", found["rakor"]) if found["rakor"] else None
    if found["state"] != office_file.OPEN:
        stops = office_file.moved(store, found) if found["state"] == office_file.RECORDED else []
        return render_template("intake/check.html", intake=found, rakor=rakor, stops=stops), status
    sheet, at, beside = found["sheet"], place(), stored or {}
    problems, new = {**office_file.problems(found), **(wrong or {})}, foreseen(store, found["rakor"], sheet)
    page = _page(intake_lines.lines(sheet, Looked(problems, new, beside)), at)
    return render_template(
        "intake/check.html", intake=found, sheet=sheet, rakor=rakor, new=new, stored=beside, refused=bool(wrong),
        problems=problems, at=at, address=address, **page, **_questions(sheet), **_columns(found), **WORDS,
        **intake_acts.shown(sheet, page["lines"]),
        head={name.partition(".")[2]: said for name, said in problems.items() if name.startswith("rakor.")},
        order={row["key"]: n for n, row in enumerate(sheet["outcomes"], 1)},
        unknown=unknown_filters(("saring",), {"saring"} if request.args.get("saring") in intake_lines.WANTED else ()),
    ), status  # fmt: skip


def _columns(found: Record) -> dict[str, Any]:
    """What the columns are taken for, and what was chosen for them and not used yet."""
    typed, sheet = request.form, found["sheet"]
    return {
        "tables": intake_form.tables(sheet), "columns_chosen": intake_form.columns_chosen(typed, sheet),
        "headless_chosen": intake_form.headless_chosen(typed, sheet),
        "has_file": files().holds(found["source"]["sha256"]),
    }  # fmt: skip


def _page(lines: list[Line], at: Mapping[str, Any]) -> dict[str, Any]:
    """The lines that are shown, how many each filter has, and the first question."""
    shown = intake_lines.shown(lines, at["saring"], at["ubah"])
    pages = max(1, -(-len(shown) // LINES))
    page = min(at["hal"], pages)
    here = shown[(page - 1) * LINES : page * LINES]
    first = next((line for line in (*here, *lines) if line.asks), None)
    return {
        "lines": here, "page": page, "pages": pages, "first": first, "first_is_here": first in here,
        "counted": {only: sum(map(wanted, lines)) for only, wanted in intake_lines.WANTED.items()},
        "inside": sum(line.asks for line in lines), "may_stay": sum(line.several for line in lines),
    }  # fmt: skip


def _questions(sheet: Mapping[str, Any]) -> dict[str, Any]:
    """What several rows ask alike: asked once, above the table. What one row asks alone stands in its line."""
    without = check_sheet.without_place(sheet)
    return {
        "doubts": [(question, rows) for question, rows in check_sheet.doubts(sheet) if rows > 1],
        "questions": [one for one in check_sheet.questions(sheet) if one["rows"] > 1],
        "without_place": without if without > 1 else 0, "everywhere": intake_form.EVERYWHERE,
    }  # fmt: skip


def understood(task: Record) -> str:
    """What a deadline was read as."""
    if task["deadline"]:
        day = plain_date(task["deadline"])
        return day if task["precision"] == "day" else f"paling lambat {day}; kata-katanya ikut disimpan"
    return "tanpa tanggal; kata-katanya ikut disimpan" if task["deadline_written"] else ""


WORDS = {
    "understood": understood, "where": intake_lines.where, "labels": intake_form.LABELS, "folded": intake_form.FOLDED,
    "on_lines": intake_form.ON_LINES, "field_words": FIELD_WORDS,
    "proposed": lambda row: check_sheet.written_places(row["proposal"]),
}  # fmt: skip
