"""The report that Dinas Sosial and LKKS issue together: two heads, two numbers, two signatures of equal rank."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from documents.report.blocks import Heading, Letterhead, Meta, Paragraph, SignatureBlock, Table, Title
from documents.report.joint_head import JointHead
from tests.world import desk
from tests.world.arranged import CHAIR, SEKDIS, bring, do
from tests.world.desk import RICH_PLAN, at, blocks, report_of, rich_desk, said
from tests.world.instance import START
from workflow.agenda.acts import fill_in
from workflow.errors import Invalid
from workflow.offices.offices import office_of
from workflow.papers.publishing import Frozen
from workflow.store import Store
from workflow.tasks.rehearsal import rehearse

NUMBER = "400.9.12/0221/DINSOS/2023"


@pytest.fixture
def rich(store: Store) -> desk.Desk:
    made = rich_desk(store)
    made.set_office("dinsos", report_identity="bersama", emblem="a" * 64, letterhead={"sha256": "c" * 64, "kop": True})
    made.set_office("lkks", emblem="b" * 64, number_pelaksanaan="series")
    return made


def reported(made: desk.Desk) -> Frozen:
    made.do("submit", at(9, 20), **RICH_PLAN)
    frozen = made.do("report", at(9, 25), number_from="typed", number=NUMBER, addressee="Bupati Bireuen")
    assert frozen is not None
    return frozen


def test_it_has_no_cover_and_both_bodies_at_its_head(rich: desk.Desk) -> None:
    frozen = reported(rich)
    assert [section.landscape for section in report_of(frozen).sections] == [False, True]
    assert blocks(frozen, Letterhead) == []
    bodies = ("DINAS SOSIAL KABUPATEN BIREUEN", "LKKS KABUPATEN BIREUEN")
    assert blocks(frozen, JointHead) == [JointHead("PEMERINTAH KABUPATEN BIREUEN", bodies, "a" * 64, "b" * 64)]
    assert report_of(frozen).letterhead == ""
    assert blocks(frozen, Title)[0].lines[:2] == ("LAPORAN BERSAMA", "TENTANG")
    assert frozen.title == "Laporan bersama"
    assert [head.marker for head in blocks(frozen, Heading) if head.level == 1] == ["A.", "B.", "C.", "D.", "E."]
    assert len(blocks(frozen, Table)) == 2


def test_it_carries_the_number_of_each_register_and_stands_in_both(rich: desk.Desk) -> None:
    numbers = dict(blocks(reported(rich), Meta)[0].rows)
    assert numbers == {
        "Nomor Dinas Sosial": (NUMBER,),
        "Nomor LKKS": ("0001/LKKS/IX/2023",),
        "Ditujukan kepada": ("Bupati Bireuen",),
    }
    (document,) = rich.store.find("document", type="laporan")
    entries = {entry["number"]: entry["document"] for entry in rich.store.find("entry")}
    assert entries == {NUMBER: document["id"], "0001/LKKS/IX/2023": document["id"]}
    assert document["number"] == NUMBER


def test_both_sign_at_one_height_and_only_the_dinas_has_rank_and_nip(rich: desk.Desk) -> None:
    frozen = reported(rich)
    (block,) = blocks(frozen, SignatureBlock)
    chair, dinas = block.signers
    assert (chair.name, chair.rank_line, chair.nip_line) == ("Ketua Contoh", False, False)
    assert (dinas.name, dinas.nip_line) == ("Contoh, S.E.", True)
    assert "KABUPATEN BIREUEN" in dinas.office
    assert Paragraph("Bireuen, 25 September 2023", "centred") in blocks(frozen, Paragraph)
    assert frozen.signer.startswith("Ketua LKKS Kabupaten Bireuen dan Sekretaris")
    assert frozen.facts["office"] == "Dinas Sosial Kabupaten Bireuen dan LKKS Kabupaten Bireuen"


def test_it_says_that_it_is_joint(rich: desk.Desk) -> None:
    text = said(reported(rich))
    assert "LKKS Kabupaten Bireuen bersama Dinas Sosial Kabupaten Bireuen menyampaikan rencana tindak lanjut" in text
    assert "Demikian laporan bersama ini disampaikan sebagai bahan pertimbangan dan arahan lebih lanjut." in text


@pytest.mark.parametrize("name", ["Contoh, S.E.", "  contoh, s.e. "])
def test_two_blocks_with_one_name_are_refused(rich: desk.Desk, name: str) -> None:
    rich.set_office("lkks", signer_name=name)
    with pytest.raises(Invalid) as refusal:
        reported(rich)
    assert "dua orang" in refusal.value.fields["signers"]
    assert rich.task["waits_for"] == "sekdis"
    assert rich.store.find("entry") == []


def test_what_would_be_refused_can_still_be_read_before(rich: desk.Desk) -> None:
    rich.set_office("lkks", signer_name="Contoh, S.E.")
    rich.do("submit", at(9, 20), **RICH_PLAN)
    assert rehearse(rich.store, rich, rich.task, {}, at=at(9, 25)).title == "Laporan bersama"


def test_names_that_nobody_has_set_are_two_dotted_lines(rich: desk.Desk) -> None:
    rich.set_office("lkks", signer_name="")
    rich.set_office("dinsos", signer_name="")
    assert [signer.name for signer in blocks(reported(rich), SignatureBlock)[0].signers] == ["", ""]


def test_the_number_that_the_lkks_writes_by_hand_leaves_that_of_the_dinas(tuntas: SimpleNamespace) -> None:
    dinsos = office_of(tuntas.store, "11.11", "dinsos")
    tuntas.store.save({**dinsos, "report_identity": "bersama"})
    task = bring(tuntas, "draft/sekdis", START)
    do(tuntas, task, "report", SEKDIS, START)
    (document,) = tuntas.store.find("document", task=task["id"], type="laporan")
    (blank,) = tuntas.store.find("entry", status="ditunggu")
    assert blank["document"] == document["id"]
    fill_in(tuntas.store, CHAIR, blank["id"], {"number": "041/LKKS/XI/2026"}, version=blank["version"], at=START)
    after = tuntas.store.get("document", document["id"])
    assert after["number"] == document["number"] == "400.9.12/0001/DINSOS/2026"
    assert "041" in after["search"]
