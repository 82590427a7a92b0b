"""The Blueprint that all pages of settings are put on."""

from __future__ import annotations

from flask import Blueprint

pages = Blueprint("settings", __name__, url_prefix="/pengaturan")
