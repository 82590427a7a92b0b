"""The Blueprint that signing in and the own account are put on."""

from __future__ import annotations

from flask import Blueprint

pages = Blueprint("auth", __name__)
