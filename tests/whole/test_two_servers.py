"""Two servers on one PostgreSQL, as two machines have them: what is there once is done once, by whichever of them."""

from __future__ import annotations

import io
import re
import threading
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack, suppress
from html import unescape
from pathlib import Path
from types import SimpleNamespace

import pytest
from flask import Flask

from documents.issue.job_runner import RUNNING, WAITING
from documents.issue.jobs import DONE
from tests.world import chains
from tests.world.arranged import DINSOS, PROGRESS, bring
from tests.world.cluster import Cluster
from tests.world.instance import START
from tests.world.on_postgresql import NOW, Machines, machines
from tests.world.serving import Served, program
from tests.world.shared import unrendered
from tests.world.visiting import asked, session_of
from tests.world.waiting import PATIENCE, until
from workflow.demo import PASSWORD
from workflow.people.accounts import SYSTEM, add_user

Answer = tuple[int, bytes]


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory, bare_at_postgresql: Path, postgresql: Cluster) -> Machines:
    return machines(tmp_path_factory.mktemp("two"), bare_at_postgresql, postgresql.make("two", like="bare"))


@pytest.fixture(scope="module")
def app(both: Machines) -> Iterator[Flask]:
    with both.app() as made:
        yield made


@pytest.fixture(scope="module")
def tuntas(app: Flask) -> SimpleNamespace:
    return unrendered(app)


@pytest.fixture(scope="module")
def servers(both: Machines, app: Flask) -> Iterator[list[Served]]:
    with ExitStack() as begun:
        yield [both.serve(lambda *words, **more: begun.enter_context(program(*words, **more)), n) for n in range(2)]


@pytest.fixture
def ports(servers: list[Served]) -> list[int]:
    return [server.port for server in servers]


class NotKept(Exception):
    pass


def at_once(acts: list[Callable[[], Answer]]) -> list[Answer]:
    """All of them in the same moment."""
    gate, answers = threading.Barrier(len(acts)), []

    def do(act: Callable[[], Answer]) -> None:
        gate.wait(PATIENCE)
        answers.append(act())

    threads = [threading.Thread(target=do, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(PATIENCE)
    return answers


def test_of_twenty_that_approve_one_task_one_does(app: Flask, tuntas: SimpleNamespace, ports: list[int]):
    task = bring(tuntas, "draft/sekdis", START)
    entries = tuntas.store.count("entry", region="11.11")
    names = ["sekdis.bireuen", *(f"sekdis.bireuen.{n}" for n in range(3))]
    for name in names[1:]:
        account = {"username": name, "role": "sekdis", "region": "11.11", "password": PASSWORD}
        add_user(tuntas.store, SYSTEM, account, at=START, demo=True)
    sessions = [session_of(app, name) for name in names]
    form = {"version": task["version"], "action": "report", "number_from": "series", "addressee": "Bupati Bireuen"}
    address = f"/persetujuan/{task['id']}"
    answers = at_once([lambda n=n: asked(ports[n % 2], address, sessions[n // 2 % 4], form) for n in range(20)])

    assert Counter(status for status, _ in answers) == {302: 1, 409: 19}
    late = [page.decode() for status, page in answers if status == 409]
    assert all("<h1>Sudah diproses oleh Sekretaris Dinas Sosial Kabupaten Bireuen</h1>" in page for page in late)
    assert tuntas.store.get("task", task["id"])["stage"] == "reported"
    assert tuntas.store.count("event", task=task["id"], name="report") == 1
    assert tuntas.store.count("document", task=task["id"], type="laporan") == 1
    assert tuntas.store.count("entry", region="11.11") == entries + 2  # of the letter and of the report
    assert chains.verify(tuntas.store, "11.11") == []

    paper = tuntas.store.find("document", task=task["id"], type="laporan")[0]["id"]
    files = [asked(port, f"/dokumen/{paper}.pdf", sessions[0]) for port in ports]
    assert files[0] == files[1]
    assert (files[0][0], files[0][1][:5]) == (200, b"%PDF-")


def test_fifty_numbers_have_no_gap(app: Flask, tuntas: SimpleNamespace, ports: list[int]):
    who = session_of(app, "sekdis.pidie")

    def taken(n: int) -> Callable[[], Answer]:
        return lambda: asked(ports[n % 2], "/agenda/sediakan", who, {"subject": f"Surat ke-{n}"})

    answers = [answer for half in (range(25), range(25, 50)) for answer in at_once([taken(n) for n in half])]
    assert {status for status, _ in answers} == {303}
    entries = tuntas.store.find("entry", region="11.07", order="ordinal")
    assert [entry["ordinal"] for entry in entries] == list(range(1, 51))
    assert len({entry["number"] for entry in entries}) == 50
    assert {entry["subject"] for entry in entries} == {f"Surat ke-{n}" for n in range(50)}
    assert chains.verify(tuntas.store, "11.07") == []


def test_who_writes_in_one_office_holds_up_no_other(app: Flask, tuntas: SimpleNamespace, ports: list[int]):
    waiting, task = bring(tuntas, "draft/sekdis", START), bring(tuntas, "reported", START)
    chair, sekdis = (session_of(app, f"{role}.bireuen") for role in ("ketua", "sekdis"))
    report = {"version": waiting["version"], "action": "report", "number_from": "series", "addressee": "Bupati"}
    progress = {**PROGRESS, "version": task["version"]}
    with suppress(NotKept), tuntas.store.transaction("region:11.07", "user:1000", "key:x"):
        tuntas.store.insert("task", {"region": "11.07"})
        answers = [
            asked(ports[0], f"/persetujuan/{waiting['id']}", sekdis, report),
            asked(ports[1], f"/tugas/{task['id']}/kemajuan", chair, progress),
            asked(ports[0], "/agenda/sediakan", sekdis, {"subject": "Surat tugas"}),
            asked(ports[1], "/keluar", chair, {}),
        ]
        raise NotKept
    assert [status for status, _ in answers] == [302, 303, 303, 302]


def test_a_zip_is_made_once_and_is_there_for_both(app: Flask, tuntas: SimpleNamespace, ports: list[int]):
    bring(tuntas, "reported", START)
    papers = [record["id"] for record in tuntas.store.find("document", region="11.11")]
    jobs = app.extensions["tuntas"].jobs
    ordered = [jobs.order(DINSOS, f"Unduhan {n}", {"n": n}, papers)["id"] for n in range(3)]
    until(lambda: all(tuntas.store.get("job", id)["state"] not in (WAITING, RUNNING) for id in ordered))
    made = [tuntas.store.get("job", id) for id in ordered]
    assert [(job["state"], job["failures"], job["done"]) for job in made] == [(DONE, [], len(papers))] * 3
    who = session_of(app, "dinsos.aceh")
    for job in made:
        first, second = (asked(port, f"/pekerjaan/{job['id']}.zip", who) for port in ports)
        assert first == second
        assert zipfile.ZipFile(io.BytesIO(first[1])).testzip() is None


def test_a_preview_that_one_has_drawn_is_read_from_the_other(app: Flask, tuntas: SimpleNamespace, ports: list[int]):
    task = bring(tuntas, "draft/sekdis", START)
    who = session_of(app, "sekdis.bireuen")
    status, page = asked(ports[0], f"/persetujuan/{task['id']}", who)
    assert status == 200
    picture = re.search(r'src="([^"]+/pratinjau/1\.png[^"]*)"', page.decode())
    assert picture
    drawn = [asked(port, unescape(picture[1]), who) for port in ports]
    assert drawn[0] == drawn[1]
    assert (drawn[0][0], drawn[0][1][:4]) == (200, b"\x89PNG")


def test_the_daily_copy_is_made_once_and_both_end_in_order(both: Machines, servers: list[Served]):
    copies = both.folders[0] / "backup"
    until(lambda: list(copies.glob("*-*-*/manifest.json")))
    assert [path.name for path in copies.iterdir() if not path.name.startswith(".")] == [NOW.date().isoformat()]
    for server in servers:
        server.process.terminate()
        assert server.process.wait(PATIENCE) == 0
        said = server.log.read_text()
        assert ("Traceback" in said, "daily copy" in said) == (False, False), said
    assert list(copies.glob(".bagian-*")) == []
