"""Times, money and places: every written form reads back, and what is doubtful is asked."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from documents.readers.values.dates import only_clock, read_deadline
from documents.readers.values.money import read_budget
from documents.readers.values.places import read_regions
from documents.report.language import long_date
from workflow.regions import regions

LONG = (
    "Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus", "September", "Oktober", "November",
    "Desember",
)  # fmt: skip
SHORT = ("Jan", "Peb", "Mrt", "Apr", "Mei", "Jun", "Jul", "Agt", "Sept", "Okt", "Nop", "Des")
ROMAN = ("I", "II", "III", "IV", "V")
DAYS = st.dates(date(2001, 1, 1), date(2098, 12, 31))
WEEKDAYS = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")


def forms(day: date) -> list[str]:
    """One day as offices write it."""
    month, short = LONG[day.month - 1], SHORT[day.month - 1]
    return [
        long_date(day.isoformat()),
        f"{day.day} {month.upper()} {day.year}",
        f"{day.day:02d} {short} {day.year}",
        f"{day.day} {short}. {day.year}",
        f"{day.day}-{short}-{day.year % 100:02d}",
        f"{day:%d-%m-%Y}",
        f"{day:%d/%m/%y}",
        f"{day.day}/{day.month}/{day.year}",
        f"{day:%d.%m.%Y}",
        day.isoformat(),
        f"{WEEKDAYS[day.weekday()]}, {day.day} {month} {day.year}",
        f"paling lambat {day.day} {month} {day.year}",
        f"s.d. {day.day} {month} {day.year}",
        f"Tgl. {day.day} {month} {day.year} pukul 10.00 WIB",
        f"  {day.day}\N{NO-BREAK SPACE}{month}\n{day.year} ",
    ]


@settings(max_examples=150)
@given(DAYS, st.data())
def test_a_day_reads_back_from_every_form(day: date, data: st.DataObject):
    written = data.draw(st.sampled_from(forms(day)))
    read = read_deadline(written)
    assert (read.raw, read.first, read.last, read.precision, read.doubt) == (
        written, day.isoformat(), day.isoformat(), "day", "",
    )  # fmt: skip


@settings(max_examples=60)
@given(DAYS, st.integers(1, 400), st.sampled_from((" s.d. ", " - ", " – ", " s/d ", " sampai dengan ", " hingga ")))
def test_a_range_is_its_first_and_its_last_day(first: date, length: int, to: str):
    last = first + timedelta(days=length)
    read = read_deadline(f"{long_date(first.isoformat())}{to}{long_date(last.isoformat())}")
    assert (read.first, read.last, read.doubt) == (first.isoformat(), last.isoformat(), "")


@settings(max_examples=60)
@given(DAYS, st.integers(0, 3), st.data())
def test_a_week_a_quarter_and_a_half_year_keep_their_width(day: date, week: int, data: st.DataObject):
    year, month = day.year, LONG[day.month - 1]
    which = data.draw(st.sampled_from((str(week + 1), ROMAN[week], f"ke-{week + 1}", f"ke {ROMAN[week]}")))
    read = read_deadline(f"Minggu {which} {month} {year}")
    assert (read.precision, read.first[8:], read.last[8:]) == ("week", f"{7 * week + 1:02d}", f"{7 * week + 7:02d}")
    quarter = (day.month - 1) // 3
    form = data.draw(st.sampled_from(("Triwulan {} {}", "TW {} {}", "tw.{} {}", "Triwulan ke-{} Tahun {}")))
    read = read_deadline(form.format(data.draw(st.sampled_from((quarter + 1, ROMAN[quarter]))), year))
    assert (read.precision, read.first[5:7], read.last[5:7]) == (
        "quarter", f"{3 * quarter + 1:02d}", f"{3 * quarter + 3:02d}",
    )  # fmt: skip
    read = read_deadline(f"Semester {'I' if day.month < 7 else 2} {year}")
    assert (read.precision, read.last[5:]) == ("half", "06-30" if day.month < 7 else "12-31")


@settings(max_examples=60)
@given(st.integers(2001, 2098), st.integers(1, 12), st.integers(1, 40))
def test_a_day_that_is_in_no_calendar_is_asked(year: int, month: int, beyond: int):
    day = monthrange(year, month)[1] + beyond
    for written in (f"{day} {LONG[month - 1]} {year}", f"{day}-{month:02d}-{year}", f"{day}/{month}/{year}"):
        read = read_deadline(written)
        assert (read.first, read.last, read.precision) == ("", "", "")
        assert "tidak ada dalam kalender" in read.doubt


@settings(max_examples=200)
@given(st.text(max_size=40))
def test_any_text_at_all_is_kept_and_breaks_nothing(text: str):
    for read in (read_deadline(text, "2023-09-18", "2023-09-19"), read_budget(text), read_regions(text)):
        assert read.raw in (text, "")
    assert read_deadline(text).raw == text or not text.strip(" \t\n\r\x0b\x0c\x1c\x1d\x1e\x1f\x85\xa0-–—_.…")


@pytest.mark.parametrize(
    ("written", "first", "last", "precision"),
    [
        ("awal Oktober 2023", "2023-10-01", "2023-10-10", "month"),
        ("pertengahan Oktober 2023", "2023-10-11", "2023-10-20", "month"),
        ("Akhir November 2023", "2023-11-21", "2023-11-30", "month"),
        ("Oktober 2023", "2023-10-01", "2023-10-31", "month"),
        ("Oktober s.d. Desember 2023", "2023-10-01", "2023-12-31", "month"),
        ("Okt 2023 - Jan 2024", "2023-10-01", "2024-01-31", "month"),
        ("25-26 September 2023", "2023-09-25", "2023-09-26", "day"),
        ("25, 26 dan 27 September 2023", "2023-09-25", "2023-09-27", "day"),
        ("30 September s.d. 2 Oktober 2023", "2023-09-30", "2023-10-02", "day"),
        ("minggu terakhir Oktober 2023", "2023-10-25", "2023-10-31", "week"),
        ("Minggu ke-3 s.d. ke-4 Oktober 2023", "2023-10-15", "2023-10-28", "week"),
        ("Triwulan III dan IV 2023", "2023-07-01", "2023-12-31", "quarter"),
        ("tahun 2024", "2024-01-01", "2024-12-31", "year"),
        ("T.A. 2024", "2024-01-01", "2024-12-31", "year"),
        ("H+7", "2023-09-26", "2023-09-26", "relative"),
        ("7 (tujuh) hari setelah rakor", "2023-09-26", "2023-09-26", "relative"),
        ("dua minggu sesudah rapat", "2023-10-03", "2023-10-03", "relative"),
        ("1 bulan setelah rakor", "2023-10-19", "2023-10-19", "relative"),
    ],
)
def test_a_time_of_the_field_has_its_days_and_its_precision(written: str, first: str, last: str, precision: str):
    read = read_deadline(written, "2023-09-18", "2023-09-19")
    assert (read.first, read.last, read.precision, read.doubt) == (first, last, precision, "")


@pytest.mark.parametrize(
    ("written", "last", "asked"),
    [
        ("segera", "", "tidak menyebut tanggal"),
        ("rutin", "", "tidak menyebut tanggal"),
        ("setiap bulan", "", "tidak menyebut tanggal"),
        ("13/14/2023", "", "tidak ada dalam kalender"),
        ("30 September", "2023-09-30", "dibaca 2023"),
        ("5 Januari", "2024-01-05", "dibaca 2024"),
        ("Senin, 13 Oktober 2023", "2023-10-13", "bukan hari Senin"),
        ("30 September 2023 dan 15 Oktober 2023", "2023-10-15", "lebih dari satu waktu"),
        ("14 hari setelah SK terbit", "", "dari hal lain"),
        ("setelah 30 September 2023", "2023-09-30", "bergantung"),
        ("31 Oktober 2023 s.d. 1 Oktober 2023", "2023-10-31", "mendahului"),
    ],
)
def test_a_doubtful_time_is_asked_with_what_it_may_mean(written: str, last: str, asked: str):
    read = read_deadline(written, "2023-09-18", "2023-09-19")
    assert read.last == last
    assert asked in read.doubt


def test_without_the_meeting_no_year_and_no_distance_is_guessed():
    assert read_deadline("30 September").last == ""
    assert read_deadline("H+7").last == ""


def test_hours_without_a_day_are_a_programme():
    assert only_clock("08.00 - 08.30 WIB")
    assert not only_clock("30 September 2023")
    assert not only_clock("segera")


@settings(max_examples=100)
@given(st.integers(10_000, 10**13), st.data())
def test_money_reads_back_from_every_form(amount: int, data: st.DataObject):
    dotted = f"{amount:,}".replace(",", ".")
    form = data.draw(
        st.sampled_from(("Rp{}", "Rp {}", "Rp. {},-", "Rp.{},-", "Rp{},00", "{}", "IDR {}", "Rp{},00 (APBK 2023)"))
    )
    read = read_budget(form.format(dotted))
    assert (read.amount, read.doubt, read.source) == (amount, "", "APBK 2023" if "APBK" in form else "")


@pytest.mark.parametrize(
    ("written", "amount", "source", "asked"),
    [
        ("Rp 15 juta", 15_000_000, "", ""),
        ("15,5 juta", 15_500_000, "", ""),
        ("Rp45 juta/APBK", 45_000_000, "APBK", ""),
        ("Rp1,5 miliar APBN TA 2024", 1_500_000_000, "APBN TA 2024", ""),
        ("± Rp 2 M", 2_000_000_000, "", "perkiraan"),
        ("±Rp150 juta (CSR)", 150_000_000, "CSR", "perkiraan"),
        ("Rp 15.000.000 (lima belas juta rupiah)", 15_000_000, "", ""),
        ("APBA", None, "APBA", ""),
        ("DIPA", None, "DIPA", ""),
        ("-", None, "", ""),
        ("nihil", None, "", ""),
        ("tidak memerlukan anggaran", None, "", ""),
        ("Rp500.000 per bulan", None, "", "bukan satu jumlah"),
        ("2 x Rp 500.000", None, "", "bukan satu jumlah"),
        ("Rp 10 juta - Rp 15 juta", None, "", "lebih dari satu jumlah"),
        ("sesuai kemampuan", None, "", "tidak menyebut jumlah"),
    ],
)
def test_money_has_its_sum_and_its_source_or_a_question(written: str, amount: int | None, source: str, asked: str):
    read = read_budget(written)
    assert (read.amount, read.source) == (amount, source)
    assert asked in read.doubt
    assert bool(read.doubt) == bool(asked)


@settings(max_examples=100)
@given(st.lists(st.sampled_from(sorted(regions())), min_size=1, max_size=4, unique=True), st.data())
def test_a_list_of_kabupaten_reads_back(codes: list[str], data: st.DataObject):
    words = []
    for code in codes:
        region = regions()[code]
        kinds = ("{}", "Kab. {}", "Kabupaten {}", "Kab {}") if region.type == "kabupaten" else ("{}", "Kota {}")
        words.append(data.draw(st.sampled_from((*kinds, "Dinsos {}", "LKKS {}"))).format(region.name))
    text = data.draw(st.sampled_from((", ", "\n", "; ", " / "))).join(words)
    written = data.draw(st.sampled_from((text, text.upper(), text.lower())))
    assert (read_regions(written).codes, read_regions(written).doubt) == (tuple(codes), "")


@pytest.mark.parametrize(
    ("written", "codes"),
    [
        ("seluruh kab/kota", ("ALL",)),
        ("Seluruh Kabupaten/Kota", ("ALL",)),
        ("23 (dua puluh tiga) kabupaten/kota", ("ALL",)),
        ("Kabupaten/Kota se-Aceh", ("ALL",)),
        ("Dinsos Aceh", ("11",)),
        ("Aceh", ("11",)),
        ("11", ("11",)),
        ("Pemerintah Aceh", ("11",)),
        ("Dinsos Aceh dan Dinsos Kab. Pidie", ("11", "11.07")),
        ("Kab. Pidie, Kab. Pidie Jaya dan Kab. Bireuen", ("11.07", "11.18", "11.11")),
        ("Aceh Barat Daya", ("11.12",)),
        ("Kab.Aceh Barat", ("11.05",)),
        ("-", ()),
    ],
)
def test_places_that_are_plain_are_not_asked(written: str, codes: tuple[str, ...]):
    assert (read_regions(written).codes, read_regions(written).doubt) == (codes, "")


@pytest.mark.parametrize(
    ("written", "proposal"),
    [
        ("Bireun", ("11.11",)),
        ("Abdya", ("11.12",)),
        ("Agara", ("11.02",)),
        ("Atam", ("11.16",)),
        ("Lhoksemawe", ("11.73",)),
        ("Kota Bireuen", ("11.11",)),
        ("Aceh Timur, Utara, dan Tamiang", ("11.03", "11.08", "11.16")),
        ("Kab/Kota", ("ALL",)),
        ("seluruh kab/kota kecuali Sabang", ("ALL",)),
        ("Medan", ()),
    ],
)
def test_a_doubtful_place_is_proposed_and_asked(written: str, proposal: tuple[str, ...]):
    read = read_regions(written)
    assert read.doubt
    assert read.proposal == proposal


@pytest.mark.parametrize(
    ("raw", "first", "last", "precision"),
    [
        ("Oktober minggu ke-2 2023", "2023-10-08", "2023-10-14", "week"),
        ("Oktober 2023 minggu II", "2023-10-08", "2023-10-14", "week"),
        ("M-2 Oktober 2023", "2023-10-08", "2023-10-14", "week"),
        ("17 Agust 2023", "2023-08-17", "2023-08-17", "day"),
    ],
)
def test_weeks_are_written_before_and_after_their_month(raw: str, first: str, last: str, precision: str):
    found = read_deadline(raw)
    assert (found.first, found.last, found.precision, found.doubt) == (first, last, precision, "")


def test_a_question_quotes_the_cell_as_it_is_written():
    assert "“31 September 2023”" in read_deadline("31 September 2023").doubt
    assert "“Bireun” = Kabupaten Bireuen" in read_regions("Bireun").doubt


def test_of_words_only_the_year_was_known():
    assert read_deadline("Semester genap 2024").doubt or read_deadline("Semester genap 2024").precision != "year"


def test_codes_alone_and_all_of_nothing():
    assert read_regions("11.11, 1107").codes == ("11.11", "11.07")
    assert read_regions("11.99").codes == ()
    assert read_regions("Semua").doubt


def test_an_amount_in_groups_with_blanks():
    assert read_budget("Rp 25 000 000 (APBK 2023)").amount == 25_000_000


@given(st.integers(0, 40), st.integers(0, 14), st.sampled_from((1999, 2000, 2024, 2099, 2100, 24)))
def test_a_day_alone_is_the_day_among_words(day: int, month: int, year: int):
    written = (f"{day} {LONG[month % 12]} {year}", f"{day}-{month:02}-{year}", f"{day:02}/{month}/{year}")
    for raw in (*written, f"{year}-{month}-{day}"):
        alone, among = read_deadline(raw), read_deadline(f"pada {raw}")
        assert (alone.first, alone.last, alone.precision) == (among.first, among.last, among.precision)
        assert bool(alone.doubt) == bool(among.doubt)
