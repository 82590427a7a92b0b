"""Personal data: the public notice of what Tuntas keeps and why, and what it keeps about the reader."""

from __future__ import annotations

import io
import json
from collections.abc import Mapping
from typing import Any

from flask import Blueprint, Response, render_template, send_file

from workflow import retention, sessions, timeline
from workflow.clock import day
from workflow.offices import office_of
from workflow.own_data import own_data
from workflow.regions import PROVINCE
from workflow.web.current import now, store, user
from workflow.web.devices import device

pages = Blueprint("privacy", __name__)

LATEST = 50  # events on the page; the file has them all
OWN_WORDS = {
    "viewed": "Bukti dilihat: {thing}",
    "exported": "Berkas diunduh: {thing}",
    "signed_in": "Masuk",
    "signed_out": "Keluar",
    "sign_in_failed": "Gagal masuk",
    "password_set": "Kata sandi dipasang",
    "user_added": "Akun dibuat",
    "user_edited": "Akun diubah",
    "office_edited": "Pengaturan kantor diubah",
}


@pages.get("/privasi")
def notice() -> str:
    """Whom to ask stands in the settings of Dinas Sosial Aceh: an office, never a person."""
    return render_template(
        "privacy/notice.html", office=office_of(store, PROVINCE, "dinsos"), rules=retention.rules(store),
        years=retention.YEARS, session_days=sessions.KEPT.days,
    )  # fmt: skip


@pages.get("/akun/data")
def own() -> str:
    data = own_data(store, user(), at=now())
    told = [(event, words) for event in reversed(data["riwayat"]) if (words := _words(event))]
    return render_template("privacy/own.html", data=data, latest=told[:LATEST], device=device)


def _words(event: Mapping[str, Any]) -> str:
    """The event in words; "" for kinds that only the file tells."""
    fields = event["fields"]
    if event["name"] in timeline.TOLD:
        line = timeline.told({**event, "actor": {"name": event["by"], "id": user()["id"]}})
        return f"{line.words} (tugas {line.task})" if line.task else line.words
    return OWN_WORDS.get(event["name"], "").format_map(fields)


@pages.get("/akun/data.json")
def own_file() -> Response:
    text = json.dumps(own_data(store, user(), at=now()), ensure_ascii=False, indent=1)
    name = f"data-saya-{user()['username']}-{day(now()).isoformat()}.json"
    return send_file(io.BytesIO(text.encode()), mimetype="application/json", as_attachment=True, download_name=name)
