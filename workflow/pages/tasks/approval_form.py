"""What Sekdis sends from the desk, and what the chair changed since Sekdis last saw the plan."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from wtforms import HiddenField, SelectMultipleField, StringField, TextAreaField

from workflow import differences
from workflow.plan_fields import LABELS
from workflow.store import Record
from workflow.tasks import asking, named_lks
from workflow.text import YES
from workflow.web.current import store
from workflow.web.forms import Asking, Versioned, most
from workflow.web.wording_form import WordingForm
from workflow.web.words import plain_date


class DecisionForm(WordingForm, Asking, Versioned):
    """``proposed`` is the number of the series that the page showed, with the archive code ``proposed_code``; ``key``
    names the document it showed. ``number_from`` is "blank" when the number is to be written on the paper.

    ``version`` has the versions of all tasks of that document, in the order of the address: "3" or "3,2,4".
    """

    number = StringField("Nomor dari agenda kantor", render_kw=most(80))
    number_report = StringField("Nomor laporan", render_kw=most(80))
    number_from = StringField("Cara memberi nomor")
    asking = SelectMultipleField("Butir yang dimohon arahan", choices=[], validate_choice=False)
    asking_shown = HiddenField()  # that the page had the boxes, so that none ticked means none
    archive_code = StringField("Kode klasifikasi arsip", render_kw=most(30))
    addressee = StringField("Kepada", render_kw=most(200))
    reason = TextAreaField("Alasan bila dikembalikan", render_kw=most(1000))
    proposed = HiddenField()
    proposed_code = HiddenField()
    key = HiddenField()

    def seen_of(self, tasks: list[Record]) -> dict[int, int]:
        """Task id -> the version that the page showed; 0 (never a stored one) when it is missing or forged."""
        texts = str(self.version.data or "").split(",")
        known = [int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0 for text in texts]
        return {task["id"]: version for task, version in zip(tasks, [*known, *[0] * len(tasks)], strict=False)}

    def by_hand(self) -> dict[str, str]:
        """What was typed of it, by field name, and not only left as it was proposed."""
        typed = {name: self[name].data for name in ("reason", "number", "number_report") if self[name].data}
        return {**typed, **super().by_hand()}

    def chosen(self) -> dict[str, str]:
        """What was chosen for the report, with the yes to questions; a number left empty comes from the series."""
        typed = (self.number.data or "").strip()
        source = self.number_from.data or ("typed" if typed else "series")
        code = (self.archive_code.data or "").strip()
        same = source == "series" and code == (self.proposed_code.data or "")
        number = typed or (self.proposed.data if same else "")
        chosen = {"number_from": source, "archive_code": code, YES: ",".join(self.yakin.data or ()), **self.words()}
        if number or source != "series":
            chosen["number"] = number or ""
        if self.number_report.data:
            chosen["number_report"] = self.number_report.data
        if self.asking_shown.data:
            chosen[asking.NAME] = ",".join(self.asking.data or ())
        if self.addressee.data is not None:
            chosen["addressee"] = self.addressee.data
        return chosen


SHOWN = {**LABELS, named_lks.NAME: named_lks.LABEL}


@dataclass(frozen=True)
class Changes:
    """Between the last two submissions: field label -> parts; how many fields stayed; the reason in between."""

    parts: dict[str, list[differences.Part]]
    same: int
    returned: Record | None


def changes(task: Record) -> Changes | None:
    """What the chair changed since the revision before; None for a first submission."""
    submitted = store.find("event", task=task["id"], name="submit", order="-id", limit=2)
    if len(submitted) < 2:
        return None
    after, before = (_spoken_plan(event["fields"]["plan"]) for event in submitted)
    parts = differences.fields(before, after, SHOWN)
    returned = store.find("event", task=task["id"], name="return_plan", order="-id", limit=1)
    since = [event for event in returned if event["id"] > submitted[1]["id"]]
    return Changes(
        {SHOWN[name]: found for name, found in parts.items()},
        len(LABELS) - len({*parts} - {named_lks.NAME}),
        since[0] if since else None,
    )


def _spoken_plan(plan: Mapping[str, str]) -> dict[str, str]:
    return {named_lks.NAME: "", **plan, "deadline": plain_date(plan["deadline"])}
