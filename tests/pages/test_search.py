"""Search from the head: what each kind has, of the own region only, marked, bounded; what is no search is told so."""

from __future__ import annotations

import lxml.html
import pytest
from flask import Flask
from lxml.html import HtmlElement

from tests.world.arranged import DINSOS, OUTCOME, RAKOR, bring
from tests.world.instance import signed_in
from tests.world.lks_world import make_lks
from tests.world.pages_read import page, text
from tests.world.saying_yes import done
from workflow.rakor import looked_through
from workflow.rakor.recording import record_rakor, save_outcome
from workflow.store import Store


def found(app: Flask, username: str, asked: str, **more: str) -> HtmlElement:
    answer = signed_in(app, username).get("/cari", query_string={"q": asked, **more})
    assert answer.status_code == 200
    return lxml.html.fromstring(answer.text)


def counts(page: HtmlElement) -> dict[str, str]:
    return dict(one.text_content().strip().rstrip(")").split(" (") for one in page.xpath("//main//h2"))


def store_of(app: Flask) -> Store:
    return app.extensions["tuntas"].store


def test_each_kind_has_five_at_most_and_a_way_to_all_of_them(demo_app: Flask):
    page = found(demo_app, "dinsos.aceh", "pendanaan")
    tasks = page.xpath("//section[@aria-labelledby='jenis-tugas']")[0]
    assert len(tasks.xpath(".//li")) == 5
    (more,) = tasks.xpath(".//a[contains(., 'Semua')]/@href")
    listed = lxml.html.fromstring(signed_in(demo_app, "dinsos.aceh").get(more).text)
    assert counts(page)["Tugas"] in listed.text_content()
    assert {mark.text for mark in page.xpath("//main//mark")} <= {"pendanaan", "Pendanaan", "PENDANAAN"}
    assert page.xpath("//section[@aria-labelledby='jenis-rakor']//a[contains(@href, '#butir-')]/mark")


def test_a_number_finds_its_paper_and_the_link_has_its_files(demo_app: Flask):
    number = store_of(demo_app).find("document", region="11.11", type="laporan", status="berlaku")[0]["number"]
    page = found(demo_app, "sekdis.bireuen", number)
    (link, *_others) = page.xpath("//section[@aria-labelledby='jenis-naskah']//li//a/@href")
    assert ".pdf" in signed_in(demo_app, "sekdis.bireuen").get(link).text


def test_a_name_finds_its_lks_and_one_kind_alone_shows_more(demo_app: Flask):
    make_lks(store_of(demo_app))
    name = store_of(demo_app).find("lks", region="11.11", ended=False)[0]["name"]
    hits = found(demo_app, "ketua.bireuen", name).xpath("//section[@aria-labelledby='jenis-lks']//li")
    assert any(name in hit.text_content() for hit in hits)
    alone = found(demo_app, "dinsos.aceh", "rakor", jenis="tugas")
    assert set(counts(alone)) <= {"Tugas"}
    assert len(counts(found(demo_app, "dinsos.aceh", "lks", jenis="apa-saja"))) > 1


def test_nobody_finds_what_is_anothers(demo_app: Flask):
    """The chair counts the tasks of Bireuen alone; Dinas Sosial those of all."""
    every, own = (counts(found(demo_app, who, "lks"))["Tugas"] for who in ("dinsos.aceh", "ketua.bireuen"))
    assert int(own) < int(every)
    place = found(demo_app, "ketua.bireuen", "Sabang")
    assert not place.xpath("//section[@aria-labelledby='jenis-tugas']")


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        ("", "Tulis kata, nama, atau nomor."),
        ("   ", "Tulis kata, nama, atau nomor."),
        ("a", "Tulis sedikitnya dua huruf atau angka."),
        *(
            (signs, "Tulis sedikitnya dua huruf atau angka.")
            for signs in ("“?”", "%%", "__", "<b>", "\U0001f600\U0001f600")
        ),
        ("x" * 300, "Hanya 100 huruf pertama yang dicari."),
        ("tidak-ada-di-mana-pun", "Periksa ejaannya, atau kurangi katanya."),
        ("<script>alert(1)</script> %_' OR 1=1 \0 \U0001f600", "Periksa ejaannya"),
    ],
)
def test_what_is_no_search_is_told_in_a_sentence(app: Flask, asked: str, sentence: str):
    page = found(app, "ketua.bireuen", asked)
    assert sentence in page.xpath("//main")[0].text_content()
    assert not page.xpath("//main//script")


def test_the_box_stands_in_the_head_of_all_who_read_tasks(app: Flask):
    for username in ("ketua.bireuen", "sekdis.bireuen", "dinsos.aceh"):
        head = lxml.html.fromstring(signed_in(app, username).get("/bantuan").text).xpath("//header")[0]
        assert head.xpath(".//form[@role='search']/@action") == ["/cari"]
        assert head.xpath(".//a[contains(@class, 'find-s')]/@href") == ["/cari"]
    admin = lxml.html.fromstring(signed_in(app, "admin").get("/bantuan").text)
    assert not admin.xpath("//header//form[@role='search']")
    assert signed_in(app, "admin").get("/cari").status_code == 403


def test_what_an_old_rakor_agreed_is_found_among_many(tuntas, client_as, clock):
    store = tuntas.store
    rakor = store.get("rakor", bring(tuntas, "draft", clock())["rakor"])
    for n in range(120):
        new = {**RAKOR, "title": f"Rakor nomor {n}", "start": "2026-10-01", "end": "2026-10-01"}
        done(lambda more, new=new: record_rakor(store, DINSOS, {**new, **more}, at=clock()))

    def said(asked: str) -> list[str]:
        hits = page(client_as("dinsos.aceh"), f"/cari?q={asked}").xpath("//section[@aria-labelledby='jenis-rakor']//li")
        return [text(one) for one in hits]

    assert said("kesepakatan tertulis")[0].startswith("Butir 1: Tanda tangani kesepakatan kemitraan")
    uid, version = rakor["outcomes"][0]["uid"], store.get("rakor", rakor["id"])["version"]
    words = {**OUTCOME, "title": "Bentuk simpul", "text": "Simpul dibentuk."}
    save_outcome(store, DINSOS, rakor["id"], uid, words, version=version, at=clock())
    assert said("kesepakatan tertulis") == []
    assert said("simpul dibentuk")[0].startswith("Butir 1: Bentuk simpul")
    assert len(said("rakor nomor")) == 5


def test_a_rakor_of_an_earlier_version_is_found_as_well(tuntas, client_as, clock):
    store = tuntas.store
    rakor = store.get("rakor", bring(tuntas, "draft", clock())["rakor"])
    store.save({name: value for name, value in rakor.items() if name != "search"})
    for setting in store.find("setting", name=looked_through.KEPT):
        store.delete("setting", setting["id"])
    looked_through.keep_at_start(store)
    assert store.get("rakor", rakor["id"])["search"] == rakor["search"]
    assert page(client_as("dinsos.aceh"), "/cari?q=hotel oasis").xpath("//section[@aria-labelledby='jenis-rakor']//li")
    looked_through.keep_at_start(store)
