"""Pages of auth."""

from flask import Blueprint

pages = Blueprint("auth", __name__)
