"""Turned papers of any length, with the columns of the real ones, for tests of where their pages end."""

from __future__ import annotations

from collections.abc import Callable

from documents.compose.kinds import daftar_lks, rekap
from documents.report.blocks import (
    Block,
    Column,
    Font,
    Paragraph,
    Report,
    Row,
    Section,
    SignatureBlock,
    Signer,
    Table,
    Title,
)
from documents.report.key_figures import Figures, Legend
from documents.report.measures import fitted
from documents.report.roomy import roomy
from tests.world import report_samples as samples

ACTIONS = (
    "Penetapan forum koordinasi LKS",
    "Pendampingan pendaftaran ulang LKS dan pemutakhiran akta pengurus",
    "Pemutakhiran data LKS",
    "Penyusunan rencana pembinaan LKS tahun 2027 dan jadwal triwulan",
    "Pelaporan",
)
REMARKS = (
    "–",
    "Lewat batas periksa 1 hari kerja\nDiajukan 20\u00a0Oktober 2026",
    "Menunggu Sekretaris Dinas; dikembalikan 2 kali",
    "Selesai 28\u00a0Oktober 2026",
    "Akta pengurus 2 LKS belum selesai",
    "Adendum I, 27\u00a0November 2026",
)
SIZES = (3, 2, 4, 5, 1, 7, 3, 2, 6, 5)  # of groups
HEADS = ("RAPAT KOORDINASI KEMITRAAN LKS SE-ACEH 12–13 OKTOBER 2026",)
SIGNER = Signer(
    ("KEPALA DINAS SOSIAL ACEH", "KEPALA BIDANG PEMBERDAYAAN SOSIAL,"),
    above="Banda Aceh, 30 November 2026",
    mode="a.n.",
    name="Cut O'Neil",
    rank="Pembina",
    rank_line=True,
    nip="19700101 199001 1 001",
    nip_line=True,
)


def recap(count: int, font: Font = "Arial") -> Report:
    """So many tasks in groups of one to seven, a total and a signature."""
    rows = _grouped(count, _task)
    total = Row(("Jumlah", *[""] * 6, *["234"] * 5, "99", ""), "total")
    table = Table(rekap.COLUMNS, (*rows, total), "Rekap", "close", paired=True)
    blocks = (Title(("REKAPITULASI PEMANTAUAN TINDAK LANJUT", *HEADS), "Dinas Sosial Aceh"), _counts(count), table)
    return _paper((*blocks, SignatureBlock((SIGNER,))), rekap.LEGEND, font)


def lks_list(count: int, font: Font = "Arial") -> Report:
    """So many institutions in groups, a closing sentence and a signature."""
    table = Table(daftar_lks.COLUMNS, _grouped(count, _lks), "Daftar", "small", paired=True)
    closing = Paragraph("Daftar ini tidak memuat nama pengurus dan nomor telepon.", "closing")
    blocks = (Title(("DAFTAR LKS",), "Dinas Sosial"), _counts(count), table, closing, SignatureBlock((SIGNER,)))
    return _paper(blocks, daftar_lks.LEGEND, font, compact=True)


def matrix(count: int, font: Font = "Arial") -> Report:
    """So many outcomes for 23 kabupaten/kota, with what the letters mean under them."""
    turned = tuple(Column(f"Aceh Nomor {n}", 7.4, "center", turned=True) for n in range(1, 24))
    columns = (Column("No.", 9, "center"), Column("Butir hasil", 85.8), *turned, Column("Selesai", 15, "center"))
    rows = [_outcome(number) for number in range(1, count + 1)]
    total = Row(("Selesai dari jumlah tindak lanjut", "", *["1/9"] * 23, "23/99"), "total")
    table = Table(columns, (*rows, total), "Matriks", "small", paired=True)
    legend = Legend((("D", "", "draf"), ("L", "begun", "dilaporkan ke pimpinan"), ("S", "done", "selesai")))
    return _paper((Title(("MATRIKS TINDAK LANJUT", *HEADS), "24 butir"), table, legend), "Aceh.", font)


def _paper(blocks: tuple[Block, ...], foot: str, font: Font, *, compact: bool = False) -> Report:
    section = Section(blocks, "F4", landscape=True, numbering="of", foot=foot, below="16 tugas.", compact=compact)
    return Report("uji", "Uji", (roomy(fitted(section), font),), samples.CREATED, font=font, step=-1)


def _counts(count: int) -> Figures:
    words = ("tindak lanjut", "Selesai, 3 tepat waktu", "Proses, dalam batas, 21 masih draf", "LEWAT BATAS di tangan")
    return Figures(tuple((str(count), word) for word in words))


def _grouped(count: int, make: Callable[[int], Row]) -> tuple[Row, ...]:
    rows: list[Row] = []
    number = group = 0
    while number < count:
        size = min(count - number, SIZES[group % len(SIZES)])
        group += 1
        rows.append(Row((f"11.{group:02}\u2002Kabupaten Nomor {group}", f"{size} tindak lanjut"), "group"))
        rows += [make(at) for at in range(number + 1, number + size + 1)]
        number += size
    return tuple(rows)


def _task(number: int) -> Row:
    late = number % 4 == 0
    cells = (
        str(number), str(number % 24 + 1), ACTIONS[number % 5], ("Ketua LKKS", "Sekretaris Dinas Sosial")[number % 2],
        "30\u00a0November 2026", "Dilaporkan", "LEWAT BATAS" if late else "Proses", *["12"] * 4, "48", "3",
        REMARKS[number % 6],
    )  # fmt: skip
    accents = (*[""] * 6, "strong" if late else "", *[""] * 4, "strong", "", "headed" if number % 6 == 1 else "")
    return Row(cells, accents=accents)


def _lks(number: int) -> Row:
    cells = (
        str(number), ("Panti Asuhan Al-Muhajirin Kota Juang", "LKS Kasih")[number % 2], "Kota Juang, Meunasah Capa",
        "Akta Nomor 12 Tahun 2019", "400.9/12/2024\n12 Maret 2024", "terdaftar s.d. 12 Maret 2027",
        ("Anak: B s.d. 3 Mei 2028", "Lanjut usia: belum; Disabilitas: A s.d. 1 Juni 2029")[number % 2],
        "aktif 12 Oktober 2026", "12/<5",
    )  # fmt: skip
    return Row(cells, accents=daftar_lks.ACCENTS)


def _outcome(number: int) -> Row:
    letters = [("D", "L", "S", "–")[(number + at) % 4] for at in range(23)]
    looks = ["begun" if letter == "L" else "done" if letter == "S" else "" for letter in letters]
    told = f"{ACTIONS[number % 5]}\n30 November 2026"
    return Row((str(number), told, *letters, "3/23"), accents=("", "titled", *looks, "ratio"))
