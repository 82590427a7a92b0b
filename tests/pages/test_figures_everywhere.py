"""Tile = table = list = Excel and CSV = paper, for all of the 23, for Aceh and for every measure with its parts."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import lxml.html
import openpyxl
import pytest
from flask import Flask
from flask.testing import FlaskClient

from documents.lists.behind_numbers import COLUMNS as BEHIND
from documents.lists.behind_promises import COLUMNS as PROMISES
from documents.pdf import writer as pdf
from documents.report.blocks import Report
from documents.report.charts import TileMap
from documents.report.frozen import from_data
from documents.report.language import grouped
from documents.word import writer as word
from tests.world import report_samples as samples
from tests.world.arranged import DINSOS
from tests.world.indicator_register import fill, fill_further
from tests.world.instance import START, signed_in
from tests.world.institutions import ended
from tests.world.same_text import folded, pdf_text, word_text
from workflow.indicator.figures import MEASURES
from workflow.indicator.measure_columns import COLUMNS, TASKS
from workflow.indicator.measuring import measure
from workflow.lks import chosen
from workflow.lks.kinds import GROUPS, SERVICES
from workflow.lks.undecided import undecided
from workflow.papers import at_any_time
from workflow.papers.at_any_time import Subject
from workflow.regions import PROVINCE, regions
from workflow.store import Store
from workflow.tasks import filters

TODAY, EARLIER = "2026-11-09", "2026-06-30"
PLACES = [*regions(), PROVINCE]
NONE = "–"
WITHOUT = "11.13"  # all that it had closed before the days that are measured


def plain(text: str) -> str:
    """A number of a page or a file without what makes it easy to read: "5623479", "2.4"."""
    return "".join(text.split()).replace(".", "").replace(",", ".").removesuffix("%")


class Pages:
    """What the pages of a day show; every page and file is asked for once."""

    def __init__(self, store: Store, client: FlaskClient, day: str) -> None:
        self.store, self.client, self.day = store, client, day
        self.tiles: dict[tuple[str, str], tuple[str, str]] = {}  # measure, place -> number, address
        self.cells: dict[tuple[str, str, str], tuple[str, str]] = {}  # measure, place, key of its column -> the same
        for code in MEASURES:
            self._read(code, lxml.html.fromstring(self.text("/indikator", ukuran=code, pada=day)))

    def text(self, path: str, **query: str) -> str:
        answer = self.client.get(path, query_string=query or None)
        assert answer.status_code == 200, path
        return answer.text

    def _read(self, code: str, shown: Any) -> None:
        for tile in shown.xpath("//ul[@class='tiles']//a"):
            place = tile.xpath(".//span[contains(@class, 'code')]")[0].text
            self.tiles[code, place] = plain(tile.xpath(".//b")[0].text), tile.get("href")
        for row in shown.xpath("//tr[@data-place]"):
            for cell in row.xpath("./td[@data-what]"):
                url = (cell.xpath(".//a/@href") or [""])[0]
                self.cells[code, row.get("data-place"), cell.get("data-what")] = plain(cell.text_content()), url

    @cached_property
    def sheets(self) -> dict[str, list[dict[str, Any]]]:
        """Name of a sheet -> its rows, by heads."""
        answer = self.client.get("/indikator.xlsx", query_string={"pada": self.day})
        book = openpyxl.load_workbook(io.BytesIO(answer.data), read_only=True)
        return {sheet.title: list(by_head(sheet.iter_rows(values_only=True))) for sheet in book.worksheets}

    def csv(self, url: str) -> list[dict[str, str]]:
        return list(csv.DictReader(io.StringIO(self.text(url).lstrip("\ufeff")), delimiter=";"))

    def excel(self, url: str) -> list[dict[str, Any]]:
        book = openpyxl.load_workbook(io.BytesIO(self.client.get(url).data), read_only=True)
        return list(by_head(book.active.iter_rows(values_only=True)))


def by_head(rows: Iterator[tuple[Any, ...]]) -> Iterator[dict[str, Any]]:
    heads = next(rows)
    return ({**dict.fromkeys(heads), **dict(zip(heads, row, strict=False))} for row in rows)


@pytest.fixture
def filled(tuntas: SimpleNamespace) -> Store:
    store = fill(tuntas)
    fill_further(store)
    for lks in [one for one in store.find("lks", region=WITHOUT) if one["owner"] == "masyarakat"]:
        ended(store, START, lks, "2026-01-31")
    assert undecided(store) == [], "nothing holds the report back"
    return store


def test_every_number_is_the_same_wherever_it_stands(
    app: Flask, tuntas: SimpleNamespace, filled: Store, tmp_path: Path
):
    for day in (EARLIER, TODAY):
        shown = Pages(filled, signed_in(app, "dinsos.aceh"), day)
        the_tables_say_what_is_counted(shown)
        the_tiles_say_what_the_tables_say(shown)
        the_lists_have_what_the_numbers_say(shown)
        the_files_of_the_lists_have_it(shown)
        the_overview_has_it(shown)
        the_rows_behind_it_add_up(shown)
    the_paper_prints_it(tuntas, shown, tmp_path)


def the_tables_say_what_is_counted(shown: Pages) -> None:
    figures = measure(shown.store, shown.day).figures
    for code in MEASURES:
        for place in PLACES:
            figure, value = figures[place][code], shown.cells[code, place, "nilai"][0]
            assert value == (NONE if figure.number is None else str(figure.number)), (code, place)
            for key, number in (("pembilang", figure.numerator), ("pembagi", figure.denominator)):
                if (code, place, key) in shown.cells:
                    told = NONE if number is None else str(number)
                    assert shown.cells[code, place, key][0] == told, (code, place, key)
            if (code, place, "belum") in shown.cells:
                assert shown.cells[code, place, "belum"][0] == (str(figure.unknown) if figure.unknown else NONE)
    assert [place for place in regions() if not figures[place]["P1"].numerator] == [WITHOUT]
    told = {code: shown.cells[code, WITHOUT, "nilai"][0] for code in MEASURES if code != "I9"}
    assert set(told.values()) == {NONE}, "where nothing is recorded nobody knows that it is nought"


def the_tiles_say_what_the_tables_say(shown: Pages) -> None:
    assert len(shown.tiles) == len(MEASURES) * len(regions())
    for (code, place), (number, _) in shown.tiles.items():
        assert number == shown.cells[code, place, "nilai"][0], (code, place)


def the_lists_have_what_the_numbers_say(shown: Pages) -> None:
    counted: dict[str, int] = {}
    for where, (number, url) in shown.cells.items():
        if url:
            assert str(counted.setdefault(url, rows_of(shown, url))) == number, (where, url)
        else:
            assert number in ("0", NONE) or listless(*where), where
    for (code, place), (_, url) in shown.tiles.items():
        if code not in ("I6", "I7"):
            count = counted[url] if url in counted else rows_of(shown, url)
            assert count == measure_of(shown, code, place), (code, place)


def listless(code: str, place: str, key: str) -> bool:
    """A quotient, inhabitants and kecamatan are no institutions."""
    return not next(column.list for column in COLUMNS[code] if column.key == key)


def measure_of(shown: Pages, code: str, place: str) -> int:
    """Of a ratio what it counts, else its number."""
    key = "pembilang" if (code, place, "pembilang") in shown.cells else "nilai"
    return int(shown.cells[code, place, key][0].replace(NONE, "0"))


def rows_of(shown: Pages, url: str) -> int:
    """How many the list of an address has: asked as its page asks, and counted one by one."""
    path, args = urlsplit(url).path, dict(parse_qsl(urlsplit(url).query))
    if path == "/tugas":
        given = filters.accepted(shown.store, args, DINSOS)
        listed = filters.tasks(shown.store, DINSOS, given, TODAY, limit=None)
        assert filters.count(shown.store, DINSOS, given, TODAY) == len(listed)
        return len(listed)
    given = chosen.accepted(args, DINSOS)
    assert given == args, "each filter means something"
    found = chosen.listed(shown.store, DINSOS, given, TODAY, limit=None)
    assert chosen.number(shown.store, DINSOS, given, TODAY) == len(found) == len({lks["id"] for lks in found})
    return len(found)


def the_files_of_the_lists_have_it(shown: Pages) -> None:
    """Each list of all of Aceh as page, CSV and Excel: parted by their regions they are the lists of the 23."""
    for code, key, url in {(code, key, url) for (code, place, key), (_, url) in shown.cells.items()
                           if place == PROVINCE and url}:  # fmt: skip
        path, query = urlsplit(url).path, urlsplit(url).query
        rows = shown.csv(f"{path}.csv?{query}")
        head = "Kode wilayah" if path == "/lks" else next(head for head in rows[0] if head.startswith("Kode"))
        found = Counter(row[head] for row in rows)
        assert found == Counter(str(row[head]) for row in shown.excel(f"{path}.xlsx?{query}")), url
        for place in regions():
            assert str(found[place]) == shown.cells[code, place, key][0].replace(NONE, "0"), (code, place, key)
        said = " ".join(lxml.html.fromstring(shown.text(url)).text_content().split())
        assert re.search(rf"\b{len(rows)}\b", said), url


def the_overview_has_it(shown: Pages) -> None:
    of_csv = shown.csv(f"/indikator.csv?pada={shown.day}&isi=angka")
    of_excel = shown.sheets["Angka indikator"]
    assert [row["Kode wilayah"] for row in of_csv] == [row["Kode wilayah"] for row in of_excel] == PLACES
    for row, twin in zip(of_csv, of_excel, strict=True):
        for code, columns in COLUMNS.items():
            for column in columns:
                head, (number, _) = f"{code} {column.head}", shown.cells[code, row["Kode wilayah"], column.key]
                told = float(number.replace(NONE, "0"))
                assert float(row[head].replace(",", ".") or 0) == told, (head, row["Kode wilayah"])
                assert float(twin[head] or 0) == told, (head, row["Kode wilayah"])
                assert (row[head] == "") == (twin[head] is None)
        assert (row["Sumber penduduk"], row["Tahun penduduk"]) == ("DKB Kemendagri", "2024")


def the_rows_behind_it_add_up(shown: Pages) -> None:
    lks, tasks = shown.sheets["Di balik angka indikator"], shown.sheets["Janji di balik I9"]
    assert len(lks) == int(shown.cells["P1", PROVINCE, "nilai"][0])
    lists = {column.list: (code, column.key) for code, columns in COLUMNS.items() for column in columns if column.list}
    for place in PLACES:
        own = [row for row in lks if place in (PROVINCE, row["Kode wilayah"])]
        for measure_, head in BEHIND.items():
            if not measure_.startswith("I7"):
                told = shown.cells[lists[measure_][0], place, lists[measure_][1]][0]
                assert sum(row[head] or 0 for row in own) == int(told.replace(NONE, "0")), (place, measure_)
        assert sum(row["I6 satu per kecamatan"] or 0 for row in own) == measure_of(shown, "I6", place)
        there = sum(any(row[f"I7 {group}"] for row in own) for group in GROUPS)
        assert there == measure_of(shown, "I7", place), place
        due = [row for row in tasks if place in (PROVINCE, row["Kode wilayah"])]
        for which, head in PROMISES.items():
            code, key = lists[f"{TASKS} {which}"]
            told = shown.cells[code, place, key][0]
            assert sum(row[head] or 0 for row in due) == int(told.replace(NONE, "0")), (place, which)
    assert "Rahasia" not in str(lks)


def the_paper_prints_it(tuntas: SimpleNamespace, shown: Pages, folder: Path) -> None:
    made = at_any_time.issue(tuntas.store, tuntas.publisher, DINSOS, "indikator", Subject("11"), {}, at=START)
    report = from_data(tuntas.store.first("content", document=made["id"])["data"])
    texts = (
        folded(word_text(word.write(report, samples.picture))),
        folded(pdf_text(pdf.write(report, samples.picture), report, folder)),
    )
    for line in [*(printed_row(shown, place) for place in PLACES), *other_lines(shown)]:
        for text in texts:
            assert folded(line) in text, line
    drawn = tiles_of(report)
    assert drawn == {place: shown.tiles["I1", place][0] for place in regions()}


def printed(number: str) -> str:
    """As paper writes it."""
    whole, point, rest = number.partition(".")
    return number if number == NONE else grouped(int(whole)) + point.replace(".", ",") + rest


def printed_row(shown: Pages, place: str) -> str:
    """The row of table B, put together from the tables of the page."""

    def cell(code: str, key: str = "nilai") -> str:
        return printed(shown.cells[code, place, key][0])

    reached = f"{cell('I6', 'pembilang')}/{cell('I6', 'pembagi')}"
    values = {code: cell(code) for code in MEASURES}
    values["I6"] = NONE if values["I6"] == NONE else reached
    head = "Aceh" if place == PROVINCE else f"{place} {regions()[place].name}"
    return " ".join((head, cell("I1", "pembagi"), *values.values()))


def other_lines(shown: Pages) -> Iterator[str]:
    def aceh(code: str, key: str = "nilai") -> str:
        return printed(shown.cells[code, PROVINCE, key][0]).replace(NONE, "0")

    yield f"{aceh('P1')} LKS tercatat (P1)"
    yield f"{aceh('P2')} terdaftar (P2), {aceh('I2')}%"
    yield f"{aceh('P3')} aktif (P3), {aceh('I3')}%"
    yield f"{aceh('P5')} terakreditasi (P5); {aceh('I5')}% dari P3"
    yield f"{aceh('I1')} LKS aktif per 100.000 penduduk (I1)"
    yield f"{aceh('I8', 'pembilang')} LKS aktif menjadi pelaksana atau mitra"
    yield f"Masa berlaku tanda daftar tidak diketahui {aceh('P2', 'belum')} tidak dihitung dalam P2"
    yield f"(dugaan) {aceh('P5', 'belum')} tidak dihitung dalam P5"
    yield f"S1, S2, S3 tidak diketahui {', '.join(aceh(code, 'belum') for code in ('S1', 'S2', 'S3'))}"
    yield f"atau tidak dapat {aceh('I9', 'belum')} tidak dihitung dalam I9"
    for group in GROUPS:
        of = chosen.listed(shown.store, DINSOS, {"ukuran": f"I7 {group}"}, TODAY, limit=None)
        assert all(group in {SERVICES[service["kind"]] for service in lks["services"]} for lks in of)
        yield f"{group[1:]} {len(of)} {len({lks['region'] for lks in of})}"


def tiles_of(report: Report) -> dict[str, str]:
    (drawn,) = (block for section in report.sections for block in section.blocks if isinstance(block, TileMap))
    return {tile.code: plain(tile.number) for tile in drawn.tiles}
