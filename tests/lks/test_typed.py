"""A record through its form and back: what was typed is what is kept, what is wrong is told at its field."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tests.world.arranged import DINSOS
from tests.world.instance import START
from workflow.errors import Invalid
from workflow.lks import parents, typed
from workflow.lks.kinds import FOREVER
from workflow.lks.record import new_accreditation, new_lks, new_registration, new_support
from workflow.lks.register import EMPTY, add
from workflow.store import Store

TODAY = date(2026, 11, 9)
FULL = {
    **new_lks("LKSA Contoh"), "other_names": ["Panti Contoh", "P.A. Contoh"], "kecamatan": "Jeumpa", "gampong": "Cot",
    "address": "Jalan Contoh 1", "hidden": True, "owner": "Kemensos", "scope": "provinsi", "ministry_number": "77",
    "legal": {"form": "yayasan", "deed": {"number": "12", "date": "2019-02-03", "notary": "Contoh, S.H."},
              "sk": "AHU-1", "npwp": "01.234.567.8-101.000"},
    "registrations": [
        {**new_registration("STP"), "issuer": "Dinas Sosial", "number": "460/1", "issued": "2024-05-06",
         "valid_until": "2027-05-06", "seen_by": "Sekdis", "paper": 4},
        {**new_registration("STPU"), "number": "460/2", "valid_until": FOREVER},
        {**new_registration("STP"), "status": "dicabut", "revoked_on": "2025-01-01"},
    ],
    "services": [
        {"kind": "anak dalam panti", "accreditations": [
            {**new_accreditation(), "grade": "B", "year": 2024, "decided": "2024-01-01", "valid_until": "2027-01-01"},
            {**new_accreditation(), "applied": "2026-10-01"},
        ]},
        {"kind": "NAPZA", "accreditations": []},
        {"kind": "", "accreditations": [{**new_accreditation(), "grade": "TTA", "year": 2023}]},
    ],
    "support": {"2025": {**new_support(), "workers": 4},
                "2026": {**new_support(), "managers": 5, "social_workers": 0, "money": ["APBK", "usaha"],
                         "amounts": {"APBK": 5_000_000}, "building": "milik", "capacity": 30, "access": False}},
    "beneficiaries": {"2026": {"male": 14, "female": None}},
    "contact": {"phone": "0644-1", "email": "a@contoh.id", "leader": "Contoh", "leader_phone": "0812-1"},
}  # fmt: skip


def test_what_goes_into_the_form_comes_out_of_it():
    found = typed.checked(typed.flat(FULL, "2026"), FULL, TODAY)
    assert typed.changed(FULL, found) == {}
    assert {**{name: FULL[name] for name in found if name != "note"}, "note": ""} == found
    assert typed.changed(EMPTY, typed.checked({**typed.flat(EMPTY, "2026"), "name": "Baru"}, EMPTY, TODAY)) == {
        "name": "Baru"
    }


def test_what_a_list_has_brought_stays_as_it_is():
    """In the order of the list, with a paper and a grade of which it says only that there is one."""
    graded = {**new_accreditation(), "grade": "B", "year": 2024}
    listed = {
        **new_lks("LKSA Contoh"),
        "registrations": [*[new_registration("STP")] * 3, {**new_registration("STPU"), "number": "1"}],
        "services": [{"kind": "NAPZA", "accreditations": [new_accreditation(), graded]},
                     {"kind": "anak dalam panti", "accreditations": []}],
    }  # fmt: skip
    data = typed.flat(listed, "2026")
    assert typed.changed(listed, typed.checked({**data, "gampong": "Cot"}, listed, TODAY)) == {"gampong": "Cot"}
    more = typed.checked({**data, "services": ["LK3", *data["services"]]}, listed, TODAY)["services"]
    assert [one["kind"] for one in more] == ["NAPZA", "anak dalam panti", "LK3"]


def test_another_year_is_put_beside_what_is_known():
    data = {**typed.flat(FULL, "2024"), "workers": "1.250", "amount_APBA": "2.000.000"}
    found = typed.checked(data, FULL, TODAY)
    assert set(found["support"]) == {"2024", "2025", "2026"}
    assert (found["support"]["2024"]["workers"], found["support"]["2024"]["money"]) == (1250, ["APBA"])
    assert typed.checked({**data, "year": "2025", "workers": "", "amount_APBA": ""}, FULL, TODAY)["support"].keys() == {
        "2026"
    }


def test_an_emptied_row_is_taken_away_and_a_new_one_put_behind():
    data = typed.flat(FULL, "2026")
    data |= {f"reg_1_{name}": "" for name in ("issuer", "number", "issued", "valid_until", "status", "forever")}
    data |= {"reg_3_number": "460/9", "acc_3_grade": "A", "acc_3_service": "LK3"}
    found = typed.checked(data, FULL, TODAY)
    assert [one["number"] for one in found["registrations"]] == ["460/1", "", "460/9"]
    assert found["registrations"][0]["paper"] == 4
    assert [one["kind"] for one in found["services"]] == ["anak dalam panti", "NAPZA", "", "LK3"]


@pytest.mark.parametrize(
    ("name", "value", "field"),
    [
        ("name", "", "name"),
        ("name", "a" * 201, "name"),
        ("name", "Budi 1101010101900001", "name"),
        ("owner", "saya", "owner"),
        ("deed_date", "2026-11-10", "deed_date"),
        ("reg_0_valid_until", "2024-05-05", "reg_0_valid_until"),
        ("reg_0_issued", "kemarin", "reg_0_issued"),
        ("reg_0_kind", "SIM", "reg_0_kind"),
        ("acc_0_year", "24", "acc_0_year"),
        ("acc_0_grade", "D", "acc_0_grade"),
        ("services", ["memancing"], "services"),
        ("managers", "banyak", "managers"),
        ("male", "-1", "male"),
        ("amount_APBK", "1,5", "amount_APBK"),
        ("year", "1999", "year"),
        ("other_names", "\n".join(map(str, range(11))), "other_names"),
    ],
)
def test_what_is_wrong_is_told_at_its_field(name: str, value: Any, field: str):
    with pytest.raises(Invalid) as refused:
        typed.checked({**typed.flat(FULL, "2026"), name: value}, FULL, TODAY)
    assert set(refused.value.fields) == {field}


def test_a_parent_is_named_and_kept_by_its_uid(store: Store):
    with store.transaction():
        one = add(store, DINSOS, "lks_recorded", {"region": "11.11", "name": "Yayasan Contoh"}, START)
        add(store, DINSOS, "lks_recorded", {"region": "11.07", "name": "Yayasan Lain"}, START)
    assert parents.uid_of(store, "11.11", "Yay. Contoh") == one["uid"]
    assert parents.uid_of(store, "11.11", "") == ""
    assert parents.name_of(store, one["uid"], "11.11") == "Yayasan Contoh"
    for name, itself in (("Yayasan Lain", 0), ("Contoh", 0), ("Yayasan Contoh", one["id"])):
        with pytest.raises(Invalid):
            parents.uid_of(store, "11.11", name, itself)
