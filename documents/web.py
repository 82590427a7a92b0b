"""Pages of documents: downloads, previews, the public check page."""

from flask import Blueprint, Flask

pages = Blueprint("documents", __name__)


def init_app(app: Flask) -> None:
    app.register_blueprint(pages)
