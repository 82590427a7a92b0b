"""What WeasyPrint leaves undone for PDF/A-3a and PDF/UA-1, done to its finished file; and an /ID of the content."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

import pikepdf
import pydyf

_UA = """<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/"><pdfuaid:part>1</pdfuaid:part>\
</rdf:Description><rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/" \
xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">\
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource"><pdfaSchema:schema>PDF/UA identification\
</pdfaSchema:schema><pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>\
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix><pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">\
<pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer</pdfaProperty:valueType>\
<pdfaProperty:category>internal</pdfaProperty:category>\
<pdfaProperty:description>Part of PDF/UA</pdfaProperty:description>\
</rdf:li></rdf:Seq></pdfaSchema:property></rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>"""


def prepare(pdf: Any) -> None:
    """A finisher of WeasyPrint: what is said to the file before it is written, since its objects are at hand then."""
    for entry in pdf.objects:
        if isinstance(entry, pydyf.Stream):
            entry.extra.pop("Interpolate", None)  # PDF/A forbids it; WeasyPrint asks for it in every picture
        elif isinstance(entry, pydyf.Dictionary) and entry.get("S") == "/Table":
            _tag_table(pdf, entry)


def finished(raw: bytes) -> bytes:
    """The conforming file; the same input gives the same bytes."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(raw)) as pdf:
        _attach_once(pdf)
        _declare_ua(pdf)
        pdf.save(
            out,
            deterministic_id=True,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
            compress_streams=True,
            recompress_flate=False,
        )
    return out.getvalue()


def _attach_once(pdf: pikepdf.Pdf) -> None:
    """WeasyPrint 70 lists each attachment twice."""
    files = {entry.objgen: entry for entry in pdf.Root.get("/AF", [])}
    pdf.Root.AF = pikepdf.Array(files.values())


def _declare_ua(pdf: pikepdf.Pdf) -> None:
    xmp = pdf.Root.Metadata.read_bytes().decode()
    pdf.Root.Metadata.write(xmp.replace("</rdf:RDF>", f"{_UA}</rdf:RDF>").encode())


def _tag_table(pdf: Any, table: Any) -> None:
    """Heads say what they are the head of; a table without heads only arranges things, and is none to a reader."""
    cells = list(_inner(pdf, table))
    heads = [cell for cell in cells if cell["S"] == "/TH"]
    for cell in heads:
        column = _object(pdf, _object(pdf, cell["P"])["P"])["S"] == "/THead"
        cell["A"] = pydyf.Dictionary({**cell.get("A", {}), "O": "/Table", "Scope": "/Column" if column else "/Row"})
    for cell in () if heads else (table, *cells):
        if cell["S"] in _TABLE:
            cell["S"] = "/Div"
            cell.pop("A", None)


_TABLE = ("/Table", "/TBody", "/TR", "/TD")


def _inner(pdf: Any, element: Any) -> Iterator[Any]:
    """The structure elements inside one."""
    for kid in element["K"]:
        found = _object(pdf, kid) if isinstance(kid, bytes) else None
        if isinstance(found, pydyf.Dictionary) and "S" in found:
            yield found
            yield from _inner(pdf, found)


def _object(pdf: Any, reference: bytes) -> Any:
    return pdf.objects[int(reference.split()[0])]
