"""Columns that are ticked: each is a kabupaten/kota, a month, or a week of a month, and a mark in its cell means it."""

from __future__ import annotations

import re

from documents.readers.values.numerals import MONTHS, ORDINAL
from documents.readers.values.places import read_regions

MARK = re.compile(r"[vVxX√✓✔☑☒●•■▪*]|ya|Ya|YA")
_MONTH = re.compile(rf"(?i)(?:bulan\s+)?({'|'.join(sorted(MONTHS, key=len, reverse=True))})\b\.?(?:\s+(20[0-9]{{2}}))?")
_WEEK = re.compile(rf"(?i)(?:minggu|pekan|mg|m)?\.?\s*-?\s*(?:ke\s*-?\s*)?({ORDINAL})")
_YEAR = re.compile(r"\b20[0-9]{2}\b")


def is_place(stack: list[str]) -> bool:
    """Whether the lowest word above a column is one kabupaten/kota and nothing else."""
    found = read_regions(stack[-1]) if stack and len(stack[-1]) <= 40 else None
    return found is not None and len(found.codes) == 1 and not found.doubt and found.codes != ("ALL",)


def is_time(stack: list[str]) -> bool:
    """Whether the words above a column are a month, or a week below the name of its month."""
    return bool(_time(" – ".join(stack), ""))


def said_by(field: str, head: str, year: str) -> str:
    """What a mark under ``head`` ("Oktober – II") says: "Minggu II Oktober 2026", or the kabupaten/kota. ``year`` is
    taken where the head names none."""
    return _time(head, year) or head.rpartition(" – ")[2] if field == "deadline" else head.rpartition(" – ")[2]


def year_of(texts: list[str]) -> str:
    """The one year that the words around a table name; "" when they name none or several."""
    years = {year for text in texts for year in _YEAR.findall(text)}
    return years.pop() if len(years) == 1 else ""


def _time(head: str, year: str) -> str:
    parts = head.split(" – ")
    months = [found for part in parts if (found := _MONTH.fullmatch(part.strip()))]
    if not months:
        return ""
    years = [part for part in parts if _YEAR.fullmatch(part.strip())]
    named = f"{months[-1][1]} {months[-1][2] or (years[0] if years else year)}".strip()
    week = _WEEK.fullmatch(parts[-1].strip())
    if week:
        return f"Minggu {week[1]} {named}"
    return named if _MONTH.fullmatch(parts[-1].strip()) else ""
