"""Previews: page images, text and files of the document that the next move would issue, and never a change."""

from __future__ import annotations

import io
import re
import sqlite3
import threading
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from types import SimpleNamespace

import lxml.html
import pypdfium2
import pytest
from flask import Flask
from flask.testing import FlaskClient
from PIL import Image

from documents.issue.preview import KEPT, Previews, key_of, page_image
from documents.report.frozen import from_data
from tests.world.arranged import CHAIR, SEKDIS, actor_for, bring, do, new_task
from tests.world.instance import START
from tests.world.plain_lines import lines
from tests.world.waiting import PATIENCE
from workflow.errors import NotFound
from workflow.machine.actions import ACTIONS
from workflow.tasks.rehearsal import next_issuing, rehearse


@pytest.fixture
def sekdis(client_as: Callable[[str], FlaskClient]) -> FlaskClient:
    return client_as("sekdis.bireuen")


def pdf_text(content: bytes) -> str:
    with pypdfium2.PdfDocument(content) as document:
        texts = [page.get_textpage().get_text_bounded() for page in document]
    return re.sub(r"\s", "", "".join(texts))  # the mark is spaced out


def everything(store) -> dict[str, list]:
    return {kind: store.find(kind) for kind in ("task", "event", "document", "content", "evidence")}


@pytest.mark.parametrize(
    ("situation", "move"), [("draft", "submit"), ("draft/sekdis", "report"), ("reported/dinsos", "verify")]
)
def test_the_preview_says_what_the_move_then_issues(tuntas: SimpleNamespace, situation: str, move: str):
    task = bring(tuntas, situation, START)
    if situation == "draft":
        task = do(tuntas, task, "edit_plan", CHAIR, START)
    before, number = everything(tuntas.store), tuntas.store.peek_number("11.11/dinsos/2026")
    frozen = rehearse(tuntas.store, tuntas.publisher, task, {}, at=START)
    assert everything(tuntas.store) == before
    assert tuntas.store.peek_number("11.11/dinsos/2026") == number
    assert (frozen.data["mark"], frozen.data["code"]) == ("PRATINJAU", "")
    do(tuntas, task, move, actor_for(move), START)
    document = tuntas.store.find("document", task=task["id"], type=ACTIONS[move].issues[0], order="-id", limit=1)[0]
    issued = tuntas.store.find("content", document=document["id"])[0]["data"]
    assert lines(from_data(frozen.data)) == lines(from_data(issued))


def test_the_desk_writes_nothing_and_waits_for_no_writer(sekdis: FlaskClient, tuntas: SimpleNamespace, app: Flask):
    task = bring(tuntas, "draft/sekdis", START)
    sekdis.get(f"/persetujuan/{task['id']}")  # the first time is noted: who sent it up sees that it was read
    database = Path(app.instance_path) / "tuntas.db"
    log = database.with_name("tuntas.db-wal")
    with closing(sqlite3.connect(database)) as beside:
        before = beside.execute("PRAGMA data_version").fetchone(), log.stat().st_size
        assert sekdis.get(f"/persetujuan/{task['id']}").status_code == 200
        assert (beside.execute("PRAGMA data_version").fetchone(), log.stat().st_size) == before

    shown: list[int] = []
    reader = threading.Thread(target=lambda: shown.append(sekdis.get(f"/persetujuan/{task['id']}").status_code))
    with tuntas.store.transaction():
        tuntas.store.save({**task, "percent": 5})
        reader.start()
        reader.join(PATIENCE)
        assert shown == [200]


@pytest.mark.parametrize("situation", ["reported", "implemented", "cancelled"])
def test_no_preview_where_the_next_step_issues_nothing(
    tuntas: SimpleNamespace, client_as: Callable[[str], FlaskClient], situation: str
):
    task = bring(tuntas, situation, START)
    assert next_issuing(task) is None
    with pytest.raises(NotFound):
        rehearse(tuntas.store, tuntas.publisher, task, {}, at=START)
    assert client_as("dinsos.aceh").get(f"/tugas/{task['id']}/pratinjau/1.png").status_code == 404


def test_an_unfinished_plan_is_shown_as_far_as_it_is_written(tuntas: SimpleNamespace):
    frozen = rehearse(tuntas.store, tuntas.publisher, new_task(tuntas, START), {}, at=START)
    assert "Penandatanganan" in frozen.subject


def test_page_images_have_the_width_that_was_asked_for(sekdis: FlaskClient, tuntas: SimpleNamespace):
    task = bring(tuntas, "draft/sekdis", START)
    address = f"/tugas/{task['id']}/pratinjau/1.png"
    for asked, width in ((None, 1000), (500, 500), (1, 320), (99999, 1600)):
        answer = sekdis.get(address, query_string={"lebar": asked} if asked else {})
        picture = Image.open(io.BytesIO(answer.data))
        assert (answer.mimetype, picture.format, picture.width) == ("image/png", "PNG", width)
        assert picture.height == round(width * 330 / 215)  # a nota dinas is on F4
    assert sekdis.get(f"/tugas/{task['id']}/pratinjau/99.png").status_code == 404
    assert sekdis.get(f"/tugas/{task['id']}/pratinjau/0.png").status_code == 404


def test_images_of_one_page_stay_together(sekdis: FlaskClient, tuntas: SimpleNamespace):
    task = bring(tuntas, "draft/sekdis", START)
    desk = lxml.html.fromstring(sekdis.get(f"/persetujuan/{task['id']}").text)
    address = desk.xpath("//a[@class='sheet']/img/@src")[0]
    first = sekdis.get(address).data
    other = bring(tuntas, "draft/sekdis", START)
    do(tuntas, other, "report", SEKDIS, START)  # takes the number that the desk showed
    assert sekdis.get(address).data == first
    assert sekdis.get(address.replace(f"/tugas/{task['id']}/", f"/tugas/{other['id']}/")).status_code == 404


def test_the_mark_is_on_the_preview_and_not_on_the_issued_paper(sekdis: FlaskClient, tuntas: SimpleNamespace):
    task = bring(tuntas, "draft/sekdis", START)
    preview = sekdis.get(f"/tugas/{task['id']}/pratinjau.pdf")
    assert "PRATINJAU" in pdf_text(preview.data)
    assert preview.headers["Content-Disposition"].startswith("attachment; filename=Pratinjau-")
    do(tuntas, task, "report", SEKDIS, START)
    document = tuntas.store.find("document", task=task["id"], type="laporan")[0]
    assert "PRATINJAU" not in pdf_text(sekdis.get(f"/dokumen/{document['id']}.pdf").data)


def test_the_text_page_says_all_and_in_order(tuntas: SimpleNamespace, client_as: Callable[[str], FlaskClient]):
    task = bring(tuntas, "reported/dinsos", START)
    frozen = rehearse(tuntas.store, tuntas.publisher, task, {}, at=START)
    page = lxml.html.fromstring(client_as("dinsos.aceh").get(f"/tugas/{task['id']}/pratinjau/teks").text)
    shown = re.sub(r"[\s:]", "", page.xpath("//article")[0].text_content())
    at = 0
    for line in lines(from_data(frozen.data)):
        at = shown.find(re.sub(r"[\s:]", "", line), at)
        assert at >= 0, line
    assert "Belum diterbitkan" in page.text_content()


def test_what_was_chosen_stands_in_the_preview(sekdis: FlaskClient, tuntas: SimpleNamespace):
    task = bring(tuntas, "draft/sekdis", START)
    chosen = {"number": "094/SEK/2026", "number_from": "typed", "addressee": "Sekretaris Daerah <b>"}
    page = sekdis.get(f"/tugas/{task['id']}/pratinjau/teks", query_string=chosen).text
    assert "094/SEK/2026" in page
    assert "Sekretaris Daerah &lt;b&gt;" in page
    bad = sekdis.get(f"/tugas/{task['id']}/pratinjau/teks", query_string={**chosen, "addressee": ""})
    assert bad.status_code == 422


def test_previews_belong_to_the_region(client_as: Callable[[str], FlaskClient], tuntas: SimpleNamespace):
    task = bring(tuntas, "draft/sekdis", START)
    for path in ("pratinjau/1.png", "pratinjau/teks", "pratinjau.docx"):
        assert client_as("ketua.pidie").get(f"/tugas/{task['id']}/{path}").status_code == 404
        assert client_as("admin").get(f"/tugas/{task['id']}/{path}").status_code == 403


def test_a_content_is_rendered_once_and_only_the_last_ones_are_kept(tuntas: SimpleNamespace):
    rendered = []

    def render(data: dict, ext: str) -> bytes:
        rendered.append(data["title"])
        return f"{data['title']}.{ext}".encode()

    previews = Previews(render)
    task = new_task(tuntas, START)
    data = rehearse(tuntas.store, tuntas.publisher, task, {}, at=START).data
    assert previews.pdf(data) == previews.pdf({**data, "created": "2027-01-01T00:00:00Z"})
    assert len(rendered) == 1
    for number in range(KEPT):
        previews.pdf({**data, "title": str(number)})
    assert previews.kept(task["id"], key_of(data)) is None
    assert previews.kept(task["id"], key_of({**data, "title": "0"})) == b"0.pdf"
    assert previews.kept(task["id"] + 1, key_of({**data, "title": "0"})) is None


def test_a_renderer_that_fails_leaves_the_text(tuntas: SimpleNamespace):
    def render(data: dict, ext: str) -> bytes:
        raise ValueError("broken picture")

    data = rehearse(tuntas.store, tuntas.publisher, new_task(tuntas, START), {}, at=START).data
    pages = Previews(render).pages(data)
    assert (pages.sizes, pages.failure) == ((), "Gambar halaman belum dapat dibuat. Bacalah sebagai teks.")


def test_a_page_without_colour_is_grey():
    out = io.BytesIO()
    Image.new("RGB", (200, 100), "white").save(out, "PDF")
    assert Image.open(io.BytesIO(page_image(out.getvalue(), 1, 400))).mode == "L"
    out = io.BytesIO()
    Image.new("RGB", (200, 100), "red").save(out, "PDF")
    picture = Image.open(io.BytesIO(page_image(out.getvalue(), 1, 400)))
    assert (picture.mode, picture.size) == ("RGB", (400, 200))
