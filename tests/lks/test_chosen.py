"""The list behind a filter: its number, its pages and what counts are the same institutions."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from tests.world.arranged import CHAIR, DINSOS, OTHER_CHAIR
from tests.world.instance import START
from workflow.lks import chosen, proposals, sort_texts
from workflow.lks.counting import counted
from workflow.lks.record import new_accreditation, new_registration, new_support
from workflow.lks.register import add, save
from workflow.roles import Actor
from workflow.store import Record, Store

TODAY = "2026-11-09"
VISIT = {"date": "2026-03-01", "kind": "kunjungan", "by": "", "paper": 0, "confirmed": True}
KINDS: list[dict[str, Any]] = [
    {"registrations": [{**new_registration("STP"), "number": "460/1", "valid_until": "2026-12-31"}],
     "activity": [VISIT]},
    {"registrations": [{**new_registration("STP"), "valid_until": "2026-11-08"}], "kecamatan": "Jeumpa"},
    {"services": [{"kind": "NAPZA", "accreditations": [{**new_accreditation(), "grade": "B",
                                                         "valid_until": "2028-01-01"}]}],
     "activity": [VISIT], "support": {"2026": {**new_support(), "social_workers": 0}}},
    {"owner": "Kemensos"},
    {"said_inactive": "2026-10-01", "name": "Yay. Lama"},
    {"end": {"kind": "tutup", "into": "", "date": "2026-11-09", "reason": "Bubar"}},
]  # fmt: skip


@pytest.fixture
def some(store: Store) -> list[Record]:
    """Twelve of Bireuen and twelve of Pidie, two of each kind."""
    with store.transaction():
        return [
            add(store, DINSOS, "lks_recorded", {"name": f"LKS {9 - n} Contoh", "region": region, **known}, START)
            for n, known in enumerate(KINDS * 2)
            for region in ("11.11", "11.07")
        ]


def names(store: Store, actor: Actor, **filters: str) -> list[str]:
    return [lks["name"] for lks in chosen.listed(store, actor, filters, TODAY, limit=None)]


@pytest.mark.parametrize("measure", chosen.MEASURES)
@pytest.mark.parametrize(("actor", "place"), [(CHAIR, "11.11"), (DINSOS, "")])
def test_a_number_its_list_and_its_pages_are_one(
    store: Store, some: list[Record], measure: str, actor: Actor, place: str
):
    filters, where = {"ukuran": measure}, {"region": place} if place else {}
    ids = [lks["id"] for lks in chosen.listed(store, actor, filters, TODAY, limit=None)]
    assert ids == sorted(chosen.ids(store, measure, TODAY, **where))
    assert chosen.number(store, actor, filters, TODAY) == len(ids)
    if not measure.endswith("?") or measure[:2] in ("P2", "P5"):
        assert measure == "I8" or ids == counted(store, measure, TODAY, **where)
    pages, after = [], 0
    while page := chosen.listed(store, actor, filters, TODAY, after=after, limit=3):
        pages += [lks["id"] for lks in page]
        after = page[-1]["id"]
    assert pages == ids


def test_those_to_be_made_sure_of_stand_first_then_by_name(store: Store, some: list[Record]):
    assert names(store, CHAIR) == [
        *["LKS 0 Contoh", "LKS 2 Contoh", "LKS 6 Contoh", "LKS 8 Contoh"],
        *["LKS 1 Contoh", "LKS 3 Contoh", "LKS 7 Contoh", "LKS 9 Contoh"], "Yay. Lama", "Yay. Lama",
    ]  # fmt: skip
    pages, after = [], 0
    while page := chosen.listed(store, CHAIR, {}, TODAY, after=after, limit=3):
        pages += [lks["name"] for lks in page]
        after = page[-1]["id"]
    assert pages == names(store, CHAIR)
    assert chosen.number(store, CHAIR, {}, TODAY) == 10
    assert chosen.number(store, DINSOS, {}, TODAY) == 20
    assert chosen.number(store, DINSOS, {"kabupaten": "11.07"}, TODAY) == 10


def test_a_state_holds_on_its_day(store: Store, some: list[Record]):
    assert names(store, CHAIR, keadaan="kedaluwarsa") == ["LKS 2 Contoh", "LKS 8 Contoh"]
    assert names(store, CHAIR, keadaan="kedaluwarsa", pada="2026-11-08") == []
    assert names(store, CHAIR, keadaan="akan-berakhir") == ["LKS 3 Contoh", "LKS 9 Contoh"]
    assert len(names(store, CHAIR, keadaan="berakhir")) == len(names(store, CHAIR, keadaan="terakreditasi")) == 2
    assert names(store, CHAIR, keadaan="aktif", ukuran="P5") == ["LKS 7 Contoh", "LKS 1 Contoh"]
    for state in chosen.STATES:
        assert chosen.number(store, CHAIR, {"keadaan": state}, TODAY) == len(names(store, CHAIR, keadaan=state))


def test_a_search_is_folded(store: Store, some: list[Record]):
    assert names(store, CHAIR, cari="yayasan lama") == ["Yay. Lama", "Yay. Lama"]
    assert names(store, CHAIR, cari="Kec. Jeumpa") == names(store, CHAIR, cari="jeumpa")
    assert names(store, CHAIR, cari="460/1") == ["LKS 3 Contoh", "LKS 9 Contoh"]
    assert names(store, CHAIR, cari="8", ukuran="P1") == ["LKS 8 Contoh"]


def test_nobody_gets_more_than_the_own_region(store: Store, some: list[Record]):
    assert chosen.accepted({"kabupaten": "11.07", "keadaan": "x", "pada": "2026-1-1"}, CHAIR) == {}
    assert chosen.accepted({"kabupaten": "11.07", "cari": " a  b "}, DINSOS) == {"kabupaten": "11.07", "cari": "a b"}
    ours = {lks["id"] for lks in chosen.listed(store, CHAIR, {"kabupaten": "11.07"}, TODAY, limit=None)}
    assert ours.isdisjoint(lks["id"] for lks in some if lks["region"] == "11.07")
    other = max(lks["id"] for lks in some)
    assert chosen.listed(store, CHAIR, {}, TODAY, after=other) == chosen.listed(store, CHAIR, {}, TODAY)


def test_what_a_chair_said_stands_beside_what_counts(store: Store, some: list[Record]):
    unsure = chosen.listed(store, CHAIR, {"keadaan": "perlu-dipastikan"}, TODAY)[1]
    said = {"activity": [{**VISIT, "date": TODAY, "confirmed": False}]}
    proposals.propose(store, CHAIR, unsure["id"], said, at=START)
    assert chosen.ids(store, "P3?", TODAY) == {unsure["id"]}
    assert chosen.ids(store, "P3?", TODAY, region="11.07") == set()


def test_what_is_saved_again_moves_in_every_list(store: Store, some: list[Record]):
    rows = {row["id"] for row in store.find("lks_state", lks=some[0]["id"])}
    with store.transaction():
        saved = save(store, DINSOS, "lks_changed", {**some[0], "address": "Jalan Baru"}, START)
    assert {row["id"] for row in store.find("lks_state", lks=some[0]["id"])} == rows, "nothing of them has changed"
    with store.transaction():
        save(store, DINSOS, "lks_changed", {**saved, "name": "Aaa"}, START + timedelta(1))
    assert names(store, CHAIR)[4] == "Aaa"
    assert names(store, OTHER_CHAIR) == names(store, DINSOS, kabupaten="11.07")
    assert names(store, CHAIR, cari="aaa") == ["Aaa"]


NO_PAPER = ["LKS 0 Contoh", "LKS 1 Contoh", "LKS 6 Contoh", "LKS 7 Contoh", "Yay. Lama", "Yay. Lama"]
NO_GRADE = [
    "LKS 0 Contoh", "LKS 2 Contoh", "LKS 3 Contoh", "LKS 6 Contoh", "LKS 8 Contoh", "LKS 9 Contoh", "Yay. Lama",
    "Yay. Lama",
]  # fmt: skip


def paged(store: Store, actor: Actor, size: int, **filters: str) -> list[str]:
    found, after = [], 0
    while page := chosen.listed(store, actor, filters, TODAY, after=after, limit=size):
        found += [lks["name"] for lks in page]
        after = page[-1]["id"]
    return found


def test_each_column_sorts_whatever_the_state_and_what_says_nothing_stands_last(store: Store, some: list[Record]):
    papers = ["LKS 2 Contoh", "LKS 8 Contoh", "LKS 3 Contoh", "LKS 9 Contoh"]  # one is over, one goes on
    assert names(store, CHAIR, urut="pendaftaran") == papers + NO_PAPER
    assert names(store, CHAIR, urut="-pendaftaran") == papers[::-1] + NO_PAPER
    assert names(store, CHAIR, urut="akreditasi") == ["LKS 1 Contoh", "LKS 7 Contoh", *NO_GRADE]
    assert names(store, CHAIR, urut="-akreditasi") == ["LKS 7 Contoh", "LKS 1 Contoh", *NO_GRADE]
    assert names(store, CHAIR, urut="-keaktifan") == names(store, CHAIR)[::-1]
    assert names(store, CHAIR, urut="pendaftaran", keadaan="aktif") == [papers[2], papers[3], *NO_PAPER[1:4:2]]
    assert names(store, CHAIR, urut="pendaftaran", cari="Jeumpa") == papers[:2]
    assert len(names(store, DINSOS, urut="-pendaftaran")) == chosen.number(store, DINSOS, {}, TODAY) == 20


@pytest.mark.parametrize("column", [*chosen.SORTED, "keaktifan"])
@pytest.mark.parametrize("sign", ["", "-"])
@pytest.mark.parametrize("size", [1, 3, 7])
def test_the_pages_of_each_order_neither_repeat_nor_leave_out(
    store: Store, some: list[Record], column: str, sign: str, size: int
):
    asked = {} if column + sign == "keaktifan" else {"urut": sign + column}
    whole = [lks["id"] for lks in chosen.listed(store, DINSOS, asked, TODAY, limit=None)]
    assert len(set(whole)) == len(whole) == 20
    assert paged(store, DINSOS, size, **asked) == names(store, DINSOS, **asked)


@pytest.mark.parametrize(
    ("known", "paper"),
    [
        ({}, ""), ({"valid_until": "tanpa batas"}, "9999-12-31"), ({"valid_until": "2027-05-06"}, "2027-05-06"),
        ({"valid_until": "2027-05-06", "status": "dalam proses"}, ""),
        ({"valid_until": "2027-05-06", "status": "dicabut", "revoked_on": "2026-02-01"}, "2026-02-01"),
        ({"status": "dicabut", "revoked_on": "2026-02-01"}, "2026-02-01"),
    ],
)  # fmt: skip
def test_a_registration_is_sorted_by_its_end(known: dict[str, str], paper: str):
    over = {**new_registration("STP"), "valid_until": "2020-01-01"}
    assert sort_texts.paper({"registrations": [{**new_registration("STP"), **known}]}) == paper
    assert sort_texts.paper({"registrations": [over, {**new_registration("STP"), **known}]}) == (paper or "2020-01-01")


def test_an_accreditation_is_sorted_by_the_grade_that_ends_last_of_its_best_service():
    def graded(grade: str, **known: Any) -> dict[str, Any]:
        return {**new_accreditation(), "grade": grade, **known}

    first = [graded("A", valid_until="2020-01-01"), graded("B", valid_until="2028-01-01")]
    assert sort_texts.grade({"services": [{"accreditations": first}]}) == "1B2028-01-01"
    other = {"accreditations": [graded("C", valid_until="tanpa batas")]}
    assert sort_texts.grade({"services": [other]}) == "1C9999-12-31"
    assert sort_texts.grade({"services": [other, {"accreditations": first}]}) == "1B2028-01-01"
    assert sort_texts.grade({"services": [{"accreditations": [graded("A", year=2024)]}]}).startswith("2A20")
    assert sort_texts.grade({"services": [{"accreditations": [graded("A")]}]}) == "2A"
    assert (
        sort_texts.grade({"services": [{"accreditations": [graded("TTA"), graded("")]}, {"accreditations": []}]}) == ""
    )


def test_rows_of_an_earlier_version_are_sorted_as_well(store: Store, some: list[Record]):
    rows = store.find("lks_state")
    for row in rows:
        store.save({name: value for name, value in row.items() if name not in ("paper", "grade", "named")})
    for setting in store.find("setting", name=sort_texts.KEPT):
        store.delete("setting", setting["id"])
    sort_texts.keep_at_start(store)
    told = [{**row, "version": 0} for row in store.find("lks_state")]
    assert told == [{**row, "version": 0} for row in rows]
    assert {row["paper"][:10] for row in rows} == {"", "2026-12-31", "2026-11-08"}
    sort_texts.keep_at_start(store)
    assert [{**row, "version": 0} for row in store.find("lks_state")] == told
