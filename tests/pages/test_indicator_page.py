"""The page of the indicator: every number of the 23 and of every measure is its list, its tile and what is counted."""

from __future__ import annotations

import io
import re
from datetime import timedelta
from types import SimpleNamespace
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import lxml.html
import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.world.arranged import CHAIR, DINSOS
from tests.world.indicator_register import fill
from tests.world.instance import START, signed_in
from tests.world.saying_yes import asked_then_taken
from workflow.indicator import snapshots
from workflow.indicator.measure_columns import COLUMNS
from workflow.indicator.measuring import measure
from workflow.indicator.population import SHIPPED, load
from workflow.lks import chosen
from workflow.lks.record import new_accreditation
from workflow.lks.register import add, save
from workflow.papers import at_any_time
from workflow.papers.at_any_time import Subject
from workflow.regions import PROVINCE, regions
from workflow.roles import Actor
from workflow.store import Store
from workflow.tasks import filters

TODAY = "2026-11-09"


@pytest.fixture
def filled(tuntas: SimpleNamespace) -> Store:
    """Some LKS in each of the 23, in every state, with tasks that were kept, broken and given up."""
    return fill(tuntas)


def page(client: FlaskClient, **query: str) -> Any:
    answer = client.get("/indikator", query_string=query)
    assert answer.status_code == 200
    return lxml.html.fromstring(answer.text)


def number(text: str) -> str:
    return "".join(text.split()).replace(".", "").replace(",", ".").removesuffix("%")


def rows_behind(store: Store, url: str, actor: Actor = DINSOS) -> int:
    """How many the list of an address has: asked as its page asks, and counted one by one."""
    path, args = urlsplit(url).path, dict(parse_qsl(urlsplit(url).query))
    if path == "/tugas":
        given = filters.accepted(store, args, actor)
        assert len(given) == len(args), "each filter means something"
        found = filters.tasks(store, actor, given, TODAY, limit=None)
        assert filters.count(store, actor, given, TODAY) == len(found)
        return len(found)
    assert path == "/lks"
    given = chosen.accepted(args, actor)
    assert len(given) == len(args), "each filter means something"
    listed = chosen.listed(store, actor, given, TODAY, limit=None)
    assert chosen.number(store, actor, given, TODAY) == len(listed)
    return len(listed)


def test_every_number_that_counts_something_has_its_list(app: Flask, filled: Store):
    for code, columns in COLUMNS.items():
        shown = page(signed_in(app, "dinsos.aceh"), ukuran=code)
        for column in columns:
            cell = shown.xpath(f"//tr[@data-place='11']/td[@data-what='{column.key}']")[0]
            assert bool(cell.xpath(".//a")) == (bool(column.list) and number(cell.text_content()) not in ("0", "–"))


def test_the_lists_open(app: Flask, filled: Store):
    client = signed_in(app, "dinsos.aceh")
    for code in ("P2", "I8", "I9", "S1"):
        link = page(client, ukuran=code).xpath("//tr[@data-place='11.11']/td//a")[0]
        answer = client.get(link.get("href"))
        assert answer.status_code == 200
        assert re.search(
            rf"\b{link.text_content().strip()}\b",
            lxml.html.fromstring(answer.text).xpath("//h1 | //*[@role='status']")[-1].text_content(),
        )


def test_a_chair_sees_the_own_kabupaten_and_the_mean_and_nothing_of_others(app: Flask, filled: Store):
    shown = page(signed_in(app, "ketua.bireuen"))
    text = shown.text_content()
    assert "Peran masyarakat di Bireuen" in text
    assert [region.name for region in regions().values() if region.name != "Bireuen" and region.name in text] == []
    assert {*re.findall(r"11\.\d\d", lxml.html.tostring(shown, encoding="unicode"))} <= {"11.11"}
    counted = measure(filled, TODAY)
    for row in shown.xpath("//tr[@data-measure]"):
        figure = counted.figures["11.11"][row.get("data-measure")]
        value = row.xpath("./td")[0]
        assert number(value.text_content()) == ("–" if figure.value is None else str(figure.value))
        for link in value.iter("a"):
            assert behind_own(filled, link.get("href")) == figure.numerator or figure.code in ("I6", "I7")
        for link in row.xpath("./th//a"):
            assert rows_behind(filled, link.get("href"), CHAIR) == figure.unknown


def behind_own(store: Store, url: str) -> int:
    return rows_behind(store, url, CHAIR)


def test_a_certificate_that_ends_moves_the_number_on_that_day(app: Flask, clock: Any):
    store = app.extensions["tuntas"].store
    grade = {**new_accreditation(), "grade": "B", "decided": "2024-01-01", "valid_until": TODAY}
    service = {"kind": "NAPZA", "accreditations": [grade]}
    with store.transaction():
        add(store, DINSOS, "lks_recorded", {"name": "LKS", "region": "11.11", "services": [service]}, START)
    values = []
    for days in (0, 1):
        clock.at = START + timedelta(days=days)
        row = page(signed_in(app, "dinsos.aceh"), ukuran="P5").xpath(
            "//tr[@data-place='11.11']/td[@data-what='nilai']"
        )[0]
        values.append(number(row.text_content()))
    assert values == ["1", "0"]


def test_sorted_by_whatever_head_and_back_to_the_order_of_codes(app: Flask, filled: Store):
    client, counted = signed_in(app, "dinsos.aceh"), measure(filled, TODAY)
    heads = page(client, ukuran="I2").xpath("//thead//a")
    order = [row.get("data-place") for row in page_of(client, heads[-1].get("href")).xpath("//tr[@data-place]")]
    values = [counted.figures[place]["I2"].value for place in order[:-1]]
    known = [value for value in values if value is not None]
    assert known == sorted(known, reverse=True)
    assert values[: len(known)] == known, "where there is none stands last"
    assert order[-1] == PROVINCE
    names = [row.get("data-place") for row in page_of(client, heads[0].get("href")).xpath("//tr[@data-place]")]
    assert regions()[names[0]].name == "Aceh Barat"


def page_of(client: FlaskClient, url: str) -> Any:
    return lxml.html.fromstring(client.get(url).text)


def test_the_frozen_year_stands_beside_what_is_known_now(app: Flask, filled: Store):
    client, last = signed_in(app, "dinsos.aceh"), "2025-12-31"
    snapshots.freeze(filled, DINSOS, measure(filled, last), at=START, sample=True)
    lks = filled.first("lks", region="11.11")
    with filled.transaction():
        save(filled, DINSOS, "lks_changed", {**lks, "owner": "Kemensos"}, START)
    cells = page(client, ukuran="P1", pada=last).xpath("//tr[@data-place='11.11']/td")
    now, then = (int(number(cell.text_content())) for cell in cells)
    assert then == now + (lks["owner"] == "masyarakat")
    drawn = page(client, ukuran="P1")
    assert [one.text_content().strip() for one in drawn.xpath("//details//th[@scope='row']")] == [
        "2025 (contoh)",
        "kini",
    ]
    assert len(drawn.xpath("//polyline")[0].get("points").split()) == 2


def test_what_means_nothing_is_said(app: Flask, filled: Store):
    text = page(signed_in(app, "dinsos.aceh"), ukuran="P9", pada="2026-02-30", urut="x").text_content()
    assert "pada “2026-02-30”, ukuran “P9”, urut “x”" in text


def test_a_table_of_inhabitants_is_loaded_and_one_that_is_not_whole_refused(app: Flask):
    client, text = signed_in(app, "dinsos.aceh"), SHIPPED.read_bytes()
    sent = {"source": "DKB Kemendagri", "year": "2024", "total": "5623479"}

    def load_it(content: bytes, **more: str) -> Any:
        return client.post("/indikator/penduduk", data={**sent, **more, "file": (io.BytesIO(content), "p.csv")})

    wrong = load_it(text.replace(b"198705", b"198706"))
    assert wrong.status_code == 422
    assert "Jumlah ke-23 kabupaten/kota 5.623.480" in wrong.text
    assert 'value="DKB Kemendagri"' in wrong.text
    assert load_it(b"\xff\xfe\x00x").status_code == 422
    assert load_it(text).status_code == 303
    assert load_it(text.replace(b"468696", b"468697"), total="5623480").status_code == 303
    shown = client.get("/indikator/penduduk").text
    assert "versi 1" in shown
    assert "versi 2" in shown


def test_of_two_sources_of_a_year_one_is_chosen_and_said_wherever_it_is_used(app: Flask, tuntas: SimpleNamespace):
    client, text = signed_in(app, "dinsos.aceh"), SHIPPED.read_text(encoding="utf-8")
    for source, more in (("DKB Kemendagri", 0), ("BPS", 5)):
        typed = {"source": source, "year": "2024", "total": str(5_623_479 + more)}
        load(tuntas.store, DINSOS, text.replace("468696", str(468_696 + more)), typed, at=START)
    asked = {"day": TODAY}
    before = at_any_time.issue(tuntas.store, tuntas.publisher, DINSOS, "indikator", Subject("11"), asked, at=START)
    shown = page_of(client, "/indikator/penduduk")
    (form,) = shown.xpath("//form[@action='/indikator/penduduk/pakai']")
    assert "Pakai DKB Kemendagri untuk 2024" in " ".join(form.text_content().split())
    sent = {field.get("name"): field.get("value") for field in form.xpath(".//input")}
    assert client.post("/indikator/penduduk/pakai", data={**sent, "tabel": "x"}).status_code == 404
    assert client.post("/indikator/penduduk/pakai", data=sent).status_code == 303
    assert "Pakai BPS untuk 2024" in client.get("/indikator/penduduk").text.replace("\n", " ")
    said = " ".join(page(client).text_content().split())
    assert "Penduduk: DKB Kemendagri 2024, 5.623.479 jiwa." in said
    assert client.get("/indikator.csv?isi=angka").text.count(";DKB Kemendagri;2024") == len(regions()) + 1
    after = at_any_time.issue(tuntas.store, tuntas.publisher, DINSOS, "indikator", Subject("11"), asked, at=START)
    for made, source, total in ((before, "BPS", "5.623.484"), (after, "DKB Kemendagri", "5.623.479")):
        content = str(tuntas.store.first("content", document=made["id"])["data"])
        assert f"Penduduk: {source}, tahun 2024." in content
        assert f"Sumber penduduk: {source}, tahun 2024; jumlah 23 kabupaten/kota sama dengan" in content
        assert total in content


def test_the_number_of_kecamatan_is_typed_with_its_source(app: Flask):
    client = signed_in(app, "admin")
    sent = {"region": "11.11", "number": "17", "start": "2026-01-01", "source": "Permendagri"}
    assert client.post("/indikator/kecamatan", data={**sent, "number": "0"}).status_code == 422
    assert client.post("/indikator/kecamatan", data=sent).status_code == 303
    assert "17, sejak 1 Januari 2026" in " ".join(
        lxml.html.fromstring(client.get("/indikator/kecamatan").text).text_content().split()
    )


def test_who_types_another_number_of_kecamatan_is_told_what_somebody_typed_before(app: Flask, tuntas: SimpleNamespace):
    client, here = signed_in(app, "dinsos.aceh"), "/indikator/kecamatan"
    sent = {"region": "11.11", "number": "17", "start": "2026-01-01", "source": "Permendagri"}
    assert [client.post(here, data=sent).status_code for _ in range(2)] == [303, 303]
    assert tuntas.store.count("kecamatan") == 1, "the same word once more changes nothing"
    other = {**sent, "number": "3", "source": "BPS"}
    sentence = "Kabupaten Bireuen sudah dicatat 17 kecamatan sejak 1 Januari 2026 (Permendagri; Dinas Sosial Aceh)."
    assert asked_then_taken(client, here, other, sentence).status_code == 303
    assert [one["number"] for one in tuntas.store.find("kecamatan")] == [17, 3]
