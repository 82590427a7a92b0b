"""Pages of approval."""

from flask import Blueprint

pages = Blueprint("approval", __name__)
