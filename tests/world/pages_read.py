"""Reads a page as its reader would: headings, rows, buttons and counted boxes."""

from __future__ import annotations

import re
from typing import Any

from flask.testing import FlaskClient
from lxml import html


def page(client: FlaskClient, path: str, status: int = 200) -> Any:
    """The parsed page at ``path``, which must answer with ``status``."""
    answer = client.get(path)
    assert answer.status_code == status, (path, answer.status_code)
    return html.fromstring(answer.get_data(as_text=True))


def one_line(source: str) -> str:
    """A page's source without the line breaks of its template: none beside a tag, a space within a text."""
    return re.sub(r"\s*\n\s*", " ", re.sub(r"(?<=>)\s*\n\s*|\s*\n\s*(?=<)", "", source))


def text(element: Any) -> str:
    return " ".join(element.text_content().split())


def texts(tree: Any, xpath: str) -> list[str]:
    return [text(element) for element in tree.xpath(xpath)]


def links(tree: Any, xpath: str = "//main//a") -> dict[str, str]:
    """Words of a link, or of a button that sends a form at once -> its address."""
    return {text(element): address(element) for element in tree.xpath(xpath)}


def address(element: Any) -> str:
    return element.get("href") or element.getparent().get("action")


def boxes(tree: Any) -> dict[str, tuple[int, str]]:
    """Words of a counted box -> (its number, the address of its list)."""
    found = {}
    for box in tree.xpath("//a[contains(@class, 'count')]"):
        words = text(box.find("span")).replace("\xad", "")
        found[words] = (int(text(box.find("b"))), box.get("href"))
    return found


def listed(client: FlaskClient, path: str) -> tuple[int, list[int]]:
    """(number told at the top, ids of all rows) of a task list, through all its pages."""
    tree = page(client, path)
    told = int(tree.xpath("string(//p[@role='status']/b)"))
    found: list[int] = []
    while True:
        rows = [int(href.rsplit("/", 1)[1]) for href in tree.xpath("//tbody//th/a/@href")]
        assert len(rows) <= 50
        found += rows
        onward = tree.xpath("//main//a[normalize-space()='Berikutnya']/@href")
        if not onward:
            return told, found
        tree = page(client, onward[0])
