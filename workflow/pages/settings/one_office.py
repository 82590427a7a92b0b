"""What the pages of one office share: loading it, its title, its menu, and the 409 page of a form of theirs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import render_template, url_for

from workflow.errors import NotFound
from workflow.regions import PROVINCE, region_name, regions
from workflow.store import OneOf, Record
from workflow.web.conflicts import stale_page
from workflow.web.current import store
from workflow.web.saving import Late

IDENTITIES = {"dinsos": "Dinas Sosial", "lkks": "LKKS"}
PAGES = (
    ("settings.office", "Umum"),
    ("settings.signatories", "Penanda tangan"),
    ("settings.addressees", "Tujuan"),
    ("settings.legal_basis", "Dasar hukum"),
    ("settings.letterhead", "Kop dan lambang"),
    ("settings.sheets", "Kertas dan huruf"),
)
EVENTS = ("office_edited", "signatory_added", "signatory_edited", "signatory_removed")


def existing(office_id: int) -> Record:
    record = store.get("office", office_id)
    if record is None:
        raise NotFound("Kantor itu tidak ada.")
    return record


def title(office: Mapping[str, Any]) -> str:
    return f"{IDENTITIES[office['identity']]} {region_name(office['region'])}"


def render(template: str, office: Record, **values: Any) -> str:
    return render_template(template, office=office, title=title(office), pages=PAGES, **values)


def newest_event(office: Mapping[str, Any]) -> Record | None:
    """What changed this office or its signatories last."""
    chain = office["region"] if office["region"] in regions() else PROVINCE
    edits = store.find("event", name=OneOf(EVENTS), order="-id", chain=chain)
    return next((event for event in edits if event["fields"]["office"] == office["id"]), None)


def conflict(
    labels: Mapping[str, str],
    typed: Mapping[str, Any],
    stored: Mapping[str, Any],
    error: Late,
    office: Record,
    address: str,
) -> tuple[str, int]:
    """Both texts of a form of this office; ``stored`` holds what is kept now by the form's own field names."""
    newest = newest_event(office)
    return stale_page(
        labels, typed, stored,
        who=newest["actor"]["name"] if newest else "", when=newest["at"] if newest else "", back_url=address,
        post_url=address, version=error.current["version"], may_save=True, back_words=title(office),
    )  # fmt: skip


def office_address(endpoint: str, office: Mapping[str, Any]) -> str:
    return url_for(endpoint, office_id=office["id"])
