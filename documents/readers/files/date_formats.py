"""What a number format shows of a day: "Okt-26" is a month, "2026" a year, whatever day is stored behind it."""

from __future__ import annotations

import re
from datetime import date

from documents.report.language import long_date

# A literal in quotes or behind a stroke, a colour or language in brackets, a run of one letter.
_TOKENS = re.compile(r'"([^"]*)"|\\(.)|\[[^\]]*\]|([yY]+|[mM]+|[dD]+|[hH]+|[sS]+)|(.)')


def without_day(day: date, pattern: str) -> str:
    """The words that a format without a day shows ("Oktober 2026", "Minggu ke-2 Oktober 2026"); "" when it shows the
    day, or neither month nor year. A name of a month is written out, and a year has four digits."""
    tokens = [found.groups() for found in _TOKENS.finditer(pattern.split(";")[0])]
    runs = [(run or "").lower() for _, _, run, _ in tokens]
    kinds = {run[0] for run in runs if run}
    if kinds & {"h", "s"} or not kinds & {"m", "y"} or any(run in ("d", "dd") for run in runs):
        return ""
    words = [_shown(day, token) for token in tokens]
    return " ".join(re.sub(r"[-/.,]+(?=\s|$)|(?<=\s)[-/.,]+", " ", "".join(words)).split())


def _shown(day: date, token: tuple[str | None, ...]) -> str:
    quoted, escaped, run, other = token
    if run:
        name = long_date(day.isoformat()).split()[1]
        return {"y": f" {day.year} ", "m": f" {name} "}.get(run[0].lower(), "")
    return quoted or escaped or (other if other and other not in "@_*?" else "") or ""
