"""The PDF writer: conforming files, only our faces, the same bytes, and nothing fetched whatever a text says."""

from __future__ import annotations

import builtins
import io
import re
import subprocess
import threading
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import lxml.html
import pikepdf
import pytest

from documents.pdf import html
from documents.pdf import writer as pdf
from documents.report import whole
from documents.report.blocks import (
    BLOCKS,
    AnnexHead,
    Column,
    Heading,
    Meta,
    NumberedList,
    Paragraph,
    Report,
    Row,
    Section,
    SignatureBlock,
    Signer,
    Table,
    Title,
)
from documents.report.measures import TEMPLATES
from tests.world import report_samples as samples


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("pdf")
    for name, make in samples.ALL.items():
        (folder / f"{name}.pdf").write_bytes(pdf.write(make(), samples.picture))
    return {name: folder / f"{name}.pdf" for name in samples.ALL}


def of(*blocks: Any) -> Report:
    return Report("uji", "Uji", (Section(blocks),), samples.CREATED)


def test_every_kind_of_block_is_written() -> None:
    assert html.blocks() == set(BLOCKS)


def test_a_closing_of_two_lines_and_a_signature_are_never_alone_on_a_page() -> None:
    closing = Paragraph("Demikian laporan ini disampaikan sebagai bahan pertimbangan dan arahan. " * 2, "closing")
    points = NumberedList(("satu;", "dua; dan", "tiga."))
    page = lxml.html.fromstring(html.page(of(points, closing, SignatureBlock((Signer(office=("KETUA,",)),)))))
    (last,), (kept,) = page.xpath("//div[@class='ends']"), page.xpath("//div[@class='together follows']")
    assert "tiga." in last.text_content()
    assert "Demikian" in kept.text_content()


def test_sheets_have_their_sizes(files: dict[str, Path]) -> None:
    def sizes(name: str) -> list[tuple[int, int]]:
        with pikepdf.open(files[name]) as file:
            return [tuple(round(float(v) / 72 * 25.4) for v in page.mediabox[2:]) for page in file.pages]  # type: ignore[misc]

    assert set(sizes("nota_dinas")) == {(215, 330)}
    assert sizes("laporan")[0] == (210, 297)
    assert sizes("laporan")[-1] == (297, 210)
    assert set(sizes("rekap")) == {(330, 215)}


def test_each_paper_in_a_file_counts_its_own_pages(files: dict[str, Path]) -> None:
    command = ["pdftotext", "-raw", files["berkas"], "-"]
    pages = subprocess.run(command, capture_output=True, text=True, check=True).stdout.split("\f")[:-1]
    numbers = [[n for n in range(1, 9) if f"- {n} -" in page] for page in pages]
    assert numbers[:4] == [[], [], [2], [3]]
    assert ["Kode naskah" in page for page in pages[:4]] == [True, True, False, False]


def test_threads_do_not_disturb_each_other(files: dict[str, Path]) -> None:
    made: dict[str, bytes] = {}

    def make(name: str) -> None:
        made[name] = pdf.write(samples.ALL[name](), samples.picture)

    threads = [threading.Thread(target=make, args=(name,)) for name in ("surat", "nota_dinas", "rekap")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert all(made[name] == files[name].read_bytes() for name in made)


def test_nothing_is_fetched_whatever_a_text_says(listener: SimpleNamespace) -> None:
    url = f"http://127.0.0.1:{listener.port}/x.png"
    tricks = (
        f'<img src="{url}">',
        f'"><link rel="stylesheet" href="{url}"><link rel=attachment href="{url}">',
        f"</style><style>@import url({url}); p {{ background: url({url}) }}</style>",
        f"<svg><image href='{url}'/></svg><object data='{url}'></object><embed src={url}>",
        f'" style="background:url({url})" x="',
        f"url({url}) file:///etc/passwd",
    )
    table = Table((Column(tricks[0], 40), Column(tricks[4], 40)), (Row(tricks[:2]),), tricks[1])
    blocks = (Title(tricks), *(Paragraph(t) for t in tricks), Heading(1, "A.", tricks[1]), table)
    section = Section(blocks, foot=tricks[0])
    report = Report("uji", tricks[2], (section,), samples.CREATED, "DRAF", tricks[1])
    content = pdf.write(report, samples.picture)
    assert listener.knocks == []
    with pikepdf.open(io.BytesIO(content)) as file:
        assert list(file.attachments) == ["tugas.json"]


def test_a_picture_that_is_not_there_stops_the_writing() -> None:
    with pytest.raises(KeyError, match=samples.PHOTOS[0]):
        pdf.write(samples.pelaksanaan(), {}.__getitem__)


def test_one_endless_cell_is_no_denial_of_service() -> None:
    """With automatic widths this would take minutes; the style sheet must not name any."""
    long = "x" * 500, "panjang " * 2000
    table = Table((Column("a", 30), Column("b", 120)), (Row(long),), "Panjang")
    heads = [Meta(((long[0], long),), variant, level=level) for variant, level in (("plain", 0), ("two-column", 1))]
    content = pdf.write(of(*heads, table, AnnexHead("LAMPIRAN", (long,), "Judul")), samples.picture)
    assert content.startswith(b"%PDF-")
    assert "auto" not in (TEMPLATES / "report.css").read_text().split("*/", 2)[-1]


def test_without_pango_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    real = builtins.__import__

    def fail(name: str, *args: Any, **kwargs: Any) -> Any:
        if name == "weasyprint":
            raise OSError("cannot load library 'libpango-1.0-0'")
        return real(name, *args, **kwargs)

    pdf._weasyprint.cache_clear()
    monkeypatch.setattr(builtins, "__import__", fail)
    assert not pdf.ready()
    with pytest.raises(pdf.PdfUnavailable, match=r"apt-get install -y libpango-1\.0-0"):
        pdf.write(samples.surat(), samples.picture)
    monkeypatch.undo()
    assert pdf.ready()


@pytest.mark.parametrize("rows", range(4, 10))
def test_the_end_of_a_recap_is_never_parted_from_its_signature(rows: int, tmp_path: Path) -> None:
    (tmp_path / "rekap.pdf").write_bytes(pdf.write(samples.rekap(rows), samples.picture))
    command = ["pdftotext", "-raw", tmp_path / "rekap.pdf", "-"]
    last = subprocess.run(command, capture_output=True, text=True, check=True).stdout.split("\f")[-2]
    assert f"11.{(rows - 1) // 3 + 1:02} Kabupaten" in last  # the head of the last group
    assert f"Jumlah {rows} tindak lanjut" in last
    assert "KEPALA BIDANG" in last


def test_our_own_sheet_stands_in_for_that_of_weasyprint(monkeypatch: pytest.MonkeyPatch) -> None:
    """Through a hook that WeasyPrint does not publish: without it all looks the same and takes a quarter longer."""
    asked = []
    page = pdf._page_class()
    ours = page._ua_stylesheets  # type: ignore[attr-defined]
    monkeypatch.setattr(page, "_ua_stylesheets", lambda *args: asked.append(args) or ours(*args))
    pdf.write(of(Paragraph("Satu")), samples.picture)
    assert len(asked) == 1


def test_every_element_of_the_templates_is_in_our_own_sheet() -> None:
    templates = "".join((TEMPLATES / name).read_text() for name in ("report.html", "blocks.html"))
    sheet = (TEMPLATES / "elements.css").read_text()
    plain = {"span", "article"}  # inline, as an element is of which nothing is said
    assert set(re.findall(r"<([a-z]+[1-6]?)", templates)) - plain <= set(re.findall(r"[a-z]+[1-6]?", sheet))


def test_every_page_is_set_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """A second section whose margins had what the first one's have would have its first page set twice."""
    from weasyprint.layout import page as engine

    set_, make = [], engine.make_page
    monkeypatch.setattr(engine, "make_page", lambda *args: set_.append(args[4]) or make(*args))
    with pikepdf.open(io.BytesIO(pdf.write(samples.berkas(), samples.picture))) as file:
        assert len({section.landscape for section in samples.berkas().sections}) == 2
        assert set_ == list(range(1, len(file.pages) + 1))


def test_what_markup_is_made_of_is_text_here() -> None:
    odd = "]]> <!-- & &amp; &lt; &nbsp; <br> \"'`= <?x?> \U0001f600\x01\x0b\ufffe\n\ttab"
    table = Table((Column(odd, 40),), (Row((odd,)),), odd)
    content = pdf.write(of(Title((odd,)), Heading(1, odd, odd), Paragraph(odd), table), samples.picture)
    with pikepdf.open(io.BytesIO(content)) as file:
        assert file.Root.Outlines.First.Title == "]]> <!-- & &amp; &lt; &nbsp; <br> \"'`= <?x?> □ tab"


def test_a_cell_breaks_no_range_number_or_name_that_stands_in_it(tmp_path: Path) -> None:
    """And copied out of the file each is as it was typed."""
    told = ("Al-Muhajirin", "400.9.12/0214/2026", "2027–2031", "LKSA/LKS-LU")
    for width in range(18, 64, 5):
        rows = tuple(Row((f"{'i' * (at % 9 + 1)} {word}", "")) for at, word in enumerate(told * 9))
        columns = (Column("Isi", width), Column("Lain", 160 - width))
        (tmp_path / "a.pdf").write_bytes(pdf.write(of(Table(columns, rows, "Uji", "small")), samples.picture))
        read = subprocess.run(
            ["pdftotext", "-raw", tmp_path / "a.pdf", "-"], capture_output=True, text=True, check=True
        )
        most = (width - 3) * 12 / 9
        for word in [word for word in told if whole.stays(word, most)]:
            assert read.stdout.count(word) == 9, (width, word)


def test_rows_as_tall_as_half_a_page_part_and_keep_their_heads(tmp_path: Path) -> None:
    """Two that come to a whole page stay no pair: WeasyPrint would leave out the heads, and the page before empty."""
    rows = tuple(Row((f"{n}", ("pertanggungjawaban" * 2 + " ") * 14)) for n in range(1, 4))
    table = Table((Column("No.", 12), Column("Isi", 60)), rows, "Uji", paired=True)
    (tmp_path / "a.pdf").write_bytes(pdf.write(of(Title(("UJI",)), table), samples.picture))
    told = subprocess.run(["pdftotext", "-raw", tmp_path / "a.pdf", "-"], capture_output=True, text=True, check=True)
    pages = told.stdout.split("\f")[:-1]
    assert len(pages) == 3
    assert all("No." in page and "pertanggung" in page for page in pages)
