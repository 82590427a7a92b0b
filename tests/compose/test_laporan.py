"""What the report to the region's leader says: its cover, its sections A-E, its annex; rich, poor, kabupaten, kota."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from documents.compose import compose
from documents.compose.kinds.laporan import laporan
from documents.report.blocks import (
    Address,
    AnnexHead,
    CopyList,
    Heading,
    Letterhead,
    Meta,
    NumberedList,
    Paragraph,
    Report,
    SignatureBlock,
    Table,
    Title,
)
from documents.report.frozen import from_data, to_data
from tests.world.desk import (
    BASE,
    POOR_PLAN,
    RICH_PLAN,
    TEXT,
    Desk,
    at,
    blocks,
    poor_desk,
    recorded,
    report_of,
    rich_desk,
    said,
)
from workflow.papers.publishing import Frozen
from workflow.plan_fields import PLAN
from workflow.store import Store

NUMBER = "400.9.12/0147/DINSOS/2023"
LEADER = "Bupati Bireuen melalui Sekretaris Daerah Kabupaten Bireuen"
COVER, BODY, ANNEX = 0, 1, 2


@pytest.fixture
def rich(store: Store) -> Desk:
    return rich_desk(store)


@pytest.fixture
def poor(store: Store) -> Desk:
    return poor_desk(store)


def reported(desk: Desk) -> Frozen | None:
    desk.do("submit", at(9, 20), **RICH_PLAN)
    return desk.do("report", at(9, 25), number_from="typed", number=NUMBER, addressee=LEADER)


def poorly_reported(desk: Desk, leader: str = "Wali Kota Lhokseumawe") -> Frozen | None:
    desk.do("submit", at(9, 20), **POOR_PLAN)
    return desk.do("report", at(9, 25), addressee=leader)


def meta(frozen: Frozen | None, section: int) -> dict[str, tuple[str, ...]]:
    return dict(blocks(frozen, Meta, section)[0].rows)


def test_one_report_on_three_papers(rich: Desk) -> None:
    frozen = reported(rich)
    report = report_of(frozen)
    assert [(s.paper, s.landscape, s.margins) for s in report.sections] == [
        ("F4", False, (20, 20, 25, 30)), ("A4", False, (20, 20, 25, 30)), ("A4", True, (22.5, 25, 15, 20)),
    ]  # fmt: skip
    assert [s.foot for s in report.sections] == [
        f"Nota Dinas Nomor {NUMBER}", f"Laporan Nomor {NUMBER}", f"Laporan Nomor {NUMBER}",
    ]  # fmt: skip
    assert (report.title, report.mark, report.mark_note) == ("Nota dinas dan laporan", "", "")
    assert re.fullmatch(r"[2-9A-Z]{4}-[2-9A-Z]{4}-[2-9A-Z]{4}", report.code)
    assert report.check_url == f"{BASE}/cek/{report.code}"
    assert report.created == "2023-09-25T02:00:00Z"
    assert frozen is not None
    assert frozen.signer == "Sekretaris a.n. Kepala Dinas Sosial Kabupaten Bireuen"
    assert frozen.subject == (
        "Laporan Hasil Rapat Koordinasi Lembaga Kesejahteraan Sosial (LKS) dan Rencana Tindak Lanjut Kabupaten Bireuen"
    )
    assert frozen.facts["office"] == "Dinas Sosial Kabupaten Bireuen"


def test_head_of_a_nota_dinas(rich: Desk) -> None:
    frozen = reported(rich)
    assert blocks(frozen, Letterhead, COVER) == [
        Letterhead(
            "dinas",
            ("PEMERINTAH KABUPATEN BIREUEN", "DINAS SOSIAL"),
            ("Jalan Contoh Nomor 1, Bireuen",),
            rule="satu",
        )
    ]
    assert blocks(frozen, Title, COVER) == [Title(("NOTA DINAS",), spaced=True)]
    assert list(meta(frozen, COVER).items()) == [
        ("Yth.", (LEADER,)),
        ("Dari", ("Kepala Dinas Sosial Kabupaten Bireuen",)),
        ("Tembusan", ("Wakil Bupati Bireuen (sebagai laporan)",)),  # an LKKS gets a letter
        ("Tanggal", ("25 September 2023",)),
        ("Nomor", (NUMBER,)),
        ("Sifat", ("Segera",)),
        ("Lampiran", ("1 (satu) berkas",)),
        ("Hal", ("Laporan Hasil Rapat Koordinasi Lembaga Kesejahteraan Sosial (LKS) dan Permohonan Arahan",)),
    ]


def test_a_nota_dinas_may_pass_the_desk_of_the_sekda(rich: Desk) -> None:
    rich.do("submit", at(9, 20), **RICH_PLAN)
    head = list(meta(rich.do("report", at(9, 25), addressee="Bupati Bireuen"), COVER).items())
    assert head[:3] == [
        ("Yth.", ("Bupati Bireuen",)), ("Melalui", ("Sekretaris Daerah Kabupaten Bireuen",)),
        ("Dari", ("Kepala Dinas Sosial Kabupaten Bireuen",)),
    ]  # fmt: skip


def test_text_of_a_nota_dinas(rich: Desk) -> None:
    frozen = reported(rich)
    opening, closing = blocks(frozen, Paragraph, COVER)
    assert opening.text == (
        "Menindaklanjuti surat Kepala Dinas Sosial Aceh Nomor 005/812 tanggal 4 September 2023 serta hasil Rapat "
        "Koordinasi Lembaga Kesejahteraan Sosial (LKS), dengan ini kami laporkan kepada Bapak/Ibu beberapa hal "
        "sebagai berikut:"
    )
    assert closing.text == "Demikian disampaikan, atas perhatian dan arahan Bapak/Ibu diucapkan terima kasih."
    assert blocks(frozen, NumberedList, COVER)[0].items == (
        "Rapat Koordinasi Lembaga Kesejahteraan Sosial (LKS) diselenggarakan oleh Dinas Sosial Aceh pada hari Senin "
        "s.d. Selasa, tanggal 18–19 September 2023, di Hotel Oasis Banda Aceh, dan diikuti oleh 30 (tiga puluh) "
        "orang dari kabupaten/kota dan LKS.",
        f"Butir 1 hasil rapat, yang ditujukan kepada Kabupaten Bireuen: “{TEXT}”",
        "LKKS Kabupaten Bireuen menyusun rencana tindak lanjut, yaitu menyiapkan dan menandatangani kesepakatan, "
        "dengan penanggung jawab Ketua LKKS, batas waktu 15 Desember 2023, dan anggaran Rp3.600.000,00, Kas LKKS, "
        "sebagaimana matriks pada laporan terlampir.",
        "Sehubungan dengan hal tersebut, kami mohon arahan Bapak/Ibu mengenai pelaksanaan rencana tindak lanjut "
        "tersebut.",
    )


def test_a_poor_nota_dinas_of_a_kota_claims_nothing(poor: Desk) -> None:
    frozen = poorly_reported(poor)
    assert blocks(frozen, Paragraph, COVER)[0].text == (
        "Menindaklanjuti hasil Rapat Koordinasi Lembaga Kesejahteraan Sosial (LKS), dengan ini kami laporkan kepada "
        "Bapak/Ibu beberapa hal sebagai berikut:"
    )
    points, asked = blocks(frozen, NumberedList, COVER)
    assert points.items[0].endswith("tanggal 18–19 September 2023, di Hotel Oasis Banda Aceh.")
    assert points.items[2] == (
        "LKKS Kota Lhokseumawe menyusun rencana tindak lanjut, yaitu menyiapkan dan menandatangani kesepakatan, "
        "dengan penanggung jawab Ketua LKKS dan batas waktu yang belum ditetapkan, sebagaimana matriks pada laporan "
        "terlampir."
    )
    assert asked.items == (
        "pelaksanaan rencana tindak lanjut tersebut; dan",
        "batas waktu pelaksanaannya, yang belum ditetapkan.",
    )
    assert meta(frozen, COVER)["Dari"] == ("Kepala Dinas Sosial Kota Lhokseumawe",)
    assert meta(frozen, COVER)["Nomor"] == ("400.9.12/0001/DINSOS/2023",)


def test_a_proposed_deadline_is_put_to_the_leader(poor: Desk) -> None:
    poor.do("submit", at(9, 20), **{**POOR_PLAN, "deadline": "2024-03-31"})
    frozen = poor.do("report", at(9, 25), addressee="Wali Kota Lhokseumawe")
    assert blocks(frozen, NumberedList, COVER)[1].items[1] == (
        "batas waktu pelaksanaannya, yang kami usulkan paling lambat 31 Maret 2024."
    )


@pytest.mark.parametrize("leader", ["Wali Kota Lhokseumawe", "Gubernur Aceh"])
def test_a_surat(poor: Desk, leader: str) -> None:
    poor.set_office("dinsos", cover="surat", cover_paper="F4-210", place="Lhokseumawe")
    frozen = poorly_reported(poor, leader)
    assert report_of(frozen).sections[COVER].paper == "F4-210"
    (head,) = blocks(frozen, Meta, COVER)
    assert (head.variant, head.date) == ("letter", "Lhokseumawe, 25 September 2023")
    assert [label for label, _ in head.rows] == ["Nomor", "Sifat", "Lampiran", "Hal"]
    known = ("melalui Sekretaris Daerah Kota Lhokseumawe", "di", "Lhokseumawe")
    where = known if "Lhokseumawe" in leader else ("di", "Tempat")
    assert blocks(frozen, Address, COVER) == [Address((f"Yth. {leader}", *where))]
    assert blocks(frozen, NumberedList, COVER)[0].items == (
        "laporan hasil rapat tersebut, yang diselenggarakan pada tanggal 18–19 September 2023 di Hotel Oasis Banda "
        "Aceh, sebagaimana terlampir; dan",
        "rencana tindak lanjut LKKS Kota Lhokseumawe atas butir 1, yaitu menyiapkan dan menandatangani kesepakatan, "
        "yang batas waktunya belum ditetapkan.",
    )
    assert blocks(frozen, Paragraph, COVER)[1].text == (
        "Untuk kelancaran pelaksanaannya, kami mohon arahan Bapak/Ibu mengenai pelaksanaan rencana tindak lanjut "
        "tersebut dan batas waktu pelaksanaannya, yang belum ditetapkan."
    )
    assert blocks(frozen, CopyList, COVER) == [CopyList(("Ketua LKKS Kota Lhokseumawe.",))]
    assert frozen is not None
    assert frozen.title == "Surat dan laporan"


def test_a_surat_without_copies_has_no_list_of_them(poor: Desk) -> None:
    poor.set_office("dinsos", cover="surat", copies="")
    assert blocks(poorly_reported(poor), CopyList) == []


def test_the_report_has_sections_a_to_e_and_the_same_number(rich: Desk) -> None:
    frozen = reported(rich)
    assert blocks(frozen, Title, BODY) == [
        Title(
            (
                "LAPORAN", "TENTANG", "HASIL RAPAT KOORDINASI LEMBAGA KESEJAHTERAAN SOSIAL (LKS)",
                "DAN RENCANA TINDAK LANJUT DI KABUPATEN BIREUEN",
            ),
            f"NOMOR {NUMBER}",
        )
    ]  # fmt: skip
    assert [(h.marker, h.text) for h in blocks(frozen, Heading, BODY)] == [
        ("A.", "PENDAHULUAN"), ("1.", "Umum"), ("2.", "Maksud dan Tujuan"), ("3.", "Ruang Lingkup"), ("4.", "Dasar"),
        ("B.", "KEGIATAN YANG DILAKSANAKAN"), ("C.", "HASIL YANG DICAPAI"), ("D.", "SIMPULAN DAN SARAN"),
        ("1.", "Simpulan"), ("2.", "Saran"), ("E.", "PENUTUP"),
    ]  # fmt: skip


def test_text_of_a_rich_report(rich: Desk) -> None:
    frozen = reported(rich)
    texts = [p.text for p in blocks(frozen, Paragraph, BODY)]
    assert texts[0] == (
        "Rapat Koordinasi Lembaga Kesejahteraan Sosial (LKS) diselenggarakan oleh Dinas Sosial Aceh pada hari Senin "
        "s.d. Selasa, tanggal 18–19 September 2023, di Hotel Oasis Banda Aceh. Rapat tersebut bertujuan meningkatkan "
        "peran dan kinerja Lembaga Kesejahteraan Sosial (LKS)."
    )
    assert texts[-1] == "Demikian laporan ini disampaikan sebagai bahan pertimbangan dan arahan lebih lanjut."
    basis, agenda, conclusions = blocks(frozen, NumberedList, BODY)
    assert basis.items == (
        "Surat Kepala Dinas Sosial Aceh Nomor 005/812 tanggal 4 September 2023;",
        "Hasil Rapat Koordinasi Lembaga Kesejahteraan Sosial (LKS), 18–19 September 2023, butir 1; dan",
        "Rencana tindak lanjut LKKS Kabupaten Bireuen, revisi 1, diajukan tanggal 20 September 2023.",
    )
    assert agenda.items == ("Pembukaan;", "Pembahasan dalam dua komisi; dan", "Pembacaan rumusan hasil.")
    assert conclusions.items == (
        "Butir 1 hasil rapat ditujukan kepada Kabupaten Bireuen dengan batas waktu 15 Desember 2023.",
        "LKKS Kabupaten Bireuen telah menyusun rencana tindak lanjut atas butir tersebut dengan batas waktu "
        "15 Desember 2023; penanggung jawab: Ketua LKKS. Anggaran yang dicantumkan: Rp3.600.000,00, Kas LKKS.",
    )
    assert "Butir tersebut menyangkut dukungan koordinasi." in said(frozen, BODY)


def test_the_meeting_is_told_by_offices_and_never_by_names(rich: Desk) -> None:
    frozen = reported(rich)
    assert meta(frozen, BODY)["Wakil daerah"] == ("Ketua LKKS dan Sekretaris Dinas Sosial",)
    assert "Teuku" not in said(frozen)
    assert "Camat" not in said(frozen)
    assert "Teuku" not in str(report_of(frozen).data)


def test_a_poor_report_leaves_out_what_nobody_recorded(poor: Desk) -> None:
    frozen = poorly_reported(poor)
    assert list(meta(frozen, BODY)) == ["Hari/tanggal", "Tempat", "Penyelenggara"]
    assert blocks(frozen, Table, BODY)[0].rows[0].cells == ("1", TEXT, "–", "Belum ditetapkan")
    conclusion, advice = blocks(frozen, NumberedList, BODY)[-2:]
    assert conclusion.items == (
        "Butir 1 hasil rapat ditujukan kepada Kota Lhokseumawe tanpa batas waktu.",
        "LKKS Kota Lhokseumawe telah menyusun rencana tindak lanjut atas butir tersebut dengan batas waktu yang "
        "belum ditetapkan; penanggung jawab: Ketua LKKS.",
    )
    assert advice.items[1] == "Batas waktu pelaksanaan butir 1 ditetapkan bersama arahan tersebut."
    for word in ("Undang-Undang", "Surat Tugas", "Kabupaten", "Bupati", "Tujuan rapat", "anggaran Rp"):
        assert word not in said(frozen)


def test_a_purpose_that_is_no_verb_stands_after_a_colon(rich: Desk) -> None:
    case = rich.case("laporan", at(9, 25))
    made = laporan(replace(case, rakor={**case.rakor, "purpose": "Peningkatan peran LKS"}), "")
    assert "Tujuan rapat tersebut: Peningkatan peran LKS." in str(to_data(made))


def test_participants_are_counted_when_only_ticks_were_recorded(rich: Desk) -> None:
    case = rich.case("laporan", at(9, 25))
    made = laporan(replace(case, rakor={**case.rakor, "participants_text": ""}), "")
    assert "2 (dua) orang" in str(to_data(made))


def test_the_annex_carries_the_matrix(rich: Desk) -> None:
    frozen = reported(rich)
    (head,) = blocks(frozen, AnnexHead, ANNEX)
    assert (head.label, head.title) == ("LAMPIRAN", "MATRIKS RENCANA TINDAK LANJUT KABUPATEN BIREUEN")
    assert head.rows == (
        ("LAPORAN", "Hasil Rapat Koordinasi Lembaga Kesejahteraan Sosial (LKS) dan Rencana Tindak Lanjut"),
        ("NOMOR", NUMBER),
        ("TANGGAL", "25 September 2023"),
    )
    (table,) = blocks(frozen, Table, ANNEX)
    assert sum(column.width for column in table.columns) == 252
    assert "*)" not in said(frozen, ANNEX)


def test_who_signs(rich: Desk) -> None:
    frozen = reported(rich)
    on_cover, on_report = (block.signers[0] for block in blocks(frozen, SignatureBlock))
    assert (on_cover.mode, on_cover.office) == ("a.n.", ("KEPALA DINAS SOSIAL", "SEKRETARIS,"))
    assert (on_cover.name, on_cover.rank, on_cover.nip) == ("Contoh, S.E.", "Pembina (IV/a)", "19680411 199303 1 009")
    assert (on_cover.above, on_report.above) == ("", "Bireuen, 25 September 2023")


def test_an_unknown_signer_is_a_dotted_line(poor: Desk) -> None:
    for block in blocks(poorly_reported(poor), SignatureBlock):
        (signer,) = block.signers
        assert (signer.name, signer.rank, signer.nip) == ("", "", "")
        assert signer.rank_line
        assert signer.nip_line


@pytest.mark.parametrize(
    ("mode", "principal", "position", "sender", "signer", "lines"),
    [
        ("", "", "KEPALA DINAS SOSIAL", "Kepala Dinas Sosial Kabupaten Bireuen",
         "Kepala Dinas Sosial Kabupaten Bireuen", ("KEPALA DINAS SOSIAL,",)),
        ("Plt.", "", "KEPALA DINAS", "Plt. Kepala Dinas Sosial Kabupaten Bireuen",
         "Plt. Kepala Dinas Sosial Kabupaten Bireuen", ("KEPALA DINAS,",)),
        ("", "", "SEKRETARIS", "Sekretaris Dinas Sosial Kabupaten Bireuen",
         "Sekretaris Dinas Sosial Kabupaten Bireuen", ("SEKRETARIS,",)),
        ("a.n.", "KEPALA DINAS", "SEKRETARIS", "Kepala Dinas Sosial Kabupaten Bireuen",
         "Sekretaris a.n. Kepala Dinas Sosial Kabupaten Bireuen", ("KEPALA DINAS", "SEKRETARIS,")),
    ],
)  # fmt: skip
def test_modes_of_signing(
    rich: Desk, mode: str, principal: str, position: str, sender: str, signer: str, lines: tuple[str, ...]
) -> None:
    rich.set_office("dinsos", signer_mode=mode, signer_principal=principal, signer_position=position)
    frozen = reported(rich)
    assert meta(frozen, COVER)["Dari"] == (sender,)
    assert frozen is not None
    assert frozen.signer == signer
    assert blocks(frozen, SignatureBlock, COVER)[0].signers[0].office == lines


def test_a_preview_has_neither_number_nor_code(rich: Desk) -> None:
    rich.do("submit", at(9, 20), **RICH_PLAN)
    frozen = compose(rich.store, rich.issue("laporan", at(9, 25), mark="PRATINJAU"), BASE)
    report = report_of(frozen)
    assert (report.mark, report.code, report.check_url) == ("PRATINJAU", "", "")
    assert report.mark_note == "Pratinjau, belum terbit. Bukan naskah dinas."
    assert meta(frozen, COVER)["Nomor"] == ("....................",)
    assert meta(frozen, COVER)["Yth."] == ("Bupati Bireuen",)
    assert blocks(frozen, Title, BODY)[0].number == "NOMOR ...................."
    assert [s.foot for s in report.sections] == ["Nota Dinas", "Laporan", "Laporan"]


def test_the_report_knows_nothing_that_came_later(rich: Desk) -> None:
    frozen = reported(rich)
    rich.do("record_direction", at(10, 1), text="Setuju.", date="2023-09-28", giver="Bupati Bireuen")
    rich.do("progress", at(10, 2), text="Rapat persiapan.", date="2023-10-01", percent="40")
    assert frozen is not None
    code = frozen.data["code"]
    issue = rich.issue("laporan", at(9, 25), number=NUMBER, addressee=LEADER, code=code, revision=1)
    again = compose(rich.store, issue, BASE)
    assert again.data == frozen.data
    assert set(again.data["data"]["tasks"][0]) == {"id", "stage", "deadline", "plan", "outcome"}


def test_frozen_data_is_the_report(rich: Desk) -> None:
    frozen = reported(rich)
    assert frozen is not None
    assert to_data(from_data(frozen.data)) == frozen.data
    assert frozen.data["data"]["schema"] == "tuntas-task/2"
    assert frozen.data["data"]["document"]["number"] == NUMBER


@pytest.mark.parametrize("wealth", ["rich", "poor"])
def test_every_number_on_paper_was_recorded(wealth: str, request: pytest.FixtureRequest) -> None:
    desk = request.getfixturevalue(wealth)
    frozen = reported(desk) if wealth == "rich" else poorly_reported(desk)
    case = desk.case("laporan", at(9, 25), number=report_of(frozen).data["document"]["number"])
    known = {int(n) for n in re.findall(r"\d+", recorded(case))}
    own = {1, 2, 3, 4}  # "1 (satu) berkas", "Tabel 1", headings 1-4
    assert {int(n) for n in re.findall(r"\d+", said(frozen))} <= known | own


def test_whatever_was_typed_makes_a_report(store: Store) -> None:
    case = poor_desk(store).case("laporan", at(9, 25))

    @given(st.fixed_dictionaries({name: st.text(max_size=60) for name in PLAN}), st.text(min_size=1, max_size=60))
    @settings(max_examples=60)
    def check(plan: dict[str, str], text: str) -> None:
        task = {**case.task, "plan": plan, "title": text}
        made = laporan(replace(case, task=task, outcome={**case.outcome, "text": text}), "")
        assert isinstance(from_data(to_data(made)), Report)

    check()
