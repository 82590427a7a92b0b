"""What a Tuntas does whose table of plan fields has a row more, "risk": a program, because the table is read once.

``python one_field_more.py FOLDER`` makes an instance in the folder and prints what it found, as JSON by place. It is
run by ``test_plan_fields.py`` with a copy of the product in front of the path.
"""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path
from typing import Any

from app import create_app
from documents.compose import compose
from documents.readers.reading import read_file
from documents.report.blocks import Table
from documents.travel.back import read_form
from documents.travel.excel import excel_form
from documents.travel.form import form_of
from documents.travel.word import word_form
from tests.world.arranged import CHAIR, DINSOS, OUTCOME, PLAN, SEKDIS, do, new_task
from tests.world.desk import report_of
from tests.world.instance import START, signed_in
from tests.world.shared import unrendered
from workflow.demo import ACCOUNTS, PASSWORD
from workflow.papers.publishing import Issue
from workflow.people.accounts import SYSTEM, add_user
from workflow.plan_fields import LABELS
from workflow.rakor import file, file_in
from workflow.tasks import filters

app = create_app(Path(sys.argv[1]), NOW=lambda: START, SEED=False, TESTING=True, BASE_URL="https://tuntas.example")
tuntas = unrendered(app)
store = tuntas.store
for username in ("ketua.bireuen", "sekdis.bireuen", "dinsos.aceh"):
    role, region = ACCOUNTS[username]
    account = {"username": username, "role": role, "region": region, "password": PASSWORD}
    add_user(store, SYSTEM, account, at=START, demo=True)
chair, sekdis, dinsos = (signed_in(app, name) for name in ("ketua.bireuen", "sekdis.bireuen", "dinsos.aceh"))
found: dict[str, Any] = {"order": list(LABELS)}


def stored(task: dict[str, Any]) -> dict[str, Any]:
    return store.get("task", task["id"]) or {}


def tables(task: dict[str, Any]) -> list[Table]:
    """Those of the task's next RTL sheet."""
    issue = Issue("rtl", stored(task), START, mark="DRAF", revision=stored(task)["revision"])
    report = report_of(compose(store, issue, app.config["BASE_URL"]))
    return [block for block in report.sections[0].blocks if isinstance(block, Table)]


def of_earlier() -> dict[str, int]:
    """The status of each page for a task, and its outcome, that were kept before there was such a field."""
    task = new_task(tuntas, START)
    rakor = store.get("rakor", task["rakor"]) or {}
    rakor["outcomes"][0]["suggested"].pop("risk")
    store.save(rakor)
    task["plan"].pop("risk")
    task = store.save(task)
    here, meeting = f"/tugas/{task['id']}", f"/rakor/{task['rakor']}"
    asked = [
        (chair, here), (chair, f"{here}/rencana"), (chair, f"{here}/rtl.docx"), (chair, f"{meeting}/formulir.docx"),
        (chair, f"{meeting}/formulir.xlsx"), (dinsos, "/tugas.xlsx"), (dinsos, f"{meeting}/butir/{task['outcome']}"),
    ]  # fmt: skip
    statuses = {address.replace(str(task["id"]), "N"): who.get(address).status_code for who, address in asked}
    data = {**PLAN, "risk": "Banjir", "version": task["version"], "do": "edit_plan"}
    statuses["saved"] = chair.post(f"{here}/rencana", data=data).status_code
    return statuses


def typed(task: dict[str, Any], **more: str) -> Any:
    data = {**PLAN, "version": stored(task)["version"], "do": "edit_plan", **more}
    return chair.post(f"/tugas/{task['id']}/rencana", data=data)


def in_the_form() -> None:
    task = new_task(tuntas, START, risk="Dari\nrakor")
    found["suggested"] = task["plan"]["risk"]
    found["form"] = chair.get(f"/tugas/{task['id']}/rencana").text
    found["outcome form"] = dinsos.get(f"/rakor/{task['rakor']}/butir/{task['outcome']}").text
    found["required"] = typed(task, do="submit", risk="").text
    found["limited"] = typed(task, risk="x" * 51).text
    before = stored(task)["version"]
    found["saved"] = typed(task, risk="Abrasi").status_code
    found["kept"] = stored(task)["plan"]["risk"]
    found["page"] = chair.get(f"/tugas/{task['id']}").text
    found["searched"] = filters.count(store, DINSOS, {"q": "abrasi"}, "2026-11-09")
    found["late"] = typed(task, risk="Longsor", version=before).text
    for make, ext in ((word_form, "docx"), (excel_form, "xlsx")):
        form = form_of(store, store.get("rakor", task["rakor"]) or {}, "11.11", "2026-11-09")
        found[f"travelled {ext}"] = read_form(f"x.{ext}", make(form))[0]["values"]["risk"]


def on_paper() -> None:
    task = new_task(tuntas, START)
    do(tuntas, task, "submit", CHAIR, START, risk="Banjir")
    (matrix,) = tables(task)
    found["paper"] = dict(zip((column.head for column in matrix.columns), matrix.rows[0].cells, strict=True))
    do(tuntas, task, "return_plan", SEKDIS, START)
    do(tuntas, task, "submit", CHAIR, START, risk="Longsor")
    found["changed"] = [row.cells for row in tables(task)[1].rows]
    found["desk"] = sekdis.get(f"/persetujuan/{task['id']}").text
    rakor = store.get("rakor", task["rakor"]) or {}
    data = file_in.read(file.as_bytes(file.as_data(store, DINSOS, rakor)))
    found["rakor.json"] = data["tasks"][0]["plan"]["risk"]


def from_files() -> None:
    for ext in ("xlsx", "csv"):
        reading = read_file(f"tugas.{ext}", dinsos.get(f"/tugas.{ext}").get_data())
        found[f"own {ext}"] = [column.head for column in reading.columns], [t.texts["risk"] for t in reading.tasks]
    text = f"Hasil Rakor;Tindak Lanjut;Kab/Kota;Potensi Risiko\r\n{OUTCOME['text']};Mendata;Bireuen;Banjir\r\n"
    sent = dinsos.post("/impor", data={"rakor": "", "file": (io.BytesIO(text.encode()), "a.csv")})
    (row,) = store.find("intake")[0]["sheet"]["tasks"]
    found["sheet"] = row["risk"]
    found["check page"] = dinsos.get(f"{sent.location}?ubah={row['key']}").text


found["earlier"] = of_earlier()
in_the_form()
on_paper()
from_files()
found["help"] = chair.get("/bantuan").text
store.close()
print(json.dumps(found))
