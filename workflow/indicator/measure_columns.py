"""What a table of one measure has beside each place, and which list has as many rows as the number says.

A list is named by its measure in the register (``lks.chosen``), or by its promise in the tasks (``tasks.filters``).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from babel.numbers import format_decimal

from workflow.indicator.figures import Figure, Place
from workflow.lks.spans import UNSURE

Number = Callable[[Place, Figure], Decimal | int | None]
TASKS = "tugas"  # before the name of a list of tasks


@dataclass(frozen=True)
class Column:
    """``key`` is its name in an address; ``list`` is "" where the number counts nothing that has a list."""

    key: str
    head: str
    number: Number
    list: str = ""


def _numerator(place: Place, figure: Figure) -> int:
    return figure.numerator


def _unknown(place: Place, figure: Figure) -> int:
    return figure.unknown


def _under(place: Place, figure: Figure) -> int | None:
    return figure.denominator


def _value(place: Place, figure: Figure) -> Decimal | None:
    return figure.number


def _active(place: Place, figure: Figure) -> int:
    return place.counts.get("P3", 0)


def _counted(code: str, head: str) -> Column:
    return Column("nilai", head, _value, code)


def _parts(numerator: tuple[str, str], under: tuple[str, str], head: str, *between: Column) -> tuple[Column, ...]:
    return (
        Column("pembilang", numerator[0], _numerator, numerator[1]), *between,
        Column("pembagi", under[0], _under, under[1]), Column("nilai", head, _value),
    )  # fmt: skip


def _beside(head: str, name: str) -> Column:
    return Column("belum", head, _unknown, name)


_UNSURE = _beside("Belum pasti", UNSURE)
_ACTIVE, _ALL = ("Aktif", "P3"), ("Tercatat", "P1")
_ACTIVE_BESIDE = Column("aktif", "Aktif", _active, "P3")
_OF_YEAR = {code: _beside("Tidak diketahui", f"{code}?") for code in ("S1", "S2", "S3")}
# measure -> its columns behind the place's name; the last one is its value
COLUMNS: dict[str, tuple[Column, ...]] = {
    "P1": (_counted("P1", "Tercatat"),),
    "P2": (_beside("Masa berlaku tidak diketahui", "P2?"), _counted("P2", "Terdaftar")),
    "P3": (_UNSURE, _counted("P3", "Aktif")),
    "P4": (_counted("P4", "Berbadan hukum"),),
    "P5": (_beside("Dugaan", "P5?"), _counted("P5", "Terakreditasi")),
    "I1": _parts(_ACTIVE, ("Penduduk", ""), "Per 100.000", _UNSURE),
    "I2": _parts(("Terdaftar", "P2"), _ALL, "Persen", _beside("Tidak diketahui", "P2?")),
    "I3": _parts(_ACTIVE, _ALL, "Persen", _UNSURE),
    "I4": _parts(("Berbadan hukum", "P4"), _ALL, "Persen"),
    "I5": _parts(("Terakreditasi", "I5"), _ACTIVE, "Persen"),
    "I6": (_ACTIVE_BESIDE, _UNSURE, *_parts(("Terjangkau", ""), ("Kecamatan", ""), "Persen")),
    "I7": (_ACTIVE_BESIDE, _UNSURE, Column("nilai", "Kelompok", _value)),
    "I8": _parts(("Berperan", "I8"), _ACTIVE, "Persen"),
    "I9": _parts(
        ("Tepat waktu", f"{TASKS} ditepati"), ("Jatuh tempo", f"{TASKS} jatuh-tempo"), "Persen",
        _beside("Tidak dilanjutkan", f"{TASKS} tidak-dihitung"),
    ),
    "S1": _parts(("Ada", "S1"), _ACTIVE, "Persen", _OF_YEAR["S1"]),
    "S2": _parts(("Dapat", "S2"), _ACTIVE, "Persen", _OF_YEAR["S2"]),
    "S3": _parts(("Ada", "S3"), _ACTIVE, "Persen", _OF_YEAR["S3"]),
}  # fmt: skip


def list_of(code: str) -> str:
    """The list that opens behind a tile: the institutions or tasks that the measure counts."""
    return next(column.list for column in COLUMNS[code] if column.list and column.key != "belum")


def shown(number: Decimal | int | None) -> str:
    """ "2,0", "5.623.479", or "–" for none."""
    if number is None:
        return "–"
    return str(format_decimal(number, format="#,##0.0" if _has_fraction(number) else "#,##0", locale="id"))


def _has_fraction(number: Decimal | int) -> bool:
    return isinstance(number, Decimal) and number.as_tuple().exponent != 0


def rounded(number: Decimal | int, by: int) -> Decimal | None:
    """A quotient as figures have it: one decimal, half up; None by nothing."""
    return (Decimal(number) / by).quantize(Decimal("0.1"), ROUND_HALF_UP) if by else None
