"""The Blueprint that the pages of rakor and of their outcomes are put on."""

from __future__ import annotations

from flask import Blueprint

pages = Blueprint("rakor", __name__)
