"""The demo and an office are kept apart for good: data with which one was begun are refused by the other."""

from __future__ import annotations

from workflow.store import Store, once_per_instance

DEMO, OFFICE = "contoh", "produksi"  # also the settings that say with which the data were begun
HOLDS_DEMO = """\
Instance {where} berisi data contoh; mode produksi menolaknya.
Pakai folder (dan basis data) lain lewat TUNTAS_INSTANCE, lalu: flask --app app users add …"""
IS_OFFICE = """\
Instance {where} berisi data kantor; mode contoh menolaknya.
Jalankan dengan TUNTAS_MODE=produksi, juga untuk perintah.
Untuk mencoba contoh, pakai folder (dan basis data) lain lewat TUNTAS_INSTANCE."""


def keep_apart(store: Store, mode: str, where: str) -> None:
    """Raises ``SystemExit`` for a mode that is none and for data of the other one; nothing is changed then. Data on
    which production was started once are an office's, whether anybody has an account there or not, and so are those of
    an earlier version in which nobody's account is one of the demo."""
    if mode not in (DEMO, OFFICE):
        raise SystemExit(f"TUNTAS_MODE={mode} tidak dikenal; pilih contoh atau produksi.")
    with store.transaction():
        if mode == DEMO and (_begun_as(store, OFFICE) or (store.count("user") and not _has_demo_accounts(store))):
            raise SystemExit(IS_OFFICE.format(where=where))
        if mode == OFFICE:
            if _begun_as(store, DEMO) or _has_demo_accounts(store):
                raise SystemExit(HOLDS_DEMO.format(where=where))
            _begin_as(store, OFFICE)


def begins_demo(store: Store, where: str) -> bool:
    """Whether the demo is still to be made: nobody has an account. From then on the data are no office's, also where
    the making is cut off. Raises ``SystemExit`` where they have become an office's just now."""
    with store.transaction():
        if store.count("user"):
            return False
        keep_apart(store, DEMO, where)
        _begin_as(store, DEMO)
    return True


def _begun_as(store: Store, mode: str) -> bool:
    return store.count("setting", name=mode) > 0


def _begin_as(store: Store, mode: str) -> None:
    once_per_instance(store, mode, lambda _: None)


def _has_demo_accounts(store: Store) -> bool:
    return store.count("user", demo=True) > 0
