"""No NIK gets in: what looks like one is refused with a sentence wherever text is typed; other numbers pass."""

from __future__ import annotations

import io
from collections.abc import Callable
from types import SimpleNamespace

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st

from tests.world.arranged import PROGRESS, bring, photo
from tests.world.instance import START
from tests.world.stored import folder_of
from workflow.evidence.taking_in import Refused
from workflow.nik import SENTENCE, has_nik, masked
from workflow.text import Fields

NIK = "1111014107900003"  # a made-up one: Bireuen, a woman born on 1 July 1990


@pytest.mark.parametrize(
    "text",
    [
        NIK, f"a.n. Ibu X, NIK {NIK}.", f"NIK:{NIK}", "111101 410790 0003", "111101.410790.0003", "1111-0141-0790-0003",
        "11.11.01.410790.0003", "11.11.01 410790 0003", "11 11 01 41 07 90 0003", " ".join(NIK), "3171012312990001",
        f"{NIK} 081269000000", "١١١١٠١٤١٠٧٩٠٠٠٠٣", "１１１１０１４１０７９００００３", f"baris\n{NIK}\nbaris",
    ],
)  # fmt: skip
def test_a_nik_is_known(text: str) -> None:
    assert has_nik(text)


@pytest.mark.parametrize(
    "text",
    [
        "", "196804111993031009", "NIP 19680411 199303 1 009", "0812-6900-0000", "+62 812 6900 0000",
        "400.9.12/0001/DINSOS/2026", "Rp1.111.010.107.900.003,00", "Rp240.619.111.377,00", "12-10-2023 08.30-12.00",
        "12.10.2023 s.d. 14.10.2023 pukul 08.30 s.d. 12.00", "rekening 7123456789", "rekening 033401000123305",
        "2211014107900003", "1111017907900003", "1111014113900003", "1111014107900000", "1100014107900003",
        "11110141079000031", "2026112507000000", "11.11 11.12 11.13 11.14 11.15 11.16", "1111 0141 0790 0003 1111",
    ],
)  # fmt: skip
def test_other_numbers_pass(text: str) -> None:
    assert not has_nik(text)


@given(st.integers(1, 31), st.integers(1, 12), st.integers(0, 99), st.integers(1, 9999), st.booleans())
def test_every_birthday_makes_a_nik(day: int, month: int, year: int, row: int, woman: bool) -> None:
    assert has_nik(f"111101{day + 40 * woman:02}{month:02}{year:02}{row:04}")


@given(st.text())
def test_no_text_breaks_it(text: str) -> None:
    assert has_nik(text) in (True, False)
    assert has_nik(f"{text} {NIK} {text}")


def test_what_was_read_from_a_file_is_masked() -> None:
    read = {"head": {"title": f"Daftar {NIK}, NIP 196804111993031009"}, "rows": [f"a {NIK} b {NIK}", 3, None, True]}
    assert masked(read) == {
        "head": {"title": "Daftar [NIK dihapus], NIP 196804111993031009"},
        "rows": ["a [NIK dihapus] b [NIK dihapus]", 3, None, True],
    }


def test_every_field_refuses_it_beside_itself() -> None:
    fields = Fields({"a": f"NIK {NIK}", "b": f"satu\n{NIK}", "c": "196804111993031009"})
    fields.line("a", "nama"), fields.paragraph("b", "isi"), fields.line("c", "NIP")
    assert fields.wrong == {"a": SENTENCE, "b": SENTENCE}


@pytest.mark.parametrize("field", ["text", "obstacle", "solution", "place"])
def test_progress_with_a_nik_changes_nothing(
    tuntas: SimpleNamespace, client_as: Callable[[str], FlaskClient], field: str
) -> None:
    refused(tuntas, client_as, **{field: f"Ibu X ({NIK})"})


@pytest.mark.parametrize(("caption", "name"), [(f"Ibu {NIK}", "foto.jpg"), ("Penyerahan", f"KTP {NIK}.jpg")])
def test_captions_and_file_names_are_refused_too(
    tuntas: SimpleNamespace, client_as: Callable[[str], FlaskClient], caption: str, name: str
) -> None:
    refused(tuntas, client_as, photos=[(io.BytesIO(photo()), name)], caption=caption)
    assert tuntas.store.count("evidence") == 0


def refused(tuntas: SimpleNamespace, client_as: Callable[[str], FlaskClient], **typed: object) -> None:
    task = bring(tuntas, "reported", START)
    data = {**PROGRESS, "version": task["version"], **typed}
    answer = client_as("ketua.bireuen").post(
        f"/tugas/{task['id']}/kemajuan", data=data, content_type="multipart/form-data"
    )
    assert answer.status_code == 422
    assert SENTENCE in answer.text
    assert tuntas.store.get("task", task["id"]) == task


def test_a_refused_file_name_is_not_repeated_and_not_kept(app: Flask) -> None:
    folder = app.extensions["tuntas"].evidence
    with pytest.raises(Refused) as refusal:
        folder.take(photo(), f"{NIK}.jpg")
    assert NIK not in refusal.value.sentence
    assert not folder_of(folder).exists()
