"""Words that are typed for a paper before it is issued, and its form sent with them."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import lxml.html
from flask.testing import FlaskClient

from documents.report.frozen import from_data
from tests.world.plain_lines import lines
from workflow.store import Record

WORDS = {
    "word_title": "Kemitraan LKS dan Dunia Usaha",
    "word_hal": "Permohonan Arahan Kemitraan",
    "word_basis": "Undang-Undang Nomor 11 Tahun 2009 tentang Kesejahteraan Sosial\nQanun Aceh Nomor 11 Tahun 2013",
    "word_free": "Pembahasan lanjutan dijadwalkan pada triwulan pertama",
}
SAID = {name.removeprefix("word_"): text for name, text in WORDS.items()}


def sent(client: FlaskClient, page: Any, form: str, address: str, **typed: str) -> Any:
    """The form with that id of a page, with ``typed`` over what stands in it."""
    found = lxml.html.fromstring(page.text).xpath(form)[0]
    values = {name: value for name, value in found.form_values() if name != "csrf_token"}
    return client.post(address, data={**values, **typed})


def boxes(page: Any) -> dict[str, str]:
    found = lxml.html.fromstring(page.text).xpath("//*[starts-with(@name, 'word_')]")
    return {one.get("name"): (one.value or "").strip() for one in found}


def newest(tuntas: SimpleNamespace, kind: str) -> Record:
    return dict(tuntas.store.find("document", type=kind, order="-id")[0])


def text_of(tuntas: SimpleNamespace, document: Record) -> str:
    content = tuntas.store.find("content", document=document["id"])[0]["data"]
    return "\n".join(lines(from_data(content)))


def verdicts(desk: Any) -> list[str]:
    return list(set(lxml.html.fromstring(desk.text).xpath("//input[starts-with(@name, 'verdict-')]/@name")))
