"""Laporan Indikator Peran Masyarakat: the community's part in social welfare on one day, for the 23 and for Aceh.

It ranks nobody and adds nothing up to a score. What is unknown is "–" and told of, never nought. One source of
population, printed with its year.
"""

from __future__ import annotations

from documents.compose.composer import Composer
from documents.compose.indicator_case import IndicatorCase, gather_indicator
from documents.compose.parts import indicator_drawn, indicator_tables, office, own_words
from documents.compose.parts.indicator_words import has_data, in_percent, of_aceh, shown, source
from documents.compose.parts.lks_data import document
from documents.compose.parts.paper import ANNEX_MARGINS, PREVIEW, listed
from documents.report.blocks import (
    Block,
    Heading,
    Mark,
    NumberedList,
    Paragraph,
    Report,
    Section,
    SignatureBlock,
    Title,
)
from documents.report.key_figures import Figures
from documents.report.language import clauses, grouped, long_date
from workflow.clock import day, stamp
from workflow.indicator.figures import PER, people_for_one
from workflow.kinds import Kind
from workflow.offices import number_patterns
from workflow.regions import PROVINCE, regions

SCHEMA = "tuntas-indikator/1"
NAMED = ("Indikator Peran Masyarakat", "dalam Penyelenggaraan Kesejahteraan Sosial di Aceh")


def indikator(case: IndicatorCase, check_url: str) -> Report:
    mark: Mark = "PRATINJAU" if case.issue.mark else ""
    foot = f"Laporan Nomor {case.issue.number}" if case.issue.number else "Laporan indikator peran masyarakat"
    sections = (
        Section(tuple(_first(case)), "F4", foot=foot),
        Section(tuple(_places(case)), "F4", landscape=True, margins=ANNEX_MARGINS, foot=foot, compact=True),
        Section(tuple(_rest(case)), "F4", foot=foot),
    )
    return Report(
        Kind.INDIKATOR, "Laporan indikator peran masyarakat", sections, stamp(case.issue.at), mark=mark,
        mark_note=PREVIEW if mark else "", code=case.issue.code, check_url=check_url, data=_data(case),
        lists=case.lists,
    )  # fmt: skip


def subject(case: IndicatorCase) -> str:
    return f"Indikator peran masyarakat dalam penyelenggaraan kesejahteraan sosial di Aceh, posisi {_position(case)}"


def _position(case: IndicatorCase) -> str:
    return long_date(case.position.isoformat())


def _first(case: IndicatorCase) -> list[Block]:
    issue = case.issue
    number = issue.number or issue.slot or number_patterns.blank(case.paper, day(issue.at))
    lines = (
        "LAPORAN", "TENTANG", *own_words.title(case, *NAMED),
        f"POSISI {_position(case).upper()}",
    )  # fmt: skip
    first = 2 if own_words.rules(case) else 1
    return [
        office.letterhead(case.paper),
        Title(lines, f"NOMOR {number}"),
        Figures(_figures(case)),
        Heading(1, "A.", "DASAR PENGHITUNGAN DAN POKOK HASIL"),
        *_basis(case),
        Heading(2, f"{first}.", "Himpunan yang dihitung"),
        Paragraph(
            "LKS milik masyarakat yang berdomisili di daerah tersebut dan belum tutup atau digabung pada "
            f"{_position(case)}. Setiap lembaga dihitung satu kali. Panti milik pemerintah, LKKS, Karang Taruna, PSM, "
            "dan TKSK tidak dihitung.",
            level=2,
        ),
        Heading(2, f"{first + 1}.", "Cara membaca"),
        Paragraph(
            "Tidak ada nilai gabungan dan tidak ada peringkat. Tanda “–” berarti tidak dapat dihitung. Yang tidak "
            "diketahui dicatat pada bagian G dan tidak dianggap nol.",
            level=2,
        ),
        Heading(2, f"{first + 2}.", "Pokok hasil"),
        NumberedList(clauses(_results(case)), "a.", 2),
        Heading(2, f"{first + 3}.", "Definisi"),
        indicator_tables.definitions(),
        Heading(2, f"{first + 4}.", "Kelompok layanan (I7)"),
        indicator_tables.groups(case),
        Paragraph(
            "Satu LKS dapat memberikan lebih dari satu kelompok layanan, sehingga kolom tidak dijumlahkan.", "note"
        ),
    ]


def _basis(case: IndicatorCase) -> list[Block]:
    """The legal basis, where there is one."""
    found = own_words.rules(case)
    return [Heading(2, "1.", "Dasar"), *listed(found)] if found else []


def _figures(case: IndicatorCase) -> tuple[tuple[str, str], ...]:
    number = {code: of_aceh(case.measured, code) for code in ("P1", "P2", "P3", "P5", "I1", "I2", "I3", "I5")}
    return (
        (shown(number["P1"]), "LKS tercatat (P1)"),
        (shown(number["P2"]), f"terdaftar (P2), {in_percent(number['I2'])}"),
        (shown(number["P3"]), f"aktif (P3), {in_percent(number['I3'])}"),
        (shown(number["P5"]), f"terakreditasi (P5); {in_percent(number['I5'])} dari P3"),
        (shown(number["I1"]), "LKS aktif per 100.000 penduduk (I1)"),
    )


def _results(case: IndicatorCase) -> list[str]:
    measured = case.measured
    aceh = measured.figures[PROVINCE]
    known = [code for code in regions() if has_data(measured, code)]
    told = [f"{len(known)} dari 23 kabupaten/kota mempunyai LKS yang tercatat"]
    value = aceh["I1"].number
    if value is not None:
        above = sum((measured.figures[code]["I1"].value or 0) > value for code in known)
        told.append(
            f"{above} di antaranya berada di atas nilai Aceh ({shown(aceh['I1'])} LKS aktif per 100.000 penduduk)"
        )
    if aceh["I6"].denominator:
        told.append(f"LKS aktif terdapat di {aceh['I6'].numerator} dari {aceh['I6'].denominator} kecamatan")
    told.append(
        f"tanda daftar {grouped(len(case.ending))} LKS dan akreditasi {grouped(len({one.lks for one in case.graded}))} "
        "LKS akan berakhir (bagian E)"
    )
    if aceh["I9"].number is not None:
        told.append(f"{in_percent(aceh['I9'])} tindak lanjut yang jatuh tempo tahun ini selesai tepat waktu")
    return told


def _places(case: IndicatorCase) -> list[Block]:
    told = source(case.measured)
    without = [regions()[code].full for code in regions() if not has_data(case.measured, code)]
    notes = [f"1) Penduduk: {told}." if told else "1) Jumlah penduduk belum dimuat, sehingga I1 tidak dihitung."]
    notes.append("I6 = kecamatan dengan LKS aktif/jumlah kecamatan.")
    if without:
        notes.append(f"Belum ada LKS yang tercatat: {', '.join(without)}.")
    return [
        Heading(1, "B.", "CAPAIAN MENURUT KABUPATEN/KOTA"),
        indicator_tables.places(case),
        Paragraph(" ".join(notes), "note"),
    ]


def _rest(case: IndicatorCase) -> list[Block]:
    return [*_map(case), *_trend(case), *_ending(case), *_tasks(case), *_quality(case), *_closing(case)]


def _map(case: IndicatorCase) -> list[Block]:
    aceh = of_aceh(case.measured, "I1")
    told = f"Nilai Aceh adalah {shown(aceh)} LKS aktif per 100.000 penduduk" if aceh.number is not None else ""
    if told and aceh.numerator and aceh.denominator:
        told += f", atau satu LKS aktif per {grouped(people_for_one(aceh.denominator, aceh.numerator))} jiwa"
    return [
        Heading(1, "C.", "PETA PETAK"),
        Paragraph(
            f"Gambar 1. LKS aktif per {grouped(PER)} penduduk (I1), {_position(case)}. Letak petak mendekati letak "
            "daerah; luas petak tidak menunjukkan luas daerah.",
            "caption",
        ),
        indicator_drawn.tile_map(case.measured),
        Paragraph(f"{told}. Angka pada gambar ini juga ada di bagian B." if told else "Angkanya ada di bagian B."),
    ]


def _trend(case: IndicatorCase) -> list[Block]:
    years = [one.day[:4] for one in case.years]
    frozen = f"posisi 31 Desember {', '.join(years)} dan " if years else "posisi "
    sources = {source(one) for one in (*case.years, case.measured)} - {""}
    mixed = " Sumber penduduknya berbeda, sehingga I1 tidak dibandingkan antartahun." if len(sources) > 1 else ""
    return [
        Heading(1, "D.", "TREN LIMA TAHUN"),
        Paragraph(f"Gambar 2. Aceh, {frozen}{_position(case)} (titik hitam)", "caption"),
        *indicator_drawn.charts(case.years, case.measured),
        Paragraph("Tabel 1. Angka pada Gambar 2", "caption"),
        indicator_tables.trend(case),
        Paragraph(
            f"Angka tahun-tahun sebelumnya dibekukan pada 31 Desember tahun yang bersangkutan.{mixed}"
            f"{' Angka beku itu contoh.' if case.sampled else ''}"
            if years
            else "Belum ada angka tahun sebelumnya yang dibekukan.",
            "note",
        ),
    ]


def _ending(case: IndicatorCase) -> list[Block]:
    return [
        Heading(1, "E.", "PENDAFTARAN DAN AKREDITASI YANG AKAN BERAKHIR"),
        Paragraph("Tabel 2. Tanda daftar yang berakhir dalam 90 hari", "caption", level=1),
        *indicator_tables.registrations(case),
        Paragraph("Tabel 3. Akreditasi yang berakhir dalam 180 hari", "caption", level=1),
        *indicator_tables.grades(case),
    ]


def _tasks(case: IndicatorCase) -> list[Block]:
    involved = of_aceh(case.measured, "I8")
    each = " Butir “Setiap LKS …” dihitung menurut jumlah LKS." if any(one.each for one in case.tasks) else ""
    return [
        Heading(1, "F.", "LKS DALAM TINDAK LANJUT RAPAT KOORDINASI"),
        Paragraph(
            f"Sampai dengan {_position(case)}, {grouped(involved.numerator)} LKS aktif menjadi pelaksana atau mitra "
            f"dalam tindak lanjut yang dilaksanakan tahun ini (I8 = {in_percent(involved)}).{each}",
            level=1,
        ),
        Paragraph("Tabel 4. Tindak lanjut yang melibatkan LKS", "caption", level=1),
        *indicator_tables.tasks(case),
    ]


def _quality(case: IndicatorCase) -> list[Block]:
    measured, told = case.measured, source(case.measured)
    notes = []
    if told:
        total = grouped(measured.population["total"])
        notes.append(f"Sumber penduduk: {told}; jumlah 23 kabupaten/kota sama dengan angka provinsi, {total} jiwa.")
    typed = [code for code, place in measured.places.items() if place.kecamatan is not None]
    if len(typed) < len(regions()):
        notes.append(f"Jumlah kecamatan diketahui untuk {len(typed)} dari 23 kabupaten/kota.")
    notes.append("Data penerima pelayanan perorangan tidak dipakai dan tidak disimpan.")
    return [
        Heading(1, "G.", "CATATAN MUTU DATA"), indicator_tables.quality(case), Paragraph(" ".join(notes)),
    ]  # fmt: skip


def _closing(case: IndicatorCase) -> list[Block]:
    aceh = case.measured.figures[PROVINCE]
    said = [
        f"LKS aktif berjumlah {shown(aceh['P3'])} atau {in_percent(aceh['I3'])} dari yang tercatat; "
        f"{in_percent(aceh['I5'])} di antaranya terakreditasi."
    ]
    if case.ending:
        said.append(f"Tanda daftar {grouped(len(case.ending))} LKS berakhir dalam 90 hari dan perlu segera didampingi.")
    if without := [regions()[code].full for code in regions() if not has_data(case.measured, code)]:
        said.append(f"{', '.join(without)} agar menyampaikan data LKS.")
    return [
        Heading(1, "H.", "SIMPULAN DAN PENUTUP"),
        NumberedList(tuple(said), level=1),
        *own_words.paragraph(case, 1),
        Paragraph("Demikian laporan ini disampaikan sebagai bahan pertimbangan dan arahan.", "closing", 1),
        SignatureBlock((office.signer_of(case.paper, office.place_date(case.paper, case.today)),)),
    ]


def _data(case: IndicatorCase) -> dict[str, object]:
    """The figures as documented JSON: of each place numerator, denominator and what is unknown of each measure."""
    return {
        "schema": SCHEMA, "document": document(case), "day": case.position.isoformat(),
        "population": dict(case.measured.population),
        "figures": {
            place: {code: [one.numerator, one.denominator, one.unknown] for code, one in own.items()}
            for place, own in case.measured.figures.items()
        },
    }  # fmt: skip


def proposes(case: IndicatorCase) -> dict[str, str]:
    return own_words.proposals(case, *NAMED)


COMPOSER = Composer(gather_indicator, indikator, subject, proposes=proposes)
