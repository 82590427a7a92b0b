"""What a rakor is called in a narrow column: "LKS 2026" for "Rapat Koordinasi Lembaga Kesejahteraan Sosial (LKS)"."""

from __future__ import annotations

import re
import textwrap
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from workflow.store import Store
from workflow.web.words import short_date

LONGEST = 24  # letters before the year
_ACRONYM = re.compile(r"\(([A-Z]{2,10})\)")
_EXAMPLE = re.compile(r"\s*\(contoh\)\s*$", re.IGNORECASE)  # the demo says so above every page
_KIND = re.compile(r"^(rapat koordinasi|rakor|rapat(?! koordinasi))\s+", re.IGNORECASE)


def rakor_names(store: Store, ids: Iterable[int]) -> dict[int, str]:
    """The short name of each of these rakor, told apart by the day and then by a number where they are alike."""
    found = [rakor for rakor in store.several("rakor", sorted(set(ids))).values() if "damaged" not in rakor]
    names = {rakor["id"]: _short(rakor) for rakor in found}
    alike = Counter(names.values())
    days = {rakor["id"]: f", {short_date(rakor['start'])[:-5]}" for rakor in found if alike[names[rakor["id"]]] > 1}
    names = {id: name + days.get(id, "") for id, name in names.items()}
    seen: Counter[str] = Counter()
    for id, name in names.items():
        seen[name] += 1
        names[id] = f"{name} ({seen[name]})" if seen[name] > 1 else name
    return names


def _short(rakor: Mapping[str, Any]) -> str:
    title, year = _EXAMPLE.sub("", rakor["title"]), rakor["start"][:4]
    acronym = _ACRONYM.search(title)
    name = acronym[1] if acronym else _KIND.sub("", title)
    name = textwrap.shorten(name, LONGEST, placeholder=" …") if " " in name else name[:LONGEST]
    return name if year in name else f"{name} {year}"
