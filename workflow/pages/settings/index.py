"""The first of the admin's pages: what there is to set, and what is still missing."""

from __future__ import annotations

from flask import current_app, render_template

from workflow.offices.offices import gaps
from workflow.offices.signatories import signing
from workflow.pages.settings.blueprint import pages
from workflow.web.current import store, today


@pages.get("")
def index() -> str:
    """What there is to set, with what is still missing in front."""
    offices = [signing(store, office, today()) for office in store.find("office")]
    counts = {
        "offices": len(offices),
        "gaps": sum(1 for office in offices if gaps(office)),
        "active": store.count("user", active=True),
        "inactive": store.count("user", active=False),
    }
    copies = current_app.extensions["tuntas"].copies
    return render_template("settings/index.html", counts=counts, last=copies.last(), copies=copies)
