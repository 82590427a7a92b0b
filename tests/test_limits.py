"""Every text field says how much it takes before it refuses: what its page says is what the domain does.

Each form is sent twice: with more than its fields may hold, and then with exactly as much.
"""

from __future__ import annotations

import io
import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import lxml.html
import pytest
from flask import Flask
from flask.testing import FlaskClient

from app import create_app
from tests.arranged import OUTCOME, photo
from tests.conftest import START, signed_in
from tests.ladder import LADDER, WHO, Case

TYPED = ("text", "search", "tel", "email", "password", "")
FAR = 20_001  # letters: more than any field takes


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory, demo_instance: Path) -> Iterator[Flask]:
    folder = tmp_path_factory.mktemp("limits") / "instance"
    shutil.copytree(demo_instance, folder)
    made = create_app(folder, NOW=lambda: START, TESTING=True, BASE_URL="https://tuntas.example")
    store = made.extensions["tuntas"].store
    office = store.find("office", region="11.11", identity="dinsos")[0]["id"]
    signer = {"position": "Kepala", "name": "Contoh", "start": "2020-01-01", "end": "2020-12-31"}
    assert signed_in(made, "admin").post(f"/pengaturan/kantor/{office}/penanda-tangan", data=signer).status_code == 302
    rakor = Case(made).rakor()["id"]
    more = {**OUTCOME, "is_task": "y"}
    assert signed_in(made, "dinsos.aceh").post(f"/rakor/{rakor}/butir/baru", data=more).status_code == 303
    yield made
    store.close()


# Their form says already how long they are, or they are never cut off: a password that lost its end opens nothing.
FIXED = re.compile(r"code|last|number_pattern|\w+_(top|right|bottom|left)|(old_)?password|repeat|username")
ELSEWHERE = ("block",)  # a list of participants, bounded by how many they are
NOT_HERE = "intake."  # rows of an office's file: what is too long there is told before it is recorded
MORE = {"approval.show": {"action": "report"}}  # what the other button of the page sends


@dataclass
class Sent:
    """A form of a page, and its answers."""

    client: FlaskClient
    address: str
    form: Any
    more: dict[str, Any]

    def fields(self) -> dict[str, Any]:
        """The fields that are typed into, by name."""
        found = self.form.xpath(".//textarea[@name]|.//input[@name]")
        return {e.get("name"): e for e in found if e.tag == "textarea" or (e.get("type") or "") in TYPED}

    def send(self, typed: dict[str, str], **more: Any) -> Any:
        data = {name: value for name, value in self.form.form_values() if name != "csrf_token"}
        if "caption" in typed:
            data["photos"] = (io.BytesIO(photo()), "a.jpg")
        return lxml.html.fromstring(self.client.post(self.address, data={**data, **self.more, **typed, **more}).text)


def forms(app: Flask) -> Iterator[tuple[str, Sent]]:
    """Every form of the ladder that has a page of its own."""
    for endpoint, rungs in LADDER.items():
        for rung in rungs:
            if rung.fill is None or rung.absent or endpoint.startswith(NOT_HERE):
                continue
            case, client = Case(app), signed_in(app, WHO[rung.role])
            address = app.url_map.bind("localhost").build(endpoint, rung.own(case), method="POST") + rung.query(case)
            page = rung.at if rung.at not in ("", "-") else address
            answer = client.get(page)
            if answer.status_code == 200:
                for form in lxml.html.fromstring(answer.text).forms:
                    action = (form.get("action") or page).partition("?")[0]
                    if form.method == "POST" and action == address.partition("?")[0]:
                        yield endpoint, Sent(client, address, form, dict(rung.fill(case)))
                        break


def beside(page: Any, field: Any) -> str:
    """What the page says to a field."""
    told = page.xpath(f"//*[@id='{field.get('id')}-galat']|//*[@id='galat']//a[@href='#{field.get('id')}']")
    if field.get("name", "").startswith("participants-"):
        told += page.xpath("//*[@id='galat']//li[starts-with(., 'Isian peserta')]")
    if field.get("name") == "caption":
        told += page.xpath("//*[@id='photos-galat']")
    return " ".join(element.text_content() for element in told)


def hint(form: Any, field: Any) -> str:
    ids = (field.get("aria-describedby") or "").split()
    return " ".join(element.text_content() for ident in ids for element in form.xpath(f"//*[@id='{ident}']"))


def test_every_field_says_what_it_takes_and_takes_what_it_says(app: Flask):
    wrong, tried = [], 0
    for endpoint, sent in forms(app):
        fields = {name: field for name, field in sent.fields().items() if name not in ELSEWHERE}
        free = {name: field for name, field in fields.items() if not FIXED.fullmatch(name)}
        far = {name: name + "x" * FAR for name in fields}
        pages = [sent.send(far)]
        if endpoint in MORE:
            untold = {name: text for name, text in far.items() if not beside(pages[0], fields[name])}
            pages.append(sent.send(untold, **MORE[endpoint]))
        for name, field in fields.items():
            said = " ".join(beside(page, field) for page in pages)
            found = set(re.findall(r"paling banyak (\d+)", said))
            if name in free and found != {field.get("maxlength")}:
                wrong.append(f"{endpoint} {name}: says {field.get('maxlength')}, takes {found}")
            if (
                name in free
                and field.tag == "textarea"
                and f"Paling banyak {field.get('maxlength')} huruf" not in hint(sent.form, field)
            ):
                wrong.append(f"{endpoint} {name}: its limit is in no hint")
            if name not in free and not said and "password" not in name and name not in ("username", "repeat"):
                wrong.append(f"{endpoint} {name}: takes anything")
        exact = {name: name.ljust(int(field.get("maxlength") or 9), "x") for name, field in free.items()}
        page = sent.send(exact)
        wrong += [
            f"{endpoint} {name}: {told}" for name in exact if "paling banyak" in (told := beside(page, fields[name]))
        ]
        tried += len(free)
    assert wrong == [], "\n".join(wrong)
    assert tried > 80
