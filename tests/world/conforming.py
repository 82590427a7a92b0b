"""What every paper's files must be, whichever kind it is: the checks that ``test_every_paper.py`` makes of each."""

from __future__ import annotations

import io
import json
import re
import subprocess
import zipfile
from itertools import groupby
from pathlib import Path
from typing import Any

import docx
import pikepdf
from lxml import etree
from openxml_audit import OpenXmlValidator
from pdfua import Severity, validate

from documents.report import measures
from documents.report.blocks import Heading, Report, Table
from documents.report.boxes import Form
from documents.report.fonts import prepared
from documents.report.properties import PROGRAM, properties
from documents.report.shared_heads import head_rows
from documents.word.elements import NS, W
from tests.world import second_reader, tag_tree

FACES = ("Arimo", "Amiri", "TeXGyreBonum")  # what requirements.txt brings
ACTIONS = ("/JavaScript", "/Launch", "/SubmitForm", "/ImportData", "/GoToR", "/GoToE", "/Rendition", "/Named")


def check_pdf(content: bytes, report: Report, path: Path, *meant: str) -> None:
    """PDF/A-3a and PDF/UA-1 in one file, as far as free checkers and our own eyes reach. ``meant`` are what one of them
    warns of, and what is right here."""
    path.write_bytes(content)
    subprocess.run(["qpdf", "--check", path], capture_output=True, check=True)
    found = validate(str(path)).findings
    assert [f.message for f in found if f.severity >= Severity.ERROR] == []
    check_faces(path)
    second_reader.check(path, *meant)
    with pikepdf.open(path) as pdf:
        _check_declared(pdf, report)
        _check_attached(pdf, report)
        tag_tree.check(pdf, report, path)
        for entry in pdf.objects:
            if isinstance(entry, pikepdf.Stream | pikepdf.Dictionary):
                assert "/Interpolate" not in entry
                assert str(entry.get("/S", "")) not in ACTIONS
                assert "/AA" not in entry


def check_faces(path: Path) -> None:
    """Every face is embedded, and is one of ours."""
    told = subprocess.run(["pdffonts", path], capture_output=True, text=True, check=True).stdout.splitlines()[2:]
    assert told
    for line in told:
        assert line.split("+")[1].startswith(FACES), line
        assert line.split()[-5] == "yes", line


def _check_declared(pdf: pikepdf.Pdf, report: Report) -> None:
    root = pdf.Root
    xmp = etree.fromstring(root.Metadata.read_bytes())
    told = {str(e.tag).split("}")[1]: e.text for e in xmp.iter() if "pdfaid" in str(e.tag) or "/pdfua/" in str(e.tag)}
    told |= {key.split("}")[1]: value for e in xmp.iter() for key, value in e.attrib.items() if "/pdfa/ns/id" in key}
    declared = root.Metadata.read_bytes().decode()
    assert "pdfuaid:part>1<" in declared.replace(" ", "")
    assert 'pdfaid:part="3"' in declared or "pdfaid:part>3<" in declared, told
    assert 'pdfaid:conformance="A"' in declared or "pdfaid:conformance>A<" in declared, told
    assert str(root.Lang) == "id"
    assert root.MarkInfo.Marked
    assert root.ViewerPreferences.DisplayDocTitle
    named = properties(prepared(report))
    assert str(pdf.docinfo.Title) == " ".join(named.title.split())
    assert str(pdf.docinfo.get("/Author", "")) == named.author
    assert str(pdf.docinfo.get("/Subject", "")) == named.subject
    assert _words(pdf.docinfo.get("/Keywords", "")) == _words(named.keywords)
    assert root.OutputIntents
    assert "/OpenAction" not in root


def _check_attached(pdf: pikepdf.Pdf, report: Report) -> None:
    """The data travels inside, once."""
    assert len(pdf.Root.AF) == 1
    assert str(pdf.Root.AF[0].AFRelationship) == "/Source"
    assert list(pdf.attachments) == ["tugas.json"]
    assert json.loads(pdf.attachments["tugas.json"].get_file().read_bytes()) == report.data


def _words(text: object) -> list[str]:
    """Keywords, however they are parted."""
    return [word for word in re.split(r"[,;\s]+", str(text)) if word]


def check_word(content: bytes, report: Report, path: Path) -> None:
    """Valid to the schema, accessible, and made of real styles, lists, heads and fields."""
    report = prepared(report)
    path.write_bytes(content)
    assert [str(error) for error in OpenXmlValidator().validate(path).errors] == []
    trees = word_parts(content)
    _check_pictures(trees)
    _check_styles(trees, report)
    _check_tables(trees["word/document.xml"], report)
    _check_properties(content, report)
    fields = "".join(e.text or "" for tree in trees.values() for e in tree.iter(W + "instrText"))
    assert {section.numbering for section in report.sections} == {"none"} or " PAGE " in fields
    assert "of" not in {section.numbering for section in report.sections} or " NUMPAGES " in fields


def _check_properties(content: bytes, report: Report) -> None:
    """The same as the PDF's, and the address where the paper is checked leads there."""
    document, named = docx.Document(io.BytesIO(content)), properties(report)
    core = document.core_properties
    assert (core.title, core.author) == (named.title, named.author or PROGRAM)
    assert (core.subject, core.keywords) == (named.subject, named.keywords)
    links = [rel.target_ref for part in _parts(document) for rel in part.rels.values() if rel.is_external]
    assert set(links) == {report.check_url} - {""}


def _parts(document: Any) -> list[Any]:
    return [document.part, *(r.target_part for r in document.part.rels.values() if not r.is_external)]


def word_parts(content: bytes) -> dict[str, etree._Element]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        names = [name for name in archive.namelist() if name.startswith("word/") and name.endswith(".xml")]
        return {name: etree.fromstring(archive.read(name)) for name in names}


def _check_pictures(trees: dict[str, etree._Element]) -> None:
    pictures = [p for tree in trees.values() for p in tree.iter(f"{{{NS['wp']}}}docPr")]
    ids = [p.get("id") for p in pictures]
    assert len(ids) == len(set(ids))
    assert all(p.get("descr") for p in pictures)


def _check_styles(trees: dict[str, etree._Element], report: Report) -> None:
    styles = trees["word/styles.xml"]
    known = {style.get(W + "styleId") for style in styles.iter(W + "style")}
    used = [
        style.get(W + "val")
        for name, tree in trees.items()
        if name != "word/styles.xml"
        for style in tree.iter(W + "pStyle")
    ]
    assert set(used) <= known
    assert {e.get(W + "val") for e in styles.iter(W + "lang")} == {"id-ID"}
    for level in (1, 2):
        count = sum(isinstance(b, Heading) and b.level == level for s in report.sections for b in s.each)
        assert used.count(f"Heading{level}") == count


def _check_tables(body: etree._Element, report: Report) -> None:
    """Every matrix says what it is and repeats its head; nothing is laid out by its content. One in which a page was
    found to begin is two tables, each with the heads."""
    blocks = [b for s in report.sections for b in s.each if isinstance(b, Table | Form)]
    told = [str(e.get(W + "val")) for e in body.iter(W + "tblDescription")]
    wanted = [block.description for block in blocks if block.description]
    assert [text for text, _ in groupby(told)] == [text for text, _ in groupby(wanted)]
    assert len(told) - len(wanted) in range(len(report.sections) + 1)
    count = {b.description: len(head_rows(b)) + b.column_numbers for b in blocks if isinstance(b, Table)}
    nameless = sum(count[""] for block in blocks if isinstance(block, Table) and not block.description)
    heads = [row for row in body.iter(W + "tr") if row.find(f"{W}trPr/{W}tblHeader") is not None]
    assert len(heads) == sum(count.get(text, 0) for text in told) + nameless
    assert all(e.get(W + "type") == "fixed" for e in body.iter(W + "tblLayout"))
    assert len(list(body.iter(W + "tblLayout"))) == len(list(body.iter(W + "tbl")))
    tall = [
        entry
        for section in report.sections
        for block in section.each
        if isinstance(block, Table)
        for entry in block.rows
        if measures.is_tall(block, entry, measures.text_height(section))
    ]  # which would leave most of a page empty before them
    split = [row for row in body.iter(W + "tr") if row.find(f"{W}trPr/{W}cantSplit") is None]
    assert len(split) == len(tall)
