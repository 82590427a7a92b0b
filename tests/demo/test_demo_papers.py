"""The demo has every paper that is issued, made by the acts that make it, and leaves nothing on them blank."""

from __future__ import annotations

from collections import Counter

import pytest
from flask import Flask

from documents.issue.publisher import ReportPublisher
from tests.world import seeded
from workflow.kinds import KINDS, Kind, Standing
from workflow.store import Store

BIREUEN, PIDIE = "11.11", "11.07"


@pytest.fixture
def demo(demo_app: Flask) -> Store:
    return demo_app.extensions["tuntas"].store


@pytest.fixture
def publisher(demo_app: Flask) -> ReportPublisher:
    return demo_app.extensions["tuntas"].publisher


def test_of_every_kind_but_lists_one_was_issued(demo: Store):
    issued = {document["type"] for document in demo.find("document")}
    assert issued == {kind for kind, paper in KINDS.items() if paper.standing is not Standing.LIST}


def test_the_real_rakor_has_none(demo: Store):
    (real,) = demo.find("rakor", example=False)
    assert demo.count("document", rakor=real["id"]) == 0


def test_the_rakor_about_partnership_has_them_all_in_order(demo: Store):
    rakor = seeded.partnership(demo)
    about = demo.find("document", rakor=rakor["id"], task=0)
    own = [(one["type"], one["region"], one["date"]) for one in about if not one["tasks"]]
    assert own == [
        ("undangan", "11", "2026-07-01"), ("notula", "11", "2026-07-15"), ("hasil", "11", "2026-07-15"),
        ("pengingat", PIDIE, "2026-08-12"), ("berita_acara", PIDIE, "2026-08-19"), ("pengingat", PIDIE, "2026-08-27"),
    ]  # fmt: skip
    invitation = about[0]
    assert (rakor["basis_number"], rakor["basis_date"]) == (invitation["number"], invitation["date"])


def test_who_was_invited_and_came(demo: Store):
    rakor = seeded.partnership(demo)
    people = rakor["participants"]
    answers = Counter("hadir" if one["attended"] else one["absence"] for one in people)
    assert answers == {"hadir": 9, "izin": 2, "tanpa keterangan": 1}
    assert [one["name"] for one in people] == [f"Peserta {n} (contoh)" for n in range(1, 13)]
    came = {one["lks"] for one in people if one.get("lks") and one["attended"]}
    events = [lks["uid"] for lks in demo.find("lks") for one in lks["activity"] if one.get("rakor") == rakor["id"]]
    assert len(came) == 3
    assert sorted(events) == sorted(came), "the register knows of it"
    assert [item["kind"] for item in rakor["items"]] == ["pembukaan", "paparan", "pembahasan", "pembahasan", "penutup"]


def test_one_report_of_six_was_withdrawn_and_issued_again_with_two_numbers(demo: Store):
    rakor = seeded.partnership(demo)["id"]
    first, again = demo.find("document", rakor=rakor, region=BIREUEN, type=Kind.LAPORAN)
    assert [one["facts"]["outcomes"] for one in (first, again)] == [[1, 2, 3, 4, 5, 6]] * 2
    assert (first["status"], again["status"]) == ("dicabut", "berlaku")
    numbers = [one[name] for one in (first, again) for name in ("number", "number_report")]
    assert numbers == [f"400.9.12/{n:04}/DINSOS/2026" for n in (1, 2, 3, 4)]


def test_one_outcome_is_ticked_by_lks(demo: Store):
    rakor = seeded.partnership(demo)
    found = [task for task in demo.find("task", rakor=rakor["id"], order="region") if task["no"] == 1]
    pidie, bireuen = found
    assert [one["title"] for one in rakor["outcomes"] if one["per_lks"]] == ["Perbarui tanda daftar LKS"]
    ticked = [one["name"] for one in bireuen["lks_list"] if one["done"]]
    assert (len(ticked), len(bireuen["lks_list"]), bireuen["percent"]) == (3, 12, 25)
    assert {one["done"] for one in pidie["lks_list"]} == {""}


def test_the_rakor_to_come_is_invited_to_and_lies_ahead(demo: Store):
    rakor = seeded.coming(demo)
    (invitation,) = demo.find("document", rakor=rakor["id"])
    assert (invitation["type"], invitation["date"], rakor["start"]) == ("undangan", "2026-11-09", "2026-11-30")
    assert not any(one["attended"] for one in rakor["participants"])
    assert demo.count("task", rakor=rakor["id"]) == 0


def test_every_office_has_marked_its_signer_and_its_address(demo: Store):
    offices = demo.find("office")
    assert len(offices) == 47
    for office in offices:
        set_ = [office["address"], office["signer_name"]]
        set_ += [office["signer_rank"], office["signer_nip"]] if office["identity"] == "dinsos" else []
        assert all(text.endswith("(contoh)") for text in set_), office["name"]
        assert [bool(rule["start"]) for rule in office["rules"]] == [True, False, False], "no day that is not sure"


@pytest.mark.parametrize("kind", [Kind.UNDANGAN, Kind.PENGINGAT, Kind.BERITA_ACARA, Kind.INDIKATOR, Kind.LAPORAN])
def test_nothing_is_left_to_be_written_by_hand(demo: Store, publisher: ReportPublisher, kind: str):
    rakor = seeded.partnership(demo)["id"]
    where = {"rakor": rakor} if kind != Kind.INDIKATOR else {}
    document = demo.find("document", type=kind, order="-id", **where)[0]
    assert "....." not in str(publisher.content(document["id"]))


def test_the_report_of_the_indicator_has_the_years_before(demo: Store, publisher: ReportPublisher):
    (report,) = demo.find("document", type=Kind.INDIKATOR)
    content = str(publisher.content(report["id"]))
    assert report["date"] == "2026-09-16"
    assert [year for year in range(2022, 2027) if f"'{year}'" not in content] == []
