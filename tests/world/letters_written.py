"""Letters of Dinas Sosial Aceh about what one kabupaten/kota has out of a rakor, issued through the real operations."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from documents.report.blocks import Report
from documents.report.frozen import from_data
from tests.world.arranged import DINSOS
from tests.world.saying_yes import done
from workflow.agenda.register import Wanted
from workflow.clock import moment
from workflow.demo import Later
from workflow.rakor import letters
from workflow.rakor.letters import Letter
from workflow.rakor.papers import issue_for_rakor
from workflow.rakor.recording import record_rakor
from workflow.store import Store
from workflow.text import line

if TYPE_CHECKING:
    from tests.world.papers import Desk

REGION = "11.11"
LATER = 3  # days, for a task that was handed over behind its deadline to be late


def reminder(desk: Desk, level: int = 1) -> int:
    """Of a busy rakor whose task is late; the second one follows as many days later as there have to be."""
    rakor = desk.busy()
    for turn in range(level):
        made = issued(desk, "pengingat", rakor, {}, days=14 if turn else LATER)
    return made


def minutes(desk: Desk) -> int:
    rakor = desk.busy()
    return issued(desk, "berita_acara", rakor, typed(desk, rakor))


def typed(desk: Desk, rakor: int) -> dict[str, Any]:
    """Of the first task what was found, of the others nothing."""
    first = wanted(desk, "berita_acara", rakor).tasks[0]
    said = line(desk.words["direction"]["text"])[:200]
    return {
        "place": "Kantor Dinas Sosial Aceh, Banda Aceh", "begins": "10.00", "ends": "12:30",
        "following": "2026-12-16", f"result-{first['id']}": said,
    }  # fmt: skip


def wanted(desk: Desk, kind: str, rakor: int) -> Letter:
    return letters.letter(desk.store, DINSOS, kind, rakor, REGION)


def issued(desk: Desk, kind: str, rakor: int, data: dict[str, Any], days: int = 0) -> int:
    later, of = Later(desk.publisher), wanted(desk, kind, rakor)
    at = last(desk) + timedelta(days=days)
    return int(letters.issue(desk.store, later, DINSOS, of, letters.typed(of, data), Wanted(), at=at)["id"])


def last(desk: Desk) -> datetime:
    """When something happened there last: what is told later is never told as earlier."""
    return moment(desk.store.find("event", chain=REGION, order="-id", limit=1)[0]["at"])


HOURS = [
    {"day": "2026-12-01", "begins": "09.00", "ends": "", "room": "Aula"},
    {"day": "2026-12-02", "begins": "08.30", "ends": "12.00", "room": "Ruang rapat"},
]


def to_come(store: Store, words: Mapping[str, Any], **more: Any) -> int:
    """A rakor of two days that nobody has held yet, with its hours, its agenda and whom it invites."""
    from tests.world.papers import AT

    title = str(words["title"])
    items = [
        {"day": "2026-12-01", "begins": "09.00", "ends": "09.15", "title": f"Pembukaan {title}"[:200]},
        {"day": "2026-12-01", "begins": "09.15", "ends": "", "title": "Paparan"},
        {"day": "2026-12-02", "begins": "08.30", "ends": "12.00", "title": "Pembahasan dalam komisi"},
    ]
    people = [
        *words["participants"], {"name": "Lain", "position": "Sekretaris Dinas Sosial", "region": "11.11"},
        {"name": "T", "position": "TKSK", "institution": "Kecamatan Jeumpa", "region": "11.11"},
        {"name": "", "position": "", "institution": "LKSA Contoh Nurul Ihsan", "region": "11.11"},
        {"name": "Cut Contoh", "position": "", "institution": "", "region": ""},
    ]  # fmt: skip
    head = {
        **words, "start": "2026-12-01", "end": "2026-12-02", "hours": HOURS, "items": items, "participants": people,
        **more,
    }  # fmt: skip
    return int(done(lambda yes: record_rakor(store, DINSOS, {**head, **yes}, at=AT))["id"])


def invitation(desk: Desk) -> int:
    from tests.world.papers import AT

    rakor, later = to_come(desk.store, desk.words["rakor"]), Later(desk.publisher)
    return int(issue_for_rakor(desk.store, later, DINSOS, "undangan", rakor, {}, at=AT)["id"])


def preview(desk: Desk, kind: str) -> Report:
    of = wanted(desk, kind, desk.busy())
    order = letters.order(desk.store, DINSOS, of, {}, at=last(desk) + timedelta(days=LATER))
    found = from_data(desk.publisher.compose(desk.store, order).data)
    assert isinstance(found, Report)
    return found


# kind -> the id of an issued letter
LETTERS: dict[str, Callable[[Desk], int]] = {
    "undangan": invitation,
    "berita acara": minutes,
    "pengingat I": reminder,
    "pengingat II": lambda desk: reminder(desk, 2),
}
