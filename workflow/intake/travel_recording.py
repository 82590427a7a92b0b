"""What was chosen of a form for the road, or of our edited list, is made: all of it in one transaction, or nothing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from workflow.errors import Invalid, Stale
from workflow.intake.travel_form import RECORDED, Card, review, still_open, stored
from workflow.papers.publishing import Publisher
from workflow.roles import Actor
from workflow.store import Record, Store
from workflow.tasks import needs, operations
from workflow.tasks.ask import Ask
from workflow.text import YES

Moves = list[tuple[Card, dict[str, Any]]]


def record(
    store: Store, publisher: Publisher, actor: Actor, travel_id: int, answers: Mapping[str, str], *, version: int,
    at: datetime,
) -> Record:  # fmt: skip
    """Makes every change that was ticked, or none. Returns the form; its ``made`` counts plans and records of progress.

    ``answers``: "t12.action" the text, "t12.action.take" its tick or "t12.action.pick" the choice between two texts
    ("form" or "stored"), "t12.take" the tick of a record of progress, "t12.photo.0.take" that of a photo, "t12.seen"
    the version shown of the task; "yakin" the marks of the questions that were answered with yes.
    """
    with store.transaction():
        travel = still_open(store, actor, travel_id, version)
        wrong: dict[str, str] = {}
        moves = _moves(review(store, actor, travel)[0], answers, wrong)
        for card, texts in moves:
            if answers.get(f"{card.key}.seen") != str(card.task["version"]):
                raise Stale(card.task)
            wrong |= _problems(store, card, {**texts, YES: answers.get(YES, "")}, at)
        if not moves and not wrong:
            wrong["form"] = "Belum ada yang dipilih. Centang paling sedikit satu perubahan, atau buang berkas ini."
        if wrong:
            raise Invalid(wrong)
        for card, texts in moves:
            data = {**texts, YES: answers.get(YES, "")}
            version_seen = card.task["version"]
            operations.move(store, publisher, actor, card.task["id"], _move(card), data, version=version_seen, at=at)
        return store.save({**travel, "state": RECORDED, "cards": [], "photos": [], "made": _counted(moves)})


def foreseen(cards: Iterable[Card], answers: Mapping[str, str] | None) -> dict[str, int]:
    """How many plans and records of progress recording makes with these answers, or with the ticks that the page has at
    first (None), by the same code; ``open`` choices have to be made before."""
    cards, undecided = list(cards), dict[str, str]()
    made = _counted(_moves(cards, _proposed(cards) if answers is None else answers, undecided))
    return {**made, "open": len(undecided)}


def _proposed(cards: Iterable[Card]) -> dict[str, str]:
    """Everything is ticked, and no choice made between two texts."""
    return {
        name: "1"
        for card in cards
        for name in (f"{card.key}.take", *(f"{card.key}.{one.name}.take" for one in card.changes))
    }


def _moves(cards: Iterable[Card], answers: Mapping[str, str], wrong: dict[str, str]) -> Moves:
    """The cards of which something was taken, each with what its move is told; choices not made go into ``wrong``."""
    taken = [(card, _chosen(card, answers, wrong)) for card in cards]
    return [(card, texts) for card, texts in taken if texts is not None]


def _counted(moves: Moves) -> dict[str, int]:
    plans = sum(_move(card) == "edit_plan" for card, _ in moves)
    return {"plans": plans, "progress": len(moves) - plans}


def _move(card: Card) -> str:
    return "progress" if card.said else "edit_plan"


def _chosen(card: Card, answers: Mapping[str, str], wrong: dict[str, str]) -> dict[str, Any] | None:
    """What the task's move is told; None when nothing of this card was taken."""
    if card.said:
        said = {name: answers.get(f"{card.key}.{name}", text) for name, text in card.said.items()}
        return {**said, "evidence": _photos(card, answers)} if f"{card.key}.take" in answers else None
    texts: dict[str, Any] = {}
    for change in card.changes:
        key = f"{card.key}.{change.name}"
        pick = answers.get(f"{key}.pick", "")
        if change.doubt and pick not in ("form", "stored"):
            wrong[key] = f"{change.label} berbeda di kedua tempat. Pilih tulisan mana yang dipakai."
        if pick == "form" if change.doubt else f"{key}.take" in answers:
            texts[change.name] = answers.get(key, change.typed)
    return {**stored(card.task), **texts} if texts else None


def _photos(card: Card, answers: Mapping[str, str]) -> list[dict[str, Any]]:
    """Those that were ticked, with their captions as they were typed."""
    keys = [(f"{card.key}.photo.{number}", photo) for number, photo in enumerate(card.photos)]
    return [
        {**photo, "caption": answers.get(f"{key}.caption", photo["caption"])}
        for key, photo in keys
        if f"{key}.take" in answers
    ]


def _problems(store: Store, card: Card, data: Mapping[str, Any], at: datetime) -> dict[str, str]:
    check = needs.progress if card.said else needs.draft_plan
    try:
        check(Ask(store, card.task, data, at))
    except Invalid as refusal:
        return {f"{card.key}.{name}": sentence for name, sentence in refusal.fields.items()}
    return {}
