"""The three rules that every office of the demo names as its legal basis: real ones, and no day that is not sure."""

from __future__ import annotations

from datetime import datetime

from workflow.offices.legal_basis import check_rules
from workflow.offices.offices import change
from workflow.records import Office
from workflow.roles import Actor
from workflow.store import Store

RULES = {
    "text_0": "Undang-Undang Nomor 11 Tahun 2009 tentang Kesejahteraan Sosial", "start_0": "2009-01-16",
    "text_1": "Peraturan Pemerintah Nomor 39 Tahun 2012 tentang Penyelenggaraan Kesejahteraan Sosial",
    "text_2": "Qanun Aceh Nomor 11 Tahun 2013 tentang Kesejahteraan Sosial",
}  # fmt: skip


def list_rules(store: Store, admin: Actor, *, at: datetime) -> None:
    for office in store.find(Office):
        change(
            store, admin, office["id"], lambda current: {"rules": check_rules(current, RULES)},
            version=office["version"], at=at,
        )  # fmt: skip
