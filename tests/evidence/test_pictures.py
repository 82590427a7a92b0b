"""No picture costs much more than a JPEG of its pixels, and a photograph is kept as one."""

from __future__ import annotations

import functools
import io
import time
import zlib
from collections.abc import Callable

import pytest
from PIL import Image

from tests.world.evidence_files import chunk, encoded, phone_photo
from tests.world.places import SAMPLES
from workflow.evidence import photos
from workflow.evidence.picture_files import MOST_PIECES, MOST_SCANS
from workflow.evidence.refusal import Refused
from workflow.evidence.thumbnails import shrunk

SIZE = (800, 600)
BROKEN = "Foto a rusak atau tidak lengkap. Ambil atau kirim ulang fotonya."
Make = Callable[[], bytes]


@functools.cache
def photograph(size: tuple[int, int] = SIZE) -> Image.Image:
    """With as much to tell as a real one."""
    soft = Image.effect_noise((size[0] // 8, size[1] // 8), 60).resize(size, Image.Resampling.BICUBIC)
    return Image.merge("RGB", [Image.blend(soft, Image.effect_noise(size, 60), 0.1)] * 3)


def noise(mode: str) -> Image.Image:
    """No two pixels alike, of any mode of bytes."""
    return Image.merge(mode, [Image.effect_noise(SIZE, 200) for _ in mode])


def dithered() -> Image.Image:
    return photograph().convert("1")


def of_colours(number: int) -> Image.Image:
    return photograph().quantize(number, dither=Image.Dither.FLOYDSTEINBERG)


def see_through() -> Image.Image:
    picture = photograph().copy()
    picture.putalpha(dithered().convert("L"))
    return picture


# Pictures whose PNG the slowest level worked longest on, and other kinds. The bound is wider than the promise (three
# times): these run beside other tests.
COSTLY: dict[str, Make] = {
    "dithered": lambda: encoded(dithered(), "PNG"),
    "dithered, in full colour": lambda: encoded(dithered().convert("RGB"), "PNG"),
    "of 32 colours": lambda: encoded(of_colours(32), "PNG"),
    "of 256 colours, in full colour": lambda: encoded(of_colours(256).convert("RGB"), "PNG"),
    "noise": lambda: encoded(noise("RGB"), "PNG"),
    "grey noise": lambda: encoded(noise("L"), "PNG"),
    "noise seen through": lambda: encoded(noise("RGBA"), "PNG"),
    "a photo seen through": lambda: encoded(see_through(), "PNG"),
    "WebP": lambda: encoded(photograph(), "WEBP", method=0),
    "WebP without loss": lambda: encoded(photograph(), "WEBP", lossless=True, method=0),
}


def spent(work: Callable[[], object]) -> float:
    """The least processor time of several runs: the others were disturbed."""
    times = []
    for _ in range(4):
        begun = time.process_time()
        work()
        times.append(time.process_time() - begun)
    return min(times)


@pytest.mark.parametrize("what", COSTLY)
def test_none_costs_many_times_a_jpeg(what: str):
    jpeg, other = encoded(photograph(), "JPEG", quality=85), COSTLY[what]()
    assert spent(lambda: photos.photo(other, "a")) < 8 * spent(lambda: photos.photo(jpeg, "a"))
    assert spent(lambda: photos.emblem(other, "a")) < 8 * spent(lambda: photos.emblem(jpeg, "a"))
    kept, usual = photos.photo(other, "a")[0], photos.photo(jpeg, "a")[0]
    assert spent(lambda: shrunk(kept, 480)) < 8 * spent(lambda: shrunk(usual, 480))


@pytest.mark.parametrize("size", [SIZE, (2000, 1500), (400, 300)])
def test_a_photograph_that_came_as_png_is_kept_as_jpeg(size: tuple[int, int]):
    content = encoded(photograph(size), "PNG")
    kept, media, _ = photos.photo(content, "a")
    assert media == "image/jpeg"
    assert len(kept) * 3 < len(content)


def test_a_drawing_stays_a_png_without_loss():
    name = "Tangkapan layar 2023-10-06 10.21.33.png"
    content = (SAMPLES / "evidence" / name).read_bytes()
    stripes = Image.linear_gradient("L").resize(SIZE).quantize(40)
    for picture in (
        content,
        encoded(stripes, "PNG"),
        encoded(stripes.convert("RGB"), "PNG"),
        encoded(dithered(), "PNG"),
    ):
        kept, media, _ = photos.photo(picture, "a")
        assert media == "image/png"
        with Image.open(io.BytesIO(picture)) as sent, Image.open(io.BytesIO(kept)) as stored:
            assert sent.convert("RGB").tobytes() == stored.convert("RGB").tobytes()


def test_the_colours_that_no_pixel_has_are_not_kept():
    picture = Image.new("P", (40, 30), 7)
    picture.putpalette([8, 8, 8] * 7 + [9, 99, 9] + list(b"rahasia") * 3)
    kept, _, _ = photos.photo(encoded(picture, "PNG"), "a")
    assert b"rahasia" not in kept
    with Image.open(io.BytesIO(kept)) as stored:
        assert stored.convert("RGB").getpixel((3, 3)) == (9, 99, 9)


def test_an_emblem_that_is_made_small_keeps_the_colour_of_its_edge():
    picture = Image.new("RGBA", (1200, 1200), (0, 0, 0, 0))
    picture.paste((0, 128, 0, 255), (0, 0, 600, 1200))
    with Image.open(io.BytesIO(photos.emblem(encoded(picture, "PNG"), "a")[0])) as stored:
        assert stored.mode == "RGBA"
        assert all(abs(stored.getpixel((x, 260))[1] - 128) < 4 for x in range(258))


def png() -> bytes:
    return encoded(Image.new("RGB", (8, 8), "green"), "PNG")


def jpeg(**save: object) -> bytes:
    return encoded(Image.new("RGB", (64, 64), "green"), "JPEG", **save)


def with_scans(count: int) -> bytes:
    """A JPEG whose last scan, of a few bytes, comes ``count`` times more; each goes over the whole picture again."""
    whole = jpeg(progressive=True)
    scan, end = whole.rfind(b"\xff\xda"), whole.rfind(b"\xff\xd9")
    return whole[:end] + whole[scan:end] * count + whole[end:]


ODD: dict[str, Make] = {
    "chunks": lambda: png()[:33] + chunk(b"aaAa", b"") * MOST_PIECES + png()[33:],
    "pieces of pixels": lambda: png()[:33] + chunk(b"IDAT", b"") * MOST_PIECES + png()[33:],
    "segments": lambda: jpeg()[:2] + b"\xff\xe5\0\2" * MOST_PIECES + jpeg()[2:],
    "comments": lambda: jpeg()[:2] + b"\xff\xfe\0\2" * MOST_PIECES + jpeg()[2:],
    "scans": lambda: with_scans(MOST_SCANS),
    "arithmetic": lambda: jpeg().replace(b"\xff\xc0", b"\xff\xc9"),
    "without loss": lambda: jpeg().replace(b"\xff\xc0", b"\xff\xc3"),
    "no end": lambda: jpeg()[:-2],
    "no end of a PNG": lambda: png()[:-12],
}


@pytest.mark.parametrize("what", ODD)
def test_what_no_program_makes_is_refused(what: str):
    with pytest.raises(Refused) as refused:
        photos.photo(ODD[what](), "a")
    assert refused.value.sentence == BROKEN


def test_a_picture_that_sharpens_while_it_loads_is_taken():
    assert photos.photo(jpeg(progressive=True), "a")[2] == (64, 64)
    assert photos.photo(with_scans(5), "a")[2] == (64, 64)


def test_what_a_decoder_would_unpack_beside_the_picture_is_not_even_read():
    text = chunk(b"zTXt", b"k\0\0" + zlib.compress(b"a" * 2_000_000))  # more than Pillow would read
    assert photos.photo(png()[:33] + text + png()[33:], "a")[2] == (8, 8)


def test_what_follows_a_photo_is_left_out_unread():
    film = phone_photo(1) + b"\0\0\0\x18ftypmp42" + b"\xff\xda" * 1000
    assert photos.photo(film, "a") == photos.photo(phone_photo(1), "a")


@pytest.mark.parametrize("size", [(30_001, 1), (1, 30_001)])
def test_a_line_is_no_picture(size: tuple[int, int]):
    with pytest.raises(Refused, match="terlalu panjang: paling panjang 30.000 piksel"):
        photos.photo(encoded(Image.new("RGB", size), "PNG"), "a")
