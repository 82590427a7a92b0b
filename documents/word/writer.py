"""Report -> .docx: real styles, lists, heads and feet from our own base.docx; the same bytes for the same content.

The only importer of python-docx, which opens the base, keeps the parts together and takes in the pictures.
"""

from __future__ import annotations

import datetime
import io
from collections.abc import Callable
from typing import Any

from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.shared import Mm

from documents.report import measures, page_ends
from documents.report.blocks import CopyList, Paragraph, Report, Section, SignatureBlock, Table
from documents.report.fonts import faces_of, prepared
from documents.report.key_figures import PageFoot
from documents.report.own_kop import OwnKop
from documents.report.properties import PROGRAM, properties
from documents.word import own_kop, running
from documents.word.blocks import BLOCKS
from documents.word.elements import W, w
from documents.word.flow import Flow, Part
from documents.word.ground import Ground, ground
from documents.word.package import number_pictures, same_bytes

Pictures = Callable[[str], bytes]


def write(report: Report, pictures: Pictures) -> bytes:
    """The Word file; ``pictures(sha256)`` gives a JPEG or PNG."""
    report = prepared(report)
    base = ground(pictures(report.letterhead) if report.letterhead else b"", report.font)
    document, step = base.document, measures.step_of(report)
    face = faces_of(report.font)[0]
    for number, planned in enumerate(report.sections):
        section = base.adapted(planned)
        if number:
            _begin_section(document)
        flow = Flow(document.element.body, section, base.numbers, Part(document.part), pictures, step, face)
        _blocks(section, flow)
        _page(document.sections[-1], report, section, base, pictures, opens=number == 0 or planned.opens)
    base.settle(step)
    _describe(document, report)
    number_pictures(document)
    out = io.BytesIO()
    document.save(out)
    return same_bytes(out)


def _begin_section(document: Any) -> None:
    document.add_section(WD_SECTION.NEW_PAGE)
    closing = document.element.body[-2]  # the paragraph that holds the settings of the section before
    closing.pPr.insert(0, w("pStyle", val="Sela"))


def _blocks(section: Section, flow: Flow) -> None:
    blocks = section.blocks
    for number, block in enumerate(blocks):
        before, following = (blocks[at] if 0 <= at < len(blocks) else None for at in (number - 1, number + 1))
        flow.caption = before.text if isinstance(before, Paragraph) and before.variant == "caption" else ""
        kept = isinstance(block, Table) or page_ends.closes(block)
        flow.keep = (kept and isinstance(following, SignatureBlock)) or (
            isinstance(block, SignatureBlock) and isinstance(following, CopyList)
        )
        flow.keep |= isinstance(block, Table) and isinstance(following, PageFoot)
        flow.keep |= isinstance(block, Table) and number + 1 == len(blocks) - 1 == page_ends.end(section)
        turns = number == section.turn
        flow.turn = (turns and not section.item) or (isinstance(before, PageFoot) and isinstance(block, Table))
        flow.item = turns * section.item
        BLOCKS[type(block).__name__](block, flow)
    flow.finish()


def _page(target: Any, report: Report, section: Section, base: Ground, pictures: Pictures, *, opens: bool) -> None:
    """Paper, margins, head and foot of a section; one that opens a paper counts anew from a page of its own."""
    kop = own_kop.of(section) if opens else None
    target.page_width, target.page_height = (Mm(side) for side in measures.sheet(section))
    target.orientation = WD_ORIENT.LANDSCAPE if section.landscape else WD_ORIENT.PORTRAIT
    target.top_margin, target.right_margin, target.bottom_margin, target.left_margin = map(Mm, section.margins)
    target.header_distance, target.footer_distance = map(Mm, running.distances(report, section))
    target.different_first_page_header_footer = opens
    _count_from_one(target._sectPr, opens)
    base.page(target._sectPr, opens=opens)
    kinds = [(target.header, target.footer, False)]
    if opens:
        kinds.append((target.first_page_header, target.first_page_footer, True))
    for head, foot, is_first in kinds:
        for place, kind, make in ((head, "header", running.head), (foot, "footer", running.foot)):
            place.is_linked_to_previous = False
            elements = make(report, section, Part(place.part), first=is_first)
            base.fill(place, kind, elements, first=is_first, opens=opens)
    if kop is not None:
        _put_kop(target, report, section, kop, pictures)


def _put_kop(target: Any, report: Report, section: Section, kop: OwnKop, pictures: Pictures) -> None:
    target.header_distance = Mm(own_kop.distance(report, section, kop))
    first, later = target.first_page_header, target.header
    later._element[:] = own_kop.later(report, section, kop, list(later._element))
    first._element[:] = own_kop.first(report, section, kop, list(first._element), Part(first.part), pictures)


def _count_from_one(settings: Any, opens: bool) -> None:
    for old in settings.findall(f"{W}pgNumType"):  # copied from the section before
        settings.remove(old)
    if opens:
        settings.find(f"{W}pgMar").addnext(w("pgNumType", start=1))


def _describe(document: Any, report: Report) -> None:
    core = document.core_properties
    named = properties(report)
    core.title, core.author, core.last_modified_by = named.title, named.author or PROGRAM, PROGRAM
    core.subject, core.keywords = named.subject, named.keywords
    core.language = "id-ID"
    when = datetime.datetime.fromisoformat(report.created)
    core.created = core.modified = when.astimezone(datetime.UTC).replace(tzinfo=None)
