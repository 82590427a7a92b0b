"""The sheet of a letterhead: its size must be one of paper, and room for text must be left on it."""

from __future__ import annotations

from typing import Any

from documents.report.own_kop import KopPicture, KopRule, OwnKop
from documents.word.elements import twips
from documents.word.letterhead_in import Refused
from documents.word.letterhead_plan import Look, Node, Plan
from documents.word.letterhead_values import SHEET, look

SHORT, LONG, SLIM = (135, 310), (195, 440), (1.2, 1.8)  # mm from A5 to A3, and how much longer than wide
LETTER = (216, 279)  # mm
NEAREST = 10  # mm: nearer to the edge many printers print nothing
_SIDES = {"left": "kiri", "right": "kanan", "top": "atas", "bottom": "bawah"}
ROOM = (90, 100)  # mm of text, at least
_A4 = Node("pgSz", (("w", "11906"), ("h", "16838")))
_MARGINS = Node("pgMar", (
    ("top", "1134"), ("right", "1134"), ("bottom", "1417"), ("left", "1701"), ("header", "567"), ("footer", "482"),
    ("gutter", "0"),
))  # fmt: skip


def sheet(section: Any) -> Look:
    """Size, margins and border of the page; what it leaves out is A4 with ours. Raises ``Refused``."""
    found = look(section, SHEET)
    if section is not None and "pgSz" not in found and section.find("{*}pgSz") is not None:
        raise Refused(_no_paper("tidak terbaca"))
    size = found.get("pgSz", _A4)
    margins = _whole(found.get("pgMar", _MARGINS))
    _check(size, margins)
    border = (found["pgBorders"],) if "pgBorders" in found else ()
    return (size, margins, *border)


def _whole(margins: Node) -> Node:
    """With all that the schema asks for."""
    values = {**dict(_MARGINS.values), "gutter": "0", **dict(margins.values)}
    return Node("pgMar", tuple((key, values[key]) for key, _ in _MARGINS.values))


def _check(size: Node, margins: Node) -> None:
    width, height = (int(size.value(side)) / twips(1000) * 1000 for side in ("w", "h"))
    if width > height:
        raise Refused(_no_paper("mendatar (landscape)"))
    short, long = width, height
    fits = SHORT[0] <= short <= SHORT[1] and LONG[0] <= long <= LONG[1] and SLIM[0] <= long / short <= SLIM[1]
    if not fits:
        raise Refused(_no_paper(f"{round(width)} x {round(height)} mm, bukan ukuran kertas surat"))
    edge = {side: abs(int(margins.value(side))) / twips(1000) * 1000 for side, _ in margins.values}
    across, down = short - edge["left"] - edge["right"] - edge["gutter"], long - edge["top"] - edge["bottom"]
    if across < ROOM[0] or down < ROOM[1]:
        raise Refused(
            "Jarak tepi berkas ini terlalu besar: tidak ada tempat untuk isi naskah. Kecilkan, lalu unggah lagi."
        )


def questions(plan: Plan, kop: OwnKop) -> tuple[str, ...]:
    """What of its sheet an office should know before it is put on: papers go by the office's own sheet and margins."""
    size = tuple(plan.number("pgSz", side) / twips(1000) * 1000 for side in ("w", "h"))
    asked = []
    if all(abs(side - usual) < 3 for side, usual in zip(size, LETTER, strict=True)):
        asked.append(
            f"Kertas berkas ini Letter ({LETTER[0]} x {LETTER[1]} mm). Naskah tetap dicetak di kertas yang dipilih "
            "kantor (A4 atau F4); kop ditaruh di tengahnya."
        )
    margins = {side: abs(plan.number("pgMar", side)) / twips(1000) * 1000 for side in _SIDES}
    room = _room(kop)
    near = {side: min(margins[side], room.get(side, margins[side])) for side in _SIDES}
    told = [f"{_SIDES[side]} {round(mm)} mm" for side, mm in near.items() if mm < NEAREST - 0.05]
    if told:
        asked.append(
            f"Jarak tepi berkas ini {', '.join(told)}. Banyak pencetak tidak mencetak sedekat itu ke tepi kertas "
            f"(paling sedikit {NEAREST} mm); bagian kop di sana dapat terpotong."
        )
    return tuple(asked)


def _room(kop: OwnKop) -> dict[str, float]:
    """Between what is drawn of it and the edges of its own sheet, in mm; less than nothing where it is cut off."""
    drawn: list[KopRule | KopPicture] = [*kop.rules, *kop.pictures]
    sheet = kop.sheet
    left = min((one.left for one in drawn), default=sheet)
    right = min((sheet - one.left - one.width for one in drawn), default=sheet)
    tops = [*(line.top for line in kop.lines), *(one.top for one in drawn)]
    return {"left": left, "right": right, "top": kop.top + min(tops)}


def _no_paper(what: str) -> str:
    return (
        f"Ukuran kertas berkas ini {what}. Di Word, pilih A4, F4, Letter, atau Legal (Tata Letak, Ukuran), lalu unggah "
        "lagi."
    )
