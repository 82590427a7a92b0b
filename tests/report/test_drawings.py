"""Drawn blocks: the same bytes for the same numbers, as lines in the PDF and as a sharp picture in Word."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from lxml import etree
from PIL import Image

from documents.report import drawings, scenes
from documents.report.blocks import Paragraph, Report, Section
from documents.report.charts import Bar, Chart, Drawn, SmallCharts, Tile, TileMap
from documents.report.frozen import from_data, to_data
from tests.world.report_samples import CREATED
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
def test_lines_and_pixels_are_of_one_size_and_always_the_same(block: Drawn):
    scene = drawings.drawn(block)
    tree = etree.fromstring(scenes.svg(scene))
    assert tree.get("width") == f"{scene.width:.3f}".rstrip("0").rstrip(".") + "mm"
    assert tree.xpath("//*[local-name() = 'text']") == []  # its words stand beside it
    with Image.open(io.BytesIO(scenes.png(scene))) as image:
        assert image.size == (round(scene.width * scenes.MM), round(scene.height * scenes.MM))
    assert scenes.png(drawings.drawn(block)) == scenes.png(scene)
    assert scenes.svg(drawings.drawn(block)) == scenes.svg(scene)


@every
def test_it_is_frozen_and_comes_back(block: Drawn):
    assert from_data(to_data(block)) == block


def test_both_files_have_it_between_the_same_words(tmp_path: Path):
    report = Report("uji", "Uji", (Section((Paragraph("Sebelum"), MAP, CHARTS, BAR, Paragraph("Sesudah"))),), CREATED)
    agree(report, tmp_path)


def test_greys_are_told_apart_and_the_unknown_is_hatched():
    image = Image.open(io.BytesIO(scenes.png(drawings.drawn(MAP))))

    def at(tile: int, x: float, y: float) -> int:
        column, row = MAP.tiles[tile].column - 1, MAP.tiles[tile].row - 1
        left, top = column * (drawings.TILE[0] + drawings.GAP), row * (drawings.TILE[1] + drawings.GAP)
        return int(image.getpixel((round((left + x) * scenes.MM), round((top + y) * scenes.MM))))  # type: ignore[arg-type]

    assert [at(0, 20, 18), at(2, 20, 18)] == [0xC4, 0x3D]
    edge = {at(1, 1 + step / 10, 18) for step in range(30)}
    assert min(edge) < 0x60 < 0xE0 < max(edge)
