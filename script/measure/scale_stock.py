"""An instance of very many tasks: the demo, and copies of two of its rakor written in bulk.

``instance(folder, size)`` keeps what it makes and takes it again while nothing of how records are kept has changed.
Every event stands in its chain with its real hash, those of the demo among them at their time; numbers of papers follow
those of their offices; the tables of the fields are made from what the code declares. Little is in memory at a time.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from datetime import UTC, datetime
from operator import itemgetter
from pathlib import Path
from typing import Any

from app import create_app
from script.measure import scale_moulds, scale_world
from script.measure.scale_moulds import DAYS, canonical, compact
from script.measure.scale_world import CONTENTS, WORDS, Copy, Meeting, Paper, day_of
from workflow.audit import newest
from workflow.offices.number_patterns import ALPHABET, render, series
from workflow.records import SCHEMA
from workflow.store import FIELDS, fields_table, open_store, trigrams

NOW = datetime(2026, 11, 9, 2, 0, tzinfo=UTC)
KINDS = ("rakor", "task", "event", "document", "document_task", "content", "entry")
DATABASE = "tuntas.db"
Row = tuple[int, str]


def instance(root: Path, size: int) -> Path:
    """The folder of an instance of ``size`` tasks below ``root``; made when it is not there as it has to be."""
    sign = _sign()
    folder, demo = root / f"{size}-{sign}", root / f"demo-{sign}"
    for old in (*root.glob(f"{size}-*"), *root.glob("demo-*")):
        if old not in (folder, demo):
            shutil.rmtree(old)
    if not (demo / "made").exists():
        shutil.rmtree(demo, ignore_errors=True)
        create_app(demo, NOW=lambda: NOW).extensions["tuntas"].store.close()
        (demo / "made").touch()
    if not folder.exists():
        part = root / f"{size}-part"
        shutil.copytree(demo, part)
        fill(part, size)
        part.rename(folder)
    return folder


def _sign() -> str:
    """What an instance depends on: how records are kept and found, and what makes them here."""
    tables = [fields_table._definition(kind) for kind in FIELDS]
    code = [Path(one.__file__ or "").read_text(encoding="utf-8") for one in (scale_moulds, scale_world)]
    code.append(Path(__file__).read_text(encoding="utf-8"))
    return hashlib.sha256(compact([SCHEMA, tables, code]).encode()).hexdigest()[:8]


def fill(folder: Path, size: int) -> None:
    """Brings a fresh demo up to ``size`` tasks."""
    with closing(open_store(folder / DATABASE)) as store:
        todo = size - store.count("task")
        made = scale_world.copies(*scale_world.meetings(store), todo)
        offices = {office["id"]: office for office in store.find("office")}
    with closing(sqlite3.connect(folder / DATABASE, isolation_level=None)) as database:
        database.executescript("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA cache_size=-200000; BEGIN")
        _Filling(database, made, offices).run()
        database.execute("COMMIT")
    with closing(open_store(folder / DATABASE)) as store:  # as it is left by a server: WAL, figures about its content
        if store.count("task") != size:
            raise SystemExit(f"{store.count('task')} tasks instead of {size}")
        newest.keep_at_start(store)


class _Filling:
    """``after``: the highest id of each kind in the demo; what is made comes behind it."""

    def __init__(self, database: sqlite3.Connection, made: list[Copy], offices: dict[int, dict[str, Any]]) -> None:
        self.run_sql, self.database, self.made, self.offices = database.execute, database, made, offices
        self.after = {kind: self._top(kind) for kind in KINDS}
        self.last = {
            json.loads(doc)["series"]: json.loads(doc)["last"] for (doc,) in self.run_sql("SELECT doc FROM number")
        }

    def _top(self, kind: str) -> int:
        return int(self.run_sql(f'SELECT coalesce(max(id), 0) FROM "{kind}"').fetchone()[0])  # noqa: S608 - our own names only

    def run(self) -> None:
        for kind in KINDS:
            self._loosen(kind)
        self._put("rakor", self._rakor())
        self._put("task", self._tasks())
        for kind, place in (("document", 0), ("document_task", 1), ("content", 2), ("entry", 3)):
            self._put(kind, self._of_papers(place))
        self._events()
        self._numbers()
        for kind in KINDS:
            self._fasten(kind)

    def _loosen(self, kind: str) -> None:
        """Without the table of its fields, and what keeps it in step."""
        for (name,) in self.run_sql(
            "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = ?", (kind,)
        ).fetchall():
            self.run_sql(f'DROP TRIGGER "{name}"')
        self.run_sql(f"DROP TABLE {fields_table.fields_table(kind)}")
        self.run_sql(f"DROP TABLE IF EXISTS {trigrams.table(kind)}")

    def _fasten(self, kind: str) -> None:
        """As ``fields_table.declare`` makes it, its indexes behind its rows: so they are sorted once."""
        table, *rest = fields_table._definition(kind)
        self.run_sql(table)
        values = fields_table._values(kind, "doc")
        self.run_sql(f'INSERT INTO {fields_table.fields_table(kind)} SELECT id, {values} FROM "{kind}"')  # noqa: S608 - our own names only
        for sql in rest:
            self.run_sql(sql)
        trigrams.fill(self.run_sql, kind, fields_table.fields_table(kind))

    def _put(self, kind: str, rows: Iterable[Row]) -> None:
        self.database.executemany(f'INSERT INTO "{kind}" (id, doc) VALUES (?, ?)', rows)  # noqa: S608 - our own names only

    def _rakor(self) -> Iterator[Row]:
        for copy in self.made:
            yield self._rakor_id(copy), copy.meeting.rakor.cast(copy.moved, {"rakor_no": copy.number})

    def _rakor_id(self, copy: Copy) -> int:
        return self.after["rakor"] + 1 + copy.number

    def _task_id(self, copy: Copy, place: int) -> int:
        return self.after["task"] + 1 + copy.first + place

    def _tasks(self) -> Iterator[Row]:
        papers = ((task, number) for _, task, _, _, number, _ in self._papers())  # in the order of their tasks
        of, number = next(papers, (0, ""))
        for copy in self.made:
            own: dict[str, object] = {"rakor": self._rakor_id(copy), "rakor_no": copy.number}
            for place in range(copy.tasks):
                n, id = copy.first + place, self._task_id(copy, place)
                words = f"{WORDS[n % len(WORDS)]} {WORDS[n // 16 % len(WORDS)]}"
                own |= {"words": words, "code": f"kode{n:07d}", "paper": f" {number.lower()}" if id == of else ""}
                yield id, copy.meeting.tasks[place].cast(copy.moved, own)
                if id == of:
                    of, number = next(papers, (0, ""))

    def _papers(self) -> Iterator[tuple[Paper, int, Copy, int, str, int]]:
        """Each paper: its mould, its task, its rakor, its place among all that are made, its number and ordinal."""
        last, made = dict(self.last), 0
        for copy in self.made:
            for place, paper in enumerate(copy.meeting.papers[: copy.tasks]):
                if paper is not None:
                    on = datetime.fromisoformat(day_of(copy, paper.day)).date()
                    name = series(self.offices[paper.office], on)
                    last[name] = ordinal = last.get(name, 0) + 1
                    number = render(self.offices[paper.office], ordinal, on)
                    yield paper, self._task_id(copy, place), copy, made, number, ordinal
                    made += 1
        self.taken = last

    def _of_papers(self, which: int) -> Iterator[Row]:
        for paper, task, copy, made, number, ordinal in self._papers():
            own: dict[str, object] = {
                "task": task, "rakor": self._rakor_id(copy), "document": self.after["document"] + 1 + made,
                "number": number, "number_folded": number.lower(), "ordinal": ordinal,
                "year": day_of(copy, paper.day)[:4], "paper_code": code_of(made),
            }  # fmt: skip
            if which == 0:
                yield self.after["document"] + 1 + made, paper.document.cast(copy.moved, own)
            elif which == 1:
                link = f'{{"schema":1,"document":{own["document"]},"task":{task},"version":1}}'
                yield self.after["document_task"] + 1 + made, link
            elif which == 2 and made % CONTENTS == 0:
                yield self.after["content"] + 1 + made, paper.content.cast(0, own)  # frozen: nothing in it moves
            elif which == 3:
                yield self.after["entry"] + 1 + made, paper.entry.cast(copy.moved, own)

    def _numbers(self) -> None:
        known = {json.loads(doc)["series"]: id for id, doc in self.run_sql("SELECT id, doc FROM number").fetchall()}
        rows = [(known.get(name), compact({"series": name, "last": last})) for name, last in self.taken.items()]
        self.database.executemany("INSERT OR REPLACE INTO number (id, doc) VALUES (?, ?)", rows)

    def _events(self) -> None:
        """All of them anew, the demo's among the others: so each chain and the ids follow time."""
        self.run_sql('CREATE TABLE "event_before" AS SELECT id, doc FROM event ORDER BY id')
        self.run_sql("DELETE FROM event")
        self._put("event", _sealed(self._by_day()))
        self.run_sql('DROP TABLE "event_before"')

    def _by_day(self) -> Iterator[list[tuple[str, tuple[Any, ...]]]]:
        """Of each day its events with their moments, in order."""
        before: dict[str, list[tuple[str, tuple[Any, ...]]]] = {}
        for (doc,) in self.run_sql('SELECT doc FROM "event_before" ORDER BY id'):
            one = json.loads(doc)
            who, fields = canonical(one["actor"]), canonical(one["fields"])
            what = (one["chain"], one["name"], who, one["task"], one["rakor"], fields)
            before.setdefault(one["at"][:10], []).append((one["at"], what))
        begun: dict[int, list[Copy]] = {}
        for copy in self.made:
            begun.setdefault(copy.meeting.start + copy.moved, []).append(copy)
        kinds = {id(copy.meeting): copy.meeting for copy in self.made}.values()
        of_demo = [DAYS.index(day) for day in before]
        first, last = min([*begun, *of_demo]), max(of_demo)
        for day in range(first, last + 1):
            rows = [*before.get(DAYS[day], ()), *self._of_day(day, kinds, begun)]
            yield sorted(rows, key=itemgetter(0))

    def _of_day(
        self, day: int, kinds: Iterable[Meeting], begun: dict[int, list[Copy]]
    ) -> Iterator[tuple[str, tuple[Any, ...]]]:  # fmt: skip
        for meeting in kinds:
            for offset, told in meeting.told.items():
                for copy in begun.get(day - offset, ()):
                    if copy.meeting is not meeting:
                        continue
                    for one in told:
                        if one.task < copy.tasks:
                            fields = one.fields.cast(copy.moved, {})
                            task, rakor = self._task_id(copy, one.task), self._rakor_id(copy)
                            yield DAYS[day] + one.time, (one.chain, one.name, one.actor, task, rakor, fields)


def code_of(made: int) -> str:
    """Of the paper that was made as this one, beginning with 0: another for each, spelled as those on papers."""
    letters = ["S"] * 7
    for _ in range(5):
        made, one = divmod(made, len(ALPHABET))
        letters.insert(7, ALPHABET[one])
    return "-".join("".join(letters[place : place + 4]) for place in (0, 4, 8))


def _sealed(days: Iterable[list[tuple[str, tuple[Any, ...]]]]) -> Iterator[Row]:
    """Each event as a row, chained to the one before it as ``audit.chain.append`` does."""
    heads: dict[str, tuple[int, str]] = {}
    id = 0
    for day in days:
        for at, (chain, name, actor, task, rakor, fields) in day:
            seq, prev = heads.get(chain, (0, ""))
            seq, id = seq + 1, id + 1
            said = f'"at":"{at}","chain":"{chain}","fields":{fields},"name":"{name}","prev":"{prev}","rakor":{rakor}'
            text = f'{{"actor":{actor},{said},"seq":{seq},"task":{task}}}'
            seal = hashlib.sha256(text.encode()).hexdigest()
            heads[chain] = seq, seal
            yield id, f'{{"schema":1,{text[1:-1]},"hash":"{seal}","version":1}}'
