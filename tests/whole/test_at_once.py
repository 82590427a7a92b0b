"""Many people at the same thing in the same moment, over real HTTP against waitress: one is first, and all are told."""

from __future__ import annotations

import http.client
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing
from types import SimpleNamespace
from urllib.parse import urlencode, urlsplit

import pytest
from flask import Flask

from tests.world import chains
from tests.world.arranged import DINSOS, PLAN, bring, new_task
from tests.world.browser import serving
from tests.world.each_store import on_each
from tests.world.instance import START, signed_in
from tests.world.waiting import PATIENCE
from workflow.demo import PASSWORD
from workflow.people.accounts import SYSTEM, add_user
from workflow.rakor.recording import readable_rakor

pytestmark = on_each
Answer = tuple[int, str]


@pytest.fixture
def base(app: Flask) -> Iterator[str]:
    with serving(app) as address:
        yield address


@pytest.fixture
def cookie(app: Flask) -> Callable[[str], str]:
    """The cookie of a new session of an account."""

    def of(username: str) -> str:
        found = signed_in(app, username).get_cookie(app.config["SESSION_COOKIE_NAME"])
        assert found is not None
        return f"{found.key}={found.value}"

    return of


def together(base: str, path: str, forms: list[tuple[str, dict[str, object]]]) -> list[Answer]:
    """Sends all forms (cookie, fields) at the same moment, each from a connection of its own."""
    gate, answers = threading.Barrier(len(forms)), []

    def send(cookie: str, fields: dict[str, object]) -> None:
        headers = {"Cookie": cookie, "Content-Type": "application/x-www-form-urlencoded"}
        with closing(http.client.HTTPConnection(urlsplit(base).netloc, timeout=PATIENCE)) as connection:
            connection.connect()
            gate.wait(PATIENCE)
            connection.request("POST", path, urlencode(fields, doseq=True), headers)
            answer = connection.getresponse()
            answers.append((answer.status, answer.read().decode()))

    threads = [threading.Thread(target=send, args=form) for form in forms]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(PATIENCE)
    return answers


def test_twenty_approve_the_same_task(app: Flask, tuntas: SimpleNamespace, base: str, cookie: Callable[[str], str]):
    task = bring(tuntas, "draft/sekdis", START)
    names = ["sekdis.bireuen", *(f"sekdis.bireuen.{n}" for n in range(3))]
    for name in names[1:]:
        account = {"username": name, "role": "sekdis", "region": "11.11", "password": PASSWORD}
        add_user(tuntas.store, SYSTEM, account, at=START, demo=True)
    form = {"version": task["version"], "action": "report", "number_from": "series", "addressee": "Bupati Bireuen"}
    answers = together(base, f"/persetujuan/{task['id']}", [(cookie(names[n % 4]), form) for n in range(20)])

    assert Counter(status for status, _ in answers) == {302: 1, 409: 19}
    late = [page for status, page in answers if status == 409]
    assert all("<h1>Sudah diproses oleh Sekretaris Dinas Sosial Kabupaten Bireuen</h1>" in page for page in late)
    assert all("ketika halaman Anda masih terbuka" in " ".join(page.split()) for page in late)
    assert tuntas.store.get("task", task["id"])["stage"] == "reported"
    assert tuntas.store.count("event", task=task["id"], name="report") == 1
    assert tuntas.store.count("document", task=task["id"], type="laporan") == 1
    assert tuntas.store.count("entry", region="11.11") == 2  # of the letter and of the report
    assert chains.verify(tuntas.store, "11.11") == []


def test_fifty_take_a_number(tuntas: SimpleNamespace, base: str, cookie: Callable[[str], str]):
    session = cookie("sekdis.bireuen")
    forms = [(session, {"subject": f"Surat ke-{n}"}) for n in range(50)]
    answers = [done for half in (forms[:25], forms[25:]) for done in together(base, "/agenda/sediakan", half)]
    assert {status for status, _ in answers} == {303}
    entries = tuntas.store.find("entry", region="11.11", order="ordinal")
    assert [entry["ordinal"] for entry in entries] == list(range(1, 51))
    assert len({entry["number"] for entry in entries}) == 50
    assert {entry["subject"] for entry in entries} == {f"Surat ke-{n}" for n in range(50)}


def test_numbers_of_approvals_and_of_the_agenda_do_not_meet(
    tuntas: SimpleNamespace, base: str, cookie: Callable[[str], str]
):
    tasks = [bring(tuntas, "draft/sekdis", START) for _ in range(6)]
    session = cookie("sekdis.bireuen")
    given = {"action": "report", "number_from": "series", "addressee": "Bupati Bireuen"}
    threads, answers = [], []
    for task in tasks:
        form = (session, {**given, "version": task["version"]})
        path = f"/persetujuan/{task['id']}"
        threads.append(threading.Thread(target=lambda p=path, f=form: answers.extend(together(base, p, [f]))))
    reserved = [(session, {"subject": f"Surat ke-{n}"}) for n in range(6)]
    threads.append(threading.Thread(target=lambda: answers.extend(together(base, "/agenda/sediakan", reserved))))
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(PATIENCE)
    said = Counter(status for status, _ in answers)
    assert (said[303], said[302] + said[422]) == (6, 6)
    # Whose number was taken meanwhile reads the paper again with the next one.
    assert all("baru saja dipakai naskah lain" in page for status, page in answers if status == 422)
    entries = tuntas.store.find("entry", region="11.11", order="ordinal")
    assert [entry["ordinal"] for entry in entries] == list(range(1, len(entries) + 1))
    assert sum(bool(entry["document"]) for entry in entries) == 2 * said[302] > 0


def test_of_two_editors_the_second_gets_both_texts(tuntas: SimpleNamespace, base: str, cookie: Callable[[str], str]):
    task = new_task(tuntas, START)
    forms = [
        (cookie("ketua.bireuen"), {**PLAN, "action": words, "version": task["version"], "do": "edit_plan"})
        for words in ("Tulisan pertama dari kantor", "Tulisan kedua dari telepon")
    ]
    answers = together(base, f"/tugas/{task['id']}/rencana", forms)
    assert sorted(status for status, _ in answers) == [303, 409]
    page = next(text for status, text in answers if status == 409)
    stored = tuntas.store.get("task", task["id"])["plan"]["action"]
    assert stored in {form["action"] for _, form in forms}
    assert all(word in page for word in ("pertama", "kantor", "kedua", "telepon"))


def test_an_outcome_is_handed_over_once_to_each(tuntas: SimpleNamespace, base: str, cookie: Callable[[str], str]):
    task = new_task(tuntas, START)
    rakor = readable_rakor(tuntas.store, DINSOS, task["rakor"])
    form = {f"butir-{rakor['outcomes'][0]['uid']}": ["11.07", "11.08", "11"], "version": rakor["version"]}
    answers = together(base, f"/rakor/{rakor['id']}/bagikan", [(cookie("dinsos.aceh"), form)] * 8)
    assert {status for status, _ in answers} == {303}
    found = Counter(task["region"] for task in tuntas.store.find("task", rakor=rakor["id"]))
    assert found == {"11": 1, "11.07": 1, "11.08": 1, "11.11": 1}


def test_a_file_is_recorded_once(tuntas: SimpleNamespace, base: str, app: Flask, cookie: Callable[[str], str]):
    rakor = new_task(tuntas, START)["rakor"]
    block = "Hasil Rakor\tTindak Lanjut\tKab/Kota\nButir dari berkas.\tMelaksanakan\tKab. Pidie"
    answer = signed_in(app, "dinsos.aceh").post("/impor", data={"pasted": block, "rakor": str(rakor)})
    intake = tuntas.store.find("intake")[0]
    form = {"version": intake["version"], "do": "catat"}
    answers = together(base, answer.location, [(cookie("dinsos.aceh"), form)] * 8)
    assert Counter(status for status, _ in answers) == {303: 1, 409: 7}
    assert tuntas.store.count("task", region="11.07") == 1
