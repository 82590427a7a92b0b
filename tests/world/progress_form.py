"""What is typed into the form of progress, and the files that it carries along."""

from __future__ import annotations

import re

TYPED = {"percent": "60", "text": "Naskah disepakati.", "date": "2026-11-08", "obstacle": "", "solution": ""}


def carried(page: str) -> dict[str, list[str]]:
    """The hidden fields of the files that the form keeps."""
    return {
        "kept": re.findall(r'name="kept" value="([^"]+)"', page),
        "kept_caption": re.findall(r'name="kept_caption" value="([^"]*)"', page),
    }
