"""``flask --app app lks indicator``: the figures of a day as JSON."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

from flask import Flask

from tests.world.arranged import DINSOS
from tests.world.instance import START
from workflow.indicator.population import SHIPPED, SOURCE_2024, load
from workflow.lks.register import add, save


def said(app: Flask, *words: str) -> dict[str, Any]:
    result = app.test_cli_runner().invoke(args=["lks", "indicator", *words])
    assert result.exit_code == 0, result.output
    return json.loads(result.output)


def test_of_all_and_of_one_and_as_known_then(app: Flask):
    store = app.extensions["tuntas"].store
    visit = {"date": "2026-03-01", "kind": "kunjungan", "by": "", "paper": 0, "confirmed": True}
    with store.transaction():
        lks = add(store, DINSOS, "lks_recorded", {"region": "11.11", "name": "LKSA", "activity": [visit]}, START)
    load(store, DINSOS, SHIPPED.read_text(encoding="utf-8"), SOURCE_2024, at=START)
    found = said(app, "--at", "2026-11-28")
    assert (found["at"], found["known_at"], len(found["places"])) == ("2026-11-28", None, 24)
    assert found["places"]["11.11"]["P3"] == {"value": 1, "numerator": 1, "denominator": None, "unknown": 0}
    assert found["places"]["11.11"]["I1"]["value"] == 0.2
    assert found["places"]["11.11"]["I6"]["value"] is None
    assert found["places"]["11"]["P1"]["value"] == 1
    with store.transaction():
        save(store, DINSOS, "lks_changed", {**lks, "owner": "Kemensos"}, START + timedelta(days=2))
    assert list(said(app, "--at", "2026-11-28", "--region", "11.11")["places"]) == ["11.11"]
    assert said(app, "--at", "2026-11-28", "--region", "11.11")["places"]["11.11"]["P1"]["value"] == 0
    then = said(app, "--at", "2026-11-28", "--known-at", "2026-11-09")
    assert (then["known_at"], then["places"]) == ("2026-11-09", found["places"])


def test_what_is_no_day_or_no_place_is_refused(app: Flask):
    for words in (("--at", "28-11-2026"), ("--region", "11.99"), ("--known-at", "x")):
        assert app.test_cli_runner().invoke(args=["lks", "indicator", *words]).exit_code == 2
