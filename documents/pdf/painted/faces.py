"""The faces of one document as its file embeds them, and texts in the glyphs of these faces."""

from __future__ import annotations

import math
from typing import Any

from documents.pdf.painted.lines import at_size

_FAMILIES = {
    f"{name}{look}": (family, weight, slant)
    for name, family in (("arimo", "Arimo"), ("bonum", "TeXGyreBonum"))
    for look, weight, slant in (("", 400, "normal"), ("-bold", 700, "normal"), ("-italic", 400, "italic"))
}


class Faces:
    """``fonts`` is the configuration of WeasyPrint that names them."""

    def __init__(self, fonts: Any) -> None:
        self._fonts = fonts
        self._known: dict[str, Any] = {}
        self._shown: dict[tuple[str, str], str] = {}

    def text(self, name: str, size: float, text: str, place: str, stream: Any) -> str:
        """The operators that show a text, within BT and ET; ``place`` is its matrix, six numbers."""
        return f"/{self._face(name, stream).hash} {size:.4f} Tf {place} Tm {self._glyphs(name, text, stream)}"

    def _glyphs(self, name: str, text: str, stream: Any) -> str:
        key = name, text
        if key not in self._shown:
            face, own = self._face(name, stream), at_size(name, 1)
            for char in text:
                glyph = own.glyphs.get(char, 0)
                face.to_unicode.setdefault(glyph, char)
                face.widths.setdefault(glyph, round(own.advances.get(char, 0) * 1000 / own.per_em))
            told = "".join([f"{own.glyphs.get(char, 0):04x}" for char in text])
            self._shown[key] = f"<{told}> Tj"
        return self._shown[key]

    def _face(self, name: str, stream: Any) -> Any:
        if name not in self._known:
            self._known[name] = _embedded(*_FAMILIES[name], self._fonts, stream)
        return self._known[name]


class Style(dict[str, Any]):
    """What WeasyPrint asks of the style of a text."""

    font_config: Any = None


def _embedded(family: str, weight: int, slant: str, fonts: Any, stream: Any) -> Any:
    """The face under which WeasyPrint embeds all text in it, whether or not it has drawn any before."""
    from weasyprint.css.properties import INITIAL_VALUES
    from weasyprint.text.line_break import split_first_line

    style = Style(INITIAL_VALUES, font_family=[family], font_weight=weight, font_style=slant, font_size=16)
    style.font_config = fonts
    layout = split_first_line("a", style, None, math.inf, 0)[0]
    layout.reactivate(style)
    line, _ = layout.get_first_line()
    face, _ = stream.add_font(line.runs[0].data.item.analysis.font)
    return face
