"""The admin's page of to whom an office's reports may go: a list, each with its form of address and its cover."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import flash, redirect
from wtforms import SelectField, StringField

from workflow.offices.addressees import COVERS, FORMS, MOST, Addressee, check_addressees, in_order
from workflow.offices.offices import change
from workflow.pages.settings.blueprint import pages
from workflow.pages.settings.one_office import conflict, existing, office_address, render, title
from workflow.store import Record
from workflow.web.current import actor, now, store
from workflow.web.forms import Versioned, most
from workflow.web.saving import Late, Page, save_or_show

COVER_NAMES = {"": "Menurut kantor", **{name: words.split(" (")[0] for name, words in COVERS.items()}}


class AddresseesForm(Versioned):
    """``MOST`` rows of ``name_0``, ``form_0``, ``seat_0``, ``through_0`` and ``cover_0``."""


for _row in range(MOST):
    setattr(AddresseesForm, f"name_{_row}", StringField(f"Tujuan {_row + 1}", render_kw=most(200)))
    setattr(AddresseesForm, f"form_{_row}", SelectField(f"Sapaan {_row + 1}", choices={form: form for form in FORMS}))
    setattr(AddresseesForm, f"seat_{_row}", StringField(f"Di {_row + 1}", render_kw=most(60)))
    setattr(AddresseesForm, f"through_{_row}", StringField(f"Melalui {_row + 1}", render_kw=most(200)))
    setattr(AddresseesForm, f"cover_{_row}", SelectField(f"Sampul {_row + 1}", choices=COVER_NAMES))


@pages.route("/kantor/<int:office_id>/tujuan", methods=["GET", "POST"])
def addressees(office_id: int) -> Page:
    office = existing(office_id)
    form = AddresseesForm(data={**stored(office), "version": office["version"]})
    address = office_address("settings.addressees", office)

    def save() -> Page:
        change(
            store, actor(), office_id, lambda current: {"addressees": check_addressees(form.typed(), current)},
            version=form.seen(), at=now(),
        )  # fmt: skip
        flash(f"Daftar tujuan {title(office)} disimpan.", "done")
        return redirect(address)

    def late(error: Late) -> Page:
        labels = {name: form[name].label.text for name in form.typed()}
        return conflict(labels, form.typed(), stored(error.current), error, office, address)

    return save_or_show(form, save, lambda: _page(office, form), late)


def stored(office: Mapping[str, Any]) -> dict[str, str]:
    """The list by the names of the form's fields, empty rows at its end."""
    values: dict[str, str] = {}
    there = in_order(office)
    for number in range(MOST):
        entry = there[number] if number < len(there) else Addressee("")
        values |= {f"{key}_{number}": value for key, value in vars(entry).items()}
    return values


def _page(office: Record, form: AddresseesForm) -> str:
    return render("settings/addressees.html", office, form=form, rows=range(MOST))
