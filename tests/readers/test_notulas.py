"""Whole notulas as offices lay them out: points, tables, cards and labels beside each other, heads, templates."""

from __future__ import annotations

import pytest

from documents.readers.result import Meeting
from tests.world.notula import bold, outcomes, read
from tests.world.word_maker import cell, para, row, table


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


def test_a_table_of_actions_beside_points_leaves_their_link_to_the_user():
    rows = table(row("No", "Kegiatan", "Penanggung Jawab", "Waktu"), row("1", "Pendataan LKS", "Kadis", "Oktober 2023"))
    found = read(bold("Kesimpulan"), "1. LKS didata ulang.", rows, table(row("Kabupaten", "Jumlah"), row("Pidie", "5")))
    assert [o.text for o in found.outcomes] == ["LKS didata ulang."]
    assert [(t.outcome, t.action) for t in found.tasks] == [(None, "Pendataan LKS")]
    assert not found.ask_mapping
    assert "tabel 2" in [r.place for r in found.remarks]
