"""Puts a finished document on the paper that its office has chosen: sheet, margins, face, tables that fit them, and
places for electronic signatures."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from documents.report import sign_places
from documents.report.blocks import Block, Letterhead, Mark, NumberedList, Paragraph, Report, Section, Table
from documents.report.frozen import from_data
from documents.report.language import clauses, sentence
from documents.report.lone_row import evened
from documents.report.measures import fitted
from documents.report.own_kop import OwnKop, texts
from documents.report.ragged import ragged
from documents.report.roomy import roomy
from workflow.kinds import KINDS, MARGINS
from workflow.offices.addressees import COVERS
from workflow.offices.sheets import LEAST, SHEETS
from workflow.offices.signature_place import has_places

TURNED = 0.75  # what the long sides of a turned sheet keep of the margins that come to lie there
CAPTION = re.compile(r"^(?:Tabel|Gambar) \d+\.")
PREVIEW = "Pratinjau, belum terbit. Bukan naskah dinas."
SAMPLE: Mark = "CONTOH"
SAMPLE_NOTE = "CONTOH, isinya karangan."


def dressed(report: Report, office: Mapping[str, Any]) -> Report:
    """The report on this office's paper. Of a kind with a cover this is the first section, on a sheet of its own."""
    sections = []
    for number, section in enumerate(report.sections):
        covered = KINDS[report.kind].cover and office["cover"] in COVERS
        sheet = "cover" if covered and number == 0 else report.kind
        laid = lying(section, office, sheet) if sheet in SHEETS else roomy(fitted(section), office["font"])
        laid = evened(laid, office["font"])
        sections.append(_paired(ragged(_with_bold_numbers(laid), office["font"])))
    report = _with_own_kop(replace(report, sections=tuple(sections), font=office["font"]), office)
    return sign_places.put(report, office["tte_anchor"]) if has_places(office, report.kind) else report


def _paired(section: Section) -> Section:
    blocks = (replace(block, paired=True) if isinstance(block, Table) else block for block in section.blocks)
    return replace(section, blocks=tuple(blocks))


def lying(section: Section, office: Mapping[str, Any], sheet: str) -> Section:
    """The section on the office's paper of that name, its tables as wide as the text and with room for their words."""
    on_sheet = _on_sheet(section, office, sheet, bound=not SHEETS[sheet].landscape)
    return roomy(fitted(on_sheet), office["font"])


def _on_sheet(section: Section, office: Mapping[str, Any], sheet: str, *, bound: bool) -> Section:
    """The paper of that kind. A landscape sheet in a bound upright report turns, and its margins with it."""
    upright = office[f"{sheet}_margins"]
    margins = turned_margins(upright) if section.landscape and bound else tuple(upright)
    return replace(section, paper=office[f"{sheet}_paper"], margins=margins)


def turned_margins(upright: Sequence[float]) -> tuple[float, float, float, float]:
    """Top, right, bottom and left (mm) of a sheet that lies turned in a bound report whose pages have ``upright``.

    What is top and bottom there is left and right here; a matrix needs the height more than the binding does.
    """
    top, right, bottom, left = upright
    return max(left * TURNED, LEAST), bottom, max(right * TURNED, LEAST), top


ANNEX_MARGINS = turned_margins(MARGINS)


def _with_bold_numbers(section: Section) -> Section:
    """Of a caption "Tabel 1." stands out."""
    return replace(section, blocks=tuple(_bold_number(block) for block in section.blocks))


def _bold_number(block: Block) -> Block:
    if not isinstance(block, Paragraph) or block.variant != "caption":
        return block
    return replace(block, bold=(*block.bold, *CAPTION.findall(block.text)))


def as_sample(report: Report) -> Report:
    """The report of a demo: CONTOH behind its text, in the box at its head or beside a mark that it has already."""
    note = f"{SAMPLE_NOTE} {report.mark_note or 'Bukan naskah dinas.'}"
    return replace(report, mark=report.mark or SAMPLE, mark_note=note, watermark=SAMPLE)


def _with_own_kop(report: Report, office: Mapping[str, Any]) -> Report:
    """Every kop as the office's own Word file has it, where both files can show that. A head of two bodies stays."""
    drawn = office["letterhead"].get("drawn")
    if not drawn:
        return report
    kop = from_data(drawn)
    sections = (
        replace(section, blocks=tuple(_own(block, kop) for block in section.blocks)) for section in report.sections
    )
    return replace(report, sections=tuple(sections))


def _own(block: Block, kop: OwnKop) -> Block:
    if not isinstance(block, Letterhead):
        return block
    return replace(block, lines=texts(kop), address=(), emblem="", own=kop)


def listed(items: list[str]) -> list[Block]:
    """What a paper rests on: points a, b, c under a heading "4."; a single one stands as a sentence of its own."""
    if len(items) == 1:
        return [Paragraph(sentence(items[0]), level=2)]
    return [NumberedList(clauses(items), "a.", 2, ragged=True)]
