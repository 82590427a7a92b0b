"""Dinsos' first screen: its numbers are those of the lists behind them, and of the tallies."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.world import seeded
from tests.world.arranged import CHAIR, DINSOS, OUTCOME, RAKOR, REASON, bring, new_task
from tests.world.instance import START, Clock, signed_in
from tests.world.overview_read import listed, live_rakor, page
from tests.world.pages_read import boxes, links, text, texts
from tests.world.pages_read import page as read
from workflow.demo import Later
from workflow.pages.overview import chart
from workflow.pages.overview.tile_map import PLACES, shade
from workflow.rakor.recording import hand_over, record_rakor, save_outcome
from workflow.regions import regions
from workflow.store import Below, Record
from workflow.tasks.desk_kinds import box_of
from workflow.tasks.holding import Holder, Moved
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
    of_ways_out = {Situation.PROVINCE: 0, Situation.IMPOSSIBLE: 0}
    assert dict(total.by) == {**dict.fromkeys(Situation, 1), **of_ways_out}
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


def in_file(client: FlaskClient, url: str) -> int:
    """How many tasks the list at ``url`` has as a file."""
    told = client.get(url.replace("/tugas?", "/tugas.csv?")).get_data(as_text=True)
    return len(list(csv.reader(io.StringIO(told), delimiter=";"))) - 1


def test_every_box_is_the_list_and_the_file_behind_it(demo_app: Flask, dinsos: FlaskClient) -> None:
    """With one task of each kind that a way out leaves on the desk, of whichever rakor."""
    store = demo_app.extensions["tuntas"].store
    for matter, kind in (("perubahan", "waktu"), ("perubahan", "alih"), ("tolak", ""), ("bantuan", "")):
        task = store.find("task", stage="reported", desk="ketua", limit=1)[0]
        task |= {"waits_for": "dinsos", "matter": matter, "request_kind": kind, "desk": "dinsos"}
        store.save({**task, "desk_kind": box_of(task, Holder.DINSOS), "limit_until": "2026-11-20"})
    tree = read(dinsos, "/beranda")
    found = boxes(tree)
    assert list(found) == [
        "Pemeriksaan", "Permintaan perubahan", "Bukan kewenangan", "Bantuan provinsi diminta", "Terlambat di kabupaten",
    ]  # fmt: skip
    assert [number for number, _ in found.values()][1:4] == [2, 1, 1]
    total = sum(number for words, (number, _) in found.items() if not words.startswith("Terlambat"))
    assert texts(tree, "//h1") == [f"Yang menunggu Anda ({total})"]
    assert len(tree.xpath("//section[@id='antrean']//tbody/tr")) == total
    for words, (number, url) in found.items():
        assert (words, listed(dinsos, url), in_file(dinsos, url)) == (words, number, number)


def test_a_rakor_is_a_filter_of_what_waits(demo_app: Flask, dinsos: FlaskClient) -> None:
    store = demo_app.extensions["tuntas"].store
    older = store.find("task", stage="reported", desk="ketua", rakor=seeded.last_years(store)["id"], limit=1)[0]
    store.save({**older, "desk": "dinsos", "desk_kind": "pemeriksaan", "waits_for": "dinsos"})
    every = read(dinsos, "/beranda")
    chips = {text(chip): chip.get("href") for chip in every.xpath("//ul[@class='pills']//a")}
    assert list(chips) == ["Semua rakor", *[words for words in chips if words != "Semua rakor"]]
    assert chips["LKS 2025 1"] == f"/beranda?rakor={older['rakor']}"
    assert {"LKS 2025", "LKS 2026"} == set(texts(every, "//section[@id='antrean']//tbody/tr/td[3]"))
    one = read(dinsos, chips["LKS 2025 1"])
    assert texts(one, "//h1") == ["Yang menunggu Anda (1)"]
    assert one.xpath("//a[@aria-current='true']/@href") == [chips["LKS 2025 1"]]
    assert boxes(one)["Terlambat di kabupaten"] == boxes(every)["Terlambat di kabupaten"], "which no filter hides"
    for number, url in boxes(one).values():
        assert listed(dinsos, url) == number


def test_the_nearest_limit_comes_first_with_what_is_left_of_it(
    client_as, tuntas: SimpleNamespace, clock: Clock
) -> None:
    first = bring(tuntas, "reported/dinsos", clock())
    second = bring(tuntas, "reported/dinsos", clock() + timedelta(days=14))
    clock.at += timedelta(days=18)
    dinsos = client_as("dinsos.aceh")
    tree = read(dinsos, "/beranda")
    assert boxes(tree)["Pemeriksaan 1 lewat batas periksa"][0] == 2
    assert texts(tree, "//section[@id='antrean']//tbody//td[4]") == [
        "14 hari kerja · lewat batas periksa 4 hari", "4 hari kerja · sisa 6 hari kerja",
    ]  # fmt: skip
    assert [address.split("/")[2] for address in tree.xpath("//a[@class='ttl stretched-link']/@href")] == [
        str(first["id"]), str(second["id"]),
    ]  # fmt: skip
    assert links(tree, "//td[@class='act']/a") == {"Periksa": f"/tugas/{second['id']}/periksa"}
    assert links(tree, "//nav[@aria-label='Menu utama']/a")["Pemeriksaan (2)"] == "/pemeriksaan"
    assert dinsos.get("/pemeriksaan").location == f"/tugas/{first['id']}/periksa"


PERSON = {"by": "Ketua LKKS", "at": "2026-11-09T02:00:00Z", "id": 1, "for_": 0}


def request(kind: str, reason: str, **proposed: str) -> dict[str, Any]:
    """As a task carries it."""
    return {
        "kind": kind, "reason": reason, "ground": "", "paper": 0, "proposed": proposed, "asked": PERSON,
        "supported": None,
    }  # fmt: skip


def test_what_the_ways_out_ask_is_told_in_the_row(client_as, tuntas: SimpleNamespace, clock: Clock) -> None:
    asked = {
        ("perubahan", "waktu"): {"request": request("waktu", "Hotel penuh.", deadline="2027-01-31")},
        ("perubahan", "alih"): {"request": request("alih", "Pindah.", responsible="DP3A")},
        ("perubahan", "tidak_dapat"): {"request": request("tidak_dapat", "Sudah dilarang pengadilan.")},
        ("tolak", ""): {},
        ("bantuan", ""): {"help": {"need": "dua narasumber", "since_text": "", "asked": PERSON, "task": 0}},
    }
    for (matter, kind), more in asked.items():
        task = new_task(tuntas, clock()) | {"waits_for": "dinsos", "matter": matter, "request_kind": kind, **more}
        tuntas.store.save(
            {**task, "desk": "dinsos", "desk_kind": box_of(task, Holder.DINSOS), "limit_until": "2027-01-01"}
        )
    rows = read(client_as("dinsos.aceh"), "/beranda").xpath("//section[@id='antrean']//tbody/tr")
    title = "Bireuen: tanda tangani kesepakatan kemitraan"
    assert [[text(cell) for cell in row.xpath("td[position()<3 or position()=last()]")] for row in rows] == [
        ["Permintaan waktu", f"{title} minta 31 Jan 2027, semula 15 Des 2026", "Putuskan"],
        ["Permintaan alih tugas", f"{title} kepada DP3A", "Putuskan"],
        ["Tidak dapat ditindaklanjuti", f"{title} “Sudah dilarang pengadilan.”", "Putuskan"],
        ["Bukan kewenangan", title, "Putuskan"],
        ["Bantuan provinsi", f"{title} perlu dua narasumber", "Jawab"],
    ]


def test_when_nothing_waits_the_desk_and_the_reviews_say_so(client_as, tuntas: SimpleNamespace, clock: Clock) -> None:
    new_task(tuntas, clock())
    dinsos = client_as("dinsos.aceh")
    assert "Tidak ada yang menunggu Anda." in text(read(dinsos, "/beranda"))
    assert texts(read(dinsos, "/pemeriksaan"), "//h2") == ["Tidak ada yang menunggu pemeriksaan"]


def standing(dinsos: FlaskClient) -> dict[str, tuple[int, str]]:
    """Words of the standing of the newest rakor -> (number, address)."""
    found = read(dinsos, "/beranda").xpath("//section[@aria-labelledby='keadaan']//a")
    return {text(one).split(" ", 1)[1]: (int(text(one).split()[0]), one.get("href")) for one in found}


def test_the_stages_make_up_all_tasks_and_cancelled_ones_count_nowhere(demo_app: Flask, dinsos: FlaskClient) -> None:
    parts, rakor = demo_app.extensions["tuntas"], live_rakor(demo_app)
    before, late = standing(dinsos), boxes(read(dinsos, "/beranda"))["Terlambat di kabupaten"][0]
    overdue_draft = next(
        one for one in parts.store.find("task", rakor=rakor["id"], stage="draft", waits_for="")
        if one["deadline"] and one["deadline"] < TODAY
    )  # fmt: skip
    move(
        parts.store, Later(parts.publisher), DINSOS, overdue_draft["id"], "cancel", REASON,
        version=overdue_draft["version"], at=START,
    )  # fmt: skip
    after = standing(dinsos)
    assert boxes(read(dinsos, "/beranda"))["Terlambat di kabupaten"][0] == late - 1
    assert after["draf"][0] == before["draf"][0] - 1
    total = sum(number for words, (number, _) in after.items() if words != "menunggu Sekdis")
    assert total == parts.store.count("task", rakor=rakor["id"], cancelled=False)
    assert f"{parts.store.count('task', cancelled=False)} tugas dari 5 rakor" in page(dinsos, "/beranda")
    assert all(listed(dinsos, url) == number for number, url in after.values())


def test_the_newest_that_has_begun_is_shown_and_another_by_its_address(demo_app: Flask, dinsos: FlaskClient) -> None:
    store = demo_app.extensions["tuntas"].store
    old, *_, new, coming = sorted(store.find("rakor"), key=lambda rakor: rakor["start"])
    assert coming["start"] > TODAY, "nothing has come of it yet"
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
    store = demo_app.extensions["tuntas"].store
    late = store.find("task", cancelled=False, late_after=Below(TODAY), order="late_after")
    assert len({task["rakor"] for task in late}) > 1
    section = page(dinsos, "/beranda").split('id="lambat"')[1].split("</section>")[0]
    assert re.findall(r'href="/tugas/(\d+)"', section) == [str(one["id"]) for one in late[:4]]
    url = re.search(rf'href="([^"]+)">Semua {len(late)}</a>', section)
    assert url is not None
    assert listed(dinsos, url[1]) == len(late)


def test_without_a_rakor_the_page_says_what_to_do(client_as: Callable[[str], FlaskClient]) -> None:
    shown = page(client_as("dinsos.aceh"), "/beranda")
    assert "Belum ada rakor" in shown
    assert 'href="/rakor/baru">Catat rakor' in shown


def test_a_rakor_without_tasks_says_so(app: Flask) -> None:
    rakor = record_rakor(app.extensions["tuntas"].store, DINSOS, RAKOR, at=START)
    dinsos = signed_in(app, "dinsos.aceh")
    assert {words: number for words, (number, _) in boxes(read(dinsos, "/beranda")).items()} == {
        "Pemeriksaan": 0, "Terlambat di kabupaten": 0,
    }  # fmt: skip
    assert f'<a href="/rakor/{rakor["id"]}">Buka rakor dan bagikan butirnya</a>' in page(dinsos, "/beranda")


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
