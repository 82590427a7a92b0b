"""What the READMEs say is there is there: every path, name, script and command; and the first of them stays short."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from flask import Flask

from tests.world.places import ROOT

MOST = 7_000  # bytes of README.md: who comes for the first time reads all of it
ROOMS = "workflow|documents|templates|static|tests|script"
PATH = re.compile(rf"(?<![\w./-])(?:{ROOMS})/[\w./<>-]*")  # "<kind>" stands for any name
ALONE = re.compile(r"`([\w-]+\.(?:py|md|toml|txt))`")
LINK = re.compile(r"\]\((?!https?:)([^)#]+)")
NAMED = re.compile(r"`([\w/.-]+\.py)`((?:(?:,| and)\s+`\w+`)+)")  # `workflow/web/guard.py`, `ACCESS` and `RECORDS`
COMMAND = re.compile(r"flask --app app ([a-z][a-z-]*)(?: ([a-z][a-z-]*))?")


def texts() -> list[Path]:
    listed = subprocess.run(["git", "ls-files", "*.md"], cwd=ROOT, capture_output=True, text=True, check=True)
    return [ROOT / name for name in listed.stdout.split() if not name.startswith("tests/samples/")]


every_text = pytest.mark.parametrize("path", texts(), ids=lambda path: path.relative_to(ROOT).as_posix())


def missing(text: str, folder: Path) -> list[str]:
    """The paths in a text that lead nowhere; links count from the folder of their file."""
    found = {match.rstrip(".") for match in PATH.findall(text)} | set(ALONE.findall(text))
    lost = [path for path in found if not _any(path)]
    return sorted(lost + [link for link in LINK.findall(text) if not (folder / link).exists()])


def _any(path: str) -> bool:
    return any(ROOT.glob(re.sub(r"<\w+>", "*", path.rstrip("/"))))


def named(text: str) -> Iterator[tuple[str, str]]:
    """(file, name that it is said to have)"""
    for place, names in NAMED.findall(text):
        yield from ((place, name) for name in re.findall(r"\w+", names) if name != "and")


def has(path: Path, name: str) -> bool:
    return path.is_file() and bool(re.search(rf"\b{name}\b", path.read_text(encoding="utf-8")))


def commands(text: str) -> Iterator[tuple[str, str]]:
    yield from COMMAND.findall(text)


def test_the_first_page_is_short():
    assert len((ROOT / "README.md").read_bytes()) <= MOST


@every_text
def test_every_path_exists(path: Path):
    assert missing(path.read_text(encoding="utf-8"), path.parent) == []


@every_text
def test_every_name_stands_in_the_file_that_is_said_to_have_it(path: Path):
    text = path.read_text(encoding="utf-8")
    assert [(place, name) for place, name in named(text) if not has(ROOT / place, name)] == []


def test_every_command_exists(app: Flask):
    found = {command for path in texts() for command in commands(path.read_text(encoding="utf-8"))}
    assert {name for name, _ in found} >= {"backup", "users"}
    for name, part in found:
        command = {**app.cli.commands, "run": None}.get(name, "unknown")
        assert command != "unknown", name
        assert not isinstance(command, click.Group) or part in command.commands, f"{name} {part}"


def test_what_is_wrong_is_noticed():
    text = "See `workflow/kinds.py`, `workflow/gone.py`, tests/<room>/test_agenda.py, script/serve, [that](gone.md)."
    assert missing(text, ROOT) == ["gone.md", "script/serve", "workflow/gone.py"]
    assert missing("`app.py` and `none.py`, `workflow/pages/<subject>/`", ROOT) == ["none.py"]
    wanted = [("app.py", "serve"), ("app.py", "gone")]
    assert list(named("`app.py`, `serve` and `gone`; `app.py`")) == wanted
    assert [has(ROOT / place, name) for place, name in wanted] == [True, False]
    assert list(commands("flask --app app users lost-phone admin")) == [("users", "lost-phone")]
