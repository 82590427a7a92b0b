"""A list that is sorted by one field of the store: what of ``?urut=`` means something, and the order it stands for."""

from __future__ import annotations

from collections.abc import Container, Mapping

from workflow.web.sorted_heads import NAME


def asked_order(fields: Container[str], args: Mapping[str, str]) -> str:
    """``urut`` of an address when its column is one of ``fields``, else ""."""
    value = args.get(NAME, "")
    return value if value.removeprefix("-") in fields else ""


def field_order(fields: Mapping[str, str], urut: str, usual: str) -> str:
    """As ``Store.find`` takes it; ``usual`` where nobody asked."""
    if not urut:
        return usual
    return f"{'-' * urut.startswith('-')}{fields[urut.removeprefix('-')]}"
