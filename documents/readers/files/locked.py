"""Files behind a password, opened with the word that somebody gave: those of Office by msoffcrypto, a PDF by pikepdf,
those of LibreOffice by ``locked_odf.py``. Neither the word nor what was behind it is kept."""

from __future__ import annotations

import io
import struct
from contextlib import suppress
from typing import Any
from xml.parsers.expat import ExpatError

import msoffcrypto
import olefile
import pikepdf
from msoffcrypto.exceptions import DecryptionError, FileFormatError, InvalidKeyError, ParseError
from msoffcrypto.format.ooxml import OOXMLFile

from documents.package import BROKEN, Limits, Unfit
from documents.readers.files import locked_odf
from documents.readers.files.locked_odf import OtherLock, WrongWord
from documents.readers.files.sniffing import LOCKED, OLE, OTHER_LOCK, is_pdf
from documents.readers.files.unreadable import PASSWORD, Asked, Unreadable

_LOCK = "EncryptionInfo"
LONGEST = 255  # letters of a password: Excel's own limit
WRONG = "Kata sandi itu tidak membuka berkas ini. Perhatikan huruf besar dan kecilnya, lalu tulis lagi."
_DAMAGED = (  # what olefile and msoffcrypto raise over damaged files
    FileFormatError, ParseError, OSError, ValueError, struct.error, LookupError, TypeError, AttributeError,
    AssertionError, OverflowError, ExpatError,
)  # fmt: skip


def refuse_locked(content: bytes) -> None:
    """Raises ``Asked`` for a file behind a password; a damaged one is left to who reads it."""
    if not content.startswith(OLE):
        return
    with suppress(DecryptionError, *_DAMAGED):
        if _file(content).is_encrypted():
            raise Asked(LOCKED, PASSWORD)


def unlocked(content: bytes, password: str, limits: Limits) -> bytes:
    """The file as it was before it was locked; itself if it is not. Raises ``Asked`` for a wrong word, ``Unreadable``
    for a lock that nobody here knows, ``Unfit``."""
    if is_pdf(content):
        return _pdf(content, password[:LONGEST])
    try:
        if content.startswith(b"PK"):
            return locked_odf.opened(content, password[:LONGEST], limits)
        return _opened(content, password[:LONGEST]) if content.startswith(OLE) else content
    except (InvalidKeyError, WrongWord) as wrong:
        raise Asked(WRONG, PASSWORD) from wrong
    except (DecryptionError, OtherLock) as unknown:
        raise Unreadable(OTHER_LOCK) from unknown
    except _DAMAGED as damage:
        raise Unfit(BROKEN) from damage


def _pdf(content: bytes, password: str) -> bytes:
    found = io.BytesIO()
    try:
        if not _needs_word(content):
            return content
        with pikepdf.open(io.BytesIO(content), password=password) as file:
            file.save(found)
    except pikepdf.PasswordError as wrong:
        raise Asked(WRONG, PASSWORD) from wrong
    except (pikepdf.PdfError, OSError, ValueError, RuntimeError) as damage:
        raise Unfit(BROKEN) from damage
    return found.getvalue()


def _needs_word(content: bytes) -> bool:
    try:
        pikepdf.open(io.BytesIO(content)).close()
    except pikepdf.PasswordError:
        return True
    return False


def _opened(content: bytes, password: str) -> bytes:
    file, found = _file(content), io.BytesIO()
    if not file.is_encrypted():
        return content
    if isinstance(file, OOXMLFile):
        file.load_key(password=password, verify_password=True)
    else:
        file.load_key(password=password)
    file.decrypt(found)
    return found.getvalue()


def _file(content: bytes) -> Any:
    """What describes the lock of a new file is XML, which msoffcrypto reads as it comes: it must have no entities."""
    with olefile.OleFileIO(io.BytesIO(content)) as ole:
        if ole.exists(_LOCK) and b"<!" in ole.openstream(_LOCK).read():
            raise Unfit(BROKEN)
    return msoffcrypto.OfficeFile(io.BytesIO(content))
