"""The Blueprint that all addresses for programs are put on."""

from __future__ import annotations

from flask import Blueprint

pages = Blueprint("api", __name__, url_prefix="/api/v1")
