"""Photos as phones store them, PDFs, and a picture that lies about its size."""

from __future__ import annotations

import io
import struct
import zlib

import pikepdf
import pillow_heif
from PIL import Image, ImageDraw

YELLOW, BLUE, WHITE = (255, 255, 0), (20, 40, 160), (255, 255, 255)
# EXIF orientation -> how a camera lays the upright picture down before it stores it
LAID_DOWN = {
    1: None, 2: Image.Transpose.FLIP_LEFT_RIGHT, 3: Image.Transpose.ROTATE_180, 4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE, 6: Image.Transpose.ROTATE_90, 7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_270,
}  # fmt: skip


def phone_photo(orientation: int, size: tuple[int, int] = (400, 300), **save: object) -> bytes:
    """A photo as a phone stores it: its top left corner is yellow when it is upright; with position and comment."""
    picture = Image.new("RGB", size, BLUE)
    ImageDraw.Draw(picture).rectangle((0, 0, size[0] // 4, size[1] // 4), fill=YELLOW)
    turn = LAID_DOWN[orientation]
    picture = picture.transpose(turn) if turn is not None else picture
    exif = Image.Exif()
    exif[0x0112], exif[0x010F], exif[0x013B] = orientation, "ContohPhone", "Pegawai Contoh"
    exif.get_ifd(0x8825).update({1: "N", 2: (5.0, 12.0, 12.24), 3: "E", 4: (96.0, 42.0, 3.24)})
    out = io.BytesIO()
    picture.save(out, "JPEG", exif=exif, comment=b"rahasia", quality=90, **save)
    return out.getvalue()


def heic(photo: bytes) -> bytes:
    """The same photo as a newer telephone stores it, EXIF and all."""
    pillow_heif.register_heif_opener()
    with Image.open(io.BytesIO(photo)) as picture:
        return encoded(picture, "HEIF", exif=picture.info.get("exif"))


def encoded(picture: Image.Image, kind: str, **save: object) -> bytes:
    out = io.BytesIO()
    picture.save(out, kind, **save)
    return out.getvalue()


def chunk(name: bytes, data: bytes) -> bytes:
    """A piece of a PNG."""
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def png_that_says(width: int, height: int) -> bytes:
    """A tiny PNG whose header promises a huge picture."""
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"\0" * 99)) + chunk(b"IEND", b"")
    )


def pdf(pages: int = 1, **save: object) -> bytes:
    out = io.BytesIO()
    with pikepdf.new() as made:
        for _ in range(pages):
            made.add_blank_page()
        made.save(out, **save)
    return out.getvalue()


WHOLE = (
    phone_photo(6, (40, 30)), encoded(Image.new("RGBA", (20, 20), (1, 2, 3, 9)), "PNG"), pdf(1),
    phone_photo(3, (40, 30), progressive=True), encoded(Image.new("P", (9, 9)), "PNG", transparency=0),
    encoded(Image.new("RGB", (40, 30)), "WEBP"), heic(phone_photo(6, (80, 60))),
)  # fmt: skip
