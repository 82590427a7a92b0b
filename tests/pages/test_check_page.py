"""The public check page: whether a paper counts, and whether a file is the one that was issued."""

from __future__ import annotations

import hashlib
import io
import re
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import lxml.html
import pytest
from flask import Flask
from flask.testing import FlaskClient

from app import create_app
from tests.world import papers
from tests.world.arranged import DINSOS, bring, do
from tests.world.instance import START, Clock, signed_in
from workflow import pacing
from workflow.errors import TooOften
from workflow.store import Record, Store

SECRET = "Foto memuat wajah anak asuh."


@pytest.fixture
def public(app: Flask) -> FlaskClient:
    """Somebody without an account, with the real CSRF check."""
    return app.test_client()


@pytest.fixture
def task(tuntas: SimpleNamespace) -> Record:
    return bring(tuntas, "implemented", START)


@pytest.fixture
def report(tuntas: SimpleNamespace, task: Record) -> Record:
    """The implementation report."""
    return tuntas.store.find("document", task=task["id"], type="pelaksanaan")[0]


def text_of(answer: Any) -> str:
    return " ".join(" ".join(lxml.html.fromstring(answer.text).find(".//main").itertext()).split())


def compare(public: FlaskClient, code: str, content: bytes | None, **more: str) -> Any:
    token = lxml.html.fromstring(public.get(f"/cek/{code}").text).xpath("//input[@name='csrf_token']/@value")[0]
    file = {} if content is None else {"file": (io.BytesIO(content), "naskah.pdf")}
    return public.post(f"/cek/{code}", data={"csrf_token": token, **file, **more})


def test_a_valid_paper(public: FlaskClient, tuntas: SimpleNamespace, task: Record):
    letter = tuntas.store.find("document", task=task["id"], type="laporan")[0]
    text = text_of(public.get(f"/cek/{letter['code']}"))
    assert f"Kode {letter['code']} CONTOH, bukan naskah dinas" in text
    assert "Jangan dipakai. Berlaku Dokumen ini diterbitkan lewat Tuntas" in text
    assert "Jenis Nota dinas dan laporan Status Berlaku" in text
    numbers = "400.9.12/0001/DINSOS/2026; laporan 400.9.12/0002/DINSOS/2026"
    assert f"Nomor {numbers} Tanggal Senin, 9 November 2026" in text
    assert "Penanda tangan Sekretaris a.n. Kepala Dinas Sosial Kabupaten Bireuen" in text
    assert "Diterbitkan oleh Dinas Sosial Kabupaten Bireuen" in text
    assert f"Hal {letter['subject']}" in text
    assert "bukan tanda tangan elektronik tersertifikasi" in text


@pytest.mark.parametrize("spelling", [str.lower, lambda code: code.replace("-", ""), lambda code: f" {code.lower()}. "])
def test_a_code_however_it_was_typed(public: FlaskClient, report: Record, spelling: Any):
    typed = spelling(report["code"])
    answer = public.get("/cek", query_string={"kode": typed})
    assert (answer.status_code, answer.location) == (302, f"/cek/{report['code']}")
    answer = public.get(f"/cek/{typed.strip()}")
    assert (answer.status_code, answer.location) == (302, f"/cek/{report['code']}")


@pytest.mark.parametrize("code", ["ABCD-EFGH-JKMN", "ABCD", "0000-0000-0000", "%00", "<script>", "A" * 3000])
def test_an_unknown_code(public: FlaskClient, report: Record, code: str):
    answer = public.get(f"/cek/{code}")
    assert answer.status_code == 404
    assert "Kode tidak dikenal" in answer.text
    assert "<script>" not in answer.text
    assert public.get("/cek", query_string={"kode": code}, follow_redirects=True).status_code == 404


def test_the_form_alone(public: FlaskClient):
    assert "Kode naskah" in text_of(public.get("/cek"))


def test_a_draft_cannot_be_checked(public: FlaskClient, tuntas: SimpleNamespace, report: Record):
    assert tuntas.store.find("document", type="rtl")[0]["code"] == ""
    assert public.get("/cek/").status_code == 404


def test_a_withdrawn_paper_keeps_its_reason_private(
    public: FlaskClient, tuntas: SimpleNamespace, task: Record, report: Record
):
    do(tuntas, task, "reopen", DINSOS, START + timedelta(days=3), reason=SECRET)
    answer = public.get(f"/cek/{report['code']}")
    assert "Dicabut Dinas Sosial Aceh, 12 November 2026, karena tugas dibuka kembali." in text_of(answer)
    assert SECRET not in answer.text
    assert "Berlaku" not in text_of(answer)


def test_a_replaced_paper_leads_to_the_newer_one(public: FlaskClient, tuntas: SimpleNamespace, report: Record):
    newer = {**report, "code": "2345-6789-ABCD", "replaces": [report["id"]], "date": "2026-11-20"}
    made = tuntas.store.insert("document", {k: v for k, v in newer.items() if k not in ("id", "version", "kind")})
    tuntas.store.insert("document_task", {"schema": 1, "document": made["id"], "task": report["task"]})
    tuntas.store.save({**report, "status": "diganti"})
    answer = public.get(f"/cek/{report['code']}")
    assert "Ada terbitan yang lebih baru, 20 November 2026." in text_of(answer)
    assert 'href="/cek/2345-6789-ABCD"' in answer.text


def test_nothing_leads_from_the_check_to_the_task(public: FlaskClient, task: Record, report: Record):
    page = public.get(f"/cek/{report['code']}").text
    assert not re.search(r'(href|src|action)="/(tugas|dokumen|bukti)', page)
    assert task["progress"][0]["text"] not in page


def test_comparing_files(app: Flask, public: FlaskClient, report: Record):
    reader = signed_in(app, "dinsos.aceh")
    files = {ext: reader.get(f"/dokumen/{report['id']}.{ext}").data for ext in ("pdf", "docx")}
    app.config["WTF_CSRF_ENABLED"] = True
    assert "sama dengan PDF yang diterbitkan" in text_of(compare(public, report["code"], files["pdf"]))
    assert "sama dengan Word yang diterbitkan" in text_of(compare(public, report["code"], files["docx"]))
    assert "Berkas bertambah Awalnya sama persis" in text_of(compare(public, report["code"], files["pdf"] + b"\n"))
    assert "Berkas disimpan ulang, teksnya sama" in text_of(compare(public, report["code"], files["pdf"][:-1]))
    assert "Berkas disimpan ulang, teksnya sama" in text_of(compare(public, report["code"], files["docx"] + b"\n"))
    assert "Berkas ini bukan naskahnya" in text_of(compare(public, report["code"], b""))
    told = text_of(public.get(f"/cek/{report['code']}"))
    for name, ext in (("PDF", "pdf"), ("Word", "docx")):
        sha256 = hashlib.sha256(files[ext]).hexdigest()
        assert f"Sidik berkas {name} (SHA-256) {sha256[:8]} {sha256[8:16]} …" in told
        assert sha256[8:24] not in told.replace(" ", "")


def test_nothing_of_a_compared_file_is_kept(app: Flask, public: FlaskClient, report: Record):
    folder = Path(app.instance_path)
    before = {path for path in folder.rglob("*") if path.is_file()}
    content = b"%PDF-1.7 " + b"rahasia " * 200_000  # more than is held in memory while it arrives
    answer = compare(public, report["code"], content)
    answer.request.environ["wsgi.input"].close()  # the client's own temporary file
    assert "belum dapat dibandingkan" in text_of(answer)
    assert {path for path in folder.rglob("*") if path.is_file()} == before
    assert not any(b"rahasia rahasia" in path.read_bytes() for path in before)


def test_a_file_beyond_the_bound_is_not_even_read(public: FlaskClient, report: Record):
    answer = public.post(f"/cek/{report['code']}", environ_overrides={"CONTENT_LENGTH": str(200 * 1024**2)})
    assert answer.status_code == 413
    assert "Berkas itu terlalu besar: paling besar 50 MB." in answer.text


def test_an_address_that_asks_too_much_is_told_to_wait(
    app: Flask, public: FlaskClient, report: Record, clock: Clock, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(pacing, "ALLOWANCE", 12)
    page = f"/cek/{report['code']}"
    assert [public.get(page).status_code for _ in range(7)] == [200] * 7
    assert public.get("/cek/ABCD-EFGH-JKMN").status_code == 429  # 7 + 1 + 5 is more than 12
    assert [public.get(page).status_code for _ in range(5)] == [200] * 4 + [429]
    answer = public.get(page)
    assert (answer.status_code, answer.headers["Retry-After"]) == (429, "1")
    assert "Terlalu banyak permintaan dari jaringan Anda. Tunggu 1 detik, lalu coba lagi." in answer.text
    assert public.post(page, data={"file": (io.BytesIO(b"x"), "x.pdf")}).headers["Retry-After"] == "5"

    again = create_app(app.instance_path, NOW=clock, SEED=False, TESTING=True)  # a restart forgets nothing
    assert again.test_client().get(page).status_code == 429
    again.extensions["tuntas"].store.close()
    assert public.get(page, environ_overrides={"REMOTE_ADDR": "10.0.0.9"}).status_code == 200
    clock.at += timedelta(seconds=3)
    assert [public.get(page).status_code for _ in range(4)] == [200] * 3 + [429]


def test_an_office_behind_one_address_is_not_stopped(public: FlaskClient, report: Record):
    assert {public.get(f"/cek/{report['code']}").status_code for _ in range(150)} == {200}


def test_an_ipv6_network_is_one_address_and_old_ones_are_forgotten(store: Store):
    assert pacing.network("2001:db8:1:2:aaaa::1") == pacing.network("2001:db8:1:2::9") == "2001:db8:1:2::/64"
    pacing.charge(store, "cek", "10.0.0.1", 1, at=START)
    pacing.charge(store, "cek", "10.0.0.2", 1, at=START + timedelta(days=2))
    assert [row["key"] for row in store.find("throttle")] == ["cek:10.0.0.2"]
    with pytest.raises(TooOften):
        pacing.charge(store, "cek", "10.0.0.2", pacing.ALLOWANCE, at=START + timedelta(days=2))


def test_search_engines_are_kept_out(public: FlaskClient, report: Record):
    assert public.get(f"/cek/{report['code']}").headers["X-Robots-Tag"] == "noindex"


def test_comparing_while_the_files_are_still_made(public: FlaskClient, report: Record):
    assert "Berkas belum dapat dibandingkan" in text_of(compare(public, report["code"], b"%PDF-"))


def test_comparing_nothing(public: FlaskClient, report: Record):
    answer = compare(public, report["code"], None)
    assert (answer.status_code, "Pilih berkasnya dahulu." in answer.text) == (422, True)


def test_a_forged_comparison_is_refused(public: FlaskClient, report: Record):
    answer = public.post(f"/cek/{report['code']}", data={"file": (io.BytesIO(b"x"), "x.pdf")})
    assert answer.status_code == 400


def test_only_codes_open_papers(public: FlaskClient, report: Record):
    assert public.get(f"/cek/{report['id']}").status_code == 404
    assert public.get(f"/cek/{report['content_sha256']}").status_code == 404


def test_a_paper_that_is_no_sample(tmp_path: Path):
    """As every paper of an office in use: nothing in its record speaks of samples."""
    world = papers.desk(tmp_path, next(iter(papers.WORDS.values())))
    made = papers.made(world, "nota dinas dan laporan")
    assert "sample" not in made.record["facts"]
    answer = world.app.test_client().get(f"/cek/{made.record['code']}")
    world.app.extensions["tuntas"].store.close()
    assert (answer.status_code, "Berlaku" in answer.text) == (200, True)
