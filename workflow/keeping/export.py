"""An export: everything that was recorded, as one JSON file that plain ``tinydb.TinyDB(path)`` opens.

It is for reading elsewhere and for checking the history (``audit/check.py``), not for restoring: what opens an account
stays out of it, and so do the files. Each record stands on a line of its own.
"""

from __future__ import annotations

import json
import os
import tempfile
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import IO, Any

from workflow import durable
from workflow.audit import newest
from workflow.clock import stamp
from workflow.errors import WorkflowError
from workflow.store import FIELDS, Store, open_store

# Kinds that open an account or help to, tell from where somebody signs in, where mail goes or what somebody wants to be
# told, or are of the moment only.
LEFT_OUT = {
    "session", "sign_in", "reset", "factor", "familiar", "throttle", "access", "looked", "opened", "lks_doubts",
    "mail", "digest", "notice", "saved_filter", "calendar_link", "greeting", "token", "delivery",
}  # fmt: skip
# Of an account only these: a field that is added later stays out until somebody decides otherwise.
ACCOUNT = ("schema", "version", "username", "role", "region", "name", "active", "demo", "must_change")


class ExportFailed(WorkflowError):
    """There is no export; the sentence says why."""


def export(store: Store, target: Path, *, at: datetime) -> dict[str, Any]:
    """Writes ``target``, which appears only when it is whole, and returns what stands in its table ``_meta``."""
    if target.exists():
        raise ExportFailed(f"{target} sudah ada. Pakai nama lain, supaya yang lama tidak tertimpa.")
    try:
        with tempfile.TemporaryDirectory(prefix=".ekspor-", dir=target.absolute().parent) as scratch:
            # A copy, as of one moment: nobody waits while it is written out.
            store.backup(Path(scratch) / "copy.db")
            with closing(open_store(Path(scratch) / "copy.db")) as copy:
                meta = _meta(copy, at)
                _write(copy, Path(scratch) / "export.json", meta)
            os.replace(Path(scratch) / "export.json", target)
        durable.flush(target.absolute().parent)
    except OSError as error:
        raise ExportFailed(f"{target} tidak dapat ditulis: {error.strerror or error}.") from error
    return meta


def _kinds() -> list[str]:
    return [kind for kind in FIELDS if kind not in LEFT_OUT]


def _meta(store: Store, at: datetime) -> dict[str, Any]:
    return {
        "made": stamp(at),
        "counts": {kind: store.count(kind) for kind in _kinds()},
        "chains": newest.heads(store),
        "left_out": {"kinds": sorted(LEFT_OUT), "fields": {"user": f"all but {', '.join(ACCOUNT)}"}},
        "files": "evidence and issued documents are not in an export; a backup holds them",
    }


def _write(store: Store, path: Path, meta: dict[str, Any]) -> None:
    with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
        file.write(f'{{"_meta": {{"1": {_text(meta)}}}')
        for kind in _kinds():
            file.write(f',\n"{kind}": {{')
            _write_table(store, kind, file)
            file.write("}")
        file.write("}\n")
        file.flush()
        os.fsync(file.fileno())


def _write_table(store: Store, kind: str, file: IO[str]) -> None:
    comma = "\n"
    for record in store.each(kind):
        body = {name: value for name, value in record.items() if name not in ("kind", "id")}
        if kind == "user":
            body = {name: body[name] for name in ACCOUNT if name in body}
        file.write(f'{comma}"{record["id"]}": {_text(body)}')
        comma = ",\n"


def _text(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
