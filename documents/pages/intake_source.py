"""Where an office's outcomes come from: a file that was chosen, or a block that was pasted; read, and kept while it is
being checked."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask import current_app
from flask_wtf.file import FileField
from wtforms import HiddenField, SelectField, TextAreaField

from documents.pages.who_reads import reader
from documents.readers.files.html_blocks import shaped
from documents.readers.reading import PASTED, SHAPED
from workflow.errors import Invalid, Occupied
from workflow.evidence.file_names import clean_name
from workflow.evidence.hashed_files import HashedFiles
from workflow.intake import office_file
from workflow.rakor.recording import readable_rakor
from workflow.store import Record
from workflow.text import tidy
from workflow.web.current import actor, now, store
from workflow.web.forms import Form

_NAME = "tempelan"


class SourceForm(Form):
    rakor = SelectField("Untuk rakor", validate_choice=False, coerce=str)
    file = FileField("Berkas Word, Excel, CSV, atau teks")
    pasted = TextAreaField("Tempelan", render_kw={"data-shape": "shape"})
    shape = HiddenField("Bentuk tempelan")  # what the clipboard has beside the text: the same as HTML


@dataclass(frozen=True)
class Sent:
    """``kind`` is PASTED or SHAPED of a block that was pasted, and of a file anything else."""

    name: str
    content: bytes
    kind: str = ""


def files() -> HashedFiles:
    """The files that are being checked; one that was recorded or thrown away is not kept."""
    return HashedFiles(current_app.extensions["tuntas"].folder / "intake")


def targets() -> list[tuple[str, str]]:
    known = store.find("rakor", order="-start", limit=100, closed=None)
    return [("", "Rakor baru, menurut berkas ini"), *((str(r["id"]), r["title"]) for r in known)]


def taken_in(form: SourceForm) -> Record:
    """Reads the file or the pasted block and opens its intake. Raises ``Invalid`` with the reason beside the field."""
    chosen = str(form.rakor.data or "")
    if chosen not in dict(targets()):
        raise Invalid({"rakor": "Pilih rakor dari daftar."})
    rakor = readable_rakor(store, actor(), int(chosen)) if chosen else None
    head = {"start": rakor["start"], "end": rakor["end"]} if rakor else None
    sent, found = _understood(_sent(form), head)
    sha256 = hashlib.sha256(sent.content).hexdigest()
    source = {"name": clean_name(sent.name), "sha256": sha256, "kind": found["kind"]}
    files().keep(sent.content)
    return office_file.open_intake(
        store, actor(), source, found["sheet"], rakor_id=rakor["id"] if rakor else 0, at=now()
    )


def _sent(form: SourceForm) -> list[Sent]:
    """What was sent, in the order in which it is tried: a table says more than its words alone."""
    pasted, shape = str(form.pasted.data or ""), str(form.shape.data or "")
    if form.file.data and form.file.data.filename:
        return [Sent(form.file.data.filename, form.file.data.stream.read())]
    if not tidy(pasted):
        raise Invalid({"file": "Pilih berkasnya, atau tempelkan isinya di bawah."})
    words = Sent(_NAME, pasted.encode(), PASTED)
    return [Sent(_NAME, shape.encode(), SHAPED), words] if shaped(shape) else [words]


def _understood(ways: list[Sent], head: Mapping[str, Any] | None) -> tuple[Sent, dict[str, Any]]:
    """The first of which something is understood; what is wrong with the last."""
    for sent in ways[:-1]:
        try:
            return sent, read(sent, head=head)
        except Occupied:
            raise
        except Invalid:
            continue
    return ways[-1], read(ways[-1], head=head)


def read(sent: Sent, *, mapping: Any = None, head: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """What was understood: see ``Reader.office_file``."""
    if sent.kind in (PASTED, SHAPED):
        return reader().pasted(sent.content, sent.kind, mapping, head)
    return reader().office_file(sent.name, sent.content, mapping, head)
