"""What a Word file's styles say that a reader must know: lists, headings, hidden text."""

from __future__ import annotations

import re
from dataclasses import dataclass

from lxml import etree

from documents.package import Allowance
from documents.readers.files.docx_names import VAL, W, number_of, on

MOST_STYLES = 10_000
_DEEPEST = 30  # styles that name each other in a circle must end


@dataclass(frozen=True)
class Style:
    based_on: str
    num_id: int | None
    level: int | None
    outline: int | None
    bold: bool


class Styles:
    def __init__(self, part: etree._Element | None) -> None:
        self._styles: dict[str, Style] = {}
        self._chains: dict[str, list[tuple[str, Style]]] = {}
        self._default = ""
        hidden, left = [], Allowance(MOST_STYLES)
        for style in part.iterchildren(f"{W}style") if part is not None else ():
            left.take()
            name = style.get(f"{W}styleId", "")
            self._styles[name] = _style(style)
            if on(style.find(f"{W}rPr/{W}vanish")):
                hidden.append(name)
            if style.get(f"{W}type") == "paragraph" and style.get(f"{W}default") in ("1", "true", "on"):
                self._default = name
        self.hidden = frozenset(hidden)

    def list_of(self, name: str) -> tuple[int | None, int | None, str]:
        """numId, ilvl and the style that says so: the nearest in the chain of styles."""
        level = None
        for each, style in self._chain(name):
            level = style.level if level is None else level
            if style.num_id is not None:
                return style.num_id, level, each
        return None, None, ""

    def outline_of(self, name: str) -> int | None:
        return next((style.outline for _, style in self._chain(name) if style.outline is not None), None)

    def bold(self, name: str) -> bool:
        return any(style.bold for _, style in self._chain(name))

    def _chain(self, name: str) -> list[tuple[str, Style]]:
        """A style and those that it is based on, each with its name."""
        if name not in self._chains:
            self._chains[name] = self._followed(name)
        return self._chains[name]

    def _followed(self, name: str) -> list[tuple[str, Style]]:
        chain: list[tuple[str, Style]] = []
        name = name or self._default
        while name in self._styles and len(chain) < _DEEPEST:
            chain.append((name, self._styles[name]))
            name = self._styles[name].based_on
        return chain


def _style(style: etree._Element) -> Style:
    based_on, name = style.find(f"{W}basedOn"), style.find(f"{W}name")
    numbers = style.find(f"{W}pPr/{W}numPr")
    called = re.fullmatch(r"(?i)heading ([1-9])", name.get(VAL, "") if name is not None else "")
    outline = number_of(style.find(f"{W}pPr/{W}outlineLvl"))
    return Style(
        based_on=based_on.get(VAL, "") if based_on is not None else "",
        num_id=number_of(numbers.find(f"{W}numId")) if numbers is not None else None,
        level=number_of(numbers.find(f"{W}ilvl")) if numbers is not None else None,
        outline=int(called[1]) - 1 if called and outline is None else outline,
        bold=on(style.find(f"{W}rPr/{W}b")),
    )
