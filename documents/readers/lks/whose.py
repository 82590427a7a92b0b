"""Whose an institution is: by its column, else by its name. Only the community's count, so homes of the government must
be known as such."""

from __future__ import annotations

import re

from documents.readers.values.places import read_regions
from workflow.lks.kinds import Owner
from workflow.lks.names import folded, of_government
from workflow.regions import PROVINCE, regions

_MINISTRY = re.compile(
    r"kemensos|kementerian|kemsos|pemerintah pusat|^pusat$|\bapbn\b|"
    r"^sentra (?:terpadu )?darussa|^balai (?:besar )?rehabilitasi"
)
_PROVINCE = re.compile(r"provinsi|propinsi|\bprov\b|pemprov")
_ACEH = re.compile(r"\b(?:dinas sosial|dinsos|pemerintah) aceh\b")
_LOCAL = re.compile(
    r"\bkabupaten\b|\bkota\b|\bkabkota\b|pemkab|pemko\b|\bdinas\b|\bdinsos\b|pemda\b|daerah|pemerintah|negeri|\buptd?\b"
)
_COMMUNITY = re.compile(
    r"masyarakat|swasta|yayasan|perorang|perseorang|pribadi|perkumpulan|\bormas\b|swadaya|non pemerintah|keagamaan"
)
MOST = 300  # letters


def owner_of(said: str, name: str, own_list: str) -> str:
    """``said`` is the cell of the column of owners, "" without one; ``own_list`` the region whose own list it is, ""
    for one of province or ministry."""
    words = folded(said)
    if words and (_COMMUNITY.search(words) and not _MINISTRY.search(words)):
        return Owner.COMMUNITY
    if words and (owner := _level(words, said)):
        return owner
    named = folded(name)
    if not (of_government(name) or (words and _LOCAL.search(words))):
        return Owner.COMMUNITY
    return _level(named, name) or (Owner.KABUPATEN if own_list or (words and "uptd" not in named) else Owner.PROVINCE)


def _level(words: str, raw: str) -> str:
    """Which government the words name, "" when they only say that it is one."""
    if _MINISTRY.search(words):
        return Owner.MINISTRY
    if _PROVINCE.search(words):
        return Owner.PROVINCE
    local = [code for code in read_regions(raw[:MOST]).codes if code in regions()]
    if local or re.search(r"\bkabupaten\b|\bkabkota\b|\bkota\b|pemkab|pemko\b", words):
        return Owner.KABUPATEN
    if _ACEH.search(words) or PROVINCE in read_regions(raw[:MOST]).codes or "rumoh seujahtera" in words:
        return Owner.PROVINCE
    return ""
