"""Daily copies, made by the server itself: one backup a day, old ones removed when the new one is verified.

At the turn of the year the figures of the indicator are frozen first, so that the copy has them.

A day that was missed because nothing ran is caught up at the start. Files that never change are linked from one copy
to the next, so that a copy takes little room; they are never linked to the instance itself, where a damaged file would
damage every copy of it. One damaged block still harms all linked copies: hence the advice to keep one on another disk.
"""

from __future__ import annotations

import fcntl
import logging
import platform
import re
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import Any

from workflow.audit import heads, newest
from workflow.audit.check import Unreadable
from workflow.audit.heads import MANIFEST
from workflow.clock import day, stamp
from workflow.errors import StoreUnavailable, WorkflowError
from workflow.evidence.where_kept import FOLDERS, place
from workflow.indicator import snapshots
from workflow.keeping import copy_failure
from workflow.keeping.backup import BackupFailed
from workflow.keeping.copy_apart import make_apart
from workflow.keeping.copy_failure import Failure
from workflow.keeping.restore import RestoreRefused, read_manifest
from workflow.people.accounts import SYSTEM
from workflow.rounds import Rounds
from workflow.store import Store

DAYS, WEEKS, MONTHS = 7, 4, 12  # of each that many are kept, the newest
LOCK = ".kunci"  # beside the copies
RESERVE = 200 * 1024**2  # bytes that a copy leaves free for the app itself
log = logging.getLogger(__name__)


class DailyCopies(Rounds):
    """``folder`` holds a folder a day, named by its date in Aceh; ``now`` gives the time. A copy that is cut off leaves
    a folder without manifest, which the next one removes. Several servers with one folder make one copy: the claim of a
    round may be lost while it lasts, so the folder is locked itself."""

    name, every = "copies", 3600  # looks whether one is due

    def __init__(
        self, store: Store, instance: Path, folder: Path, now: Callable[[], datetime], *,
        files: str = "", database: str = "",
    ) -> None:  # fmt: skip
        super().__init__(store)
        self._database = database  # instead of the file in the instance
        self.instance, self.folder, self.now, self.files = instance, folder, now, files
        self._unkept: Failure | None = None  # of the latest attempt, where the store would not keep it

    @property
    def failure(self) -> Failure | None:
        """Of the latest attempt, whichever server made it; a newer copy takes it away."""
        return self._unkept or copy_failure.told(self.store)

    def look(self) -> None:
        """Freezes, tends the store, copies and writes the heads down, as far as it is due; a failure is told on the
        admin's page and logged."""
        frozen = self._tried(self._freeze, "Pembekuan angka indikator")
        said = [frozen, *map(self._tried, (self._tend, self._copy, self._note))]
        wrong = Failure(stamp(self.now()), " ".join(filter(None, said)), platform.node()) if any(said) else None
        self._unkept = wrong
        try:
            self._tell(wrong)
            self._unkept = None
        except StoreUnavailable:
            log.exception("daily copy: how it went is not kept")

    def _tell(self, wrong: Failure | None) -> None:
        """What went wrong on another machine stays until there is a copy that is newer."""
        if wrong:
            copy_failure.tell(self.store, wrong)
        elif before := copy_failure.told(self.store):
            last = self.last()
            if before.host == platform.node() or (last and last["made"] > before.at):
                copy_failure.take_away(self.store)

    def _tried(self, work: Callable[[], str], what: str = "Cadangan harian") -> str:
        """What went wrong, in a sentence, or nothing."""
        try:
            if said := work():
                log.error("daily copy: %s", said)
            return said
        except WorkflowError as failure:
            log.error("daily copy: %s", failure.sentence)
            return failure.sentence
        except Exception as failure:  # the server must go on, and the admin must know
            said = f"{what} gagal: {getattr(failure, 'strerror', None) or type(failure).__name__}."
            log.exception("daily copy: %s", said)
            return said

    def _freeze(self) -> str:
        snapshots.freeze_due(self.store, SYSTEM, at=self.now())
        return ""

    def _tend(self) -> str:
        self.store.tend()
        return ""

    def _copy(self) -> str:
        if not self._there():
            with self._alone() as alone:
                if alone and not self._there():
                    self.make()
        return ""

    def _there(self) -> bool:
        return (self.folder / day(self.now()).isoformat() / MANIFEST).is_file()

    @contextmanager
    def _alone(self) -> Iterator[bool]:
        """Whether nobody else makes a copy here: two at once would remove what the other has half made. The lock ends
        with its process, however that ends."""
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with (self.folder / LOCK).open("ab") as handle:
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                yield False
            else:
                yield True

    def _note(self) -> str:
        """Notes that are damaged are no reason to have no copy, and are told until they are mended."""
        try:
            damaged = heads.note(self.instance, newest.heads(self.store), self.now())
        except (Unreadable, OSError) as failure:
            return f"Sidik riwayat tidak dapat dicatat: {failure}"
        wrong = f"Catatan sidik riwayat ({heads.FILE}) rusak, {heads.lines(damaged)}; yang baru tetap dicatat."
        return wrong if damaged else ""

    def make(self) -> dict[str, Any]:
        """Makes today's copy and returns its manifest; older ones go only when it is there, verified."""
        at = self.now()
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        for path in self.folder.glob(".bagian-*"):
            _discard(path)
        whole, part = self.folder / day(at).isoformat(), self.folder / f".bagian-{day(at).isoformat()}"
        earlier = next(iter(self.copies()), None)
        self._check_room(earlier)
        try:
            manifest = make_apart(
                self.instance, part, at=at, earlier=earlier, stopping=self.stopping,
                files=self.files, database=self._database,
            )  # fmt: skip
            part.rename(whole)
        except OSError as failure:
            raise BackupFailed(f"Cadangan harian di {whole} gagal: {failure.strerror or failure}.") from failure
        finally:
            shutil.rmtree(part, ignore_errors=True)
        self._prune()
        return manifest

    def copies(self) -> list[Path]:
        """The folders of the finished copies, the newest first."""
        found = (path for path in self.folder.glob("*-*-*") if (path / MANIFEST).is_file() and _date(path.name))
        return sorted(found, reverse=True)

    def last(self) -> dict[str, Any] | None:
        """The manifest of the newest copy with its ``folder``, or nothing when there is none that can be read."""
        for path in self.copies():
            try:
                return {**read_manifest(path), "folder": str(path)}
            except RestoreRefused as refusal:
                log.warning("daily copy %s: %s", path, refusal.sentence)
        return None

    def on_same_disk(self) -> bool:
        """Whether one broken disk takes data and copies alike."""
        place = self.folder if self.folder.exists() else self.instance
        return place.stat().st_dev == self.instance.stat().st_dev

    def _check_room(self, earlier: Path | None) -> None:
        """A copy that fills the disk would stop the app that it is for."""
        database = self.store.facts().bytes
        new = (
            kept.size
            for name in FOLDERS
            for kept in place(self.instance, self.files, name).files()
            if not (earlier and (earlier / name / kept.path).exists())
        )
        if shutil.disk_usage(self.folder).free < database + sum(new) + RESERVE:
            raise BackupFailed(f"Ruang di {self.folder} tidak cukup untuk cadangan harian. Kosongkan, atau pindahkan.")

    def _prune(self) -> None:
        kept = keep([path.name for path in self.copies()])
        for path in self.copies():
            if path.name not in kept:
                gone = self.folder / f".bagian-{path.name}"
                path.rename(gone)  # first out of the way: what is half removed must not look like a copy
                _discard(gone)


def keep(days: Sequence[str]) -> set[str]:
    """Of the dates (ISO) those whose copies stay: the newest seven, and the newest of four weeks and twelve months."""
    newest = sorted(days, reverse=True)
    weeks: dict[tuple[int, int], str] = {}
    months: dict[str, str] = {}
    for name in newest:
        weeks.setdefault(date.fromisoformat(name).isocalendar()[:2], name)
        months.setdefault(name[:7], name)
    return {*newest[:DAYS], *list(weeks.values())[:WEEKS], *list(months.values())[:MONTHS]}


def _discard(path: Path) -> None:
    """A folder with all that is in it; of a link, or whatever else has got there, itself alone."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink()


def _date(name: str) -> bool:
    try:
        return bool(re.fullmatch(r"\d{4}-\d\d-\d\d", name) and date.fromisoformat(name))
    except ValueError:
        return False
