"""What the tests of faults share: what is kept, to the last record and file, and disks that are small."""

from __future__ import annotations

import errno
import os
import resource
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests.world import chains
from workflow.audit import newest
from workflow.evidence.hashed_files import HashedFiles
from workflow.store import FIELDS, Store

# What comes and goes with visitors.
PASSING = {"session", "throttle", "familiar", "access", "sign_in", "pressed", "looked", "opened", "lks_count"}


def kept(store: Store) -> dict[str, list[dict[str, Any]]]:
    """Every record, and the next number of every series in use: two states are the same when these are."""
    return {kind: store.find(kind) for kind in FIELDS if kind not in PASSING}


def wrong(store: Store, folder: Path) -> list[str]:
    """Whatever is not whole: audit chains, records without their file, files that are half there."""
    found = [sentence for chain in newest.chains(store) for sentence in chains.verify(store, chain)]
    archive, evidence = HashedFiles(folder / "archive"), HashedFiles(folder / "evidence")
    for record in store.find("document"):
        if not record["pending"] and set(record["files"]) != {"docx", "pdf"}:
            found.append(f"document {record['id']} says it is out, with {sorted(record['files'])}")
        found += [
            f"archive {made['sha256']}" for made in record["files"].values() if not whole(archive, made["sha256"])
        ]
    found += [f"evidence {e['sha256']}" for e in store.find("evidence") if not whole(evidence, e["sha256"])]
    return found


def whole(files: HashedFiles, sha256: str) -> bool:
    try:
        return bool(files.read(sha256))
    except FileNotFoundError:
        return False


def half_files(folder: Path) -> list[str]:
    """Files under a name that is not theirs, in the folders of files named by their hash."""
    found = []
    for name in ("archive", "evidence"):
        files = HashedFiles(folder / name)
        for path in (folder / name).glob("??/*"):
            if path.name.startswith(".") or not whole(files, path.name):
                found.append(f"{name}/{path.name}")
    return found


def aged(folder: Path) -> None:
    """What writes that were cut off have left there, as it is two days later."""
    then = time.time() - 2 * 86_400
    for path in folder.rglob(".*"):
        os.utime(path, (then, then))


@contextmanager
def small_disk(place: Path, megabytes: int) -> Iterator[bool]:
    """A disk of that size at ``place``; False when this machine lets nobody mount one."""
    place.mkdir(parents=True, exist_ok=True)
    mount = ["mount", "-t", "tmpfs", "-o", f"size={megabytes}m", "tmpfs", str(place)]
    mounted = os.geteuid() == 0 and subprocess.run(mount, capture_output=True, check=False).returncode == 0
    try:
        yield mounted
    finally:
        if mounted:
            subprocess.run(["umount", "-l", str(place)], check=True)


@contextmanager
def full(folder: Path, *, mounted: bool) -> Iterator[None]:
    """No byte more fits on the disk of ``folder``; where none could be mounted, no file of this process may grow."""
    if mounted:
        ballast = folder / ".ballast"
        with ballast.open("wb", buffering=0) as file:
            fill(file.fileno())
        try:
            yield
        finally:
            ballast.unlink()
        return
    print("no small disk could be mounted here: files are kept from growing by RLIMIT_FSIZE instead")
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def fill(handle: int) -> None:
    for size in (1 << 20, 4096, 1):
        while True:
            try:
                os.write(handle, b"\0" * size)
            except OSError as error:
                if error.errno != errno.ENOSPC:
                    raise
                break
