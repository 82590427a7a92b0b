"""Evidence on its way in: what is accepted and how it is stored, and what is refused in which words."""

from __future__ import annotations

import io
import tempfile
from pathlib import Path

import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from documents.pdf.writer import ready
from tests.world.evidence_files import (
    BLUE,
    LAID_DOWN,
    WHITE,
    WHOLE,
    YELLOW,
    encoded,
    heic,
    pdf,
    phone_photo,
    png_that_says,
)
from tests.world.places import SAMPLES
from tests.world.stored import folder_of
from workflow.evidence.file_names import clean_name, with_ending
from workflow.evidence.photos import LONG_SIDE
from workflow.evidence.refusal import Refused
from workflow.evidence.taking_in import MOST_BYTES, EvidenceFolder, Taken

PHOTOS = SAMPLES / "evidence"


@pytest.fixture
def folder(tmp_path: Path) -> EvidenceFolder:
    return EvidenceFolder(tmp_path / "evidence")


def stored(folder: EvidenceFolder, taken: Taken) -> Image.Image:
    return Image.open(io.BytesIO(folder.read(taken.sha256)))


def files_in(folder: EvidenceFolder) -> list[Path]:
    return [path for path in folder_of(folder).rglob("*") if path.is_file()]


def refusal(folder: EvidenceFolder, content: bytes, name: str) -> str:
    """The sentence of the refusal; nothing may have been stored."""
    with pytest.raises(Refused) as caught:
        folder.take(content, name)
    assert files_in(folder) == []
    return caught.value.sentence


# What is accepted


@pytest.mark.parametrize("orientation", LAID_DOWN)
def test_photo_stands_upright_without_exif(folder: EvidenceFolder, orientation: int):
    taken = folder.take(phone_photo(orientation), "IMG_20230930_091500.jpg")
    picture = stored(folder, taken)
    assert picture.size == (taken.width, taken.height) == (400, 300)
    red, green, blue = picture.getpixel((20, 20))
    assert (red > 200, green > 200, blue < 80) == (True, True, True)
    assert picture.getpixel((390, 290))[2] > 120
    assert picture.getpixel((390, 10))[2] > 120


def test_nothing_but_the_picture_is_kept(folder: EvidenceFolder):
    content = phone_photo(6)
    assert b"ContohPhone" in content
    assert b"rahasia" in content
    taken = folder.take(content, "a.jpg")
    kept = folder.read(taken.sha256)
    assert dict(stored(folder, taken).getexif()) == {}
    assert all(secret not in kept for secret in (b"Exif", b"ContohPhone", b"Pegawai", b"rahasia", b"http://ns.adobe"))
    assert set(stored(folder, taken).info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density", "dpi"}


def test_twelve_megapixels_become_1600(folder: EvidenceFolder):
    taken = folder.take(phone_photo(6, (4000, 3000)), "besar.jpg")
    assert (taken.width, taken.height) == (1600, 1200)
    assert taken.size == len(folder.read(taken.sha256)) < 400_000
    assert max(taken.width, taken.height) == LONG_SIDE


def test_small_photo_is_not_blown_up(folder: EvidenceFolder):
    taken = folder.take(encoded(Image.new("RGB", (64, 48)), "JPEG"), "kecil.jpg")
    assert (taken.width, taken.height) == (64, 48)


def test_screenshot_of_the_samples(folder: EvidenceFolder):
    name = "Tangkapan layar 2023-10-06 10.21.33.png"
    taken = folder.take((PHOTOS / name).read_bytes(), name)
    assert (taken.media, taken.name, taken.width, taken.height) == ("image/png", name, 1366, 768)
    assert stored(folder, taken).format == "PNG"


def test_jpeg_named_heic_is_taken_by_its_content(folder: EvidenceFolder):
    taken = folder.take((PHOTOS / "IMG_0042.HEIC").read_bytes(), "IMG_0042.HEIC")
    assert (taken.media, taken.name, taken.width, taken.height) == ("image/jpeg", "IMG_0042.jpg", 800, 600)
    assert stored(folder, taken).format == "JPEG"


@pytest.mark.parametrize("name", ["IMG-20261128-WA0001.jpg", "foto.webp", "foto"])
@pytest.mark.parametrize("save", [{"quality": 80}, {"lossless": True}])
def test_webp_is_taken_whatever_it_is_called(folder: EvidenceFolder, name: str, save: dict[str, object]):
    taken = folder.take(encoded(Image.new("RGB", (64, 48), BLUE), "WEBP", **save), name)
    picture = stored(folder, taken)
    assert (taken.media, taken.name, taken.width, taken.height) == ("image/jpeg", with_ending(name, ".jpg"), 64, 48)
    assert (picture.format, picture.mode) == ("JPEG", "RGB")


def test_of_an_animated_picture_the_first_is_taken(folder: EvidenceFolder):
    frames = [Image.new("RGB", (64, 48), colour) for colour in (BLUE, YELLOW, WHITE)]
    for kind in ("WEBP", "PNG"):
        content = encoded(frames[0], kind, save_all=True, append_images=frames[1:])
        assert stored(folder, folder.take(content, "gerak")).convert("RGB").getpixel((30, 20))[2] > 120


@pytest.mark.parametrize("orientation", [1, 6, 8])
def test_heic_stands_upright_as_jpeg(folder: EvidenceFolder, orientation: int):
    taken = folder.take(heic(phone_photo(orientation)), "IMG_0042.HEIC")
    picture = stored(folder, taken)
    assert (taken.media, taken.name, picture.size) == ("image/jpeg", "IMG_0042.jpg", (400, 300))
    assert picture.getpixel((20, 20))[2] < 80
    assert picture.getpixel((390, 290))[2] > 120
    assert b"ContohPhone" not in folder.read(taken.sha256)


@pytest.mark.parametrize("kind", ["WEBP", "PNG"])
@pytest.mark.parametrize("orientation", [3, 6])
def test_other_kinds_stand_upright_too(folder: EvidenceFolder, kind: str, orientation: int):
    laid = Image.open(io.BytesIO(phone_photo(orientation)))
    picture = stored(folder, folder.take(encoded(laid.convert("RGB"), kind, exif=laid.getexif()), "foto"))
    assert picture.size == (400, 300)
    assert picture.convert("RGB").getpixel((20, 20))[2] < 80


def test_cmyk_becomes_rgb(folder: EvidenceFolder):
    cmyk = Image.new("RGB", (60, 40), (200, 30, 30)).convert("CMYK")
    picture = stored(folder, folder.take(encoded(cmyk, "JPEG"), "cetak.jpg"))
    red, green, blue = picture.getpixel((30, 20))
    assert (picture.mode, red > 150, green < 90, blue < 90) == ("RGB", True, True, True)


@pytest.mark.parametrize("mode", ["RGBA", "LA", "P"])
def test_transparency_becomes_white_paper(folder: EvidenceFolder, mode: str):
    clear = Image.new("RGBA", (60, 40), (0, 0, 0, 0)).convert(mode)
    save = {"transparency": 0} if mode == "P" else {}
    picture = stored(folder, folder.take(encoded(clear, "PNG", **save), "stempel.png"))
    assert picture.convert("RGBA").getpixel((30, 20)) == (*WHITE, 255)


@pytest.mark.parametrize(("mode", "value"), [("1", 1), ("L", 128), ("I;16", 32768)])
def test_grey_stays_grey(folder: EvidenceFolder, mode: str, value: int):
    picture = stored(folder, folder.take(encoded(Image.new(mode, (30, 20), value), "PNG"), "pindai.png"))
    grey = picture.convert("RGB").getpixel((3, 3))
    assert len(set(grey)) == 1
    assert grey[0] == {"1": 255, "L": 128, "I;16": 128}[mode]


def test_pdf_is_kept_as_it_came(folder: EvidenceFolder):
    content = pdf(2)
    taken = folder.take(content, "surat tugas.PDF")
    assert folder.read(taken.sha256) == content
    assert (taken.media, taken.name, taken.width) == ("application/pdf", "surat tugas.pdf", 0)


def test_same_photo_twice_is_one_file(folder: EvidenceFolder):
    first, second = folder.take(phone_photo(1), "a.jpg"), folder.take(phone_photo(1), "b.jpg")
    assert first.sha256 == second.sha256
    assert len(files_in(folder)) == 1


# What is refused


def test_cut_photo_of_the_samples(folder: EvidenceFolder):
    sentence = refusal(folder, (PHOTOS / "foto-terpotong.jpg").read_bytes(), "foto-terpotong.jpg")
    assert sentence == "Foto foto-terpotong.jpg rusak atau tidak lengkap. Ambil atau kirim ulang fotonya."


def test_a_cut_photo_is_refused_after_pdfs_were_made_too(folder: EvidenceFolder):
    assert ready()
    assert "tidak lengkap" in refusal(folder, (PHOTOS / "foto-terpotong.jpg").read_bytes(), "foto.jpg")


def test_empty_file(folder: EvidenceFolder):
    assert refusal(folder, b"", "kosong.jpg") == "Berkas kosong.jpg kosong."


def test_too_many_bytes_are_not_even_looked_at(folder: EvidenceFolder):
    assert (
        refusal(folder, b"\xff\xd8" + b"0" * MOST_BYTES, "a.jpg") == "Berkas a.jpg terlalu besar: paling besar 15 MB."
    )


@pytest.mark.parametrize("size", [(6400, 6400), (10_000, 12_000), (50_000, 50_000)])
def test_too_many_pixels_are_refused_before_decoding(folder: EvidenceFolder, size: tuple[int, int]):
    """The file says its size and holds no pixels: decoding would find it broken instead."""
    sentence = refusal(folder, png_that_says(*size), "bom.png")
    assert sentence == "Foto bom.png terlalu besar: paling banyak 40 juta piksel."


def test_a_heic_that_cannot_be_read_is_told_what_to_do(folder: EvidenceFolder):
    content = b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + b"\0" * 200
    assert refusal(folder, content, "IMG_1.HEIC") == (
        "Foto IMG_1.HEIC berformat HEIC. Di HP, pilih “Paling kompatibel” (JPEG) lalu kirim ulang."
    )


@pytest.mark.parametrize("content", [b"PK\x03\x04word", b"<html>", b"GIF89a" + b"\0" * 40, b"MZ" + b"\0" * 80, b"\0"])
def test_other_kinds(folder: EvidenceFolder, content: bytes):
    assert refusal(folder, content, "x.jpg") == (
        "Berkas x.jpg tidak dikenal. Yang diterima: foto JPEG, PNG, WebP, atau HEIC, dan PDF."
    )


def test_locked_pdf(folder: EvidenceFolder):
    content = pdf(encryption=pikepdf.Encryption(owner="a", user="b"))
    assert refusal(folder, content, "rahasia.pdf") == (
        "PDF rahasia.pdf terkunci kata sandi. Simpan ulang tanpa kata sandi."
    )


@pytest.mark.parametrize("content", [b"%PDF-1.7\n", b"%PDF-1.7\n" + b"\0" * 500, pdf(3)[:200]])
def test_broken_pdf(folder: EvidenceFolder, content: bytes):
    sentence = refusal(folder, content, "surat.pdf")
    assert sentence in (
        "PDF surat.pdf rusak atau tidak lengkap. Kirim ulang berkas aslinya.",
        "PDF surat.pdf tidak berisi halaman.",
    )


def test_pdf_without_pages(folder: EvidenceFolder):
    assert refusal(folder, pdf(0), "kosong.pdf") == "PDF kosong.pdf tidak berisi halaman."


# Names


@pytest.mark.parametrize(
    ("given_name", "shown"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\Foto\\rapat 1.jpg", "rapat 1.jpg"),
        ('a"b\r\nSet-Cookie: x.jpg', "a_b Set-Cookie_ x.jpg"),
        ("foto\u202egpj.exe", "fotogpj.exe"),
        ("", "berkas"),
        ("...", "berkas"),
        ("é" * 300 + ".jpg", "é" * 116 + ".jpg"),
    ],
)
def test_names_are_cleaned(given_name: str, shown: str):
    assert clean_name(given_name) == shown


# Anything at all


STARTS = [
    b"", b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"%PDF-1.4\n", b"RIFF\0\0\0\0WEBP", b"\0\0\0\x18ftypheic",
]  # fmt: skip


def taken_or_refused(content: bytes) -> None:
    with tempfile.TemporaryDirectory() as place:
        sentence = "Foto"
        try:
            EvidenceFolder(Path(place)).take(content, "apa saja.jpg")
        except Refused as refused:
            sentence = refused.sentence
        assert sentence.startswith(("Foto", "Berkas", "PDF", "Nama"))


@settings(max_examples=150)
@given(
    st.sampled_from(
        [b"", b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"%PDF-1.4\n", b"RIFF\x00\x00\x00\x00WEBP", b"\0\0\0\x18ftypheic"]
    ),
    st.binary(max_size=300),
)
def test_any_bytes_are_taken_or_refused(start: bytes, rest: bytes):
    taken_or_refused(start + rest)


@settings(max_examples=300)
@given(st.sampled_from(WHOLE), st.lists(st.tuples(st.floats(0, 0.999), st.integers(0, 255)), min_size=1, max_size=8))
def test_damaged_files_are_taken_or_refused(whole: bytes, damages: list[tuple[float, int]]):
    content = bytearray(whole)
    for place, value in damages:
        content[int(place * len(content))] = value
    taken_or_refused(bytes(content))
