"""Which kinds of service a cell names: "LKS ANAK DALAM PANTI", "Panti jompo", "Rehabilitasi NAPZA".

Children, old and disabled people are served inside or outside of a home; where nothing says which, the kind is unknown.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from workflow.lks.kinds import SERVICES
from workflow.lks.names import folded

_IN = re.compile(r"\bdalam\b|\bpanti\b|asrama|residen|berbasis lembaga|institusi")
_OUT = re.compile(r"\bluar\b|\bnon ?panti\b|berbasis (?:keluarga|komunitas|masyarakat)|home ?care|day ?care")
_KINDS = (
    ("anak berhadapan dengan hukum", r"berhadapan dengan hukum|\babh\b"),
    ("anak memerlukan perlindungan khusus", r"perlindungan khusus|\bampk\b"),
    ("taman anak sejahtera", r"taman anak|\btas\b|penitipan anak|\btpa\b"),
    ("LK3", r"\blk3\b|konsultasi (?:kesejahteraan )?keluarga"),
    ("WKSBM", r"\bwksbm\b"),
    ("NAPZA", r"napza|narkoba|narkotika|\bipwl\b|adiksi"),
    ("ODHA", r"\bodh(?:a|iv)\b|\bhiv\b|\baids\b"),
    ("bekas warga binaan", r"bekas warga binaan|\bbwb(?:lp|p)\b|eks (?:napi|narapidana|warga binaan)"),
    ("tuna sosial dan korban perdagangan orang", r"tuna (?:sosial|susila)|perdagangan|trafficking|\btppo\b"),
    ("gelandangan-pengemis", r"gelandang|pengemis|gepeng"),
    ("disabilitas", r"disab|cacat|difabel|tuna ?(?:netra|rungu|daksa|grahita|wicara)"),
    ("lanjut usia", r"lanjut usia|lansia|jompo|werd?h?[ae]|wreda|lkslu|\blu\b"),
    ("pemberdayaan masyarakat", r"pemberdayaan|dhuafa|duafa"),
    ("anak", r"\banak\b|\blksa\b|panti asuhan|yatim|\banak asuh\b"),
)  # fmt: skip
_PATTERNS = tuple((kind, re.compile(words)) for kind, words in _KINDS)
_APART = re.compile(r"[;\n+]|,(?! dalam| luar)")
_NOT_IN = re.compile(r"(?:luar|non) ?(?:panti|lembaga|lks)?")
_INSIDE = re.compile(r"\bdalam\b")
_HOMES = re.compile(r"panti (?:asuhan|jompo|werd|wreda|sosial)")
MOST = 300  # letters


def kinds_in(texts: Sequence[str], place: str = "") -> list[str]:
    """The kinds of service that the cells name, in their order; ``place`` says inside or outside where another column
    does. [] when none is sure."""
    if not texts:
        return []
    parts, beside = (part for text in texts for part in parts_of(text)), folded(place)
    return list(dict.fromkeys(kind for part in parts for kind in _kinds(folded(part), beside)))


def parts_of(text: str) -> list[str]:
    """What a cell lists one by one."""
    return [part for part in _APART.split(text[:MOST]) if part.strip()]


@lru_cache(2048)
def _kinds(text: str, place: str) -> Sequence[str]:
    """Lists say the same few kinds in all of their rows."""
    kind = next((kind for kind, pattern in _PATTERNS if pattern.search(text)), "")
    if not kind or kind in SERVICES:
        return [kind] if kind else []
    inside, outside = _sides(text)
    if not (inside or outside):
        inside, outside = _sides(place)
    return [f"{kind} {side} panti" for side, said in (("dalam", inside), ("luar", outside)) if said]


def _sides(text: str) -> tuple[bool, bool]:
    outside = bool(_OUT.search(text))
    plain = _NOT_IN.sub(" ", text)
    return bool(_INSIDE.search(plain) or (_IN.search(plain) and (not outside or _HOMES.search(plain)))), outside
