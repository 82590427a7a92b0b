"""Which records may be one institution: by number, by name as it may be written, by telephone; never across regions."""

from __future__ import annotations

import random
from itertools import combinations
from typing import Any

import pytest

from workflow.lks.duplicates import MOST_PAIRS, pairs
from workflow.lks.names import folded, folded_kecamatan
from workflow.lks.record import new_lks, new_registration
from workflow.records.institutions import LksTold


def lks(name: str, **known: Any) -> LksTold:
    one = new_lks(name)
    one["region"] = known.pop("region", "11.11")
    for number in known.pop("stp", ()):
        one["registrations"].append({**new_registration("STP"), "number": number})
    one["legal"]["sk"], one["legal"]["npwp"] = known.pop("sk", ""), known.pop("npwp", "")
    one["contact"]["phone"] = known.pop("phone", "")
    return {**one, **known}  # type: ignore[typeddict-item]


def found(*records: LksTold) -> list[tuple[int, int, tuple[str, ...], bool]]:
    return [(pair.first, pair.second, pair.same, pair.certain) for pair in pairs(records)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Yay. Contoh", "Yayasan Contoh"),
        ("YAYASAN CONTOH", "Yayasan  Contoh."),
        ("LKSA Contoh", "LKS-A Contoh"),
        ("LKSA Contoh", "L.K.S.A. Contoh"),
        ("LKSA Contoh", "Lembaga Kesejahteraan Sosial Anak Contoh"),
        ("LKSA Contoh Mns. Dayah", "LKSA Contoh Meunasah Dayah"),
        ("LKSA Gp. Blang", "LKSA Gampong Blang"),
        ("LKSA Mnsh. Dayah", "LKSA Meunasah Dayah"),
        ("LKS LU Contoh", "LKS Lanjut Usia Contoh"),
        ("LKS Lansia Contoh", "Lembaga Kesejahteraan Sosial Lanjut Usia Contoh"),
        ("LKSA Al-Ikhlas", "LKSA Alikhlas"),
        ("LKSA Nurul Qur'an", "LKSA Nurul Quran"),
        ("WKSBM Contoh (tidak berbadan hukum)", "WKSBM Contoh"),
    ],
)
def test_names_that_are_written_in_two_ways_are_one(one: str, other: str):
    assert folded(one) == folded(other)
    assert found(lks(one), lks(other)) == [(0, 1, ("nama",), False)]


def test_kecamatan_are_compared_without_their_word():
    assert {folded_kecamatan(name) for name in ("Peusangan", "Kec. Peusangan", "KECAMATAN PEUSANGAN")} == {"peusangan"}


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("LKSA Contoh Peudada", "LKS-A Contoh Peudada Mns. Baroh", True),
        ("LKSA Contoh Peudada", "LKSA Contoh Peudda", True),
        ("Panti Asuhan Contoh", "LKSA Contoh", True),
        ("PA Contoh", "Panti Asuhan Contoh", True),
        ("Yaysan Contoh Umat", "Yayasan Contoh Umat", True),
        ("Lembaga Contoh", "Yayasan Contoh", False),
        ("LKSA Contoh cab. Juli", "LKSA Contoh", False),
        ("LKSA Contoh", "LKS Lansia Contoh", False),
        ("LKSA Contoh Putra", "LKSA Contoh Putri", False),
        ("LKSA Contoh Dayah", "LKSA Contoh Baroh", False),
        ("LKSA Contoh 1", "LKSA Contoh 2", False),
        ("LKSA Contoh", "LKSA Contoh II", False),
        ("LKSA Contoh Juli", "WKSBM Contoh Juli", False),
        ("LKSA Satu", "LKSA Dua", False),
        ("LKSA", "LKSA Contoh", False),
        ("Yayasan Panti Asuhan", "Yayasan Panti Asuhan Anak Aceh", False),
    ],
)
def test_how_alike_names_must_be(one: str, other: str, alike: bool):
    assert bool(found(lks(one), lks(other))) == alike


def test_one_number_in_one_region_is_certain_and_alone_is_told():
    same = {"phone": "0644 000001"}
    for known, what in (
        ({"stp": ["460/011/STP/2024"]}, "nomor STP"), ({"npwp": "01.234.567.8-101.000"}, "NPWP"),
        ({"sk": "AHU-0000001.AH.01.04"}, "SK"), ({"ministry_number": "1234567890"}, "nomor kementerian"),
    ):  # fmt: skip
        assert found(lks("LKSA Contoh", **same, **known), lks("LKSA Contoh", **same, **known)) == [
            (0, 1, (what,), True)
        ]
        assert found(lks("LKSA Contoh", **known), lks("LKSA Contoh", region="11.07", **known)) == []


def test_numbers_are_compared_without_their_signs():
    assert found(lks("LKSA A", stp=["460/011/STP/2024"]), lks("LKS B", stp=["460 / 011/stp/2024"]))[0][3] is True
    assert found(lks("LKSA A", stp=["STP/460/11"]), lks("LKS B", stp=["460/11"]))[0][3] is True
    assert found(lks("LKSA A", stp=["-"]), lks("LKS B", stp=["-"])) == []


def test_two_homes_of_one_foundation_stay_two():
    """The foundation's number stands in both rows; each has a name and a paper of its own."""
    one = lks("LKSA Contoh Putra", sk="AHU-1", npwp="01.2", stp=["1/STP"])
    other = lks("LKSA Contoh Putri", sk="AHU-1", npwp="01.2", stp=["2/STP"])
    assert found(one, other) == []
    named = {"parent": "Yayasan Contoh", "phone": "0644 000001"}
    assert found(lks("LKSA Contoh Dayah", **named), lks("LKSA Contoh Baroh", **named)) == []
    assert found(lks("LKSA Contoh", **named, npwp="01.2"), lks("LKSA Conto", **named, npwp="01.2"))[0][3] is True


def test_one_telephone_is_probable_in_whatever_spelling():
    assert found(lks("LKSA A", phone="0644-000001"), lks("WKSBM B", phone="+62 644 000001")) == [
        (0, 1, ("telepon",), False)
    ]
    assert found(lks("LKSA Contoh", phone="0644000001"), lks("LKSA Contoh", phone="0644000001 / 08120001")) == [
        (0, 1, ("nama", "telepon"), False)
    ]
    assert found(lks("LKSA A", phone="-"), lks("WKSBM B", phone="-")) == []


@pytest.mark.parametrize(
    "other",
    ["81360002222", "81360002222.0", "0062 81360002222", "+62 (0)813-6000-2222", "6281360002222", "(0813) 60002222"],
)
def test_one_telephone_is_found_without_its_nought_and_with_the_code_of_the_country(other: str):
    assert found(lks("LKSA A", phone="0813-6000-2222"), lks("WKSBM B", phone=other)) == [(0, 1, ("telepon",), False)]
    assert found(lks("LKSA A", phone="0813-6000-2223"), lks("WKSBM B", phone=other)) == []


def test_alike_names_in_two_kecamatan_are_two_unless_they_are_the_same():
    one, other = lks("LKSA Contoh", kecamatan="Juli"), lks("LKSA Contoh Baroh", kecamatan="Jeumpa")
    assert found(one, other) == []
    assert found(one, lks("LKSA Contoh", kecamatan="Jeumpa")) == [(0, 1, ("nama",), False)]


def test_a_long_list_gives_a_bounded_number_of_pairs():
    assert len(pairs([lks("LKSA Contoh") for _ in range(3 * MOST_PAIRS)])) == MOST_PAIRS


def test_comparing_only_some_finds_what_comparing_all_would():
    """Names are compared by their rarest word; a recount compares each with each."""
    chosen = random.Random(7)  # noqa: S311 - the same list each time
    words = ["dayah", "blang", "baroh", "tunong", "pulo", "krueng", "alue", "paya", "lhokk", "lhok", "dayahh", "putra"]
    records = [lks(f"LKSA {' '.join(chosen.sample(words, chosen.randint(1, 3)))}") for _ in range(80)]
    names = [folded(record["name"]) for record in records]
    together = {frozenset((names[pair.first], names[pair.second])) for pair in pairs(records)}
    alone = {frozenset((names[a], names[b])) for a, b in combinations(range(80), 2) if pairs([records[a], records[b]])}
    assert together == alone
    assert len(alone) > 80
