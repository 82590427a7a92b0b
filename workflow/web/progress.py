"""Pages of progress."""

from flask import Blueprint

pages = Blueprint("progress", __name__)
