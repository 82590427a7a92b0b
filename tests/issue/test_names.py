"""What files are called when somebody takes them: papers about a rakor by the rakor and its day."""

from __future__ import annotations

from typing import Any

import pytest

from documents.issue.names import file_name, plain

TITLE = "Rapat Koordinasi Lembaga Kesejahteraan Sosial (LKS) se-Aceh"


def called(type_: str, **facts: Any) -> str:
    record = {"type": type_, "number": "", "region": "11", "date": "2026-11-29", "revision": 0, "facts": facts}
    return plain(file_name(record))


@pytest.mark.parametrize(("type_", "begin"), [("notula", "Notula"), ("hasil", "Laporan-Hasil-Rakor")])
def test_an_official_one_by_the_day_of_the_rakor(type_: str, begin: str) -> None:
    name = called(type_, rakor=TITLE, rakor_start="2026-09-18")
    assert name == f"{begin}-Rapat-Koordinasi-Lembaga-Kesejahteraan-Sosial-LKS-se-Aceh-2026-09-18"


def test_a_list_by_its_own_day() -> None:
    assert called("rekap", rakor=TITLE, rakor_start="2026-09-18").endswith("-se-Aceh-2026-11-29")


def test_one_of_several_rakor_by_its_place() -> None:
    assert called("rekap", rakor="") == "Rekap-Aceh"


def test_one_of_an_earlier_version_by_the_day_of_the_paper() -> None:
    assert called("notula", rakor="Rakor") == "Notula-Rakor-2026-11-29"


def test_a_long_title_ends_with_a_whole_word() -> None:
    name = called("notula", rakor="kemitraan " * 20, rakor_start="2026-09-18")
    assert name == f"Notula-{'-'.join(['kemitraan'] * 8)}-2026-09-18"
