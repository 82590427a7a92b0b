"""The demo of a new instance: accounts, the real rakor of September 2023, and invented ones marked "(contoh)".

Of the real rakor it holds what a newspaper said and no more: its one promise, which was given no day, as a draft that
is recorded when the demo begins. The invented ones, one of last year, one about partnership (``partnership``), one
that is under way and one still to come, go through the same operations as in real life, at invented times, so that
histories, documents and numbers are whole. All acts are put in the order of their time first, as an audit chain has
them.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from functools import partial
from pathlib import Path
from typing import Any

from workflow.agenda import acts as agenda_acts
from workflow.clock import WIB, day
from workflow.demo import inquiring, invitations, lks_acts, lks_table, story
from workflow.demo.office_settings import fill_in
from workflow.demo.partnership import AGO, Partnership
from workflow.demo.pictures import drawn
from workflow.evidence.counted import current_evidence
from workflow.evidence.taking_in import EvidenceFolder
from workflow.papers.publishing import Frozen, Issue, Publisher
from workflow.people.accounts import SYSTEM, add_user, find_user, office_name
from workflow.rakor.recording import hand_over, record_rakor, save_outcome
from workflow.records import Rakor, Task
from workflow.regions import Region, regions
from workflow.roles import Actor, Role
from workflow.store import Record, Store
from workflow.tasks.operations import move_together

PASSWORD = "demo-tuntas"  # noqa: S105 - for demo accounts only, which production refuses
ACCOUNTS = {
    "ketua.bireuen": ("ketua", "11.11"),
    "sekdis.bireuen": ("sekdis", "11.11"),
    "ketua.pidie": ("ketua", "11.07"),
    "sekdis.pidie": ("sekdis", "11.07"),
    "dinsos.aceh": ("dinsos", ""),
    "admin": ("admin", ""),
}
HERE = Path(__file__).parent
FACTS = json.loads((HERE / "rakor-2023.json").read_text(encoding="utf-8"))["facts"]
OUTCOMES = json.loads((HERE / "outcomes.json").read_text(encoding="utf-8"))["outcomes"]
AS_WRITTEN = ("text", "commission", "dimension", "action", "indicator", "responsible")
LAST_YEAR, UNDER_WAY = timedelta(days=420), timedelta(days=52)  # how long ago the invented rakor began
LASTED = timedelta(days=284)  # until the last act of last year's
ACTS_TOLD = 100  # after so many acts whoever waits for the first start reads how far it is
log = logging.getLogger(__name__)


def seed_demo(store: Store, publisher: Publisher, evidence: EvidenceFolder, *, at: datetime) -> None:
    """Fills an empty store, all or nothing; the documents' files are left pending for the publisher."""
    log.info("Membuat data contoh (sekali saja, pada awal yang pertama): akun, kantor, dan daftar LKS")
    photos = [evidence.take(content, name) for name, content in drawn().items()]
    last_year = _monday(day(at) - LAST_YEAR)
    end = datetime.combine(last_year + LASTED, time(15), WIB)
    later, acting = Later(publisher), partial(actor_of, store)
    with store.transaction():
        _add_accounts(store, at=lks_acts.first_list(day(at)))
        fill_in(store, SYSTEM, at=lks_acts.first_list(day(at)))
        lists = lks_acts.YearLists(store, acting, day(at))
        Seeding(store, later, photos, last_year, end, story.LAST_YEAR, 16, lists.until, story.TOGETHER).run()
        log.info("Data contoh: rakor tentang kemitraan dengan semua naskahnya")
        Partnership(store, later, acting, photos, _monday(day(at) - AGO), lists.until).run()
        lks_acts.issue_papers(store, later, acting, lists.until, at=at - UNDER_WAY - timedelta(days=2))
        Seeding(store, later, photos, day(at) - UNDER_WAY, at, story.UNDER_WAY, 52, lists.until).run()
        log.info("Data contoh: keadaan LKS hari ini, agenda, dan rakor yang sungguh terjadi pada 2023")
        lists.until(at)
        lks_acts.bring_up_to_date(store, acting, day(at), at=at - timedelta(hours=2))
        _keep_agenda(store, at=at - timedelta(hours=1))
        invitations.announce(store, later, acting(Role.DINSOS, ""), at=at - timedelta(minutes=30))
        inquiring.ask(store, acting, at=at - timedelta(minutes=20))
        _record_the_real_one(store, at=at)


def _monday(on: date) -> date:
    return on - timedelta(days=on.weekday())


def _add_accounts(store: Store, *, at: datetime) -> None:
    """Before all acts, also in the history."""
    for username, (role, region) in ACCOUNTS.items():
        account = {"username": username, "role": role, "region": region, "password": PASSWORD}
        add_user(store, SYSTEM, account, at=at, demo=True)


def _record_the_real_one(store: Store, *, at: datetime) -> None:
    """The rakor of 18 and 19 September 2023 and the promise that was made there: who, to whom, and no day."""
    dinsos, promise = actor_of(store, Role.DINSOS, ""), FACTS["stated_follow_up"]
    head = {"start": FACTS["date_start"], "end": FACTS["date_end"], "title": FACTS["title"], "venue": FACTS["venue"]}
    rakor = record_rakor(store, dinsos, _head(head), at=at)
    responsible, related = promise["actors"]
    words = {"text": promise["text"], "title": story.PROMISE, "responsible": responsible, "related": related}
    rakor, uid = save_outcome(
        store, dinsos, rakor["id"], "", {**words, "is_task": True}, version=rakor["version"], at=at
    )
    hand_over(store, dinsos, rakor["id"], uid, promise["region_codes"], at=at)


def _head(own: dict[str, str]) -> dict[str, str]:
    """Of an invented rakor is said what was said of the real one, but for its title, days and place."""
    return {
        "organiser": FACTS["organiser"], "purpose": FACTS["purpose"], "city": FACTS["city"],
        "participants_text": FACTS["participants_text"], "agenda": "\n".join(one["text"] for one in FACTS["themes"]),
        **own,
    }  # fmt: skip


def _programme(*days: str) -> dict[str, Any]:
    """Who led the invented rakor, its hours and its agenda."""
    span, item = ("begins", "ends"), ("title", "begins", "ends", "kind", "said")
    hours = [{"day": day, **dict(zip(span, told, strict=True))} for day, told in zip(days, story.HOURS, strict=True)]
    items = [{"day": days[n], **dict(zip(item, told, strict=True))} for n, *told in story.ITEMS]
    return {**story.MEETING, "hours": hours, "items": items}


def _keep_agenda(store: Store, *, at: datetime) -> None:
    """What an office has in its agenda besides the papers of the app."""
    sekdis = actor_of(store, Role.SEKDIS, "11.11")
    purpose, reason = story.VOIDED
    gone = agenda_acts.reserve(store, sekdis, {"subject": purpose}, at=at)
    agenda_acts.void(store, sekdis, gone["id"], {"reason": reason}, version=gone["version"], at=at)
    agenda_acts.reserve(store, sekdis, {"subject": story.RESERVED}, at=at)
    paper = {**story.ON_PAPER, "number": f"{story.ON_PAPER['number']}/{day(at).year}", "date": day(at).isoformat()}
    agenda_acts.use_on_paper(store, sekdis, paper, at=at)


class Later:
    """A publisher that composes now and renders nothing: seeding is one transaction, rendering comes after it."""

    def __init__(self, publisher: Publisher) -> None:
        self._publisher = publisher

    def compose(self, store: Store, issue: Issue) -> Frozen:
        return self._publisher.compose(store, issue)

    def publish(self, document: int) -> Record:
        return {"id": document}


@dataclass(frozen=True)
class Act:
    """One move at its time, of one task or of several together; ``by`` is the role that makes it."""

    at: datetime
    tasks: tuple[int, ...]
    name: str
    by: Role
    data: dict[str, Any]


@dataclass
class Seeding:
    """One invented rakor from its first day to ``end``; ``situations`` says how far each task gets (see ``story``).

    Acts follow each other ``pace`` days apart at the most, and the last one lies before ``end``. The tasks of
    ``together`` (region, outcome) are reported at once. ``meanwhile`` makes what others do until a moment.
    """

    store: Store
    publisher: Later
    photos: list[Any]
    start: date
    end: datetime
    situations: dict[int, str]
    pace: int
    meanwhile: Callable[[datetime], None]
    together: frozenset[tuple[str, int]] = frozenset()

    def run(self) -> None:
        self.meanwhile(self._moment(1, 9))
        rakor = self._record()
        tasks = list(self._handed_over(rakor))
        acts = self._joined([act for task in tasks for act in self._life(task)], tasks)
        for done, act in enumerate(sorted(acts, key=lambda act: (act.at, act.tasks))):
            if done % ACTS_TOLD == 0:
                log.info("Data contoh: rakor %s, langkah %s dari %s", self.start.year, done, len(acts))
            self.meanwhile(act.at)
            self._make(act)

    def _make(self, act: Act) -> None:
        tasks = [task for id_ in act.tasks if (task := self.store.get("task", id_))]
        who = actor_of(self.store, act.by, tasks[0]["region"])
        data = {"date": day(act.at).isoformat(), **act.data}
        if act.name == "verify":
            data["ticks"] = [record["id"] for record in current_evidence(self.store, tasks[0]["id"])]
        versions = {task["id"]: task["version"] for task in tasks}
        move_together(self.store, self.publisher, who, versions, act.name, data, at=act.at)

    def _joined(self, acts: list[Act], tasks: list[Task]) -> list[Act]:
        """The reports of the tasks of ``together`` as one, at the time of the first of them."""
        ids = {task["id"] for task in tasks if (task["region"], task["no"]) in self.together}
        joined = [act for act in acts if act.name == "report" and set(act.tasks) <= ids]
        if not joined:
            return acts
        rest = [act for act in acts if act not in joined]
        first = min(joined, key=lambda act: act.at)
        return [*rest, replace(first, tasks=tuple(id_ for act in joined for id_ in act.tasks))]

    def _record(self) -> Rakor:
        dinsos, title = actor_of(self.store, Role.DINSOS, ""), f"{FACTS['title']} {self.start.year} (contoh)"
        first, second = (self.start + timedelta(days=n) for n in (0, 1))
        days = {"start": first.isoformat(), "end": second.isoformat()}
        head = _head({"title": title, "venue": story.VENUE, **days}) | _programme(first.isoformat(), second.isoformat())
        rakor = record_rakor(self.store, dinsos, head, at=self._moment(1, 9), example=True)
        for outcome in OUTCOMES:
            rakor, _ = save_outcome(
                self.store, dinsos, rakor["id"], "", self._outcome(outcome),
                version=rakor["version"], at=self._moment(1, 14),
            )  # fmt: skip
        return rakor

    def _outcome(self, source: dict[str, Any]) -> dict[str, Any]:
        days = source["days_to_deadline"]
        return {
            "title": story.TITLES[source["no"]], "is_task": True, "related": ", ".join(source["related"]),
            "deadline": (self.start + timedelta(days=days)).isoformat() if days else "",
            "demands": source.get("demands", []), **{name: source[name] for name in AS_WRITTEN},
        }  # fmt: skip

    def _handed_over(self, rakor: Rakor) -> Iterator[Task]:
        dinsos = actor_of(self.store, Role.DINSOS, "")
        for outcome, source in zip(rakor["outcomes"], OUTCOMES, strict=True):
            codes = list(regions()) if source["addressed_to"] == "ALL" else source["addressed_to"]
            yield from hand_over(self.store, dinsos, rakor["id"], outcome["uid"], codes, at=self._moment(1, 15, 45))

    def _life(self, task: Task) -> list[Act]:
        """The acts of a task, in order, as far as its situation goes."""
        region = regions()[task["region"]]
        word = story.situation(self.situations, task["no"], task["region"])
        acts = list(self._acts(task, region, word))
        code = int(region.code[-2:])
        first = self.start + timedelta(days=2 + (task["no"] * 7 + code) % 5)
        latest = day(self.end) - timedelta(days=1 + (task["no"] * 3 + code) % 5)
        last = min(latest, first + timedelta(days=self.pace * len(acts)))
        gap = (last - first).days // max(1, len(acts) - 1)
        return [
            Act(self._at_work(last - timedelta(days=gap * n), task["id"] + n), (task["id"],), *act)
            for n, act in enumerate(reversed(acts))
        ]

    def _at_work(self, on: date, seed: int) -> datetime:
        """A time within office hours."""
        return datetime.combine(on, time(8 + seed * 7 % 8, seed * 13 % 60), WIB)

    def _acts(self, task: Task, region: Region, word: str) -> Iterator[tuple[str, Role, dict[str, Any]]]:
        """(action, role, data) from the draft up to the situation that ``word`` names."""
        plan = {**story.plan(task, region), "lks": lks_table.named(region.code, task["no"])}
        if word in ("D", "D+"):
            if word == "D+":
                yield "edit_plan", Role.CHAIR, plan
            return
        if word in ("S2", "B"):
            yield "submit", Role.CHAIR, {**plan, "indicator": story.FIRST_INDICATOR}
            yield "return_plan", Role.SEKDIS, {"reason": story.REASONS[task["no"] % len(story.REASONS)]}
            if word == "B":
                return
        yield "submit", Role.CHAIR, plan
        if word in ("S", "S2"):
            return
        yield "report", Role.SEKDIS, {"number_from": "series", "number": "", "addressee": region.leader}
        percent = int(word[1:]) if word[0] == "L" else 100
        if percent >= 30:
            direction = story.DIRECTIONS[task["no"] % len(story.DIRECTIONS)]
            yield "record_direction", Role.SEKDIS, {"text": direction, "giver": f"{region.leader} melalui Sekda"}
        for done in [value for value in (20, 60, 100) if value < percent] + [percent]:
            yield "progress", Role.CHAIR, self._progress(task, region, done)
        if word[0] in "PVR":
            yield "claim", Role.CHAIR, {}
        if word[0] in "VR":
            yield "verify", Role.DINSOS, {}
        if word[0] == "R":
            yield "reopen", Role.DINSOS, {"reason": story.REOPENED}

    def _progress(self, task: Task, region: Region, percent: int) -> dict[str, Any]:
        text, obstacle, solution = story.progress(task["no"], percent)
        chosen = [self.photos[(task["no"] + n) % len(self.photos)] for n in range(2 if percent == 100 else 1)]
        captions = story.CAPTIONS
        return {
            "text": text, "percent": str(percent), "obstacle": obstacle, "solution": solution,
            "place": region.full,
            "evidence": [{**vars(photo), "caption": captions[photo.name]} for photo in chosen] if percent > 20 else [],
        }  # fmt: skip

    def _moment(self, days: int, hour: int, minute: int = 0) -> datetime:
        return datetime.combine(self.start + timedelta(days=days), time(hour, minute), WIB)


def actor_of(store: Store, role: Role, region: str) -> Actor:
    """The demo account of that role and region, or the office itself where the demo has no account for it."""
    names = {value: username for username, value in ACCOUNTS.items()}
    username = names.get((str(role), region))
    user = find_user(store, username) if username else None
    return Actor.of(user) if user else Actor(-1 - list(Role).index(role), office_name(role, region), role, region)
