"""Photos made anew from their pixels: turned upright, shrunk, and nothing but the picture.

Limits on pixels are checked before anything is decoded, and none costs much more than a JPEG of its pixels: a PNG is
written at the quickest level, and only when it is a drawing. One that is a photograph becomes a JPEG, a tenth of it.
"""

from __future__ import annotations

import io
import warnings
from collections.abc import Callable
from typing import Any, cast

from PIL import Image

from workflow.evidence.picture_files import MOST_EXIF, bare, kind_in_office_file, kind_of
from workflow.evidence.refusal import Refused

MOST_PIXELS = 40_000_000
LONGEST_SIDE = 30_000  # px: lines of one pixel cost many times their pixels
LONG_SIDE = 1600  # px: enough for 77 mm on paper at 500 dpi
QUALITY, PHOTOGRAPH = 82, 85  # of what came as a JPEG and the like, and as a PNG
RESTLESS = 0.25  # bytes of JPEG a pixel; a page of letters takes half of it, and beyond it a PNG costs too much
QUICKEST = 1  # of the levels at which a PNG can be written; the slowest takes forty times as long for a tenth less
PRINTED_SIDE = 2400  # px: a strip across the paper at 290 dpi
EMBLEM_SIDE = 520  # px: 22 mm on paper at 600 dpi
TAKEN = "JPEG, PNG, WebP, atau HEIC"

Encoded = tuple[bytes, str, tuple[int, int]]  # bytes, media type, (width, height)
_UNPACKED = ("BMP", "TIFF")  # kinds whose size says nothing of what they show
_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT, 3: Image.Transpose.ROTATE_180, 4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE, 6: Image.Transpose.ROTATE_270, 7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}  # fmt: skip


def photo(content: bytes, shown: str) -> Encoded:
    """A photo of evidence, on white where it was transparent; raises ``Refused``."""
    return _made(content, shown, kind_of(content), LONG_SIDE, _flat, f"foto {TAKEN}, dan PDF")


def emblem(content: bytes, shown: str) -> Encoded:
    """The same, smaller; what is transparent stays so."""
    return _made(content, shown, kind_of(content), EMBLEM_SIDE, _as_it_is)


def printed(content: bytes, shown: str) -> Encoded:
    """The same, for a strip across the paper, also of what Word keeps in its files."""
    return _made(content, shown, kind_in_office_file(content), PRINTED_SIDE, _as_it_is)


def _made(
    content: bytes, shown: str, kind: str, side: int, plain: Callable[[Image.Image], Image.Image],
    taken: str = f"gambar {TAKEN}",
) -> Encoded:  # fmt: skip
    """``taken``: what its field takes, for who sent something else."""
    if not kind:
        raise Refused(f"Berkas {shown} tidak dikenal. Yang diterima: {taken}.")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # Pillow's remarks about size and damaged EXIF: both are dealt with here
        try:
            with _opened(content, kind) as picture:
                _bounded(picture, shown)
                return _encoded(_small(picture, side, plain), kind, len(content) / (picture.width * picture.height))
        except Refused:
            raise
        except Image.DecompressionBombError:
            raise Refused(_too_large(shown)) from None
        except Exception:  # a damaged or hostile file breaks decoders in every way there is
            raise Refused(_broken(shown, kind)) from None


def _opened(content: bytes, kind: str) -> Image.Image:
    """The picture, nothing decoded yet."""
    if kind == "HEIF":
        import pillow_heif

        pillow_heif.register_heif_opener(thumbnails=False, depth_images=False, aux_images=False)
    return Image.open(io.BytesIO(bare(content, kind)), formats=(kind,))


def _bounded(picture: Image.Image, shown: str) -> None:
    if picture.width * picture.height > MOST_PIXELS:
        raise Refused(_too_large(shown))
    if max(picture.size) > LONGEST_SIDE:
        raise Refused(f"Foto {shown} terlalu panjang: paling panjang {LONGEST_SIDE // 1000}.000 piksel.")


def _small(picture: Image.Image, side: int, plain: Callable[[Image.Image], Image.Image]) -> Image.Image:
    """Decoded, at most ``side`` long, upright, as RGB or RGBA; what need not be shrunk may stay grey or numbered."""
    picture.draft("RGB", (LONG_SIDE * 2, LONG_SIDE * 2))
    turn = _turn(picture)
    picture.load()
    fits = picture.mode in ("P", "L") and max(picture.size) <= side and not _see_through(picture)
    small = _shrunk(picture.copy() if fits else plain(picture), side)
    small = small.transpose(turn) if turn is not None else small
    small.info.clear()
    return small


def _shrunk(picture: Image.Image, side: int) -> Image.Image:
    if max(picture.size) <= side:
        return picture
    clear = picture.mode == "RGBA"
    small = picture.convert("RGBa") if clear else picture  # what Pillow would do anyway, then without its short cut
    small.thumbnail((side, side), Image.Resampling.LANCZOS)
    return small.convert("RGBA") if clear else small


def _turn(picture: Image.Image) -> Image.Transpose | None:
    """What puts it upright as its EXIF says; nothing when that cannot be read: the picture itself is whole."""
    if len(picture.info.get("exif") or b"") > MOST_EXIF:
        return None
    try:
        return _TURNS.get(picture.getexif().get(0x0112, 1))
    except Exception:  # as above
        return None


def _see_through(picture: Image.Image) -> bool:
    return picture.mode in ("RGBA", "LA", "PA") or "transparency" in picture.info


def _as_it_is(picture: Image.Image) -> Image.Image:
    """RGBA where anything can be seen through, else RGB."""
    if not _see_through(picture):
        return _flat(picture)
    with_alpha = picture.convert("RGBA")
    return with_alpha if with_alpha.getchannel("A").getextrema() != (255, 255) else with_alpha.convert("RGB")


def _flat(picture: Image.Image) -> Image.Image:
    """RGB, white behind what can be seen through."""
    if _see_through(picture):
        with_alpha = picture.convert("RGBA")
        flat = Image.new("RGB", picture.size, "white")
        flat.paste(with_alpha, mask=with_alpha.getchannel("A"))
        return flat
    if picture.mode.startswith("I"):  # 16 bits of grey, as scanners make them; convert() alone would turn it white
        return picture.point(lambda value: value * (1 / 256)).convert("L").convert("RGB")
    return picture.convert("RGB")


def _encoded(picture: Image.Image, kind: str, density: float) -> Encoded:
    """``density``: bytes a pixel of the file that came."""
    if picture.mode == "RGBA":
        return _png(picture)
    if kind in _UNPACKED:
        density = len(_png(picture)[0]) / (picture.width * picture.height)
    drawn = kind in ("PNG", "GIF", *_UNPACKED)
    return _drawing_or_photograph(picture, density) if drawn else _jpeg(picture.convert("RGB"), QUALITY)


def _drawing_or_photograph(picture: Image.Image, density: float) -> Encoded:
    """A photograph is what a JPEG holds in under half of what came; so is, of many colours, what changes everywhere."""
    jpeg = _jpeg(picture.convert("RGB"), PHOTOGRAPH)
    each = len(jpeg[0]) / (picture.width * picture.height)
    if 2 * each < density:
        return jpeg
    if each < RESTLESS and picture.mode != "P":
        return _png(picture)
    numbered = _numbered(picture)
    return _png(numbered) if numbered is not None else jpeg


def _numbered(picture: Image.Image) -> Image.Image | None:
    """The same pixels as numbers of at most 256 colours, a third of the work; None when that cannot be."""
    if picture.mode == "L":
        return None
    if picture.mode == "P":
        return picture.remap_palette([number for number, count in enumerate(picture.histogram()) if count])
    colours = picture.getcolors(256)
    if colours is None:
        return None
    palette = Image.new("P", (1, 1))
    palette.putpalette([value for _, colour in colours for value in cast(tuple[int, int, int], colour)])
    numbered = picture.quantize(palette=palette, dither=Image.Dither.NONE)
    return numbered if numbered.convert("RGB").tobytes() == picture.tobytes() else None


def _png(picture: Image.Image) -> Encoded:
    return _saved(picture, "PNG", compress_level=QUICKEST)


def _jpeg(picture: Image.Image, quality: int) -> Encoded:
    return _saved(picture, "JPEG", quality=quality, optimize=quality == QUALITY, dpi=(96, 96))


def _saved(picture: Image.Image, kind: str, **how: Any) -> Encoded:
    out = io.BytesIO()
    picture.save(out, kind, **how)
    return out.getvalue(), f"image/{kind.lower()}", picture.size


def _broken(shown: str, kind: str) -> str:
    if kind == "HEIF":
        return f"Foto {shown} berformat HEIC. Di HP, pilih “Paling kompatibel” (JPEG) lalu kirim ulang."
    return f"Foto {shown} rusak atau tidak lengkap. Ambil atau kirim ulang fotonya."


def _too_large(shown: str) -> str:
    return f"Foto {shown} terlalu besar: paling banyak {MOST_PIXELS // 1_000_000} juta piksel."
