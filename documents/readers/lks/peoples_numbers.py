"""Numbers of persons in a list of LKS, wherever they stand: NIK, and the NIP of an official, which begins with the day
of birth. Neither is kept of an institution, and no remark quotes one.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from workflow.nik import MASK, has_nik, masked

_LONG = re.compile(r"\d(?:[\s._-]{0,2}\d){15}")  # digits: asked first, since looking closely takes long
# Day of birth, month in which the service began, sex, three digits.
_DAY, _MONTH = r"(?:19[4-9]\d|20[01]\d)(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])", r"(?:19|20)\d\d(?:0[1-9]|1[0-2])"
_NUMBER = rf"(?<!\d){_DAY}[\s._-]{{0,2}}{_MONTH}[\s._-]{{0,2}}[12][\s._-]{{0,2}}\d{{3}}(?!\d)"
_NIP = re.compile(_NUMBER)
_CALLED_NIP = re.compile(rf"[\s,;(/-]*(?:\bnip\b[\s.:]*)?{_NUMBER}\)?", re.IGNORECASE)
_NIP_MASK = "[NIP dihapus]"


def without(record: Mapping[str, Any]) -> tuple[dict[str, Any], list[str]]:
    """The record without the numbers of persons, and which there were ("NIK", "NIP"). What was nothing else is empty:
    a number that is no institution's must not look like one that two of them share."""
    told = repr(record)
    found = []
    if _LONG.search(told):
        found = [name for name, there in (("NIK", has_nik(told)), ("NIP", bool(_NIP.search(told)))) if there]
    return {**(_each(record, _cleaned) if found else record), "name": told_without(record["name"])}, found


def told_without(told: Any) -> Any:
    """Plain text, or a list of it, with a word in place of every number of a person."""
    return _each(told, lambda text: masked(_NIP.sub(_NIP_MASK, text)))


def _cleaned(text: str) -> str:
    left: str = masked(_CALLED_NIP.sub("", text))
    return "" if left.strip() == MASK else left


def _each(value: Any, change: Callable[[str], str]) -> Any:
    """The same plain value with every text of it changed."""
    if isinstance(value, str):
        return change(value) if _LONG.search(value) else value
    if isinstance(value, Mapping):
        return {key: _each(part, change) for key, part in value.items()}
    return [_each(part, change) for part in value] if isinstance(value, list) else value
