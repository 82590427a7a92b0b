"""A paper with a place for a certified signature, from its issue through the service and back: kept, checked, told."""

from __future__ import annotations

import io
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import lxml.html
import pytest
from flask import Flask
from flask.testing import FlaskClient

from documents.issue.signed import UNSIGNED, check_signed
from tests.world.arranged import SEKDIS, bring, do
from tests.world.instance import START
from tests.world.office_suite import Converted
from tests.world.pages_read import page, text
from tests.world.tte import filled, sign_electronically
from workflow.errors import Invalid
from workflow.store import Record

NAME = "Cut Contoh, S.E."


@pytest.fixture
def letter(tuntas: SimpleNamespace, app: Flask) -> Record:
    """A report of an office that signs electronically, its files made."""
    sign_electronically(tuntas.store, "#")
    for office in tuntas.store.find("office", region="11.11", identity="dinsos"):
        tuntas.store.save({**office, "signer_name": NAME})
    task = bring(tuntas, "draft/sekdis", START)
    do(tuntas, task, "report", SEKDIS, START)
    (document,) = tuntas.store.find("document", task=task["id"], type="laporan")
    return app.extensions["tuntas"].publisher.publish(document["id"])


@pytest.fixture
def issued(app: Flask, letter: Record) -> bytes:
    return app.extensions["tuntas"].publisher.archived(letter, "pdf")


@pytest.fixture
def said(app: Flask, letter: Record) -> Callable[[bytes], str]:
    """What the check page says of a file."""
    app.config["WTF_CSRF_ENABLED"] = False

    def ask(content: bytes) -> str:
        answer = app.test_client().post(f"/cek/{letter['code']}", data={"file": (io.BytesIO(content), "a.pdf")})
        return " ".join(lxml.html.fromstring(answer.text).get_element_by_id("hasil").text_content().split())

    return ask


def test_the_empty_field_is_no_signature(issued: bytes, said: Callable[[bytes], str]):
    with pytest.raises(Invalid) as refused:
        check_signed(issued)
    assert refused.value.fields == {"file": UNSIGNED}
    assert said(issued) == "Berkas sama persis Sidik berkas Anda sama dengan PDF yang diterbitkan."


def test_signed_in_both_places_it_is_known_kept_and_told(
    client_as: Callable[[str], FlaskClient], letter: Record, issued: bytes, said: Callable[[bytes], str]
):
    once = filled(issued, NAME, "TTD_1")
    both = filled(once, NAME, "TTD_2")
    for content, count in ((once, 1), (both, 2)):
        words = said(content)
        assert words.startswith("Berkas bertanda tangan elektronik, naskahnya utuh")
        assert words.count(f"Ditandatangani {NAME}") == count
        assert words.count("utuh, mencakup seluruh PDF yang diterbitkan.") == count
    sekdis = client_as("sekdis.bireuen")
    data: dict[str, Any] = {"file": (io.BytesIO(both), "tte.pdf")}
    assert sekdis.post(f"/dokumen/{letter['id']}/ber-tte", data=data).status_code == 302
    kept = text(page(sekdis, f"/dokumen/{letter['id']}/ber-tte").xpath("//section[@aria-labelledby='tersimpan']")[0])
    assert "diawali seluruh PDF yang diterbitkan Tuntas, tanpa perubahan" in kept
    assert kept.count(f"Ditandatangani {NAME}") == 2
    assert said(both).startswith("Berkas sama persis Sidik berkas Anda sama dengan PDF ber-TTE")


def test_printed_anew_from_word_the_word_in_the_box_is_no_addition(
    app: Flask, letter: Record, said: Callable[[bytes], str], libreoffice: Converted, tmp_path: Any
):
    """Word has it as text, the PDF as a drawing."""
    (tmp_path / "a.docx").write_bytes(app.extensions["tuntas"].publisher.archived(letter, "docx"))
    libreoffice("pdf", tmp_path, tmp_path / "a.docx")
    assert said((tmp_path / "a.pdf").read_bytes()).startswith("Berkas disimpan ulang, teksnya sama")
