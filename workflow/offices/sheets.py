"""The paper, margins, face and rule under the letterhead that an office has chosen for each kind of document."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from workflow.kinds import KINDS, Sheet, Whose
from workflow.offices import signature_place
from workflow.regions import PROVINCE
from workflow.text import Fields

SIZES: dict[str, tuple[int, int]] = {"A4": (210, 297), "F4": (215, 330), "F4-210": (210, 330)}  # mm, upright
FONTS = ("Arial", "Bookman Old Style")
RULES = {"satu": "Satu garis tebal", "ganda": "Garis tebal dan tipis"}
SIDES = ("top", "right", "bottom", "left")
SIDE_WORDS = {"top": "atas", "right": "kanan", "bottom": "bawah", "left": "kiri"}
LEAST, MOST = 15, 50
LEAST_BOTTOM = 20  # the check mark of the first page stands there


def _sheets() -> Iterator[tuple[str, Sheet, Whose]]:
    """Every sheet that an office may choose, by the beginning of its fields' names; first the report and its letter."""
    for paper in sorted(KINDS.values(), key=lambda paper: paper.cover is None):
        if paper.cover:
            yield "cover", paper.cover, paper.whose
        if not paper.sheet.fixed:
            yield paper.kind, paper.sheet, paper.whose


SHEETS: dict[str, Sheet] = {name: sheet for name, sheet, _ in _sheets()}
_OWNERS = {name: whose for name, _, whose in _sheets()}


def sheets_of(office: Mapping[str, Any]) -> dict[str, Sheet]:
    """The sheets of the papers that may come from this office."""
    return {name: sheet for name, sheet in SHEETS.items() if _may_come(_OWNERS[name], office)}


def _may_come(whose: Whose, office: Mapping[str, Any]) -> bool:
    if whose is Whose.PROVINCE:
        return bool(office["identity"] == "dinsos" and office["region"] == PROVINCE)
    return whose is not Whose.LKKS or bool(office["identity"] == "lkks")


def defaults(identity: str) -> dict[str, Any]:
    """An office's paper as it is before anybody has changed it."""
    sheets: dict[str, Any] = {"font": FONTS[0], "kop_rule": "satu" if identity == "dinsos" else "ganda"}
    for name, sheet in SHEETS.items():
        sheets |= {f"{name}_paper": sheet.size, f"{name}_margins": list(sheet.margins)}
    return sheets


def check_sheets(office: Mapping[str, Any], data: Mapping[str, Any]) -> dict[str, Any]:
    """Typed papers, margins (``laporan_top`` …), face and place to sign as values, or ``Invalid``."""
    fields = Fields(data)
    values: dict[str, Any] = {"font": str(data.get("font") or ""), **signature_place.check(fields, data)}
    if values["font"] not in FONTS:
        fields.wrong["font"] = "Pilih salah satu dari daftar."
    for name, sheet in sheets_of(office).items():
        paper = values[f"{name}_paper"] = str(data.get(f"{name}_paper") or "")
        if paper not in SIZES:
            fields.wrong[f"{name}_paper"] = "Pilih salah satu dari daftar."
            continue
        margins = values[f"{name}_margins"] = [_margin(fields, f"{name}_{side}", side) for side in SIDES]
        width = SIZES[paper][1 if sheet.landscape else 0] - margins[1] - margins[3]
        if width < sheet.narrowest:
            said = (
                f"Lebar teks tinggal {width} mm, paling sedikit {sheet.narrowest} mm. Kecilkan jarak kiri atau kanan."
            )
            fields.wrong.setdefault(f"{name}_left", said)
    fields.done()
    return values


def _margin(fields: Fields, name: str, side: str) -> int:
    text = fields.line(name, f"jarak {SIDE_WORDS[side]}", required=True, most=3)
    least = LEAST_BOTTOM if side == "bottom" else LEAST
    if text and not (text.isascii() and text.isdigit() and least <= int(text) <= MOST):
        fields.wrong[name] = f"Jarak {SIDE_WORDS[side]} adalah bilangan bulat dari {least} sampai {MOST} mm."
    return int(text) if name not in fields.wrong else 0
