"""What is told of one kabupaten: numbers of its lists, what is late and in whose hands, and nothing of another's."""

from __future__ import annotations

import pytest
from flask import Flask

from tests.world.instance import START
from workflow.clock import day
from workflow.demo import actor_of
from workflow.errors import NotFound
from workflow.indicator.kabupaten import average, followed, gather, readable_region
from workflow.machine.permissions import papers
from workflow.regions import regions
from workflow.roles import Actor, Role
from workflow.store import Store
from workflow.tasks import filters
from workflow.tasks.holding import Holder
from workflow.tasks.kept_days import late_now

TODAY = day(START).isoformat()


@pytest.fixture
def demo(demo_app: Flask) -> Store:
    return demo_app.extensions["tuntas"].store


def test_whose_it_is():
    chair, sekdis = (Actor(1, "", role, "11.11") for role in (Role.CHAIR, Role.SEKDIS))
    dinsos, admin, province = Actor(2, "", Role.DINSOS), Actor(3, "", Role.ADMIN), Actor(4, "", Role.CHAIR, "11")
    assert readable_region(chair, "11.11") is readable_region(sekdis, "11.11") is regions()["11.11"]
    assert [readable_region(dinsos, code).code for code in regions()] == list(regions())
    refused = [(chair, "11.07"), (chair, "11"), (chair, "zzz"), (dinsos, "11"), (dinsos, ""), (admin, "11.11"),
               (province, "11"), (province, "11.11")]  # fmt: skip
    said = set()
    for actor, code in refused:
        with pytest.raises(NotFound) as caught:
            readable_region(actor, code)
        said.add(str(caught.value))
    assert len(said) == 1


def test_bireuen_on_the_day_of_the_demo(demo: Store):
    found = gather(demo, actor_of(demo, Role.SEKDIS, "11.11"), "11.11", TODAY)
    rows = [(row.rakor["start"], [task["no"] for task in row.tasks]) for row in found.followed.rows]
    assert rows == [
        ("2026-09-18", [1, 2, 3, 5, 7, 8]), ("2026-07-13", [1, 2, 3, 4, 5, 6]),
        ("2025-09-15", [1, 2, 3, 5, 7, 8]), ("2023-09-18", [1]),
    ]  # fmt: skip
    assert {name: one.count for name, one in found.followed.counts.items()} == {
        "all": 19, "late": 1, "sekdis": 3, "dinsos": 0, "done": 9,
    }  # fmt: skip
    assert found.followed.holding == {Holder.CHAIR: 7, Holder.SEKDIS: 3, Holder.DINSOS: 0, Holder.PROVINCE: 0}
    assert [(task["no"], task["holder"]) for task in found.followed.late] == [(5, "sekdis")]
    assert (found.figures["P3"].numerator, found.figures["P1"].numerator) == (7, 11)
    assert (str(found.figures["I1"].value), str(found.aceh["I1"].value)) == ("1.5", "0.7")
    assert found.population == {"source": "DKB Kemendagri", "year": 2024, "total": 5_623_479}
    assert [one.left for one in found.endings] == [39, 80, 150]
    assert found.ending_counts == {"akan-berakhir": 2, "akreditasi-akan-berakhir": 1}


@pytest.mark.parametrize("code", regions())
def test_every_count_is_that_of_its_list_for_all_23(demo: Store, code: str):
    dinsos = actor_of(demo, Role.DINSOS, "")
    found = gather(demo, dinsos, code, TODAY)
    for one in found.followed.counts.values():
        assert one.count == len(filters.tasks(demo, dinsos, one.filters, TODAY, limit=None))
    own = demo.find("task", region=code, cancelled=False)
    assert found.followed.counts["late"].count == sum(late_now(task, TODAY) for task in own)
    assert sum(found.followed.holding.values()) == sum(task["open"] for task in own)
    assert sorted(task["id"] for row in found.followed.rows for task in row.tasks) == [task["id"] for task in own]
    assert found.paper_count == demo.count("document", region=code, status="berlaku", **papers(dinsos))
    shown = [task["id"] for task in (*found.followed.late, *found.followed.soon, *found.followed.over)]
    assert len(shown) == len(set(shown))


def test_a_kabupaten_and_the_province_are_told_the_same(demo: Store):
    own, whole = (followed(demo, actor_of(demo, *who), "11.07", TODAY) for who in (
        (Role.SEKDIS, "11.07"), (Role.DINSOS, ""),
    ))  # fmt: skip
    assert own.rows == whole.rows
    assert {name: one.count for name, one in own.counts.items()} == {
        name: one.count for name, one in whole.counts.items()
    }


def test_days_on_average_are_rounded_half_up():
    tasks = [{"days": {"ketua": 3, "sekdis": 0, "dinsos": 0, "provinsi": 0}, "holder": ""},
             {"days": {"ketua": 4, "sekdis": 1, "dinsos": 0, "provinsi": 0}, "holder": ""}]  # fmt: skip
    assert average(tasks, TODAY) == {Holder.CHAIR: 4, Holder.SEKDIS: 1, Holder.DINSOS: 0, Holder.PROVINCE: 0}
    assert average([], TODAY) == {}
