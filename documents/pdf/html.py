"""A report as the HTML that ``pdf.py`` prints: every text escaped, every rule from our own style sheet.

``templates/documents/blocks.html`` has one macro for each kind of block, so a new kind is a new macro.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from documents.pdf import own_kop
from documents.report import drawings, measures, page_ends, phrases, whole
from documents.report.blocks import Block, CopyList, Letterhead, Report, Section, SignatureBlock, Table
from documents.report.charts import Drawn
from documents.report.fonts import faces_of
from documents.report.key_figures import PageFoot
from documents.report.measures import TEMPLATES
from documents.report.pieces import pieces
from documents.report.properties import properties
from documents.report.shared_heads import head_rows

_SIGN = re.compile(r"\W")
_MAYBE_RTL = re.compile("[\u0590-\u08ff\ufb1d-\ufefc]")


@dataclass(frozen=True)
class Framed(Table):
    """A table whose rows are painted (``painted/pages.py``): room of these ``heights`` in pixels, one a page."""

    name: str = ""
    heights: tuple[float, ...] = ()


def page(report: Report) -> str:
    """The whole document; ``report`` must be ``prepared``."""
    layouts = [_layout(report, section, number) for number, section in enumerate(report.sections)]
    template = environment().get_template("report.html")
    return template.render(
        report=report,
        layouts=layouts,
        check=phrases.check_note(report),
        watermark=phrases.watermark(report),
        named=properties(report),
        closer=step if (step := measures.step_of(report)) is not measures.STEPS[0] else None,
        at_hand=measures.AT_HAND[0],
        form=measures.FORM[0],
        tight=measures.TIGHT[0],
        rooms={size: above for (size, font), (_, _, above, _) in measures.GRID.items() if font == report.font},
    )


def opens(report: Report, number: int) -> bool:
    """Whether a paper begins with this section: its pages count from 1, and its first one has the check mark."""
    return number == 0 or report.sections[number].opens


def blocks() -> set[str]:
    """Names of the block kinds that have a macro."""
    module = environment().get_template("blocks.html").module
    return {name for name in vars(module) if name[:1].isupper()}


@functools.cache
def environment() -> Environment:
    env = Environment(loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined)
    env.filters.update(
        direction=direction,
        item_marker=phrases.item_marker,
        copies=phrases.copies,
        linked=phrases.linked,
        photo_rows=phrases.photo_rows,
        meta_items=phrases.meta_items,
        with_whole_days=phrases.with_whole_days,
        unbroken=unbroken,
        meta_pairs=phrases.meta_pairs,
        halves=page_ends.halves,
        signer_foot=phrases.signer_foot,
        sign_box=sign_box,
        meta_columns=measures.meta_columns,
        bunches=phrases.bunches,
        head_rows=head_rows,
        row_cells=phrases.row_cells,
        form_cells=phrases.form_cells,
        pieces=pieces,
        stressed=phrases.stressed,
        accents_of=phrases.accents_of,
        address=address,
        drawn=drawings.drawn,
        stays_together=phrases.stays_together,
        is_tall=lambda row, table, height: measures.is_tall(table, row, height),
        is_paired=measures.is_paired,
        turned=turned,
        kop_layout=own_kop.styled,
        half_of=measures.half_of,
        head_side=measures.head_side,
        kind=lambda block: type(block).__name__,
        table_width=lambda table: round(sum(c.width for c in table.columns), 3),
    )
    return env


def address(block: Drawn) -> str:
    """Under which a page names a drawing."""
    return f"app:drawing/{drawings.key(block)}"


def sign_box(block: SignatureBlock, layout: dict[str, Any]) -> tuple[float, float, float]:
    """Width, height and what is free above and below, in mm, of each place for a certified signature."""
    step: measures.Step = layout["step"]
    return *measures.sign_box(layout["section"], block, step), step.round_box


def direction(text: str) -> str:
    """The attribute of a text that begins in Arabic or Hebrew letters; nothing for all others."""
    if not _MAYBE_RTL.search(text):
        return ""
    strong = next((b for b in map(unicodedata.bidirectional, text) if b in ("L", "R", "AL")), "L")
    return "" if strong == "L" else Markup(' dir="rtl"')


def unbroken(text: str, most: float | None = None) -> str:
    """The text with what stays whole each on one line; ``most`` as of ``whole.stays``.

    Beside a word joiner Pango ends no line. It has no glyph, so that what is copied out of the file is as it was.
    """
    if not whole.any_in(text):
        return text
    return "".join(_SIGN.sub("\u2060\\g<0>\u2060", word) if kept else word for word, kept in whole.words(text, most))


@dataclass(frozen=True)
class _Part:
    """Blocks that may be broken over pages, or, with "together" in ``manner``, may not.

    What "follows" stays with what is before it, which then "ends": two of its lines at least stay with each other.
    """

    blocks: list[tuple[str, Block]]
    manner: str = ""
    name: str = ""
    place: str = ""  # what ``fitting.py`` looks for


def _layout(report: Report, section: Section, number: int) -> dict[str, Any]:
    width = measures.text_width(section)
    dash = section.numbering == "dash"
    return {
        "opens": opens(report, number),
        "mark": report.mark,
        "own_kop": any(isinstance(block, Letterhead) and block.own for block in section.blocks[:1]),
        "sheet": measures.sheet(section),
        "slip": measures.SLIP,
        "margins": section.margins,
        "text_width": width,
        "face": faces_of(report.font)[0],
        "bold": faces_of(report.font)[1],
        "text_height": measures.text_height(section),
        "frame": measures.photo_frame(section),
        "annex_width": measures.annex_width(section),
        "section": section,
        "step": measures.step_of(report),
        "signature_columns": {count: measures.signature_columns(section, count) for count in (1, 2)},
        "mark_width": (width - 28) / 2 if dash else width,
        "watermark": min(150, measures.sheet(section)[0] - 30),
        "way": " ".join(("landscape" if section.landscape else "portrait", *_set(section))),
        "numbering": section.numbering,
        "foot": phrases.foot_line(report, section),
        "foot_bold": section.foot_bold,
        "opening": phrases.opening_foot(report, section),
        "below": section.below,
        "ordered": any(turned(block) for block in section.blocks),
        "start": _start(section, number),
        "turn": section.item and section.turn >= 0,
        "parts": list(_parts(section, number)),
    }


def _start(section: Section, number: int) -> dict[str, Any]:
    """The block that a page can begin with, or inside of which it does: for ``fitting.py``."""
    found = (section.turn, section.item) if section.turn >= 0 else page_ends.start(section)
    if found is None:
        return {"block": None, "item": 0, "text": None}
    name = f"turn-{number}" if section.turn >= 0 else f"start-{number}"
    text = page_ends.text(section) if section.turn < 0 else None
    block, before = section.blocks[found[0]], f"before-{number}"
    return {"block": block, "item": found[1], "name": name, "before": before, "text": text and text[1]}


def _set(section: Section) -> Iterator[str]:
    if measures.set_small(section):
        yield "small-set"
    if section.compact:
        yield "compact"
    if section.handout:
        yield "handout"


def _parts(section: Section, number: int) -> Iterator[_Part]:
    """The closing sentence, the signature and the copies are never parted, and never alone on a page; nor is what
    stands under a table that ends a section."""
    loose: list[tuple[str, Block]] = []
    kept: list[tuple[str, Block]] = []
    for at, block in enumerate(section.blocks):
        if (at == section.turn and not section.item) or starts_page(section, at):
            yield from _closing(loose, kept, number)
            loose, kept = [("turn", block)], []
        entry = ("framed" if isinstance(block, Framed) else type(block).__name__, block)
        if isinstance(block, SignatureBlock):
            if not kept and loose and page_ends.closes(loose[-1][1]):
                kept.append(loose.pop())
            kept.append(entry)
        elif kept and isinstance(block, CopyList):
            kept.append(entry)
        else:
            if kept:
                yield from _closing(loose, kept, number)
                loose, kept = [], []
            loose.append(entry)
    if not kept and page_ends.end(section) == len(section.blocks) - 1:
        kept.append(loose.pop())
    yield from _closing(loose, kept, number)


def _closing(loose: list[tuple[str, Block]], kept: list[tuple[str, Block]], number: int) -> Iterator[_Part]:
    if kept:
        last = next((block for _, block in loose[-1:]), None)
        name = f"after-{last.name}" if isinstance(last, Framed) else ""
        yield _Part(loose[:-1])
        yield _Part(loose[-1:], "ends", place=f"ends-{number}")
        yield _Part(kept, "together follows", name, f"tail-{number}")
    else:
        yield _Part(loose)


def starts_page(section: Section, at: int) -> bool:
    """Whether the block is a table behind the foot of a page."""
    before = section.blocks[at - 1] if at else None
    return isinstance(before, PageFoot) and isinstance(section.blocks[at], Table)


def turned(block: Block) -> bool:
    """Whether the block has heads that are read from below.

    What is turned is painted after all that is not. Where there is such a block, everything on the sheet is therefore
    painted as if it were turned (class ``inorder``): then it all stands in the file in the order of reading.
    """
    return isinstance(block, Table) and any(column.turned for column in block.columns)
