"""The form that travels without a network: made as Word and Excel, filled in, read back, checked, recorded."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from docx.oxml.ns import qn
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from openxml_audit import OpenXmlValidator

from documents.lists.excel import unescaped
from documents.readers.files.unreadable import Unreadable
from documents.travel.back import NOT_OURS, read_form
from documents.travel.excel import excel_form
from documents.travel.form import PROMPT, PROPERTIES, form_of, tagged
from documents.travel.word import word_form
from tests.world.arranged import PLAN, new_task
from tests.world.office_suite import Converted
from tests.world.saying_yes import boxes
from tests.world.travelled import pressed, reported, sent
from workflow.intake import travel_form
from workflow.plan_fields import PLAN as FIELDS
from workflow.rakor.recording import hand_over
from workflow.tasks.operations import move
from workflow.text import tidy

MAKERS = {"docx": word_form, "xlsx": excel_form}
NASTY = {
    **dict.fromkeys(FIELDS, "Lain"),
    "action": "=1+1\n\n“Mendata” & 'memeriksa' <LKS>\n_x0041_ 100% @", "indicator": "لجنة الرعاية – ١٢",
    "target": "- 5 (lima)",
    "responsible": "Ketua", "related": "+62 812", "budget": "Rp 5.000.000,00", "remarks": "panjang " * 70,
    "deadline": "2026-12-01",
}  # fmt: skip
SAID = {
    "date": "2026-11-07", "text": "Sudah didata.\nTinggal dua.", "percent": "60", "obstacle": "=Jalan putus",
    "solution": "", "place": "Jeumpa",
}  # fmt: skip


def filled(ext: str, content: bytes, values: dict[str, str]) -> bytes:
    """The form with every field of these names filled in, as the programs of an office leave it."""
    out = io.BytesIO()
    if ext == "xlsx":
        book = load_workbook(io.BytesIO(content))
        for row in book.active.iter_rows(max_col=3):
            if (said := tagged(str(row[0].value or ""))) and said[3] in values:
                row[2].value = unescaped(values[said[3]]) or None
                if row[2].data_type == "f":
                    row[2].data_type = "s"
        book.save(out)
        return out.getvalue()
    document = Document(io.BytesIO(content))
    for control in document.element.body.iter(qn("w:sdt")):
        said = tagged(control.find(f"{qn('w:sdtPr')}/{qn('w:tag')}").get(qn("w:val")))
        if said and said[3] in values:
            type_into(control, values[said[3]])
    document.save(out)
    return out.getvalue()


def type_into(control: Any, text: str) -> None:
    """As Word does it: the prompt goes, the text comes with breaks."""
    prompt = control.find(f"{qn('w:sdtPr')}/{qn('w:showingPlcHdr')}")
    if prompt is not None:
        prompt.getparent().remove(prompt)
    content = control.find(qn("w:sdtContent"))
    for child in list(content):
        content.remove(child)
    run = content.makeelement(qn("w:r"), {})
    content.append(run)
    for n, line in enumerate(text.split("\n")):
        if n:
            run.append(run.makeelement(qn("w:br"), {}))
        piece = run.makeelement(qn("w:t"), {})
        piece.text = line
        run.append(piece)


def made(tuntas: Any, ext: str, task: dict[str, Any]) -> bytes:
    rakor = tuntas.store.get("rakor", task["rakor"])
    return MAKERS[ext](form_of(tuntas.store, rakor, task["region"], "2026-11-09"))


@pytest.mark.parametrize("ext", ["docx", "xlsx"])
def test_a_form_untouched_says_what_is_stored(tuntas, clock, ext):
    task = new_task(tuntas, clock.at)
    cards = read_form(f"x.{ext}", made(tuntas, ext, task))
    assert [(c["rakor"], c["task"], c["version"]) for c in cards] == [(task["rakor"], task["id"], task["version"])]
    assert cards[0]["values"] == {**task["plan"], "deadline": task["deadline"]}
    assert cards[0]["base"] == {name: travel_form.digest(text) for name, text in cards[0]["values"].items()}


@pytest.mark.parametrize("ext", ["docx", "xlsx"])
def test_what_is_filled_in_comes_back(tuntas, clock, ext):
    task = new_task(tuntas, clock.at)
    content = filled(ext, made(tuntas, ext, task), NASTY)
    assert read_form(f"x.{ext}", content)[0]["values"] == {name: tidy(text) for name, text in NASTY.items()}


def test_a_word_form_without_its_controls_is_read_by_its_labels(tuntas, clock):
    """As WPS may leave it: the controls are gone, their text and prompts stay."""
    task = new_task(tuntas, clock.at)
    document = Document(io.BytesIO(filled("docx", made(tuntas, "docx", task), {"action": "Baris 1\nBaris 2"})))
    for control in list(document.element.body.iter(qn("w:sdt"))):
        for run in list(control.find(qn("w:sdtContent"))):
            control.addprevious(run)
        control.getparent().remove(control)
    out = io.BytesIO()
    document.save(out)
    assert read_form("x.docx", with_properties(out.getvalue(), b""))[0]["base"] == {}
    card = read_form("x.docx", out.getvalue())[0]
    assert (card["task"], set(card["base"])) == (task["id"], set(card["values"]))
    assert card["values"] == {**task["plan"], "deadline": task["deadline"], "action": "Baris 1\nBaris 2"}
    assert PROMPT in str([c.text for t in document.tables for r in t.rows for c in r.cells])


@pytest.mark.parametrize("ext", ["docx", "xlsx"])
def test_only_the_fields_are_open(tuntas, clock, ext):
    content = made(tuntas, ext, new_task(tuntas, clock.at))
    if ext == "xlsx":
        sheet = load_workbook(io.BytesIO(content)).active
        open_cells = {cell.coordinate for row in sheet.iter_rows() for cell in row if not cell.protection.locked}
        tagged_cells = {f"C{row[0].row}" for row in sheet.iter_rows(max_col=1) if tagged(str(row[0].value or ""))}
        assert sheet.protection.sheet
        assert not sheet.protection.password
        assert open_cells == tagged_cells
        assert len(open_cells) == len(travel_form.PLAN)
        assert {str(v.sqref): v.type for v in sheet.data_validations.dataValidation}
    else:
        protection = Document(io.BytesIO(content)).settings.element.find(qn("w:documentProtection"))
        assert protection.get(qn("w:edit")) == "forms"
        assert protection.get(qn("w:enforcement")) == "1"


@given(
    texts=st.lists(
        st.text(st.characters(blacklist_categories=("Cs", "Cc")) | st.just("\n"), max_size=300),
        min_size=len(FIELDS),
        max_size=len(FIELDS),
    )
)
@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_is_typed_comes_back(tuntas, clock, texts):
    found = tuntas.store.find("task", limit=1)
    task = found[0] if found else new_task(tuntas, clock.at)
    values = dict(zip(FIELDS, map(tidy, texts), strict=True))
    for ext in MAKERS:
        read = read_form(f"x.{ext}", filled(ext, made(tuntas, ext, task), values))[0]["values"]
        assert {name: read[name] for name in values} == values, ext


def test_a_form_filled_in_in_libreoffice_loses_nothing(tuntas, clock, libreoffice: Converted, tmp_path: Path):
    """Each file through LibreOffice's own format and back: what it does not keep would be gone."""
    task = new_task(tuntas, clock.at)
    for ext in MAKERS:
        (tmp_path / f"isi.{ext}").write_bytes(filled(ext, made(tuntas, ext, task), NASTY))
    own, back = tmp_path / "own", tmp_path / "back"
    libreoffice("odt", own, tmp_path / "isi.docx")
    libreoffice("ods", own, tmp_path / "isi.xlsx")
    libreoffice("docx", back, own / "isi.odt")
    libreoffice("xlsx", back, own / "isi.ods")
    for ext in MAKERS:
        card = read_form(f"isi.{ext}", (tmp_path / "back" / f"isi.{ext}").read_bytes())[0]
        assert card["values"] == {name: tidy(text) for name, text in NASTY.items()}, ext
        assert (card["task"], card["version"]) == (task["id"], task["version"]), ext
        assert card["base"] == {name: travel_form.digest(text) for name, text in travel_form.stored(task).items()}, ext


def test_after_libreoffice_only_what_both_sides_changed_is_asked(
    tuntas, clock, client_as, libreoffice: Converted, tmp_path: Path
):
    """A form that was saved by LibreOffice, and one that it opens before somebody types into it."""
    from tests.world.arranged import CHAIR

    task, chair = new_task(tuntas, clock.at), client_as("ketua.bireuen")
    task = move(tuntas.store, tuntas.publisher, CHAIR, task["id"], "edit_plan", PLAN, version=1, at=clock.at)
    for ext in MAKERS:
        (tmp_path / f"isi.{ext}").write_bytes(made(tuntas, ext, task))
        libreoffice(ext, tmp_path / "back", tmp_path / f"isi.{ext}")
    changed = {**PLAN, "action": "Dari kantor", "target": "9"}
    move(tuntas.store, tuntas.publisher, CHAIR, task["id"], "edit_plan", changed, version=task["version"], at=clock.at)
    typed = {PLAN["action"]: "Dari formulir", PLAN["indicator"]: "Enam LKS"}
    for ext in MAKERS:
        page = chair.get(sent(chair, retyped((tmp_path / "back" / f"isi.{ext}").read_bytes(), typed), f"x.{ext}")).text
        assert page.count("Pilih salah satu") == 1, ext  # the action
        assert "Enam LKS" in page, ext
        assert f"t{task['id']}.indicator.take" in page, ext
        assert f"t{task['id']}.target" not in page, ext  # changed here only


def retyped(content: bytes, texts: dict[str, str]) -> bytes:
    """The file with other texts in place of these, whatever part they stand in."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            for was, now in texts.items():
                part = part.replace(f">{was}<".encode(), f">{now}<".encode())
            new.writestr(name, part)
    return out.getvalue()


def test_the_word_form_is_in_indonesian_and_whole(tuntas, clock, tmp_path: Path):
    (tmp_path / "isi.docx").write_bytes(content := made(tuntas, "docx", new_task(tuntas, clock.at)))
    assert [str(error) for error in OpenXmlValidator().validate(tmp_path / "isi.docx").errors] == []
    parts = zipfile.ZipFile(io.BytesIO(content))
    told = "".join(parts.read(name).decode() for name in parts.namelist() if name.endswith(".xml"))
    assert set(re.findall(r'<w:(?:lang|themeFontLang)\b[^>]* w:val="([^"]*)"', told)) == {"id-ID"}
    assert "<dc:language>id-ID</dc:language>" in told


@pytest.mark.parametrize("ext", ["docx", "xlsx"])
def test_a_form_of_before_has_no_properties_and_strange_ones_say_nothing(tuntas, clock, ext):
    task = new_task(tuntas, clock.at)
    content = made(tuntas, ext, task)
    strange = (
        b'<Properties xmlns="x"><property name="tuntas.1.2.3">action.zz</property><!-- --></Properties>',
        b'<Properties><property>action.0123456789</property><property name="tuntas.9.9.9"/></Properties>',
    )
    for said in (b"", *strange):
        card = read_form(f"x.{ext}", with_properties(content, said))[0]
        assert card["base"] == {name: travel_form.digest(text) for name, text in travel_form.stored(task).items()}
    with pytest.raises(Unreadable, match="rusak"):
        read_form(f"x.{ext}", with_properties(content, b"<Properties"))


def with_properties(content: bytes, said: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            part = said if name == PROPERTIES else old.read(name)
            if part:
                new.writestr(name, part)
    return out.getvalue()


def test_other_files_are_refused(client_as):
    chair = client_as("ketua.bireuen")
    out = io.BytesIO()
    Document().save(out)
    for content, sentence in (
        (b"", "Pilih formulirnya"), (out.getvalue(), NOT_OURS), (b"%PDF-1.7 x", "Isi berkas ini dokumen PDF"),
        (b"PK\x03\x04 rusak", "rusak"),
    ):  # fmt: skip
        answer = chair.post("/formulir", data={"file": (io.BytesIO(content), "x.docx" if content else "")})
        assert (answer.status_code, sentence in answer.text) == (422, True), sentence
    with pytest.raises(Unreadable):
        read_form("x.csv", b"a;b")


def test_a_plan_travels(tuntas, clock, client_as):
    task, chair = new_task(tuntas, clock.at), client_as("ketua.bireuen")
    download = chair.get(f"/rakor/{task['rakor']}/formulir.docx")
    assert "Formulir-Rakor-LKS-2026-Bireuen.docx" in download.headers["Content-Disposition"]
    shown = [c.text for c in Document(io.BytesIO(download.data)).element.body.iter(qn("w:t"))]
    assert "15 Desember 2026" in shown
    content = filled("docx", download.data, {"action": "Mendata LKS", "indicator": "Lima LKS"})
    address = sent(chair, content)
    assert sent(chair, content) == address  # sent twice on a bad line: it waits once
    page = chair.get(address).text
    assert "<mark>Lima LKS</mark>" in page
    assert "Mendata LKS" in page
    answer = pressed(chair, address, **{f"t{task['id']}.indicator": "Enam LKS"})
    assert answer.status_code == 303, answer.text
    plan = tuntas.store.get("task", task["id"])["plan"]
    assert (plan["action"], plan["indicator"]) == ("Mendata LKS", "Enam LKS")
    assert "1 rencana diubah" in chair.get(address).text
    assert chair.post(address, data={"version": "1"}).status_code == 409


def test_progress_travels_and_is_recorded_once(tuntas, clock, client_as):
    task, chair = reported(tuntas, clock), client_as("ketua.bireuen")
    content = filled("xlsx", made(tuntas, "xlsx", task), SAID)
    address = sent(chair, content, "formulir.xlsx")
    wrong = pressed(chair, address, **{f"t{task['id']}.percent": "160"})
    assert wrong.status_code == 422
    assert "0 sampai 100" in wrong.text
    assert 'value="160"' in wrong.text
    assert pressed(chair, address).status_code == 303
    stored = tuntas.store.get("task", task["id"])
    assert {name: str(stored["progress"][-1][name]) for name in SAID} == SAID
    again = sent(chair, content, "formulir.xlsx")
    assert "sudah tercatat" in chair.get(again).text
    assert pressed(chair, again).status_code == 422
    assert len(tuntas.store.get("task", task["id"])["progress"]) == len(stored["progress"])


def test_a_task_changed_meanwhile_shows_both_texts(tuntas, clock, client_as):
    from tests.world.arranged import CHAIR

    task, chair = new_task(tuntas, clock.at), client_as("ketua.bireuen")
    content = filled("docx", made(tuntas, "docx", task), {"action": "Dari formulir", "target": "Lima"})
    move(tuntas.store, tuntas.publisher, CHAIR, task["id"], "edit_plan", {**PLAN, "action": "Dari kantor"},
         version=task["version"], at=clock.at)  # fmt: skip
    address, key = sent(chair, content), f"t{task['id']}"
    page = chair.get(address).text
    assert "Pilih salah satu" in page
    assert "Dari <mark>formulir" in page
    assert "Dari <mark>kantor" in page
    refused = pressed(chair, address)
    assert refused.status_code == 422
    assert "berbeda di kedua tempat" in refused.text
    assert tuntas.store.get("task", task["id"])["plan"]["action"] == "Dari kantor"
    assert pressed(chair, address, **{f"{key}.action.pick": "stored"}).status_code == 303
    plan = tuntas.store.get("task", task["id"])["plan"]
    # what the form left as it was does not undo the other's change
    assert (plan["action"], plan["target"], plan["indicator"]) == ("Dari kantor", "Lima", PLAN["indicator"])


def test_what_the_stage_does_not_allow_is_ignored_with_a_remark(tuntas, clock, client_as):
    from tests.world.arranged import CHAIR

    task, chair = new_task(tuntas, clock.at), client_as("ketua.bireuen")
    content = filled("docx", made(tuntas, "docx", task), {"action": "Terlambat"})
    move(tuntas.store, tuntas.publisher, CHAIR, task["id"], "submit", PLAN, version=task["version"], at=clock.at)
    address = sent(chair, content)
    page = chair.get(address).text
    assert "“Tindak lanjut” tidak dapat diubah sekarang" in page
    assert "menunggu Sekdis" in page
    assert "Indikator” tidak" not in page
    assert chair.post(address, data={"version": "1", f"t{task['id']}.action.take": "1"}).status_code == 422
    assert tuntas.store.get("task", task["id"])["plan"]["action"] == PLAN["action"]


def test_tasks_of_others_are_as_unknown_as_those_that_are_not_there(tuntas, clock, client_as):
    task, chair = new_task(tuntas, clock.at), client_as("ketua.bireuen")
    theirs = new_task(tuntas, clock.at, "11.07")
    content = made(tuntas, "docx", theirs)
    foreign = chair.get(sent(chair, filled("docx", content, {"action": "Milik lain"}))).text
    unknown = read_form("x.docx", content)[0] | {"task": 987654}
    record = travel_form.open_travel(
        tuntas.store, _chair(tuntas), {"name": "x.docx", "sha256": "0"}, [unknown], at=clock.at
    )
    elsewhere = read_form("x.docx", made(tuntas, "docx", task))[0] | {"rakor": theirs["rakor"]}
    moved = travel_form.open_travel(
        tuntas.store, _chair(tuntas), {"name": "y", "sha256": "1"}, [elsewhere], at=clock.at
    )
    absent = chair.get(f"/formulir/{record['id']}").text
    for page in (foreign, absent, chair.get(f"/formulir/{moved['id']}").text):
        assert travel_form.UNKNOWN in page
        assert task["title"] not in page
    assert client_as("ketua.pidie").get(f"/formulir/{record['id']}").status_code == 404


def _chair(tuntas: Any) -> Any:
    from workflow.people.accounts import find_user
    from workflow.roles import Actor

    return Actor.of(find_user(tuntas.store, "ketua.bireuen"))


def test_a_wrong_value_changes_nothing_of_the_whole_form(tuntas, clock, client_as):
    task, chair = new_task(tuntas, clock.at), client_as("ketua.bireuen")
    rakor = tuntas.store.get("rakor", task["rakor"])
    second = {**rakor["outcomes"][0], "uid": "zwei", "no": 2}
    tuntas.store.save({**rakor, "outcomes": [*rakor["outcomes"], second]})
    from tests.world.arranged import DINSOS

    other = hand_over(tuntas.store, DINSOS, rakor["id"], "zwei", ["11.11"], at=clock.at)[0]
    address = sent(chair, filled("docx", made(tuntas, "docx", task), {"action": "Baru", "target": "x" * 200}))
    refused = pressed(chair, address, **{f"t{other['id']}.target": "y" * 400})
    assert refused.status_code == 422
    assert "terlalu panjang" in refused.text
    assert "y" * 400 in refused.text
    assert [tuntas.store.get("task", t["id"])["version"] for t in (task, other)] == [task["version"], other["version"]]
    late = pressed(chair, address, **{f"t{task['id']}.seen": "77"})
    assert late.status_code == 409
    assert tuntas.store.get("task", other["id"])["version"] == other["version"]
    assert pressed(chair, address).status_code == 303
    assert chair.get("/komitmen").text.count("2 rencana diubah") == 1


def test_dinsos_fetches_the_form_of_a_kabupaten(tuntas, clock, client_as):
    task, dinsos = new_task(tuntas, clock.at), client_as("dinsos.aceh")
    url = f"/rakor/{task['rakor']}/formulir.xlsx"
    assert read_form("x.xlsx", dinsos.get(f"{url}?wilayah=11.11").data)[0]["task"] == task["id"]
    assert [dinsos.get(f"{url}{query}").status_code for query in ("", "?wilayah=11.07", "?wilayah=99")] == [404] * 3
    assert client_as("ketua.pidie").get(f"{url}?wilayah=11.11").status_code == 404
    assert "formulir.docx" in dinsos.get(f"/rakor/{task['rakor']}").text


def test_days_that_do_not_fit_the_story_are_asked_about(tuntas, clock, client_as):
    task, chair = new_task(tuntas, clock.at), client_as("ketua.bireuen")
    address = sent(chair, filled("docx", made(tuntas, "docx", task), {"deadline": "2026-09-01"}))
    asked = pressed(chair, address)
    said = "Tenggat 1 September 2026 lebih dahulu daripada rakornya, 18 September 2026."
    assert (asked.status_code, said in asked.text) == (422, True)
    assert tuntas.store.get("task", task["id"])["deadline"] == task["deadline"]
    assert pressed(chair, address, yakin=boxes(asked)[0]).status_code == 303
    assert tuntas.store.get("task", task["id"])["deadline"] == "2026-09-01"
