"""Where a file lies that an instance keeps in its own folder: for tests that damage it, or look whether it is gone."""

from __future__ import annotations

from pathlib import Path

from workflow.evidence.hashed_files import HashedFiles, path_of
from workflow.evidence.place import Folder


def stored(files: HashedFiles, sha256: str) -> Path:
    return folder_of(files) / path_of(sha256)


def folder_of(files: HashedFiles) -> Path:
    assert isinstance(files.place, Folder)
    return files.place.folder
