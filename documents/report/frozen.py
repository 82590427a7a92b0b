"""A report as plain data, as it is kept for ever, and back. Every text passes ``clean`` once, here."""

from __future__ import annotations

import dataclasses
import hashlib
import json
import re
import unicodedata
from typing import Any

from documents.report.blocks import BLOCKS, Column, Report, Row, Section, Signer
from documents.report.boxes import Box
from documents.report.charts import Chart, Tile
from documents.report.frozen_lists import Amount, Day, ListBehind
from documents.report.own_kop import KopLine, KopPicture, KopRule, KopText, OwnKop
from documents.report.photographs import Photo
from documents.report.sign_field import SignField
from documents.report.told import Told

PARTS: dict[str, type] = {
    part.__name__: part
    for part in (
        Box, Column, Row, Photo, Signer, Tile, Chart, Section, Amount, Day, ListBehind, Told, OwnKop, KopLine, KopText,
        KopRule, KopPicture, SignField, Report,
    )
}  # fmt: skip

# What neither Word nor a PDF can hold, and what makes text read otherwise than it is written.
_FORBIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069"
    "\ufeff\ufffd-\uffff\ud800-\udfff\U000e0000-\U000e0fff]"
)


def clean(text: str) -> str:
    """NFC, without control, zero-width, bidi-override and lone surrogate characters; tabs become blanks."""
    text = _FORBIDDEN.sub("", text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " "))
    return unicodedata.normalize("NFC", text)


def to_data(value: Any) -> Any:
    """A report (or any part of it) as plain JSON data, cleaned; dataclasses carry their name in ``_``."""
    if dataclasses.is_dataclass(value):
        parts = {f.name: to_data(getattr(value, f.name)) for f in dataclasses.fields(value)}
        return {"_": type(value).__name__, **parts}
    if isinstance(value, list | tuple):
        return [to_data(v) for v in value]
    if isinstance(value, dict):
        return {k: to_data(v) for k, v in value.items()}
    return clean(value) if isinstance(value, str) else value


def from_data(data: Any) -> Any:
    """The inverse of ``to_data``; raises ``KeyError`` for a block that this version does not know."""
    if isinstance(data, dict) and "_" in data:
        cls = BLOCKS.get(data["_"]) or PARTS[data["_"]]
        return cls(**{k: (v if k == "data" else from_data(v)) for k, v in data.items() if k != "_"})
    if isinstance(data, list):
        return tuple(from_data(v) for v in data)
    return data


def digest(data: Any) -> str:
    """SHA-256 of the canonical JSON (sorted keys, UTF-8, no blanks)."""
    text = json.dumps(data, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
