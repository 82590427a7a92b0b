"""To whom a region's reports go: a list to choose from, each with how it is addressed and which cover it gets."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from workflow.records.issued import ListedAddressee
from workflow.regions import ACEH, PROVINCE, regions
from workflow.text import Fields

FORMS = ("Bapak/Ibu", "Bapak", "Ibu")
COVERS = {"nota_dinas": "Nota dinas (di dalam pemerintah kabupaten/kota)", "surat": "Surat (ke luar)"}
URGENCIES = ("Biasa", "Penting", "Segera", "Sangat Segera")
MOST = 8  # rows of the list


@dataclass(frozen=True)
class Addressee:
    """``form`` is how the text speaks to them; ``cover`` is "nota_dinas", "surat", or "" for the office's usual one.

    ``seat`` is the place behind "di", "" where nobody has said it; ``through`` whose desk it passes, if any.
    """

    name: str
    form: str = FORMS[0]
    cover: str = ""
    seat: str = ""
    through: str = ""


def defaults(region: str, identity: str = "dinsos") -> list[ListedAddressee]:
    """Bupati or Wali Kota, Sekda, Kepala Dinas; and the province, which is outside and always gets a letter. The Dinas
    writes to its Bupati through the Sekda."""
    if region == PROVINCE:
        every = [Addressee(name, seat=ACEH.capital) for name in ("Gubernur Aceh", "Sekretaris Daerah Aceh")]
        return [_listed(one) for one in every]
    place = regions()[region]
    secretary, seat = f"Sekretaris Daerah {place.full}", place.capital
    every = [
        Addressee(place.leader, seat=seat, through=secretary if identity == "dinsos" else ""),
        Addressee(secretary, seat=seat),
        Addressee(f"Kepala Dinas Sosial {place.full}", seat=seat),
        Addressee("Kepala Dinas Sosial Aceh", cover="surat", seat=ACEH.capital),
    ]
    return [_listed(one) for one in every]


def _listed(one: Addressee) -> ListedAddressee:
    return {"name": one.name, "form": one.form, "cover": one.cover, "seat": one.seat, "through": one.through}


def in_order(office: Mapping[str, Any]) -> list[Addressee]:
    """The office's list as it was typed.

    In one of before there were places, those that had been proposed are where the proposal says, and nothing passes
    anybody's desk.
    """
    proposed = {entry["name"]: entry.get("seat", "") for entry in defaults(office["region"])}
    return [Addressee(**{"seat": proposed.get(entry["name"], ""), **entry}) for entry in office["addressees"]]


def addressees(office: Mapping[str, Any]) -> list[Addressee]:
    """The office's list in its order; the usual one comes first, also when it is not in the list."""
    found, usual = in_order(office), office["addressee"]
    first = [one for one in found if one.name == usual] or [Addressee(usual)]
    return [*first, *(one for one in found if one.name != usual)]


def spoken_to(office: Mapping[str, Any], name: str) -> Addressee:
    """Form and cover for an addressee that was chosen or typed; one that is not listed gets the usual ones."""
    listed = {one.name.casefold(): one for one in addressees(office)}
    found = listed.get((name or office["addressee"]).casefold(), Addressee(name))
    through = "" if found.through.casefold() == found.name.casefold() else found.through
    return replace(found, cover=found.cover or office["cover"], through=through)


def check_addressees(data: Mapping[str, Any], office: Mapping[str, Any]) -> list[dict[str, str]]:
    """The typed rows (``name_0``, ``form_0``, ``seat_0`` …) without the empty ones, or ``Invalid``. A row of the office
    leaves its list with its name."""
    fields = Fields(data)
    rows: list[dict[str, str]] = []
    for number in range(MOST):
        row = _checked(fields, data, number)
        name = row["name"]
        if name and name.casefold() in {row["name"].casefold() for row in rows}:
            fields.wrong[f"name_{number}"] = f"{name} sudah ada dalam daftar."
        if name:
            rows.append(row)
        elif number >= len(office["addressees"]) and (row["seat"] or row["through"]):
            fields.wrong[f"name_{number}"] = "Isi tujuannya, atau kosongkan juga “Di” dan “Melalui”."
    if not rows:
        fields.wrong["name_0"] = "Isi paling sedikit satu tujuan."
    fields.done()
    return rows


def _checked(fields: Fields, data: Mapping[str, Any], number: int) -> dict[str, str]:
    row = {
        "name": fields.line(f"name_{number}", "tujuan", most=200),
        "form": str(data.get(f"form_{number}") or FORMS[0]), "cover": str(data.get(f"cover_{number}") or ""),
        "seat": fields.line(f"seat_{number}", "tempatnya", most=60),
        "through": fields.line(f"through_{number}", "melalui", most=200),
    }  # fmt: skip
    if row["form"] not in FORMS:
        fields.wrong[f"form_{number}"] = "Pilih salah satu dari daftar."
    if row["cover"] and row["cover"] not in COVERS:
        fields.wrong[f"cover_{number}"] = "Pilih salah satu dari daftar."
    return row
