"""What was sent and has to wait for a page in between: sign in again, the password once more, a new token.

It goes along whole. Text travels as hidden fields; files are kept for an hour and travel as signed names. So nothing
is typed or chosen twice, also without JavaScript.
"""

from __future__ import annotations

import io
import mimetypes
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from flask import Flask, current_app, g, render_template, request
from itsdangerous import BadData, URLSafeSerializer
from werkzeug.datastructures import CombinedMultiDict, FileStorage, MultiDict

from workflow.clock import moment, stamp
from workflow.errors import StoreUnavailable
from workflow.evidence.file_names import clean_name
from workflow.evidence.hashed_files import HashedFiles
from workflow.web.current import folder, now
from workflow.web.errors import typed_texts

LIFE = timedelta(hours=1)
FILE = "titipan"
NOT_HELD = {"csrf_token", "sandi_anda", "kode_anda", "masuk_nama", "masuk_sandi", "masuk_kode"}
SECRET = {"password", "old_password", "repeat"}  # only go along with somebody who is signed in


@dataclass(frozen=True)
class HeldFile:
    """A file that goes along; of an input that was left empty ``name`` is "": its place among the others counts."""

    name: str
    size: int  # bytes
    token: str


@dataclass(frozen=True)
class Held:
    """``texts``: label -> what was typed, to be read; ``lost``: files that have to be chosen again."""

    fields: list[tuple[str, str]]
    files: list[HeldFile]
    texts: dict[str, str]
    lost: list[str]


def init_app(app: Flask) -> None:
    """To be called after the guard: it must be known whose files these are."""
    app.before_request(_put_back)


def hold(who: int) -> Held:
    """What this request sent, held for the account ``who``; of nobody known (0) files are named but not kept."""
    dropped = NOT_HELD if g.get("user") else NOT_HELD | SECRET
    fields = [(name, text) for name, text in request.form.items(multi=True) if name not in dropped]
    files, lost = [], []
    for name, sent in request.files.items(multi=True):
        kept = _kept(name, sent, who) if who or not sent.filename else None
        if kept is None:
            lost.append(clean_name(sent.filename or ""))
        else:
            files.append(kept)
    again = [file for token in request.form.getlist(FILE) if (file := _named(token, who))]
    return Held([pair for pair in fields if pair[0] != FILE], [*again, *files], typed_texts(), lost)


def page(held: Held, title: str, sentence: str, **more: Any) -> str:
    """The page that shows what is held, and sends it on when its button is pressed."""
    return render_template("auth/held.html", held=held, title=title, sentence=sentence, **more)


def _kept(field: str, file: FileStorage, who: int) -> HeldFile | None:
    """None when the disk refuses it."""
    name, content = (clean_name(file.filename), file.stream.read()) if file.filename else ("", b"")
    try:
        sha256 = _store().keep(content) if name else ""
    except StoreUnavailable:
        return None
    facts = {"field": field, "name": name, "sha256": sha256, "size": len(content), "at": stamp(now())}
    return HeldFile(name, len(content), _signer(who).dumps(facts))


def _named(token: str, who: int) -> HeldFile | None:
    """A file that was already held, on a page that asks for something more."""
    facts = _facts(token, who)
    return HeldFile(facts["name"], facts["size"], token) if facts else None


def _put_back() -> None:
    """The files that were held are those of this request, in their places."""
    tokens = request.form.getlist(FILE) if request.method == "POST" and g.get("user") else []
    if tokens:
        held = MultiDict(_files(tokens, g.user["id"]))
        request.files = CombinedMultiDict([held, request.files])  # type: ignore[assignment]


def _files(tokens: list[str], who: int) -> Iterator[tuple[str, FileStorage]]:
    for token in tokens:
        facts = _facts(token, who)
        if facts is None:
            continue
        try:
            content = _store().read(facts["sha256"]) if facts["sha256"] else b""
        except FileNotFoundError:
            continue  # its time was over
        media = mimetypes.guess_type(facts["name"])[0]
        yield facts["field"], FileStorage(io.BytesIO(content), facts["name"], facts["field"], media)


def _facts(token: str, who: int) -> dict[str, Any] | None:
    """None for what was not signed by us for this account, or is too old."""
    try:
        facts: dict[str, Any] = _signer(who).loads(token)
    except BadData:
        return None
    return facts if now() - moment(facts["at"]) <= LIFE else None


def _store() -> HashedFiles:
    """The folder; what nobody came back for goes when the next file comes."""
    files, before = HashedFiles(folder() / FILE), (now() - LIFE).timestamp()
    for sha256 in list(files.sent_before(before)):
        files.remove(sha256, before)
    return files


def _signer(who: int) -> URLSafeSerializer:
    return URLSafeSerializer(str(current_app.secret_key), salt=f"{FILE} {who}")
