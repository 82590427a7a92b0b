"""The page of a rakor that everybody may read: off by default, the same for all, kept ready, without anybody's name."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.world import seeded
from tests.world.arranged import DINSOS
from tests.world.instance import Clock
from tests.world.pages_read import page, text, texts
from workflow.rakor.closing import close
from workflow.rakor.publicity import code_of
from workflow.store import Record

As = Callable[[str], FlaskClient]
ADDRESSES = ("", ".csv", ".json")


@pytest.fixture
def rakor(demo_app: Flask) -> Record:
    return seeded.under_way(demo_app.extensions["tuntas"].store)


def press(client: FlaskClient, rakor_id: int, what: str) -> TestResponse:
    here = f"/rakor/{rakor_id}/publik"
    version = page(client, here).xpath("string(//main//form/input[@name='version']/@value)")
    return client.post(here, data={"version": version, "buat": what}, follow_redirects=True)


@pytest.fixture
def address(demo_as: As, rakor: Record) -> str:
    """Of the page, which Dinas Sosial Aceh has opened."""
    assert "Halaman publik dibuka" in press(demo_as("dinsos.aceh"), rakor["id"], "buka").text
    return f"/publik/{code_of(rakor)}"


def test_it_is_opened_and_closed_from_the_page_of_the_rakor(demo_as: As, demo_app: Flask, rakor: Record):
    dinsos, anybody = demo_as("dinsos.aceh"), demo_app.test_client()
    here, public = f"/rakor/{rakor['id']}", f"/publik/{code_of(rakor)}"
    assert "Tidak dibuka" in text(page(dinsos, here).get_element_by_id("untuk-umum").getparent())
    assert page(dinsos, here).xpath(f"//a[@href='{here}/publik']")
    assert {anybody.get(public + end).status_code for end in ADDRESSES} == {404}
    press(dinsos, rakor["id"], "buka")
    said = text(page(demo_as("ketua.bireuen"), here).get_element_by_id("untuk-umum").getparent())
    assert "Dibuka oleh Dinas Sosial Aceh, Senin, 9 November 2026" in said
    assert {anybody.get(public + end).status_code for end in ADDRESSES} == {200}
    press(dinsos, rakor["id"], "tutup")
    assert {anybody.get(public + end).status_code for end in ADDRESSES} == {404}


@pytest.mark.parametrize("what", ["", "x"])
def test_nothing_is_opened_but_by_its_button(demo_as: As, demo_app: Flask, rakor: Record, what: str):
    assert press(demo_as("dinsos.aceh"), rakor["id"], what).status_code == 422
    assert demo_app.test_client().get(f"/publik/{code_of(rakor)}").status_code == 404


def test_closed_it_is_as_unknown_as_an_address_that_never_was(
    demo_as: As, demo_app: Flask, rakor: Record, address: str
):
    press(demo_as("dinsos.aceh"), rakor["id"], "tutup")
    anybody = demo_app.test_client()
    for end in ADDRESSES:
        was, never = anybody.get(address + end), anybody.get(f"/publik/{'0' * 16}{end}")
        assert (was.status_code, was.data, was.headers["Cache-Control"]) == (404, never.data, "no-store")
        assert "Set-Cookie" not in was.headers


def test_who_tries_addresses_is_braked_and_who_reads_is_not(demo_app: Flask, address: str):
    anybody = demo_app.test_client()
    answers = [anybody.get(f"/publik/{number:016}").status_code for number in range(125)]
    assert (answers[0], answers[-1]) == (404, 429)
    assert anybody.get(address).status_code == 200


def test_the_three_say_the_same(demo_app: Flask, address: str):
    anybody = demo_app.test_client()
    tree, said = page(anybody, address), json.loads(anybody.get(f"{address}.json").data)
    rows = list(csv.DictReader(io.StringIO(anybody.get(f"{address}.csv").data.decode("utf-8-sig")), delimiter=";"))
    assert len(rows) == len(said["wilayah"]) + 1 == 24 + ("11" in {row["kode"] for row in said["wilayah"]})
    bireuen = next(row for row in said["wilayah"] if row["kode"] == "11.11")
    line = next(row for row in rows if row["Kode wilayah"] == "11.11")
    tasks, figures = tree.xpath("//tr[@data-place='11.11']")
    names = ("tugas", "draf", "dilaporkan", "dilaksanakan", "terlambat")
    shown = [str(bireuen[name]) for name in names]
    assert [text(cell) for cell in tasks.xpath("td")] == shown
    heads = ("Tugas", "Draf", "Dilaporkan ke pimpinan", "Dilaksanakan", "Terlambat")
    assert [line[head] for head in heads] == shown
    of_lks = bireuen["indikator"]
    assert (of_lks["P1"], line["LKS tercatat"], text(figures[1])) == (11, "11", "11")
    assert (of_lks["P5"], line["LKS terakreditasi"], text(figures[4])) == ("<5", "<5", "<5")
    assert (of_lks["I1"], line["LKS aktif per 100.000 penduduk"], text(figures[5])) == ("*", "*", "*"), "7 of 11"
    promises = of_lks["I9"]
    assert {line["Janji ditepati (%)"], text(figures[6])} == {f"{promises:.1f}".replace(".", ",")}
    assert said["keadaan_per"] == "2026-11-09"
    source = "CONTOH, bukan data resmi: catatan Tuntas Dinas Sosial Aceh per 09/11/2026"
    assert said["sumber"] == line["Sumber"] == source
    assert said["contoh"] is True
    assert {row["Rakor"] for row in rows} == {said["rakor"]["judul"]} == set(texts(tree, "//h1"))
    people = said["penduduk"]
    assert people == {"sumber": "DKB Kemendagri", "tahun": 2024}
    assert {row["Sumber penduduk"] for row in rows} == {"DKB Kemendagri 2024"}
    assert line["Arti tanda"] == f"<5: {said['arti']['<5']} *: {said['arti']['*']}"
    assert rows[-1]["Arti tanda"] == "", "each of its numbers is told"
    assert "Sumber: catatan Tuntas Dinas Sosial Aceh per 9 November 2026." in text(tree)
    assert "<5 berarti kurang dari lima LKS" in text(tree)
    assert "* juga tidak dibuka, karena angka itu, atau selisihnya dengan LKS tercatat, kurang dari lima" in text(tree)
    assert "selisihnya dengan LKS tercatat" in said["arti"]["*"]


def test_nothing_stands_there_that_somebody_wrote_but_the_title(demo_app: Flask, rakor: Record, address: str):
    """No name of a person or an institution, no outcome and no plan."""
    store, anybody = demo_app.extensions["tuntas"].store, demo_app.test_client()
    said = "".join(anybody.get(address + end).get_data(as_text=True) for end in ADDRESSES)
    written = [one["name"] for one in store.find("lks")] + [one["title"] for one in store.find("task")]
    written += [text for outcome in rakor["outcomes"] for text in (outcome["text"], outcome["title"])]
    written += [person["name"] for person in rakor["participants"]] + [
        rakor["chair"],
        rakor["note_taker"],
        rakor["venue"],
    ]
    written += [one["name"] for one in store.find("signatory")]
    assert [one for one in written if one and one in said] == []
    assert said.count(rakor["title"]) >= 3


def test_it_is_the_same_for_whoever_asks_and_no_cookie_is_read_or_set(demo_app: Flask, demo_as: As, address: str):
    store, client = demo_app.extensions["tuntas"].store, demo_as("ketua.bireuen")
    client.post("/kabar/dibaca", data={"sampai": "1"})  # leaves words for the next page
    before = [(row["seen"], row["version"]) for row in store.find("session")]
    for end in ADDRESSES:
        own, anybodys = client.get(address + end), demo_app.test_client().get(address + end)
        assert own.data == anybodys.data
        for answer in (own, anybodys):
            assert answer.headers["Cache-Control"] == "public, max-age=60"
            assert "Set-Cookie" not in answer.headers
            assert "cookie" not in answer.headers.get("Vary", "").lower()
    assert [(row["seen"], row["version"]) for row in store.find("session")] == before
    assert "ditandai sudah dibaca" in client.get("/kabar").text, "they were not told to everybody"


def test_who_has_it_already_is_told_so(demo_app: Flask, address: str):
    anybody = demo_app.test_client()
    for end in ADDRESSES:
        for packed in ("identity", "gzip", "br"):
            how = {"Accept-Encoding": packed}
            tag = anybody.get(address + end, headers=how).headers["ETag"]
            again = anybody.get(address + end, headers={**how, "If-None-Match": tag})
            assert (again.status_code, again.data) == (304, b""), (end, packed)
            assert again.headers["Cache-Control"] == "public, max-age=60"


def test_an_answer_stays_for_a_minute_and_as_long_as_nothing_is_recorded(
    demo_app: Flask, rakor: Record, address: str, clock: Clock
):
    store, anybody = demo_app.extensions["tuntas"].store, demo_app.test_client()
    first = anybody.get(address)
    late = store.find("task", rakor=rakor["id"], cancelled=False, region="11.11")[0]
    with store.transaction():
        store.save({**late, "cancelled": True})  # behind the back of the history
    clock.at += timedelta(minutes=5)
    assert anybody.get(address).headers["ETag"] == first.headers["ETag"], "nothing was recorded: nothing is counted"
    other = next(one for one in store.find("rakor", closed_at=None) if one["id"] != rakor["id"])
    reason = {"reason": "Sudah tidak diperlukan lagi."}
    close(store, DINSOS, other["id"], reason, version=other["version"], at=clock())
    assert anybody.get(address).headers["ETag"] == first.headers["ETag"], "the minute is not over"
    clock.at += timedelta(seconds=61)
    assert anybody.get(address).headers["ETag"] != first.headers["ETag"]


def test_what_is_changed_of_its_head_shows_at_once(demo_app: Flask, rakor: Record, address: str):
    store, anybody = demo_app.extensions["tuntas"].store, demo_app.test_client()
    anybody.get(address)
    with store.transaction():
        store.save({**store.get("rakor", rakor["id"]), "title": "Rakor yang lain namanya"})
    assert texts(page(anybody, address), "//h1") == ["Rakor yang lain namanya"]


def test_the_demo_says_that_it_is_one(demo_app: Flask, address: str):
    tree = page(demo_app.test_client(), address)
    assert "CONTOH." in text(tree)
    assert tree.xpath("//meta[@name='robots']/@content") == ["noindex"]


def test_those_whose_rakor_it_is_read_it_in_their_news(demo_as: As, rakor: Record, address: str):
    news = page(demo_as("ketua.bireuen"), "/kabar")
    (row,) = news.xpath("//h3/a[contains(., 'Halaman publik dibuka')]")
    assert row.get("href") == f"/rakor/{rakor['id']}"
