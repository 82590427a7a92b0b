"""The table of a plan's fields: what holds for its rows, and that a row more is enough for a field more."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from html import unescape
from typing import Any

import pytest

from documents.compose.parts.plan_table import ANNEX_WIDTHS, SHEET_WIDTHS
from tests.world.pages_read import one_line
from tests.world.places import ROOT
from workflow.plan_fields import PLAN, PLAN_FIELDS, READ, ROWS, SUGGESTED, written

PRODUCT = ("workflow", "documents", "templates", "static")
ROW = """
    PlanField(
        "risk", "risiko", limit=50, lines=5, required=True, hint="Apa yang dapat menghalangi.", searched=True,
        suggested=Suggested(), paper=OnPaper("Risiko", "Risiko/ Bahaya", 20, 20), listed=InList("Risiko", 20),
        files=InFiles(r"(potensi )?risiko"),
    ),
"""


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What a copy of the product says whose table has ``ROW`` before the last row."""
    copy = tmp_path_factory.mktemp("copy")
    for room in PRODUCT:
        shutil.copytree(ROOT / room, copy / room, ignore=shutil.ignore_patterns("__pycache__"))
    for file in ("app.py", "pyproject.toml"):  # the second one says which version it is
        shutil.copy(ROOT / file, copy)
    table = copy / "workflow/plan_fields.py"
    before, last = table.read_text(encoding="utf-8").split('\n    PlanField(\n        "remarks"')
    table.write_text(f'{before}{ROW}    PlanField(\n        "remarks"{last}', encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-P", str(ROOT / "tests/world/one_field_more.py"), str(copy / "instance")],
        env={**os.environ, "PYTHONPATH": f"{copy}{os.pathsep}{ROOT}"},
        cwd=copy, capture_output=True, text=True, timeout=300, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return dict(json.loads(done.stdout))


def box(page: str, name: str) -> tuple[str, str]:
    """The opening tag of a field and what stands in it."""
    tag, text = re.findall(rf'<(?:textarea|input)([^>]* name="{name}"[^>]*)>([^<]*)', page)[0]
    return tag, unescape(text).strip()


def test_names_fit_into_the_tags_of_the_travelling_form():
    assert [row.name for row in ROWS if not re.fullmatch("[a-z]+", row.name)] == []


@pytest.mark.parametrize("words", ["name", "label"])
def test_no_two_rows_are_called_the_same(words: str):
    said = [getattr(row, words) for row in ROWS]
    assert len(set(said)) == len(said)
    assert len({row.listed.head for row in ROWS}) == len(ROWS)
    assert len(READ) == sum(bool(row.files.sure) for row in ROWS)


def test_every_field_stands_on_paper_in_a_column_or_in_that_of_another():
    columns = {row.name for row in ROWS if row.paper.head}
    assert [row.name for row in ROWS if bool(row.paper.head) == (row.paper.within in columns)] == []


def test_the_matrix_is_as_wide_as_its_papers():
    assert (sum(SHEET_WIDTHS), sum(ANNEX_WIDTHS)) == (247, 252)


def test_what_is_suggested_on_one_line_has_a_box_of_one_line():
    assert [name for name, box in SUGGESTED.items() if PLAN[name].one_line != (box.lines == 0)] == []


def test_a_task_of_earlier_says_nothing_where_it_has_no_field():
    task = {"plan": {"action": "Mendata", "gone": "x"}, "deadline": "2026-12-15"}
    assert written(task) == {**dict.fromkeys(PLAN, ""), "action": "Mendata", "deadline": "2026-12-15"}
    assert list(written(task)) == [*(field.name for field in PLAN_FIELDS), "deadline"]


def test_a_field_more_is_asked_for_with_its_hint_and_its_limit(found: dict[str, Any]):
    tag, text = box(found["form"], "risk")
    assert 'rows="5"' in tag
    assert 'maxlength="50"' in tag
    assert text == found["suggested"] == "Dari rakor"
    assert "Apa yang dapat menghalangi. Paling banyak 50 huruf." in found["form"]
    assert "isi tindak lanjut, indikator, penanggung jawab, dan risiko." in " ".join(found["form"].split())
    assert found["order"][-3:] == ["risk", "remarks", "deadline"]


def test_it_is_required_limited_and_kept(found: dict[str, Any]):
    assert "Isi risiko." in found["required"]
    assert "Risiko terlalu panjang: 51 huruf, paling banyak 50." in found["limited"]
    assert (found["saved"], found["kept"]) == (303, "Abrasi")
    assert '<dt>Risiko</dt><dd class="typed">Abrasi</dd>' in one_line(found["page"])
    assert "tindak lanjut, indikator, penanggung jawab, dan risiko terisi" in " ".join(found["help"].split())
    assert found["searched"] == 1


def test_an_outcome_suggests_it(found: dict[str, Any]):
    assert 'maxlength="50"' in box(found["outcome form"], "risk")[0]


def test_who_is_late_sees_both_texts(found: dict[str, Any]):
    assert "Risiko" in found["late"]
    assert "Longsor" in found["late"]


def test_it_stands_on_the_sheet_and_among_its_changes(found: dict[str, Any]):
    assert found["paper"]["Risiko/ Bahaya"] == "Banjir"
    assert list(found["paper"])[-2:] == ["Risiko/ Bahaya", "Ket."]
    assert found["changed"] == [["1", "Risiko", "Banjir", "Longsor"]]
    assert re.search(r"Risiko.*Longsor", found["desk"], re.S)


@pytest.mark.parametrize("ext", ["docx", "xlsx"])
def test_it_travels(found: dict[str, Any], ext: str):
    assert found[f"travelled {ext}"] == "Abrasi"


def test_another_tuntas_takes_it(found: dict[str, Any]):
    assert found["rakor.json"] == "Longsor"


@pytest.mark.parametrize("ext", ["xlsx", "csv"])
def test_our_own_list_has_it_and_is_read_back(found: dict[str, Any], ext: str):
    heads, said = found[f"own {ext}"]
    assert heads[heads.index("Anggaran") + 1 :][:2] == ["Risiko", "Keterangan"]
    assert sorted(said) == ["Abrasi", "Banjir", "Longsor"]


def test_an_office_names_it_in_its_own_words(found: dict[str, Any]):
    assert found["sheet"] == "Banjir"
    assert 'value="Banjir"' in box(found["check page"], "t1.risk")[0]


def test_what_was_kept_before_opens_and_can_be_saved(found: dict[str, Any]):
    assert set(found["earlier"].values()) == {200, 303}, found["earlier"]
