"""The photographs of a paper, two side by side, and pictures that stand alone."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Photo:
    """``sha256`` names the stored JPEG or PNG; ``label`` is the bold "Foto 1."; a ``wide`` one takes both columns."""

    sha256: str
    label: str
    caption: str
    alt: str
    wide: bool = False


@dataclass(frozen=True)
class Photos:
    """Two columns, frames of 77 x 57.75 mm."""

    items: tuple[Photo, ...]


@dataclass(frozen=True)
class Picture:
    """A stored JPEG or PNG that is so wide (mm), as high as it then is. What it shows is told by ``alt`` alone."""

    sha256: str
    alt: str
    width: float
