"""Two people on one rakor: both texts where they changed the same part, no alarm where they did not."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape

import pytest
from flask.testing import FlaskClient

from tests.world.arranged import DINSOS, OUTCOME, RAKOR
from tests.world.instance import START
from tests.world.rakor_forms import BUTIR, HEAD, two_outcomes, uid
from workflow.rakor.recording import edit_rakor, save_outcome
from workflow.store import Record, Store


@pytest.fixture
def dinsos(client_as: Callable[[str], FlaskClient]) -> FlaskClient:
    return client_as("dinsos.aceh")


@pytest.fixture
def rakor(store: Store) -> Record:
    return two_outcomes(store)


def hidden(text: str) -> dict[str, str]:
    """The hidden fields of the form on a page."""
    return dict(re.findall(r'<input id="\w+" name="(version|shown)" type="hidden" value="([^"]*)">', text))


def test_two_people_on_one_rakor_see_both_texts(dinsos: FlaskClient, rakor: Record, store: Store) -> None:
    url = f"/rakor/{rakor['id']}/ubah"
    opened = hidden(dinsos.get(url).text)
    saved = edit_rakor(store, DINSOS, rakor["id"], {**RAKOR, "venue": "Hotel Lain"}, version=rakor["version"], at=START)
    mine = {**HEAD, "title": "Judul saya", **opened}
    answer = dinsos.post(url, data=mine)
    assert answer.status_code == 409
    assert store.get("rakor", rakor["id"]) == saved
    text = unescape(answer.text)
    assert "<mark>" in text
    assert "Hotel Lain" in re.sub(r"</?mark>", "", text)
    assert "Peserta A; Ketua; LKKS; Kabupaten Bireuen; hadir" in re.sub(r"</?mark>", "", text)

    form = text.partition("<main")[2].split("<form")[1].split("</form>")[0]
    again = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', form))
    assert again["version"] == str(saved["version"])
    assert dinsos.post(url, data=again).status_code == 303
    final = store.get("rakor", rakor["id"])
    assert (final["title"], final["venue"]) == ("Judul saya", "Hotel Oasis")
    assert [person["name"] for person in final["participants"]] == ["Peserta A", "Peserta B"]


def test_two_people_on_one_outcome_see_both_texts(dinsos: FlaskClient, rakor: Record, store: Store) -> None:
    url = f"/rakor/{rakor['id']}/butir/{uid(rakor, 1)}"
    opened = hidden(dinsos.get(url).text)
    theirs = {**OUTCOME, "title": "Judul mereka", "dimension": "SDM"}
    saved, _ = save_outcome(store, DINSOS, rakor["id"], uid(rakor, 1), theirs, version=rakor["version"], at=START)
    answer = dinsos.post(url, data={**BUTIR, "dimension": "sarana_prasarana", **opened})
    assert answer.status_code == 409
    text = re.sub(r"</?mark>", "", unescape(answer.text))
    assert "Jalin kemitraan" in text
    assert "Judul mereka" in text
    assert store.get("rakor", rakor["id"]) == saved

    form = unescape(answer.text).partition("<main")[2].split("<form")[1].split("</form>")[0]
    again = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', form))
    assert dinsos.post(url, data=again).status_code == 303
    outcome = store.get("rakor", rakor["id"])["outcomes"][0]
    assert (outcome["title"], outcome["dimension"], outcome["is_task"]) == ("Jalin kemitraan", "sarana_prasarana", True)


def test_changes_of_different_parts_do_not_collide(dinsos: FlaskClient, rakor: Record, store: Store) -> None:
    first, second, head = (
        f"/rakor/{rakor['id']}/butir/{uid(rakor, 1)}", f"/rakor/{rakor['id']}/butir/{uid(rakor, 2)}",
        f"/rakor/{rakor['id']}/ubah",
    )  # fmt: skip
    opened = {url: hidden(dinsos.get(url).text) for url in (first, second, head)}
    assert dinsos.post(first, data={**BUTIR, "title": "Satu baru", **opened[first]}).status_code == 303
    other = {**BUTIR, "text": "Isi dua.", "title": "Dua baru"}
    assert dinsos.post(second, data={**other, **opened[second]}).status_code == 303
    assert dinsos.post(head, data={**HEAD, "title": "Judul baru", **opened[head]}).status_code == 303
    after = store.get("rakor", rakor["id"])
    assert [after["title"], *(outcome["title"] for outcome in after["outcomes"])] == [
        "Judul baru", "Satu baru", "Dua baru",
    ]  # fmt: skip


def test_a_post_without_what_the_page_showed_is_stale(dinsos: FlaskClient, rakor: Record, store: Store) -> None:
    for url, data in ((f"/rakor/{rakor['id']}/ubah", HEAD), (f"/rakor/{rakor['id']}/butir/{uid(rakor, 1)}", BUTIR)):
        for version in ("", "abc", "99", "-1"):
            assert dinsos.post(url, data={**data, "version": version}).status_code == 409
    assert store.get("rakor", rakor["id"]) == rakor


def test_a_form_that_came_without_its_fields_is_told_of_the_change_as_well(
    dinsos: FlaskClient, rakor: Record, store: Store
) -> None:
    url = f"/rakor/{rakor['id']}/butir/{uid(rakor, 1)}"
    saved, _ = save_outcome(
        store, DINSOS, rakor["id"], uid(rakor, 1), {**OUTCOME, "title": "Judul mereka"}, version=rakor["version"],
        at=START,
    )  # fmt: skip
    assert dinsos.post(url, data={}).status_code == 409
    assert store.get("rakor", rakor["id"]) == saved
