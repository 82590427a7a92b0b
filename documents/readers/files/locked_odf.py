"""Files of LibreOffice behind a password (ODF 1.2 and 1.3, part 2 "Packages", section 4): each part was deflated, then
locked with a key of its own, which PBKDF2 makes of the word. Only what readers ask for is opened."""

from __future__ import annotations

import base64
import binascii
import hashlib
import io
import zipfile
import zlib

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from lxml import etree

from documents.package import BOMB, BROKEN, Limits, Package, Unfit

MANIFEST = "META-INF/manifest.xml"
WHOLE = "encrypted-package"  # all of the file as one part: LibreOffice since 24.8
PARTS = frozenset(("content.xml", "styles.xml"))
MOST_TURNS = 1_000_000  # of PBKDF2; LibreOffice takes 100.000
_CHECKED = 1024  # bytes of a part by which the word is known
_AES, _SHA = "http://www.w3.org/2001/04/xmlenc#aes256-cbc", "http://www.w3.org/2000/09/xmldsig#sha256"
_SUM = "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0#sha256-1k"
_N = "{urn:oasis:names:tc:opendocument:xmlns:manifest:1.0}"
_OPEN = b'<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>'


class WrongWord(Exception):
    """The word does not open the file."""


class OtherLock(Exception):
    """It is locked in another way: by OpenOffice (Blowfish), or as a ``WHOLE`` (Argon2)."""


def is_locked(package: Package) -> bool:
    """Whether a file of LibreOffice is behind a password."""
    return WHOLE in package or (MANIFEST in package and b"encryption-data" in package.read(MANIFEST))


def opened(content: bytes, word: str, limits: Limits) -> bytes:
    """The file with its texts as they were before it was locked; itself if it is not. Raises ``WrongWord``,
    ``OtherLock`` and ``Unfit``."""
    package = Package(content, limits)
    if "mimetype" not in package or not is_locked(package):
        return content
    if WHOLE in package:
        raise OtherLock
    start, out = hashlib.sha256(word.encode()).digest(), io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("mimetype", package.raw("mimetype"))
        file.writestr(MANIFEST, _OPEN)
        for name, lock in _locks(package).items():
            file.writestr(name, _part(package.raw(name), lock, start, limits.part))
    return out.getvalue()


def _locks(package: Package) -> dict[str, etree._Element]:
    """The parts that are read, each with what its lock is made of. One that is named again is opened once: each lock
    costs many turns."""
    found: dict[str, etree._Element] = {}
    for entry in package.tree(MANIFEST).iter(f"{_N}file-entry"):
        name, lock = str(entry.get(f"{_N}full-path", "")), entry.find(f"{_N}encryption-data")
        if name in PARTS and lock is not None:
            found.setdefault(name, lock)
    return found


def _part(data: bytes, lock: etree._Element, start: bytes, most: int) -> bytes:
    if _said(lock, "algorithm", "algorithm-name") != _AES or lock.get(f"{_N}checksum-type") != _SUM:
        raise OtherLock
    vector = _bytes(_said(lock, "algorithm", "initialisation-vector"))
    if len(vector) * 8 != algorithms.AES.block_size or not data or len(data) % len(vector):
        raise Unfit(BROKEN)
    reader = Cipher(algorithms.AES(_key(lock, start)), modes.CBC(vector)).decryptor()
    found = reader.update(data) + reader.finalize()
    packed = found[: -found[-1]] if 0 < found[-1] <= len(vector) else found
    if hashlib.sha256(packed[:_CHECKED]).digest() != _bytes(str(lock.get(f"{_N}checksum", ""))):
        raise WrongWord
    return _unpacked(packed, most)


def _key(lock: etree._Element, start: bytes) -> bytes:
    made = _said(lock, "start-key-generation", "start-key-generation-name"), _said(lock, "key-derivation", "key-size")
    turns = _said(lock, "key-derivation", "iteration-count")
    if made != (_SHA, "32") or _said(lock, "key-derivation", "key-derivation-name") != "PBKDF2":
        raise OtherLock
    if not (turns.isdecimal() and 0 < int(turns[:9]) <= MOST_TURNS):
        raise Unfit(BROKEN)
    return hashlib.pbkdf2_hmac("sha1", start, _bytes(_said(lock, "key-derivation", "salt")), int(turns[:9]), 32)


def _said(lock: etree._Element, name: str, what: str) -> str:
    found = lock.find(f"{_N}{name}")
    return "" if found is None else str(found.get(f"{_N}{what}", ""))


def _bytes(told: str) -> bytes:
    try:
        return base64.b64decode(told, validate=True)
    except (binascii.Error, ValueError) as error:
        raise Unfit(BROKEN) from error


def _unpacked(packed: bytes, most: int) -> bytes:
    try:
        found = zlib.decompressobj(-zlib.MAX_WBITS).decompress(packed, most + 1)
    except zlib.error as error:
        raise Unfit(BROKEN) from error
    if len(found) > most:
        raise Unfit(BOMB)
    return found
