"""An Office file is a zip of XML parts. Opened here within limits: what it says of itself is looked at first, a part is
unpacked only when it is asked for, and no further than was promised; no DTD or entity is ever read.

What unfolds only when it is understood (elements, rows, letters) is counted against an ``Allowance``.
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from dataclasses import dataclass
from typing import Any
from xml.parsers import expat

from lxml import etree

LARGE, BOMB, BROKEN, DOCTYPE, HEAVY = "large", "bomb", "broken", "doctype", "heavy"
MOST_MARKS = 300_000  # tags and attributes of a part that becomes a tree: each takes some 200 bytes of memory there
_ENTRY = 300  # bytes of a part in the list of them, at most on the average; each takes twice that in memory
_SMALL = 10_000  # below this a part may be as empty as it likes
_FAULTS = (  # what zipfile and zlib raise over damaged archives
    zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, OSError, ValueError, KeyError,
)  # fmt: skip


class Unfit(Exception):
    """``why`` is one of LARGE, BOMB, BROKEN, DOCTYPE, HEAVY; the caller has the sentence."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


class Allowance:
    """How much of something one file may have; whoever takes more raises ``Unfit`` (HEAVY)."""

    def __init__(self, most: int) -> None:
        self._left = most

    def take(self, count: int = 1) -> None:
        self._left -= count
        if self._left < 0:
            raise Unfit(HEAVY)


@dataclass(frozen=True)
class Limits:
    """``part`` is the most that one XML part may unpack to; ``marks`` how many tags and attributes all the XML parts
    that are read may have."""

    bytes: int
    members: int
    unpacked: int
    ratio: int
    part: int = 50 * 1024 * 1024
    marks: int = 600_000


class Package:
    """The parts of one file by name. Raises ``Unfit``; nothing is unpacked before ``read``."""

    def __init__(self, content: bytes, limits: Limits) -> None:
        if len(content) > limits.bytes:
            raise Unfit(LARGE)
        if _directory(content) > limits.members * _ENTRY:
            raise Unfit(BOMB)
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(content))
            entries = self._archive.infolist()
        except _FAULTS as error:
            raise Unfit(BROKEN) from error
        _bounded(entries, limits)
        self._entries = {entry.filename: entry for entry in entries}
        self._left = limits.unpacked
        self._marks = Allowance(limits.marks)

    @property
    def names(self) -> list[str]:
        return list(self._entries)

    def __contains__(self, name: str) -> bool:
        return name in self._entries

    def size(self, name: str) -> int:
        """How many bytes a part says that it has."""
        return self._entries[name].file_size

    def read(self, name: str) -> bytes:
        """The bytes of a part; an XML part must have no DTD and comes as UTF-8."""
        data = self.raw(name)
        if name.lower().endswith((".xml", ".rels", ".vml")):
            data = _utf_8(data)
            refuse_doctype(data)
            self._marks.take(_marks(data))
        return data

    def raw(self, name: str) -> bytes:
        """The bytes of a part as they are, counted again while they come out."""
        try:
            with self._archive.open(self._entries[name]) as member:
                data = member.read(self._left + 1)
        except _FAULTS as error:
            raise Unfit(BROKEN) from error
        self._left -= len(data)
        if self._left < 0:
            raise Unfit(BOMB)
        return data

    def tree(self, name: str) -> etree._Element:
        return parsed(self.read(name))


def parsed(data: bytes) -> etree._Element:
    """XML in UTF-8, without entities, network or DTD."""
    Allowance(MOST_MARKS).take(_marks(data))
    parser = etree.XMLParser(encoding="utf-8", resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise Unfit(BROKEN) from error
    if root.getroottree().docinfo.doctype:
        raise Unfit(DOCTYPE)
    return root


def _marks(data: bytes) -> int:
    return data.count(b"<") + data.count(b"=")


def _utf_8(data: bytes) -> bytes:
    """The two encodings that Office writes as one. Whatever else a part declares is read as UTF-8, too: in another
    one its tags could be written so that nobody counts them."""
    wide = data[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\0" in data[:2]
    if not wide:
        return data
    try:
        return data.decode("utf-16-be" if data[:1] == b"\0" else "utf-16").lstrip("\ufeff").encode()
    except UnicodeError as error:
        raise Unfit(BROKEN) from error


def refuse_doctype(data: bytes) -> None:
    """Refuses a DTD in UTF-8 at its first letter, before any entity of it is read."""
    if b"<!" not in _before_root(data):
        return

    def found(*_: Any) -> None:
        raise Unfit(DOCTYPE)

    parser = expat.ParserCreate("utf-8")
    parser.StartDoctypeDeclHandler = found
    parser.EntityDeclHandler = found
    try:
        parser.Parse(data, True)
    except expat.ExpatError as error:
        raise Unfit(BROKEN) from error


def _before_root(data: bytes) -> bytes:
    """All before the first element; a DTD can only stand there. "<!" of a comment is enough to look closely."""
    at = 0
    while (at := data.find(b"<", at)) >= 0:
        if data[at + 1 : at + 2] not in (b"?", b"!"):
            return data[:at]
        at += 1
    return data


def _directory(content: bytes) -> int:
    """The bytes of the list of parts at the end of an archive; 0 when there is none, of which opening it tells."""
    end = content.rfind(b"PK\5\6", max(0, len(content) - 65_557), len(content) - 18)
    if end < 0:
        return 0
    wide = content.rfind(b"PK\6\6", 0, end - 52) if content[end - 20 : end - 16] == b"PK\6\7" else -1
    kind, place = ("<Q", wide + 40) if wide >= 0 else ("<L", end + 12)
    size: int = struct.unpack_from(kind, content, place)[0]
    return size


def _bounded(entries: list[zipfile.ZipInfo], limits: Limits) -> None:
    """By what the parts say of themselves; what they hold is counted again while it is read."""
    size, packed = sum(e.file_size for e in entries), sum(e.compress_size for e in entries)
    steep = any(e.file_size > limits.ratio * max(e.compress_size, 1) for e in entries if e.file_size > _SMALL)
    too_much = len(entries) > limits.members or size > limits.unpacked or size > limits.ratio * max(packed, 1)
    long = any(e.file_size > limits.part for e in entries if e.filename.lower().endswith((".xml", ".rels")))
    if too_much or steep or long:
        raise Unfit(BOMB)
    names = [entry.filename.lower() for entry in entries]
    if any(entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) for entry in entries):
        raise Unfit(BROKEN)  # others ask for memory before they give anything
    if len(names) != len(set(names)) or any(".." in n or n.startswith("/") or "\\" in n for n in names):
        raise Unfit(BROKEN)
