"""Personal data: the public notice of what Tuntas keeps and why, and what it keeps about the reader."""

from __future__ import annotations

import io
import json

from flask import Blueprint, Response, current_app, render_template, send_file

from workflow.audit import listing
from workflow.clock import day
from workflow.keeping import retention
from workflow.offices.offices import office_of
from workflow.people import sessions
from workflow.people.own_data import own_data
from workflow.regions import PROVINCE
from workflow.web.current import now, postman, store, user
from workflow.web.devices import device

pages = Blueprint("privacy", __name__)

LATEST = 50  # events on the page; the file has them all


@pages.get("/privasi")
def notice() -> str:
    """Whom to ask stands in the settings of Dinas Sosial Aceh: an office, never a person."""
    return render_template(
        "privacy/notice.html", office=office_of(store, PROVINCE, "dinsos"), rules=retention.rules(store),
        years=retention.YEARS, session_days=sessions.KEPT.days,
        mail_host=postman.server.host if postman.server else "", files_elsewhere=bool(current_app.config["FILES"]),
    )  # fmt: skip


@pages.get("/akun/data")
def own() -> str:
    data = own_data(store, user(), at=now())
    latest = [(event, listing.words(event)) for event in reversed(data["riwayat"][-LATEST:])]
    return render_template("privacy/own.html", data=data, latest=latest, device=device)


@pages.get("/akun/data.json")
def own_file() -> Response:
    text = json.dumps(own_data(store, user(), at=now()), ensure_ascii=False, indent=1)
    name = f"data-saya-{user()['username']}-{day(now()).isoformat()}.json"
    return send_file(io.BytesIO(text.encode()), mimetype="application/json", as_attachment=True, download_name=name)
