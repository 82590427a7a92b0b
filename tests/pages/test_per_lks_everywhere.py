""" "3 dari 11 LKS" of an outcome that each LKS has to do: the same words on pages, in lists, files and papers."""

from __future__ import annotations

import io
import subprocess
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import lxml.html
import openpyxl
import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.world.arranged import CHAIR, DINSOS, SEKDIS, do, new_task, photo
from tests.world.instance import START
from tests.world.institutions import ended, recorded, several
from tests.world.same_text import folded, word_text
from tests.world.saying_yes import done

WORDS = "3 dari 11 LKS"


@pytest.fixture
def task(tuntas: SimpleNamespace) -> dict:
    """Of twelve that are listed one has closed since, and three have done it; its claim waits for Dinas Sosial Aceh."""
    found = several(tuntas.store, START, 12)
    recorded(tuntas.store, START, "Panti Contoh", owner="dinas kabupaten/kota")
    recorded(tuntas.store, START, "LKSA Tetangga", "11.07")
    made = new_task(tuntas, START, per_lks=True)
    for name, who in (("submit", CHAIR), ("report", SEKDIS)):
        made = do(tuntas, made, name, who, START)
    ended(tuntas.store, START, found[-1], "2026-11-01")
    taken = [vars(tuntas.evidence.take(photo(), "rapat.jpg")) | {"caption": "Rapat"}]
    made = do(tuntas, made, "progress", CHAIR, START, ticks={lks["uid"]: {} for lks in found[:3]}, evidence=taken)
    return done(lambda yes: do(tuntas, made, "claim", CHAIR, START, **yes))


def words_of(answer: TestResponse, ext: str, folder: Path) -> str:
    """The text of a page or a file, without blanks."""
    assert answer.status_code == 200, answer.request.path
    return folded(READ[ext](answer.data, folder))


def of_pdf(content: bytes, folder: Path) -> str:
    target = folder / "naskah.pdf"
    target.write_bytes(content)
    return subprocess.run(["pdftotext", "-raw", str(target), "-"], capture_output=True, check=True).stdout.decode()


def of_excel(content: bytes, folder: Path) -> str:
    book = openpyxl.load_workbook(io.BytesIO(content))
    return "".join(str(cell or "") for sheet in book for row in sheet.values for cell in row)


READ: dict[str, Callable[[bytes, Path], str]] = {
    "": lambda content, folder: lxml.html.fromstring(content).text_content(),
    "csv": lambda content, folder: content.decode(),
    "xlsx": of_excel, "docx": lambda content, folder: word_text(content), "pdf": of_pdf,
}  # fmt: skip
FILES = {"/tugas": ("", "csv", "xlsx"), "/tugas/rekap": ("xlsx", "docx", "pdf"),
         "/matriks": ("", "csv", "xlsx", "docx", "pdf")}  # fmt: skip


def test_pages_lists_and_files_say_the_same(client_as: Callable[[str], FlaskClient], task: dict, tmp_path: Path):
    dinsos, here = client_as("dinsos.aceh"), f"/tugas/{task['id']}"
    asked = [(f"{path}{'.' if ext else ''}{ext}?rakor={task['rakor']}", ext) for path in FILES for ext in FILES[path]]
    asked += [(f"/rakor/{task['rakor']}", ""), (here, ""), (f"{here}/periksa", ""), ("/kabupaten/11.11", "")]
    for address, ext in asked:
        said = words_of(dinsos.get(address), ext, tmp_path)
        assert folded(WORDS) in said, address
        assert said.count("dari11LKS") == said.count("3dari11LKS"), address


def test_so_do_claim_page_and_reports(
    app: Flask, client_as: Callable[[str], FlaskClient], tuntas: SimpleNamespace, task: dict, tmp_path: Path
):
    task = do(tuntas, task, "return_claim", DINSOS, START, reason="Lengkapi bukti kegiatannya.")
    claim = client_as("ketua.bireuen").post(f"/tugas/{task['id']}/aksi/claim", data={"version": task["version"]})
    assert WORDS in claim.text
    facts = {"date": "2026-11-09", "text": "Bukti dilengkapi.", "place": "Aula LKKS"}
    do(tuntas, task, "progress", CHAIR, START, **facts, ticks={}, evidence=[])
    done(lambda yes: do(tuntas, task, "claim", CHAIR, START, **yes))
    task = do(tuntas, task, "verify", DINSOS, START)
    made = tuntas.store.find("document", task=task["id"], type="pelaksanaan")[-1]
    content = tuntas.store.first("content", document=made["id"])["data"]
    for ext in ("docx", "pdf"):
        said = folded(READ[ext](app.extensions["tuntas"].publisher.render(content, ext), tmp_path))
        assert folded(WORDS) in said, ext
        assert folded("3 (tiga) dari 11 (sebelas) LKS") in said, ext
