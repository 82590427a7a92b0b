"""The Blueprint that the pages of what is suggested for an office are put on."""

from __future__ import annotations

from flask import Blueprint

pages = Blueprint("suggestions", __name__)
