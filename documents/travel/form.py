"""The form that travels without a network: what it says, whatever kind of file it becomes.

Every field carries a tag with its rakor, task, version and a digest of what it said at first. The heading of each task
shows a code for programs that drop the tags: then the labels say which field is which, and the properties of the file,
which such programs keep, what the digests were.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from documents.issue.names import plain
from documents.report.language import date_range, long_date
from workflow.errors import NotFound
from workflow.intake import travel_form
from workflow.machine.carried import notes
from workflow.regions import owners
from workflow.store import Record, Store
from workflow.tasks import operations, per_lks
from workflow.tasks.short_codes import short_code

PROMPT = "Isi di sini"  # what an empty field of the Word form shows
YELLOW = "FFF2CC"
PROPERTIES = "docProps/custom.xml"  # the part in which a file keeps what people wrote as its properties
STEPS = (
    "Isi yang berlatar kuning, simpan, lalu unggah lagi di Tuntas → Komitmen saya → Formulir tanpa jaringan. "
    "Foto dikirim terpisah lewat HP, di tempat yang sama: kode tugas (misalnya T115) pada namanya menentukan tugasnya. "
    "Bagian lain terkunci tanpa kata sandi dan tidak dibaca."
)
HINTS = {
    "percent": "bilangan bulat 0–100", "date": "misalnya 9 November 2026", "deadline": "misalnya 15 Desember 2026",
}  # fmt: skip
_TAG = re.compile(r"tuntas\.(\d{1,9})\.(\d{1,9})\.(\d{1,9})\.([a-z]+)\.([0-9a-f]{10})")
_CODE = re.compile(r"\bT(\d{1,9})-(\d{1,9})-(\d{1,9})\b")


@dataclass(frozen=True)
class Blank:
    name: str
    label: str
    value: str
    tag: str


@dataclass(frozen=True)
class Card:
    """One task. ``code`` names rakor, task and version for who reads without tags."""

    title: str
    code: str
    facts: tuple[tuple[str, str], ...]
    blanks: tuple[Blank, ...]


@dataclass(frozen=True)
class TravelForm:
    rakor: str
    when: str
    office: str
    made: str
    cards: tuple[Card, ...]
    listed: tuple[tuple[str, str], ...]  # tasks that are not to be filled in, and where they stand


def form_of(store: Store, rakor: Record, region: str, made: str) -> TravelForm:
    """The form of a kabupaten/kota for a rakor; ``made`` is the day. Raises ``NotFound`` when it has no task there."""
    found = store.find("task", rakor=rakor["id"], region=region, cancelled=False)
    tasks = sorted(found, key=lambda task: (task["no"], task["id"]))
    if not tasks:
        raise NotFound("Kabupaten/kota itu tidak mempunyai tugas dari rakor ini.")
    own = [task for task in tasks if travel_form.fields_of(task)]
    return TravelForm(
        rakor["title"], date_range(rakor["start"], rakor["end"]), owners()[region].body, long_date(made),
        tuple(_card(task) for task in own),
        tuple((operations.called(t), _sentence(operations.situation(t))) for t in tasks if t not in own),
    )  # fmt: skip


def _sentence(words: str) -> str:
    return words[:1].upper() + words[1:]


def _card(task: Record) -> Card:
    stored = travel_form.stored(task)
    where = f"{task['rakor']}.{task['id']}.{task['version']}"
    blanks = tuple(
        Blank(name, label, stored[name], f"tuntas.{where}.{name}.{travel_form.digest(stored[name])}")
        for name, label in travel_form.fields_of(task).items()
    )
    facts = [("Butir hasil", task["outcome_text"])]
    if told := notes(task):
        last = told[-1]
        facts.append(("Kemajuan terakhir", f"{last['percent']}%, {long_date(last['date'])}: {last['text']}"))
    if words := per_lks.words(task):
        facts.append(("Setiap LKS", f"{words}; LKS dicentang di laman tugas, bersama buktinya"))
    if task["returned"]:
        facts.append(("Catatan pengembalian", task["returned"]["reason"]))
    kind = "Rencana" if "action" in stored else "Kemajuan baru"
    title = f"{operations.called(task)} – {kind} · {short_code(task['id'])}"
    return Card(title, f"T{where.replace('.', '-')}", tuple(facts), blanks)


def name_of(rakor: Mapping[str, Any], region: str) -> str:
    """ "Formulir-Rakor-LKS-2023-Bireuen" """
    title = re.sub(r"(?i)^rapat koordinasi", "Rakor", rakor["title"])
    title = re.sub(r"(?i)lembaga kesejahteraan sosial \(LKS\)", "LKS", title)
    year = rakor["start"][:4]
    about = title if year in title else f"{title} {year}"
    return f"Formulir-{plain(about)[:60].rstrip('-')}-{plain(owners()[region].name)}"


def tagged(tag: str) -> tuple[int, int, int, str, str] | None:
    """Rakor, task, version, field and digest of a tag; None when it is none of ours."""
    found = _TAG.fullmatch(tag.strip())
    if not found or found[4] not in travel_form.LABELS:
        return None
    return int(found[1]), int(found[2]), int(found[3]), found[4], found[5]


def digests(form: TravelForm) -> dict[str, str]:
    """The tags once more, as properties of the file: "tuntas.1.115.3" with "action.0123456789 target.…" """
    found: dict[str, list[str]] = {}
    for blank in (blank for card in form.cards for blank in card.blanks):
        *place, name, digest = blank.tag.split(".")
        found.setdefault(".".join(place), []).append(f"{name}.{digest}")
    return {place: " ".join(said) for place, said in found.items()}


def tags_of(place: str, said: str) -> list[str]:
    """The tags that a property of ``digests`` stands for; of any other property none that ``tagged`` knows."""
    return [f"{place}.{one}" for one in said.split()]


def coded(text: str) -> tuple[int, int, int] | None:
    """Rakor, task and version of a heading."""
    found = _CODE.search(text)
    return (int(found[1]), int(found[2]), int(found[3])) if found else None
