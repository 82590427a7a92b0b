"""A NIK, a password and a token are planted wherever somebody could put them, and then searched for everywhere.

Searched are the log, every page of every role, every file of the instance byte by byte (database with its journal,
evidence, archive, ZIPs; also inside packed files), the export of the own data, and a backup.
"""

from __future__ import annotations

import io
import logging
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pikepdf
import pyotp
import pytest
from flask import Flask
from flask.testing import FlaskClient
from PIL import Image, PngImagePlugin

from tests.world.arranged import PROGRESS
from tests.world.every_page import pages
from tests.world.instance import START, signed_in
from workflow.demo import PASSWORD as DEMO_PASSWORD
from workflow.intake import office_file
from workflow.keeping.backup import make_backup
from workflow.people import second_factor
from workflow.roles import Actor
from workflow.store import Store

NIK = "1111014107900003"
PASSWORD = "Kuda-Nil-Ungu-7731"
TOKEN = "tkn_9f8e7d6c5b4a39281706f5e4d3c2b1a0"
PLANTED = (NIK, PASSWORD, TOKEN)
HEADERS = (
    "User-Agent", "Referer", "X-Forwarded-For", "Authorization", "X-Request-Id", "Origin", "Accept-Language",
)  # fmt: skip
ROLES = ("ketua.bireuen", "sekdis.bireuen", "dinsos.aceh", "admin")


@pytest.fixture
def searched(demo_app: Flask, caplog: pytest.LogCaptureFixture) -> Flask:
    caplog.set_level(logging.INFO)  # below it Pillow tells what is in the EXIF; the app never logs there
    return demo_app


def test_no_planted_secret_is_found_anywhere(
    searched: Flask, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    store: Store = searched.extensions["tuntas"].store
    searched.config["PROPAGATE_EXCEPTIONS"] = False
    tokens = plant(searched)
    clients = {name: signed_in(searched, name) for name in ROLES}
    found = [f"page {name} {address}" for name, address, said in shown(searched, clients) if holds(said, PLANTED)]
    make_backup(store, Path(searched.instance_path), tmp_path / "cadangan", at=START)
    out, err = capfd.readouterr()
    said = "\n".join([caplog.text, *(str(vars(record)) for record in caplog.records), out, err])
    found += [f"log: {secret}" for secret in (*PLANTED, *tokens) if secret in said]
    key = Path(searched.instance_path) / "secret_key"
    secrets = (*PLANTED, *tokens, key.read_text())
    for folder in (Path(searched.instance_path), tmp_path / "cadangan"):
        for path in folder.rglob("*"):
            if path.is_file() and path != key:
                found += [f"{path}: {name}" for name, part in opened(path.name, path.read_bytes())
                          if holds(part, secrets)]  # fmt: skip
    assert found == []


def plant(app: Flask) -> list[str]:
    """Puts them everywhere, and makes a page break. Returns the cookies' tokens, which are secrets too."""
    tokens = [*_while_signing_in(app), *_in_addresses_and_headers(app), *_in_a_progress(app), *_in_commands(app),
              *_in_a_second_factor(app)]  # fmt: skip
    _in_a_file_and_a_batch(app)
    view = app.view_functions["tasks.index"]

    def broken() -> str:
        raise RuntimeError("a fault of ours")

    app.view_functions["tasks.index"] = broken
    answer = signed_in(app, "ketua.bireuen").get(f"/tugas?q={NIK}+{PASSWORD}+{TOKEN}")
    app.view_functions["tasks.index"] = view
    assert answer.status_code == 500
    assert not holds(answer.data, PLANTED)
    return tokens


def _while_signing_in(app: Flask) -> Iterator[str]:
    """In the name, as the password, in the onward path; as the old and new password; for more than the brake allows."""
    app.config["WTF_CSRF_ENABLED"] = False
    for secret in PLANTED:
        for username, password in ((secret, secret), ("ketua.bireuen", secret), (secret, DEMO_PASSWORD)):
            app.test_client().post(f"/masuk?lanjut=/{secret}", data={"username": username, "password": password})
    for secret in PLANTED[1:]:
        client = signed_in(app, "sekdis.bireuen")
        client.post("/sandi", data={"old_password": secret, "password": secret, "repeat": secret})
    for username in ("ketua.bireuen", "ketua.pidie"):  # the first session stays open
        visitor, right = app.test_client(), {"username": username, "password": DEMO_PASSWORD}
        assert visitor.post("/masuk", data=right, headers={"User-Agent": f"Chrome {TOKEN} {NIK}"}).status_code == 302
    changed = {"old_password": DEMO_PASSWORD, "password": PASSWORD, "repeat": PASSWORD}
    assert visitor.post("/sandi", data=changed).status_code == 302
    with visitor.session_transaction() as cookie:
        yield cookie["_user_id"]


def _in_addresses_and_headers(app: Flask) -> Iterator[str]:
    for client in (app.test_client(), signed_in(app, "dinsos.aceh")):
        for secret in PLANTED:
            headers = dict.fromkeys(HEADERS, secret)
            for address in ("/tugas?q=", "/dokumen?q=", "/cek/", "/cek?kode=", "/tidak-ada/", "/masuk?lanjut=",
                            "/tugas?terlambat=", "/matriks?komisi=", "/bukti/1?x="):  # fmt: skip
                client.get(address + secret, headers=headers)
                client.post(address + secret, headers=headers, data={"q": secret, secret: secret})
            client.set_cookie("session", secret)
            client.get("/tugas", headers=headers)
    yield from ()


def _in_a_progress(app: Flask) -> Iterator[str]:
    """A NIK in every field, in captions and names, and unseen in what a camera or a program writes into a picture."""
    store: Store = app.extensions["tuntas"].store
    task = store.find("task", region="11.11", stage="reported", waits_for="", limit=1)[0]
    chair, address = signed_in(app, "ketua.bireuen"), f"/tugas/{task['id']}/kemajuan"
    sent = {**PROGRESS, "percent": "100", "version": task["version"]}
    for field in ("text", "obstacle", "solution", "place"):
        assert chair.post(address, data={**sent, field: f"NIK {NIK}"}).status_code == 422
    for caption, name in ((NIK, "foto.jpg"), ("Foto", f"{NIK}.jpg"), ("Foto", f"../{NIK}/x.jpg")):
        photos = [(io.BytesIO(picture("JPEG")), name)]
        answer = chair.post(address, data={**sent, "photos": photos, "caption": caption})
        assert answer.status_code == (303 if "/x" in name else 422)
        task = store.get("task", task["id"]) or task
        sent["version"] = task["version"]
    photos = [(io.BytesIO(picture(kind)), f"foto.{kind.lower()}") for kind in ("JPEG", "PNG")]
    assert chair.post(address, data={**sent, "photos": photos}).status_code == 303
    with chair.session_transaction() as cookie:
        yield cookie["_user_id"]


def picture(kind: str) -> bytes:
    """A picture with all three in its EXIF, its comment and its text chunks, and behind its end."""
    exif, chunks, out = Image.Exif(), PngImagePlugin.PngInfo(), io.BytesIO()
    exif[0x010E], exif[0x013B], exif[0x8298] = PLANTED
    for secret in PLANTED:
        chunks.add_text("Comment", secret)
        chunks.add_itxt("Title", secret)
    extra = {"comment": " ".join(PLANTED)} if kind == "JPEG" else {"pnginfo": chunks}
    Image.new("RGB", (60, 40), "navy").save(out, kind, exif=exif, **extra)
    made = out.getvalue() + " ".join(PLANTED).encode()
    assert holds(made, (NIK,))
    return made


def _in_commands(app: Flask) -> Iterator[str]:
    run = app.test_cli_runner()
    done = run.invoke(args=["users", "password", "ketua.pidie"], input=f"{PASSWORD}\n")
    assert done.exit_code == 0, done.output
    assert PASSWORD not in done.output
    refused = run.invoke(args=["users", "add", NIK, "--role", "admin"], input=f"{PASSWORD}\n")
    assert refused.exit_code == 1
    yield from ()


def _in_a_second_factor(app: Flask) -> Iterator[str]:
    """The secret that the telephone keeps and the recovery codes, which are shown once and kept by nobody here."""
    store: Store = app.extensions["tuntas"].store
    user, nonce, key = store.find("user", username="sekdis.pidie")[0], second_factor.new_nonce(), str(app.secret_key)
    secret = second_factor.secret(user["id"], nonce, key.encode())
    yield secret
    yield from second_factor.enrol(store, user, nonce, pyotp.TOTP(secret).at(START), key=key.encode(), at=START)


def _in_a_file_and_a_batch(app: Flask) -> None:
    """A NIK in an office file that was read; and a ZIP of documents, to be searched as well."""
    parts = app.extensions["tuntas"]
    sheet = {"head": {"title": f"Daftar {NIK}"}, "outcomes": [], "tasks": [], "columns": [NIK], "remarks": [f"x {NIK}"]}
    source = {"name": f"{NIK}.xlsx", "sha256": "a" * 64, "kind": "xlsx"}
    dinsos = Actor.of(parts.store.find("user", username="dinsos.aceh")[0])
    office_file.open_intake(parts.store, dinsos, source, sheet, rakor_id=0, at=START)
    kinds = ("laporan", "pelaksanaan")
    documents = [parts.store.find("document", region="11.11", type=kind, limit=1)[0]["id"] for kind in kinds]
    job = parts.jobs.order(dinsos, "Dokumen", {"rakor": 1}, documents)
    parts.jobs.run_waiting()
    job = parts.store.get("job", job["id"])
    assert (job["state"], job["failures"]) == ("selesai", [])


def shown(app: Flask, clients: dict[str, FlaskClient]) -> Iterator[tuple[str, str, bytes]]:
    """Every page of every role, the own data and what is known of the token of the page's own session."""
    addresses = pages(app.extensions["tuntas"].store)
    for name, client in (("", app.test_client()), *clients.items()):
        own = ["/akun", "/akun/data", "/akun/data.json", "/bantuan"] if name else []
        for address in (*addresses[name], *own):
            said = client.get(address).data
            if name:
                with client.session_transaction() as cookie:
                    assert not holds(said, (cookie["_user_id"],)), (name, address)
            yield name, address, said


def holds(content: bytes, secrets: tuple[str, ...]) -> bool:
    return any(secret.encode(code) in content for secret in secrets for code in ("utf-8", "utf-16-le", "utf-16-be"))


def opened(name: str, content: bytes) -> Iterator[tuple[str, bytes]]:
    """The bytes, and of packed files what is in them."""
    yield name, content
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            for member in packed.namelist():
                yield from opened(f"{name}/{member}", packed.read(member))
    elif content.startswith(b"%PDF"):
        with pikepdf.open(io.BytesIO(content)) as pdf:
            for number, part in enumerate(pdf.objects):
                if isinstance(part, pikepdf.Stream) and part.get("/Subtype") != "/Image":
                    yield f"{name}/{number}", part.read_bytes()


@pytest.mark.parametrize("where", ["log", "evidence", "archive"])
def test_the_search_finds_what_is_there(where: str, tmp_path: Path) -> None:
    """A search that finds nothing proves nothing unless it could."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("word/document.xml", f"<w:t>{NIK}</w:t>" * 50)
    assert not holds(packed.getvalue(), PLANTED)
    assert any(holds(part, PLANTED) for _, part in opened(where, packed.getvalue()))
    with pikepdf.new() as pdf:
        pdf.Root.Hidden = pdf.make_indirect(pikepdf.Stream(pdf, f"({TOKEN})".encode() * 50))
        pdf.add_blank_page()
        out = io.BytesIO()
        pdf.save(out, compress_streams=True, recompress_flate=True)
    assert any(holds(part, PLANTED) for _, part in opened(where, out.getvalue()))
