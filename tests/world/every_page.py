"""The addresses of every page in the demo, by who opens it, and what has to be there for all of them."""

from __future__ import annotations

import io
import json

from flask import Flask

from tests.world import mandated, seeded
from tests.world.arranged import DINSOS
from tests.world.instance import signed_in
from tests.world.ladder_world import make_lks_lists, make_lks_pairs, make_saved, make_travels
from tests.world.lks_world import make_lks
from tests.world.mails import KEY, make_mails
from tests.world.programs import make_key
from tests.world.suggested import make_suggestions
from workflow.kinds import rakor_kinds
from workflow.rakor.file import as_data
from workflow.rakor.publicity import open_page
from workflow.roles import Actor, Role
from workflow.store import Record, Store

LOOKED_AT: list[str] = []  # pages of rakor from another Tuntas: one that is here, and a new one


def task_of(store: Store, region: str, **where: object) -> int:
    return store.find("task", region=region, cancelled=False, order="-id", limit=1, **where)[0]["id"]


def together(store: Store) -> str:
    """What waits for the Sekdis of Bireuen as one report."""
    first, *others = store.find("task", region="11.11", stage="draft", waits_for="sekdis", cancelled=False)
    same = [str(one["id"]) for one in others if one["rakor"] == first["rakor"]]
    return f"/persetujuan/{first['id']}?gabung={','.join(same)}"


def pages(store: Store) -> dict[str, list[str]]:
    """Account -> the addresses that it can open, one of each kind of page; "" is nobody."""
    rakor = seeded.under_way(store)
    outcome = rakor["outcomes"][1]["uid"]
    bireuen = {
        key: task_of(store, "11.11", stage=stage, waits_for=waits)
        for key, (stage, waits) in {
            "draft": ("draft", ""), "sekdis": ("draft", "sekdis"), "reported": ("reported", ""),
            "done": ("implemented", ""),
        }.items()
    }  # fmt: skip
    claimed = store.find("task", stage="reported", waits_for="dinsos", limit=1)[0]["id"]
    code = store.find("document", type="laporan", limit=1)[0]["code"]
    draft, waiting, reported, done = bireuen.values()
    letter = store.find("document", type="laporan", region="11.11", status="berlaku", limit=1)[0]["id"]
    blank = store.find("entry", region="11.11", status="ditunggu", limit=1)[0]["id"]
    return {
        "": [
            "/masuk", "/luring", "/privasi", "/cek", f"/cek/{code}", "/cek/TIDAK-ADA-KODE",
            *(f"/publik/{one['public_code']}" for one in store.find("rakor") if one.get("public_code")),
        ],
        "ketua.bireuen": [
            "/agenda", f"/agenda/{blank}/isi", "/agenda/lanjutkan", "/akun/data",
            "/akun/mandat", "/akun/mandat/baru", "/saringan", "/saringan/baru?daftar=tugas&tahap=draft",
            *(f"/saringan/{one['id']}" for one in store.find("saved_filter")),
            "/komitmen", "/kabupaten/11.11", "/kabar", "/kabar/semua", "/kabar/pemberitahuan", "/bantuan",
            "/akun", "/sandi", f"/akun/surel/pastikan?kunci={KEY}",
            "/tugas", "/tugas?q=tidak-ada", "/rakor",
            f"/rakor/{rakor['id']}", f"/tugas/{draft}", f"/tugas/{draft}/rencana", f"/tugas/{waiting}",
            f"/tugas/{waiting}/aksi/withdraw", f"/tugas/{reported}", f"/tugas/{reported}/kemajuan",
            f"/tugas/{waiting}/tanya",
            f"/tugas/{reported}/aksi/record_direction", f"/tugas/{reported}/aksi/drop_evidence", f"/tugas/{done}",
            *of_lks(store, "", "/ubah", "/aktif", "/naskah/rekomendasi"), "/lks", "/lks?cari=tidak-ada", "/lks/baru",
            "/indikator",
            "/tugas/999999", "/tidak-ada", "/matriks", "/formulir",
            *(f"/formulir/{one['id']}" for one in store.find("travel")),
        ],
        "sekdis.bireuen": [
            "/agenda", "/agenda/cetak", "/agenda/sediakan", "/agenda/kertas", "/agenda?q=tidak-ada",
            "/akun/langkah-kedua", "/persetujuan", f"/persetujuan/{waiting}", together(store), "/tugas", "/dokumen",
            f"/tugas/{waiting}",
            *of_lks(store, "", "/tutup"), "/lks/usulan",
            *(f"/lks/usulan/{one['id']}" for one in ours(store, "lks_change")),
            f"/tugas/{waiting}/pratinjau/teks", f"/dokumen/{letter}/ber-tte",
            "/kantor-saya", *(f"/kantor-saya/{part}" for part in ("kop", "penanda-tangan", "tujuan")),
            "/lks/ganda", *pairs(store), "/lks/impor",
            *(f"/lks/impor/{one['id']}" for one in store.find("lks_list", region="11.11")),
            *(f"/lks/impor/{one['id']}/baris/r1" for one in store.find("lks_list", region="11.11", state="diperiksa")),
        ],
        "dinsos.aceh": [
            *(f"/rakor/{rakor['id']}/dokumen/{kind}" for kind in rakor_kinds()),
            *(f"/rakor/{rakor['id']}/kabupaten/11.11/{letter}" for letter in ("pengingat", "berita_acara")),
            "/beranda", f"/beranda?rakor={rakor['id']}", "/pemeriksaan", "/matriks", "/matriks?komisi=X",
            "/ingatkan",
            "/tugas?terlambat=1", "/tugas?meja=dinsos&jenis=pemeriksaan", "/dokumen", "/rakor", "/rakor/baru",
            f"/rakor/{rakor['id']}", f"/rakor/{rakor['id']}/ubah", f"/rakor/{rakor['id']}/butir/baru",
            f"/rakor/{rakor['id']}/butir/{outcome}", f"/rakor/{rakor['id']}/bagikan",
            f"/rakor/{rakor['id']}/tutup", f"/rakor/{rakor['id']}/publik", f"/rakor/{rakor['id']}/daftar-hadir",
            "/lks", "/lks?kabupaten=11.11&ukuran=P1", "/lks?keadaan=berakhir",
            "/indikator", "/indikator?ukuran=I6&urut=-nilai", "/indikator/penduduk", "/indikator/kecamatan",
            *of_lks(store, "", "/naskah/profil_lks"), "/naskah/daftar_lks", "/naskah/indikator",
            f"/tugas/{claimed}", f"/tugas/{claimed}/periksa", f"/tugas/{done}/aksi/reopen",
            f"/tugas/{draft}/aksi/cancel", "/pekerjaan", *(f"/pekerjaan/{job}" for job in jobs(store)),
            "/impor", "/rakor/impor", *LOOKED_AT, *(f"/impor/{one['id']}" for one in store.find("intake")),
            *(f"/impor/{one['id']}?ubah=t1" for one in store.find("intake", state="diperiksa")),
        ],
        "admin": [
            "/pengaturan", "/pengaturan/riwayat", "/pengaturan/riwayat?jenis=ditolak&dari=2020-01-01",
            "/pengaturan/kantor", "/pengaturan/kantor/2", "/pengaturan/akun", "/pengaturan/akun/baru",
            "/pengaturan/surel", "/akun/surel",
            "/pengaturan/hari-libur", "/pengaturan/waktu", "/pengaturan/mandat", "/pengaturan/mandat/baru",
            "/pengaturan/program", "/pengaturan/program/baru",
            "/pengaturan/masa-simpan", "/pengaturan/akun/1", "/pengaturan/kantor/2/penanda-tangan",
            "/indikator/penduduk", "/indikator/kecamatan",
            "/pengaturan/kantor/2/tujuan", "/pengaturan/kantor/2/dasar", "/pengaturan/kantor/2/kop",
            "/pengaturan/kantor/2/kertas", "/pengaturan/usulan", "/pengaturan/berkas",
            *(f"/pengaturan/usulan/{one['id']}" for one in store.find("suggestion")),
        ],
    }  # fmt: skip


def ours(store: Store, kind: str, **where: object) -> list[Record]:
    """The first two of Bireuen."""
    return store.find(kind, region="11.11", limit=2, **where)


def of_lks(store: Store, *pages: str) -> list[str]:
    """Pages of the LKS of Bireuen that have not ended."""
    return [f"/lks/{one['id']}{page}" for one in ours(store, "lks", ended=False) for page in pages]


def taken_in(app: Flask) -> None:
    """A matrix that asks questions, for a rakor that is there, and one for a rakor of its own that was recorded."""
    dinsos = signed_in(app, "dinsos.aceh")
    row = "Hasil Rakor\tTindak Lanjut\tKab/Kota\tBatas Waktu\nButir.\tMelaksanakan\tBireun\t31 September 2026"
    store = app.extensions["tuntas"].store
    rakor = store.find("rakor", limit=1)[0]["id"]
    for target in ("", str(rakor)):
        assert dinsos.post("/impor", data={"pasted": row, "rakor": target}).status_code == 303
    other = json.dumps({**as_data(store, Actor(0, "", Role.DINSOS), store.find("rakor", limit=1)[0]), "uid": "lain"})
    for content in (other, other.replace('"title": "Rapat', '"title": "Temu')):
        looked = dinsos.post("/rakor/impor", data={"file": (io.BytesIO(content.encode()), "rakor.json")})
        assert looked.status_code == 303
        LOOKED_AT.append(looked.location)
    shown = seeded.under_way(store)
    open_page(store, DINSOS, shown["id"], "contoh", version=shown["version"], at=app.config["NOW"]())
    make_travels(app, ["ketua.bireuen"])
    make_lks(store)
    make_lks_lists(app, ["sekdis.bireuen"])
    make_mails(store)
    make_lks_pairs(store, ["11.11"])
    make_suggestions(store)
    make_saved(store, ["ketua.bireuen"])
    make_key(store)
    mandated.give(store, "ketua.bireuen", "dinsos.aceh")  # whose pages all say so from then on
    block = "Hasil Rakor\tTindak Lanjut\tKab/Kota\nButir.\tMelaksanakan\tKab. Pidie"
    answer = dinsos.post("/impor", data={"pasted": block, "rakor": str(rakor)})
    assert dinsos.post(answer.location, data={"version": "1", "do": "catat"}).status_code == 303


def pairs(store: Store) -> list[str]:
    """Two LKS of Bireuen that may be one, two that were merged, two that are two."""
    found = {one["name"].removeprefix("LKSA Tangga "): one["id"] for one in store.find("lks", region="11.11")}
    kinds = [one for one in ("sama", "digabung", "berbeda") if f"{one} x" in found]
    return [f"/lks/{found[f'{one} x']}/ganda/{found[f'{one} y']}" for one in kinds]


def jobs(store: Store) -> list[int]:
    """One job of Dinas Sosial in each state."""
    user = store.find("user", username="dinsos.aceh")[0]
    job = {
        "title": "Dokumen rakor", "query": {"rakor": 1}, "documents": [1], "user": user["id"], "by": user["name"],
        "region": "", "at": "2026-11-09T01:00:00Z", "ended": "2026-11-09T01:59:00Z", "done": 1, "total": 4,
        "failures": ["Laporan tanpa nomor: Berkas PDF belum dapat dibuat."], "reason": "Tempat penyimpanan penuh.",
        "sha256": "", "size": 12_345_678,
    }  # fmt: skip
    states = ("menunggu", "dikerjakan", "selesai", "gagal", "dihapus")
    return [store.insert("job", {**job, "state": state})["id"] for state in states]
