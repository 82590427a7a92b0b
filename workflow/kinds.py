"""Every kind of paper as one row: what it is called, whose it is, on which sheet, whether it counts, has a number.

A new kind is a row here and its composer, ``documents/compose/kinds/<kind>.py``. Register, file names, sheets of the
settings, help page and composers are drawn from ``KINDS``; ``ACTIONS`` says which move issues which of them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

PaperSize = Literal["A4", "F4", "F4-210"]


class Kind(StrEnum):
    """The words that are stored and stand in addresses."""

    RTL = "rtl"
    LAPORAN = "laporan"
    TANDA_TERIMA = "tanda_terima"
    DISPOSISI = "disposisi"
    PELAKSANAAN = "pelaksanaan"
    PENELAAHAN = "penelaahan"
    ADENDUM = "adendum"
    KETERANGAN = "keterangan"
    UNDANGAN = "undangan"
    DAFTAR_HADIR = "daftar_hadir"
    NOTULA = "notula"
    HASIL = "hasil"
    REKAP = "rekap"
    MATRIKS = "matriks"
    PROFIL_LKS = "profil_lks"
    REKOMENDASI = "rekomendasi"
    DAFTAR_LKS = "daftar_lks"
    INDIKATOR = "indikator"
    KABUPATEN = "kabupaten"
    BUKU_AGENDA = "buku_agenda"
    BERITA_ACARA = "berita_acara"
    PENGINGAT = "pengingat"


class About(StrEnum):
    """What a kind tells of, and so who issues it: a move of a task, else somebody at any time, on a page of it."""

    TASK = "task"
    RAKOR = "rakor"  # one rakor, or many tasks
    LKS = "lks"  # one institution
    REGION = "region"  # a kabupaten/kota, or all of Aceh
    LETTER = "letter"  # what one kabupaten/kota has out of a rakor
    AGENDA = "agenda"  # the numbers of an office, as a file of their page


class Whose(StrEnum):
    """On the paper of which office a kind stands: letterhead, register of numbers, signer."""

    LKKS = "lkks"
    CHOSEN = "chosen"  # of the Dinas or the LKKS, as the Dinas has set it
    PROVINCE = "province"  # of Dinas Sosial Aceh, also when it is about a task of a kabupaten/kota
    READER = "reader"  # of whoever asks for it


class Standing(StrEnum):
    """What a kind is worth: whether it has a check code, and what a newer one does to it."""

    DRAFT = "draft"  # to be examined: no code; a newer one replaces it
    OFFICIAL = "official"  # has a code; a newer one replaces it
    ACT = "act"  # tells of what was done, or how things stood, on one day: has a code; one more replaces none
    SLIP = "slip"  # goes with another paper and has its code; a newer one replaces it
    LIST = "list"  # how things stood at one moment: no code; one more replaces none


MARGINS = (20, 20, 25, 30)  # mm: top, right, bottom, left
HANDOUT_MARGINS = (15, 20, 20, 30)


@dataclass(frozen=True)
class Sheet:
    """The sheet before an office has chosen another. ``narrowest`` is the width of text (mm) that is not cramped."""

    label: str  # on the page of settings
    size: PaperSize
    landscape: bool = False
    narrowest: int = 120
    annexes: bool = False  # sheets that are turned follow, and their margins with them
    fixed: bool = False  # it is cut where it is halved: no office chooses another
    margins: tuple[int, int, int, int] = MARGINS


@dataclass(frozen=True)
class KindOfPaper:
    """``label`` stands in lists and filters, ``file`` begins its file names, ``issued`` is what a move promises."""

    kind: Kind
    label: str
    file: str
    sheet: Sheet
    whose: Whose
    standing: Standing
    numbered: bool = False  # takes a number of its office's register, or a place for one
    about: About = About.TASK
    issued: str = ""
    by_hand: bool = False  # filled in by hand: it is fetched as things stand, its page has no button that issues it
    cover: Sheet | None = None  # of the letter that goes before it, on a sheet of its own
    by_pen: bool = False  # signed on paper always: by whoever sat there, whose offices have no say in it


KINDS: Mapping[str, KindOfPaper] = {
    paper.kind: paper
    for paper in (
        KindOfPaper(
            Kind.RTL, "Rencana tindak lanjut", "RTL", Sheet("Lembar RTL (mendatar)", "A4", landscape=True),
            Whose.LKKS, Standing.DRAFT,
            issued="lembar rencana tindak lanjut (RTL) bertanda DRAF, revisi berikutnya",
        ),
        KindOfPaper(
            Kind.LAPORAN, "Laporan ke pimpinan", "Laporan", Sheet("Laporan dan lampirannya", "A4", annexes=True),
            Whose.CHOSEN, Standing.OFFICIAL, numbered=True, cover=Sheet("Sampul laporan", "F4"),
            issued="nota dinas atau surat bernomor dan laporan",
        ),
        KindOfPaper(
            Kind.TANDA_TERIMA, "Tanda terima", "Tanda-Terima", Sheet("Tanda terima", "A4", fixed=True),
            Whose.CHOSEN, Standing.SLIP, issued="tanda terima naskah",
        ),
        KindOfPaper(
            Kind.DISPOSISI, "Lembar disposisi", "Lembar-Disposisi", Sheet("Lembar disposisi", "A4"),
            Whose.CHOSEN, Standing.SLIP, issued="lembar disposisi untuk pimpinan",
        ),
        KindOfPaper(
            Kind.PELAKSANAAN, "Laporan pelaksanaan", "Laporan-Pelaksanaan",
            Sheet("Laporan pelaksanaan dan lampirannya", "A4", annexes=True),
            Whose.LKKS, Standing.OFFICIAL, numbered=True,
            issued="laporan pelaksanaan dengan dokumentasi foto",
        ),
        KindOfPaper(
            Kind.PENELAAHAN, "Lembar hasil penelaahan", "Lembar-Hasil-Penelaahan",
            Sheet("Lembar hasil penelaahan", "A4"), Whose.PROVINCE, Standing.ACT, numbered=True,
            issued="lembar hasil penelaahan bukti dukung, bernomor",
        ),
        KindOfPaper(
            Kind.ADENDUM, "Adendum", "Adendum", Sheet("Adendum", "F4"),
            Whose.PROVINCE, Standing.ACT, numbered=True,
            issued="adendum rencana tindak lanjut, bernomor",
        ),
        KindOfPaper(
            Kind.KETERANGAN, "Keterangan tidak dapat ditindaklanjuti", "Keterangan-Tidak-Dapat-Ditindaklanjuti",
            Sheet("Keterangan tidak dapat ditindaklanjuti", "F4"), Whose.PROVINCE, Standing.ACT, numbered=True,
            issued="surat keterangan tidak dapat ditindaklanjuti, bernomor",
        ),
        KindOfPaper(
            Kind.UNDANGAN, "Undangan rapat", "Undangan", Sheet("Undangan rapat dan lampirannya", "F4"),
            Whose.PROVINCE, Standing.OFFICIAL, numbered=True, about=About.RAKOR,
        ),
        KindOfPaper(
            Kind.DAFTAR_HADIR, "Daftar hadir kosong", "Daftar-Hadir", Sheet("Daftar hadir", "F4"),
            Whose.PROVINCE, Standing.LIST, about=About.RAKOR, by_hand=True,
        ),
        KindOfPaper(
            Kind.NOTULA, "Notula", "Notula", Sheet("Notula", "F4"),
            Whose.PROVINCE, Standing.OFFICIAL, about=About.RAKOR, by_pen=True,
        ),
        KindOfPaper(
            Kind.HASIL, "Laporan hasil rakor", "Laporan-Hasil-Rakor",
            Sheet("Laporan hasil rakor dan lampirannya", "A4", annexes=True),
            Whose.PROVINCE, Standing.OFFICIAL, numbered=True, about=About.RAKOR,
        ),
        KindOfPaper(
            Kind.REKAP, "Rekap pemantauan", "Rekap",
            Sheet("Rekap pemantauan (mendatar)", "F4", landscape=True, narrowest=252),
            Whose.READER, Standing.LIST, about=About.RAKOR,
        ),
        KindOfPaper(
            Kind.MATRIKS, "Matriks tindak lanjut", "Matriks",
            Sheet("Matriks tindak lanjut (mendatar)", "F4", landscape=True, narrowest=240),
            Whose.PROVINCE, Standing.LIST, about=About.RAKOR,
        ),
        KindOfPaper(
            Kind.PROFIL_LKS, "Profil LKS", "Profil-LKS", Sheet("Profil LKS", "A4", margins=HANDOUT_MARGINS),
            Whose.READER, Standing.ACT, about=About.LKS,
        ),
        KindOfPaper(
            Kind.REKOMENDASI, "Surat rekomendasi LKKS", "Surat-Rekomendasi", Sheet("Surat rekomendasi", "F4"),
            Whose.LKKS, Standing.ACT, numbered=True, about=About.LKS,
        ),
        KindOfPaper(
            Kind.DAFTAR_LKS, "Daftar LKS", "Daftar-LKS",
            Sheet("Daftar LKS (mendatar)", "F4", landscape=True, narrowest=240),
            Whose.READER, Standing.ACT, about=About.REGION,
        ),
        KindOfPaper(
            Kind.INDIKATOR, "Laporan indikator peran masyarakat", "Laporan-Indikator",
            Sheet("Laporan indikator", "F4", annexes=True), Whose.PROVINCE, Standing.ACT, numbered=True,
            about=About.REGION,
        ),
        KindOfPaper(
            Kind.KABUPATEN, "Halaman kabupaten", "Halaman-Kabupaten",
            Sheet("Halaman kabupaten", "A4", margins=HANDOUT_MARGINS),
            Whose.READER, Standing.ACT, about=About.REGION, by_pen=True,
        ),
        KindOfPaper(
            Kind.BUKU_AGENDA, "Buku agenda", "Buku-Agenda",
            Sheet("Buku agenda (mendatar)", "F4", landscape=True, narrowest=240),
            Whose.READER, Standing.LIST, about=About.AGENDA,
        ),
        KindOfPaper(
            Kind.BERITA_ACARA, "Berita acara pembahasan", "Berita-Acara", Sheet("Berita acara pembahasan", "F4"),
            Whose.PROVINCE, Standing.ACT, numbered=True, about=About.LETTER, by_pen=True,
        ),
        KindOfPaper(
            Kind.PENGINGAT, "Surat pengingat", "Surat-Pengingat", Sheet("Surat pengingat", "F4"),
            Whose.PROVINCE, Standing.ACT, numbered=True, about=About.LETTER,
        ),
    )
}  # fmt: skip


def official(kind: str) -> bool:
    """Whether papers of this kind count: they carry a check code of their own."""
    return KINDS[kind].standing in (Standing.OFFICIAL, Standing.ACT)


def certified(kind: str) -> bool:
    """Whether who signs a paper of this kind may do so electronically: what counts, and is not signed at the table. A
    draft, a list and a slip have no code under which a signed copy could be found again."""
    return official(kind) and not KINDS[kind].by_pen


def kinds_about(*subjects: About) -> dict[str, KindOfPaper]:
    """The kinds that tell of one of these."""
    return {name: paper for name, paper in KINDS.items() if paper.about in subjects}


def rakor_kinds() -> dict[str, KindOfPaper]:
    """The kinds that are issued about a whole rakor."""
    return kinds_about(About.RAKOR)
