"""Dinsos' first screen: its numbers are those of the lists behind them, and of the tallies."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.world.arranged import CHAIR, DINSOS, OUTCOME, RAKOR, REASON
from tests.world.instance import START, signed_in
from tests.world.overview_read import listed, live_rakor, page
from workflow.demo import Later
from workflow.pages.overview import chart
from workflow.pages.overview.tile_map import PLACES, shade
from workflow.rakor.recording import hand_over, record_rakor, save_outcome
from workflow.regions import regions
from workflow.store import Record
from workflow.tasks.holding import Moved
from workflow.tasks.kept_days import arrived, keep
from workflow.tasks.operations import move
from workflow.tasks.tallies import Situation, Week, longest_late, per_region, progress_of, reached, tally, weekly

TODAY = "2026-11-09"
FIRST = datetime(2025, 12, 1, tzinfo=UTC)


def task(stage: str, waits_for: str = "", **more: object) -> Record:
    """What the tallies look at of a task."""
    done = stage == "implemented"
    blank = {"region": "11.11", "no": 1, "percent": 0, "deadline": "", "reported_on": "", "implemented_on": ""}
    made = {**blank, "stage": stage, "waits_for": waits_for, "open": not done, "cancelled": False, **more}
    keep(made, [Moved(FIRST, "hand_over"), Moved(FIRST, arrived(made))])
    return made


TASKS = [
    task("draft"),
    task("draft", "sekdis", deadline="2026-11-08"),
    task("reported", percent=40, region="11.07", deadline="2026-10-01", reported_on="2026-10-05"),
    task("reported", "dinsos", percent=100, region="11.07", deadline=TODAY, reported_on="2026-10-12"),
    task("implemented", percent=60, deadline="2026-01-01", reported_on="2026-09-30", implemented_on="2026-11-02"),
]


def test_each_task_is_in_exactly_one_situation_and_late_only_while_open() -> None:
    total = tally(TASKS, TODAY)
    assert dict(total.by) == dict.fromkeys(Situation, 1)
    assert (total.total, total.draft, total.reported, total.implemented, total.late) == (5, 2, 2, 1, 2)


def test_a_draft_counts_nothing_a_reported_task_its_percent_an_implemented_one_all() -> None:
    assert [reached(one) for one in TASKS] == [0, 0, 40, 100, 100]
    assert tally(TASKS, TODAY).percent == 48
    assert tally([*TASKS[3:], task("reported", percent=99)], TODAY).percent == 99, "100 means that all is done"
    assert tally([], TODAY).percent == 0


def test_every_region_is_counted_also_without_a_task() -> None:
    counted = per_region(TASKS, TODAY)
    assert list(counted) == list(regions())
    assert (counted["11.07"].percent, counted["11.07"].late) == (70, 1)
    assert counted["11.72"].total == 0


def test_the_longest_late_comes_first() -> None:
    assert [one["deadline"] for one in longest_late(TASKS, TODAY)] == ["2026-10-01", "2026-11-08"]


def test_the_curve_ends_at_the_tally() -> None:
    weeks = weekly(TASKS, date(2026, 9, 28), date(2026, 11, 9))
    assert weeks[0] == Week(date(2026, 9, 28), 0, 0)
    assert weeks[1] == Week(date(2026, 10, 5), 2, 0)
    assert weeks[-1] == Week(date(2026, 11, 9), 3, 1)
    assert [week.day for week in weeks] == [date(2026, 9, 28) + timedelta(weeks=n) for n in range(7)]


@pytest.mark.parametrize(
    ("start", "today", "days"),
    [
        (date(2026, 11, 9), date(2026, 11, 9), [date(2026, 11, 9)]),
        (date(2026, 12, 1), date(2026, 11, 9), [date(2026, 11, 9)]),
        (date(2026, 11, 1), date(2026, 11, 9), [date(2026, 11, 1), date(2026, 11, 8), date(2026, 11, 9)]),
    ],
)
def test_a_young_or_future_rakor_has_a_short_curve(start: date, today: date, days: list[date]) -> None:
    assert [week.day for week in weekly([], start, today)] == days
    assert chart.drawn(weekly([], start, today)).reported.value == 0


def test_long_after_the_last_change_the_curve_stops() -> None:
    weeks = weekly(TASKS, date(2026, 9, 28), date(2029, 1, 1))
    assert weeks[-1] == Week(date(2026, 11, 30), 3, 1)
    assert [week.day.day for week in chart.told(weeks)] == [28, 5, 12, 2, 30]


@pytest.mark.parametrize(("reported", "implemented"), [(0, 0), (1, 1), (100, 100), (69, 15), (60, 59), (3, 0)])
def test_the_words_of_the_two_lines_never_lie_over_each_other(reported: int, implemented: int) -> None:
    drawn = chart.drawn([Week(date(2026, 9, 1), 0, 0), Week(date(2026, 9, 8), reported, implemented)])
    assert abs(drawn.reported.words_at - drawn.implemented.words_at) >= chart.LINE_HEIGHT
    assert drawn.reported.words_at >= 10
    assert drawn.implemented.words_at <= chart.BOTTOM


def test_the_map_has_all_23_once_each_on_a_place_of_its_own() -> None:
    assert set(PLACES) == set(regions())
    assert len(set(PLACES.values())) == 23
    assert [shade(percent) for percent in (0, 24, 25, 49, 50, 74, 75, 100)] == [
        "q0", "q0", "q1", "q1", "q2", "q2", "q3", "q3",
    ]  # fmt: skip


@pytest.fixture
def dinsos(demo_as: Callable[[str], FlaskClient]) -> FlaskClient:
    return demo_as("dinsos.aceh")


def boxes(text: str) -> dict[str, tuple[int, str]]:
    """words -> (number, address)"""
    found = re.findall(r'<a class="count [^"]*" href="([^"]+)"><b>(\d+)</b><span>([^<]+)</span>', text)
    return {words.replace("\N{SOFT HYPHEN}", ""): (int(number), url) for url, number, words in found}


def test_every_box_shows_the_length_of_the_list_behind_it(demo_app: Flask, dinsos: FlaskClient) -> None:
    for rakor in demo_app.extensions["tuntas"].store.find("rakor"):
        found = boxes(page(dinsos, f"/beranda?rakor={rakor['id']}"))
        assert len(found) == 5
        assert {words: number for words, (number, _) in found.items()} == {
            words: listed(dinsos, url) for words, (_, url) in found.items()
        }


def test_the_stages_make_up_all_tasks_and_cancelled_ones_count_nowhere(demo_app: Flask, dinsos: FlaskClient) -> None:
    parts, rakor = demo_app.extensions["tuntas"], live_rakor(demo_app)
    before = boxes(page(dinsos, "/beranda"))
    overdue_draft = next(
        one for one in parts.store.find("task", rakor=rakor["id"], stage="draft", waits_for="")
        if one["deadline"] and one["deadline"] < TODAY
    )  # fmt: skip
    move(
        parts.store, Later(parts.publisher), DINSOS, overdue_draft["id"], "cancel", REASON,
        version=overdue_draft["version"], at=START,
    )  # fmt: skip
    text = page(dinsos, "/beranda")
    after = boxes(text)
    assert after["Terlambat"][0] == before["Terlambat"][0] - 1
    drafts = [next(number for words, (number, _) in one.items() if words.startswith("Draf")) for one in (before, after)]
    assert drafts[1] == drafts[0] - 1
    total = drafts[1] + after["Dilaporkan ke pimpinan"][0] + after["Dilaksanakan"][0]
    assert f"{total} tugas di 23 kabupaten/kota" in text
    assert all(listed(dinsos, url) == number for number, url in after.values())


def test_the_newest_rakor_is_shown_and_another_by_its_address(demo_app: Flask, dinsos: FlaskClient) -> None:
    store = demo_app.extensions["tuntas"].store
    old, *_, new = sorted(store.find("rakor"), key=lambda rakor: rakor["start"])
    assert f'<option value="{new["id"]}" selected>' in page(dinsos, "/beranda")
    assert f'<option value="{old["id"]}" selected>' in page(dinsos, f"/beranda?rakor={old['id']}")
    assert f'<option value="{new["id"]}" selected>' in page(dinsos, "/beranda?rakor=abc")
    for nonsense in ("99", "9" * 40):
        assert dinsos.get(f"/beranda?rakor={nonsense}").status_code == 404


def test_tiles_carry_percent_overdue_and_the_link_to_their_region(demo_app: Flask, dinsos: FlaskClient) -> None:
    store, rakor = demo_app.extensions["tuntas"].store, live_rakor(demo_app)
    tasks = store.find("task", rakor=rakor["id"], region="11.07", cancelled=False)
    counted = tally(tasks, TODAY)
    late = f", {counted.late} terlambat" if counted.late else ""
    hidden = f'<span class="visually-hidden">Kabupaten Pidie: kemajuan {counted.percent}%{late}</span>'
    tile = re.search(
        r'<a class="tile [^"]*" href="([^"]+)">(?:(?!</a>).)*' + re.escape(hidden), page(dinsos, "/beranda")
    )
    assert tile is not None
    assert listed(dinsos, tile[1]) == len(tasks)


def test_the_overdue_list_begins_with_the_oldest_and_leads_to_all(demo_app: Flask, dinsos: FlaskClient) -> None:
    store, rakor = demo_app.extensions["tuntas"].store, live_rakor(demo_app)
    text = page(dinsos, "/beranda")
    late = longest_late(store.find("task", rakor=rakor["id"], cancelled=False), TODAY)
    section = text.split('id="lambat"')[1].split("</section>")[0]
    assert re.findall(r'href="/tugas/(\d+)"', section) == [str(one["id"]) for one in late[:4]]
    url = re.search(rf'href="([^"]+)">Semua {len(late)}</a>', section)
    assert url is not None
    assert listed(dinsos, url[1]) == len(late)


def test_without_a_rakor_the_page_says_what_to_do(client_as: Callable[[str], FlaskClient]) -> None:
    text = page(client_as("dinsos.aceh"), "/beranda")
    assert "Belum ada rakor" in text
    assert 'href="/rakor/baru">Catat rakor' in text


def test_a_rakor_without_tasks_says_so(app: Flask) -> None:
    rakor = record_rakor(app.extensions["tuntas"].store, DINSOS, RAKOR, at=START)
    text = page(signed_in(app, "dinsos.aceh"), "/beranda")
    assert [number for number, _ in boxes(text).values()] == [0, 0, 0, 0, 0]
    assert f'<a href="/rakor/{rakor["id"]}">Buka rakor dan bagikan butirnya</a>' in text


@pytest.mark.parametrize("username", ["ketua.bireuen", "sekdis.bireuen", "admin"])
def test_it_is_for_dinsos_only(client_as: Callable[[str], FlaskClient], username: str) -> None:
    assert client_as(username).get("/beranda").status_code == 403


def test_progress_in_the_list_is_counted_per_rakor_and_in_the_readers_region(app: Flask) -> None:
    store = app.extensions["tuntas"].store
    made = []
    for title, codes in (("Rakor pertama", ["11.11", "11.07"]), ("Rakor kedua", [])):
        rakor = record_rakor(store, DINSOS, {**RAKOR, "title": title}, at=START)
        rakor, uid = save_outcome(store, DINSOS, rakor["id"], "", OUTCOME, version=rakor["version"], at=START)
        if codes:
            hand_over(store, DINSOS, rakor["id"], uid, codes, at=START)
        made.append(rakor)
    totals = [[progress_of(store, who, made)[rakor["id"]].total for rakor in made] for who in (DINSOS, CHAIR)]
    assert totals == [[2, 0], [1, 0]]
    assert progress_of(store, DINSOS, []) == {}
