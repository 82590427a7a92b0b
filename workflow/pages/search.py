"""Search from the head of every page: tasks, papers with their numbers, rakor with their outcomes, LKS.

Each kind is asked as its own list asks it, so that nobody finds what the list does not show, and count and list agree.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, render_template, request, url_for
from markupsafe import Markup, escape

from workflow.lks import chosen
from workflow.machine.permissions import may_read_rakor, papers
from workflow.machine.stages import Stage
from workflow.many import MANY
from workflow.pages.lks import worth
from workflow.regions import PROVINCE, owners
from workflow.store import Contains, Record
from workflow.tasks import filters
from workflow.text import fold, line, sought
from workflow.web.current import actor, store, today
from workflow.web.rakor_names import rakor_names
from workflow.web.words import plain_date

FIRST, ALONE = 5, 50  # hits of a kind beside the others; when only one kind is asked for
MOST_TEXT, FEWEST = 100, 2  # letters that are looked for; fewer would find nearly everything
MOST_RAKORS = 100  # the latest of those that say the words, read for what of them does
ALL = "Dicari dalam tugas, naskah beserta nomornya, rakor dan butirnya, serta LKS."

pages = Blueprint("search", __name__)


@dataclass(frozen=True)
class Hit:
    url: str
    title: str
    under: str


@dataclass(frozen=True)
class Found:
    """What one kind has: how many in all, the first of them, and where the others are."""

    count: int
    hits: list[Hit]
    url: str = ""


@pages.get("/cari")
def show() -> str:
    text = line(request.args.get("q")).strip()
    asked = text[:MOST_TEXT]
    words = sought(asked)
    only = request.args.get("jenis", "")
    few = _letters(words) < FEWEST
    found = {} if few else {kind: KINDS[kind][1](asked, ALONE if kind == only else FIRST) for kind in _kinds()}
    return render_template(
        "search/show.html", asked=asked, only=only if only in found else "", said=_said(text, words, found),
        found={kind: one for kind, one in found.items() if one.count}, labels={kind: KINDS[kind][0] for kind in KINDS},
        total=sum(one.count for one in found.values()), marked=_marking(words),
    )  # fmt: skip


def _kinds() -> list[str]:
    """Of the province there is no LKS."""
    return [kind for kind in KINDS if kind != "lks" or actor().region != PROVINCE]


def _letters(words: list[str]) -> int:
    """How much there is to look for; signs alone are everywhere or nowhere."""
    return sum(letter.isalnum() for word in words for letter in word)


def _said(text: str, words: list[str], found: Mapping[str, Found]) -> str:
    """What has to be known of this search."""
    if not text:
        return f"Tulis kata, nama, atau nomor. {ALL}"
    if _letters(words) < FEWEST:
        return "Tulis sedikitnya dua huruf atau angka."
    if len(text) > MOST_TEXT:
        return f"Hanya {MOST_TEXT} huruf pertama yang dicari."
    return "" if any(one.count for one in found.values()) else f"Periksa ejaannya, atau kurangi katanya. {ALL}"


def _marking(words: list[str]) -> Callable[[str], Markup]:
    """Puts what was looked for between <mark>, wherever it stands in a text."""
    pattern = re.compile("|".join(map(re.escape, sorted(words, key=len, reverse=True))) or "(?!)", re.IGNORECASE)

    def marked(text: str) -> Markup:
        done, parts = 0, []
        for hit in pattern.finditer(text):
            parts += [escape(text[done : hit.start()]), Markup("<mark>{}</mark>").format(hit[0])]
            done = hit.end()
        return Markup("").join([*parts, escape(text[done:])])

    return marked


def _place(record: Mapping[str, Any]) -> str:
    """Whose it is, for who sees several."""
    return "" if actor().role.regional else owners()[record["region"]].owner


def _joined(*words: str) -> str:
    return " · ".join(filter(None, words))


def _tasks(text: str, most: int) -> Found:
    asked = filters.accepted(store, {"q": text}, actor())
    shown = filters.tasks(store, actor(), asked, today(), limit=most)
    names = rakor_names(store, [task["rakor"] for task in shown])
    hits = [
        Hit(
            url_for("tasks.show", task_id=task["id"]), task["title"],
            _joined(_place(task), names.get(task["rakor"], ""), Stage(task["stage"]).label),
        )
        for task in shown
    ]  # fmt: skip
    return Found(filters.count(store, actor(), asked, today(), most=MANY), hits, url_for("tasks.index", q=asked["q"]))


def _papers(text: str, most: int) -> Found:
    where = {"search": Contains(sought(text)), **papers(actor())}
    shown = store.find("document", order="-id", limit=most, **where)
    hits = [
        Hit(_paper(document), document["subject"] or document["title"],
            _joined(document["title"], document["number"], plain_date(document["date"]), _place(document)))
        for document in shown
    ]  # fmt: skip
    return Found(store.count("document", most=MANY, **where), hits, url_for("documents.index", q=text))


def _paper(document: Record) -> str:
    """The list with this one alone, where its files are; without a number, the task that it is about."""
    if document["number"] or not document["task"]:
        return url_for("documents.index", q=document["number"] or document["title"], jenis=document["type"])
    return url_for("tasks.show", task_id=document["task"])


def _rakors(text: str, most: int) -> Found:
    words = sought(text)
    where: dict[str, Any] = {"search": Contains(words)}
    said = store.find("rakor", order="-start", limit=MOST_RAKORS, **where) if may_read_rakor(actor()) else []
    every = [hit for rakor in said if "damaged" not in rakor for hit in _in_rakor(rakor, words)]
    more = url_for("search.show", q=text, jenis="rakor") if most < len(every) else ""
    return Found(len(every), every[:most], more)


def _in_rakor(rakor: Record, words: list[str]) -> Iterator[Hit]:
    """The rakor itself, then those of its outcomes that say the words."""
    day, there = plain_date(rakor["start"]), url_for("rakor.show", rakor_id=rakor["id"])
    if _says(words, rakor["title"], rakor["venue"], rakor["city"]):
        yield Hit(there, rakor["title"], _joined(day, rakor["venue"]))
    for outcome in rakor["outcomes"]:
        if _says(words, outcome["title"], outcome["text"]):
            title = f"Butir {outcome['no']}: {outcome['title'] or outcome['text']}"
            yield Hit(f"{there}#butir-{outcome['uid']}", title, _joined(rakor["title"], day))


def _says(words: list[str], *texts: str) -> bool:
    whole = fold(*texts)
    return all(word in whole for word in words)


def _lks(text: str, most: int) -> Found:
    asked = chosen.accepted({"cari": text}, actor())
    hits = [
        Hit(url_for("lks.show", lks_id=one["id"]), one["name"], _joined(_place(one), worth.place(one)))
        for one in chosen.listed(store, actor(), asked, today(), limit=most)
    ]
    return Found(chosen.number(store, actor(), asked, today()), hits, url_for("lks.index", cari=asked["cari"]))


# "jenis" -> its words, and what finds it
KINDS: dict[str, tuple[str, Callable[[str, int], Found]]] = {
    "tugas": ("Tugas", _tasks), "naskah": ("Naskah", _papers), "rakor": ("Rakor", _rakors), "lks": ("LKS", _lks),
}  # fmt: skip
