"""One server to a folder: a second one refuses, commands work beside it, and it ends in order when it is told to. One
database of PostgreSQL takes several, each with a folder of its own."""

from __future__ import annotations

import http.client
import os
import shutil
import signal
import socket
import subprocess
import sys
import threading
from contextlib import closing
from pathlib import Path

import pytest

from tests.world.each_store import Home, on_each
from tests.world.instance import signed_in
from tests.world.serving import ROOT, Begin, Served, environment, refused, said, start, tell
from tests.world.waiting import PATIENCE, until
from workflow.evidence.hashed_files import HashedFiles
from workflow.store.moved import in_use_by


def alone(bare_home: Home) -> dict[str, str]:
    """The settings of a server of it that makes files in its own process."""
    return {"TUNTAS_WORKERS": "0", "TUNTAS_DATABASE": bare_home.database}


@pytest.fixture
def server(bare_home: Home, begin: Begin) -> Served:
    return start(begin, bare_home.folder, **alone(bare_home))


def get(port: int, path: str) -> int:
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)) as connection:
        connection.request("GET", path)
        return connection.getresponse().status


def closed(port: int) -> bool:
    try:
        socket.create_connection(("127.0.0.1", port), timeout=PATIENCE).close()
    except ConnectionRefusedError:
        return True
    return False


@on_each
def test_a_second_server_refuses_and_the_first_goes_on(server: Served, bare_home: Home, begin: Begin):
    told = refused(bare_home.folder, **alone(bare_home))
    assert told.startswith("Tuntas tidak dijalankan: sudah ada server yang memakai folder ini")
    assert f"(proses {server.process.pid})" in told
    assert f"Folder: {bare_home.folder}" in told
    assert get(server.port, "/masuk") == 200
    commanded = subprocess.run(
        [sys.executable, "-m", "flask", "--app", "app", "users", "list"],
        cwd=ROOT, env=environment(bare_home.folder, **alone(bare_home)), capture_output=True, text=True,
    )  # fmt: skip
    assert (commanded.returncode, "sekdis.bireuen" in commanded.stdout) == (0, True)

    server.process.send_signal(signal.SIGKILL)
    server.process.wait(PATIENCE)
    again = start(begin, bare_home.folder, **alone(bare_home))  # nothing of the killed one is in the way
    again.process.terminate()
    assert again.process.wait(PATIENCE) == 0


@pytest.mark.parametrize("engine", ["postgresql"], indirect=True)
def test_a_database_takes_two_servers_each_with_a_folder(server: Served, bare_home: Home, begin: Begin):
    second = start(
        begin, Path(shutil.copytree(bare_home.folder, bare_home.folder.with_name("lain"))), **alone(bare_home)
    )
    assert [get(one.port, "/masuk") for one in (server, second)] == [200, 200]
    second.process.terminate()
    assert second.process.wait(PATIENCE) == 0
    assert get(server.port, "/masuk") == 200


RUN = [sys.executable, "-m", "flask", "--app", "app", "run", "--port", "0"]


@pytest.mark.parametrize("more", [(), ("--reload",)])
def test_flask_run_is_a_server_too(bare_home: Home, begin: Begin, more: tuple[str, ...]):
    folder = bare_home.folder
    server = start(begin, folder, **alone(bare_home))
    told = refused(folder, *RUN, *more, **alone(bare_home))
    assert told.startswith("Tuntas tidak dijalankan: sudah ada server yang memakai folder ini")
    server.process.terminate()
    assert server.process.wait(PATIENCE) == 0

    log = folder.with_name("run.log")
    with log.open("w") as lines:
        running = begin(
            [*RUN, *more], env=environment(folder, **alone(bare_home)), stdout=subprocess.PIPE, stderr=lines
        )
    until(lambda: "Running on" in log.read_text())
    assert f"(proses {running.pid})" in refused(folder, **alone(bare_home))
    assert f"(proses {running.pid})" in refused(folder, *RUN, **alone(bare_home))
    os.killpg(running.pid, signal.SIGKILL)
    running.wait(PATIENCE)


SLOW_SERVER = """
import sys
import app as tuntas
made = tuntas.create_app
def slow_app(*arguments, **config):
    app = made(*arguments, **config)
    @app.after_request
    def slowly(answer):
        print("answering", flush=True)
        sys.stdin.readline()
        return answer
    return app
tuntas.create_app = slow_app
tuntas.serve()
"""


@on_each
def test_told_to_end_it_answers_who_is_waiting_and_closes_the_store(bare_home: Home, begin: Begin):
    process = begin(
        [sys.executable, "-c", SLOW_SERVER], env=environment(bare_home.folder, **alone(bare_home)),
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip
    port = int(said(process).rsplit(":", 1)[1])
    answers: list[int] = []
    visitor = threading.Thread(target=lambda: answers.append(get(port, "/masuk")))
    visitor.start()
    assert said(process) == "answering"
    process.send_signal(signal.SIGTERM)
    until(lambda: closed(port))
    assert answers == []  # the doors are closed while the visitor still waits
    tell(process, "answer")
    visitor.join(PATIENCE)
    assert answers == [200]
    logged = process.communicate(timeout=PATIENCE)[1]
    assert (process.returncode, "Traceback" in logged) == (0, False), logged
    assert not (bare_home.folder / "tuntas.db-wal").exists()  # merged by the last one that closed it
    with closing(bare_home.store()) as store:
        until(lambda: in_use_by(store) == [])  # PostgreSQL notices the end of a connection when it comes to it


def test_what_a_cut_off_write_has_left_is_swept_at_the_start(bare_home: Home, begin: Begin):
    folder = bare_home.folder
    kept = HashedFiles(folder / "evidence").keep(b"foto")
    place = (folder / "evidence" / kept[:2]) / f".{kept}.0a1b2c3d"
    place.write_bytes(b"fo")
    os.utime(place, (0, 0))
    just_now = place.with_name(f"{place.name[:-8]}4e5f6a7b")  # another process may be writing it
    just_now.write_bytes(b"fo")
    server = start(begin, folder, **alone(bare_home))
    server.process.terminate()
    assert server.process.wait(PATIENCE) == 0
    assert (place.exists(), just_now.exists()) == (False, True)
    assert HashedFiles(folder / "evidence").read(kept) == b"foto"


BODY = b'--x\r\nContent-Disposition: form-data; name="photos"; filename="a.jpg"\r\n\r\n' + b"\xff\xd8" * 100_000


def cookie_of_a_chair(bare_home: Home) -> str:
    app = bare_home.app(SEED=False)
    kept = signed_in(app, "ketua.bireuen").get_cookie(app.config["SESSION_COOKIE_NAME"])
    app.extensions["tuntas"].store.close()
    assert kept is not None
    return f"{kept.key}={kept.value}"


def beginning_of_an_upload(port: int, cookie: str) -> socket.socket:
    """A visitor that has sent the first part of a large form, and sends no more."""
    visitor = socket.create_connection(("127.0.0.1", port), timeout=PATIENCE)
    visitor.sendall(
        b"POST /tugas/1/kemajuan HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: multipart/form-data; boundary=x\r\n"
        b"Cookie: %s\r\nContent-Length: 9000000\r\n\r\n" % cookie.encode() + BODY
    )
    return visitor


def test_uploads_that_stand_still_take_no_thread_and_leave_nothing_when_cut(server: Served, bare_home: Home):
    folder = bare_home.folder
    before = sorted(path.name for path in (folder / "evidence").rglob("*"))
    cookie = cookie_of_a_chair(bare_home)
    visitors = [beginning_of_an_upload(server.port, cookie) for _ in range(16)]  # twice as many as there are threads
    assert [get(server.port, "/masuk") for _ in range(3)] == [200, 200, 200]
    for visitor in visitors:
        visitor.close()
    assert get(server.port, "/masuk") == 200
    assert sorted(path.name for path in (folder / "evidence").rglob("*")) == before
    with closing(bare_home.store()) as store:
        assert store.count("evidence") == 0
    server.process.terminate()  # nor does one of them hold up the end
    assert server.process.wait(PATIENCE) == 0
