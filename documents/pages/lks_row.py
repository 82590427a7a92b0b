"""One row of a list of LKS that is being taken in: what the file says of an institution is mended by hand."""

from __future__ import annotations

from datetime import date
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from wtforms import BooleanField, SelectField, StringField

from documents.pages.lks_import import address_of
from workflow.lks import importing, list_plan, list_row
from workflow.pages.lks.lks_form import MORE, LksForm, form_of, parts
from workflow.records import LksList
from workflow.records.arriving import LksRow
from workflow.regions import regions
from workflow.web.current import actor, store, today
from workflow.web.saving import Late, Page, save_or_show

pages = Blueprint("lks_row", __name__)
AS_READ = "semula"  # the button that puts back what the file says
NOW = {
    list_plan.ASKED: "perlu Anda jawab", list_plan.NEW: "baru", list_plan.CHANGED: "mengubah yang sudah ada",
    list_plan.SAME: "sama dengan yang sudah tercatat", list_plan.LEFT: "tidak diambil",
}  # fmt: skip


@pages.route("/lks/impor/<int:list_id>/baris/<key>", methods=["GET", "POST"])
def mend(list_id: int, key: str) -> Page:
    found = importing.readable_list(store, actor(), list_id)
    row = importing.open_row(found, key)
    form = _form(found, row)
    if request.form.get("do") in MORE.values():
        return _page(found, row, form)  # with more rows; nothing is saved yet

    def save() -> Page:
        kept = importing.mend(store, actor(), list_id, _mended(form, found, row), version=form.seen())
        now = next(one for one in importing.plan(store, kept).rows if one.row["key"] == key)
        flash(f"“{now.row['told']['name']}”: {NOW[now.what]}. Belum ada yang masuk ke daftar LKS.", "done")
        return redirect(address_of(kept, key), 303)

    def late(_: Late) -> Page:
        current = importing.readable_list(store, actor(), list_id)
        form.version.data = str(current["version"])
        return _page(current, importing.open_row(current, key), form, late=True), 409

    return save_or_show(form, save, lambda: _page(found, row, form), late)


def _mended(form: LksForm, found: LksList, row: LksRow) -> LksRow:
    if request.form.get("do") == AS_READ:
        return list_row.as_read(row)
    day = date.fromisoformat(today())
    return list_row.mended(row, list_row.checked(form.typed(), row, found["region"], found["day"], day))


def _form(found: LksList, row: LksRow) -> LksForm:
    more: dict[str, Any] = {
        f"event_{n}": StringField(one["kind"].capitalize()) for n, one in enumerate(row["told"]["activity"])
    }
    more |= {"inactive": BooleanField("Dinyatakan tidak aktif"), "ended": BooleanField("Sudah berakhir atau tutup"),
             "ended_on": StringField("Berakhir pada")}  # fmt: skip
    if not found["region"]:
        places = {"": "– pilih –", **{code: place.full for code, place in regions().items()}}
        more["region"] = SelectField("Kabupaten/kota", choices=dict(places), validate_choice=False)
    stored = list_row.flat(row, date.fromisoformat(today()))
    return form_of({**stored, "version": found["version"]}, **more)


def _page(found: LksList, row: LksRow, form: LksForm, *, late: bool = False) -> str:
    return render_template(
        "lks/import_row.html", found=found, line=row, late=late, as_read=AS_READ, lks=None,
        events=[form[name] for name in form._fields if name.startswith("event_")],
        back=url_for("lks_import.check", list_id=found["id"]), **parts(form),
    )  # fmt: skip
