"""What a server of an instance does: answers pages, works in the background, or both, as one alone does.

On one folder there is one server for each of the two, so that nothing in the background is begun twice: whoever starts
claims what it does, and a second one that would do the same refuses.
"""

from __future__ import annotations

import fcntl
import os
from contextlib import ExitStack
from pathlib import Path
from typing import IO

BOTH, PAGES, BACKGROUND = "semua", "halaman", "latar"
# What a server of each role claims of the folder, each by a file.
LOCKS: dict[str, tuple[str, ...]] = {
    BOTH: ("server.lock", "server-latar.lock"), PAGES: ("server.lock",), BACKGROUND: ("server-latar.lock",),
}  # fmt: skip
DOES = {BOTH: "memakai", PAGES: "melayani halaman dari", BACKGROUND: "mengerjakan pekerjaan latar dari"}
UNKNOWN = "TUNTAS_ROLE={role} tidak dikenal; pilih semua, halaman atau latar."
TAKEN = (
    "Tuntas tidak dijalankan: sudah ada server yang {does} folder ini (proses {pid}).\nFolder: {folder}\n"
    "Hentikan dahulu server itu, atau pakai folder lain lewat TUNTAS_INSTANCE."
)
MOVING = "move-to"  # stands behind the process of who moves the records, and serves nobody
MOVED = (
    "Catatan folder ini sedang dipindahkan (move-to, proses {pid}).\nFolder: {folder}\n"
    "Tunggu sampai selesai, lalu ikuti yang tertulis di sana."
)


def chosen(role: str) -> str:
    """The role that ``TUNTAS_ROLE`` names; ``SystemExit`` where there is none of that name."""
    if role and role not in LOCKS:
        raise SystemExit(UNKNOWN.format(role=role))
    return role or BOTH


def claim(folder: Path, role: str = BOTH, known_as: str = "") -> ExitStack:
    """Makes this process the folder's server of a role until it ends, however it ends; ``SystemExit`` when there is
    one. Whoever has what is returned keeps it open, and is no server where it is ``known_as`` something else."""
    with ExitStack() as held:
        for name in LOCKS[role]:
            handle = held.enter_context((folder / name).open("a+"))
            _take(handle, folder, role, known_as)
        return held.pop_all()


def _take(handle: IO[str], folder: Path, role: str, known_as: str) -> None:
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        handle.seek(0)
        pid, _, what = handle.read().strip().partition(" ")
        told = {"does": DOES[role], "pid": pid or "tidak diketahui", "folder": folder}
        raise SystemExit((MOVED if what == MOVING else TAKEN).format(**told)) from None
    handle.truncate(0)
    handle.write(f"{os.getpid()} {known_as}".rstrip() + "\n")
    handle.flush()
