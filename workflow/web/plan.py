"""Pages of plan."""

from flask import Blueprint

pages = Blueprint("plan", __name__)
