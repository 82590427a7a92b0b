"""What was sent and has to wait for a page in between: sign in again, the password once more, a new token.

It goes along whole. Text travels as hidden fields; files are kept for an hour and travel as signed names. So nothing
is typed or chosen twice, also without JavaScript.
"""

from __future__ import annotations

import io
import mimetypes
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from flask import Flask, current_app, g, render_template, request
from itsdangerous import BadData, URLSafeSerializer
from werkzeug.datastructures import FileStorage, MultiDict

from workflow.clock import moment, stamp
from workflow.errors import StoreUnavailable
from workflow.evidence.file_names import clean_name
from workflow.evidence.hashed_files import HashedFiles
from workflow.web.current import kept_files, now
from workflow.web.errors import typed_texts

LIFE = timedelta(hours=1)
FILE = "titipan"
CHOSEN = "pengganti"  # the inputs for the files that have to be chosen again, in their order
WITHOUT = "tanpa_berkas"  # the button that sends without those that were not
NOT_HELD = {
    "csrf_token", "sandi_anda", "kode_anda", "masuk_nama", "masuk_sandi", "masuk_kode", "masuk_ingat", CHOSEN, WITHOUT,
}  # fmt: skip
SECRET = {"password", "old_password", "repeat"}  # only go along with somebody who is signed in
AGAIN = "Berkas yang disebut di bawah belum ikut. Pilih lagi, atau kirim tanpa berkas itu."


@dataclass(frozen=True)
class HeldFile:
    """A file that goes along; of an input that was left empty ``name`` is "": its place among the others counts."""

    field: str
    name: str
    size: int  # bytes
    sha256: str  # "" for one that was left empty, could not be kept, or is gone
    token: str

    @property
    def lost(self) -> bool:
        """Whether it has to be chosen again."""
        return bool(self.name) and not self.sha256


@dataclass(frozen=True)
class Held:
    """``texts``: label -> what was typed, to be read."""

    fields: list[tuple[str, str]]
    files: list[HeldFile]
    texts: dict[str, str]

    @property
    def lost(self) -> list[str]:
        """The names of the files that have to be chosen again."""
        return [file.name for file in self.files if file.lost]


def init_app(app: Flask) -> None:
    """To be called after the guard: it must be known whose files these are."""
    app.before_request(_put_back)


def hold(who: int) -> Held:
    """What this request sent, held for the account ``who``; of nobody known (0) files are named but not kept."""
    dropped = NOT_HELD if g.get("user") else NOT_HELD | SECRET
    fields = [(name, text) for name, text in request.form.items(multi=True) if name not in dropped]
    before = [] if g.get("put_back") else _held_before(who)
    again = [_kept(file.field, chosen, who) if chosen else file for file, chosen in before]
    sent = [_kept(name, file, who) for name, file in request.files.items(multi=True) if name != CHOSEN]
    return Held([pair for pair in fields if pair[0] != FILE], [*again, *sent], typed_texts())


def page(held: Held, title: str, sentence: str, **more: Any) -> str:
    """The page that shows what is held, and sends it on when its button is pressed."""
    return render_template("auth/held.html", held=held, title=title, sentence=sentence, **more)


def _kept(field: str, file: FileStorage, who: int) -> HeldFile:
    """The file, kept; only its name when nobody is known or the disk refuses it."""
    name, content = (clean_name(file.filename), file.stream.read()) if file.filename else ("", b"")
    try:
        sha256 = _store().keep(content) if name and who else ""
    except StoreUnavailable:
        sha256 = ""
    facts: dict[str, Any] = {"field": field, "name": name, "size": len(content), "sha256": sha256}
    # A name without contents is nobody's: it goes on to whoever signs in.
    return HeldFile(**facts, token=_signer(who if sha256 else 0).dumps({**facts, "at": stamp(now())}))


def _held_before(who: int) -> list[tuple[HeldFile, FileStorage | None]]:
    """The files of a page that was in between; beside each that was lost what was chosen for it there, if anything."""
    files = [file for token in request.form.getlist(FILE) if (file := _named(token, who))]
    chosen = iter(request.files.getlist(CHOSEN))
    found = [(file, next(chosen, None) if file.lost else None) for file in files]
    return [(file, new if new and new.filename else None) for file, new in found]


def _named(token: str, who: int) -> HeldFile | None:
    """None for what was not signed by us for this account. What is too old, or gone, is lost."""
    for signer in (_signer(who), _signer(0)):
        try:
            facts: dict[str, Any] = signer.loads(token)
        except BadData:
            continue
        fresh = now() - moment(facts.pop("at")) <= LIFE
        there = facts["sha256"] and fresh and _store().touch(facts["sha256"])
        return HeldFile(**{**facts, "sha256": facts["sha256"] if there else ""}, token=token)
    return None


def _put_back() -> Any:
    """The files that were held are those of this request, in their places. Asks for those that were lost, unless it
    is said that they shall not go along."""
    if request.method != "POST" or not g.get("user") or FILE not in request.form:
        return None
    before = _held_before(g.user["id"])
    if WITHOUT not in request.form and any(file.lost and not chosen for file, chosen in before):
        return page(hold(g.user["id"]), "Pilih berkasnya lagi", AGAIN), 422
    files = [(file.field, chosen or _opened(file)) for file, chosen in before]
    for left_empty in request.files.getlist(CHOSEN):
        if not left_empty.filename:
            left_empty.close()  # nobody else will, once it is not among the files of the request
    own = [(name, file) for name, file in request.files.items(multi=True) if name != CHOSEN]
    request.files = MultiDict([*files, *own])  # type: ignore[assignment]
    g.put_back = True
    return None


def _opened(file: HeldFile) -> FileStorage:
    """The file as if it had just been sent; an empty input for one that was left empty, or stays away."""
    try:
        content = _store().read(file.sha256) if file.sha256 else b""
    except FileNotFoundError:
        content = b""
    name = file.name if file.sha256 else ""
    return FileStorage(io.BytesIO(content), name, file.field, mimetypes.guess_type(name)[0])


def _store() -> HashedFiles:
    """The folder; what nobody came back for goes when the next file comes."""
    files, before = kept_files(FILE), (now() - LIFE).timestamp()
    for sha256 in list(files.sent_before(before)):
        files.remove(sha256, before)
    return files


def _signer(who: int) -> URLSafeSerializer:
    return URLSafeSerializer(str(current_app.secret_key), salt=f"{FILE} {who}")
