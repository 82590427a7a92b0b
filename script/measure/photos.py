"""Pictures taken in: what each kind costs, in processor time, beside a JPEG of as many pixels, and what is kept."""

from __future__ import annotations

import io
import time
from collections.abc import Callable, Iterator

from PIL import Image

from script.measure.clock import seconds, table
from workflow.evidence import photos
from workflow.evidence.thumbnails import shrunk

SIZES = ((1600, 1200), (4000, 3000))
TIMES, TARGET = 5, 3
Work = Callable[[], object]


def run() -> str:
    return "\n\n".join(_beside_the_jpeg(size) for size in SIZES)


def _beside_the_jpeg(size: tuple[int, int]) -> str:
    jpeg, rows = _encoded(_photograph(size), "JPEG", quality=85), []
    for name, content in _kinds(size):
        kept = photos.photo(content, "a")[0]
        usual = photos.photo(jpeg, "a")[0]
        taken, ratio = _beside(lambda c=content: photos.photo(c, "a"), lambda: photos.photo(jpeg, "a"))
        emblem = _beside(lambda c=content: photos.emblem(c, "a"), lambda: photos.emblem(jpeg, "a"))[1]
        small = _beside(lambda k=kept: shrunk(k, 960), lambda u=usual: shrunk(u, 960))[1]
        sizes = (f"{len(content) // 1000} kB", f"{len(kept) // 1000} kB")
        rows.append((name, *sizes, seconds(taken), *(f"{one:.1f}" for one in (ratio, emblem, small))))
    head = (
        "kind",
        "sent",
        "kept",
        "taken in",
        f"ratio to the JPEG (target ≤ {TARGET})",
        "as emblem",
        "its small picture",
    )
    return f"Pictures of {size[0]} x {size[1]} px\n\n" + table(head, rows)


def _beside(ours: Work, usual: Work) -> tuple[float, float]:
    """Processor time of ours, and as a multiple of the usual; by turns, the least of each."""
    spent = [(_once(ours), _once(usual)) for _ in range(TIMES)]
    least, other = min(one for one, _ in spent), min(one for _, one in spent)
    return least, least / other


def _once(work: Work) -> float:
    begun = time.process_time()
    work()
    return time.process_time() - begun


def _kinds(size: tuple[int, int]) -> Iterator[tuple[str, bytes]]:
    picture = _photograph(size)
    dithered = picture.convert("1")
    clear = picture.copy()
    clear.putalpha(picture.convert("L"))
    yield "JPEG", _encoded(picture, "JPEG", quality=85)
    yield "JPEG, progressive", _encoded(picture, "JPEG", quality=85, progressive=True)
    yield "JPEG, CMYK", _encoded(picture.convert("CMYK"), "JPEG", quality=85)
    yield "PNG, dithered", _encoded(dithered, "PNG")
    yield "PNG, dithered, in full colour", _encoded(dithered.convert("RGB"), "PNG")
    yield "PNG, 64 colours", _encoded(picture.quantize(64, dither=Image.Dither.FLOYDSTEINBERG), "PNG")
    yield "PNG, one colour", _encoded(Image.new("RGB", size, "green"), "PNG")
    yield "PNG, 16 bits of grey", _encoded(Image.new("I;16", size, 777), "PNG")
    yield "PNG, a photograph", _encoded(picture, "PNG")
    yield "PNG, seen through", _encoded(clear, "PNG")
    yield "WebP", _encoded(picture, "WEBP", quality=80, method=0)
    yield "WebP without loss", _encoded(picture, "WEBP", lossless=True, method=0)
    yield "HEIC", _encoded(picture, "HEIF", quality=60)


def _photograph(size: tuple[int, int]) -> Image.Image:
    """With as much to tell as a real one."""
    soft = Image.effect_noise((size[0] // 8, size[1] // 8), 60).resize(size, Image.Resampling.BICUBIC)
    return Image.merge("RGB", [Image.blend(soft, Image.effect_noise(size, 60), 0.1)] * 3)


def _encoded(picture: Image.Image, kind: str, **how: object) -> bytes:
    if kind == "HEIF":
        import pillow_heif

        pillow_heif.register_heif_opener()
    out = io.BytesIO()
    picture.save(out, kind, **how)
    return out.getvalue()
