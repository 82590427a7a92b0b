"""Text without any table as paragraphs: points that were typed, or a message copied out of WhatsApp.

A message says in front of each line who sent it and when; that is no part of what was agreed, and a name is not kept.
"""

from __future__ import annotations

import re

from documents.readers.files.bounds import Bounds
from documents.readers.files.word_blocks import Paragraph
from documents.readers.values.numbered import marked

_DAY = r"[0-9]{1,2}[./-][0-9]{1,2}[./-](?:[0-9]{4}|[0-9]{2})"
_HOUR = r"[0-9]{1,2}[.:][0-9]{2}(?:[.:][0-9]{2})?(?:\s?[AaPp]\.?[Mm]\.?)?"
_WHEN = rf"(?:{_DAY},?\s+{_HOUR}|{_HOUR},?\s+{_DAY})"
_STAMP = re.compile(rf"[\u200e\u200f]*(?:\[{_WHEN}\]\s*|{_WHEN}\s+[-–]\s+)(?:[^:\n]{{1,60}}:\s|(?=.{{0,200}}$))")
_ABOUT = re.compile(
    r"(?i)\s*(?:<?(?:media|gambar|video|audio|stiker|dokumen|foto)\b.{0,40}\b(?:tidak disertakan|tidak ada|omitted)>?|"
    r"(?:pesan ini|anda) (?:telah )?(?:di|meng)hapus.{0,40}|diteruskan(?: berkali-kali)?|"
    r"this message was deleted\.?)\s*"
)
# A number that a phone draws as a key ("1️⃣", "🔟"), with which messages count their points.
_KEYS = re.compile(r"\s*((?:[0-9]\ufe0f?\u20e3){1,2}|\U0001f51f)\s*")
_WHOLE_BOLD = re.compile(r"\s*\*([^*\n]+)\*\s*")
_STRESSED = re.compile(r"(?<![\w*])([*_~])(?=\S)([^*_~\n]{1,300}?)(?<=\S)\1(?![\w*])")


def paragraphs_of(text: str) -> tuple[list[Paragraph], list[str]]:
    """A paragraph for each line with words in it, and the answers to a list ("Siap, Pak") that were left out. Raises
    ``Unfit`` where there is more than any meeting's text."""
    bounds, found, answers, listed = Bounds(), [], list[str](), False
    for line in re.split(r"\r\n?|\n", text):
        stamp = _STAMP.match(line.strip("\ufeff"))
        said = _numbered(line.strip("\ufeff")[stamp.end() if stamp else 0 :])
        if not said.strip() or _ABOUT.fullmatch(said):
            continue
        bounds.text(said)
        bold = _WHOLE_BOLD.fullmatch(said)
        words = bold[1].strip() if bold else _STRESSED.sub(r"\2", said).strip()
        numbered = marked(words)[0] is not None
        if stamp and listed and not numbered and not words.endswith(":"):
            answers.append(words)
            continue
        listed = listed or numbered
        found.append(Paragraph(words, bold=bool(bold)))
    return found, answers


def _numbered(said: str) -> str:
    """Keys as the number that they show."""
    keys = _KEYS.match(said)
    return f"{''.join(filter(str.isdigit, keys[1])) or 10}. {said[keys.end() :]}" if keys else said
