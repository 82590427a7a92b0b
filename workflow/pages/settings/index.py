"""The first of the admin's pages: what there is to set, and what is still missing."""

from __future__ import annotations

from itertools import chain
from typing import Any

from flask import current_app, render_template

from workflow.clock import WIB, stamp
from workflow.keeping.fellow_servers import FellowServers
from workflow.keeping.one_clock import MOST_APART
from workflow.mail.by_hand import TROUBLE
from workflow.mail.outbox import State
from workflow.offices import suggestions
from workflow.offices.offices import gaps
from workflow.offices.signatories import signing
from workflow.pages.settings.blueprint import pages
from workflow.people.mandates import without
from workflow.regions import regions
from workflow.web.current import postman, store, today
from workflow.web.server_role import BACKGROUND, BOTH, PAGES

ROLES = {BOTH: "halaman dan latar", PAGES: "halaman", BACKGROUND: "latar"}


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
    lacking = {role: [regions()[code].short for code in codes] for role, codes in without(store, today()).items()}
    copies = current_app.extensions["tuntas"].copies
    return render_template(
        "settings/index.html", counts=counts, lacking=lacking, lacking_regions=len({*chain(*lacking.values())}),
        last=copies.last(), copies=copies, failure=copies.failure, servers=_servers(), mail=_mail(),
        suggested=len(suggestions.waiting(store)),
    )  # fmt: skip


def _servers() -> list[dict[str, Any]]:
    """Those that share the database, this one among them; none where there is one machine."""
    fellows: FellowServers = current_app.extensions["tuntas"].fellows
    return [
        {
            "host": one.host, "pid": one.pid, "role": ROLES[one.role], "version": one.version,
            "began": stamp(one.began), "heard": one.beat.astimezone(WIB).strftime("%H.%M.%S"),
            "strange": one.version != fellows.me.version, "apart": one.apart if abs(one.apart) > MOST_APART else 0,
        }
        for one in fellows.there()
    ]  # fmt: skip


def _mail() -> dict[str, int | bool]:
    return {
        "on": postman.on,
        "trouble": sum(store.count("mail", state=state) for state in TROUBLE),
        "waiting": store.count("mail", state=State.WAITING),
    }
