"""The page that hands out all outcomes of a rakor: what its buttons tick, what is made, and that no tick is lost."""

from __future__ import annotations

from collections.abc import Callable

import lxml.html
import pytest
from flask import Flask
from flask.testing import FlaskClient
from playwright.sync_api import Browser

from tests.world.arranged import DINSOS, OUTCOME
from tests.world.browser import SIZES, serving, window
from tests.world.instance import START
from tests.world.rakor_forms import HEAD, more, two_outcomes, uid
from workflow.rakor.recording import edit_rakor, hand_over, save_outcome
from workflow.regions import owners, regions
from workflow.store import Record, Store

KABUPATEN = {code for code, place in regions().items() if place.type == "kabupaten"}
KOTA = set(regions()) - KABUPATEN


@pytest.fixture
def dinsos(client_as: Callable[[str], FlaskClient]) -> FlaskClient:
    return client_as("dinsos.aceh")


@pytest.fixture
def rakor(store: Store) -> Record:
    """ "Satu", "Dua", a mere remark, and "Empat"."""
    made = more(store, two_outcomes(store), {**OUTCOME, "is_task": ""})
    return more(store, made, {**OUTCOME, "title": "Empat"})


def ticked(text: str) -> dict[str, set[str]]:
    """The codes that are ticked, by the box's name."""
    boxes = lxml.html.fromstring(text).xpath("//input[@type='checkbox' and starts-with(@name, 'butir-')]")
    found: dict[str, set[str]] = {box.get("name"): set() for box in boxes}
    for box in boxes:
        if box.checked:
            found[box.get("name")].add(box.get("value"))
    return found


def name(rakor: Record, no: int) -> str:
    return f"butir-{uid(rakor, no)}"


def press(rakor: Record, button: str, no: int) -> dict[str, str]:
    return {"isi": f"{button}-{uid(rakor, no)}", "version": rakor["version"]}


def test_each_outcome_that_is_a_task_has_a_box_for_each_owner(dinsos: FlaskClient, rakor: Record, store: Store):
    hand_over(store, DINSOS, rakor["id"], uid(rakor, 1), ["11.11", "11.07"], at=START)
    text = dinsos.get(f"/rakor/{rakor['id']}/bagikan").text
    found = ticked(text)
    assert list(found) == [name(rakor, no) for no in (1, 2, 4)]
    assert text.count(f'name="{name(rakor, 1)}"') == 22, "who has it cannot be unticked"
    assert text.count(f'name="{name(rakor, 2)}"') == len(owners()) == 24
    assert "Pidie: sudah" in text
    assert "Salin baris di atas" in text


@pytest.mark.parametrize(
    ("button", "expected"),
    [("semua", set(regions())), ("kabupaten", KABUPATEN), ("kota", KOTA), ("kosong", set())],
)
def test_a_group_is_ticked_and_what_was_ticked_elsewhere_stays(
    dinsos: FlaskClient, rakor: Record, store: Store, button: str, expected: set[str]
):
    hand_over(store, DINSOS, rakor["id"], uid(rakor, 2), ["11.11", "11.71"], at=START)
    data = {name(rakor, 1): ["11.75", "11"], name(rakor, 2): ["11"], **press(rakor, button, 2)}
    answer = dinsos.post(f"/rakor/{rakor['id']}/bagikan", data=data)
    assert answer.status_code == 200
    kept = set() if button == "kosong" else {"11"}
    wanted = (expected - {"11.11", "11.71"}) | kept
    assert ticked(answer.text) == {
        name(rakor, 1): {"11.75", "11"}, name(rakor, 2): wanted, name(rakor, 4): set(),
    }  # fmt: skip
    count = len(wanted) + 2
    assert f"Bagikan {count} tugas baru" in answer.text
    assert store.count("task") == 2, "nothing is handed out by it"


def test_the_row_above_is_copied_with_who_has_it_already(dinsos: FlaskClient, rakor: Record, store: Store):
    hand_over(store, DINSOS, rakor["id"], uid(rakor, 2), ["11.11"], at=START)
    data = {name(rakor, 2): ["11", "11.07"], name(rakor, 4): ["11.75"], **press(rakor, "salin", 4)}
    text = dinsos.post(f"/rakor/{rakor['id']}/bagikan", data=data).text
    assert ticked(text)[name(rakor, 4)] == {"11", "11.07", "11.11", "11.75"}, "the remark between them is no row"
    assert ticked(text)[name(rakor, 2)] == {"11", "11.07"}


def test_a_group_leaves_out_who_has_parts_of_it(dinsos: FlaskClient, rakor: Record, store: Store):
    (task,) = hand_over(store, DINSOS, rakor["id"], uid(rakor, 1), ["11.71"], at=START)
    store.save({**task, "part": "Tahap satu"})
    text = dinsos.post(f"/rakor/{rakor['id']}/bagikan", data=press(rakor, "kota", 1)).text
    assert ticked(text)[name(rakor, 1)] == KOTA - {"11.71"}
    assert "sudah sebagian" in text
    data = {name(rakor, 1): "11.71", "version": rakor["version"]}
    assert "1 tugas baru" in dinsos.post(f"/rakor/{rakor['id']}/bagikan", data=data, follow_redirects=True).text
    assert [task["part"] for task in store.find("task", region="11.71")] == ["Tahap satu", ""]


def test_what_is_ticked_is_made_once_and_told(dinsos: FlaskClient, rakor: Record, store: Store):
    hand_over(store, DINSOS, rakor["id"], uid(rakor, 1), ["11.11"], at=START)
    data = {name(rakor, 1): ["11.11", "11.07"], name(rakor, 4): ["11"], "version": rakor["version"], "kiriman": "satu"}
    for said in ("2 tugas baru dibagikan dari 2 butir. 1 lainnya sudah ada.", "tidak dicatat dua kali"):
        assert said in dinsos.post(f"/rakor/{rakor['id']}/bagikan", data=data, follow_redirects=True).text
    found = {(task["no"], task["region"]) for task in store.find("task")}
    assert found == {(1, "11.11"), (1, "11.07"), (4, "11")}
    assert store.count("event", name="hand_over") == 3
    other = {**data, "kiriman": "dua"}
    assert (
        "Tidak ada tugas baru" in dinsos.post(f"/rakor/{rakor['id']}/bagikan", data=other, follow_redirects=True).text
    )
    assert store.count("task") == 3


def test_all_that_was_handed_out_is_taken_back_at_once(dinsos: FlaskClient, rakor: Record, store: Store):
    hand_over(store, DINSOS, rakor["id"], uid(rakor, 1), ["11.01"], at=START)
    data = {name(rakor, 1): ["11.11", "11.07"], name(rakor, 4): ["11"], "version": rakor["version"]}
    page = lxml.html.fromstring(dinsos.post(f"/rakor/{rakor['id']}/bagikan", data=data, follow_redirects=True).text)
    (form,) = [form for form in page.forms if form.action.endswith("/aksi/undo_hand_over")]
    assert "Masih dapat diurungkan 5 menit." in form.text_content()
    answer = dinsos.post(form.action, data=dict(form.fields))
    assert (answer.status_code, answer.location) == (303, f"/rakor/{rakor['id']}")
    assert {task["region"]: task["closed"] for task in store.find("task")} == {
        "11.01": "", "11.11": "dibatalkan", "11.07": "dibatalkan", "11": "dibatalkan",
    }  # fmt: skip
    assert "undo_hand_over" not in dinsos.get(answer.location).text


@pytest.mark.parametrize("codes", [[], ["99.99"], ["11.11", "x"]])
def test_nobody_or_somebody_unknown_is_refused(dinsos: FlaskClient, rakor: Record, store: Store, codes: list[str]):
    data = {name(rakor, 1): codes, "version": rakor["version"]}
    answer = dinsos.post(f"/rakor/{rakor['id']}/bagikan", data=data)
    assert answer.status_code == 422
    assert "Belum dibagikan." in answer.text
    assert ticked(answer.text)[name(rakor, 1)] == set(codes) & set(owners()), "the choice is kept"
    assert store.count("task") == 0


def test_an_outcome_that_was_changed_meanwhile_is_shown_before_it_is_handed_out(
    dinsos: FlaskClient, rakor: Record, store: Store
):
    page = lxml.html.fromstring(dinsos.get(f"/rakor/{rakor['id']}/bagikan").text)
    form = {**dict(page.forms[-1].form_values()), name(rakor, 1): ["11.11"]}
    head = edit_rakor(store, DINSOS, rakor["id"], {**HEAD, "participants": []}, version=rakor["version"], at=START)
    words = {**OUTCOME, "title": "Satu", "text": "Isi yang baru."}
    save_outcome(store, DINSOS, rakor["id"], uid(rakor, 1), words, version=head["version"], at=START)
    answer = dinsos.post(f"/rakor/{rakor['id']}/bagikan", data=form)
    assert answer.status_code == 409
    assert "diubah oleh Dinas Sosial Aceh, hari ini pukul 09.00" in answer.text
    assert (ticked(answer.text)[name(rakor, 1)], store.count("task")) == ({"11.11"}, 0)
    page = lxml.html.fromstring(answer.text)
    assert dinsos.post(f"/rakor/{rakor['id']}/bagikan", data=dict(page.forms[-1].form_values())).status_code == 303
    assert store.count("task") == 1


def test_a_change_of_the_head_alone_stops_nobody(dinsos: FlaskClient, rakor: Record, store: Store):
    page = lxml.html.fromstring(dinsos.get(f"/rakor/{rakor['id']}/bagikan").text)
    form = {**dict(page.forms[-1].form_values()), name(rakor, 1): ["11.11"]}
    edit_rakor(store, DINSOS, rakor["id"], {**HEAD, "participants": []}, version=rakor["version"], at=START)
    assert dinsos.post(f"/rakor/{rakor['id']}/bagikan", data=form).status_code == 303


def test_a_rakor_without_tasks_says_so(dinsos: FlaskClient, store: Store, rakor: Record):
    for no in (4, 2, 1):
        rakor = store.get("rakor", rakor["id"])
        words = {**OUTCOME, "title": str(no), "is_task": False}
        save_outcome(store, DINSOS, rakor["id"], uid(rakor, no), words, version=rakor["version"], at=START)
    assert "Belum ada yang dapat dibagikan" in dinsos.get(f"/rakor/{rakor['id']}/bagikan").text


@pytest.mark.parametrize("size", SIZES)
def test_it_works_without_a_script(app: Flask, chromium: Browser, rakor: Record, store: Store, size: str):
    with serving(app) as base, window(chromium, size, java_script_enabled=False) as opened:
        page = opened.new_page()
        page.goto(f"{base}/masuk")
        page.locator("button[value='dinsos.aceh']").click()
        page.wait_for_url("**/beranda")
        page.goto(f"{base}/rakor/{rakor['id']}/bagikan")
        page.get_by_role("button", name="5 kota untuk butir 1").click()
        if size == "phone":
            assert not page.get_by_label("Bireuen, butir 2").is_visible(), "one outcome at a time"
            page.get_by_text("Berikutnya: butir 2").click()
        page.get_by_label("Bireuen, butir 2").check()
        page.get_by_role("button", name="Hitung ulang").click()
        share = page.get_by_role("button", name="Bagikan 6 tugas baru")
        share.wait_for()
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        share.click()
        page.get_by_text("6 tugas baru dibagikan dari 2 butir.").wait_for()
    assert store.count("task") == 6
