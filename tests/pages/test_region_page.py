"""A kabupaten on one page: its numbers lead to their lists, another's is unknown, and it is one sheet on paper."""

from __future__ import annotations

import io
from collections.abc import Callable

import pypdfium2
import pytest
from flask.testing import FlaskClient
from playwright.sync_api import Browser

from tests.world.pages_read import boxes, links, listed, page, text, texts

As = Callable[[str], FlaskClient]


def test_the_page_of_bireuen(demo_as: As):
    tree = page(demo_as("sekdis.bireuen"), "/kabupaten/11.11")
    assert texts(tree, "//main//h1") == ["Kabupaten Bireuen"]
    assert {words: number for words, (number, _) in boxes(tree).items()} == {
        "Tugas dari 4 rakor": 19, "Terlambat di Bireuen": 1, "Menunggu Sekdis": 3, "Menunggu Dinsos Aceh": 0,
        "Dilaksanakan": 9,
    }  # fmt: skip
    cells = texts(tree, "//ul[@class='onerow'][1]//a")
    assert len(cells) == 6
    assert cells[0] == "✓ Bireuen, butir 1: Dilaksanakan"
    (row,) = tree.xpath("//section[@id='lambat']//tbody/tr")
    assert text(row) == ("Usulkan dukungan pendanaan LKS dan LKKS Sekdis sejak 7 Nov 2026 31 Okt 2026 Terlambat 9 hari")
    figures = dict(zip(texts(tree, "//dl//dt"), texts(tree, "//dl//dd"), strict=True))
    assert figures == {
        "LKS aktif": "7 dari 11 3 belum dipastikan", "Per 100.000 penduduk": "1,5 Aceh 0,7",
        "Terdaftar": "6 2 tidak diketahui", "Terakreditasi": "4 A 1 · B 2 · C 1",
    }  # fmt: skip
    assert "Penduduk 468.696, DKB Kemendagri 2024." in text(tree)


@pytest.mark.parametrize("who", ["sekdis.bireuen", "dinsos.aceh"])
def test_a_counted_box_has_the_tasks_of_its_list(demo_as: As, who: str):
    client = demo_as(who)
    for number, address in boxes(page(client, "/kabupaten/11.11")).values():
        assert listed(client, address)[0] == number


def test_what_ends_soon_stands_with_its_days(demo_as: As):
    tree = page(demo_as("ketua.bireuen"), "/kabupaten/11.11")
    assert texts(tree, "//section[@aria-labelledby='berakhir']//li") == [
        "LKSA Cemara Tujuh (contoh) Pendaftaran: 18 Des 2026, 39 hari lagi",
        "Panti Rantai Embun Putri (contoh) Pendaftaran: 28 Jan 2027, 80 hari lagi",
        "LKSA Cemara Tujuh (contoh) Akreditasi anak dalam panti: 8 Apr 2027, 150 hari lagi",
    ]
    found = links(tree, "//section[@aria-labelledby='berakhir']/p/a")
    assert found == {
        "2 pendaftaran": "/lks?keadaan=akan-berakhir",
        "1 akreditasi": "/lks?keadaan=akreditasi-akan-berakhir",
    }


@pytest.mark.parametrize("who", ["ketua.bireuen", "sekdis.bireuen"])
def test_anothers_is_as_unknown_as_none(demo_as: As, who: str):
    client = demo_as(who)
    answers = [client.get(f"/kabupaten/{code}") for code in ("11.07", "11", "99.99", "zzz")]
    assert {answer.status_code for answer in answers} == {404}
    assert all("Pidie" not in answer.text for answer in answers)


def test_the_province_opens_all_and_the_admin_none(demo_as: As):
    assert demo_as("dinsos.aceh").get("/kabupaten/11.75").status_code == 200
    assert demo_as("dinsos.aceh").get("/kabupaten/11").status_code == 404
    assert demo_as("admin").get("/kabupaten/11.11").status_code == 403


@pytest.mark.parametrize(("who", "first"), [("ketua.bireuen", "/komitmen"), ("sekdis.bireuen", "/persetujuan")])
def test_the_first_screen_leads_there_and_says_what_ends(demo_as: As, who: str, first: str):
    tree = page(demo_as(who), first)
    found = links(tree)
    assert found["Halaman Kabupaten Bireuen"] == "/kabupaten/11.11"
    assert found["2 pendaftaran"] == "/lks?keadaan=akan-berakhir"
    assert found["1 akreditasi"] == "/lks?keadaan=akreditasi-akan-berakhir"
    (line,) = [one for one in texts(tree, "//main/p") if "Halaman" in one]
    assert line.replace(" 1 usulan LKS belum disahkan ·", "") == (
        "Halaman Kabupaten Bireuen · 2 pendaftaran dan 1 akreditasi LKS akan berakhir, terdekat LKSA Cemara Tujuh "
        "(contoh) (pendaftaran, 18 Des 2026, 39 hari lagi)"
    )


def test_dinsos_finds_it_by_the_names_of_matrix_and_list(demo_as: As):
    client = demo_as("dinsos.aceh")
    assert links(page(client, "/matriks"), "//thead//a")["Bireuen"] == "/kabupaten/11.11"
    assert links(page(client, "/beranda"), "//table//th/a")["Kab. Bireuen"] == "/kabupaten/11.11"
    assert links(page(client, "/indikator"), "//tbody//th/a")["Bireuen"] == "/kabupaten/11.11"


def test_a_kabupaten_without_anything_has_its_page(client_as: As):
    tree = page(client_as("ketua.bireuen"), "/kabupaten/11.11")
    said = text(tree)
    assert "Belum ada butir rakor yang dibagikan kepada Kabupaten Bireuen." in said
    assert "Tidak ada yang terlambat atau mendekati tenggat." in said
    assert "Jumlah penduduk belum dimuat." in said
    assert "LKS aktif – 0 belum dipastikan" in said, "nothing is recorded of which nought could be said"
    assert "0 dari 0" not in said


def test_printed_it_is_one_sheet(demo_as: As, chromium: Browser):
    """Every page of a demo, at the size of A4."""
    client = demo_as("dinsos.aceh")
    window = chromium.new_context()
    for code in ("11.11", "11.07", "11.71"):
        sheet = window.new_page()
        sheet.set_content(with_styles(client, f"/kabupaten/{code}"))
        with pypdfium2.PdfDocument(io.BytesIO(sheet.pdf(prefer_css_page_size=True))) as printed:
            assert len(printed) == 1
            assert [round(side) for side in printed[0].get_size()] in ([595, 842], [596, 842], [595, 841])
    window.close()


def with_styles(client: FlaskClient, path: str) -> str:
    """The page with its style sheets in it: the browser asks nobody."""
    tree = page(client, path)
    source = client.get(path).get_data(as_text=True)
    sheets = [client.get(link.get("href")).get_data(as_text=True) for link in tree.xpath("//link[@rel='stylesheet']")]
    return source.replace("</head>", "".join(f"<style>{sheet}</style>" for sheet in sheets) + "</head>")
