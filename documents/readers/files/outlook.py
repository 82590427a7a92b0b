"""A mail that Outlook saved (.msg): a compound file, each of whose streams is one property."""

from __future__ import annotations

import io

from olefile import OleFileIO

from documents.package import BROKEN, HEAVY, Allowance, Unfit
from documents.readers.files.mail import MOST_PARTS, Attached, Mail, decoded, shown
from documents.readers.files.sniffing import OLE_FAULTS

_SUBJECT, _TEXT, _HTML, _DATA = "0037", "1000", "1013", "3701"  # MS-OXPROPS
_NAMES = ("3707", "3704", "3001")  # the long name of an attachment, the short one, what is shown for it
_ATTACHED = "__attach_version1.0_#"
_UNICODE, _BYTES, _EIGHT_BIT = "001F", "0102", "001E"
_MOST_BYTES = 20 * 1024**2  # of all that is taken out of it


def read_msg(content: bytes) -> Mail:
    """Raises ``Unfit``."""
    try:
        with OleFileIO(io.BytesIO(content)) as file:
            return _mail(_Properties(file))
    except RecursionError as deep:
        raise Unfit(HEAVY) from deep
    except OLE_FAULTS as damage:
        raise Unfit(BROKEN) from damage


class _Properties:
    """Those of one file; what is read is counted, because streams may share what they stand in."""

    def __init__(self, file: OleFileIO) -> None:
        self.file, self._left = file, Allowance(_MOST_BYTES)

    def bytes(self, folder: str, tag: str, kind: str) -> bytes:
        """A property as it is kept; b"" where there is none. ``folder`` is "" for the mail itself."""
        path = f"{folder}/" * bool(folder) + f"__substg1.0_{tag}{kind}"
        if not self.file.exists(path) or self.file.get_type(path) != 2:  # 2: a stream
            return b""
        self._left.take(self.file.get_size(path))
        with self.file.openstream(path) as stream:
            return bytes(stream.read())

    def text(self, folder: str, tag: str) -> str:
        wide = self.bytes(folder, tag, _UNICODE)
        return wide.decode("utf-16-le", "replace").replace("\0", "") if wide else self._narrow(folder, tag)

    def _narrow(self, folder: str, tag: str) -> str:
        return decoded(self.bytes(folder, tag, _EIGHT_BIT), "")


def _mail(properties: _Properties) -> Mail:
    html = properties.text("", _HTML) or decoded(properties.bytes("", _HTML, _BYTES), "")
    mail = Mail(shown(properties.text("", _SUBJECT)), properties.text("", _TEXT), html)
    left = Allowance(MOST_PARTS)
    for folder in sorted(path[0] for path in properties.file.listdir(streams=False, storages=True) if len(path) == 1):
        if folder.startswith(_ATTACHED):
            left.take()
            name = next((shown(text) for tag in _NAMES if (text := properties.text(folder, tag))), "")
            mail.attached.append(Attached(name, properties.bytes(folder, _DATA, _BYTES)))
    return mail
