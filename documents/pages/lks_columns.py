"""The columns of a list of LKS as its check page offers them: what each was taken for, and what it can be taken for."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from documents.readers.lks.columns import ASIDE, DROPPED, FIELDS
from documents.readers.meaning.head_rows import HEADLESS
from workflow.records.arriving import ColumnRead, LksSheet

WORDS = {
    "": "– tidak dipakai –", "no": "Nomor urut", "name": "Nama lembaga", "name_address": "Nama dan alamat",
    "region": "Kabupaten/kota", "region_code": "Kode wilayah", "province": "Provinsi", "kecamatan": "Kecamatan",
    "gampong": "Gampong", "address": "Alamat", "owner": "Pemilik", "parent": "Yayasan induk",
    "parent_sk": "SK yayasan induk", "form": "Bentuk badan hukum", "sk": "SK Kemenkumham", "npwp": "NPWP lembaga",
    "deed_number": "Nomor akta", "deed_date": "Tanggal akta", "notary": "Notaris", "scope": "Lingkup",
    "ministry_number": "Nomor kementerian", "ministry_id": "Kode lembaga di kementerian", "kind": "Jenis layanan",
    "place": "Dalam atau luar panti", "stp_kind": "Jenis pendaftaran", "stp_number": "Nomor STP",
    "stp_issued": "STP terbit", "stp_until": "STP berlaku sampai", "stp_status": "Status STP",
    "stp_issuer": "Penerbit STP", "grade": "Akreditasi", "grade_year": "Tahun akreditasi",
    "grade_applied": "Akreditasi diajukan", "grade_decided": "Akreditasi ditetapkan",
    "grade_until": "Akreditasi berlaku sampai", "certificate": "Nomor sertifikat", "phone": "Telepon",
    "email": "Surel", "leader": "Pimpinan", "leader_phone": "Telepon pimpinan", "managers": "Jumlah pengurus",
    "workers": "Jumlah tenaga", "social_workers": "Jumlah pekerja sosial", "money": "Sumber dana",
    "building": "Status gedung", "access": "Akses disabilitas", "capacity": "Daya tampung",
    "male": "Penerima layanan laki-laki", "female": "Penerima layanan perempuan", "activity": "Keaktifan",
    "event_visit": "Kunjungan", "event_report": "Laporan", "event_rakor": "Rakor", "remarks": "Keterangan",
}  # fmt: skip


def choices(sheet: LksSheet) -> list[tuple[str, ColumnRead]]:
    """The columns that can be assigned, each with the name of its field in the form; never one that is dropped."""
    return [(f"kolom.{n}", column) for n, column in enumerate(sheet["columns"]) if column["field"] != DROPPED]


def tables(sheet: LksSheet) -> list[str]:
    """The names of the tables that were read, in order."""
    return list(dict.fromkeys(column["table"] for column in sheet["columns"]))


def mapping(typed: Mapping[str, str], sheet: LksSheet) -> dict[str, dict[int | str, str]]:
    """What each column shall be taken for, by the table's name; an unknown word leaves it as it was."""
    chosen: dict[str, dict[int | str, str]] = {table: {} for table in tables(sheet)}
    for name, column in choices(sheet):
        was = "" if column["field"] == ASIDE else column["field"]
        wanted = typed.get(name, was)
        chosen[column["table"]][column["index"]] = wanted if wanted in ("", *FIELDS) else was
    for n, table in enumerate(tables(sheet)):
        if f"tanpa_judul.{n}" in typed:
            chosen[table][HEADLESS] = "ya"
    return chosen


def used(sheet: LksSheet) -> dict[str, Any]:
    """How many of the columns are used, and as what."""
    fields = [column["field"] for column in sheet["columns"] if column["field"] in WORDS and column["field"]]
    return {"used": len(fields), "all": len(sheet["columns"]), "words": [WORDS[name].lower() for name in fields]}
