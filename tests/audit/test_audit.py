"""Events say exactly what their kind declares, and a chain shows every tampering."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.world import chains
from tests.world.arranged import CHAIR
from tests.world.instance import START
from workflow.audit import chain as audit
from workflow.store import Store


@pytest.fixture
def chain(store: Store) -> list[dict]:
    with store.transaction():
        for reason in ("satu", "dua", "tiga", "empat"):
            audit.append(store, CHAIR, "return_claim", START, {"reason": reason}, chain="11.11", task=1)
    return store.find("event", chain="11.11", order="seq")


def test_an_untouched_chain_is_whole(chain: list[dict]):
    assert [event["seq"] for event in chain] == [1, 2, 3, 4]
    assert chains.breaks(chain) == []


def test_an_edited_event_shows(chain: list[dict]):
    chain[1]["fields"]["reason"] = "lain"
    assert chains.breaks(chain) == ["11.11: peristiwa 2 tidak cocok dengan sidiknya"]


def test_a_rewritten_event_breaks_the_next(chain: list[dict]):
    chain[1]["fields"]["reason"] = "lain"
    chain[1]["hash"] = audit.seal(chain[1])
    assert chains.breaks(chain) == ["11.11: peristiwa 3 tidak cocok dengan sidiknya"]


def test_a_deleted_event_shows(chain: list[dict]):
    del chain[1]
    assert chains.breaks(chain)[0] == "11.11: nomor 2 hilang, ada 3"


def test_reordered_events_show(chain: list[dict]):
    chain[1], chain[2] = chain[2], chain[1]
    assert chains.breaks(chain) != []


def test_chains_of_two_regions_do_not_touch(store: Store, chain: list[dict]):
    with store.transaction():
        other = audit.append(store, CHAIR, "claim", START, {}, chain="11.07")
    assert (other["seq"], other["prev"]) == (1, "")


@pytest.mark.parametrize("fields", [{}, {"reason": "x", "more": 1}, {"other": "x"}])
def test_an_event_with_other_fields_than_declared_is_refused(store: Store, fields: dict):
    with store.transaction(), pytest.raises(ValueError, match="return_claim carries"):
        audit.append(store, CHAIR, "return_claim", START, fields)


def test_an_undeclared_kind_is_refused(store: Store):
    with store.transaction(), pytest.raises(KeyError):
        audit.append(store, CHAIR, "invented", START, {})


def test_an_event_of_no_task_and_no_rakor_names_none(store: Store):
    made = audit.append(store, CHAIR, "cancel", START, {"reason": "Tidak jadi."})
    assert (made["chain"], made["task"], made["rakor"], made["seq"], made["prev"]) == ("11", 0, 0, 1, "")


@pytest.mark.parametrize("name", ["cancel", "reopen", "withdraw"])
def test_a_time_before_the_last_one_is_not_written(store: Store, name: str):
    fields = {"cancel": {"reason": "x"}, "reopen": {"reason": "x", "withdrawn": []}, "withdraw": {}}[name]
    audit.append(store, CHAIR, "withdraw", START, {}, chain="11.11")
    late = audit.append(store, CHAIR, name, START - timedelta(hours=1), fields, chain="11.11")
    assert late["at"] == audit.stamp(START)
