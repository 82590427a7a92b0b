"""What the indicator divides by: the table of inhabitants, from a CSV, and the number of kecamatan, typed."""

from __future__ import annotations

import re
from typing import Any

from flask import redirect, render_template, request, url_for
from werkzeug.datastructures import FileStorage
from wtforms import FileField, SelectField, StringField

from workflow.errors import Invalid
from workflow.indicator import reach
from workflow.indicator.measure_columns import shown
from workflow.indicator.population import SOURCE_2024, choose, in_force, load, to_choose
from workflow.once import once
from workflow.pages.indicator.blueprint import pages
from workflow.records import Kecamatan, Population
from workflow.regions import regions
from workflow.web.current import actor, now, store, today
from workflow.web.forms import Asking, Form, most
from workflow.web.pressing import press, say
from workflow.web.saving import Page, save_or_show
from workflow.web.uploads import takes_file

MOST_BYTES = 1024 * 1024  # of a table of 23 rows
NO_TEXT = "Berkas ini bukan CSV dalam UTF-8. Simpan dari Excel sebagai “CSV UTF-8”, lalu unggah lagi."


class PopulationForm(Form):
    file = FileField("Berkas CSV", render_kw={"accept": ".csv,text/csv"})
    source = StringField("Sumber", render_kw=most(200))
    year = StringField("Tahun", render_kw={**most(4), "inputmode": "numeric"})
    total = StringField("Angka provinsi", render_kw={**most(9), "inputmode": "numeric"})


class KecamatanForm(Asking):
    region = SelectField("Kabupaten/kota", validate_choice=False)
    number = StringField("Jumlah kecamatan", render_kw={**most(3), "inputmode": "numeric"})
    start = StringField("Berlaku sejak")
    source = StringField("Sumber", render_kw=most(200))


@pages.route("/indikator/penduduk", methods=["GET", "POST"])
@takes_file(MOST_BYTES)
def population() -> Page:
    form = PopulationForm()

    def save() -> Page:
        text, typed = _text(request.files.get("file")), form.typed()
        made = once(store, press(), lambda: {"id": load(store, actor(), text, typed, at=now())["id"]}, at=now())
        _say_which_holds(made["id"])
        return redirect(url_for("indicator.population"), 303)

    return save_or_show(form, save, lambda: _population_page(form))


def _say_which_holds(loaded: int) -> None:
    """The new table, or the source that was chosen for its year."""
    table = store.get(Population, loaded)
    holds = in_force(store, table["year"]) if table else None
    if holds and holds["id"] != loaded:
        say(f"Tabel penduduk dimuat. Tahun {holds['year']} tetap memakai {holds['source']}.")
    else:
        say("Tabel penduduk dimuat. Ukuran tahun itu dan sesudahnya memakainya.")


@pages.post("/indikator/penduduk/pakai")
def use_population() -> Page:
    """Where several sources of one year are loaded: the one that holds."""
    asked = request.form.get("tabel", "")
    table = choose(store, actor(), int(asked) if re.fullmatch("[0-9]{1,9}", asked) else 0, at=now())
    say(f"Ukuran tahun {table['year']} memakai {table['source']}. Naskah yang sudah terbit tidak berubah.")
    return redirect(url_for("indicator.population"), 303)


def _text(file: FileStorage | None) -> str:
    if file is None or not file.filename:
        raise Invalid({"file": "Pilih berkas CSV-nya."})
    try:
        return str(file.read(), "utf-8-sig")
    except UnicodeDecodeError:
        raise Invalid({"file": NO_TEXT}) from None


def _population_page(form: PopulationForm) -> str:
    """All that were loaded, the newest first; those of one source and year are versions of each other."""
    tables = store.find(Population, order="-id")
    numbers: dict[tuple[str, int], int] = {}
    for one in reversed(tables):
        numbers[one["source"], one["year"]] = numbers.get((one["source"], one["year"]), 0) + 1
        one["edition"] = numbers[one["source"], one["year"]]  # type: ignore[typeddict-unknown-key]
    return render_template(
        "indicator/population.html", form=form, tables=tables, shown=shown, sample=SOURCE_2024,
        used=in_force(store, int(today()[:4])), to_choose=to_choose(store),
    )  # fmt: skip


@pages.route("/indikator/kecamatan", methods=["GET", "POST"])
def kecamatan() -> Page:
    form = KecamatanForm()
    form.region.choices = [("", "Pilih kabupaten/kota"), *((one.code, one.full) for one in regions().values())]

    def save() -> Page:
        typed = form.typed()
        once(store, press(), lambda: {"id": reach.set_number(store, actor(), typed, at=now())["id"]}, at=now())
        say("Jumlah kecamatan dicatat.")
        return redirect(url_for("indicator.kecamatan"), 303)

    return save_or_show(form, save, lambda: _kecamatan_page(form))


def _kecamatan_page(form: KecamatanForm) -> str:
    used: dict[str, Any] = dict.fromkeys(regions()) | reach.in_force(store, today())
    ids = {one["id"] for one in used.values() if one}
    others = [one for one in store.find(Kecamatan, order="-id") if one["id"] not in ids]
    return render_template("indicator/kecamatan.html", form=form, used=used, others=others)
