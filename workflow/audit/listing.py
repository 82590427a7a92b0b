"""The history of everything, for the admin: every event in one sentence, filtered and page by page.

The words of each kind of event stand in ``WORDS``. Nothing is shown of what somebody wrote in a task: the admin sees
who did what and when, not the reasons and plans themselves.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from workflow.clock import WIB, stamp
from workflow.store import Between, OneOf, Record, Store

PAGE = 50
MOST_LOOKED_AT = 5_000  # events read for one page when only one account's are asked for

# kind of event -> its words; "{…}" stands for a field of the event
WORDS: dict[str, str] = {
    "hand_over": "Tugas dibagikan", "edit_plan": "Rencana diubah", "submit": "Rencana diajukan ke Sekdis",
    "withdraw": "Pengajuan ditarik kembali", "return_plan": "Rencana dikembalikan",
    "report": "Disetujui dan dilaporkan ke pimpinan", "record_direction": "Arahan pimpinan dicatat",
    "progress": "Kemajuan dicatat", "drop_evidence": "Bukti {evidence} dihapus", "claim": "Diajukan selesai",
    "return_claim": "Pengajuan selesai dikembalikan", "verify": "Dinyatakan dilaksanakan",
    "reopen": "Tugas dibuka kembali", "cancel": "Tugas dibatalkan", "rakor_recorded": "Rakor dicatat: {title}",
    "rakor_imported": "Diambil dari Tuntas lain: {title}",
    "rakor_edited": "Rakor diubah: {title}", "outcome_edited": "Butir hasil diubah",
    "rakor_document": "Naskah rakor terbit", "intake_recorded": "Berkas dicatat: {source}",
    "intake_undone": "Pencatatan berkas dibatalkan: {source}", "office_edited": "Kantor {office} diubah",
    "signatory_added": "Penanda tangan kantor {office} ditambah: {position}",
    "signatory_edited": "Penanda tangan kantor {office} diubah",
    "signatory_removed": "Penanda tangan kantor {office} dihapus: {position}",
    "number_reserved": "Nomor {number} disediakan", "number_on_paper": "Nomor {number} dipakai di kertas",
    "numbers_outside": "Agenda {year} diteruskan sesudah nomor {last}", "number_filled": "Nomor {number} diisikan",
    "number_voided": "Nomor {number} dibatalkan", "user_added": "Akun {username} dibuat",
    "user_edited": "Akun {username} diubah", "password_set": "Kata sandi {username} dipasang",
    "signed_in": "{username} masuk", "sign_in_failed": "Gagal masuk: {username}", "signed_out": "{username} keluar",
    "session_ended": "Sesi {username} diakhiri", "second_factor_set": "Langkah kedua {username} dipasang",
    "second_factor_removed": "Langkah kedua {username} dilepas",
    "recovery_code_used": "Kode pemulihan {username} dipakai", "signed_copy": "PDF ber-TTE naskah {document} disimpan",
    "refused": "Ditolak", "refusals_unlisted": "{count} permintaan lain ditolak, tidak dirinci",
    "viewed": "Bukti dilihat: {thing}", "exported": "Diunduh: {thing}", "retention_set": "Masa simpan ditetapkan",
    "retention_done": "Data dihapus menurut masa simpan",
    "clock_accepted": "Jam server dinyatakan benar; sebelumnya terlalu maju",
}  # fmt: skip
REASONS = {
    "anonymous": "belum masuk", "password": "harus mengganti kata sandi dahulu",
    "factor": "harus memasang langkah kedua dahulu", "role": "bukan bagian perannya",
    "unknown": "tidak ada, atau milik kabupaten/kota lain", "no_address": "alamat itu tidak ada",
    "method": "cara yang tidak dikenal", "form": "kiriman rusak atau dari luar Tuntas",
    "late": "sudah berubah atau bukan tahapnya", "size": "terlalu besar", "often": "terlalu sering",
}  # fmt: skip
KINDS_OF_RECORD = {
    "task": "tugas", "rakor": "rakor", "evidence": "bukti", "document": "naskah", "entry": "nomor",
    "job": "unduhan", "intake": "berkas", "travel": "formulir", "office": "kantor",
    "signatory": "penanda tangan", "user": "akun", "session": "sesi",
}  # fmt: skip
# What the filter offers: name in the address -> (words, kinds)
GROUPS: dict[str, tuple[str, tuple[str, ...]]] = {
    "ditolak": ("Permintaan yang ditolak", ("refused", "refusals_unlisted", "sign_in_failed")),
    "masuk": (
        "Masuk, keluar, dan sesi",
        ("signed_in", "sign_in_failed", "signed_out", "session_ended", "second_factor_set", "second_factor_removed",
         "recovery_code_used", "password_set"),
    ),
    "data": ("Dilihat dan diunduh", ("viewed", "exported", "retention_set", "retention_done", "clock_accepted")),
    "akun": ("Akun", ("user_added", "user_edited", "password_set", "second_factor_removed")),
    "kantor": ("Kantor dan penanda tangan",
               ("office_edited", "signatory_added", "signatory_edited", "signatory_removed")),
    "nomor": ("Nomor naskah", ("number_reserved", "number_on_paper", "numbers_outside", "number_filled",
                               "number_voided")),
    "rakor": ("Rakor", ("rakor_recorded", "rakor_imported", "rakor_edited", "outcome_edited", "rakor_document",
                        "intake_recorded", "intake_undone", "hand_over")),
    "tugas": ("Tugas", ("edit_plan", "submit", "withdraw", "return_plan", "report", "record_direction", "progress",
                        "drop_evidence", "claim", "return_claim", "verify", "reopen", "cancel", "signed_copy")),
}  # fmt: skip


@dataclass(frozen=True)
class Asked:
    """The filters: a group of ``GROUPS`` ("" all), an account (0 all), and days in Aceh, both included."""

    group: str = ""
    account: int = 0
    first: str = ""
    last: str = ""

    def where(self) -> dict[str, Any]:
        found: dict[str, Any] = {"name": OneOf(GROUPS[self.group][1])} if self.group else {}
        if self.first or self.last:
            low = date.fromisoformat(self.first or "2000-01-01")
            high = date.fromisoformat(self.last or "2999-12-31")
            ends = (datetime.combine(low, time.min, WIB), datetime.combine(high, time.max, WIB))
            found["at"] = Between(*map(stamp, ends))
        return found


def page(store: Store, asked: Asked, *, after: int | None) -> tuple[list[Record], int]:
    """The newest events behind the one with id ``after``, and where the next page goes on (0: nowhere)."""
    found: list[Record] = []
    looked, batch_size = 0, PAGE + 1 if not asked.account else 500
    while True:
        batch = store.find("event", order="-id", after=after, limit=batch_size, **asked.where())
        found += [event for event in batch if asked.account in (0, event["actor"]["id"])]
        looked += len(batch)
        if len(found) > PAGE:
            return found[:PAGE], found[PAGE - 1]["id"]
        if len(batch) < batch_size:
            return found, 0
        after = batch[-1]["id"]
        if looked >= MOST_LOOKED_AT:
            return found, after


def every(store: Store, asked: Asked) -> Iterator[Record]:
    """All that the pages show, one after another, newest first."""
    found = store.each("event", order="-id", **asked.where())
    return (event for event in found if asked.account in (0, event["actor"]["id"]))


def count(store: Store, asked: Asked) -> int:
    """How many those are; those of one account have to be read for it."""
    return sum(1 for _ in every(store, asked)) if asked.account else store.count("event", **asked.where())


def words(event: Mapping[str, Any]) -> str:
    """What happened, in one sentence."""
    name = str(event["name"])
    return WORDS.get(name, name).format_map(event["fields"])


def facts(event: Mapping[str, Any]) -> str:
    """What else is to be known of a refusal: why, which page, which records, from where."""
    fields = event["fields"]
    if event["name"] != "refused":
        return f"dari {fields['address']}" if fields.get("address") else ""
    records = ", ".join(f"{KINDS_OF_RECORD[kind]} {id_}" for kind, id_ in sorted(fields["ids"].items()))
    page_ = f"{fields['method']} {fields['endpoint'] or 'alamat yang tidak ada'}"
    parts = [REASONS.get(fields["reason"], fields["reason"]), page_, records, f"jawaban {fields['status']}"]
    if fields["address"]:
        parts.append(f"dari {fields['address']}")
    return " · ".join(part for part in parts if part)
