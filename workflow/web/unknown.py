"""Filters of an address that mean nothing here: said above the list, which is shown without them. A file could not say
so, and is not made."""

from __future__ import annotations

from collections.abc import Container, Iterable

from flask import request

from workflow.errors import Invalid
from workflow.text import line

LONGEST = 60  # letters of a value that are shown


def unknown_filters(names: Iterable[str], used: Container[str]) -> list[str]:
    """Those of ``names`` that were filled in and are not ``used``, each with its value: "tahap “selesai”"."""
    filled = {name: line(request.args.get(name)) for name in names}
    return [f"{name} “{value[:LONGEST]}”" for name, value in sorted(filled.items()) if value and name not in used]


def refuse(unknown: Iterable[str]) -> None:
    """Raises ``Invalid`` when there are such filters: the file would hold something else than was asked for."""
    if said := ", ".join(unknown):
        raise Invalid({"saringan": f"Saringan pada alamat ini tidak dikenal, jadi berkasnya tidak dibuat: {said}."})
