"""Imports run one way: app -> documents -> workflow; each library stays in the one room that knows it."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from tests.world.places import ROOT

FILES = sorted(p for room in ("workflow", "documents") for p in (ROOT / room).rglob("*.py"))


def imports(path: Path) -> set[str]:
    """Every module that a file imports, also inside functions."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module} | {f"{node.module}.{alias.name}" for alias in node.names}
    return found


def uses(path: Path, *packages: str) -> bool:
    return any(name == p or name.startswith(p + ".") for name in imports(path) for p in packages)


def place(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def users_of(*packages: str) -> set[str]:
    return {place(path) for path in FILES if uses(path, *packages)}


def test_the_workflow_knows_nothing_of_documents_or_the_app():
    assert {name for name in users_of("documents", "app") if name.startswith("workflow/")} == set()


def test_documents_do_not_know_the_app():
    assert users_of("app") == set()


def test_only_web_rooms_know_flask():
    assert {
        name
        for name in users_of("flask", "flask_login", "flask_wtf", "wtforms", "flask_bootstrap")
        if not name.startswith(
            ("workflow/web/", "workflow/pages/", "workflow/commands/", "documents/pages/", "documents/commands/")
        )
    } == set()


@pytest.mark.parametrize(
    ("package", "room"),
    [
        ("tinydb", "workflow/store/"),
        ("sqlite3", "workflow/store/"),
        ("weasyprint", "documents/pdf/"),
        ("docx", ("documents/word/", "documents/travel/word.py")),
        ("openpyxl", ("documents/lists/excel", "documents/travel/excel", "documents/readers/files/xlsx")),
    ],
)
def test_a_library_stays_in_its_room(package: str, room: str | tuple[str, ...]):
    strangers = {name for name in users_of(package) if not name.startswith(room)}
    assert strangers == set()
    assert users_of(package), f"nobody imports {package}: this test would not notice a stranger"


def test_writers_know_the_report_and_nothing_of_the_workflow():
    alone = ("documents/word/", "documents/pdf/", "documents/report/")
    writers = [p for p in FILES if place(p).startswith(alone)]
    assert writers
    assert [place(p) for p in writers if uses(p, "workflow")] == []


def test_nothing_at_run_time_points_outside_the_project():
    texts = [*FILES, ROOT / "app.py", *(ROOT / "script").iterdir()]
    assert [place(p) for p in texts if p.is_file() and "../shared" in p.read_text(encoding="utf-8")] == []
