"""LKS for the tests of pages: two of Bireuen and two of Pidie, with proposals that wait."""

from __future__ import annotations

from typing import Any

from tests.world.arranged import CHAIR, DINSOS, OTHER_CHAIR, SEKDIS
from tests.world.instance import START
from workflow.lks import ending, proposals
from workflow.lks.record import new_accreditation, new_registration, new_support
from workflow.lks.register import add
from workflow.store import Record, Store

FULL: dict[str, Any] = {
    "name": "LKSA Contoh Jeumpa", "kecamatan": "Jeumpa", "gampong": "Cot Contoh", "address": "Jalan Contoh 7",
    "legal": {"form": "yayasan", "deed": {"number": "12", "date": "2019-02-03", "notary": "Contoh"}, "sk": "AHU-1",
              "npwp": ""},
    "registrations": [{**new_registration("STP"), "number": "460/011/STP/2024", "issuer": "Dinas Sosial",
                       "issued": "2024-05-06", "valid_until": "2027-05-06"}],
    "services": [{"kind": "anak dalam panti", "accreditations": [
        {**new_accreditation(), "grade": "B", "decided": "2024-01-01", "valid_until": "2028-01-01"}]}],
    "support": {"2026": {**new_support(), "managers": 5, "social_workers": 1, "money": ["APBK", "donatur"]}},
    "beneficiaries": {"2026": {"male": 14, "female": 3}},
    "contact": {"phone": "0644-000001", "email": "", "leader": "Pimpinan Contoh", "leader_phone": "0812-000001"},
    "activity": [{"date": "2026-10-12", "kind": "laporan", "by": "LKKS", "paper": 0, "confirmed": True}],
}  # fmt: skip


def make_lks(store: Store) -> dict[str, list[Record]]:
    """Region -> its three: one of which much is known, one of which hardly anything is, one that has closed."""
    found = {}
    for region, chair in (("11.11", CHAIR), ("11.07", OTHER_CHAIR)):
        with store.transaction():
            some = [
                add(store, DINSOS, "lks_recorded", {**values, "region": region}, START)
                for values in (FULL, {"name": "LKSA Contoh Peudada"}, {"name": "WKSBM Contoh Lama"})
            ]
        said = {"date": "2026-11-09", "kind": "kunjungan", "by": chair.name, "paper": 0, "confirmed": False}
        proposals.propose(store, chair, some[1]["id"], {"activity": [said]}, at=START)
        proposals.propose(store, chair, 0, {"name": "LKSLU Contoh Baru"}, at=START)
        closed = {"kind": "tutup", "date": "2026-11-01", "reason": "Bubar."}
        some[2] = ending.end(store, DINSOS, some[2]["id"], closed, version=1, at=START)
        found[region] = some
    assert SEKDIS.region == "11.11"
    return found
