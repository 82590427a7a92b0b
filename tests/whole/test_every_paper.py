"""Every kind of paper, made through the real operations, held to the same promises; ``papers.py`` has one of each."""

from __future__ import annotations

import functools
import hashlib
import io
import json
import os
import re
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import lxml.html
import pytest
from lxml import etree

from documents.pdf import html
from documents.report.blocks import Report
from documents.report.fonts import prepared
from documents.report.frozen import from_data, to_data
from documents.report.photographs import Photo
from tests.world import conforming, papers, plain_lines, whole_words
from tests.world.office_suite import Converted
from tests.world.places import ROOT
from tests.world.same_text import folded, is_parted, pdf_text, spoken, word_text
from workflow.kinds import KINDS, Standing

EVERY = [(words, kind) for words in papers.WORDS for kind in papers.EVERY]
every_paper = pytest.mark.parametrize(("words", "kind"), EVERY, ids=[f"{kind}, {words}" for words, kind in EVERY])
every_kind = pytest.mark.parametrize("kind", papers.EVERY)


@pytest.fixture(scope="module")
def made() -> Iterator[SimpleNamespace]:
    """``made(words, kind)``: the paper and its files, each made once."""
    with tempfile.TemporaryDirectory(prefix="tuntas-papers-") as folder:
        desks: dict[str, papers.Desk] = {}

        def desk(words: str) -> papers.Desk:
            if words not in desks:
                desks[words] = papers.desk(Path(folder) / words, papers.WORDS[words])
            return desks[words]

        @functools.cache
        def paper(words: str, kind: str) -> papers.Made:
            return papers.made(desk(words), kind)

        yield SimpleNamespace(paper=paper, desk=desk)
        for one in desks.values():
            one.store.close()


@every_paper
def test_the_pdf_conforms(made: SimpleNamespace, words: str, kind: str, tmp_path: Path) -> None:
    paper = made.paper(words, kind)
    conforming.check_pdf(paper.pdf, paper.report, tmp_path / "naskah.pdf")


@every_paper
def test_the_word_file_conforms(made: SimpleNamespace, words: str, kind: str, tmp_path: Path) -> None:
    paper = made.paper(words, kind)
    conforming.check_word(paper.docx, paper.report, tmp_path / "naskah.docx")


@every_paper
def test_both_files_say_what_the_content_says(made: SimpleNamespace, words: str, kind: str, tmp_path: Path) -> None:
    paper = made.paper(words, kind)
    wanted = spoken(paper.report)
    assert folded(word_text(paper.docx)) == wanted
    shown = folded(pdf_text(paper.pdf, paper.report, tmp_path))
    assert sorted(shown) == sorted(wanted)
    assert shown == wanted or is_parted(paper.report)


@pytest.mark.parametrize("words", ["plain", "odd"])
@every_kind
def test_no_line_ends_inside_of_a_word(made: SimpleNamespace, words: str, kind: str, tmp_path: Path) -> None:
    paper = made.paper(words, kind)
    assert whole_words.broken(paper.report, paper.pdf, tmp_path) == []


@every_kind
def test_no_table_is_laid_out_by_its_content(made: SimpleNamespace, kind: str) -> None:
    page = lxml.html.fromstring(html.page(prepared(made.paper("odd", kind).report)))
    for table in page.iter("table"):
        widths = [column.get("style") or "" for column in table.iter("col")]
        assert sum("width:" not in width for width in widths) <= 1, table.get("class")
        assert widths or table.get("class") == "figures"  # whose cells are all as wide


@every_kind
def test_what_is_issued_is_marked_by_its_stage_alone(made: SimpleNamespace, kind: str, tmp_path: Path) -> None:
    paper = made.paper("plain", kind)
    draft = paper.record["status"] == "draf"
    assert paper.report.mark == ("DRAF" if draft else "")
    standing = KINDS[paper.record["type"]].standing
    checkable = not draft and standing not in (Standing.LIST, Standing.SLIP)
    assert bool(paper.report.code) is checkable
    assert (standing is Standing.SLIP) is bool(paper.report.check_url and not paper.report.code)
    _marked(paper.pdf, paper.docx, paper.report, tmp_path)
    if checkable:
        code = f"cek/{paper.report.code}"
        assert all(code in page for page in _pages(paper.pdf, tmp_path))


@pytest.mark.parametrize("kind", papers.PREVIEWS)
def test_a_preview_is_marked_on_every_page(made: SimpleNamespace, kind: str, tmp_path: Path) -> None:
    desk = made.desk("plain")
    report = papers.PREVIEWS[kind](desk)
    assert (report.mark, report.code) == ("PRATINJAU", "")
    files = {ext: desk.publisher.render(to_data(report), ext) for ext in ("pdf", "docx")}
    _marked(files["pdf"], files["docx"], report, tmp_path)


def _marked(content: bytes, docx: bytes, report: Report, folder: Path) -> None:
    """The mark on every page and in every head of the Word file, and no other that the paper does not tell of."""
    mark, told = report.mark, " ".join(plain_lines.lines(report))
    marks = [word for word in ("DRAF", "PRATINJAU", "DICABUT") if word == mark or word not in told]
    heads = [tree for name, tree in conforming.word_parts(docx).items() if name.startswith("word/header")]
    texts = [*_pages(content, folder), *("".join(head.itertext()) for head in heads)]
    for text in texts:
        assert {word for word in marks if word in "".join(text.split())} == ({mark} - {""})
    if mark:
        assert all(head.xpath("//*[local-name() = 'anchor']") for head in heads)  # the watermark


def _pages(content: bytes, folder: Path) -> list[str]:
    (folder / "halaman.pdf").write_bytes(content)
    command = ["pdftotext", "-raw", str(folder / "halaman.pdf"), "-"]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.split("\f")[:-1]


NOT_OFFICE_INDONESIAN = (
    r"\d{4}-\d\d-\d\d", r"\d\d:\d\d", r"\d\.\d+ ?%", r"\d %", r"Rp\.? \d", r"Rp\d+(?!\d|\.\d{3})[^,\d]", r"\bRp\d{4,}",
    r"(?i)\b(perihal|notulen|kesimpulan|e-?mail|website|s/d)\b",
    r"(?i)\b(the|and|of|from|page|date|draft|none|true|false|null|report|stage|done|reported|implemented|chair)\b",
    r"(?i)\b(monday|tuesday|january|february|march|may|june|july|august|october|december)\b",
    r"  ", r" [,;.:](?!\.)(?! )", r",,|;;|;\.|\.;|,\.", r"[{}\[\]_]", r"\bNIP \d{18}\b",
)  # fmt: skip


@every_kind
def test_it_speaks_office_indonesian(made: SimpleNamespace, kind: str) -> None:
    report = made.paper("plain", kind).report
    texts = [*plain_lines.lines(report), report.title, report.mark_note, *(section.foot for section in report.sections)]
    texts += [photo.alt for photo in _of(report, Photo)]
    for text in texts:
        for pattern in NOT_OFFICE_INDONESIAN:
            assert not re.search(pattern, text), (pattern, text)


def _of(report: Report, kind: type) -> list:
    blocks = [block for section in report.sections for block in section.blocks]
    return [item for block in blocks for item in getattr(block, "items", ()) if isinstance(item, kind)]


ANOTHER_DAY = """
import datetime, hashlib, json, pathlib, sys, time
began, Real = time.time(), datetime.datetime
time.time = lambda: began + 400 * 86400

class Later(Real):
    @classmethod
    def now(cls, tz=None):
        return Real.fromtimestamp(time.time(), tz)

datetime.datetime = Later
sys.path.insert(0, ".")
from documents.pdf import writer as pdf
from documents.word import writer as word
from documents.report.frozen import from_data
from workflow.evidence.hashed_files import HashedFiles

folder = pathlib.Path(sys.argv[1])
for path in sorted(folder.glob("*.json"), reverse=True):
    frozen = json.loads(path.read_text())
    pictures = HashedFiles(pathlib.Path(frozen["pictures"])).read
    report = from_data(frozen["data"])
    print(path.stem, *(hashlib.sha256(write(report, pictures)).hexdigest() for write in (pdf.write, word.write)))
"""


def test_another_process_on_another_day_makes_the_same_bytes(made: SimpleNamespace, tmp_path: Path) -> None:
    wanted = {}
    for number, (words, kind) in enumerate([*(("plain", kind) for kind in papers.EVERY), ("jawi", "pelaksanaan")]):
        paper, desk = made.paper(words, kind), made.desk(words)
        frozen = {"data": to_data(paper.report), "pictures": str(Path(desk.app.instance_path) / "evidence")}
        (tmp_path / f"{number}.json").write_text(json.dumps(frozen))
        wanted[str(number)] = [hashlib.sha256(content).hexdigest() for content in (paper.pdf, paper.docx)]
    away = {**os.environ, "TZ": "Pacific/Kiritimati", "PYTHONHASHSEED": "4711", "LC_ALL": "C.UTF-8"}
    command = [sys.executable, "-c", ANOTHER_DAY, str(tmp_path)]
    told = subprocess.run(command, cwd=ROOT, env=away, capture_output=True, text=True, check=True).stdout
    assert {line.split()[0]: line.split()[1:] for line in told.splitlines()} == wanted


def test_libreoffice_opens_and_shows_all_of_it(made: SimpleNamespace, libreoffice: Converted, tmp_path: Path) -> None:
    cases = [one for one in EVERY if one[0] != "jawi"]  # whose letters it draws in an order of its own
    for number, one in enumerate(cases):
        (tmp_path / f"{number}.docx").write_bytes(made.paper(*one).docx)
    libreoffice("pdf", tmp_path, *sorted(tmp_path.glob("*.docx")))
    for number, one in enumerate(cases):
        printed = (tmp_path / f"{number}.pdf").read_bytes()
        assert whole_words.broken(made.paper(*one).report, printed, tmp_path) == [], one
        pages = _pages(printed, tmp_path)
        shown = folded("".join(pages))
        for line in plain_lines.lines(made.paper(*one).report):
            for text in re.findall(r"\w{4,}", line):
                assert text in shown, (one, line)


def test_sixty_photos(tmp_path: Path) -> None:
    desk = papers.desk(tmp_path / "desk", papers.WORDS["plain"])
    record = desk.publisher.publish(desk.paper_of(desk.done(photos=60), "pelaksanaan"))
    report = from_data(desk.publisher.content(record["id"]))
    conforming.check_word(desk.publisher.archived(record, "docx"), report, tmp_path / "naskah.docx")
    content = desk.publisher.archived(record, "pdf")
    conforming.check_pdf(content, report, tmp_path / "naskah.pdf", "PAG-001")  # rows that read alike, at edges of pages
    assert folded(pdf_text(content, report, tmp_path)) == spoken(report)
    assert len(_of(report, Photo)) == 60
    desk.store.close()


TRICKS = (
    '<img src="{url}">', '"><link rel="stylesheet" href="{url}">', '<link rel=attachment href="{url}">',
    "</style><style>@import url({url});</style>", "<style>p {{ background: url({url}) }}</style>",
    "<svg><image href='{url}'/></svg>", "<object data='{url}'></object><embed src={url}>",
    '" style="background:url({url})" x="', "url({url}) {url} file:///etc/passwd", "{{{{ url_for('{url}') }}}}",
)  # fmt: skip


def test_nothing_is_loaded_whatever_was_typed(listener: SimpleNamespace, tmp_path: Path) -> None:
    """Every kind, previews too, with a trick in each field: nobody knocks, nothing is attached, and nothing linked but
    the address where the paper is checked."""
    url = f"http://127.0.0.1:{listener.port}/x.png"
    desk = papers.desk(tmp_path / "desk", papers.typed(*(trick.format(url=url) for trick in TRICKS)))
    for kind in papers.EVERY:
        paper = papers.made(desk, kind)
        conforming.check_pdf(paper.pdf, paper.report, tmp_path / "naskah.pdf", "FIG-012")  # no caption says anything
        assert _outside(paper.docx) == {("hyperlink", paper.report.check_url)} - {("hyperlink", "")}
    for preview in papers.PREVIEWS.values():
        data = to_data(preview(desk))
        assert all(desk.publisher.render(data, ext) for ext in ("pdf", "docx"))
    desk.store.close()
    assert listener.knocks == []


def _outside(docx: bytes) -> set[tuple[str, str]]:
    """What in a Word file is elsewhere, and as what."""
    with zipfile.ZipFile(io.BytesIO(docx)) as archive:
        files = [etree.fromstring(archive.read(name)) for name in archive.namelist() if name.endswith(".rels")]
    away = [one for file in files for one in file if one.get("TargetMode") == "External"]
    return {(one.get("Type").rsplit("/", 1)[1], one.get("Target")) for one in away}
