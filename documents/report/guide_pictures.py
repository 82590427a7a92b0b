"""The pictures of the Panduan: ours, out of ``static/guide/``, and by their SHA-256 as any picture of a paper."""

from __future__ import annotations

import functools
import hashlib
from collections.abc import Callable, Mapping
from pathlib import Path

FOLDER = Path(__file__).resolve().parent.parent.parent / "static" / "guide"


@functools.cache
def named() -> Mapping[str, str]:
    """Name of a picture -> its SHA-256."""
    return {path.stem: hashlib.sha256(path.read_bytes()).hexdigest() for path in FOLDER.glob("*.png")}


def with_ours(pictures: Callable[[str], bytes]) -> Callable[[str], bytes]:
    """``pictures(sha256)`` of an instance, that knows ours, too."""
    ours = {sha256: FOLDER / f"{name}.png" for name, sha256 in named().items()}
    return lambda sha256: ours[sha256].read_bytes() if sha256 in ours else pictures(sha256)
