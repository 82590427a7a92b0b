"""Moves of which only a part is there, or nothing though they were answered: what the tests that kill look for."""

from __future__ import annotations

from workflow.store import Store

PAPERS = {"submit": ("rtl",), "report": ("laporan", "tanda_terima", "disposisi")}


def odd(store: Store) -> list[str]:
    """Tasks that do not stand where their events say: each move is there with all that belongs to it, or not at all."""
    found = []
    for task in store.find("task"):
        events = [event["name"] for event in store.find("event", task=task["id"])]
        papers = [store.get("document", link["document"]) for link in store.find("document_task", task=task["id"])]
        types = sorted(paper["type"] for paper in papers if paper)
        evidence = [id for step in task["progress"] for id in step["evidence"]]
        if task["version"] != len(events):
            found.append(f"task {task['id']}: version {task['version']} after {events}")
        if types != sorted(kind for e in events for kind in PAPERS.get(e, ())):
            found.append(f"task {task['id']}: {types} after {events}")
        if len(task["progress"]) != events.count("progress") or evidence != _evidence(store, task["id"]):
            found.append(f"task {task['id']}: evidence {evidence} after {events}")
        if (task["stage"], task["waits_for"]) != _place(events):
            found.append(f"task {task['id']} stands at {task['stage']}/{task['waits_for']} after {events}")
    found += [f"document {d['id']} has no content" for d in store.find("document") if not _content(store, d["id"])]
    numbers = [document["number"] for document in store.find("document", type="laporan")]
    if len(set(numbers)) != len(numbers) or store.count("entry", status="terbit") not in (0, len(numbers)):
        found.append(f"numbers {numbers}")
    return found


def _evidence(store: Store, task: int) -> list[int]:
    return [record["id"] for record in store.find("evidence", task=task)]


def _content(store: Store, document: int) -> bool:
    return store.count("content", document=document) == 1


def _place(events: list[str]) -> tuple[str, str]:
    if "report" in events:
        return "reported", ""
    return ("draft", "sekdis") if "submit" in events else ("draft", "")


def lost(store: Store, done: list[tuple[str, int]]) -> list[tuple[str, int]]:
    """Acts that were answered and are not there."""
    return [(name, task) for name, task in done if not store.count("event", task=task, name=name)]
