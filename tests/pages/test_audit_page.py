"""The admin's page of the history: every kind of event in words, filtered, paged, and nothing of what tasks say."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from types import SimpleNamespace

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.world.arranged import CHAIR, bring, do
from tests.world.instance import START, Clock
from workflow.audit import listing
from workflow.audit.events import EVENTS, GROUPS, of_group
from workflow.audit.listing import PAGE, REASONS, Asked
from workflow.records import WORDS
from workflow.web import refused
from workflow.web.guard import RECORDS

As = Callable[[str], FlaskClient]


def text(client: FlaskClient, query: str = "") -> str:
    answer = client.get(f"/pengaturan/riwayat{query}")
    assert answer.status_code == 200
    return answer.get_data(as_text=True)


def test_every_kind_has_its_words_and_its_place_in_the_filter():
    assert {kind for group in GROUPS for kind in of_group(group)} == set(EVENTS)
    assert {group for event in EVENTS.values() for group in event.groups.split()} == set(GROUPS)


@pytest.mark.parametrize("kind", sorted(EVENTS))
def test_the_words_ask_only_for_what_the_event_has(kind: str):
    fields = dict.fromkeys(EVENTS[kind].fields, "x")
    assert "{" not in listing.words({"name": kind, "fields": fields})


def test_every_reason_has_its_words():
    of_the_guard = {"anonymous", "password", "factor", "no_address", "origin", "account", "mandate"}
    assert set(refused.REASONS.values()) | of_the_guard == set(REASONS)


def test_every_kind_of_record_in_an_address_has_its_word():
    assert set(RECORDS.values()) == set(WORDS)


def test_a_refused_request_is_told_with_its_numbers(client_as: As, tuntas: SimpleNamespace):
    task = bring(tuntas, "draft", START)
    client_as("ketua.pidie").get(f"/tugas/{task['id']}")
    page = text(client_as("admin"), "?jenis=ditolak")
    assert re.search(r"<b>Ditolak</b>.*?</th>\s*<td>Ketua LKKS Kabupaten Pidie</td>", page, re.DOTALL)
    assert f"tidak ada, atau milik kabupaten/kota lain · GET tasks.show · tugas {task['id']} · jawaban 404" in page
    assert "Rakor dicatat" not in page


def test_only_the_admin_opens_it(client_as: As):
    for username in ("ketua.bireuen", "sekdis.bireuen", "dinsos.aceh"):
        assert client_as(username).get("/pengaturan/riwayat").status_code == 403


def test_what_offices_wrote_is_not_told(client_as: As, tuntas: SimpleNamespace):
    task = bring(tuntas, "reported", START)
    do(tuntas, task, "progress", CHAIR, START, text="Ibu Rahasia menerima bantuan.")
    page = text(client_as("admin"))
    assert "Kemajuan dicatat" in page
    assert "Rahasia" not in page


def test_filters_by_account_and_by_day(app: Flask, client_as: As, clock: Clock):
    admin, chair = client_as("admin"), client_as("ketua.bireuen")
    chair.get("/pengaturan")
    clock.at = START + timedelta(minutes=20)
    admin.get("/tugas")
    store = app.extensions["tuntas"].store
    account = store.find("user", username="ketua.bireuen")[0]["id"]
    only = text(admin, f"?akun={account}")
    assert "settings.index" in only
    assert "tasks.index" not in only
    assert "tasks.index" in text(admin, "?dari=2026-11-09&sampai=2026-11-09")
    assert "tasks.index" not in text(admin, "?dari=2026-11-10")
    assert "tasks.index" not in text(admin, "?sampai=2026-11-08")


@pytest.mark.parametrize("query", ["?dari=x&sampai=2026-13-01", "?akun=-1", "?akun=²", "?jenis=x", "?sesudah=x"])
def test_a_filter_that_means_nothing_is_left_out(client_as: As, query: str):
    client_as("ketua.bireuen").get("/pengaturan")
    assert "settings.index" in text(client_as("admin"), query)


def test_page_after_page_tells_each_event_once(app: Flask, client_as: As, tuntas: SimpleNamespace):
    for _ in range(PAGE):
        bring(tuntas, "draft", START)
    admin, seen, at = client_as("admin"), [], ""
    for _ in range(10):
        page = text(admin, at)
        seen += re.findall(r'class="nb-md num xs dim">([^<]+)<', page)
        onward = re.search(r"sesudah=(\d+)", page)
        if not onward:
            break
        at = f"?sesudah={onward[1]}"
    assert len(seen) == len(set(seen)) == tuntas.store.count("event") > 2 * PAGE


def test_the_head_of_the_time_turns_the_page_and_its_file(client_as: As, tuntas: SimpleNamespace):
    bring(tuntas, "reported", START)
    admin = client_as("admin")
    newest, oldest = (
        re.findall(r"<th[^>]*>\s*<b>([^<]+)</b>", text(admin, query))
        for query in ("?jenis=tugas", "?jenis=tugas&urut=waktu")
    )
    assert len(newest) > 1
    assert oldest == newest[::-1]
    rows = [
        admin.get(f"/pengaturan/riwayat.csv?jenis=tugas{more}").text.splitlines()[1:] for more in ("", "&urut=waktu")
    ]
    assert rows[1] == rows[0][::-1]


def test_an_account_without_events_ends(client_as: As, tuntas: SimpleNamespace):
    bring(tuntas, "draft", START)
    found = listing.page(tuntas.store, Asked(account=999), after=None)
    assert found == ([], 0)
