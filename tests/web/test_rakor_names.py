"""A rakor in a narrow column: short, with its year, and told from another."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from tests.world.arranged import DINSOS, RAKOR
from tests.world.instance import START
from tests.world.saying_yes import done
from workflow.rakor.recording import record_rakor
from workflow.web.rakor_names import rakor_names


def recorded(tuntas: SimpleNamespace, head: dict[str, str]) -> int:
    return done(lambda more: record_rakor(tuntas.store, DINSOS, {**RAKOR, **head, **more}, at=START))["id"]


def named(tuntas: SimpleNamespace, *heads: dict[str, str]) -> list[str]:
    return list(rakor_names(tuntas.store, [recorded(tuntas, head) for head in heads]).values())


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Rapat Koordinasi Lembaga Kesejahteraan Sosial (LKS)", "LKS 2026"),
        ("Rapat Koordinasi Lembaga Kesejahteraan Sosial (LKS) 2026 (contoh)", "LKS 2026"),
        ("Rakor Data 2026", "Data 2026"),
        ("Rapat Koordinasi", "Rapat Koordinasi 2026"),
        ("Rapat Evaluasi Pelayanan Kesejahteraan Sosial", "Evaluasi Pelayanan … 2026"),
        ("A" * 60, "A" * 24 + " 2026"),
    ],
)
def test_the_acronym_or_the_first_words_with_the_year(tuntas: SimpleNamespace, title: str, name: str):
    assert named(tuntas, {"title": title}) == [name]


def test_alike_ones_are_told_apart(tuntas: SimpleNamespace):
    later = {"start": "2026-10-02", "end": "2026-10-02"}
    assert named(tuntas, {}, later, {}, {"title": "Rakor Data"}) == [
        "LKS 2026, 18 Sep", "LKS 2026, 2 Okt", "LKS 2026, 18 Sep (2)", "Data 2026",
    ]  # fmt: skip
    assert rakor_names(tuntas.store, [99]) == {}
