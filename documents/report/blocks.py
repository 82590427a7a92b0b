"""The neutral content of a document: what it says, in order, without a word about how it looks.

A ``Report`` is made by a file of ``compose/``, frozen as plain data (``frozen.py``), and written by ``word.py``
and ``pdf.py``, which know nothing else. Blocks name roles, never styles.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal, get_args

from documents.report.boxes import Form, Ruled, Slip
from documents.report.charts import Drawn
from documents.report.frozen_lists import ListBehind
from documents.report.handouts import HandoutHead
from documents.report.joint_head import JointHead
from documents.report.key_figures import Figures, Legend, PageFoot
from documents.report.own_kop import OwnKop
from documents.report.photographs import Photos, Picture
from documents.report.sign_field import SignField
from documents.report.told import Told

Align = Literal["left", "center", "right"]
Paper = Literal["A4", "F4", "F4-210"]
Mark = Literal["", "DRAF", "PRATINJAU", "CONTOH", "DICABUT", "DIGANTI"]
Font = Literal["Arial", "Bookman Old Style"]


@dataclass(frozen=True)
class Letterhead:
    """Kop of page 1. ``rule`` is the line under it: "satu", or "ganda" (thick and thin); "" goes by ``identity``. Of an
    office with a kop of its ``own`` both files show that, and ``lines`` are what it says."""

    identity: Literal["dinas", "lkks"]
    lines: tuple[str, ...]  # 12 pt lines; the last one is the office: bold and larger
    address: tuple[str, ...] = ()  # 9 pt lines
    emblem: str = ""  # sha256 of a stored picture, or nothing
    rule: Literal["", "satu", "ganda"] = ""
    own: OwnKop | None = None

    @property
    def double(self) -> bool:
        return self.rule == "ganda" or (not self.rule and self.identity == "lkks")


@dataclass(frozen=True)
class Title:
    """Centred capitals; ``number`` is the text of the line under it ("NOMOR 400…/2023") or nothing."""

    lines: tuple[str, ...]
    number: str = ""
    spaced: bool = False  # NOTA DINAS, NOTULA


@dataclass(frozen=True)
class Meta:
    """Label : value rows. A value of several items is numbered when ``numbered`` says so; no items, no colon.

    Variants: ``plain`` (nota dinas head, identity), ``wide`` (36 mm labels), ``long`` (40 mm), ``two-column`` (rows go
    left, right, left, right), ``letter`` (Nomor/Sifat/Lampiran/Hal with ``date`` at the right of the first row).
    Labels named in ``inset`` stand under the one before them.
    """

    rows: tuple[tuple[str, tuple[str, ...]], ...]
    variant: Literal["plain", "wide", "long", "two-column", "letter"] = "plain"
    date: str = ""
    bold_last: bool = False  # Hal of a nota dinas
    numbered: bool = True
    level: int = 0  # 1 under a heading "A.", 2 under a heading "1."
    inset: tuple[str, ...] = ()
    bold: tuple[str, ...] = ()  # as of Paragraph


@dataclass(frozen=True)
class Address:
    """Yth. … di … of a letter."""

    lines: tuple[str, ...]


@dataclass(frozen=True)
class Rule:
    """A thin line over the text width."""


@dataclass(frozen=True)
class Heading:
    """Level 1: marker "A." and capitals. Level 2: marker "1."."""

    level: Literal[1, 2]
    marker: str
    text: str


@dataclass(frozen=True)
class Paragraph:
    """``indent``: first line in; ``flush``, ``centred``; ``closing``: left-aligned, first line in, ``closing-flush``
    not in; ``lead-in``: stays with what follows; ``note``: small, under a table; ``caption``: over a table. ``level``
    0-2 shifts it under a heading or list. A ``ragged`` one is not justified (``ragged.py``). Words of it that are
    ``bold`` stand out.
    """

    text: str
    variant: Literal["indent", "flush", "centred", "closing", "closing-flush", "lead-in", "note", "caption"] = "flush"
    level: int = 0
    ragged: bool = False
    bold: tuple[str, ...] = ()


@dataclass(frozen=True)
class NumberedList:
    """Hanging items; ``marker`` gives their kind: "1.", "a.", "-".

    ``start`` is the number of the first item: a list broken off for its points a, b goes on with "3.". ``ragged``: of
    names and numbers, whose lines are left as long as they are; so are those of the items (from 0) that are ``torn``.
    """

    items: tuple[str, ...]
    marker: Literal["1.", "a.", "-"] = "1."
    level: int = 0
    start: int = 1
    ragged: bool = False
    torn: tuple[int, ...] = ()
    bold: tuple[str, ...] = ()  # as of Paragraph


@dataclass(frozen=True)
class Column:
    """``turned``: its head is read from below, so that the column can be narrow. Neighbours that have the same word
    ``over`` their heads share that one above them. A ``heavy`` line stands before what is another matter."""

    head: str
    width: float  # mm
    align: Align = "left"
    turned: bool = False
    over: str = ""
    heavy: bool = False


@dataclass(frozen=True)
class Row:
    """``kind``: an ordinary row, a group's head, or the total, which may have fewer cells than the table has columns:
    their first cell then spans the rest. ``accents`` say, cell by cell, what stands out and why, in words of
    ``accents`` parted by blanks; a group has none."""

    cells: tuple[str, ...]
    kind: Literal["row", "group", "total"] = "row"
    accents: tuple[str, ...] = ()


@dataclass(frozen=True)
class Table:
    """``description`` is the alternative text. ``column_numbers`` prints the (1)(2)… row of an RTL matrix.

    A small group of rows stays on one page, unless the table is ``parted``. ``least`` is how high (mm) each row is at
    least, to be filled in by hand. A "close" one is a small one with less air, on a letter that has to stay on a page.
    Of a ``paired`` one, as all new ones are, no page has a single row where it begins or ends.
    """

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    description: str
    size: Literal["small", "close", "normal"] = "normal"
    column_numbers: bool = False
    level: int = 0  # as of Meta
    parted: bool = False
    least: float = 0
    paired: bool = False


@dataclass(frozen=True)
class Signer:
    """One who signs. An empty ``name`` is a dotted line; an empty ``nip`` with ``nip_line`` set is "NIP" and dots.

    ``above`` is what stands over the office ("Bireuen, 25 September 2023" or "Mengetahui:"); ``mode`` is "", "a.n.",
    "u.b.", "Plt.", "Plh." or "Pj."; ``office`` are the lines, the last one ends in a comma. ``below`` is a last line.
    """

    office: tuple[str, ...]
    above: str = ""
    mode: str = ""
    name: str = ""
    rank: str = ""
    rank_line: bool = False
    nip: str = ""
    nip_line: bool = False
    below: str = ""  # "Tanggal: 22 September 2023" of an RTL sheet
    place: SignField | None = None  # for a certified signature, instead of the space to sign


@dataclass(frozen=True)
class SignatureBlock:
    """One signer stands at the right, two stand left and right, at ``level`` further in. Kept with the closing
    sentence before it."""

    signers: tuple[Signer, ...]
    level: int = 0


@dataclass(frozen=True)
class CopyList:
    """Tembusan of a letter."""

    items: tuple[str, ...]


@dataclass(frozen=True)
class AnnexHead:
    """LAMPIRAN I / LAPORAN : / NOMOR : / TANGGAL : at the right, the title under it."""

    label: str
    rows: tuple[tuple[str, str], ...]
    title: str


@dataclass(frozen=True)
class Halves:
    """Headings, texts, lists, tables and pictures side by side, on one page. A table is as wide as its half."""

    left: tuple[Block, ...]
    right: tuple[Block, ...]


Block = (
    Letterhead | JointHead | HandoutHead | Title | Meta | Address | Rule | Heading | Paragraph | NumberedList | Table
    | Form | Ruled | Slip | Figures | Legend | PageFoot | Photos | SignatureBlock | CopyList | AnnexHead | Halves
    | Drawn | Picture
)  # fmt: skip


FREE = -2  # as ``Section.turn``


@dataclass(frozen=True)
class Section:
    """Blocks on one kind of paper. ``margins`` are top, right, bottom, left in mm.

    A section that begins with a head opens a paper of its own: pages count from 1 again, and its first page
    has no number but, when the report has a code, the check mark with the QR code.
    """

    blocks: tuple[Block, ...]
    paper: Paper = "A4"
    landscape: bool = False
    margins: tuple[float, float, float, float] = (20, 20, 25, 30)
    numbering: Literal["dash", "of", "none"] = "dash"  # "- 2 -" on top from page 2, or "Halaman 2 dari 6" at the foot
    foot: str = ""  # small text at the left of the foot
    foot_bold: tuple[str, ...] = ()  # words of it that stand out
    foot_first: bool = False  # it stands on the first page, too, under what is beside the QR code
    below: str = ""  # under it, on a line of its own
    size: tuple[int, int] | tuple[()] = ()  # mm, upright, of a letterhead's own sheet; else ``paper`` says it
    compact: bool = False  # much on one sheet: set as small as a landscape one, small tables closer
    handout: bool = False  # no naskah, but a sheet to have at hand (``handouts.py``)
    # The block that begins a new page in both files, where the fitting step found that it does; ``FREE`` where it found
    # that nothing has to be kept with the end; -1 where it found nothing.
    turn: int = -1
    item: int = 0  # of that block, the item, row or letter that begins it; what is before stays where it is

    @property
    def each(self) -> tuple[Block, ...]:
        """Its blocks in the order of reading, also those side by side."""
        return tuple(one for b in self.blocks for one in ((*b.left, *b.right) if isinstance(b, Halves) else (b,)))

    @property
    def opens(self) -> bool:
        return bool(self.blocks) and isinstance(self.blocks[0], Letterhead | JointHead)


@dataclass(frozen=True)
class Report:
    """A whole document. ``created`` is the event's time (ISO, UTC); ``data`` travels inside the PDF as JSON.

    ``mark`` stands in the box at the head of each page, its note beside it; behind the text ``watermark``, or the mark
    again. ``beside`` the QR code stand these lines, not the usual ones. ``letterhead`` is the sha256 of the office's.
    """

    kind: str
    title: str
    sections: tuple[Section, ...]
    created: str
    mark: Mark = ""
    mark_note: str = ""
    code: str = ""  # check code, "ABCD-EFGH-JKLM"; drafts have none
    check_url: str = ""
    font: Font = "Arial"
    letterhead: str = ""  # of papers before both files had one kop: the Word letterhead that their Word begins with
    watermark: Mark = ""
    beside: tuple[str, ...] = ()
    data: dict[str, Any] = field(default_factory=dict)
    lists: tuple[ListBehind, ...] = ()  # with any, the document has an Excel beside Word and PDF
    told: Told = Told()
    step: int = 0  # of ``measures.STEPS``, how close it is set; -1 until that is decided (``pdf/fitting.py``)


BLOCKS: dict[str, type] = {c.__name__: c for c in get_args(Block)}
