"""Files that are on the disk, whole and under their name, before anything speaks of them.

The order is always the same: write beside the place, flush the file, rename, flush the folder. A power cut in between
leaves the old state; after it the new one. A disk that refuses raises ``StoreUnavailable`` with its reason.
"""

from __future__ import annotations

import errno
import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from workflow.errors import StoreUnavailable

FULL = "Ruang penyimpanan penuh. Tidak ada yang berubah; hubungi admin."
READ_ONLY = "Folder data tidak dapat ditulis. Tidak ada yang berubah; hubungi admin."
FAILED = "Penyimpanan gagal. Tidak ada yang berubah; coba lagi atau hubungi admin."
_SENTENCES = {
    **dict.fromkeys((errno.ENOSPC, errno.EDQUOT, errno.EFBIG), FULL),
    **dict.fromkeys((errno.EROFS, errno.EACCES, errno.EPERM), READ_ONLY),
    errno.EIO: FAILED,
}


def refusal(error: OSError) -> StoreUnavailable | None:
    """What a disk's refusal means; None when the error is about something else."""
    sentence = _SENTENCES.get(error.errno or 0)
    return StoreUnavailable(sentence) if sentence else None


@contextmanager
def translated() -> Iterator[None]:
    """Turns what a disk says when it refuses into ``StoreUnavailable``."""
    try:
        yield
    except OSError as error:
        raise refusal(error) or StoreUnavailable(FAILED) from error


def write(path: Path, content: bytes) -> None:
    """Puts ``content`` at ``path``, readable by the owner's group as the umask says."""
    part = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    with translated():
        make_folder(path.parent)
        try:
            with part.open("xb") as file:
                file.write(content)
            settle(part, path)
        finally:
            part.unlink(missing_ok=True)


def copy(path: Path, target: Path) -> None:
    """Copies a file; raises ``OSError`` as it comes, since who copies says where to."""
    shutil.copyfile(path, target)
    flush(target)


def settle(part: Path, path: Path) -> None:
    """Moves a finished file to its place, for good."""
    flush(part)
    os.replace(part, path)
    flush(path.parent)


def make_folder(folder: Path) -> None:
    """Makes a folder, and those above it, that are still there after a power cut."""
    if not folder.is_dir():
        make_folder(folder.parent)
        folder.mkdir(exist_ok=True)
        flush(folder.parent)


def flush(path: Path) -> None:
    """Waits until a file's bytes, or a folder's names, are on the disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
