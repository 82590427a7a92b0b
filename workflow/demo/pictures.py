"""Stand-ins for photographs, drawn here and marked as such, so that the demo shows nobody."""

from __future__ import annotations

import io
from collections.abc import Callable

from PIL import Image, ImageDraw, ImageFont

SIZE = (1200, 900)


def drawn() -> dict[str, bytes]:
    """File name -> JPEG."""
    scenes = {
        "foto-rapat.jpg": _meeting,
        "foto-kunjungan.jpg": _house,
        "foto-naskah.jpg": _paper,
        "foto-pelatihan.jpg": _board,
    }
    return {name: _jpeg(scene) for name, scene in scenes.items()}


def _jpeg(scene: Callable[[ImageDraw.ImageDraw], None]) -> bytes:
    picture = Image.new("RGB", SIZE, "#e5ddd0")
    pen = ImageDraw.Draw(picture)
    scene(pen)
    pen.rectangle((0, 830, 1200, 900), fill="#1c2723")
    pen.text((600, 865), "FOTO CONTOH", fill="white", anchor="mm", font=ImageFont.load_default(36))
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=80)
    return out.getvalue()


def _meeting(pen: ImageDraw.ImageDraw) -> None:
    pen.rectangle((340, 110, 860, 400), fill="#0b5d4b")
    for n, colour in enumerate(("#2a4f7d", "#0b5d4b", "#a2572f", "#46534e", "#6b4a86")):
        x = 160 + n * 220
        pen.ellipse((x - 55, 390, x + 55, 500), fill="#9c7550")
        pen.rectangle((x - 85, 500, x + 85, 640), fill=colour)
    pen.rectangle((60, 620, 1140, 830), fill="#7b5a3c")


def _house(pen: ImageDraw.ImageDraw) -> None:
    pen.rectangle((0, 0, 1200, 560), fill="#b4d2ee")
    pen.rectangle((0, 560, 1200, 900), fill="#8cc3ae")
    pen.rectangle((260, 400, 940, 720), fill="#f6efe4")
    pen.polygon(((210, 400), (600, 190), (990, 400)), fill="#98412a")
    pen.rectangle((540, 520, 660, 720), fill="#7b5a3c")
    for x in (340, 760):
        pen.rectangle((x, 480, x + 110, 590), fill="#8ab4d8")


def _paper(pen: ImageDraw.ImageDraw) -> None:
    pen.rectangle((0, 0, 1200, 900), fill="#8b6b4c")
    pen.rectangle((330, 60, 870, 800), fill="#fdfdf9")
    for n in range(11):
        pen.rectangle((400, 150 + n * 46, 800 if n % 4 else 680, 164 + n * 46), fill="#4f5c57")
    pen.line(((420, 720), (470, 680), (520, 730), (600, 690), (680, 735)), fill="#15497c", width=8)


def _board(pen: ImageDraw.ImageDraw) -> None:
    pen.rectangle((120, 90, 1080, 520), fill="#fdfdf9", outline="#46534e", width=10)
    for n, height in enumerate((120, 190, 260, 330)):
        pen.rectangle((260 + n * 190, 470 - height, 370 + n * 190, 470), fill="#d9a72b" if n == 3 else "#0b5d4b")
    for x in (260, 600, 940):
        pen.ellipse((x - 70, 590, x + 70, 730), fill="#9c7550")
        pen.rectangle((x - 100, 730, x + 100, 840), fill="#2a4f7d")
