"""Lists of LKS in the shapes that offices give them: what is read, left out and told, what is asked, what refused."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from documents.commands.lks import as_key
from documents.readers.files.bounds import MOST_ROWS
from documents.readers.files.unreadable import Unreadable
from documents.readers.lks.lks_file import NO_LIST, NONE_LEFT, PEOPLE, read_lks
from tests.world.places import SAMPLES
from tests.world.sheet_maker import comma_separated, saved, workbook
from tests.world.word_maker import cell, para, row, table, word_file

DAY = date(2026, 11, 28)
BIREUEN = ["DATA LKS KABUPATEN BIREUEN"]


def shown(content: bytes, name: str = "daftar.xlsx", mapping: Any = None) -> dict[str, Any]:
    return as_key(name, read_lks(name, content, DAY.isoformat(), mapping), DAY)


def sheet(*rows: list[Any], merges: tuple[str, ...] = (), mapping: Any = None) -> dict[str, Any]:
    return shown(workbook(rows, merges), mapping=mapping)


def refusal(content: bytes, name: str = "daftar.xlsx") -> str:
    with pytest.raises(Unreadable) as refused:
        shown(content, name)
    return refused.value.sentence


def told(found: dict[str, Any]) -> str:
    return "\n".join(f"{remark['place']}: {remark['text']}" for remark in found["remarks"])


def names(found: dict[str, Any]) -> list[str]:
    return [one["name"] for one in found["institutions"]]


def of(found: dict[str, Any], *fields: str) -> list[tuple[Any, ...]]:
    return [tuple(one[field] for field in fields) for one in found["institutions"]]


@pytest.mark.parametrize("separator", [";", "\t", "|", ","])
@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp1252", "utf-16"])
def test_a_csv_of_whatever_kind(separator: str, encoding: str):
    rows = [
        ["No", "Nama LKS", "Kab/Kota", "No STP", "Berlaku s.d.", "Akreditasi", "Berlaku s.d."],
        ["1", "LKSA Contoh", "Kab. Pidie Jaya", "1/STP/2024", "6 Mei 2027", "B", "2027"],
        ["", "Jumlah", "", "1", "", "", ""],
    ]
    found = shown(comma_separated(rows, separator, encoding), "daftar.csv")
    assert of(found, "name", "region", "registration_state", "best_grade") == [
        ("LKSA Contoh", "11.18", "terdaftar", "B")
    ]
    assert found["institutions"][0]["services"][0]["accreditations"][0]["valid_until"] == "2027-12-31"
    assert found["skipped_rows"] == ["Jumlah"]


def test_a_word_table_that_goes_on_after_a_page_with_a_name_over_two_services():
    first, more = "<w:vMerge w:val='restart'/>", "<w:vMerge/>"
    body = (
        para("DAFTAR LKS KOTA LHOKSEUMAWE")
        + table(
            row("No.", "Nama LKS", "Layanan", "Peringkat", "Tahun Akreditasi"),
            row("(1)", "(2)", "(3)", "(4)", "(5)"),
            row("1", cell("LKSA Contoh", first), "Anak dalam panti", "A", "2024"),
            row("", cell("", more), "Anak luar panti", "TTA", "2024"),
        )
        + para("Lanjutan")
        + table(row("2", "LKS Lain", "Konsultasi keluarga (LK3)", "belum", ""))
    )
    found = shown(word_file(body), "daftar.docx")
    assert of(found, "name", "region", "rows") == [("LKSA Contoh", "11.73", [1, 2]), ("LKS Lain", "11.73", [3])]
    services = [[(s["kind"], [a["state"] for a in s["accreditations"]]) for s in one["services"]]
                for one in found["institutions"]]  # fmt: skip
    assert services == [
        [("anak dalam panti", ["A dugaan s.d. 2029"]), ("anak luar panti", ["TTA"])],
        [("LK3", [])],
    ]


def test_merged_heads_in_three_rows_titles_of_groups_and_ticks():
    found = sheet(
        ["DAFTAR LKS KABUPATEN GAYO LUES"],
        ["No", "Lembaga", None, "Pelayanan", None, None, "Status", None],
        [None, "Nama LKS", "Alamat", "Anak", None, "Lansia", "Aktif", "Tidak Aktif"],
        [None, None, None, "Dalam Panti", "Luar Panti", "Luar Panti", None, None],
        [1, 2, 3, 4, 5, 6, 7, 8],
        ["KECAMATAN: Blangkejeren"],
        [1, "LKSA Satu", "Desa A", "v", None, None, "v", None],
        ["Kecamatan Terangun"],
        [2, "LKSA Dua", "Desa B, Kec. Rikit Gaib", None, "√", "√", None, "√"],
        merges=("B2:C2", "D2:F2", "D3:E3", "G2:H2", "A2:A4", "B3:B4", "C3:C4", "F3:F4", "G3:G4", "H3:H4", "A6:H6"),
    )
    assert of(found, "name", "region", "kecamatan", "activity") == [
        ("LKSA Satu", "11.13", "Blangkejeren", "belum dipastikan"), ("LKSA Dua", "11.13", "Rikit Gaib", "tidak aktif"),
    ]  # fmt: skip


def test_codes_of_the_bps_and_of_kemendagri_and_names_before_codes():
    head = ["id_lembaga", "nama_lembaga", "id_kabupaten", "provinsi", "kabupaten", "nama_layanan", "peringkat"]
    found = sheet(
        head,
        ["1", "LKS SATU", "1173", "ACEH", "", "LKS NAPZA", "A"],
        ["2", "LKS DUA", "1174", "ACEH", "", "LKS NAPZA", "A"],
        ["3", "LKS TIGA", "11.74", "ACEH", "", "LKS NAPZA", "A"],
        ["4", "LKS EMPAT", 11.1, "ACEH", "", "LKS NAPZA", "A"],
        ["5", "LKS LIMA", "1110", "ACEH", "KAB. ACEH UTARA", "LKS NAPZA", "A"],
        ["6", "LKS ENAM", "1275", "SUMATERA UTARA", "KOTA MEDAN", "LKS NAPZA", "A"],
        ["7", "LKS TUJUH", "", "ACEH", "KAB. BIREUN", "LKS NAPZA", "A"],
        ["8", "LKS DELAPAN", "", "ACEH", "-", "LKS NAPZA", "A"],
    )
    assert [one["region"] for one in found["institutions"]] == [
        "11.74", "11.73", "11.74", "11.10", "11.08", "11.11", None,
    ]  # fmt: skip
    assert found["skipped_rows"] == ["LKS ENAM"]
    for sentence in (
        "di luar Aceh",
        "dipakai namanya",
        "dibaca Kabupaten Bireuen",
        "kabupaten/kotanya tidak diketahui",
    ):
        assert sentence in told(found)


def test_a_sheet_for_each_kabupaten_and_one_that_is_none():
    import openpyxl

    book = openpyxl.Workbook()
    book.active.title = "Petunjuk"
    book.active.append(["Isi sesuai format"])
    for name in ("Pidie", "Kota Sabang"):
        page = book.create_sheet(name)
        page.append(["NO", "NAMA LKS", "KETUA"])
        page.append([1, f"LKS Contoh {name}", "Contoh"])
        page.append([])
        page.append([None, None, "Mengetahui,"])
        page.append([None, None, "Kepala Dinas Sosial"])
    found = shown(saved(book))
    assert of(found, "name", "region", "rows") == [
        ("LKS Contoh Pidie", "11.07", [1]), ("LKS Contoh Kota Sabang", "11.72", [2]),
    ]  # fmt: skip
    assert "lembar Petunjuk: bukan daftar LKS" in told(found)
    assert "di bawah tabel (“Mengetahui,”)" in told(found)


def test_the_region_of_a_list_without_one_is_that_of_its_title_sheet_or_file():
    rows = [["Nama LKS", "No STP"], ["LKSA Satu", "1/STP"]]
    assert of(shown(comma_separated(rows), "daftar-lks-kab-pidie_jaya.csv"), "region") == [("11.18",)]
    assert of(shown(comma_separated(rows), "daftar.csv"), "region") == [(None,)]
    gone_on = [["Kab/Kota", *rows[0]], ["Pidie", "LKSA Satu", "1"], ["", "LKSA Dua", "2"], ["", "LKSA Tiga", "3"]]
    assert of(shown(comma_separated(gone_on), "daftar.csv"), "region") == [("11.07",)] * 3


VALID = [
    ("6 Mei 2027", "2027-05-06"), ("06-05-2027", "2027-05-06"), ("2027-05-06", "2027-05-06"),
    ("31/12/2026", "2026-12-31"), ("31 Des 26", "2026-12-31"),
    ("12/31/2026", "2026-12-31"), ("31-Des-26", "2026-12-31"), ("2026", "2026-12-31"),
    (2026, "2026-12-31"), (date(2027, 5, 6), "2027-05-06"), ("Desember 2026", "2026-12-31"),
    ("2023 - 2026", "2026-12-31"), ("6 Mei 2024 s.d. 6 Mei 2027", "2027-05-06"), ("s/d 6 Mei 2027", "2027-05-06"),
    ("5 tahun (2022-2027)", "2027-12-31"), ("tanpa batas", "tanpa batas"), ("Seumur hidup", "tanpa batas"),
    ("selama menjalankan kegiatan", "tanpa batas"), ("3 tahun", None), ("3 (tiga) tahun", None), ("-", None),
    ("belum ada", None), ("03/04/2027", None), ("04/04/2027", "2027-04-04"),
    ("31 Februari 2027", None),
]  # fmt: skip


@pytest.mark.parametrize(("written", "day"), VALID)
def test_a_validity_in_every_way(written: Any, day: str | None):
    found = sheet(BIREUEN, ["Nama LKS", "No STP", "Masa Berlaku"], ["LKSA Contoh", "1/STP", written])
    assert [one["valid_until"] for one in found["institutions"][0]["registrations"]] == [day]
    asked = day is None and written not in ("-", "belum ada")
    assert ("Isi tanggal" in told(found)) == asked


def test_a_doubtful_day_is_asked_until_its_column_shows_the_order():
    head = ["Nama LKS", "No STP", "Tanggal STP"]
    doubtful = sheet(BIREUEN, head, ["LKSA A", "1", "03/04/2025"], ["LKSA B", "2", "17/08/2025"])
    assert [one["registrations"][0]["issued"] for one in doubtful["institutions"]] == [None, "2025-08-17"]
    assert "“03/04/2025” dapat berarti dua tanggal" in told(doubtful)
    rows = [["LKSA A", "1", "03/04/2025"], ["LKSA B", "2", "17/08/2025"], ["LKSA C", "3", "18/08/2025"]]
    assert sheet(BIREUEN, head, *rows)["institutions"][0]["registrations"][0]["issued"] == "2025-04-03"


@pytest.mark.parametrize(
    ("written", "number", "issued", "until", "state"),
    [
        ("460/1/STP/2024 tgl 6 Mei 2024 s.d. 6 Mei 2027", "460/1/STP/2024", "2024-05-06", "2027-05-06", "terdaftar"),
        ("No. 460/1/2023 (berlaku 31-12-2026)", "460/1/2023", None, "2026-12-31", "akan berakhir"),
        ("460/1/2023, 5 Juni 2023", "460/1/2023", "2023-06-05", None, "masa berlaku tidak diketahui"),
        ("6 Mei 2024", None, "2024-05-06", None, "masa berlaku tidak diketahui"),
        ("ada", None, None, None, "masa berlaku tidak diketahui"),
        ("1/STP dicabut 3 Maret 2025", "1/STP", None, None, "dicabut"),
        ("dicabut", None, None, None, "dicabut"),
        ("1/STP/2026 tanggal 1 Desember 2026", "1/STP/2026", "2026-12-01", None, "belum"),
    ],
)
def test_a_paper_in_one_cell(written: str, number: str, issued: str, until: str, state: str):
    found = sheet(BIREUEN, ["Nama LKS", "Nomor & Masa Berlaku STP"], ["LKSA Contoh", written])
    papers = found["institutions"][0]["registrations"]
    assert papers == [{"number": number, "issued": issued, "valid_until": until, "state": state}]


@pytest.mark.parametrize(
    ("written", "state"),
    [("dalam proses", "dalam proses"), ("sedang diurus", "dalam proses"), ("belum", "belum"), ("-", "belum")],
)
def test_no_paper_yet(written: str, state: str):
    found = sheet(BIREUEN, ["Nama LKS", "No STP", "Berlaku"], ["LKSA Contoh", written, ""])
    assert of(found, "registrations", "registration_state") == [([], state)]


def test_registrations_of_kabupaten_and_province_are_two():
    found = sheet(
        ["nama_lembaga", "kabupaten", "nomor_STP_kota", "tgl_STP_kota", "nomor_STPU_provinsi", "berlaku_STPU_provinsi"],
        ["LKSA Contoh", "Bireuen", "1/STP/2019", "2019-01-02", "2/STPU/2022", "2027-01-02"],
        ["LKSA Kedua", "Bireuen", "-", "-", "dalam proses", ""],
    )
    assert [(one["number"], one["state"]) for one in found["institutions"][0]["registrations"]] == [
        ("1/STP/2019", "masa berlaku tidak diketahui"), ("2/STPU/2022", "akan berakhir"),
    ]  # fmt: skip
    record = read_lks("a.csv", comma_separated([["Nama LKS", "No STPU"], ["LKSA X", "1"]]), "2026-11-28")
    assert record["institutions"][0]["registrations"][0]["kind"] == "STPU"
    assert of(found, "registration_state")[1] == ("dalam proses",)


@pytest.mark.parametrize(
    ("written", "state", "year"),
    [
        ("Terakreditasi B (2023)", "B dugaan s.d. 2026", 2023), ("A / 2024", "A dugaan s.d. 2029", 2024),
        ("B s.d. 2027", "B", None), ("C (2019-2021)", "kedaluwarsa", 2019), ("TTA", "TTA", None),
        ("Tidak Terakreditasi", "TTA", None), ("mengajukan", "mengajukan", None), ("dalam proses", "mengajukan", None),
    ],
)  # fmt: skip
def test_a_grade_in_one_cell(written: str, state: str, year: int | None):
    found = sheet(BIREUEN, ["Nama LKS", "Status Akreditasi & Tahun"], ["LKSA Contoh", written])
    (graded,) = found["institutions"][0]["services"][0]["accreditations"]
    assert (graded["state"], graded["year"]) == (state, year)


@pytest.mark.parametrize("written", ["belum", "belum terakreditasi", "-", "tidak ada", "87"])
def test_no_grade(written: str):
    found = sheet(BIREUEN, ["Nama LKS", "Akreditasi"], ["LKSA Contoh", written])
    assert of(found, "services") == [([],)]


@pytest.mark.parametrize(
    ("written", "kinds"),
    [
        ("LKS ANAK DALAM PANTI", ["anak dalam panti"]), ("Panti asuhan", ["anak dalam panti"]), ("Anak", []),
        ("anak dalam dan luar panti", ["anak dalam panti", "anak luar panti"]),
        ("Home care lansia", ["lanjut usia luar panti"]), ("ABH", ["anak berhadapan dengan hukum"]),
        ("Panti jompo; rehabilitasi NAPZA", ["lanjut usia dalam panti", "NAPZA"]),
        ("Penyandang disabilitas non panti", ["disabilitas luar panti"]), ("HIV/AIDS", ["ODHA"]), ("WKSBM", ["WKSBM"]),
        ("Tuna sosial dan KPO", ["tuna sosial dan korban perdagangan orang"]), ("BWBLP", ["bekas warga binaan"]),
        ("Gelandangan dan pengemis", ["gelandangan-pengemis"]), ("LK3", ["LK3"]), ("TAS", ["taman anak sejahtera"]),
        ("Pemberdayaan dhuafa", ["pemberdayaan masyarakat"]), ("AMPK", ["anak memerlukan perlindungan khusus"]),
    ],
)  # fmt: skip
def test_kinds_of_service_by_words(written: str, kinds: list[str]):
    found = sheet(BIREUEN, ["Nama LKS", "Jenis Layanan"], ["LKS Contoh", written])
    assert [service["kind"] for service in found["institutions"][0]["services"]] == kinds
    assert ("jenisnya belum diketahui" in told(found)) == (not kinds)


@pytest.mark.parametrize(
    ("name", "said", "own", "owner"),
    [
        ("LKSA Contoh", "Swasta", False, "masyarakat"), ("LKSA Contoh", "", True, "masyarakat"),
        ("Panti Contoh", "Pemerintah Daerah / Dinas Sosial Provinsi", False, "Dinas Sosial Aceh"),
        ("Panti Contoh", "Pemkab", False, "dinas kabupaten/kota"), ("Panti Contoh", "Kemensos", False, "Kemensos"),
        ("UPTD Rumoh Contoh", "", False, "Dinas Sosial Aceh"), ("UPTD Panti Contoh", "", True, "dinas kabupaten/kota"),
        ("UPT Dinas Sosial Kab. Pidie", "", False, "dinas kabupaten/kota"),
        ("Sentra Contoh Kemensos", "", True, "Kemensos"), ("Sentra Darussa'adah Contoh", "", False, "Kemensos"),
        ("Yayasan Balai Pengajian", "", True, "masyarakat"),
        ("Panti Dinas Sosial Aceh", "", True, "Dinas Sosial Aceh"),
    ],
)  # fmt: skip
def test_owners_by_column_then_by_name(name: str, said: str, own: bool, owner: str):
    title = BIREUEN if own else ["DATA LKS ACEH"]
    found = sheet(title, ["Nama LKS", "Kepemilikan", "No STP"], [name, said, "1"], ["LKS Lain", "", "2"])
    assert of(found, "owner") == [(owner,), ("masyarakat",)]


def test_what_is_no_lks_is_left_out_and_told():
    found = sheet(
        ["DATA LEMBAGA SOSIAL KAB. ACEH JAYA"],
        ["No", "Nama Lembaga", "Jenis", "Ketua"],
        [1, "LKKS Kabupaten Aceh Jaya", "", "A"],
        [2, "LKSA Contoh", "", "B"],
        [3, "Bina Muda", "Karang Taruna", "C"],
        [4, "PSM Gampong Blang", "", "D"],
        [5, "TKSK Kec. Jaya", "", "E"],
        ["Catatan: data sementara"],
    )
    assert of(found, "name", "rows") == [("LKSA Contoh", [2])]
    assert found["skipped_rows"] == [
        "LKKS Kabupaten Aceh Jaya", "Bina Muda", "PSM Gampong Blang", "TKSK Kec. Jaya", "Catatan: data sementara",
    ]  # fmt: skip
    assert all(words in told(found) for words in found["skipped_rows"])


def test_personal_columns_are_dropped_and_a_nik_elsewhere_is_wiped():
    heads = ["NIK Ketua", "No. KK", "Tempat/Tgl Lahir", "Agama", "Nama Anak Asuh"]
    content = workbook([BIREUEN, ["Nama LKS", "Ketua", *heads, "Identitas"],
                        ["LKSA Contoh", "Budi 1111010101700001", "1111010101700001", "1111010101700002", "Juli 1970",
                         "Islam", "Ani, Adi", "1111010101700003"]])  # fmt: skip
    found = shown(content)
    assert found["dropped_columns"] == [*heads, "Identitas"]
    assert told(found).count("data pribadi; tidak dibaca dan tidak disimpan") == 6
    kept = repr(read_lks("a.xlsx", content, "2026-11-28"))
    assert not any(text in kept for text in ("11110101017", "Juli 1970", "Islam", "Ani, Adi"))


def test_a_hidden_address_is_kept_nowhere():
    found = read_lks(
        "a.csv", comma_separated([["Nama LKS", "Alamat"], ["LKS Contoh", "Jl. X (dirahasiakan)"]]), "2026-11-28"
    )
    (one,) = found["institutions"]
    assert (one["hidden"], one["address"]) == (True, "")


def test_visits_and_reports_are_events_and_words_are_not():
    found = sheet(
        BIREUEN,
        ["Nama LKS", "Tanggal Kunjungan", "Laporan Terakhir", "Ket."],
        ["LKSA A", "12 Januari 2026; 3 Maret 2026", "2025", "aktif"],
        ["LKSA B", "28-11-2025", "", "aktif"],
        ["LKSA C", "29-11-2025", "", ""],
        ["LKSA D", date(2027, 1, 1), "", "Monitoring 12 Maret 2025"],
        ["LKSA E", "1-6-2026", "", "sudah tidak aktif"],
        ["LKSA F", "", "", "tutup 12 Maret 2026"],
        ["LKSA G", "", "", "STP dalam proses"],
    )
    assert of(found, "events", "activity", "closed") == [
        (["2026-01-12", "2026-03-03"], "aktif", None),
        (["2025-11-28"], "belum dipastikan", None),
        (["2025-11-29"], "aktif", None),
        (["2025-03-12", "2027-01-01"], "belum dipastikan", None),
        (["2026-06-01"], "tidak aktif", None),
        ([], "tutup", "2026-03-12"),
        ([], "belum dipastikan", None),
    ]
    assert found["institutions"][6]["registration_state"] == "dalam proses"


def test_homes_of_one_foundation_have_no_decree_of_their_own():
    found = sheet(
        ["Nama Yayasan", "Nama LKSA", "Kabupaten", "SK Kemenkumham", "No STP", "Bentuk"],
        ["Yayasan Contoh", "LKSA Contoh Putra", "Bireuen", "AHU-9", "1/STP", ""],
        ["Yayasan Contoh", "LKSA Contoh Putri", "Bireuen", "AHU-9", "2/STP", "Tidak berbadan hukum"],
        ["", "LKSA Sendiri", "Bireuen", "AHU-8", "3/STP", ""],
    )
    assert [one["legal"]["badan_hukum"] for one in found["institutions"]] == [None, False, True]
    assert found["duplicates_certain"] == found["duplicates_probable"] == []
    assert "pengesahan itu milik Yayasan Contoh" in told(found)


def test_duplicates_within_a_file_are_told():
    found = sheet(
        BIREUEN, ["Nama LKS", "No STP", "Telepon"],
        ["LKSA Satu", "1/STP", "0644-111111"], ["LKS-A Satu", "2/STP", ""], ["Yay. Dua", "1 / STP", ""],
        ["WKSBM Tiga", "", "+62 644 111111"],
    )  # fmt: skip
    assert found["duplicates_certain"] == [{"names": ["LKSA Satu", "Yay. Dua"], "same": ["nomor STP"]}]
    assert found["duplicates_probable"] == [
        {"names": ["LKSA Satu", "LKS-A Satu"], "same": ["nama"]},
        {"names": ["LKSA Satu", "WKSBM Tiga"], "same": ["telepon"]},
    ]


UNKNOWN = (BIREUEN, ["Uraian", "Kolom 1", "Kolom 2"], ["LKSA Satu", "x", "2027"], ["Yayasan Dua", "y", "2028"])


def test_columns_that_nobody_knows_are_asked_and_can_be_assigned():
    asked = sheet(*UNKNOWN)
    assert (asked["expect"], asked["institutions"]) == ("ask_mapping", [])
    assert [(column["index"], column["head"]) for column in asked["columns"]] == [
        (0, "Uraian"), (1, "Kolom 1"), (2, "Kolom 2"),
    ]  # fmt: skip
    answered = sheet(*UNKNOWN, mapping={"lembar RTL": {"0": "name", "2": "stp_until"}})
    assert (answered["expect"], names(answered)) == ("import", ["LKSA Satu", "Yayasan Dua"])
    assert of(answered, "region", "registration_state")[0] == ("11.11", "terdaftar")
    headless = [["LKSA Satu", "Juli"], ["Yayasan Dua", "Jeumpa"]]
    assert shown(comma_separated(headless), "a.csv")["expect"] == "ask_mapping"
    mapping = {"berkas CSV": {"0": "name", "1": "kecamatan"}}
    assert names(shown(comma_separated(headless), "a.csv", mapping)) == ["LKSA Satu", "Yayasan Dua"]


def test_a_dropped_column_stays_dropped_whatever_is_assigned():
    rows = [BIREUEN, ["Nama LKS", "NIK Ketua"], ["LKSA Satu", "123"]]
    found = sheet(*rows, mapping={"lembar RTL": {"0": "name", "1": "leader"}})
    assert found["dropped_columns"] == ["NIK Ketua"]


@pytest.mark.parametrize(
    "rows",
    [
        [["DAFTAR HADIR LKS"], ["No", "Nama", "Lembaga", "Jabatan", "Paraf"], [1, "Budi", "LKSA X", "Ketua", ""]],
        [["ANAK ASUH LKSA X"], ["No", "Nama", "NIK", "Lahir"], [1, "Budi", "1", "Juli"], [2, "Adi", "2", "Juli"]],
        [["REKAP LKS SE-ACEH"], ["No", "Kabupaten/Kota", "Jumlah", "LKSA"], [1, "Bireuen", 12, 3], [2, "Pidie", 4, 1]],
        [["SEKOLAH"], ["No", "Nama Sekolah", "NPSN", "Akreditasi"], [1, "SDN 1", "1", "A"], [2, "SDN 2", "2", "B"]],
        [["HIBAH"], ["No", "Nama Lembaga", "Alamat", "Jumlah"], [1, "Masjid A", "x", 1], [2, "Dayah B", "y", 2]],
        [["No", "Hasil Rakor", "Tindak Lanjut", "PIC"], [1, "Data LKS belum lengkap", "Mendata LKS", "Kadis"]],
    ],
)  # fmt: skip
def test_what_is_no_list_of_lks_is_refused_in_a_sentence(rows: list[list[Any]]):
    assert refusal(workbook(rows)) == NO_LIST


def test_lists_of_clients_and_lists_without_an_lks_are_refused():
    clients = [["Nama Anak", "Nama LKSA"], ["Budi", "LKSA X"], ["Adi", "LKSA X"], ["Ani", "LKSA X"], ["Ida", "LKSA Y"]]
    assert refusal(workbook(clients)) == PEOPLE
    assert refusal(workbook([["Nama LKS", "No STP"], ["Karang Taruna A", ""]])) == NONE_LEFT
    assert refusal(workbook([["Nama LKS", "No STP"]])) == NONE_LEFT


def test_files_that_are_no_lists_are_refused_as_elsewhere():
    assert "kosong" in refusal(b"")
    old = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    assert "rusak" in refusal(old + "Workbook".encode("utf-16-le"), "a.xls")
    assert "rusak" in refusal(old + "WordDocument".encode("utf-16-le"), "a.doc")
    assert "gambar" in refusal(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "a.xlsx")
    assert refusal(word_file(para("Surat tentang LKS")), "a.docx") == NO_LIST
    for path in sorted((SAMPLES / "import").glob("0[1-5]*.docx")):
        assert refusal(path.read_bytes(), path.name) == NO_LIST


def test_formulas_are_no_names_and_a_long_list_is_read_as_far_as_lists_go():
    found = sheet(BIREUEN, ["Nama LKS", "Ketua"], ["=1+1", "x"], ["LKSA X", '=HYPERLINK("a")'])
    assert names(found) == ["LKSA X"]
    assert "rumus tanpa nilai tersimpan" in told(found)
    rows = [["Nama LKS", "Kabupaten", "No STP"], *([f"LKSA Contoh {n}", "Bireuen", f"{n}/STP"] for n in range(10_000))]
    long = read_lks("a.csv", comma_separated(rows), "2026-11-28")
    assert len(long["institutions"]) == MOST_ROWS - 1
    assert f"hanya {MOST_ROWS} baris pertama" in long["remarks"][0]["text"]
