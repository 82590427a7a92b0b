"""Hours, rooms and agenda in a rakor's form: rows added and removed without JavaScript, and nothing typed lost."""

from __future__ import annotations

from collections.abc import Callable
from html import unescape

import lxml.html
import pytest
from flask.testing import FlaskClient

from tests.world.rakor_forms import HEAD
from workflow.store import Store

ROWS = {
    **{name: text for name, text in HEAD.items() if name != "agenda"},
    "secretary": "Sekretaris LKKS",
    "hours-0-day": "2026-09-18", "hours-0-begins": "9", "hours-0-ends": "16:30", "hours-0-room": "Aula",
    "hours-1-day": "2026-09-19", "hours-1-begins": "08.30", "hours-1-ends": "", "hours-1-room": "",
    "items-0-title": "Pembukaan", "items-0-day": "", "items-0-begins": "09.00", "items-0-ends": "09.15",
    "items-0-kind": "pembukaan", "items-0-said": "Rapat dibuka oleh Kepala Dinas.",
    "items-1-title": "Pembahasan", "items-1-kind": "pembahasan",
    "items-1-said": "Bappeda menyampaikan bahwa usulan dimuat dalam perubahan.\r\nLKKS bersedia mendampingi.",
}  # fmt: skip


@pytest.fixture
def dinsos(client_as: Callable[[str], FlaskClient]) -> FlaskClient:
    return client_as("dinsos.aceh")


def boxes(text: str) -> dict[str, str]:
    form = lxml.html.fromstring(text).xpath("//main//form[.//input[@name='title']]")[0]
    # a browser leaves out the line end with which a box of text begins
    return {name: value.replace("\r\n", "\n").removeprefix("\n") for name, value in form.form_values()}


def test_rows_are_recorded_and_shown_again(dinsos: FlaskClient, store: Store) -> None:
    assert dinsos.post("/rakor/baru", data=ROWS).status_code == 303
    (rakor,) = store.find("rakor")
    assert [(one["begins"], one["ends"], one["room"]) for one in rakor["hours"]] == [
        ("09.00", "16.30", "Aula"), ("08.30", "", ""),
    ]  # fmt: skip
    assert [len(item["said"]) for item in rakor["items"]] == [1, 2]
    shown = boxes(dinsos.get(f"/rakor/{rakor['id']}/ubah").text)
    assert shown["items-1-said"] == ROWS["items-1-said"].replace("\r\n", "\n")
    assert (shown["hours-0-begins"], shown["secretary"]) == ("09.00", "Sekretaris LKKS")
    page = unescape(dinsos.get(f"/rakor/{rakor['id']}").text)
    assert "pukul 09.00 s.d. 16.30 WIB, Aula" in page
    assert "2 hal disampaikan" in page


@pytest.mark.parametrize("button", ["jam-tambah", "acara-tambah", "acara-tempel", "jam-hapus-1", "acara-hapus-0"])
def test_a_button_of_a_row_changes_rows_and_keeps_the_rest(dinsos: FlaskClient, store: Store, button: str) -> None:
    pasted = {"agenda": "12.00-12.15 Penutup"} if button == "acara-tempel" else {}
    shown = boxes(dinsos.post("/rakor/baru", data={**ROWS, **pasted, "baris": button}).text)
    counts = {
        name: sum(key.startswith(f"{name}-") and key.endswith("-day") for key in shown) for name in ("hours", "items")
    }
    wanted = {
        "jam-tambah": (3, 2), "acara-tambah": (2, 3), "acara-tempel": (2, 3), "jam-hapus-1": (1, 2),
        "acara-hapus-0": (2, 1),
    }[button]  # fmt: skip
    assert (counts["hours"], counts["items"]) == wanted
    assert shown["title"] == ROWS["title"]
    last = 0 if button == "acara-hapus-0" else 1
    assert shown[f"items-{last}-said"] == ROWS["items-1-said"].replace("\r\n", "\n")
    assert store.find("rakor") == []


def test_a_sentence_stands_beside_its_box_and_every_row_is_still_there(dinsos: FlaskClient) -> None:
    answer = dinsos.post("/rakor/baru", data={**ROWS, "items-1-begins": "pagi", "hours-1-day": "2026-09-30"})
    assert answer.status_code == 422
    page = lxml.html.fromstring(answer.text)
    assert "bukan jam yang benar" in page.get_element_by_id("items-1-begins-galat").text_content()
    assert "bukan hari rakor ini" in page.get_element_by_id("hours-1-day-galat").text_content()
    kept = {name: text for name, text in boxes(answer.text).items() if name in ROWS}
    assert boxes(answer.text)["items-1-begins"] == "pagi"
    assert kept["items-0-said"] == ROWS["items-0-said"]


def test_a_question_is_answered_beside_the_agenda(dinsos: FlaskClient, store: Store) -> None:
    typed = {**ROWS, "items-0-said": "Rapat dibuka oleh Drs. Ahmad."}
    asked = dinsos.post("/rakor/baru", data=typed)
    assert asked.status_code == 422
    (mark,) = lxml.html.fromstring(asked.text).xpath("//input[@name='yakin']/@value")
    assert dinsos.post("/rakor/baru", data={**typed, "yakin": mark}).status_code == 303
    assert store.find("rakor")[0]["items"][0]["said"] == ["Rapat dibuka oleh Drs. Ahmad."]


def test_two_people_on_one_agenda_see_both(dinsos: FlaskClient, store: Store) -> None:
    dinsos.post("/rakor/baru", data=ROWS)
    (rakor,) = store.find("rakor")
    url = f"/rakor/{rakor['id']}/ubah"
    opened = boxes(dinsos.get(url).text)
    assert dinsos.post(url, data={**opened, "items-0-title": "Pembukaan oleh Kadis"}).status_code == 303
    answer = dinsos.post(url, data={**opened, "hours-0-room": "Ruang Rapat"})
    assert answer.status_code == 409
    again = dict(lxml.html.fromstring(answer.text).xpath("//main//form")[0].form_values())
    assert dinsos.post(url, data=again).status_code == 303
    final = store.get("rakor", rakor["id"])
    assert final is not None
    assert (final["hours"][0]["room"], final["items"][0]["title"]) == ("Ruang Rapat", "Pembukaan")
    assert [len(item["said"]) for item in final["items"]] == [1, 2]
