"""Lists and counts go by the one definition of late: a claim made in time is in none of them, however long it waits."""

from __future__ import annotations

from types import SimpleNamespace

from tests.world.arranged import CHAIR, DINSOS, SEKDIS, bring
from tests.world.instance import START
from workflow.tasks import filters, kept_days, tallies


def test_a_claim_made_in_time_is_late_nowhere_however_long_it_waits(tuntas: SimpleNamespace):
    task = bring(tuntas, "reported/dinsos", START, deadline="2026-12-15")
    today = "2027-01-04"
    for actor in (CHAIR, SEKDIS, DINSOS):
        assert filters.count(tuntas.store, actor, {"terlambat": "1"}, today) == 0
    assert tallies.tally([task], today).late == 0
    assert tallies.longest_late([task], today) == []
    assert kept_days.over_limit(task, today) > 0, "it is the reviewer who is behind"


def test_late_ones_are_found_by_the_index_and_the_latest_comes_first(tuntas: SimpleNamespace):
    late = [
        bring(tuntas, place, START, deadline=until)["id"]
        for place, until in (("draft", "2026-12-20"), ("reported", "2026-12-15"), ("draft", "2026-12-10"))
    ]
    for place in ("reported/dinsos", "implemented", "cancelled"):
        bring(tuntas, place, START, deadline="2026-12-15")
    bring(tuntas, "draft", START, deadline="")
    found = filters.tasks(tuntas.store, DINSOS, {"terlambat": "1"}, "2026-12-31")
    assert [task["id"] for task in found] == late[::-1]
    assert filters.count(tuntas.store, DINSOS, {"terlambat": "1", "dari": "2026-12-15"}, "2026-12-31") == 2
