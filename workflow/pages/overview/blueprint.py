"""The Blueprint that the chair's first screen, *Kabar* and the help are put on."""

from __future__ import annotations

from flask import Blueprint

pages = Blueprint("home", __name__)
