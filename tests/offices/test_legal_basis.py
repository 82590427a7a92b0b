"""The rules that papers name as their legal basis: dated, per office and kind, of the rakor, or as typed."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from flask.testing import FlaskClient

from documents.report.frozen import from_data
from tests.world.arranged import ADMIN, DINSOS, RAKOR, SEKDIS, bring
from tests.world.instance import START
from tests.world.pages_read import page
from tests.world.plain_lines import lines
from workflow.errors import Invalid
from workflow.offices import legal_basis
from workflow.offices.offices import change, office_of
from workflow.rakor.papers import as_it_stands
from workflow.rakor.recording import edit_rakor
from workflow.store import Record
from workflow.tasks.rehearsal import rehearse

As = Callable[[str], FlaskClient]
LAW, OLD, OWN = (
    "Undang-Undang Nomor 11 Tahun 2009",
    "Peraturan Menteri Nomor 184 Tahun 2011",
    "Qanun Nomor 5 Tahun 2019",
)
LIST = {"text_0": LAW, "start_0": "2009-01-16", "text_1": OLD, "end_1": "2024-12-04", "text_2": OWN}


def office_with(tuntas: SimpleNamespace, typed: dict[str, str], region: str = "11.11", which: str = "dinsos") -> Record:
    office = office_of(tuntas.store, region, which)
    checked = lambda current: {"rules": legal_basis.check_rules(current, typed)}  # noqa: E731
    return change(tuntas.store, ADMIN, office["id"], checked, version=office["version"], at=START)


def basis_of(tuntas: SimpleNamespace, task: Record, **typed: str) -> list[str]:
    """What the report would say below "Dasar"."""
    frozen = rehearse(tuntas.store, tuntas.publisher, task, typed, at=START, by=SEKDIS)
    said = lines(from_data(frozen.data))
    first = next(place for place, line in enumerate(said) if line.endswith("Dasar"))
    return [line.split(". ", 1)[-1] for line in said[first + 1 : first + 4]]


def edit(tuntas: SimpleNamespace, task: Record, **changed: str) -> Record:
    rakor = tuntas.store.get("rakor", task["rakor"])
    data = {**RAKOR, **changed}
    return edit_rakor(tuntas.store, DINSOS, rakor["id"], data, version=rakor["version"], at=START)


def test_it_is_empty_until_somebody_lists_something(tuntas: SimpleNamespace) -> None:
    task = bring(tuntas, "draft/sekdis", START)
    assert basis_of(tuntas, task)[0].startswith("Hasil Rapat Koordinasi LKS")
    office = office_of(tuntas.store, "11.11", "dinsos")
    assert legal_basis.in_force(office, "laporan", "2026-09-18") == []


def test_a_list_holds_by_day_and_kind(tuntas: SimpleNamespace) -> None:
    office = office_with(tuntas, {**LIST, "kind_2": "laporan"}, which="lkks")
    assert legal_basis.in_force(office, "laporan", "2024-12-04") == [LAW, OLD, OWN]
    assert legal_basis.in_force(office, "laporan", "2024-12-05") == [LAW, OWN]
    assert legal_basis.in_force(office, "pelaksanaan", "2024-12-05") == [LAW]
    assert legal_basis.in_force(office, "pelaksanaan", "2009-01-15") == [OLD]


def test_a_report_names_what_was_in_force_on_the_day_of_its_rakor(tuntas: SimpleNamespace) -> None:
    office_with(tuntas, LIST)
    task = bring(tuntas, "draft/sekdis", START)
    first, second, third = basis_of(tuntas, task)
    assert (first, second) == (f"{LAW};", f"{OWN};")
    assert third.startswith("Hasil Rapat Koordinasi LKS")


def test_a_rakor_has_its_own_and_the_one_who_decides_the_last_word(tuntas: SimpleNamespace) -> None:
    office_with(tuntas, LIST)
    task = bring(tuntas, "draft/sekdis", START)
    edit(tuntas, task, rules="Qanun Aceh Nomor 11 Tahun 2013")
    assert basis_of(tuntas, task)[0] == "Qanun Aceh Nomor 11 Tahun 2013;"
    assert basis_of(tuntas, task, word_basis="Keputusan Bupati Nomor 1")[0] == "Keputusan Bupati Nomor 1;"
    assert basis_of(tuntas, task, word_basis="")[0].startswith("Hasil Rapat Koordinasi LKS")
    for kind, has in (("hasil", True), ("notula", False)):
        order = as_it_stands(tuntas.store, DINSOS, kind, task["rakor"], at=START)
        said = str(tuntas.publisher.compose(tuntas.store, order).data)
        assert ("Qanun Aceh Nomor 11 Tahun 2013" in said) == has, "a notula has no Dasar unless it is typed"


def test_a_rakor_names_no_rule_that_was_not_in_force(tuntas: SimpleNamespace) -> None:
    office_with(tuntas, LIST)
    task = bring(tuntas, "draft/sekdis", START)
    with pytest.raises(Invalid, match=f"Tidak berlaku pada 18 September 2026: {OLD}") as refusal:
        edit(tuntas, task, rules=f"{LAW}\n{OLD.upper()}".replace(OLD.upper(), OLD))
    assert list(refusal.value.fields) == ["rules"]
    office_with(tuntas, {"text_0": OLD, "start_0": "2026-01-01"}, region="11")
    assert edit(tuntas, task, rules=OLD)["rules"] == OLD, "another office knows better"


@pytest.mark.parametrize(
    ("typed", "field", "said"),
    [
        ({"text_0": "x" * 301}, "text_0", "paling banyak 300"),
        ({"text_0": LAW, "start_0": "besok"}, "start_0", "bukan tanggal yang benar"),
        ({"text_0": LAW, "start_0": "2012-01-02", "end_0": "2012-01-01"}, "end_0", "lebih dahulu"),
        ({"start_0": "2012-01-02"}, "text_0", "Isi nama peraturannya"),
        ({"text_0": LAW, "kind_0": "notula"}, "kind_0", "Pilih salah satu"),
        ({"text_0": LAW, "text_3": f"{LAW.lower()};"}, "text_3", "sudah ada"),
    ],
)
def test_what_cannot_be_listed_is_said_beside_its_field(
    tuntas: SimpleNamespace, typed: dict[str, str], field: str, said: str
) -> None:
    with pytest.raises(Invalid, match=said) as refusal:
        office_with(tuntas, typed)
    assert list(refusal.value.fields) == [field]


def test_the_page_keeps_lists_and_refuses_without_losing_anything(client_as: As, tuntas: SimpleNamespace) -> None:
    office = office_of(tuntas.store, "11.11", "dinsos")
    admin, here = client_as("admin"), f"/pengaturan/kantor/{office['id']}/dasar"
    sent: dict[str, Any] = {**LIST, "version": office["version"]}
    refused = admin.post(here, data={**sent, "end_0": "2008-01-01"})
    assert (refused.status_code, LAW in refused.text, 'value="2008-01-01"' in refused.text) == (422, True, True)
    assert admin.post(here, data=sent).status_code == 302
    assert [rule["text"] for rule in office_of(tuntas.store, "11.11", "dinsos")["rules"]] == [LAW, OLD, OWN]
    shown = page(admin, here)
    assert [box.get("value") for box in shown.xpath("//input[starts-with(@name, 'text_')]")][:4] == [LAW, OLD, OWN, ""]
    assert [option.get("value") for option in shown.xpath("//select[@name='kind_0']/option")] == ["", "laporan"]
    assert admin.post(here, data=sent).status_code == 409
