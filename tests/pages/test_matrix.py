"""The matrix: a cell for each task, words in every cell, totals and legend equal to the lists behind them."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.world.arranged import DINSOS
from tests.world.instance import START
from tests.world.overview_read import listed, live_rakor, page
from tests.world.pages_read import one_line
from workflow.clock import day
from workflow.pages.overview.matrix import commission_short
from workflow.rakor.recording import save_outcome
from workflow.store import Record, Store
from workflow.tasks.kept_days import late_now
from workflow.tasks.tallies import Situation, situation_of

TODAY = day(START).isoformat()


@pytest.fixture
def store(demo_app: Flask) -> Store:
    return demo_app.extensions["tuntas"].store


@pytest.fixture
def dinsos(demo_as: Callable[[str], FlaskClient]) -> FlaskClient:
    return demo_as("dinsos.aceh")


def tasks(store: Store, rakor: Record, commission: str = "") -> list[Record]:
    found = store.find("task", rakor=rakor["id"], cancelled=False)
    return [task for task in found if commission in ("", task["commission"])]


def cells(text: str) -> dict[int, tuple[str, str]]:
    """task id -> (classes, accessible name)"""
    found = re.findall(
        r'<a class="(cell [^"]*)" href="/tugas/(\d+)" title="([^"]+)">[^<]+(?:<small[^>]*>[^<]*</small>)?\s*'
        r'<span class="visually-hidden">([^<]+)</span>',
        one_line(text),
    )
    assert all(title == hidden for _, _, title, hidden in found)
    return {int(id): (classes, hidden) for classes, id, _, hidden in found}


def legend(text: str) -> dict[str, tuple[int, str]]:
    """words -> (number, address)"""
    found = re.findall(
        r'<a class="key-link" href="([^"]+)"><span[^>]*>[^<]*</span>([^<]+) <b class="num">(\d+)</b>',
        one_line(text),
    )
    return {words: (int(number), url) for url, words, number in found}


def test_each_task_has_one_cell_with_its_stage_in_words_and_an_overdue_mark(
    demo_app: Flask, store: Store, dinsos: FlaskClient
) -> None:
    rakor = live_rakor(demo_app)
    found = cells(page(dinsos, "/matriks"))
    assert set(found) == {task["id"] for task in tasks(store, rakor)}
    for task in tasks(store, rakor):
        classes, label = found[task["id"]]
        situation = situation_of(task)
        assert f"butir {task['no']}: {situation.label}" in label
        assert (f", {task['percent']}%" in label) == (situation is Situation.REPORTED)
        assert ("over" in classes.split()) == late_now(task, TODAY) == ("terlambat" in label)
        assert f"s-{situation}" in classes.split()


@pytest.mark.parametrize("commission", ["", "Komisi A – Kelembagaan dan Koordinasi"])
@pytest.mark.parametrize("state", ["", "terlambat", "draf", "dinsos"])
def test_the_legend_counts_what_its_lists_show(
    demo_app: Flask, store: Store, dinsos: FlaskClient, commission: str, state: str
) -> None:
    answer = dinsos.get("/matriks", query_string={"komisi": commission, "keadaan": state})
    found = legend(one_line(answer.text).replace("&amp;", "&"))
    assert list(found) == [*(situation.label for situation in Situation), "Terlambat"]
    assert sum(number for number, _ in found.values()) - found["Terlambat"][0] == len(
        tasks(store, live_rakor(demo_app), commission)
    )
    assert {words: number for words, (number, _) in found.items()} == {
        words: listed(dinsos, url) for words, (_, url) in found.items()
    }


def test_the_commission_chooses_the_outcomes(demo_app: Flask, store: Store, dinsos: FlaskClient) -> None:
    name = "Komisi B – Sumber Daya dan Pelayanan"
    answer = dinsos.get("/matriks", query_string={"komisi": name})
    assert set(cells(one_line(answer.text))) == {task["id"] for task in tasks(store, live_rakor(demo_app), name)}
    assert re.findall(r'<th scope="row"><a [^>]*>(\d)\.', one_line(answer.text)) == ["4", "5", "6", "7"]


@pytest.mark.parametrize(
    ("state", "fits"),
    [
        ("draf", lambda task: situation_of(task) is Situation.DRAFT),
        ("sekdis", lambda task: situation_of(task) is Situation.SEKDIS),
        ("dilaksanakan", lambda task: situation_of(task) is Situation.IMPLEMENTED),
        ("terlambat", lambda task: late_now(task, TODAY)),
    ],
)
def test_the_state_marks_its_cells_and_hides_none(
    demo_app: Flask, store: Store, dinsos: FlaskClient, state: str, fits: Callable[[Record], bool]
) -> None:
    text = page(dinsos, f"/matriks?keadaan={state}")
    found, all_tasks = cells(text), tasks(store, live_rakor(demo_app))
    assert set(found) == {task["id"] for task in all_tasks}
    marked = {id for id, (classes, _) in found.items() if "off" not in classes.split()}
    assert marked == {task["id"] for task in all_tasks if fits(task)}
    link = re.search(r'Disorot: <a href="([^"]+)">(\d+) tugas', text)
    assert link is not None
    assert int(link[2]) == len(marked) == listed(dinsos, link[1])


def test_the_totals_of_rows_and_columns(demo_app: Flask, store: Store, dinsos: FlaskClient) -> None:
    text = page(dinsos, "/matriks")
    foot = re.findall(r'<td class="num[^"]*">([^<]*)</td>', text.split("<tfoot>")[1])
    all_tasks = tasks(store, live_rakor(demo_app))
    done = sum(task["stage"] == "implemented" for task in all_tasks)
    late = sum(late_now(task, TODAY) for task in all_tasks)
    assert foot[23] == f"{done}/{len(all_tasks)}"
    assert foot[-1] == str(late)
    assert sum(int(part.split("/")[1]) for part in foot[:23]) == len(all_tasks)
    rows = re.findall(r'<td class="num sumc">(\d+)/(\d+)</td>', text)
    assert (sum(int(a) for a, _ in rows), sum(int(b) for _, b in rows)) == (done, len(all_tasks))


def test_a_filter_that_fits_nothing_says_so_and_can_be_removed(
    demo_app: Flask, store: Store, dinsos: FlaskClient
) -> None:
    rakor = live_rakor(demo_app)
    outcome = {"text": "Butir baru.", "commission": "Komisi C", "is_task": True}
    save_outcome(store, DINSOS, rakor["id"], "", outcome, version=rakor["version"], at=START)
    text = page(dinsos, "/matriks?komisi=Komisi+C&keadaan=terlambat")
    assert "Tidak ada tugas yang cocok" in text
    assert "Saringan: Komisi C, Terlambat." in text
    assert cells(text) == {}


def test_an_unknown_filter_is_said_and_left_out(demo_app: Flask, store: Store, dinsos: FlaskClient) -> None:
    text = page(dinsos, "/matriks?komisi=Z&keadaan=%00besok&lain=1")
    assert len(cells(text)) == len(tasks(store, live_rakor(demo_app)))
    assert "tidak dikenal, jadi tidak dipakai: keadaan “besok”, komisi “Z”." in text


def test_the_phone_lists_the_regions_most_overdue_first(dinsos: FlaskClient) -> None:
    part = page(dinsos, "/matriks").split('id="per-wilayah"')[1]
    late = [int(number or 0) for number in re.findall(r"(?:(\d+) terlambat|Tidak terlambat)</span>", part)]
    assert len(late) == 23
    assert late == sorted(late, reverse=True)


def test_without_tasks_it_leads_to_the_rakor(client_as: Callable[[str], FlaskClient]) -> None:
    assert "Belum ada rakor" in page(client_as("dinsos.aceh"), "/matriks")
    assert client_as("sekdis.bireuen").get("/matriks").status_code == 403


def test_a_commission_is_short_in_the_matrix() -> None:
    names = ["A", "Komisi A – Kelembagaan dan Koordinasi", "Pleno", ""]
    assert [commission_short(name) for name in names] == ["Komisi A", "Komisi A", "Pleno", ""]
