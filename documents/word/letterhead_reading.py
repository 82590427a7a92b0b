"""One letterhead while it is read: how much of it was read, which pictures were made anew, what was left out."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from documents.word.elements import W
from documents.word.letterhead_drawings import A
from documents.word.letterhead_in import Parts, Refused
from documents.word.letterhead_styles import Styles
from documents.word.letterhead_values import color

MadeAnew = Callable[[bytes, str], bytes]  # of a picture and its name
MOST = {"paragraf": 300, "potongan teks": 3000, "sel": 400, "gambar": 60, "huruf": 20_000}
MOST_PICTURES = 20
_KEPT_PICTURES = (b"\x89PNG\r\n", b"\xff\xd8\xff")
_KNOWN_PICTURES = (*_KEPT_PICTURES, b"GIF8", b"BM", b"II*\0", b"MM\0*", b"RIFF")


class Reading:
    """``shared`` are the trees of styles, theme and settings, as far as they are there."""

    def __init__(self, parts: Parts, made_anew: MadeAnew, shared: dict[str, Any]) -> None:
        self.parts, self.made_anew = parts, made_anew
        self.styles = Styles(shared.get("styles"), shared.get("theme"))
        self.theme = _colors(shared.get("theme"))
        self.old_tables = _is_old(shared.get("settings"))
        self.left = dict(MOST)
        self.made: dict[str, bytes | None] = {}
        self.left_out: list[str] = []

    def count(self, what: str, number: int = 1) -> None:
        self.left[what] -= number
        if self.left[what] < 0:
            raise Refused(
                f"Kop atau kaki berkas ini terlalu panjang: terlalu banyak {what}. Sederhanakan, lalu unggah lagi."
            )

    def leave_out(self, what: str) -> None:
        if what not in self.left_out:
            self.left_out.append(what)

    def picture(self, name: str) -> bytes | None:
        """A picture made anew, or None when it is of no kind that can be."""
        if name not in self.made:
            if len(self.made) >= MOST_PICTURES:
                raise Refused(f"Kop berkas ini berisi lebih dari {MOST_PICTURES} gambar. Kurangi, lalu unggah lagi.")
            data = self.parts.read(name) if name in self.parts.names else b""
            short = name.rsplit("/", 1)[-1][:60]
            known = data.startswith(_KNOWN_PICTURES)
            made = self.made_anew(data, short) if known else b""
            self.made[name] = made if made.startswith(_KEPT_PICTURES) else None
            if self.made[name] is None:
                self.leave_out(f"gambar {short}, yang bukan PNG atau JPEG")
        return self.made[name]


def _colors(theme: Any) -> dict[str, str]:
    """The theme's colours by name, those that it tells in digits."""
    found = {}
    for entry in theme.iterfind(f".//{A}clrScheme/*") if theme is not None else ():
        value = entry[0].get("lastClr", entry[0].get("val", "")) if len(entry) else ""
        if checked := color(str(value)):
            found[str(entry.tag).removeprefix(A)] = checked
    return found


def _is_old(settings: Any) -> bool:
    """Whether a table begins with its text at the margin, as it did before Word 2013; later with its edge."""
    if settings is None:
        return False
    modes = [
        s.get(f"{W}val", "") for s in settings.iter(f"{W}compatSetting") if s.get(f"{W}name") == "compatibilityMode"
    ]
    return not modes or not modes[0].isdigit() or int(modes[0]) < 15
