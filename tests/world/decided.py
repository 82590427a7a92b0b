"""What the moves of Dinas Sosial Aceh put into the papers that tell of a decision."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

CLAIMED = {"by": "Ketua LKKS Kabupaten Bireuen", "at": "2026-11-03T02:00:00Z"}


def review(evidence: Sequence[Mapping[str, Any]], result: str) -> dict[str, Any]:
    """Of a claim with this evidence: "sesuai", or "belum" for its last piece."""
    accepted = result == "sesuai"
    *right, last = [one["id"] for one in evidence]
    verdicts = [{"evidence": id, "verdict": "sesuai", "remark": ""} for id in right]
    remark = "" if accepted else "Naskah belum ditandatangani kedua pihak."
    verdicts.append({"evidence": last, "verdict": result, "remark": remark})
    return {
        "no": 1 if accepted else 2, "result": result, "verdicts": verdicts, "claimed": CLAIMED,
        "reason": "" if accepted else "Kirim naskah yang sudah ditandatangani.", "returns": 0 if accepted else 1,
        "move": "verify" if accepted else "return_claim",
    }  # fmt: skip


ASKED = {"by": "Ketua LKKS Kabupaten Bireuen", "at": "2026-11-04T02:00:00Z"}
SUPPORTED = {"by": "Sekretaris Dinas Sosial Kabupaten Bireuen", "at": "2026-11-06T02:00:00Z"}
DECIDED = {"by": "Dinas Sosial Aceh", "at": "2026-11-09T02:00:00Z"}


def addendum(reason: str, *rows: Mapping[str, str], help: str = "") -> dict[str, Any]:
    """By default of a deadline that was moved; an answered help was supported by nobody."""
    moved = {"label": "Batas waktu", "before_day": "2026-12-15", "after_day": "2027-03-31"}
    return {
        "no": 1, "rows": list(rows) or [moved], "reason": reason, "asked": ASKED, "decided": DECIDED,
        "supported": None if help else SUPPORTED, "late_before": 0, "help": help,
    }  # fmt: skip


def closing(ground: str, reason: str, proof: str) -> dict[str, Any]:
    """Of a task that cannot be followed up."""
    return {
        "ground": ground, "reason": reason, "asked": ASKED, "supported": SUPPORTED, "decided": DECIDED,
        "proof": {"caption": proof, "number": "300/45/BPBD/2026", "date": "2026-11-02", "name": "surat.pdf"},
    }  # fmt: skip
