"""The Blueprint that the pages of LKS are put on."""

from __future__ import annotations

from flask import Blueprint

pages = Blueprint("lks", __name__)
