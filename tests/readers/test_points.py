"""Outcomes that stand in the text of a notula: what is a point, what stands under it, what is none, and who does it."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from documents.package import Package
from documents.readers.meaning.labels import labelled
from documents.readers.meaning.sections import OTHER, OUTCOMES, UNKNOWN, kind_of
from documents.readers.result import Meeting, Reading
from documents.readers.values.numbered import marked
from documents.readers.word import read_word
from tests.world.word_maker import LIMITS, abstract, cell, level, num, para, row, table, word_file

LISTS = (
    abstract(1, level(0, "decimal", "%1."), level(1, "lowerLetter", "%2)"))
    + abstract(2, level(0, "lowerLetter", "%1."))
    + abstract(3, level(0, "bullet", "-"))
    + num(1, 1)
    + num(2, 2)
    + num(3, 3)
    + num(4, 2, '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>')
)


def read(*blocks: str) -> Reading:
    """Plain words are paragraphs."""
    body = "".join(b if b.startswith("<w:") else para(b) for b in blocks)
    return read_word(Package(word_file(body, numbering=LISTS), LIMITS))


def outcomes(*blocks: str) -> list[tuple[str, str, tuple[str, ...]]]:
    return [(o.no, o.text, o.sub) for o in read(*blocks).outcomes]


def bold(text: str) -> str:
    return para(text, bold=True)


@pytest.mark.parametrize(
    ("line", "shown", "rest"),
    [
        ("1. Data", "1", "Data"),
        ("1.\tData", "1", "Data"),
        ("12) Data", "12", "Data"),
        ("(2) Data", "2", "Data"),
        ("1.Menyusun", "1", "Menyusun"),
        ("a) data", "a", "data"),
        ("b. data", "b", "data"),
        ("iv. data", "iv", "data"),
        ("II. HASIL", "II", "HASIL"),
        ("1.2 Data", "1.2", "Data"),
        ("1.2.3. Data", "1.2.3", "Data"),
        ("1.a. Data", "1.a", "Data"),
        ("1 . Data", "1", "Data"),
        ("2\tData", "2", "Data"),
        ("Pertama, data", "Pertama", "data"),
        ("- data", "", "data"),
        ("• data", "", "data"),
        ("–Menyusun", "", "Menyusun"),
        ("Butir 3: Data", "3", "Data"),
        ("KEDUA : Data", "KEDUA", "Data"),
        ("٢. بيانات", "2", "بيانات"),
    ],
)
def test_marks_are_known_in_every_way_of_writing(line: str, shown: str, rest: str):
    mark, text = marked(line)
    assert (mark.shown if mark else None, text) == (shown, rest)


@pytest.mark.parametrize(
    "line",
    [
        "30.09.2023 rapat",
        "08.30 s.d. 12.00 WIB",
        "08.30 WIB Pembukaan",
        "a.n. Kepala Dinas",
        "15.000 orang",
        "2023. Tahun",
        "Dr. Nama",
        "19 September 2023",
        "-5 derajat",
        "s.d. selesai",
        "(tiga puluh) orang",
        "cc. Sekda",
        "Rp 5.000",
    ],
)
def test_what_only_looks_like_a_mark_is_text(line: str):
    assert marked(line) == (None, line)


@pytest.mark.parametrize(
    ("heading", "kind"),
    [
        ("Hasil Rapat", OUTCOMES),
        ("RUMUSAN HASIL RAPAT KOORDINASI", OUTCOMES),
        ("Kesimpulan dan Saran", OUTCOMES),
        ("Keputusan Pimpinan", OUTCOMES),
        ("Rekomendasi:", OUTCOMES),
        ("Rencana Tindak Lanjut", OUTCOMES),
        ("Butir-butir Kesepakatan", OUTCOMES),
        ("Pembahasan dan Kesimpulan", OUTCOMES),
        ("Agenda", OTHER),
        ("Susunan Acara", OTHER),
        ("Daftar Hadir", OTHER),
        ("Dasar", OTHER),
        ("Pembahasan", OTHER),
        ("Tanggapan dan Diskusi", OTHER),
        ("Tindak Lanjut Rapat Sebelumnya", OTHER),
        ("Rumusan Masalah", OTHER),
        ("Peserta", OTHER),
        ("Komisi A", UNKNOWN),
        ("Bidang Kelembagaan", UNKNOWN),
    ],
)
def test_a_heading_decides_what_its_list_is(heading: str, kind: str):
    assert kind_of(heading) == kind


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


@pytest.mark.parametrize(
    "text",
    ["Hal-hal sebagai berikut: satu", "Dasar: UU 11/2009", "lihat https://contoh.go.id", "Keterangan: tanpa batas"],
)
def test_a_colon_alone_makes_no_task(text: str):
    assert (labelled(text).text, labelled(text).fields) == (text, [])


def test_a_notula_laid_out_as_a_table():
    found = read(
        table(
            row("Hari/Tanggal", ":", "Senin, 18 September 2023"),
            row("Tempat", ":", "Aula"),
            row("Peserta", ":", cell(para("1. Kadis") + para("2. LKKS"))),
            row("Hasil Rapat", ":", cell(para("LKS didata.", num=(1, 0)) + para("Hibah.", num=(1, 0)))),
        )
    )
    assert [(o.no, o.text) for o in found.outcomes] == [("1", "LKS didata."), ("2", "Hibah.")]
    assert (found.meeting.date_start, found.meeting.place) == ("2023-09-18", "Aula")
    assert [r.place for r in found.remarks] == ["bagian “Peserta”"]


def test_a_notula_table_with_a_heading_over_its_points():
    wide = '<w:gridSpan w:val="2"/>'
    points = cell(para("1. LKS didata.") + para("2. Hibah."), wide)
    found = read(
        table(row("Tanggal", "18 September 2023"), row("Tempat", "Aula"), row(cell("Kesimpulan", wide)), row(points))
    )
    assert [(o.no, o.text) for o in found.outcomes] == [("1", "LKS didata."), ("2", "Hibah.")]


def test_a_conclusion_on_the_line_of_its_label():
    assert outcomes(
        "Notulen", "Agenda : Rakor LKS", "Kesimpulan : LKS perlu didata ulang segera.", "Notulis : Budi"
    ) == [("", "LKS perlu didata ulang segera.", ())]


def test_cards_on_their_side_one_table_an_outcome():
    found = read(
        table(
            row("Butir 1", "LKS didata"),
            row("Tindak lanjut", "Pendataan"),
            row("PIC", "Kadis"),
            row("Batas waktu", "30-09-2023"),
        ),
        "",
        table(
            row("Butir 2", "Hibah"),
            row("Tindak lanjut", "Usul"),
            row("Indikator", "Masuk RKPK"),
            row("PIC", "Bappeda"),
            row("Tindak lanjut", "Rapat TAPD"),
            row("PIC", "Sekda"),
        ),
    )
    assert [(o.no, o.text, o.place) for o in found.outcomes] == [
        ("1", "LKS didata", "tabel 1, baris 1"),
        ("2", "Hibah", "tabel 2, baris 1"),
    ]
    assert [
        (t.outcome, t.action, t.texts["indicator"], t.texts["responsible"], t.deadline.last) for t in found.tasks
    ] == [
        (0, "Pendataan", "", "Kadis", "2023-09-30"),
        (1, "Usul", "Masuk RKPK", "Bappeda", ""),
        (1, "Rapat TAPD", "", "Sekda", ""),
    ]


def test_cards_in_one_table_with_two_labels_in_a_row():
    wide = '<w:gridSpan w:val="3"/>'
    rows = [
        line
        for no, text in (("1", "LKS didata"), ("2", "Hibah"))
        for line in (
            row(cell(f"Kesepakatan {no}", '<w:gridSpan w:val="4"/>')),
            row("Hasil Rakor", cell(text, wide)),
            row("Rencana Tindak Lanjut", cell(f"Aksi {no}", wide)),
            row("Penanggung Jawab", f"Dinas {no}", "Batas Waktu", "2023"),
        )
    ]
    found = read(table(*rows))
    assert [(o.no, o.text) for o in found.outcomes] == [("1", "LKS didata"), ("2", "Hibah")]
    assert [(t.outcome, t.action, t.texts["responsible"], t.deadline.raw) for t in found.tasks] == [
        (0, "Aksi 1", "Dinas 1", "2023"),
        (1, "Aksi 2", "Dinas 2", "2023"),
    ]


def test_labels_inside_the_cells_give_tasks_that_ask_for_their_outcome():
    found = read(
        table(
            row(
                cell(para("Rencana Tindak Lanjut:") + para("- Pendataan LKS") + para("- Verifikasi")),
                cell(
                    para("PIC Tindak Lanjut:")
                    + para("Kabid")
                    + para("Batas Waktu Tindak Lanjut:")
                    + para("30 Juni 2026")
                ),
            ),
            row("Analisis", "Baik"),
        ),
    )
    assert [(t.outcome, t.action, t.texts["responsible"], t.deadline.last) for t in found.tasks] == [
        (None, "- Pendataan LKS\n- Verifikasi", "Kabid", "2026-06-30")
    ]
    assert found.ask_mapping


def test_a_template_gives_nothing_but_remarks():
    found = read(
        "NOTULEN RAPAT ${nomor}",
        "Tanggal \t: ${tanggal}",
        para("Tempat : ${tempat}", num=(1, 0)),
        para("Keputusan Pimpinan : ${keputusan}", num=(1, 0)),
        para("Kesimpuan : ${kesimpulan}", num=(1, 0)),
        "${tempat}, ${tanggal}",
        "Notulis",
        "{{pembuat}}",
    )
    assert (found.outcomes, found.tasks, found.meeting) == ([], [], Meeting())
    assert {r.text for r in found.remarks} == {"Isian templat yang belum diisi."}


@pytest.mark.parametrize(
    ("written", "start", "end"),
    [
        ("Senin s.d. Selasa, 18 s.d. 19 September 2023", "2023-09-18", "2023-09-19"),
        ("Senin–Selasa / 18–19 September 2023", "2023-09-18", "2023-09-19"),
        ("Senin, 18 September 2023, pukul 08.30 WIB", "2023-09-18", "2023-09-18"),
        ("30 September s.d. 1 Oktober 2023", "2023-09-30", "2023-10-01"),
        ("September 2023", "", ""),
    ],
)
def test_the_head_of_the_meeting(written: str, start: str, end: str):
    meeting = read(
        "Nama rapat\t: Rakor LKS",
        f"Hari/Tanggal\t: {written}",
        "Tempat\t: Hotel Oasis",
        "Penyelenggara : Dinas Sosial Aceh",
        "Peserta\t: 30 (tiga puluh) orang",
    ).meeting
    assert meeting == Meeting("Rakor LKS", "Hotel Oasis", start, end, "Dinas Sosial Aceh", 30)


def test_points_are_not_taken_twice_when_a_table_has_them():
    rows = table(row("No", "Hasil Rakor", "Tindak Lanjut", "PIC"), row("1", "LKS didata ulang.", "Pendataan", "Kadis"))
    found = read(bold("Kesimpulan"), "1. LKS didata ulang.", "2. Hibah diusulkan.", rows)
    assert [o.text for o in found.outcomes] == ["LKS didata ulang."]
    assert [(r.place, r.text) for r in found.remarks] == [
        ("bagian “Kesimpulan”, butir 2", "tidak diambil, karena hasil rapat sudah dibaca dari tabel.")
    ]


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


def test_a_nota_dinas_that_reports_under_numbers():
    found = read(
        "Menindaklanjuti undangan, disampaikan hal-hal sebagai berikut:",
        "1. Dasar: Surat undangan Nomor 5.",
        "2. Rapat dilaksanakan pada 18 September 2023.",
        "3. Hasil rapat:",
        "a. LKS didata ulang.",
        "b. Hibah diusulkan.",
        "4. Tindak lanjut:",
        "a. Surat ke camat. PIC: Kabid. Batas waktu: 30 September 2023",
        "5. Demikian untuk menjadi maklum.",
    )
    assert [(o.no, o.text) for o in found.outcomes] == [
        ("a", "LKS didata ulang."),
        ("b", "Hibah diusulkan."),
        ("a", "Surat ke camat."),
    ]
    assert [(t.outcome, t.texts["responsible"], t.deadline.last) for t in found.tasks] == [(2, "Kabid", "2023-09-30")]


def test_a_laporan_with_its_parts():
    found = outcomes(
        "LAPORAN",
        "A. PENDAHULUAN",
        "1. Umum",
        "Rapat ini penting bagi semua.",
        "C. HASIL YANG DICAPAI",
        "1. LKS didata ulang.",
        "D. SIMPULAN DAN SARAN",
        "1. Simpulan",
        "a. Rapat berhasil.",
        "2. Saran",
        "a. Bimtek LKS tahun 2024.",
        "E. PENUTUP",
    )
    assert [(no, text) for no, text, _ in found] == [
        ("1", "LKS didata ulang."),
        ("a", "Rapat berhasil."),
        ("a", "Bimtek LKS tahun 2024."),
    ]


def test_a_group_without_a_mark_parts_the_list():
    found = read("Hasil Rapat:", "1. Satu hal.", "Bidang Pelayanan", "1. Dua hal.")
    assert [(o.text, o.place) for o in found.outcomes] == [
        ("Satu hal.", "bagian “Hasil Rapat”, butir 1"),
        ("Dua hal.", "bagian “Hasil Rapat, Bidang Pelayanan”, butir 1"),
    ]


def test_a_table_of_actions_beside_points_leaves_their_link_to_the_user():
    rows = table(row("No", "Kegiatan", "Penanggung Jawab", "Waktu"), row("1", "Pendataan LKS", "Kadis", "Oktober 2023"))
    found = read(bold("Kesimpulan"), "1. LKS didata ulang.", rows, table(row("Kabupaten", "Jumlah"), row("Pidie", "5")))
    assert [o.text for o in found.outcomes] == ["LKS didata ulang."]
    assert [(t.outcome, t.action) for t in found.tasks] == [(None, "Pendataan LKS")]
    assert not found.ask_mapping
    assert "tabel 2" in [r.place for r in found.remarks]


WORDS = st.lists(
    st.sampled_from(["mendata", "LKS", "ulang", "“dayah”", "Qur'an", "& mitra", "< 6 bulan", "3 (tiga)"]),
    min_size=2,
    max_size=6,
)
TEXT = WORDS.map(" ".join)
POINT = st.tuples(TEXT, st.lists(TEXT, max_size=3), st.booleans())
WAYS = st.sampled_from([("{}.", "{})"), ("{})", "{}."), ("({})", "{}."), ("{}.", "({})")])


@settings(max_examples=60, deadline=None)
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
