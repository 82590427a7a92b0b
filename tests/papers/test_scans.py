"""Sheets that came back: a receipt is told with its paper, once for all its tasks; that of a direction stands with it.
They are kept as long as what names them."""

from __future__ import annotations

from datetime import timedelta
from types import SimpleNamespace

import pytest

from tests.world.arranged import CHAIR, SEKDIS, bring, do, photo
from tests.world.instance import START
from tests.world.stored import stored
from workflow.errors import Invalid
from workflow.keeping import archive, retention
from workflow.keeping.leftovers import sweep
from workflow.papers.scans import kept
from workflow.store import Record


@pytest.fixture
def received(tuntas: SimpleNamespace) -> Record:
    """The report of a task, received, with its scan."""
    task = bring(tuntas, "reported", START)
    scan = {**vars(tuntas.evidence.take(photo("#123456"), "lembar.jpg")), "caption": ""}
    do(tuntas, task, "record_receipt", SEKDIS, START, evidence=[scan])
    found: Record = tuntas.store.first("document", task=task["id"], type="laporan")
    return found


def test_it_stands_on_the_paper(received: Record):
    receipt = received["receipt"]
    assert (receipt["date"], receipt["receiver"], receipt["way"]) == ("2026-11-09", "Sekretariat Daerah", "langsung")
    assert (receipt["by"], receipt["scan"]["name"]) == (SEKDIS.name, "lembar.jpg")


def test_no_sweep_takes_its_scan_and_the_check_asks_for_it(tuntas: SimpleNamespace, received: Record):
    sha256 = received["receipt"]["scan"]["sha256"]
    assert sweep(tuntas.store, tuntas.evidence, START + timedelta(days=3650)) == []
    assert retention.sweep(tuntas.store, tuntas.evidence, at=START + timedelta(days=3650)) == []
    assert tuntas.evidence.read(sha256)
    wanted = archive.named_files(tuntas.store)
    assert wanted[f"evidence/{sha256[:2]}/{sha256}"] == f"Tanda terima dokumen {received['id']}"


def test_one_that_is_lost_is_told_and_one_of_another_task_is_none(client_as, tuntas: SimpleNamespace, received: Record):
    client, address = client_as("ketua.bireuen"), f"/tugas/{received['task']}/tanda-terima/{received['id']}"
    answer = client.get(address)
    assert (answer.status_code, answer.headers["Cache-Control"]) == (200, "no-store")
    assert client_as("ketua.pidie").get(address).status_code == 404
    assert client.get(f"/tugas/{received['task']}/tanda-terima/{received['id'] - 1}").status_code == 404
    stored(tuntas.evidence, received["receipt"]["scan"]["sha256"]).unlink()
    assert client.get(address).status_code == 410


def test_the_sheet_of_a_direction_is_kept_in_the_same_way(client_as, tuntas: SimpleNamespace):
    scan = {**vars(tuntas.evidence.take(photo("#654321"), "disposisi.jpg")), "caption": ""}
    task = do(tuntas, bring(tuntas, "reported", START), "record_direction", SEKDIS, START, evidence=[scan])
    late = START + timedelta(days=3650)
    assert sweep(tuntas.store, tuntas.evidence, late) == []
    assert retention.sweep(tuntas.store, tuntas.evidence, at=late) == []
    path = f"evidence/{scan['sha256'][:2]}/{scan['sha256']}"
    assert archive.named_files(tuntas.store)[path] == f"Arahan pimpinan pada tugas {task['id']}"
    stored(tuntas.evidence, scan["sha256"]).unlink()
    assert client_as("ketua.bireuen").get(f"/tugas/{task['id']}/arahan/1").status_code == 410
    assert [client_as("ketua.bireuen").get(f"/tugas/{task['id']}/arahan/{no}").status_code for no in (0, 2)] == [
        404
    ] * 2


def test_evidence_that_is_removed_leaves_the_same_file_to_a_sheet(tuntas: SimpleNamespace, received: Record):
    piece = do(tuntas, tuntas.store.get("task", received["task"]), "progress", CHAIR, START, evidence=[
        {**received["receipt"]["scan"], "caption": "Lembar"},
    ])["progress"][-1]["evidence"][0]  # fmt: skip
    tuntas.store.save({**tuntas.store.get("evidence", piece), "removed": "2026-11-09"})
    assert retention.sweep(tuntas.store, tuntas.evidence, at=START + timedelta(days=3650)) == []
    assert tuntas.evidence.read(received["receipt"]["scan"]["sha256"])


@pytest.mark.parametrize(
    ("data", "field"),
    [
        ({"document": ""}, "document"), ({"date": "2026-11-10"}, "date"), ({"receiver": ""}, "receiver"),
        ({"way": "merpati"}, "way"), ({"date": "2026-11-01"}, "date"),
    ],
)  # fmt: skip
def test_what_is_missing_is_told_and_nothing_recorded(tuntas: SimpleNamespace, data: dict[str, str], field: str):
    task = bring(tuntas, "reported", START)
    with pytest.raises(Invalid) as refused:
        do(tuntas, task, "record_receipt", CHAIR, START, **data)
    assert set(refused.value.fields) == {field}
    assert "receipt" not in tuntas.store.first("document", task=task["id"], type="laporan")


def test_a_receipt_that_is_recorded_again_keeps_the_first_with_its_sheet(tuntas: SimpleNamespace, received: Record):
    first = received["receipt"]
    task = tuntas.store.get("task", received["task"])
    do(tuntas, task, "record_receipt", SEKDIS, START, receiver="Bagian Umum")
    paper = tuntas.store.get("document", received["id"])
    assert (paper["receipt"]["receiver"], paper["receipts_before"]) == ("Bagian Umum", [first])
    assert first["scan"]["sha256"] in kept(tuntas.store)
