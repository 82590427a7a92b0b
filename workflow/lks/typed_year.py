"""What an LKS had in one year, as a form has it: people, money, facilities, and how many it served."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from workflow.lks.kinds import BUILDINGS, MONEY
from workflow.lks.record import new_support
from workflow.text import Fields

PEOPLE = {"managers": "pengurus", "workers": "tenaga", "social_workers": "pekerja sosial bersertifikat"}
SERVED = {"male": "binaan laki-laki", "female": "binaan perempuan"}
MOST, MOST_MONEY, FIRST_YEAR = 100_000, 1_000_000_000_000, 2000  # people; rupiah
MOST_DIGITS = 17  # letters of a number, with the points between its thousands


def checked(fields: Fields, before: Mapping[str, Any], today: date) -> dict[str, Any]:
    """``support`` and ``beneficiaries`` with the typed year in its place; a year of which nothing is known is none."""
    year = str(whole(fields, "year", "tahun", FIRST_YEAR, today.year) or today.year)
    support: dict[str, Any] = {name: whole(fields, name, words, 0, MOST) for name, words in PEOPLE.items()}
    amounts = {source: whole(fields, f"amount_{source}", f"jumlah {source}", 0, MOST_MONEY) for source in MONEY}
    support["amounts"] = {source: amount for source, amount in amounts.items() if amount is not None}
    told = {*(fields.data.get("money") or ()), *support["amounts"]}
    support["money"] = [source for source in MONEY if source in told]
    building = str(fields.data.get("building") or "")
    support["building"] = building if building in BUILDINGS else ""
    support["capacity"] = whole(fields, "capacity", "daya tampung", 0, MOST)
    support["access"] = {"ya": True, "tidak": False}.get(str(fields.data.get("access") or ""))
    served = {name: whole(fields, name, words, 0, MOST) for name, words in SERVED.items()}
    return {
        "support": _with(before["support"], year, support, new_support()),
        "beneficiaries": _with(before["beneficiaries"], year, served, {"male": None, "female": None}),
    }


def _with(years: Mapping[str, Any], year: str, told: Any, nothing: Any) -> dict[str, Any]:
    found = {**years, year: told}
    return {one: found[one] for one in sorted(found) if found[one] != nothing}


def whole(fields: Fields, name: str, label: str, least: int, most: int) -> int | None:
    """A whole number, also with points between its thousands; None when nothing is typed."""
    text = fields.line(name, label, most=MOST_DIGITS)
    if not text or name in fields.wrong:
        return None
    digits = text.replace(".", "")
    if not (digits.isascii() and digits.isdigit() and least <= int(digits) <= most):
        fields.wrong[name] = f"{label[:1].upper()}{label[1:]} adalah bilangan bulat dari {least} sampai {most}."
        return None
    return int(digits)


def flat(lks: Mapping[str, Any], year: str) -> dict[str, Any]:
    """Of one year by the names of the form's fields; "" for what is unknown."""
    support = {**new_support(), **lks["support"].get(year, {})}
    served = {"male": None, "female": None, **lks["beneficiaries"].get(year, {})}
    numbers = {name: support[name] for name in (*PEOPLE, "capacity")} | served
    found: dict[str, Any] = {name: "" if number is None else str(number) for name, number in numbers.items()}
    access = {True: "ya", False: "tidak", None: ""}[support["access"]]
    found |= {f"amount_{source}": str(support["amounts"].get(source, "")) for source in MONEY}
    return {**found, "year": year, "money": support["money"], "building": support["building"], "access": access}
