"""An LKS in the words of papers: nothing is called registered without its day, what warns stands in capitals."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from documents.compose.kinds.daftar_lks import OTHERS, group_of
from documents.lists import lks_words
from tests.world import homes
from workflow.lks.record import new_accreditation, new_lks, new_registration

DAY = date(2026, 11, 28)


def lks(**values: Any) -> dict[str, Any]:
    return {**new_lks("LKS Contoh"), **values}


def paper(**values: Any) -> dict[str, Any]:
    return {**new_registration("STP"), "number": "460/1", **values}


@pytest.mark.parametrize(
    ("papers", "said"),
    [
        ([], ("Belum terdaftar", "")),
        ([paper(valid_until="2027-11-28")], ("Terdaftar s.d.", "28\xa0November 2027")),
        ([paper(valid_until="tanpa batas")], ("Terdaftar", "tanpa batas waktu")),
        ([paper(valid_until="2026-12-17")], ("AKAN BERAKHIR", "17\xa0Desember 2026")),
        ([paper(valid_until="2026-08-01")], ("KEDALUWARSA", "1\xa0Agustus 2026")),
        ([paper()], ("Masa berlaku tidak diketahui", "")),
        ([paper(status="dalam proses")], ("Dalam proses", "")),
        ([paper(status="dicabut", revoked_on="2026-02-03")], ("DICABUT", "3\xa0Februari 2026")),
        ([paper(valid_until="2024-01-01"), paper(valid_until="2028-01-01")], ("Terdaftar s.d.", "1\xa0Januari 2028")),
    ],
)
def test_its_registration_with_the_day_that_proves_it(papers: list[dict[str, Any]], said: tuple[str, str]):
    assert lks_words.registration(lks(registrations=papers), DAY) == said


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"grade": "B", "decided": "2024-05-06", "valid_until": "2028-05-06"}, "B s.d. 6\xa0Mei 2028"),
        ({"grade": "B", "decided": "2024-05-06", "valid_until": "2027-01-15"}, "B, akan berakhir 15\xa0Januari 2027"),
        ({"grade": "A", "decided": "2020-05-06", "valid_until": "2025-05-06"}, "kedaluwarsa 6\xa0Mei 2025"),
        ({"grade": "TTA", "decided": "2023-05-06", "year": 2023}, "TTA 2023"),
        ({"applied": "2026-03-01"}, "mengajukan 2026"),
        ({"grade": "B", "year": 2024}, "B dugaan s.d. 2027"),
    ],
)
def test_a_service_and_its_grade(given: dict[str, Any], said: str):
    service = {"kind": "anak dalam panti", "accreditations": [{**new_accreditation(), **given}]}
    assert lks_words.grade(service, DAY) == said
    assert lks_words.services(lks(services=[service]), DAY) == f"Anak dalam panti: {said}"


def test_a_service_without_any_grade():
    assert lks_words.services(lks(services=[{"kind": "WKSBM", "accreditations": []}]), DAY) == "WKSBM: belum"


def test_when_it_was_active_last():
    assert lks_words.activity(lks(), DAY) == "Belum dipastikan"
    seen = lks(activity=[homes.event("2026-10-14", "kunjungan")])
    assert lks_words.activity(seen, DAY) == "Aktif; kunjungan 14\xa0Oktober 2026"
    assert lks_words.activity(lks(activity=[homes.event("2025-08-09", "laporan")]), DAY) == (
        "Belum dipastikan sejak 9\xa0Agustus 2025"
    )
    assert lks_words.activity({**seen, "said_inactive": "2026-11-01"}, DAY).startswith("Tidak aktif")


def test_a_hidden_place_is_told_nowhere():
    hidden = lks(hidden=True, kecamatan="Jeumpa", gampong="Cot", address="Jalan 1")
    assert lks_words.place(hidden) == lks_words.address(hidden) == lks_words.HIDDEN
    assert lks_words.place({**hidden, "hidden": False}) == "Jeumpa, Cot"
    assert lks_words.address({**hidden, "hidden": False}) == "Jalan 1, Gampong Cot, Kecamatan Jeumpa"


def test_what_a_place_is_called_is_not_said_twice():
    typed = lks(kecamatan="Kec. Jeumpa", gampong="Gp. Cot", address="")
    assert lks_words.address(typed) == "Gp. Cot, Kec. Jeumpa"
    assert lks_words.address({**typed, "gampong": "GAMPONG COT"}) == "GAMPONG COT, Kec. Jeumpa"
    assert lks_words.address({**typed, "gampong": "Kelapa"}) == "Gampong Kelapa, Kec. Jeumpa"


def test_fewer_than_five_are_not_counted_out():
    counts = [lks_words.few(count) for count in (None, 0, 1, 4, 5, 1250)]
    assert counts == ["–", "<5", "<5", "<5", "5", "1.250"]
    served = lks(beneficiaries={"2025": {"male": 19, "female": 4}, "2027": {"male": 1, "female": 1}})
    assert lks_words.beneficiaries(served, DAY) == "19/<5"
    assert lks_words.beneficiaries(lks(), DAY) == "–"


def test_its_legal_form_and_its_group():
    told = {"form": "yayasan", "deed": {"number": "12", "date": "", "notary": ""}, "sk": "", "npwp": ""}
    assert lks_words.legal(lks(legal=told)) == "yayasan; akta, tanpa SK"
    assert lks_words.legal(lks(legal={**told, "sk": "AHU-1"})) == "yayasan; SK Kemenkumham"
    assert lks_words.legal(lks(legal={**told, "form": "bukan badan hukum"})) == "tidak berbadan hukum"
    assert lks_words.legal(lks()) == "tidak diketahui"
    assert group_of(lks(services=[{"kind": "", "accreditations": []}])) == OTHERS
    assert group_of(lks(services=[{"kind": "LK3", "accreditations": []}])) == "keluarga dan konsultasi"
