"""An office's own kop in Word: above the first page of a paper, its lines as paragraphs of a fixed height, its rules
and pictures as drawings at their place on the sheet. The text of the page begins under it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import groupby

from lxml import etree

from documents.report import measures
from documents.report.blocks import Letterhead, Report, Section
from documents.report.own_kop import BELOW, KopLine, KopText, OwnKop, begins, shift
from documents.word import running
from documents.word.elements import SPACE, paragraph, tab, twips, w
from documents.word.flow import Part
from documents.word.letterhead_draw import drawn
from documents.word.letterhead_plan import Drawing, Figure, Picture, Place, Turn

EMU = 36_000  # per mm
MARK_TOP, MARK_HEIGHT = 3, 9  # mm: a mark above the kop
FRAME = 0.44  # mm: half of the frame of a mark, which LibreOffice counts to its row twice and Word not at all
SELA = 1 / 72 * 25.4  # mm, a paragraph of the style "Sela"
_SIDES = {"left": 0.0, "center": 0.5, "right": 1.0}


def of(section: Section) -> OwnKop | None:
    """The kop of its own under which a section opens."""
    first = section.blocks[0] if section.blocks else None
    return first.own if isinstance(first, Letterhead) else None


def distance(report: Report, section: Section, kop: OwnKop) -> float:
    """Of the heads of all its pages from the edge of the sheet, in mm."""
    usual = running.distances(report, section)[0]
    return MARK_TOP if report.mark else max(min(usual, kop.top - SELA), 0)


def later(report: Report, section: Section, kop: OwnKop, elements: Sequence[etree._Element]) -> list[etree._Element]:
    """What stands above the later pages, where it stands without a kop."""
    lower = running.distances(report, section)[0] - distance(report, section, kop)
    return [*([_gap(lower)] if lower > 0.1 else []), *elements]


def first(
    report: Report, section: Section, kop: OwnKop, elements: Sequence[etree._Element], part: Part,
    pictures: Callable[[str], bytes],
) -> list[etree._Element]:  # fmt: skip
    """What stands above the first page: a mark, the kop, and the room under it."""
    top = distance(report, section, kop)
    above = list(elements) if report.mark else []
    for row in (one for element in above for one in element.iter("{*}trPr")):
        row.append(w("trHeight", val=twips(MARK_HEIGHT - FRAME), hRule="exact"))
    used = top + (MARK_HEIGHT + SELA if report.mark else 0)
    start = begins(kop, report.mark)
    moved = shift(kop, measures.sheet(section)[0])
    holder = paragraph("Sela", w("r", *_drawings(kop, moved, start, part, pictures)))
    lines = list(_lines(kop, section, start, moved, used + SELA))
    return [*above, holder, *lines]


def _drawings(
    kop: OwnKop, moved: float, start: float, part: Part, pictures: Callable[[str], bytes]
) -> Iterator[etree._Element]:
    for number, rule in enumerate(kop.rules, 1):
        bar = Figure("rect", rule.color, None, Turn())
        yield _placed(bar, (rule.left + moved, rule.top + start, rule.width, rule.height), number, part)
    for number, one in enumerate(kop.pictures, len(kop.rules) + 1):
        cut = (round(one.crop[0] * 100_000), round(one.crop[1] * 100_000))
        crop = (*cut, round(one.crop[2] * 100_000), round(one.crop[3] * 100_000))
        picture = Picture(pictures(one.sha256), crop, Turn(), None)
        yield _placed(picture, (one.left + moved, one.top + start, one.width, one.height), number, part)


def _placed(shape: Figure | Picture, box: tuple[float, float, float, float], number: int, part: Part) -> etree._Element:
    left, top, width, height = (round(side * EMU) for side in box)
    place = Place("page", left, "page", top, "none", False, (0, 0, 0, 0), number)
    return drawn(Drawing(shape, width, height, place), lambda data: part.image(data)[0], lambda _: [])


def _lines(kop: OwnKop, section: Section, start: float, moved: float, used: float) -> Iterator[etree._Element]:
    """From ``used`` mm below the edge of the sheet to where the text may begin."""
    _, right, _, left = section.margins
    edges = (left - moved, measures.sheet(section)[0] - right - moved)
    at = twips(used)
    for _, beside in groupby(kop.lines, key=lambda line: line.top):
        together = list(beside)
        above = max(twips(start + together[0].top) - at, 0)
        pitch = round(max(line.pitch for line in together) * 20)
        spacing = w("spacing", before=above, after=0, line=pitch, lineRule="exact")
        yield _alone(together[0], edges, spacing) if len(together) == 1 else _beside(together, edges, spacing)
        at += above + pitch
    rest = twips(start + kop.height + BELOW) - at
    if rest > 0:
        yield _gap(rest / 1440 * 25.4)


def _alone(line: KopLine, edges: tuple[float, float], spacing: etree._Element) -> etree._Element:
    ind = w("ind", left=twips(line.left - edges[0]), right=twips(edges[1] - line.left - line.width))
    return paragraph("Sela", *map(_run, line.texts), spacing=spacing, ind=ind, jc=w("jc", val=line.align))


def _beside(lines: Sequence[KopLine], edges: tuple[float, float], spacing: etree._Element) -> etree._Element:
    """Lines of one height: a stop for each."""
    ind = min(line.left for line in lines) - edges[0] - 1
    stops, runs = [], []
    for line in lines:
        where = line.left + line.width * _SIDES[line.align] - edges[0]
        stops.append(w("tab", val=line.align, pos=twips(where)))
        runs += [tab(), *map(_run, line.texts)]
    indent = w("ind", left=twips(min(ind, 0)), right=twips(min(edges[1] - lines[-1].left - lines[-1].width, 0)))
    return paragraph("Sela", *runs, tabs=w("tabs", *stops), spacing=spacing, ind=indent)


def _run(text: KopText) -> etree._Element:
    size, bold, italic = round(text.size * 2), int(text.bold), int(text.italic)
    look = w(
        "rPr", w("rFonts", ascii=text.face, hAnsi=text.face, eastAsia=text.face, cs=text.face),
        w("b", val=bold), w("bCs", val=bold), w("i", val=italic), w("iCs", val=italic), w("color", val=text.color),
        w("spacing", val=round(text.wider * 20)) if text.wider else None, w("sz", val=size), w("szCs", val=size),
        w("u", val="single") if text.underlined else None,
    )  # fmt: skip
    said = w("t")
    said.text = text.text
    said.set(SPACE, "preserve")
    return w("r", look, said)


def _gap(high: float) -> etree._Element:
    return paragraph("Sela", spacing=w("spacing", before=0, after=0, line=max(twips(high), 1), lineRule="exact"))
