"""What is asked before a rakor or an outcome is recorded: it is unusual, but may be meant."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from workflow.machine.carried import notes
from workflow.rakor import programme
from workflow.records import Rakor, Task
from workflow.records.followed import OutcomeHead, RakorHead
from workflow.store import Store
from workflow.text import SO, listed, spoken_day, words_of


def about_rakor(store: Store, head: RakorHead, before: Mapping[str, Any] | None) -> dict[str, str]:
    """field -> sentence, for a head that is new (``before`` None) or changed."""
    asked, had = {}, before or {"start": "", "basis_date": ""}
    days = head["start"], head["basis_date"]
    if head["start"] < head["basis_date"] and days != (had["start"], had["basis_date"]):
        first, letter = map(spoken_day, days)
        asked["basis_date"] = f"Surat undangan tanggal {letter} lebih kemudian daripada rakornya, {first}. {SO}"
    if before and head["start"] > before["start"]:
        asked |= _left_behind(store, before, head["start"])
    known = before is not None and _same_rakor(head, before)
    others = (other for other in store.find(Rakor, start=head["start"]) if other["id"] != had.get("id"))
    if not known and any(_same_rakor(head, other) for other in others):
        day = spoken_day(head["start"])
        asked["title"] = f"Rakor {head['title']}, {day}, di {head['venue']} sudah tercatat. Apakah ini rakor lain?"
    named = programme.names_in(head.get("items", ()))
    if named and named != programme.names_in((before or {}).get("items", ())):
        asked["items"] = f"“{named}” tampak seperti nama orang. {programme.NAMELESS}. {SO}"
    return asked


def _same_rakor(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    return one["start"] == other["start"] and all(words_of(one[n]) == words_of(other[n]) for n in ("title", "venue"))


def _left_behind(store: Store, rakor: Mapping[str, Any], start: str) -> dict[str, str]:
    """What would lie before a first day that is later than it was."""
    tasks = store.find(Task, rakor=rakor["id"], cancelled=False)
    late = [str(outcome["no"]) for outcome in rakor["outcomes"] if "" < outcome["deadline"] < start]
    counts = {
        "tenggat": sum("" < task["deadline"] < start for task in tasks),
        "kemajuan": sum(any(one["date"] < start for one in notes(task)) for task in tasks),
    }
    said = [f"batas waktu butir {listed(late)}"] if late else []
    said += [f"{what} {count} tugas" for what, count in counts.items() if count]
    return {"start": f"Sebelum {spoken_day(start)} sudah ada {listed(said)}. {SO}"} if said else {}


def about_outcome(rakor: Mapping[str, Any], values: OutcomeHead, before: Mapping[str, Any] | None) -> dict[str, str]:
    """field -> sentence, for an outcome that is new (``before`` None) or changed."""
    had = before or {"uid": "", "deadline": "", "text": ""}
    asked, deadline, start = {}, values["deadline"], rakor["start"]
    if "" < deadline < start and deadline != had["deadline"]:
        days = f"Batas waktu {spoken_day(deadline)} lebih dahulu daripada rakornya, {spoken_day(start)}."
        asked["deadline"] = f"{days} {SO}"
    said = words_of(values["text"])
    twins = [o["no"] for o in rakor["outcomes"] if o["uid"] != had["uid"] and words_of(o["text"]) == said]
    if twins and words_of(had["text"]) != said:
        asked["text"] = f"Butir {twins[0]} sudah berbunyi sama. Apakah ini butir lain?"
    return asked
