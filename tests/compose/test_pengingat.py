"""What a reminder says: the kabupaten's own late tasks, what does not count, what moved since the one before."""

from __future__ import annotations

from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any

import pytest

from documents.report.blocks import Report, Table
from documents.report.frozen import from_data
from documents.report.phrases import row_cells
from tests.world import plain_lines
from tests.world.arranged import CHAIR, DINSOS, SEKDIS, bring
from tests.world.instance import START
from workflow.agenda.register import Wanted
from workflow.errors import Invalid, NotAllowed, NotFound
from workflow.machine import time_allowed
from workflow.rakor import letters
from workflow.rakor.closing import close
from workflow.rakor.recording import hand_over, save_outcome
from workflow.store import Record

DAY = timedelta(days=1)
LATE = START + 60 * DAY  # the tasks of ``bring`` are due in December


@pytest.fixture
def task(tuntas: SimpleNamespace) -> Record:
    """One of Bireuen that was reported and is late."""
    return bring(tuntas, "reported", START)


def letter(tuntas: SimpleNamespace, task: Record, kind: str = "pengingat", code: str = "11.11") -> letters.Letter:
    return letters.letter(tuntas.store, DINSOS, kind, task["rakor"], code)


def issued(tuntas: SimpleNamespace, task: Record, at: Any = LATE) -> Record:
    made = letters.issue(tuntas.store, tuntas.publisher, DINSOS, letter(tuntas, task), {}, Wanted(), at=at)
    return tuntas.store.get("document", made["id"])


def read(tuntas: SimpleNamespace, record: Record) -> Report:
    report = from_data(tuntas.store.find("content", document=record["id"])[0]["data"])
    assert isinstance(report, Report)
    return report


def text(tuntas: SimpleNamespace, record: Record) -> str:
    return " ".join(" ".join(plain_lines.lines(read(tuntas, record))).split())


def rows(report: Report) -> list[list[str]]:
    table = next(block for block in report.sections[0].blocks if isinstance(block, Table))
    return [[" ".join(cell.text.split()) for cell in row_cells(table, row)] for row in table.rows]


def another(tuntas: SimpleNamespace, task: Record, code: str = "11.11", deadline: str = "2026-12-01") -> Record:
    """One more outcome of the same rakor, handed over to a region."""
    rakor = tuntas.store.get("rakor", task["rakor"])
    outcome = {"text": "LKS memutakhirkan data.", "title": "Data LKS", "is_task": True, "deadline": deadline}
    made, uid = save_outcome(tuntas.store, DINSOS, rakor["id"], "", outcome, version=rakor["version"], at=START)
    return hand_over(tuntas.store, DINSOS, made["id"], uid, [code], at=START)[0]


def test_the_first_lists_what_is_late_in_its_own_hands(tuntas: SimpleNamespace, task: Record):
    record = issued(tuntas, task)
    said = text(tuntas, record)
    assert record["subject"] == "Pengingat I atas Tindak Lanjut Hasil Rapat Koordinasi, Kabupaten Bireuen"
    assert (record["region"], record["addressee"]) == ("11.11", "Kepala Dinas Sosial Kabupaten Bireuen")
    assert "terdapat 1 (satu) tindak lanjut Kabupaten Bireuen yang melewati batas waktu, sebagai berikut:" in said
    (row, total) = rows(read(tuntas, record))
    days = (LATE.date() - date.fromisoformat(task["deadline"])).days
    assert row[4] == total[1] == str(days)
    assert row[5] == "Ketua LKKS, 60 hari"
    assert "paling lambat 18 Januari 2027; atau" in said
    assert "Yth. Kepala Dinas Sosial Kabupaten Bireuen di Bireuen" in said
    assert "Bupati Bireuen (sebagai laporan); dan 2. Ketua LKKS Kabupaten Bireuen." in said
    entry = tuntas.store.find("entry", document=record["id"])[0]
    assert (entry["region"], entry["about"], entry["number"]) == ("11", "11.11", record["number"])


def test_it_shows_no_other_kabupaten(tuntas: SimpleNamespace, task: Record):
    another(tuntas, task, code="11.07")
    assert "Pidie" not in text(tuntas, issued(tuntas, task))


def test_what_lies_with_the_province_is_told_and_not_counted(tuntas: SimpleNamespace, task: Record):
    claimed = bring(tuntas, "reported/dinsos", START)
    tuntas.store.save({**claimed, "rakor": task["rakor"], "no": 6})
    record = issued(tuntas, task)
    assert len(rows(read(tuntas, record))) == 2
    assert (
        "Butir 6 telah diajukan selesai dan sedang kami periksa, sehingga tidak termasuk dalam daftar tersebut."
        in text(tuntas, record)
    )


def test_nothing_late_is_no_reason_to_write(tuntas: SimpleNamespace, task: Record):
    with pytest.raises(Invalid, match="Tidak ada tugas Kabupaten Bireuen yang lewat batas waktu"):
        issued(tuntas, task, START)
    assert tuntas.store.count("document", type="pengingat") == 0
    assert tuntas.store.count("entry", region="11") == 0


def test_the_next_comes_after_as_many_days_as_are_set_and_the_third_is_the_last(tuntas: SimpleNamespace, task: Record):
    issued(tuntas, task)
    with pytest.raises(Invalid, match="Pengingat I terbit 8 Januari 2027; Pengingat II paling cepat 22 Januari 2027"):
        issued(tuntas, task, LATE + 13 * DAY)
    time_allowed.write(tuntas.store, {**time_allowed.USUAL, "pengingat": 5}, 0)
    assert issued(tuntas, task, LATE + 5 * DAY)["title"] == "Surat pengingat II"
    assert issued(tuntas, task, LATE + 10 * DAY)["title"] == "Surat pengingat III"
    with pytest.raises(Invalid, match="Pengingat III sudah terbit"):
        issued(tuntas, task, LATE + 99 * DAY)


def test_the_second_opens_with_the_first_and_tells_what_moved(tuntas: SimpleNamespace, task: Record):
    other = another(tuntas, task)
    first = issued(tuntas, task)
    assert len(rows(read(tuntas, first))) == 3
    tuntas.store.save({**tuntas.store.get("task", other["id"]), "deadline": "2027-06-30", "late_after": ""})
    said = text(tuntas, issued(tuntas, task, LATE + 20 * DAY))
    assert f"Menyusuli surat kami Nomor {first['number']} tanggal 8 Januari 2027 hal Pengingat I, dengan" in said
    assert (
        "dari 2 (dua) tindak lanjut yang kami ingatkan, 1 (satu) tidak lagi melewati batas waktu dan 1 (satu) masih "
        "melewati batas waktu." in said
    )
    assert "Lampiran : 1 (satu) berkas" in said
    assert "Sekretaris Daerah Kabupaten Bireuen" in said
    for threat in ("sanksi", "teguran", "peringatan", "Terlambat"):
        assert threat not in said


def test_a_withdrawn_one_does_not_count(tuntas: SimpleNamespace, task: Record):
    record = issued(tuntas, task)
    tuntas.store.save({**record, "status": "dicabut", "reason": "Salah tulis", "ended": record["at"]})
    assert issued(tuntas, task, LATE + DAY)["title"] == "Surat pengingat I"


def test_a_sekdis_holds_it_as_well(tuntas: SimpleNamespace):
    waiting = bring(tuntas, "draft/sekdis", START)
    assert rows(read(tuntas, issued(tuntas, waiting)))[0][5] == "Sekretaris Dinas Sosial, 60 hari"


@pytest.mark.parametrize("actor", [CHAIR, SEKDIS])
def test_only_dinsos_aceh_writes(tuntas: SimpleNamespace, task: Record, actor: Any):
    with pytest.raises(NotAllowed):
        letters.letter(tuntas.store, actor, "pengingat", task["rakor"], "11.11")


@pytest.mark.parametrize("code", ["11", "11.99", ""])
def test_to_none_but_a_kabupaten_or_kota(tuntas: SimpleNamespace, task: Record, code: str):
    with pytest.raises(NotFound):
        letter(tuntas, task, code=code)


def test_a_closed_rakor_reminds_nobody(tuntas: SimpleNamespace, task: Record):
    rakor = tuntas.store.get("rakor", task["rakor"])
    close(tuntas.store, DINSOS, rakor["id"], {"reason": "Rakor digantikan."}, version=rakor["version"], at=LATE)
    with pytest.raises(Invalid, match="Tidak ada tugas"):
        issued(tuntas, task, LATE + DAY)
