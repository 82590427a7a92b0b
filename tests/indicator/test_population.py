"""The table of inhabitants: whole, by one source, and its sum is the province's own figure."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.world.arranged import CHAIR, DINSOS
from tests.world.instance import START
from workflow.clock import stamp
from workflow.errors import Invalid, NotAllowed, NotFound
from workflow.indicator.measuring import measure
from workflow.indicator.population import SHIPPED, SOURCE_2024, choose, in_force, load, read, to_choose
from workflow.store import Store

TEXT = SHIPPED.read_text(encoding="utf-8")


def test_the_shipped_one_is_whole(store: Store):
    table = load(store, DINSOS, TEXT, SOURCE_2024, at=START)
    assert (table["numbers"]["11.11"], sum(table["numbers"].values()), table["total"]) == (
        468_696,
        5_623_479,
        5_623_479,
    )
    assert in_force(store, 2026) == table
    assert in_force(store, 2023) is None
    again = load(store, DINSOS, TEXT, SOURCE_2024, at=START)
    assert (again["id"], store.count("population")) == (table["id"], 1)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (
            TEXT.replace("198705", "198706"),
            "Jumlah ke-23 kabupaten/kota 5.623.480, sedangkan angka provinsi 5.623.479.",
        ),
        (TEXT.replace("11.75,", "11.76,"), "Kode wilayah “11.76” tidak dikenal, atau dua kali."),
        ("\n".join(TEXT.splitlines()[:-1]), "Tidak ada jumlah penduduk Kota Subulussalam."),
        (TEXT.replace("198705", "198.705"), "Jumlah penduduk Kota Lhokseumawe bukan bilangan bulat: “198.705”."),
        ("a;b\n1;2", "Berkas penduduk memerlukan kolom code dan total."),
        ("", "Berkas penduduk memerlukan kolom code dan total."),
    ],
)
def test_one_that_is_not_whole_is_refused(text: str, sentence: str):
    with pytest.raises(Invalid) as refused:
        read(text, 5_623_479)
    assert refused.value.fields == {"file": sentence}


def _loaded(store: Store, source: str, year: str, more: int) -> int:
    """The id of a table of which one kabupaten has some more inhabitants."""
    text, total = TEXT.replace("468696", str(468_696 + more)), str(5_623_479 + more)
    return load(store, DINSOS, text, {"source": source, "year": year, "total": total}, at=START)["id"]


def test_of_two_sources_of_a_year_the_chosen_one_holds(store: Store):
    dkb, bps = _loaded(store, "DKB Kemendagri", "2024", 0), _loaded(store, "BPS", "2024", 5)
    assert in_force(store, 2026)["id"] == bps, "without a choice the last one that was loaded"
    assert to_choose(store) == {2024: [bps, dkb]}
    choose(store, DINSOS, dkb, at=START)
    choose(store, DINSOS, dkb, at=START)
    assert (in_force(store, 2026)["id"], store.count("population_choice")) == (dkb, 1)
    assert measure(store, "2026-11-09").population["source"] == "DKB Kemendagri"
    corrected, other = _loaded(store, "DKB Kemendagri", "2024", 2), _loaded(store, "BPS", "2024", 9)
    assert in_force(store, 2026)["id"] == corrected, "a new version of the chosen source"
    assert to_choose(store) == {2024: [corrected, other]}
    newer = _loaded(store, "BPS", "2025", 7)
    assert [in_force(store, year)["id"] for year in (2024, 2025, 2026)] == [corrected, newer, newer]


def test_what_was_known_before_a_choice_stays(store: Store):
    dkb, bps = _loaded(store, "DKB Kemendagri", "2024", 0), _loaded(store, "BPS", "2024", 5)
    choose(store, DINSOS, dkb, at=START + timedelta(days=3))
    assert in_force(store, 2026, known_by=stamp(START + timedelta(days=2)))["id"] == bps
    assert in_force(store, 2026, known_by=stamp(START + timedelta(days=4)))["id"] == dkb


def test_only_who_loads_chooses_and_only_what_was_loaded(store: Store):
    with pytest.raises(NotAllowed):
        choose(store, CHAIR, _loaded(store, "BPS", "2024", 5), at=START)
    with pytest.raises(NotFound):
        choose(store, DINSOS, 99, at=START)
