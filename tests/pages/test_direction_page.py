"""The leader's direction on its page: with a scan, with what it names, and what the task's page makes of it."""

from __future__ import annotations

import io
from types import SimpleNamespace
from typing import Any

import pytest
from flask.testing import FlaskClient
from lxml import html

from tests.world.arranged import CHAIR, SEKDIS, bring, do, photo
from tests.world.instance import START
from tests.world.pages_read import links, page, text, texts
from workflow.keeping.leftovers import sweep
from workflow.store import Record

TYPED = {
    "text": "Tunda sampai akhir tahun.", "giver": "Bupati Bireuen", "date": "2026-11-09", "deadline": "2026-12-31",
    "plan": "Adakan dua pelatihan.",
}  # fmt: skip
BY_DATE = "Minta perubahan waktu ke 31 Desember 2026"
BY_PLAN = "Minta perubahan rencana menurut arahan"


@pytest.fixture
def task(tuntas: SimpleNamespace) -> Record:
    return bring(tuntas, "reported", START)


def send(client: FlaskClient, task: Record, *files: tuple[bytes, str], **data: Any) -> Any:
    sent = {"version": task["version"], **TYPED, **data, "photos": [(io.BytesIO(one), name) for one, name in files]}
    return client.post(f"/tugas/{task['id']}/aksi/record_direction", data=sent)


def now(tuntas: SimpleNamespace, task: Record) -> Record:
    found: Record = tuntas.store.get("task", task["id"])
    return found


def test_it_is_recorded_with_its_sheet_and_both_are_on_the_page(client_as, tuntas, task):
    sekdis = client_as("sekdis.bireuen")
    assert send(sekdis, task, (photo(), "disposisi.jpg")).status_code == 303
    (said,) = now(tuntas, task)["directions"]
    assert (said["scan"]["name"], said["scan"]["media"]) == ("disposisi.jpg", "image/jpeg")
    shown = text(page(sekdis, f"/tugas/{task['id']}").xpath("//section[@aria-labelledby='arahan']")[0])
    report = tuntas.store.first("document", task=task["id"], type="laporan")
    assert "Batas waktu menurut arahan: 31 Desember 2026; tenggat tugas 15 Desember 2026." in shown
    assert "Rencana menurut arahan: Adakan dua pelatihan." in shown
    assert f"Atas laporan {report['number_report']}." in shown
    for who in ("sekdis.bireuen", "ketua.bireuen", "dinsos.aceh"):
        answer = client_as(who).get(f"/tugas/{task['id']}/arahan/1")
        assert (answer.status_code, answer.mimetype) == (200, "image/jpeg")
        assert answer.headers["Cache-Control"] == "no-store"
    assert client_as("ketua.pidie").get(f"/tugas/{task['id']}/arahan/1").status_code == 404


def test_the_history_tells_it(client_as, tuntas, task):
    chair = client_as("ketua.bireuen")
    send(chair, task)
    line = next(one for one in texts(page(chair, f"/tugas/{task['id']}"), "//li") if "Arahan pimpinan dicatat" in one)
    assert "Batas waktu menurut arahan: 31 Desember 2026" in line
    assert "Rencana menurut arahan: Adakan dua pelatihan." in line


@pytest.mark.parametrize(("words", "kind", "field"), [(BY_DATE, "waktu", "deadline"), (BY_PLAN, "rencana", "action")])
def test_the_chair_is_offered_a_request_that_is_filled_in(client_as, tuntas, task, words, kind, field):
    send(client_as("sekdis.bireuen"), task)
    chair = client_as("ketua.bireuen")
    form = page(chair, links(page(chair, f"/tugas/{task['id']}"))[words]).forms[-1]
    wanted = {"waktu": "2026-12-31", "rencana": "Adakan dua pelatihan."}[kind]
    reason = "Arahan Bupati Bireuen tanggal 9 November 2026: Tunda sampai akhir tahun."
    assert (form.fields[field].strip(), form.fields["reason"].strip()) == (wanted, reason)
    assert chair.post(form.action, data=dict(form.form_values())).status_code == 303
    request = now(tuntas, task)["request"]
    assert (request["kind"], request["reason"], request["wish"]) == (kind, reason, "arahan-1")
    proposed = {"waktu": request["proposed"].get("deadline"), "rencana": request["proposed"].get("plan", {})}[kind]
    assert wanted in (proposed, proposed.get("action") if isinstance(proposed, dict) else "")


def test_only_the_chair_is_offered_and_only_while_nothing_waits(client_as, tuntas, task):
    send(client_as("sekdis.bireuen"), task)
    for who in ("sekdis.bireuen", "dinsos.aceh"):
        assert not {BY_DATE, BY_PLAN} & links(page(client_as(who), f"/tugas/{task['id']}")).keys()
    do(tuntas, task, "ask_change", CHAIR, START)
    assert not {BY_DATE, BY_PLAN} & links(page(client_as("ketua.bireuen"), f"/tugas/{task['id']}")).keys()


def test_a_later_day_of_the_plan_is_offered_in_the_same_way(client_as, tuntas, task):
    tuntas.store.save({**now(tuntas, task), "deadline_proposed": "2026-12-31"})
    chair = client_as("ketua.bireuen")
    tree = page(chair, f"/tugas/{task['id']}")
    assert "Rencana mengusulkan 31 Desember 2026; tenggat tugas 15 Desember 2026." in text(tree)
    form = page(chair, links(tree)[BY_DATE]).forms[-1]
    assert (form.fields["deadline"], form.fields["reason"].strip()) == ("2026-12-31", "")


@pytest.mark.parametrize(
    ("files", "data", "sentences"),
    [
        ([(b"GIF89a tidak", "lembar.gif")], {}, ["lembar.gif"]),
        ([(photo()[:300], "potong.jpg")], {}, ["Foto potong.jpg rusak"]),
        ([(b"%PDF-1.7 rusak", "lembar.pdf")], {}, ["PDF lembar.pdf rusak"]),
        ([(photo(), "a.jpg"), (photo("#ff0000"), "b.jpg")], {}, ["Satu berkas saja: pindaian lembar disposisi."]),
        ([], {"deadline": "2026-11-08"}, ["tidak dapat lebih dahulu daripada arahannya, 9 November 2026."]),
        ([], {"deadline": "besok"}, ["“besok” bukan tanggal yang benar"]),
        ([], {"plan": "x" * 501}, ["Rencana menurut arahan terlalu panjang: 501 huruf, paling banyak 500."]),
        ([], {"date": "2026-11-10"}, ["Tanggal arahan belum tiba."]),
    ],
)
def test_what_is_wrong_is_told_and_nothing_typed_is_lost(client_as, tuntas, task, files, data, sentences):
    answer = send(client_as("sekdis.bireuen"), task, *files, **data)
    assert answer.status_code == 422
    for sentence in (*sentences, 'id="galat"', *{**TYPED, **data}.values()):
        assert sentence in answer.text
    assert now(tuntas, task) == task


def test_a_good_file_is_kept_while_the_rest_is_mended(client_as, tuntas, task):
    sekdis = client_as("sekdis.bireuen")
    refused = send(sekdis, task, (photo(), "disposisi.jpg"), text="")
    assert "disposisi.jpg sudah diterima" in refused.text
    form = html.fromstring(refused.text).forms[-1]
    sent = {**dict(form.form_values()), "text": "Setuju."}
    assert sekdis.post(form.action, data=sent).status_code == 303
    assert now(tuntas, task)["directions"][0]["scan"]["name"] == "disposisi.jpg"


def test_who_was_late_keeps_text_and_file(client_as, tuntas, task):
    do(tuntas, task, "record_direction", SEKDIS, START)
    answer = send(client_as("sekdis.bireuen"), task, (photo(), "disposisi.jpg"))
    assert answer.status_code == 409
    form = next(one for one in html.fromstring(answer.text).forms if one.action.endswith("/aksi/record_direction"))
    assert client_as("sekdis.bireuen").post(form.action, data=dict(form.form_values())).status_code == 303
    said = now(tuntas, task)["directions"][-1]
    assert (said["text"], said["deadline"], said["plan"]) == (TYPED["text"], TYPED["deadline"], TYPED["plan"])
    assert said["scan"]["name"] == "disposisi.jpg"


def test_one_of_before_is_shown_with_its_words_alone(client_as, tuntas, task):
    send(client_as("sekdis.bireuen"), task)
    known = now(tuntas, task)
    old = {name: known["directions"][0][name] for name in ("text", "date", "giver", "by", "at")}
    tuntas.store.save({**known, "directions": [old]})
    shown = text(
        page(client_as("ketua.bireuen"), f"/tugas/{task['id']}").xpath("//section[@aria-labelledby='arahan']")[0]
    )
    assert TYPED["text"] in shown
    assert "menurut arahan" not in shown
    assert client_as("ketua.bireuen").get(f"/tugas/{task['id']}/arahan/1").status_code == 404


def test_no_sweep_takes_the_sheet(client_as, tuntas, task, clock):
    send(client_as("sekdis.bireuen"), task, (photo("#224466"), "disposisi.jpg"))
    clock.at = START.replace(year=2030)
    assert sweep(tuntas.store, tuntas.evidence, clock.at) == []
    assert tuntas.evidence.read(now(tuntas, task)["directions"][0]["scan"]["sha256"])
