"""An office's own Word letterhead: reduced when it comes in, and the ground on which a Word document is then written.

Kept are headers, footers, the first section's properties, styles, lists and theme. The body, the settings, the author
and whatever else travels in such a file stay outside.
"""

from __future__ import annotations

import io
from collections.abc import Callable
from copy import deepcopy
from typing import Any

import docx

from documents.report.measures import TEMPLATES
from documents.word.elements import NS, W, w
from documents.word.letterhead_in import BROKEN, Refused, look_through
from documents.word.package import same_bytes

_KEPT = ("styles", "numbering", "theme", "settings")
_SECTION = [f"{W}{name}" for name in ("headerReference", "footerReference", "pgSz", "pgMar", "pgBorders", "titlePg")]
_UNIQUE = {"paraId", "textId", "rsidR", "rsidRDefault", "rsidP", "rsidRPr", "rsidTr"}
_LOOSE = [
    f"{W}{name}"
    for name in ("bookmarkStart", "bookmarkEnd", "commentRangeStart", "commentRangeEnd", "proofErr", "dataBinding")
]
RID = f"{{{NS['r']}}}id"
MadeAnew = Callable[[bytes, str], bytes]  # of a picture and its name


def reduced(content: bytes, made_anew: MadeAnew = lambda picture, name: picture) -> bytes:
    """The letterhead as it is kept: a Word file without text, its pictures ``made_anew``. The same upload gives the
    same bytes.

    Raises ``Refused`` with a sentence, for the most part before python-docx has seen the file.
    """
    look_through(content)
    try:
        document = docx.Document(io.BytesIO(content))
        _empty(document)
        _cut_relations(document)
        _redraw(document, made_anew)
        _complete(document)
        out = io.BytesIO()
        document.save(out)
    except Refused:
        raise
    except Exception as broken:  # a hostile package breaks its reader in every way there is
        raise Refused(BROKEN) from broken
    return same_bytes(out)


def has_kop(content: bytes) -> bool:
    """Whether the head of its first page says or shows anything."""
    return _says(heads(docx.Document(io.BytesIO(content)))["header", True])


def heads(document: Any) -> dict[tuple[str, bool], Any]:
    """The parts that run along: ("header" or "footer", first page or later) -> part or None.

    One that is made for every page is the letterhead of page 1; as a footer it stands on the later pages as well.
    """
    settings = document.element.body[-1]
    own_first = settings.find(f"{W}titlePg") is not None
    parts = {
        (str(ref.tag).removeprefix(W).removesuffix("Reference"), ref.get(f"{W}type", "default")): ref.get(RID)
        for ref in settings.iter(f"{W}headerReference", f"{W}footerReference")
    }
    found: dict[tuple[str, bool], Any] = {}
    for kind in ("header", "footer"):
        first, later = parts.get((kind, "first")), parts.get((kind, "default"))
        chosen = (first, later) if own_first else (later, later if kind == "footer" else None)
        for is_first, ident in zip((True, False), chosen, strict=True):
            found[kind, is_first] = document.part.rels[ident].target_part if ident else None
    return found


def _says(part: Any) -> bool:
    if part is None:
        return False
    shows = any(True for _ in part.element.iter(f"{W}drawing", f"{W}pict"))
    return shows or any((text.text or "").strip() for text in part.element.iter(f"{W}t"))


def _empty(document: Any) -> None:
    """No body but the first section's properties; settings as we make them."""
    body = document.element.body
    first = next(body.iter(f"{W}sectPr"), None)
    kept = deepcopy(first) if first is not None else w("sectPr")
    for child in list(kept):
        if child.tag not in _SECTION:
            kept.remove(child)
    body[:] = [kept]
    settings = document.part._settings_part
    settings._element = _base().part._settings_part.element
    for ident in list(settings.rels):
        del settings.rels[ident]


def _base() -> Any:
    return docx.Document(str(TEMPLATES / "base.docx"))


def _cut_relations(document: Any) -> None:
    """Of all parts only those stay that a letterhead is made of; author, company and the like go."""
    named = {ref.get(RID) for ref in document.element.body.iter(f"{W}headerReference", f"{W}footerReference")}
    rels = document.part.rels
    for ident in list(rels):
        kind = rels[ident].reltype.rsplit("/", 1)[-1]
        if kind not in _KEPT and not (kind in ("header", "footer") and ident in named):
            del rels[ident]
    for ident in named:
        _tidy(rels[ident].target_part)
    package = document.part.package.rels
    for ident in list(package):
        if not package[ident].reltype.endswith("/officeDocument"):
            del package[ident]


def _redraw(document: Any, made_anew: MadeAnew) -> None:
    """Photos and pictures are made anew from their pixels: what else such a file carried stays outside."""
    for part in document.part.package.iter_parts():
        if part.partname.ext.lower() in ("png", "jpg", "jpeg"):
            part._blob = made_anew(part.blob, part.partname.filename)


def _complete(document: Any) -> None:
    """Our table of fonts, which embeds none; and a theme, without which a Word file is not valid."""
    for relation in _base().part.rels.values():
        kind = relation.reltype.rsplit("/", 1)[-1]
        there = any(own.reltype == relation.reltype for own in document.part.rels.values())
        if kind in ("fontTable", "theme") and not there:
            document.part.relate_to(relation.target_part, relation.reltype)


def _tidy(part: Any) -> None:
    """A head is copied into several parts later: what must be unique in a file goes, and what leads nowhere."""
    for element in list(part.element.iter(*_LOOSE)):
        element.getparent().remove(element)
    for element in part.element.iter("{*}*"):
        for key in [key for key in element.attrib if key.rsplit("}", 1)[-1] in _UNIQUE]:
            del element.attrib[key]
    for ident in list(part.rels):
        if part.rels[ident].reltype.rsplit("/", 1)[-1] not in ("image", "hyperlink"):
            del part.rels[ident]
