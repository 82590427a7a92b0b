"""Page images of a content that is not issued yet (or is): rendered once, kept for a while, cut into PNGs."""

from __future__ import annotations

import io
import logging
import threading
from collections import OrderedDict
from collections.abc import Callable
from typing import Any

import pypdfium2
from PIL import Image

from documents.issue.file_text import PDFIUM
from documents.report.failures import NotMade
from documents.report.frozen import digest
from workflow.papers.publishing import Pages

KEPT = 24  # PDFs; a Sekdis reads one and looks at the next
NARROWEST, USUAL, WIDEST = 320, 1000, 1600  # px
FAILED = "Gambar halaman belum dapat dibuat. Bacalah sebagai teks."
log = logging.getLogger(__name__)


def key_of(data: dict[str, Any]) -> str:
    """Names what is read: two contents have the same key when all but the second of their composing is the same."""
    return digest({name: value for name, value in data.items() if name != "created"})


class Previews:
    """``render(data, ext)`` makes the PDF of a content; the last ``KEPT`` are held in memory."""

    def __init__(self, render: Callable[[dict[str, Any], str], bytes]) -> None:
        self._render = render
        self._kept: OrderedDict[str, tuple[frozenset[int], bytes]] = OrderedDict()  # key -> tasks it is about, PDF
        self._guard = threading.Lock()

    def pages(self, data: dict[str, Any]) -> Pages:
        try:
            content = self.pdf(data)
        except NotMade as failure:
            return Pages(key_of(data), (), str(failure))
        except Exception:  # whatever a renderer does, the text can be read and decided on
            log.exception("no preview")
            return Pages(key_of(data), (), FAILED)
        with PDFIUM, pypdfium2.PdfDocument(content) as document:
            sizes = tuple(_pixels(document.get_page_size(n), USUAL) for n in range(len(document)))
        return Pages(key_of(data), sizes)

    def pdf(self, data: dict[str, Any]) -> bytes:
        """Raises ``NotMade``, among them ``PdfUnavailable`` without Pango."""
        key = key_of(data)
        found = self._found(key)
        if found is None:
            found = frozenset(task["id"] for task in data["data"]["tasks"]), self._render(data, "pdf")
            with self._guard:
                self._kept[key] = found
                while len(self._kept) > KEPT:
                    self._kept.popitem(last=False)
        return found[1]

    def kept(self, task: int, key: str) -> bytes | None:
        """The PDF of that key, if it was rendered lately and that task is one of those it is about."""
        tasks, content = self._found(key) or (frozenset(), b"")
        return content if task in tasks else None

    def _found(self, key: str) -> tuple[frozenset[int], bytes] | None:
        with self._guard:
            if key in self._kept:
                self._kept.move_to_end(key)
            return self._kept.get(key)


def page_image(content: bytes, page: int, width: int) -> bytes:
    """Page ``page`` (1 is the first) as PNG, ``width`` px wide within bounds; raises ``IndexError`` past the last."""
    width = max(NARROWEST, min(width, WIDEST))
    with PDFIUM, pypdfium2.PdfDocument(content) as document:
        if not 1 <= page <= len(document):
            raise IndexError(page)
        document.init_forms()  # else the places for signatures are not drawn
        size = document.get_page_size(page - 1)
        picture = document[page - 1].render(scale=width / size[0]).to_pil().convert("RGB")
    picture = _grey_if_grey(picture.crop((0, 0, *_pixels(size, width))))
    out = io.BytesIO()
    picture.save(out, "PNG")
    return out.getvalue()


def _pixels(size: tuple[float, float], width: int) -> tuple[int, int]:
    return width, round(size[1] * width / size[0])


def _grey_if_grey(picture: Image.Image) -> Image.Image:
    """A third of the bytes for a page without colour."""
    red, green, blue = picture.split()
    return red if red.tobytes() == green.tobytes() == blue.tobytes() else picture
