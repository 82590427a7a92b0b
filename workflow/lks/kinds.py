"""The words of an LKS that are stored and shown: owners, legal forms, kinds of service and their groups, roles, money.

The kinds of service are those in use in a province's published register (fourteen) and three that local lists add;
the seven groups are those of the indicator ("Ragam").
"""

from __future__ import annotations

from enum import StrEnum


class Owner(StrEnum):
    """Whose institution it is; only the community's count in the indicator."""

    COMMUNITY = "masyarakat"
    KABUPATEN = "dinas kabupaten/kota"
    PROVINCE = "Dinas Sosial Aceh"
    MINISTRY = "Kemensos"


class Form(StrEnum):
    """ "" is unknown."""

    YAYASAN = "yayasan"
    PERKUMPULAN = "perkumpulan"
    OTHER = "lain"
    NONE = "bukan badan hukum"


class PaperKind(StrEnum):
    """The first registration, and its renewal."""

    STP = "STP"
    STPU = "STPU"


GROUPS = (
    "anak", "lansia", "disabilitas", "NAPZA dan ODHA", "tuna sosial, TPPO, ABH", "keluarga dan konsultasi",
    "komunitas dan WKSBM",
)  # fmt: skip
_CHILDREN, _OLD, _DISABLED, _DRUGS, _STREET, _FAMILY, _COMMUNITY = GROUPS
# kind of service -> its group
SERVICES = {
    "anak dalam panti": _CHILDREN,
    "anak luar panti": _CHILDREN,
    "anak berhadapan dengan hukum": _STREET,
    "anak memerlukan perlindungan khusus": _CHILDREN,
    "taman anak sejahtera": _CHILDREN,
    "disabilitas dalam panti": _DISABLED,
    "disabilitas luar panti": _DISABLED,
    "lanjut usia dalam panti": _OLD,
    "lanjut usia luar panti": _OLD,
    "gelandangan-pengemis": _STREET,
    "NAPZA": _DRUGS,
    "ODHA": _DRUGS,
    "tuna sosial dan korban perdagangan orang": _STREET,
    "bekas warga binaan": _STREET,
    "WKSBM": _COMMUNITY,
    "LK3": _FAMILY,
    "pemberdayaan masyarakat": _COMMUNITY,
}

GRADES = ("A", "B", "C")  # the best first
NOT_ACCREDITED = "TTA"
YEARS_OF_GRADE = {"A": 5, "B": 3, "C": 2}  # how long a grade lasts as BALKS said in 2020; since 2025 unknown

FOREVER = "tanpa batas"  # of a registration, in place of its last day
FEW = 5  # of those whom an institution serves: fewer are told to nobody outside of its region
IN_PROCESS, REVOKED = "dalam proses", "dicabut"  # what a registration can be besides issued

ROLES = ("pelaksana", "sasaran", "mitra")  # in a task
SCOPES = ("kabupaten/kota", "provinsi", "nasional")
MONEY = ("APBK", "APBA", "APBN", "donatur", "usaha")
PUBLIC_MONEY = frozenset(MONEY[:3])
BUILDINGS = ("milik", "sewa", "pinjam")
ACTIVITIES = ("kunjungan", "laporan", "rakor", "konfirmasi")
ENDS = CLOSED, MERGED, MOVED = ("tutup", "digabung", "pindah")

# What is told of a row of a list that names no kabupaten/kota; in a list of one's own it is the own.
UNTOLD_REGION = "kabupaten/kotanya tidak diketahui. Pilih daerahnya."
