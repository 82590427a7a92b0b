"""LibreOffice (Debian's), for tests of what other programs make of our files."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

from tests.world.waiting import PATIENCE

Converted = Callable[..., None]  # the fixture ``libreoffice``


def convert(profile: Path, kind: str, into: Path, *files: Path) -> None:
    """Opens the files and writes each as ``kind``, a suffix with or without the name of a filter, to the folder."""
    command = ["soffice", f"-env:UserInstallation=file://{profile}", "--headless", "--convert-to", kind]
    subprocess.run([*command, "--outdir", into, *files], check=True, capture_output=True, timeout=PATIENCE)
