"""An Office file is a zip of XML parts. Opened here within limits: what it says of itself is looked at first, a part is
unpacked only when it is asked for, and no further than was promised; no DTD or entity is ever read."""

from __future__ import annotations

import io
import zipfile
import zlib
from dataclasses import dataclass
from typing import Any
from xml.parsers import expat

from lxml import etree

LARGE, BOMB, BROKEN, DOCTYPE = "large", "bomb", "broken", "doctype"
_SMALL = 10_000  # below this a part may be as empty as it likes
_FAULTS = (  # what zipfile and zlib raise over damaged archives
    zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, OSError, ValueError, KeyError,
)  # fmt: skip


class Unfit(Exception):
    """``why`` is one of LARGE, BOMB, BROKEN, DOCTYPE; the caller has the sentence."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


@dataclass(frozen=True)
class Limits:
    """``part`` is the most that one XML part may unpack to: its tree takes several times that much memory."""

    bytes: int
    members: int
    unpacked: int
    ratio: int
    part: int = 50 * 1024 * 1024


class Package:
    """The parts of one file by name. Raises ``Unfit``; nothing is unpacked before ``read``."""

    def __init__(self, content: bytes, limits: Limits) -> None:
        if len(content) > limits.bytes:
            raise Unfit(LARGE)
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(content))
            entries = self._archive.infolist()
        except _FAULTS as error:
            raise Unfit(BROKEN) from error
        _bounded(entries, limits)
        self._entries = {entry.filename: entry for entry in entries}
        self._left = limits.unpacked

    @property
    def names(self) -> list[str]:
        return list(self._entries)

    def __contains__(self, name: str) -> bool:
        return name in self._entries

    def size(self, name: str) -> int:
        """How many bytes a part says that it has."""
        return self._entries[name].file_size

    def read(self, name: str) -> bytes:
        """The bytes of a part, counted again while they come out; an XML part must have no DTD."""
        try:
            with self._archive.open(self._entries[name]) as member:
                data = member.read(self._left + 1)
        except _FAULTS as error:
            raise Unfit(BROKEN) from error
        self._left -= len(data)
        if self._left < 0:
            raise Unfit(BOMB)
        if name.lower().endswith((".xml", ".rels", ".vml")):
            refuse_doctype(data)
        return data

    def tree(self, name: str) -> etree._Element:
        return parsed(self.read(name))


def parsed(data: bytes) -> etree._Element:
    """XML without entities, network or DTD."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise Unfit(BROKEN) from error
    if root.getroottree().docinfo.doctype:
        raise Unfit(DOCTYPE)
    return root


def refuse_doctype(data: bytes) -> None:
    """Refuses a DTD at its first letter, before any entity of it is read, whatever the encoding."""
    if data[:2] not in (b"\xff\xfe", b"\xfe\xff") and b"\0" not in data[:4] and b"<!" not in _before_root(data):
        return

    def found(*_: Any) -> None:
        raise Unfit(DOCTYPE)

    parser = expat.ParserCreate()
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


def _bounded(entries: list[zipfile.ZipInfo], limits: Limits) -> None:
    """By what the parts say of themselves; what they hold is counted again while it is read."""
    size, packed = sum(e.file_size for e in entries), sum(e.compress_size for e in entries)
    steep = any(e.file_size > limits.ratio * max(e.compress_size, 1) for e in entries if e.file_size > _SMALL)
    too_much = len(entries) > limits.members or size > limits.unpacked or size > limits.ratio * max(packed, 1)
    long = any(e.file_size > limits.part for e in entries if e.filename.lower().endswith((".xml", ".rels")))
    if too_much or steep or long:
        raise Unfit(BOMB)
    names = [entry.filename.lower() for entry in entries]
    if len(names) != len(set(names)) or any(".." in n or n.startswith("/") or "\\" in n for n in names):
        raise Unfit(BROKEN)
