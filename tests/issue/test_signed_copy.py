"""The PDF that came back signed: kept beside the issued one by those who may, and never called valid."""

from __future__ import annotations

import io
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import lxml.html
import pikepdf
import pytest
from flask import Flask
from flask.testing import FlaskClient

from documents.issue.signed import LOCKED, UNSIGNED, check_signed, keep_signed
from tests.world import chains
from tests.world.arranged import CHAIR, DINSOS, OTHER_SEKDIS, SEKDIS, bring, do
from tests.world.instance import START
from tests.world.pages_read import page, text, texts
from tests.world.really_signed import really_signed
from tests.world.shapes import faults
from tests.world.signing import signed
from tests.world.stored import stored
from workflow.errors import Invalid, NotAllowed, NotFound
from workflow.keeping.backup import make_backup
from workflow.store import Record
from workflow.tasks import timeline


def saved_anew(content: bytes, **how: Any) -> bytes:
    """As a service gives it back that writes the whole file again."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(content)) as pdf:
        pdf.save(out, **how)
    return out.getvalue()


@pytest.fixture
def task(tuntas: SimpleNamespace) -> Record:
    return bring(tuntas, "implemented", START)


@pytest.fixture
def publisher(app: Flask) -> Any:
    return app.extensions["tuntas"].publisher


@pytest.fixture
def letter(tuntas: SimpleNamespace, task: Record, publisher: Any) -> Record:
    """A report of the Dinas, its files made."""
    return publisher.publish(tuntas.store.find("document", task=task["id"], type="laporan")[0]["id"])


@pytest.fixture
def issued(publisher: Any, letter: Record) -> bytes:
    return publisher.archived(letter, "pdf")


def upload(client: FlaskClient, document: Record, content: bytes | None, name: str = "tte.pdf") -> Any:
    data = {} if content is None else {"file": (io.BytesIO(content), name)}
    return client.post(f"/dokumen/{document['id']}/ber-tte", data=data)


def test_it_is_kept_beside_the_issued_one(
    client_as: Callable[[str], FlaskClient], app: Flask, letter: Record, issued: bytes, tuntas: SimpleNamespace
):
    sekdis, content = client_as("sekdis.bireuen"), signed(issued)
    assert upload(sekdis, letter, content).location == f"/dokumen/{letter['id']}/ber-tte"
    tree = page(sekdis, f"/dokumen/{letter['id']}/ber-tte")
    told = text(tree.xpath("//section[@aria-labelledby='tersimpan']")[0])
    assert "diawali seluruh PDF yang diterbitkan Tuntas, tanpa perubahan" in told
    assert "Tidak ada tanda tangan elektronik yang dapat kami baca di dalamnya." in told
    answer = sekdis.get(f"/dokumen/{letter['id']}/ber-tte.pdf")
    assert (answer.data, answer.mimetype) == (content, "application/pdf")
    assert answer.headers["Content-Disposition"].endswith("-ber-TTE.pdf")
    assert sekdis.get(f"/dokumen/{letter['id']}.pdf").data == issued
    for path in (f"/tugas/{letter['task']}", "/dokumen"):
        assert "PDF ber-TTE" in texts(page(sekdis, path), "//div[@class='get']/a")
    checked = app.test_client().get(f"/cek/{letter['code']}").text
    assert "Sidik berkas PDF ber-TTE (SHA-256)" in checked
    record = tuntas.store.get("document", letter["id"])["signed"]
    assert (record["size"], record["by"], record["begins_as_issued"]) == (
        len(content), "Sekretaris Dinas Sosial Kabupaten Bireuen", True,
    )  # fmt: skip


def test_the_check_page_knows_it(app: Flask, publisher: Any, letter: Record, issued: bytes, tuntas: SimpleNamespace):
    content, app.config["WTF_CSRF_ENABLED"] = signed(issued), False
    public = app.test_client()

    def said(file: bytes) -> str:
        answer = public.post(f"/cek/{letter['code']}", data={"file": (io.BytesIO(file), "a.pdf")})
        return " ".join(answer.text.split())

    assert "Berkas bertambah" in said(content)
    keep_signed(tuntas.store, publisher.archive, SEKDIS, letter["id"], content, at=START)
    assert "sama dengan PDF ber-TTE yang disimpan kantor penerbit" in said(content)
    assert "Tidak ada tanda tangan elektronik yang dapat kami baca di dalamnya." in said(content)


def test_signatures_are_examined_and_no_name_is_told_that_the_paper_does_not_have(
    app: Flask, publisher: Any, letter: Record, issued: bytes, tuntas: SimpleNamespace,
    client_as: Callable[[str], FlaskClient],
):  # fmt: skip
    stranger, app.config["WTF_CSRF_ENABLED"] = really_signed(issued, "Orang Lain"), False

    def said(file: bytes) -> str:
        answer = app.test_client().post(f"/cek/{letter['code']}", data={"file": (io.BytesIO(file), "a.pdf")})
        return " ".join(lxml.html.fromstring(answer.text).get_element_by_id("hasil").text_content().split())

    words = said(stranger)
    assert words.startswith("Berkas bertanda tangan elektronik, naskahnya utuh")
    assert "Ditandatangani seseorang yang namanya tidak tertulis pada naskah" in words
    assert "menurut program penanda tangan: utuh, mencakup seluruh PDF yang diterbitkan." in words
    assert "Orang Lain" not in words
    assert "Siapa pemilik sertifikatnya tidak kami periksa" in words
    changed = said(really_signed(issued, "Orang Lain") + b"\n% lagi")
    assert changed.startswith("Berkas bertambah")
    keep_signed(tuntas.store, publisher.archive, SEKDIS, letter["id"], stranger, at=START)
    assert "Berkas sama persis" in said(stranger)
    kept = client_as("sekdis.bireuen").get(f"/dokumen/{letter['id']}/ber-tte").text
    assert "Ditandatangani <b>Orang Lain</b>" in kept


def test_one_that_was_saved_anew_is_taken_and_said_to_be_so(
    client_as: Callable[[str], FlaskClient], letter: Record, issued: bytes
):
    dinsos = client_as("dinsos.aceh")
    assert upload(dinsos, letter, saved_anew(signed(issued))).status_code == 302
    assert "tidak diawali byte PDF yang diterbitkan Tuntas" in dinsos.get(f"/dokumen/{letter['id']}/ber-tte").text


def test_what_is_no_signed_pdf_is_refused_in_words(
    client_as: Callable[[str], FlaskClient], letter: Record, issued: bytes, tuntas: SimpleNamespace
):
    sekdis = client_as("sekdis.bireuen")
    locked = saved_anew(issued, encryption=pikepdf.Encryption(owner="a", user="b"))
    quietly = saved_anew(signed(issued), encryption=pikepdf.Encryption(owner="a", user=""))
    for content, sentence in (
        (None, "Pilih PDF-nya dahulu."),
        (b"", "bukan PDF"),
        (b"PK\x03\x04", "bukan PDF"),
        (issued, UNSIGNED),
        (issued[: len(issued) // 2], "rusak atau tidak lengkap"),
        (locked, LOCKED),
        (quietly, LOCKED),
    ):
        answer = upload(sekdis, letter, content)
        assert (answer.status_code, sentence in answer.text) == (422, True), sentence
    assert "signed" not in tuntas.store.get("document", letter["id"])
    long = {"CONTENT_LENGTH": str(51 * 1024**2)}
    assert sekdis.post(f"/dokumen/{letter['id']}/ber-tte", environ_overrides=long).status_code == 413


def test_a_form_without_a_signature_is_no_signature():
    pdf = pikepdf.new()
    pdf.add_blank_page()
    loop = pdf.make_indirect(pikepdf.Dictionary(T=pikepdf.String("a")))
    loop.Kids = pikepdf.Array([loop, loop])  # a form that never ends
    pdf.Root.AcroForm = pikepdf.Dictionary(
        Fields=pikepdf.Array([loop, pikepdf.Dictionary(V=pikepdf.String("/ByteRange"))])
    )
    out = io.BytesIO()
    pdf.save(out)
    with pytest.raises(Invalid, match="belum memuat tanda tangan"):
        check_signed(out.getvalue())


def test_who_may(tuntas: SimpleNamespace, publisher: Any, task: Record, letter: Record, issued: bytes):
    def keep(actor: Any, document: Record, content: bytes) -> None:
        keep_signed(tuntas.store, publisher.archive, actor, document["id"], content, at=START)

    content = signed(issued)
    with pytest.raises(NotAllowed):
        keep(CHAIR, letter, content)
    with pytest.raises(NotFound):
        keep(OTHER_SEKDIS, letter, content)
    keep(DINSOS, letter, content)
    done = publisher.publish(tuntas.store.find("document", task=task["id"], type="pelaksanaan")[0]["id"])
    keep(CHAIR, done, signed(publisher.archived(done, "pdf")))  # the paper of the LKKS
    draft = tuntas.store.find("document", task=task["id"], type="rtl")[0]
    with pytest.raises(NotAllowed):
        keep(SEKDIS, draft, content)
    do(tuntas, task, "reopen", DINSOS, START)
    with pytest.raises(NotAllowed):
        keep(CHAIR, done, content)


def test_links_only_for_those_who_may(client_as: Callable[[str], FlaskClient], letter: Record):
    def offered(username: str) -> list[str]:
        return texts(page(client_as(username), f"/tugas/{letter['task']}"), "//p[contains(@class, 'links')]/a")

    assert offered("ketua.bireuen").count("Unggah PDF ber-TTE") <= 1  # of the LKKS' own paper alone
    assert offered("sekdis.bireuen").count("Unggah PDF ber-TTE") >= 1
    assert client_as("ketua.bireuen").get(f"/dokumen/{letter['id']}/ber-tte").status_code == 403
    assert client_as("sekdis.pidie").get(f"/dokumen/{letter['id']}/ber-tte").status_code == 404
    assert client_as("sekdis.bireuen").get(f"/dokumen/{letter['id']}/ber-tte.pdf").status_code == 404


def test_it_is_in_the_history_and_in_the_backup(
    app: Flask, tuntas: SimpleNamespace, publisher: Any, task: Record, letter: Record, issued: bytes, tmp_path: Any
):
    saved = keep_signed(tuntas.store, publisher.archive, SEKDIS, letter["id"], signed(issued), at=START)
    assert faults(saved) == []
    assert timeline.history(tuntas.store, task)[0].words == "PDF ber-TTE disimpan"
    assert chains.verify(tuntas.store, "11.11") == []
    kept = stored(publisher.archive, tuntas.store.get("document", letter["id"])["signed"]["sha256"])
    assert make_backup(tuntas.store, kept.parents[2], tmp_path / "whole", at=START)["damage"] == []
    kept.unlink()
    damage = make_backup(tuntas.store, kept.parents[2], tmp_path / "torn", at=START)["damage"]
    assert [kept.name in sentence for sentence in damage] == [True]
