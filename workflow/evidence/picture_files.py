"""A picture's file before anything of it is decoded: its kind by its bytes, and what the picture itself needs of it.

All else (comments, profiles, further pictures, what hangs behind) is left out here, so that no decoder spends time on
it: a few bytes can ask for hours, by a million empty pieces or by scans that each go over the whole picture again.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator

MOST_PIECES = 5000  # of a file of 15 MB in pieces of 4 KB
MOST_SCANS = 20  # of a JPEG that sharpens while it loads; programs make 10, the thriftiest 14
MOST_EXIF = 65_536  # bytes; what a JPEG can hold of it
_HEIC = re.compile(rb"....ftyp(heic|heix|heim|heis|mif1|msf1)", re.DOTALL)
_MARKER = re.compile(rb"\xff([^\x00\xd0-\xd7\xff])")
_KEPT_CHUNKS = (b"IHDR", b"PLTE", b"tRNS", b"IDAT", b"IEND")
_TABLES = (0xC4, 0xDB, 0xDD, 0xEE)  # Huffman, quantisation, restarts; Adobe's mark of CMYK
_FRAMES = (0xC0, 0xC1, 0xC2)  # of the sixteen ways to code a JPEG those that phones, scanners and browsers know
_START, _END, _SCAN, _EXIF, _ALONE = 0xD8, 0xD9, 0xDA, 0xE1, 0x01


class Odd(Exception):
    """No program makes a picture like this, or not all of it is there."""


def kind_of(content: bytes) -> str:
    """Pillow's name of the kind, whatever the file is called; "" for one that is not taken."""
    if content.startswith(b"\xff\xd8\xff"):
        return "JPEG"
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return "PNG"
    if content.startswith(b"RIFF") and content[8:12] == b"WEBP":
        return "WEBP"
    return "HEIF" if _HEIC.match(content) else ""


def kind_in_office_file(content: bytes) -> str:
    """Those that Word keeps in its files, too."""
    starts = ((b"GIF8", "GIF"), (b"BM", "BMP"), (b"II*\0", "TIFF"), (b"MM\0*", "TIFF"))
    return kind_of(content) or next((kind for start, kind in starts if content.startswith(start)), "")


def bare(content: bytes, kind: str) -> bytes:
    """The file with nothing but the picture and how it lies; raises ``Odd``."""
    if kind == "JPEG":
        return _bare_jpeg(content)
    return _bare_png(content) if kind == "PNG" else content


def _bare_png(content: bytes) -> bytes:
    kept = [chunk for name, chunk in _chunks(content) if name in _KEPT_CHUNKS or _lies(name, chunk)]
    return content[:8] + b"".join(kept)


def _lies(name: bytes, chunk: bytes) -> bool:
    """Whether it is the EXIF, which says how the picture lies; a damaged one is no reason to lose the picture."""
    whole = int.from_bytes(chunk[-4:]) == zlib.crc32(chunk[4:-4])
    return name == b"eXIf" and len(chunk) <= MOST_EXIF and whole


def _chunks(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Name and bytes of each, checksum included: Pillow compares those that stay."""
    at = 8
    for _ in range(MOST_PIECES):
        end = at + 12 + int.from_bytes(content[at : at + 4])
        name = content[at + 4 : at + 8]
        if end > len(content):
            raise Odd("cut off")
        yield name, content[at:end]
        if name == b"IEND":
            return
        at = end
    raise Odd("too many chunks")


def _bare_jpeg(content: bytes) -> bytes:
    """Up to its first end: what stands behind it is another picture, a film or nothing."""
    kept, scans, begun = [content[:2]], 0, 0
    for marker, at, end in _segments(content):
        scans += marker == _SCAN
        if scans > MOST_SCANS:
            raise Odd("too many scans")
        if marker == _SCAN and not begun:
            begun = at
        elif marker == _END:
            return b"".join((*kept, content[begun or at : end]))
        elif not begun and _is_needed(marker, content[at:end], kept):
            kept.append(content[at:end])
    raise Odd("cut off")


def _is_needed(marker: int, segment: bytes, kept: list[bytes]) -> bool:
    """Of its EXIF the first part says how the picture lies."""
    if marker == _EXIF:
        return segment[4:10] == b"Exif\0\0" and not any(one[4:10] == b"Exif\0\0" for one in kept)
    if 0xC0 <= marker <= 0xCF and marker not in (*_TABLES, *_FRAMES):
        raise Odd("coded in a way of its own")
    return marker in _TABLES or marker in _FRAMES


def _segments(content: bytes) -> Iterator[tuple[int, int, int]]:
    """Marker, beginning and end of each; the coded picture lies between them."""
    at = 2
    for _ in range(MOST_PIECES):
        found = _MARKER.search(content, at)
        if not found:
            return
        marker, at = found[1][0], found.end()
        if marker not in (_START, _END, _ALONE):
            at += max(2, int.from_bytes(content[at : at + 2]))
        yield marker, found.start(), at
    raise Odd("too many segments")
