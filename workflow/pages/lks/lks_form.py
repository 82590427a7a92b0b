"""The form of an LKS: every field of the record, with as many rows of what repeats as it needs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import request
from wtforms import BooleanField, HiddenField, SelectField, SelectMultipleField, StringField, TextAreaField

from workflow.lks import typed, typed_year
from workflow.lks.kinds import BUILDINGS, MONEY, SERVICES
from workflow.lks.typed_year import MOST_DIGITS
from workflow.pages.lks.field_words import label
from workflow.web.forms import Versioned, most

UNKNOWN = "tidak diketahui"
MORE = {"reg": "tambah-pendaftaran", "acc": "tambah-akreditasi"}  # buttons that give empty rows
ROWS = 2  # empty rows of a new part
YES_NO = {"": UNKNOWN, "ya": "ya", "tidak": "tidak"}


class LksForm(Versioned):
    """Without the rows, which ``form_of`` adds. ``reg_rows`` and ``acc_rows`` say how many there are."""

    name = StringField(label("name"), render_kw=most(typed.TEXTS["name"][1]))
    other_names = TextAreaField(label("other_names"), render_kw=most(typed.OTHER_NAMES[1]))
    hidden = BooleanField(label("hidden"))
    deed_date = StringField(label("deed_date"))
    services = SelectMultipleField(label("services"), choices=[*SERVICES, ""], validate_choice=False)
    money = SelectMultipleField(label("money"), choices=MONEY, validate_choice=False)
    year = HiddenField("Tahun")
    note = TextAreaField("Dari mana Anda tahu?", render_kw=most(typed.MOST_NOTE))
    reg_rows = HiddenField()
    acc_rows = HiddenField()


def _choose(name: str, options: Mapping[str, str]) -> SelectField:
    return SelectField(label(name), choices=dict(options), validate_choice=False)


def _of(name: str) -> dict[str, str]:
    return {value: value or UNKNOWN for value in typed.CHOICES[name]}


for _name, (_, _most) in typed.TEXTS.items():
    setattr(LksForm, _name, StringField(label(_name), render_kw=most(_most)))
for _name in ("owner", "form", "scope"):
    setattr(LksForm, _name, _choose(_name, _of(_name)))
for _name in (*typed_year.PEOPLE, "capacity", *typed_year.SERVED, *(f"amount_{source}" for source in MONEY)):
    setattr(LksForm, _name, StringField(label(_name), render_kw={**most(MOST_DIGITS), "inputmode": "numeric"}))
LksForm.building = _choose("building", {"": UNKNOWN, **{one: one for one in BUILDINGS}})
LksForm.access = _choose("access", YES_NO)


def form_of(data: Mapping[str, Any], **more: Any) -> LksForm:
    """The form with what is stored (``typed.flat``), or with what was sent, and an empty row or more of each part.
    ``more`` are fields that only the caller's form has."""
    counts = {part: _rows(part, data) for part in MORE}
    fields = {name: field for part, count in counts.items() for n in range(count) for name, field in _row(part, n)}
    form: LksForm = type("LksForm", (LksForm,), {**fields, **more})(data=data)
    form.reg_rows.data, form.acc_rows.data = (str(counts[part]) for part in ("reg", "acc"))
    return form


def parts(form: LksForm) -> dict[str, Any]:
    """What ``lks/fields.html`` shows."""
    return {
        "form": form, "year": form.year.data, "more": MORE, "row": lambda part, n, name: form[f"{part}_{n}_{name}"],
        "sources": [name for name in form._fields if name.startswith("amount_")],
    }  # fmt: skip


def _rows(part: str, data: Mapping[str, Any]) -> int:
    sent = request.form.get(f"{part}_rows", "")
    stored = max(typed.rows(data, part), default=-1) + 1 + ROWS
    count = int(sent) if sent.isascii() and sent.isdigit() and len(sent) < 4 else stored
    return min(typed.MOST_ROWS, count + (ROWS if request.form.get("do") == MORE[part] else 0))


def _row(part: str, n: int) -> list[tuple[str, Any]]:
    texts, days = (
        (typed.REGISTRATION, ("issued", "valid_until", "revoked_on")) if part == "reg"
        else (typed.ACCREDITATION, ("applied", "decided", "valid_until"))
    )  # fmt: skip
    found: dict[str, Any] = {name: StringField(_label(part, n, name), render_kw=most(limit))
                             for name, (_, limit) in texts.items()}  # fmt: skip
    found |= {name: StringField(_label(part, n, name)) for name in days}
    for name in ("kind", "status") if part == "reg" else ("service", "grade"):
        options = {"": "berlaku"} | _of(name) | {"": "berlaku"} if name == "status" else _of(name)
        found[name] = SelectField(_label(part, n, name), choices=dict(options), validate_choice=False)
    if part == "reg":
        found["forever"] = BooleanField(_label(part, n, "forever"))
    else:
        found["year"] = StringField(_label(part, n, "year"), render_kw={**most(MOST_DIGITS), "inputmode": "numeric"})
    return [(f"{part}_{n}_{name}", field) for name, field in found.items()]


def _label(part: str, n: int, name: str) -> str:
    """ "Berlaku sampai": which row it is stands above the row."""
    words = label(f"{part}_{n}_{name}").partition(": ")[2]
    return words[:1].upper() + words[1:]
