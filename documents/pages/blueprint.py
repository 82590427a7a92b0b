"""The Blueprint that the pages of issued papers, their previews and their batches are put on."""

from __future__ import annotations

from flask import Blueprint

pages = Blueprint("documents", __name__)
