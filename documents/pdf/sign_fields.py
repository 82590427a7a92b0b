"""The empty signature fields of a PDF: where the layout left room for one, a form field that a service can sign.

The box and its word are the appearance of the field, so that a visible signature, in their place, covers them; its
word is outlines and no text. What a service searches for is text of the page. To who listens the field has a name.
A preview shows the same box and has no field: nobody is to sign it.
"""

from __future__ import annotations

import functools
import io
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pydyf
from fontTools.pens.basePen import BasePen
from fontTools.pens.transformPen import TransformPen
from fontTools.ttLib import TTFont

from documents.pdf.painted.faces import Faces
from documents.pdf.painted.scene import MM
from documents.pdf.structure import Tree
from documents.report.blocks import Report, Signer
from documents.report.fonts import face, width_of
from documents.report.measures import STEPS
from documents.report.sign_field import GREY, GREY_WORD, LINE, WORD, WORD_INSET, WORD_SIZE, SignField
from documents.report.sign_places import places

POINT = 0.75  # of a pixel
PER_MM = 72 / 25.4
PRINTED = 4  # flag of an annotation
SIGNATURES, APPEND_ONLY = 1, 2  # flags of a form: has fields to sign, and is saved by adding to its end
FACE = "arimo"


@dataclass
class Room:
    """What WeasyPrint takes for a picture: room for a field, and what is searched for in it; in a ``preview`` the box
    itself, for which no field stands."""

    place: SignField
    faces: Faces
    preview: bool

    def get_intrinsic_size(self, *_: object) -> tuple[float, float, float]:
        """Width and height in pixels, and their ratio."""
        width, height = STEPS[0].box
        return width * MM, height * MM, width / height

    def draw(self, stream: Any, width: float, height: float, _style: object) -> None:
        """Called by WeasyPrint where the room's left top corner is the origin."""
        if self.preview:
            drawn = _drawn(width * POINT, height * POINT, self.place)
            stream.stream.append(f"q {1 / POINT:.5f} 0 0 {-1 / POINT:.5f} 0 {height:.4f} cm {' '.join(drawn)} Q")
        if self.place.anchor:
            at = f"1 0 0 -1 {WORD_INSET * MM:.4f} {height - WORD_INSET * MM:.4f}"
            text = self.faces.text(FACE, WORD_SIZE / POINT, self.place.anchor, at, stream)
            stream.stream.append(f"BT {GREY_WORD} g {text} ET")


def rooms(report: Report, faces: Faces) -> dict[str, Room]:
    """What takes the room of each field, by the address that the page has for it."""
    preview = _is_preview(report)
    return {_address(place): Room(place, faces, preview) for _, place in places(report) if place.name}


def _is_preview(report: Report) -> bool:
    return report.mark == "PRATINJAU"


def _address(place: SignField) -> str:
    return f"app:place/{place.name}"


@dataclass(frozen=True)
class Found:
    """On which page a room is, and its edges in points from the lower left corner."""

    page: int
    edges: tuple[float, float, float, float]


def taken_out(report: Report, document: Any) -> dict[str, Found]:
    """Where each field goes; the names by which that was found out of the file."""
    found = {}
    for at, page in enumerate(document.pages):
        for name in [place.name for _, place in places(report) if place.name in page.anchors]:
            left, top, right, bottom = page.anchors.pop(name)
            edges = (left, page.height - bottom, right, page.height - top)
            found[name] = Found(at, tuple(round(edge * POINT, 3) for edge in edges))
    return found


def add(pdf: Any, report: Report, found: Mapping[str, Found]) -> None:
    """Puts the fields into a document whose tags are tidied."""
    if not found:
        return
    tree, fields = Tree(pdf), []
    elements = _elements(tree)
    for signer, place in places(report):
        element = elements[pydyf.String(place.name).data]
        if _is_preview(report):
            element["Alt"] = pydyf.String(_told(signer))
            continue
        field = _field(pdf, signer, place, found[place.name])
        _read_as_field(tree, element, field)
        fields.append(field.reference)
    if fields:
        _put_form(pdf, fields)


def _put_form(pdf: Any, fields: list[Any]) -> None:
    form = {"Fields": pydyf.Array(fields), "SigFlags": SIGNATURES | APPEND_ONLY}
    pdf.catalog["AcroForm"] = pydyf.Dictionary(form)


def _elements(tree: Tree) -> dict[bytes, Any]:
    """Pictures by their words; that of a room has the field's name."""
    return {one["Alt"].data: one for one in tree.inside(tree.document) if one["S"] == "/Figure"}


def _field(pdf: Any, signer: Signer, place: SignField, found: Found) -> Any:
    left, bottom, right, top = found.edges
    page = pdf.objects[int(pdf.page_references[found.page].split()[0])]
    field = pydyf.Dictionary({
        "Type": "/Annot", "Subtype": "/Widget", "FT": "/Sig", "T": pydyf.String(place.name),
        "TU": pydyf.String(_told(signer)), "F": PRINTED, "Rect": pydyf.Array(found.edges), "P": page.reference,
        "AP": pydyf.Dictionary({"N": _appearance(pdf, right - left, top - bottom, place).reference}),
    })  # fmt: skip
    pdf.add_object(field)
    page["Annots"] = pydyf.Array([*page.get("Annots", ()), field.reference])
    return field


def _told(signer: Signer) -> str:
    """ "Tempat tanda tangan elektronik KEPALA DINAS SOSIAL" """
    return " ".join([WORD, signer.mode, *signer.office]).replace("  ", " ").rstrip(",")


def _read_as_field(tree: Tree, element: Any, field: Any) -> None:
    """The room is no picture: it is the field, its one kid, and what is printed in it is not read. Were that kid in an
    array, pyHanko would take a second signature for a change of the first."""
    tree.not_read(element, "/Layout")
    reference = pydyf.Dictionary({"Type": "/OBJR", "Obj": field.reference, "Pg": element["Pg"]})
    tree.pdf.add_object(reference)
    element["S"], element["Alt"], element["K"] = "/Form", field["TU"], reference.reference
    element.pop("A", None)
    field["StructParent"] = len(tree.numbers) // 2
    tree.numbers += [field["StructParent"], element.reference]


def _appearance(pdf: Any, width: float, height: float, place: SignField) -> Any:
    extra = {
        "Type": "/XObject", "Subtype": "/Form", "Resources": pydyf.Dictionary(),
        "BBox": pydyf.Array([0, 0, round(width, 3), round(height, 3)]),
    }  # fmt: skip
    stream = pydyf.Stream(_drawn(width, height, place), extra)
    pdf.add_object(stream)
    return stream


def _drawn(width: float, height: float, place: SignField) -> list[str]:
    """Dashes along the inner edge, and the word at the lower left, after what is searched for; in points."""
    before = f"{place.anchor} " if place.anchor else ""
    across = WORD_INSET + width_of(before, WORD_SIZE) if before else WORD_INSET
    edge = LINE / 2
    return [
        f"{LINE} w {GREY} G [1.5] 0 d {edge} {edge} {width - LINE:.3f} {height - LINE:.3f} re S",
        f"{GREY_WORD} g 1 0 0 1 {across * PER_MM:.3f} {WORD_INSET * PER_MM:.3f} cm {_outlines()} f",
    ]


@functools.cache
def _outlines() -> str:
    """The word as a path, its base line at the origin, in points."""
    with TTFont(io.BytesIO(face(FACE))) as font:
        glyphs, cmap, scale = font.getGlyphSet(), font.getBestCmap(), WORD_SIZE / font["head"].unitsPerEm
        pen, across = _Path(glyphs), 0.0
        for char in WORD:
            glyph = glyphs[cmap[ord(char)]]
            glyph.draw(TransformPen(pen, (scale, 0, 0, scale, across, 0)))
            across += glyph.width * scale
    return " ".join(pen.drawn)


class _Path(BasePen):  # type: ignore[misc]
    """A glyph as operators of a path."""

    def __init__(self, glyphs: Any) -> None:
        super().__init__(glyphs)
        self.drawn: list[str] = []

    def _moveTo(self, at: tuple[float, float]) -> None:
        self.drawn.append(f"{_numbers(at)} m")

    def _lineTo(self, at: tuple[float, float]) -> None:
        self.drawn.append(f"{_numbers(at)} l")

    def _curveToOne(self, *points: tuple[float, float]) -> None:
        self.drawn.append(f"{' '.join(map(_numbers, points))} c")

    def _closePath(self) -> None:
        self.drawn.append("h")


def _numbers(at: tuple[float, float]) -> str:
    return " ".join(f"{value:.2f}".rstrip("0").rstrip(".") for value in at)
