"""Hijri days as papers in Aceh write them: each is a Gregorian day that is asked about, or compared with one beside."""

from __future__ import annotations

import pytest

from documents.readers.reading import read_pasted
from documents.readers.values.dates import read_deadline

# The first day of each month of 1447, by the calendar of Umm al-Qura, and how offices spell the month.
MONTHS = {
    "2025-06-26": ("Muharram", "Muharam"),
    "2025-07-26": ("Safar", "Shafar"),
    "2025-08-24": ("Rabiul Awal", "Rabiulawal", "Rabi'ul Awwal", "Rabi’ul-Awal", "RABIUL AWAL"),
    "2025-09-23": ("Rabiul Akhir", "Rabiulakhir", "Rabi'ul Tsani", "Rabi'uts Tsani"),
    "2025-10-23": ("Jumadil Awal", "Jumadilawal", "Jumadal Ula", "Jumadil Ula"),
    "2025-11-22": ("Jumadil Akhir", "Jumadilakhir", "Jumadal Akhirah", "Jumadits Tsaniyah", "Jumadil Tsani"),
    "2025-12-21": ("Rajab",),
    "2026-01-20": ("Sya'ban", "Syaban", "Syakban"),
    "2026-02-18": ("Ramadan", "Ramadhan", "Romadhon"),
    "2026-03-20": ("Syawal", "Syawwal"),
    "2026-04-18": ("Zulkaidah", "Dzulqa'dah", "Dzulkaidah", "Zulqaidah"),
    "2026-05-18": ("Zulhijah", "Dzulhijjah", "Dzul Hijjah", "Zulhijjah"),
}


@pytest.mark.parametrize(("first", "name"), [(day, name) for day, names in MONTHS.items() for name in names])
def test_a_month_is_known_however_it_is_spelled(first: str, name: str):
    read = read_deadline(f"1 {name} 1447 H")
    assert (read.raw, read.first, read.last, read.precision) == (f"1 {name} 1447 H", first, first, "day")
    assert "1447 H = 1" in read.doubt or "1447 H = 2" in read.doubt


def test_the_day_that_was_computed_is_asked_with_how_far_off_it_may_be():
    asked = read_deadline("paling lambat 12 Rabiul Awal 1445 H").doubt
    assert asked == (
        "12 Rabiul Awal 1445 H = 27 September 2023? Dihitung menurut kalender Umm al-Qura; penetapan di Indonesia "
        "dapat berbeda sehari."
    )


@pytest.mark.parametrize(
    ("written", "first", "last", "precision"),
    [
        ("Ramadhan 1447 H", "2026-02-18", "2026-03-19", "month"),
        ("bulan Ramadhan 1447", "2026-02-18", "2026-03-19", "month"),
        ("awal Ramadhan 1447 H", "2026-02-18", "2026-02-27", "month"),
        ("minggu ke-2 Ramadhan 1447 H", "2026-02-18", "2026-03-19", "month"),
        ("10 s.d. 12 Zulhijah 1447 H", "2026-05-27", "2026-05-29", "day"),
        ("1 Rajab 1447 s.d. 30 Sya'ban 1447 H", "2025-12-21", "2026-02-18", "day"),
        ("1 Rajab 1447 hijriyah", "2025-12-21", "2025-12-21", "day"),
    ],
)
def test_months_and_ranges_have_their_days(written: str, first: str, last: str, precision: str):
    read = read_deadline(written)
    assert (read.first, read.last, read.precision) == (first, last, precision)
    assert "?" in read.doubt


@pytest.mark.parametrize(
    "written", ["18 September 2023 M / 3 Rabiul Awal 1445 H", "18 September 2023 (2 Rabiulawal 1445 H)"]
)
def test_a_gregorian_day_beside_it_needs_no_question(written: str):
    read = read_deadline(written)
    assert (read.first, read.last, read.precision, read.doubt) == ("2023-09-18", "2023-09-18", "day", "")


def test_two_days_that_do_not_agree_are_told():
    read = read_deadline("19 September 2023 M / 12 Rabiul Awal 1445 H")
    assert read.last == "2023-09-19"
    assert read.doubt == "Tanggal Hijriahnya menunjuk hari lain: 12 Rabiul Awal 1445 H = 27 September 2023."


@pytest.mark.parametrize(
    ("written", "why"), [("31 Rajab 1447 H", "tidak ada dalam kalender"), ("1 Rajab 1555 H", "di luar")]
)
def test_what_the_calendar_does_not_have_is_no_day(written: str, why: str):
    read = read_deadline(written)
    assert (read.first, read.last) == ("", "")
    assert why in read.doubt


def test_what_it_depends_on_is_asked_as_of_any_time():
    assert "bergantung pada hal lain" in read_deadline("setelah Ramadhan 1447 H").doubt


def test_the_question_reaches_the_task_of_a_list():
    said = read_pasted("No\tHasil Rakor\tTindak Lanjut\tBatas Waktu\n1\tMendata LKS\tMendata\t27 Rajab 1447 H")
    task = said.tasks[0]
    assert (task.deadline.raw, task.deadline.last) == ("27 Rajab 1447 H", "2026-01-16")
    assert "16 Januari 2026?" in task.deadline.doubt
