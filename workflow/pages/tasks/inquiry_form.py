"""*Tanya* and its answer: sent from the task's page; a page of its own shows again what was wrong with it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import Blueprint, redirect, render_template, url_for
from werkzeug.wrappers import Response
from wtforms import TextAreaField

from workflow.errors import WrongStage
from workflow.machine.permissions import readable_task
from workflow.once import once
from workflow.roles import Role
from workflow.tasks import inquiries
from workflow.web.current import actor, now, store
from workflow.web.forms import Form, most
from workflow.web.pressing import press, say
from workflow.web.saving import Page, save_or_show

pages = Blueprint("inquiries", __name__)


class InquiryForm(Form):
    text = TextAreaField("Pertanyaan", render_kw=most(inquiries.MOST_TEXT))


class AnswerForm(Form):
    answer = TextAreaField("Jawaban", render_kw=most(inquiries.MOST_ANSWER))


@pages.route("/tugas/<int:task_id>/tanya", methods=["GET", "POST"])
def ask(task_id: int) -> Page:
    task, form = readable_task(store, actor(), task_id), InquiryForm()
    to = inquiries.asks(actor(), task)
    if to is None:
        raise WrongStage("Tugas ini sekarang tidak dipegang pihak lain, jadi tidak ada yang dapat ditanya.", task)

    def save() -> Page:
        def made() -> dict[str, Any]:
            return {"to": inquiries.ask(store, actor(), task_id, form.typed(), at=now())["to"]}

        said = Role(once(store, press(), made, at=now())["to"])
        say(f"Pertanyaan disampaikan kepada {said.label}. Jawabannya muncul di Kabar dan di halaman tugas ini.")
        return _back(task_id)

    def show() -> str:
        return render_template("tasks/inquiry.html", task=task, form=form, field=form.text, to=to, inquiry=None)

    return save_or_show(form, save, show)


@pages.route("/tugas/<int:task_id>/tanya/<int:inquiry_id>", methods=["GET", "POST"])
def answer(task_id: int, inquiry_id: int) -> Page:
    (task, inquiry), form = inquiries.one(store, actor(), task_id, inquiry_id), AnswerForm()

    def save() -> Page:
        inquiries.answer(store, actor(), task_id, inquiry_id, form.typed(), at=now())
        say(f"Jawaban disampaikan kepada {Role(inquiry['asker']).label}.")
        return _back(task_id)

    def show() -> str:
        inquiries.check_answers(actor(), inquiry, task)
        return render_template("tasks/inquiry.html", task=task, form=form, field=form.answer, to=None, inquiry=inquiry)

    return save_or_show(form, save, show)


def shown(task: Mapping[str, Any]) -> dict[str, Any]:
    """What the task's page shows of it: all that was asked, what the reader may answer, and whom he may ask."""
    return {
        "asked": [(one, inquiries.answers(actor(), one)) for one in inquiries.of_task(store, task)],
        "to": inquiries.asks(actor(), task),
        "most_text": inquiries.MOST_TEXT,
        "most_answer": inquiries.MOST_ANSWER,
    }


def _back(task_id: int) -> Response:
    return redirect(url_for("tasks.show", task_id=task_id, _anchor="tanya"), 303)
