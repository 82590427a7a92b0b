"""Evidence files on their way in: photos turned upright, shrunk and stripped; PDFs checked; all stored by hash.
An office's emblem comes in the same way.

Limits on bytes and pixels are checked before anything is decoded. What is kept is made anew from the pixels, so
EXIF, GPS, comments and whatever hides behind a picture stay outside. On the disk it is named by the SHA-256 of what
was made: nobody who sends a file can choose its path, and the name proves the bytes. The folder is served by nothing
but the page that asks who is reading, under the number of the record, so that knowing a hash opens nothing.
"""

from __future__ import annotations

import io
import warnings
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PIL import Image, ImageOps, UnidentifiedImageError

from workflow import nik
from workflow.evidence.file_names import clean_name, misfit, with_ending
from workflow.evidence.hashed_files import HashedFiles
from workflow.evidence.thumbnails import Thumbnails

MOST_BYTES = 15 * 1024 * 1024
MOST_PIXELS = 40_000_000
LONG_SIDE = 1600  # px: enough for 77 mm on paper at 500 dpi
QUALITY = 82
PRINTED_SIDE = 2400  # px: a strip across the paper at 290 dpi
EMBLEM_BYTES, EMBLEM_SIDE = 5 * 1024 * 1024, 800  # 18 x 22 mm on paper, at more than any printer shows
SUFFIX = {"image/jpeg": ".jpg", "image/png": ".png", "application/pdf": ".pdf"}


class Refused(Exception):
    """Carries one Indonesian sentence about the file."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


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
    """The evidence that was taken in, and its small pictures in a folder beside. ``check`` is ``check_pdf``, wherever
    that is done."""

    def __init__(self, folder: Path, check: Callable[[bytes, str], None] | None = None) -> None:
        super().__init__(folder)
        self._check = check or check_pdf
        self.thumbnails = Thumbnails(folder.with_name("thumbnails"))

    def small(self, sha256: str, side: int) -> bytes:
        """The small picture of a photo; raises ``FileNotFoundError`` as ``read`` does when the photo is not whole."""
        return self.thumbnails.of(sha256, self.read(sha256), side)

    def remove(self, sha256: str, before: float) -> bool:
        """Small pictures go with their photo, also those of one that went before."""
        gone = super().remove(sha256, before)
        if not self.path(sha256).exists():
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
        kept, media, size = _photo(content, shown, _bare)
        return self._keep(kept, media, shown, *size)

    def take_emblem(self, content: bytes, name: str) -> Taken:
        """Accepts an office's emblem: a JPEG, or a PNG that may stay transparent; raises ``Refused`` otherwise."""
        shown = clean_name(name)
        if not content:
            raise Refused(f"Berkas {shown} kosong.")
        if len(content) > EMBLEM_BYTES:
            raise Refused(f"Berkas {shown} terlalu besar: paling besar {EMBLEM_BYTES // 1024**2} MB.")
        kept, media, size = _photo(content, shown, _bare_emblem)
        return self._keep(kept, media, shown, *size)

    def _keep(self, content: bytes, media: str, name: str, width: int = 0, height: int = 0) -> Taken:
        if sentence := misfit(name, media):
            raise Refused(sentence)
        sha256 = self.keep(content)
        return Taken(sha256, media, with_ending(name, SUFFIX[media]), len(content), width, height)


def made_anew(content: bytes, shown: str) -> bytes:
    """A picture of a letterhead as nothing but a picture, of its own kind; raises ``Refused``."""
    return _photo(content, shown, _bare_printed)[0]


def check_pdf(content: bytes, shown: str) -> None:
    """A PDF is kept as it came, if it opens, has pages and asks for no password; raises ``Refused`` otherwise."""
    import pikepdf

    from workflow.evidence.pdf_actions import carries_more, is_active

    try:
        with pikepdf.open(io.BytesIO(content)) as pdf:
            pages, active = len(pdf.pages), is_active(pdf)
    except pikepdf.PasswordError:
        raise Refused(f"PDF {shown} terkunci kata sandi. Simpan ulang tanpa kata sandi.") from None
    except pikepdf.PdfError:
        raise Refused(f"PDF {shown} rusak atau tidak lengkap. Kirim ulang berkas aslinya.") from None
    if not pages:
        raise Refused(f"PDF {shown} tidak berisi halaman.")
    if active:
        raise Refused(f"PDF {shown} memuat skrip, perintah atau berkas lain. Cetak ke PDF baru, lalu kirim yang itu.")
    if carries_more(content):
        raise Refused(f"PDF {shown} membawa data lain di belakang akhirnya. Cetak ke PDF baru, lalu kirim yang itu.")


_Encoded = tuple[bytes, str, tuple[int, int]]  # bytes, media type, (width, height)


def _photo(content: bytes, shown: str, encode: Callable[[Image.Image, bool], _Encoded]) -> _Encoded:
    """The upright, small, bare picture; ``encode(picture, is_png)`` makes it anew."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # Pillow's remarks about size and damaged EXIF: both are dealt with here
        with _opened(content, shown) as picture:
            if picture.width * picture.height > MOST_PIXELS:
                raise Refused(_too_large(shown))
            png = picture.format == "PNG"
            try:
                picture.draft("RGB", (LONG_SIDE * 2, LONG_SIDE * 2))
                picture.load()
                return encode(_upright(picture), png)
            except Exception:  # a damaged or hostile file breaks decoders in every way there is
                raise Refused(_broken(shown)) from None


def _opened(content: bytes, shown: str) -> Image.Image:
    """The picture, nothing decoded yet."""
    try:
        return Image.open(io.BytesIO(content), formats=("JPEG", "PNG"))
    except UnidentifiedImageError:
        raise Refused(_unknown_kind(content, shown)) from None
    except Image.DecompressionBombError:
        raise Refused(_too_large(shown)) from None
    except Exception:  # as above
        raise Refused(_broken(shown)) from None


def _upright(picture: Image.Image) -> Image.Image:
    """Turned as its EXIF says; with EXIF that cannot be read, as it lies."""
    try:
        return ImageOps.exif_transpose(picture)
    except Exception:  # as above: the picture itself is whole
        return picture


def _broken(shown: str) -> str:
    return f"Foto {shown} rusak atau tidak lengkap. Ambil atau kirim ulang fotonya."


def _too_large(shown: str) -> str:
    return f"Foto {shown} terlalu besar: paling banyak {MOST_PIXELS // 1_000_000} juta piksel."


def _bare(picture: Image.Image, png: bool) -> _Encoded:
    """Re-encodes from pixels: white behind transparency, RGB, at most ``LONG_SIDE``, nothing but the picture."""
    return _encoded(_flat(picture), png, LONG_SIDE)


def _bare_emblem(picture: Image.Image, png: bool) -> _Encoded:
    """The same, smaller; what is transparent in a PNG stays so."""
    return _encoded(picture.convert("RGBA") if png and _see_through(picture) else _flat(picture), png, EMBLEM_SIDE)


def _bare_printed(picture: Image.Image, png: bool) -> _Encoded:
    """The same, for a strip across the paper."""
    return _encoded(picture.convert("RGBA") if png and _see_through(picture) else _flat(picture), png, PRINTED_SIDE)


def _see_through(picture: Image.Image) -> bool:
    return picture.mode in ("RGBA", "LA", "PA") or "transparency" in picture.info


def _flat(picture: Image.Image) -> Image.Image:
    if _see_through(picture):
        with_alpha = picture.convert("RGBA")
        flat = Image.new("RGB", picture.size, "white")
        flat.paste(with_alpha, mask=with_alpha.getchannel("A"))
        return flat
    if picture.mode.startswith("I"):  # 16 bits of grey, as scanners make them; convert() alone would turn it white
        return picture.point(lambda value: value * (1 / 256)).convert("L").convert("RGB")
    return picture.convert("RGB")


def _encoded(picture: Image.Image, png: bool, side: int) -> _Encoded:
    picture.thumbnail((side, side), Image.Resampling.LANCZOS)
    picture.info.clear()
    out = io.BytesIO()
    if png:
        picture.save(out, "PNG", optimize=True)
    else:
        picture.save(out, "JPEG", quality=QUALITY, optimize=True, dpi=(96, 96))
    return out.getvalue(), "image/png" if png else "image/jpeg", picture.size


def _unknown_kind(content: bytes, shown: str) -> str:
    if content[4:12] in (b"ftypheic", b"ftypheix", b"ftypmif1", b"ftyphevc"):
        return f"Foto {shown} berformat HEIC. Di HP, pilih “Paling kompatibel” (JPEG) lalu kirim ulang."
    return f"Berkas {shown} tidak dikenal. Yang diterima: foto JPEG atau PNG, dan PDF."
