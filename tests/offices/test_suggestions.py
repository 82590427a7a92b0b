"""What a Sekdis suggests for the own office: checked at once, nothing changes before the admin says so, all is told."""

from __future__ import annotations

from typing import Any

import pytest

from tests.world.instance import START
from tests.world.suggested import SIGNER, make_suggestions, sekdis, typed
from workflow.errors import Invalid, NotAllowed, NotFound, Stale, WrongStage
from workflow.offices import offices, signatories, suggestions
from workflow.records import Office, Suggestion
from workflow.roles import Actor, Role
from workflow.store import Store

ADMIN = Actor(9, "Admin Tuntas", Role.ADMIN)


@pytest.fixture
def own(store: Store) -> Store:
    offices.ensure_offices(store)
    return store


def dinsos(store: Store) -> Office:
    return offices.office_of(store, "11.11", "dinsos")


def confirm(store: Store, one: Suggestion, **more: Any) -> Suggestion:
    seen = {"version": one["version"], "read": suggestions.mark(store, dinsos(store), one), **more}
    return suggestions.confirm(store, ADMIN, one["id"], at=START, **seen)


def refuse(store: Store, one: Suggestion, reason: str) -> Suggestion:
    return suggestions.refuse(store, ADMIN, one["id"], {"reason": reason}, version=one["version"], at=START)


def told(store: Store) -> list[tuple[str, str]]:
    events = store.find("event", chain="11.11", order="id")
    return [(event["name"], event["fields"].get("part", "")) for event in events]


def test_nothing_changes_before_the_admin_says_so(own: Store):
    before = dinsos(own)
    made = make_suggestions(own)
    assert dinsos(own) == before
    assert signatories.of_office(own, before["id"]) == []
    assert [one["part"] for one in suggestions.waiting(own)] == ["kop", "penanda-tangan", "tujuan"]
    assert made["kop"]["by_name"] == sekdis(own).name


def test_the_kop_holds_when_it_is_confirmed_and_nothing_else_changes(own: Store):
    before, one = dinsos(own), make_suggestions(own)["kop"]
    decided = confirm(own, one)
    assert (decided["state"], decided["decided_by"]) == ("disetujui", "Admin Tuntas")
    now = dinsos(own)
    changed = {name for name in now if now[name] != before[name]}  # type: ignore[literal-required]
    assert changed == {"address", "version"}
    assert now["address"] == "Jalan Usulan Nomor 1"


def test_addressees_hold_when_they_are_confirmed(own: Store):
    confirm(own, make_suggestions(own)["tujuan"])
    assert [(one["name"], one["form"]) for one in dinsos(own)["addressees"]] == [("Bupati Usulan", "Ibu")]


def test_who_signs_on_ends_the_day_before_the_new_one_begins(own: Store):
    number = dinsos(own)["id"]
    head = {**SIGNER, "name": "Drs. Lama", "mode": "", "start": "2024-02-01"}
    signatories.add(own, ADMIN, number, head, at=START)
    confirm(own, make_suggestions(own)["penanda-tangan"])
    periods = [(one["name"], one["start"], one["end"]) for one in signatories.of_office(own, number)]
    assert periods == [("Dra. Usulan, M.Si.", "2027-01-01", ""), ("Drs. Lama", "2024-02-01", "2026-12-31")]


def test_a_period_that_is_taken_by_then_is_refused_and_changes_nothing(own: Store):
    number, one = dinsos(own)["id"], make_suggestions(own)["penanda-tangan"]
    other = {**SIGNER, "name": "Drs. Cepat", "start": "2027-01-15"}
    signatories.add(own, ADMIN, number, other, at=START)
    with pytest.raises(Invalid) as refusal:
        confirm(own, one)
    assert "start" in refusal.value.fields or "end" in refusal.value.fields
    assert [signer["name"] for signer in signatories.of_office(own, number)] == ["Drs. Cepat"]
    assert suggestions.existing(own, one["id"])["state"] == "menunggu"


def test_a_refusal_has_a_reason_and_changes_nothing(own: Store):
    before, one = dinsos(own), make_suggestions(own)["kop"]
    with pytest.raises(Invalid) as lacking:
        refuse(own, one, " ")
    assert list(lacking.value.fields) == ["reason"]
    assert refuse(own, one, "Alamat itu gedung lama.")["answer"] == "Alamat itu gedung lama."
    assert dinsos(own) == before
    with pytest.raises(WrongStage):
        confirm(own, suggestions.existing(own, one["id"]))


def test_an_office_that_was_changed_meanwhile_is_looked_at_again(own: Store):
    one, before = make_suggestions(own)["kop"], dinsos(own)
    read = suggestions.mark(own, before, one)
    offices.edit_office(own, ADMIN, before["id"], {"contact": "(0644) 1"}, version=before["version"], at=START)
    with pytest.raises(Stale):
        confirm(own, one, read=read)
    confirm(own, one)
    assert one["values"] == {"address": "Jalan Usulan Nomor 1"}
    assert (dinsos(own)["contact"], dinsos(own)["address"]) == ("(0644) 1", "Jalan Usulan Nomor 1")


def test_nobodys_period_ends_by_a_suggestion_beside_which_it_was_not_read(own: Store):
    one, number = make_suggestions(own)["penanda-tangan"], dinsos(own)["id"]
    read = suggestions.mark(own, dinsos(own), one)
    other = signatories.add(own, ADMIN, number, {**SIGNER, "name": "Drs. Lain", "start": "2026-12-01"}, at=START)
    with pytest.raises(Stale):
        confirm(own, one, read=read)
    assert [signer["end"] for signer in signatories.of_office(own, number)] == [""]
    read = suggestions.mark(own, dinsos(own), one)
    signatories.edit(own, ADMIN, other["id"], {"end": "2026-12-15"}, version=other["version"], at=START)
    with pytest.raises(Stale):
        confirm(own, one, read=read)
    confirm(own, one)
    assert [signer["end"] for signer in signatories.of_office(own, number)] == ["", "2026-12-15"]


def test_a_newer_suggestion_takes_the_place_of_the_one_that_waits(own: Store):
    first = make_suggestions(own)["kop"]
    data = {**typed(own, "kop"), "address": "Jalan Lain 2"}
    second = suggestions.suggest(own, sekdis(own), "kop", data, at=START)
    assert suggestions.existing(own, first["id"])["state"] == "ditarik"
    assert [one["id"] for one in suggestions.waiting(own) if one["part"] == "kop"] == [second["id"]]


def test_it_is_taken_back_by_the_own_office_only(own: Store):
    one = make_suggestions(own)["kop"]
    with pytest.raises(NotFound):
        suggestions.withdraw(own, sekdis(own, "11.07"), one["id"], version=one["version"], at=START)
    suggestions.withdraw(own, sekdis(own), one["id"], version=one["version"], at=START)
    assert suggestions.existing(own, one["id"])["state"] == "ditarik"
    with pytest.raises(WrongStage):
        suggestions.withdraw(own, sekdis(own), one["id"], version=one["version"], at=START)


@pytest.mark.parametrize(
    ("part", "data", "field"),
    [
        ("kop", {"name": ""}, "name"), ("kop", {"address": "x" * 301}, "address"),
        ("tujuan", {"name_0": ""}, "name_0"), ("penanda-tangan", {"start": "kemarin"}, "start"),
        ("penanda-tangan", {"mode": "u.b."}, "principal"),
    ],
)  # fmt: skip
def test_it_is_checked_as_on_the_pages_of_the_admin(own: Store, part: str, data: dict[str, str], field: str):
    with pytest.raises(Invalid) as refusal:
        suggestions.suggest(own, sekdis(own), part, {**typed(own, part), **data}, at=START)
    assert field in refusal.value.fields
    assert suggestions.waiting(own) == []


def test_what_differs_in_nothing_is_no_suggestion(own: Store):
    office = dinsos(own)
    with pytest.raises(Invalid) as refusal:
        suggestions.suggest(own, sekdis(own), "kop", {name: office[name] for name in suggestions.KOP}, at=START)  # type: ignore[literal-required]
    assert refusal.value.sentence == "Belum ada yang berbeda dari yang berlaku."


@pytest.mark.parametrize("role", [Role.CHAIR, Role.DINSOS, Role.ADMIN])
def test_nobody_else_suggests_and_nobody_else_decides(own: Store, role: Role):
    other, one = Actor(3, "Lain", role, "11.11" if role.regional else ""), make_suggestions(own)["kop"]
    with pytest.raises(NotAllowed):
        suggestions.suggest(own, other, "kop", typed(own, "kop"), at=START)
    if role is not Role.ADMIN:
        with pytest.raises(NotAllowed):
            suggestions.refuse(own, other, one["id"], {"reason": "x"}, version=one["version"], at=START)


def test_each_step_is_one_event_of_the_region(own: Store):
    made = make_suggestions(own)
    confirm(own, made["kop"])
    refuse(own, made["tujuan"], "Bukan tujuan kita.")
    one = made["penanda-tangan"]
    suggestions.withdraw(own, sekdis(own), one["id"], version=one["version"], at=START)
    assert told(own) == [
        ("setting_suggested", "kop"), ("setting_suggested", "penanda-tangan"), ("setting_suggested", "tujuan"),
        ("office_edited", ""), ("suggestion_confirmed", "kop"), ("suggestion_refused", "tujuan"),
        ("suggestion_withdrawn", "penanda-tangan"),
    ]  # fmt: skip
