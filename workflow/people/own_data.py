"""What Tuntas keeps about one account, for the person whose account it is (UU 27/2022).

Never the password's hash, a session's token or anything of the second factor but that there is one: those are keys.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from workflow.audit import chain as audit
from workflow.audit import newest
from workflow.audit.who_saw import CHAIN as ACCESS_CHAIN
from workflow.clock import stamp
from workflow.store import Record, Store

TRAVEL = ("source", "cards", "photos", "state", "at")
MANDATE = ("office", "person", "role", "region", "start", "until", "basis", "at", "ended")
MAIL = ("to", "subject", "state", "due", "ended")
ACCOUNT = ("username", "name", "role", "region", "active", "created", "email", "email_waits")
ABOUT = {
    "akun": "Isian akun Anda: nama akun, nama jabatan, peran, kode wilayah, aktif atau tidak, kapan dibuat, surel "
    "dan apakah masih menunggu dipastikan.",
    "langkah_kedua": "Sejak kapan langkah kedua dipasang; kosong bila tidak. Rahasianya tidak ikut.",
    "sesi": "Perangkat yang masuk dengan akun ini dalam 90 hari terakhir: mulai, terakhir dipakai, jenis peramban, "
    "nama HP yang diingat.",
    "jaringan": "Sidik jaringan tempat akun ini pernah masuk, supaya salah ketik orang lain tidak menghambat Anda.",
    "bukti": "Foto dan PDF yang Anda kirim: tugas, nama berkas, keterangan, tempat, tanggal, dan keadaannya.",
    "berkas_masuk": "Berkas Word atau Excel yang Anda kirim untuk dibaca: nama, sidik, dan keadaannya.",
    "formulir": "Formulir tanpa jaringan yang Anda unggah: nama, sidik, isi dan fotonya selama masih diperiksa.",
    "pertanyaan": "Yang Anda tanyakan dan Anda jawab tentang tugas: tugas, pertanyaan, jawaban, waktu.",
    "dibaca": "Tugas di meja Anda yang pertama kali dibuka dengan akun ini, supaya pengajunya tahu: tugas, waktu.",
    "pekerjaan": "ZIP dokumen yang Anda minta.",
    "pengingat": "Cara Anda ingin diingatkan: lewat surel atau tidak, jam berapa, berapa hari sebelum batas waktu.",
    "ringkasan": "Ringkasan pengingat harian untuk Anda dalam 90 hari terakhir, dan di meja mana sudah dilihat.",
    "mandat": "Mandat yang Anda berikan, dan yang Anda pegang: untuk jabatan apa, siapa, sejak, sampai, dasarnya.",
    "surel": "Surel untuk Anda, yang menunggu dan yang belum lama terkirim: alamat, perihal, keadaan, waktu.",
    "saringan": "Saringan daftar yang Anda simpan: daftar yang mana, namanya, isinya.",
    "kalender": "Sejak kapan kalender Anda punya tautan, dan kapan terakhir dibaca. Tautannya sendiri tidak disimpan.",
    "riwayat": "Peristiwa yang Anda lakukan, yang dilakukan atas nama Anda, dan yang menyebut akun Anda: jenis, waktu "
    "(UTC), tugas, rakor, isinya.",
}


def own_data(store: Store, user: Mapping[str, Any], *, at: datetime) -> dict[str, Any]:
    """Everything, as plain JSON values; the keys are explained in ``keterangan``. Times are UTC."""
    events = sorted(events_of(store, user), key=lambda event: event["at"])
    return {
        "dibuat": stamp(at),
        "keterangan": ABOUT,
        "akun": _only(user, *ACCOUNT),
        "langkah_kedua": next((row["since"] for row in store.find("factor", user=user["id"])), ""),
        "sesi": [_only(row, "started", "seen", "agent", "device") for row in store.find("session", user=user["id"])],
        "jaringan": [_only(row, "network", "at") for row in store.find("familiar", user=user["id"])],
        "bukti": [_piece(piece) for piece in _sent(store, user, events)],
        "berkas_masuk": [_only(row, "source", "state", "at") for row in store.find("intake", user=user["id"])],
        "formulir": [_only(row, *TRAVEL) for row in store.find("travel", user=user["id"])],
        "pertanyaan": [_only(row, "task", "text", "at", "answer") for row in _inquiries(store, user)],
        "dibaca": [_only(row, "task", "at") for row in store.find("opened", user=user["id"])],
        "pekerjaan": [_only(row, "title", "state", "at") for row in store.find("job", user=user["id"])],
        "pengingat": [_only(row, "mail", "hour", "before") for row in store.find("notice", user=user["id"])],
        "ringkasan": [_only(row, "day", "items", "seen") for row in store.find("digest", user=user["id"])],
        "mandat": [_only(row, *MANDATE) for row in _mandates(store, user)],
        "surel": [_only(row, *MAIL) for row in store.find("mail", user=user["id"])],
        "saringan": [_only(row, "list", "name", "query") for row in store.find("saved_filter", user=user["id"])],
        "kalender": [_only(row, "made", "read") for row in store.find("calendar_link", user=user["id"])],
        "riwayat": [_event(event) for event in events],
    }


def events_of(store: Store, user: Mapping[str, Any]) -> Iterator[Record]:
    """What the account did, and what names it, chain by chain."""
    for chain in _chains(store, user):
        yield from (event for event in store.each("event", chain=chain, order="seq") if _concerns(event, user))


def _chains(store: Store, user: Mapping[str, Any]) -> list[str]:
    """Accounts of a kabupaten/kota act nowhere else, but where they have or had a mandate."""
    regions = {user["region"], *(mandate["region"] for mandate in store.find("mandate", deputy=user["id"]))}
    return newest.chains(store) if "" in regions else sorted({audit.PROVINCE_CHAIN, ACCESS_CHAIN, *regions})


def _inquiries(store: Store, user: Mapping[str, Any]) -> list[Record]:
    found = [*store.find("inquiry", asked_by=user["id"]), *store.find("inquiry", answered_by=user["id"])]
    return list({row["id"]: row for row in found}.values())


def _mandates(store: Store, user: Mapping[str, Any]) -> list[Record]:
    return [*store.find("mandate", giver=user["id"]), *store.find("mandate", deputy=user["id"])]


def _concerns(event: Mapping[str, Any], user: Mapping[str, Any]) -> bool:
    if user["id"] in (event["actor"]["id"], event["actor"].get("for_", 0)):
        return True
    return user["username"] in (event["fields"].get("username"), event["fields"].get("deputy"))


def _sent(store: Store, user: Mapping[str, Any], events: list[Record]) -> Iterator[Record]:
    for event in events:
        if event["name"] == "progress" and event["actor"]["id"] == user["id"]:
            for number in event["fields"]["evidence"]:
                if piece := store.get("evidence", number):
                    yield piece


def _piece(piece: Mapping[str, Any]) -> dict[str, Any]:
    facts = _only(piece, "id", "task", "name", "media", "size", "sha256", "caption", "paper_kind",
                  "paper_number", "paper_date", "place", "date", "at", "dropped")  # fmt: skip
    return {**facts, "removed": piece.get("removed", "")}


def _event(event: Mapping[str, Any]) -> dict[str, Any]:
    return {**_only(event, "chain", "seq", "name", "at", "task", "rakor", "fields"), "by": event["actor"]["name"]}


def _only(record: Mapping[str, Any], *names: str) -> dict[str, Any]:
    return {name: record[name] for name in names if name in record}
