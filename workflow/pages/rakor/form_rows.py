"""The numbered rows of a rakor's form, added and removed by buttons that send the whole form back to the server."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import wtforms
from wtforms import BooleanField, FieldList, SelectField, StringField, TextAreaField

from workflow.rakor.fields import ABSENCES
from workflow.rakor.programme import COURSES, LONGEST_HOUR, MOST_ROOM, MOST_SAID, MOST_TITLE
from workflow.regions import regions
from workflow.text import tidy
from workflow.web.forms import most

REMOVE = "hapus-"


def _places() -> dict[str, str]:
    return {"": "–", **{code: region.short for code, region in regions().items()}}


class ParticipantForm(wtforms.Form):
    name = StringField("Nama", render_kw=most(200))
    position = StringField("Jabatan", render_kw=most(200))
    institution = StringField("Lembaga", render_kw=most(200))
    region = SelectField("Kabupaten/kota", choices=_places, validate_choice=False)
    lks = StringField("LKS dari daftar")
    attended = BooleanField("Hadir", default=True)
    absence = SelectField("Bila tidak hadir", choices={"": "–", **ABSENCES}, validate_choice=False)


class _SpanForm(wtforms.Form):
    day = StringField("Tanggal")
    begins = StringField("Mulai (WIB)", render_kw=most(LONGEST_HOUR))
    ends = StringField("Selesai (WIB)", render_kw=most(LONGEST_HOUR))


class HoursForm(_SpanForm):
    room = StringField("Ruang", render_kw=most(MOST_ROOM))


class ItemForm(_SpanForm):
    title = StringField("Acara", render_kw=most(MOST_TITLE))
    kind = SelectField("Jenis", choices={"": "–", **COURSES}, validate_choice=False)
    said = TextAreaField("Yang disampaikan", render_kw=most(MOST_SAID))


def pressed(rows: FieldList, button: str) -> bool:
    """Removes the row that a button "hapus-n" names; whether it was one."""
    if button.startswith(REMOVE):
        place = button.removeprefix(REMOVE)
        fill(rows, [row for n, row in enumerate(rows.data) if str(n) != place])
    return button.startswith(REMOVE)


def add(rows: FieldList, count: int) -> None:
    """Empty ones, as far as there is room."""
    for _ in range(min(count, (rows.max_entries or count) - len(rows))):
        rows.append_entry()


def fill(rows: FieldList, told: Iterable[Mapping[str, Any]]) -> None:
    """Puts what is ``told`` in place of what stands there, as far as there is room."""
    while len(rows):
        rows.pop_entry()
    for row in list(told)[: rows.max_entries]:
        rows.append_entry(row)


def typed(rows: FieldList) -> list[dict[str, Any]]:
    """Those of the rows in which anything stands."""
    return [row for row in rows.data if any(tidy(text) for text in row.values())]
