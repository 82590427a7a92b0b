"""The door for programs: what offices read on pages and do in forms, as JSON under ``/api/v1``.

It decides nothing: who may what is asked of ``machine``, ``tasks`` and ``offices.tokens``, as pages do. Addresses stand
in ``web.guard.PROGRAMS``; what they take and answer is declared beside each (``described``), and the description that
programs read (``description``) is drawn from that and from the tables of the workflow. Closed unless ``TUNTAS_API=ya``:
then its addresses are as unknown as any.
"""

from __future__ import annotations

from flask import Flask

from workflow.api import agenda_out, description, evidence_out, feed, moves_in, papers_out, rakor_out, tasks_out

FILES = (description, rakor_out, tasks_out, evidence_out, moves_in, papers_out, agenda_out, feed)


def chosen(said: str) -> bool:
    """Whether programs are let in ("ya") or not ("tidak", and when nothing is said)."""
    if said not in ("", "ya", "tidak"):
        raise SystemExit(f"TUNTAS_API={said} tidak dikenal; pilih ya atau tidak.")
    return said == "ya"


def init_app(app: Flask) -> None:
    """Nothing, where programs are not let in."""
    if not app.config["API"]:
        return
    for pages in dict.fromkeys(file.pages for file in FILES):
        app.extensions["csrf"].exempt(pages)  # a form of another site has no key, and a cookie opens nothing here
        app.register_blueprint(pages)
