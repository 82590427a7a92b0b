"""Evidence files on their way in: photos turned upright, shrunk and stripped; PDFs checked; all stored by hash.
An office's emblem comes in the same way.

Limits on bytes and pixels are checked before anything is decoded. What is kept is made anew from the pixels, so
EXIF, GPS, comments and whatever hides behind a picture stay outside. On the disk it is named by the SHA-256 of what
was made: nobody who sends a file can choose its path, and the name proves the bytes. The folder is served by nothing
but the page that asks who is reading, under the number of the record, so that knowing a hash opens nothing.
"""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from workflow import nik
from workflow.evidence import photos
from workflow.evidence.file_names import clean_name, misfit, with_ending
from workflow.evidence.hashed_files import HashedFiles
from workflow.evidence.place import Place
from workflow.evidence.refusal import Refused as Refused
from workflow.evidence.thumbnails import Thumbnails

MOST_BYTES = 15 * 1024 * 1024
EMBLEM_BYTES = 5 * 1024 * 1024
SUFFIX = {"image/jpeg": ".jpg", "image/png": ".png", "application/pdf": ".pdf"}


@dataclass(frozen=True)
class Taken:
    """A stored file: ``width`` and ``height`` in px (0 for PDF), ``size`` in bytes, ``name`` cleaned for display."""

    sha256: str
    media: str
    name: str
    size: int
    width: int = 0
    height: int = 0


class EvidenceFolder(HashedFiles):
    """The evidence that was taken in, in ``folder`` unless another ``place`` is named, and its small pictures in a
    folder beside. ``check`` is ``check_pdf``, wherever that is done."""

    def __init__(
        self, folder: Path, check: Callable[[bytes, str], None] | None = None, place: Place | None = None
    ) -> None:
        super().__init__(place or folder)
        self._check = check or check_pdf
        self.thumbnails = Thumbnails(folder.with_name("thumbnails"))

    def small(self, sha256: str, side: int) -> bytes:
        """The small picture of a photo; raises ``FileNotFoundError`` as ``read`` does when the photo is not whole."""
        return self.thumbnails.of(sha256, self.read(sha256), side)

    def remove(self, sha256: str, before: float) -> bool:
        """Small pictures go with their photo, also those of one that went before."""
        gone = super().remove(sha256, before)
        if not self.holds(sha256):
            self.thumbnails.drop(sha256)
        return gone

    def take(self, content: bytes, name: str) -> Taken:
        """Accepts a photo or a PDF by its content and stores it; raises ``Refused`` and stores nothing otherwise."""
        shown = clean_name(name)
        if nik.has_nik(shown):
            raise Refused(f"Satu berkas tidak diterima karena namanya. {nik.SENTENCE}")
        if not content:
            raise Refused(f"Berkas {shown} kosong.")
        if len(content) > MOST_BYTES:
            raise Refused(f"Berkas {shown} terlalu besar: paling besar {MOST_BYTES // 1024**2} MB.")
        if content.startswith(b"%PDF-"):
            self._check(content, shown)
            return self._keep(content, "application/pdf", shown)
        kept, media, size = photos.photo(content, shown)
        return self._keep(kept, media, shown, *size)

    def take_emblem(self, content: bytes, name: str) -> Taken:
        """Accepts an office's emblem: a picture as above, which may stay transparent; raises ``Refused`` otherwise."""
        shown = clean_name(name)
        if not content:
            raise Refused(f"Berkas {shown} kosong.")
        if len(content) > EMBLEM_BYTES:
            raise Refused(f"Berkas {shown} terlalu besar: paling besar {EMBLEM_BYTES // 1024**2} MB.")
        kept, media, size = photos.emblem(content, shown)
        return self._keep(kept, media, shown, *size)

    def _keep(self, content: bytes, media: str, name: str, width: int = 0, height: int = 0) -> Taken:
        if sentence := misfit(name, media):
            raise Refused(sentence)
        sha256 = self.keep(content)
        return Taken(sha256, media, with_ending(name, SUFFIX[media]), len(content), width, height)


def made_anew(content: bytes, shown: str) -> bytes:
    """A picture of a letterhead as nothing but a picture, of its own kind; raises ``Refused``."""
    return photos.printed(content, shown)[0]


def check_pdf(content: bytes, shown: str) -> None:
    """A PDF is kept as it came, if it opens, has pages and asks for no password; raises ``Refused`` otherwise."""
    import pikepdf

    from workflow.evidence.pdf_actions import carried, carries_more

    try:
        with pikepdf.open(io.BytesIO(content)) as pdf:
            pages, found = len(pdf.pages), carried(pdf)
    except pikepdf.PasswordError:
        raise Refused(f"PDF {shown} terkunci kata sandi. Simpan ulang tanpa kata sandi.") from None
    except (pikepdf.PdfError, ValueError, TypeError, LookupError, RuntimeError):  # as many ways as there is damage
        raise Refused(f"PDF {shown} rusak atau tidak lengkap. Kirim ulang berkas aslinya.") from None
    if not pages:
        raise Refused(f"PDF {shown} tidak berisi halaman.")
    if found:
        raise Refused(
            f"PDF {shown} memuat skrip, perintah atau berkas lain: {found}. Cetak ke PDF baru, lalu kirim yang itu."
        )
    if carries_more(content):
        raise Refused(f"PDF {shown} membawa data lain di belakang akhirnya. Cetak ke PDF baru, lalu kirim yang itu.")
