"""Drawn blocks: the same bytes for the same numbers, as strokes in the PDF and as a sharp picture in Word."""

from __future__ import annotations

import io
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image, ImageChops

from documents.pdf import writer as pdf
from documents.report import drawings, measures, scenes
from documents.report.blocks import Paragraph, Report, Section
from documents.report.charts import Bar, Chart, Drawn, SmallCharts, Tile, TileMap
from documents.report.frozen import from_data, to_data
from tests.world.report_samples import CREATED, picture
from tests.world.same_text import agree

MAP = TileMap(
    (Tile("11.11", ("Bireuen",), "2,8", 2, 1, 1), Tile("11.13", ("Gayo", "Lues"), "–", -1, 1, 2),
     Tile("11.72", ("Sabang",), "7,0", 4, 2, 1)),
    ((0, ("di bawah 1,5", "0 daerah")), (-1, ("tidak diketahui", "1 daerah"))), "Peta petak: Bireuen 2,8.",
)  # fmt: skip
CHARTS = SmallCharts(
    (Chart("P1", "lembaga", (("2024", "", "–"), ("2025", "0", "0"), ("2026", "212", "212"))), Chart("I9", "%", ())),
    "Grafik P1: 2026 212.",
)
BAR = Bar(((7, ("Selesai",), "black"), (0, ("Lewat", "batas"), "white"), (3, ("Diperiksa",), "hatch")), "Selesai 7.")
every = pytest.mark.parametrize("block", [MAP, CHARTS, BAR, Bar((), "Kosong.")], ids=lambda block: block.alt)


@every
def test_it_is_always_the_same_picture_as_sharp_as_print(block: Drawn):
    scene = drawings.drawn(block)
    with Image.open(io.BytesIO(scenes.png(scene))) as image:
        assert image.size == (round(scene.width * scenes.MM), round(scene.height * scenes.MM))
    assert scenes.png(drawings.drawn(block)) == scenes.png(scene)


@every
def test_it_is_frozen_and_comes_back(block: Drawn):
    assert from_data(to_data(block)) == block


def test_both_files_have_it_between_the_same_words(tmp_path: Path):
    report = Report("uji", "Uji", (Section((Paragraph("Sebelum"), MAP, CHARTS, BAR, Paragraph("Sesudah"))),), CREATED)
    agree(report, tmp_path)


@every
def test_the_pdf_has_the_picture_that_word_has(block: Drawn):
    """Two programs set the letters, so edges differ; what is drawn stands at one place in one grey."""
    section, scene = Section((block,)), drawings.drawn(block)
    made = pdf.write(Report("uji", "Uji", (section,), CREATED), picture)
    page = pypdfium2.PdfDocument(made)[0].render(scale=scenes.DPI / 72).to_pil().convert("L")
    width = min(scene.width, measures.text_width(section))
    top, _, _, left = section.margins
    ends = (left, top, left + width, top + scene.height * width / scene.width)
    theirs = page.crop(tuple(round(end * scenes.MM) for end in ends))  # type: ignore[arg-type]
    few = round(width / 2), round(scene.height / 2)  # a dot for two millimetres
    with Image.open(io.BytesIO(scenes.png(scene))) as ours:
        apart = ImageChops.difference(ours.convert("L").resize(few), theirs.resize(few))
    assert apart.getextrema()[1] < 64


def test_numbers_of_a_drawing_are_text_in_the_pdf_where_the_drawing_stands():
    section = Section((Paragraph("Sebelum"), MAP, CHARTS, BAR, Paragraph("Sesudah")))
    made = pdf.write(Report("uji", "Uji", (section,), CREATED), picture)
    text = pypdfium2.PdfDocument(made)[0].get_textpage().get_text_bounded()
    drawing = text[text.index("Sebelum") : text.index("Sesudah")]
    assert [
        word for word in ("2,8", "Bireuen", "7,0", "tidak diketahui", "212", "Selesai") if word not in drawing
    ] == []


def test_greys_are_told_apart_and_the_unknown_is_hatched():
    image = Image.open(io.BytesIO(scenes.png(drawings.drawn(MAP)))).convert("L")

    def at(tile: int, x: float, y: float) -> int:
        column, row = MAP.tiles[tile].column - 1, MAP.tiles[tile].row - 1
        left, top = column * (drawings.TILE[0] + drawings.GAP), row * (drawings.TILE[1] + drawings.GAP)
        return int(image.getpixel((round((left + x) * scenes.MM), round((top + y) * scenes.MM))))  # type: ignore[arg-type]

    assert [at(0, 20, 18), at(2, 20, 18)] == [0xC4, 0x3D]
    edge = {at(1, 1 + step / 10, 18) for step in range(30)}
    assert min(edge) < 0x60 < 0xE0 < max(edge)
