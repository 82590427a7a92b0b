"""Bootstrap's style sheet as it travels: without the rules for what no page of ours has, which are four fifths of it,
and with the widths at which its layouts change in letters of the reader's size, as in ours."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from flask import Flask, current_app, url_for

FILE = "css/bootstrap.min.css"
SOURCES = ("templates/**/*.html", "static/*.js", "workflow/**/*.py", "documents/**/*.py")  # where a class can be named
RULE = re.compile(rb"([^{}]*)\{[^{}]*\}")
EMPTY = re.compile(rb"@media[^{}]*\{\}")


def init_app(app: Flask) -> None:
    app.jinja_env.globals["bootstrap_style"] = address


def address() -> str:
    """It changes with what is sent, so that browsers may keep it for ever."""
    return url_for("bootstrap.static", filename=FILE, v=_sign(_file(), _root()))


def sent() -> bytes:
    """The sheet of every page, as it is sent."""
    return as_sent(_file().read_bytes())


def as_sent(style: bytes) -> bytes:
    """``style``, a sheet of Bootstrap's, as it is sent."""
    return _as_sent(style, _root())


def _file() -> Path:
    return Path(current_app.blueprints["bootstrap"].static_folder or "") / FILE


def _root() -> Path:
    return Path(current_app.root_path)


@lru_cache(maxsize=2)
def _sign(file: Path, root: Path) -> str:
    return hashlib.sha256(_as_sent(file.read_bytes(), root)).hexdigest()[:12]


@lru_cache(maxsize=2)
def _as_sent(style: bytes, root: Path) -> bytes:
    return in_letters(used(style, frozenset(_named(root))))


def used(style: bytes, words: frozenset[bytes]) -> bytes:
    """What may be of use: every rule that names no class, or one of ``words``."""

    def kept(rule: re.Match[bytes]) -> bytes:
        classes = re.findall(rb"\.([a-zA-Z][\w-]*)", rule[1].rpartition(b"*/")[2])  # behind the words of its licence
        return rule[0] if not classes or not words.isdisjoint(classes) else b""

    return EMPTY.sub(b"", RULE.sub(kept, style))


def in_letters(style: bytes) -> bytes:
    """Whoever has letters of twice the size gets the layout of a screen half as wide; at the usual size, 16 pixels,
    nothing is different."""
    return re.sub(rb"(?<=-width:)([\d.]+)px(?=\))", lambda width: b"%gem" % (float(width[1]) / 16), style)


def _named(root: Path) -> Iterator[bytes]:
    """Every word in whatever can name a class."""
    for pattern in SOURCES:
        for path in root.glob(pattern):
            yield from re.findall(rb"[\w-]+", path.read_bytes())
