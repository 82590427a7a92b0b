"""A report and its letter with a number each: two rows of the agenda in one act, each paper naming the other."""

from __future__ import annotations

import csv
import io
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from flask import Flask

from documents.report.blocks import Meta, Title
from documents.report.frozen import from_data
from tests.world import desk
from tests.world.arranged import REASON, SEKDIS, bring, do
from tests.world.desk import NUMBER, RICH_PLAN, at, blocks, report_of, rich_desk, said
from tests.world.instance import START, signed_in
from workflow.agenda.acts import fill_in, may_void
from workflow.errors import Invalid
from workflow.offices.offices import ensure_offices, office_of
from workflow.papers.issuing import both_numbers, report_number
from workflow.store import Record, Store

FIRST, SECOND, THIRD, FOURTH = (f"400.9.12/000{n}/DINSOS/2026" for n in (1, 2, 3, 4))
COVER, BODY, ANNEX = 0, 1, 2


def reported(tuntas: SimpleNamespace, **data: Any) -> tuple[Record, Record]:
    """The task and its report."""
    task = bring(tuntas, "draft/sekdis", START)
    task = do(tuntas, task, "report", SEKDIS, START, **{"number": "", **data})
    return task, tuntas.store.find("document", type="laporan", order="-id")[0]


def rows(tuntas: SimpleNamespace) -> list[tuple[str, str, str, int]]:
    found = tuntas.store.find("entry")
    return [(one["number"] or one["slot"], one["status"], one.get("of", ""), one["document"]) for one in found]


def test_each_has_its_row_in_the_agenda(tuntas: SimpleNamespace) -> None:
    task, paper = reported(tuntas)
    assert (paper["number"], paper["number_report"], report_number(paper)) == (FIRST, SECOND, SECOND)
    assert rows(tuntas) == [
        (FIRST, "dipakai", "", paper["id"]), (SECOND, "dipakai", "laporan", paper["id"]),
    ]  # fmt: skip
    letter, report = tuntas.store.find("entry")
    assert (letter["subject"], report["subject"]) == (f"Nota dinas: {paper['subject']}", paper["subject"])
    (event,) = tuntas.store.find("event", name="report")
    assert (event["fields"]["number"], event["fields"]["number_report"]) == (FIRST, SECOND)
    assert all(number.casefold() in text for number in (FIRST, SECOND) for text in (paper["search"], task["search"]))


def test_each_paper_names_the_other(store: Store) -> None:
    rich = rich_desk(store)
    rich.set_office("dinsos", report_numbers="two")
    rich.do("submit", at(9, 20), **RICH_PLAN)
    frozen = rich.do("report", at(9, 25), addressee="Bupati Bireuen")
    first, second = (f"400.9.12/000{n}/DINSOS/2023" for n in (1, 2))
    head = dict(blocks(frozen, Meta, COVER)[0].rows)
    assert (head["Nomor"], head["Lampiran"]) == ((first,), (f"1 (satu) laporan, Nomor {second}",))
    assert blocks(frozen, Title, BODY)[0].number == f"NOMOR {second}"
    assert f"Laporan disampaikan dengan Nota Dinas Nomor {first}." in said(frozen, BODY)
    assert f"NOMOR\n{second}" in said(frozen, ANNEX)
    assert [section.foot for section in report_of(frozen).sections] == [
        f"Nota Dinas Nomor {first}", f"Laporan Nomor {second}", f"Laporan Nomor {second}",
    ]  # fmt: skip
    assert report_of(frozen).data["document"]["report_number"] == second


def test_what_tells_of_the_report_later_names_its_own_number(store: Store) -> None:
    rich = rich_desk(store)
    rich.set_office("dinsos", report_numbers="two")
    desk.claimed(rich)
    frozen = rich.do("verify", at(12, 18))
    assert f"Nomor {NUMBER}" not in said(frozen)
    (paper,) = store.find("document", type="laporan")
    assert (paper["number"], paper["number_report"]) == (NUMBER, "")  # only the letter's was typed


def test_a_typed_number_may_have_another_typed_beside_it(tuntas: SimpleNamespace) -> None:
    typed = {"number_from": "typed", "number": "400.9.12/0213/DINSOS/2026"}
    _, paper = reported(tuntas, **typed, number_report="400.9.12/0214/DINSOS/2026")
    assert (paper["number"][9:13], paper["number_report"][9:13]) == ("0213", "0214")


def test_one_that_is_taken_is_said_at_its_field_and_takes_neither(tuntas: SimpleNamespace) -> None:
    _, paper = reported(tuntas)
    with pytest.raises(Invalid) as refused:
        reported(tuntas, number_from="typed", number="400.9.12/0213/DINSOS/2026", number_report=SECOND)
    assert list(refused.value.fields) == ["number_report"]
    assert [number for number, *_ in rows(tuntas)] == [FIRST, SECOND]
    assert tuntas.store.count("document", type="laporan") == 1


@pytest.mark.parametrize("again", ["400.9.12/0213/DINSOS/2026", "400.9.12 / 213 / DINSOS / 2026"])
def test_one_number_typed_for_both_is_said_to_be_the_same(tuntas: SimpleNamespace, again: str) -> None:
    with pytest.raises(Invalid) as refused:
        reported(tuntas, number_from="typed", number="400.9.12/0213/DINSOS/2026", number_report=again)
    said = "Nomor ini sama dengan nomor nota dinas dalam isian ini. Tulis nomor laporan yang lain, atau kosongkan."
    assert refused.value.fields == {"number_report": said}
    with pytest.raises(Invalid, match="sama dengan nomor nota dinas"):
        reported(tuntas, number_report=FIRST)  # which the letter gets of the series
    assert rows(tuntas) == []


@pytest.mark.parametrize("turn", [(0, 1), (1, 0)])
def test_both_may_be_written_by_hand_and_filled_in_whichever_first(tuntas: SimpleNamespace, turn: tuple) -> None:
    _, paper = reported(tuntas, number_from="blank")
    written = ("400.9.12/0213/DINSOS/2026", "400.9.12/0214/DINSOS/2026")
    entries = tuntas.store.find("entry")
    subjects = [entry["subject"] for entry in entries]
    for which in turn:
        entry = entries[which]
        fill_in(tuntas.store, SEKDIS, entry["id"], {"number": written[which]}, version=entry["version"], at=START)
    paper = tuntas.store.get("document", paper["id"])
    assert (paper["number"], paper["number_report"]) == written
    assert [entry["subject"] for entry in tuntas.store.find("entry")] == subjects


def test_both_stay_with_a_paper_that_was_revoked_and_the_next_takes_two_more(tuntas: SimpleNamespace) -> None:
    task, first = reported(tuntas)
    task = do(tuntas, task, "revoke_report", SEKDIS, START, **REASON)
    task = do(tuntas, task, "report", SEKDIS, START, number="")
    second = tuntas.store.find("document", type="laporan", order="-id")[0]
    assert [number for number, *_ in rows(tuntas)] == [FIRST, SECOND, THIRD, FOURTH]
    assert [document for *_, document in rows(tuntas)] == [first["id"]] * 2 + [second["id"]] * 2
    assert tuntas.store.get("document", first["id"])["status"] == "dicabut"
    assert not any(may_void(tuntas.store, entry) for entry in tuntas.store.find("entry"))


def test_blank_ones_of_a_revoked_paper_are_voided_each(tuntas: SimpleNamespace) -> None:
    task, _ = reported(tuntas, number_from="blank")
    assert not any(may_void(tuntas.store, entry) for entry in tuntas.store.find("entry"))
    do(tuntas, task, "revoke_report", SEKDIS, START, **REASON)
    assert all(may_void(tuntas.store, entry) for entry in tuntas.store.find("entry"))


def test_taken_back_at_once_both_stay_with_it(tuntas: SimpleNamespace) -> None:
    task, paper = reported(tuntas)
    do(tuntas, task, "undo_report", SEKDIS, START + timedelta(minutes=1))
    assert tuntas.store.get("document", paper["id"])["status"] == "dicabut"
    assert [(number, document) for number, _, _, document in rows(tuntas)] == [
        (FIRST, paper["id"]), (SECOND, paper["id"]),
    ]  # fmt: skip


def test_an_office_may_set_one(tuntas: SimpleNamespace) -> None:
    office = office_of(tuntas.store, "11.11", "dinsos")
    tuntas.store.save({**office, "report_numbers": "one"})
    _, paper = reported(tuntas)
    assert rows(tuntas) == [(FIRST, "dipakai", "", paper["id"])]
    assert "number_report" not in paper
    content = from_data(tuntas.store.first("content", document=paper["id"])["data"])
    assert dict(blocks_of(content, Meta)[0].rows)["Lampiran"] == ("1 (satu) berkas",)


def blocks_of(report: Any, kind: type) -> list:
    return [block for section in report.sections for block in section.blocks if isinstance(block, kind)]


def test_an_office_of_before_goes_on_with_one(tuntas: SimpleNamespace) -> None:
    office = office_of(tuntas.store, "11.11", "dinsos")
    assert office["report_numbers"] == "two"
    tuntas.store.save({name: value for name, value in office.items() if name != "report_numbers"})
    ensure_offices(tuntas.store)
    assert office_of(tuntas.store, "11.11", "dinsos")["report_numbers"] == "one"
    assert office_of(tuntas.store, "11.07", "dinsos")["report_numbers"] == "two"


def test_lists_files_and_pages_tell_both(app: Flask, tuntas: SimpleNamespace) -> None:
    task, paper = reported(tuntas)
    said = {"text": "Setuju.", "giver": "Bupati", "date": START.date().isoformat(), "document": str(paper["id"])}
    do(tuntas, task, "record_direction", SEKDIS, START, **said)
    sekdis = signed_in(app, "sekdis.bireuen")
    page = " ".join(sekdis.get(f"/tugas/{task['id']}").text.split())
    assert f"Nomor {FIRST}, laporan {SECOND}, kepada" in page
    assert f"Atas laporan {SECOND}." in page
    (head, row) = csv.reader(
        io.StringIO(sekdis.get("/dokumen.csv?jenis=laporan").data.decode("utf-8-sig")), delimiter=";"
    )
    assert (row[head.index("Nomor")], row[head.index("Nomor laporan")]) == (FIRST, SECOND)
    assert both_numbers({"number": ""}) == "tanpa nomor"
