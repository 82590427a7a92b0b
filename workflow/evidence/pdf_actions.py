"""What a PDF carries besides its pages: something that runs, sends, plays, hides, or opens a file or an address.

Every object of the file is looked at, whether a page leads to it or not. A link to a web address that a reader has to
press stays; one that opens by itself does not.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from typing import Any

import pikepdf

ANOTHER, INSIDE, PLAYS = "tautan yang membuka berkas lain", "berkas lain di dalamnya", "film atau suara"
SCRIPT, MODEL, HIDDEN = "skrip yang berjalan sendiri", "model tiga dimensi", "isi yang disimpan di berkas lain"
TOO_MUCH, TWICE = "terlalu banyak bagian", "isi yang ditulis dua kali dan dapat dibaca berbeda"
# What says so: of a key that stands twice some readers take the first, some the last.
_SAID_TWICE = re.compile(r"duplicated key /(?:OpenAction|AA|A|S|Names|Type|Subtype|F|JS|URI|Annots|AcroForm|Next)\b")
ACTIONS = {
    "/JavaScript": SCRIPT, "/Launch": "perintah yang membuka program atau berkas lain", "/GoToR": ANOTHER,
    "/GoToE": ANOTHER, "/SubmitForm": "kiriman isian ke alamat lain", "/ImportData": "isian dari berkas lain",
    "/Movie": PLAYS, "/Sound": PLAYS, "/Rendition": PLAYS, "/RichMediaExecute": PLAYS, "/GoTo3DView": MODEL,
}  # fmt: skip
KEYS = {
    "/JS": SCRIPT, "/JavaScript": SCRIPT, "/EF": INSIDE, "/EmbeddedFiles": INSIDE, "/Collection": INSIDE,
    "/XFA": "formulir yang berisi program", "/RichMediaContent": PLAYS, "/3DD": MODEL, "/OPI": HIDDEN,
}  # fmt: skip
ANNOTATIONS = {
    "/FileAttachment": INSIDE, "/Movie": PLAYS, "/Sound": PLAYS, "/Screen": PLAYS, "/RichMedia": PLAYS, "/3D": MODEL,
}  # fmt: skip
NAMED = {"/NextPage", "/PrevPage", "/FirstPage", "/LastPage", "/Print"}
OF_A_STREAM = ("/F", "/FFilter", "/FDecodeParms", "/Ref")  # its content lies elsewhere
OTHERS = ("/Thread", "/Named", "/OpenAction", "/AA", "/URI", "/Base", "/URL", "/Filespec", "/Type /F")
ELSEWHERE = r"/(?:S|Subtype|Type|FS) \d+ \d+ R"  # a name that is an object of its own
MOST_OBJECTS = 100_000
MOST_PARTS, DEEPEST = 20_000, 20  # of the objects that have to be looked at closely
_WEB = re.compile(rb"(?i)(https?://|mailto:|tel:)[^\s\\]|[^/\\:][^\\:]*(:\d+)?(/|\?|#|$)")


def _any_of(*names: str) -> re.Pattern[bytes]:
    return re.compile(rb"(?:%s)(?![^\s()<>\[\]{}/%%])" % "|".join(names).encode())


_SUSPECT, _STREAM = _any_of(*ACTIONS, *KEYS, *ANNOTATIONS, *OTHERS, ELSEWHERE), _any_of(*OF_A_STREAM)


def carried(pdf: pikepdf.Pdf) -> str:
    """In words, with its name in the format behind them, the first thing that has no place in evidence; "" if none."""
    objects = pdf.objects
    if len(objects) > MOST_OBJECTS:
        return TOO_MUCH
    look = _Look()
    suspects = (found for found in (pdf.trailer, *objects) if _is_suspect(found))
    if word := next((word for found in suspects for word in look.at(found, 0)), ""):
        return word
    return TWICE if any(map(_SAID_TWICE.search, pdf.get_warnings())) else ""


def _is_suspect(found: Any) -> bool:
    """Whether one of the names stands in it, were it in a text; most objects are done with by that."""
    if isinstance(found, pikepdf.Stream):
        written = found.stream_dict.unparse()
        return bool(_STREAM.search(written) or _SUSPECT.search(written))
    return isinstance(found, pikepdf.Dictionary | pikepdf.Array) and bool(_SUSPECT.search(found.unparse(resolved=True)))


class _Look:
    """At objects one after the other; remembers which steps it has followed, and how much it has seen."""

    def __init__(self) -> None:
        self.opened: set[tuple[str, tuple[int, int]]] = set()
        self.left = MOST_PARTS

    def at(self, found: Any, depth: int) -> Iterator[str]:
        """At what is written in this object; others that it names are looked at in their turn."""
        self.left -= 1
        if self.left < 0 or depth > DEEPEST:
            yield TOO_MUCH
            return
        if isinstance(found, pikepdf.Stream | pikepdf.Dictionary):
            yield from _in_dictionary(found)
            yield from self.by_itself(found)
            parts = [part for _, part in found.items()]
        else:
            parts = list(found)
        for part in parts:
            if isinstance(part, pikepdf.Dictionary | pikepdf.Array) and not part.is_indirect:
                yield from self.at(part, depth + 1)

    def by_itself(self, found: pikepdf.Object) -> Iterator[str]:
        """Web addresses that are opened because the file, a page or a field is: by its first step or one after it."""
        events = found.get("/AA")
        waiting = [found.get("/OpenAction")]
        if isinstance(events, pikepdf.Dictionary) and self._is_new(events, "/AA"):
            waiting += list(events.values())
        while waiting:
            step = waiting.pop()
            if not isinstance(step, pikepdf.Dictionary | pikepdf.Array) or not self._is_new(step, "/Next"):
                continue
            if isinstance(step, pikepdf.Array):
                waiting += list(step)
                continue
            if _name(step, "/S") == "/URI":
                yield _named("alamat web yang terbuka sendiri", "/URI")
            waiting.append(step.get("/Next"))

    def _is_new(self, found: pikepdf.Object, role: str) -> bool:
        """Whether it was not followed in this role before; what is written where it is used cannot come twice."""
        if not found.is_indirect:
            return True
        if (role, found.objgen) in self.opened:
            return False
        self.opened.add((role, found.objgen))
        return True


def _in_dictionary(found: pikepdf.Object) -> Iterator[str]:
    keys, action, kind = found.keys(), _name(found, "/S"), _name(found, "/Subtype")
    if action in ACTIONS:
        yield _named(ACTIONS[action], action)
    if kind in ANNOTATIONS:
        yield _named(ANNOTATIONS[kind], kind)
    yield from (_named(KEYS[key], key) for key in sorted(keys & KEYS.keys()))
    if action == "/Thread" and "/F" in keys:
        yield _named(ANOTHER, action)
    if action == "/Named" and _name(found, "/N") not in NAMED:
        yield _named("perintah kepada program pembaca", action)
    yield from _pointing_out(found, keys)


def _pointing_out(found: pikepdf.Object, keys: set[str]) -> Iterator[str]:
    """Addresses that are none of the web, and contents that lie elsewhere."""
    for key in keys & {"/URI", "/Base"}:
        text = found[key]
        if isinstance(text, pikepdf.String) and not _WEB.match(bytes(text).strip()):
            yield _named("tautan ke berkas atau program, bukan ke alamat web", "/URI")
    if isinstance(found, pikepdf.Stream):
        yield from (_named(HIDDEN, key) for key in OF_A_STREAM if key in keys)
    elif _name(found, "/FS") == "/URL" or _name(found, "/Type") in ("/Filespec", "/F"):
        yield _named(ANOTHER, "/Filespec")


def _name(found: pikepdf.Object, key: str) -> str:
    """The name that stands under ``key``; "" when there is none, or one that no program could know."""
    try:
        return str(found.get(key, ""))
    except UnicodeDecodeError:
        return ""


def _named(words: str, name: str) -> str:
    return f"{words} ({name.replace('/', '')})"


def carries_more(content: bytes) -> bool:
    """Whether the file goes on behind the end of the PDF, or is a ZIP to whoever takes it for one."""
    end = content.rfind(b"%%EOF")
    return end < 0 or bool(content[end + 5 :].strip(b"\0\x1a \t\r\n\f")) or zipfile.is_zipfile(io.BytesIO(content))
