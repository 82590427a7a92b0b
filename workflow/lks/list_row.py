"""A row of a list of LKS that somebody mends: typed values in the place of those of the file, which stay known.

The form is the one of a record (``typed``) with what only a list says: the region, what has happened, whether it is
over. What nobody has mended follows the file when it is read again.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, cast

from workflow.errors import Invalid
from workflow.lks import typed
from workflow.lks.kinds import CLOSED
from workflow.records.arriving import LksRow
from workflow.regions import regions
from workflow.text import Fields


def flat(row: LksRow, today: date) -> dict[str, Any]:
    """The row by the names of the form's fields, with the newest year of which the list counts something."""
    told = row["told"]
    years = [year for year in (*told["support"], *told["beneficiaries"]) if year <= str(today.year)]
    found = typed.flat(told, max(years, default=str(today.year)))
    found |= {
        "region": _region(row), "inactive": bool(told["said_inactive"]), "ended": told["end"] is not None,
        "ended_on": told["end"]["date"] if told["end"] else "",
    }  # fmt: skip
    return found | {f"event_{n}": one["date"] for n, one in enumerate(told["activity"])}


def _region(row: LksRow) -> str:
    return row["told"]["region"] or row["region"]


def checked(data: Mapping[str, Any], row: LksRow, home: str, day: str, today: date) -> dict[str, Any]:
    """What the row tells as it was typed. ``home`` is the region whose own list it is, "" where a row may be of any;
    ``day`` (ISO) is when the list is taken in. Raises ``Invalid``."""
    fields = Fields(data)
    more = {
        "region": row["told"]["region"] if home else _chosen(fields, row),
        "activity": _events(fields, row, today), "said_inactive": _said_inactive(data, row, day),
        "end": _end(fields, row, today),
    }  # fmt: skip
    try:
        found = typed.checked(data, row["told"], today)
    except Invalid as refusal:
        raise Invalid({**fields.wrong, **refusal.fields}) from None
    fields.done()
    return {**{name: value for name, value in found.items() if name != "note"}, **more}


def _chosen(fields: Fields, row: LksRow) -> str:
    """A region that was chosen beside the row stays there until another one is typed."""
    code = str(fields.data.get("region") or "")
    if code and code not in regions():
        fields.wrong["region"] = "Pilih kabupaten/kota dari daftar."
    return row["told"]["region"] if code == _region(row) else code


def _events(fields: Fields, row: LksRow, today: date) -> list[Any]:
    """Those whose day was emptied are none."""
    events = [
        {**one, "date": typed.past(fields, f"event_{n}", f"tanggal {one['kind']}", today)}
        for n, one in enumerate(row["told"]["activity"])
    ]
    return [one for one in events if one["date"]]


def _said_inactive(data: Mapping[str, Any], row: LksRow, day: str) -> str:
    return (row["told"]["said_inactive"] or day) if data.get("inactive") else ""


def _end(fields: Fields, row: LksRow, today: date) -> Any:
    on = typed.past(fields, "ended_on", "tanggal tutup", today)
    if not fields.data.get("ended"):
        return None
    return {**(row["told"]["end"] or {"kind": CLOSED, "into": "", "reason": ""}), "date": on}


def mended(row: LksRow, told: Mapping[str, Any]) -> LksRow:
    """The row with what was typed; what the file said of it is in ``written``."""
    first = as_read(row)["told"]
    now = {**row["told"], **told}
    written = {name: value for name, value in first.items() if now[name] != value}
    region = row["region"] if now["region"] == row["told"]["region"] else ""
    return cast(LksRow, {**row, "told": now, "written": written, "region": region})


def as_read(row: LksRow) -> LksRow:
    """The row as the file has it."""
    return cast(LksRow, {**row, "told": {**row["told"], **row.get("written", {})}, "written": {}})


def answered(row: LksRow, before: LksRow) -> LksRow:
    """A row that was read again, with what was answered and mended ``before``."""
    answers = {name: before[name] for name in ("take", "which", "region")}
    typed_before = {name: value for name, value in before["told"].items() if name in before.get("written", {})}
    return mended(cast(LksRow, {**row, **answers}), typed_before)
