"""All that is late reminded of in one act: a letter for each kabupaten/kota and rakor, with numbers in a row.

What a page has shown is held to: when a task is no longer late, or somebody else's letter came in between, nothing is
issued and it is told what changed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice

from workflow.agenda import register
from workflow.clock import day
from workflow.errors import Invalid, NotAllowed
from workflow.kinds import Kind
from workflow.machine.permissions import may_record_rakor
from workflow.offices.offices import office_of
from workflow.offices.typed_numbers import read
from workflow.once import once
from workflow.papers.issuing import VALID
from workflow.papers.publishing import Publisher
from workflow.rakor.letters import LEVELS, earliest, issue_within, letter
from workflow.records import Document, Task
from workflow.regions import PROVINCE, Region, regions
from workflow.roles import Actor
from workflow.store import Below, Store
from workflow.tasks.kept_days import late_days

PART = "-"  # between the parts of a key
MOST = 100  # letters that are told of at once, but for the rest of their rakor
AT_ONCE = 100  # rakor that are asked for


@dataclass(frozen=True)
class Late:
    """What of one kabupaten/kota is late of one rakor: its ``tasks``, the longest first, by at most ``days``.

    ``sent`` are the reminders that came before; the next one may be issued from ``opens`` (ISO) on, "" for never.
    """

    rakor: int
    region: Region
    tasks: Sequence[Task]
    days: int
    sent: Sequence[Document]
    opens: str

    @property
    def level(self) -> str:
        """ "II" of the next letter; "" when the last one has been written."""
        return LEVELS[len(self.sent)] if len(self.sent) < len(LEVELS) else ""

    @property
    def key(self) -> str:
        """Names the letter that a page shows: whatever changes in it, its key is another."""
        tasks = ".".join(str(id) for id in sorted(task["id"] for task in self.tasks))
        return PART.join((str(self.rakor), self.region.code, str(len(self.sent)), tasks))

    @property
    def place(self) -> tuple[str, str]:
        return str(self.rakor), self.region.code

    def is_due(self, today: str) -> bool:
        return "" < self.opens <= today


def all_late(store: Store, actor: Actor, today: str, rakor: int = 0) -> list[Late]:
    """Every kabupaten/kota that is late on the day ``today`` (ISO), of one rakor or (0) of the newest: those that may
    get a letter first, and of them the latest. Raises ``NotAllowed`` for all but Dinas Sosial Aceh."""
    return newest_late(store, actor, today, rakor)[0]


def newest_late(store: Store, actor: Actor, today: str, rakor: int = 0) -> tuple[list[Late], bool]:
    """The same, and whether older rakor have more: when ``MOST`` letters are told of, no other rakor is begun with."""
    _refuse_others(actor)
    found: list[Late] = []
    for id in [rakor] if rakor else _newest_first(store):
        more = _of_rakor(store, id, today)
        if more and len(found) >= MOST:
            return _in_order(found, today), True
        found += more
    return _in_order(found, today), False


def _refuse_others(actor: Actor) -> None:
    if not may_record_rakor(actor):
        raise NotAllowed("Surat pengingat hanya dapat diterbitkan oleh Dinas Sosial Aceh.")


def _newest_first(store: Store) -> Iterator[int]:
    """The rakor that have tasks."""
    ids = store.values("task", "rakor", cancelled=False, limit=AT_ONCE)
    while ids:
        yield from ids
        ids = store.values("task", "rakor", cancelled=False, limit=AT_ONCE, rakor=Below(ids[-1]))


def _of_rakor(store: Store, rakor: int, today: str) -> list[Late]:
    own: dict[str, list[Task]] = {}
    for task in store.find(Task, rakor=rakor, cancelled=False, late_after=Below(today)):
        if task["region"] in regions():
            own.setdefault(task["region"], []).append(task)
    sent: dict[str, list[Document]] = {}
    letters = store.find(Document, rakor=rakor, type=Kind.PENGINGAT, status=VALID, order="id") if own else []
    for document in letters:
        sent.setdefault(document["region"], []).append(document)
    return [_late(store, (rakor, code), tasks, sent.get(code, []), today) for code, tasks in own.items()]


def _in_order(found: list[Late], today: str) -> list[Late]:
    return sorted(found, key=lambda one: (not one.is_due(today), -one.days, -len(one.tasks), one.place))


def _late(store: Store, place: tuple[int, str], tasks: list[Task], sent: list[Document], today: str) -> Late:
    rakor, code = place
    tasks.sort(key=lambda task: (-late_days(task, today), task["no"], task["id"]))
    opens = (earliest(store, sent) if sent else today) if len(sent) < len(LEVELS) else ""
    return Late(rakor, regions()[code], tasks, late_days(tasks[0], today), sent, opens)


def coming_numbers(store: Store, at: datetime, count: int) -> list[tuple[str, str]]:
    """The numbers that so many letters would get now, in their order: the running part alone ("0432"), and whole."""
    office, on = office_of(store, PROVINCE, "dinsos"), day(at)
    numbers = islice(register.coming(store, office, on), count)
    return [(f"{read(office, one, on).ordinal:0{office['number_digits']}d}", one) for one in numbers]


def issue_chosen(
    store: Store, publisher: Publisher, actor: Actor, keys: Sequence[str], first: str, *, at: datetime, key: str = ""
) -> list[int]:
    """Issues the letters of these ``keys`` in the order of ``all_late`` and returns the ids of their records, whose
    files are still to be made. ``first`` is the number that the first of them was shown to get, "" for any.

    All or none, in one transaction. Raises ``Invalid`` for "rows" with what changed since they were read. ``key`` names
    the sending, which is done ``once``.
    """
    made = once(store, key, lambda: {"ids": _issued(store, publisher, actor, keys, first, at)}, at=at)
    return list(made["ids"])


def _issued(
    store: Store, publisher: Publisher, actor: Actor, keys: Sequence[str], first: str, at: datetime
) -> list[int]:
    _refuse_others(actor)
    today, numbers = day(at).isoformat(), iter([register.Wanted(number=first)])
    with store.transaction():
        late = _in_order([one for id in _rakor_of(keys) for one in _of_rakor(store, id, today)], today)
        if changed := list(_changed(keys, late, today)):
            raise Invalid({"rows": " ".join(changed)})
        chosen = [one for one in late if one.key in set(keys)]
        if not chosen:
            raise Invalid({"rows": "Pilih sedikitnya satu kabupaten/kota."})
        return [
            issue_within(
                store, publisher, actor, letter(store, actor, Kind.PENGINGAT, one.rakor, one.region.code), {},
                next(numbers, register.Wanted()), at,
            )
            for one in chosen
        ]  # fmt: skip


def _rakor_of(keys: Sequence[str]) -> set[int]:
    first = {key.partition(PART)[0] for key in keys}
    return {int(id) for id in first if id.isascii() and id.isdigit() and len(id) < 10}


def _changed(keys: Sequence[str], late: Sequence[Late], today: str) -> Iterator[str]:
    """What is no longer as the reader saw it, a sentence for each row."""
    now: Mapping[tuple[str, str], Late] = {one.place: one for one in late}
    open_ = {one.key for one in late if one.is_due(today)}
    for key in keys:
        if key in open_:
            continue
        rakor, code, *before = [*key.split(PART), "", ""]
        if code not in regions():
            yield "Pilihan itu tidak dikenal."
            continue
        name, one = regions()[code].full, now.get((rakor, code))
        if one is None:
            yield f"{name} tidak lagi mempunyai tugas yang terlambat."
        elif str(len(one.sent)) != before[0] or not one.is_due(today):
            yield f"{name} sudah mendapat surat pengingat."
        else:
            yield f"Tugas {name} yang terlambat berubah; baca lagi suratnya."
