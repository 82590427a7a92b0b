"""Whatever stands in a list of LKS, it is read or refused: words of every kind in every kind of column."""

from __future__ import annotations

import json
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from documents.commands.lks import as_key
from documents.readers.files.unreadable import Unreadable
from documents.readers.lks.columns import FIELDS
from documents.readers.lks.lks_file import read_lks
from tests.world.sheet_maker import comma_separated

DAY = date(2026, 11, 28)
HEADS = (
    "Nama LKS", "Nama dan Alamat LKS", "Nama", "Kab/Kota", "Kode Kab", "Kecamatan", "Alamat", "Kepemilikan",
    "Ketua", "NIK Ketua", "No STP", "Tanggal STP", "Berlaku s.d.", "Nomor & Masa Berlaku STPU", "Akreditasi",
    "Tahun Akreditasi", "Tanggal Penetapan", "Jenis Layanan", "Dalam/Luar Panti", "Kunjungan", "Laporan", "Status",
    "Ket.", "Telepon", "NPWP", "SK Kemenkumham", "SK Yayasan", "Nama Yayasan", "Bentuk", "Akta", "Tanggal Akta",
    "Jumlah Klien L", "Daya Tampung", "Sumber Dana", "Akses", "No", "Provinsi", "id_lembaga", "Uraian", "",
)  # fmt: skip
WORDS = (
    "LKSA Contoh", "Yayasan Contoh", "UPTD Contoh Kab. Pidie", "Karang Taruna", "", "-", "belum", "ada", "Bireuen",
    "1110", "11.10", "99.99", "Kec. Jeumpa", "dicabut 31 Februari 2025", "dalam proses", "tanpa batas", "3 tahun",
    "2026", "0", "31/12/2026", "03/04/2025", "29-02-2025", "1 Januari 0001", "31 Desember 9999", "9999-12-31",
    "s.d.", "A", "TTA (2023)", "B s.d.", "tutup", "tutup sejak 13-13-2024", "bergabung dengan LKSA Contoh", "√",
    "v", "Jumlah", "Catatan:", "1111010101700001", "460/1/STP/2024 tgl", "No.", "dicabut", "(",
    "12 Januari; 40 Maret 2026", "²", "٣", "0644-000001",
)  # fmt: skip
CELLS = st.one_of(st.sampled_from(WORDS), st.text(max_size=12))


@settings(max_examples=300)
@given(st.data())
def test_any_list_is_read_or_refused(data: st.DataObject):
    heads = data.draw(st.permutations(["Nama LKS", *data.draw(st.lists(st.sampled_from(HEADS), max_size=8))]))
    width = len(heads)
    rows = data.draw(st.lists(st.lists(CELLS, min_size=width, max_size=width), max_size=6))
    mapping = data.draw(st.sampled_from([None, {"berkas CSV": {str(at): field for at, field in enumerate(FIELDS)}}]))
    content = comma_separated([["DATA LKS KAB. BIREUEN"], [*heads], *rows], ",", "utf-8-sig")
    try:
        reading = read_lks("daftar.csv", content, DAY.isoformat(), mapping)
    except Unreadable:
        return
    shown = as_key("daftar.csv", json.loads(json.dumps(reading)), DAY)
    assert "1111010101700001" not in repr(shown["institutions"])
    left = {remark["text"] for remark in shown["remarks"]}
    assert all(any(words in text for text in left) for words in shown["skipped_rows"])


def test_a_head_on_every_page_is_no_row_and_a_title_between_begins_another_list():
    head = ["No", "Nama LKS", "No STP"]
    rows = [
        ["DATA LKS KABUPATEN BIREUEN"], head, ["1", "LKSA Satu", "1/STP"], head, ["2", "LKSA Dua", "2/STP"], [], head,
        ["3", "LKSA Tiga", "3/STP"], [], ["DATA LKS KABUPATEN PIDIE"], head, ["1", "LKSA Empat", "4/STP"],
    ]  # fmt: skip
    found = read_lks("daftar.csv", comma_separated(rows), DAY.isoformat())
    assert [(one["name"], one["region"], one["rows"]) for one in found["institutions"]] == [
        ("LKSA Satu", "11.11", [1]), ("LKSA Dua", "11.11", [2]), ("LKSA Tiga", "11.11", [3]),
        ("LKSA Empat", "11.07", [4]),
    ]  # fmt: skip
    assert found["skipped_rows"] == []


def test_a_validity_in_two_columns_and_a_service_graded_twice():
    rows = [
        ["NAMA LKS", "KAB", "LAYANAN", "NOMOR STP", "MASA BERLAKU STP", "", "AKREDITASI", "TAHUN"],
        ["", "", "", "", "MULAI", "SAMPAI", "", ""],
        ["LKSA Contoh", "Pidie", "Anak dalam panti", "1/STP", "1 Jan 2024", "31 Des 2026", "C", "2021"],
        ["LKSA Contoh", "Pidie", "Anak dalam panti", "", "", "", "B", "2024"],
    ]
    (one,) = read_lks("daftar.csv", comma_separated(rows), DAY.isoformat())["institutions"]
    assert [(p["issued"], p["valid_until"]) for p in one["registrations"]] == [("2024-01-01", "2026-12-31")]
    assert [graded["grade"] for graded in one["services"][0]["accreditations"]] == ["C", "B"]
