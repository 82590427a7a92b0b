"""All measures of a day: of the 23 and Aceh, with today's knowledge and as it was known on an earlier day."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from tests.world.arranged import DINSOS
from tests.world.instance import START
from tests.world.saying_yes import done
from workflow.errors import Invalid
from workflow.indicator.measuring import measure
from workflow.indicator.population import SHIPPED, SOURCE_2024, load
from workflow.indicator.reach import set_number
from workflow.lks.register import add, save
from workflow.records import Lks
from workflow.store import Store

TODAY = "2026-11-09"


def recorded(store: Store, **values: Any) -> Lks:
    visit = {"date": "2026-03-01", "kind": "kunjungan", "by": "", "paper": 0, "confirmed": True}
    with store.transaction():
        return add(
            store, DINSOS, "lks_recorded", {"region": "11.11", "name": "LKS", "activity": [visit], **values}, START
        )


def role(store: Store, lks: Lks, implemented: str, as_what: str = "pelaksana") -> None:
    row = {"lks": lks["id"], "task": 1, "region": lks["region"], "role": as_what, "implemented": implemented}
    store.insert("lks_role", {**row, "schema": 1})


def number(store: Store, **values: Any) -> None:
    data = {"region": "11.11", "number": "17", "start": "2026-01-01", "source": "Permendagri"}
    done(lambda more: set_number(store, DINSOS, {**data, **values, **more}, at=START))


def test_a_figure_for_each_of_the_23_and_aceh(store: Store):
    recorded(store, kecamatan="Jeumpa")
    recorded(store, kecamatan="Kec. Jeumpa", region="11.07")
    found = measure(store, TODAY)
    assert [*found.figures][-2:] == ["11.75", "11"]
    assert len(found.figures) == 24
    assert (found.figures["11.11"]["P3"].numerator, found.figures["11"]["P3"].numerator) == (1, 2)
    assert found.figures["11"]["I1"].value is None, "nobody has loaded a population"
    load(store, DINSOS, SHIPPED.read_text(encoding="utf-8"), SOURCE_2024, at=START)
    again = measure(store, TODAY)
    assert str(again.figures["11.11"]["I1"].value) == "0.2"
    assert again.population == {"source": "DKB Kemendagri", "year": 2024, "total": 5_623_479}


def test_reach_needs_the_number_that_somebody_typed(store: Store):
    for place in ("Jeumpa", "Kec. Jeumpa", "Peusangan"):
        recorded(store, kecamatan=place)
    assert measure(store, TODAY).figures["11.11"]["I6"].value is None
    number(store)
    found = measure(store, TODAY)
    assert (str(found.figures["11.11"]["I6"].value), found.places["11.11"].reached) == ("11.8", 2)
    assert found.figures["11"]["I6"].value is None, "the other 22 are not typed"
    assert measure(store, "2025-12-31").figures["11.11"]["I6"].value is None, "it holds from a day on"
    assert found.too_many_kecamatan == []
    number(store, number="1")
    assert measure(store, TODAY).too_many_kecamatan == ["11.11"]


@pytest.mark.parametrize(("field", "typed"), [("number", "0"), ("number", "x"), ("region", "11.99"), ("source", "")])
def test_a_number_that_is_none_is_refused(store: Store, field: str, typed: str):
    with pytest.raises(Invalid) as refused:
        number(store, **{field: typed})
    assert list(refused.value.fields) == [field]


def test_who_carried_out_what_was_implemented_since_january(store: Store):
    first, second, third, idle = (recorded(store, activity=[] if n == 3 else _visit()) for n in range(4))
    role(store, first, "2026-05-01")
    role(store, first, "2026-06-01", "mitra")
    role(store, second, "2025-12-31")
    role(store, third, "2026-05-01", "sasaran")
    role(store, idle, "2026-05-01")
    found = measure(store, TODAY).figures["11.11"]["I8"]
    assert (found.numerator, found.denominator, str(found.value)) == (1, 3, "33.3")
    assert measure(store, "2026-04-30").figures["11.11"]["I8"].numerator == 0


def _visit() -> list[dict[str, Any]]:
    return [{"date": "2026-03-01", "kind": "kunjungan", "by": "", "paper": 0, "confirmed": True}]


def test_a_day_as_it_was_known_comes_out_again_after_edits(store: Store):
    lks = recorded(store, kecamatan="Jeumpa")
    load(store, DINSOS, SHIPPED.read_text(encoding="utf-8"), SOURCE_2024, at=START)
    number(store)
    before = measure(store, TODAY)
    assert measure(store, TODAY, TODAY).places == before.places
    with store.transaction():
        closed = {"kind": "tutup", "into": "", "date": "2026-10-01", "reason": "Bubar"}
        save(store, DINSOS, "lks_ended", {**lks, "end": closed}, START + timedelta(days=3), reason="Bubar")
    table = SHIPPED.read_text(encoding="utf-8").replace("468696", "468697")
    load(store, DINSOS, table, {**SOURCE_2024, "total": "5623480"}, at=START + timedelta(days=3))
    other = {"region": "11.11", "number": "18", "start": "2026-01-01", "source": "BPS"}
    done(lambda more: set_number(store, DINSOS, {**other, **more}, at=START + timedelta(days=3)))
    assert measure(store, TODAY).places != before.places
    assert measure(store, TODAY, TODAY).places == before.places
