"""The tables of the indicator report: definitions, groups, the 23 and Aceh, the trend, what ends, tasks, quality."""

from __future__ import annotations

from collections.abc import Sequence

from documents.compose.indicator_case import IndicatorCase
from documents.compose.parts.indicator_drawn import DRAWN
from documents.compose.parts.indicator_words import has_data, of_aceh, one_decimal, share_of, shown
from documents.lists import lks_words
from documents.report.blocks import Block, Column, Paragraph, Row, Table
from documents.report.language import NONE, flat, grouped, table_date
from workflow.indicator.figures import MEASURES
from workflow.lks.kinds import GROUPS
from workflow.lks.radar import Ending
from workflow.regions import PROVINCE, regions

MOST = 12  # rows of what ends and of tasks, for the report has eight pages at most; the rest is counted
UNITS, WORDS = {"I6": "rasio"}, {"": "lembaga", "%": "persen"}
HEADS = {
    "P1": "P1\ntercatat", "P2": "P2\nter-\ndaftar", "P3": "P3\naktif", "P4": "P4\nbadan hukum",
    "P5": "P5\nakredi-\ntasi", "I1": "I1\nper 100.000", "I2": "I2\n% ter-\ndaftar", "I3": "I3\n% aktif",
    "I4": "I4\n% badan hukum",
    "I5": "I5\n% akre-\nditasi", "I6": "I6\nkeca-\nmatan", "I7": "I7\nragam (dari 7)", "I8": "I8\n% tindak lanjut",
    "I9": "I9\n% tepat waktu", "S1": "S1\n% peksos", "S2": "S2\n% dana publik", "S3": "S3\n% sarana",
}  # fmt: skip


def definitions() -> Table:
    columns = (Column("Kode", 14, "center"), Column("Nama", 46), Column("Definisi", 84), Column("Satuan", 21))
    rows = [
        Row((one.code, one.name, one.definition, UNITS.get(one.code) or WORDS.get(one.unit, one.unit)))
        for one in MEASURES.values()
    ]
    return Table(columns, tuple(rows), "Definisi ukuran", "small")


def groups(case: IndicatorCase) -> Table:
    columns = (
        Column("No.", 10, "center"), Column("Kelompok", 85), Column("LKS aktif", 35, "right"),
        Column("Kabupaten/kota", 35, "right"),
    )  # fmt: skip
    rows = []
    for number, group in enumerate(GROUPS, 1):
        found = [place.counts.get(f"I7 {group}", 0) for place in case.measured.places.values()]
        name = lks_words.capital(group)
        rows.append(Row((str(number), name, grouped(sum(found)), grouped(sum(count > 0 for count in found)))))
    return Table(columns, tuple(rows), "LKS aktif menurut kelompok layanan", "small")


def places(case: IndicatorCase) -> Table:
    """One row each of the 23 in the order of their codes, and Aceh."""
    columns = (
        Column("Kode", 12), Column("Kabupaten/Kota", 27), Column("Penduduk 1)", 18, "right"),
        *(Column(HEADS[code], 13.2, "right") for code in MEASURES),
    )  # fmt: skip
    rows = [_place(case, code) for code in regions()]
    rows.append(Row(("Aceh", "", _population(case, PROVINCE), *_numbers(case, PROVINCE)), "total", _wide()))
    return Table(columns, tuple(rows), "Capaian menurut kabupaten/kota", "small", parted=True)


def _wide() -> tuple[str, ...]:
    return ("wide", *[""] * (len(MEASURES) + 2))


def _place(case: IndicatorCase, code: str) -> Row:
    return Row((code, regions()[code].name, _population(case, code), *_numbers(case, code)))


def _population(case: IndicatorCase, code: str) -> str:
    place = case.measured.aceh if code == PROVINCE else case.measured.places[code]
    return grouped(place.population) if place.population else NONE


def _numbers(case: IndicatorCase, code: str) -> list[str]:
    return [shown(case.measured.figures[code][one]) for one in MEASURES]


def trend(case: IndicatorCase) -> Table:
    every = (*case.years, case.measured)
    columns = (Column("Ukuran", 65), *(Column(one.day[:4], 20, "right") for one in every))
    rows = [
        Row((f"{code} {MEASURES[code].name}", *(shown(of_aceh(one, code)) for one in every))) for code in DRAWN
    ]  # fmt: skip
    return Table(columns, tuple(rows), "Angka pada Gambar 2", "small")


def registrations(case: IndicatorCase) -> list[Block]:
    columns = (
        Column("No.", 10, "center"), Column("Kabupaten/Kota", 36), Column("LKS", 55), Column("Jenis", 14, "center"),
        Column("Berlaku sampai", 34), Column("Hari", 14, "right"),
    )  # fmt: skip
    rows = [(_at(one), flat(one.name), one.worth, table_date(one.day), str(one.left)) for one in case.ending[:MOST]]
    return _ending(columns, rows, len(case.ending), "Tanda daftar yang berakhir dalam 90 hari")


def grades(case: IndicatorCase) -> list[Block]:
    columns = (
        Column("No.", 10, "center"), Column("Kabupaten/Kota", 34), Column("LKS", 42), Column("Layanan", 34),
        Column("Peringkat", 19, "center"), Column("Berlaku sampai", 31), Column("Hari", 13, "right"),
    )  # fmt: skip
    rows = [
        (_at(one), flat(one.name), lks_words.capital(one.of), one.worth, table_date(one.day), str(one.left))
        for one in case.graded[:MOST]
    ]
    return _ending(columns, rows, len(case.graded), "Akreditasi yang berakhir dalam 180 hari")


def _at(one: Ending) -> str:
    return f"{one.region} {regions()[one.region].name}"


def _ending(
    columns: tuple[Column, ...], rows: Sequence[tuple[str, ...]], whole: int, description: str
) -> list[Block]:  # fmt: skip
    if not rows:
        return [Paragraph("Tidak ada.", level=1)]
    numbered = tuple(Row((str(number), *cells)) for number, cells in enumerate(rows, 1))
    return [Table(columns, numbered, description, "small", level=1), *_more(whole, "daftar LKS di Tuntas")]


def _more(whole: int, where: str) -> list[Block]:
    """What is left out, told."""
    said = f"Dan {grouped(whole - MOST)} lainnya, yang dimuat dalam {where}."
    return [Paragraph(said, "note", level=1)] if whole > MOST else []


def tasks(case: IndicatorCase) -> list[Block]:
    columns = (
        Column("Butir", 14, "center"), Column("Tindak lanjut", 66), Column("Pelaksana", 22, "right"),
        Column("Mitra", 18, "right"), Column("Sudah", 27, "right"), Column("Persen", 18, "right"),
    )  # fmt: skip
    rows = []
    for one in case.tasks[:MOST]:
        share = one_decimal(share_of(one.done, one.of))
        counts = (grouped(one.doers), grouped(one.partners), f"{one.done} dari {one.of} LKS", share)
        rows.append(Row((str(one.no), flat(one.title), *counts)))
    if not rows:
        return [Paragraph("Belum ada tindak lanjut yang melibatkan LKS.", level=1)]
    table = Table(columns, tuple(rows), "Tindak lanjut yang melibatkan LKS", "small", level=1)
    return [table, *_more(len(case.tasks), "daftar tindak lanjut di Tuntas")]


def quality(case: IndicatorCase) -> Table:
    columns = (
        Column("No.", 10, "center"), Column("Hal", 70), Column("Jumlah", 26, "right"),
        Column("Perlakuan dalam laporan ini", 59),
    )  # fmt: skip
    rows = [Row((str(number), *cells)) for number, cells in enumerate(_matters(case), 1)]
    return Table(columns, tuple(rows), "Catatan mutu data", "small")


def _matters(case: IndicatorCase) -> list[tuple[str, str, str]]:
    def aceh(code: str) -> int:
        return of_aceh(case.measured, code).numerator

    def unknown(code: str) -> int:
        return of_aceh(case.measured, code).unknown

    told = case.quality
    without = [regions()[code].name for code in regions() if not has_data(case.measured, code)]
    return [
        ("Masa berlaku tanda daftar tidak diketahui", grouped(unknown("P2")), "tidak dihitung dalam P2"),
        ("Akreditasi tanpa tanggal sertifikat (dugaan)", grouped(unknown("P5")), "tidak dihitung dalam P5"),
        ("Tanpa peristiwa keaktifan dalam 12 bulan", grouped(aceh("P1") - aceh("P3")), "tidak dihitung dalam P3"),
        ("Tanpa SK Kemenkumham", grouped(aceh("P1") - aceh("P4")), "tidak dihitung dalam P4"),
        (
            "Dugaan kembar yang sudah diputuskan", grouped(told.merged + told.apart),
            f"{grouped(told.merged)} digabung, {grouped(told.apart)} dinyatakan berbeda",
        ),
        ("Dugaan kembar yang belum diputuskan", "0", "laporan ditahan selama bukan nol"),
        ("LKS tanpa kabupaten/kota", "0", "laporan ditahan selama bukan nol"),
        ("Panti milik pemerintah", grouped(told.government), "dicatat, tidak dihitung"),
        ("Unsur S1, S2, S3 tidak diketahui", ", ".join(grouped(unknown(code)) for code in ("S1", "S2", "S3")),
         "tetap dalam penyebut"),
        ("Alamat dirahasiakan", grouped(told.hidden), "dihitung; alamat tidak ditampilkan"),
        ("Tindak lanjut dibatalkan, dialihkan, atau tidak dapat", grouped(unknown("I9")), "tidak dihitung dalam I9"),
        ("Kabupaten/kota tanpa LKS tercatat", grouped(len(without)), "; ".join(without) or NONE),
    ]  # fmt: skip
