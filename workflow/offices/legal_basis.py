"""The rules that an office's papers name as their legal basis: a list, each with the days on which it was in force.

It is empty until somebody fills it in. A rule without days holds always, one for a kind of paper stands on that alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from workflow.kinds import KINDS, Kind
from workflow.records import Office
from workflow.records.issued import ListedRule
from workflow.store import Store
from workflow.text import Fields, fold, spoken_day

MOST = 12  # rows of the list
LONGEST = 300  # letters of a rule
# The kinds that have a list "Dasar", by whose office they are; others get one only when it is typed before issuing.
OF_DINSOS = (Kind.LAPORAN,)
OF_LKKS = (Kind.PELAKSANAAN, Kind.LAPORAN)
EVERY_KIND = (Kind.HASIL, Kind.LAPORAN, Kind.PELAKSANAAN, Kind.INDIKATOR)


def kinds_of(office: Mapping[str, Any]) -> dict[str, str]:
    """Those of its papers that have one, by their label; "" is all of them."""
    own = OF_LKKS if office["identity"] == "lkks" else OF_DINSOS if "." in office["region"] else EVERY_KIND
    return {"": "Semua naskah kantor ini", **{str(kind): KINDS[kind].label for kind in own}}


def listed_rules(office: Mapping[str, Any]) -> list[ListedRule]:
    return list(office.get("rules", ()))


def in_force(office: Mapping[str, Any], kind: str, on: str) -> list[str]:
    """The rules for that kind of paper that are in force on that day (ISO), in the order of the list."""
    return [one["text"] for one in listed_rules(office) if one["kind"] in ("", kind) and _holds(one, on)]


def _holds(rule: ListedRule, on: str) -> bool:
    return rule["start"] <= on and (not rule["end"] or on <= rule["end"])


def refused(store: Store, text: str, on: str) -> str:
    """Why these rules, one a line, cannot be the basis on that day: one of them is listed, and in no list in force
    then. "" when they can; what nobody has listed is the writer's affair."""
    wanted = {fold(line): line.strip() for line in text.split("\n") if line.strip()}
    known: dict[str, bool] = {}
    for office in store.find(Office) if wanted else ():
        for rule in listed_rules(office):
            known[fold(rule["text"])] = known.get(fold(rule["text"]), False) or _holds(rule, on)
    gone = [line for key, line in wanted.items() if known.get(key) is False]
    return f"Tidak berlaku pada {spoken_day(on)}: {'; '.join(gone)}." if gone else ""


def check_rules(office: Mapping[str, Any], data: Mapping[str, Any]) -> list[ListedRule]:
    """The typed rows (``text_0``, ``start_0``, ``end_0``, ``kind_0`` …) without the empty ones, or ``Invalid``."""
    fields = Fields(data)
    rows = [row for number in range(MOST) if (row := _row(fields, office, number))["text"]]
    fields.wrong |= dict(_twice(fields, rows))
    fields.done()
    return rows


def _row(fields: Fields, office: Mapping[str, Any], number: int) -> ListedRule:
    row: ListedRule = {
        "text": fields.line(f"text_{number}", "peraturan", most=LONGEST).rstrip(" ;."),
        "start": fields.day(f"start_{number}", "hari mulai berlaku", earliest=1945),
        "end": fields.day(f"end_{number}", "hari terakhir berlaku", earliest=1945),
        "kind": str(fields.data.get(f"kind_{number}") or ""),
    }
    if row["kind"] not in kinds_of(office):
        fields.wrong[f"kind_{number}"] = "Pilih salah satu dari daftar."
    if row["end"] and row["end"] < row["start"]:
        fields.wrong[f"end_{number}"] = "Hari terakhir berlaku lebih dahulu daripada hari mulai berlaku."
    if not row["text"] and (row["start"] or row["end"]):
        fields.wrong[f"text_{number}"] = "Isi nama peraturannya, atau kosongkan tanggalnya."
    return row


def _twice(fields: Fields, rows: list[ListedRule]) -> Iterable[tuple[str, str]]:
    seen: set[tuple[str, str]] = set()
    for row in rows:
        if (key := (fold(row["text"]), row["kind"])) in seen:
            places = [n for n in range(MOST) if fold(str(fields.data.get(f"text_{n}") or "")).rstrip(" ;.") == key[0]]
            yield f"text_{places[-1] if places else 0}", f"{row['text']} sudah ada dalam daftar."
        seen.add(key)
