"""The workbook of settings in the hands of an admin: fetched, edited in cells, sent back, saved."""

from __future__ import annotations

import html
import io
import re
from collections.abc import Callable
from typing import Any

import openpyxl
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

Book = Any


def fetched(client: FlaskClient) -> Book:
    return openpyxl.load_workbook(io.BytesIO(client.get("/pengaturan/berkas.xlsx").data))


def bytes_of(book: Book) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def columns(book: Book, sheet: str) -> dict[str, int]:
    return {cell.value: cell.column for cell in book[sheet][1]}


def put(book: Book, sheet: str, key: str, **cells: Any) -> None:
    """Into the row whose first cell is ``key``; of the heads the blanks are written "_"."""
    row = next(row for row in book[sheet].iter_rows(min_row=2) if row[0].value == key)[0].row
    for head, value in cells.items():
        book[sheet].cell(row, columns(book, sheet)[head.replace("_", " ")]).value = value


def add(book: Book, sheet: str, **cells: Any) -> None:
    row = book[sheet].max_row + 1
    for head, value in cells.items():
        book[sheet].cell(row, columns(book, sheet)[head.replace("_", " ")]).value = value


def send(client: FlaskClient, content: bytes, name: str = "pengaturan.xlsx") -> TestResponse:
    return client.post("/pengaturan/berkas", data={"file": (io.BytesIO(content), name)})


def checked(client: FlaskClient, edit: Callable[[Book], None]) -> TestResponse:
    book = fetched(client)
    edit(book)
    return send(client, bytes_of(book))


def kept(answer: TestResponse) -> str:
    return html.unescape(re.search(r'name="kept" value="([^"]+)"', answer.text)[1])  # type: ignore[index]


def counted(answer: TestResponse) -> dict[str, int]:
    """The boxes above the rows: word -> number."""
    found = re.findall(r'<a class="count[^>]*><b>(\d+)</b><span>([^<]+)</span>', answer.text)
    return {words: int(number) for number, words in found}


def words(answer: TestResponse) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", answer.text)).split())


def saved(client: FlaskClient, answer: TestResponse) -> TestResponse:
    return client.post("/pengaturan/berkas/simpan", data={"kept": kept(answer)})
