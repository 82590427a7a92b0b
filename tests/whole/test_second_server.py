"""One server to an instance: a second one refuses, commands work beside it, and it ends in order when it is told to."""

from __future__ import annotations

import http.client
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.world.serving import ROOT, environment, refused, start
from workflow.evidence.hashed_files import HashedFiles
from workflow.store import open_store


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory, bare_instance: Path) -> Path:
    return Path(shutil.copytree(bare_instance, tmp_path_factory.mktemp("server") / "instance"))


@pytest.fixture
def server(folder: Path) -> Iterator[tuple[subprocess.Popen[str], int]]:
    process, port = start(folder, TUNTAS_WORKERS="0")
    yield process, port
    process.kill()
    process.communicate()


def get(port: int, path: str) -> int:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    connection.request("GET", path)
    status = connection.getresponse().status
    connection.close()
    return status


def test_a_second_server_refuses_and_the_first_goes_on(server: tuple[subprocess.Popen[str], int], folder: Path):
    process, port = server
    said = refused(folder)
    assert said.startswith("Tuntas tidak dijalankan: sudah ada server yang memakai folder ini")
    assert f"(proses {process.pid})" in said
    assert f"Folder: {folder}" in said
    assert get(port, "/masuk") == 200
    commanded = subprocess.run(
        [sys.executable, "-m", "flask", "--app", "app", "users", "list"],
        cwd=ROOT, env=environment(folder), capture_output=True, text=True,
    )  # fmt: skip
    assert (commanded.returncode, "sekdis.bireuen" in commanded.stdout) == (0, True)

    process.send_signal(signal.SIGKILL)
    process.wait(10)
    again, _ = start(folder, TUNTAS_WORKERS="0")  # nothing of the killed one is in the way
    again.terminate()
    assert again.wait(20) == 0
    again.communicate()


SLOW_SERVER = """
import sys, time
import app as tuntas
made = tuntas.create_app
def slow_app(*arguments, **config):
    app = made(*arguments, **config)
    @app.after_request
    def slowly(answer):
        print("answering", flush=True)
        time.sleep(1.5)
        return answer
    return app
tuntas.create_app = slow_app
tuntas.serve()
"""


def test_told_to_end_it_answers_who_is_waiting_and_closes_the_store(folder: Path):
    process = subprocess.Popen(
        [sys.executable, "-c", SLOW_SERVER], cwd=ROOT, env=environment(folder, TUNTAS_WORKERS="0"),
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert process.stdout is not None
    port = int(process.stdout.readline().rsplit(":", 1)[1])
    answers: list[int] = []
    visitor = threading.Thread(target=lambda: answers.append(get(port, "/masuk")))
    visitor.start()
    assert process.stdout.readline() == "answering\n"
    process.send_signal(signal.SIGTERM)
    time.sleep(0.7)  # the doors are closed while the visitor still waits
    with pytest.raises(ConnectionRefusedError):
        get(port, "/masuk")
    visitor.join(20)
    assert answers == [200]
    assert process.wait(20) == 0, process.communicate()[1]
    assert "Traceback" not in process.communicate()[1]
    assert not (folder / "tuntas.db-wal").exists()  # merged by the last one that closed it


def test_what_a_cut_off_write_has_left_is_swept_at_the_start(folder: Path):
    kept = HashedFiles(folder / "evidence").keep(b"foto")
    place = (folder / "evidence" / kept[:2]) / f".{kept}.0a1b2c3d"
    place.write_bytes(b"fo")
    process, _ = start(folder, TUNTAS_WORKERS="0")
    process.terminate()
    assert process.wait(20) == 0
    process.communicate()
    assert not place.exists()
    assert HashedFiles(folder / "evidence").read(kept) == b"foto"


BODY = b'--x\r\nContent-Disposition: form-data; name="photos"; filename="a.jpg"\r\n\r\n' + b"\xff\xd8" * 100_000


def beginning_of_an_upload(port: int) -> socket.socket:
    """A visitor that has sent the first part of a large form, and sends no more."""
    visitor = socket.create_connection(("127.0.0.1", port), timeout=30)
    visitor.sendall(
        b"POST /tugas/1/kemajuan HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: multipart/form-data; boundary=x\r\n"
        b"Content-Length: 9000000\r\n\r\n" + BODY
    )
    return visitor


def test_uploads_that_stand_still_take_no_thread_and_leave_nothing_when_cut(
    server: tuple[subprocess.Popen[str], int], folder: Path
):
    process, port = server
    before = sorted(path.name for path in (folder / "evidence").rglob("*"))
    visitors = [beginning_of_an_upload(port) for _ in range(16)]  # twice as many as there are threads
    assert [get(port, "/masuk") for _ in range(3)] == [200, 200, 200]
    for visitor in visitors:
        visitor.close()
    assert get(port, "/masuk") == 200
    assert sorted(path.name for path in (folder / "evidence").rglob("*")) == before
    store = open_store(folder / "tuntas.db")
    assert store.count("evidence") == 0
    store.close()
    process.terminate()  # nor does one of them hold up the end
    assert process.wait(20) == 0
