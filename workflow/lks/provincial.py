"""What of a proposal is the province's to confirm: accreditations, and papers that the province has issued."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from workflow.lks.names import folded
from workflow.regions import regions

_PROVINCE = re.compile(r"\b(aceh|provinsi|propinsi|prov)\b")


def of_province(fields: Mapping[str, Any], before: Mapping[str, Any]) -> bool:
    """Whether a proposal brings or takes away an accreditation, or a registration that the province has issued."""
    graded = _accreditations(fields), _accreditations(before)
    papers = _changed(fields.get("registrations", ()), before.get("registrations", ()))
    return ("services" in fields and graded[0] != graded[1]) or any(issued_by_province(one["issuer"]) for one in papers)


def issued_by_province(issuer: str) -> bool:
    """ "Dinas Sosial Aceh" is the province's, "Dinas Sosial Kab. Aceh Utara" and "DPMPTSP Bireuen" are not."""
    text = folded(issuer)
    return not any(name in text for name in _kabupaten()) and bool(_PROVINCE.search(text))


@cache
def _kabupaten() -> tuple[str, ...]:
    return ("kabupaten", *(folded(region.name) for region in regions().values()))


def _accreditations(fields: Mapping[str, Any]) -> list[tuple[str, Any]]:
    """By kind of service, as far as there are any."""
    return [(service["kind"], one) for service in fields.get("services", ()) for one in service["accreditations"]]


def _changed(some: Iterable[Any], others: Iterable[Any]) -> list[Any]:
    """What is in one of the two only."""
    some, others = list(some), list(others)
    return [*(one for one in some if one not in others), *(one for one in others if one not in some)]
