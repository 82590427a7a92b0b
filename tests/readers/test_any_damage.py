"""Whatever is done to a file, a reader understands it or refuses it in a sentence, by a rule of ours: never by the last
net, which only stands for what nobody foresaw. The damage is drawn anew in every run; its seed is the test's name."""

from __future__ import annotations

import io
import logging
import os
import random
import zipfile
from collections.abc import Callable
from contextlib import suppress

import pytest
from lxml import etree

from documents.lists import task_heads
from documents.lists.csv_file import csv_file
from documents.lists.excel import Column, workbook
from documents.readers.files.unreadable import Told, Unreadable, one_sentence
from documents.readers.lks.lks_file import read_lks
from documents.readers.reading import SHAPED, read_file, read_pasted
from documents.travel.back import read_form
from documents.travel.excel import excel_form
from documents.travel.form import Blank, TravelForm
from documents.travel.form import Card as OwnCard
from documents.travel.word import word_form
from tests.world.locking import WORD
from tests.world.places import SAMPLES
from workflow.plan_fields import LABELS

SEED = int(os.environ.get("TUNTAS_FUZZ", "0")) or random.SystemRandom().randrange(1, 10**6)
TIMES = int(os.environ.get("TUNTAS_FUZZ_TIMES", "12"))  # damages of each kind of file by each reader
SLOW = {"doc": 2}  # damages of what another program takes seconds for
NASTY = (
    "",
    "-1",
    "0",
    "x",
    "1e9",
    "99999999999999999999",
    "A:E",
    "3:3",
    "B7:A1",
    "XFD1048577",
    "٣",
    "true",
    "\u00a0",
    "1.5",
)
FILES = {
    "docx": SAMPLES / "import" / "01-matriks-sembilan-kolom.docx",
    "docx-points": SAMPLES / "import" / "02-notula-poin-diketik.docx",
    "docx-heads": SAMPLES / "import" / "03-matriks-judul-bertingkat.docx",
    "docx-libreoffice": SAMPLES / "import" / "05-lkks-libreoffice.docx",
    "xlsx": SAMPLES / "import" / "04-rekomendasi-pic.xlsx",
    "xlsx-lks": SAMPLES / "lks" / "lks-1-bnba-provinsi.xlsx",
    "xlsx-lks-heads": SAMPLES / "lks" / "lks-2-akreditasi-kementerian.xlsx",
    "odt": SAMPLES / "import" / "03-matriks-judul-bertingkat.odt",
    "odt-points": SAMPLES / "import" / "02-notula-poin-diketik.odt",
    "ods": SAMPLES / "import" / "04-rekomendasi-pic.ods",
    "xls": SAMPLES / "import" / "04-rekomendasi-pic.xls",
    "pdf": SAMPLES / "import" / "08-sebenarnya-pdf.docx",
    "doc": SAMPLES / "import" / "07-notula-lama.doc",
    "csv": SAMPLES / "import" / "06-rtl-titik-koma-bom.csv",
    "pdf-locked": SAMPLES / "locked" / "notula.pdf",
    "docx-locked": SAMPLES / "locked" / "notula.docx",
    "xls-locked": SAMPLES / "locked" / "rekomendasi.xls",
    "odt-locked": SAMPLES / "locked" / "notula.odt",
    "ods-locked": SAMPLES / "locked" / "rekomendasi.ods",
    "eml": SAMPLES / "mail" / "satu-lampiran.eml",
    "msg": SAMPLES / "mail" / "satu-lampiran.msg",
    "msg-html": SAMPLES / "mail" / "isi-html.msg",
    "html": SAMPLES / "pasted" / "matriks-libreoffice.html",
}
HEADS = [*task_heads.HEADS, task_heads.VERSION, task_heads.CODE]
ROW = [1, *["x"] * (len(HEADS) - 2), "T5"]
TAG = "tuntas.1.115.3.{}.0123456789"
OWN = TravelForm(
    "Rakor", "18 September 2026", "LKKS Kabupaten Bireuen", "9 November 2026",
    (OwnCard("Butir 1", "T1-115-3", (("Butir hasil", "Kemitraan"),), tuple(
        Blank(name, label, "2026-12-15" if name == "deadline" else "", TAG.format(name))
        for name, label in LABELS.items())),), (("Butir 2", "Menunggu Sekdis"),),
)  # fmt: skip
# Ours come back: the form for the road, and the list of tasks.
OURS: dict[str, Callable[[], bytes]] = {
    "form.docx": lambda: word_form(OWN),
    "form.xlsx": lambda: excel_form(OWN),
    "list.xlsx": lambda: workbook("Tugas", [Column(head, 20) for head in HEADS], [ROW]),
    "list.csv": lambda: csv_file(HEADS, [ROW]),
}
READERS: dict[str, Callable[[str, bytes], object]] = {
    "file": read_file,
    "told": lambda name, content: read_file(name, content, told=Told(WORD)),
    "lks": lambda name, content: read_lks(name, content, "2026-11-28"),
    "form": read_form,
    "pasted": lambda _name, content: read_pasted(content.decode("utf-8", "replace")),
    "shaped": lambda _name, content: read_pasted(content.decode("utf-8", "replace"), kind=SHAPED),
}


def damaged(content: bytes, chance: random.Random) -> bytes:
    """One part of a package changed, or some bytes of a text."""
    if not content.startswith(b"PK"):
        return _bytes_changed(content, chance)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    part = chance.choice([name for name in parts if name.endswith((".xml", ".rels"))])
    parts[part] = _changed(parts[part], chance)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return out.getvalue()


def _bytes_changed(data: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(len(data))
    return data[:at] + chance.choice(NASTY).encode() + data[at + chance.randrange(9) :]


def _changed(data: bytes, chance: random.Random) -> bytes:
    if not data.startswith(b"<"):  # behind a lock
        return _bytes_changed(data, chance)
    tree = etree.fromstring(data)
    for _ in range(chance.randrange(1, 4)):
        element = chance.choice([e for e in tree.iter() if isinstance(e.tag, str)])
        parent = element.getparent()
        what = chance.randrange(6)
        if what <= 2 and element.attrib:
            element.attrib[chance.choice(list(element.attrib))] = chance.choice(NASTY)
        elif what == 3:
            element.text = chance.choice(NASTY)
        elif what == 4 and parent is not None:
            parent.remove(element)
        elif parent is not None:
            parent.insert(0, etree.fromstring(etree.tostring(element, with_tail=False)))
    return etree.tostring(tree)


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize("kind", FILES)
def test_a_damaged_file_is_read_or_refused_by_a_rule(kind: str, reader: str, caplog: pytest.LogCaptureFixture):
    content = FILES[kind].read_bytes()
    for number in range(SLOW.get(kind, TIMES)):
        seed = SEED + number
        changed = damaged(content, random.Random(seed))  # noqa: S311 - dice, no secret
        with caplog.at_level(logging.ERROR, "tuntas"), suppress(Unreadable):
            READERS[reader](f"berkas.{kind[:4].rstrip('-')}", changed)
        assert caplog.text == "", f"TUNTAS_FUZZ={seed} shows it again: {kind}, {reader}\n{caplog.text}"


@pytest.mark.parametrize("kind", OURS)
def test_a_damaged_file_of_ours_is_read_or_refused_by_a_rule(kind: str, caplog: pytest.LogCaptureFixture):
    content = OURS[kind]()
    assert read_form(kind, content)
    for seed in range(SEED, SEED + 4 * TIMES):
        changed = damaged(content, random.Random(seed))  # noqa: S311 - dice, no secret
        with caplog.at_level(logging.ERROR, "tuntas"), suppress(Unreadable):
            for card in read_form(kind, changed):
                assert isinstance(card["task"], int)
                assert all(isinstance(text, str) for text in card["values"].values())
        assert caplog.text == "", f"TUNTAS_FUZZ={seed} shows it again: {kind}\n{caplog.text}"


def test_what_nobody_foresaw_is_told_as_damaged_and_logged(caplog: pytest.LogCaptureFixture):
    with pytest.raises(Unreadable, match="rusak"), one_sentence(b"isi"):
        [][1]
    assert "was not foreseen" in caplog.text
    assert "IndexError" in caplog.text
