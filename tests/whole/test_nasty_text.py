"""What is typed is text, wherever it comes out: on every page, in Word, PDF and spreadsheets. And nothing that hides or
turns what is read gets in, by whatever field, file name, caption or header."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
import subprocess
import zipfile
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import lxml.html
import openpyxl
import pytest
from flask import Flask
from lxml import etree

from app import create_app
from documents.word.elements import W
from tests.world.every_form import ELSEWHERE, FIXED, forms, prepared
from tests.world.every_page import pages
from tests.world.instance import START, signed_in
from tests.world.ladder import LADDER, WHO, Case
from workflow.demo import PASSWORD
from workflow.store import FIELDS

NASTY = (
    "<script>alert('x1')</script>", '"><img src=x2 onerror=alert(2)>', "' onmouseover='alert(3)", "{{7*7}}", "]]>",
    "{% if 1 %}x5", "&lt;b&gt;&#60;", "=cmd|' /C calc'!A0", "+1+1", "@SUM(1)", "'; DROP TABLE task;--", "W" * 60,
    "بنتوان", "javascript:alert(14)",
)  # fmt: skip
HIDDEN = "\u202e\u200b\x00"
OURS = re.compile(r"/static/[a-z/.]+(\?|$)|/bootstrap/static/")


def nasty(most: int, turn: int) -> str:
    """As many of the texts as fit, in turn, each with something hidden behind its first letter."""
    found: list[str] = []
    for place in range(len(NASTY)):
        text = NASTY[(turn + place) % len(NASTY)]
        if len(" ".join([*found, text])) <= most:
            found.append(text)
    return " ".join(text[0] + HIDDEN + text[1:] for text in found)


def plain(text: str) -> str:
    return " ".join(text.translate(dict.fromkeys(map(ord, HIDDEN))).split())


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory, demo_instance: Path) -> Iterator[SimpleNamespace]:
    """The demo after every form was sent with nasty text in each of its fields; what was sent where."""
    folder = tmp_path_factory.mktemp("nasty") / "instance"
    shutil.copytree(demo_instance, folder)
    app = create_app(folder, NOW=lambda: START, TESTING=True, BASE_URL="https://tuntas.example")
    sent, answers, addresses = {}, [], pages(prepared(app).extensions["tuntas"].store)
    for turn, (endpoint, form) in enumerate(forms(app)):
        fields = form.fields()
        typed = {
            name: nasty(_most(name, field), turn + place)
            for place, (name, field) in enumerate(fields.items())
            if not FIXED.fullmatch(name) and name not in ELSEWHERE
        }
        form.client.environ_base["HTTP_USER_AGENT"] = nasty(200, turn)
        answer = form.send(typed, photo_name=f"<script{HIDDEN}>alert('x1')> {{{{7*7}}}}.jpg")
        answers.append((endpoint, answer.status_code))
        if answer.status_code in (302, 303) and typed:
            sent[endpoint] = SimpleNamespace(form=form, typed=typed, page=form.page, to=answer.location)
    sign_in(app)
    yield SimpleNamespace(
        app=app, addresses=addresses, store=app.extensions["tuntas"].store, sent=sent, answers=answers
    )
    app.extensions["tuntas"].store.close()


def _most(name: str, field: Any) -> int:
    """What was said must not name a participant, whose name is of the same texts: one of them, no more."""
    return 35 if name.endswith("-said") else int(field.get("maxlength") or 900)


def sign_in(app: Flask) -> None:
    """Once well and once badly, from a browser with a nasty name."""
    client = app.test_client()
    client.environ_base["HTTP_USER_AGENT"] = nasty(200, 3)
    for username, status in (("admin", 302), (nasty(60, 0), 422)):
        assert client.post("/masuk", data={"username": username, "password": PASSWORD}).status_code == status


def test_the_forms_were_taken(world: SimpleNamespace):
    assert all(status < 500 for _, status in world.answers), world.answers
    assert world.sent.keys() >= {
        "plan.edit", "progress.record", "moves.act", "rakor.new", "rakor.edit", "rakor.outcome_new",
        "rakor.outcome_edit", "settings.office", "settings.addressees", "settings.signatories", "settings.account",
        "agenda.reserve",
    }  # fmt: skip


def faults(tree: Any) -> list[str]:
    """Elements and attributes that are not ours."""
    found = []
    for element in tree.iter(etree.Element):
        source = element.get("src") or ""
        if element.tag == "script" and ((element.text or "").strip() or not OURS.match(source)):
            found.append(f"script {source} {element.text}")
        if element.tag in ("iframe", "object", "embed", "base", "b2") or source == "x2":
            found.append(f"{element.tag} {source}")
        found += [f"{element.tag} {name}" for name in element.attrib if name.lower().startswith("on")]
        target = element.get("href") or element.get("action") or element.get("formaction") or ""
        if element.tag != "link" and target.strip().lower().startswith(("javascript:", "data:", "vbscript:")):
            found.append(f"{element.tag} {target}")
    return found


def test_no_page_is_made_of_it(world: SimpleNamespace):
    addresses = {account: list(found) for account, found in world.addresses.items()}
    for kept in world.sent.values():
        addresses[kept.form.owner] += [kept.page, kept.to]
    wrong, seen = [], ""
    for account, found in addresses.items():
        client = signed_in(world.app, account) if account else world.app.test_client()
        for address in found:
            answer = client.get(address, follow_redirects=True)
            if answer.mimetype != "text/html":
                continue
            tree = lxml.html.fromstring(answer.text)
            wrong += [f"{account} {address}: {fault}" for fault in faults(tree)]
            values = [str(e.get("value")) for e in tree.iter("input")]
            seen += " ".join([tree.text_content(), *values]) + " "
            assert not set(HIDDEN) & set(answer.text), address
    assert wrong == [], "\n".join(wrong)
    flat = " ".join(seen.split())
    assert [text for text in NASTY if text not in flat] == []


def test_nothing_hidden_is_stored(world: SimpleNamespace):
    dirty = [
        (kind, record["id"])
        for kind in FIELDS
        for record in world.store.find(kind)
        if re.search(r"\\u202e|\\u200b|\\u0000", json.dumps(record))
    ]
    assert dirty == []
    assert {session["agent"] for session in world.store.find("session")} == {"pytest", "Peramban lain"}
    photo = world.store.find("evidence", order="-id", limit=1)[0]
    assert photo["name"] == "_script_alert('x1')_ {{7_7}}.jpg"
    assert photo["caption"] == plain(photo["caption"]) != ""


def blankless(text: str) -> str:
    return re.sub(r"\s+", "", text)


def test_word_and_pdf_hold_it_literally(world: SimpleNamespace, tmp_path: Path):
    plan = world.sent["plan.edit"]
    task = re.search(r"/tugas/(\d+)/", plan.form.address).group(1)
    typed = [plain(text) for text in plan.typed.values()]
    sekdis = signed_in(world.app, "sekdis.bireuen")
    with zipfile.ZipFile(io.BytesIO(sekdis.get(f"/tugas/{task}/rtl.docx").data)) as package:
        tree = etree.fromstring(package.read("word/document.xml"))
    word = blankless("".join(part.text or "-" for part in tree.iter(f"{W}t", f"{W}noBreakHyphen")))
    (tmp_path / "a.pdf").write_bytes(sekdis.get(f"/tugas/{task}/rtl.pdf").data)
    told = subprocess.run(["pdftotext", "-raw", tmp_path / "a.pdf", "-"], check=True, capture_output=True, text=True)
    latin = [text for text in NASTY if text.isascii()]
    shown = [text for text in latin if any(text in said for said in typed)]
    assert len(shown) == len(latin)
    assert [text for text in shown if blankless(text) not in word] == []
    assert [text for text in shown if blankless(text) not in blankless(told.stdout)] == []


def test_no_cell_of_a_spreadsheet_is_a_formula(world: SimpleNamespace):
    formulas, seen = re.compile(r"\s*[=+\-@]"), ""
    for endpoint, rungs in LADDER.items():
        for rung in rungs:
            if not re.fullmatch(r"lists\..*|documents\.(matrix|recap)_file", endpoint):
                continue
            case = Case(world.app)
            values = rung.own(case)
            address = world.app.url_map.bind("localhost").build(endpoint, values) + rung.query(case)
            answer = signed_in(world.app, WHO[rung.role]).get(address)
            assert answer.status_code == 200, address
            if answer.mimetype == "text/csv":
                for row in csv.reader(io.StringIO(answer.data.decode("utf-8-sig")), delimiter=";"):
                    seen += " ".join(row)
                    assert not [cell for cell in row if formulas.match(cell)], (address, row)
                continue
            book = openpyxl.load_workbook(io.BytesIO(answer.data))
            for cell in (cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None):
                assert cell.data_type != "f", (address, cell.value)
                if isinstance(cell.value, str):
                    seen += cell.value
                    assert cell.quotePrefix == bool(formulas.match(cell.value)), (address, cell.value)
    assert "=cmd|' /C calc'!A0" in seen
