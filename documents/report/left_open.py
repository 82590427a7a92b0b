"""What of a paper is not known yet and would be printed as a dotted line, or not at all: told before it is issued.

It is read from the paper itself, so that no kind has to say it, and what is told is what is blank on the sheet.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from documents.report.blocks import Block, Letterhead, Meta, Paragraph, Report, SignatureBlock, Signer, Title
from documents.report.language import enumerated

OFFICE, RECORD, PEN = "kantor", "isi", "tangan"
BY_WHO_SAT_THERE = ("notula",)  # kinds whose signers led a rakor or wrote it down: no office knows them by name
SHOWN = 4  # words before and behind what is dotted
_DOTTED, BLANK = re.compile(r"\.{10,}"), "…"
_CLAUSE = re.compile(r"(?<=[,;:])\s+|(?<=[a-z)…]\.)\s+(?=[A-Z])")


@dataclass(frozen=True)
class Gap:
    """``where`` it is filled in: with the office (its letterhead, its signers), with what the paper tells of, or with
    the pen."""

    where: str
    words: str


def left_open(report: Report) -> list[Gap]:
    """In the order of the paper, each once."""
    where = PEN if report.kind in BY_WHO_SAT_THERE else OFFICE
    found = (gap for section in report.sections for block in section.each for gap in _of(block, where))
    return list(dict.fromkeys(found))


def _of(block: Block, where: str) -> Iterator[Gap]:
    if isinstance(block, Letterhead) and not block.address and block.own is None:
        yield Gap(OFFICE, "alamat pada kop")
    elif isinstance(block, SignatureBlock):
        for signer in block.signers:
            yield from _of_signer(signer, where)
    elif isinstance(block, Meta):
        yield from (Gap(RECORD, label.lower()) for label, values in block.rows if any(map(_DOTTED.search, values)))
    elif isinstance(block, Title) and _DOTTED.search(block.number):
        yield Gap(PEN, "nomor")
    elif isinstance(block, Paragraph) and block.variant != "note" and _DOTTED.search(block.text):
        clauses = _CLAUSE.split(_DOTTED.sub(BLANK, block.text))
        yield from (Gap(RECORD, _whole(clause)) for clause in clauses if BLANK in clause)


def _whole(clause: str) -> str:
    """What is blank with all of its clause, however many blanks that has; of a long one the words round them."""
    words = clause.strip(" ,;:").split()
    blanks = [at for at, word in enumerate(words) if BLANK in word]
    first, last = max(blanks[0] - SHOWN, 0), blanks[-1] + 1 + SHOWN
    if words == [BLANK]:
        return "sebuah baris"
    return f"“{'… ' if first else ''}{' '.join(words[first:last])}{' …' if last < len(words) else ''}”"


def _of_signer(signer: Signer, where: str) -> Iterator[Gap]:
    wanted = (
        ("nama", not signer.name), ("pangkat", signer.rank_line and not signer.rank),
        ("NIP", signer.nip_line and not signer.nip),
    )  # fmt: skip
    lacking = [word for word, blank in wanted if blank]
    if lacking:
        who = " ".join(signer.office).rstrip(",")
        yield Gap(where, f"{enumerated(lacking)} penanda tangan ({who})")
