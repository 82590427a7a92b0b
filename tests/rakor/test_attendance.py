"""LKS among the participants of a rakor: called as the register calls them, and active on its day when they came."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from flask.testing import FlaskClient
from lxml import html

from documents.compose.parts.attendees import present
from documents.compose.rakor_case import gather_rakor
from tests.world.arranged import CHAIR, DINSOS, OUTCOME, RAKOR
from tests.world.instance import START
from tests.world.institutions import ended, recorded
from tests.world.rakor_desk import poor
from tests.world.saying_yes import done
from workflow.errors import Invalid
from workflow.lks import register
from workflow.papers.publishing import Issue
from workflow.rakor import file, file_in
from workflow.rakor.papers import issue_for_rakor
from workflow.rakor.recording import edit_rakor, record_rakor, save_outcome
from workflow.records import Lks
from workflow.store import Record, Store

EVENT = {
    "date": "2026-09-18", "kind": "rakor", "by": "Rapat Koordinasi LKS", "paper": 0, "confirmed": True, "rakor": 1,
}  # fmt: skip


def person(lks: Lks | str, **more: Any) -> dict[str, Any]:
    uid = lks if isinstance(lks, str) else lks["uid"]
    return {
        "name": "Teuku Contoh", "position": "Pimpinan", "institution": "", "region": "", "attended": True, "lks": uid,
        **more,
    }  # fmt: skip


def held(store: Store, *people: dict[str, Any]) -> Record:
    return record_rakor(store, DINSOS, {**RAKOR, "participants": people}, at=START)


def edited(store: Store, rakor: Record, *people: dict[str, Any], **more: Any) -> Record:
    data = {**rakor, "agenda": "", "participants": people, **more}
    return edit_rakor(store, DINSOS, rakor["id"], data, version=rakor["version"], at=START)


def activity(store: Store, lks: Lks) -> list[dict[str, Any]]:
    return [dict(one) for one in store.get(Lks, lks["id"])["activity"]]


@pytest.fixture
def lks(store: Store) -> Lks:
    return recorded(store, START, "LKSA Contoh")


def test_it_is_called_as_the_register_calls_it(store: Store, lks: Lks):
    (who,) = held(store, person(lks, institution="lksa cth"))["participants"]
    assert (who["institution"], who["region"], who["lks"]) == ("LKSA Contoh", "11.11", lks["uid"])


def test_whoever_came_was_active_once_and_who_stayed_away_was_not(store: Store, lks: Lks):
    away = recorded(store, START, "LKSA Jauh", "11.07")
    held(store, person(lks), person(lks, name="Cut Contoh"), person(away, attended=False))
    assert activity(store, lks) == [EVENT]
    assert activity(store, away) == []
    (event,) = store.find("event", name="lks_changed")
    assert (event["chain"], event["fields"]["rakor"]) == ("11.11", 1)
    assert store.count("lks_span", lks=lks["id"], measure="P3", start="2026-09-18") == 1


def test_saving_again_tells_nothing_and_correcting_takes_it_back(store: Store, lks: Lks):
    rakor = edited(store, held(store, person(lks)), person(lks), venue="Aula")
    assert (activity(store, lks), store.count("event", name="lks_changed")) == ([EVENT], 1)
    rakor = edited(store, rakor, person(lks, attended=False))
    assert activity(store, lks) == []
    rakor = edited(store, rakor, person(lks))
    rakor = edited(store, rakor, person(lks), start="2026-09-17")
    assert activity(store, lks) == [{**EVENT, "date": "2026-09-17"}]
    edited(store, rakor)
    assert activity(store, lks) == []


def test_another_pick_takes_it_from_one_and_gives_it_to_the_other(store: Store, lks: Lks):
    other = recorded(store, START, "LKSA Lain")
    edited(store, held(store, person(lks)), person(other))
    assert (activity(store, lks), activity(store, other)) == ([], [EVENT])


def test_two_rakor_are_two_events_and_a_list_that_tells_of_it_is_enough(store: Store, lks: Lks):
    known = {name: value for name, value in EVENT.items() if name != "rakor"}
    with store.transaction():
        register.save(store, DINSOS, "lks_changed", {**lks, "activity": [known]}, START)
    rakor = held(store, person(lks))
    assert activity(store, lks) == [known]
    data = {**RAKOR, "title": "Rakor Kedua", "start": "2026-10-18", "end": "", "participants": [person(lks)]}
    record_rakor(store, DINSOS, data, at=START)
    assert [one["date"] for one in activity(store, lks)] == ["2026-09-18", "2026-10-18"]
    edited(store, rakor)
    assert [one["date"] for one in activity(store, lks)] == ["2026-09-18", "2026-10-18"]


def test_one_that_was_merged_is_the_one_that_goes_on(store: Store, lks: Lks):
    winner = recorded(store, START, "LKSA Pemenang")
    rakor = held(store, person(lks))
    ended(store, START, lks, "2026-11-01", into=winner["uid"])
    rakor = edited(store, rakor, person(lks))
    assert (rakor["participants"][0]["institution"], activity(store, winner)) == ("LKSA Pemenang", [EVENT])


def test_an_unknown_one_and_one_of_elsewhere_are_refused(store: Store, lks: Lks):
    with pytest.raises(Invalid) as refused:
        held(store, person("0123456789abcdef"))
    assert refused.value.fields == {
        "participants": "LKS yang dipilih untuk seorang peserta tidak ada dalam daftar. Cari dan pilih lagi."
    }
    with pytest.raises(Invalid) as refused:
        held(store, person(lks, region="11.07"))
    assert refused.value.fields == {
        "participants": "LKSA Contoh tidak tercatat di Kabupaten Pidie. Ganti kabupaten/kotanya, atau LKS-nya."
    }
    assert (store.count("rakor"), activity(store, lks)) == (0, [])


def test_lines_of_text_keep_the_pick_and_a_row_can_take_it_back(store: Store, lks: Lks):
    rakor = held(store, person(lks))
    as_line = {name: value for name, value in rakor["participants"][0].items() if name != "lks"}
    rakor = edited(store, rakor, as_line)
    assert rakor["participants"][0]["lks"] == lks["uid"]
    rakor = edited(store, rakor, {**as_line, "lks": ""})
    assert "lks" not in rakor["participants"][0]
    assert activity(store, lks) == []


def test_the_notula_names_each_institution(store: Store, lks: Lks):
    people = [
        person(lks), person("", position="Ketua LKKS", region="11.11"),
        person("", position="Camat", institution="Kecamatan Peusangan"),
    ]  # fmt: skip
    rakor = poor(store, participants=people)
    case = gather_rakor(store, Issue("notula", {}, START, rakor=rakor["id"]))
    assert present(case) == [
        "Kabupaten Bireuen: Ketua LKKS", "Kecamatan Peusangan: 1 (satu) orang",
        "LKS, 1 (satu) orang dari 1 (satu) LKS: LKSA Contoh",
    ]  # fmt: skip


def test_another_tuntas_gets_the_name_alone(store: Store, lks: Lks):
    rakor = held(store, person(lks))
    for reader in (DINSOS, CHAIR):
        content = file.as_bytes(file.as_data(store, reader, rakor))
        assert lks["uid"] not in content.decode()
        (who,) = file_in.read(content)["rakor"]["participants"]
        assert (who["institution"], who["region"], "lks" in who) == ("LKSA Contoh", "11.11", False)


def test_nobody_came_to_a_rakor_that_is_to_come(tuntas: SimpleNamespace):
    store, ahead = tuntas.store, {"start": "2026-12-01", "end": "2026-12-02"}
    lks, words = recorded(store, START, "LKSA Contoh"), {**RAKOR, **ahead}
    made = done(lambda yes: record_rakor(store, DINSOS, {**words, "participants": [person(lks)], **yes}, at=START))
    rakor, _ = save_outcome(store, DINSOS, made["id"], "", OUTCOME, version=made["version"], at=START)
    for kind in ("notula", "hasil"):
        with pytest.raises(Invalid, match="belum dimulai"):
            issue_for_rakor(store, tuntas.publisher, DINSOS, kind, rakor["id"], {}, at=START)
    assert (activity(store, lks), store.count("document"), store.count("entry")) == ([], 0, 0)
    issue_for_rakor(store, tuntas.publisher, DINSOS, "notula", rakor["id"], {}, at=START + timedelta(days=24))
    assert activity(store, lks) == [{**EVENT, "date": "2026-12-01", "rakor": rakor["id"]}]


def test_its_page_says_of_nobody_that_he_came(tuntas: SimpleNamespace, client_as: Callable[[str], FlaskClient]):
    ahead, people = {"start": "2026-12-01", "end": "2026-12-02"}, [{"name": "Cut Contoh", "attended": True}]
    for more, said in ((ahead, "1 tercatat"), ({}, "1 tercatat, 1 hadir")):
        words = {**RAKOR, **more, "participants": people}
        made = done(lambda yes, w=words: record_rakor(tuntas.store, DINSOS, {**w, **yes}, at=START))
        page = html.fromstring(client_as("dinsos.aceh").get(f"/rakor/{made['id']}").text)
        assert " ".join(page.xpath("string(//section[@aria-labelledby='peserta']/p)").split()) == said
