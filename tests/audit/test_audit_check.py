"""The separate checker: it agrees with the writer, and finds every kind of tampering in an export."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.world.arranged import CHAIR
from tests.world.instance import START
from workflow.audit import chain as audit
from workflow.audit import check
from workflow.audit.check import Head, Unreadable
from workflow.store import Store

CHECKER = Path(check.__file__)
Events = dict[str, dict[str, Any]]

values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(st.characters(exclude_categories=["Cs"])),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=5), inner, max_size=4),
    max_leaves=12,
)


def event(**more: Any) -> dict[str, Any]:
    actor = {"id": 1, "name": "Ketua", "role": "ketua"}
    return {
        "chain": "11.11", "seq": 1, "prev": "", "name": "claim", "at": "2026-11-09T02:00:00Z", "actor": actor,
        "task": 1, "rakor": 1, "fields": {}, **more,
    }  # fmt: skip


@settings(max_examples=200)
@given(st.dictionaries(st.text(max_size=8), values, max_size=5))
def test_writer_and_checker_agree_on_whatever_an_event_may_say(fields: dict[str, Any]):
    told = event(fields=json.loads(json.dumps(fields)))
    assert check.fingerprint(told) == audit.seal(told) != ""


@pytest.mark.parametrize("value", [1.5, 1.0, float("nan"), [{"a": 0.1}], {"a": (2.0,)}])
def test_no_event_may_hold_a_fraction(store: Store, value: Any):
    with store.transaction(), pytest.raises(ValueError, match="fraction"):
        audit.append(store, CHAIR, "return_claim", START, {"reason": value})
    assert store.count("event") == 0
    assert check.fingerprint(event(fields={"reason": value})) == ""


@pytest.fixture
def events(store: Store) -> Events:
    """The table of events of an export: five of Bireuen, with two of Pidie between them."""
    with store.transaction():
        for number in range(5):
            at = START + timedelta(hours=number)
            audit.append(store, CHAIR, "return_claim", at, {"reason": f"alasan “{number}”"}, chain="11.11", task=1)
            if number % 2:
                audit.append(store, CHAIR, "claim", at, {}, chain="11.07", task=2)
    return {
        str(record.pop("id")): {name: value for name, value in record.items() if name != "kind"}
        for record in store.find("event")
    }


def written(tmp_path: Path, table: Events) -> Path:
    path = tmp_path / "export.json"
    path.write_text(json.dumps({"event": table, "task": {}}), encoding="utf-8")
    return path


def checked(path: Path, *more: str) -> tuple[int, str]:
    """Run as a program of its own, without this project on its path."""
    done = subprocess.run(
        [sys.executable, "-I", str(CHECKER), str(path), *more], capture_output=True, text=True, cwd=path.parent
    )
    return done.returncode, done.stdout + done.stderr


def known(table: Events) -> list[Head]:
    return [Head(one["chain"], one["seq"], one["hash"], "manifest") for one in table.values()]


def sentences(table: Events, heads: list[Head] | None = None) -> list[str]:
    rows = [{**one, "id": int(id)} for id, one in table.items()]
    return [sentence for one in check.check_all(rows, heads or []) for sentence in one.sentences]


def resealed(table: Events, chain: str) -> Events:
    """As somebody would write the chain anew who knows how hashes are made."""
    before = ""
    for one in table.values():
        if one["chain"] == chain:
            one["prev"] = before
            one["hash"] = before = audit.seal(one)
    return table


def test_an_untouched_export_is_whole_and_says_what_it_cannot_know(events: Events, tmp_path: Path):
    assert checked(written(tmp_path, events)) == (
        0,
        "11.07: 2 peristiwa, utuh\n11.11: 5 peristiwa, utuh\n" + check.ALONE + "\nSemua rantai riwayat utuh.\n",
    )


def edit(table: Events) -> None:
    table["4"]["fields"]["reason"] = "lain"


def edit_and_seal(table: Events) -> None:
    edit(table)
    table["4"]["hash"] = audit.seal(table["4"])


def delete(table: Events) -> None:
    del table["4"]


def delete_the_first(table: Events) -> None:
    del table["1"]


def swap(table: Events) -> None:
    table["2"], table["4"] = table["4"], table["2"]


def renumber(table: Events) -> None:
    table["2"]["seq"], table["4"]["seq"] = table["4"]["seq"], table["2"]["seq"]


def add_in_between(table: Events) -> None:
    table["9"] = {**table["2"], "fields": {"reason": "sisipan"}}
    table["9"]["hash"] = audit.seal(table["9"])


def take_its_hash(table: Events) -> None:
    del table["4"]["hash"]


def make_a_fraction(table: Events) -> None:
    table["4"]["task"] = 1.0


def move_to_another_chain(table: Events) -> None:
    table["4"]["chain"] = "11.07"


@pytest.mark.parametrize(
    ("tamper", "sentence"),
    [
        (edit, "11.11: peristiwa 3 tidak cocok dengan sidiknya"),
        (edit_and_seal, "11.11: peristiwa 4 tidak cocok dengan sidiknya"),
        (delete, "11.11: nomor 3 hilang, ada 4"),
        (delete_the_first, "11.11: nomor 1 hilang, ada 2"),
        (swap, "11.11: peristiwa 3 tertukar tempatnya"),
        (renumber, "11.11: peristiwa 2 tidak cocok dengan sidiknya"),
        (add_in_between, "11.11: nomor 3 hilang, ada 2"),
        (take_its_hash, "11.11: peristiwa 3 tidak cocok dengan sidiknya"),
        (make_a_fraction, "11.11: peristiwa 3 tidak cocok dengan sidiknya"),
        (move_to_another_chain, "11.07: peristiwa 3 tidak cocok dengan sidiknya"),
    ],
)
def test_tampering_shows_in_the_chain_itself(
    events: Events, tmp_path: Path, tamper: Callable[[Events], None], sentence: str
):
    tamper(events)
    assert sentence in sentences(json.loads(json.dumps(events)))
    if tamper in (edit, swap):  # the same through the program
        code, told = checked(written(tmp_path, events))
        assert (code, sentence in told, "1 rantai riwayat tidak utuh." in told) == (1, True, True)


def test_a_cut_tail_fits_in_itself_and_shows_against_a_known_head(events: Events):
    heads = known(events)
    del events["7"], events["5"]
    assert sentences(events) == []
    assert sentences(events, heads) == [
        "11.11: manifest mencatat 4 peristiwa, kini tinggal sampai 3; peristiwa itu hilang",
        "11.11: manifest mencatat 5 peristiwa, kini tinggal sampai 3; peristiwa itu hilang",
    ]


def test_a_chain_that_is_gone_altogether_shows_against_a_known_head(events: Events):
    heads = known(events)
    rest = {id: one for id, one in events.items() if one["chain"] != "11.07"}
    assert sentences(rest) == []
    assert sentences(rest, heads)[-1] == (
        "11.07: manifest mencatat 2 peristiwa, kini tinggal sampai 0; peristiwa itu hilang"
    )


def test_a_history_written_anew_shows_against_a_known_head(events: Events):
    heads = known(events)
    edit(events)
    resealed(events, "11.11")
    assert sentences(events) == []
    assert sentences(events, heads) == [
        f"11.11: peristiwa {n} bukan lagi yang tercatat di manifest; riwayat ditulis ulang" for n in (3, 4, 5)
    ]


def test_more_events_after_a_known_head_are_no_fault(events: Events):
    assert sentences(events, known({"2": events["2"]})) == []


def test_the_program_takes_a_manifest_and_what_is_printed_on_a_recap(events: Events, tmp_path: Path):
    path = written(tmp_path, events)
    manifest = tmp_path / "manifest.json"
    heads = {"11.11": {"seq": 5, "hash": events["7"]["hash"]}}
    manifest.write_text(json.dumps({"chains": heads}))
    printed = f"11.11:5:{events['7']['hash'][:16]}"
    code, told = checked(path, "--heads", str(manifest), "--head", printed)
    assert (code, "Dibandingkan dengan 2 sidik yang dicatat di tempat lain." in told) == (0, True)
    del events["7"]
    code, told = checked(written(tmp_path, events), "--head", printed)
    assert (code, "11.11: cetakan mencatat 5 peristiwa, kini tinggal sampai 4" in told) == (1, True)


@pytest.mark.parametrize(
    ("content", "code", "sentence"),
    [
        ("", 2, "bukan hasil `export` yang utuh"),
        ('{"event": {"1": {"seq": 1', 2, "bukan hasil `export` yang utuh"),
        ("[1]", 2, "bukan hasil `export` yang utuh"),
        ('{"event": {"satu": {}}}', 2, "bukan hasil `export` yang utuh"),
        ('{"event": {"1": {}}}', 1, "peristiwa None tidak cocok"),
        ("{}", 0, "Semua rantai riwayat utuh."),
    ],
)
def test_whatever_the_file_holds_there_is_a_sentence(tmp_path: Path, content: str, code: int, sentence: str):
    path = tmp_path / "export.json"
    path.write_text(content)
    ended, told = checked(path)
    assert (ended, sentence in told, "Traceback" in told) == (code, True, False)


@pytest.mark.parametrize("typed", ["", "11.11", "11.11:5", "11.11:lima:abcdef12", "11.11:5:abc", "11.11:5:xyzxyzxy"])
def test_a_mistyped_head_is_told_how_to_write_it(typed: str):
    with pytest.raises(Unreadable, match=r"misalnya 11\.11:1234:"):
        check.typed_head(typed)


def test_a_head_may_be_typed_as_it_is_printed():
    assert check.typed_head(" 11.11: 1.234: A1B2 C3D4 E5F6 0718… ") == Head(
        "11.11", 1234, "a1b2c3d4e5f60718", "cetakan"
    )
