"""The signed Daftar Hadir of a rakor: kept once, fetched by those who record, named by a notula, never cleaned away."""

from __future__ import annotations

import io
from types import SimpleNamespace

import pytest
from flask import Flask

from tests.world.arranged import DINSOS, RAKOR, photo
from tests.world.instance import START, signed_in
from workflow.errors import Invalid
from workflow.papers import scans
from workflow.rakor.recording import record_rakor
from workflow.rakor.signed_sheet import keep_signed_sheet


def sent() -> dict[str, object]:
    return {"photos": (io.BytesIO(photo()), "daftar-hadir.jpg")}


def test_it_is_kept_once_and_fetched_as_it_was(app: Flask, tuntas: SimpleNamespace) -> None:
    store, client = tuntas.store, signed_in(app, "dinsos.aceh")
    rakor = record_rakor(store, DINSOS, RAKOR, at=START)["id"]
    address = f"/rakor/{rakor}/daftar-hadir"
    assert "Pilih satu berkas" in client.post(address, data={}).text
    assert client.post(address, data=sent()).status_code == 303
    (sheet,) = store.get("rakor", rakor)["signed_sheets"]
    again = client.post(address, data=sent())
    assert again.status_code == 422
    assert "sudah disimpan" in again.text
    assert client.get(f"{address}/1").status_code == 200
    assert [client.get(f"{address}/{no}").status_code for no in (0, 2)] == [404, 404]
    assert sheet["sha256"] in scans.kept(store)
    assert f"{address}/1" in client.get(f"/rakor/{rakor}").text
    assert store.find("event", name="signed_sheet_kept")[0]["fields"]["sha256"] == sheet["sha256"]
    assert signed_in(app, "ketua.bireuen").get(f"{address}/1").status_code == 403


def test_before_the_rakor_nobody_has_signed(tuntas: SimpleNamespace) -> None:
    rakor = record_rakor(tuntas.store, DINSOS, {**RAKOR, "start": "2026-12-01", "end": ""}, at=START)["id"]
    with pytest.raises(Invalid, match="belum berlangsung"):
        keep_signed_sheet(tuntas.store, DINSOS, rakor, [{"sha256": "0" * 64}], at=START)
