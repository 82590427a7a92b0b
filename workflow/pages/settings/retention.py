"""The admin's page of how long personal data is kept: the times, what is over them now, and its removal."""

from __future__ import annotations

from flask import flash, redirect, render_template, url_for
from wtforms import HiddenField, SelectField

from workflow.keeping import retention
from workflow.pages.settings.blueprint import pages
from workflow.web.current import actor, evidence_folder, now, store
from workflow.web.forms import Form, Versioned
from workflow.web.saving import Late, Page, save_or_show

SHOWN = 100  # of what is due; more are counted


class RetentionForm(Versioned):
    evidence = SelectField(retention.LABELS["evidence"], coerce=int, choices=dict(retention.YEARS))
    accounts = SelectField(retention.LABELS["accounts"], coerce=int, choices=dict(retention.YEARS))


class RemovalForm(Form):
    seen = HiddenField()


@pages.route("/masa-simpan", methods=["GET", "POST"], endpoint="retention")
def times() -> Page:
    """Sets the times; removes nothing."""
    form = RetentionForm(data=retention.rules(store))

    def save() -> Page:
        if not form.validate():
            return _page(form), 422
        retention.set_rules(store, actor(), form.typed(), version=form.seen(), at=now())
        flash("Masa simpan disimpan. Belum ada yang dihapus; lihat daftar di bawah.", "done")
        return redirect(url_for("settings.retention"), 303)

    return save_or_show(form, save, lambda: _page(form), late=lambda error: _conflict(form, error))


@pages.post("/masa-simpan/hapus", endpoint="retention_remove")
def remove() -> Page:
    """Removes exactly what the page has shown."""
    form = RemovalForm()

    def save() -> Page:
        gone = retention.remove(store, evidence_folder, actor(), at=now(), seen=form.seen.data or "")
        flash(f"{len(gone.evidence)} berkas bukti dan {len(gone.accounts)} akun dihapus menurut masa simpan.", "done")
        return redirect(url_for("settings.retention"), 303)

    def show() -> str:
        return _page(RetentionForm(data=retention.rules(store)), refused=" ".join(form.refused.values()))

    return save_or_show(form, save, show)


def _page(form: RetentionForm, refused: str = "", conflict: str = "") -> str:
    due = retention.due(store, now())
    return render_template(
        "settings/retention.html", form=form, due=due, shown=SHOWN, refused=refused, conflict=conflict
    )


def _conflict(form: RetentionForm, error: Late) -> Page:
    """What the reader chose stays chosen; sent again, it counts."""
    kept = " ".join(f"{label}: {retention.YEARS[error.current[name]]}." for name, label in retention.LABELS.items())
    form.version.data = error.current["version"]
    said = (
        f"Masa simpan sudah diubah sejak Anda membukanya. Yang tersimpan sekarang: {kept} Pilihan Anda masih di bawah."
    )
    return _page(form, conflict=said), 409
