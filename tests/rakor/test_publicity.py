"""A rakor is opened to everybody by Dinas Sosial Aceh alone, told as the house tells it, and closed without a trace."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from tests.world.arranged import CHAIR, DINSOS, SEKDIS, new_task
from tests.world.instance import START
from workflow.errors import Invalid, NotAllowed, NotFound, Stale, WrongStage
from workflow.rakor.file import as_data
from workflow.rakor.publicity import close_page, code_of, open_page, open_to_all
from workflow.store import Record
from workflow.tasks import concerns, timeline


@pytest.fixture
def rakor(tuntas: SimpleNamespace) -> Record:
    """With one task, of Bireuen."""
    found: Record = tuntas.store.get("rakor", new_task(tuntas, START)["rakor"])
    return found


def opened(tuntas: SimpleNamespace, rakor: Record, mode: str = "produksi") -> Record:
    version = tuntas.store.get("rakor", rakor["id"])["version"]
    return open_page(tuntas.store, DINSOS, rakor["id"], mode, version=version, at=START)


def closed(tuntas: SimpleNamespace, rakor: Record) -> Record:
    version = tuntas.store.get("rakor", rakor["id"])["version"]
    return close_page(tuntas.store, DINSOS, rakor["id"], version=version, at=START)


def test_nothing_is_public_until_it_is_opened_and_again_when_it_is_closed(tuntas: SimpleNamespace, rakor: Record):
    store, code = tuntas.store, code_of(rakor)
    for unknown in (code, "", "0" * 16, f"{code}\0", rakor["uid"]):
        with pytest.raises(NotFound):
            open_to_all(store, unknown, "produksi")
    found = opened(tuntas, rakor)
    assert (found["public"]["by"], found["public_code"]) == (DINSOS.name, code)
    assert open_to_all(store, code, "produksi")["id"] == rakor["id"]
    closed(tuntas, rakor)
    with pytest.raises(NotFound):
        open_to_all(store, code, "produksi")
    assert opened(tuntas, rakor)["public_code"] == code, "a link that was shared leads there again"


def test_each_act_is_one_line_of_the_province_and_news_where_its_tasks_are(tuntas: SimpleNamespace, rakor: Record):
    store = tuntas.store
    opened(tuntas, rakor)
    closed(tuntas, rakor)
    found = store.find("event", chain="11", rakor=rakor["id"], order="-id", limit=2)
    assert [event["name"] for event in found] == ["public_page_closed", "public_page_opened"]
    assert [line.words for line in timeline.of_rakor(store, rakor["id"])] == [
        "Halaman publik ditutup", "Halaman publik dibuka",
    ]  # fmt: skip
    for who in (CHAIR, SEKDIS):
        told = [timeline.told(event).words for event in concerns.news(store, who, limit=2)]
        assert told == ["Halaman publik ditutup", "Halaman publik dibuka"]
    assert store.count("event", name=timeline.PUBLIC_TOLD) == 2, "no kabupaten/kota without a task is told"
    assert concerns.news(store, DINSOS, limit=5) == []
    names = [event["name"] for event in timeline.everything(store, DINSOS, limit=9)]
    assert timeline.PUBLIC_TOLD not in names, "the province has its own line of it"


def test_only_the_province_opens_what_it_has_seen_and_once(tuntas: SimpleNamespace, rakor: Record):
    store = tuntas.store
    for who in (CHAIR, SEKDIS):
        with pytest.raises(NotAllowed):
            open_page(store, who, rakor["id"], "produksi", version=rakor["version"], at=START)
    with pytest.raises(Stale):
        open_page(store, DINSOS, rakor["id"], "produksi", version=rakor["version"] - 1, at=START)
    with pytest.raises(WrongStage):
        closed(tuntas, rakor)
    opened(tuntas, rakor)
    before = store.count("event")
    with pytest.raises(WrongStage):
        opened(tuntas, rakor)
    assert store.count("event") == before


def test_an_example_is_public_among_examples_only(tuntas: SimpleNamespace, rakor: Record):
    store = tuntas.store
    store.save({**rakor, "example": True})
    with pytest.raises(Invalid, match="contoh"):
        opened(tuntas, rakor)
    code = opened(tuntas, rakor, "contoh")["public_code"]
    assert open_to_all(store, code, "contoh")
    with pytest.raises(NotFound):
        open_to_all(store, code, "produksi")


def test_it_does_not_travel_to_another_tuntas(tuntas: SimpleNamespace, rakor: Record):
    assert as_data(tuntas.store, DINSOS, opened(tuntas, rakor)) == as_data(tuntas.store, DINSOS, rakor)
