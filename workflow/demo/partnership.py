"""The demo's third invented rakor, about partnership, which shows what papers there are: the invitation before it, the
notula with its Daftar Hadir and the report of results after it, a report of six outcomes that was withdrawn and issued
again, an adendum, a Berita Acara and two reminders, a statement of what cannot be followed up.

It lies between the other two, in a time in which nothing else happens: each act is made at its day, in order.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any, cast

from workflow.agenda.register import Wanted
from workflow.clock import WIB, day
from workflow.demo import invitations, story
from workflow.demo import partnership_words as words
from workflow.evidence.counted import current_evidence
from workflow.kinds import Kind
from workflow.machine.actions import CANNOT, TIME
from workflow.papers.publishing import Publisher
from workflow.rakor import letters
from workflow.rakor.papers import issue_for_rakor
from workflow.rakor.recording import edit_rakor, hand_over, readable_rakor, record_rakor, save_outcome
from workflow.records import Document, Rakor, Task
from workflow.regions import regions
from workflow.roles import Actor, Role
from workflow.store import Store
from workflow.tasks import per_lks
from workflow.tasks.operations import move_together

Acting = Callable[[Role, str], Actor]
AGO = timedelta(days=115)  # before the day of the demo, or up to six days more
BIREUEN, PIDIE = "11.11", "11.07"
ALL = (1, 2, 3, 4, 5, 6)
ATTENDED = "Kehadiran dan jalannya rapat dicatat sesudah rapat."  # why the head changes under its invitation


@dataclass
class Partnership:
    """``meanwhile`` makes what others do until a moment; ``photos`` are evidence that was taken in."""

    store: Store
    publisher: Publisher
    acting: Acting
    photos: Sequence[Any]
    start: date
    meanwhile: Callable[[datetime], None]
    rakor: int = 0
    tasks: dict[tuple[str, int], int] = field(default_factory=dict)  # (region, outcome) -> id

    def run(self) -> None:
        self._invite()
        self._meet()
        self._report()
        self._work()
        self._remind()

    def _at(self, days: int, hour: int, minute: int = 0) -> datetime:
        """That moment, after what others did until then."""
        at = datetime.combine(self.start + timedelta(days=days), time(hour, minute), WIB)
        self.meanwhile(at)
        return at

    @property
    def _dinsos(self) -> Actor:
        return self.acting(Role.DINSOS, "")

    def _invite(self) -> None:
        at = self._at(-13, 9)
        announced = invitations.head(self.store, words.TITLE, words.PURPOSE, [self.start])
        told = {**announced, "hours": [words.HOURS], "items": _agenda(AGENDA_ONLY)}
        self.rakor = record_rakor(self.store, self._dinsos, told, at=at, example=True)["id"]
        self._paper(Kind.UNDANGAN, self._at(-12, 10))

    def _meet(self) -> None:
        """The day of the rakor: who came, what was said, what came of it; and the papers about it."""
        at = self._at(0, 17)
        came = invitations.people(self.store, came=words.CAME)
        rakor, letter = self._now(), self.store.find(Document, rakor=self.rakor, type=Kind.UNDANGAN)[0]
        told = {
            **rakor, **story.MEETING, "agenda": "\n".join(rakor["agenda"]), "participants": came,
            "basis": "Surat Kepala Dinas Sosial Aceh", "basis_number": letter["number"], "basis_date": letter["date"],
            "items": _agenda(words.AGENDA), "reason": ATTENDED,
        }  # fmt: skip
        edit_rakor(self.store, self._dinsos, self.rakor, told, version=rakor["version"], at=at)
        for outcome in words.OUTCOMES:
            self._agree(outcome, self._at(0, 17, 30))
        self._paper(Kind.NOTULA, self._at(2, 9))
        self._paper(Kind.HASIL, self._at(2, 14))

    def _paper(self, kind: str, at: datetime) -> None:
        issue_for_rakor(self.store, self.publisher, self._dinsos, kind, self.rakor, {}, at=at)

    def _agree(self, outcome: dict[str, Any], at: datetime) -> None:
        """One outcome, recorded and handed over to both."""
        days, rakor = outcome["days"], self._now()
        deadline = (self.start + timedelta(days=days)).isoformat() if days else ""
        rakor, uid = save_outcome(
            self.store, self._dinsos, self.rakor, "", {**outcome, "is_task": True, "deadline": deadline},
            version=rakor["version"], at=at,
        )  # fmt: skip
        for task in hand_over(self.store, self._dinsos, self.rakor, uid, [PIDIE, BIREUEN], at=at):
            self.tasks[task["region"], task["no"]] = task["id"]

    def _report(self) -> None:
        """One report of all six each; that of Bireuen is withdrawn and issued once more."""
        for region, days in ((BIREUEN, 4), (PIDIE, 5)):
            for no in ALL:
                plan = story.plan(self._task(region, no), regions()[region])
                self._move(region, (no,), "submit", Role.CHAIR, plan, self._at(days, 9, 5 * no))
        for name, days in (("report", 8), ("revoke_report", 9), ("report", 10)):
            self._decide(BIREUEN, name, self._at(days, 10))
        self._decide(PIDIE, "report", self._at(11, 10))

    def _decide(self, region: str, name: str, at: datetime) -> None:
        given = {"number_from": "series", "number": "", "addressee": regions()[region].leader}
        data = {"reason": words.REVOKED} if name == "revoke_report" else given
        self._move(region, ALL, name, Role.SEKDIS, data, at)

    def _work(self) -> None:
        """What Bireuen does: the report is received and answered, two outcomes are done, two are begun."""
        task = self._task(BIREUEN, 5)
        paper = self.store.find(Document, region=BIREUEN, rakor=self.rakor, type=Kind.LAPORAN, order="-id")[0]
        received = {"document": paper["id"], "receiver": "Sekretariat Daerah", "way": "langsung"}
        self._move(BIREUEN, (5,), "record_receipt", Role.SEKDIS, received, self._at(11, 14))
        said = {"text": words.DIRECTION, "giver": f"{regions()[task['region']].leader} melalui Sekda"}
        self._move(BIREUEN, (5,), "record_direction", Role.SEKDIS, said, self._at(14, 9))
        self._finish(BIREUEN, 2, words.NAMED, 16)
        self._finish(BIREUEN, 3, words.LISTED, 21)
        self._progress(BIREUEN, 4, words.FORUM, 40, self._at(24, 10))
        self._tick(BIREUEN, 3, self._at(25, 10))
        later = (self.start + timedelta(days=190)).isoformat()
        asked = {"kind": TIME, "deadline": later, "reason": words.LATER}
        self._change(BIREUEN, 6, asked, {"deadline": later}, "grant_change", 26)

    def _remind(self) -> None:
        """Pidie is late with two: reminded, talked to, reminded again; then one of them is done."""
        self._letter(Kind.PENGINGAT, {}, self._at(30, 9))
        found = {f"result-{self.tasks[PIDIE, no]}": text for no, text in words.FOUND.items()}
        following = (self.start + timedelta(days=52)).isoformat()
        talk = {"place": words.PLACE_OF_TALK, "begins": "10.00", "ends": "12.00", "following": following, **found}
        self._letter(Kind.BERITA_ACARA, talk, self._at(37, 13))
        self._letter(Kind.PENGINGAT, {}, self._at(45, 9))
        self._finish(PIDIE, 2, words.NAMED, 46)
        letter = next(photo for photo in self.photos if photo.name == "foto-naskah.jpg")
        proof = {"caption": words.PROOF, "evidence": [vars(letter)]}
        asked = {"kind": CANNOT, "ground": "tidak_efektif", "reason": words.CANNOT, **proof}
        self._change(PIDIE, 5, asked, {}, "grant_impossible", 49)
        self._progress(PIDIE, 3, words.HALF_LISTED, 50, self._at(52, 9))

    def _letter(self, kind: str, data: dict[str, str], at: datetime) -> None:
        wanted = letters.letter(self.store, self._dinsos, kind, self.rakor, PIDIE)
        params = letters.typed(wanted, data)
        letters.issue(self.store, self.publisher, self._dinsos, wanted, params, Wanted(), at=at)

    def _finish(self, region: str, no: int, text: str, days: int) -> None:
        self._progress(region, no, text, 100, self._at(days, 9))
        self._move(region, (no,), "claim", Role.CHAIR, {}, self._at(days, 11))
        pieces = current_evidence(self.store, self.tasks[region, no])
        ticks = {"ticks": [piece["id"] for piece in pieces]}
        self._move(region, (no,), "verify", Role.DINSOS, ticks, self._at(days + 2, 10))

    def _progress(self, region: str, no: int, text: str, percent: int, at: datetime) -> None:
        photo = self.photos[no % len(self.photos)]
        done = {
            "text": text, "percent": str(percent), "place": regions()[region].full,
            "evidence": [{**vars(photo), "caption": story.CAPTIONS[photo.name]}],
        }  # fmt: skip
        self._move(region, (no,), "progress", Role.CHAIR, done, at)

    def _change(
        self, region: str, no: int, asked: dict[str, Any], granted: dict[str, Any], name: str, days: int
    ) -> None:
        """Asked for by the chair, forwarded by the Sekdis, granted by Dinas Sosial Aceh, a day each."""
        self._move(region, (no,), "ask_change", Role.CHAIR, asked, self._at(days, 10))
        self._move(region, (no,), "support_change", Role.SEKDIS, {}, self._at(days + 1, 10))
        self._move(region, (no,), name, Role.DINSOS, granted, self._at(days + 2, 10))

    def _tick(self, region: str, many: int, at: datetime) -> None:
        """The first ones on the list of those that each have to do it."""
        lines = list(per_lks.by_key(per_lks.as_of(self.store, self._task(region, 1), day(at).isoformat())))
        ticks = {key: {"where": words.KEPT_WHERE} for key in lines[:many]}
        self._move(region, (1,), "progress", Role.CHAIR, {"text": words.RENEWED, "ticks": ticks, "evidence": []}, at)

    def _move(
        self, region: str, numbers: Sequence[int], name: str, by: Role, data: dict[str, Any], at: datetime
    ) -> None:
        tasks = [self._task(region, no) for no in numbers]
        versions = {task["id"]: task["version"] for task in tasks}
        who = self.acting(by, "" if by is Role.DINSOS else region)
        dated = {"date": day(at).isoformat(), **data}
        move_together(self.store, self.publisher, who, versions, name, dated, at=at)

    def _task(self, region: str, no: int) -> Task:
        return cast(Task, self.store.get(Task, self.tasks[region, no]))

    def _now(self) -> Rakor:
        return cast(Rakor, readable_rakor(self.store, self._dinsos, self.rakor))


AGENDA_ONLY = tuple((*item[:3], "", "") for item in words.AGENDA)


def _agenda(items: Sequence[tuple[str, ...]]) -> list[dict[str, str]]:
    return [dict(zip(("title", "begins", "ends", "kind", "said"), item, strict=True)) for item in items]
