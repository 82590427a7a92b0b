"""The admin's pages of who signs for an office, and from when until when."""

from __future__ import annotations

from flask import flash, redirect, request, url_for
from wtforms import SelectField, StringField

from workflow.errors import NotFound
from workflow.offices import nip
from workflow.offices import signatories as domain
from workflow.once import once
from workflow.pages.settings.blueprint import pages
from workflow.pages.settings.one_office import conflict, existing, office_address, render
from workflow.store import Record
from workflow.web.current import actor, now, store, today
from workflow.web.forms import Versioned, most
from workflow.web.pressing import press, say
from workflow.web.saving import Late, Page, save_or_show

HINTS = {
    "name": "Seperti dicetak, misalnya Dra. Contoh Nama, M.Si.",
    "position": "Dengan huruf kapital, misalnya KEPALA DINAS SOSIAL.",
    "rank": "Misalnya Pembina Tk. I (IV/b).",
    "nip": "18 angka; dicetak berkelompok.",
    "mode": "a.n. = atas nama, u.b. = untuk beliau, Plt. = pelaksana tugas, Plh. = pelaksana harian, Pj. = penjabat.",
    "principal": "Hanya untuk a.n. dan u.b., misalnya KEPALA DINAS SOSIAL.",
    "through": "Hanya untuk u.b., misalnya SEKRETARIS.",
}
ORDER = ("mode", "principal", "through", "position", "name", "rank", "nip")


def _label(name: str) -> str:
    words = domain.TEXTS[name][0]
    return words if name == "nip" else words[0].upper() + words[1:]


def _text(name: str) -> StringField:
    return StringField(_label(name), render_kw=most(domain.TEXTS[name][1]))


class SignatoryForm(Versioned):
    mode = SelectField("Cara menandatangani", choices={m: m or "atas jabatannya sendiri" for m in domain.MODES})
    principal = _text("principal")
    through = _text("through")
    position = _text("position")
    name = _text("name")
    rank = _text("rank")
    nip = _text("nip")
    start = StringField("Mulai")
    end = StringField("Sampai")


@pages.route("/kantor/<int:office_id>/penanda-tangan", methods=["GET", "POST"])
def signatories(office_id: int) -> Page:
    """All periods of an office, and a form for a new one."""
    office = existing(office_id)
    form = SignatoryForm(data={"start": today()})

    def save() -> Page:
        made = once(store, press(), lambda: domain.add(store, actor(), office_id, form.typed(), at=now()), at=now())
        _say(f"{made['name']} menandatangani {domain.period_words(made)}.", made)
        return redirect(office_address("settings.signatories", office))

    return save_or_show(form, save, lambda: _list(office, form))


@pages.route("/penanda-tangan/<int:signatory_id>", methods=["GET", "POST"])
def signatory(signatory_id: int) -> Page:
    """One period: correct it, end it, or take it away when it was recorded by mistake."""
    record = store.get("signatory", signatory_id)
    if record is None:
        raise NotFound("Penanda tangan itu tidak ada, atau sudah dihapus.")
    office = existing(record["office"])
    form = SignatoryForm(data=record)
    if request.form.get("do") == "remove":
        domain.remove(store, actor(), signatory_id, version=form.seen(), at=now())
        flash(f"{record['name']} dihapus dari daftar. Naskah yang sudah terbit tidak berubah.", "done")
        return redirect(office_address("settings.signatories", office))
    return _edited(office, record, form)


def _edited(office: Record, record: Record, form: SignatoryForm) -> Page:
    data = {name: value for name, value in form.typed().items() if name in request.form}

    def save() -> Page:
        saved = domain.edit(store, actor(), record["id"], data, version=form.seen(), at=now())
        _say(f"{saved['name']} disimpan: {domain.period_words(saved)}.", saved)
        return redirect(office_address("settings.signatories", office))

    def late(error: Late) -> Page:
        labels = {name: form[name].label.text for name in data}
        address = url_for("settings.signatory", signatory_id=record["id"])
        return conflict(labels, data, error.current, error, office, address)

    return save_or_show(form, save, lambda: _page(office, record, form), late)


def _say(done: str, saved: Record) -> None:
    say(done)
    if doubt := nip.doubt(saved["nip"]):
        flash(doubt, "wait")


def _list(office: Record, form: SignatoryForm) -> str:
    signing = domain.in_force(store, office["id"], today())
    return render(
        "settings/signatories.html", office, form=form, hints=HINTS, names=_names(office), required=domain.REQUIRED,
        rows=domain.of_office(store, office["id"]), signing=signing["id"] if signing else 0, today=today(),
        period_words=domain.period_words, grouped=nip.grouped,
    )  # fmt: skip


def _page(office: Record, record: Record, form: SignatoryForm) -> str:
    return render(
        "settings/signatory.html", office, signatory=record, form=form, hints=HINTS, names=_names(office),
        required=domain.REQUIRED, doubt=nip.doubt(form.nip.data or ""), today=today(),
        period_words=domain.period_words,
    )  # fmt: skip


def _names(office: Record) -> list[str]:
    return [name for name in ORDER if office["identity"] == "dinsos" or name not in domain.CIVIL_SERVICE]
