"""Archive codes of Permendagri 83/2022 that social offices use, as suggestions: an office may always write another.

The code of a paper follows its subject, not its kind.
"""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path

LONGEST = 30


@cache
def archive_codes() -> dict[str, str]:
    """code -> what it is about, in the order of the codes."""
    with (Path(__file__).parent / "archive-codes.csv").open(encoding="utf-8", newline="") as source:
        return {row["code"]: row["name"] for row in csv.DictReader(source)}
