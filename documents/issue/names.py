"""File names of documents: plain letters that every file system keeps."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from workflow.kinds import KINDS, Standing
from workflow.regions import regions


def file_name(record: Mapping[str, Any]) -> str:
    """ "Laporan-400.9.12-0131-DINSOS-2023"; without a number by place, outcome and revision."""
    kind = KINDS[record["type"]].file
    if record["number"]:
        return f"{kind}-{record['number']}"
    revision = f"-revisi-{record['revision']}" if KINDS[record["type"]].standing is Standing.DRAFT else ""
    facts = record["facts"]
    outcomes = facts.get("outcomes", [facts["outcome"]] if "outcome" in facts else [])  # the latter as once recorded
    about = f"-butir-{'-'.join(map(str, outcomes))}" if outcomes else ""
    return f"{kind}-{place(record['region'])}{about}{revision}"


def place(code: str) -> str:
    return regions()[code].short.replace(".", "") if code in regions() else "Aceh"


def folder(code: str) -> str:
    """ "11.11-Bireuen"; "Aceh" for the province and for no region."""
    return plain(f"{code}-{regions()[code].name}") if code in regions() else "Aceh"


def plain(name: str) -> str:
    """Only what every file system keeps."""
    return re.sub(r"[^A-Za-z0-9.]+", "-", name).strip("-.")
