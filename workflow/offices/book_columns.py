"""The settings as sheets of one workbook: which columns each has, and the rows of what is kept.

Offices, signatories, addressees and accounts go out so and come back changed (``book_changes.py``). A key says which
record a row is; it is made of words that are the same in every instance, never of the store's numbers.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from workflow.offices import addressees, signatories
from workflow.offices.offices import CHOICES, TEXTS
from workflow.records import Office, User
from workflow.regions import owners, region_name
from workflow.roles import Role
from workflow.store import Store
from workflow.text import fold, spoken_day

Value = str | date | None
KEY, OFFICE_KEY = "Kunci", "Kunci kantor"
OWN_POST = "atas jabatannya sendiri"
_IDENTITIES = {"dinsos": "Dinas Sosial", "lkks": "LKKS"}
_MODES = {mode: mode or OWN_POST for mode in signatories.MODES}


@dataclass(frozen=True)
class BookColumn:
    """``name`` is the field of the record, "" for a column that is only there to be read. ``choices``: what is kept ->
    what stands in the cell."""

    head: str
    name: str = ""
    width: int = 24
    choices: Mapping[str, str] = field(default_factory=dict)
    is_day: bool = False

    def words(self, value: Any) -> str:
        return self.choices.get(str(value), str(value)) if value is not None else ""

    def said(self, value: Any) -> str:
        """The same as people read it."""
        return spoken_day(value) if self.is_day and value else self.words(value)

    def kept(self, typed: str) -> str:
        """What is kept of a cell; of words that are none of the choices the words, which the checks then refuse."""
        known = {fold(words): value for value, words in self.choices.items()}
        return known.get(fold(typed), typed)


@dataclass(frozen=True)
class BookSheet:
    title: str
    columns: tuple[BookColumn, ...]
    keys: tuple[str, ...]  # heads without which a sheet says nothing


def _texts(texts: Mapping[str, tuple[str, int]]) -> list[BookColumn]:
    return [
        BookColumn(words if words == "NIP" else words[0].upper() + words[1:], name, min(44, 12 + most // 6))
        for name, (words, most) in texts.items()
    ]


_NUMBERS = {str(number): str(number) for number in range(1, 7)}
OFFICES = BookSheet(
    "Kantor",
    (
        BookColumn(KEY, width=14), BookColumn("Kantor", width=32), *_texts(TEXTS),
        BookColumn("Cara menandatangani", "signer_mode", 24, _MODES),
        BookColumn("Banyaknya angka nomor urut", "number_digits", 14, _NUMBERS),
        BookColumn("Kode keamanan", "security_code", 16, CHOICES["security_code"]),
        BookColumn("Nomor Laporan Pelaksanaan", "number_pelaksanaan", 30, CHOICES["number_pelaksanaan"]),
        BookColumn("Nomor pengantar dan laporannya", "report_numbers", 30, CHOICES["report_numbers"]),
        BookColumn("Laporan keluar atas nama", "report_identity", 30, CHOICES["report_identity"]),
        BookColumn("Bentuk sampul", "cover", 30, CHOICES["cover"]),
    ),
    (KEY,),
)  # fmt: skip
SIGNATORIES = BookSheet(
    "Penanda tangan",
    (
        BookColumn(KEY, width=26), BookColumn(OFFICE_KEY, width=14), BookColumn("Kantor", width=32),
        *_texts(signatories.TEXTS), BookColumn("Cara menandatangani", "mode", 24, _MODES),
        BookColumn("Mulai", "start", 12, is_day=True), BookColumn("Berakhir", "end", 12, is_day=True),
    ),
    (KEY, OFFICE_KEY),
)  # fmt: skip
COVERS = {"": "Menurut kantor", **{name: words.split(" (")[0] for name, words in addressees.COVERS.items()}}
ADDRESSEES = BookSheet(
    "Alamat tujuan",
    (
        BookColumn(OFFICE_KEY, width=14), BookColumn("Kantor", width=32), BookColumn("Tujuan", "name", 44),
        BookColumn("Sapaan", "form", 12, {form: form for form in addressees.FORMS}), BookColumn("Di", "seat"),
        BookColumn("Melalui", "through", 36), BookColumn("Sampul", "cover", 18, COVERS),
    ),
    (OFFICE_KEY, "Tujuan", "Sapaan", "Di", "Melalui", "Sampul"),
)  # fmt: skip
STATES = {"ya": "Aktif", "tidak": "Nonaktif"}
ACCOUNTS = BookSheet(
    "Akun",
    (
        BookColumn("Nama akun", "username", 26),
        BookColumn("Peran", "role", 20, {role.value: role.label for role in Role}),
        BookColumn("Wilayah", "region", 26, {"": "", **{code: region_name(code) for code in owners()}}),
        BookColumn("Nama jabatan", "name", 44), BookColumn("Alamat surel", "email", 36),
        BookColumn("Keadaan", "active", 12, STATES),
    ),
    ("Nama akun",),
)  # fmt: skip
SHEETS = {sheet.title: sheet for sheet in (OFFICES, SIGNATORIES, ADDRESSEES, ACCOUNTS)}
HELP = "Cara mengisi"
HOW = (
    ("Kunci", "Menunjuk catatan yang diubah. Jangan diubah. Untuk penanda tangan baru kosongkan Kunci dan isi Kunci "
     "kantor, misalnya 11.11/dinsos atau 11.11/lkks."),
    ("Isian", "Sel yang dikosongkan mengosongkan isiannya. Kolom yang dihapus dari lembar dibiarkan seperti semula."),
    ("Pilihan", "Tulis persis seperti pilihan di halaman Pengaturan, misalnya “a.n.” atau “Nota dinas”."),
    ("Tanggal", "Sebagai tanggal Excel, atau 2026-03-01, atau 01/03/2026."),
    ("NIP", "Sebagai teks. Excel membulatkan angka yang lebih dari 15 angka; NIP yang sudah dibulatkan ditolak."),
    ("Baris yang dihapus", "Kantor, penanda tangan, dan akun yang tidak ada dalam berkas tidak dihapus dan tidak "
     "berubah. Akun dinonaktifkan lewat kolom Keadaan."),
    ("Alamat tujuan", f"Semua baris sebuah kantor menggantikan daftarnya, menurut urutannya; paling banyak "
     f"{addressees.MOST}. Kantor tanpa baris tidak berubah."),
    ("Akun baru", "Nama akun yang belum ada dibuat sebagai akun baru dengan kata sandi sekali pakai, yang ditampilkan "
     "satu kali sesudah disimpan. Berkas ini tidak pernah memuat kata sandi."),
    ("Kop bergambar, lambang, kertas", "Tidak ada di sini; atur di halaman kantornya."),
)  # fmt: skip


def office_key(office: Mapping[str, Any]) -> str:
    return f"{office['region']}/{office['identity']}"


def office_words(office: Mapping[str, Any]) -> str:
    return f"{_IDENTITIES[office['identity']]} {region_name(office['region'])}"


def signatory_key(office: Mapping[str, Any], one: Mapping[str, Any]) -> str:
    """An office has one signer on a day, so that the first day of the period names whom it means."""
    return f"{office_key(office)}/{one['start']}"


def rows(store: Store) -> dict[str, Iterator[list[Value]]]:
    """Title of a sheet -> its rows. What is damaged is left out: of it nobody knows what it says."""
    offices = sorted((one for one in store.find(Office) if "damaged" not in one), key=office_key)
    return {
        OFFICES.title: ([office_key(one), office_words(one), *_cells(OFFICES, one)] for one in offices),
        SIGNATORIES.title: (
            [signatory_key(office, one), office_key(office), office_words(office), *_cells(SIGNATORIES, one)]
            for office in offices
            for one in signatories.of_office(store, office["id"])
        ),
        ADDRESSEES.title: (
            [office_key(office), office_words(office), *_cells(ADDRESSEES, vars(one))]
            for office in offices
            for one in addressees.in_order(office)
        ),
        ACCOUNTS.title: (
            list(_cells(ACCOUNTS, account_fields(one)))
            for one in store.find(User, order="username")
            if "damaged" not in one
        ),
    }


def account_fields(user: Mapping[str, Any]) -> dict[str, str]:
    """An account by the fields of its sheet."""
    return {
        "username": user["username"], "role": user["role"], "region": user["region"], "name": user["name"],
        "email": user.get("email", ""), "active": "ya" if user["active"] else "tidak",
    }  # fmt: skip


def _cells(sheet: BookSheet, record: Mapping[str, Any]) -> Sequence[Value]:
    told = [column for column in sheet.columns if column.name]
    return [
        (date.fromisoformat(record[column.name]) if record[column.name] else None)
        if column.is_day
        else column.words(record.get(column.name))
        for column in told
    ]
