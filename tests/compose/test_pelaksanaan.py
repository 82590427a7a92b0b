"""What the implementation report says: A-F, its photos and its list of evidence; rich, poor, late, before verifying."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from documents.compose import compose
from documents.compose.kinds.pelaksanaan import pelaksanaan
from documents.report.blocks import (
    AnnexHead,
    Heading,
    Letterhead,
    Meta,
    NumberedList,
    Paragraph,
    SignatureBlock,
    Table,
    Title,
)
from documents.report.frozen import to_data
from documents.report.photographs import Photos
from tests.world.desk import (
    BASE,
    NUMBER,
    PAPER,
    PHOTO,
    POOR_PLAN,
    RICH_PLAN,
    TEXT,
    Desk,
    at,
    blocks,
    claimed,
    poor_desk,
    recorded,
    report_of,
    rich_desk,
    said,
)
from workflow.papers.publishing import Frozen
from workflow.store import Store


@pytest.fixture
def rich(store: Store) -> Desk:
    return rich_desk(store)


@pytest.fixture
def poor(store: Store) -> Desk:
    return poor_desk(store)


def implemented(desk: Desk) -> Frozen | None:
    claimed(desk)
    return desk.do("verify", at(12, 29))


def poorly_implemented(desk: Desk) -> Frozen | None:
    desk.do("submit", at(9, 20), **POOR_PLAN)
    desk.do("report", at(9, 25), addressee="Wali Kota Lhokseumawe")
    desk.do(
        "progress", at(12, 13), date="2023-12-12", text="Selesai.", percent="100", evidence=[{**PAPER, "caption": ""}]
    )
    desk.do("claim", at(12, 13))
    return desk.do("verify", at(12, 18))


def paragraphs(frozen: Frozen | None) -> list[str]:
    return [p.text for p in blocks(frozen, Paragraph, 0)]


def test_paper_and_title(rich: Desk) -> None:
    frozen = implemented(rich)
    report = report_of(frozen)
    assert [(s.paper, s.landscape) for s in report.sections] == [("A4", False)] * 3
    assert report.sections[2].foot == "Laporan Pelaksanaan Tindak Lanjut LKKS Kabupaten Bireuen"
    assert blocks(frozen, Letterhead) == [
        Letterhead("lkks", ("LEMBAGA KOORDINASI KESEJAHTERAAN SOSIAL (LKKS)", "KABUPATEN BIREUEN"), rule="ganda")
    ]
    assert blocks(frozen, Title) == [
        Title(
            ("LAPORAN PELAKSANAAN TINDAK LANJUT", "TENTANG", "KEMITRAAN LKS", "DI KABUPATEN BIREUEN"),
            "NOMOR ..................../LKKS/XII/2023",
        )
    ]
    assert report.check_url == f"{BASE}/cek/{report.code}"
    assert frozen is not None
    assert (frozen.title, frozen.signer) == ("Laporan pelaksanaan", "Ketua LKKS Kabupaten Bireuen")
    assert frozen.subject == "Laporan pelaksanaan tindak lanjut tentang Kemitraan LKS di Kabupaten Bireuen"


def test_sections_a_to_f(rich: Desk) -> None:
    assert [(h.marker, h.text) for h in blocks(implemented(rich), Heading) if h.level == 1] == [
        ("A.", "PENDAHULUAN"), ("B.", "PELAKSANAAN"), ("C.", "HASIL YANG DICAPAI"), ("D.", "HAMBATAN DAN SOLUSI"),
        ("E.", "SIMPULAN DAN SARAN"), ("F.", "PENUTUP"),
    ]  # fmt: skip


def test_introduction_and_basis(rich: Desk) -> None:
    frozen = implemented(rich)
    texts = paragraphs(frozen)
    assert texts[0] == (
        "Hasil Rapat Koordinasi Lembaga Kesejahteraan Sosial (LKS) tanggal 18–19 September 2023 butir 1 menyatakan: "
        f"“{TEXT}”"
    )
    assert texts[2] == (
        "Laporan memuat pelaksanaan, hasil, hambatan, dan bukti dukung tindak lanjut butir 1 di Kabupaten Bireuen "
        "sampai dengan 12 Desember 2023."
    )
    assert blocks(frozen, NumberedList)[0].items == (
        "Hasil Rapat Koordinasi Lembaga Kesejahteraan Sosial (LKS), butir 1;",
        f"Laporan Dinas Sosial Kabupaten Bireuen Nomor {NUMBER} tanggal 25 September 2023; dan",
        "Arahan Bupati Bireuen tanggal 28 September 2023: “Setuju, laksanakan dan laporkan hasilnya.”",
    )


def test_what_was_done(rich: Desk) -> None:
    frozen = implemented(rich)
    assert blocks(frozen, Meta)[0].rows == (
        ("Waktu", ("10 Oktober s.d. 12 Desember 2023",)),
        ("Tempat", ("Sekretariat LKKS; Aula Kantor Camat",)),
        ("Pelaksana", ("Ketua LKKS",)),
        ("Pihak terkait", ("Dunia usaha; dayah",)),
    )
    assert blocks(frozen, NumberedList)[1].items == (
        "10 Oktober 2023: menyusun naskah bersama calon mitra (kemajuan 30%); dan",
        "12 Desember 2023: Kesepakatan ditandatangani (kemajuan 100%).",
    )


def test_results_obstacles_and_conclusion(rich: Desk) -> None:
    frozen = implemented(rich)
    _, results, obstacles, _ = blocks(frozen, Table)
    assert results.rows[0].cells == ("1", "Kesepakatan tersedia", "1 naskah", "100%", "1–3")
    assert results.description == "Tabel 1. Hasil terhadap indikator (nomor bukti merujuk ke Lampiran II)"
    assert [row.cells for row in obstacles.rows] == [("1", "Jadwal bergeser dua minggu.", "Disepakati lebih dahulu.")]
    texts = paragraphs(frozen)
    assert "Capaian tersebut menurut catatan tanggal 12 Desember 2023, huruf b pada tahapan pelaksanaan." in texts
    assert (
        "Tindak lanjut butir 1 telah dikerjakan 100% dan dinyatakan dilaksanakan oleh Dinas Sosial Aceh pada tanggal "
        "29 Desember 2023. Pekerjaan selesai pada 13 Desember 2023, tidak melewati batas waktu 15 Desember 2023."
    ) in texts
    assert texts[-1] == "Demikian laporan ini disampaikan. Atas perhatian dan arahan Bapak/Ibu diucapkan terima kasih."


def test_late_work_says_how_late(rich: Desk) -> None:
    claimed(rich, at(12, 27))
    frozen = rich.do("verify", at(12, 29))
    assert (
        "Pekerjaan selesai pada 27 Desember 2023, 12 (dua belas) hari lewat batas waktu 15 Desember 2023 (hari pada "
        "Dinas Sosial Aceh dan provinsi tidak dihitung)."
    ) in said(frozen)


def test_days_with_the_reviewer_are_not_the_kabupaten_s(rich: Desk) -> None:
    """Claimed two days late, returned after four, claimed again after three: five, not nine."""
    claimed(rich, at(12, 17))
    rich.do("return_claim", at(12, 21), reason="Naskahnya belum ditandatangani.")
    rich.do("progress", at(12, 24), date="2023-12-24", text="Ditandatangani.", percent="100", evidence=[])
    rich.do("claim", at(12, 24))
    assert "Pekerjaan selesai pada 24 Desember 2023, 5 (lima) hari lewat batas waktu 15 Desember 2023" in said(
        rich.do("verify", at(12, 29))
    )


def test_a_claim_in_time_that_waited_is_in_time(rich: Desk) -> None:
    claimed(rich, at(12, 14))
    frozen = rich.do("verify", at(2, 1, 2024))
    assert "Pekerjaan selesai pada 14 Desember 2023, tidak melewati batas waktu 15 Desember 2023." in said(frozen)


def test_the_days_of_each_holder_end_in_their_sum(rich: Desk) -> None:
    claimed(rich, at(12, 17))
    frozen = rich.do("verify", at(12, 29))
    strip = blocks(frozen, Table)[0]
    assert [column.head for column in strip.columns] == ["Ketua LKKS", "Sekdis", "Dinsos Aceh", "Provinsi", "Jumlah"]
    assert strip.rows[0].cells == ("84", "5", "12", "0", "101")
    assert sum(map(int, strip.rows[0].cells[:-1])) == (at(12, 29) - at(9, 19)).days == 101


def test_who_signs_and_who_knows(rich: Desk) -> None:
    (block,) = blocks(implemented(rich), SignatureBlock)
    witness, chair = block.signers
    assert (witness.above, witness.mode) == ("Mengetahui:", "a.n.")
    assert witness.office == ("KEPALA DINAS SOSIAL", "KABUPATEN BIREUEN", "SEKRETARIS,")
    assert witness.nip_line
    assert (chair.above, chair.office) == ("Bireuen, 29 Desember 2023", ("KETUA LKKS", "KABUPATEN BIREUEN,"))
    assert chair.name == "Ketua Contoh"
    assert (chair.nip, chair.nip_line, chair.rank, chair.rank_line) == ("", False, "", False)


def test_photos_stand_in_annex_one(rich: Desk) -> None:
    frozen = implemented(rich)
    (head,) = blocks(frozen, AnnexHead, 1)
    assert (head.label, head.title) == ("LAMPIRAN I", "DOKUMENTASI")
    assert head.rows == (
        ("LAPORAN", "Pelaksanaan Tindak Lanjut tentang Kemitraan LKS di Kabupaten Bireuen"),
        ("NOMOR", "..................../LKKS/XII/2023"),
        ("TANGGAL", "29 Desember 2023"),
    )
    (photos,) = blocks(frozen, Photos)
    assert [(photo.label, photo.caption, photo.alt) for photo in photos.items] == [
        ("Foto 1.", "Rapat persiapan, Sekretariat LKKS, 10 Oktober 2023.", "Foto 1: Rapat persiapan"),
        ("Foto 2.", "Penandatanganan, Aula Kantor Camat, 12 Desember 2023.", "Foto 2: Penandatanganan"),
    ]
    assert {photo.sha256 for photo in photos.items} == {PHOTO["sha256"]}


def test_all_evidence_is_listed_in_annex_two(rich: Desk) -> None:
    frozen = implemented(rich)
    assert blocks(frozen, AnnexHead, 2)[0].label == "LAMPIRAN II"
    (table,) = blocks(frozen, Table, 2)
    accepted = "√ Diterima\n29\u00a0Desember 2023"
    assert [row.cells for row in table.rows] == [
        ("1", "Foto 1. Rapat persiapan", "Sekretariat LKKS\n10\u00a0Oktober 2023", "rapat.jpg\n312\u00a0KB", accepted),
        ("2", "Naskah kesepakatan", "Aula Kantor Camat\n12\u00a0Desember 2023", "naskah.pdf\n312\u00a0KB", accepted),
        (
            "3",
            "Foto 2. Penandatanganan",
            "Aula Kantor Camat\n12\u00a0Desember 2023",
            "rapat.jpg\n312\u00a0KB",
            accepted,
        ),
    ]
    assert blocks(frozen, Paragraph, 2)[0].text == (
        "√ Diterima = bukti dukung telah diperiksa dan diterima oleh Dinas Sosial Aceh. Tindak lanjut dinyatakan "
        "dilaksanakan pada tanggal 29 Desember 2023. Berkas disimpan dalam aplikasi dan dapat diminta oleh pejabat "
        "yang berwenang."
    )


def test_dropped_evidence_is_not_in_the_paper(rich: Desk) -> None:
    rich.do("submit", at(9, 20), **RICH_PLAN)
    rich.do("report", at(9, 25), addressee="Bupati Bireuen")
    kept = [{**PHOTO, "caption": "Foto yang salah"}, {**PAPER, "caption": "Naskah"}]
    rich.do("progress", at(12, 13), date="2023-12-12", text="Selesai.", percent="100", evidence=kept)
    rich.do("drop_evidence", at(12, 13), evidence=1, reason="Foto dari kegiatan lain.")
    rich.do("claim", at(12, 13))
    assert "Foto yang salah" not in said(rich.do("verify", at(12, 18)))


def test_a_poor_report_of_a_kota(poor: Desk) -> None:
    frozen = poorly_implemented(poor)
    assert blocks(frozen, Photos) == []
    assert blocks(frozen, AnnexHead)[0].label == "LAMPIRAN"
    assert dict(blocks(frozen, Meta)[0].rows) == {
        "Waktu": ("12 Desember 2023",), "Tempat": ("–",), "Pelaksana": ("Ketua LKKS",), "Pihak terkait": ("–",),
    }  # fmt: skip
    assert blocks(frozen, Table, 1)[0].rows[0].cells[2] == "12\u00a0Desember 2023"
    texts = paragraphs(frozen)
    assert "Tidak ada hambatan yang dicatat selama pelaksanaan." in texts
    assert any(text.endswith("Batas waktunya tidak ditetapkan.") for text in texts)
    assert "Arahan" not in str(blocks(frozen, NumberedList))
    for word in ("Kabupaten", "Bupati", "Foto", "Lampiran I"):
        assert word not in said(frozen)


def test_a_long_outcome_without_a_title_is_called_by_its_number(poor: Desk) -> None:
    case = poor.case("pelaksanaan", at(12, 18))
    long = pelaksanaan(replace(case, outcome={**case.outcome, "title": "", "text": "kata " * 40}), "")
    title = next(block for block in long.sections[0].blocks if isinstance(block, Title))
    assert title.lines[2] == "BUTIR 1 HASIL RAPAT KOORDINASI LEMBAGA KESEJAHTERAAN SOSIAL (LKS)"


def test_a_preview_before_verifying_accepts_nothing(rich: Desk) -> None:
    claimed(rich)
    frozen = compose(rich.store, rich.issue("pelaksanaan", at(12, 29), mark="PRATINJAU"), BASE)
    assert report_of(frozen).mark == "PRATINJAU"
    assert "Diterima" not in said(frozen)
    assert "Belum diperiksa" in said(frozen)
    assert "dinyatakan dilaksanakan" not in said(frozen)


def test_progress_is_told_in_the_order_of_its_days(rich: Desk) -> None:
    claimed(rich)
    case = rich.case("pelaksanaan", at(12, 29))
    turned = replace(case, task={**case.task, "progress": case.task["progress"][::-1]})
    assert to_data(pelaksanaan(turned, "").sections[0]) == to_data(pelaksanaan(case, "").sections[0])


def test_data_for_machines_tells_what_was_done_without_persons(rich: Desk) -> None:
    frozen = implemented(rich)
    assert frozen is not None
    (task,) = frozen.data["data"]["tasks"]
    assert task["percent"] == 100
    assert [entry["percent"] for entry in task["progress"]] == [30, 100]
    assert task["evidence"][0]["accepted_on"] == "2023-12-29"
    assert task["directions"][0]["giver"] == "Bupati Bireuen"
    assert "Contoh" not in str(frozen.data["data"])


@pytest.mark.parametrize("wealth", ["rich", "poor"])
def test_every_number_on_paper_was_recorded(wealth: str, request: pytest.FixtureRequest) -> None:
    desk = request.getfixturevalue(wealth)
    frozen = implemented(desk) if wealth == "rich" else poorly_implemented(desk)
    case = desk.case("pelaksanaan", at(12, 29) if wealth == "rich" else at(12, 18))
    known = {int(n) for n in re.findall(r"\d+", recorded(case))}
    own = {1, 2, 3, 4, 312}  # headings, photos and evidence counted; 319488 bytes are 312 KB
    own.add(sum(case.task["days"].values()))
    assert {int(n) for n in re.findall(r"\d+", said(frozen))} <= known | own
