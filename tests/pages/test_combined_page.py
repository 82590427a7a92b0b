"""Sekdis' desk with several tasks as one report: ticking, reading, deciding, and what meanwhile has changed."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import lxml.html
import pytest
from docx import Document
from flask.testing import FlaskClient
from PIL import Image

from documents.report.frozen import from_data
from tests.world.arranged import CHAIR, OTHER_CHAIR, PLAN, SEKDIS, bring, do
from tests.world.instance import START
from tests.world.plain_lines import lines
from tests.world.together import TITLES, waiting
from workflow.store import Record

REASON = "Sebutkan dokumen perencanaan yang dituju."


@pytest.fixture
def sekdis(client_as: Callable[[str], FlaskClient]) -> FlaskClient:
    return client_as("sekdis.bireuen")


@pytest.fixture
def tasks(tuntas: SimpleNamespace) -> list[Record]:
    return waiting(tuntas)


def read(response: Any) -> lxml.html.HtmlElement:
    return lxml.html.fromstring(response.get_data(as_text=True))


def text_of(node: lxml.html.HtmlElement) -> str:
    return " ".join(node.text_content().split())


def bare(text: str) -> str:
    return re.sub(r"[\s:]", "", text)


def address(tasks: list[Record]) -> str:
    first, *others = (str(task["id"]) for task in tasks)
    return f"/persetujuan/{first}" + (f"?gabung={','.join(others)}" if others else "")


def approve(client: FlaskClient, page: lxml.html.HtmlElement, action: str = "report", **typed: str) -> Any:
    form = page.get_element_by_id("putus")
    values = {name: value or "" for name, value in form.fields.items() if name not in ("action", "number_from")}
    return client.post(form.action, data={**values, **typed, "action": action})


def stages(tuntas: SimpleNamespace, tasks: list[Record]) -> list[str]:
    return [tuntas.store.get("task", task["id"])["stage"] for task in tasks]


def test_ticked_boxes_lead_to_one_report(sekdis: FlaskClient, tasks: list[Record]):
    page = read(sekdis.get("/persetujuan"))
    (form,) = page.xpath("//form[@action='/persetujuan' and @method='get']")
    assert [box.get("aria-label") for box in form.xpath(".//input[@type='checkbox']")] == [
        f"Pilih butir {no}: {title}" for no, title in enumerate(TITLES, 1)
    ]
    assert [box.get("value") for box in form.xpath(".//input[@checked]")] == [str(tasks[0]["id"])]

    answer = sekdis.get("/persetujuan", query_string=[("gabung", task["id"]) for task in tasks])
    assert (answer.status_code, answer.location.replace("%2C", ",")) == (302, address(tasks))
    page = read(sekdis.get(answer.location))
    assert len(page.xpath("//form[@method='get']//input[@checked]")) == 3
    assert text_of(page.xpath("//form[@method='get']/button")[0]) == "Gabungkan 3 terpilih"
    assert "3 butir disetujui bersama, dalam satu laporan." in text_of(page.get_element_by_id("putus"))


def test_one_ticked_box_opens_that_one(sekdis: FlaskClient, tasks: list[Record]):
    answer = sekdis.get("/persetujuan", query_string={"gabung": tasks[1]["id"]})
    assert answer.location == address(tasks[1:2])


def test_only_tasks_of_the_same_rakor_can_be_ticked(sekdis: FlaskClient, tuntas: SimpleNamespace, tasks: list[Record]):
    other = bring(tuntas, "draft/sekdis", START, title="Perbarui data")
    page = read(sekdis.get(address(tasks[:1])))
    assert str(other["id"]) not in page.xpath("//input[@name='gabung']/@value")
    row = next(row for row in page.xpath("//ul[@class='rows']/li") if "Perbarui data" in text_of(row))
    assert "rakor lain" in text_of(row)
    forged = sekdis.get(address([tasks[0], other]))
    assert forged.status_code == 422
    assert "“Perbarui data” berasal dari rakor lain." in text_of(read(forged).xpath("//div[@role='alert']")[0])


def test_alone_in_its_rakor_there_is_nothing_to_tick(sekdis: FlaskClient, tuntas: SimpleNamespace):
    bring(tuntas, "draft/sekdis", START)
    page = read(sekdis.get("/persetujuan"))
    assert not page.xpath("//input[@name='gabung']")
    assert "Gabungkan" not in text_of(page)


def test_what_was_ticked_stays_ticked_on_the_next_page(sekdis: FlaskClient, tuntas: SimpleNamespace):
    tasks = [task for _ in range(4) for task in waiting(tuntas)]
    page = read(sekdis.get(address(tasks[:2])))
    onward = page.xpath("//a[@rel='next']/@href")[0]
    page = read(sekdis.get(onward))
    hidden = page.xpath("//form[@method='get']/input[@type='hidden' and @name='gabung']/@value")
    assert hidden == [str(task["id"]) for task in tasks[:2]]


def test_text_word_and_pages_are_those_of_the_combined_paper(sekdis: FlaskClient, tasks: list[Record]):
    page = read(sekdis.get(address(tasks)))
    links = {text_of(link): link.get("href") for link in page.xpath("//section[@id='dokumen']//a")}
    text = text_of(read(sekdis.get(links["Baca sebagai teks"])))
    word = Document(io.BytesIO(sekdis.get(links["Word"]).data))
    rows = [cell.text for row in word.tables[-1].rows for cell in row.cells]
    assert "dalam 3 (tiga) butir" in text
    assert {"1", "2", "3"} <= set(rows)
    pictures = page.xpath("//a[@class='sheet']/img/@src")
    assert all("gabung=" in source and "isi=" in source for source in pictures)
    assert Image.open(io.BytesIO(sekdis.get(pictures[-1]).data)).width == 1000
    onward = read(sekdis.get(links["Baca sebagai teks"])).xpath("//a[text()='Word']/@href")[0]
    assert "gabung=" in onward


def test_approving_issues_the_one_paper_that_was_read(
    sekdis: FlaskClient, tuntas: SimpleNamespace, tasks: list[Record]
):
    page = read(sekdis.get(address(tasks)))
    shown = read(sekdis.get(page.xpath("//a[text()='Baca sebagai teks']/@href")[0]))
    answer = approve(sekdis, page)
    assert (answer.status_code, answer.location) == (302, "/persetujuan")
    assert stages(tuntas, tasks) == ["reported"] * 3
    (document,) = tuntas.store.find("document", type="laporan")
    frozen = tuntas.store.find("content", document=document["id"])[0]["data"]
    assert [line for line in lines(from_data(frozen)) if bare(line) not in bare(shown.text_content())] == []
    told = read(sekdis.get("/persetujuan")).find(".//div[@role='status']")
    numbers = "400.9.12/0001/DINSOS/2026; laporan 400.9.12/0002/DINSOS/2026"
    assert text_of(told).startswith(f"Disetujui dan dilaporkan ke pimpinan: {numbers}, 3 butir dalam")
    assert told.xpath("./a/@href")[-1] == f"/tugas/{tasks[2]['id']}"


def test_the_paper_is_found_from_each_of_its_tasks(
    sekdis: FlaskClient, client_as: Callable[[str], FlaskClient], tuntas: SimpleNamespace, tasks: list[Record]
):
    approve(sekdis, read(sekdis.get(address(tasks))))
    (document,) = tuntas.store.find("document", type="laporan")
    for task in tasks:
        page = read(client_as("ketua.bireuen").get(f"/tugas/{task['id']}"))
        assert f"/dokumen/{document['id']}.pdf" in page.xpath("//a/@href")
        assert "(butir 1, 2, dan 3)" in text_of(page)
    register = read(sekdis.get("/dokumen?jenis=laporan"))
    (row,) = register.xpath("//tbody/tr")
    assert [text_of(link) for link in row.xpath(".//p/a[starts-with(@href, '/tugas/')]")] == list(TITLES)
    check = text_of(read(sekdis.get(f"/cek/{document['code']}")))
    assert "Berlaku" in check
    name = sekdis.get(f"/dokumen/{document['id']}.docx").headers["Content-Disposition"]
    assert name == "attachment; filename=Laporan-400.9.12-0001-DINSOS-2026.docx"


def test_a_plan_changed_meanwhile_is_named_and_nothing_moves(
    sekdis: FlaskClient, tuntas: SimpleNamespace, tasks: list[Record]
):
    page = read(sekdis.get(address(tasks)))
    do(tuntas, tasks[1], "withdraw", CHAIR, START)
    do(tuntas, tasks[1], "submit", CHAIR, START, **{**PLAN, "action": "Menyusun jadwal baru"})
    answer = approve(sekdis, page)
    assert answer.status_code == 409
    notice = text_of(read(answer).xpath("//div[@role='alert']")[0])
    assert notice.startswith(f"Butir 2 “{TITLES[1]}” diubah sejak Anda membacanya. Naskahnya berubah")
    assert stages(tuntas, tasks) == ["draft"] * 3
    assert approve(sekdis, read(answer)).status_code == 302
    assert stages(tuntas, tasks) == ["reported"] * 3


def test_one_withdrawn_meanwhile_is_named_and_left_out(
    sekdis: FlaskClient, tuntas: SimpleNamespace, tasks: list[Record]
):
    page = read(sekdis.get(address(tasks)))
    do(tuntas, tasks[0], "withdraw", CHAIR, START)
    answer = approve(sekdis, page)
    assert answer.status_code == 409
    notice = text_of(read(answer).xpath("//div[@role='alert']")[0])
    assert notice.startswith(f"Butir 1 “{TITLES[0]}” tidak lagi menunggu persetujuan Anda. Belum ada yang disetujui.")
    assert stages(tuntas, tasks) == ["draft"] * 3
    assert approve(sekdis, read(answer)).status_code == 302
    assert stages(tuntas, tasks) == ["draft", "reported", "reported"]


def test_all_gone_meanwhile_tells_who_was_quicker(sekdis: FlaskClient, tuntas: SimpleNamespace, tasks: list[Record]):
    page = read(sekdis.get(address(tasks)))
    for task in tasks:
        do(tuntas, task, "report", SEKDIS, START)
    answer = approve(sekdis, page)
    assert answer.status_code == 409
    assert "Disetujui dan dilaporkan ke pimpinan" in text_of(read(answer))
    assert tuntas.store.count("document", type="laporan") == 3


def test_an_old_link_goes_on_with_what_still_waits(sekdis: FlaskClient, tuntas: SimpleNamespace, tasks: list[Record]):
    do(tuntas, tasks[0], "withdraw", CHAIR, START)
    answer = sekdis.get(address(tasks))
    assert (answer.status_code, answer.location.replace("%2C", ",")) == (302, address(tasks[1:]))
    assert f"Butir 1 “{TITLES[0]}” tidak sedang menunggu persetujuan Anda." in text_of(
        read(sekdis.get(answer.location))
    )


def test_sending_back_is_done_one_by_one(sekdis: FlaskClient, tuntas: SimpleNamespace, tasks: list[Record]):
    page = read(sekdis.get(address(tasks)))
    assert not page.xpath("//button[@value='return_plan']")
    alone = page.xpath("//section[@id='butir']//a[text()='Buka sendiri']/@href")
    assert alone == [f"/persetujuan/{task['id']}" for task in tasks]
    forged = approve(sekdis, page, "return_plan", reason=REASON)
    assert forged.status_code == 422
    assert "dilakukan satu per satu" in text_of(read(forged))
    assert stages(tuntas, tasks) == ["draft"] * 3
    assert approve(sekdis, read(sekdis.get(alone[1])), "return_plan", reason=REASON).status_code == 302


def test_one_is_left_out_by_a_link(sekdis: FlaskClient, tasks: list[Record]):
    page = read(sekdis.get(address(tasks)))
    links = page.xpath("//section[@id='butir']//a[text()='Keluarkan']/@href")
    assert [link.replace("%2C", ",") for link in links] == [
        address([tasks[1], tasks[2]]), address([tasks[0], tasks[2]]), address([tasks[0], tasks[1]]),
    ]  # fmt: skip


def test_what_changed_is_folded_under_each_task(sekdis: FlaskClient, tuntas: SimpleNamespace, tasks: list[Record]):
    do(tuntas, tasks[2], "return_plan", SEKDIS, START)
    do(tuntas, tasks[2], "submit", CHAIR, START, **{**PLAN, "indicator": "2 (dua) kesepakatan"})
    page = read(sekdis.get(address(tasks)))
    (fold,) = page.xpath("//section[@id='butir']//details")
    assert text_of(fold.find("summary")) == "Berubah sejak revisi 1"
    assert fold.xpath(".//ins/text()") == ["2", "dua"]


@pytest.mark.parametrize("gabung", ["x", "", ",,", "999999999999", "１"])
def test_what_is_no_task_is_left_out(sekdis: FlaskClient, tasks: list[Record], gabung: str):
    page = sekdis.get(f"/persetujuan/{tasks[0]['id']}", query_string={"gabung": gabung})
    assert page.status_code == 200
    assert "disetujui bersama" not in page.text


def test_other_regions_stay_outside(
    sekdis: FlaskClient, client_as: Callable[[str], FlaskClient], tuntas: SimpleNamespace, tasks: list[Record]
):
    foreign = waiting(tuntas, "11.07", OTHER_CHAIR)[0]
    assert sekdis.get(address([tasks[0], foreign])).status_code == 404
    assert sekdis.get(f"/tugas/{tasks[0]['id']}/pratinjau/teks?gabung={foreign['id']}").status_code == 404
    assert client_as("sekdis.pidie").get(address(tasks)).status_code == 404


def test_a_preview_of_what_cannot_go_together_is_refused(
    client_as: Callable[[str], FlaskClient], tuntas: SimpleNamespace, tasks: list[Record]
):
    do(tuntas, tasks[0], "withdraw", CHAIR, START)
    do(tuntas, tasks[1], "withdraw", CHAIR, START)
    for first, other, status in ((0, 1, 422), (0, 2, 409), (2, 0, 409)):
        path = f"/tugas/{tasks[first]['id']}/pratinjau/teks?gabung={tasks[other]['id']}"
        assert client_as("ketua.bireuen").get(path).status_code == status


def test_of_many_outcomes_those_that_ask_for_direction_are_ticked(sekdis: FlaskClient, tuntas: SimpleNamespace):
    tasks = [*waiting(tuntas), *waiting(tuntas)]
    for task in tasks[3:]:  # as if they were of one rakor
        of = {name: tasks[0][name] for name in ("rakor", "outcome")}
        tuntas.store.save({**tuntas.store.get("task", task["id"]), **of})
    page = read(sekdis.get(address(tasks)))
    boxes = page.xpath("//input[@name='asking']")
    assert (len(boxes), [box.get("value") for box in boxes if box.get("checked")]) == (6, [])

    ticked = [str(tasks[1]["id"]), str(tasks[4]["id"])]
    shown = read(sent(sekdis, page, ticked, "preview"))
    assert shown.xpath("//input[@name='asking' and @checked]/@value") == ticked
    text = sekdis.get(shown.xpath("//a[text()='Baca sebagai teks']/@href")[0]).get_data(as_text=True)
    assert "2 (dua) butir memerlukan arahan" in text
    assert sent(sekdis, shown, ticked, "report").status_code == 302
    assert set(stages(tuntas, tasks)) == {"reported"}
    (report,) = tuntas.store.find("document", type="laporan")
    content = from_data(tuntas.store.first("content", document=report["id"])["data"])
    assert any("2 (dua) butir memerlukan arahan" in line for line in lines(content))


def sent(client: FlaskClient, page: lxml.html.HtmlElement, ticked: list[str], action: str) -> Any:
    form, own = page.get_element_by_id("putus"), ("action", "number_from", "asking")
    values = {name: value or "" for name, value in form.fields.items() if name not in own}
    return client.post(form.action, data={**values, "asking": ticked, "action": action})
