"""File names of documents: plain letters that every file system keeps."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from workflow.kinds import KINDS, Standing, rakor_kinds
from workflow.regions import regions

LONGEST_TITLE = 80  # letters of a rakor's title in the name of a file


def file_name(record: Mapping[str, Any]) -> str:
    """ "Laporan-400.9.12-0131-DINSOS-2023"; without a number by place, outcome and revision. A paper about a rakor is
    called by the rakor and its day, a list by its own day."""
    kind = KINDS[record["type"]].file
    if record["type"] in rakor_kinds() and record["facts"].get("rakor"):
        day = record["facts"].get("rakor_start") or record["date"]
        return about_rakor(record["type"], record["facts"]["rakor"], day, record["date"])
    if record["number"]:
        return f"{kind}-{record['number']}"
    revision = f"-revisi-{record['revision']}" if KINDS[record["type"]].standing is Standing.DRAFT else ""
    facts = record["facts"]
    outcomes = facts.get("outcomes", [facts["outcome"]] if "outcome" in facts else [])  # the latter as once recorded
    about = f"-butir-{'-'.join(map(str, outcomes))}" if outcomes else ""
    return f"{kind}-{place(record['region'])}{about}{revision}"


def about_rakor(kind: str, title: str, start: str, today: str) -> str:
    """ "Notula-Rapat-Koordinasi-LKS-2023-09-18"; a list, of which there are many, ends with ``today``, its own day."""
    words = plain(title)
    if len(words) > LONGEST_TITLE:
        words = words[:LONGEST_TITLE].rsplit("-", 1)[0]
    own = today if KINDS[kind].standing is Standing.LIST and not KINDS[kind].by_hand else start
    return f"{KINDS[kind].file}-{words}-{own}"


def place(code: str) -> str:
    return regions()[code].short.replace(".", "") if code in regions() else "Aceh"


def folder(code: str) -> str:
    """ "11.11-Bireuen"; "Aceh" for the province and for no region."""
    return plain(f"{code}-{regions()[code].name}") if code in regions() else "Aceh"


def plain(name: str) -> str:
    """Only what every file system keeps."""
    return re.sub(r"[^A-Za-z0-9.]+", "-", name).strip("-.")
