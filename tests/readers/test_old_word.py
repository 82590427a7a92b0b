"""Old Word files are read as the new ones they are made into, by a LibreOffice that is shut in; without it, it is told
how to get one."""

from __future__ import annotations

import json
import resource
import tempfile
from pathlib import Path

import pytest

from documents.commands.intake import as_key
from documents.package import BROKEN, Unfit
from documents.readers.files.old_word import INSTALL, docx_of
from documents.readers.files.sniffing import OLE
from documents.readers.files.unreadable import Unreadable
from documents.readers.reading import read_file
from tests.world.office_suite import Converted
from tests.world.places import SAMPLES
from tests.world.reader_keys import differences

WORD = sorted((SAMPLES / "import").glob("0[1-5]*.docx"))
OLD = SAMPLES / "import" / "07-notula-lama.doc"


@pytest.fixture(scope="module")
def converted(libreoffice: Converted, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder with every sample as .doc."""
    folder = tmp_path_factory.mktemp("doc")
    libreoffice("doc:MS Word 97", folder, *WORD)
    return folder


@pytest.mark.parametrize("path", WORD, ids=lambda path: path.name)
def test_a_sample_saved_as_doc_is_read_as_its_key_says(path: Path, converted: Path):
    key = json.loads((path.parent / f"{path.name}.expected.json").read_text(encoding="utf-8"))
    made = converted / f"{path.stem}.doc"
    reading = read_file(made.name, made.read_bytes())
    assert reading.kind == "doc"
    assert differences(key, as_key(made.name, reading)) == []


def test_nothing_of_it_is_left_in_the_folder_for_temporary_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    assert len(read_file(OLD.name, OLD.read_bytes()).outcomes) == 3
    assert list(tmp_path.iterdir()) == []


def test_without_libreoffice_it_is_told_what_to_do(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("PATH", "")
    with pytest.raises(Unreadable, match="Simpan sebagai .docx") as refused:
        read_file(OLD.name, OLD.read_bytes())
    assert INSTALL in refused.value.sentence


def test_what_holds_no_text_of_word_is_told_without_starting_libreoffice():
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    for content in (OLD.read_bytes()[:2000], OLE + "WordDocument".encode("utf-16-le"), _without_its_text()):
        with pytest.raises(Unfit, match=BROKEN):
            docx_of(content)
    assert resource.getrusage(resource.RUSAGE_CHILDREN) == before


def _without_its_text() -> bytes:
    name = "WordDocument".encode("utf-16-le")
    assert name in OLD.read_bytes()
    return OLD.read_bytes().replace(name, "WordDocumenu".encode("utf-16-le"))
