"""Measures that both writers share: sheets, indents and widths, in millimetres."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from documents.report.blocks import Block, Font, Halves, Meta, Report, Row, Section, SignatureBlock, Table
from documents.report.boxes import Form
from documents.report.fonts import width_of
from documents.report.handouts import HandoutHead

TEMPLATES = Path(__file__).resolve().parent.parent.parent / "templates" / "documents"
PAPERS = {"A4": (210, 297), "F4": (215, 330), "F4-210": (210, 330)}
INDENTS = (0, 8, 15, 22)  # where a text of level 0, 1, 2 stands; a list item of level n has its text at n + 1
FIRST_LINE = 12.5
LABELS = {"plain": 25, "letter": 25, "wide": 36, "long": 40, "two-column": 30}
DATE = (58, 95)  # narrowest and widest column of place and date of a letter
SHORT = 60  # characters that no column makes a tall row of
BEFORE_COLON = 1.2  # least between the longest word of a label and its colon
COLON = 4  # column of the colon between label and value
HANG = 9  # "a.n." hangs to the left of the office
BESIDE = 4  # between two signatures
BETWEEN_HALVES = 4
UNDER_HALVES = 4  # pt under a table in a half
EMBLEM = (18, 22)
EMBLEM_COLUMN = 20
FRAME = (77, 57.75)  # of a photo
FRAME_GAP = 6
MARK_BOX = 26
QR = 11.5
TURNED = 34  # height of a head that is read from below
INSET = 4  # a label under the one before it
SLIP = (126.5, 9, 13)  # height of a slip, of what is cut off below it, and above the next
GRID = {  # of a table: size and pitch of its letters in points, mm above and beside a text
    ("normal", "Arial"): (10, 12.8, 1.5, 1.8),
    ("small", "Arial"): (9, 11.2, 1.3, 1.5),
    ("close", "Arial"): (9, 11.2, 0.8, 1.5),
    ("normal", "Bookman Old Style"): (9, 12, 1.5, 1.8),
    ("small", "Bookman Old Style"): (8, 10.6, 1.3, 1.5),
    ("close", "Bookman Old Style"): (8, 10.6, 0.8, 1.5),
}
FORM = (1.3, 1.5)  # mm above and beside a text in a form
HEAD_SIDE = 0.8  # mm beside the text of a head
TIGHT = (0.6, 1.5)  # mm above and beside the text of a small table on a compact sheet
AT_HAND = (0.85, 1.5)  # and on a handout
HANDOUT_PITCH = 13.4  # pt
HEAD_SIDE_BOX = 56  # mm at the right of the head of a handout
EDGE_HEADS = {1: (10.5, 10, 4.5), 2: (11, 11.5, 5)}  # of a handout, by level: size, and points above and under it
SMALL = 7.5  # pt, of what is said in passing in a small table
PENNED, TICKED, LINED = 14, 8, 4  # pt, of an empty box for a pen, of the tick in one, of the dots of a fine line


@dataclass(frozen=True)
class Step:
    """How close a paper is set, so that no page holds only a closing and a signature: space to sign and above it in
    mm, pitch of text and space above and below a heading "A." in points, mm above the copies. In the place of the space
    to sign the box of a certified signature, across and down, and what is free above and below it, in mm."""

    sign: float
    above: float
    pitch: float
    head: tuple[float, float]
    copies: float
    box: tuple[float, float]
    round_box: float
    cells: float = 0  # mm less above and under a text in a table; what is set small stays
    small: float = 0  # the same on sheets that are set small, half of it in tight tables, and in forms
    under: float = 10  # points under a table or form


@dataclass(frozen=True)
class Letters:
    """Points of running text, of heads and points of a list, and of notes; 0 where they are as their styles say."""

    text: float = 0
    points: float = 0
    note: float = 0


FULL, SMALLER, HANDOUT = Letters(), Letters(10, 9.5, 8), Letters(10.5, 10.5)
STEPS = (
    Step(20, 6, 15.9, (12, 5), 8, (66, 26), 2),
    Step(18, 3.4, 15.9, (12, 5), 8, (63, 23), 1.5),
    Step(18, 3.4, 15, (12, 5), 8, (63, 23), 1.5),
    Step(16, 3.4, 14.4, (8, 4), 5, (60, 20), 1),
    Step(16, 3.4, 14.4, (8, 4), 5, (60, 20), 1, 0.4),
    Step(16, 3.4, 14.4, (8, 4), 5, (60, 20), 1, 0.4, 0.4, 4),
)
# A handout has one page where it can, and is signed by hand: as many steps, of which only the air changes.
HANDOUT_STEPS = tuple(
    replace(STEPS[0], sign=sign, above=above, cells=cells)
    for sign, above, cells in ((18, 6, 0), (16, 4, 0), (15, 3.4, 0), (15, 2.5, 0.1), (15, 2, 0.2), (15, 2, 0.3))
)


def step_of(report: Report) -> Step:
    """The step at which it is set, or the first while that is not decided."""
    return steps_of(report.sections)[max(report.step, 0)]


def steps_of(sections: Sequence[Section]) -> Sequence[Step]:
    """Those by which a paper of these is set."""
    return HANDOUT_STEPS if any(section.handout for section in sections) else STEPS


def sheet(section: Section) -> tuple[int, int]:
    """Width and height of the paper as it lies."""
    width, height = section.size or PAPERS[section.paper]
    return (height, width) if section.landscape else (width, height)


def set_small(section: Section) -> bool:
    """Whether its running text is set smaller."""
    return section.landscape or section.compact or section.handout


def letters(section: Section) -> Letters:
    return HANDOUT if section.handout else SMALLER if set_small(section) else FULL


def text_height(section: Section) -> float:
    top, _, bottom, _ = section.margins
    return sheet(section)[1] - top - bottom


def text_width(section: Section) -> float:
    _, right, _, left = section.margins
    return sheet(section)[0] - right - left


def fitted(section: Section) -> Section:
    """Every table and form as wide as the text, or the half that it stands in: its columns keep their shares."""
    return replace(section, blocks=tuple(_fitted(block, text_width(section)) for block in section.blocks))


def _fitted(block: Block, across: float) -> Block:
    if isinstance(block, Halves):
        half = half_of(across)
        left, right = (tuple(_fitted(one, half) for one in side) for side in (block.left, block.right))
        return Halves(left, right)
    if isinstance(block, Form):
        room, width = across - INDENTS[block.level], sum(block.widths)
        return replace(block, widths=tuple(round(one * room / width, 2) for one in block.widths))
    if not isinstance(block, Table) or not block.columns:
        return block
    room, width = across - INDENTS[block.level], sum(column.width for column in block.columns)
    if abs(room - width) < 0.01:
        return block
    columns = tuple(replace(column, width=round(column.width * room / width, 2)) for column in block.columns)
    return replace(block, columns=columns)


def head_side(block: HandoutHead, face: str) -> float:
    """How wide the side of a handout's head is: its box, or its longest line in the bold ``face``."""
    return HEAD_SIDE_BOX if block.boxed else max((width_of(line, 10.5, face) for line in block.side), default=0) + 1


def half_of(across: float) -> float:
    return (across - BETWEEN_HALVES) / 2


def photo_frame(section: Section) -> tuple[float, float]:
    """Of one of two photos side by side: the usual one, or smaller where the margins leave less room."""
    width = min(FRAME[0], (text_width(section) - FRAME_GAP) / 2)
    return width, round(width * FRAME[1] / FRAME[0], 2)


def signature_columns(section: Section, signers: int) -> list[float]:
    """Widths of the blank and the signature of one signer, or of the left and the right signature of two."""
    width = text_width(section)
    if section.landscape:
        edge = float(width - 84 if signers == 1 else width - 96)
    else:
        edge = width / 2 if signers > 1 else min(86 if section.paper == "A4" else 90, width - 70)
    return [edge, width - edge]


def sign_box(section: Section, block: SignatureBlock, step: Step) -> tuple[float, float]:
    """Width and height of the box for a certified signature; narrower only where two stand between wide margins."""
    if len(block.signers) == 1:
        return step.box
    column = signature_columns(section, 2)[0] - BESIDE - (HANG if any(one.mode for one in block.signers) else 0)
    return min(step.box[0], column), step.box[1]


def meta_columns(meta: Meta, width: float, name: str) -> list[float]:
    """Widths of label, colon and value (twice for ``two-column``), and of the date of a letter, set in a face."""
    least = LABELS[meta.variant]
    words = (width_of(word, 12, name) + BEFORE_COLON for label, _ in meta.rows for word in label.split(" "))
    label = max((least, *(mm for mm in words if mm < least * 1.3)))
    width -= INDENTS[meta.level]
    if meta.variant == "two-column":
        left = round(width * 0.525, 1)  # names of meetings are longer than what stands at the right
        return [label, COLON, left - label - COLON, label, COLON, width - left - label - COLON]
    date = [min(max(DATE[0], width_of(meta.date) + 2), DATE[1])] if meta.date else []
    return [label, COLON, width - label - COLON - sum(date), *date]


def grid(table: Table, section: Section, font: Font, step: Step = STEPS[0]) -> tuple[float, float, float, float]:
    """Size and pitch of its letters in points, and the mm above and beside a text in a cell."""
    size, pitch, above, beside = GRID[table.size, font]
    if section.handout and table.size == "small":
        return size, pitch, round(AT_HAND[0] - step.cells, 2), AT_HAND[1]
    if section.compact and table.size == "small":
        return size, pitch, round(TIGHT[0] - step.small / 2, 2), TIGHT[1]
    return size, pitch, round(above - (step.small if set_small(section) else step.cells), 2), beside


def is_tall(table: Table, row: Row, height: float) -> bool:
    """Whether a row comes to more than half of a text area of ``height`` mm.

    Kept whole it would leave half a page empty, and one that fits on no page loses its head (WeasyPrint 2679).
    """
    return _height(table, row) > height / 2


def is_paired(table: Table, at: int, height: float) -> bool:
    """Whether a row stays with the next so that a page has two of the table where it begins or ends; a group begins
    anew. Two that come to half of a text area of ``height`` mm part: together they leave it empty, or lose their head.
    """
    pair, opening = table.rows[at : at + 2], int(table.rows[0].kind == "group")
    if not table.paired or len(pair) < 2 or pair[1].kind == "group":
        return False
    return at in (0, opening, len(table.rows) - 2) and sum(_height(table, row) for row in pair) <= height / 2


def _height(table: Table, row: Row) -> float:
    """What the long texts of a row come to, about, in mm."""
    size, pitch, _, beside = GRID[table.size, "Arial"]
    lines = 0.0
    for column, text in zip(table.columns, row.cells, strict=False):
        if len(text) > SHORT:
            across = max(column.width - 2 * beside, 1)
            told = sum(max(1, width_of(line, size) / across * 1.1) for line in text.split("\n"))
            lines = max(lines, told)
    return lines * pitch / 72 * 25.4


def annex_width(section: Section) -> int:
    return 122 if section.landscape else 92
