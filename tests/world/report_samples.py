"""Reports like those the office sends, for the tests of the writers and the bench. All is made up."""

from __future__ import annotations

import functools
import hashlib
import io

from PIL import Image, ImageDraw

from documents.report.blocks import (
    Address,
    AnnexHead,
    Block,
    Column,
    CopyList,
    Heading,
    Letterhead,
    Meta,
    NumberedList,
    Paragraph,
    Report,
    Row,
    Rule,
    Section,
    SignatureBlock,
    Signer,
    Table,
    Title,
)
from documents.report.key_figures import Figures, Legend
from documents.report.photographs import Photo, Photos

CREATED = "2023-09-25T03:00:00+00:00"
CODE = {"code": "ABCD-EFGH-JKLM", "check_url": "https://tuntas.example.go.id/cek/ABCD-EFGH-JKLM"}


@functools.cache
def _picture(width: int, height: int, colour: str, kind: str = "JPEG") -> bytes:
    image = Image.new("RGB", (width, height), colour)
    ImageDraw.Draw(image).ellipse((width / 4, height / 4, width * 3 / 4, height * 3 / 4), fill="#eeeeee")
    out = io.BytesIO()
    image.save(out, kind)
    return out.getvalue()


PICTURES = {
    hashlib.sha256(data).hexdigest(): data
    for data in (
        _picture(360, 440, "#555555", "PNG"),
        _picture(800, 600, "#8899aa"),
        _picture(600, 800, "#aa9988"),
        _picture(800, 450, "#99aa88"),
    )
}
EMBLEM, *PHOTOS = PICTURES
picture = PICTURES.__getitem__

KOP_DINAS = Letterhead(
    "dinas",
    ("PEMERINTAH KABUPATEN BIREUEN", "DINAS SOSIAL"),
    (
        "Jalan [nama jalan] Nomor [00], Bireuen [kode pos], Telepon [0000-000000]",
        "Pos-el dinsos@example.go.id, Laman dinsos.example.go.id",
    ),
    EMBLEM,
)
KOP_LKKS = Letterhead(
    "lkks",
    ("LEMBAGA KOORDINASI KESEJAHTERAAN SOSIAL (LKKS)", "KABUPATEN BIREUEN"),
    ("Sekretariat: [alamat sekretariat], Bireuen [kode pos]", "Pos-el lkks@example.org"),
)
SEKDIS = Signer(
    ("KEPALA DINAS SOSIAL", "SEKRETARIS,"),
    mode="a.n.",
    name="Nama Sekretaris, S.Sos.",
    rank="Pembina Tk. I (IV/b)",
    nip="19680411 199303 1 009",
)
CLOSING = Paragraph("Demikian disampaikan, atas perhatian dan arahan Bapak diucapkan terima kasih.", "closing")
MATRIX = tuple(
    Column(head, width, align)  # type: ignore[arg-type]
    for head, width, align in (
        ("No.", 8, "center"),
        ("Hasil Rakor", 55, "left"),
        ("Tindak Lanjut", 40, "left"),
        ("Indikator/\nOutput", 31, "left"),
        ("Penanggung Jawab", 23, "left"),
        ("Pihak Terkait", 23, "left"),
        ("Batas Waktu", 24.5, "left"),
        ("Anggaran/\nSumber", 26, "right"),
        ("Ket.", 16.5, "left"),
    )
)
ANNEX_MATRIX = tuple(
    Column(column.head, width, column.align)
    for column, width in zip(MATRIX, (8, 57, 41, 31, 23, 23, 24.5, 28, 16.5), strict=True)
)
OUTCOME = (
    "LKKS Kabupaten Bireuen bersama Sekretaris Dinas Sosial Kabupaten Bireuen menyusun rencana kerja dan pola "
    "koordinasi LKS, kemudian melaporkannya kepada pimpinan daerah untuk memperoleh arahan."
)


def matrix_rows(count: int) -> tuple[Row, ...]:
    return tuple(
        Row(
            (
                str(n),
                OUTCOME,
                "Menyusun rencana kerja dan jadwal koordinasi LKS",
                "Dokumen rencana kerja dan 1 (satu) laporan",
                "Ketua LKKS Kabupaten Bireuen",
                "Sekretaris Dinas Sosial",
                "31\u00a0Desember 2023",
                "Rp1.250.000,00\nKas LKKS",
                "Prioritas" if n == 1 else "–",
            )
        )
        for n in range(1, count + 1)
    )


def rtl(rows: int = 4) -> Report:
    """Paper 1: the RTL sheet with its DRAF mark."""
    changes = Table(
        (Column("Butir", 14, "center"), Column("Bagian", 40), Column("Revisi 1", 56), Column("Alasan", 80)),
        (Row(("2", "Batas waktu", "31 Januari 2024", "Disesuaikan dengan rumusan hasil rakor")),),
        "Perubahan sejak revisi 1",
        "small",
    )
    signers = (
        Signer(
            ("Sekretaris Dinas Sosial Kabupaten Bireuen,",), "Diperiksa oleh", nip_line=True, below="Tanggal: ......"
        ),
        Signer(
            ("Ketua LKKS Kabupaten Bireuen,",), "Disusun oleh", name="Nama Ketua", below="Tanggal: 22 September 2023"
        ),
    )
    pairs = (
        ("Nama rakor", ("Rapat Koordinasi Lembaga Kesejahteraan Sosial (LKS)",)),
        ("Penyelenggara", ("Dinas Sosial Aceh",)),
        ("Hari/tanggal", ("Senin s.d. Selasa, 18–19 September 2023",)),
        ("Peserta", ("30 (tiga puluh) orang dari kabupaten/kota dan LKS",)),
        ("Tempat", ("Hotel Oasis Banda Aceh, Banda Aceh",)),
    )
    section = Section(
        (
            Title(("RENCANA TINDAK LANJUT (RTL) LKKS KABUPATEN BIREUEN",), spaced=True),
            Meta(pairs, "two-column"),
            Table(MATRIX, matrix_rows(rows), "Matriks rencana tindak lanjut", "small", column_numbers=True),
            Paragraph("*) diubah sejak revisi 1; lihat “Perubahan sejak revisi 1”.", "note"),
            Heading(1, "", "Catatan"),
            NumberedList(("Butir 3 belum mempunyai batas waktu.", "Anggaran bersifat usulan.")),
            Heading(1, "", "Perubahan sejak revisi 1"),
            changes,
            SignatureBlock(signers),
        ),
        landscape=True,
        numbering="of",
        foot="Rencana Tindak Lanjut LKKS Kabupaten Bireuen, revisi 2. Lembar kerja untuk diperiksa.",
    )
    note = "Revisi 2, disusun 22 September 2023. Belum disetujui, bukan naskah dinas."
    return Report("rtl", "Rencana Tindak Lanjut", (section,), CREATED, "DRAF", note, data={"revisi": 2})


def nota_dinas() -> Report:
    """Paper 2."""
    head = Meta(
        (
            ("Yth.", ("Bupati Bireuen melalui Sekretaris Daerah Kabupaten Bireuen",)),
            ("Dari", ("Kepala Dinas Sosial Kabupaten Bireuen",)),
            ("Tembusan", ("Wakil Bupati Bireuen (sebagai laporan)", "Ketua LKKS Kabupaten Bireuen")),
            ("Tanggal", ("25 September 2023",)),
            ("Nomor", ("400.9.12/0147/[kode unit]/2023",)),
            ("Sifat", ("Segera",)),
            ("Lampiran", ("1 (satu) berkas",)),
            ("Hal", ("Laporan Hasil Rapat Koordinasi LKS dan Permohonan Arahan",)),
        ),
        bold_last=True,
    )
    opening = (
        "Menindaklanjuti surat Kepala Dinas Sosial Aceh Nomor [nomor] tanggal [tanggal] hal undangan Rapat Koordinasi "
        "Lembaga Kesejahteraan Sosial (LKS), dengan ini kami laporkan kepada Bapak beberapa hal sebagai berikut:"
    )
    points: tuple[Block, ...] = (
        NumberedList(
            (
                "Rapat diselenggarakan oleh Dinas Sosial Aceh pada hari Senin s.d. Selasa, 18–19 September 2023, "
                "di Hotel Oasis Banda Aceh, dan diikuti oleh 30 (tiga puluh) orang dari kabupaten/kota dan LKS.",
                "Hasil pokok yang berkaitan dengan Kabupaten Bireuen:",
            )
        ),
        NumberedList((OUTCOME, "rapat koordinasi LKS diselenggarakan sekali dalam tiga bulan."), "a.", 1),
        NumberedList(("Sehubungan dengan hal tersebut, kami mohon arahan Bapak mengenai:",), start=3),
        NumberedList(
            ("persetujuan rencana kerja;", "batas waktu 31 Maret 2024; dan", "dukungan pendanaan LKS/LKKS."), "a.", 1
        ),
    )
    blocks = (
        KOP_DINAS,
        Title(("NOTA DINAS",), spaced=True),
        head,
        Rule(),
        Paragraph(opening, "indent"),
        *points,
        CLOSING,
        SignatureBlock((SEKDIS,)),
    )
    return Report("nota-dinas", "Nota Dinas", (Section(blocks, "F4"),), CREATED, data={"nomor": "0147"}, **CODE)


def surat() -> Report:
    """Paper 3."""
    rows = (
        ("Nomor", (".............../LKKS-BIR/IX/2023",)),
        ("Sifat", ("Segera",)),
        ("Lampiran", ("1 (satu) berkas",)),
        ("Hal", ("Laporan Hasil Rapat Koordinasi LKS dan Permohonan Arahan",)),
    )
    blocks = (
        KOP_LKKS,
        Meta(rows, "letter", date="Bireuen, 22 September 2023"),
        Address(("Yth. Bupati Bireuen", "di", "Bireuen")),
        Paragraph("Berdasarkan surat Kepala Dinas Sosial Aceh Nomor [nomor], kami telah mengikuti rapat.", "indent"),
        Paragraph("Sehubungan dengan hal tersebut, bersama ini kami sampaikan kepada Bapak:", "indent"),
        NumberedList(("laporan hasil rapat;", "rencana kerja; dan", OUTCOME)),
        CLOSING,
        SignatureBlock((Signer(("KETUA LKKS", "KABUPATEN BIREUEN,"), name="Nama Ketua, S.E., M.M."),)),
        CopyList(("Sekretaris Daerah Kabupaten Bireuen (sebagai laporan);", "Kepala Dinas Sosial Aceh.")),
    )
    return Report("surat", "Surat Laporan", (Section(blocks, "F4"),), CREATED, **CODE)


def laporan() -> Report:
    """Paper 4: portrait report with a landscape annex."""
    results = Table(
        (Column("No.", 10, "center"), Column("Hasil rapat", 81), Column("Komisi", 32), Column("Batas waktu", 29)),
        tuple(Row((str(n), OUTCOME, "A (Kelembagaan dan Koordinasi)", "30\u00a0September 2023")) for n in range(1, 7)),
        "Hasil rapat koordinasi",
        level=1,
    )
    facts = Meta(
        (
            ("Hari/tanggal", ("Senin s.d. Selasa, 18–19 September 2023",)),
            ("Tempat", ("Hotel Oasis Banda Aceh, Banda Aceh",)),
            ("Penyelenggara", ("Dinas Sosial Aceh",)),
            ("Peserta", ("30 (tiga puluh) orang dari kabupaten/kota dan LKS",)),
        ),
        "wide",
        level=1,
    )
    law = (
        "Undang-Undang Nomor 11 Tahun 2009 tentang Kesejahteraan Sosial;",
        "Qanun Aceh Nomor 11 Tahun 2013 tentang Kesejahteraan Sosial; dan",
        "Surat Tugas Nomor [nomor] tanggal [tanggal].",
    )
    blocks = (
        KOP_DINAS,
        Title(
            ("LAPORAN", "TENTANG", "HASIL RAPAT KOORDINASI LEMBAGA KESEJAHTERAAN SOSIAL"), "NOMOR 400.9.12/0148/2023"
        ),
        Heading(1, "A.", "PENDAHULUAN"),
        Heading(2, "1.", "Umum"),
        Paragraph("Penyelenggaraan kesejahteraan sosial merupakan tanggung jawab bersama. " * 3, level=2),
        Heading(2, "2.", "Maksud dan Tujuan"),
        Paragraph("Laporan ini dimaksudkan untuk menyampaikan hasil rapat koordinasi. " * 3, level=2),
        Heading(2, "3.", "Dasar"),
        NumberedList(law, "a.", 2),
        Heading(1, "B.", "KEGIATAN YANG DILAKSANAKAN"),
        Paragraph("Rapat Koordinasi LKS dilaksanakan dengan keterangan sebagai berikut:", "lead-in", 1),
        facts,
        Heading(1, "C.", "HASIL YANG DICAPAI"),
        Paragraph("Butir rumusan hasil rapat disajikan dalam Tabel 1.", level=1),
        Paragraph("Tabel 1. Hasil rapat koordinasi", "caption", 1),
        results,
        Heading(1, "D.", "SIMPULAN DAN SARAN"),
        Heading(2, "1.", "Simpulan"),
        NumberedList((OUTCOME, OUTCOME), "a.", 2),
        Heading(1, "E.", "PENUTUP"),
        Paragraph("Demikian laporan ini disampaikan sebagai bahan pertimbangan dan arahan.", "closing", 1),
        SignatureBlock((Signer(**{**SEKDIS.__dict__, "above": "Bireuen, 25 September 2023"}),)),
    )
    reference = (
        ("LAPORAN", "Hasil Rapat Koordinasi LKS"),
        ("NOMOR", "400.9.12/0148/2023"),
        ("TANGGAL", "25 September 2023"),
    )
    total = Row(("Jumlah kebutuhan anggaran", "Rp12.350.000,00", ""), "total")
    annex = (
        AnnexHead("LAMPIRAN", reference, "MATRIKS RENCANA TINDAK LANJUT KABUPATEN BIREUEN"),
        Table(ANNEX_MATRIX, (*matrix_rows(4), total), "Matriks rencana tindak lanjut", "small", column_numbers=True),
    )
    foot = "Laporan Nomor 400.9.12/0148/2023"
    sections = (
        Section(blocks, foot=foot),
        Section(annex, landscape=True, margins=(30, 20, 20, 25), foot=foot),
    )
    return Report("laporan", "Laporan Hasil Rapat Koordinasi", sections, CREATED, data={"butir": [1, 2]}, **CODE)


def pelaksanaan() -> Report:
    """Paper 5: two signers, photos, evidence."""
    left = Signer(
        ("KEPALA DINAS SOSIAL", "KABUPATEN BIREUEN", "SEKRETARIS,"),
        "Mengetahui:",
        "a.n.",
        rank_line=True,
        nip_line=True,
    )
    right = Signer(("KETUA LKKS", "KABUPATEN BIREUEN,"), "Bireuen, 18 Desember 2023", name="Nama Ketua")
    photos = Photos(
        tuple(
            Photo(sha, f"Foto {n}.", "Rapat persiapan dan penetapan calon mitra, Sekretariat LKKS.", f"Foto rapat {n}")
            for n, sha in enumerate(PHOTOS, 1)
        )
    )
    evidence = Table(
        (Column("No.", 9, "center"), Column("Bukti dukung", 46), Column("Berkas", 72), Column("Verifikasi", 33)),
        (Row(("1", "Naskah kesepakatan", "kesepakatan-dayah.pdf\n4 halaman, 312 KB", "√ Diterima\n15 Desember 2023")),),
        "Daftar bukti dukung",
        "small",
    )
    body = (
        KOP_LKKS,
        Title(("LAPORAN PELAKSANAAN TINDAK LANJUT", "TENTANG", "KEMITRAAN LKS"), "NOMOR ......../LKKS-BIR/XII/2023"),
        Heading(1, "F.", "PENUTUP"),
        Paragraph("Demikian laporan ini disampaikan. Atas perhatian Bapak diucapkan terima kasih.", "closing", 1),
        SignatureBlock((left, right)),
    )
    reference = (("LAPORAN", "Pelaksanaan Tindak Lanjut tentang Kemitraan LKS"), ("TANGGAL", "18 Desember 2023"))
    sections = (
        Section(body),
        Section((AnnexHead("LAMPIRAN I", reference, "DOKUMENTASI"), photos)),
        Section((AnnexHead("LAMPIRAN II", reference, "DAFTAR BUKTI DUKUNG"), evidence)),
    )
    return Report("pelaksanaan", "Laporan Pelaksanaan", sections, CREATED, "PRATINJAU", "Belum terbit.", **CODE)


def rekap(rows: int = 12) -> Report:
    """Paper 6: rows grouped by kabupaten, on F4 landscape."""
    widths = (
        ("No.", 9),
        ("Butir", 11),
        ("Tindak Lanjut", 114),
        ("Batas Waktu", 46),
        ("Tahap", 40),
        ("Progres (%)", 20),
    )
    columns = (*(Column(head, width) for head, width in widths), Column("Kendala", 40, "right"))
    body: list[Row] = []
    for n in range(rows):
        if n % 3 == 0:
            body.append(
                Row((f"11.{n // 3 + 1:02} Kabupaten Aceh Selatan", "3 tindak lanjut: 1 proses, 2 terlambat"), "group")
            )
        body.append(
            Row(
                (str(n + 1), "2", OUTCOME, "31 Desember 2023", "Dilaporkan", "80", "–"),
                accents=("", "", "titled", "late"),
            )
        )
    body.append(Row((f"Jumlah {rows} tindak lanjut", "", "", "Selesai 22 (38,6%)", "", "", "7"), "total"))
    figures = ((str(rows), "tindak lanjut"), ("22", "Selesai (38,6%)"), ("9", "Terlambat (15,8%)"))
    blocks = (
        Title(("REKAPITULASI PEMANTAUAN TINDAK LANJUT",), "Posisi data 30 November 2023 pukul 16.00 WIB"),
        Figures(figures),
        Table(columns, tuple(body), "Rekapitulasi", "small"),
        SignatureBlock((Signer(("KEPALA BIDANG,",), "Banda Aceh, 30 November 2023", nip_line=True),)),
    )
    section = Section(blocks, "F4", landscape=True, numbering="of", foot="Tahap: Draf = rencana belum disetujui.")
    return Report("rekap", "Rekapitulasi", (section,), CREATED)


def matriks(rows: int = 8) -> Report:
    """Paper 7: a letter for each outcome and kabupaten/kota, heads that are read from below, a legend."""
    names = ("Aceh Selatan", "Bireuen", "Aceh Barat Daya", "Kota Lhokseumawe", "Kota Subulussalam") * 4
    columns = (
        Column("No.", 9, "center"),
        Column("Butir hasil rakor dan batas waktu", 85.8),
        *(Column(name, 7.4, "center", turned=True) for name in names),
        Column("Selesai", 15, "center"),
    )
    letters = ("D", "L", "S", "L!", "–") * 4
    looks = ("", "begun", "done", "begun late", "") * 4
    body = [
        Row((str(n), f"{OUTCOME}\n30 September 2023", *letters, "15/23"), accents=("", "titled", *looks, "ratio"))
        for n in range(1, rows + 1)
    ]
    sums = Row(("Selesai dari jumlah", "", *("0/4", "10/23") * 10, "22/103"), "total", ("", "", *("small plain",) * 20))
    items = (("D", "", "draf (28)"), ("S", "done", "selesai (22)"), ("L!", "begun late", "terlambat (9)"))
    blocks = (
        Title(("MATRIKS TINDAK LANJUT",), "8 butir hasil; posisi data 30 November 2023"),
        Table(columns, (*body, sums), "Matriks", "small"),
        Legend(items),
    )
    section = Section(blocks, "F4", landscape=True, numbering="of", foot="Rakor LKS.")
    return Report("matriks", "Matriks", (section,), CREATED)


def notula() -> Report:
    """Paper 8: labels that stand under another, two signers."""
    rows = (
        ("Rapat", ("Rapat Koordinasi LKS",)),
        ("Acara", ("Pembukaan;", "Penutup.")),
        ("Pimpinan Rapat", ()),
        ("Ketua", ("Kepala Dinas Sosial Aceh",)),
        ("Pencatat", ("..........",)),
    )
    signers = (Signer(("PENCATAT,",), nip_line=True), Signer(("PIMPINAN RAPAT,",), rank_line=True, nip_line=True))
    blocks = (
        KOP_DINAS,
        Title(("NOTULA",), spaced=True),
        Meta(rows, "wide", inset=("Ketua", "Pencatat")),
        Rule(),
        Heading(1, "1.", "Keputusan"),
        Paragraph("Demikian notula ini dibuat.", "closing", 1),
        SignatureBlock(signers),
    )
    return Report("notula", "Notula", (Section(blocks, "F4", foot="Notula"),), CREATED, **CODE)


def berkas() -> Report:
    """A cover and its report in one file: two papers that count their own pages."""
    sections = (*nota_dinas().sections, *laporan().sections)
    return Report("laporan", "Nota dinas dan laporan", sections, CREATED, data={"butir": [1]}, **CODE)


ALL = {f.__name__: f for f in (rtl, nota_dinas, surat, laporan, pelaksanaan, rekap, matriks, notula, berkas)}
