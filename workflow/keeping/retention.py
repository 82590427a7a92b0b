"""How long personal data is kept, and its removal when that time is over. Until the admin sets a time, nothing goes.

Two things have a time: the files of evidence of implemented tasks, and accounts that were deactivated. What was issued
is an official record and stays, and so does the history, which can only grow: it names offices, not persons.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from workflow.audit import chain
from workflow.clock import day, stamp
from workflow.errors import Invalid, NotAllowed
from workflow.evidence.hashed_files import HashedFiles
from workflow.kinds import Kind
from workflow.machine.permissions import may_administer
from workflow.machine.stages import Stage
from workflow.offices import kop_files
from workflow.papers import scans
from workflow.papers.issuing import of_task
from workflow.records import SCHEMA
from workflow.roles import Actor, Role
from workflow.store import Above, Below, Record, Store

YEARS = {0: "Tidak dihapus", 1: "1 tahun", 2: "2 tahun", 3: "3 tahun", 5: "5 tahun", 10: "10 tahun"}
LABELS = {"evidence": "Berkas bukti tugas yang sudah dilaksanakan", "accounts": "Akun yang sudah dinonaktifkan"}
OF_ACCOUNT = (
    "session",
    "sign_in",
    "reset",
    "factor",
    "familiar",
    "opened",
    "mail",
    "digest",
    "notice",
    "saved_filter",
    "calendar_link",
    "greeting",
)  # rows that go with an account
_NAME = "retention"
_FRESH = timedelta(days=1)  # a file that was just sent again is left alone


@dataclass(frozen=True)
class Due:
    """What is over its time: records of evidence, and accounts."""

    evidence: list[Record]
    accounts: list[Record]

    @property
    def seen(self) -> str:
        """What somebody has seen of it, to be said again when it is removed."""
        return " ".join(f"{record['kind']}:{record['id']}" for record in (*self.evidence, *self.accounts))

    def __bool__(self) -> bool:
        return bool(self.evidence or self.accounts)


def rules(store: Store) -> Record:
    """``evidence`` and ``accounts``: years, 0 for never."""
    found = store.find("setting", name=_NAME, limit=1)
    unset = {"schema": SCHEMA["setting"], "name": _NAME, "evidence": 0, "accounts": 0, "version": 0}
    return found[0] if found else unset


def set_rules(store: Store, actor: Actor, data: Mapping[str, Any], *, version: int, at: datetime) -> Record:
    """Sets both times. Raises ``Invalid`` for one that is not offered and ``Stale`` when they were set meanwhile."""
    if not may_administer(actor):
        raise NotAllowed("Masa simpan hanya dapat diatur oleh Admin.")
    years = {name: _offered(data.get(name)) for name in LABELS}
    if wrong := {name: "Pilih salah satu dari daftar." for name, value in years.items() if value is None}:
        raise Invalid(wrong)
    with store.transaction():
        current = rules(store)
        if "id" not in current:
            current = store.insert("setting", {key: current[key] for key in ("schema", "name", *LABELS)})
            version = version or current["version"]
        saved = store.save({**current, **years, "version": version})
        chain.append(store, actor, "retention_set", at, years)
    return saved


def _offered(value: Any) -> int | None:
    return next((years for years in YEARS if str(years) == str(value)), None)


def due(store: Store, at: datetime) -> Due:
    """What would be removed now."""
    years = rules(store)
    return Due(
        list(_evidence(store, at, years["evidence"])) if years["evidence"] else [],
        list(_accounts(store, at, years["accounts"])) if years["accounts"] else [],
    )


def _evidence(store: Store, at: datetime, years: int) -> Iterator[Record]:
    """Of tasks whose report with the photos has been made; without it the photos are all there is.

    It begins with the files that are still there, so that tasks long since done with cost nothing more.
    """
    there: dict[int, list[Record]] = {}
    for piece in store.find("evidence"):
        if not piece.get("removed"):
            there.setdefault(piece["task"], []).append(piece)
    if not there:
        return
    for task in store.find("task", stage=str(Stage.IMPLEMENTED), cancelled=False, since=Below(_ago(at, years))):
        if task["id"] in there and _reported(store, task):
            yield from there[task["id"]]


def _reported(store: Store, task: Record) -> bool:
    reports = (document for document in of_task(store, task) if document["type"] == Kind.PELAKSANAAN)
    return all(report["files"].keys() >= {"docx", "pdf"} for report in reports)


def _accounts(store: Store, at: datetime, years: int) -> Iterator[Record]:
    ended = _deactivated(store)
    for user in store.find("user", active=False):
        since = ended.get(user["username"]) or user["created"]
        if not user.get("removed") and since < _ago(at, years):
            yield user


def _deactivated(store: Store) -> dict[str, str]:
    """When each account was last switched off or on, from the history."""
    events = store.find("event", chain=chain.PROVINCE_CHAIN, name="user_edited", order="seq")
    return {e["fields"]["username"]: e["at"] for e in events if "active" in e["fields"]["changed"]}


def _ago(at: datetime, years: int) -> str:
    """The same day, some years before; for the 29th of February the day before it."""
    on = at if (at.month, at.day) != (2, 29) else at - timedelta(days=1)
    return stamp(on.replace(year=on.year - years))


def remove(store: Store, folder: HashedFiles, actor: Actor, *, at: datetime, seen: str | None = None) -> Due:
    """Removes what is due: records, history and accounts in one transaction, then the files.

    A crash in between leaves files of which the records already say that they are gone; the next time takes them too.
    ``seen`` is ``Due.seen`` of what somebody agreed to; ``Invalid`` when it is no longer that.
    """
    if not may_administer(actor):
        raise NotAllowed("Data hanya dapat dihapus oleh Admin.")
    with store.transaction():
        found = due(store, at)
        if seen is not None and seen != found.seen:
            raise Invalid({"seen": "Yang akan dihapus berubah sejak Anda melihatnya. Periksa lagi daftarnya."})
        for piece in found.evidence:
            store.save({**piece, "removed": day(at).isoformat()})
        for user in found.accounts:
            _empty(store, user, at)
        if found:
            chain.append(store, actor, "retention_done", at, _told(found))
    sweep(store, folder, at=at)
    return found


def _told(found: Due) -> dict[str, list[int]]:
    return {"evidence": [piece["id"] for piece in found.evidence], "accounts": [user["id"] for user in found.accounts]}


def _empty(store: Store, user: Record, at: datetime) -> None:
    """Nothing of the account is left but its role, its region and what it did."""
    role, number = Role(user["role"]), user["id"]
    kept = {key: user[key] for key in ("schema", "kind", "id", "version", "role", "region", "demo", "created")}
    gone = {"username": f"akun-{number}", "name": f"{role.label} (akun {number}, dihapus)", "password": "",
            "active": False, "must_change": True, "removed": day(at).isoformat()}  # fmt: skip
    store.save({**kept, **gone})
    for kind in OF_ACCOUNT:
        for row in store.find(kind, user=number):
            store.delete(kind, row["id"])


def sweep(store: Store, folder: HashedFiles, *, at: datetime) -> list[str]:
    """Takes away the files of removed evidence that nothing else names; returns their names."""
    gone = []
    with store.transaction():  # nobody records anything meanwhile
        removed = {piece["sha256"] for piece in store.find("evidence", removed=Above(""))}
        for sha256 in sorted(removed - scans.kept(store) if removed else ()):
            if not _named(store, sha256) and folder.remove(sha256, (at - _FRESH).timestamp()):
                gone.append(sha256)
    return gone


def _named(store: Store, sha256: str) -> bool:
    if any(not piece.get("removed") for piece in store.find("evidence", sha256=sha256)):
        return True
    return any(sha256 in kop_files.named(office) for office in store.find("office"))
