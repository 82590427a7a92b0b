"""A task of the province from its handing out to its end: whose papers they are, and where it stands in every list."""

from __future__ import annotations

import io
import json
from types import SimpleNamespace

import openpyxl
import pytest
from flask import Flask

from documents.report.blocks import Report
from documents.report.frozen import from_data
from tests.world import chains
from tests.world.arranged import DINSOS, OUTCOME, PLAN, bring, do, new_task
from tests.world.instance import START, signed_in
from tests.world.pages_read import page, text
from tests.world.plain_lines import lines
from workflow.demo import PASSWORD
from workflow.errors import NotFound
from workflow.machine.permissions import readable_task
from workflow.offices.offices import office_of
from workflow.people.accounts import SYSTEM, add_user
from workflow.rakor import file_in
from workflow.rakor.file import as_data
from workflow.roles import Actor, Role
from workflow.store import Record

CHAIR = Actor(201, "Penanggung jawab Dinas Sosial Aceh", Role.CHAIR, "11")
SEKDIS = Actor(202, "Sekretaris Dinas Sosial Aceh", Role.SEKDIS, "11")
WHO = {"submit": CHAIR, "report": SEKDIS, "progress": CHAIR, "claim": CHAIR, "verify": DINSOS}


@pytest.fixture
def done(tuntas: SimpleNamespace) -> Record:
    """A task of the province that was done."""
    task = new_task(tuntas, START, region="11")
    for name, who in WHO.items():
        more = {"number_from": "series", "addressee": "Gubernur Aceh"} if name == "report" else {}
        task = do(tuntas, task, name, who, START, **more)
    return task


def account(app: Flask, role: str) -> str:
    """The name of a new account of the province."""
    data = {"username": f"{role}.aceh", "role": role, "region": "11", "password": PASSWORD}
    return str(add_user(app.extensions["tuntas"].store, SYSTEM, data, at=START, demo=True)["username"])


def text_of(tuntas: SimpleNamespace, document: Record) -> str:
    report = from_data(tuntas.store.find("content", document=document["id"])[0]["data"])
    assert isinstance(report, Report)
    return "\n".join([*lines(report), *(section.foot for section in report.sections), document["subject"]])


def test_all_its_papers_are_those_of_dinas_sosial_aceh(tuntas: SimpleNamespace, done: Record):
    documents = tuntas.store.find("document", task=done["id"])
    documents = [document for document in documents if document["type"] in ("rtl", "laporan", "pelaksanaan")]
    assert [document["type"] for document in documents] == ["rtl", "laporan", "pelaksanaan"]
    office = office_of(tuntas.store, "11", "lkks")
    assert (office["identity"], office["addressee"]) == ("dinsos", "Gubernur Aceh")
    for document in documents:
        said = text_of(tuntas, document)
        assert (document["region"], document["office"]) == ("11", office["id"])
        assert "LKKS Aceh" not in said
        assert "LKKS Pemerintah" not in said
        assert "Dinas Sosial Aceh" in said
    report, last = (text_of(tuntas, document) for document in documents[1:])
    assert "Gubernur Aceh" in report
    assert "PEMERINTAH ACEH" in last
    assert last.count("KEPALA DINAS SOSIAL") == 1, "it does not witness itself"
    assert {entry["office"] for entry in tuntas.store.find("entry")} == {office["id"]}


def test_its_chair_is_called_by_what_he_is_on_every_paper(tuntas: SimpleNamespace, done: Record):
    task = do(tuntas, done, "reopen", DINSOS, START)
    for name, who in (("ask_change", CHAIR), ("support_change", SEKDIS), ("grant_change", DINSOS)):
        task = do(tuntas, task, name, who, START)
    papers = {one["type"]: text_of(tuntas, one) for one in tuntas.store.find("document", task=task["id"])}
    assert papers.keys() >= {"rtl", "laporan", "disposisi", "tanda_terima", "pelaksanaan", "penelaahan", "adendum"}
    for kind, said in papers.items():
        ours = said.replace(OUTCOME["text"], "").replace(PLAN["responsible"], "")  # what was typed there stays
        assert "LKKS" not in ours, kind
    assert "Penanggung jawab (menyusun rencana)" in papers["penelaahan"]
    assert "Penanggung jawab Dinas Sosial Aceh" in papers["adendum"]


def test_the_admin_makes_its_chair_and_its_sekdis_by_the_page_of_accounts(app: Flask):
    admin = signed_in(app, "admin")
    for role, name in (("ketua", "Penanggung jawab Dinas Sosial Aceh"), ("sekdis", "Sekretaris Dinas Sosial Aceh")):
        form = page(admin, "/pengaturan/akun/baru").forms[-1]
        assert "Pemerintah Aceh" in text(form.xpath("//select[@name='region']/option[@value='11']")[0])
        told = {"username": f"{role}.aceh", "role": role, "region": "11", "password": "tangga hijau di atas awan"}
        answer = admin.post("/pengaturan/akun/baru", data={**dict(form.form_values()), **told})
        assert answer.status_code == 302
        made = app.extensions["tuntas"].store.first("user", username=f"{role}.aceh")
        assert (made["role"], made["region"], made["name"], made["active"]) == (role, "11", name, True)
        edited = page(admin, answer.location).forms
        values = next(dict(one.form_values()) for one in edited if "active" in one.fields)
        assert (values["role"], values["region"]) == (role, "11")
        assert admin.post(answer.location, data={**values, "name": "Bidang Pemberdayaan Sosial"}).status_code == 302
        assert app.extensions["tuntas"].store.get("user", made["id"])["name"] == "Bidang Pemberdayaan Sosial"


def test_its_events_are_in_the_chain_of_the_province(tuntas: SimpleNamespace, done: Record):
    events = tuntas.store.find("event", task=done["id"])
    assert {event["chain"] for event in events} == {"11"}
    assert [event["name"] for event in events] == ["hand_over", *WHO]
    assert chains.verify(tuntas.store, "11") == []


def test_its_people_and_those_of_a_kabupaten_know_nothing_of_each_other(tuntas: SimpleNamespace, done: Record):
    other = bring(tuntas, "draft", START)
    assert readable_task(tuntas.store, CHAIR, done["id"])["region"] == "11"
    for who, task in ((CHAIR, other), (SEKDIS, other), (Actor(203, "", Role.CHAIR, "11.11"), done)):
        with pytest.raises(NotFound):
            readable_task(tuntas.store, who, task["id"])


def test_a_table_has_its_column_only_where_it_has_a_task(app: Flask, tuntas: SimpleNamespace, done: Record):
    other, client = bring(tuntas, "draft", START), signed_in(app, "dinsos.aceh")
    for task, heads in ((done, True), (other, False)):
        rakor = task["rakor"]
        assert (">Provinsi</a>" in client.get(f"/matriks?rakor={rakor}").text) is heads
        book = openpyxl.load_workbook(io.BytesIO(client.get(f"/matriks.xlsx?rakor={rakor}").data))
        assert any("Provinsi" in str(cell.value) for row in book.active.iter_rows() for cell in row) is heads
    for address in ("/tugas?wilayah=11", "/tugas.csv?wilayah=11"):
        text = client.get(address).text
        assert done["plan"]["action"] in text or done["title"] in text
        assert "Pemerintah Aceh" in text
    assert ";11.11;" not in client.get("/tugas.csv?wilayah=11").text
    recap = client.get(f"/tugas/rekap.xlsx?rakor={done['rakor']}")
    assert recap.status_code == 200
    for kind in ("rekap", "matriks", "hasil"):
        assert client.get(f"/rakor/{done['rakor']}/dokumen/{kind}.docx").status_code == 200, kind


def test_it_has_accounts_of_its_own(app: Flask, tuntas: SimpleNamespace, done: Record):
    for role, pages in (("ketua", ("/komitmen",)), ("sekdis", ("/persetujuan", "/agenda"))):
        client = signed_in(app, account(app, role))
        for address in (*pages, "/tugas", f"/tugas/{done['id']}", "/kabar", "/dokumen", f"/rakor/{done['rakor']}"):
            assert client.get(address).status_code == 200, (role, address)
    assert {user["name"] for user in tuntas.store.find("user", region="11")} == {CHAIR.name, SEKDIS.name}
    admin = signed_in(app, "admin")
    assert '<option value="11">Pemerintah Aceh' in admin.get("/pengaturan/akun/baru").text


def test_it_has_no_lks_and_nothing_is_counted_of_it(app: Flask, done: Record):
    for role in ("ketua", "sekdis"):
        client = signed_in(app, account(app, role))
        menu = client.get("/tugas").text
        assert "/indikator" not in menu
        assert "/lks" not in menu
        assert client.get("/indikator").status_code == 404
        assert "LKS Pemerintah Aceh (0)" in client.get("/lks").text


def test_it_travels_in_rakor_json(tuntas: SimpleNamespace, done: Record):
    data = as_data(tuntas.store, DINSOS, tuntas.store.get("rakor", done["rakor"]))
    taken = file_in.read(json.dumps(data).encode())
    assert [task["region"] for task in taken["tasks"]] == ["11"]
