"""Three servers on one PostgreSQL, each doing everything: what is done in the background is done by one of them,
and by another within seconds when that one is killed with 9."""

from __future__ import annotations

import os
import shutil
import signal
import time
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace

import psycopg
import pytest
from flask import Flask

from documents.issue.job_runner import RUNNING, WAITING
from documents.issue.jobs import DONE, MOST_DOCUMENTS
from tests.world.arranged import DINSOS, bring, new_task
from tests.world.cluster import Cluster
from tests.world.hook_listener import Listener, happen
from tests.world.instance import START
from tests.world.mail_sink import OK, Sink, sink
from tests.world.on_postgresql import NOW, Machines, machines
from tests.world.serving import Served, program
from tests.world.shared import unrendered
from tests.world.waiting import PATIENCE, until
from workflow.mail import outbox
from workflow.mail.outbox import State
from workflow.offices import tokens
from workflow.people.accounts import SYSTEM, find_user
from workflow.people.addresses import set_address
from workflow.records import Delivery, Mail
from workflow.reminders import digests
from workflow.store import Store
from workflow.store.claims import place_of

MAILS = 24
BACK_WITHIN = 30  # seconds, on a machine that has much else to do
HOLDERS = """
SELECT application_name FROM pg_locks JOIN pg_stat_activity USING (pid)
WHERE locktype = 'advisory' AND state LIKE 'idle in%%' AND (classid::bigint << 32) + objid::bigint = %s
"""


@pytest.fixture(scope="module")
def three(tmp_path_factory: pytest.TempPathFactory, bare_at_postgresql: Path, postgresql: Cluster) -> Machines:
    place = tmp_path_factory.mktemp("three")
    two = machines(place, bare_at_postgresql, postgresql.make("three", like="bare"))
    third = Path(shutil.copytree(two.folders[1], place / "tiga", symlinks=True))
    return replace(two, folders=(*two.folders, third))


@pytest.fixture(scope="module")
def app(three: Machines) -> Iterator[Flask]:
    with three.app() as made:
        yield made


@pytest.fixture(scope="module")
def tuntas(app: Flask) -> SimpleNamespace:
    return unrendered(app)


@pytest.fixture(scope="module")
def mails() -> Iterator[Sink]:
    with sink() as taking:
        yield taking


@pytest.fixture(scope="module")
def listener() -> Iterator[Listener]:
    made = Listener()
    yield made
    made.server.shutdown()
    made.server.server_close()


@pytest.fixture(scope="module")
def given_up(tuntas: SimpleNamespace, three: Machines) -> str:
    """An upload that nobody went on with."""
    sha256: str = tuntas.evidence.keep(b"ditinggalkan")
    old = (NOW - timedelta(days=3)).timestamp()
    os.utime(three.folders[0] / "evidence" / sha256[:2] / sha256, (old, old))
    return sha256


@pytest.fixture(scope="module")
def forgotten(app: Flask, three: Machines) -> int:
    """A job without its order, as one is that came from another store."""
    job: int = app.extensions["tuntas"].jobs.order(DINSOS, "Rakor", {"rakor": 1}, [])["id"]
    with closing(psycopg.connect(three.database, autocommit=True)) as connection:
        assert connection.execute("DELETE FROM procrastinate_jobs").rowcount == 1
    return job


@pytest.fixture(scope="module")
def due(tuntas: SimpleNamespace, listener: Listener, given_up: str, forgotten: int) -> Store:
    """Of everything something that waits to be done."""
    store: Store = tuntas.store
    assert digests.run(store, START) == []
    for title in ("Satu", "Dua"):
        new_task(tuntas, START, title=title, deadline="2026-11-11")
    office = store.find("office", region="11.11", identity="lkks")[0]["id"]
    data = {"name": "Dasbor", "office": office, "expires": "2027-11-09", "hook": listener.address}
    tokens.make(store, SYSTEM, data, at=START, inside=True)
    happen(store, times=3)
    return store


@pytest.fixture(scope="module")
def serve(three: Machines, due: Store, mails: Sink) -> Iterator[Callable[[int], Served]]:
    settings = {
        "TUNTAS_SMTP": f"smtp://localhost:{mails.port}", "TUNTAS_SMTP_FROM": "tuntas@kantor.example",
        "TUNTAS_API": "ya", "TUNTAS_HOOKS_INSIDE": "ya",
    }  # fmt: skip
    mails.content = slowly
    with ExitStack() as begun:

        def begin(number: int) -> Served:
            return three.serve(lambda *words, **more: begun.enter_context(program(*words, **more)), number, **settings)

        yield begin


@pytest.fixture(scope="module")
def servers(serve: Callable[[int], Served]) -> list[Served]:
    return [serve(number) for number in range(3)]


def slowly(_: str) -> str:
    """So that there is a moment in which the one who sends can be killed."""
    time.sleep(0.3)
    return OK


def put_many(store: Store) -> None:
    user = find_user(store, "ketua.bireuen")
    assert user is not None
    user = set_address(store, SYSTEM, user["id"], "ketua@lkks.example", at=START)
    with store.transaction():
        for number in range(MAILS):
            outbox.put(store, f"ringkasan/{number}", user, f"Ringkasan {number}", "Isi", "<p>Isi</p>", START)


def holder(database: str, what: str) -> int:
    """The process that has it in hand."""
    with closing(psycopg.connect(database, autocommit=True)) as connection:
        found = connection.execute(HOLDERS, (place_of(f"claim {what}"),)).fetchall()
    return int(found[0][0].split()[-1]) if found else 0


def ended(store: Store) -> bool:
    return not store.count("mail", state=State.WAITING) and not store.count("mail", state=State.SENDING)


def test_mail_is_sent_by_one_and_when_that_is_killed_by_another(
    three: Machines, servers: list[Served], due: Store, mails: Sink
):
    put_many(due)
    until(lambda: len(mails.taken) >= 4)
    until(lambda: holder(three.database, "mail"))
    sending = holder(three.database, "mail")
    killed = next(one for one in servers if one.process.pid == sending)
    killed.process.send_signal(signal.SIGKILL)
    killed.process.wait()
    taken, moment = len(mails.taken), time.monotonic()
    until(lambda: len(mails.taken) > taken + 1)
    took = time.monotonic() - moment
    print(f"sent on {took:.1f} s after the death of who sent")
    assert took < BACK_WITHIN
    until(lambda: ended(due))
    states = Counter(mail["state"] for mail in due.find(Mail))
    assert set(mails.counted().values()) == {1}, "none is taken twice"
    assert states[State.SENT] + states[State.UNSURE] == due.count("mail")
    assert states[State.UNSURE] <= 1, "the one that was on its way"


def test_each_message_to_a_program_comes_once(servers: list[Served], due: Store, listener: Listener):
    until(lambda: listener.heard)
    happen(due, times=2)
    newest = due.first("event", chain="11.11", order="-seq")
    assert newest is not None
    until(lambda: {row["chain"]: row["sent"] for row in due.find(Delivery)}["11.11"] == newest["seq"])
    told = [number for _, numbers in listener.told() for number in numbers]
    assert told == sorted(set(told)), "each event once, in its order"
    assert max(Counter(headers["webhook-id"] for headers, _ in listener.heard).values()) == 1


def test_what_is_due_is_told_once(servers: list[Served], due: Store):
    until(lambda: due.count("digest"))
    (digest,) = due.find("digest")
    assert [item["title"] for item in digest["items"]] == ["Satu", "Dua"]


def test_what_nothing_names_is_swept_by_one(servers: list[Served], due: Store, three: Machines, given_up: str):
    until(lambda: not (three.folders[0] / "evidence" / given_up[:2] / given_up).exists())
    with due.alone("leftovers", 3600) as ours:
        assert ours is None, "nobody sweeps again so soon"
    said = "".join(server.log.read_text() for server in servers)
    assert said.count("leftovers: 1 files removed") == 1


def test_there_is_one_copy_of_the_day(servers: list[Served], three: Machines):
    copies = three.folders[0] / "backup"
    until(lambda: list(copies.glob("*-*-*/manifest.json")))
    assert [path.name for path in copies.iterdir() if not path.name.startswith(".")] == [NOW.date().isoformat()]


def test_a_job_of_which_nobody_was_told_is_found(servers: list[Served], due: Store, forgotten: int):
    until(lambda: due.get("job", forgotten)["state"] == DONE)


@pytest.fixture(scope="module")
def papers(servers: list[Served], due: Store, tuntas: SimpleNamespace) -> list[int]:
    """What moves have ordered while the servers are at work, once it is drawn."""
    moment = time.monotonic()
    task = bring(tuntas, "reported", START)["id"]
    ordered = [record["id"] for record in due.find("document", task=task)]
    until(lambda: not any(due.get("document", id)["pending"] for id in ordered))
    print(f"{len(ordered)} papers are there {time.monotonic() - moment:.1f} s after the beginning of the moves")
    return ordered


def test_what_a_move_has_ordered_is_drawn(papers: list[int], due: Store):
    assert papers
    assert {tuple(sorted(due.get("document", id)["files"])) for id in papers} == {("docx", "pdf")}


@pytest.mark.parametrize(("how", "left"), [(signal.SIGKILL, -signal.SIGKILL), (signal.SIGTERM, 0)])
def test_a_zip_whose_maker_ends_is_made_by_another(
    app: Flask, servers: list[Served], serve: Callable[[int], Served], three: Machines, due: Store, papers: list[int],
    how: int, left: int,
):  # fmt: skip
    many = (papers * MOST_DOCUMENTS)[:MOST_DOCUMENTS]
    job = app.extensions["tuntas"].jobs.order(DINSOS, "Semua", {"end": how}, many)["id"]
    until(lambda: due.get("job", job)["done"])
    first, moment = due.get("job", job)["runner"], time.monotonic()
    number = next(n for n, one in enumerate(servers) if f"/{one.process.pid}/" in first)
    servers[number].process.send_signal(how)
    assert servers[number].process.wait(PATIENCE) == left
    until(lambda: due.get("job", job)["runner"] not in ("", first))
    print(f"taken over {time.monotonic() - moment:.1f} s after the end of who made it")
    servers[number] = serve(number)
    until(lambda: due.get("job", job)["state"] not in (WAITING, RUNNING))
    made = due.get("job", job)
    assert (made["state"], made["failures"], made["done"]) == (DONE, [], MOST_DOCUMENTS)
    whole = three.folders[0] / "zip" / f"{made['sha256']}.zip"
    with zipfile.ZipFile(whole) as packed:
        assert packed.testzip() is None
        assert len(packed.namelist()) > MOST_DOCUMENTS


def test_nobody_complains(servers: list[Served]):
    for server in servers:
        assert "Traceback" not in server.log.read_text(), server.log.read_text()
