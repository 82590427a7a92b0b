"""Which kinds of events there are: what each carries, under which filters the admin finds it, and its sentence.

A kind stands for ever: it is never renamed, and the fields that it carries never change; those of later versions may
carry more. The sentences say nothing of what somebody
wrote in a task: the admin sees who did what and when, not the reasons and plans themselves.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Event:
    """``carries`` names the fields that every one has, ``also`` those that some have besides, ``groups`` the filters;
    in ``words`` "{...}" stands for a field."""

    name: str
    carries: str
    groups: str
    words: str
    also: str = ""

    @property
    def fields(self) -> frozenset[str]:
        return frozenset(self.carries.split())

    def takes(self, fields: Iterable[str]) -> bool:
        """Whether these are its fields."""
        return self.fields <= set(fields) <= self.fields | set(self.also.split())


# What the admin's filter offers, by its name in the address.
GROUPS: dict[str, str] = {
    "ditolak": "Permintaan yang ditolak",
    "masuk": "Masuk, keluar, dan sesi",
    "data": "Dilihat dan diunduh",
    "akun": "Akun",
    "kantor": "Kantor dan penanda tangan",
    "nomor": "Nomor naskah",
    "rakor": "Rakor",
    "lks": "LKS",
    "tugas": "Tugas",
}

EVENTS: dict[str, Event] = {
    event.name: event
    for event in (
        Event("hand_over", "text", "rakor", "Tugas dibagikan"),
        Event("edit_plan", "plan", "tugas", "Rencana diubah"),
        Event("submit", "revision plan document", "tugas", "Rencana diajukan ke Sekdis", also="wording"),
        Event("withdraw", "", "tugas", "Pengajuan ditarik kembali"),
        Event("return_plan", "reason revision", "tugas", "Rencana dikembalikan"),
        Event(
            "report",
            "number addressee document",
            "tugas",
            "Disetujui dan dilaporkan ke pimpinan",
            also="outcomes documents number_report wording",
        ),
        Event(
            "record_direction",
            "text date giver",
            "tugas",
            "Arahan pimpinan dicatat",
            also="deadline plan scan document",
        ),
        Event(
            "progress",
            "date text percent obstacle solution place evidence",
            "tugas",
            "Kemajuan dicatat",
            also="ticks",
        ),
        Event("drop_evidence", "evidence reason", "tugas", "Bukti {evidence} dihapus"),
        Event("claim", "", "tugas", "Diajukan selesai"),
        Event(
            "return_claim",
            "reason",
            "tugas",
            "Pengajuan selesai dikembalikan",
            also="verdicts document documents wording",
        ),
        Event("verify", "evidence document", "tugas", "Dinyatakan dilaksanakan", also="verdicts documents lks wording"),
        Event("reopen", "reason withdrawn", "tugas", "Tugas dibuka kembali"),
        Event("cancel", "reason", "tugas", "Tugas dibatalkan"),
        Event("decline", "reason", "tugas", "Dinyatakan bukan kewenangan"),
        Event("insist", "reason", "tugas", "Tetap ditugaskan"),
        Event("revoke_report", "reason withdrawn", "tugas", "Laporan dicabut"),
        Event("record_receipt", "document date receiver way", "tugas", "Tanda terima naskah {document} dicatat"),
        Event("strike_progress", "note date reason", "tugas", "Catatan kemajuan dicoret"),
        Event("withdraw_claim", "", "tugas", "Pengajuan selesai ditarik kembali"),
        Event("judge", "verdicts", "tugas", "Bukti dinilai"),
        Event("ask_change", "kind reason ground proposed paper", "tugas", "Perubahan diminta: {kind}", also="wish"),
        Event("withdraw_change", "kind", "tugas", "Permintaan perubahan ditarik kembali: {kind}"),
        Event("support_change", "kind", "tugas", "Permintaan diteruskan ke Dinsos Aceh: {kind}"),
        Event("refuse_change", "kind reason", "tugas", "Permintaan perubahan ditolak: {kind}"),
        Event(
            "grant_change",
            "kind decided document",
            "tugas",
            "Permintaan perubahan disetujui: {kind}",
            also="deadline_before deadline_in_force late wording",
        ),
        Event(
            "grant_transfer",
            "kind region moved_to deadline document",
            "tugas",
            "Tugas dialihkan ke {region}",
            also="wording",
        ),
        Event(
            "grant_impossible",
            "kind ground document",
            "tugas",
            "Dinyatakan tidak dapat ditindaklanjuti",
            also="wording",
        ),
        Event("ask_help", "need since_text", "tugas", "Bantuan provinsi diminta"),
        Event("withdraw_help", "", "tugas", "Permintaan bantuan ditarik kembali"),
        Event("take_help", "task deadline", "tugas", "Permintaan bantuan dijadikan tugas provinsi {task}"),
        Event(
            "answer_help",
            "answer",
            "tugas",
            "Permintaan bantuan dijawab",
            also="task document deadline_before deadline_in_force late wording",
        ),
        Event("inquiry_made", "inquiry to", "tugas", "Pertanyaan {inquiry} diajukan"),
        Event("inquiry_answered", "inquiry to", "tugas", "Pertanyaan {inquiry} dijawab"),
        Event("undo_hand_over", "documents", "rakor", "Tugas dibagikan, diurungkan"),
        Event("undo_report", "documents", "tugas", "Persetujuan laporan diurungkan"),
        Event("undo_claim", "documents", "tugas", "Pengajuan selesai diurungkan"),
        Event("undo_verify", "documents", "tugas", "Pernyataan dilaksanakan diurungkan"),
        Event("undo_grant_change", "documents", "tugas", "Persetujuan perubahan diurungkan"),
        Event("undo_grant_transfer", "documents", "tugas", "Pengalihan diurungkan"),
        Event("undo_grant_impossible", "documents", "tugas", "Keterangan tidak dapat diurungkan"),
        Event("undo_answer_help", "documents", "tugas", "Jawaban atas permintaan bantuan diurungkan"),
        Event("lks_recorded", "lks facts", "lks", "LKS {lks} dicatat", also="source change paper_seen"),
        Event("lks_changed", "lks facts", "lks", "LKS {lks} diubah", also="change paper_seen source rakor"),
        Event("lks_proposed", "lks change fields", "lks", "Perubahan LKS diusulkan"),
        Event("lks_confirmed", "lks change", "lks", "Usulan perubahan LKS {lks} disahkan"),
        Event("lks_refused", "lks change reason", "lks", "Usulan perubahan LKS ditolak"),
        Event("lks_withdrawn", "lks change", "lks", "Usulan perubahan LKS ditarik"),
        Event("lks_check_asked", "lks reason", "lks", "LKS {lks} diminta dipastikan"),
        Event("lks_ended", "lks facts reason", "lks", "LKS {lks} ditutup"),
        Event("lks_reopened", "lks facts reason", "lks", "LKS {lks} dibuka kembali"),
        Event("lks_merged", "lks facts into", "lks", "LKS {lks} digabungkan ke {into}"),
        Event("lks_unmerged", "lks facts", "lks", "Penggabungan LKS {lks} dibatalkan"),
        Event("lks_kept_apart", "first second reason", "lks", "LKS {first} dan {second} bukan lembaga yang sama"),
        Event("lks_asked_again", "first second", "lks", "LKS {first} dan {second} ditanyakan lagi"),
        Event("lks_list_imported", "source recorded changed", "lks", "Daftar LKS dicatat"),
        Event("lks_list_undone", "source count", "lks", "Pencatatan daftar LKS diurungkan"),
        Event("kecamatan_set", "region number start source", "lks", "Jumlah kecamatan {region}: {number}"),
        Event("snapshot_frozen", "day places", "lks", "Angka indikator per {day} dibekukan"),
        Event(
            "region_document",
            "type number document lks",
            "lks",
            "Naskah LKS atau kabupaten/kota terbit",
            also="wording",
        ),
        Event("population_loaded", "source year total", "lks", "Penduduk {year} dimuat dari {source}"),
        Event("population_chosen", "source year", "lks", "Penduduk {year} memakai sumber {source}"),
        Event("rakor_recorded", "title", "rakor", "Rakor dicatat: {title}"),
        Event("rakor_imported", "title uid sha256", "rakor", "Diambil dari Tuntas lain: {title}"),
        Event("rakor_edited", "title", "rakor", "Rakor diubah: {title}"),
        Event("signed_sheet_kept", "title sha256", "rakor", "Daftar hadir bertanda tangan disimpan: {title}"),
        Event("outcome_edited", "outcome text", "rakor", "Butir hasil diubah"),
        Event("outcome_reworded", "outcome changes", "rakor", "Butir hasil dari tugas ini diubah"),
        Event("facts_changed", "what reason changes", "rakor", "Data {what} diubah sesudah naskah terbit"),
        Event("rakor_closed", "title reason open", "rakor", "Rakor ditutup: {title}"),
        Event("rakor_opened", "title", "rakor", "Rakor dibuka kembali: {title}"),
        Event("public_page_opened", "title", "rakor", "Halaman publik dibuka: {title}"),
        Event("public_page_closed", "title", "rakor", "Halaman publik ditutup: {title}"),
        Event("public_page_told", "title state", "rakor", "Kabupaten/kota diberi tahu: halaman publik {state}"),
        Event("rakor_document", "type number document", "rakor", "Naskah rakor terbit", also="wording"),
        Event("reminded", "level number document", "tugas", "Diingatkan dengan surat pengingat"),
        Event("intake_recorded", "source sha256 outcomes tasks", "rakor", "Berkas dicatat: {source}"),
        Event("intake_undone", "source sha256 outcomes tasks", "rakor", "Pencatatan berkas dibatalkan: {source}"),
        Event("office_edited", "office changed", "kantor", "Kantor {office} diubah"),
        Event(
            "signatory_added",
            "office signatory position start end",
            "kantor",
            "Penanda tangan kantor {office} ditambah: {position}",
        ),
        Event("signatory_edited", "office signatory changed", "kantor", "Penanda tangan kantor {office} diubah"),
        Event(
            "signatory_removed",
            "office signatory position start end",
            "kantor",
            "Penanda tangan kantor {office} dihapus: {position}",
        ),
        Event("setting_suggested", "office suggestion part", "kantor", "Usulan {suggestion} untuk kantor {office}"),
        Event("suggestion_withdrawn", "office suggestion part", "kantor", "Usulan kantor {suggestion} ditarik"),
        Event("suggestion_confirmed", "office suggestion part", "kantor", "Usulan kantor {suggestion} disetujui"),
        Event("suggestion_refused", "office suggestion part", "kantor", "Usulan kantor {suggestion} ditolak"),
        Event("number_reserved", "office number subject", "nomor", "Nomor {number} disediakan"),
        Event("number_on_paper", "office number date subject signer", "nomor", "Nomor {number} dipakai di kertas"),
        Event("numbers_outside", "office year last", "nomor", "Agenda {year} diteruskan sesudah nomor {last}"),
        Event("number_filled", "office number document", "nomor", "Nomor {number} diisikan"),
        Event("number_voided", "office number reason", "nomor", "Nomor {number} dibatalkan"),
        Event("user_added", "username role", "akun", "Akun {username} dibuat"),
        Event("user_edited", "username changed", "akun", "Akun {username} diubah"),
        Event("password_set", "username", "masuk akun", "Kata sandi {username} dipasang"),
        Event("address_set", "username", "akun", "Alamat surel {username} diubah"),
        Event("address_confirmed", "username", "akun", "Alamat surel {username} dipastikan"),
        Event("reset_asked", "username address", "masuk akun", "Kata sandi baru {username} diminta lewat surel"),
        Event("password_reset", "username address", "masuk akun", "Kata sandi {username} dipasang lewat surel"),
        Event("mail_again", "mail username", "akun", "Surel {mail} untuk {username} dikirim lagi"),
        Event("mail_removed", "mail username", "akun", "Surel {mail} untuk {username} dihapus dari kotak keluar"),
        Event("calendar_renewed", "username", "akun", "Tautan kalender {username} dibuat"),
        Event("signed_in", "username address", "masuk", "{username} masuk"),
        Event("sign_in_failed", "username what address", "ditolak masuk", "Gagal masuk: {username}"),
        Event("signed_out", "username", "masuk", "{username} keluar"),
        Event("session_ended", "username count", "masuk", "Sesi {username} diakhiri"),
        Event("second_factor_set", "username", "masuk", "Langkah kedua {username} dipasang"),
        Event("second_factor_removed", "username", "masuk akun", "Langkah kedua {username} dilepas"),
        Event("recovery_code_used", "username left", "masuk", "Kode pemulihan {username} dipakai"),
        Event(
            "mandate_recorded",
            "mandate username deputy role region start until basis",
            "akun",
            "Mandat {mandate} untuk {deputy} dicatat: {start} sampai {until}",
        ),
        Event(
            "token_made",
            "token office scopes expires",
            "akun",
            "Kunci program {token} dibuat, sampai {expires}",
            also="hook",
        ),
        Event("token_revoked", "token office", "akun", "Kunci program {token} dicabut"),
        Event("mandate_ended", "mandate username deputy", "akun", "Mandat {mandate} untuk {deputy} diakhiri"),
        Event("signed_copy", "document sha256 size", "tugas", "PDF ber-TTE naskah {document} disimpan"),
        Event("refused", "endpoint method status reason ids address", "ditolak", "Ditolak"),
        Event("refusals_unlisted", "count since address", "ditolak", "{count} permintaan lain ditolak, tidak dirinci"),
        Event("viewed", "what thing", "data", "Bukti dilihat: {thing}"),
        Event("exported", "what thing", "data", "Diunduh: {thing}"),
        Event("retention_set", "evidence accounts", "data", "Masa simpan ditetapkan"),
        Event("retention_done", "evidence accounts", "data", "Data dihapus menurut masa simpan"),
        Event("holiday_corrected", "day free decree", "kantor", "Tabel hari libur dikoreksi: {day}"),
        Event("holiday_restored", "day", "kantor", "Koreksi hari libur dihapus: {day}"),
        Event(
            "times_set",
            "undo sekdis dinsos",
            "kantor",
            "Waktu ditetapkan: mengurungkan {undo} menit, Sekdis {sekdis} dan Dinsos Aceh {dinsos} hari kerja",
        ),
        Event("reminders_set", "days", "kantor", "Jarak dua surat pengingat ditetapkan: {days} hari"),
        Event("remembering_set", "days", "kantor", "Waktu HP Ketua LKKS diingat ditetapkan: {days} hari"),
        Event("clock_accepted", "before", "data", "Jam server dinyatakan benar; sebelumnya terlalu maju"),
    )
}


def of_group(group: str) -> tuple[str, ...]:
    """The kinds that the filter ``group`` shows."""
    return tuple(name for name, event in EVENTS.items() if group in event.groups.split())
