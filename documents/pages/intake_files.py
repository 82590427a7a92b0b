"""The files of offices while they are checked; one that was recorded or thrown away is not kept."""

from __future__ import annotations

from flask import current_app

from workflow.evidence.hashed_files import HashedFiles


def files() -> HashedFiles:
    return HashedFiles(current_app.extensions["tuntas"].folder / "intake")
