"""The forms of a rakor: its head with the list of participants, and one outcome.

Its rows (``form_rows``) work without JavaScript; blocks of lines may be pasted instead. The domain (``rakor.fields``)
decides what is acceptable.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any

from flask import request
from wtforms import (
    BooleanField,
    FieldList,
    FormField,
    HiddenField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)

from workflow.evidence.demands import KINDS
from workflow.pages.rakor.form_rows import HoursForm, ItemForm, ParticipantForm, add, fill, pressed, typed
from workflow.plan_fields import PLAN, SUGGESTED
from workflow.rakor import noun_titles
from workflow.rakor.fields import ABSENCES, DIMENSIONS, MOST_PARTICIPANTS, MOST_REASON, MOST_RULES, OUTCOME, UNTOLD
from workflow.rakor.fields import HEAD as WORDS
from workflow.rakor.programme import MOST_ROWS, read_hours, read_items, written_hours, written_items
from workflow.regions import regions
from workflow.text import LINE, YES, line, tidy
from workflow.web.forms import Asking, Versioned, most

LKS = "lks-"  # of the button that looks for an institution of a row
NEW_ROWS = 3  # empty rows on a new form, and how many one press of "Tambah baris" adds
ROWS = {"hours": "jam-", "items": "acara-", "participants": ""}  # what the buttons of each list begin with
HEAD = tuple(name for name in WORDS if name not in ROWS)
AWAY = "tidak hadir"
_PERSON = ("name", "position", "institution", "region")


class PartForm(Asking, Versioned):
    """A form of one part of a rakor; ``shown`` is the fingerprint of what the page showed of it, ``reason`` why it
    changes although papers were issued."""

    shown = HiddenField()
    reason = TextAreaField("Alasan perubahan", render_kw=most(MOST_REASON))

    def beside(self) -> dict[str, Any]:
        """What is sent with the part and is not of it."""
        return {"reason": self.reason.data, YES: self.yakin.data}


def fingerprint(texts: Mapping[str, str]) -> str:
    """Tells whether a part of a rakor is still as a page showed it."""
    return hashlib.sha256(json.dumps(texts, sort_keys=True).encode()).hexdigest()[:16]


class RakorForm(PartForm):
    title = StringField(WORDS["title"], render_kw=most(LINE))
    organiser = StringField(WORDS["organiser"], render_kw=most(LINE))
    purpose = TextAreaField(WORDS["purpose"], render_kw=most(1000))
    start = StringField(WORDS["start"])
    end = StringField(WORDS["end"])
    venue = StringField(WORDS["venue"], render_kw=most(LINE))
    city = StringField(WORDS["city"], render_kw=most(LINE))
    basis = StringField(WORDS["basis"], render_kw=most(LINE))
    basis_number = StringField(WORDS["basis_number"], render_kw=most(100))
    basis_date = StringField(WORDS["basis_date"])
    rules = TextAreaField(WORDS["rules"], render_kw=most(MOST_RULES))
    chair = StringField(WORDS["chair"], render_kw=most(LINE))
    secretary = StringField(WORDS["secretary"], render_kw=most(LINE))
    note_taker = StringField(WORDS["note_taker"], render_kw=most(LINE))
    hours = FieldList(FormField(HoursForm), max_entries=MOST_ROWS)
    hours_text = HiddenField()  # of the page that shows both texts
    items = FieldList(FormField(ItemForm), max_entries=MOST_ROWS)
    agenda = TextAreaField("Tempel susunan acara")
    participants_text = StringField(WORDS["participants_text"], render_kw=most(200))
    participants = FieldList(FormField(ParticipantForm), max_entries=MOST_PARTICIPANTS)
    block = TextAreaField("Tempel daftar peserta")

    @classmethod
    def of(cls, rakor: Mapping[str, Any]) -> RakorForm:
        """The form of a recorded rakor."""
        head = {name: {**UNTOLD, **rakor}[name] for name in HEAD if name != "agenda"}
        items = [{**item, "said": "\n".join(item.get("said", ()))} for item in _items(rakor)]
        return cls(
            data={
                **head, "hours": rakor.get("hours") or _days(rakor), "items": items,
                "participants": rakor["participants"], "version": rakor["version"],
                "shown": fingerprint(head_marks(rakor)),
            }
        )  # fmt: skip

    def people(self) -> list[dict[str, Any]]:
        """The participants in the rows, then those of the pasted block."""
        return [*self.participants.data, *read_block(self.block.data)]

    def head(self) -> dict[str, Any]:
        """What ``check_rakor`` takes."""
        self.unfold()
        rows = {"hours": self.hours.data, "items": self.items.data, "participants": self.people()}
        return {**{name: self.data[name] for name in HEAD}, **rows, **self.beside()}

    def unfold(self) -> None:
        """What came as text, into the rows of hours and of the agenda."""
        for rows, text, read in ((self.hours, self.hours_text, read_hours), (self.items, self.agenda, read_items)):
            if told := read(text.data):
                fill(rows, [*typed(rows), *told])
                text.data = "" if len(rows) < MOST_ROWS else text.data

    def rows_changed(self, button: str) -> bool:
        """Does what a row's button asks for: "tambah", "tempel", or "hapus-n"; those of hours begin with "jam-", those
        of the agenda with "acara-"; "lks-n" is answered by the page, which looks for it. False when none was pressed.
        """
        if button == "tempel":
            fill(self.participants, [person for person in self.people() if any(person[name] for name in _PERSON)])
            self.block.data = ""
        for name, begin in ROWS.items():
            own = button.removeprefix(begin) if button.startswith(begin) else ""
            if own == "tambah":
                add(self[name], NEW_ROWS if name == "participants" else 1)
            if own in ("tambah", "tempel") or pressed(self[name], own):
                return True
        return button.startswith(LKS)

    def add_rows(self) -> None:
        """Empty ones where there are none, and for participants."""
        self.unfold()
        for rows in (self.hours, self.items):
            add(rows, 0 if len(rows) else 1)
        add(self.participants, NEW_ROWS if request.method == "GET" or not self.participants.data else 0)


def _days(rakor: Mapping[str, Any]) -> list[dict[str, str]]:
    first, last = date.fromisoformat(rakor["start"]), date.fromisoformat(rakor["end"])
    return [{"day": (first + timedelta(days=n)).isoformat()} for n in range((last - first).days + 1)]


def _items(head: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """Those of earlier versions and of other files have nothing but their titles."""
    lines = head["agenda"].split("\n") if isinstance(head["agenda"], str) else head["agenda"]
    return list(head.get("items") or ({"title": title} for title in lines))


HEAD_LABELS = {
    **{name: WORDS[name] for name in HEAD}, "agenda": WORDS["items"], "hours_text": WORDS["hours"],
    "block": WORDS["participants"],
}  # fmt: skip


def head_texts(head: Mapping[str, Any]) -> dict[str, str]:
    """A rakor's head as texts by field name, for comparing two of them; its rows become blocks."""
    return {
        **{name: tidy({**UNTOLD, **head}[name]) for name in HEAD if name != "agenda"},
        "agenda": written_items(_items(head)), "hours_text": written_hours(head.get("hours", ())),
        "block": written_block(head["participants"]),
    }  # fmt: skip


def head_marks(head: Mapping[str, Any]) -> dict[str, str]:
    """The same, with the institutions that were picked: by which a head is known to be as it was."""
    return {**head_texts(head), "lks": " ".join(person.get("lks") or "-" for person in head["participants"])}


# "1.", "(2)", "3)" or "4" before a name, or a dash or dot of a list.
_MARKED = re.compile(r"^(?:\(?[0-9]{1,3}(?:\s*[.)]+\s*|\s+|$)|[-–—•*·●○▪■◦►‣√]+\s*)+")


def read_block(text: Any) -> list[dict[str, Any]]:
    """Pasted lines "nama; jabatan; lembaga; kabupaten/kota; tidak hadir", from the left as far as they go.
    Last may stand why somebody did not come: "izin", "tanpa keterangan".

    A tab separates as well, so that cells copied from a spreadsheet can be pasted. A region may be written by code
    or by name. What numbers or marks the rows ("1.", "-") is no part of a name, in the same cell or in one before it.
    """
    found = []
    for row in str(text or "").replace("\r", "\n").split("\n"):
        first, *others = [line(part) for part in row.replace("\t", ";").split(";")]
        unmarked = _MARKED.sub("", first)
        parts = [*([unmarked] if unmarked or not first else []), *others, *[""] * 5]
        if any(parts):
            name, position, institution, region, presence = parts[:5]
            person: dict[str, Any] = {
                "name": name, "position": position, "institution": institution, "region": _code(region),
            }  # fmt: skip
            absence = presence.casefold()
            person["attended"] = absence not in (AWAY, *ABSENCES)
            found.append({**person, "absence": absence} if absence in ABSENCES else person)
    return found


def written_block(people: Iterable[Mapping[str, Any]]) -> str:
    """The inverse of ``read_block``."""
    lines = []
    for person in people:
        region = regions()[person["region"]].full if person["region"] in regions() else person["region"]
        texts = [line(person["name"]), line(person["position"]), line(person["institution"]), line(region)]
        if any(texts):
            lines.append("; ".join([*texts, "hadir" if person["attended"] else person.get("absence") or AWAY]))
    return "\n".join(lines)


def _code(text: str) -> str:
    """The code of a region by its code or name; anything else stays as it is, for the domain to refuse."""
    wanted = text.casefold().removeprefix("kab. ").removeprefix("kabupaten ").removeprefix("kota ")
    codes = {region.name.casefold(): code for code, region in regions().items()}
    return codes.get(wanted, text)


class OutcomeForm(PartForm):
    """What the outcome says, then a box for each field of the plan that it may suggest."""

    text = TextAreaField(OUTCOME["text"], render_kw=most(3000))
    title = StringField(OUTCOME["title"], render_kw=most(150))
    paper_title = StringField(OUTCOME["paper_title"], render_kw=most(noun_titles.LONGEST))
    commission = StringField(
        OUTCOME["commission"], render_kw={**most(150), "list": "komisi-ada", "autocomplete": "off"}
    )
    dimension = SelectField(OUTCOME["dimension"], choices={"": "– pilih –", **DIMENSIONS}, validate_choice=False)
    is_task = BooleanField(OUTCOME["is_task"], default=True, false_values=(False, "false", "", "tidak"))
    deadline = StringField(OUTCOME["deadline"])
    demands = SelectMultipleField(OUTCOME["demands"], choices=list(KINDS), validate_choice=False)
    per_lks = BooleanField(OUTCOME["per_lks"], false_values=(False, "false", "", "tidak"))

    @classmethod
    def of(cls, outcome: Mapping[str, Any], version: int) -> OutcomeForm:
        shown = fingerprint(outcome_texts(outcome))
        told = {**outcome, **outcome["suggested"], "paper_title": noun_titles.paper_title(outcome)}
        return cls(data={**told, "version": version, "shown": shown})

    def typed(self) -> dict[str, Any]:
        """What ``check_outcome`` takes; the conflict page sends a dimension by its label."""
        keys = {label: key for key, label in DIMENSIONS.items()}
        dimension = self.dimension.data or ""
        typed = {**super().typed(), "dimension": keys.get(dimension, dimension)}
        return {name: value for name, value in typed.items() if name != "shown"}


for suggested in (PLAN[name] for name in SUGGESTED):
    box = StringField if suggested.one_line else TextAreaField
    setattr(OutcomeForm, suggested.name, box(suggested.title, render_kw=most(suggested.limit)))

OUTCOME_LABELS = {**OUTCOME, **{name: PLAN[name].title for name in SUGGESTED}}


def outcome_texts(outcome: Mapping[str, Any]) -> dict[str, str]:
    """An outcome, stored or typed, as texts by field name, for comparing two of them."""
    flat = {**outcome, **outcome.get("suggested", {})}
    words = {
        "paper_title": noun_titles.paper_title(flat),
        "is_task": "ya" if flat["is_task"] else "tidak",
        "dimension": DIMENSIONS.get(flat["dimension"], flat["dimension"]),
        "demands": ", ".join(KINDS.get(kind, kind) for kind in flat.get("demands") or ()),
        "per_lks": "ya" if flat.get("per_lks") else "tidak",
    }
    return {name: tidy({**flat, **words}.get(name)) for name in OUTCOME_LABELS}
