"""A rakor leaves as ``rakor.json`` and a ZIP, and another Tuntas takes it as it stands."""

from __future__ import annotations

import io
import json
import re
import shutil
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from flask import Flask
from flask.testing import FlaskClient

from app import create_app
from documents.issue.batch import EVIDENCE_INDEX, INDEX
from documents.issue.rakor_zip import rakor_json
from documents.readers.files.unreadable import Unreadable
from documents.readers.reading import read_file
from tests.world import one_line_files, seeded
from tests.world.chains import verify
from tests.world.instance import START, signed_in
from workflow.audit import newest
from workflow.errors import Invalid
from workflow.rakor import file_in, file_recording
from workflow.rakor.file import as_bytes, as_data, uid_of
from workflow.roles import Actor, Role
from workflow.store import Record, Store

DINSOS = Actor(105, "Dinas Sosial Aceh", Role.DINSOS)
SEKDIS = Actor(102, "Sekretaris Dinas Sosial Kabupaten Bireuen", Role.SEKDIS, "11.11")
OURS = "11.11"


def opened(folder: Path, source: Path) -> Flask:
    shutil.copytree(source, folder)
    return create_app(folder, NOW=lambda: START, SEED=False, TESTING=True, BASE_URL="https://tuntas.example")


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory, demo_instance: Path) -> Iterator[Flask]:
    """The one that gives."""
    made = opened(tmp_path_factory.mktemp("gives") / "instance", demo_instance)
    yield made
    made.extensions["tuntas"].store.close()


def live(app: Flask) -> tuple[Store, Record]:
    store = app.extensions["tuntas"].store
    return store, seeded.under_way(store)


def content_of(app: Flask) -> bytes:
    store, rakor = live(app)
    return as_bytes(as_data(store, DINSOS, rakor))


def sent(client: FlaskClient, content: bytes, name: str = "rakor.json") -> Any:
    return client.post("/rakor/impor", data={"file": (io.BytesIO(content), name)})


def test_what_one_gives_the_other_takes_and_gives_again(demo: Flask, app: Flask):
    content = content_of(demo)
    dinsos, store = signed_in(app, "dinsos.aceh"), app.extensions["tuntas"].store
    looked = sent(dinsos, content)
    assert looked.status_code == 303
    assert store.count("rakor") == 0
    page = dinsos.get(looked.location).text
    assert json.loads(content)["rakor"]["title"] in page
    assert "Simpan rakor ini" in page
    berkas = looked.location.partition("berkas=")[2]
    done = dinsos.post("/rakor/impor/catat", data={"berkas": berkas, "kiriman": "x"})
    assert done.status_code == 303
    assert dinsos.post("/rakor/impor/catat", data={"berkas": berkas, "kiriman": "x"}).location == done.location
    assert store.count("rakor") == 1
    (rakor,) = store.find("rakor")
    assert as_bytes(as_data(store, DINSOS, rakor)) == content
    assert store.count("document") == store.count("evidence") == store.count("entry") == 0
    assert [sentence for chain in newest.chains(store) for sentence in verify(store, chain)] == []
    events = store.find("event", name="rakor_imported")
    assert len(events) == store.count("task") + 1
    assert {event["fields"]["sha256"] for event in events} == {berkas}


def test_every_page_of_what_came_opens_and_work_goes_on(demo: Flask, app: Flask):
    store = app.extensions["tuntas"].store
    rakor = file_recording.record(store, DINSOS, file_in.read(content_of(demo)), "0" * 64, at=START)
    clients = {name: signed_in(app, name) for name in ("ketua.bireuen", "sekdis.bireuen", "dinsos.aceh")}
    for task in store.find("task", region=OURS):
        for client in clients.values():
            assert client.get(f"/tugas/{task['id']}").status_code == 200
        assert "Diambil dari Tuntas lain" in clients["ketua.bireuen"].get(f"/tugas/{task['id']}").text
        assert clients["ketua.bireuen"].get(f"/tugas/{task['id']}/rtl.docx").status_code == 200
    for name, addresses in {
        "ketua.bireuen": ("/komitmen", "/kabar", "/tugas"), "sekdis.bireuen": ("/persetujuan", "/dokumen"),
        "dinsos.aceh": ("/beranda", "/matriks", f"/rakor/{rakor['id']}", "/tugas/rekap.xlsx"),
    }.items():  # fmt: skip
        for address in addresses:
            assert clients[name].get(address).status_code == 200, address
    waiting = store.find("task", region=OURS, waits_for="sekdis", cancelled=False)[0]
    assert clients["sekdis.bireuen"].get(f"/persetujuan/{waiting['id']}").status_code == 200
    answer = clients["sekdis.bireuen"].post(f"/tugas/{waiting['id']}/aksi/report", data={
        "version": waiting["version"], "number_from": "blank", "addressee": "Bupati Bireuen",
    })  # fmt: skip
    assert answer.status_code == 303
    assert store.get("task", waiting["id"])["stage"] == "reported"
    claimed = store.find("task", waits_for="dinsos", cancelled=False)[0]["id"]
    assert clients["dinsos.aceh"].get(f"/tugas/{claimed}/periksa").status_code == 200
    numbered = [task for task in store.find("task", region=OURS) if task["origin"]["numbers"]]
    shown = clients["ketua.bireuen"].get(f"/tugas/{numbered[0]['id']}").text
    assert re.search(rf"{re.escape(numbered[0]['origin']['numbers'][0]['number'])}(; laporan \S+)?\s+·", shown)
    assert "nomor di Tuntas asal" in shown
    assert "Bukti yang lama tetap di Tuntas asal" in shown


def test_one_that_is_here_is_refused(demo: Flask):
    store, rakor = live(demo)
    dinsos, before = signed_in(demo, "dinsos.aceh"), store.count("task")
    looked = sent(dinsos, content_of(demo))
    page = dinsos.get(looked.location).text
    assert "sudah ada di sini" in page
    assert "Simpan rakor ini" not in page
    refused = dinsos.post("/rakor/impor/catat", data={"berkas": looked.location.partition("berkas=")[2]})
    assert refused.status_code == 422
    assert "sudah ada di sini" in refused.text
    other = json.loads(content_of(demo)) | {"uid": "abcdef"}
    assert file_recording.already_here(store, file_in.read(json.dumps(other).encode()))["id"] == rakor["id"]
    assert store.count("task") == before


def test_a_region_gets_its_own_tasks_and_no_numbers_of_others(demo: Flask):
    store, rakor = live(demo)
    data = as_data(store, SEKDIS, rakor)
    assert {task["region"] for task in data["tasks"]} == {OURS}
    assert data["numbers"] == []
    numbers = {paper["number"] for task in data["tasks"] for paper in task["numbers"]}
    assert numbers
    assert numbers <= {paper["number"] for paper in store.find("document", region=OURS)}
    assert len(data["tasks"]) < len(as_data(store, DINSOS, rakor)["tasks"])


def test_both_numbers_of_a_report_travel(demo: Flask, app: Flask):
    store, rakor = live(demo)
    issued = next(one for one in store.find("document", rakor=rakor["id"], type="laporan") if one.get("number_report"))
    taken = file_recording.record(
        app.extensions["tuntas"].store, DINSOS, file_in.read(content_of(demo)), "0" * 64, at=START
    )
    there = signed_in(app, "dinsos.aceh").get(f"/tugas?rakor={taken['id']}&q={issued['number_report']}").text
    found = re.findall(r"/tugas/\d+\b", there)
    assert found, "not found by its number"
    assert f"laporan {issued['number_report']}" in signed_in(app, "dinsos.aceh").get(found[0]).text


def test_no_account_and_no_id_is_in_it(demo: Flask):
    text = content_of(demo).decode()
    for account in demo.extensions["tuntas"].store.find("user"):
        assert f'"{account["username"]}"' not in text
    assert not [key for key in ('"by"', '"id"', '"submitted_by"', '"password') if key in text]


def test_a_rakor_of_before_has_a_uid_that_stays(demo: Flask):
    _, rakor = live(demo)
    old = {name: value for name, value in rakor.items() if name != "uid"}
    assert uid_of(old) == uid_of({**old, "title": "Judul baru", "version": 9})
    assert uid_of(old) != uid_of({**old, "id": 99})


def mended(data: dict[str, Any], path: str, value: Any) -> bytes:
    """The file with one value changed: "tasks.0.region"."""
    *above, last = path.split(".")
    place: Any = data
    for step in above:
        place = place[int(step)] if step.isdigit() else place[step]
    place[int(last) if last.isdigit() else last] = value
    return json.dumps(data).encode()


PAPER = {"type": "notula", "title": "Notula", "number": "", "date": "2026-11-09", "status": "berlaku"}
WRONG = [
    ("format", "tuntas-rakor/2", file_in.NEWER), ("format", "lain/1", file_in.NOT_OURS),
    ("format", None, file_in.NOT_OURS), ("tasks.0.region", "12.01", "bukan kabupaten/kota di Aceh"),
    ("tasks.0.region", ["11.11"], "tidak lengkap atau diubah"), ("tasks.0.outcome", "tidakada", "tidak ada di berkas"),
    ("tasks.0.stage", "selesai", "tidak lengkap atau diubah"), ("tasks.0.waits_for", "admin", "tidak lengkap"),
    ("tasks.0.percent", 101, "tidak lengkap"), ("tasks.0.percent", True, "tidak lengkap"),
    ("tasks.0.percent", 1.5, file_in.NOT_OURS), ("tasks.0.plan", [], "tidak lengkap"),
    ("tasks.0.plan.action", "x" * 2000, "terlalu panjang"), ("tasks.0.since", "kemarin", "tidak lengkap"),
    ("tasks.0.deadline", "2026-02-31", "bukan tanggal"), ("tasks", {}, "tidak lengkap"),
    ("tasks.0", 7, "tidak lengkap"),
    ("rakor.title", "", "Isi judul rakor"), ("rakor.agenda", "a", "tidak lengkap"), ("uid", "../x", "tidak lengkap"),
    *[("numbers", [{**PAPER, **wrong}], said) for wrong, said in (
        ({"date": "bukan tanggal"}, "bukan tanggal"), ({"date": "2026-13-45"}, "bukan tanggal"),
        ({"date": None}, "bukan tanggal"), ({"date": ""}, "dikenal"), ({"type": "surat"}, "dikenal"),
        ({"status": "draf"}, "dikenal"),
        ({"number": "3276011201900001"}, "NIK"),
    )],
    ("outcomes.1.uid", None, "tidak lengkap"), ("rakor.chair", "3276011201900001", "NIK"),
]  # fmt: skip


@pytest.mark.parametrize(("path", "value", "sentence"), WRONG)
def test_what_is_wrong_in_it_is_said_in_a_sentence(demo: Flask, path: str, value: Any, sentence: str):
    answer = sent(signed_in(demo, "dinsos.aceh"), mended(json.loads(content_of(demo)), path, value))
    assert answer.status_code == 422
    assert sentence in answer.text


def test_one_outcome_is_a_task_of_one_kabupaten_only_once(demo: Flask):
    data = json.loads(content_of(demo))
    again = data["tasks"][0]
    part = {**again, "part": "Bagian kedua"}
    assert len(file_in.read(json.dumps({**data, "tasks": [*data["tasks"], part]}).encode())["tasks"]) == 104
    for twin in (again, {**again, "stage": "draft", "waits_for": ""}):
        answer = sent(signed_in(demo, "dinsos.aceh"), json.dumps({**data, "tasks": [*data["tasks"], twin]}).encode())
        assert (answer.status_code, "dua kali menjadi tugas" in answer.text) == (422, True)
    parts = [*data["tasks"], part, {**part, "part": "bagian  KEDUA"}]
    with pytest.raises(Invalid, match="dua kali menjadi tugas"):
        file_in.read(json.dumps({**data, "tasks": parts}).encode())


def test_nothing_is_implemented_without_its_paper(demo: Flask):
    data = json.loads(content_of(demo))
    done = next(task for task in data["tasks"] if task["stage"] == "implemented")
    assert [paper["type"] for paper in done["numbers"]].count("pelaksanaan") == 1
    for paper in done["numbers"]:
        paper["status"] = "dicabut" if paper["type"] == "pelaksanaan" else paper["status"]
    with pytest.raises(Invalid, match=file_in.UNPROVEN):
        file_in.read(json.dumps(data).encode())
    done["numbers"] = [paper for paper in done["numbers"] if paper["type"] != "pelaksanaan"]
    answer = sent(signed_in(demo, "dinsos.aceh"), json.dumps(data).encode())
    assert (answer.status_code, file_in.UNPROVEN in answer.text) == (422, True)


@pytest.mark.parametrize(
    "content",
    [b"", b"{", b"[]", b"null", b"\xff\xfe", b"[" * 100_000, b'{"format": NaN}', b"PK\x03\x04kosong", b"%PDF-1.7"],
)
def test_what_is_no_rakor_is_refused(demo: Flask, content: bytes):
    answer = sent(signed_in(demo, "dinsos.aceh"), content)
    assert answer.status_code == 422
    assert "file-galat" in answer.text


def zipped(*parts: tuple[str, bytes], compression: int = zipfile.ZIP_STORED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", compression) as archive:
        for name, content in parts:
            archive.writestr(name, content)
    return out.getvalue()


def test_a_zip_is_opened_only_for_its_rakor():
    assert rakor_json(zipped(("a.pdf", b"%PDF"), ("rakor.json", b"{}"))) == b"{}"
    for content in (zipped(("a.pdf", b"x")), zipped(("../rakor.json", b"{}"))):
        with pytest.raises(Invalid):
            rakor_json(content)
    bomb = zipped(("rakor.json", b" " * 20_000_000), compression=zipfile.ZIP_DEFLATED)
    with pytest.raises(Invalid, match="mengembang"):
        rakor_json(bomb)


def unzipped(client: FlaskClient, job: str) -> zipfile.ZipFile:
    with client.get(f"{job}.zip") as answer:
        return zipfile.ZipFile(io.BytesIO(answer.data))


@pytest.mark.parametrize("pack", [lambda content: content, lambda content: zipped(("rakor.json", content))])
def test_the_page_for_office_files_says_where_it_belongs(demo: Flask, pack: Callable[[bytes], bytes]):
    with pytest.raises(Unreadable) as refusal:
        read_file("rakor.zip", pack(content_of(demo)))
    assert "Dari Tuntas lain" in refusal.value.sentence


def test_the_zip_of_a_rakor(demo: Flask, monkeypatch: pytest.MonkeyPatch):
    one_line_files.use(monkeypatch)
    store, rakor = live(demo)
    sekdis, jobs = signed_in(demo, "sekdis.bireuen"), demo.extensions["tuntas"].jobs
    assert "Sertakan bukti (" in sekdis.get(f"/rakor/{rakor['id']}").text
    plain, full = (sekdis.post(f"/pekerjaan?rakor={rakor['id']}", data=data).location for data in ({}, {"bukti": "1"}))
    assert plain != full
    jobs.run_waiting()
    names = unzipped(sekdis, plain).namelist()
    assert not [name for name in names if name.startswith("bukti/")]
    assert {name.split("/")[0] for name in names} == {"11.11-Bireuen", INDEX, "rakor.json"}
    packed = unzipped(sekdis, full)
    wanted = [one for one in store.find("evidence") if one["region"] == OURS and not one["dropped"]]
    wanted = [one for one in wanted if store.get("task", one["task"])["rakor"] == rakor["id"]]
    kept = [name for name in packed.namelist() if name.startswith("bukti/11.11-Bireuen/")]
    assert len(kept) == len(wanted) > 0
    index = list(openpyxl.load_workbook(io.BytesIO(packed.read(EVIDENCE_INDEX))).active.values)
    assert [row[index[0].index("Berkas")] for row in index[1:]] == kept
    assert file_in.read(packed.read("rakor.json"))["uid"] == uid_of(rakor)
    told = store.find("event", name="exported", order="-id", limit=2)
    assert any("Dokumen-dan-bukti" in event["fields"]["thing"] for event in told)


def test_the_command_says_what_comes_and_refuses_the_second_time(demo: Flask, app: Flask, tmp_path: Path):
    file = tmp_path / "rakor.zip"
    file.write_bytes(zipped(("rakor.json", content_of(demo))))
    runner = app.test_cli_runner()
    stopped = runner.invoke(args=["rakor", "import", str(file)], input="n\n")
    assert "Butir hasil: " in stopped.output
    assert app.extensions["tuntas"].store.count("rakor") == 0
    assert runner.invoke(args=["rakor", "import", "--ya", str(file)]).exit_code == 0
    assert app.extensions["tuntas"].store.count("rakor") == 1
    again = runner.invoke(args=["rakor", "import", "--ya", str(file)])
    assert (again.exit_code, "sudah ada di sini" in again.output) == (1, True)


def test_what_a_direction_names_goes_along_and_its_sheet_stays(demo: Flask, app: Flask):
    store, rakor = live(demo)
    there = app.extensions["tuntas"].store
    data = json.loads(content_of(demo))
    told = [said for task in data["tasks"] for said in task["directions"]]
    assert told
    told[0] |= {"deadline": "2027-01-31", "plan": "Adakan dua pelatihan."}
    for said in told[1:]:  # as a file of before has them
        del said["deadline"], said["plan"]
    taken = file_recording.record(there, DINSOS, file_in.read(as_bytes(data)), "0" * 64, at=START)
    came = [said for task in there.find("task", rakor=taken["id"]) for said in task["directions"]]
    assert (came[0]["deadline"], came[0]["plan"], came[0]["scan"]) == ("2027-01-31", "Adakan dua pelatihan.", None)
    assert {(said["deadline"], said["plan"]) for said in came[1:]} <= {("", "")}
    again = as_data(there, DINSOS, there.get("rakor", taken["id"]))
    assert [said for task in again["tasks"] for said in task["directions"]][0] == told[0]
