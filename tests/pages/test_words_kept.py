"""Typed words of a paper stay where a decision came too late or was taken back at once."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace

import lxml.html
import pytest
from flask.testing import FlaskClient

from tests.world.arranged import bring
from tests.world.instance import START
from tests.world.words_typed import SAID, WORDS, boxes, newest, sent, verdicts

As = Callable[[str], FlaskClient]


def test_words_of_a_plan_go_along_where_somebody_was_quicker(client_as: As, tuntas: SimpleNamespace) -> None:
    task = bring(tuntas, "draft", START)
    chair, here = client_as("ketua.bireuen"), f"/tugas/{task['id']}/rencana"
    first = chair.get(here)
    tuntas.store.save({**tuntas.store.get("task", task["id"]), "plan": {**task["plan"], "action": "Yang lain"}})
    late = sent(chair, first, f"//form[@action='{here}']", here, **WORDS, do="submit")
    assert (late.status_code, SAID["free"] in late.text) == (409, True)
    saved = sent(chair, late, "//form[.//button[contains(., 'tulisan saya')]]", here)
    assert saved.status_code == 303


def test_who_was_quicker_loses_nobody_his_words(client_as: As, tuntas: SimpleNamespace) -> None:
    task = bring(tuntas, "draft/sekdis", START)
    sekdis, here = client_as("sekdis.bireuen"), f"/persetujuan/{task['id']}"
    first = sekdis.get(here)
    assert sent(sekdis, first, "//form[@id='putus']", here, action="report").status_code == 302
    late = sent(sekdis, first, "//form[@id='putus']", here, action="report", word_free=SAID["free"], number="12/A")
    assert late.status_code == 409
    assert (SAID["free"] in late.text, "12/A" in late.text) == (True, True)
    assert "Laporan Hasil Rapat Koordinasi LKS dan Permohonan" not in late.text


def test_words_of_an_approval_that_was_undone_come_back(client_as: As, tuntas: SimpleNamespace) -> None:
    task = bring(tuntas, "draft/sekdis", START)
    sekdis, here = client_as("sekdis.bireuen"), f"/persetujuan/{task['id']}"
    shown = sent(sekdis, sekdis.get(here), "//form[@id='putus']", here, **WORDS, action="preview")
    assert sent(sekdis, shown, "//form[@id='putus']", here, action="report").status_code == 302
    version = tuntas.store.get("task", task["id"])["version"]
    undone = sekdis.post(f"/tugas/{task['id']}/aksi/undo_report", data={"version": version})
    assert (undone.status_code, newest(tuntas, "laporan")["status"]) == (303, "dicabut")
    for address in (here, "/persetujuan"):
        again = sekdis.get(address)
        assert {name: text.replace("\r", "") for name, text in boxes(again).items()} == WORDS
        text = lxml.html.fromstring(again.text).xpath("//a[text()='Baca sebagai teks']/@href")[0]
        assert "KEMITRAAN LKS DAN DUNIA USAHA" in " ".join(sekdis.get(text).text.split())
    assert sent(sekdis, again, "//form[@id='putus']", here, action="report").status_code == 302
    assert newest(tuntas, "laporan")["wording"] == SAID


@pytest.mark.parametrize(
    ("situation", "move", "where"),
    [("supported", "grant_change", "/aksi/grant_change"), ("reported/dinsos", "verify", "/periksa")],
)
def test_words_of_a_decision_that_was_undone_come_back(
    client_as: As, tuntas: SimpleNamespace, situation: str, move: str, where: str
) -> None:
    task = bring(tuntas, situation, START)
    dinsos, there = client_as("dinsos.aceh"), f"/tugas/{task['id']}"
    form = f"//form[@action='{there}/aksi/{move}']" if move != "verify" else "//form[@id='putus']"
    first = dinsos.get(f"{there}{where}")
    good = dict.fromkeys(verdicts(first), "sesuai")
    read_first = sent(dinsos, first, form, f"{there}/aksi/{move}", **good, **WORDS, lihat="ya")
    done = sent(dinsos, read_first, form, f"{there}/aksi/{move}", **good, **WORDS, key="")
    assert done.status_code == 303
    version = tuntas.store.get("task", task["id"])["version"]
    assert dinsos.post(f"{there}/aksi/undo_{move}", data={"version": version}).status_code == 303
    again = boxes(dinsos.get(f"{there}{where}"))
    assert {name: text.replace("\r", "") for name, text in again.items()} == {
        name: text for name, text in WORDS.items() if name != "word_hal"
    }


def test_who_was_quicker_with_a_claim_loses_nobody_his_words(client_as: As, tuntas: SimpleNamespace) -> None:
    task = bring(tuntas, "reported/dinsos", START)
    dinsos, here = client_as("dinsos.aceh"), f"/tugas/{task['id']}/aksi/verify"
    desk = dinsos.get(f"/tugas/{task['id']}/periksa")
    good = dict.fromkeys(verdicts(desk), "sesuai")
    remark = {good_.replace("verdict", "remark"): "Foto kegiatan jelas." for good_ in good}
    typed = {**WORDS, **remark, "reason": "Lampirkan daftar hadir."}
    tuntas.store.save(tuntas.store.get("task", task["id"]))
    stale = sent(dinsos, desk, "//form[@id='putus']", here, **good, **typed)
    assert (stale.status_code, "diubah sejak Anda membacanya" in stale.text) == (409, True)
    assert {name: text.replace("\r", "") for name, text in boxes(stale).items()} == {
        name: text for name, text in WORDS.items() if name != "word_hal"
    }
    assert (stale.text.count("Foto kegiatan jelas."), "Lampirkan daftar hadir." in stale.text) == (len(remark), True)
    assert (
        sent(dinsos, dinsos.get(f"/tugas/{task['id']}/periksa"), "//form[@id='putus']", here, **good).status_code == 303
    )
    for move in ("verify", "return_claim"):
        late = sent(dinsos, stale, "//form[@id='putus']", f"/tugas/{task['id']}/aksi/{move}", **good, **typed)
        assert late.status_code == 409
        for said in (*WORDS.values(), "Foto kegiatan jelas.", "Lampirkan daftar hadir."):
            assert said.split("\n")[0] in late.text or said == WORDS["word_hal"], (move, said)
        assert "Pelaksanaan Tindak Lanjut" not in late.text
