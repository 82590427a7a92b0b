"""How a reading is held against an answer key: the rules that stand beside the samples."""

from __future__ import annotations

import re
from typing import Any

_TEXTS = ("action", "indicator", "responsible", "related_parties", "remarks", "deadline_raw", "regions_raw")


def differences(key: dict[str, Any], shown: dict[str, Any]) -> list[str]:
    """What of the key is not so in what was read; nothing when all is right."""
    found = []
    if key["expect"] != shown["expect"]:
        found.append(f"expect: {shown['expect']} instead of {key['expect']}")
    if "outcomes" in key:
        found += _outcomes(key["outcomes"], shown["outcomes"])
    if len(key.get("tasks", [])) != len(shown["tasks"]):
        return [*found, f"{len(shown['tasks'])} tasks instead of {len(key['tasks'])}"]
    for number, (right, read) in enumerate(zip(key.get("tasks", []), shown["tasks"], strict=True), 1):
        found += [f"task {number}: {what}" for what in _task(right, read)]
    return found


def same_words(text: Any) -> str:
    """White space collapsed, "; " and a line break alike, "-" empty. Quotes stay as they are."""
    lines = [" ".join(line.split()) for line in re.split(r"\n|;\s", str(text or ""))]
    joined = "; ".join(line for line in lines if line)
    return "" if joined == "-" else joined


def _outcomes(right: list[dict[str, Any]], read: list[dict[str, Any]]) -> list[str]:
    want = [(o["no"], same_words(o["text"]), [_sub(s) for s in o.get("sub", [])]) for o in right]
    have = [(o["no"], same_words(o["text"]), [_sub(s) for s in o["sub"]]) for o in read]
    if len(want) != len(have):
        return [f"{len(have)} outcomes instead of {len(want)}"]
    return [f"outcome {h} instead of {w}" for w, h in zip(want, have, strict=True) if w != h]


def _sub(sub: dict[str, str]) -> tuple[str, str]:
    return sub["no"], same_words(sub["text"])


def _task(right: dict[str, Any], read: dict[str, Any]) -> list[str]:
    found = [
        f"{name}: {read[name]!r} instead of {right[name]!r}"
        for name in _TEXTS
        if name in right and same_words(right[name]) != same_words(read[name])
    ]
    found += [
        f"{name}: {read[name]!r} instead of {right[name]!r}"
        for name in ("outcome_no", "deadline_precision", "budget_source")
        if name in right and right[name] != read[name]
    ]
    if "regions" in right and right["regions"] != read["regions"]:
        found.append(f"regions: {read['regions']}")
    if "deadline" in right and not _same_day(right, read["deadline"]):
        found.append(f"deadline: {read['deadline']} instead of {right['deadline']}")
    if "budget_amount" in right and read["budget_amount"] != right["budget_amount"]:
        found.append(f"budget_amount: {read['budget_amount']} instead of {right['budget_amount']}")
    return found


def _same_day(right: dict[str, Any], read: str | None) -> bool:
    if "deadline_accept_from" in right and read:
        return str(right["deadline_accept_from"]) <= read <= str(right["deadline_accept_to"])
    return read == right["deadline"]
