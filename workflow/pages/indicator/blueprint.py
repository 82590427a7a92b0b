"""The Blueprint that the pages of the indicator are put on."""

from __future__ import annotations

from flask import Blueprint

pages = Blueprint("indicator", __name__)
