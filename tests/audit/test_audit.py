"""Events say exactly what their kind declares, and a chain shows every tampering."""

from __future__ import annotations

import json
import logging
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.world import chains
from tests.world.arranged import CHAIR
from tests.world.damage import put_in
from tests.world.instance import START
from workflow.audit import chain as audit
from workflow.audit import newest
from workflow.audit.check import Found, Head
from workflow.audit.listing import words
from workflow.store import Store


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Where the records of ``store`` are."""
    return tmp_path / "store.db"


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


def test_a_clock_that_was_put_back_is_accepted_only_by_its_own_event(store: Store):
    audit.append(store, CHAIR, "withdraw", START, {}, chain="11")
    earlier = START - timedelta(days=2)
    event = audit.append(store, CHAIR, "clock_accepted", earlier, {"before": audit.stamp(START)})
    assert event["at"] == audit.stamp(earlier)


@pytest.mark.parametrize(("behind", "told"), [(0, 0), (60, 0), (300, 0), (301, 1)])
def test_more_than_five_minutes_behind_is_told(store: Store, caplog: pytest.LogCaptureFixture, behind: int, told: int):
    audit.append(store, CHAIR, "withdraw", START, {})
    with caplog.at_level(logging.WARNING):
        made = audit.append(store, CHAIR, "withdraw", START - timedelta(seconds=behind), {})
    assert len([line for line in caplog.messages if line.startswith("the clock says")]) == told
    assert made["at"] == audit.stamp(START)


@pytest.mark.parametrize("value", [0.5, [1, 0.5], {"a": {"b": [0.5]}}, (0.5,)])
def test_no_fraction_hides_in_a_field(store: Store, value: Any):
    with pytest.raises(ValueError, match=r"no event may hold the fraction 0\.5"):
        audit.append(store, CHAIR, "return_claim", START, {"reason": value})
    assert store.count("event") == 0


def test_what_an_event_carries_and_who_acted(store: Store):
    made = audit.append(store, CHAIR, "return_claim", START, {"reason": "x"}, chain="11.11", task=7, rakor=3)
    assert {key: made[key] for key in ("schema", "chain", "seq", "prev", "name", "at", "task", "rakor", "fields")} == {
        "schema": 1, "chain": "11.11", "seq": 1, "prev": "", "name": "return_claim", "at": audit.stamp(START),
        "task": 7, "rakor": 3, "fields": {"reason": "x"},
    }  # fmt: skip
    assert made["actor"] == {"id": CHAIR.id, "name": CHAIR.name, "role": "ketua"}
    assert made["hash"] == audit.seal(made)
    assert audit.append(store, CHAIR, "claim", START, {}, chain="11.11")["prev"] == made["hash"]


def test_the_heads_are_the_newest_of_each_chain(store: Store, chain: list[dict]):
    other = audit.append(store, CHAIR, "claim", START, {}, chain="11.07")
    assert newest.chains(store) == ["11.07", "11.11"]
    assert newest.heads(store) == {
        "11.07": {"seq": 1, "hash": other["hash"]}, "11.11": {"seq": 4, "hash": chain[3]["hash"]},
    }  # fmt: skip
    assert newest.head(store, "11.13") is None


def test_every_chain_is_examined_and_every_one_that_must_be(store: Store, chain: list[dict]):
    known = [Head("11.11", 4, chain[3]["hash"], "cadangan"), Head("11.73", 2, "abcdef12", "cadangan")]
    whole, lost = audit.examine(store, known)
    assert whole == Found("11.11", 4, chain[3]["hash"], ())
    assert (lost.chain, lost.total, lost.hash, len(lost.sentences)) == ("11.73", 0, "", 1)
    assert audit.examine(store, []) == [whole]


def test_events_of_no_readable_chain_are_counted(store: Store, chain: list[dict], file: Path):
    bare = {key: value for key, value in chain[0].items() if key not in ("kind", "id", "version")}
    for seq in range(5, 10):
        added = store.insert("event", {**bare, "seq": seq})
        put_in(file, "event", added["id"], json.dumps({**bare, "chain": 11, "seq": seq}))
    assert newest.chains(store) == ["11.11"]
    assert audit.examine(store, [])[1:] == [Found("?", 5, "", ("5 peristiwa tidak dapat dibaca",))]


@pytest.mark.parametrize("wrong", [{"damaged": "x"}, {"seq": "4"}, {"hash": None}])
def test_the_chain_goes_on_behind_an_event_that_was_damaged(
    store: Store, chain: list[dict], file: Path, wrong: dict[str, Any]
):
    put_in(file, "event", chain[3]["id"], json.dumps({**chain[3], **wrong}))
    assert audit.append(store, CHAIR, "claim", START, {}, chain="11.11")["prev"] == chain[3]["hash"]


@pytest.mark.parametrize("wrong", [{"damaged": "x"}, {"seq": "4"}, {"hash": None}])
def test_without_its_kept_head_it_goes_on_behind_the_newest_whole_one(
    store: Store, chain: list[dict], file: Path, wrong: dict[str, Any]
):
    put_in(file, "event", chain[3]["id"], json.dumps({**chain[3], **wrong}))
    (kept,) = store.find("chain")
    store.delete("chain", kept["id"])
    assert newest.head(store, "11.11")["seq"] == 3
    assert audit.append(store, CHAIR, "claim", START, {}, chain="11.11")["prev"] == chain[2]["hash"]


def test_a_damaged_head_is_found_anew_from_the_events(store: Store, chain: list[dict]):
    audit.append(store, CHAIR, "claim", START, {}, chain="11.07")
    (kept, _) = store.find("chain")
    store.save({**kept, "damaged": "x"})
    assert newest.heads(store)["11.11"] == {"seq": 4, "hash": chain[3]["hash"]}
    assert audit.append(store, CHAIR, "claim", START, {}, chain="11.11")["seq"] == 5
    assert {head["name"]: head["seq"] for head in store.find("chain")} == {"11.07": 1, "11.11": 5}


def test_a_chain_whose_head_alone_was_lost_goes_on_behind_its_newest_event(store: Store, chain: list[dict]):
    audit.append(store, CHAIR, "claim", START, {}, chain="11.07")
    lost = next(head for head in store.find("chain") if head["name"] == "11.11")
    store.delete("chain", lost["id"])
    told = audit.append(store, CHAIR, "claim", START, {}, chain="11.11")
    assert (told["seq"], told["prev"]) == (5, chain[3]["hash"])
    assert [one.sentences for one in audit.examine(store, [])] == [(), ()]


def test_heads_that_an_earlier_version_has_left_behind_are_brought_up_at_the_start(store: Store, chain: list[dict]):
    (kept,) = store.find("chain")
    store.save({**kept, "seq": 2, "hash": chain[1]["hash"]})
    newest.keep_at_start(store)
    assert newest.heads(store) == {"11.11": {"seq": 4, "hash": chain[3]["hash"]}}
    for head in store.find("chain"):
        store.delete("chain", head["id"])
    newest.keep_at_start(store)
    assert [(head["name"], head["seq"]) for head in store.find("chain")] == [("11.11", 4)]


@pytest.mark.parametrize("stored", [{"chain": "11.11", "seq": 9, "name": "lain"}, "bukan catatan"])
def test_never_what_stands_for_a_damaged_event_is_examined(store: Store, chain: list[dict], stored: Any):
    """The stand-in has every key, all of them fit to be shown; what was really stored lies under ``damaged``."""
    store.save({**chain[3], "damaged": stored})
    (found,) = audit.examine(store, [])
    assert found.sentences != ()
    assert audit.examine(store, [Head("11.11", 3, chain[2]["hash"], "cadangan")]) == [found]


def test_a_later_event_has_its_own_time(store: Store, chain: list[dict]):
    later = START + timedelta(seconds=1)
    assert audit.append(store, CHAIR, "claim", later, {}, chain="11.11")["at"] == audit.stamp(later)


def test_an_event_that_lost_its_name_is_told_as_unreadable():
    assert words({"name": "", "fields": {}}) == "Peristiwa ini rusak dan tidak dapat dibaca"
