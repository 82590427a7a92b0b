"""The admin's page of an office's paper: sheet and margins for each kind of document, the face, and who signs how."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import flash, redirect
from wtforms import SelectField, StringField

from workflow.offices import signature_place
from workflow.offices.offices import change
from workflow.offices.sheets import FONTS, SHEETS, SIDE_WORDS, SIDES, SIZES, check_sheets, sheets_of
from workflow.pages.settings.blueprint import pages
from workflow.pages.settings.one_office import conflict, existing, office_address, render, title
from workflow.store import Record
from workflow.web.current import actor, now, store
from workflow.web.forms import Versioned, most
from workflow.web.saving import Late, Page, save_or_show

NAMES = {"A4": "A4 (21 × 29,7 cm)", "F4": "F4 (21,5 × 33 cm)", "F4-210": "F4 (21 × 33 cm)"}


class SheetsForm(Versioned):
    """A field for every paper and margin; ``laporan_top`` is the upper margin of a Laporan."""

    font = SelectField("Huruf", choices={font: font for font in FONTS})
    signed_by = SelectField("Tempat tanda tangan", choices=signature_place.CHOICES)
    tte_anchor = StringField("Jangkar TTE", render_kw=most(signature_place.MOST))


for _name in SHEETS:
    setattr(SheetsForm, f"{_name}_paper", SelectField("Kertas", choices={size: NAMES[size] for size in SIZES}))
    for _side in SIDES:
        setattr(SheetsForm, f"{_name}_{_side}", StringField(SIDE_WORDS[_side].capitalize(), render_kw=most(3)))


@pages.route("/kantor/<int:office_id>/kertas", methods=["GET", "POST"])
def sheets(office_id: int) -> Page:
    office = existing(office_id)
    form = SheetsForm(data={**stored(office), "version": office["version"]})
    address = office_address("settings.sheets", office)

    def save() -> Page:
        change(
            store, actor(), office_id, lambda current: check_sheets(current, {**stored(current), **form.typed()}),
            version=form.seen(), at=now(),
        )  # fmt: skip
        flash(f"Kertas dan huruf {title(office)} disimpan. Berlaku untuk naskah yang terbit mulai sekarang.", "done")
        return redirect(address)

    def late(error: Late) -> Page:
        return conflict(_labels(office), form.typed(), stored(error.current), error, office, address)

    return save_or_show(form, save, lambda: _page(office, form), late)


def stored(office: Mapping[str, Any]) -> dict[str, Any]:
    """The office's paper by the names of the form's fields."""
    values = {name: office.get(name, usual) for name, usual in signature_place.DEFAULTS.items()}
    values["font"] = office["font"]
    for name in sheets_of(office):
        values[f"{name}_paper"] = office[f"{name}_paper"]
        values |= {f"{name}_{side}": str(mm) for side, mm in zip(SIDES, office[f"{name}_margins"], strict=True)}
    return values


def _labels(office: Record) -> dict[str, str]:
    labels = {"font": "Huruf", "signed_by": "Tempat tanda tangan", "tte_anchor": "Jangkar TTE"}
    for name, sheet in sheets_of(office).items():
        labels[f"{name}_paper"] = f"{sheet.label}: kertas"
        labels |= {f"{name}_{side}": f"{sheet.label}: {SIDE_WORDS[side]} (mm)" for side in SIDES}
    return labels


def _page(office: Record, form: SheetsForm) -> str:
    return render("settings/sheets.html", office, form=form, kinds=sheets_of(office), sides=SIDES)
