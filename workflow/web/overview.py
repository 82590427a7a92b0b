"""Pages of overview."""

from flask import Blueprint

pages = Blueprint("overview", __name__)
