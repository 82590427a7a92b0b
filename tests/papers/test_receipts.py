"""That a paper was received: told with it, once for all its tasks; the signed sheet is kept as long as the paper."""

from __future__ import annotations

from datetime import timedelta
from types import SimpleNamespace

import pytest

from tests.world.arranged import CHAIR, SEKDIS, bring, do, photo
from tests.world.instance import START
from workflow.errors import Invalid
from workflow.keeping import archive, retention
from workflow.keeping.leftovers import sweep
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
    tuntas.evidence.path(received["receipt"]["scan"]["sha256"]).unlink()
    assert client.get(address).status_code == 410


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
