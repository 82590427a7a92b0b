"""What the report of the indicator lists: what ends, who has done what each LKS has to do, what is told of the data."""

from __future__ import annotations

from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any

from documents.report.blocks import Paragraph, Report, Table
from documents.report.frozen import from_data
from tests.world.arranged import CHAIR, DINSOS, SEKDIS, do, new_task
from tests.world.instance import START
from tests.world.institutions import ended, graded, recorded, registered, several
from workflow.lks import radar
from workflow.papers import at_any_time
from workflow.papers.at_any_time import Subject

TODAY = date(2026, 11, 9)
UPTD = {"owner": "dinas kabupaten/kota"}


def in_days(left: int) -> str:
    return (TODAY + timedelta(left)).isoformat()


def report(tuntas: SimpleNamespace, **asked: str) -> Report:
    order = at_any_time.order(tuntas.store, DINSOS, "indikator", Subject("11"), asked, at=START)
    found = from_data(tuntas.publisher.compose(tuntas.store, order).data)
    assert isinstance(found, Report)
    return found


def rows(report: Report, description: str) -> list[tuple[str, ...]]:
    blocks = [block for section in report.sections for block in section.blocks]
    tables = [block for block in blocks if isinstance(block, Table) and block.description == description]
    return [tuple(cell.replace("\u00a0", " ") for cell in row.cells) for table in tables for row in table.rows]


def services(**lefts: int) -> dict[str, Any]:
    found = [{**graded("B", in_days(left))["services"][0], "kind": kind} for kind, left in lefts.items()]
    return {"services": found}


def test_what_ends_is_what_the_radar_warns_of(tuntas: SimpleNamespace):
    store, paper = tuntas.store, registered(in_days(500))["registrations"]
    recorded(store, START, "LKSA Dua", "11.07", **registered(in_days(90)), **services(NAPZA=180, ODHA=900))
    recorded(store, START, "LKSA Satu", **registered(in_days(3)), **services(NAPZA=181))
    recorded(store, START, "LKSA Lanjut", registrations=[*registered(in_days(5))["registrations"], *paper])
    ended(store, START, recorded(store, START, "LKSA Tutup", **registered(in_days(7))), in_days(0))
    recorded(store, START, "UPTD Contoh", **UPTD, **registered(in_days(9)), **services(NAPZA=9))
    made = report(tuntas)
    assert rows(made, "Tanda daftar yang berakhir dalam 90 hari") == [
        ("1", "11.11 Bireuen", "LKSA Satu", "STP", "12 November 2026", "3"),
        ("2", "11.07 Pidie", "LKSA Dua", "STP", "7 Februari 2027", "90"),
    ]
    assert rows(made, "Akreditasi yang berakhir dalam 180 hari") == [
        ("1", "11.07 Pidie", "LKSA Dua", "NAPZA", "B", "8 Mei 2027", "180")
    ]
    counted = radar.counts(store, DINSOS, TODAY.isoformat())
    assert counted == {"akan-berakhir": 3, "akreditasi-akan-berakhir": 2}, "with the one that a government owns"


def test_what_each_has_to_do_is_counted_by_ticks_and_all_else_by_what_is_implemented(tuntas: SimpleNamespace):
    first, second, _ = several(tuntas.store, START, 3)
    task = new_task(tuntas, START, per_lks=True, title="Pendaftaran ulang")
    task = do(tuntas, task, "submit", CHAIR, START, lks={first["uid"]: "mitra", second["uid"]: "sasaran"})
    task = do(tuntas, task, "report", SEKDIS, START)
    do(tuntas, task, "progress", CHAIR, START, ticks={first["uid"]: {"where": "Arsip"}}, evidence=[])
    named = {first["uid"]: "pelaksana", second["uid"]: "mitra"}
    helped = do(tuntas, new_task(tuntas, START, title="Kemitraan"), "edit_plan", CHAIR, START, lks=named)
    for name, actor in (("submit", CHAIR), ("report", SEKDIS), ("progress", CHAIR), ("claim", CHAIR)):
        helped = do(tuntas, helped, name, actor, START)
    served = new_task(tuntas, START, title="Bagi LKS")
    do(tuntas, served, "edit_plan", CHAIR, START, lks={first["uid"]: "sasaran"})
    expected = [("1", "Pendaftaran ulang", "3", "1", "1 dari 3 LKS", "33,3"), ("1", "Kemitraan", "1", "1")]
    made = report(tuntas)
    assert rows(made, "Tindak lanjut yang melibatkan LKS") == [expected[0], (*expected[1], "0 dari 2 LKS", "0,0")]
    do(tuntas, helped, "verify", DINSOS, START)
    made = report(tuntas)
    assert rows(made, "Tindak lanjut yang melibatkan LKS") == [expected[0], (*expected[1], "2 dari 2 LKS", "100,0")]
    before = rows(report(tuntas, day="2026-11-01"), "Tindak lanjut yang melibatkan LKS")
    assert [row[4] for row in before] == ["0 dari 3 LKS", "0 dari 2 LKS"]
    said = [block.text for section in made.sections for block in section.blocks if isinstance(block, Paragraph)]
    assert any("Butir “Setiap LKS …” dihitung menurut jumlah LKS." in text for text in said)


def test_hidden_addresses_are_counted_and_not_shown(tuntas: SimpleNamespace):
    hidden = {"hidden": True, "address": "Jalan Rahasia 7"}
    recorded(tuntas.store, START, "LKSA Satu", **hidden)
    recorded(tuntas.store, START, "LKSA Dua")
    ended(tuntas.store, START, recorded(tuntas.store, START, "LKSA Tutup", **hidden), in_days(0))
    recorded(tuntas.store, START, "UPTD Contoh", **UPTD, **hidden)
    told = {cells[1]: cells[2:] for cells in rows(report(tuntas), "Catatan mutu data")}
    assert told["Alamat dirahasiakan"] == ("1", "dihitung; alamat tidak ditampilkan")
