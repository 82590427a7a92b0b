"""The table of inhabitants: whole, by one source, and its sum is the province's own figure."""

from __future__ import annotations

import pytest

from tests.world.arranged import DINSOS
from tests.world.instance import START
from workflow.errors import Invalid
from workflow.indicator.population import SHIPPED, SOURCE_2024, in_force, load, read
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
