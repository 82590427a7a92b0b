"""A mail as it was saved (.eml, and .msg of Outlook): its subject, its words, and what is attached to it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from email import message_from_bytes
from email.errors import HeaderParseError, MessageError
from email.header import decode_header, make_header
from email.message import Message

from documents.package import BROKEN, HEAVY, Allowance, Unfit
from documents.readers.files.sniffing import OLE
from documents.readers.files.unreadable import PART, Asked

MOST_PARTS = 200
READ = frozenset(
    ("docx", "doc", "pdf", "odt", "xlsx", "xls", "ods", "csv", "txt")
)  # endings of attachments that are read
SEVERAL = "Surel ini membawa beberapa lampiran yang dapat dibaca. Pilih yang dibaca."
GONE = "Lampiran itu tidak ada dalam surel ini. Pilih dari daftar."
WORDS = "0"  # for the part of a mail that is read: what is written in it
_LONGEST = 200  # letters of a subject or a name
_FIELD = rb"[A-Za-z][A-Za-z0-9-]{0,60}:[^\n]{0,2000}\n(?:[ \t][^\n]{0,2000}\n)*"
_HEAD = re.compile(rb"(?:From [^\n]{0,500}\n)?(?:" + _FIELD + rb"){2}")
_SENT = re.compile(rb"(?im)^(?:from|received|return-path|delivered-to):(?![^\n]*saved by)")
_ABOUT = re.compile(rb"(?im)^(?:subject|date|to):")
_OUTLOOK = "__properties_version1.0".encode("utf-16-le")
_FAULTS = (MessageError, LookupError, ValueError, TypeError, AttributeError)


@dataclass(frozen=True)
class Attached:
    name: str
    content: bytes


@dataclass
class Mail:
    """``html`` says the same as ``text``, with its tables and lists; either may be ""."""

    subject: str = ""
    text: str = ""
    html: str = ""
    attached: list[Attached] = field(default_factory=list)

    @property
    def readable(self) -> list[Attached]:
        return [one for one in self.attached if one.name.lower().rpartition(".")[2] in READ]

    def chosen(self, part: str) -> Attached | None:
        """The attachment that is read: the only one, or that which somebody named; None for the words of the mail.
        Raises ``Asked`` where there are several."""
        found = self.readable
        if part == WORDS or not found:
            return None
        if not part and len(found) > 1:
            raise Asked(SEVERAL, PART, [one.name for one in found])
        at = int(part or "1")
        if at > len(found):
            raise Asked(GONE, PART, [one.name for one in found])
        return found[at - 1]


def mail_kind(content: bytes) -> str:
    """ "eml" or "msg", "" for what is no mail. A page that a browser saved as MHTML is none."""
    if content.startswith(OLE):
        return "msg" if _OUTLOOK in content else ""
    start = content[:16_384].lstrip(b"\xef\xbb\xbf\r\n")
    head = re.split(rb"\r?\n\r?\n", start, maxsplit=1)[0]
    return "eml" if _HEAD.match(start) and _SENT.search(head) and _ABOUT.search(head) else ""


def read_eml(content: bytes) -> Mail:
    """Raises ``Unfit``."""
    try:
        return _mail(message_from_bytes(content.lstrip(b"\xef\xbb\xbf\r\n")))
    except RecursionError as deep:
        raise Unfit(HEAVY) from deep
    except _FAULTS as damage:
        raise Unfit(BROKEN) from damage


def _mail(message: Message) -> Mail:
    mail = Mail(subject=shown(_decoded(message.get("Subject", ""))))
    for part in _leaves(message):
        kind, name = part.get_content_type(), shown(_decoded(part.get_filename() or ""))
        if name:
            mail.attached.append(Attached(name, _bytes(part)))
        elif kind == "text/plain" and not mail.text:
            mail.text = decoded(_bytes(part), part.get_content_charset() or "")
        elif kind == "text/html" and not mail.html:
            mail.html = decoded(_bytes(part), part.get_content_charset() or "")
    return mail


def _leaves(message: Message) -> Iterator[Message]:
    """The parts that hold something, also those of a mail within."""
    left = Allowance(MOST_PARTS)
    for part in message.walk():
        left.take()
        if not part.is_multipart():
            yield part


def _bytes(part: Message) -> bytes:
    found = part.get_payload(decode=True)
    return found if isinstance(found, bytes) else b""


def _decoded(header: object) -> str:
    """A header in words; as it stands where its encoding is none."""
    try:
        return str(make_header(decode_header(str(header))))
    except (HeaderParseError, LookupError, ValueError):
        return str(header)


def decoded(content: bytes, charset: str) -> str:
    """A text in the encoding that it names, otherwise in UTF-8 or windows-1252."""
    for name in (charset, "utf-8", "cp1252"):
        try:
            return content.decode(name or "utf-8").replace("\0", "")
        except (LookupError, ValueError):
            continue
    return content.decode("latin-1").replace("\0", "")


def shown(text: str) -> str:
    """A subject or a name as one line without signs that are not seen."""
    return " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())[:_LONGEST]
