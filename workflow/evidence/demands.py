"""Kinds of evidence that an outcome may demand, what is told of each, and which of them are still lacking."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from workflow.text import listed, spoken_day

PHOTO = "foto"
KINDS = {
    "sk": "SK", "berita_acara": "Berita acara", "daftar_hadir": "Daftar hadir", PHOTO: "Foto", "surat": "Surat",
}  # fmt: skip
# What a paper of that kind is known by. A list of those present has no number.
TOLD: Mapping[str, tuple[str, ...]] = {
    "sk": ("paper_number", "paper_date"), "berita_acara": ("paper_number", "paper_date"),
    "daftar_hadir": ("paper_date",), "surat": ("paper_number", "paper_date"),
}  # fmt: skip
WORDS = {"paper_number": "nomor", "paper_date": "tanggal"}


def kind_of(piece: Mapping[str, Any]) -> str:
    """Of ``KINDS``, or "": what was typed; a picture of which nothing was typed is a photo."""
    return piece.get("paper_kind") or (PHOTO if piece["media"].startswith("image/") else "")


def paper_words(piece: Mapping[str, Any]) -> str:
    """ "SK Nomor 460/12 tanggal 17 November 2026", as far as it was typed; "" of a mere photo or file"""
    number, date = piece.get("paper_number", ""), piece.get("paper_date", "")
    parts = [KINDS[piece["paper_kind"]]] if piece.get("paper_kind") else []
    parts += [f"Nomor {number}"] if number else []
    parts += [f"tanggal {spoken_day(date)}"] if date else []
    return " ".join(parts)


def untold(piece: Mapping[str, Any]) -> str:
    """What is lacking of a paper of its kind: "nomor dan tanggal", or ""."""
    return listed([WORDS[name] for name in TOLD.get(kind_of(piece), ()) if not piece.get(name)])


def lacking(demanded: Iterable[str], pieces: Collection[Mapping[str, Any]]) -> list[str]:
    """Of each demanded kind that is not there as it should be, what is lacking: "SK", "nomor dan tanggal Surat"."""
    found = []
    for kind in demanded:
        gaps = [untold(piece) for piece in pieces if kind_of(piece) == kind]
        if "" not in gaps:
            found.append(f"{gaps[0]} {KINDS[kind]}" if gaps else KINDS[kind])
    return found


def demand_words(demanded: Iterable[str]) -> str:
    """ "SK, berita acara, dan foto": what an outcome demands; "" when nothing in particular"""
    words = [KINDS[kind] if KINDS[kind].isupper() else KINDS[kind].lower() for kind in demanded]
    return listed(words)
