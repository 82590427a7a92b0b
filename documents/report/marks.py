"""The drawings of a document that are no text: the outline watermark of a draft and the QR code of an issued one."""

from __future__ import annotations

import functools
import io

import segno
from fontTools.pens.boundsPen import BoundsPen
from fontTools.pens.svgPathPen import SVGPathPen
from fontTools.pens.transformPen import TransformPen
from fontTools.ttLib import TTFont
from PIL import Image, ImageDraw, ImageFont

from documents.report.fonts import face

ANGLE = 14
GREY = "#d0d0d0"


def qr_svg(url: str) -> bytes:
    out = io.BytesIO()
    segno.make(url, error="m", micro=False).save(out, kind="svg", border=0, xmldecl=False, svgns=True, omitsize=True)
    return out.getvalue()


def qr_png(url: str) -> bytes:
    out = io.BytesIO()
    segno.make(url, error="m", micro=False).save(out, kind="png", border=0, scale=8)
    return out.getvalue()


@functools.lru_cache(maxsize=8)
def watermark_svg(word: str) -> bytes:
    """The word in outline, climbing: paths and no text, so that nobody reads it aloud or copies it."""
    with TTFont(io.BytesIO(face("arimo-bold"))) as font:
        glyphs, cmap = font.getGlyphSet(), font.getBestCmap()
        pen, bounds, x = SVGPathPen(glyphs, ntos=lambda v: f"{v:.0f}"), BoundsPen(glyphs), 0.0
        for char in word:
            glyph = glyphs[cmap[ord(char)]]
            for target in (pen, bounds):
                glyph.draw(TransformPen(target, (1, 0, 0, -1, x, 0)))
            x += glyph.width * 1.15
    left, top, right, bottom = bounds.bounds
    width, height = right - left, bottom - top
    rise = width * 0.25  # tan 14°
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{left - 60:.0f} {top - rise / 2 - 60:.0f} '
        f'{width + 120:.0f} {height + rise + 120:.0f}"><g transform="rotate(-{ANGLE} {left + width / 2:.0f} '
        f'{top + height / 2:.0f})"><path d="{pen.getCommands()}" fill="none" stroke="{GREY}" stroke-width="16"/></g>'
        "</svg>"
    ).encode()


@functools.lru_cache(maxsize=8)
def watermark_png(word: str) -> bytes:
    """The same for Word, which cannot be relied on to draw an SVG."""
    font = ImageFont.truetype(io.BytesIO(face("arimo-bold")), 300)
    spaced = "\u2009".join(word)
    left, top, right, bottom = (int(v) for v in font.getbbox(spaced, stroke_width=4))
    mask = Image.new("L", (right - left + 20, bottom - top + 20), 0)
    draw = ImageDraw.Draw(mask)
    at = (10 - left, 10 - top)
    draw.text(at, spaced, fill=255, font=font, stroke_width=3)
    draw.text(at, spaced, fill=0, font=font)
    mask = mask.rotate(ANGLE, expand=True, resample=Image.Resampling.BICUBIC)
    picture = Image.new("LA", mask.size, 0xD0)
    picture.putalpha(mask)
    out = io.BytesIO()
    picture.save(out, "PNG", optimize=True)
    return out.getvalue()
