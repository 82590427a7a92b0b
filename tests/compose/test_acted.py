"""A paper that a deputy makes names him and the one for whom he acts; who signs for the office stays as it is."""

from __future__ import annotations

import json
from types import SimpleNamespace
from typing import Any

import pytest

from tests.world.arranged import PATHS, actor_for, do, new_task
from tests.world.instance import START
from tests.world.mandated import BASIS, acting, give
from workflow.kinds import KINDS, Standing
from workflow.rakor.papers import as_it_stands, issue_for_rakor
from workflow.roles import Actor
from workflow.tasks.rehearsal import rehearse

# The move that makes the paper, who is away, who stands in, and the paper's kinds.
MADE = {
    "submit": ("ketua.bireuen", "dinsos.aceh", {"rtl"}),
    "report": ("sekdis.bireuen", "dinsos.aceh", {"laporan"}),
    "verify": ("dinsos.aceh", "sekdis.pidie", {"pelaksanaan", "penelaahan"}),
}
NAMES = {
    "submit": "Dinas Sosial Aceh (a.n. Ketua LKKS Kabupaten Bireuen)",
    "report": "Dinas Sosial Aceh (a.n. Sekretaris Dinas Sosial Kabupaten Bireuen)",
    "verify": "Sekretaris Dinas Sosial Kabupaten Pidie (a.n. Dinas Sosial Aceh)",
}


def made(tuntas: SimpleNamespace, name: str, actor: Actor | None = None) -> dict[str, Any]:
    """The contents of the papers of the move, by kind; made by its ordinary actor unless somebody is named."""
    task = new_task(tuntas, START)
    path = PATHS["implemented"]
    for step in path[: path.index(name)]:
        task = do(tuntas, task, step, actor_for(step), START)
    before = tuntas.store.count("document")
    do(tuntas, task, name, actor or actor_for(name), START)
    papers = tuntas.store.find("document", order="id")[before:]
    return {one["type"]: tuntas.store.first("content", document=one["id"])["data"] for one in papers}


@pytest.mark.parametrize("name", MADE)
def test_it_names_both_and_the_letter(tuntas: SimpleNamespace, name: str):
    giver, deputy, kinds = MADE[name]
    papers = made(tuntas, name, acting(tuntas.store, give(tuntas.store, giver, deputy)))
    assert papers.keys() >= kinds
    for kind, data in papers.items():
        if KINDS[kind].standing is Standing.SLIP:  # signed by whoever receives it
            continue
        said = f"Dalam Tuntas naskah ini dibuat oleh {NAMES[name]}, berdasarkan {BASIS}."
        assert said in json.dumps(data, ensure_ascii=False), kind


@pytest.mark.parametrize("name", MADE)
def test_who_acts_in_person_is_not_told(tuntas: SimpleNamespace, name: str):
    assert "Dalam Tuntas naskah ini dibuat oleh" not in json.dumps(made(tuntas, name))


def test_the_one_who_signs_stays(tuntas: SimpleNamespace):
    deputy = acting(tuntas.store, give(tuntas.store, "sekdis.bireuen", "dinsos.aceh"))
    signers = [
        [block["signers"] for section in data["sections"] for block in section["blocks"] if "signers" in block]
        for data in (made(tuntas, "report")["laporan"], made(tuntas, "report", deputy)["laporan"])
    ]
    assert signers[0] == signers[1] != []


def test_the_preview_of_a_deputy_says_what_will_be_issued(tuntas: SimpleNamespace):
    deputy = acting(tuntas.store, give(tuntas.store, "sekdis.bireuen", "dinsos.aceh"))
    task = do(tuntas, new_task(tuntas, START), "submit", actor_for("submit"), START)
    for by, told in ((deputy, True), (actor_for("report"), False), (None, False)):
        shown = rehearse(tuntas.store, tuntas.publisher, task, {}, at=START, by=by)
        assert (NAMES["report"] in json.dumps(shown.data)) is told


def test_a_paper_about_a_rakor_says_it_too(tuntas: SimpleNamespace):
    deputy = acting(tuntas.store, give(tuntas.store, "dinsos.aceh", "sekdis.pidie"))
    rakor = new_task(tuntas, START)["rakor"]
    order = as_it_stands(tuntas.store, deputy, "notula", rakor, at=START)
    assert NAMES["verify"] in json.dumps(tuntas.publisher.compose(tuntas.store, order).data)
    issue_for_rakor(tuntas.store, tuntas.publisher, deputy, "notula", rakor, {}, at=START)
    content = tuntas.store.find("content", order="-id", limit=1)[0]
    assert NAMES["verify"] in json.dumps(content["data"])
