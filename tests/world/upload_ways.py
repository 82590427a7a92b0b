"""Every way in for a file, each as a function that sends one as its form does; and files to send."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from itertools import count
from pathlib import Path

import docx
import pikepdf
from flask import Flask
from werkzeug.test import TestResponse

from documents.travel import form as travel_form
from documents.travel.excel import excel_form
from documents.travel.word import word_form
from tests.world.instance import signed_in

PAYLOAD = b"<script>alert('MUATAN')</script>"
Way = Callable[[bytes, str], TestResponse]


def ways_in(app: Flask, task: int) -> dict[str, Way]:
    """``task``: one of Bireuen's that has been reported."""
    settings = {field: _settings(app, field) for field in ("emblem", "letterhead")}
    return {"evidence": _evidence(app, task), **settings, "signed": _signed(app, task), "check": _check(app, task),
            "intake": _intake(app), "travel": _travel(app), "lks": _lks(app)}  # fmt: skip


def _evidence(app: Flask, task: int) -> Way:
    store, chair = app.extensions["tuntas"].store, signed_in(app, "ketua.bireuen")

    def send(content: bytes, name: str) -> TestResponse:
        version = store.get("task", task)["version"]
        typed = {"version": version, "percent": "60", "text": "Rapat.", "date": "2026-11-08"}
        return chair.post(f"/tugas/{task}/kemajuan", data={**typed, "photos": (io.BytesIO(content), name)})

    return send


def _settings(app: Flask, field: str) -> Way:
    store, admin = app.extensions["tuntas"].store, signed_in(app, "admin")
    office = store.find("office", region="11.11", identity="dinsos")[0]["id"]

    def send(content: bytes, name: str) -> TestResponse:
        version = store.get("office", office)["version"]
        data = {"do": field, "version": version, field: (io.BytesIO(content), name)}
        return admin.post(f"/pengaturan/kantor/{office}/kop", data=data)

    return send


def _signed(app: Flask, task: int) -> Way:
    parts, sekdis = app.extensions["tuntas"], signed_in(app, "sekdis.bireuen")
    document = parts.store.find("document", task=task, type="laporan")[0]
    made = {"pdf": {"sha256": parts.publisher.archive.keep(pdf()), "size": len(pdf())}}
    parts.store.save({**document, "files": made, "pending": False})

    def send(content: bytes, name: str) -> TestResponse:
        return sekdis.post(f"/dokumen/{document['id']}/ber-tte", data={"file": (io.BytesIO(content), name)})

    return send


def _check(app: Flask, task: int) -> Way:
    """From a new address each time: one alone would soon have to wait."""
    code = app.extensions["tuntas"].store.find("document", task=task, type="laporan")[0]["code"]
    anybody, turns = app.test_client(), count(1)

    def send(content: bytes, name: str) -> TestResponse:
        visitor = {"REMOTE_ADDR": f"10.0.0.{next(turns) % 250}"}
        data = {"file": (io.BytesIO(content), name)}
        return anybody.post(f"/cek/{code}", data=data, environ_overrides=visitor)

    return send


def _intake(app: Flask) -> Way:
    dinsos = signed_in(app, "dinsos.aceh")
    return lambda content, name: dinsos.post("/impor", data={"rakor": "", "file": (io.BytesIO(content), name)})


def _lks(app: Flask) -> Way:
    sekdis = signed_in(app, "sekdis.bireuen")
    return lambda content, name: sekdis.post("/lks/impor", data={"file": (io.BytesIO(content), name)})


def _travel(app: Flask) -> Way:
    chair = signed_in(app, "ketua.bireuen")
    return lambda content, name: chair.post("/formulir", data={"file": (io.BytesIO(content), name)})


def travel_forms(app: Flask) -> tuple[bytes, ...]:
    """The form of the newest rakor with tasks of Bireuen, for Word and for Excel."""
    store = app.extensions["tuntas"].store
    newest = store.find("rakor", order="-start")
    rakor = next(one for one in newest if store.count("task", rakor=one["id"], region="11.11"))
    form = travel_form.form_of(store, rakor, "11.11", "2026-11-09")
    return word_form(form), excel_form(form)


def kept(app: Flask) -> set[Path]:
    """The files of the instance but for the database."""
    folder = app.extensions["tuntas"].folder
    return {path for path in folder.rglob("*") if path.is_file() and not path.name.startswith("tuntas.db")}


def zipped(name: str = "word/vbaProject.bin", content: bytes = PAYLOAD) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(name, content)
    return out.getvalue()


def word(extra: dict[str, bytes] | None = None, **changed: tuple[bytes, bytes]) -> bytes:
    """A clean Word file, with members added, and bytes replaced in its ``main`` part or the ``types``."""
    made, out = io.BytesIO(), io.BytesIO()
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "PEMERINTAH KABUPATEN CONTOH"
    document.save(made)
    parts = {"main": "word/document.xml", "types": "[Content_Types].xml"}
    with zipfile.ZipFile(made) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            content = source.read(name)
            for part, (old, new) in changed.items():
                content = content.replace(old, new, 1) if parts[part] == name else content
            target.writestr(name, content)
        for name, content in (extra or {}).items():
            target.writestr(name, content)
    return out.getvalue()


def pdf() -> bytes:
    out = io.BytesIO()
    with pikepdf.new() as made:
        made.add_blank_page()
        made.save(out)
    return out.getvalue()
