"""What happens in the demo: invented, offices only, no names of persons.

A situation is a word for each outcome and region: D draft, D+ draft with a plan begun, B sent back, S waiting for
Sekdis, S2 the same in revision 2, L40 reported and 40 % done, P waiting for Dinsos Aceh, V implemented,
R reopened after it had been implemented.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from workflow.plan_fields import written
from workflow.regions import Region, regions

TITLES = {
    1: "Susun rencana kerja dan pola koordinasi LKS",
    2: "Gelar rapat koordinasi LKS tiap tiga bulan",
    3: "Cantumkan data LKS dalam laporan tahunan",
    4: "Latih pengurus LKS dan pekerja sosial",
    5: "Usulkan dukungan pendanaan LKS dan LKKS",
    6: "Daftarkan kebutuhan sarana dan prasarana",
    7: "Terapkan prosedur pelayanan dan rujukan",
    8: "Tanda tangani kesepakatan kemitraan",
}
PROMISE = "Laporkan rencana kerja dan koordinasi LKS"  # of the real rakor, in the words of its text
VENUE = "Aula Dinas Sosial Aceh"
MEETING = {  # of the invented rakor: of the real one nobody told who led it, or when
    "chair": "Kepala Dinas Sosial Aceh", "secretary": "Sekretaris Dinas Sosial Aceh",
    "note_taker": "Kepala Subbagian Program",
}  # fmt: skip
HOURS = (("09.00", "16.30"), ("08.30", "12.00"))  # of its first and its second day
ITEMS = (  # day, title, begins, ends, kind, what was said
    (0, "Pembukaan", "09.00", "09.30", "pembukaan", "Rapat dibuka oleh Kepala Dinas Sosial Aceh."),
    (0, "Paparan keadaan LKS", "09.30", "12.00", "paparan",
     "Dinas Sosial Aceh memaparkan keadaan LKS menurut data kabupaten/kota."),
    (0, "Sidang komisi", "13.30", "16.30", "pembahasan",
     "LKKS menyampaikan bahwa rencana kerja LKS belum sama di setiap kabupaten/kota.\n"
     "Dinas Sosial kabupaten/kota meminta agar dukungan pendanaan diusulkan lebih awal."),
    (1, "Pembacaan rumusan hasil", "08.30", "11.30", "pembahasan", "Rumusan ketiga komisi dibacakan dan disepakati."),
    (1, "Penutup", "11.30", "12.00", "penutup", "Rapat ditutup oleh Kepala Dinas Sosial Aceh."),
)  # fmt: skip

# outcome -> one word for each of the 23 regions in the order of their codes, "." where it was not handed over.
UNDER_WAY = {
    #  01 02 03 04 05 06 07 08 09 10 11 12 13 14 15 16 17 18 | 71 72 73 74 75
    1: ". . . . . . . . . . V . . . . . . . . . . . .",
    2: "L20 D L10 L20 P L60 L20 L40 S S B L30 D+ L20 L30 L50 D L40 V L30 L40 L20 S",
    3: "D D L10 L40 L50 P S D D D S D D+ D D S L10 L20 V L30 L10 S D",
    4: ". . . . . . . . D . . . L40 . . . P . . . . . .",
    5: "L10 S P L50 P V S2 V S D S2 L10 L30 L40 P V L50 L40 R V V V S",
    6: ". . . . . . . . . . . . . . . . . . V . V L20 .",
    7: "L20 D L50 P L40 L60 B L50 D D S L30 L10 L30 D V D+ L20 V V L40 L10 D",
    8: ". . . . . . L100 L40 . . L60 . . . . . . L10 . . . . .",
}
# Nearly all done; a few commitments still open and long late.
LAST_YEAR = {
    1: ". . . . . . . . . . V . . . . . . . . . . . .",
    2: "V V V V V V V V L60 V V V V V V V V V V V V V V",
    3: "V V V V V V V V V V V V V V V V V V V V V V D+",
    4: ". . . . . . . . V . . . V . . . V . . . . . .",
    5: "V L40 V V V V V V V S V V V V V V V V V V V V V",
    6: ". . . . . . . . . . . . . . . . . . V . V V .",
    7: "V V V V V V V V V V V V V V V V V V V V V V L60",
    8: ". . . . . . L60 V . . V . . . . . . V . . . . .",
}

# Of last year: one combined report, about outcomes with and without a deadline.
TOGETHER = frozenset({("11.11", 2), ("11.11", 5), ("11.11", 7)})

FIRST_INDICATOR = "Kegiatan terlaksana"
REASONS = (
    "Indikator belum menyebut jumlah. Tuliskan apa yang dihasilkan dan berapa banyak.",
    "Sebutkan dokumen perencanaan yang dituju, supaya pimpinan tahu ke mana usulan disampaikan.",
    "Jadwal belum menyebut bulan pelaksanaan triwulan IV. Mohon dilengkapi.",
)
DIRECTIONS = (
    "Setuju, laksanakan dan laporkan hasilnya.",
    "Dahulukan LKS yang belum pernah mendapat pendampingan. Laporkan sebelum akhir triwulan.",
    "Koordinasikan dengan Bappeda, kemudian laporkan perkembangannya.",
)
REOPENED = "Bukti baru memuat satu dari dua kegiatan. Lengkapi, lalu ajukan kembali."
CAPTIONS = {
    "foto-rapat.jpg": "Rapat persiapan bersama pengurus LKS",
    "foto-kunjungan.jpg": "Kunjungan ke sekretariat LKS",
    "foto-naskah.jpg": "Naskah yang sudah diparaf",
    "foto-pelatihan.jpg": "Pembahasan bersama pendamping",
}
_DONE = {
    1: (
        "Rapat pembahasan rencana kerja digelar bersama Sekretaris Dinas Sosial.",
        "Rencana kerja dan jadwal koordinasi selesai disusun dan disampaikan kepada pimpinan daerah.",
    ),
    2: (
        "Jadwal rapat koordinasi triwulanan sudah ditetapkan.",
        "Rapat koordinasi digelar dan laporannya disampaikan kepada Dinas Sosial Aceh.",
    ),
    3: ("Data LKS sedang dimutakhirkan bersama TKSK.", "Data LKS mutakhir termuat dalam laporan tahunan."),
    4: ("Calon peserta bimbingan teknis sudah didata.", "Bimbingan teknis pengurus LKS selesai dilaksanakan."),
    5: ("Usulan dibahas bersama Bappeda.", "Usulan dukungan tercatat dalam dokumen perencanaan daerah."),
    6: ("Pendataan kebutuhan sedang berjalan.", "Daftar prioritas sarana dan prasarana LKS selesai disusun."),
    7: ("Rancangan prosedur dibahas bersama LKS.", "Prosedur pelayanan diterapkan pada LKS sesuai dengan target."),
    8: (
        "Naskah kesepakatan sedang dibahas dengan calon mitra.",
        "Kesepakatan kemitraan sudah ditandatangani kedua pihak.",
    ),
}
_OBSTACLE = ("Sebagian LKS belum menunjuk penghubung.", "LKKS menghubungi pengurus LKS satu per satu.")


def situation(table: Mapping[int, str], outcome: int, region: str) -> str:
    """The word of the table for an outcome and a region."""
    return table[outcome].split()[list(regions()).index(region)]


def plan(task: Mapping[str, Any], region: Region) -> dict[str, str]:
    """The plan that a kabupaten/kota sends up: the suggestion of the rakor with its own name in it."""
    stored = written(task)
    own = stored["responsible"].replace("Kabupaten/Kota", region.full)
    if own.endswith((" Kabupaten", " Kota")):
        own = own.rsplit(" ", 1)[0] + f" {region.full}"
    related = stored["related"].replace("Kabupaten/Kota", region.full)
    return {**stored, "responsible": own, "related": related}


def progress(outcome: int, percent: int) -> tuple[str, str, str]:
    """(what was done, obstacle, solution)"""
    begun, finished = _DONE[outcome]
    if percent == 100:
        return finished, "", ""
    return begun, *(_OBSTACLE if percent == 60 else ("", ""))


# By hand in the agenda of one office: a number set aside, one that came to nothing, one used on paper.
RESERVED = "Undangan rapat persiapan kemitraan LKS"
VOIDED = ("Surat tugas pendampingan LKS", "Pendampingannya digabung dengan kegiatan lain, suratnya tidak jadi terbit.")
ON_PAPER = {
    "number": "400.9.12/0101/DINSOS", "subject": "Undangan rapat komisi pendidikan", "signer": "Kepala Dinas Sosial",
}  # fmt: skip
