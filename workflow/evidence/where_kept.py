"""Which place holds the files of an instance: folders of its own, or the bucket that ``TUNTAS_FILES`` names.

The two are never mixed. A folder that holds files of its own does not start with a bucket, and one whose files lie in
a bucket (it has noted which) starts with no other and with none: pages would say that everything is lost.
"""

from __future__ import annotations

import logging
import re
from pathlib import Path
from typing import TYPE_CHECKING

from workflow import durable
from workflow.errors import FilesAway, FilesRefused
from workflow.evidence.hashed_files import HashedFiles
from workflow.evidence.place import Folder, Place

if TYPE_CHECKING:
    from workflow.evidence.bucket import Bucket

FOLDERS = ("evidence", "archive")  # files that never change
NOTE = "files_at"  # in the instance folder
ADDRESS = re.compile(r"s3://[a-z0-9][a-z0-9.-]+[a-z0-9](/[A-Za-z0-9._-]+)*")
UNKNOWN = "TUNTAS_FILES={} tidak dikenal. Tulis s3://bucket/awalan, atau kosongkan untuk folder instance sendiri."
MISSING = "TUNTAS_FILES memerlukan paket dari requirements-besar.txt: .venv/bin/pip install -r requirements-besar.txt"
MIXED = """\
Folder {folder} menyimpan bukti atau arsipnya sendiri, sedangkan TUNTAS_FILES={files}.
Pindahkan dahulu: buat cadangan tanpa TUNTAS_FILES, lalu pulihkan dengan TUNTAS_FILES ke folder baru."""
ELSEWHERE = """\
Berkas folder {folder} disimpan di {noted}, sedangkan TUNTAS_FILES={files}.
Pakai lagi TUNTAS_FILES={noted}. Bila berkasnya sudah dipindahkan, tulis tempat barunya di {note}."""
REFUSES = "TUNTAS_FILES={}: bucket itu tidak ada atau menolak kuncinya. Periksa AWS_ACCESS_KEY_ID dan lainnya."
log = logging.getLogger(__name__)


def place(instance: Path, files: str, name: str) -> Place:
    """The place of that name; ``files`` is the address of a bucket, or nothing."""
    return bucket(files, name) or Folder(instance / name)


def bucket(files: str, name: str) -> Bucket | None:
    """The part of that name of the bucket, where there is one."""
    if not files:
        return None
    from workflow.evidence.bucket import Bucket  # only here: who keeps files in folders needs no obstore

    return Bucket(files, name)


def hashed(instance: Path, files: str, name: str) -> HashedFiles:
    return HashedFiles(place(instance, files, name))


def chosen(given: str) -> str:
    """The address as it is used; raises ``SystemExit`` with a sentence for one that is none."""
    files = given.rstrip("/")
    if files and not ADDRESS.fullmatch(files):
        raise SystemExit(UNKNOWN.format(given))
    return files


def enter(instance: Path, files: str) -> None:
    """Makes sure that this is where the instance's files lie; raises ``SystemExit`` with what to do where it is not.

    A bucket that does not answer is no reason not to start: what needs no file works.
    """
    noted = _noted(instance)
    if files != noted and (noted or any(_used(instance / name) for name in FOLDERS)):
        told = (ELSEWHERE if noted else MIXED).format(
            folder=instance, noted=noted, files=files, note=instance / NOTE
        )  # fmt: skip
        raise SystemExit(told)
    if files:
        _reach(files)


def note(instance: Path, files: str) -> None:
    """Writes down where the files of an instance folder lie."""
    if files and _noted(instance) != files:
        durable.write(instance / NOTE, f"{files}\n".encode())


def _reach(files: str) -> None:
    try:
        if there := bucket(files, "server"):
            there.check()
    except ModuleNotFoundError:
        raise SystemExit(MISSING) from None
    except FilesRefused:
        raise SystemExit(REFUSES.format(files)) from None
    except FilesAway as away:
        log.warning("%s: %s", files, away.sentence)


def _noted(instance: Path) -> str:
    path = instance / NOTE
    return path.read_text(encoding="utf-8").strip() if path.exists() else ""


def _used(folder: Path) -> bool:
    return folder.is_dir() and any(folder.iterdir())
