"""Sekdis' desk: what waits, the exact document, what changed, and the decision."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import lxml.html
import pytest
from flask.testing import FlaskClient

import documents.pdf.writer
from documents.report.frozen import from_data
from tests.world import pages_read
from tests.world.arranged import CHAIR, PLAN, SEKDIS, bring, do, new_task
from tests.world.instance import START, Clock
from tests.world.one_number import one_number
from tests.world.plain_lines import lines
from workflow.agenda.acts import reserve
from workflow.offices.offices import office_of
from workflow.store import Record

REASON = "Sebutkan dokumen perencanaan yang dituju."


@pytest.fixture(autouse=True)
def _one_number(tuntas: SimpleNamespace) -> None:
    """One number a report: what is told of it here holds for each of two."""
    one_number(tuntas.store)


@pytest.fixture
def sekdis(client_as: Callable[[str], FlaskClient]) -> FlaskClient:
    return client_as("sekdis.bireuen")


@pytest.fixture
def task(tuntas: SimpleNamespace) -> Record:
    return bring(tuntas, "draft/sekdis", START - timedelta(days=3))


def read(response: Any) -> lxml.html.HtmlElement:
    return lxml.html.fromstring(response.get_data(as_text=True))


def text_of(page: lxml.html.HtmlElement) -> str:
    return " ".join(page.text_content().split())


def bare(text: str) -> str:
    """Without blanks, and without the colons that a screen shows by its layout."""
    return re.sub(r"[\s:]", "", text)


def filled(page: lxml.html.HtmlElement, **typed: str) -> dict[str, str]:
    """What the decision form would send, with ``typed`` over it."""
    form = page.get_element_by_id("putus")
    return {**{name: value or "" for name, value in form.fields.items() if name != "action"}, **typed}


def decide(client: FlaskClient, task: Record, page: lxml.html.HtmlElement, action: str, **typed: str) -> Any:
    return client.post(f"/persetujuan/{task['id']}", data={**filled(page, **typed), "action": action})


def test_the_oldest_lies_open_and_the_count_is_the_list(sekdis: FlaskClient, tuntas: SimpleNamespace, task: Record):
    younger = bring(tuntas, "draft/sekdis", START - timedelta(days=1), title="Perbarui data LKS")
    elsewhere = new_task(tuntas, START, region="11.07")
    page = read(sekdis.get("/persetujuan"))
    assert text_of(page.find(".//h1")) == "Menunggu persetujuan Anda (2)"
    rows = page.xpath("//ul[@class='rows']/li//a/@href")
    assert rows == [f"/persetujuan/{task['id']}", f"/persetujuan/{younger['id']}"]
    assert page.xpath("//a[@aria-current='true']/@href") == rows[:1]
    assert f"/persetujuan/{elsewhere['id']}" not in rows


def test_the_boxes_are_the_lists_over_all_rakor(sekdis: FlaskClient, tuntas: SimpleNamespace, task: Record):
    old = bring(tuntas, "draft/sekdis", START, deadline="")
    tuntas.store.save({**old, "limit_until": "2026-11-02"})
    tuntas.store.save({**new_task(tuntas, START), "late_after": "2026-11-05"})
    new_task(tuntas, START, deadline="2026-11-20")
    asked = new_task(tuntas, START) | {"waits_for": "sekdis", "matter": "perubahan", "request_kind": "waktu"}
    asked |= {"desk": "sekdis", "desk_kind": "permintaan", "limit_until": "2026-11-13", "stage": "reported"}
    person = {"by": "Ketua", "at": "2026-11-09T02:00:00Z", "id": 1, "for_": 0}
    request = {"kind": "waktu", "reason": REASON, "ground": "", "paper": 0, "asked": person, "supported": None}
    tuntas.store.save({**asked, "request": {**request, "proposed": {"deadline": "2027-01-31"}}})
    page = read(sekdis.get("/persetujuan"))
    found = pages_read.boxes(page)
    assert {words: number for words, (number, _) in found.items()} == {
        "Rencana 1 lewat batas periksa": 2, "Permintaan perubahan": 1, "Terlambat di kabupaten": 1,
    }  # fmt: skip
    assert all(pages_read.listed(sekdis, url)[0] == number for number, url in found.values())
    (row,) = page.xpath("//table[@class='tbl']/tbody/tr")
    assert text_of(row.find("td[2]")).startswith("Tanda tangani kesepakatan kemitraan minta 31 Jan 2027")
    assert row.xpath("td[@class='act']/a/@href") == [f"/tugas/{asked['id']}"]
    assert f"/persetujuan/{asked['id']}" not in page.xpath("//ul[@class='rows']/li//a/@href"), "it is no plan"
    first = text_of(page.xpath("//ul[@class='rows']/li")[0])
    assert "LKS 2026, 18 Sep" in first
    assert "lewat batas periksa 5 hari" in first, "which is nearest its limit"


@pytest.mark.usefixtures("task")
def test_the_menu_counts_in_full_and_in_the_bottom_bar_in_short(sekdis: FlaskClient):
    page = read(sekdis.get("/tugas"))
    firsts = [page.xpath(f"//nav[@aria-label='{bar}']/a")[0] for bar in ("Menu utama", "Menu bawah")]
    assert [text_of(first) for first in firsts] == ["Menunggu persetujuan (1)", "Persetujuan (1)"]
    assert {first.get("href") for first in firsts} == {"/persetujuan"}


def test_an_empty_desk_says_what_was_done_last(sekdis: FlaskClient, tuntas: SimpleNamespace, task: Record):
    do(tuntas, task, "report", SEKDIS, START - timedelta(hours=2))
    page = read(sekdis.get("/persetujuan"))
    assert "Tidak ada yang menunggu Anda" in text_of(page)
    assert "Pengajuan terakhir disetujui hari ini pukul 07.00." in text_of(page)


def test_a_desk_that_was_never_used_says_what_will_come(sekdis: FlaskClient):
    assert "Pengajuan dari Ketua LKKS muncul di sini" in text_of(read(sekdis.get("/persetujuan")))


def test_approving_issues_what_was_read(sekdis: FlaskClient, tuntas: SimpleNamespace, task: Record):
    page = read(sekdis.get(f"/persetujuan/{task['id']}"))
    assert "400.9.12/0001/DINSOS/2026" in text_of(page.get_element_by_id("putus"))
    shown = read(sekdis.get(page.xpath("//a[text()='Baca sebagai teks']/@href")[0]))
    answer = decide(sekdis, task, page, "report")
    assert (answer.status_code, answer.location) == (302, "/persetujuan")
    document = tuntas.store.find("document", task=task["id"], type="laporan")[0]
    assert (document["number"], document["addressee"]) == ("400.9.12/0001/DINSOS/2026", "Bupati Bireuen")
    frozen = tuntas.store.find("content", document=document["id"])[0]["data"]
    assert [line for line in lines(from_data(frozen)) if bare(line) not in bare(shown.text_content())] == []
    told = read(sekdis.get("/persetujuan")).find(".//div[@role='status']")
    assert text_of(told).startswith("Disetujui dan dilaporkan ke pimpinan: 400.9.12/0001/DINSOS/2026, Tanda tangani")
    assert told.xpath("./a/@href")[1] == f"/dokumen/{document['id']}.pdf"


def test_a_short_reason_is_refused_and_kept(sekdis: FlaskClient, tuntas: SimpleNamespace, task: Record):
    page = read(sekdis.get(f"/persetujuan/{task['id']}"))
    answer = decide(sekdis, task, page, "return_plan", reason="Kurang.")
    again = read(answer)
    assert answer.status_code == 422
    assert "Alasan paling sedikit 10 huruf" in text_of(again.get_element_by_id("reason-galat"))
    assert again.get_element_by_id("reason").value.strip() == "Kurang."
    assert again.xpath("//div[@id='galat']//a/@href") == ["#reason"]
    assert tuntas.store.get("task", task["id"])["version"] == task["version"]


def test_returning_with_a_reason(sekdis: FlaskClient, tuntas: SimpleNamespace, task: Record):
    page = read(sekdis.get(f"/persetujuan/{task['id']}"))
    assert decide(sekdis, task, page, "return_plan", reason=REASON).status_code == 302
    stored = tuntas.store.get("task", task["id"])
    assert (stored["stage"], stored["waits_for"], stored["returned"]["reason"]) == ("draft", "", REASON)


def test_a_number_from_the_agenda_is_read_before_it_is_issued(
    sekdis: FlaskClient, tuntas: SimpleNamespace, task: Record
):
    page = read(sekdis.get(f"/persetujuan/{task['id']}"))
    unread = decide(sekdis, task, page, "report", number="094/SEK/2026", addressee="Sekretaris Daerah")
    assert unread.status_code == 409
    assert "Naskahnya berubah sejak Anda membacanya" in text_of(read(unread))
    assert tuntas.store.count("document", type="laporan") == 0
    assert decide(sekdis, task, read(unread), "report").status_code == 302
    document = tuntas.store.find("document", type="laporan")[0]
    assert (document["number"], document["addressee"]) == ("094/SEK/2026", "Sekretaris Daerah")
    assert tuntas.store.peek_number("11.11/dinsos/2026") == 1


def test_the_preview_can_be_renewed_without_deciding(sekdis: FlaskClient, tuntas: SimpleNamespace, task: Record):
    page = read(sekdis.get(f"/persetujuan/{task['id']}"))
    renewed = decide(sekdis, task, page, "preview", number="094/SEK/2026", reason="belum selesai ditulis")
    page = read(renewed)
    assert renewed.status_code == 200
    assert "number=094/SEK/2026" in page.xpath("//a[@class='sheet']/@href")[0].replace("%2F", "/")
    assert page.get_element_by_id("reason").value.strip() == "belum selesai ditulis"
    assert tuntas.store.get("task", task["id"])["version"] == task["version"]
    page = read(decide(sekdis, task, page, "preview", number=""))
    assert page.xpath("//form[@id='putus']//span[@class='num']/text()") == ["400.9.12/0001/DINSOS/2026"]


@pytest.mark.parametrize(
    ("field", "typed", "sentence"),
    [
        ("number", "400.9.12/0001/DINSOS/2026", "sudah dipakai naskah lain"),
        ("addressee", " ", "Isi tujuan laporan."),
    ],
)
def test_an_impossible_number_or_addressee_is_told_beside_it(
    sekdis: FlaskClient, tuntas: SimpleNamespace, task: Record, field: str, typed: str, sentence: str
):
    other = bring(tuntas, "draft/sekdis", START - timedelta(days=4))
    do(tuntas, other, "report", SEKDIS, START)
    page = read(sekdis.get(f"/persetujuan/{task['id']}"))
    answer = decide(sekdis, task, page, "report", **{field: typed})
    assert answer.status_code == 422
    assert sentence in text_of(read(answer).get_element_by_id(f"{field}-galat"))
    assert tuntas.store.get("task", task["id"])["stage"] == "draft"


def test_a_number_taken_meanwhile_is_not_issued_unread(sekdis: FlaskClient, tuntas: SimpleNamespace, task: Record):
    other = bring(tuntas, "draft/sekdis", START - timedelta(days=4))
    page = read(sekdis.get(f"/persetujuan/{task['id']}"))
    do(tuntas, other, "report", SEKDIS, START)
    refused = decide(sekdis, task, page, "report")
    assert refused.status_code == 422
    assert "Nomor berikutnya 400.9.12/0002/DINSOS/2026" in text_of(read(refused))
    assert decide(sekdis, task, read(refused), "report").status_code == 302
    assert tuntas.store.find("document", task=task["id"], type="laporan")[0]["number"] == "400.9.12/0002/DINSOS/2026"


def test_the_number_can_be_left_to_be_written_on_the_paper(sekdis: FlaskClient, tuntas: SimpleNamespace, task: Record):
    page = read(sekdis.get(f"/persetujuan/{task['id']}"))
    shown = read(decide(sekdis, task, page, "preview", number_from="blank"))
    assert shown.xpath("//form[@id='putus']//span[@class='num']/text()") == ["ditulis di kertas"]
    assert shown.xpath("//input[@id='number_from']/@checked") == ["checked"]
    as_text = read(sekdis.get(shown.xpath("//a[text()='Baca sebagai teks']/@href")[0]))
    assert "400.9.12/..................../DINSOS/2026" in text_of(as_text)
    assert decide(sekdis, task, shown, "report").status_code == 302
    assert tuntas.store.find("document", type="laporan")[0]["number"] == ""
    assert "nomor ditulis di kertas" in text_of(read(sekdis.get("/persetujuan")))


def test_a_number_is_typed_or_left_blank_but_not_both(sekdis: FlaskClient, task: Record):
    page = read(sekdis.get(f"/persetujuan/{task['id']}"))
    both = decide(sekdis, task, page, "report", number="094/SEK/2026", number_from="blank")
    assert both.status_code == 422
    assert "Pilih satu" in text_of(read(both).get_element_by_id("number-galat"))


def test_another_archive_code_is_read_before_it_is_issued(sekdis: FlaskClient, tuntas: SimpleNamespace, task: Record):
    page = read(sekdis.get(f"/persetujuan/{task['id']}"))
    unread = decide(sekdis, task, page, "report", archive_code="000.1.5")
    assert unread.status_code == 409
    again = read(unread)
    assert again.xpath("//form[@id='putus']//span[@class='num']/text()") == ["000.1.5/0001/DINSOS/2026"]
    assert decide(sekdis, task, again, "report").status_code == 302
    assert tuntas.store.find("document", type="laporan")[0]["number"] == "000.1.5/0001/DINSOS/2026"


def test_a_number_set_aside_is_offered(sekdis: FlaskClient, tuntas: SimpleNamespace, task: Record):
    kept = reserve(tuntas.store, SEKDIS, {"subject": "Laporan rakor"}, at=START)
    page = read(sekdis.get(f"/persetujuan/{task['id']}"))
    assert page.xpath("//datalist[@id='disediakan']/option/@value") == [kept["number"]]
    shown = read(decide(sekdis, task, page, "preview", number=kept["number"]))
    assert decide(sekdis, task, shown, "report").status_code == 302
    document = tuntas.store.find("document", type="laporan")[0]
    assert document["number"] == kept["number"]
    assert tuntas.store.get("entry", kept["id"])["document"] == document["id"]


def test_a_letterhead_changed_meanwhile_is_read_first(sekdis: FlaskClient, tuntas: SimpleNamespace, task: Record):
    page = read(sekdis.get(f"/persetujuan/{task['id']}"))
    tuntas.store.save({**office_of(tuntas.store, "11.11", "dinsos"), "address": "Jalan Merdeka 1, Bireuen"})
    answer = decide(sekdis, task, page, "report")
    assert answer.status_code == 409
    assert tuntas.store.get("task", task["id"])["stage"] == "draft"


def test_a_plan_withdrawn_meanwhile_is_a_conflict_that_keeps_the_reason(
    sekdis: FlaskClient, tuntas: SimpleNamespace, task: Record
):
    page = read(sekdis.get(f"/persetujuan/{task['id']}"))
    do(tuntas, task, "withdraw", CHAIR, START)
    answer = decide(sekdis, task, page, "return_plan", reason=REASON)
    assert answer.status_code == 409
    assert "Ditarik kembali" in text_of(read(answer))
    assert REASON in text_of(read(answer))


def test_a_plan_submitted_anew_meanwhile_is_shown_again_with_the_reason(
    sekdis: FlaskClient, tuntas: SimpleNamespace, task: Record
):
    page = read(sekdis.get(f"/persetujuan/{task['id']}"))
    do(tuntas, task, "withdraw", CHAIR, START)
    do(tuntas, task, "submit", CHAIR, START, **{**PLAN, "action": "Menyusun kesepakatan baru"})
    answer = decide(sekdis, task, page, "return_plan", reason=REASON)
    assert answer.status_code == 409
    assert read(answer).get_element_by_id("reason").value.strip() == REASON
    assert "Menyusun kesepakatan baru" in text_of(read(answer))


def test_what_changed_since_the_revision_before(
    sekdis: FlaskClient, tuntas: SimpleNamespace, task: Record, clock: Clock
):
    page = read(sekdis.get(f"/persetujuan/{task['id']}"))
    assert "Berubah sejak" not in text_of(page)
    decide(sekdis, task, page, "return_plan", reason=REASON)
    do(tuntas, task, "submit", CHAIR, START, **{**PLAN, "indicator": "2 (dua) kesepakatan", "deadline": ""})
    panel = read(sekdis.get(f"/persetujuan/{task['id']}")).xpath("//section[contains(@class, 'diff')]")[0]
    assert text_of(panel.find("h2")) == "Berubah sejak revisi 1"
    assert f"Alasan Anda, 9 November 2026: “{REASON}”" in text_of(panel)
    assert panel.xpath(".//dt/text()") == ["Indikator"]
    assert panel.xpath(".//del/text()") == ["1", "satu"]
    assert panel.xpath(".//ins/text()") == ["2", "dua"]
    assert "7 isian lain tetap sama." in text_of(panel)


def test_what_no_longer_waits_leads_to_its_task(sekdis: FlaskClient, tuntas: SimpleNamespace, task: Record):
    do(tuntas, task, "withdraw", CHAIR, START)
    answer = sekdis.get(f"/persetujuan/{task['id']}")
    assert (answer.status_code, answer.location) == (302, f"/tugas/{task['id']}")


def test_other_regions_and_roles_stay_outside(client_as: Callable[[str], FlaskClient], task: Record):
    assert client_as("sekdis.pidie").get(f"/persetujuan/{task['id']}").status_code == 404
    forged = {"action": "report", "version": task["version"], "addressee": "Bupati Bireuen"}
    assert client_as("sekdis.pidie").post(f"/persetujuan/{task['id']}", data=forged).status_code == 404
    for username in ("ketua.bireuen", "dinsos.aceh", "admin"):
        assert client_as(username).get("/persetujuan").status_code == 403


def test_nobody_approves_what_they_submitted(sekdis: FlaskClient, tuntas: SimpleNamespace, task: Record):
    account = tuntas.store.find("user", username="sekdis.bireuen")[0]
    tuntas.store.save({**task, "submitted_by": account["id"]})
    page = read(sekdis.get(f"/persetujuan/{task['id']}"))
    assert not page.xpath("//button[@value='report']")
    assert decide(sekdis, task, page, "report").status_code == 403


def test_without_pango_the_text_is_read_instead(
    sekdis: FlaskClient, tuntas: SimpleNamespace, task: Record, monkeypatch: pytest.MonkeyPatch
):
    def missing() -> None:
        raise documents.pdf.writer.PdfUnavailable(
            "PDF belum dapat dibuat di komputer ini; jalankan: sudo apt-get install"
        )

    monkeypatch.setattr(documents.pdf.writer, "_weasyprint", missing)
    page = read(sekdis.get(f"/persetujuan/{task['id']}"))
    assert not page.xpath("//img")
    assert "jalankan: sudo apt-get install" in text_of(page)
    assert "NOTA DINAS" in text_of(page.xpath("//article")[0])
    assert decide(sekdis, task, page, "report").status_code == 302
    document = tuntas.store.find("document", task=task["id"], type="laporan")[0]
    assert (document["pending"], list(document["files"])) == (True, ["docx"])


def test_a_long_queue_is_shown_in_parts(sekdis: FlaskClient, tuntas: SimpleNamespace, task: Record):
    more = [bring(tuntas, "draft/sekdis", START - timedelta(minutes=60 - n)) for n in range(9)]
    page = read(sekdis.get("/persetujuan"))
    onward = page.xpath("//a[@rel='next']/@href")[0]
    rest = read(sekdis.get(onward)).xpath("//ul[@class='rows']/li//a/@href")
    assert [href.split("?")[0] for href in rest] == [f"/persetujuan/{one['id']}" for one in more[-2:]]


def boxes(page: lxml.html.HtmlElement) -> list[str]:
    """The marks of what the decision form asks."""
    return page.xpath("//form[@id='putus']//input[@type='checkbox'][@name='yakin']/@value")


def test_a_number_of_another_year_is_asked_once_and_read_before_it_is_issued(
    sekdis: FlaskClient, tuntas: SimpleNamespace, task: Record
):
    page = read(sekdis.get(f"/persetujuan/{task['id']}"))
    number = "400.9.12/0077/DINSOS/2025"
    asked = decide(sekdis, task, page, "report", number=number)
    page = read(asked)
    assert asked.status_code == 422
    assert "bertahun 2025, sedangkan naskahnya bertanggal 9 November 2026" in text_of(
        page.get_element_by_id("number-galat")
    )
    assert text_of(page.xpath("//form[@id='putus']//span[@class='num']")[0]) == number, "shown as it would be issued"
    as_text = read(sekdis.get(page.xpath("//a[text()='Baca sebagai teks']/@href")[0]))
    assert number in text_of(as_text)
    assert decide(sekdis, task, page, "report").status_code == 422, "nobody said yes"
    assert decide(sekdis, task, page, "report", yakin=boxes(page)[0]).status_code == 302
    assert tuntas.store.find("document", type="laporan")[0]["number"] == number


def test_a_yes_to_one_number_is_none_to_another(sekdis: FlaskClient, task: Record):
    page = read(sekdis.get(f"/persetujuan/{task['id']}"))
    page = read(decide(sekdis, task, page, "preview", number="400.9.12/0077/DINSOS/2025"))
    (mark,) = boxes(page)
    again = read(decide(sekdis, task, page, "preview", number="400.9.12/0077/DINSOS/2024", yakin=mark))
    assert "bertahun 2024" in text_of(again.get_element_by_id("number-galat"))
    assert boxes(again) != [mark]


@pytest.mark.parametrize("pressed", ["", "claim", "nothing"])
def test_an_act_that_the_page_does_not_have_is_told_who_was_quicker(
    sekdis: FlaskClient, tuntas: SimpleNamespace, task: Record, pressed: str
):
    page = read(sekdis.get(f"/persetujuan/{task['id']}"))
    do(tuntas, task, "withdraw", CHAIR, START)
    answer = decide(sekdis, task, page, pressed, reason="Target belum menyebut jumlah.")
    assert answer.status_code == 409
    assert "Target belum menyebut jumlah." in text_of(read(answer))
