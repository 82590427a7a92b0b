"""What was recorded for every kabupaten/kota names the one whose task it is."""

from __future__ import annotations

import pytest

from workflow.regions import ACEH, regions
from workflow.tasks.region_words import of_region

BIREUEN, BANDA_ACEH = regions()["11.11"], regions()["11.71"]


@pytest.mark.parametrize(
    ("text", "there"),
    [
        ("LKKS Kabupaten/Kota menyusun rencana kerja.", "LKKS Kabupaten Bireuen menyusun rencana kerja."),
        ("Dinas Sosial kabupaten/kota mendata LKS.", "Dinas Sosial Kabupaten Bireuen mendata LKS."),
        ("Dinas Sosial Kab./Kota mendata LKS.", "Dinas Sosial Kabupaten Bireuen mendata LKS."),
        ("Forum di kabupaten / kota masing-masing.", "Forum di Kabupaten Bireuen."),
        ("Forum di masing-masing Kabupaten/Kota dibentuk.", "Forum di Kabupaten Bireuen dibentuk."),
        ("LKKS Kabupaten/Kota Bireuen hadir.", "LKKS Kabupaten Bireuen hadir."),
        ("Diterapkan pada 3 LKS per kabupaten/kota.", "Diterapkan pada 3 LKS di Kabupaten Bireuen."),
        ("Satu forum per Kab./Kota per tahun.", "Satu forum di Kabupaten Bireuen per tahun."),
        ("Dilaporkan kepada Bupati/Wali Kota.", "Dilaporkan kepada Bupati Bireuen."),
        ("Dilaporkan kepada bupati/walikota masing-masing.", "Dilaporkan kepada Bupati Bireuen."),
    ],
)
def test_the_place_is_named(text: str, there: str) -> None:
    assert of_region(text, BIREUEN) == there


@pytest.mark.parametrize(
    "text",
    [
        "Rapat dihadiri 23 kabupaten/kota.", "Rapat dihadiri 23 (dua puluh tiga) kabupaten/kota.",
        "Seluruh kabupaten/kota hadir.", "Setiap Kabupaten/Kota hadir.", "LKKS kabupaten/kota se-Aceh hadir.",
        "Kerja sama antarkabupaten/kota.", "Studi ke kabupaten/kota lain.", "Kabupaten Pidie dan Kota Sabang.",
    ],
)  # fmt: skip
def test_all_of_them_stay_all(text: str) -> None:
    assert of_region(text, BIREUEN) == text


def test_a_city_is_one_and_the_province_is_none() -> None:
    assert of_region("LKKS Kabupaten/Kota", BANDA_ACEH) == "LKKS Kota Banda Aceh"
    assert of_region("Wali: Bupati/Wali Kota", BANDA_ACEH) == "Wali: Wali Kota Banda Aceh"
    assert of_region("LKKS Kabupaten/Kota", ACEH) == "LKKS Kabupaten/Kota"
