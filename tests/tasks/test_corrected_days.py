"""The table of holidays is corrected: what counts then, and which limits move in the same act."""

from __future__ import annotations

from datetime import date, timedelta
from types import SimpleNamespace

import pytest

from tests.world import chains
from tests.world.arranged import ADMIN, CHAIR, DINSOS, SEKDIS, bring, do
from tests.world.instance import START, signed_in
from workflow.errors import Invalid, NotAllowed, Stale
from workflow.tasks import corrected_days, kept_days
from workflow.tasks.holding import held
from workflow.tasks.holiday_table import correct, take_back
from workflow.tasks.working_days import Corrections, last_day_within, working_days

# START is Monday, 9 November 2026; Friday, 25 December is Christmas.
TUESDAY, CHRISTMAS = date(2026, 11, 10), date(2026, 12, 25)
MORE = {"day": TUESDAY.isoformat(), "what": "libur", "decree": "Keputusan Gubernur Nomor 1 Tahun 2026"}
LESS = {"day": CHRISTMAS.isoformat(), "what": "kerja", "decree": "SKB 3 Menteri"}


def limit(tuntas: SimpleNamespace, task: dict) -> str:
    return tuntas.store.get("task", task["id"])["limit_until"]


@pytest.mark.parametrize(
    ("corrected", "days", "last"),
    [
        (Corrections(), 5, "2026-11-16"),
        (Corrections(free=frozenset({TUESDAY})), 4, "2026-11-17"),
        (Corrections(worked=frozenset({date(2026, 11, 14)})), 6, "2026-11-15"),
        (Corrections(free=frozenset({TUESDAY}), worked=frozenset({date(2026, 11, 14)})), 5, "2026-11-16"),
    ],
)
def test_a_day_more_and_a_day_less(corrected: Corrections, days: int, last: str) -> None:
    assert working_days(START.date(), date(2026, 11, 16), corrected) == days
    assert last_day_within(START.date(), 5, corrected).isoformat() == last


def test_the_limits_that_run_move_in_the_same_act_and_back(tuntas: SimpleNamespace) -> None:
    waiting, claimed = bring(tuntas, "draft/sekdis", START), bring(tuntas, "reported/dinsos", START)
    other = bring(tuntas, "implemented", START)
    before = limit(tuntas, waiting), limit(tuntas, claimed)
    assert before == ("2026-11-16", "2026-11-23")
    saved = correct(tuntas.store, ADMIN, MORE, version=0, at=START)
    assert (limit(tuntas, waiting), limit(tuntas, claimed)) == ("2026-11-17", "2026-11-24")
    assert tuntas.store.get("task", other["id"]) == other
    assert list(kept_days.recompute(tuntas.store)) == [], "the command agrees"
    take_back(tuntas.store, ADMIN, MORE["day"], version=saved["version"], at=START)
    assert (limit(tuntas, waiting), limit(tuntas, claimed)) == before
    assert list(kept_days.recompute(tuntas.store)) == []
    assert [event["name"] for event in tuntas.store.find("event", chain="11")][-2:] == [
        "holiday_corrected", "holiday_restored",
    ]  # fmt: skip
    assert chains.verify(tuntas.store, "11") == []


def test_a_move_after_it_counts_with_it(tuntas: SimpleNamespace) -> None:
    correct(tuntas.store, ADMIN, MORE, version=0, at=START)
    task = do(tuntas, bring(tuntas, "draft", START), "submit", CHAIR, START)
    assert task["limit_until"] == "2026-11-17"
    assert list(kept_days.recompute(tuntas.store)) == []
    today = START + timedelta(days=9)
    corrected = corrected_days.corrections(tuntas.store)
    found = held(task["deadline"], kept_days.moves_of(tuntas.store, task), today, corrected).reviewer
    assert found is not None
    assert found.over == kept_days.over_limit(task, today.date().isoformat(), corrected) == 1


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"day": ""}, "day"), ({"day": "2026-13-01"}, "day"), ({"what": "x"}, "what"), ({"decree": ""}, "decree"),
        ({"day": "2026-11-14"}, "day"), ({"day": CHRISTMAS.isoformat()}, "day"), ({"what": "kerja"}, "day"),
        ({"decree": "x" * 201}, "decree"),
    ],
)  # fmt: skip
def test_what_changes_nothing_or_has_no_decree_is_refused(tuntas: SimpleNamespace, change: dict, field: str) -> None:
    with pytest.raises(Invalid) as refusal:
        correct(tuntas.store, ADMIN, {**MORE, **change}, version=0, at=START)
    assert list(refusal.value.fields) == [field]
    assert corrected_days.stored(tuntas.store)["corrected"] == []


def test_a_day_is_corrected_once_by_the_admin_who_saw_the_others(tuntas: SimpleNamespace) -> None:
    for who in (DINSOS, SEKDIS):
        with pytest.raises(NotAllowed):
            correct(tuntas.store, who, MORE, version=0, at=START)
        with pytest.raises(NotAllowed):
            take_back(tuntas.store, who, MORE["day"], version=0, at=START)
    saved = correct(tuntas.store, ADMIN, MORE, version=0, at=START)
    with pytest.raises(Invalid, match="sudah dikoreksi"):
        correct(tuntas.store, ADMIN, {**MORE, "what": "kerja"}, version=saved["version"], at=START)
    with pytest.raises(Stale):
        correct(tuntas.store, ADMIN, LESS, version=0, at=START)
    with pytest.raises(Invalid):
        take_back(tuntas.store, ADMIN, LESS["day"], version=saved["version"], at=START)
    saved = correct(tuntas.store, ADMIN, LESS, version=saved["version"], at=START)
    assert [(one["day"], one["free"]) for one in saved["corrected"]] == [
        (MORE["day"], True), (LESS["day"], False),
    ]  # fmt: skip


def test_by_its_page(app, tuntas: SimpleNamespace) -> None:
    waiting, client, address = bring(tuntas, "draft/sekdis", START), signed_in(app, "admin"), "/pengaturan/hari-libur"
    page = client.get(address).text
    assert "Hari Raya Natal" in page
    assert "25 Desember 2026" in page
    answer = client.post(address, data={**MORE, "decree": "", "version": "0"})
    assert (answer.status_code, 'value="2026-11-10"' in answer.text) == (422, True)
    assert client.post(address, data={**MORE, "version": "0"}).status_code == 303
    assert limit(tuntas, waiting) == "2026-11-17"
    late = client.post(address, data={**LESS, "version": "0"})
    assert (late.status_code, "SKB 3 Menteri" in late.text) == (409, True)
    assert MORE["decree"] in client.get(address).text
    form = {"day": MORE["day"], "version": corrected_days.stored(tuntas.store)["version"]}
    assert client.post(f"{address}/hapus", data=form).status_code == 303
    assert limit(tuntas, waiting) == "2026-11-16"
    assert client.post(f"{address}/hapus", data=form).status_code == 409
    assert signed_in(app, "dinsos.aceh").get(address).status_code == 403
