"""The stored files that an office's kop names: its emblem, its own Word letterhead, and the pictures of that."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any


def files(office: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """The sha256 of each, and what it is in words."""
    own = office["letterhead"]
    found = [(office["emblem"], "Lambang"), (own.get("sha256", ""), "Kop Word")]
    found += [(picture["sha256"], "Gambar kop Word") for picture in own.get("drawn", {}).get("pictures", ())]
    return ((sha256, what) for sha256, what in found if sha256)


def named(office: Mapping[str, Any]) -> set[str]:
    return {sha256 for sha256, _ in files(office)}
