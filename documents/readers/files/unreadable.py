"""What no reader takes, one Indonesian sentence for each reason; and a last net for what nobody has thought of."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

from documents import package as packages
from documents.package import Unfit
from workflow.errors import WorkflowError

MOST_BYTES = 10 * 1024 * 1024
HEAVY = (
    "Berkas ini luar biasa berat: terlalu banyak tabel, baris, gaya, atau teks di dalamnya. Salin bagian hasil "
    "rapatnya saja ke berkas baru, lalu unggah yang itu."
)
_UNFIT = {
    packages.LARGE: f"Berkas ini terlalu besar: paling besar {MOST_BYTES // 1024**2} MB.",
    packages.BOMB: "Isi berkas ini mengembang terlalu besar ketika dibuka, jadi tidak dibuka.",
    packages.BROKEN: "Berkas ini rusak atau tidak lengkap. Buka di Word atau Excel, simpan ulang, lalu unggah lagi.",
    packages.HEAVY: HEAVY,
    packages.DOCTYPE: "Berkas ini memuat deklarasi DTD atau entitas, yang tidak ada dalam dokumen yang wajar.",
}
log = logging.getLogger("tuntas")


class Unreadable(WorkflowError):
    """The file cannot be read; the sentence says what it is and what to do. Nothing of it was kept."""


PASSWORD, PART = "password", "part"


class Asked(Unreadable):
    """It could be read if somebody said something: ``what`` is PASSWORD, or PART, one of the ``choices``."""

    def __init__(self, sentence: str, what: str, choices: Sequence[str] = ()) -> None:
        super().__init__(sentence)
        self.what, self.choices = what, list(choices)


@dataclass(frozen=True)
class Told:
    """What somebody said about a file that was asked about: the ``password`` that opens it, and the ``part`` of a mail
    that is read, "1" for its first attachment, "0" for its words."""

    password: str = field(default="", repr=False)
    part: str = ""


UNTOLD = Told()


@contextmanager
def one_sentence(content: bytes) -> Iterator[None]:
    """Around every reader: whatever is wrong with a file comes out as ``Unreadable``.

    What no rule of ours foresaw is our fault and stands in the log with its trace and the file's SHA-256; whoever sent
    the file is told that it is damaged. Memory that is used up is not hidden: the limits around the process answer it.
    """
    try:
        yield
    except (WorkflowError, MemoryError):
        raise
    except Unfit as unfit:
        raise Unreadable(_UNFIT[unfit.why]) from unfit
    except Exception as fault:
        log.exception("a file with SHA-256 %s was not foreseen", hashlib.sha256(content).hexdigest())
        raise Unreadable(_UNFIT[packages.BROKEN]) from fault
