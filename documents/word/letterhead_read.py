"""A letterhead's file -> what it says, as a plan. Only what the first section leads to is read: its sheet, the parts
that run above and below its pages, their pictures, and the styles and theme that these go by.

What cannot be carried over is left out and told. Everything is counted: a letterhead has no thousand lines.
"""

from __future__ import annotations

from typing import Any

from documents.word.elements import W
from documents.word.letterhead_head import Head
from documents.word.letterhead_in import BROKEN, MOST_HEAD, Parts, Refused
from documents.word.letterhead_plan import Block, Plan
from documents.word.letterhead_reading import MadeAnew, Reading
from documents.word.letterhead_sheet import sheet

_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_SHARED = ("styles", "theme", "settings")
Heads = tuple[tuple[tuple[str, bool], tuple[Block, ...]], ...]


def read(parts: Parts, made_anew: MadeAnew) -> tuple[Plan, tuple[str, ...]]:
    """The plan, and what was left out, in words; raises ``Refused``."""
    main = next((r.target for r in parts.relations("").values() if r.kind == "officedocument" and not r.outside), "")
    section = _first_section(parts.tree(main))
    targets = {ident: r for ident, r in parts.relations(main).items() if not r.outside and r.target in parts.names}
    shared = {r.kind: parts.tree(r.target) for r in targets.values() if r.kind in _SHARED}
    reading = Reading(parts, made_anew, shared)
    named, own_first = _named(section, {ident: r.target for ident, r in targets.items()})
    if ("header", "even") in named and _has_even(shared.get("settings")):
        reading.leave_out("kepala untuk halaman genap")
    heads = _heads(reading, named, own_first=own_first)
    return Plan(sheet(section), heads, _adds(shared.get("settings"))), tuple(reading.left_out)


def _first_section(document: Any) -> Any:
    body = document.find(f"{W}body") if document.tag == f"{W}document" else None
    if body is None:
        raise Refused(BROKEN)
    return next(body.iter(f"{W}sectPr"), None)


def _named(section: Any, targets: dict[str, str]) -> tuple[dict[tuple[str, str], str], bool]:
    """The parts that the section leads to, by kind and pages, and whether its first page has its own."""
    named, own_first = {}, False
    for child in section if section is not None else ():
        kind = str(child.tag).removeprefix(W).removesuffix("Reference")
        if kind in ("header", "footer"):
            named[kind, child.get(f"{W}type", "default")] = targets.get(child.get(f"{_R}id", ""), "")
        own_first |= child.tag == f"{W}titlePg" and child.get(f"{W}val", "1") not in ("0", "false", "off")
    return named, own_first


def _has_even(settings: Any) -> bool:
    return settings is not None and settings.find(f"{W}evenAndOddHeaders") is not None


def _adds(settings: Any) -> bool:
    """Whether the room below a paragraph is added to that above the next one."""
    said = settings.find(f"{W}compat/{W}doNotUseHTMLParagraphAutoSpacing") if settings is not None else None
    return said is not None and said.get(f"{W}val", "1") not in ("0", "false", "off")


def _heads(reading: Reading, named: dict[tuple[str, str], str], *, own_first: bool) -> Heads:
    """One that is made for every page stands on page 1; as a footer it stands on the later pages as well."""
    used = dict.fromkeys(part for (_, pages), part in named.items() if part and pages != "even")
    made = {name: _head(reading, name) for name in used}
    found = []
    for kind in ("header", "footer"):
        later = named.get((kind, "default"), "")
        first = named.get((kind, "first"), "") if own_first else later
        later = later if own_first or kind == "footer" else ""
        found += [((kind, True), made.get(first, ())), ((kind, False), made.get(later, ()))]
    return tuple((key, blocks) for key, blocks in found if blocks)


def _head(reading: Reading, name: str) -> tuple[Block, ...]:
    tree = reading.parts.tree(name, MOST_HEAD)
    if tree.tag not in (f"{W}hdr", f"{W}ftr"):
        raise Refused(BROKEN)
    return Head(reading, reading.parts.relations(name)).blocks(tree, 0)
