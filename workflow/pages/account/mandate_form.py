"""The form of a mandate, for whoever gives it and for the admin, and mandates as their lists show them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from wtforms import SelectField, StringField

from workflow.people import mandate_bars, mandates
from workflow.records import Mandate
from workflow.roles import Role
from workflow.text import spoken_day
from workflow.web.current import store, today
from workflow.web.forms import Form, most


class MandateForm(Form):
    deputy = SelectField("Yang bertindak")
    start = StringField("Hari pertama")
    until = StringField("Hari terakhir")
    basis = StringField("Dasar", render_kw=most(mandates.MOST_BASIS))


class OfficeMandateForm(MandateForm):
    giver = SelectField("Untuk jabatan")


def offered(form: MandateForm, giver: int = 0) -> MandateForm:
    """The form with everybody who can act for that account (0: for any)."""
    form.deputy.choices = [("", "Pilih akun"), *mandates.deputies(store, giver).items()]
    if isinstance(form, OfficeMandateForm):
        form.giver.choices = [("", "Pilih jabatan"), *mandates.offices(store).items()]
    return form


def recorded(mandate: Mapping[str, Any]) -> str:
    """What is said of one that was just recorded."""
    days = f"{spoken_day(mandate['start'])} sampai {spoken_day(mandate['until'])}"
    return f"Mandat dicatat: {mandate['person']} bertindak a.n. {mandate['office']}, {days}."


def rows(found: Iterable[Mandate]) -> list[dict[str, Any]]:
    """``state`` is in words, ``tone`` that of its chip, ``open`` whether it can still be ended."""
    return [{**one, "label": Role(one["role"]).label, **_state(one)} for one in found]


def _state(mandate: Mandate) -> dict[str, Any]:
    if mandate["ended"]:
        return {"state": "Diakhiri", "tone": "", "open": False}
    if mandate["until"] < today():
        return {"state": "Sudah berakhir", "tone": "", "open": False}
    if not mandate_bars.stands(store, mandate):
        return {"state": "Tidak berlaku, akunnya diubah", "tone": "late", "open": True}
    if mandate["start"] > today():
        return {"state": "Belum mulai", "tone": "wait", "open": True}
    return {"state": "Berlaku", "tone": "done", "open": True}
