"""Where ``rakor.json`` is in what somebody sends: the file itself, or the ZIP of a rakor that holds it."""

from __future__ import annotations

from documents import package as packages
from documents.package import Limits, Package, Unfit
from workflow.errors import Invalid
from workflow.rakor.file import NAME
from workflow.rakor.file_in import NOT_OURS

MOST_JSON = 30 * 1024 * 1024
MOST_BYTES = 90 * 1024 * 1024  # of a ZIP on its page; the command takes larger ones
_UNFIT = {
    packages.LARGE: "Berkas ini terlalu besar. Ambil rakor.json dari ZIP-nya, lalu kirim yang itu.",
    packages.BOMB: "Isi ZIP ini mengembang terlalu besar ketika dibuka, jadi tidak dibuka.",
    packages.BROKEN: "ZIP ini rusak atau tidak lengkap. Unduh lagi dari Tuntas asalnya.",
}


def rakor_json(content: bytes, most: int = MOST_BYTES) -> bytes:
    """The bytes of ``rakor.json``; raises ``Invalid`` with a sentence. Nothing else in a ZIP is unpacked."""
    try:
        found = _unpacked(content, most) if content.startswith(b"PK") else content
    except Unfit as unfit:
        raise Invalid({"file": _UNFIT.get(unfit.why, NOT_OURS)}) from unfit
    if len(found) > MOST_JSON:
        raise Invalid({"file": _UNFIT[packages.LARGE]})
    return found


def _unpacked(content: bytes, most: int) -> bytes:
    """``unpacked`` is what may come out at most: all the papers are in the ZIP, but only one part is read."""
    limits = Limits(most, members=50_000, unpacked=4 * most, ratio=100)
    package = Package(content, limits)
    if NAME not in package:
        raise Invalid({"file": "ZIP ini tidak memuat rakor.json, jadi bukan rakor dari Tuntas."})
    if package.size(NAME) > MOST_JSON:
        raise Unfit(packages.LARGE)
    return package.read(NAME)
