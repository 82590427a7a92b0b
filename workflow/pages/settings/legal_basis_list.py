"""The admin's page of the rules that an office's papers name as their legal basis."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import flash, redirect
from wtforms import SelectField, StringField

from workflow.offices.legal_basis import LONGEST, MOST, check_rules, kinds_of, listed_rules
from workflow.offices.offices import change
from workflow.pages.settings.blueprint import pages
from workflow.pages.settings.one_office import conflict, existing, office_address, render, title
from workflow.store import Record
from workflow.web.current import actor, now, store
from workflow.web.forms import Versioned, most
from workflow.web.saving import Late, Page, save_or_show

PARTS = ("text", "start", "end", "kind")


class RulesForm(Versioned):
    """``MOST`` rows of ``text_0``, ``start_0``, ``end_0`` and ``kind_0``."""


for _row in range(MOST):
    setattr(RulesForm, f"text_{_row}", StringField(f"Peraturan {_row + 1}", render_kw=most(LONGEST)))
    setattr(RulesForm, f"start_{_row}", StringField(f"Berlaku sejak {_row + 1}"))
    setattr(RulesForm, f"end_{_row}", StringField(f"Sampai {_row + 1}"))
    setattr(RulesForm, f"kind_{_row}", SelectField(f"Naskah {_row + 1}", choices={"": "–"}, validate_choice=False))


@pages.route("/kantor/<int:office_id>/dasar", methods=["GET", "POST"])
def legal_basis(office_id: int) -> Page:
    office = existing(office_id)
    form = RulesForm(data={**stored(office), "version": office["version"]})
    for row in range(MOST):
        form[f"kind_{row}"].choices = list(kinds_of(office).items())
    address = office_address("settings.legal_basis", office)

    def save() -> Page:
        change(
            store, actor(), office_id, lambda current: {"rules": check_rules(current, form.typed())},
            version=form.seen(), at=now(),
        )  # fmt: skip
        flash(f"Dasar hukum {title(office)} disimpan.", "done")
        return redirect(address)

    def late(error: Late) -> Page:
        labels = {name: form[name].label.text for name in form.typed()}
        return conflict(labels, form.typed(), stored(error.current), error, office, address)

    return save_or_show(form, save, lambda: _page(office, form), late)


def stored(office: Mapping[str, Any]) -> dict[str, str]:
    """The list by the names of the form's fields, empty rows at its end."""
    there: list[Mapping[str, Any]] = [*listed_rules(office), *[dict.fromkeys(PARTS, "")] * MOST]
    return {f"{part}_{row}": rule[part] for row, rule in enumerate(there[:MOST]) for part in PARTS}


def _page(office: Record, form: RulesForm) -> str:
    used = sum(bool(form[f"text_{row}"].data) for row in range(MOST))
    return render("settings/legal_basis.html", office, form=form, rows=list(range(MOST)), used=used)
