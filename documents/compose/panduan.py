"""The Panduan of a role: what *Bantuan* answers, to be read on paper. It is no naskah: no number, code or signature."""

from __future__ import annotations

from datetime import datetime
from string import ascii_uppercase

from documents.report import measures
from documents.report.blocks import Block, Halves, Heading, NumberedList, Report, Section
from documents.report.guide_pictures import named
from documents.report.handouts import HandoutHead
from documents.report.language import long_date
from documents.report.photographs import Picture
from documents.report.told import Told
from workflow import guide
from workflow.clock import WIB, day, stamp
from workflow.guide.answer import Answer
from workflow.kinds import HANDOUT_MARGINS
from workflow.roles import Role

KIND = "panduan"
ON_A_PAGE = 2  # answers: so many have room beside the contents, too, and pages are alike in both files


def panduan(role: Role, at: datetime, version: str) -> Report:
    """The same on one day for the same role, and then the same bytes. ``version`` is that of Tuntas."""
    answers = guide.answers(role)
    title, foot = f"Panduan Tuntas untuk {role.label}", f"Panduan Tuntas untuk {role.label}. Bukan naskah dinas."
    told = Told(subject=f"Panduan untuk {role.label}", keywords=("Tuntas", "Bantuan"))
    marked = list(zip(ascii_uppercase, answers, strict=False))
    pages = [
        tuple(block for letter, one in marked[start : start + ON_A_PAGE] for block in _answered(f"{letter}.", one))
        for start in range(0, len(marked), ON_A_PAGE)
    ]
    side = (f"Tuntas {version}", f"disusun {long_date(day(at).isoformat())}")
    first: tuple[Block, ...] = (
        HandoutHead("PANDUAN TUNTAS", f"untuk {role.label}", side),
        Heading(1, "", "Isi"),
        NumberedList(tuple(one.question for one in answers), "-", ragged=True),
    )
    sections = tuple(_page((*first, *blocks) if not n else blocks, foot) for n, blocks in enumerate(pages))
    return Report(KIND, title, sections, stamp(_morning(at)), told=told)


def _page(blocks: tuple[Block, ...], foot: str) -> Section:
    return Section(blocks, margins=HANDOUT_MARGINS, numbering="of", foot=foot, handout=True)


def _answered(marker: str, one: Answer) -> list[Block]:
    width = measures.half_of(measures.text_width(Section((), margins=HANDOUT_MARGINS)))
    steps = NumberedList(one.steps, ragged=True, bold=one.words)
    return [
        Heading(1, marker, one.question),
        Halves((steps,), (Picture(named()[one.picture], one.alt, width),)),
    ]


def _morning(at: datetime) -> datetime:
    return at.astimezone(WIB).replace(hour=0, minute=0, second=0, microsecond=0)
