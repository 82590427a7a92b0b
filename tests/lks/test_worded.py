"""What an LKS is worth on a day in the words of papers, each word with the state that it stands for."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tests.world.institutions import graded, registered
from workflow.lks.record import new_lks, new_registration
from workflow.lks.worded import accreditation, registration, standing

DAY = date(2026, 11, 28)


def lks(**values: Any) -> dict[str, Any]:
    return {**new_lks("LKSA Contoh"), **values}


def paper(**values: str) -> dict[str, Any]:
    return {"registrations": [{**new_registration("STP"), **values}]}


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({}, "belum terdaftar"),
        (registered("2027-05-06"), "terdaftar s.d. 6 Mei 2027"),
        (registered("tanpa batas"), "terdaftar tanpa batas waktu"),
        (registered("2027-02-26"), "AKAN BERAKHIR 26 Februari 2027"),
        (registered("2027-02-27"), "terdaftar s.d. 27 Februari 2027"),
        (registered("2026-11-28"), "AKAN BERAKHIR 28 November 2026"),
        (registered("2026-11-27"), "KEDALUWARSA 27 November 2026"),
        (registered(""), "masa berlaku tidak diketahui"),
        (paper(status="dalam proses"), "pendaftaran dalam proses"),
        (paper(valid_until="2028-01-01", status="dicabut", revoked_on="2026-03-01"), "DICABUT 1 Maret 2026"),
        (paper(status="dicabut"), "DICABUT"),
        (paper(issued="2027-01-01", valid_until="2030-01-01"), "belum terdaftar"),
    ],
)
def test_registration(values: dict[str, Any], said: str):
    assert registration(lks(**values), DAY) == said


def test_the_paper_that_holds_longest_is_told():
    papers = registered("2027-05-06")["registrations"] + registered("2029-05-06")["registrations"]
    assert registration(lks(registrations=papers), DAY) == "terdaftar s.d. 6 Mei 2029"


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({}, "belum terakreditasi"),
        (graded("B", "2028-01-01"), "akreditasi B"),
        (graded("A", "2027-05-27"), "akreditasi A, AKAN BERAKHIR 27 Mei 2027"),
        (graded("A", "2026-11-27"), "akreditasi KEDALUWARSA 27 November 2026"),
        (graded("C", ""), "akreditasi C dugaan s.d. 2025"),
        (graded("TTA", ""), "TTA"),
        (graded("", ""), "mengajukan akreditasi"),
    ],
)
def test_accreditation(values: dict[str, Any], said: str):
    if said == "mengajukan akreditasi":
        values["services"][0]["accreditations"][0]["decided"] = ""
    assert accreditation(lks(**values), DAY) == said


def test_the_best_service_is_told():
    services = graded("C", "2029-01-01")["services"] + graded("B", "2028-01-01")["services"]
    assert accreditation(lks(services=services), DAY) == "akreditasi B"


def test_all_of_it_and_one_that_has_ended():
    values = {**registered("2027-05-06"), **graded("B", "2028-01-01")}
    assert standing(lks(**values), DAY) == "LKSA Contoh (terdaftar s.d. 6 Mei 2027, akreditasi B)"
    end = {"kind": "tutup", "into": "", "date": "2026-11-28", "reason": ""}
    assert standing(lks(**values, end=end), DAY) == "LKSA Contoh (tutup 28 November 2026)"
    assert standing(lks(**values, end={**end, "date": "2026-11-29"}), DAY).endswith(
        "(terdaftar s.d. 6 Mei 2027, akreditasi B)"
    )
    assert standing(lks(**values, end={**end, "date": ""}), DAY) == "LKSA Contoh (tutup)"
