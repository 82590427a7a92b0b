"""Eight answers a role, nine for the admin, each with steps and a picture; what they quote stands on a page, and forms
lead to them."""

from __future__ import annotations

import re
from functools import cache

import pytest
from flask.testing import FlaskClient
from lxml import html
from PIL import Image

from tests.world.every_page import pages
from tests.world.pages_read import page, text, texts
from tests.world.places import ROOT
from workflow.guide import ANSWERS, OF_MOVES, answer
from workflow.guide.answer import Answer
from workflow.kinds import KINDS
from workflow.machine.actions import ACTIONS
from workflow.roles import Role

ACCOUNTS = {
    Role.CHAIR: "ketua.bireuen", Role.SEKDIS: "sekdis.bireuen", Role.DINSOS: "dinsos.aceh", Role.ADMIN: "admin",
}  # fmt: skip
EVERY = [(role, one) for role, answers in ANSWERS.items() for one in answers]
IDS = [f"{role}-{one.anchor}" for role, one in EVERY]
PICTURES = ROOT / "static" / "guide"
NAMED = re.compile(r'help_link\("([\w-]+)"\)')
LEAST = {
    "ketua.bireuen": {"rencana", "kemajuan", "formulir", "lks", "mandat"},
    "sekdis.bireuen": {"setujui", "nomor", "tte", "lks"},
    "dinsos.aceh": {"rakor", "berkas", "bagikan", "periksa", "permintaan", "pengingat", "naskah", "lks"},
    "admin": {"kop", "penanda-tangan", "tujuan", "akun", "mandat", "waktu", "program"},
}
QUOTED = re.compile("“([^”]+)”")
EXAMPLES = {"T115 penyerahan.jpg"}


@cache
def said() -> str:
    """Whatever stands on pages: the templates, and the words that the code gives them."""
    rooms = [(ROOT / "templates", "*.html"), (ROOT / "workflow", "*.py"), (ROOT / "documents", "*.py")]
    files = [file for room, names in rooms for file in room.rglob(names) if "guide" not in file.parts]
    issued = [f"Terbitkan {kind.label.lower()}" for kind in KINDS.values()]
    return "\n".join([*(file.read_text() for file in files), *issued])


def stands(words: str) -> bool:
    return bool(re.search(rf"(?<!\w){re.escape(words)}(?!\w)", said()))


@pytest.mark.parametrize("role", Role)
def test_each_role_has_few_with_steps_that_are_few_and_short(role: Role):
    many = 9 if role is Role.ADMIN else 8
    assert len(ANSWERS[role]) == len({one.anchor for one in ANSWERS[role]}) == many
    assert all(3 <= len(one.steps) <= 6 for one in ANSWERS[role])
    assert max(len(step) for one in ANSWERS[role] for step in one.steps) <= 180


@pytest.mark.parametrize(("role", "one"), EVERY, ids=IDS)
def test_what_it_quotes_stands_on_a_page(role: Role, one: Answer):
    quoted = {words for step in one.steps for words in QUOTED.findall(step)} - EXAMPLES
    assert quoted, "an answer names what to press"
    assert [words for words in quoted if not stands(words)] == []


def test_a_word_that_is_on_no_page_is_noticed():
    assert stands("Setujui dan laporkan ke pimpinan")
    assert not stands("Setujui dan lapor ke pimpinan")


def test_the_pictures_are_few_small_and_all_shown():
    shown = {one.picture for _, one in EVERY}
    files = {file.stem: file for file in PICTURES.iterdir()}
    assert set(files) == shown
    assert max(file.stat().st_size for file in files.values()) <= 25_000
    assert sum(file.stat().st_size for file in files.values()) <= 800_000
    for file in files.values():
        with Image.open(file) as picture:
            assert picture.width >= 480
            assert picture.width * 3 == picture.height * 4


@pytest.mark.parametrize("role", Role)
def test_the_page_asks_and_answers_for_its_reader(client_as, role: Role):
    client = client_as(ACCOUNTS[role])
    tree = page(client, "/bantuan")
    anchors = [link.removeprefix("#") for link in tree.xpath("//nav[@aria-labelledby='pertanyaan']//li/a/@href")]
    assert anchors == [one.anchor for one in ANSWERS[role]]
    for one in ANSWERS[role]:
        (part,) = tree.xpath(f"//section[@aria-labelledby='{one.anchor}']")
        assert text(part.find("h2")) == one.question
        assert texts(part, ".//li") == list(one.steps)
        (picture,) = part.xpath(".//img")
        assert picture.get("loading") == "lazy"
        assert picture.get("alt") == one.alt
        (opens,) = part.xpath(".//a/@href")
        assert client.get(opens).status_code == 200


def test_a_role_has_only_its_own_answers():
    assert answer(Role.CHAIR, "rencana")
    assert answer(Role.CHAIR, "cadangan") is None


def test_the_page_of_an_act_leads_to_an_answer_of_whoever_does_it():
    for name, anchor in OF_MOVES.items():
        assert [role for role in ACTIONS[name].roles if answer(role, anchor) is None] == [], name


def test_every_answer_that_a_form_names_exists():
    named = {anchor for file in (ROOT / "templates").rglob("*.html") for anchor in NAMED.findall(file.read_text())}
    assert len(named) > 15
    assert named <= {one.anchor for _, one in EVERY}


def test_forms_lead_to_answers_of_their_reader(demo_app, demo_as):
    """Every page of the demo is opened: its link goes to a place that is there for that reader."""
    for username, addresses in pages(demo_app.extensions["tuntas"].store).items():
        if not username:
            continue
        client = demo_as(username)
        there = set(page(client, "/bantuan").xpath("//h2/@id"))
        found = {link.partition("#")[2] for address in addresses for link in help_links(client, address)}
        assert found <= there
        assert LEAST[username] <= found


def help_links(client: FlaskClient, address: str) -> list[str]:
    answer = client.get(address)
    if answer.status_code != 200 or answer.mimetype != "text/html":
        return []
    return html.fromstring(answer.text).xpath("//main//a[contains(@class, 'help-link')]/@href")
