"""Pages of matrix."""

from flask import Blueprint

pages = Blueprint("matrix", __name__)
