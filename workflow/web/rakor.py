"""Pages of rakor."""

from flask import Blueprint

pages = Blueprint("rakor", __name__)
