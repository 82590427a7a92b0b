"""The Panduan of a role: what *Bantuan* answers, to be read on paper. It is no naskah: no number, code or signature."""

from __future__ import annotations

from datetime import datetime
from string import ascii_uppercase

from documents.report import measures
from documents.report.blocks import Block, Halves, Heading, NumberedList, Paragraph, Report, Section
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
CONTENTS = (
    "Panduan ini menjawab pertanyaan yang sama dengan halaman Bantuan. Kata di antara tanda petik tertulis persis "
    "begitu pada halamannya."
)


def panduan(role: Role, at: datetime, version: str) -> Report:
    """The same on one day for the same role, and then the same bytes. ``version`` is that of Tuntas."""
    answers = guide.answers(role)
    head = HandoutHead(
        "PANDUAN TUNTAS", f"untuk {role.label}", (f"Tuntas {version}", f"disusun {long_date(day(at).isoformat())}")
    )
    blocks: list[Block] = [
        head,
        Heading(1, "", "Isi"),
        NumberedList(tuple(one.question for one in answers), "-", ragged=True),
        Paragraph(CONTENTS, ragged=True),
    ]
    for letter, one in zip(ascii_uppercase, answers, strict=False):
        blocks += _answered(f"{letter}.", one)
    foot = f"Panduan Tuntas untuk {role.label}. Bukan naskah dinas."
    section = Section(tuple(blocks), margins=HANDOUT_MARGINS, numbering="of", foot=foot, handout=True)
    told = Told(subject=f"Panduan untuk {role.label}", keywords=("Tuntas", "Bantuan"))
    return Report(KIND, f"Panduan Tuntas untuk {role.label}", (section,), stamp(_morning(at)), told=told)


def _answered(marker: str, one: Answer) -> list[Block]:
    width = measures.half_of(measures.text_width(Section((), margins=HANDOUT_MARGINS)))
    steps = NumberedList(one.steps, ragged=True, bold=one.words)
    return [
        Heading(1, marker, one.question),
        Halves((steps,), (Picture(named()[one.picture], one.alt, width),)),
    ]


def _morning(at: datetime) -> datetime:
    return at.astimezone(WIB).replace(hour=0, minute=0, second=0, microsecond=0)
