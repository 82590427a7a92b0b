"""LibreOffice (Debian's), for tests of what other programs make of our files."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable
from pathlib import Path

from documents.report import fonts
from tests.world.waiting import PATIENCE

Converted = Callable[..., None]  # the fixture ``libreoffice``


# As wide as the face that is named, and those in which the PDF has it.
FACES = {
    "Arial": "Arimo", "Bookman Old Style": "TeX Gyre Bonum", "Times New Roman": "TeX Gyre Termes",
    "Calibri": "Carlito", "Cambria": "Caladea",
}  # fmt: skip
SETUP = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>/usr/share/fonts</dir><dir>{folder}</dir><cachedir>{folder}/cache</cachedir>{same}</fontconfig>
"""
SAME = '<alias binding="same"><family>{name}</family><prefer><family>{ours}</family></prefer></alias>'


def faces(profile: Path) -> Path:
    """The setup with which LibreOffice draws Arial and Bookman in the faces of the PDF, whatever is installed."""
    folder = profile / "faces"
    if not (folder / "fonts.conf").exists():
        folder.mkdir(parents=True)
        for name in (*fonts.FILES, *fonts.PACKAGED):
            (folder / f"{name}.ttf").write_bytes(fonts.face(name))
        same = "".join(SAME.format(name=name, ours=ours) for name, ours in FACES.items())
        (folder / "fonts.conf").write_text(SETUP.format(folder=folder, same=same))
    return folder / "fonts.conf"


def convert(profile: Path, kind: str, into: Path, *files: Path) -> None:
    """Opens the files and writes each as ``kind``, a suffix with or without the name of a filter, to the folder."""
    command = ["soffice", f"-env:UserInstallation=file://{profile}", "--headless", "--convert-to", kind]
    told = {**os.environ, "FONTCONFIG_FILE": str(faces(profile))}
    subprocess.run([*command, "--outdir", into, *files], check=True, capture_output=True, timeout=PATIENCE, env=told)
