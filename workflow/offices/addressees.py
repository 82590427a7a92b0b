"""To whom a region's reports go: a list to choose from, each with how it is addressed and which cover it gets."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from workflow.records.issued import ListedAddressee
from workflow.regions import PROVINCE, regions
from workflow.text import Fields

FORMS = ("Bapak/Ibu", "Bapak", "Ibu")
COVERS = {"nota_dinas": "Nota dinas (di dalam pemerintah kabupaten/kota)", "surat": "Surat (ke luar)"}
URGENCIES = ("Biasa", "Penting", "Segera", "Sangat Segera")
MOST = 8  # rows of the list


@dataclass(frozen=True)
class Addressee:
    """``form`` is how the text speaks to them; ``cover`` is "nota_dinas", "surat", or "" for the office's usual one."""

    name: str
    form: str = FORMS[0]
    cover: str = ""


def defaults(region: str) -> list[ListedAddressee]:
    """Bupati or Wali Kota, Sekda, Kepala Dinas; and the province, which is outside and always gets a letter."""
    if region == PROVINCE:
        names = ["Gubernur Aceh", "Sekretaris Daerah Aceh"]
    else:
        place = regions()[region]
        names = [place.leader, f"Sekretaris Daerah {place.full}", f"Kepala Dinas Sosial {place.full}"]
    outside = [] if region == PROVINCE else [Addressee("Kepala Dinas Sosial Aceh", cover="surat")]
    every = (*map(Addressee, names), *outside)
    return [{"name": one.name, "form": one.form, "cover": one.cover} for one in every]


def addressees(office: Mapping[str, Any]) -> list[Addressee]:
    """The office's list in its order; the usual one comes first, also when it is not in the list."""
    found = [Addressee(**entry) for entry in office["addressees"]]
    usual = office["addressee"]
    first = [one for one in found if one.name == usual] or [Addressee(usual)]
    return [*first, *(one for one in found if one.name != usual)]


def spoken_to(office: Mapping[str, Any], name: str) -> Addressee:
    """Form and cover for an addressee that was chosen or typed; one that is not listed gets the usual ones."""
    listed = {one.name.casefold(): one for one in addressees(office)}
    found = listed.get((name or office["addressee"]).casefold(), Addressee(name))
    return replace(found, cover=found.cover or office["cover"])


def check_addressees(data: Mapping[str, Any]) -> list[dict[str, str]]:
    """The typed rows (``name_0``, ``form_0``, ``cover_0`` …) without the empty ones, or ``Invalid``."""
    fields = Fields(data)
    rows: list[dict[str, str]] = []
    for number in range(MOST):
        name = fields.line(f"name_{number}", "tujuan", most=200)
        form, cover = str(data.get(f"form_{number}") or FORMS[0]), str(data.get(f"cover_{number}") or "")
        if form not in FORMS:
            fields.wrong[f"form_{number}"] = "Pilih salah satu dari daftar."
        if cover and cover not in COVERS:
            fields.wrong[f"cover_{number}"] = "Pilih salah satu dari daftar."
        if name and name.casefold() in {row["name"].casefold() for row in rows}:
            fields.wrong[f"name_{number}"] = f"{name} sudah ada dalam daftar."
        if name:
            rows.append({"name": name, "form": form, "cover": cover})
    if not rows:
        fields.wrong["name_0"] = "Isi paling sedikit satu tujuan."
    fields.done()
    return rows
