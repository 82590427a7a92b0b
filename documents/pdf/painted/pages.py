"""A document whose long tables are painted: WeasyPrint sets everything else, and leaves room for their rows.

The table keeps its heads and one empty row; on each page that follows stands an empty box. How high they are is
counted here. A first rendering tells where a table begins; when all is set, every box must stand where it was
expected. If one does not, ``NotPainted`` is raised and the document is laid out cell by cell.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from documents.pdf.html import Framed, starts_page
from documents.pdf.painted.painting import Painter, Room
from documents.pdf.painted.shapes import BORDER, MM, NotPainted, Plan, Stretch, Stripe
from documents.pdf.painted.simple import planned
from documents.report import measures, page_ends
from documents.report.blocks import Block, Paragraph, Report, Section, SignatureBlock, Table

Units = Sequence[tuple[Stripe, ...]]
Render = Callable[[Report, Mapping[str, Any]], Any]  # the document that WeasyPrint lays out, with pictures by address
NEAR = 0.02  # pixels


@dataclass
class _Place:
    """A table to be painted: where in the report it is, and how its rows are shared out among pages, once known."""

    section: int
    block: int
    plan: Plan
    pages: list[list[tuple[Stripe, ...]]]
    first: int = 0
    across: float = 0
    down: float = 0
    heads: tuple[float, ...] = ()

    @property
    def head(self) -> float:
        """How high its heads are."""
        return self.heads[-1] if self.heads else 0.0

    @property
    def name(self) -> str:
        return f"table{self.section}-{self.block}"

    @property
    def head_names(self) -> list[str]:
        """The names of the rows of its heads on its first page."""
        return [f"{self.name}-head-{row}" for row in range(self.plan.deep)]

    @property
    def rooms(self) -> Iterator[str]:
        """The names of its places, one a page."""
        return (f"{self.name}-{n}" for n in range(len(self.pages)))


def rendered(report: Report, render: Render, painter: Painter) -> Any:
    """The document ready to be written, whose rows ``painter`` paints. Raises ``NotPainted``."""
    places = [
        _Place(s, b, plan, [])
        for s, section in enumerate(report.sections)
        for b, block in enumerate(section.blocks)
        if type(block) is Table and (plan := planned(block, section, report.font, measures.step_of(report)))
    ]
    for place in places:
        place.pages = [[_units(place, report.sections[place.section])[0]]]
    for at, place in enumerate(places):
        section = report.sections[place.section]
        if at and places[at - 1].section == place.section and starts_page(section, place.block):
            _share_out_anew(place, section, places[at - 1])
            continue
        before = _until(report, places[: at + 1])
        _share_out(place, section, render(before, _rooms(places, painter)))
    rooms = _rooms(places, painter)
    document = render(_framed(report, places), rooms)
    moved = [_moved_with_signature(place, document) for place in places]
    if any(moved):
        rooms = _rooms(places, painter)
        document = render(_framed(report, places), rooms)
    _furnish(rooms, document, places, report)
    return document


def _rooms(places: Sequence[_Place], painter: Painter) -> dict[str, Room]:
    return {f"app:rows/{name}": Room(painter) for place in places for name in place.rooms}


def _framed(report: Report, places: Sequence[_Place]) -> Report:
    sections = list(report.sections)
    for place in places:
        blocks = list(sections[place.section].blocks)
        rows = [sum(stripe.height for unit in page for stripe in unit) for page in place.pages]
        parted = BORDER / 2 if len(rows) > 1 else 0  # of a table that goes on no page has to hold the line under it
        heights = (rows[0] - BORDER - parted, *(place.head + height + BORDER for height in rows[1:]))
        table = blocks[place.block]
        blocks[place.block] = Framed(**vars(table), name=place.name, heights=heights)
        sections[place.section] = replace(sections[place.section], blocks=tuple(blocks))
    return replace(report, sections=tuple(sections))


def _until(report: Report, places: Sequence[_Place]) -> Report:
    """What stands before the last of these tables on its own sheets, and room for its first rows."""
    last = places[-1]
    section = _framed(report, places).sections[last.section]
    return replace(report, sections=(replace(section, blocks=section.blocks[: last.block + 1]),))


def _share_out_anew(place: _Place, section: Section, before: _Place) -> None:
    """Of a table that begins a page as the one before it did, or would have: no layout has to tell where."""
    place.across, place.heads = before.across, before.heads
    place.down = section.margins[0] * MM + BORDER / 2 + place.head
    place.pages = [list(place.plan.units)]


def _share_out(place: _Place, section: Section, document: Any) -> None:
    """Gives each page as many rows as it has room for. Raises ``NotPainted`` where a page has none for rows that stay
    together."""
    _, (across, down) = _found(document, f"{place.name}-0")
    tops = [_found(document, name)[1][1] for name in place.head_names]
    place.across, place.down = across, down
    place.heads = tuple(top - tops[0] for top in (*tops, down))
    top, _, bottom, _ = section.margins
    end = (measures.sheet(section)[1] - bottom) * MM
    place.pages = [[]]
    row, turn = 0, section.item if section.turn == place.block else 0
    for unit in _units(place, section):
        height = sum(stripe.height for stripe in unit)
        if place.pages[-1] and (down + height > end or 0 < row == turn):
            place.pages.append([])
            down = top * MM + BORDER / 2 + place.head
        if down + height > end + NEAR:
            raise NotPainted(f"{place.name}: rows that belong together are higher than a page")
        place.pages[-1].append(unit)
        down += height
        row += len(unit)


def _moved_with_signature(place: _Place, document: Any) -> bool:
    """A signature that found no room takes the last rows along, and no more of them: no page has it alone."""
    after, last = _maybe(document, f"after-{place.name}"), _maybe(document, f"{place.name}-{len(place.pages) - 1}")
    if after is None or last is None or len(place.pages[-1]) < 2:
        return False
    carried = len(place.pages) == 1 and abs(last[1][1] - place.down) > NEAR  # all rows, as they stand in one room
    if after[0] == last[0] and not carried:
        return False
    place.pages.append([place.pages[-1].pop()])
    return True


def _units(place: _Place, section: Section) -> Units:
    """What no page parts; of a paired table the first and the last two rows, too, and before a signature the last."""
    units, table = place.plan.units, section.blocks[place.block]
    opening, ending = _pairs(table, section)
    if isinstance(table, Table) and opening and len(units) > 1 and len(units[0]) - _headed(table) < 2:
        units = (units[0] + units[1], *units[2:])
    following = [type(block) for block in section.blocks[place.block + 1 : place.block + 3]]
    signed = SignatureBlock in following and following[0] in (SignatureBlock, Paragraph)
    signed = signed or page_ends.end(section) == place.block + 1 or ending
    return (*units[:-2], units[-2] + units[-1]) if signed and len(units[-1]) == 1 and len(units) > 1 else units


def _pairs(table: Block, section: Section) -> tuple[bool, bool]:
    """Whether its first two rows, and its last two, stay together."""
    if not isinstance(table, Table) or len(table.rows) < 2:
        return False, False
    ends, height = (int(_headed(table)), len(table.rows) - 2), measures.text_height(section)
    opening, ending = (measures.is_paired(table, at, height) for at in ends)
    return opening, ending


def _headed(table: Table) -> bool:
    return table.rows[0].kind == "group"


def _furnish(rooms: dict[str, Room], document: Any, places: Sequence[_Place], report: Report) -> None:
    """Puts the rows of each page into its room. Afterwards no place has a name any more."""
    for at, place in enumerate(places):
        place.first, _ = _found(document, f"{place.name}-0")
        row, names = 0, _names(place, report.sections[place.section])
        for n, (name, rows) in enumerate(zip(place.rooms, place.pages, strict=True)):
            page, down = _where(document, place, n, report.sections[place.section])
            heads = place.heads if n else ()
            start = down + (place.head + BORDER / 2 if n else 0)
            stripes = tuple(stripe for unit in rows for stripe in unit)
            stretch = Stretch(place.plan, at, page, place.across, start, stripes, heads)
            rooms[f"app:rows/{name}"].stretch = stretch
            row = _name_rows(document, stretch, names, row)
    for place in places:
        for name in (*place.rooms, *place.head_names, f"after-{place.name}"):
            for page in document.pages:
                page.anchors.pop(name, None)


def _names(place: _Place, section: Section) -> dict[int, str]:
    """What ``fitting.py`` calls the row with which a page can begin, and the one before it."""
    block, item = page_ends.start(section) or (-1, 0)
    if section.turn >= 0 or block != place.block or not item:
        return {}
    return {item: f"start-{place.section}", item - 1: f"before-{place.section}"}


def _name_rows(document: Any, stretch: Stretch, names: Mapping[int, str], first: int) -> int:
    """Says where those rows are, of which the stretch begins with the ``first``; the first one after it."""
    down = stretch.down
    for row, stripe in enumerate(stretch.stripes, first):
        if row in names:
            edges = (stretch.across, down, stretch.across, down + stripe.height)
            document.pages[stretch.page].anchors[names[row]] = edges
        down += stripe.height
    return first + len(stretch.stripes)


def _where(document: Any, place: _Place, n: int, section: Section) -> tuple[int, float]:
    """Page and top of the room for the rows of the table's page ``n``, which must be where it was expected."""
    page, (_, down) = _found(document, f"{place.name}-{n}")
    expected = place.down if n == 0 else section.margins[0] * MM
    if page != place.first + n or abs(down - expected) > NEAR:
        raise NotPainted(f"{place.name}-{n} on page {page} at {down}, not on {place.first + n} at {expected}")
    return page, down


def _found(document: Any, name: str) -> tuple[int, tuple[float, float]]:
    found = _maybe(document, name)
    if found is None:
        raise NotPainted(name)
    return found


def _maybe(document: Any, name: str) -> tuple[int, tuple[float, float]] | None:
    """Page and left top corner of what has this name."""
    for at, page in enumerate(document.pages):
        if name in page.anchors:
            return at, page.anchors[name][:2]
    return None
