"""What notula and report of results say: the recorded, in office Indonesian, and nothing else."""

from __future__ import annotations

import io
import json
import zipfile

import pytest
from lxml import etree

from documents.compose import compose
from documents.report import measures
from documents.report.blocks import SignatureBlock, Signer, Table
from documents.word import writer as word
from documents.word.elements import W
from tests.world.rakor_desk import WHEN, add, paper, poor, rich, stand, told
from workflow.papers.publishing import Issue
from workflow.store import Store

DOTS = "...................."


def signers(report) -> list[Signer]:
    return list(next(b for s in report.sections for b in s.blocks if isinstance(b, SignatureBlock)).signers)


def table(report, number: int = 0) -> Table:
    return [b for s in report.sections for b in s.blocks if isinstance(b, Table)][number]


def test_a_notula_says_who_met_where_and_when(store: Store) -> None:
    lines = told(paper(store, "notula", rich(store)["id"]))
    assert lines[:3] == ["PEMERINTAH ACEH", "DINAS SOSIAL", "NOTULA"]
    head = lines[3 : lines.index("Kegiatan Rapat")]
    assert head == [
        "Rapat : Rapat Koordinasi Lembaga Kesejahteraan Sosial (LKS)",
        "Hari/Tanggal : Senin s.d. Selasa, 18–19 September 2023",
        "Tempat : Hotel Oasis Banda Aceh, Banda Aceh",
        "Surat Undangan : Surat Kepala Dinas Sosial Aceh Nomor 005/812 tanggal 4 September 2023",
        "Acara : 1. Pembukaan; 2. Pembahasan dalam dua komisi; dan 3. Pembacaan rumusan hasil.",
        "Pimpinan Rapat",
        "Ketua : Kepala Dinas Sosial Aceh",
        "Jumlah Peserta : 30 (tiga puluh) orang dari kabupaten/kota dan LKS, sebagaimana daftar hadir terlampir",
        "Peserta : 1. Kabupaten Bireuen: Ketua LKKS dan Sekretaris Dinas Sosial; dan 2. Bappeda Aceh: 2 (dua) orang.",
        "Tidak Hadir : 1 (satu) orang (Kabupaten Bireuen).",
    ]


def test_a_notula_tells_the_outcomes_by_commission_and_who_got_which(store: Store) -> None:
    report = paper(store, "notula", rich(store)["id"])
    lines = told(report)
    start = lines.index("1. Pelaksanaan")
    assert lines[start + 1] == (
        "Rapat Koordinasi Lembaga Kesejahteraan Sosial (LKS) diselenggarakan oleh Dinas Sosial Aceh pada hari Senin "
        "s.d. Selasa, tanggal 18–19 September 2023, di Hotel Oasis Banda Aceh. Rapat dipimpin oleh Kepala Dinas Sosial "
        "Aceh. Rapat tersebut bertujuan meningkatkan peran dan kinerja Lembaga Kesejahteraan Sosial (LKS)."
    )
    assert lines[start + 3] == "Rapat menghasilkan 4 (empat) butir dalam Komisi A dan Komisi B:"
    assert [row.cells[0::2] if row.kind == "row" else row.cells for row in table(report).rows] == [
        ("Komisi A", "2 butir"),
        ("1", "Seluruh 23 kabupaten/kota"),
        ("2", "Kabupaten Pidie dan Bireuen; Kota Sabang"),
        ("Komisi B", "1 butir"),
        ("3", "Belum dibagikan"),
        ("Tanpa komisi", "1 butir"),
        ("4", "–"),
    ]
    assert [row.cells[3] for row in table(report).rows if row.kind == "row"] == [
        "31\u00a0Desember 2023", "31\u00a0Oktober 2023", "Belum ditetapkan", "–",
    ]  # fmt: skip
    start = lines.index("3. Pembagian Tindak Lanjut")
    assert lines[start + 1 : start + 3] == [
        "2 (dua) butir telah dibagikan kepada 23 (dua puluh tiga) kabupaten/kota sebagai 26 (dua puluh enam) tindak "
        "lanjut; butir 3 belum dibagikan kepada kabupaten/kota.",
        "Demikian notula Rapat Koordinasi Lembaga Kesejahteraan Sosial (LKS) tanggal 18–19 September 2023 ini dibuat "
        "sebagai catatan rapat.",
    ]


@pytest.mark.parametrize(
    ("codes", "who", "told_there"),
    [
        (["11.07"], "Ketua LKKS Kabupaten/Kota", "Ketua LKKS\nKabupaten Pidie"),
        ([], "Ketua LKKS Kabupaten/Kota", "Ketua LKKS Kabupaten/Kota\nBelum dibagikan"),
        (["11.07"], "Ketua LKKS Kab./Kota dan Bappeda kabupaten/kota", "Ketua LKKS dan Bappeda\nKabupaten Pidie"),
        (["11.07"], "Seluruh Kabupaten/Kota", "Seluruh Kabupaten/Kota\nKabupaten Pidie"),
    ],
)
def test_who_is_to_do_it_is_told_with_the_places_that_got_it(
    store: Store, codes: list[str], who: str, told_there: str
) -> None:
    rakor = rich(store)
    add(store, rakor, codes, "Daftar mitra", responsible=who)
    assert table(paper(store, "notula", rakor["id"])).rows[-1].cells[2] == told_there


def test_the_note_taker_signs_left_and_the_chair_right(store: Store) -> None:
    left, right = signers(paper(store, "notula", rich(store)["id"]))
    assert (left.office, left.name, left.rank_line, left.nip_line) == (("PENCATAT,",), "", False, True)
    assert (right.office, right.name) == (("PIMPINAN RAPAT,", "KEPALA DINAS SOSIAL ACEH,"), "")
    assert right.rank_line
    assert right.nip_line


def test_both_sign_under_the_text_of_the_headings(store: Store) -> None:
    report = paper(store, "notula", rich(store)["id"])
    assert [b.level for s in report.sections for b in s.blocks if isinstance(b, SignatureBlock)] == [1]
    _, second = measures.signature_columns(report.sections[0], 2)
    widths = word_widths(word.write(report, lambda sha256: b""), "PIMPINAN RAPAT,")
    assert widths == [round(mm * 1440 / 25.4) for mm in (second, second - 8)]


def word_widths(content: bytes, words: str) -> list[int]:
    """Of the columns of the table in which something stands, in twips."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        body = etree.fromstring(archive.read("word/document.xml"))
    found = next(one for one in body.iter(f"{W}tbl") if words in "".join(one.itertext()))
    return [int(str(column.get(f"{W}w"))) for column in found.iter(f"{W}gridCol")]


def test_the_invitation_that_went_out_from_here_is_told_where_none_was_typed(store: Store) -> None:
    rakor = poor(store)
    sent = {"rakor": rakor["id"], "type": "undangan", "date": "2023-09-05", "number": "005/77/DINSOS/2023"}
    sent |= {"signer": "Kepala Dinas Sosial Aceh"}
    for status, more in (("dicabut", {"number": "005/78"}), ("berlaku", {}), ("diganti", {"number": "005/76"})):
        store.insert("document", {**sent, "status": status, **more})
    told_there = "Surat Undangan : Surat Kepala Dinas Sosial Aceh Nomor 005/77/DINSOS/2023 tanggal 5 September 2023"
    assert told_there in [line.replace("\u00a0", " ") for line in told(paper(store, "notula", rakor["id"]))]


def test_a_name_stands_under_the_space_to_sign_and_not_in_the_register(store: Store) -> None:
    rakor = poor(store, chair="Dr. Cut Contoh, S.Sos.", note_taker="Kepala Subbagian Program")
    left, right = signers(paper(store, "notula", rakor["id"]))
    assert left.office == ("PENCATAT,", "KEPALA SUBBAGIAN PROGRAM,")
    assert (right.office, right.name) == (("PIMPINAN RAPAT,",), "Dr. Cut Contoh, S.Sos.")
    frozen = compose(store, Issue("notula", {}, WHEN, rakor=rakor["id"]), "https://tuntas.example")
    assert frozen.signer == "Pimpinan Rapat"
    assert "Cut" not in json.dumps(frozen.facts)
    assert "Cut" not in json.dumps(frozen.data["data"])


@pytest.mark.parametrize("mark", ["", "PRATINJAU"])
def test_what_was_not_recorded_is_dotted_in_a_preview_alone(store: Store, mark: str) -> None:
    lines = told(paper(store, "notula", poor(store)["id"], mark=mark))
    head = lines[lines.index("NOTULA") + 1 : lines.index("Kegiatan Rapat")]
    known = ["Rapat", "Hari/Tanggal", "Tempat", "Pimpinan Rapat"]
    dotted = ["Waktu", "Surat Undangan", "Acara", "Ketua", "Sekretaris", "Pencatat", "Peserta"] if mark else []
    assert sorted(line.split(" :")[0] for line in head) == sorted(known + dotted)
    assert sorted(line.split(" :")[0] for line in head if DOTS in line) == sorted(dotted)
    assert "Butir hasil rapat belum dicatat." in lines
    assert not any("Pembagian" in line or "dipimpin" in line for line in lines)


def test_the_report_of_results_goes_from_a_to_e(store: Store) -> None:
    rakor = rich(store)
    stand(store, "11.11", 1, "implemented", 100, implemented_on="2023-11-20")
    stand(store, "11.07", 1, "reported", 40)
    report = paper(store, "hasil", rakor["id"], number="400.9.12/0007/DINSOS/2023", code="ABCD-EFGH-JKMN")
    lines = told(report)
    assert lines[2:8] == [
        "LAPORAN",
        "TENTANG",
        "HASIL RAPAT KOORDINASI LEMBAGA KESEJAHTERAAN SOSIAL (LKS)",
        "TANGGAL 18–19 SEPTEMBER 2023",
        "NOMOR 400.9.12/0007/DINSOS/2023",
        "A. PENDAHULUAN",
    ]
    assert [line for line in lines if line[1:3] == ". " and line[3:].isupper()] == [
        "A. PENDAHULUAN", "B. KEGIATAN YANG DILAKSANAKAN", "C. HASIL YANG DICAPAI", "D. SIMPULAN DAN SARAN",
        "E. PENUTUP",
    ]  # fmt: skip
    conclusions = lines[lines.index("1. Simpulan") + 1 : lines.index("2. Saran")]
    assert conclusions == [
        "a. Rapat menghasilkan 4 (empat) butir; 1 (satu) butir belum mempunyai batas waktu.",
        "b. 2 (dua) butir telah dibagikan kepada 23 (dua puluh tiga) kabupaten/kota sebagai 26 (dua puluh enam) tindak "
        "lanjut.",
        "c. Butir 3 belum dibagikan kepada kabupaten/kota.",
        "d. Sampai dengan 30 November 2023, 1 (satu) tindak lanjut telah dilaksanakan, 1 (satu) tindak lanjut telah "
        "dilaporkan kepada pimpinan daerah, dan 24 (dua puluh empat) tindak lanjut masih berupa rencana; 3 (tiga) "
        "tindak lanjut melewati batas waktu.",
    ]
    assert lines[lines.index("2. Saran") + 2] == "b. Batas waktu butir 3 ditetapkan bersama kabupaten/kota."
    assert lines[lines.index("2. Saran") + 3] == "c. Butir 3 dibagikan kepada kabupaten/kota yang dituju."
    assert "Banda Aceh, 30 November 2023" in lines
    assert lines[lines.index("LAMPIRAN") + 4] == "MATRIKS PEMBAGIAN BUTIR HASIL KEPADA KABUPATEN/KOTA"
    assert [row.cells[5] for row in table(report, 1).rows if row.kind == "row"] == [
        "Seluruh 23 kabupaten/kota", "Kabupaten Pidie dan Bireuen; Kota Sabang", "Belum dibagikan", "–",
    ]  # fmt: skip


def test_without_letter_and_outcomes_the_report_has_neither_basis_nor_annex(store: Store) -> None:
    report = paper(store, "hasil", poor(store)["id"])
    lines = told(report)
    assert "4. Dasar" not in lines
    assert len(report.sections) == 1
    assert f"NOMOR {DOTS}" in lines


def test_outcomes_without_commissions_stand_in_one_list(store: Store) -> None:
    rakor = poor(store)
    add(store, rakor, ["11.72"], "Data LKS")
    report = paper(store, "notula", rakor["id"])
    assert [row.kind for row in table(report).rows] == ["row"]
    assert "Rapat menghasilkan 1 (satu) butir:" in told(report)
