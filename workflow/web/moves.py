"""Pages of moves."""

from flask import Blueprint

pages = Blueprint("moves", __name__)
