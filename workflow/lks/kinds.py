"""The words of the register of LKS: whose an institution is, what it does, by what it is supported."""

from __future__ import annotations

COMMUNITY = "masyarakat"
OWNERS = (COMMUNITY, "dinas kabupaten/kota", "Dinas Sosial Aceh", "Kemensos")
NO_LIMIT = "tanpa batas"  # of a paper that holds without a last day
GRADES = {"A": 5, "B": 3, "C": 2}  # best first; years that each was given for until 2024 (BALKS 2020)
PUBLIC_MONEY = frozenset({"APBK", "APBA", "APBN"})
# The seven groups of the indicator (I7), and the kinds of service in use.
GROUP_OF = {
    "anak dalam panti": "anak", "anak luar panti": "anak", "anak memerlukan perlindungan khusus": "anak",
    "taman anak sejahtera": "anak", "lanjut usia dalam panti": "lansia", "lanjut usia luar panti": "lansia",
    "disabilitas dalam panti": "disabilitas", "disabilitas luar panti": "disabilitas", "NAPZA": "NAPZA dan ODHA",
    "ODHA": "NAPZA dan ODHA", "anak berhadapan dengan hukum": "tuna sosial, TPPO, ABH",
    "gelandangan dan pengemis": "tuna sosial, TPPO, ABH",
    "tuna sosial dan korban perdagangan orang": "tuna sosial, TPPO, ABH",
    "bekas warga binaan": "tuna sosial, TPPO, ABH", "LK3": "keluarga dan konsultasi",
    "WKSBM": "komunitas dan WKSBM", "pemberdayaan masyarakat": "komunitas dan WKSBM",
}  # fmt: skip
