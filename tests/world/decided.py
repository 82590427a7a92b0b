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
