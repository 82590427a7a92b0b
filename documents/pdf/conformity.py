"""What WeasyPrint leaves undone for PDF/A-3a and PDF/UA-1, done to its finished file; and an /ID of the content."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

import pikepdf

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


def finished(raw: bytes) -> bytes:
    """The conforming file; the same input gives the same bytes."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(raw)) as pdf:
        _attach_once(pdf)
        _forbid_interpolation(pdf)
        _declare_ua(pdf)
        _tag_tables(pdf)
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


def _forbid_interpolation(pdf: pikepdf.Pdf) -> None:
    """PDF/A does; WeasyPrint asks for it in every picture."""
    for entry in pdf.objects:
        if isinstance(entry, pikepdf.Stream) and "/Interpolate" in entry:
            del entry["/Interpolate"]


def _declare_ua(pdf: pikepdf.Pdf) -> None:
    xmp = pdf.Root.Metadata.read_bytes().decode()
    pdf.Root.Metadata.write(xmp.replace("</rdf:RDF>", f"{_UA}</rdf:RDF>").encode())


def _tag_tables(pdf: pikepdf.Pdf) -> None:
    """Heads say what they are the head of; a table without heads only arranges things, and is none to a reader."""
    for entry in list(pdf.objects):
        if isinstance(entry, pikepdf.Dictionary) and entry.get("/S") == "/Table" and "/K" in entry:
            cells = list(_inner(entry))
            heads = [cell for cell in cells if cell.S == "/TH"]
            for cell in heads:
                column = cell.P.P.S == "/THead"
                cell.A = pikepdf.Dictionary({**dict(cell.get("/A", {})), "/O": pikepdf.Name.Table})
                cell.A.Scope = pikepdf.Name.Column if column else pikepdf.Name.Row
            for cell in () if heads else (entry, *cells):
                if cell.S in _TABLE:
                    cell.S = pikepdf.Name.Div
                    if "/A" in cell:
                        del cell["/A"]


_TABLE = ("/Table", "/TBody", "/TR", "/TD")


def _inner(element: Any) -> Iterator[Any]:
    """The structure elements inside one."""
    for kid in element.get("/K", []) if isinstance(element.get("/K"), pikepdf.Array) else []:
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            yield kid
            yield from _inner(kid)
