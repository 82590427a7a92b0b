"""What is decided and what is not: sentences before a list, preambles, signers, letters, facts under a point."""

from __future__ import annotations

import pytest

from documents.readers.meaning.announcing import DECIDED, LEADS, SILENT, said_of_list
from tests.world.notula import bold, outcomes, read

BA = (
    "BERITA ACARA KESEPAKATAN",
    "HASIL RAPAT KOORDINASI LKKS SE-ACEH",
    "Nomor: 460/BA/X/2026",
    "Pada hari ini Selasa, bertempat di Aula, kami yang bertanda tangan di bawah ini:",
    "1. Nama\t: Contoh Satu",
    "    Jabatan\t: Kepala Dinas Sosial Aceh",
    "2. Nama\t: Contoh Dua",
    "    Jabatan\t: Ketua LKKS Kabupaten Bireuen",
)
DECREED = ("KESATU\t: LKKS diperkuat.", "KEDUA\t: Rencana aksi disusun.", "KETIGA\t: Laporan dikirim.")


@pytest.mark.parametrize(
    ("sentence", "said"),
    [
        ("Rapat Koordinasi merumuskan sebagai berikut:", DECIDED),
        ("Rapat koordinasi menyetujui hal-hal sebagai berikut:", DECIDED),
        ("Peserta rapat merekomendasikan sebagai berikut.", DECIDED),
        ("Forum bersepakat untuk:", DECIDED),
        ("Hal-hal yang perlu ditindaklanjuti oleh peserta:", DECIDED),
        ("Setelah mendengar arahan Gubernur, paparan, dan diskusi, rapat menyepakati:", DECIDED),
        ("Rapat, setelah mendengar paparan, menyepakati:", DECIDED),
        ("Berdasarkan pembahasan tersebut, diperoleh kesimpulan sebagai berikut:", DECIDED),
        ("Adapun hasil rapat kami laporkan sebagai berikut:", DECIDED),
        ("Hal-hal yang perlu mendapat perhatian dan ditindaklanjuti:", DECIDED),
        ("Para peserta menyatakan kesediaan untuk:", DECIDED),
        ("Setelah memperhatikan:", LEADS),
        ("Memperhatikan, mendengar, dan menimbang:", LEADS),
        ("Pada hari ini, di Banda Aceh, kami yang bertanda tangan di bawah ini:", LEADS),
        ("Rapat ini dihadiri oleh:", LEADS),
        ("Hal-hal yang belum disepakati:", LEADS),
        ("Rapat sebelumnya menyepakati:", LEADS),
        ("Sehubungan dengan akan dilaksanakannya Rapat Tindak Lanjut, kami sampaikan sebagai berikut:", SILENT),
        ("Menindaklanjuti undangan, disampaikan hal-hal sebagai berikut:", SILENT),
        ("Rapat menyepakati pembentukan tim.", SILENT),
    ],
)
def test_a_sentence_before_a_list_says_what_the_list_is(sentence: str, said: str):
    assert said_of_list(sentence) == said


@pytest.mark.parametrize("word", ["memperhatikan", "mendengar", "menimbang", "mengingat", "membaca"])
def test_what_was_weighed_is_no_outcome_and_what_follows_is(word: str):
    found = read(
        "RUMUSAN RAPAT KOORDINASI",
        f"Setelah {word}:",
        "1. Arahan Gubernur;",
        "2. Paparan narasumber;",
        "Rapat Koordinasi merumuskan sebagai berikut:",
        "1. Setiap kabupaten/kota menetapkan SK LKKS.",
        "2. Dinsos memutakhirkan data LKS.",
    )
    assert [o.text for o in found.outcomes] == [
        "Setiap kabupaten/kota menetapkan SK LKKS.",
        "Dinsos memutakhirkan data LKS.",
    ]
    assert [(r.place, r.text) for r in found.remarks] == [
        (f"bagian “Setelah {word}”", "2 butir di bawah judul ini tidak diambil: bukan hasil rapat.")
    ]


@pytest.mark.parametrize("announced", ["Dengan ini menyepakati hal-hal sebagai berikut:", "MEMUTUSKAN:"])
def test_signers_of_a_berita_acara_are_no_outcomes(announced: str):
    found = read(*BA, announced, *DECREED, "Demikian berita acara ini dibuat.")
    assert [(o.no, o.text) for o in found.outcomes] == [
        ("KESATU", "LKKS diperkuat."),
        ("KEDUA", "Rencana aksi disusun."),
        ("KETIGA", "Laporan dikirim."),
    ]


def test_a_person_under_a_heading_of_results_is_named_as_one():
    found = read("HASIL RAPAT", "1. Nama : Contoh Satu", "2. LKKS diperkuat.")
    assert [o.text for o in found.outcomes] == ["LKKS diperkuat."]
    assert [r.text for r in found.remarks] == ["Nama orang; bukan butir hasil."]


def test_a_decree_gives_what_it_decrees():
    assert outcomes(
        "Menimbang : a. bahwa LKKS perlu;",
        "b. bahwa LKS perlu;",
        "Mengingat : 1. Undang-Undang Nomor 11 Tahun 2009;",
        "2. Peraturan Pemerintah Nomor 39 Tahun 2012;",
        "MEMUTUSKAN:",
        *DECREED,
    ) == [("KESATU", "LKKS diperkuat.", ()), ("KEDUA", "Rencana aksi disusun.", ()), ("KETIGA", "Laporan dikirim.", ())]


@pytest.mark.parametrize("verb", ["dirumuskan", "menyetujui hal-hal", "merekomendasikan", "bersepakat", "memutuskan"])
@pytest.mark.parametrize("who", ["Rapat Koordinasi", "Peserta", "Forum LKS"])
def test_who_decides_may_stand_before_the_word_that_announces(who: str, verb: str):
    found = outcomes("RISALAH RAPAT", f"{who} {verb} sebagai berikut:", "1. Menetapkan SK", "2. Memutakhirkan data")
    assert [text for _, text, _ in found] == ["Menetapkan SK", "Memutakhirkan data"]


def test_a_second_decision_begins_its_own_list_and_a_condition_stays_with_its_point():
    assert outcomes(
        "Forum menyepakati:",
        "1. Membentuk tim",
        "dengan memperhatikan:",
        "a. keahlian;",
        "b. domisili.",
        "Peserta merekomendasikan:",
        "1. Menambah anggaran",
    ) == [
        ("1", "Membentuk tim\ndengan memperhatikan:", ("a. keahlian;", "b. domisili.")),
        ("1", "Menambah anggaran", ()),
    ]


def test_facts_under_a_point_belong_to_it_and_not_to_the_meeting():
    found = read(
        "Tempat : Hotel Contoh",
        "Hasil Rapat:",
        "1. Menetapkan SK LKKS",
        "Waktu: 5 November 2026",
        "Tempat: Aula Dinas",
        "2. Memutakhirkan data",
        "Hari/Tanggal: 7 Desember 2026",
        "Pimpinan Rapat : Contoh",
    )
    assert [(o.no, o.text) for o in found.outcomes] == [
        ("1", "Menetapkan SK LKKS\nTempat: Aula Dinas"),
        ("2", "Memutakhirkan data"),
    ]
    assert [(t.outcome, t.deadline.last) for t in found.tasks] == [(0, "2026-11-05"), (1, "2026-12-07")]
    assert (found.meeting.place, found.meeting.date_start) == ("Hotel Contoh", "")


def test_a_clock_below_a_point_is_the_meetings_and_only_what_counts_on_goes_on_behind_it():
    clock = ("Hasil Rapat:", "1. Menetapkan SK LKKS", "Waktu: 10.00 WIB s.d. selesai")
    assert outcomes(*clock, "1. Lain-lain", "Mohon hadir.") == [("1", "Menetapkan SK LKKS", ())]
    assert [(no, text) for no, text, _ in outcomes(*clock, "2. Lain-lain")][1:] == [("2", "Lain-lain")]
    assert read(*clock, "2. Lain-lain").tasks == []


def test_a_deadline_may_stand_in_the_sentence():
    found = read("Hasil Rapat:", "1. Kabupaten menetapkan SK paling lambat 30 November 2026 (PJ: Dinsos)")
    assert [(t.action, t.texts["responsible"], t.deadline.last) for t in found.tasks] == [
        ("Kabupaten menetapkan SK paling lambat 30 November 2026", "Dinsos", "2026-11-30")
    ]


LETTER = ("Nomor\t: 005/123", "Hal\t: Undangan Rapat Koordinasi", "Yth. Ketua LKKS Kabupaten/Kota se-Aceh", "di Tempat")


@pytest.mark.parametrize(
    "opening",
    [
        "Sehubungan dengan akan dilaksanakannya Rapat Koordinasi Tindak Lanjut LKKS, kami sampaikan sebagai berikut:",
        "Tindak Lanjut:",
        "Dengan ini kami mengundang Saudara untuk rapat tindak lanjut dengan ketentuan sebagai berikut:",
    ],
)
def test_what_a_letter_asks_for_is_no_outcome(opening: str):
    points = ("1. Rapat dilaksanakan hari Senin di Hotel Contoh.", "2. Peserta agar membawa data LKS terbaru.")
    found = read(*LETTER, opening, *points, "Demikian disampaikan.")
    assert (found.outcomes, found.tasks) == ([], [])


def test_a_letter_that_says_what_was_agreed_gives_it():
    points = ("1. LKKS menetapkan SK.", "2. Dinsos memutakhirkan data.")
    assert outcomes(*LETTER, "Rapat tanggal 5 Oktober menyepakati hal-hal berikut:", *points) == [
        ("1", "LKKS menetapkan SK.", ()),
        ("2", "Dinsos memutakhirkan data.", ()),
    ]


def test_capital_numbers_below_an_announcing_sentence_are_its_points():
    said = ("Rapat memutuskan sebagai berikut:", "I. Forum LKS dibentuk", "II. Evaluasi tahunan", "III. Duta sosial")
    points = [("I", "Forum LKS dibentuk", ()), ("II", "Evaluasi tahunan", ()), ("III", "Duta sosial", ())]
    assert outcomes(*said) == points
    assert outcomes(bold("KEPUTUSAN RAPAT"), *said, "Demikian keputusan ini.") == points


def test_capital_letters_with_points_below_them_stay_headings():
    said = ("Rapat memutuskan:", "A. Kelembagaan", "1. LKKS dilantik", "B. Pendataan", "1. LKS didata")
    assert [text for _, text, _ in outcomes(*said)] == ["LKKS dilantik", "LKS didata"]


@pytest.mark.parametrize(
    "sentence", ["Para peserta menyimak:", "Pimpinan rapat meminta agar:", "Hal-hal lain yang mengemuka:"]
)
def test_short_points_that_are_left_out_can_be_taken_in(sentence: str):
    found = read("RISALAH", sentence, "1. Mengirim data LKS", "2. Menunjuk satu narahubung")
    offers = [remark.offer for remark in found.remarks if remark.offer]
    assert not found.outcomes
    assert [outcome.text for offer in offers for outcome in offer.outcomes] == [
        "Mengirim data LKS", "Menunjuk satu narahubung"
    ]  # fmt: skip


@pytest.mark.parametrize("sentence", ["Pimpinan Rapat:", "Daftar peserta:"])
def test_persons_are_offered_to_nobody(sentence: str):
    found = read("RISALAH", sentence, "1. Cut Contoh Satu", "2. Teuku Contoh Dua")
    assert not any(remark.offer for remark in found.remarks)


def test_an_hour_below_a_point_ends_no_list():
    facts = ("Hari/Tanggal: Senin, 12 Oktober 2026", "Pukul: 09.00 WIB", "Tempat: Aula Dinsos")
    found = outcomes("Rapat menyepakati:", "1. SK terbit", "2. Rapat digelar", *facts, "3. Data LKS dikirim.")
    assert [(no, text) for no, text, _ in found][2:] == [("3", "Data LKS dikirim.")]
    signed = ("Pimpinan rapat: Contoh Satu", "1. Contoh Satu", "2. Contoh Dua", "Ketua LKKS,", "3. Contoh Tiga")
    assert len(outcomes("Rapat menyepakati:", "1. SK terbit", "2. Rapat digelar", *signed)) == 2
