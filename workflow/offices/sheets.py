"""The paper, margins, face and rule under the letterhead that an office has chosen for each kind of document."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from workflow.regions import PROVINCE
from workflow.text import Fields

Paper = Literal["A4", "F4", "F4-210"]
SIZES: dict[str, tuple[int, int]] = {"A4": (210, 297), "F4": (215, 330), "F4-210": (210, 330)}  # mm, upright
FONTS = ("Arial", "Bookman Old Style")
RULES = {"satu": "Satu garis tebal", "ganda": "Garis tebal dan tipis"}
SIDES = ("top", "right", "bottom", "left")
SIDE_WORDS = {"top": "atas", "right": "kanan", "bottom": "bawah", "left": "kiri"}
MARGINS = (20, 20, 25, 30)  # mm, in the order of SIDES
LEAST, MOST = 15, 50
LEAST_BOTTOM = 20  # the check mark of the first page stands there


@dataclass(frozen=True)
class Kind:
    """A kind of document: its name on the settings page, its paper by default, and whose it may be."""

    label: str
    paper: Paper
    landscape: bool
    identities: tuple[str, ...]
    of_province: bool = False  # only from Dinas Sosial Aceh
    narrowest: int = 120  # mm of text in which nothing is cramped


KINDS: dict[str, Kind] = {
    "cover": Kind("Sampul laporan", "F4", False, ("dinsos", "lkks")),
    "laporan": Kind("Laporan dan lampirannya", "A4", False, ("dinsos", "lkks")),
    "rtl": Kind("Lembar RTL (mendatar)", "A4", True, ("lkks",)),
    "pelaksanaan": Kind("Laporan pelaksanaan dan lampirannya", "A4", False, ("lkks",)),
    "notula": Kind("Notula", "F4", False, ("dinsos",), of_province=True),
    "hasil": Kind("Laporan hasil rakor dan lampirannya", "A4", False, ("dinsos",), of_province=True),
    "rekap": Kind("Rekap pemantauan (mendatar)", "F4", True, ("dinsos", "lkks"), narrowest=252),
    "matriks": Kind("Matriks tindak lanjut (mendatar)", "F4", True, ("dinsos",), of_province=True, narrowest=240),
}


def kinds_of(office: Mapping[str, Any]) -> dict[str, Kind]:
    """The kinds of document that may come from this office."""
    return {
        name: kind
        for name, kind in KINDS.items()
        if office["identity"] in kind.identities and (not kind.of_province or office["region"] == PROVINCE)
    }


def defaults(identity: str) -> dict[str, Any]:
    """An office's paper as it is before anybody has changed it."""
    sheets: dict[str, Any] = {"font": FONTS[0], "kop_rule": "satu" if identity == "dinsos" else "ganda"}
    for name, kind in KINDS.items():
        sheets |= {f"{name}_paper": kind.paper, f"{name}_margins": list(MARGINS)}
    return sheets


def check_sheets(office: Mapping[str, Any], data: Mapping[str, Any]) -> dict[str, Any]:
    """Typed papers, margins (``laporan_top`` …) and face as values, or ``Invalid``."""
    fields = Fields(data)
    values: dict[str, Any] = {"font": str(data.get("font") or "")}
    if values["font"] not in FONTS:
        fields.wrong["font"] = "Pilih salah satu dari daftar."
    for name, kind in kinds_of(office).items():
        paper = values[f"{name}_paper"] = str(data.get(f"{name}_paper") or "")
        if paper not in SIZES:
            fields.wrong[f"{name}_paper"] = "Pilih salah satu dari daftar."
            continue
        margins = values[f"{name}_margins"] = [_margin(fields, f"{name}_{side}", side) for side in SIDES]
        width = SIZES[paper][1 if kind.landscape else 0] - margins[1] - margins[3]
        if width < kind.narrowest:
            said = f"Lebar teks tinggal {width} mm, paling sedikit {kind.narrowest} mm. Kecilkan jarak kiri atau kanan."
            fields.wrong.setdefault(f"{name}_left", said)
    fields.done()
    return values


def _margin(fields: Fields, name: str, side: str) -> int:
    text = fields.line(name, f"jarak {SIDE_WORDS[side]}", required=True, most=3)
    least = LEAST_BOTTOM if side == "bottom" else LEAST
    if text and not (text.isascii() and text.isdigit() and least <= int(text) <= MOST):
        fields.wrong[name] = f"Jarak {SIDE_WORDS[side]} adalah bilangan bulat dari {least} sampai {MOST} mm."
    return int(text) if name not in fields.wrong else 0
