"""What no face can print is replaced by a printable equal or named at the field; no two signs print as the same box."""

from __future__ import annotations

import io
import unicodedata
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from flask.testing import FlaskClient
from fontTools.ttLib import TTFont

from documents.report.fonts import visible
from tests.world.arranged import DINSOS, OUTCOME, PLAN, bring, new_task, photo
from tests.world.instance import START
from tests.world.progress_form import TYPED
from tests.world.rakor_forms import HEAD
from workflow.offices.offices import office_of
from workflow.printable import FAMILIES, printable, strangers
from workflow.rakor import file, file_in
from workflow.text import spelled, tidy

As = Callable[[str], FlaskClient]
TOLD = "memuat “👍” (U+1F44D), yang tidak dapat dicetak."


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("✓ ✔ ✅ ☑ ✔️", "√ √ √ √ √"),
        ("✗ ✘ ❌ ☒ ✖️", "× × × × ×"),
        ("1️⃣ Rapat, 2️⃣ laporan, 🔟 hari", "1 Rapat, 2 laporan, 10 hari"),
        ("rapat ➡️ laporan ➜ selesai ⇒ tuntas ⬅ ⬆ ⬇", "rapat → laporan → selesai → tuntas ← ↑ ↓"),
        ("☎ 0644-21234 / 📞0644", "Telp. 0644-21234 / Telp. 0644"),
        ("☎", "Telp."),
        ("\uf0b7 Rapat \uf0a7 Data \uf0fc Selesai \uf0d8 Lanjut", "• Rapat ▪ Data √ Selesai ► Lanjut"),
        ("🔹 Data ▶ Isi ☐ Belum", "• Data ► Isi □ Belum"),
        ("① dan ⒉ dan Ⅳ", "(1) dan 2. dan IV"),
        ("\uff21\uff22\uff23 𝐃𝐢𝐧𝐬𝐨𝐬 5 ㎡", "ABC Dinsos 5 m²"),
        ("10⁵ dan ½ dan 3 ≤ 4 • “a” – b", "10⁵ dan ½ dan 3 ≤ 4 • “a” – b"),
        ("لمباڬ کبجيکن سوسيال ڤڠڽ", "لمباڬ کبجيکن سوسيال ڤڠڽ"),
        ("rapat\u3000dan\u2003data", "rapat dan data"),
    ],
)
def test_a_printable_equal_takes_its_place(typed: str, printed: str):
    assert tidy(typed) == printed
    assert strangers(printed) == ""
    assert visible(printed) == printed


def test_what_has_no_equal_is_named_once_each_and_not_more_than_a_few():
    assert strangers(tidy("bagus 👍👍 中")) == "“👍” (U+1F44D), “中” (U+4E2D)"
    assert strangers(tidy("2⅐ dan x\u20dd")) == "“⅐” (U+2150), U+20DD"
    assert strangers("😀😁😂😃😄😅😆").endswith("“😄” (U+1F604) dan lainnya")


def test_whatever_is_typed_prints_as_itself_or_is_named():
    for code in (*range(0x20, 0x3400), *range(0xA000, 0xA800), *range(0xE000, 0x10000), *range(0x1D400, 0x20000)):
        kept = tidy(f"a{chr(code)}b")
        if not strangers(kept):
            assert visible(kept) == kept, hex(code)
            assert visible(kept.upper()) == unicodedata.normalize("NFC", kept.upper()), hex(code)


def cmap(path: Path) -> dict[int, str]:
    with TTFont(path, lazy=True) as face:
        return face.getBestCmap()


def test_what_is_printed_is_in_every_weight_of_one_face_and_says_something():
    faces = [[cmap(path) for path in files] for files in FAMILIES]
    for sign in printable() - {"\n"}:
        drawn = [{weight.get(ord(sign), ".notdef") for weight in weights} for weights in faces]
        assert any(".notdef" not in glyphs for glyphs in drawn), hex(ord(sign))
        assert unicodedata.category(sign) not in ("Cf", "Cc", "Co", "Cs", "Cn"), hex(ord(sign))


def typed_forms(tuntas: SimpleNamespace) -> dict[str, tuple[str, str, dict[str, Any]]]:
    """field -> who sends which form where, with the sign in it."""
    task, reported = new_task(tuntas, START), bring(tuntas, "reported", START, title="Lain")
    rakor = tuntas.store.get("rakor", task["rakor"])
    office, kept = office_of(tuntas.store, "11.11", "dinsos"), {"version": reported["version"]}
    progress, settings = f"/tugas/{reported['id']}/kemajuan", f"/pengaturan/kantor/{office['id']}"
    pictured = {**TYPED, **kept, "photos": (io.BytesIO(photo()), "a.jpg")}
    new = {"version": office["version"]}
    return {
        "action": ("ketua.bireuen", f"/tugas/{task['id']}/rencana", {**PLAN, "version": 1, "action": "Data 👍"}),
        "text": ("ketua.bireuen", progress, {**TYPED, **kept, "text": "Selesai 👍"}),
        "caption": ("ketua.bireuen", progress, {**pictured, "caption": "Rapat 👍"}),
        "title": ("dinsos.aceh", "/rakor/baru", {**HEAD, "title": "Rakor 👍"}),
        "participants": ("dinsos.aceh", "/rakor/baru", {**HEAD, "participants-0-name": "Ani 👍"}),
        "outcome": ("dinsos.aceh", f"/rakor/{rakor['id']}/butir/baru", {**OUTCOME, "title": "Tanda tangani 👍"}),
        "kop": ("admin", settings, {**new, "head": "PEMERINTAH 👍"}),
        "signer": ("admin", f"{settings}/penanda-tangan", {"name": "Ani 👍", "start": "2026-01-01"}),
        "addressee": ("admin", f"{settings}/tujuan", {**new, "name_0": "Bupati 👍"}),
        "agenda": ("sekdis.bireuen", "/agenda/sediakan", {"subject": "Undangan 👍"}),
    }


@pytest.mark.parametrize(
    "field",
    ["action", "text", "caption", "title", "participants", "outcome", "kop", "signer", "addressee", "agenda"],
)
def test_it_is_named_on_every_form_and_what_was_typed_stays(client_as: As, tuntas: SimpleNamespace, field: str):
    who, address, data = typed_forms(tuntas)[field]
    answer = client_as(who).post(address, data=data)
    assert answer.status_code == 422
    assert TOLD in answer.text
    assert answer.text.count("👍") > answer.text.count(TOLD), "what was typed is still there"


def test_what_is_stored_already_opens_and_goes_on(client_as: As, tuntas: SimpleNamespace):
    task = bring(tuntas, "draft/sekdis", START)
    tuntas.store.save({**tuntas.store.get("task", task["id"]), "title": "Rapat 👍", "outcome_text": "Rapat 👍"})
    for who, address in (("ketua.bireuen", f"/tugas/{task['id']}"), ("sekdis.bireuen", f"/persetujuan/{task['id']}")):
        answer = client_as(who).get(address)
        assert (answer.status_code, "Rapat 👍" in answer.text) == (200, True)


def test_a_rakor_from_another_tuntas_has_the_code_in_its_place(tuntas: SimpleNamespace):
    task = new_task(tuntas, START)
    old = tuntas.store.get("rakor", task["rakor"])
    old["outcomes"][0]["text"] = "Rapat 👍 ✅"
    tuntas.store.save(old)
    data = file_in.read(file.as_bytes(file.as_data(tuntas.store, DINSOS, old)))
    assert data["outcomes"][0]["text"] == "Rapat [U+1F44D] √"
    assert spelled({"a": ["👍", "a\u200bb ", 1]}) == {"a": ["[U+1F44D]", "a\u200bb ", 1]}
