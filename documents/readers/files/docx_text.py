"""The text of one Word paragraph as it would be printed with all tracked changes accepted."""

from __future__ import annotations

from collections.abc import Callable

from lxml import etree

from documents.readers.files.codes import letter
from documents.readers.files.docx_names import ALTERNATE, SDT, WRAPPERS, M, W, chosen, filled, number_of, on
from documents.report.whole import UNSEEN

_RUN, _TEXT, _FIELD = f"{W}r", f"{W}t", f"{W}fldChar"
_MATH = (f"{M}oMath", f"{M}oMathPara")
_THROUGH = WRAPPERS | {f"{W}{name}" for name in ("hyperlink", "fldSimple", "bdo", "dir")}
_SIGNS = {
    f"{W}tab": "\t", f"{W}ptab": "\t", f"{W}br": "\n", f"{W}cr": "\n", f"{W}noBreakHyphen": "-", f"{W}softHyphen": "",
}  # fmt: skip
_DRAWN = (f"{W}drawing", f"{W}pict", f"{W}object")
# Signs of the Symbol and Wingdings faces that offices insert; the others have no letter.
SYMBOLS = {
    0xB7: "•", 0xA7: "▪", 0xD8: "➢", 0xFC: "✓", 0xFB: "✗", 0xA8: "☐", 0xFE: "☑", 0xA3: "≤", 0xB3: "≥", 0xB1: "±",
    0xB4: "×", 0xB0: "°", 0xB9: "≠", 0xBB: "≈", 0xAE: "→", 0xE0: "→", 0x2D: "−", 0x6D: "μ", 0xA5: "∞",
}  # fmt: skip
FOOTNOTE = "Catatan kaki tidak dibaca."
HIDDEN = "Teks yang disembunyikan di Word tidak dibaca."
SUBDOCUMENT = "Dokumen lain yang disisipkan tidak dibaca."


class Texts:
    """Reads paragraphs one after the other: a field may run over several of them.

    ``boxes`` collects the text boxes anchored in what was read, for the caller to read after it; ``left_out`` the
    sentences about what is not text of the document.
    """

    def __init__(self, hidden_styles: frozenset[str]) -> None:
        self.boxes: list[etree._Element] = []
        self.left_out: dict[str, None] = {}
        self._hidden_styles = hidden_styles
        self._fields: list[bool] = []  # for each open field whether its result has begun
        self._without_result = 0  # how many of them not
        self._signs: dict[str, Callable[[etree._Element, list[str]], None]] = {
            f"{W}sym": self._symbol,
            f"{W}ruby": self._ruby,
            f"{W}footnoteReference": self._footnote,
            f"{W}endnoteReference": self._footnote,
        }

    def of(self, paragraph: etree._Element) -> str:
        out: list[str] = []
        self._inline(paragraph, out)
        if self._without_result:  # a field without an end must not swallow the rest of the document
            self._fields.clear()
            self._without_result = 0
        return "".join(out)

    def _inline(self, element: etree._Element, out: list[str]) -> None:
        for child in element:
            tag = child.tag
            if tag == _RUN:
                self._run(child, out)
            elif tag in _THROUGH:
                self._inline(child, out)
            elif tag in (SDT, ALTERNATE):
                inner = filled(child) if tag == SDT else chosen(child)
                if inner is not None:
                    self._inline(inner, out)
            elif tag in _MATH:
                out.extend(text.text or "" for text in child.iter(f"{M}t", _TEXT))
            elif tag == f"{W}subDoc":
                self.left_out[SUBDOCUMENT] = None

    def _run(self, run: etree._Element, out: list[str]) -> None:
        shown: list[str] = []
        hidden = self._hidden(run)
        for child in run:
            tag = child.tag
            if tag == _TEXT:
                shown.append(UNSEEN.sub("", child.text or ""))
            elif tag in _SIGNS:
                shown.append(_SIGNS[tag])
            elif tag == _FIELD:
                self._keep(shown, out, hidden=hidden)
                shown = []
                self._field(child, out)
            elif tag in self._signs:
                self._signs[tag](child, shown)
            elif tag == ALTERNATE or tag in _DRAWN:
                self._find_boxes(child)
        self._keep(shown, out, hidden=hidden)

    def _keep(self, shown: list[str], out: list[str], *, hidden: bool) -> None:
        """What a field is made from is no text, nor what is hidden."""
        if not shown or self._without_result:
            return
        if hidden:
            if "".join(shown).strip():
                self.left_out[HIDDEN] = None
        else:
            out.extend(shown)

    def _hidden(self, run: etree._Element) -> bool:
        properties = run.find(f"{W}rPr")
        if properties is None:
            return False
        direct = properties.find(f"{W}vanish")
        if direct is not None:
            return on(direct)
        style = properties.find(f"{W}rStyle")
        return style is not None and style.get(f"{W}val") in self._hidden_styles

    def _field(self, mark: etree._Element, out: list[str]) -> None:
        kind = mark.get(f"{W}fldCharType")
        if kind == "begin":
            if not self._without_result:
                out.append(_picked(mark))
            self._fields.append(False)
            self._without_result += 1
        elif self._fields and kind == "separate":
            self._without_result -= not self._fields[-1]
            self._fields[-1] = True
        elif self._fields and kind == "end":
            self._without_result -= not self._fields.pop()

    def _symbol(self, sign: etree._Element, shown: list[str]) -> None:
        code = sign.get(f"{W}char", "")
        try:
            place = int(code, 16)
        except ValueError:
            return
        private = 0xF000 <= place <= 0xF0FF
        shown.append(SYMBOLS.get(place & 0xFF, "") if private or place < 0x100 else letter(place))

    def _ruby(self, ruby: etree._Element, shown: list[str]) -> None:
        base = ruby.find(f"{W}rubyBase")
        if base is not None:
            shown.extend(text.text or "" for text in base.iter(_TEXT))

    def _footnote(self, _mark: etree._Element, _shown: list[str]) -> None:
        self.left_out[FOOTNOTE] = None

    def _find_boxes(self, element: etree._Element) -> None:
        """Text boxes of a drawing; of a drawing written twice (new and old) only one."""
        if element.tag == f"{W}txbxContent":
            self.boxes.append(element)
        elif element.tag == ALTERNATE:
            inner = chosen(element)
            if inner is not None:
                self._find_boxes(inner)
        else:
            for child in element:
                self._find_boxes(child)


def _picked(mark: etree._Element) -> str:
    """The entry that an old drop-down field shows: it is kept in the field itself, not in a run."""
    choices = mark.find(f"{W}ffData/{W}ddList")
    if choices is None:
        return ""
    at = number_of(choices.find(f"{W}result")) or number_of(choices.find(f"{W}default")) or 0
    entries = [entry.get(f"{W}val", "") for entry in choices.findall(f"{W}listEntry")]
    return entries[at] if 0 <= at < len(entries) else ""
