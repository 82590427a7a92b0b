"""Outcomes that stand in the text of a notula: what is a point, what stands under it, what is none, and who does it."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.world.notula import bold, outcomes, read
from tests.world.word_maker import para


def test_typed_points_with_letters_below_and_a_paragraph_that_goes_on():
    found = outcomes(
        bold("B. Rumusan hasil rapat"),
        "Peserta menyepakati hal-hal sebagai berikut:",
        "1.\tLKS didata ulang.",
        "\ta) oleh TKSK; dan",
        "\tb) oleh keuchik.",
        "2.\tHibah diusulkan.",
        "Usulan lewat Bappeda.",
        bold("C. Penutup"),
        "Demikian notula ini dibuat.",
        "Pimpinan Rapat,",
    )
    assert found == [
        ("1", "LKS didata ulang.", ("a) oleh TKSK; dan", "b) oleh keuchik.")),
        ("2", "Hibah diusulkan.\nUsulan lewat Bappeda.", ()),
    ]


def test_automatic_points_of_lists_that_know_nothing_of_one_another():
    found = outcomes(
        bold("KESIMPULAN"),
        para("LKS didata ulang", num=(1, 0)),
        para("oleh TKSK", num=(2, 0)),
        para("oleh keuchik", num=(2, 0)),
        para("Hibah diusulkan", num=(1, 0)),
        para("lewat Bappeda", num=(4, 0)),
        para("Laporan dikirim", num=(1, 0)),
        para("ke Bupati", num=(1, 1)),
    )
    assert found == [
        ("1", "LKS didata ulang", ("a. oleh TKSK", "b. oleh keuchik")),
        ("2", "Hibah diusulkan", ("a. lewat Bappeda",)),
        ("3", "Laporan dikirim", ("a) ke Bupati",)),
    ]


def test_deep_numbers_and_dashes():
    found = outcomes("3. Hasil Rapat", "3.1 LKS didata.", "3.1.1 oleh TKSK", "- tiap bulan", "3.2 Hibah.", "4. Penutup")
    assert found == [("3.1", "LKS didata.", ("3.1.1 oleh TKSK", "- tiap bulan")), ("3.2", "Hibah.", ())]


def test_letters_go_past_h_and_roman_numbers_stay_roman():
    letters = [f"{c}. butir {c}" for c in "abcdefghijk"]
    assert [o[0] for o in outcomes(bold("Kesimpulan"), *letters)] == list("abcdefghijk")
    assert [o[0] for o in outcomes(bold("Kesimpulan"), "i. satu", "ii. dua", "iii. tiga", "iv. empat", "v. lima")] == [
        "i",
        "ii",
        "iii",
        "iv",
        "v",
    ]


def test_points_typed_into_one_paragraph_with_line_breaks():
    assert outcomes(
        bold("Kesimpulan"), "<w:p><w:r><w:t>1. satu</w:t><w:br/><w:t>2. dua</w:t><w:br/><w:t>lagi</w:t></w:r></w:p>"
    ) == [
        ("1", "satu", ()),
        ("2", "dua\nlagi", ()),
    ]


def test_headings_with_plain_numbers_part_the_lists():
    found = read(
        "NOTULEN RAPAT",
        "1. Agenda Rapat",
        "a. Pembukaan",
        "b. Kesimpulan",
        "2. Peserta Rapat",
        "a. Kadis",
        "3. Kesimpulan",
        "a. LKS didata ulang.",
        "b. Hibah diusulkan.",
        "4. Penutup",
        "Rapat ditutup pukul 12.00 WIB.",
    )
    assert [(o.no, o.text) for o in found.outcomes] == [("a", "LKS didata ulang."), ("b", "Hibah diusulkan.")]
    assert [(r.place, r.text) for r in found.remarks] == [
        ("bagian “Agenda Rapat”", "2 butir di bawah judul ini tidak diambil: bukan hasil rapat."),
        ("bagian “Peserta Rapat”", "1 butir di bawah judul ini tidak diambil: bukan hasil rapat."),
    ]


def test_the_parts_of_komisi_are_kept_and_facts_above_do_not_end_the_rumusan():
    found = outcomes(
        "RUMUSAN HASIL RAPAT KOORDINASI",
        "Tempat : Hotel Oasis",
        "Peserta : 30 orang",
        bold("A. KOMISI A"),
        "1. LKS didata ulang.",
        "2. Pelaksanaan rakor berikutnya di Sabang.",
        bold("B. KOMISI B"),
        "1. Mutu ditingkatkan.",
    )
    assert found == [
        ("1", "LKS didata ulang.", ()),
        ("2", "Pelaksanaan rakor berikutnya di Sabang.", ()),
        ("1", "Mutu ditingkatkan.", ()),
    ]


def test_a_number_may_be_the_heading_of_a_group():
    found = outcomes(
        "HASIL RAPAT", bold("1. Bidang Kelembagaan"), "a. LKS didata ulang.", bold("2. Bidang Pelayanan"), "a. Rujukan."
    )
    assert found == [("a", "LKS didata ulang.", ()), ("a", "Rujukan.", ())]


def test_points_in_bold_are_no_headings():
    found = outcomes(
        bold("HASIL RAPAT"), bold("1. LKS didata ulang"), "Tiap bulan.", bold("2. Penutup dilaporkan"), "Ke Bupati."
    )
    assert found == [("1", "LKS didata ulang\nTiap bulan.", ()), ("2", "Penutup dilaporkan\nKe Bupati.", ())]


def test_conclusions_without_numbers_are_one_outcome_a_paragraph():
    found = outcomes(
        "NOTULA",
        bold("Kesimpulan"),
        "LKS perlu didata ulang.",
        "Hibah diusulkan tahun 2024.",
        bold("Penutup"),
        "Sekian.",
    )
    assert found == [("", "LKS perlu didata ulang.", ()), ("", "Hibah diusulkan tahun 2024.", ())]


def test_a_sentence_may_announce_the_list():
    body = (
        "Rapat dibuka oleh Kadis.",
        "Dari diskusi disepakati hal-hal sebagai berikut:",
        "1) LKS didata.",
        "2) Hibah.",
    )
    assert outcomes(*body) == [("1", "LKS didata.", ()), ("2", "Hibah.", ())]


def test_a_list_that_nothing_announces_is_taken_with_a_question():
    found = read("1. LKS di Aceh perlu didata.", "2. Hibah LKKS diusulkan segera.")
    assert [o.no for o in found.outcomes] == ["1", "2"]
    assert [r.text for r in found.remarks] == [
        "Daftar ini diambil sebagai butir hasil karena tidak ada judul yang menyebutnya; periksa."
    ]


@pytest.mark.parametrize("heading", ["DAFTAR HADIR", "Susunan Acara", "Dasar Hukum", "Tanggapan peserta"])
def test_lists_of_other_things_never_become_outcomes(heading: str):
    found = read(bold(heading), "1. Kepala Dinas Sosial Aceh Tengah", "2. Ketua LKKS Kabupaten Bireuen Aceh")
    assert (found.outcomes, found.tasks) == ([], [])
    assert [r.place for r in found.remarks] == [f"bagian “{heading}”"]


def test_who_and_until_when_stand_behind_a_point_or_below_it():
    found = read(
        "Keputusan Rapat:",
        "1. Menyusun rencana kerja. (PIC: Ketua LKKS; batas waktu: 30 September 2023)",
        "2. Melapor.",
        "Penanggung jawab: Sekretaris Dinas",
        "Batas waktu: 6 Oktober 2023",
        "3. Mendata LKS.",
        "- Tindak lanjut: Pendataan ulang",
        "- PIC: Kadis",
        "- Target waktu: Triwulan IV 2023",
        "a) Bimtek – PIC: Kabid, Dinsos Aceh; Waktu: November 2023",
    )
    assert [(o.no, o.text, o.sub) for o in found.outcomes] == [
        ("1", "Menyusun rencana kerja.", ()),
        ("2", "Melapor.", ()),
        ("3", "Mendata LKS.", ("a) Bimtek",)),
    ]
    assert [(t.outcome, t.action, t.texts["responsible"], t.deadline.raw, t.deadline.last) for t in found.tasks] == [
        (0, "Menyusun rencana kerja.", "Ketua LKKS", "30 September 2023", "2023-09-30"),
        (1, "Melapor.", "Sekretaris Dinas", "6 Oktober 2023", "2023-10-06"),
        (2, "Pendataan ulang", "Kadis", "Triwulan IV 2023", "2023-12-31"),
        (2, "Bimtek", "Kabid, Dinsos Aceh", "November 2023", "2023-11-30"),
    ]


def test_a_conclusion_on_the_line_of_its_label():
    assert outcomes(
        "Notulen", "Agenda : Rakor LKS", "Kesimpulan : LKS perlu didata ulang segera.", "Notulis : Budi"
    ) == [("", "LKS perlu didata ulang segera.", ())]


@pytest.mark.parametrize(
    "ending",
    [
        ["Kepala Dinas Sosial Aceh,", "", "NAMA PEJABAT", "NIP 19990101"],
        ["Banda Aceh,    September 2023", bold("KETUA RAPAT"), bold("NAMA PEJABAT")],
        ["3. Demikian untuk menjadi maklum.", "Kepala Dinas"],
        ["Rapat ditutup pukul 12.00 WIB."],
    ],
)
def test_signatures_and_closing_words_are_no_part_of_the_last_point(ending: list[str]):
    assert outcomes(bold("KESIMPULAN"), "1. LKS didata.", "2. Hibah.", *ending) == [
        ("1", "LKS didata.", ()),
        ("2", "Hibah.", ()),
    ]


def test_a_group_without_a_mark_parts_the_list():
    found = read("Hasil Rapat:", "1. Satu hal.", "Bidang Pelayanan", "1. Dua hal.")
    assert [(o.text, o.place) for o in found.outcomes] == [
        ("Satu hal.", "bagian “Hasil Rapat”, butir 1"),
        ("Dua hal.", "bagian “Hasil Rapat, Bidang Pelayanan”, butir 1"),
    ]


WORDS = st.lists(
    st.sampled_from(["mendata", "LKS", "ulang", "“dayah”", "Qur'an", "& mitra", "< 6 bulan", "3 (tiga)"]),
    min_size=2,
    max_size=6,
)
TEXT = WORDS.map(" ".join)
POINT = st.tuples(TEXT, st.lists(TEXT, max_size=3), st.booleans())
WAYS = st.sampled_from([("{}.", "{})"), ("{})", "{}."), ("({})", "{}."), ("{}.", "({})")])


@settings(max_examples=60)
@given(st.lists(POINT, min_size=1, max_size=12), WAYS, st.booleans())
def test_whatever_points_are_written_come_back(
    points: list[tuple[str, list[str], bool]], ways: tuple[str, str], tabs: bool
):
    blocks, expected = [bold("KEPUTUSAN RAPAT")], []
    gap = "\t" if tabs else " "
    for at, (text, below, longer) in enumerate(points, 1):
        blocks.append(f"{ways[0].format(at)}{gap}{text}")
        blocks += ["Lanjutannya di sini"] if longer else []
        marks = [ways[1].format("abc"[i]) for i in range(len(below))]
        blocks += [f"\t{mark} {sub}" for mark, sub in zip(marks, below, strict=True)]
        said = f"{text}\nLanjutannya di sini" if longer else text
        expected.append((str(at), said, tuple(f"{mark} {sub}" for mark, sub in zip(marks, below, strict=True))))
    assert outcomes(*blocks, "Demikian notula ini dibuat.", "Notulis,") == expected


def test_a_time_behind_the_office_in_brackets_is_the_deadline():
    found = read(
        bold("HASIL RAPAT"),
        "1. Menyusun SOP rujukan (PIC: Dinsos Kota Banda Aceh, 30 Oktober 2026)",
        "2. Rapat pengurus (PJ: Sekretaris; deadline 20 Okt 2026)",
        "3. Pelatihan (PIC: Kabid Dayasos, Kabid Linjamsos)",
    )
    assert [(task.texts["responsible"], task.deadline.last) for task in found.tasks] == [
        ("Dinsos Kota Banda Aceh", "2026-10-30"), ("Sekretaris", "2026-10-20"), ("Kabid Dayasos, Kabid Linjamsos", ""),
    ]  # fmt: skip


def test_a_kabupaten_over_points_without_more_is_whose_task_each_is():
    found = read(bold("KESIMPULAN"), "1. Kabupaten Pidie", "a. mendata LKS", "b. melantik LKKS", "2. Laporan dikirim.")
    assert [(task.outcome, task.action, task.regions.codes) for task in found.tasks] == [
        (0, "mendata LKS", ("11.07",)), (1, "melantik LKKS", ("11.07",)),
    ]  # fmt: skip
    assert [outcome.text for outcome in found.outcomes] == ["mendata LKS", "melantik LKKS", "Laporan dikirim."]
