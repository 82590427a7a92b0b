"""Several claims on one page: those whose evidence is all ticked are verified, the others are told with why."""

from __future__ import annotations

from types import SimpleNamespace

import lxml.html
import pytest
from flask.testing import FlaskClient

from tests.world.arranged import CHAIR, bring, do
from tests.world.instance import START
from workflow.evidence.counted import current_evidence
from workflow.store import Record

ADDRESS = "/pemeriksaan/bersama"


@pytest.fixture
def dinsos(client_as) -> FlaskClient:
    return client_as("dinsos.aceh")


def claimed(tuntas: SimpleNamespace, title: str) -> Record:
    """A claim with two pieces of evidence."""
    task = bring(tuntas, "reported", START, title=title)
    do(tuntas, task, "progress", CHAIR, START)
    do(tuntas, task, "progress", CHAIR, START)
    return do(tuntas, task, "claim", CHAIR, START)


def ids(tuntas: SimpleNamespace, task: Record) -> list[str]:
    return [str(piece["id"]) for piece in current_evidence(tuntas.store, task["id"])]


def sent(tuntas: SimpleNamespace, **ticks: tuple[Record, list[str]]) -> dict[str, object]:
    data: dict[str, object] = {"task": [str(task["id"]) for task, _ in ticks.values()]}
    for task, ticked in ticks.values():
        data |= {f"version-{task['id']}": task["version"], f"ticks-{task['id']}": ticked}
    return data


def test_each_with_all_its_evidence_ticked_is_verified_with_its_own_papers(
    tuntas: SimpleNamespace, dinsos: FlaskClient
):
    first, second = claimed(tuntas, "Satu"), claimed(tuntas, "Dua")
    data = sent(tuntas, a=(first, ids(tuntas, first)), b=(second, ids(tuntas, second)))
    answer = dinsos.post(ADDRESS, data=data)
    assert (answer.status_code, answer.location) == (303, "/pemeriksaan")
    for task in (first, second):
        assert tuntas.store.get("task", task["id"])["stage"] == "implemented"
        kinds = {one["type"] for one in tuntas.store.find("document", task=task["id"], status="berlaku")}
        assert kinds >= {"pelaksanaan", "penelaahan"}


def test_what_one_lacks_is_told_keeps_its_ticks_and_keeps_no_other_back(tuntas: SimpleNamespace, dinsos: FlaskClient):
    whole, partly, stale = claimed(tuntas, "Satu"), claimed(tuntas, "Dua"), claimed(tuntas, "Tiga")
    some = ids(tuntas, partly)[:1]
    data = sent(
        tuntas, a=(whole, ids(tuntas, whole)), b=(partly, some),
        c=({**stale, "version": stale["version"] - 1}, ids(tuntas, stale)),
    )  # fmt: skip
    answer = dinsos.post(ADDRESS, data=data)
    assert answer.status_code == 422
    page = lxml.html.fromstring(answer.text)
    told = " ".join(page.text_content().split())
    assert "Dinyatakan dilaksanakan: Kab. Bireuen, Butir 1 “Satu”." in told
    assert "Kab. Bireuen, Butir 1 “Dua”: Periksa dan nilai setiap bukti." in told
    assert "Kab. Bireuen, Butir 1 “Tiga”: Data ini sudah diubah orang lain" in told
    assert [tuntas.store.get("task", task["id"])["stage"] for task in (whole, partly, stale)] == [
        "implemented", "reported", "reported",
    ]  # fmt: skip
    ticked = page.xpath(f"//input[@name='ticks-{partly['id']}'][@checked]/@value")
    assert ticked == some


@pytest.mark.parametrize("task", ["", "0", "\u00b2", "9" * 40, "1e3", "999999"])
def test_what_is_no_claim_is_refused_in_words(dinsos: FlaskClient, task: str):
    answer = dinsos.post(ADDRESS, data={"task": task, f"ticks-{task}": ["1"]})
    assert answer.status_code == 422


def test_nothing_ticked_says_so(tuntas: SimpleNamespace, dinsos: FlaskClient):
    answer = dinsos.post(ADDRESS, data=sent(tuntas, a=(claimed(tuntas, "Satu"), [])))
    assert (answer.status_code, "Belum ada bukti yang dicentang." in answer.text) == (422, True)
