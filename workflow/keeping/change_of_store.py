"""All that is recorded goes from one store to another: from the file in the folder to PostgreSQL, or back.

Both sides are read through before it counts, and must have the same of everything: how many of each kind, the last ids,
the series of numbers, the heads of the chains, and one SHA-256 over all records. The place that was left says so, so
that nobody goes on writing in it. Evidence and issued files stay where they are.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from workflow.audit import heads, newest
from workflow.errors import WorkflowError
from workflow.keeping import instance_id
from workflow.store import Store
from workflow.store.kept import Figures, figures
from workflow.store.moved import filled, in_use_by, kept, leave

UNKNOWN = (
    "Alamat {url} tidak dikenal. Contoh: postgresql://tuntas:SANDI@basisdata/tuntas atau sqlite:////folder/tuntas.db"
)
NOT_WHOLE = "Tulis letak berkas itu selengkapnya, dimulai dari /. Contoh: sqlite:////folder/tuntas.db"
IN_USE = "Basis data itu masih dipakai: {by}. Hentikan dahulu semua server dan perintah Tuntas."
WHAT = "move-to"  # the claim of who moves: whoever opens the database meanwhile is refused
UNEQUAL = "Setelah disalin kedua sisi tidak sama ({what}). Tidak ada yang dipindahkan; hubungi admin."


class MoveRefused(WorkflowError):
    """Nothing was moved; the sentence says why."""


@dataclass(frozen=True)
class Moved:
    """What both sides have."""

    figures: Figures
    heads: Mapping[str, Mapping[str, Any]]

    def lines(self) -> Iterator[str]:
        """In words, a line each."""
        for kind, number in self.figures.counts.items():
            if number or self.figures.last[kind]:
                yield f"{kind}: {number} catatan, id terakhir {self.figures.last[kind]}"
        yield from (f"rangkaian {name}: sampai {last}" for name, last in self.figures.series.items())
        yield from (f"rantai {name}: {head['seq']} peristiwa, {head['hash']}" for name, head in self.heads.items())
        yield f"SHA-256 semua catatan: {self.figures.sha256}"


def move(store: Store, instance: Path, url: str, *, at: datetime) -> Moved:
    """Moves all that ``store`` holds to the empty place ``url`` and closes it; nobody else may use it meanwhile.

    Raises ``StoreUnavailable`` or ``MoveRefused``; then both places are as they were.
    """
    if not url.startswith(("postgresql://", "sqlite:///")):
        raise MoveRefused(UNKNOWN.format(url=url.partition(":")[0]))
    if url.startswith("sqlite:") and not Path(url.removeprefix("sqlite:///")).is_absolute():
        raise MoveRefused(NOT_WHOLE)
    with store.alone(WHAT) as ours:
        others = in_use_by(store)
        if others or ours is None:
            raise MoveRefused(IN_USE.format(by=", ".join(others) or "perintah lain"))
        return _moved(store, instance, url, at)


def _moved(store: Store, instance: Path, url: str, at: datetime) -> Moved:
    name = instance_id.of(instance, store)
    with store.snapshot() as still, filled(url, kept(still), name) as there:
        ours, theirs = (Moved(figures(kept(one)), newest.heads(one)) for one in (still, there))
        if ours != theirs:
            what = ours.figures.differing(theirs.figures) or ["heads"]
            raise MoveRefused(UNEQUAL.format(what=", ".join(what)))
        engine = there.facts().engine
        instance_id.note(instance, name)
    heads.note_moved(instance, {"to": engine, **asdict(theirs.figures)}, theirs.heads, at)
    leave(store, engine)
    return theirs
