"""Every text field says how much it takes before it refuses: what its page says is what the domain does.

Each form is sent twice: with more than its fields may hold, and then with exactly as much.
"""

from __future__ import annotations

import re
from typing import Any

import lxml.html
import pytest
from flask import Flask
from werkzeug.test import TestResponse

from tests.world.every_form import ELSEWHERE, FIXED, forms, prepared

FAR = 20_001  # letters: more than any field takes
# What the other button of the page sends.
MORE = {
    "approval.show": {"action": "report"}, "lks.change": {"do": "tolak"}, "documents.lks_issue": {"lihat": "ya"},
    "documents.letter_issue": {},
}  # fmt: skip


def read(answer: TestResponse) -> Any:
    return lxml.html.fromstring(answer.text)


def beside(page: Any, field: Any) -> str:
    """What the page says to a field."""
    told = page.xpath(f"//*[@id='{field.get('id')}-galat']|//*[@id='galat']//a[@href='#{field.get('id')}']")
    if field.get("name", "").startswith("participants-"):
        told += page.xpath("//*[@id='galat']//li[starts-with(., 'Isian peserta')]")
    if field.get("name", "").startswith("tick_"):
        told += page.xpath("//*[@id='ticks-galat']")
    if field.get("name") in ("caption", "paper_number"):
        told += page.xpath("//*[@id='photos-galat']")
    return " ".join(element.text_content() for element in told)


def hint(form: Any, field: Any) -> str:
    ids = (field.get("aria-describedby") or "").split()
    return " ".join(element.text_content() for ident in ids for element in form.xpath(f"//*[@id='{ident}']"))


@pytest.mark.slow  # every form of the app
def test_every_field_says_what_it_takes_and_takes_what_it_says(demo_app: Flask):
    wrong, tried = [], 0
    for endpoint, sent in forms(prepared(demo_app)):
        fields = {name: field for name, field in sent.fields().items() if name not in ELSEWHERE}
        free = {name: field for name, field in fields.items() if not FIXED.fullmatch(name)}
        far = {name: name + "x" * FAR for name in fields}
        pages = [read(sent.send(far))]
        if endpoint in MORE:
            untold = {name: text for name, text in far.items() if not beside(pages[0], fields[name])}
            pages.append(read(sent.send(untold, **MORE[endpoint])))
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
        lengths = {name: int(field.get("maxlength") or 9) for name, field in free.items()}
        exact = {name: name.ljust(most, "x")[:most] for name, most in lengths.items()}
        page = read(sent.send(exact))
        wrong += [
            f"{endpoint} {name}: {told}" for name in exact if "paling banyak" in (told := beside(page, fields[name]))
        ]
        tried += len(free)
    assert wrong == [], "\n".join(wrong)
    assert tried > 80
