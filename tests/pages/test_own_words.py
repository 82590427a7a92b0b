"""Before a paper is issued its title, Hal, legal basis and a paragraph may be said otherwise; then it is frozen."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import lxml.html
import pytest
from flask.testing import FlaskClient

from documents.compose import COMPOSERS
from documents.compose.composer import nothing
from documents.report.frozen import from_data
from tests.world.arranged import DINSOS, PLAN, SEKDIS, bring
from tests.world.instance import START
from tests.world.institutions import recorded
from tests.world.plain_lines import lines
from tests.world.same_text import agree
from tests.world.words_typed import SAID, WORDS, boxes, newest, sent, text_of, verdicts
from workflow.errors import Invalid
from workflow.kinds import KINDS
from workflow.machine.actions import ACTIONS
from workflow.offices.offices import office_of
from workflow.papers import at_any_time
from workflow.papers.at_any_time import Subject
from workflow.papers.wording import PARTS, differing, field_of, read
from workflow.rakor.papers import as_it_stands, issue_for_rakor
from workflow.roles import Actor
from workflow.tasks.rehearsal import rehearse

As = Callable[[str], FlaskClient]


def test_a_report_is_read_with_the_words_and_issued_with_them(client_as: As, tuntas: SimpleNamespace) -> None:
    task = bring(tuntas, "draft/sekdis", START)
    sekdis, here = client_as("sekdis.bireuen"), f"/persetujuan/{task['id']}"
    first = sekdis.get(here)
    assert boxes(first)["word_title"].startswith("Hasil Rapat Koordinasi LKS dan Rencana Tindak Lanjut di")
    assert boxes(first)["word_hal"] == "Laporan Hasil Rapat Koordinasi LKS dan Permohonan Arahan"
    shown = sent(sekdis, first, "//form[@id='putus']", here, **WORDS, action="preview")
    assert {name: text.replace("\r", "") for name, text in boxes(shown).items()} == WORDS
    address = lxml.html.fromstring(shown.text).xpath("//a[text()='Baca sebagai teks']/@href")[0]
    reading = " ".join(sekdis.get(address).text.split())
    assert "KEMITRAAN LKS DAN DUNIA USAHA" in reading
    assert "Pembahasan lanjutan dijadwalkan" in reading
    assert sent(sekdis, shown, "//form[@id='putus']", here, action="report").status_code == 302
    paper = newest(tuntas, "laporan")
    said = text_of(tuntas, paper)
    for words in ("KEMITRAAN LKS DAN DUNIA USAHA", SAID["hal"], "Qanun Aceh Nomor 11 Tahun 2013", SAID["free"]):
        assert words in said
    assert said.index("Undang-Undang Nomor 11") < said.index("Hasil Rapat Koordinasi LKS, 18–19 September")
    assert (paper["wording"], paper["subject"]) == (SAID, SAID["hal"])
    event = tuntas.store.find("event", task=task["id"], name="report")[0]
    assert event["fields"]["wording"] == SAID
    told = " ".join(sekdis.get(f"/tugas/{task['id']}").text.split())
    assert "; kata-kata naskah diubah (judul naskah, hal, dasar hukum, dan paragraf tambahan)" in told


@pytest.mark.parametrize(
    ("situation", "move"),
    [("draft/sekdis", "report"), ("supported", "grant_change"), ("cannot", "grant_impossible")],
)
def test_word_and_pdf_say_them_alike(tuntas: SimpleNamespace, tmp_path: Path, situation: str, move: str) -> None:
    task = bring(tuntas, situation, START)
    frozen = rehearse(tuntas.store, tuntas.publisher, task, WORDS, at=START, action=ACTIONS[move])
    agree(from_data(frozen.data), tmp_path)


def test_as_proposed_nothing_is_told(client_as: As, tuntas: SimpleNamespace) -> None:
    task = bring(tuntas, "draft/sekdis", START)
    sekdis, here = client_as("sekdis.bireuen"), f"/persetujuan/{task['id']}"
    first = sekdis.get(here)
    assert sent(sekdis, first, "//form[@id='putus']", here, action="report").status_code == 302
    assert "wording" not in newest(tuntas, "laporan")
    assert "wording" not in tuntas.store.find("event", task=task["id"], name="report")[0]["fields"]


def test_too_much_is_refused_beside_its_box_and_stays_there(client_as: As, tuntas: SimpleNamespace) -> None:
    task = bring(tuntas, "draft/sekdis", START)
    sekdis, here = client_as("sekdis.bireuen"), f"/persetujuan/{task['id']}"
    far = {**WORDS, "word_title": "x" * 301}
    page = sent(sekdis, sekdis.get(here), "//form[@id='putus']", here, **far, action="report")
    assert page.status_code == 422
    assert {name: text.replace("\r", "") for name, text in boxes(page).items()} == far
    told = lxml.html.fromstring(page.text).get_element_by_id("word_title-galat").text_content()
    assert "paling banyak 300" in told
    assert tuntas.store.count("document", type="laporan") == 0


def test_a_reviewer_words_the_report_and_only_the_paragraph_of_the_sheet(
    client_as: As, tuntas: SimpleNamespace
) -> None:
    task = bring(tuntas, "reported/dinsos", START)
    dinsos, here = client_as("dinsos.aceh"), f"/tugas/{task['id']}/aksi/return_claim"
    desk = dinsos.get(f"/tugas/{task['id']}/periksa")
    assert boxes(desk)["word_title"].endswith("di Kabupaten Bireuen")
    back = dict.fromkeys(verdicts(desk), "sesuai")
    typed = {**WORDS, "reason": "Lampirkan daftar hadir."}
    assert sent(dinsos, desk, "//form[@id='putus']", here, **back, **typed).status_code == 303
    assert newest(tuntas, "penelaahan")["wording"] == {"free": SAID["free"]}


def test_a_done_task_is_reported_in_the_words_that_were_read(client_as: As, tuntas: SimpleNamespace) -> None:
    task = bring(tuntas, "reported/dinsos", START)
    dinsos, here = client_as("dinsos.aceh"), f"/tugas/{task['id']}/aksi/verify"
    desk = dinsos.get(f"/tugas/{task['id']}/periksa")
    good = dict.fromkeys(verdicts(desk), "sesuai")
    read_first = sent(dinsos, desk, "//form[@id='putus']", here, **good, **WORDS, lihat="ya")
    assert (read_first.status_code, boxes(read_first)["word_title"]) == (200, WORDS["word_title"])
    changed = sent(dinsos, desk, "//form[@id='putus']", here, **good, **WORDS)
    assert (changed.status_code, "Isi naskah berubah sejak Anda membacanya" in changed.text) == (409, True)
    assert boxes(changed)["word_title"] == WORDS["word_title"]
    assert sent(dinsos, changed, "//form[@id='putus']", here, **good).status_code == 303
    paper = newest(tuntas, "pelaksanaan")
    assert paper["wording"] == {part: text for part, text in SAID.items() if part != "hal"}
    assert paper["subject"] == "Laporan pelaksanaan tindak lanjut tentang Kemitraan LKS dan Dunia Usaha"
    assert "KEMITRAAN LKS DAN DUNIA USAHA" in text_of(tuntas, paper)
    assert "wording" not in newest(tuntas, "penelaahan")


@pytest.mark.parametrize(
    ("situation", "move", "kind"),
    [("supported", "grant_change", "adendum"), ("cannot", "grant_impossible", "keterangan")],
)
def test_a_decision_is_worded_on_its_page(
    client_as: As, tuntas: SimpleNamespace, situation: str, move: str, kind: str
) -> None:
    task = bring(tuntas, situation, START)
    dinsos, here = client_as("dinsos.aceh"), f"/tugas/{task['id']}/aksi/{move}"
    form = f"//form[@action='{here}']"
    first = dinsos.get(here)
    assert set(boxes(first)) == {"word_title", "word_basis", "word_free"}
    shown = sent(dinsos, first, form, here, **WORDS, lihat="ya")
    assert (shown.status_code, "KEMITRAAN LKS DAN DUNIA USAHA" in shown.text) == (200, True)
    assert tuntas.store.count("document", type=kind) == 0
    far = sent(dinsos, shown, form, here, word_free="x" * 1501)
    assert (far.status_code, boxes(far)["word_title"]) == (422, WORDS["word_title"])
    assert sent(dinsos, shown, form, here).status_code == 303
    said = text_of(tuntas, newest(tuntas, kind))
    for words in ("KEMITRAAN LKS DAN DUNIA USAHA", "Qanun Aceh Nomor 11 Tahun 2013", SAID["free"]):
        assert words in said
    assert tuntas.store.find("event", task=task["id"], name=move)[0]["fields"]["wording"]["free"] == SAID["free"]


@pytest.mark.parametrize("kind", ["notula", "hasil"])
def test_a_paper_about_a_rakor_is_worded_on_its_page(client_as: As, tuntas: SimpleNamespace, kind: str) -> None:
    rakor = bring(tuntas, "reported", START)["rakor"]
    dinsos, here = client_as("dinsos.aceh"), f"/rakor/{rakor}/dokumen/{kind}"
    first = dinsos.get(here)
    form = f"//form[@action='{here}']"
    shown = sent(dinsos, first, form, here, **WORDS, lihat="ya")
    assert (shown.status_code, WORDS["word_free"] in shown.text) == (200, True)
    word_file = lxml.html.fromstring(shown.text).xpath(f"//a[contains(@href, '{kind}.docx')]/@href")[0]
    assert "word_free=" in word_file
    assert sent(dinsos, shown, form, here).status_code == 303
    paper = newest(tuntas, kind)
    assert paper["wording"]["title"] == SAID["title"]
    assert tuntas.store.find("event", rakor=rakor, name="rakor_document")[0]["fields"]["wording"] == paper["wording"]
    assert SAID["free"] in text_of(tuntas, paper)


def test_a_recommendation_is_worded_on_its_page(client_as: As, tuntas: SimpleNamespace) -> None:
    lks = recorded(tuntas.store, START, "LKSA Contoh")["id"]
    chair, here = client_as("ketua.bireuen"), f"/lks/{lks}/naskah/rekomendasi"
    first = chair.get(here)
    form = f"//form[@action='{here}']"
    assert set(boxes(first)) == {"word_title", "word_basis", "word_free"}
    shown = sent(chair, first, form, here, **WORDS, seen="rules", lihat="ya")
    assert (shown.status_code, "KEMITRAAN LKS DAN DUNIA USAHA" in shown.text) == (200, True)
    assert sent(chair, shown, form, here).status_code == 303
    paper = newest(tuntas, "rekomendasi")
    assert paper["wording"] == {part: text for part, text in SAID.items() if part != "hal"}
    assert SAID["free"] in text_of(tuntas, paper)
    assert tuntas.store.find("event", name="region_document")[0]["fields"]["wording"] == paper["wording"]


def test_a_plan_is_worded_before_it_is_submitted(client_as: As, tuntas: SimpleNamespace, tmp_path: Path) -> None:
    task = bring(tuntas, "draft", START)
    chair, here = client_as("ketua.bireuen"), f"/tugas/{task['id']}/rencana"
    form, first = f"//form[@action='{here}']", chair.get(here)
    assert boxes(first) == {
        "word_title": "Rencana Tindak Lanjut (RTL) LKKS Kabupaten Bireuen", "word_basis": "", "word_free": "",
    }  # fmt: skip
    begun = sent(chair, first, form, here, **WORDS, action="Menyusun naskah", do="read")
    assert ("KEMITRAAN LKS DAN DUNIA USAHA" in begun.text, "Menyusun naskah" in begun.text) == (True, True)
    plan = {**PLAN, "action": "Menyusun naskah"}
    shown = sent(chair, begun, form, here, **plan, do="read")
    assert (shown.status_code, tuntas.store.count("document", type="rtl")) == (200, 0)
    far = sent(chair, shown, form, here, **plan, word_free="x" * 1501, do="submit")
    assert (far.status_code, boxes(far)["word_title"]) == (422, WORDS["word_title"])
    assert sent(chair, shown, form, here, **plan, do="submit").status_code == 303
    paper = newest(tuntas, "rtl")
    assert paper["wording"] == {part: text for part, text in SAID.items() if part != "hal"}
    assert tuntas.store.find("event", task=task["id"], name="submit")[0]["fields"]["wording"] == paper["wording"]
    for words in ("KEMITRAAN LKS DAN DUNIA USAHA", "Qanun Aceh Nomor 11 Tahun 2013", SAID["free"]):
        assert words in text_of(tuntas, paper)
    agree(from_data(tuntas.store.find("content", document=paper["id"])[0]["data"]), tmp_path)


# Kinds of which nothing is worded, and why.
AS_THEY_ARE = {
    "tanda_terima": "a slip that repeats the report it goes with",
    "disposisi": "a slip that repeats the report it goes with",
    "daftar_hadir": "a sheet that is filled in by hand",
    "rekap": "counts of one moment, on nobody's decision",
    "matriks": "counts of one moment, on nobody's decision",
    "buku_agenda": "the register as it is",
    "profil_lks": "a record as it is, signed by nobody",
    "kabupaten": "counts of one moment, never longer than its page",
}


@pytest.mark.parametrize("kind", KINDS)
def test_of_every_kind_something_may_be_worded_or_it_is_told_why_not(kind: str) -> None:
    worded = COMPOSERS[kind].proposes is not nothing
    assert worded is (kind not in AS_THEY_ARE)


def test_what_is_read_of_a_form() -> None:
    assert read({}) == {}
    assert read({"word_title": "", "word_hal": " ", "word_basis": "", "word_free": ""}) == {"basis": "", "free": ""}
    for part, (_, most) in PARTS.items():
        assert read({field_of(part): "x" * most}) == {part: "x" * most}
        with pytest.raises(Invalid, match=f"paling banyak {most}"):
            read({field_of(part): "x" * (most + 1)})
    assert differing({"title": "A", "hal": "B"}, {"title": "A", "free": ""}) == {}


def test_a_list_has_no_words_of_its_own(tuntas: SimpleNamespace) -> None:
    rakor = bring(tuntas, "reported", START)["rakor"]
    made = issue_for_rakor(tuntas.store, tuntas.publisher, DINSOS, "matriks", rakor, WORDS, at=START)
    assert "wording" not in made
    plain = as_it_stands(tuntas.store, DINSOS, "matriks", rakor, at=START)
    worded = as_it_stands(tuntas.store, DINSOS, "matriks", rakor, at=START, **WORDS)
    composed = [tuntas.publisher.compose(tuntas.store, order).sha256 for order in (plain, worded)]
    assert composed[0] == composed[1]


def test_an_answer_with_a_new_deadline_is_worded_on_its_page(client_as: As, tuntas: SimpleNamespace) -> None:
    task = bring(tuntas, "help", START)
    dinsos, here = client_as("dinsos.aceh"), f"/tugas/{task['id']}/aksi/answer_help"
    form = f"//form[@action='{here}']"
    answered = {"answer": "Anggaran tersedia pada perubahan APBA.", "deadline": "2027-01-31"}
    first = dinsos.get(here)
    assert (boxes(first), "Baca naskahnya" in first.text) == ({}, True)
    for lack, said in (("answer", "Isi jawaban"), ("deadline", "Isi tenggat baru")):
        asked = sent(dinsos, first, form, here, **{**answered, lack: "", "lihat": "ya"})
        assert (said in asked.text, tuntas.store.get("task", task["id"])["desk"]) == (True, "dinsos")
    shown = sent(dinsos, first, form, here, **answered, **WORDS, lihat="ya")
    assert "KEMITRAAN LKS DAN DUNIA USAHA" in shown.text
    assert sent(dinsos, shown, form, here).status_code == 303
    assert SAID["free"] in text_of(tuntas, newest(tuntas, "adendum"))
    assert tuntas.store.find("event", name="answer_help")[0]["fields"]["wording"]["free"] == SAID["free"]


def composed(tuntas: SimpleNamespace, actor: Actor, kind: str, region: str, words: dict[str, str]) -> list[str]:
    order = at_any_time.order(tuntas.store, actor, kind, Subject(region), words, at=START)
    return lines(from_data(tuntas.publisher.compose(tuntas.store, order).data))


def test_the_report_of_the_indicator_has_its_dasar_and_a_list_its_words(tuntas: SimpleNamespace) -> None:
    office, rule = office_of(tuntas.store, "11", "dinsos"), "Qanun Aceh Nomor 11 Tahun 2013"
    plain = composed(tuntas, DINSOS, "indikator", "11", {})
    tuntas.store.save({**office, "rules": [{"text": rule, "start": "", "end": "", "kind": "indikator"}]})
    based = composed(tuntas, DINSOS, "indikator", "11", {})
    for said, numbers in ((plain, "12345"), (based, "123456")):
        own = said[said.index(next(one for one in said if one.endswith("POKOK HASIL"))) :]
        heads = [one[0] for one in own if re.match(r"\d\. [A-Z]", one)]
        assert "".join(heads[: len(numbers)]) == numbers
    assert (rule in "\n".join(plain), rule in "\n".join(based)) == (False, True)
    listed = "\n".join(composed(tuntas, SEKDIS, "daftar_lks", "11.11", WORDS))
    assert ("KEMITRAAN LKS DAN DUNIA USAHA" in listed, SAID["free"] in listed, rule in listed) == (True, True, False)
