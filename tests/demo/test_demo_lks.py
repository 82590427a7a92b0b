"""The demo's institutions: invented and marked, over all kabupaten/kota, in every state, with something to decide."""

from __future__ import annotations

from collections import Counter

import pytest
from flask import Flask

from tests.world.instance import START
from workflow.clock import day
from workflow.demo import actor_of
from workflow.demo.lks_table import institutions
from workflow.indicator.measuring import measure
from workflow.indicator.population import in_force
from workflow.indicator.snapshots import measured
from workflow.lks import counting, known, radar
from workflow.lks.duplicates import pairs
from workflow.lks.kinds import SERVICES, Owner
from workflow.lks.states import REGISTRATION_STATES, activity_state, registration_state, service_state
from workflow.regions import regions
from workflow.roles import Role
from workflow.store import Store

TODAY = day(START)


@pytest.fixture
def demo(demo_app: Flask) -> Store:
    return demo_app.extensions["tuntas"].store


def test_all_are_marked_and_every_kabupaten_has_some(demo: Store):
    found = demo.find("lks")
    assert len(found) == 64
    assert [lks["name"] for lks in found if not lks["name"].endswith("(contoh)")] == []
    assert {lks["region"] for lks in found} == set(regions())


def test_nobody_is_named(demo: Store):
    people = ((lks["contact"]["leader"], lks["contact"]["leader_phone"]) for lks in demo.find("lks"))
    assert set(people) == {("", "")}
    assert all(lks["contact"]["phone"].startswith("0600-000") for lks in demo.find("lks"))


def test_every_state_is_there(demo: Store):
    found = demo.find("lks")
    assert {registration_state(lks, TODAY) for lks in found} == set(REGISTRATION_STATES)
    graded = {service_state(service, TODAY).split(" s.d.")[0] for lks in found for service in lks["services"]}
    assert graded == {
        "belum", "mengajukan", "A", "B", "C", "A, akan berakhir", "B, akan berakhir", "C, akan berakhir",
        "kedaluwarsa", "TTA", "B dugaan", "C dugaan",
    }  # fmt: skip
    assert {activity_state(lks, TODAY) for lks in found} == {"aktif", "belum dipastikan", "tidak aktif", "tutup"}
    assert {lks["owner"] for lks in found} == set(Owner)
    assert {service["kind"] for lks in found for service in lks["services"]} <= set(SERVICES)
    assert Counter(lks["hidden"] for lks in found)[True] == 3


def test_two_have_ended_and_one_of_them_goes_on_in_another(demo: Store):
    ends = {lks["name"]: lks["end"] for lks in demo.find("lks", ended=True)}
    assert {name: end["kind"] for name, end in ends.items()} == {
        "LKSA Lentera Lama (contoh)": "tutup", "LKSA Cemara 7 (contoh)": "digabung",
    }  # fmt: skip
    (goes_on,) = demo.find("lks", uid=ends["LKSA Cemara 7 (contoh)"]["into"])
    assert goes_on["name"] == "LKSA Cemara Tujuh (contoh)"


def test_a_foundation_has_two_homes(demo: Store):
    (foundation,) = [lks for lks in demo.find("lks") if lks["name"] == "Yayasan Rantai Embun (contoh)"]
    assert [lks["name"] for lks in demo.find("lks", parent=foundation["uid"])] == [
        "Panti Rantai Embun Putra (contoh)", "Panti Rantai Embun Putri (contoh)",
    ]  # fmt: skip


def test_the_figures_of_bireuen(demo: Store):
    own = counting.counts(demo, TODAY.isoformat())["11.11"]
    assert {name: own.get(name, 0) for name in ("P1", "P2", "P2?", "P3", "P4", "P5", "P5A", "P5B", "P5C", "P5?")} == {
        "P1": 11, "P2": 6, "P2?": 2, "P3": 7, "P4": 5, "P5": 4, "P5A": 1, "P5B": 2, "P5C": 1, "P5?": 1,
    }  # fmt: skip


def test_what_waits_for_a_decision(demo: Store):
    found = demo.find("lks")
    alike = [(found[pair.first]["name"], found[pair.second]["name"], pair.certain) for pair in pairs(found)]
    assert alike == [
        ("Yayasan Delima Senja (contoh)", "Yay. Delima Sendja (contoh)", True),
        ("LKSA Kenari Biru (contoh)", "LKS-A Kenari Biru (contoh)", False),
        ("LK3 Benang Putih (contoh)", "LKS Ruang Dengar (contoh)", False),
    ]
    waiting = demo.find("lks_change", state="menunggu")
    assert [(one["region"], one["asked"]["by"].split()[0], sorted(one["fields"])) for one in waiting] == [
        ("11.11", "Ketua", ["activity"]), ("11.07", "Sekretaris", ["address", "gampong"]),
        ("11.07", "Ketua", ["kecamatan", "name", "services"]),
    ]  # fmt: skip


def test_each_december_is_known_and_what_changed_since(demo: Store):
    ends = [f"{TODAY.year - back}-12-31" for back in (5, 4, 3, 2, 1)]
    assert [len(known.known(demo, on)) for on in ends] == [0, 42, 46, 54, 56]
    now = known.known(demo, TODAY.isoformat())
    assert {id: facts["registrations"] for id, facts in now.items()} == {
        lks["id"]: lks["registrations"] for lks in demo.find("lks")
    }


def test_the_inhabitants_are_those_of_the_source(demo: Store):
    table = in_force(demo, TODAY.year)
    assert table is not None
    assert (table["source"], table["year"], table["total"]) == ("DKB Kemendagri", 2024, 5_623_479)


def test_the_same_day_gives_the_same_institutions():
    assert institutions(TODAY) == institutions(TODAY)
    assert len({one.told["uid"] for one in institutions(TODAY)}) == 64


def test_four_years_are_frozen_and_marked_as_a_sample(demo: Store):
    found = demo.find("snapshot", order="day")
    assert [(one["day"], one["sample"]) for one in found] == [
        (f"{year}-12-31", True) for year in range(TODAY.year - 4, TODAY.year)
    ]
    aceh = [measured(one).figures["11"] for one in found]
    assert [[int(figures[code].value or 0) for code in ("P1", "P2", "P3", "P5")] for figures in aceh] == [
        [39, 19, 9, 3],
        [43, 23, 26, 5],
        [51, 40, 40, 16],
        [53, 42, 46, 25],
    ]
    assert [figures["I1"].value is None for figures in aceh] == [True, True, True, False]


def test_what_is_frozen_of_all_23_and_aceh_is_what_was_known_then(demo: Store):
    for kept in demo.find("snapshot"):
        then = measure(demo, kept["day"], kept["day"])
        assert then.figures == measured(kept).figures, kept["day"]
        assert len(then.figures) == 24
        assert sum(then.figures[code]["P1"].numerator > 0 for code in regions()) >= 20


def test_all_acts_are_in_the_order_of_their_time(demo: Store):
    for code in ("11", *regions()):
        times = [event["at"] for event in demo.find("event", chain=code, order="seq")]
        assert times == sorted(times), code


def test_something_has_to_be_renewed(demo: Store):
    chair = actor_of(demo, Role.CHAIR, "11.11")
    found = radar.nearest(demo, chair, TODAY.isoformat(), limit=9)
    assert [(one.name, one.what, one.left) for one in found] == [
        ("LKSA Cemara Tujuh (contoh)", "Pendaftaran", 39),
        ("Panti Rantai Embun Putri (contoh)", "Pendaftaran", 80),
        ("LKSA Cemara Tujuh (contoh)", "Akreditasi anak dalam panti", 150),
    ]
    dinsos = actor_of(demo, Role.DINSOS, "")
    assert radar.counts(demo, dinsos, TODAY.isoformat()) == {"akan-berakhir": 9, "akreditasi-akan-berakhir": 6}


def test_two_outcomes_of_bireuen_name_lks_in_each_invented_rakor(demo: Store):
    names = {lks["id"]: lks["name"] for lks in demo.find("lks")}
    rows = [(demo.get("task", row["task"]) or {}, row) for row in demo.find("lks_role")]
    assert sorted((task["no"], names[row["lks"]], row["role"]) for task, row in rows) == sorted(2 * [
        (1, "LKSA Kenari Biru (contoh)", "pelaksana"), (1, "LKSA Cemara Tujuh (contoh)", "mitra"),
        (8, "LKSLU Senja Teduh (contoh)", "mitra"),
    ])  # fmt: skip
    assert {row["region"] for _, row in rows} == {"11.11"}
    assert str(measure(demo, TODAY.isoformat()).figures["11.11"]["I8"].value) == "42.9"
