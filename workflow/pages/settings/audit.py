"""The admin's page of the whole history: who did and who tried what, with the refused requests among it."""

from __future__ import annotations

from datetime import date
from typing import Any

from flask import render_template, request, url_for

from workflow.audit import listing
from workflow.audit.events import GROUPS, of_group
from workflow.audit.listing import Asked
from workflow.pages.settings.blueprint import pages
from workflow.regions import regions
from workflow.store import Record
from workflow.web.current import store
from workflow.web.paging import after
from workflow.web.sorted_heads import NAME, Column, Head, heads
from workflow.web.unknown import unknown_filters

FILTERS = ("jenis", "akun", "dari", "sampai", NAME)
TIME = "waktu"  # the one column that sorts it


@pages.get("/riwayat")
def audit() -> str:
    asked_ = asked()
    found, onward = listing.page(store, asked_, after=after("event"))
    people = [(account["id"], account["username"]) for account in store.find("user", order="username")]
    return render_template(
        "settings/audit.html", events=[_row(event) for event in found], asked=asked_, groups=GROUPS, people=people,
        unknown=unknown_filters(FILTERS, query(asked_)),
        following=url_for("settings.audit", **query(asked_), sesudah=onward) if onward else "",
        later="sesudah" in request.args, first_url=url_for("settings.audit", **query(asked_)),
        query=query(asked_), heads=_heads(asked_),
    )  # fmt: skip


def asked() -> Asked:
    """What the address asks for; what is not on offer is left out."""
    args = request.args
    account = args.get("akun", "")
    return Asked(
        args.get("jenis", "") if args.get("jenis", "") in GROUPS else "",
        int(account) if _is_account(account) else 0,
        _day(args.get("dari", "")), _day(args.get("sampai", "")), args.get(NAME, "") == TIME,
    )  # fmt: skip


def _is_account(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 10 and store.get("user", int(text)) is not None


def _day(text: str) -> str:
    try:
        return date.fromisoformat(text).isoformat() if len(text) == 10 else ""
    except ValueError:
        return ""


def query(asked: Asked) -> dict[str, Any]:
    found = {"jenis": asked.group, "akun": asked.account, "dari": asked.first, "sampai": asked.last}
    return {name: value for name, value in (found | {NAME: TIME * asked.oldest_first}).items() if value}


def _heads(asked: Asked) -> list[Head]:
    columns = [Column("Waktu", TIME, down=True), Column("Kegiatan"), Column("Oleh"), Column("Di"), Column("Nomor")]
    others = {name: value for name, value in query(asked).items() if name != NAME}

    def url(urut: str) -> str:
        return url_for("settings.audit", **others, urut=TIME if urut == TIME else None)

    return heads(columns, TIME if asked.oldest_first else f"-{TIME}", url)


def _row(event: Record) -> dict[str, Any]:
    region = regions().get(event["chain"])
    return {
        "at": event["at"], "who": event["actor"]["name"], "words": listing.words(event),
        "facts": listing.facts(event), "place": region.full if region else "Provinsi",
        "number": f"{event['chain']}:{event['seq']}", "refused": event["name"] in of_group("ditolak"),
        "task": event["task"], "rakor": event["rakor"],
    }  # fmt: skip
