"""What is opened for ``scale``: by account the first screens, and every list with its filters and its sorts."""

from __future__ import annotations

from collections.abc import Iterator

SORTS = {
    "/tugas": ("judul", "wilayah", "rakor", "dipegang", "tenggat", "terlambat", "tahap"),
    "/dokumen": ("jenis", "nomor", "tanggal", "wilayah", "status"),
    "/agenda": ("nomor", "tanggal", "status"),
    "/rakor": ("tanggal", "keadaan"),
}
COMMISSION = "Komisi B – Sumber Daya dan Pelayanan"
PAGES: dict[str, tuple[str, ...]] = {
    "ketua.bireuen": (
        "/komitmen", "/tugas", "/tugas?terlambat=1", "/tugas?tahap=implemented", "/tugas?meja=ketua&jenis=kerja",
        "/kabar", "/kabar/semua", "/dokumen", "/rakor", "/agenda", "/lks", "/indikator",
    ),
    "sekdis.bireuen": (
        "/persetujuan", "/tugas", "/tugas?menunggu=sekdis", "/tugas?dari=2026-01-01&sampai=2026-12-31",
        "/dokumen", "/dokumen?tahun=2026", "/dokumen?jenis=laporan", "/dokumen?status=berlaku",
        "/agenda", "/agenda?tahun=2026", "/agenda?status=dipakai", "/kabar", "/kantor-saya",
    ),
    "dinsos.aceh": (
        "/beranda", "/pemeriksaan", "/matriks", "/ingatkan", "/rakor", "/kabar", "/kabar/semua", "/indikator",
        "/tugas", "/tugas?terlambat=1", "/tugas?menunggu=ketua", "/tugas?menunggu=sekdis", "/tugas?menunggu=dinsos",
        "/tugas?meja=dinsos&jenis=pemeriksaan", "/tugas?tahap=draft", "/tugas?tahap=implemented",
        f"/tugas?komisi={COMMISSION}", "/tugas?wilayah=11.11", "/tugas?wilayah=11.11,11.07", "/tugas?tempo=7",
        "/tugas?dari=2026-01-01&sampai=2026-03-31", "/tugas?janji=ditepati", "/tugas?janji=jatuh-tempo",
        "/tugas?dibatalkan=1", "/tugas?rakor=3", "/tugas?selain=3",
        "/dokumen", "/dokumen?tahun=2026", "/dokumen?wilayah=11.11", "/dokumen?jenis=laporan",
        "/dokumen?status=berlaku", "/dokumen?status=disiapkan", "/agenda",
        "/agenda?kantor=semua", "/agenda?kantor=semua&tahun=2026",
        "/lks", "/lks?kabupaten=11.11&ukuran=P1", "/lks?keadaan=berakhir", "/lks?urut=-nama",
    ),
    "admin": (
        "/pengaturan", "/pengaturan/riwayat", "/pengaturan/riwayat?jenis=ditolak", "/pengaturan/riwayat?jenis=tugas",
        "/pengaturan/riwayat?jenis=nomor", "/pengaturan/riwayat?dari=2026-01-01&sampai=2026-01-31",
        "/pengaturan/riwayat?jenis=ditolak&dari=2026-01-01", "/pengaturan/riwayat?akun=2", "/pengaturan/kantor",
        "/pengaturan/akun",
    ),
}  # fmt: skip
# In text: what one record has, what none has, what every eighth has; numbers in registers.
RARE, NONE, COMMON = "kode0000007", "tidakadasama", "lansia"
SEARCHES: dict[str, tuple[str, ...]] = {
    "ketua.bireuen": (f"/tugas?q={RARE}", f"/tugas?q={NONE}", f"/tugas?q={COMMON}", f"/cari?q={NONE}"),
    "sekdis.bireuen": (f"/dokumen?q={NONE}", "/dokumen?q=laporan", f"/agenda?q={NONE}", f"/cari?q={COMMON}"),
    "dinsos.aceh": (
        f"/tugas?q={RARE}", f"/tugas?q={NONE}", f"/tugas?q={COMMON}", f"/cari?q={RARE}", f"/cari?q={NONE}",
        f"/cari?q={COMMON}", f"/dokumen?q={NONE}", "/dokumen?q=laporan", f"/agenda?kantor=semua&q={NONE}",
        f"/lks?cari={NONE}",
    ),
}  # fmt: skip


def pages() -> Iterator[tuple[str, str]]:
    """(account, address) of everything but the searches; every list also in each of its orders."""
    for account, paths in PAGES.items():
        yield from ((account, path) for path in paths)
    for path, columns in SORTS.items():
        for column in columns:
            yield from (("dinsos.aceh", f"{path}?urut={way}{column}") for way in ("", "-"))


def searches() -> Iterator[tuple[str, str]]:
    for account, paths in SEARCHES.items():
        yield from ((account, path) for path in paths)
