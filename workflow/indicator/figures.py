"""The measures of the community's part, exactly as they are defined: counts of institutions and ratios of counts.

k is a kabupaten, t the day. A numerator is always within its denominator (``lks.spans`` cuts them so); nothing divided
by nothing is no number. One decimal, half up. Of Aceh: sums, and ratios of sums.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal

from workflow.lks.kinds import GROUPS
from workflow.lks.spans import UNSURE

PER = 100_000  # inhabitants of I1


@dataclass(frozen=True)
class Measure:
    """``of`` is what the denominator counts, "" of a mere count; ``unit`` stands behind the number."""

    code: str
    name: str
    definition: str
    of: str = ""
    unit: str = ""


MEASURES = {
    one.code: one
    for one in (
        Measure("P1", "LKS tercatat", "LKS milik masyarakat yang tercatat dan belum tutup atau digabung"),
        Measure("P2", "LKS terdaftar", "dari P1, yang memegang STP atau STPU yang berlaku"),
        Measure("P3", "LKS aktif", "dari P1, yang mempunyai kegiatan dalam 12 bulan terakhir"),
        Measure("P4", "LKS berbadan hukum", "dari P1, yang mempunyai SK Kemenkumham"),
        Measure("P5", "LKS terakreditasi", "dari P1, yang sedikitnya satu layanannya terakreditasi A, B, atau C"),
        Measure("I1", "LKS aktif per 100.000 penduduk", "P3 dibagi jumlah penduduk", "penduduk", "per 100.000"),
        Measure("I2", "Terdaftar", "P2 dibagi P1", "P1", "%"),
        Measure("I3", "Aktif", "P3 dibagi P1", "P1", "%"),
        Measure("I4", "Berbadan hukum", "P4 dibagi P1", "P1", "%"),
        Measure("I5", "Terakreditasi", "yang aktif dan terakreditasi dibagi P3", "P3", "%"),
        Measure("I6", "Jangkauan", "kecamatan dengan LKS aktif dibagi jumlah kecamatan", "kecamatan", "%"),
        Measure("I7", "Ragam", "kelompok layanan dengan LKS aktif, dari tujuh", "7", "dari 7"),
        Measure(
            "I8", "Peran dalam tindak lanjut",
            "dari P3, yang menjadi pelaksana atau mitra tugas yang terlaksana sejak 1 Januari", "P3", "%",
        ),
        Measure(
            "I9", "Janji ditepati",
            "tugas yang selesai tepat waktu dibagi tugas yang jatuh tempo sejak 1 Januari; yang dibatalkan, dialihkan, "
            "atau tidak dapat ditindaklanjuti tidak dihitung",
            "tugas", "%",
        ),
        Measure("S1", "Pekerja sosial bersertifikat", "dari P3, dengan pekerja sosial bersertifikat", "P3", "%"),
        Measure("S2", "Dukungan dana publik", "dari P3, dengan dana APBK, APBA, atau APBN pada tahun itu", "P3", "%"),
        Measure(
            "S3", "Sarana sendiri dan ramah disabilitas", "dari P3, gedung milik atau pinjam dengan akses", "P3", "%"
        ),
    )
}  # fmt: skip
# code -> what is counted, and out of what
_RATIOS = {"I2": ("P2", "P1"), "I3": ("P3", "P1"), "I4": ("P4", "P1"), "I5": ("I5", "P3"), "S1": ("S1", "P3"),
           "S2": ("S2", "P3"), "S3": ("S3", "P3")}  # fmt: skip
# code -> those of which nobody knows whether they count, and among how many they are
_UNKNOWN = {
    **dict.fromkeys(("P2", "I2"), ("P2?", "P1")), "P5": ("P5?", "P1"),
    **dict.fromkeys(("P3", "I1", "I3", "I6", "I7"), (UNSURE, "P1")),
}  # fmt: skip
MUCH = 5  # of five one that is unknown: from more on a figure is marked


@dataclass(frozen=True)
class Figure:
    """One measure of one place: ``value`` is None for what does not exist; ``unknown`` are those that neither count nor
    do not, out of ``among``; of I9 those left out. ``recorded`` says whether there is anything that was counted."""

    code: str
    value: Decimal | None
    numerator: int
    denominator: int | None = None
    unknown: int = 0
    among: int = 0
    recorded: bool = True

    @property
    def number(self) -> Decimal | None:
        """What pages, files and papers print, None for "–": where nothing is recorded, nought is not known either."""
        return self.value if self.recorded else None

    @property
    def uncertain(self) -> bool:
        """Whether more than 20 % are unknown."""
        return self.among > 0 and self.unknown * MUCH > self.among


@dataclass(frozen=True)
class Place:
    """What the figures of a place are computed from; None where nobody has typed it."""

    counts: Mapping[str, int]
    population: int | None = None
    kecamatan: int | None = None
    reached: int = 0  # kecamatan with an active institution
    involved: int = 0  # of P3, those that carried out what was implemented in the year
    due: int = 0  # tasks of the year until the day
    kept: int = 0  # of these, finished in time
    left_out: int = 0  # due in the year, but cancelled, moved or impossible


SUMS = ("reached", "involved", "due", "kept", "left_out")


def figures(place: Place) -> dict[str, Figure]:
    """Code -> figure, of every measure."""
    counts = Counter(place.counts)
    found = {code: Figure(code, Decimal(counts[code]), counts[code]) for code in ("P1", "P2", "P3", "P4", "P5")}
    for code, (over, under) in _RATIOS.items():
        found[code] = _ratio(code, counts[over], counts[under], 100)
    groups = sum(counts[f"I7 {group}"] > 0 for group in GROUPS)
    found |= {
        "I1": _ratio("I1", counts["P3"], place.population, PER),
        "I6": _ratio("I6", place.reached, place.kecamatan, 100),
        "I7": Figure("I7", Decimal(groups), groups, len(GROUPS)),
        "I8": _ratio("I8", place.involved, counts["P3"], 100),
        "I9": replace(_ratio("I9", place.kept, place.due, 100), unknown=place.left_out),
    }
    for code, (name, among) in _UNKNOWN.items():
        found[code] = replace(found[code], unknown=counts[name], among=counts[among])
    for code in ("S1", "S2", "S3"):
        unsaid = counts["P3"] - counts[code] - counts[f"{code}-"]
        found[code] = replace(found[code], unknown=unsaid, among=counts["P3"])
    # What tasks say of promises needs no institution.
    return {code: replace(found[code], recorded=code == "I9" or counts["P1"] > 0) for code in MEASURES}


def together(places: Mapping[str, Place]) -> Place:
    """Aceh: sums. A kabupaten without a typed number leaves the sum without one, too."""
    all_of = list(places.values())
    names = {name for place in all_of for name in place.counts}
    return Place(
        {name: sum(place.counts.get(name, 0) for place in all_of) for name in names},
        _sum(place.population for place in all_of), _sum(place.kecamatan for place in all_of),
        *(sum(getattr(place, name) for place in all_of) for name in SUMS),
    )  # fmt: skip


def _sum(numbers: Iterable[int | None]) -> int | None:
    known = list(numbers)
    return None if None in known else sum(number or 0 for number in known)


def people_for_one(people: int, active: int) -> int:
    """How many inhabitants there are for each active institution, half up."""
    return (2 * people + active) // (2 * active)


def _ratio(code: str, over: int, under: int | None, times: int) -> Figure:
    if not under:
        return Figure(code, None, over, under)
    value = (Decimal(times * over) / under).quantize(Decimal("0.1"), ROUND_HALF_UP)
    return Figure(code, value, over, under)
