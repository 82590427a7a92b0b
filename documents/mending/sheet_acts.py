"""The acts by their names on the page, and how each is done, taken back, and done again after a file was read anew."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from documents.mending.adding import added
from documents.mending.joining_alike import joined
from documents.mending.one_part import dropped
from documents.mending.splitting import split
from documents.mending.swapping import KINDS, Change, Sheet, changed, next_number, rank, rows, swapped
from documents.mending.taken_in import taken
from documents.readers.check_sheet import Row, overlaid, reread
from workflow.errors import Invalid

# name -> what it makes of a sheet, of what it is done to (a key, a part, the number of a remark), and of its number
ACTS: Mapping[str, Callable[[Sheet, str, int], Change]] = {
    "ambil": taken, "pecah": split, "gabung": joined, "tambah": added, "tanpa": dropped,
}  # fmt: skip
LATER = "Batalkan dahulu “{}”, yang dilakukan sesudahnya."
OTHERS = "Ada tindak lanjut lain di bawah butirnya. Pindahkan dahulu."
CHANGED = "Baris-barisnya sudah berubah; tidak dapat diulang."


def done(sheet: Sheet, do: str, on: str) -> dict[str, Any]:
    """The sheet after an act; raises ``Invalid`` with the sentence for "sheet" where it cannot be done."""
    return changed(sheet, do, on, ACTS[do](sheet, on, next_number(sheet)))


def turned(sheet: Sheet, number: str) -> dict[str, Any]:
    """The sheet with one act taken back, or done again. Raises ``Invalid`` with what stands in its way."""
    act = next((act for act in sheet.get("acts", ()) if str(act["no"]) == number), None)
    if act is None:
        raise Invalid({"sheet": "Perubahan itu tidak ada di lembar ini."})
    if why := in_the_way(sheet, act):
        raise Invalid({"sheet": why})
    return swapped(sheet, act)


def in_the_way(sheet: Sheet, act: Mapping[str, Any]) -> str:
    """Why an act cannot be turned just now, "" when it can."""
    here = {row["key"] for row in rows(sheet)}
    if act["off"] and not here.issuperset(act["held"]):
        return CHANGED
    own = {*act["made"], *act["moved"]}
    after = (one for one in sheet["acts"] if one["no"] > act["no"] and not one["off"])
    later = next((one for one in after if own & _touched(one)), None)
    if later is not None and not act["off"]:
        return LATER.format(later["said"])
    stray = _strays(swapped(sheet, act)) - _strays(sheet)
    return OTHERS if stray else ""


def _touched(act: Mapping[str, Any]) -> set[str]:
    """The keys of the rows that an act stands on."""
    targets = {to for _, to in act["moved"].values()}
    return {act["on"], *act["held"], *act["moved"], *targets, *(task["outcome"] for task in act["aside"]["tasks"])}


def _strays(sheet: Sheet) -> set[str]:
    """Tasks whose outcome is not in the sheet."""
    known = {outcome["key"] for outcome in sheet["outcomes"]}
    return {task["key"] for task in sheet["tasks"] if task["outcome"] not in known}


def again(fresh: dict[str, Any], before: Sheet) -> tuple[dict[str, Any], list[str]]:
    """A sheet that was read again, with what had been mended by hand and every act that still holds, done again on the
    rows of the same places; and the sentences of those that could not be."""
    acts = [act for act in before.get("acts", ()) if not act["off"]]
    known = _known(before, acts)
    untouched = _untouched(before, known)
    sheet, lost = {**overlaid(fresh, untouched), "acts": []}, []
    keys = _matched(untouched, sheet)
    for act in acts:
        try:
            sheet = done(sheet, act["do"], _now_called(act, before, sheet, keys))
        except Invalid:
            lost += [] if _came_in(act, sheet) else [act["said"]]
            continue
        pairs = dict(zip(act["made"], sheet["acts"][-1]["made"], strict=False))
        keys |= pairs
        sheet = _worded(sheet, {pairs[old]: known[old] for old in pairs if old in known})
    return sheet, lost


def _known(before: Sheet, acts: Iterable[Mapping[str, Any]]) -> dict[str, Row]:
    """Every row that is in the sheet or was put aside by an act that holds."""
    return {row["key"]: row for part in (before, *(act["aside"] for act in acts)) for row in rows(part)}


def _untouched(before: Sheet, known: Mapping[str, Row]) -> dict[str, Any]:
    """The sheet with the rows of the file, as if nothing had been done to them but mended words."""
    made = {key for act in before.get("acts", ()) for key in act["made"]}
    kept = sorted((row for key, row in known.items() if key not in made), key=rank)
    return {
        **before, "outcomes": [row for row in kept if "action" not in row],
        "tasks": [row for row in kept if "action" in row],
    }  # fmt: skip


def _matched(before: Sheet, fresh: Sheet) -> dict[str, str]:
    """Key before -> key now, for rows from the same place."""
    return {old: new for kind in KINDS for at, old in _placed(before[kind]).items()
            if (new := _placed(fresh[kind]).get(at))}  # fmt: skip


def _placed(rows_: Iterable[Row]) -> dict[tuple[str, int], str]:
    count, found = Counter[str](), {}
    for row in rows_:
        count[row["place"]] += 1
        found[row["place"], count[row["place"]]] = row["key"]
    return found


def _now_called(act: Mapping[str, Any], before: Sheet, fresh: Sheet, keys: Mapping[str, str]) -> str:
    """What an act is done to, as the sheet calls it now; "–" where it is not there any more."""
    if act["do"] == "ambil":
        told = _told(before["remarks"][int(act["on"]) - 1])
        return next((str(n) for n, remark in enumerate(fresh["remarks"], 1) if _told(remark) == told), "–")
    return act["on"] if act["do"] == "tanpa" or not act["on"] else keys.get(act["on"], "–")


def _told(remark: Mapping[str, Any]) -> tuple[str, str]:
    return remark["place"], remark["text"]


def _came_in(act: Mapping[str, Any], fresh: Sheet) -> bool:
    """Whether a table that was taken in is read now, since its columns were assigned."""
    tables = {column["table"] for column in act["columns"]}
    return bool(tables) and tables <= {column["table"] for column in fresh["columns"]}


def _worded(sheet: Sheet, before: Mapping[str, Row]) -> dict[str, Any]:
    """With what had been typed on rows that an act has made."""
    return {**sheet, **{kind: [_with_words(row, before, sheet) for row in sheet[kind]] for kind in KINDS}}


def _with_words(row: Row, before: Mapping[str, Row], sheet: Sheet) -> Row:
    old = before.get(row["key"])
    if old is None:
        return row
    kept = {name: old[name] for name in (*old["edited"], "edited", "take", "whole", "as_words") if name in old}
    return reread({**row, **kept}, sheet["head"]) if "action" in row else {**row, **kept}
