"""The admin's pages of the offices: whose letterhead, numbers, addressees and signer the documents carry."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from wtforms import SelectField, StringField, TextAreaField

from workflow.agenda import register
from workflow.clock import day
from workflow.offices import nip, number_patterns, signatories
from workflow.offices.addressees import COVERS, URGENCIES, addressees
from workflow.offices.archive_codes import archive_codes
from workflow.offices.offices import CHOICES, LISTS, REQUIRED, TEXTS, check_office, edit_office, gaps
from workflow.offices.signatories import MODES
from workflow.pages.settings.blueprint import pages
from workflow.pages.settings.one_office import IDENTITIES, conflict, existing, office_address, render, title
from workflow.regions import PROVINCE, region_name, regions
from workflow.store import Record
from workflow.text import fold, sought
from workflow.web.current import actor, now, store, today
from workflow.web.forms import Versioned, most
from workflow.web.one_order import asked_order
from workflow.web.saving import Late, Page, save_or_show
from workflow.web.sorted_heads import NAME, Column, heads
from workflow.web.unknown import unknown_filters

# anchor, heading, what it is for, fields
GROUPS: tuple[tuple[str, str, str, tuple[str, ...]], ...] = (
    ("kop", "Kop naskah", "Dicetak di atas setiap naskah kantor ini. Baris yang kosong tidak dicetak.",
     ("head", "name", "address", "contact", "place")),
    ("nomor", "Nomor dan kode arsip",
     "Nomor urut berjalan sendiri, satu buku untuk tiap kantor dan tahun. Kantor yang mulai di tengah tahun meneruskan "
     "buku agendanya lewat halaman Agenda: Sekdis, Ketua LKKS, atau Dinas Sosial Aceh, masing-masing untuk kantornya.",
     ("archive_code", "unit_code", "number_pattern", "number_digits", "security_code", "report_numbers",
      "number_pelaksanaan")),
    ("tujuan", "Tujuan dan tembusan",
     "Diusulkan kepada Sekdis ketika melaporkan; tujuannya masih dapat diganti di sana.",
     ("report_identity", "addressee", "cover", "urgency", "copies")),
    ("disposisi", "Lembar disposisi",
     "Dicetak untuk ditandai pimpinan pada lembar yang menyertai laporan. Satu baris satu pilihan.",
     ("forwards", "wishes")),
    ("penanda-tangan", "Penanda tangan tanpa masa jabatan",
     "Dipakai pada hari yang tidak tercakup oleh daftar penanda tangan. Nama, pangkat, atau NIP yang kosong dicetak "
     "sebagai titik-titik untuk diisi tangan.",
     ("signer_mode", "signer_principal", "signer_through", "signer_position", "signer_name", "signer_rank",
      "signer_nip")),
)  # fmt: skip
HINTS = {
    "report_identity": "Atas nama LKKS, sampulnya surat; kop, nomor, tujuan, tembusan, dan penanda tangannya dari "
    "pengaturan LKKS. Sekdis tetap yang menyetujui. Laporan bersama tanpa sampul: dua kop, dua penanda tangan yang "
    "berbeda, dan nomor di kedua agenda.",
    "head": "Misalnya PEMERINTAH KABUPATEN BIREUEN.",
    "place": "Dicetak di depan tanggal, misalnya “Bireuen, 25 September 2023”.",
    "number_pattern": f"Yang dikenal: {' '.join(number_patterns.TOKENS)}. Harus memuat {{urut}}.",
    "archive_code": "Menurut Permendagri 83/2022; kode lain boleh diketik, juga untuk satu naskah saja.",
    "report_numbers": "Dua nomor berurutan, masing-masing satu baris di agenda; yang satu menyebut yang lain.",
    "security_code": "Dicetak di tempat {keamanan} pada pola nomor.",
    "copies": "Satu tembusan satu baris.",
    "signer_mode": "a.n. = atas nama, u.b. = untuk beliau, Plt. = pelaksana tugas, Plh. = pelaksana harian, "
    "Pj. = penjabat.",
    "signer_principal": "Hanya untuk a.n. dan u.b., misalnya KEPALA DINAS SOSIAL.",
    "signer_through": "Hanya untuk u.b., misalnya SEKRETARIS.",
    "cover": "Untuk tujuan yang dalam daftar tujuan tidak mempunyai bentuk sendiri.",
}
# an LKKS is no part of the civil service, and its cover is always a letter
COLUMNS = (
    Column("Wilayah", "nama"), Column("Kode", "kode"), Column("Dinas Sosial", "dinsos", down=True),
    Column("LKKS", "lkks", down=True),
)  # fmt: skip
OF_DINSOS = ("signer_rank", "signer_nip", "cover", "report_identity")


def _label(name: str, words: str) -> str:
    return words if name == "signer_nip" else words[0].upper() + words[1:]


class OfficeForm(Versioned):
    """A field for every setting; the texts come from ``offices.TEXTS``."""

    number_digits = SelectField("Banyaknya angka nomor urut", choices={str(n): str(n) for n in range(1, 7)})
    security_code = SelectField("Kode keamanan", choices=number_patterns.SECURITY)
    number_pelaksanaan = SelectField("Nomor Laporan Pelaksanaan", choices=number_patterns.REPORTS)
    report_numbers = SelectField("Nomor nota dinas atau surat dan laporannya", choices=CHOICES["report_numbers"])
    report_identity = SelectField("Laporan ke pimpinan keluar atas nama", choices=CHOICES["report_identity"])
    cover = SelectField("Bentuk sampul", choices=COVERS)
    signer_mode = SelectField("Cara menandatangani", choices={m: m or "atas jabatannya sendiri" for m in MODES})


for _name, (_words, _most) in TEXTS.items():
    _field = TextAreaField if _name in LISTS else StringField
    setattr(OfficeForm, _name, _field(_label(_name, _words), render_kw=most(_most)))


@pages.get("/kantor")
def offices() -> str:
    query, only_gaps, found = asked_for()
    urut, shown = asked_order(SORTED, request.args), sum(len(row["offices"]) for row in found)
    given: dict[str, Any] = {
        name: value for name, value in (("q", query), ("kurang", "1" * only_gaps), (NAME, urut)) if value
    }
    return render_template(
        "settings/offices.html",
        unknown=unknown(),
        rows=found,
        shown=shown,
        given=given,
        heads=heads(COLUMNS, urut or "kode", lambda other: url_for("settings.offices", **{**given, NAME: other})),
        gaps=gaps,
        identities=IDENTITIES,
    )


def asked_for() -> tuple[str, bool, list[dict[str, Any]]]:
    """All offices, one row a region, in the order that is asked for; ``q`` searches names and codes, ``kurang`` keeps
    those with gaps."""
    query, only_gaps = request.args.get("q", "").strip()[:100], request.args.get("kurang") == "1"
    found = [
        {"code": code, "name": name, "offices": rows}
        for code, name, rows in _by_region()
        if all(word in fold(name, code) for word in sought(query)) and (not only_gaps or any(gaps(row) for row in rows))
    ]
    urut = asked_order(SORTED, request.args)
    return query, only_gaps, sorted(found, key=SORTED[urut.removeprefix("-") or "kode"], reverse=urut.startswith("-"))


def unknown() -> list[str]:
    """Which filters of the address mean nothing."""
    fits = {"kurang": request.args.get("kurang") == "1", NAME: bool(asked_order(SORTED, request.args))}
    return unknown_filters(list(fits), [name for name, fit in fits.items() if fit])


def _gaps_of(identity: str, row: Mapping[str, Any]) -> int:
    return sum(len(gaps(office)) for office in row["offices"] if office["identity"] == identity)


# Column -> by what the rows stand in it: all of them are on the page.
SORTED: dict[str, Callable[[Mapping[str, Any]], Any]] = {
    "kode": lambda row: row["code"], "nama": lambda row: row["name"],
    "dinsos": partial(_gaps_of, "dinsos"), "lkks": partial(_gaps_of, "lkks"),
}  # fmt: skip


def _by_region() -> list[tuple[str, str, list[Record]]]:
    every = [signatories.signing(store, office, today()) for office in store.find("office")]
    return [
        (code, region_name(code), [office for office in every if office["region"] == code])
        for code in (PROVINCE, *regions())
    ]


@pages.route("/kantor/<int:office_id>", methods=["GET", "POST"])
def office(office_id: int) -> Page:
    """One office: read, try the number pattern, save."""
    record = existing(office_id)
    form = OfficeForm(data=record)

    def save() -> Page:
        typed = check_office(form.typed())
        if "lihat" in request.form:
            return _page(form, record, typed, tried="lihat")
        return _save(form, record)

    return save_or_show(
        form, save, lambda: _page(form, record, form.typed()), late=lambda error: _conflict(form, error)
    )


def _page(form: OfficeForm, record: Record, values: Mapping[str, Any], *, tried: str = "") -> str:
    groups = [(*head, [name for name in names if _applies(name, record)]) for *head, names in GROUPS]
    return render(
        "settings/office.html", record, form=form, groups=groups, hints=HINTS, tried=tried, urgencies=URGENCIES,
        codes=archive_codes(),
        required=REQUIRED, most={name: most for name, (_, most) in TEXTS.items()},
        example=_example(record, values), doubt=nip.doubt(str(values["signer_nip"] or "")),
        to=addressees(record), signing=signatories.in_force(store, record["id"], today()),
    )  # fmt: skip


def _applies(name: str, record: Record) -> bool:
    of_lkks = bool(record["identity"] == "lkks")
    if name == "number_pelaksanaan":
        return of_lkks
    if name == "report_identity" and record["region"] == PROVINCE:
        return False
    return not of_lkks or name not in OF_DINSOS


def _example(record: Record, values: Mapping[str, Any]) -> str:
    """The next number as these settings would write it; "" while they cannot."""
    digits = str(values["number_digits"])
    if not (digits.isascii() and digits.isdigit() and len(digits) == 1):
        return ""
    on = day(now())
    texts = {name: str(values[name] or "") for name in ("archive_code", "unit_code", "number_pattern", "security_code")}
    return register.proposed(store, {**record, **texts, "number_digits": int(digits)}, on)


def _save(form: OfficeForm, record: Record) -> Page:
    saved = edit_office(store, actor(), record["id"], form.typed(), version=form.seen(), at=now())
    flash(f"Pengaturan {title(saved)} disimpan. Berlaku untuk naskah yang terbit mulai sekarang.", "done")
    if doubt := nip.doubt(saved["signer_nip"]):
        flash(doubt, "wait")
    return redirect(url_for("settings.office", office_id=record["id"]))


def _conflict(form: OfficeForm, error: Late) -> Page:
    stored = dict(error.current)
    labels = {name: form[name].label.text for name in form.typed() if _applies(name, stored)}
    return conflict(labels, form.typed(), stored, error, stored, office_address("settings.office", stored))
