"""Names of files that were sent: what is kept of them for display, and whether they fit what the file is.

A name never decides where a file lies: on the disk it is called by its hash.
"""

from __future__ import annotations

import re

from workflow.text import line

LONGEST = 120
# A photo may be called like any picture: phones and messengers convert one kind into another and keep the name.
PICTURES = frozenset(("jpg", "jpeg", "jpe", "jfif", "png", "heic", "heif", "avif", "webp", "gif", "bmp", "tif", "tiff"))
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
FITTING = {
    "image/jpeg": PICTURES, "image/png": PICTURES, "application/pdf": frozenset({"pdf"}), WORD: frozenset({"docx"}),
}  # fmt: skip
_CALLED = {"image/jpeg": "foto JPEG", "image/png": "gambar PNG", "application/pdf": "PDF", WORD: "dokumen Word (.docx)"}
_PATH, _MISREAD = re.compile(r"[/\\]"), re.compile(r'[<>:"|?*;%]')
_DEVICE = re.compile(
    r"(?i)(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$) *(\.|$)"
)  # names of Windows itself
_ENDING = re.compile(r"\.([A-Za-z0-9]*[A-Za-z][A-Za-z0-9]*)$")


def clean_name(name: str) -> str:
    """The display name of an upload: its last part, without what a path, a header or Windows could misread."""
    last = _MISREAD.sub("_", line(_PATH.split(name)[-1]))
    shown = last.strip(". ")[-LONGEST:].lstrip(". ") or "berkas"
    return f"_{shown}" if _DEVICE.match(shown) else shown


def ending(name: str) -> str:
    """What stands behind the last dot, in small letters; "" when that is no ending but a date or nothing."""
    found = _ENDING.search(name)
    return found.group(1).lower() if found else ""


def with_ending(name: str, suffix: str) -> str:
    """The name with ``suffix`` instead of its own ending."""
    own = ending(name)
    return (name[: -len(own) - 1].rstrip(". ") if own else name) + suffix


def misfit(shown: str, media: str) -> str:
    """One sentence about a name that promises something else than the file is; "" when it fits or promises nothing.

    A program that is a photo as well stays suspicious, whoever looks at it.
    """
    promised = ending(shown)
    if not promised or promised in FITTING[media]:
        return ""
    return f"Nama berkas {shown} tidak sesuai isinya, {_CALLED[media]}. Kirim berkas aslinya dengan nama yang benar."
