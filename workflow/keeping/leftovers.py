"""Files that were taken in and are named by nothing: uploads that were given up, an emblem that was replaced, an
office's file that nobody went on with. Swept when the server starts and once a day.

Nothing is taken away that any record still names, and nothing that may still be sent: what an open form carries along
lives as long as ``GIVEN_UP``, counted from when it was last sent, and a file is left alone a little longer.
"""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

from workflow.evidence.hashed_files import HashedFiles
from workflow.evidence.taking_in import EvidenceFolder
from workflow.intake import travel_photos
from workflow.intake.office_file import OPEN
from workflow.lks import importing
from workflow.offices import kop_files
from workflow.papers import scans
from workflow.rounds import Rounds
from workflow.store import Store

GIVEN_UP = timedelta(days=1)
LEFT_ALONE = GIVEN_UP + timedelta(hours=2)  # the two differ, so that no form names a file that is just going
INTAKE = timedelta(days=7)
_HASH = re.compile("[0-9a-f]{64}")
log = logging.getLogger(__name__)


class Leftovers(Rounds):
    """Sweeps in the background of the server; ``now`` gives the time."""

    name, every = "leftovers", 86_400
    pause = every - 3600  # of several servers one sweeps; twice would do no harm, for what is gone stays so

    def __init__(
        self, store: Store, evidence: EvidenceFolder, intake: HashedFiles, now: Callable[[], datetime],
        archive: HashedFiles | None = None,
    ) -> None:  # fmt: skip
        super().__init__(store)
        self.evidence, self.intake, self.now = evidence, intake, now
        self.written = [files for files in (evidence, intake, archive) if files]

    def look(self) -> list[str]:
        """Sweeps once, also what writes that were cut off have left; the names of what is gone."""
        for files in self.written:
            files.sweep()
        at = self.now()
        gone = [*sweep(self.store, self.evidence, at), *sweep_intake(self.store, self.intake, at)]
        self.evidence.thumbnails.sweep(self.evidence.names)
        if gone:
            log.info("leftovers: %s files removed", len(gone))
        return gone


def sweep(store: Store, evidence: EvidenceFolder, at: datetime) -> list[str]:
    """Removes evidence, scans, emblems and letterheads that no record and no document's content names."""
    before = (at - LEFT_ALONE).timestamp()
    old = _unnamed(store, set(evidence.sent_before(before)))
    # Nobody waits for this, however far away the files are: who names one meanwhile has touched it just before, and
    # the place removes nothing that was.
    return sorted(sha256 for sha256 in old if evidence.remove(sha256, before))


def sweep_intake(store: Store, files: HashedFiles, at: datetime) -> list[str]:
    """Removes office files that are not being checked any more."""
    before = (at - INTAKE).timestamp()
    old = set(files.sent_before(before))
    open_ones = [*store.find("intake", state=OPEN), *store.find("lks_list", state=importing.OPEN)]
    checked = {found["source"]["sha256"] for found in open_ones}
    return sorted(sha256 for sha256 in old - checked if files.remove(sha256, before))


def _unnamed(store: Store, files: set[str]) -> set[str]:
    """Those that neither a record nor any document names. The contents are many, and asked only if they must be."""
    left = files - _recorded(store)
    contents = _contents(store)
    while left and (text := next(contents, "")):
        left -= set(_HASH.findall(text))
    return left - _recorded(store) if left else left  # reading all of that may have taken a while


def _recorded(store: Store) -> set[str]:
    """Also evidence that retention has removed: its file is retention's."""
    named = {str(sha256) for (sha256,) in store.tally("evidence", ("sha256",))}
    for office in store.find("office"):
        named |= kop_files.named(office)
    return named | scans.kept(store) | set(travel_photos.waiting(store))


def _contents(store: Store) -> Iterator[str]:
    """What each document was made of, as text."""
    return (json.dumps(content["data"]) for content in store.each("content"))
