"""The product's source as a tree that is parsed once: its files, what they import, and the rooms they stand in."""

from __future__ import annotations

import ast
import graphlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path, PurePosixPath


@dataclass(frozen=True)
class SourceTree:
    """``sources``: path from the project's root -> text, for every file of the product."""

    sources: Mapping[str, str]

    @classmethod
    def of(cls, root: Path, *folders: str) -> SourceTree:
        files = [root / "app.py", *(path for folder in folders for path in (root / folder).rglob("*.py"))]
        return cls({path.relative_to(root).as_posix(): path.read_text(encoding="utf-8") for path in sorted(files)})

    @cached_property
    def names(self) -> dict[str, set[str]]:
        """file -> every name that it imports, wherever it does so: in functions and under TYPE_CHECKING, too."""
        return {path: set(_imported(path, ast.parse(text))) for path, text in self.sources.items()}

    @cached_property
    def arrows(self) -> dict[str, set[str]]:
        """file -> the files of the tree that it imports; ``from room import file`` is the file, not the room's door."""
        files = {_module(path): path for path in self.sources}
        return {
            path: {files[found] for name in names if (found := _longest(name, files))} - {path}
            for path, names in self.names.items()
        }

    def users_of(self, library: str) -> set[str]:
        return {path for path, names in self.names.items() if any(f"{n}.".startswith(f"{library}.") for n in names)}


def circle(arrows: Mapping[str, Iterable[str]]) -> list[str]:
    """The first circle found, its first member again at the end; empty when there is none."""
    try:
        graphlib.TopologicalSorter(arrows).prepare()
    except graphlib.CycleError as found:
        return list(found.args[1])[::-1]
    return []


def _imported(path: str, tree: ast.Module) -> Iterable[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            above = PurePosixPath(path).parts[: -node.level] if node.level else ()
            origin = ".".join([*above, *([node.module] if node.module else [])])
            yield from (f"{origin}.{alias.name}" for alias in node.names)


def _module(path: str) -> str:
    return path.removesuffix(".py").removesuffix("/__init__").replace("/", ".")


def _longest(name: str, files: Mapping[str, str]) -> str:
    """The module that ``name`` is, or is taken from; empty for what is not of the tree."""
    while name and name not in files:
        name = name.rpartition(".")[0]
    return name
