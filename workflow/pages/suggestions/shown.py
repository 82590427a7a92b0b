"""A suggestion in words: each field as it holds now beside what is suggested."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from workflow.offices import offices, signatories, suggestions
from workflow.offices.addressees import COVERS, Addressee, in_order
from workflow.records import Office, Suggestion
from workflow.store import Store
from workflow.text import spoken_day

SIGNER = {
    "mode": "cara menandatangani", **{name: label for name, (label, _) in signatories.TEXTS.items()},
    "start": "mulai", "end": "sampai",
}  # fmt: skip


@dataclass(frozen=True)
class Beside:
    label: str
    before: str
    after: str

    @property
    def differs(self) -> bool:
        return self.before != self.after


def beside(store: Store, office: Office, suggestion: Suggestion, today: str) -> list[Beside]:
    """All fields of the part, also those that stay; ``today`` (ISO) says who signs now."""
    part, values = suggestion["part"], suggestion["values"]
    if part == "kop":
        wished = {**office, **values}
        return [_row(offices.TEXTS[name][0], str(office.get(name, "")), wished[name]) for name in suggestions.KOP]
    if part == "tujuan":
        listed = [Addressee(**entry) for entry in values["addressees"]]
        return [_row("daftar tujuan", _lines(in_order(office)), _lines(listed))]
    return list(_signer(_signing(store, office, values["start"], today), values))


def ends_with_it(store: Store, suggestion: Suggestion) -> str:
    """Whose open period ends the day before a suggested signer begins; "" when nobody's does."""
    if suggestion["part"] != "penanda-tangan":
        return ""
    before = suggestions.replaced_signer(store, suggestion["office"], suggestion["values"]["start"])
    return str(before["name"]) if before else ""


def _row(label: str, before: str, after: str) -> Beside:
    return Beside(label if label == "NIP" else label[0].upper() + label[1:], before, after)


def _signing(store: Store, office: Office, start: str, today: str) -> Mapping[str, Any]:
    """Who signs today; else whose period the suggested one ends; else whom the office has for days without one."""
    number = office["id"]
    one = signatories.in_force(store, number, today) or suggestions.replaced_signer(store, number, start)
    return one or {name.removeprefix("signer_"): text for name, text in office.items() if name.startswith("signer_")}


def _signer(now: Mapping[str, Any], values: Mapping[str, Any]) -> Iterator[Beside]:
    for name, label in SIGNER.items():
        said = [str(one.get(name, "")) for one in (now, values)]
        if name in ("start", "end"):
            said = [spoken_day(day) if day else "" for day in said]
        if any(said):
            yield _row(label, *said)


def _lines(listed: list[Addressee]) -> str:
    return "\n".join(_line(one) for one in listed)


def _line(one: Addressee) -> str:
    more = [one.form, f"di {one.seat}" if one.seat else "", f"melalui {one.through}" if one.through else ""]
    cover = f"sampul {COVERS[one.cover].split(' (')[0]}" if one.cover else ""
    return " · ".join(filter(None, [one.name, *more, cover]))
