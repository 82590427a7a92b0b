"""Pages of documents: downloads, previews, the list of documents, the public check page, and what comes in as a file.

As in ``workflow/pages``: every file puts its addresses on ``pages``, its own Blueprint or the one of ``blueprint.py``.
"""

from __future__ import annotations

from flask import Flask

from documents.pages import (
    agenda_book,
    as_text,
    document_list,
    downloads,
    guide_file,
    intake,
    jobs,
    lists,
    lks_import,
    lks_row,
    marked_copies,
    previews,
    public_check,
    public_rakor,
    rakor_import,
    rakor_letters,
    rakor_papers,
    region_papers,
    remind,
    settings_book,
    signed,
    travel,
)

FILES = (
    *(downloads, marked_copies, previews, as_text, document_list, public_check, signed, jobs, rakor_papers),
    *(intake, lists, travel, agenda_book, rakor_import, region_papers, rakor_letters, lks_import, lks_row, remind),
    *(guide_file, settings_book, public_rakor),
)


def init_app(app: Flask) -> None:
    for pages in dict.fromkeys(file.pages for file in FILES):
        app.register_blueprint(pages)
