"""The demo and an office are kept apart for good: data with which one was begun are refused by the other."""

from __future__ import annotations

from workflow.store import Store, once_per_instance

DEMO, OFFICE = "contoh", "produksi"  # the second is also the setting that says so of the data
HOLDS_DEMO = """\
Instance {where} berisi akun contoh; mode produksi menolaknya.
Pakai folder (dan basis data) lain lewat TUNTAS_INSTANCE, lalu: flask --app app users add …"""
IS_OFFICE = """\
Instance {where} berisi data kantor: pernah dijalankan dengan TUNTAS_MODE=produksi. Mode contoh menolaknya.
Jalankan dengan TUNTAS_MODE=produksi, juga untuk perintah.
Untuk mencoba contoh, pakai folder (dan basis data) lain lewat TUNTAS_INSTANCE."""


def keep_apart(store: Store, mode: str, where: str) -> None:
    """Raises ``SystemExit`` for a mode that is none and for data of the other one; nothing is changed then. Data on
    which production was started once are an office's, whether anybody has an account there or not."""
    if mode not in (DEMO, OFFICE):
        raise SystemExit(f"TUNTAS_MODE={mode} tidak dikenal; pilih contoh atau produksi.")
    if mode == DEMO:
        if store.count("setting", name=OFFICE):
            raise SystemExit(IS_OFFICE.format(where=where))
    elif store.count("user", demo=True):
        raise SystemExit(HOLDS_DEMO.format(where=where))
    else:
        once_per_instance(store, OFFICE, lambda _: None)
