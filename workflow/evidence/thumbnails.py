"""Small pictures of photos, for pages that show several: made when first asked for, and kept beside the originals.

They are a saving and no record: no backup holds them, and one that is missing or damaged is made anew. Whoever asks
hands over the original, read and found whole, so that a small picture never outlives or belies its photo.
"""

from __future__ import annotations

import hashlib
import io
import logging
from collections.abc import Callable, Iterable
from pathlib import Path

from PIL import Image

from workflow import durable
from workflow.errors import StoreUnavailable

SIDES = (480, 960)  # px of the longer side: in a row of several, and to look at
QUALITY = 80
log = logging.getLogger(__name__)


class Thumbnails:
    """A folder of them: ``ab/ab…-480``, the SHA-256 of the JPEG in front of it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def of(self, sha256: str, original: bytes, side: int) -> bytes:
        """The JPEG. A disk that takes no more writes is no reason not to show it."""
        path = self._path(sha256, side)
        kept = _checked(path)
        if kept:
            return kept
        made = shrunk(original, side)
        try:
            durable.write(path, hashlib.sha256(made).digest() + made)
        except StoreUnavailable:
            log.warning("thumbnail of %s not kept", sha256)
        return made

    def drop(self, sha256: str) -> None:
        for side in SIDES:
            self._path(sha256, side).unlink(missing_ok=True)

    def sweep(self, originals: Callable[[], Iterable[str]]) -> int:
        """Removes those whose original is gone, and what a write that was cut off has left. Returns how many."""
        there = list(self.folder.glob("??/*"))  # before the originals are asked for: no new one is taken for left over
        named = {f"{name}-{side}" for name in originals() for side in SIDES} if there else set()
        found = [path for path in there if path.name not in named]
        for path in found:
            path.unlink(missing_ok=True)
        return len(found)

    def _path(self, sha256: str, side: int) -> Path:
        return self.folder / sha256[:2] / f"{sha256}-{side}"


def shrunk(original: bytes, side: int) -> bytes:
    """A JPEG no longer than ``side``; of our own pictures, which are RGB and carry nothing else."""
    with Image.open(io.BytesIO(original), formats=("JPEG", "PNG")) as picture:
        picture.draft("RGB", (side * 2, side * 2))
        small = picture.convert("RGB")
    small.thumbnail((side, side), Image.Resampling.LANCZOS)
    out = io.BytesIO()
    small.save(out, "JPEG", quality=QUALITY, optimize=True)
    return out.getvalue()


def size_of(width: int, height: int, side: int) -> tuple[int, int]:
    """The size of a photo's small picture."""
    part = min(1.0, side / max(width, height, 1))
    return max(1, round(width * part)), max(1, round(height * part))


def _checked(path: Path) -> bytes:
    """What is kept there, or nothing when it is missing or damaged."""
    try:
        kept = path.read_bytes()
    except OSError:
        return b""
    return kept[32:] if hashlib.sha256(kept[32:]).digest() == kept[:32] else b""
