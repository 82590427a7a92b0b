"""A PDF sent as evidence carries nothing that runs, sends or hides."""

from __future__ import annotations

import io
import tempfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pikepdf import Array, Dictionary, Name

from workflow.evidence.taking_in import EvidenceFolder, Refused


def written(change: Callable[[pikepdf.Pdf], None]) -> bytes:
    pdf, out = pikepdf.new(), io.BytesIO()
    pdf.add_blank_page()
    change(pdf)
    pdf.save(out)
    return out.getvalue()


def script_at_opening(pdf: pikepdf.Pdf) -> None:
    pdf.Root.OpenAction = Dictionary(S=Name.JavaScript, JS="app.alert(1)")


def launch_in_a_link(pdf: pikepdf.Pdf) -> None:
    action = Dictionary(S=Name.Launch, F="cmd.exe")
    pdf.pages[0].Annots = Array([Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=[0, 0, 9, 9], A=action)])


def file_inside(pdf: pikepdf.Pdf) -> None:
    pdf.attachments["isi.exe"] = b"MZ"


@pytest.mark.parametrize("change", [script_at_opening, launch_in_a_link, file_inside])
def test_it_is_refused_in_words(tmp_path: Path, change: Callable[[pikepdf.Pdf], None]):
    folder = EvidenceFolder(tmp_path / "evidence")
    with pytest.raises(Refused, match="memuat skrip, perintah atau berkas lain"):
        folder.take(written(change), "surat.pdf")
    assert not list(tmp_path.rglob("*.*"))


def test_a_plain_one_with_a_place_to_open_at_is_kept_as_it_came(tmp_path: Path):
    def open_at(pdf: pikepdf.Pdf) -> None:
        pdf.Root.OpenAction = Array([pdf.pages[0].obj, Name.Fit])

    content, folder = written(open_at), EvidenceFolder(tmp_path / "evidence")
    assert folder.read(folder.take(content, "surat.pdf").sha256) == content


@settings(max_examples=30, deadline=None, derandomize=True)
@given(st.lists(st.tuples(st.integers(0, 10_000), st.integers(0, 255)), min_size=1, max_size=12))
def test_a_damaged_one_is_taken_or_refused_never_more(changes: list[tuple[int, int]]):
    content = bytearray(written(launch_in_a_link))
    for place, byte in changes:
        content[place % len(content)] = byte
    with tempfile.TemporaryDirectory() as folder, suppress(Refused):
        EvidenceFolder(Path(folder)).take(bytes(content), "surat.pdf")
