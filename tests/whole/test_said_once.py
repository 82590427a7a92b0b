"""No paper says a sentence twice: neither one that somebody typed nor one of its own.

A letter and the report behind it are two papers. A table may repeat what another one has (the body and its annex),
never what the running text says; only one that shows what changed sets it beside what was before.
"""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from documents.report.blocks import Block, Meta, NumberedList, Paragraph, Report, Table
from documents.report.fonts import prepared
from documents.report.language import in_words
from tests.world import papers, plain_lines

SENTENCES = {
    "rakor": ("purpose", "agenda"), "outcome": ("text",), "plan": ("action", "indicator", "target", "remarks"),
    "direction": ("text",), "progress": ("text", "obstacle", "solution"), "reason": ("reason",),
}  # fmt: skip
SHORTEST = 7  # words of what counts as a sentence


class Fresh(Mapping[str, Mapping[str, Any]]):
    """Words of an office that are others each time that they are asked for."""

    def __init__(self) -> None:
        self.base, self.texts = {**papers.typed(), "evidence": {"caption": "Foto rapat"}}, []

    def __getitem__(self, kind: str) -> Mapping[str, Any]:
        return {**self.base[kind], **{name: self._new() for name in SENTENCES.get(kind, ())}}

    def __iter__(self) -> Iterator[str]:
        return iter(self.base)

    def __len__(self) -> int:
        return len(self.base)

    def _new(self) -> str:
        self.texts.append(f"uraian yang {in_words(len(self.texts) + 1)} tidak sama dengan uraian mana pun")
        return self.texts[-1].capitalize()


@pytest.fixture(scope="module")
def desk() -> Iterator[papers.Desk]:
    with tempfile.TemporaryDirectory(prefix="tuntas-once-") as folder:
        desk = papers.desk(Path(folder) / "desk", Fresh())
        yield desk
        desk.store.close()


@pytest.mark.parametrize("kind", papers.PAPERS)
def test_no_sentence_stands_twice(desk: papers.Desk, kind: str) -> None:
    for part in _parts(prepared(papers.content(desk, kind))):
        running = [text for block in part for text in _running(block)]
        assert not _twice(running)
        for table in (block for block in part if isinstance(block, Table)):
            cells = [cell for row in table.rows for cell in row.cells]
            assert not _twice(cells if table.description.startswith("Perubahan") else [*running, *cells])


def _parts(report: Report) -> list[list[Block]]:
    """The blocks of the letter, if there is one, and of the rest."""
    letters = 1 if report.kind == "laporan" and len(report.sections) > 2 else 0
    parts = report.sections[:letters], report.sections[letters:]
    return [[block for section in part for block in section.blocks] for part in parts]


def _running(block: Block) -> list[str]:
    return list(plain_lines.BLOCKS[type(block).__name__](block)) if isinstance(block, SAYING) else []


SAYING = (Paragraph, NumberedList, Meta)


def _twice(texts: list[str]) -> set[str]:
    """Typed sentences, and clauses of whatever words, that are among the texts more than once."""
    everything = " | ".join(" ".join(text.split()).casefold() for text in texts)
    clauses = [clause.strip(" .;:") for clause in re.split(r"[.;:“”|]\s", everything)]
    long = [clause for clause in clauses if len(re.findall(r"\w+", clause)) >= SHORTEST]
    typed = re.findall(r"uraian yang [a-z ]+? tidak sama", everything)
    return {one for found in (long, typed) for one in found if found.count(one) > 1}


def test_what_is_said_twice_is_found() -> None:
    typed = "uraian yang dua tidak sama dengan uraian mana pun"
    assert _twice([f"Menurut catatan: {typed}.", f"{typed.capitalize()} (100%)."])
    assert _twice(["Satu dua tiga empat lima enam tujuh.", "Satu dua tiga empat lima enam tujuh."])
    assert not _twice([f"{typed}.", typed.replace("dua", "tiga"), "Pendek saja.", "Pendek saja."])
