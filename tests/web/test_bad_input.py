"""Nonsense in every field of every form and in every address gets a page, never a fault of ours."""

from __future__ import annotations

import html
import random
import re
from collections import deque

import pytest
from flask import Flask

from tests.world.instance import signed_in

NONSENSE = (
    "", "0", "-1", "99999999999999999999", "1e9", "abc", "11.11", "11.99", "%00", "\u202e", "' OR 1=1--",
    "<script>alert(1)</script>", "../../etc/passwd", "1,2,3", "a" * 3000, "2026-13-45", "0000-01-01", "ﷺ", "None",
)  # fmt: skip
PARAMETERS = (
    "tahap", "menunggu", "meja", "wilayah", "rakor", "terlambat", "butir", "q", "komisi", "setelah", "lebar", "isi",
    "jenis", "status", "tahun", "keadaan", "gabung", "number", "number_from", "addressee", "dari", "sampai", "lanjut",
    "kantor",
)  # fmt: skip
ALIKE = 1  # pages of the same kind that are visited
FILES = re.compile(r"\.(pdf|docx|xlsx|png|zip)\b")


def kind(path: str) -> str:
    """The address without its numbers: pages of one kind."""
    return re.sub(r"\d[\d.]*|[0-9a-f]{8}", "N", path.split("?")[0])


def walk(client) -> tuple[list[str], list[tuple[str, list[str]]]]:
    """(pages that a reader can reach by links, POST forms on them as (address, field names))."""
    waiting, seen, pages, forms = deque(["/"]), {}, [], {}
    while waiting:
        path = waiting.popleft()
        if path in pages or FILES.search(path) or seen.get(kind(path), 0) >= ALIKE:
            continue
        seen[kind(path)] = seen.get(kind(path), 0) + 1
        pages.append(path)
        answer = client.get(path, follow_redirects=True)
        text = answer.text if answer.mimetype == "text/html" else ""
        answer.close()
        waiting.extend(html.unescape(link).split("#")[0] for link in re.findall(r'<a [^>]*href="(/[^"]*)"', text))
        for attributes, inner in re.findall(r"<form([^>]*)>(.*?)</form>", text, re.S):
            action = re.search(r'action="([^"]+)"', attributes)
            target = html.unescape(action.group(1)) if action else path
            if 'method="post"' in attributes and "keluar" not in target:
                forms.setdefault(kind(target), (target, sorted(set(re.findall(r'name="([^"]+)"', inner)))))
    return pages, list(forms.values())


@pytest.mark.slow  # every form of the app
@pytest.mark.parametrize("username", ["ketua.bireuen", "sekdis.bireuen", "dinsos.aceh", "admin"])
def test_nothing_typed_anywhere_breaks_a_page(demo_app: Flask, username: str):
    client, dice, broken = signed_in(demo_app, username), random.Random(username), []  # noqa: S311 - dice, no secret
    pages, forms = walk(client)
    assert len(pages) > 5
    assert forms
    for path in pages:
        for name in dice.sample(PARAMETERS, 4):
            answer = client.get(path.split("?")[0], query_string={name: dice.choice(NONSENSE)})
            answer.close()
            if answer.status_code >= 500:
                broken.append(f"GET {path} {name} {answer.status}")
    for target, names in forms:
        for _ in range(2):
            data = {name: dice.choice(NONSENSE) for name in names if name != "csrf_token"}
            answer = client.post(target, data=data)
            if answer.status_code >= 500:
                broken.append(f"POST {target} {data} {answer.status}")
    assert broken == []
