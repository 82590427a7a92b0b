"""The other lists as files: documents, rakor, accounts, offices, the history. Their columns, and nothing more."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from documents.lists.listing import Field, Listing
from documents.lists.task_list import day
from workflow.agenda import states
from workflow.audit import listing
from workflow.clock import moment
from workflow.regions import region_name, regions
from workflow.roles import Role
from workflow.tasks.tallies import Progress


@dataclass(frozen=True)
class Paper:
    """A document with the titles of the tasks, or of the rakor, that it is about."""

    record: Mapping[str, Any]
    about: str


@dataclass(frozen=True)
class Meeting:
    """A rakor with how far the tasks are that the reader may see."""

    record: Mapping[str, Any]
    progress: Progress


def _of(name: str) -> Any:
    return lambda record: record[name]


def _local(iso: str) -> datetime | None:
    """A time as it is told in Aceh."""
    return moment(iso).replace(tzinfo=None) if iso else None


def _place(code: str) -> str:
    return region_name(code) if code else ""


def _of_chain(chain: str) -> str:
    return regions()[chain].full if chain in regions() else "Provinsi"


DOCUMENTS = Listing(
    "Dokumen",
    (
        Field("Tanggal", 12, lambda paper: day(paper.record["date"])),
        Field("Nomor", 30, lambda paper: paper.record["number"]),
        Field("Nomor laporan", 30, lambda paper: paper.record.get("number_report", "")),
        Field("Naskah", 30, lambda paper: paper.record["title"]),
        Field("Hal", 50, lambda paper: paper.record["subject"]),
        Field("Tentang", 50, lambda paper: paper.about),
        Field("Kode wilayah", 9, lambda paper: paper.record["region"]),
        Field("Kabupaten/kota", 26, lambda paper: region_name(paper.record["region"])),
        Field("Tujuan", 30, lambda paper: paper.record["addressee"]),
        Field("Status", 12, lambda paper: paper.record["status"].capitalize()),
        Field("Alasan dicabut", 30, lambda paper: paper.record["reason"]),
        Field("Terbit pada", 17, lambda paper: _local(paper.record["at"])),
        Field("Kode periksa", 16, lambda paper: paper.record["code"]),
    ),
)
RAKORS = Listing(
    "Rakor",
    (
        Field("Mulai", 12, lambda meeting: day(meeting.record["start"])),
        Field("Selesai", 12, lambda meeting: day(meeting.record["end"])),
        Field("Rakor", 50, lambda meeting: meeting.record["title"]),
        Field("Penyelenggara", 30, lambda meeting: meeting.record["organiser"]),
        Field("Tempat", 36, lambda meeting: meeting.record["venue"]),
        Field("Kota", 20, lambda meeting: meeting.record["city"]),
        Field("Butir hasil", 9, lambda meeting: len(meeting.record["outcomes"])),
        Field("Tugas", 9, lambda meeting: meeting.progress.total),
        Field("Dilaksanakan", 12, lambda meeting: meeting.progress.implemented),
    ),
)
ACCOUNTS = Listing(
    "Akun",
    (
        Field("Nama akun", 24, _of("username")),
        Field("Peran", 20, lambda user: Role(user["role"]).label),
        Field("Kode wilayah", 9, _of("region")),
        Field("Kabupaten/kota", 26, lambda user: _place(user["region"])),
        Field("Nama jabatan", 44, _of("name")),
        Field("Keadaan", 10, lambda user: "Aktif" if user["active"] else "Nonaktif"),
        Field("Terakhir terlihat", 17, lambda user: _local(user["last_seen"])),
    ),
)
OFFICES = Listing(
    "Kantor",
    (
        Field("Kode wilayah", 9, _of("region")),
        Field("Kabupaten/kota", 26, lambda office: region_name(office["region"])),
        Field("Kantor", 14, _of("identity_words")),
        Field("Nama pada kop", 44, _of("name")),
        Field("Alamat", 44, _of("address")),
        Field("Kontak", 36, _of("contact")),
        Field("Tempat naskah", 18, _of("place")),
        Field("Kode klasifikasi", 14, _of("archive_code")),
        Field("Pola nomor", 36, _of("number_pattern")),
        Field("Jabatan penanda tangan", 40, _of("signer_position")),
        Field("Nama penanda tangan", 30, _of("signer_name")),
        Field("Cara menandatangani", 14, _of("signer_mode")),
        Field("Belum diisi", 40, _of("missing")),
    ),
)
EVENTS = Listing(
    "Catatan kegiatan",
    (
        Field("Waktu (WIB)", 17, lambda event: _local(event["at"])),
        Field("Kegiatan", 60, listing.words),
        Field("Oleh", 40, lambda event: event["actor"]["name"]),
        Field("Wilayah", 24, lambda event: _of_chain(event["chain"])),
        Field("Tugas", 8, lambda event: event["task"] or None),
        Field("Rakor", 8, lambda event: event["rakor"] or None),
        Field("Rincian", 60, listing.facts),
        Field("Nomor catatan", 16, lambda event: f"{event['chain']}:{event['seq']}"),
        Field("Sidik (SHA-256)", 66, lambda event: event["hash"]),
    ),
)

AGENDA = Listing(
    "Agenda",
    (
        Field("Tanggal", 12, lambda row: day(row["date"])),
        Field("Nomor", 30, lambda row: row["number"] or row["slot"]),
        Field("Nomor urut", 9, lambda row: row["ordinal"] or None),
        Field("Hal", 60, lambda row: row["subject"]),
        Field("Penanda tangan", 40, lambda row: row["signer"]),
        Field("Status", 16, lambda row: states.STATES[row["status"]]),
        Field("Alasan batal", 40, lambda row: row["reason"]),
        Field("Naskah", 26, lambda row: row["naskah"]),
        Field("Keadaan naskah", 14, lambda row: row["keadaan"].capitalize()),
        Field("Kantor", 34, lambda row: row["kantor"]),
        Field("Dicatat oleh", 34, lambda row: row["by"]),
        Field("Dicatat pada", 17, lambda row: _local(row["at"])),
    ),
)
