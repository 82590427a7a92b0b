"""Who saw and took out what: one event a person, thing and hour, at whatever address; also when the disk is full."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.world import chains
from tests.world.instance import Clock
from workflow.audit import chain, newest, who_saw
from workflow.errors import StoreUnavailable
from workflow.store import Store

As = Callable[[str], FlaskClient]


def told(app: Flask) -> list[tuple[str, str, str, str]]:
    """(who, kind, what, thing), oldest first."""
    events = kept(app).find("event", chain=who_saw.CHAIN, order="seq")
    return [(e["actor"]["role"], e["name"], e["fields"]["what"], e["fields"]["thing"]) for e in events]


def kept(app: Flask) -> Store:
    return app.extensions["tuntas"].store


def photographed(app: Flask) -> tuple[int, list[int]]:
    """A task of Bireuen and its evidence."""
    pieces = kept(app).find("evidence")
    task = next(p["task"] for p in pieces if p["region"] == "11.11" and p["media"] == "image/jpeg")
    return task, [p["id"] for p in pieces if p["task"] == task and not p["dropped"]]


def test_the_photos_of_a_task_are_seen_once_an_hour(demo_app: Flask, demo_as: As, clock: Clock) -> None:
    task, pieces = photographed(demo_app)
    dinsos, chair = demo_as("dinsos.aceh"), demo_as("ketua.bireuen")
    dinsos.get(f"/tugas/{task}")
    assert told(demo_app) == []  # the page alone shows names, not photos
    for client in (dinsos, dinsos, chair):
        for piece in pieces * 3:
            assert client.get(f"/bukti/{piece}").status_code == 200
    seen = [(role, "viewed", "bukti", f"tugas {task}") for role in ("dinsos", "ketua")]
    assert told(demo_app) == seen
    clock.at += timedelta(minutes=59)
    assert demo_as("dinsos.aceh").get(f"/bukti/{pieces[0]}").status_code == 200
    assert told(demo_app) == seen
    clock.at += timedelta(minutes=1)
    etag = demo_as("dinsos.aceh").get(f"/bukti/{pieces[0]}").headers["ETag"]
    assert told(demo_app) == [*seen, seen[0]]
    clock.at += timedelta(minutes=61)
    again = demo_as("dinsos.aceh").get(f"/bukti/{pieces[0]}", headers={"If-None-Match": etag})
    assert again.status_code == 304  # shown from the browser's memory is shown
    assert told(demo_app) == [*seen, seen[0], seen[0]]
    assert kept(demo_app).count("access") == 2  # the repeat saved its row; old ones go when a new one comes


def test_what_leaves_as_a_file_is_told_by_its_name(demo_app: Flask, demo_as: As) -> None:
    letter = kept(demo_app).find("document", type="laporan", region="11.11", status="berlaku", limit=1)[0]
    sekdis = demo_as("sekdis.bireuen")
    for address in (f"/dokumen/{letter['id']}.docx", "/tugas/rekap.xlsx", "/agenda.xlsx", "/agenda.xlsx"):
        assert sekdis.get(address).status_code == 200, address
    assert [(role, name, what) for role, name, what, _ in told(demo_app)] == [
        ("sekdis", "exported", what) for what in ("documents.file", "documents.recap_file", "lists.agenda")
    ]
    assert all(thing.endswith((".docx", ".xlsx")) for *_, thing in told(demo_app))
    assert chains.verify(kept(demo_app), who_saw.CHAIN) == []


def test_pages_refusals_and_another_regions_evidence_are_not_told(demo_app: Flask, demo_as: As) -> None:
    dinsos = demo_as("dinsos.aceh")
    for address in ("/bukti/99999", "/dokumen/99999.pdf", "/tugas", "/static/app.css"):
        dinsos.get(address)
    piece = photographed(demo_app)[1][0]
    assert demo_as("ketua.pidie").get(f"/bukti/{piece}").status_code == 404
    assert told(demo_app) == []


def test_histories_of_regions_stay_as_they_were(demo_app: Flask, demo_as: As) -> None:
    task, pieces = photographed(demo_app)
    before = newest.head(kept(demo_app), "11.11"), kept(demo_app).find("event", task=task)
    demo_as("dinsos.aceh").get(f"/bukti/{pieces[0]}")
    assert (newest.head(kept(demo_app), "11.11"), kept(demo_app).find("event", task=task)) == before


def test_a_clock_set_back_silences_nothing(store: Store, clock: Clock) -> None:
    from tests.world.arranged import DINSOS

    for hours in (0, -24, -24):
        who_saw.viewed(store, DINSOS, "bukti", "tugas 1", at=clock() + timedelta(hours=hours))
    assert store.count("event", chain=who_saw.CHAIN) == 2


def test_a_full_disk_stops_nobody_from_reading(
    demo_app: Flask, demo_as: As, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    piece, dinsos = photographed(demo_app)[1][0], demo_as("dinsos.aceh")

    def full(*_: Any, **__: Any) -> None:
        raise StoreUnavailable("Ruang penyimpanan penuh.")

    monkeypatch.setattr(chain, "append", full)
    with caplog.at_level(logging.ERROR):
        assert dinsos.get(f"/bukti/{piece}").status_code == 200
    assert "not recorded: Dinas Sosial Aceh fetched evidence.file" in caplog.text
    assert told(demo_app) == []


def test_thumbnails_write_once(demo_app: Flask, demo_as: As) -> None:
    """Twelve photos in one page are one transaction, not twelve."""
    piece, dinsos = photographed(demo_app)[1][0], demo_as("dinsos.aceh")
    database = Path(demo_app.instance_path) / "tuntas.db-wal"
    dinsos.get(f"/bukti/{piece}")
    before = database.stat().st_mtime_ns, database.stat().st_size
    for _ in range(12):
        dinsos.get(f"/bukti/{piece}")
    assert (database.stat().st_mtime_ns, database.stat().st_size) == before
