"""Where an office's outcomes come from: a file that was chosen, or a block that was pasted; read, and kept while it is
being checked."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask import g
from flask_wtf.file import FileField
from wtforms import HiddenField, PasswordField, SelectField, TextAreaField

from documents.pages.who_reads import reader
from documents.readers.files.html_blocks import shaped
from documents.readers.files.unreadable import PART, PASSWORD, UNTOLD, Told
from documents.readers.reading import PASTED, SHAPED
from workflow.errors import Invalid, Occupied
from workflow.evidence.file_names import clean_name
from workflow.evidence.hashed_files import HashedFiles
from workflow.intake import office_file
from workflow.rakor.recording import readable_rakor
from workflow.store import Record
from workflow.text import tidy
from workflow.web import held
from workflow.web.current import actor, kept_files, now, store
from workflow.web.forms import Form

_NAME = "tempelan"
_ASKING = {
    PASSWORD: "Berkas ini berkata sandi. Tulis kata sandinya: hanya dipakai untuk membukanya sekarang, tidak disimpan.",
    PART: "Surel ini membawa beberapa lampiran. Pilih yang dibaca; yang lain dapat diambil sesudahnya.",
}


class SourceForm(Form):
    rakor = SelectField("Untuk rakor", validate_choice=False, coerce=str)
    file = FileField("Berkas Word, Excel, CSV, atau teks")
    pasted = TextAreaField("Tempelan", render_kw={"data-shape": "shape"})
    shape = HiddenField("Bentuk tempelan")  # what the clipboard has beside the text: the same as HTML
    password = PasswordField("Kata sandi berkas", render_kw={"autocomplete": "off"})
    part = HiddenField("Yang dibaca")
    asked: Mapping[str, Any] | None = None  # what has to be told before the file can be read


@dataclass(frozen=True)
class Sent:
    """``kind`` is PASTED or SHAPED of a block that was pasted, and of a file anything else."""

    name: str
    content: bytes
    kind: str = ""
    told: Told = UNTOLD


def files() -> HashedFiles:
    """The files that are being checked; one that was recorded or thrown away is not kept."""
    return kept_files("intake")


def targets() -> list[tuple[str, str]]:
    known = store.find("rakor", order="-start", limit=100, closed_at=None)
    return [("", "Rakor baru, menurut berkas ini"), *((str(r["id"]), r["title"]) for r in known)]


def taken_in(form: SourceForm) -> Record | None:
    """Reads the file or the pasted block and opens its intake; None where the form now has something to be ``asked``.
    Raises ``Invalid`` with the reason beside the field."""
    chosen = str(form.rakor.data or "")
    if chosen not in dict(targets()):
        raise Invalid({"rakor": "Pilih rakor dari daftar."})
    rakor = readable_rakor(store, actor(), int(chosen)) if chosen else None
    head = {"start": rakor["start"], "end": rakor["end"]} if rakor else None
    sent, found = _understood(_sent(form), head)
    if "asks" in found:
        form.asked = _asked(found, sent.told)
        if form.asked["again"]:
            raise Invalid({found["asks"]: found["sentence"]})
        return None
    files().keep(sent.content)
    source = _source(sent, found["kind"])
    return office_file.open_intake(
        store, actor(), source, found["sheet"], rakor_id=rakor["id"] if rakor else 0, at=now()
    )


def _asked(found: Mapping[str, Any], told: Told) -> dict[str, Any]:
    """What is asked, in our words the first time."""
    again = told.password if found["asks"] == PASSWORD else told.part
    return {**found, "again": bool(again), "sentence": found["sentence"] if again else _ASKING[found["asks"]]}


def _source(sent: Sent, kind: str) -> dict[str, Any]:
    """What is kept with the intake: of a password only that there was one."""
    source = {"name": clean_name(sent.name), "sha256": hashlib.sha256(sent.content).hexdigest(), "kind": kind}
    locked = {"locked": True} if sent.told.password else {}
    return source | locked | ({"part": sent.told.part} if sent.told.part else {})


def _sent(form: SourceForm) -> list[Sent]:
    """What was sent, in the order in which it is tried: a table says more than its words alone."""
    pasted, shape = str(form.pasted.data or ""), str(form.shape.data or "")
    if form.file.data and form.file.data.filename:
        content = form.file.data.stream.read()
        form.file.data.stream.seek(0)  # where it has to wait for an answer, it is kept once more
        return [Sent(form.file.data.filename, content, told=Told(str(form.password.data or ""), _part(form)))]
    if not tidy(pasted):
        raise Invalid({"file": "Pilih berkasnya, atau tempelkan isinya di bawah."})
    words = Sent(_NAME, pasted.encode(), PASTED)
    return [Sent(_NAME, shape.encode(), SHAPED), words] if shaped(shape) else [words]


def _part(form: SourceForm) -> str:
    part = str(form.part.data or "")
    return part if re.fullmatch("[0-9]{1,3}", part) else ""


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
    return reader().office_file(sent.name, sent.content, mapping, head, sent.told)


def read_again(source: Mapping[str, Any], password: str, mapping: Any, head: Mapping[str, Any]) -> dict[str, Any]:
    """The file or block of an intake, with columns as somebody assigned them. Raises ``Invalid`` when it is gone, or
    its password is not the one."""
    try:
        content = files().read(source["sha256"])
    except FileNotFoundError:
        raise Invalid({"file": "Berkasnya tidak tersimpan lagi. Buang yang ini, lalu unggah ulang."}) from None
    sent = Sent(source["name"], content, source["kind"], Told(password, source.get("part", "")))
    found = read(sent, mapping=mapping, head=head)
    if "asks" in found:
        raise Invalid({found["asks"]: _asked(found, sent.told)["sentence"]})
    return found


def waiting_files() -> list[held.HeldFile]:
    """What was sent, for a page that asks about it: it need not be chosen again for ``held.LIFE``."""
    return [file for file in held.hold(g.user["id"]).files if file.name]
