"""Every form of the ladder that has a page of its own, to be filled in and sent by the tests."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import lxml.html
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.world import mandated
from tests.world.arranged import OUTCOME, photo
from tests.world.instance import signed_in
from tests.world.ladder import LADDER, WHO, Case
from tests.world.ladder_world import make_lks_pairs, make_saved
from tests.world.lks_world import make_lks
from tests.world.mails import make_mails
from tests.world.programs import make_key
from tests.world.suggested import make_suggestions

# Their form says already how long they are, or they are never cut off: a password that lost its end opens nothing.
FIXED = re.compile(
    r"code|last|number_pattern|\w+_(top|right|bottom|left)|(old_)?password|repeat|username"
    r"|(hours|items)-\d-(begins|ends)|parent|managers|workers|social_workers|capacity|(fe)?male|amount_\w+|acc_\d+_year"
)
# Lists of participants and of an agenda, bounded by how many they are; what is looked for and kept nowhere.
ELSEWHERE = ("agenda", "block", "lks_cari")
TYPED = ("text", "search", "tel", "email", "password", "")
# What a file said: their own tests send what is too long.
NOT_HERE = ("intake.", "travel.", "lks_import.", "lks_row.", "settings_book.")


@dataclass
class Sent:
    """A form of a page, ready to be sent."""

    owner: str
    client: FlaskClient
    page: str
    address: str
    form: Any
    more: dict[str, Any]

    def fields(self) -> dict[str, Any]:
        """The fields that are typed into, by name."""
        found = self.form.xpath(".//textarea[@name]|.//input[@name]")
        return {e.get("name"): e for e in found if e.tag == "textarea" or (e.get("type") or "") in TYPED}

    def send(self, typed: dict[str, str], *, photo_name: str = "a.jpg", **more: Any) -> TestResponse:
        data = {name: value for name, value in self.form.form_values() if name != "csrf_token"}
        if any(name.startswith("tick_") for name in typed):  # words beside an LKS say nothing without its tick
            data["tick"] = self.form.xpath(".//input[@name='tick']/@value")
        if "caption" in typed:
            data["photos"] = (io.BytesIO(photo()), photo_name)
        return self.client.post(self.address, data={**data, **self.more, **typed, **more})


def prepared(app: Flask) -> Flask:
    """The demo with what else the ladder needs: an outcome that nobody has yet, and a signatory."""
    store = app.extensions["tuntas"].store
    office = store.find("office", region="11.11", identity="dinsos")[0]["id"]
    signer = {"position": "Kepala", "name": "Contoh", "start": "2020-01-01", "end": "2020-12-31"}
    assert signed_in(app, "admin").post(f"/pengaturan/kantor/{office}/penanda-tangan", data=signer).status_code == 302
    rakor, more = Case(app).rakor()["id"], {**OUTCOME, "is_task": "y"}
    assert signed_in(app, "dinsos.aceh").post(f"/rakor/{rakor}/butir/baru", data=more).status_code == 303
    make_lks(store)
    make_lks_pairs(store, ["11.11"])
    make_suggestions(store)
    for giver in ("ketua.bireuen", "ketua.pidie"):
        mandated.give(store, giver, "dinsos.aceh")
    make_saved(store, ["ketua.bireuen", "ketua.pidie"])
    make_key(store)
    make_mails(store)
    return app


def forms(app: Flask) -> Iterator[tuple[str, Sent]]:
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
                        yield endpoint, Sent(WHO[rung.role], client, page, address, form, dict(rung.fill(case)))
                        break
