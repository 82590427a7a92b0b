"""The report to the leader in the LKKS's own name: its letter, register and chair. Sekdis still approves."""

from __future__ import annotations

import re
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import lxml.html
import pytest
from flask.testing import FlaskClient

from documents.report.blocks import (
    Address,
    CopyList,
    Letterhead,
    Meta,
    NumberedList,
    Paragraph,
    SignatureBlock,
    Signer,
    Title,
)
from documents.report.frozen import from_data
from tests.world import desk
from tests.world.arranged import ADMIN, CHAIR, SEKDIS, bring, do
from tests.world.desk import POOR_PLAN, RICH_PLAN, at, blocks, full_desk, report_of, rich_desk, said
from tests.world.instance import START
from tests.world.one_number import one_number
from tests.world.plain_lines import lines
from workflow.agenda.acts import fill_in
from workflow.errors import NotFound
from workflow.machine.permissions import may_keep_signed
from workflow.offices import signatories
from workflow.offices.offices import office_of
from workflow.papers.publishing import Frozen
from workflow.store import Record, Store

COVER, BODY, ANNEX = 0, 1, 2
NUMBER = "0001/LKKS/IX/2023"
FIRST, SECOND = "0001/LKKS/XI/2026", "0002/LKKS/XI/2026"
COPIES = "Sekretaris Daerah Kabupaten Bireuen (sebagai laporan)\nKepala Dinas Sosial Aceh"


def in_the_name_of_the_lkks(made: desk.Desk) -> desk.Desk:
    made.set_office("dinsos", report_identity="lkks")
    made.set_office("lkks", copies=COPIES, urgency="Penting", cover="nota_dinas")
    return made


@pytest.fixture
def tuntas(tuntas: SimpleNamespace) -> SimpleNamespace:
    """One number a report: what is told of it here holds for each of two."""
    one_number(tuntas.store)
    return tuntas


@pytest.fixture
def rich(store: Store) -> desk.Desk:
    return in_the_name_of_the_lkks(rich_desk(store))


def reported(made: desk.Desk, **data: Any) -> Frozen:
    made.do("submit", at(9, 20), **RICH_PLAN)
    frozen = made.do("report", at(9, 25), **{"addressee": "Bupati Bireuen", **data})
    assert frozen is not None
    return frozen


# What the paper says


def test_it_is_a_letter_of_the_lkks(rich: desk.Desk) -> None:
    frozen = reported(rich)
    assert (frozen.title, frozen.signer) == ("Surat dan laporan", "Ketua LKKS Kabupaten Bireuen")
    assert frozen.facts["office"] == "LKKS Kabupaten Bireuen"
    (kop,) = blocks(frozen, Letterhead, COVER)
    assert (kop.identity, kop.lines) == (
        "lkks", ("LEMBAGA KOORDINASI KESEJAHTERAAN SOSIAL (LKKS)", "KABUPATEN BIREUEN"),
    )  # fmt: skip
    (head,) = blocks(frozen, Meta, COVER)
    assert (head.variant, head.date) == ("letter", "Bireuen, 25 September 2023")
    assert dict(head.rows)["Nomor"] == (NUMBER,)
    assert dict(head.rows)["Sifat"] == ("Penting",)
    assert blocks(frozen, Title, COVER) == []
    assert blocks(frozen, Address, COVER) == [Address(("Yth. Bupati Bireuen", "di", "Bireuen"))]
    assert blocks(frozen, CopyList, COVER) == [
        CopyList(("Sekretaris Daerah Kabupaten Bireuen (sebagai laporan); dan", "Kepala Dinas Sosial Aceh."))
    ]


def test_the_lkks_says_what_it_did_and_sends_it(rich: desk.Desk) -> None:
    rich.set_office("lkks", addressees=[{"name": "Bupati Bireuen", "form": "Bapak", "cover": "nota_dinas"}])
    frozen = reported(rich)
    assert [paragraph.text for paragraph in blocks(frozen, Paragraph, COVER)] == [
        "Menindaklanjuti surat Kepala Dinas Sosial Aceh Nomor 005/812 tanggal 4 September 2023 serta hasil Rapat "
        "Koordinasi Lembaga Kesejahteraan Sosial (LKS), LKKS Kabupaten Bireuen telah menyusun rencana tindak lanjut.",
        "Sehubungan dengan hal tersebut, bersama ini kami sampaikan kepada Bapak:",
        "Untuk kelancaran pelaksanaannya, kami mohon arahan Bapak mengenai pelaksanaan rencana tindak lanjut tersebut.",
        "Demikian disampaikan, atas perhatian dan arahan Bapak diucapkan terima kasih.",
    ]
    (enclosed,) = blocks(frozen, NumberedList, COVER)
    assert enclosed.items[1].startswith("rencana tindak lanjut LKKS Kabupaten Bireuen atas butir 1, yaitu menyiapkan")


def test_its_chair_signs_both_by_name_only(rich: desk.Desk) -> None:
    frozen = reported(rich)
    signed = [signer for block in blocks(frozen, SignatureBlock) for signer in block.signers]
    office = ("KETUA LKKS", "KABUPATEN BIREUEN,")
    assert signed == [
        Signer(office, name="Ketua Contoh"),
        Signer(office, "Bireuen, 25 September 2023", name="Ketua Contoh"),
    ]
    for of_the_dinas in ("NIP", "Pembina", "DINAS SOSIAL", "Mengetahui", "Contoh, S.E.", "400.9.12"):
        assert of_the_dinas not in said(frozen), of_the_dinas


def test_report_and_annex_carry_the_lkks_and_its_number(rich: desk.Desk) -> None:
    rich.set_office("lkks", cover_paper="A4", laporan_margins=[22, 22, 26, 33], font="Bookman Old Style")
    frozen = reported(rich)
    assert [kop.identity for kop in blocks(frozen, Letterhead)] == ["lkks", "lkks"]
    (title,) = blocks(frozen, Title, BODY)
    assert title.number == f"NOMOR {NUMBER}"
    assert f"NOMOR\n{NUMBER}" in said(frozen, ANNEX)
    report = report_of(frozen)
    assert (report.font, report.sections[COVER].paper) == ("Bookman Old Style", "A4")
    assert report.sections[BODY].margins == (22, 22, 26, 33)


def test_the_chair_of_the_day_signs(rich: desk.Desk) -> None:
    lkks = office_of(rich.store, "11.11", "lkks")
    acting = {"name": "Wakil Contoh", "position": "WAKIL KETUA LKKS", "start": "2023-09-21", "mode": "Plh."}
    signatories.add(rich.store, ADMIN, lkks["id"], acting, at=at(9, 21))
    assert [b.signers[0].name for b in blocks(reported(rich), SignatureBlock)] == ["Wakil Contoh"] * 2


def test_a_combined_report_is_its_too(store: Store) -> None:
    full = in_the_name_of_the_lkks(full_desk(store))
    full.all_submitted(at(9, 20), RICH_PLAN, POOR_PLAN, POOR_PLAN)
    frozen = full.all_reported(at(9, 25), addressee="Bupati Bireuen")
    assert frozen.title == "Surat dan laporan"
    assert [kop.identity for kop in blocks(frozen, Letterhead)] == ["lkks", "lkks"]
    assert len(blocks(frozen, NumberedList, COVER)[0].items) == 4
    assert dict(blocks(frozen, Meta, COVER)[0].rows)["Nomor"] == (NUMBER,)


# Register, desk and access


@pytest.fixture
def own(tuntas: SimpleNamespace) -> SimpleNamespace:
    """An instance in which Bireuen's reports go out in the name of its LKKS."""
    dinsos = office_of(tuntas.store, "11.11", "dinsos")
    tuntas.store.save({**dinsos, "report_identity": "lkks"})
    return tuntas


def entries(own: SimpleNamespace, identity: str) -> list[Record]:
    return own.store.find("entry", office=office_of(own.store, "11.11", identity)["id"])


def letter(own: SimpleNamespace, task: Record) -> Record:
    return own.store.find("document", task=task["id"], type="laporan")[0]


def test_the_number_stands_in_the_register_of_the_lkks(own: SimpleNamespace, client_as: Callable[[str], FlaskClient]):
    issued = letter(own, bring(own, "reported", START))
    (entry,) = entries(own, "lkks")
    assert entries(own, "dinsos") == []
    assert (entry["number"], entry["document"], entry["by"]) == (FIRST, issued["id"], SEKDIS.name)
    assert issued["office"] == entry["office"]
    assert own.store.peek_number("11.11/dinsos/2026") == 1
    assert FIRST in client_as("ketua.bireuen").get("/agenda").get_data(as_text=True)
    assert FIRST not in client_as("sekdis.bireuen").get("/agenda").get_data(as_text=True)


def test_the_chair_writes_the_number_of_a_blank_letter(own: SimpleNamespace):
    task = bring(own, "draft/sekdis", START)
    do(own, task, "report", SEKDIS, START, number="", number_from="blank")
    (blank,) = entries(own, "lkks")
    assert blank["slot"] == "..................../LKKS/XI/2026"
    with pytest.raises(NotFound):
        fill_in(own.store, SEKDIS, blank["id"], {"number": SECOND}, version=blank["version"], at=START)
    fill_in(own.store, CHAIR, blank["id"], {"number": SECOND}, version=blank["version"], at=START)
    assert letter(own, task)["number"] == SECOND
    assert letter(own, bring(own, "reported", START))["number"] == FIRST


def test_the_chair_keeps_its_signed_copy(own: SimpleNamespace):
    issued = letter(own, bring(own, "reported", START))
    lkks, dinsos = (office_of(own.store, "11.11", identity) for identity in ("lkks", "dinsos"))
    assert own.store.get("office", issued["office"]) == lkks
    assert may_keep_signed(CHAIR, issued, lkks)
    assert not may_keep_signed(CHAIR, issued, dinsos)


def read(answer: Any) -> lxml.html.HtmlElement:
    return lxml.html.fromstring(answer.get_data(as_text=True))


def test_sekdis_reads_and_approves_what_is_issued(own: SimpleNamespace, client_as: Callable[[str], FlaskClient]):
    lkks = office_of(own.store, "11.11", "lkks")
    own.store.save({**lkks, "addressee": "Wakil Bupati Bireuen"})
    task, sekdis = bring(own, "draft/sekdis", START), client_as("sekdis.bireuen")
    page = read(sekdis.get(f"/persetujuan/{task['id']}"))
    decision = page.get_element_by_id("putus")
    said_there = " ".join(decision.text_content().split())
    assert f"Atas nama LKKS Kabupaten Bireuen Nomor {FIRST} Kepada Wakil Bupati Bireuen" in said_there
    assert "Nomor dari agenda LKKS" in said_there
    assert "Kode klasifikasi arsip" not in said_there
    shown = read(sekdis.get(page.xpath("//a[text()='Baca sebagai teks']/@href")[0])).text_content()
    typed = {name: value or "" for name, value in decision.fields.items() if name != "action"}
    answer = sekdis.post(f"/persetujuan/{task['id']}", data={**typed, "action": "report"})
    assert (answer.status_code, answer.location) == (302, "/persetujuan")
    issued = letter(own, task)
    assert (issued["number"], issued["addressee"]) == (FIRST, "Wakil Bupati Bireuen")
    frozen = from_data(own.store.find("content", document=issued["id"])[0]["data"])
    bare = re.sub(r"[\s:]", "", shown)
    assert [line for line in lines(frozen) if re.sub(r"[\s:]", "", line) not in bare] == []


def test_what_was_issued_before_stays_with_the_dinas(tuntas: SimpleNamespace):
    before = letter(tuntas, bring(tuntas, "reported", START))
    dinsos = office_of(tuntas.store, "11.11", "dinsos")
    tuntas.store.save({**dinsos, "report_identity": "lkks"})
    after = letter(tuntas, bring(tuntas, "reported", START))
    assert (before["number"], before["office"]) == ("400.9.12/0001/DINSOS/2026", dinsos["id"])
    assert after["number"] == FIRST
    assert tuntas.store.get("document", before["id"]) == before
