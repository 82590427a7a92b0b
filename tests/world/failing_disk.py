"""A disk that fails at the n-th write or flush, for SQLite and for Python at once, and tells the order of all of them.

SQLite goes through a VFS of its own: the usual one, of whose files the methods that write and flush are counted first.
Python's side is counted in the functions that the app writes files with.
"""

from __future__ import annotations

import ctypes
import errno
import os
import pathlib
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from typing import Any

import pytest

POINTER = ctypes.c_void_p
OPEN = ctypes.CFUNCTYPE(ctypes.c_int, POINTER, POINTER, POINTER, ctypes.c_int, POINTER)
WRITE = ctypes.CFUNCTYPE(ctypes.c_int, POINTER, POINTER, ctypes.c_int, ctypes.c_int64)
SYNC = ctypes.CFUNCTYPE(ctypes.c_int, POINTER, ctypes.c_int)
TRUNCATE = ctypes.CFUNCTYPE(ctypes.c_int, POINTER, ctypes.c_int64)
FULL, IOERR_FSYNC, IOERR_TRUNCATE = 13, 1034, 1546


class Vfs(ctypes.Structure):
    _fields_ = [("version", ctypes.c_int), ("size", ctypes.c_int), ("longest", ctypes.c_int), ("next", POINTER),
                ("name", ctypes.c_char_p), ("data", POINTER), ("open", POINTER), ("rest", POINTER * 20)]  # fmt: skip


class Methods(ctypes.Structure):
    _fields_ = [("version", ctypes.c_int), ("close", POINTER), ("read", POINTER), ("write", POINTER),
                ("truncate", POINTER), ("sync", POINTER), ("rest", POINTER * 13)]  # fmt: skip


@dataclass
class Disk:
    """``fail_at`` is the number of the step that fails (0: none), and with ``for_good`` all after it."""

    fail_at: int = 0
    for_good: bool = False
    steps: list[str] = field(default_factory=list)

    def step(self, name: str) -> bool:
        """Notes a step; True when it has to fail."""
        self.steps.append(name)
        number = len(self.steps)
        return bool(self.fail_at) and (number == self.fail_at or (self.for_good and number > self.fail_at))

    @property
    def failed(self) -> bool:
        return bool(self.fail_at) and len(self.steps) >= self.fail_at

    def start(self, fail_at: int) -> None:
        self.fail_at = fail_at
        self.steps.clear()

    def heal(self) -> None:
        self.start(0)


@contextmanager
def failing(disk: Disk) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch, _counted_sqlite(disk):
        _count_python(disk, patch)
        yield


def _count_python(disk: Disk, patch: pytest.MonkeyPatch) -> None:
    def counted(name: str, real: Callable[..., Any], number: int) -> Callable[..., Any]:
        def call(*arguments: Any, **more: Any) -> Any:
            target = arguments[1] if name in ("replace", "copy") else arguments[0]
            if disk.step(f"{name} {_named(target)}"):
                raise OSError(number, os.strerror(number))
            return real(*arguments, **more)

        return call

    patch.setattr(os, "fsync", counted("fsync", os.fsync, errno.EIO))
    patch.setattr(os, "replace", counted("replace", os.replace, errno.EIO))
    patch.setattr(os, "mkdir", counted("mkdir", os.mkdir, errno.ENOSPC))
    patch.setattr(shutil, "copyfile", counted("copy", shutil.copyfile, errno.ENOSPC))
    real_open = pathlib.Path.open

    def opened(path: pathlib.Path, mode: str = "r", *arguments: Any, **more: Any) -> Any:
        if set(mode) & set("xwa") and disk.step(f"open {path}"):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        file = real_open(path, mode, *arguments, **more)
        return _Counted(file, disk, str(path)) if "x" in mode else file

    patch.setattr(pathlib.Path, "open", opened)


def _named(target: Any) -> str:
    return os.readlink(f"/proc/self/fd/{target}") if isinstance(target, int) else str(target)


class _Counted:
    """A file of which half of what is written gets through when the disk fails."""

    def __init__(self, file: Any, disk: Disk, name: str) -> None:
        self.file, self.disk, self.name = file, disk, name

    def __enter__(self) -> _Counted:
        return self

    def __exit__(self, *_: object) -> None:
        self.file.close()

    def write(self, content: bytes) -> int:
        if self.disk.step(f"write {self.name}"):
            self.file.write(content[: len(content) // 2])
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return int(self.file.write(content))


@contextmanager
def _counted_sqlite(disk: Disk) -> Iterator[None]:
    """Makes every connection opened from now on use a counted VFS."""
    library = ctypes.CDLL("libsqlite3.so.0")
    library.sqlite3_vfs_find.restype = ctypes.POINTER(Vfs)
    usual = library.sqlite3_vfs_find(None)
    counted = Vfs.from_buffer_copy(usual.contents)
    real_open, alive, copies = OPEN(usual.contents.open), [], {}

    def methods(address: int) -> int:
        if address not in copies:
            copies[address] = _counted_methods(disk, Methods.from_address(address), alive)
        return ctypes.addressof(copies[address])

    def opened(vfs: int, name: int, file: int, flags: int, out: int) -> int:
        code = real_open(vfs, name, file, flags, out)
        slot = POINTER.from_address(file)
        if code == 0 and slot.value:
            slot.value = methods(slot.value)
        return code

    callback = OPEN(opened)
    alive.append(callback)
    counted.name, counted.open = b"counted", ctypes.cast(callback, POINTER).value
    library.sqlite3_vfs_register(ctypes.byref(counted), 1)
    try:
        yield
    finally:
        library.sqlite3_vfs_register(usual, 1)
        # Connections that are still open go on using it.
        _KEPT.append((counted, alive, copies))


_KEPT: list[Any] = []


def _counted_methods(disk: Disk, real: Methods, alive: list[Any]) -> Methods:
    copy = Methods.from_buffer_copy(real)
    write, sync, truncate = WRITE(real.write), SYNC(real.sync), TRUNCATE(real.truncate)
    mine = (
        WRITE(lambda file, data, size, at: FULL if disk.step("sqlite write") else write(file, data, size, at)),
        SYNC(lambda file, flags: IOERR_FSYNC if disk.step("sqlite fsync") else sync(file, flags)),
        TRUNCATE(lambda file, size: IOERR_TRUNCATE if disk.step("sqlite truncate") else truncate(file, size)),
    )
    alive += [*mine, write, sync, truncate]
    copy.write, copy.sync, copy.truncate = (ctypes.cast(one, POINTER).value for one in mine)
    return copy


def reaches_sqlite() -> bool:
    """Whether Python's SQLite is the library of the system, which alone can be counted from here."""
    disk = Disk()
    try:
        with _counted_sqlite(disk), closing(sqlite3.connect("")) as probe:
            probe.execute("PRAGMA cache_size = 1")
            probe.execute("PRAGMA temp_store = FILE")
            probe.executescript("CREATE TABLE t (x); INSERT INTO t VALUES (randomblob(2000000))")
    except OSError:
        return False
    return bool(disk.steps)
