"""Rows of label and value: no label touches its colon, and no line ends between a day and its month."""

from __future__ import annotations

import re

import pytest

from documents.report import kop_faces, measures
from documents.report.blocks import Meta
from documents.report.fonts import width_of
from documents.report.phrases import with_whole_days
from tests.world import office_suite


@pytest.mark.parametrize("label", ["Hari/Tanggal", "Penyelenggara", "Hal"])
def test_between_a_label_and_its_colon_is_some_room(label: str) -> None:
    column, *_ = measures.meta_columns(Meta(((label, ("-",)),)), 165, "arimo")
    assert column - width_of(label) >= 1.19


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Senin s.d. Selasa, 18–19 September 2023", "Senin s.d. Selasa, 18–19\u00a0September 2023"),
        ("30 September s.d. 2 Oktober 2023", "30\u00a0September s.d. 2\u00a0Oktober 2023"),
        ("12 orang", "12 orang"),
    ],
)
def test_a_day_stays_with_its_month(text: str, told: str) -> None:
    assert with_whole_days(text) == told


def test_the_office_suite_of_the_tests_draws_every_face_of_a_kop_as_the_pdf_does() -> None:
    """Or pages would be counted in whatever face the machine puts in its place."""
    named = {name: family.name for name, family in kop_faces.FAMILIES.items()}
    named = {name: ours for name, ours in named.items() if name in re.split(", dan |, ", kop_faces.SPOKEN)}
    assert {name: ours.replace(" ", "") for name, ours in office_suite.FACES.items()} == named
