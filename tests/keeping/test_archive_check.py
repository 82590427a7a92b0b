"""Every file of evidence and archive is compared with its record; a changed one is told and never served."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest
from click.testing import Result
from flask import Flask
from flask.testing import FlaskClient

from documents.issue.jobs import DONE
from tests.world.instance import Clock, signed_in
from tests.world.stored import stored
from workflow.store import Record


def check(app: Flask) -> Result:
    return app.test_cli_runner().invoke(args=["archive", "check"])


@pytest.fixture
def parts(demo_app: Flask) -> SimpleNamespace:
    """The demo with one document whose files are made."""
    tuntas = demo_app.extensions["tuntas"]
    document = tuntas.publisher.publish(tuntas.store.find("document", type="rtl")[0]["id"])
    evidence = tuntas.store.find("evidence")[0]
    return SimpleNamespace(
        store=tuntas.store, document=document, evidence=evidence, tuntas=tuntas,
        pdf=stored(tuntas.publisher.archive, document["files"]["pdf"]["sha256"]),
        photo=stored(tuntas.evidence, evidence["sha256"]),
    )  # fmt: skip


def alter(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-1] + b"?")


def empty(path: Path) -> None:
    path.write_bytes(b"")


def lose(path: Path) -> None:
    path.unlink()


DAMAGES = [alter, empty, lose]


def test_all_is_well(demo_app: Flask, parts: SimpleNamespace):
    done = check(demo_app)
    assert (done.exit_code, "berkas arsip dan bukti ada dan utuh." in done.output) == (0, True)


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_file_is_told_with_its_record(
    demo_app: Flask, parts: SimpleNamespace, damage: Callable[[Path], None]
):
    damage(parts.pdf)
    damage(parts.photo)
    done = check(demo_app)
    word = "hilang" if damage is lose else "berubah"
    assert done.exit_code == 1
    assert f"Dokumen {parts.document['id']} (PDF): archive/{parts.pdf.parent.name}/{parts.pdf.name} {word}" in (
        done.output
    )
    assert f": evidence/{parts.photo.parent.name}/{parts.photo.name} {word}" in done.output
    assert "2 kesalahan pada arsip." in done.output


@pytest.mark.parametrize("name", ["archive/laporan.pdf", "evidence/ab/" + "ab" * 32, "archive/zz/" + "0" * 64])
def test_a_strange_file_is_told(demo_app: Flask, parts: SimpleNamespace, name: str):
    path = Path(demo_app.instance_path) / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"isi lain")
    done = check(demo_app)
    assert (done.exit_code, f"  {name}: bukan berkas dari Tuntas" in done.output) == (1, True)


def test_an_upload_that_was_given_up_harms_nothing_and_is_told(demo_app: Flask, parts: SimpleNamespace):
    sha256 = parts.tuntas.evidence.keep(b"sisa")
    (Path(demo_app.instance_path) / "evidence" / "ab").mkdir(exist_ok=True)
    (Path(demo_app.instance_path) / "evidence" / "ab" / ".masih-ditulis").write_bytes(b"x")
    done = check(demo_app)
    assert done.exit_code == 0
    assert f"{sha256}: utuh, tetapi tidak dipakai catatan mana pun" in done.output
    assert ".masih-ditulis" not in done.output


def test_what_was_removed_in_time_must_be_gone(demo_app: Flask, parts: SimpleNamespace):
    parts.store.save({**parts.evidence, "removed": "2026-11-09"})
    shared = [e for e in parts.store.find("evidence", sha256=parts.evidence["sha256"]) if not e.get("removed")]
    for record in shared:
        parts.store.save({**record, "removed": "2026-11-09"})
    told = check(demo_app)
    assert (told.exit_code, "sudah dihapus menurut masa simpan, tetapi evidence/" in told.output) == (1, True)
    parts.photo.unlink()
    assert check(demo_app).exit_code == 0


def files(app: Flask) -> dict[str, bytes]:
    root = Path(app.instance_path)
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for folder in ("archive", "evidence", "zip")
        for path in (root / folder).rglob("*")
        if path.is_file()
    }


@pytest.mark.parametrize("damage", DAMAGES)
@pytest.mark.parametrize("kind", ["docx", "pdf", "signed", "evidence"])
def test_a_changed_file_is_never_served_and_never_made_again(
    demo_app: Flask, parts: SimpleNamespace, kind: str, damage: Callable[[Path], None]
):
    path, address = served(parts, kind)
    client = signed_in(demo_app, "dinsos.aceh")
    assert client.get(address).status_code == 200
    damage(path)
    before = files(demo_app)
    for _ in range(2):
        answer = client.get(address)
        assert answer.status_code == 410
        assert "Content-Disposition" not in answer.headers
        assert "hilang atau" in answer.text
    assert files(demo_app) == before


def served(parts: SimpleNamespace, kind: str) -> tuple[Path, str]:
    """The file and the address it is fetched from."""
    number = parts.document["id"]
    if kind == "evidence":
        return parts.photo, f"/bukti/{parts.evidence['id']}"
    if kind == "signed":
        sha256 = parts.tuntas.publisher.archive.keep(b"%PDF-ditandatangani")
        signed = {"sha256": sha256, "size": 19, "by": "Dinas", "at": "2026-11-09T02:00:00Z", "begins_as_issued": False}
        parts.store.save({**parts.store.get("document", number), "signed": signed})
        return stored(parts.tuntas.publisher.archive, sha256), f"/dokumen/{number}/ber-tte.pdf"
    sha256 = parts.document["files"][kind]["sha256"]
    return stored(parts.tuntas.publisher.archive, sha256), f"/dokumen/{number}.{kind}"


@pytest.fixture
def job(demo_app: Flask, parts: SimpleNamespace) -> Callable[[], Record]:
    """Orders the ZIP of the one document and makes it."""
    client = signed_in(demo_app, "dinsos.aceh")
    rakor, region = parts.document["rakor"], parts.document["region"]
    actor_id = parts.store.find("user", username="dinsos.aceh")[0]["id"]

    def make() -> Record:
        made = parts.store.insert("job", {
            "schema": 1, "what": "zip", "title": f"Dokumen {rakor}", "query": {}, "documents": [parts.document["id"]],
            "user": actor_id, "by": "Dinas", "region": "", "at": "2026-11-09T02:00:00Z", "ended": "",
            "state": "menunggu", "done": 0, "total": 1, "failures": [], "reason": "", "sha256": "", "size": 0,
        })  # fmt: skip
        parts.tuntas.jobs.run_waiting()
        return {**parts.store.get("job", made["id"]), "client": client, "region": region}

    return make


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_zip_leaves_a_changed_file_out_and_says_so(
    parts: SimpleNamespace, job: Callable[[], Record], damage: Callable[[Path], None]
):
    damage(parts.pdf)
    made = job()
    assert made["state"] == DONE
    assert [text for text in made["failures"] if "arsipnya hilang atau berubah" in text] == made["failures"] != []


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_changed_zip_is_never_served(
    parts: SimpleNamespace, job: Callable[[], Record], clock: Clock, damage: Callable[[Path], None]
):
    made = job()
    client: FlaskClient = made["client"]
    with client.get(f"/pekerjaan/{made['id']}.zip") as whole:
        assert whole.data[:2] == b"PK"
    damage(parts.tuntas.jobs.file(made))
    answer = client.get(f"/pekerjaan/{made['id']}.zip")
    assert answer.status_code == (404 if damage is lose else 410)
    assert "Mintalah lagi" in answer.text
