"""One row a kind of paper: whatever has to know of a kind knows of each of them."""

from __future__ import annotations

import pytest

from documents.compose import COMPOSERS
from workflow.kinds import KINDS, MARGINS, About, Kind, Standing, Whose, kinds_about, official
from workflow.machine.actions import ACTIONS
from workflow.offices import sheets
from workflow.offices.offices import ensure_offices, issuer_of, office_of
from workflow.papers.at_any_time import ISSUERS
from workflow.regions import PROVINCE
from workflow.store import Store

every_kind = pytest.mark.parametrize("kind", KINDS)


def test_every_word_has_its_row():
    assert list(KINDS) == list(Kind)
    assert all(paper.kind == name for name, paper in KINDS.items())


def test_every_kind_has_its_composer():
    assert set(COMPOSERS) == set(KINDS)


def test_a_move_issues_each_kind_about_a_task_and_none_of_the_others():
    by_moves = {kind for action in ACTIONS.values() for kind in action.issues}
    assert by_moves == set(kinds_about(About.TASK))


def test_somebody_may_issue_each_kind_about_an_institution_or_a_region():
    assert set(ISSUERS) == set(kinds_about(About.LKS, About.REGION))


@every_kind
def test_what_is_issued_by_a_move_says_so_on_the_help_page(kind: str):
    assert bool(KINDS[kind].issued) is (KINDS[kind].about is About.TASK)


@every_kind
def test_no_two_kinds_are_called_alike(kind: str):
    for other in (paper for name, paper in KINDS.items() if name != kind):
        assert KINDS[kind].label != other.label
        assert KINDS[kind].file != other.file
        assert KINDS[kind].sheet.label != other.sheet.label


@every_kind
def test_a_number_belongs_to_official_papers_only(kind: str):
    assert official(kind) or not KINDS[kind].numbered


@every_kind
def test_every_office_that_issues_it_has_a_sheet_for_it(store: Store, kind: str):
    ensure_offices(store)
    if KINDS[kind].sheet.fixed:
        assert kind not in sheets.SHEETS
        return
    region = PROVINCE if KINDS[kind].whose is Whose.PROVINCE else "11.11"
    offered = [office for office in store.find("office", region=region) if kind in sheets.sheets_of(office)]
    assert offered, f"nobody can choose the sheet of {kind}"
    for office in offered:
        assert office[f"{kind}_paper"] == KINDS[kind].sheet.size
        assert len(office[f"{kind}_margins"]) == 4
    if KINDS[kind].about is About.TASK:
        assert issuer_of(store, region, kind)["id"] in [office["id"] for office in offered]


def test_an_office_of_before_a_kind_gets_its_sheet_and_keeps_the_others(store: Store):
    ensure_offices(store)
    office = office_of(store, "11.11", "lkks")
    older = {name: value for name, value in office.items() if not name.startswith("pelaksanaan_")}
    store.save({**older, "rtl_paper": "F4"})
    ensure_offices(store)
    again = office_of(store, "11.11", "lkks")
    assert (again["pelaksanaan_paper"], again["pelaksanaan_margins"]) == ("A4", list(MARGINS))
    assert again["rtl_paper"] == "F4"


def test_what_each_kind_is_worth():
    assert {name: paper.standing for name, paper in KINDS.items()} == {
        "rtl": Standing.DRAFT, "laporan": Standing.OFFICIAL, "tanda_terima": Standing.SLIP,
        "disposisi": Standing.SLIP, "pelaksanaan": Standing.OFFICIAL,
        "penelaahan": Standing.ACT, "adendum": Standing.ACT, "keterangan": Standing.ACT,
        "undangan": Standing.OFFICIAL, "notula": Standing.OFFICIAL, "hasil": Standing.OFFICIAL,
        "rekap": Standing.LIST, "matriks": Standing.LIST, "daftar_hadir": Standing.LIST,
        "profil_lks": Standing.ACT, "rekomendasi": Standing.ACT, "daftar_lks": Standing.ACT,
        "indikator": Standing.ACT, "kabupaten": Standing.ACT,
        "buku_agenda": Standing.LIST, "berita_acara": Standing.ACT, "pengingat": Standing.ACT,
    }  # fmt: skip
