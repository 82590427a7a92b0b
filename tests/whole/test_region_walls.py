"""What belongs to one kabupaten/kota never reaches another, by any address, in any kind of file, nor by counting.

Every text of everything that belongs to another gets a mark; then the people of Bireuen ask for everything there is.
"""

from __future__ import annotations

import itertools
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app import create_app
from tests.world import seeded
from tests.world.answers_read import said
from tests.world.instance import START, signed_in
from tests.world.lks_world import make_lks
from tests.world.marks import unmarked
from tests.world.programs import make_key, program
from workflow.demo import PASSWORD
from workflow.kinds import rakor_kinds
from workflow.people.accounts import SYSTEM, add_user
from workflow.rakor.recording import hand_over
from workflow.regions import regions
from workflow.roles import Actor, Role
from workflow.store import Record, Store
from workflow.web.guard import ACCESS, PROGRAMS, RECORDS

MARK = "zqxpidie"
THEIRS, OURS = "11.07", "11.11"
NO_TEXT = ("kind", "hash", "prev", "state", "sort", "valid_until")
ACCOUNTS = ("ketua.bireuen", "sekdis.bireuen", "ketua.aceh", "sekdis.aceh")  # the last two of the province, "11"
KINDS = (
    "task",
    "evidence",
    "document",
    "entry",
    "event",
    "content",
    "job",
    "inquiry",
    "lks",
    "lks_change",
    "lks_state",
)
REGISTERED = ("title", "number", "slot", "subject", "signer", "addressee", "reason", "by", "search")
# Strings without a blank that are texts all the same.
TEXTS = {
    "title",
    "number",
    "name",
    "caption",
    "place",
    "search",
    "by",
    "addressee",
    "subject",
    "signer",
    "slot",
    "part",
}


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory, demo_instance: Path) -> Iterator[Flask]:
    folder = tmp_path_factory.mktemp("walls") / "instance"
    shutil.copytree(demo_instance, folder)
    made = create_app(folder, NOW=lambda: START, TESTING=True, BASE_URL="https://tuntas.example", API="ya")
    store = made.extensions["tuntas"].store
    made.extensions["refusals"].each = 10**9
    signed_in(made, "sekdis.pidie").post("/pekerjaan?jenis=laporan")
    _province(store)
    make_lks(store)
    with store.transaction():
        for record in theirs(store):
            store.save({**marked(record), **registered(store, record)})
    yield made
    store.close()


def _province(store: Store) -> None:
    """A task of the province, and its people."""
    rakor = seeded.under_way(store)
    dinsos = Actor(1, "Dinas Sosial Aceh", Role.DINSOS)
    hand_over(store, dinsos, rakor["id"], rakor["outcomes"][0]["uid"], ["11"], at=START)
    for role in ("ketua", "sekdis"):
        data = {"username": f"{role}.aceh", "role": role, "region": "11", "password": PASSWORD}
        add_user(store, SYSTEM, data, at=START, demo=True)


def theirs(store: Store) -> list[Record]:
    """All that belongs to another kabupaten/kota than ours."""
    papers = {document["id"] for document in store.find("document") if foreign(document)}
    found = [record for kind in KINDS for record in store.find(kind)]
    return [one for one in found if foreign(one) or one.get("document") in papers]


def registered(store: Store, record: Record) -> dict[str, Any]:
    """What of a paper about a whole rakor stands in the register of Dinas Sosial Aceh, which its own chair and Sekdis
    read: that it has a number. The paper itself they do not."""
    paper = store.get("document", record["document"]) if record["kind"] == "entry" and record["document"] else record
    if paper is None or paper.get("type") not in rakor_kinds() or record.get("region") != "11":
        return {}
    return {name: record[name] for name in REGISTERED if name in record}


def foreign(record: Record) -> bool:
    """Papers about a whole rakor are of nobody's region, and tell of everybody."""
    return record.get("region", record.get("chain")) in set(regions()) - {OURS} or record.get("type") in rakor_kinds()


def marked(value: Any, name: str = "") -> Any:
    """The same with the mark in every text."""
    if isinstance(value, dict) and value.get("kind") == "event":
        return {**value, "fields": marked(value["fields"])}
    if isinstance(value, dict):
        return {key: marked(part, key) for key, part in value.items()}
    if isinstance(value, list):
        return [marked(part, name) for part in value]
    if isinstance(value, str) and name not in NO_TEXT and (" " in value or name in TEXTS):
        return f"{value} {MARK}"
    return value


def ids(store: Store, kind: str, ours: str) -> list[int]:
    """Two of theirs and two of ours, or one that is of no region."""
    found = store.find(kind)
    strange = [one["id"] for one in found if one.get("region", one.get("chain")) == THEIRS]
    own = [one["id"] for one in found if one.get("region", one.get("chain")) == ours]
    others = [one["id"] for one in found if "region" not in one and "chain" not in one][:2]
    return [*strange[:2], *own[:1], *own[-1:], *others[:1]]


def home(username: str) -> str:
    return "11" if username.endswith(".aceh") else OURS


def addresses(app: Flask, ours: str = OURS) -> Iterator[str]:
    """Every page that can be read, with the ids of theirs and of ours."""
    store, adapter = app.extensions["tuntas"].store, app.url_map.bind("localhost")
    uid = store.find("task", region=THEIRS)[0]["outcome"]
    for rule in app.url_map.iter_rules():
        if "GET" not in (rule.methods or ()) or rule.endpoint.endswith("static") or not ACCESS[rule.endpoint]:
            continue
        choices = [
            [(name, value) for value in _values(store, rule, name, uid, ours)] for name in sorted(rule.arguments)
        ]
        for values in itertools.product(*choices):
            yield adapter.build(rule.endpoint, dict(values))


def _values(store: Store, rule: Any, name: str, uid: str, ours: str) -> list[Any]:
    if name in RECORDS:
        return ids(store, RECORDS[name], ours)
    offered = getattr(rule._converters[name], "items", None)
    if offered:
        return sorted(offered)
    known = {
        "page": [1],
        "uid": [uid],
        "part": ["kop", "penanda-tangan", "tujuan"],
        "name": ["record_direction", "withdraw"],
        "filename": ["app.css"],
        "kind": ["waktu", "tidak_dapat"],
        "side": [480],
        "no": [1],
        "region": [THEIRS, ours],
        "key": ["r1"],
        "token": ["x"],
    }
    return known[name]


def queries(store: Store) -> list[str]:
    task = [one["id"] for one in store.find("task", region=THEIRS)]
    office = store.find("office", region=THEIRS)[0]["id"]
    outcome = store.find("task", region=THEIRS)[0]["outcome"]
    return [
        f"?q={MARK}", f"?wilayah={THEIRS}", f"?wilayah={THEIRS},{OURS}&butir={outcome}", f"?kantor={office}",
        "?kantor=semua", f"?butir={outcome}", f"?gabung={task[0]},{task[1]}", f"?sesudah={task[0]}",
        "?rakor=1&keadaan=terlambat", "?dibatalkan=1", f"?cari={MARK}", f"?kabupaten={THEIRS}&ukuran=P1",
    ]  # fmt: skip


def test_the_mark_is_seen_by_those_whose_it_is(app: Flask):
    """Else the tests below would find nothing because there is nothing."""
    store, client = app.extensions["tuntas"].store, signed_in(app, "sekdis.pidie")
    task = store.find("task", region=THEIRS, stage="implemented")[0]["id"]
    pages = ("/tugas", f"/tugas/{task}", "/kabar", "/dokumen", "/pekerjaan")
    for address in (*pages, "/tugas/rekap.xlsx", "/tugas.csv", "/dokumen.xlsx", "/agenda.csv"):
        assert MARK in said(client.get(address)), address
    assert MARK in said(client.get(f"/tugas/{task}/rtl.docx"))
    assert MARK in said(client.get(f"/tugas/{task}/rtl.pdf"))


@pytest.mark.parametrize("username", ACCOUNTS)
def test_nothing_of_theirs_is_in_any_answer(app: Flask, username: str):
    client, seen = signed_in(app, username), 0
    found = []
    for address in addresses(app, home(username)):
        answer = client.get(address)
        seen += answer.status_code == 200
        assert answer.status_code < 500, address
        if MARK in said(answer):
            found.append(address)
    assert found == []
    assert seen > 30


@pytest.mark.parametrize("identity", ["lkks", "dinsos"])
def test_nothing_of_theirs_reaches_a_program(app: Flask, identity: str):
    store, adapter, seen, found = app.extensions["tuntas"].store, app.url_map.bind("localhost"), 0, []
    client = program(app, make_key(store, OURS, identity))
    for rule in [rule for rule in app.url_map.iter_rules() if rule.endpoint in PROGRAMS and "GET" in rule.methods]:
        names = sorted(rule.arguments)
        for values in itertools.product(*(_values(store, rule, name, "", OURS) for name in names)):
            path = adapter.build(rule.endpoint, dict(zip(names, values, strict=True)))
            asked = (
                "",
                f"?q={MARK}",
                f"?region={THEIRS}",
                "?sort=late&limit=200",
                f"?chain={THEIRS}",
                f"?chain={OURS}",
            )
            for answer in (client.get(path + query) for query in asked):
                seen += answer.status_code == 200
                assert answer.status_code < 500, path
                found += [path] if MARK in said(answer) else []
    assert found == []
    assert seen > 20


@pytest.mark.parametrize("username", ACCOUNTS)
def test_nothing_of_theirs_is_found_by_asking(app: Flask, username: str):
    client, found = signed_in(app, username), []
    pages = [address for address in addresses(app) if not any(letter.isdigit() for letter in address)]
    for address, query in itertools.product(pages, queries(app.extensions["tuntas"].store)):
        answer = client.get(address + query)
        text = said(answer)
        for asked in (f"q={MARK}", f"cari={MARK}", f"“{MARK}”", f'value="{MARK}"'):
            text = text.replace(asked, "")
        if MARK in text:
            found.append(address + query)
    assert found == []


@pytest.mark.parametrize("username", ACCOUNTS)
@pytest.mark.parametrize("page", ["/tugas?q", "/dokumen?q", "/agenda?q", "/agenda/cetak?q", "/lks?cari", "/cari?q"])
def test_a_word_of_theirs_is_as_unknown_as_any(app: Flask, username: str, page: str):
    client = signed_in(app, username)
    theirs_, none = (unmarked(client.get(f"{page}={word}").text) for word in (MARK, "zqxnobody"))
    assert theirs_.replace(MARK, "zqxnobody") == none


@pytest.mark.parametrize("username", ACCOUNTS)
def test_a_list_does_not_go_on_from_a_record_of_theirs(app: Flask, username: str):
    """Where it went on would tell that record's date: when it moved last, or until when it is to be done."""
    client, store = signed_in(app, username), app.extensions["tuntas"].store
    for page, name, kind in (
        ("/tugas", "sesudah", "task"), ("/tugas?terlambat=1", "sesudah", "task"), ("/kabar", "sesudah", "event"),
        ("/kabar/semua", "sesudah", "event"),
        ("/lks", "sesudah", "lks"), ("/lks/usulan", "sesudah", "lks_change"),
        ("/agenda", "setelah", "entry"), ("/persetujuan", "setelah", "task"),
    ):  # fmt: skip
        if page == "/persetujuan" and username.startswith("ketua."):
            continue
        join = "&" if "?" in page else "?"
        unknown = unmarked(client.get(f"{page}{join}{name}=999999").text)
        strange = [one["id"] for one in store.find(kind) if one.get("region", one.get("chain")) == THEIRS]
        assert strange
        for id_ in [*strange[:3], *strange[-3:]]:
            given = unmarked(client.get(f"{page}{join}{name}={id_}").text)
            assert re.sub(rf"{name}={id_}\b", f"{name}=999999", given) == unknown, (page, id_)


def test_several_with_one_of_theirs_among_them_are_refused_whole(app: Flask):
    store, client = app.extensions["tuntas"].store, signed_in(app, "sekdis.bireuen")
    own = store.find("task", region=OURS, waits_for="sekdis")[0]
    other = store.find("task", region=THEIRS, waits_for="sekdis")[0]
    before = store.find("task"), store.count("document"), store.count("entry")
    form = {"action": "report", "version": f"{own['version']},{other['version']}", "number_from": "series"}
    for first, second in ((own, other), (other, own)):
        address = f"/persetujuan/{first['id']}?gabung={second['id']}"
        assert client.get(address).status_code == 404
        assert client.post(address, data=form).status_code == 404
        assert client.get(f"/tugas/{first['id']}/pratinjau/teks?gabung={second['id']}").status_code == 404
        assert client.get(f"/tugas/{first['id']}/pratinjau.docx?gabung={second['id']}").status_code == 404
    assert (store.find("task"), store.count("document"), store.count("entry")) == before


def test_an_etag_of_theirs_tells_nothing(app: Flask):
    store = app.extensions["tuntas"].store
    piece = next(one for one in store.find("evidence") if one["region"] == THEIRS)
    client: FlaskClient = signed_in(app, "ketua.bireuen")
    for tag in (f'"{piece["sha256"]}"', "*"):
        answer = client.get(f"/bukti/{piece['id']}", headers={"If-None-Match": tag, "If-Modified-Since": "x"})
        assert answer.status_code == 404
        assert "ETag" not in answer.headers
