"""What every office of the demo has set: an invented address and signer, marked so, and three rules as its legal basis:
real ones, and no day that is not sure.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from workflow.offices.legal_basis import check_rules
from workflow.offices.offices import change, check_office
from workflow.records import Office
from workflow.roles import Actor
from workflow.store import Store

RULES = {
    "text_0": "Undang-Undang Nomor 11 Tahun 2009 tentang Kesejahteraan Sosial", "start_0": "2009-01-16",
    "text_1": "Peraturan Pemerintah Nomor 39 Tahun 2012 tentang Penyelenggaraan Kesejahteraan Sosial",
    "text_2": "Qanun Aceh Nomor 11 Tahun 2013 tentang Kesejahteraan Sosial",
}  # fmt: skip
MARK = "(contoh)"
SIGNERS = {
    "dinsos": {"signer_name": f"Nama Pejabat {MARK}", "signer_rank": f"Pangkat {MARK}", "signer_nip": MARK},
    "lkks": {"signer_name": f"Nama Ketua {MARK}"},
}


def fill_in(store: Store, admin: Actor, *, at: datetime) -> None:
    for office in store.find(Office):
        change(store, admin, office["id"], _filled, version=office["version"], at=at)


def _filled(office: Mapping[str, Any]) -> dict[str, Any]:
    told = {"address": f"Jalan Contoh Nomor 1, {office['place']} {MARK}", **SIGNERS[office["identity"]]}
    return {**check_office({**office, **told}), "rules": check_rules(office, RULES)}
