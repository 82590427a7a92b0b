"""Picking the institution of a participant from the register of LKS: a search that a button of the row asks for."""

from __future__ import annotations

from dataclasses import dataclass

from flask import request

from workflow.lks.register import by_uid
from workflow.pages.rakor.form_rows import ParticipantForm
from workflow.pages.rakor.forms import LKS, RakorForm
from workflow.records import Lks
from workflow.regions import regions
from workflow.tasks.named_lks import offered
from workflow.text import line
from workflow.web.current import store

NO_PLACE = "Pilih kabupaten/kotanya dahulu, lalu cari."
NO_WORDS = "Tulis sebagian namanya sebagai lembaga, lalu cari."
NONE = "Tidak ada LKS yang cocok di kabupaten/kota itu."


@dataclass(frozen=True)
class Pick:
    """``chosen`` is the one that is picked, ``found`` what a search offers, ``said`` why it offers nothing."""

    chosen: Lks | None
    found: list[Lks]
    said: str


def picks(form: RakorForm) -> list[Pick]:
    """One for each row of participants."""
    pressed = request.form.get("baris", "")
    return [_pick(row.form, searched=pressed == f"{LKS}{place}") for place, row in enumerate(form.participants)]


def _pick(person: ParticipantForm, *, searched: bool) -> Pick:
    chosen = by_uid(store, person.lks.data) if person.lks.data else None
    if not searched:
        return Pick(chosen, [], "")
    region, words = person.region.data, line(person.institution.data)[:100]
    if region not in regions():
        return Pick(chosen, [], NO_PLACE)
    found, total = offered(store, region, words)
    said = "" if found else NO_WORDS if total else NONE
    kept = [chosen] if chosen and found and chosen["uid"] not in {lks["uid"] for lks in found} else []
    return Pick(chosen, [*kept, *found], said)
