"""Pages of one outcome of a rakor: write it, put it in its place, remove it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from workflow.errors import Invalid
from workflow.once import once
from workflow.pages.rakor.blueprint import pages
from workflow.pages.rakor.changes import conflict, unless_changed
from workflow.pages.rakor.forms import OUTCOME_LABELS, OutcomeForm, PartForm, fingerprint, outcome_texts
from workflow.plan_fields import SUGGESTED
from workflow.rakor import facts
from workflow.rakor.recording import move_outcome, outcome_of, readable_rakor, remove_outcome, save_outcome
from workflow.records import Rakor
from workflow.store import Record
from workflow.web.current import actor, now, store
from workflow.web.forms import Versioned
from workflow.web.pressing import press, say
from workflow.web.saving import Page, save_or_show


@pages.route("/rakor/<int:rakor_id>/butir/baru", methods=["GET", "POST"])
def outcome_new(rakor_id: int) -> Page:
    """Adding at the end cannot collide with anything, so it always works on the rakor as it is now."""
    rakor = readable_rakor(store, actor(), rakor_id)
    last = rakor["outcomes"][-1]["commission"] if rakor["outcomes"] else ""
    form = OutcomeForm(data={"commission": last, "is_task": True})

    def added() -> dict[str, Any]:
        _, uid = save_outcome(store, actor(), rakor_id, "", form.typed(), version=rakor["version"], at=now())
        return {"uid": uid}

    def save() -> Page:
        uid = once(store, press(), added, at=now())["uid"]
        return _go_on(readable_rakor(store, actor(), rakor_id), uid)

    return save_or_show(form, save, lambda: _form_page(form, rakor, None))


@pages.route("/rakor/<int:rakor_id>/butir/<uid>", methods=["GET", "POST"])
def outcome_edit(rakor_id: int, uid: str) -> Page:
    rakor = readable_rakor(store, actor(), rakor_id)
    outcome = outcome_of(rakor, uid)
    form = OutcomeForm.of(outcome, rakor["version"]) if request.method == "GET" else OutcomeForm()

    def edited(version: int) -> tuple[Rakor, str]:
        return save_outcome(store, actor(), rakor_id, uid, form.typed(), version=version, at=now())

    def stored(current: Mapping[str, Any]) -> str:
        return fingerprint(outcome_texts(outcome_of(current, uid)))

    def save() -> Page:
        return _go_on(*unless_changed(edited, form.seen(), form.shown.data, stored))

    return save_or_show(
        form, save, lambda: _form_page(form, rakor, outcome), lambda late: _conflict(form, late.current, uid)
    )


def _conflict(form: OutcomeForm, rakor: Mapping[str, Any], uid: str) -> Page:
    typed = {**outcome_texts(form.typed()), "shown": form.shown.data, **form.beside()}
    here = url_for("rakor.outcome_edit", rakor_id=rakor["id"], uid=uid)
    return conflict(rakor, OUTCOME_LABELS, typed, outcome_texts(outcome_of(rakor, uid)), post_url=here)


def _go_on(rakor: Mapping[str, Any], uid: str) -> Response:
    """Where the pressed button leads after saving: the next outcome, or the rakor."""
    say(f"Butir {outcome_of(rakor, uid)['no']} tersimpan.")
    if request.form.get("lanjut", "") == "baru":
        return redirect(url_for("rakor.outcome_new", rakor_id=rakor["id"]), 303)
    return redirect(url_for("rakor.show", rakor_id=rakor["id"], _anchor=f"butir-{uid}"), 303)


def _form_page(form: OutcomeForm, rakor: Record, outcome: Mapping[str, Any] | None) -> str:
    given = store.count("task", rakor=rakor["id"], outcome=outcome["uid"]) if outcome else 0
    why = outcome is not None and facts.printed(store, rakor).outcome(outcome["uid"])
    known = sorted({other["commission"] for other in rakor["outcomes"]} - {""})
    return render_template(
        "rakor/outcome.html", form=form, rakor=rakor, outcome=outcome, given=given, known=known, press=Versioned(),
        suggested=SUGGESTED, why=why,
    )  # fmt: skip


@pages.post("/rakor/<int:rakor_id>/butir/<uid>/hapus")
def outcome_remove(rakor_id: int, uid: str) -> Page:
    form = PartForm()

    def save() -> Page:
        seen, why = form.seen(), form.reason.data or ""
        remove_outcome(store, actor(), rakor_id, uid, version=seen, at=now(), reason=why)
        flash("Butir hasil dihapus.", "done")
        return redirect(url_for("rakor.show", rakor_id=rakor_id), 303)

    return _or_why(form, save, rakor_id, uid, "Hapus butir")


@pages.post("/rakor/<int:rakor_id>/butir/<uid>/pindah")
def outcome_move(rakor_id: int, uid: str) -> Page:
    """To the place (1 is the first) that the pressed button names."""
    form, place = PartForm(), request.form.get("tempat", "")
    if not (place.isascii() and place.isdigit() and 0 < int(place[:6]) < 10_000):
        raise Invalid({"tempat": "Tempat butir tidak dikenal."})

    def save() -> Page:
        seen, why = form.seen(), form.reason.data or ""
        rakor = move_outcome(store, actor(), rakor_id, uid, int(place), version=seen, at=now(), reason=why)
        flash(f"Butir dipindahkan; sekarang nomor {outcome_of(rakor, uid)['no']}.", "done")
        return redirect(url_for("rakor.show", rakor_id=rakor_id, _anchor=f"butir-{uid}"), 303)

    return _or_why(form, save, rakor_id, uid, f"Pindahkan ke nomor {place}")


def _or_why(form: PartForm, save: Callable[[], Page], rakor_id: int, uid: str, words: str) -> Page:
    """A button's act, or the page that asks why, where papers were issued that say otherwise."""
    try:
        return save()
    except Invalid as refusal:
        if "reason" not in refusal.fields:
            raise
        form.complain(refusal)
    rakor = readable_rakor(store, actor(), rakor_id)
    return render_template(
        "rakor/why.html", form=form, rakor=rakor, outcome=outcome_of(rakor, uid), words=words,
        place=request.form.get("tempat", ""),
    ), 422  # fmt: skip
