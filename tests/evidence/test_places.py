"""What a place for files promises holds for a folder of this machine and for a bucket that several servers share."""

from __future__ import annotations

import hashlib
import os
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, closing, suppress
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest

from app import create_app
from tests.world.places import ROOT
from tests.world.s3_server import S3
from tests.world.waiting import PATIENCE
from workflow.errors import FilesAway, FilesRefused
from workflow.evidence import bucket as buckets
from workflow.evidence import where_kept
from workflow.evidence.bucket import Bucket
from workflow.evidence.hashed_files import HashedFiles, path_of
from workflow.evidence.place import Folder

PHOTO = b"foto kegiatan" * 1000
NAME = hashlib.sha256(PHOTO).hexdigest()
PATH = path_of(NAME)
OLD = timedelta(days=2)


def yesterday() -> float:
    return time.time() - timedelta(days=1).total_seconds()


@pytest.fixture(params=["folder", "bucket"])
def there(request: pytest.FixtureRequest, tmp_path: Path) -> SimpleNamespace:
    """A place, ``again``: the same one as another server sees it, and what others do to it."""
    if request.param == "folder":
        folder = tmp_path / "evidence"
        return SimpleNamespace(place=Folder(folder), again=Folder(folder), age=_ager(folder), alter=_alterer(folder))
    s3: S3 = request.getfixturevalue("s3")
    url = s3.new()
    place = Bucket(url, "evidence")
    buckets._opened.cache_clear()
    return SimpleNamespace(
        place=place, again=Bucket(url, "evidence"), age=lambda: s3.age(url, OLD),
        alter=lambda path: s3.alter(url, f"evidence/{path}"),
    )  # fmt: skip


def _ager(folder: Path) -> Callable[[], None]:
    def age() -> None:
        at = time.time() - OLD.total_seconds()
        for path in folder.rglob("*"):
            os.utime(path, (at, at))

    return age


def _alterer(folder: Path) -> Callable[[str], None]:
    return lambda path: (folder / path).write_bytes(b"berubah") and None


def test_what_was_kept_is_there_for_everybody(there: SimpleNamespace, tmp_path: Path):
    files, other = HashedFiles(there.place), HashedFiles(there.again)
    assert files.keep(PHOTO) == NAME
    assert (other.holds(NAME), other.read(NAME), list(other.names())) == (True, PHOTO, [NAME])
    (kept,) = there.again.files()
    assert (kept.path, kept.size) == (PATH, len(PHOTO))
    assert abs(kept.sent - time.time()) < 60
    there.again.fetch(PATH, tmp_path / "copy")
    assert (tmp_path / "copy").read_bytes() == PHOTO
    assert there.again.sha256(PATH) == NAME
    assert files.keep(PHOTO) == NAME
    assert [kept.path for kept in there.place.files()] == [PATH]


def test_what_is_not_there_is_said(there: SimpleNamespace, tmp_path: Path):
    files = HashedFiles(there.place)
    assert (files.holds(NAME), files.touch(NAME), files.touch("../x"), list(files.names())) == (False, False, False, [])
    assert files.remove(NAME, time.time() + 9) is False
    files.drop(NAME)
    for ask in (files.read, lambda name: there.place.sha256(path_of(name)), lambda _: files.read("../../etc/passwd")):
        with pytest.raises(FileNotFoundError):
            ask(NAME)
    with pytest.raises(FileNotFoundError):
        there.place.fetch(PATH, tmp_path / "copy")
    assert not (tmp_path / "copy").exists()


def test_a_large_file_is_whole(there: SimpleNamespace):
    large = os.urandom(12 * 1024**2)
    assert HashedFiles(there.again).read(HashedFiles(there.place).keep(large)) == large


def test_an_altered_file_is_never_given_out_and_put_right_when_it_comes_again(there: SimpleNamespace):
    files = HashedFiles(there.place)
    files.keep(PHOTO)
    there.alter(PATH)
    with pytest.raises(FileNotFoundError, match="altered"):
        files.read(NAME)
    files.keep(PHOTO)
    assert files.read(NAME) == PHOTO


@pytest.mark.parametrize("again", ["keep", "touch"])
def test_what_is_old_goes_unless_it_was_sent_again(there: SimpleNamespace, again: str):
    files, other = HashedFiles(there.place), HashedFiles(there.again)
    gone = files.keep(b"tidak dikirim lagi")
    files.keep(PHOTO)
    assert list(files.sent_before(yesterday())) == []
    there.age()
    assert set(files.sent_before(yesterday())) == {gone, NAME}
    assert other.keep(PHOTO) == NAME if again == "keep" else other.touch(NAME)
    assert list(files.sent_before(yesterday())) == [gone]
    assert [files.remove(name, yesterday()) for name in (gone, NAME)] == [True, False]
    assert (files.holds(gone), files.read(NAME)) == (False, PHOTO)
    there.age()
    assert files.remove(NAME, yesterday())
    assert list(there.place.files()) == []


def test_what_was_sent_and_given_up_is_dropped_at_once(there: SimpleNamespace):
    files = HashedFiles(there.place)
    files.keep(PHOTO)
    files.touch(NAME)
    files.drop(NAME)
    assert list(there.place.files()) == []


class Interrupted(Bucket):
    """While it removes a file, somebody else does something: ``before`` it is gone or ``after``."""

    before: Callable[[], object] = staticmethod(lambda: None)
    after: Callable[[], object] = staticmethod(lambda: None)

    def _delete(self, paths: Iterable[str]) -> None:
        first, self.before = self.before, lambda: None
        first()
        super()._delete(paths)
        then, self.after = self.after, lambda: None
        then()


@pytest.mark.parametrize("moment", ["before", "after"])
@pytest.mark.parametrize("again", ["keep", "touch"])
def test_what_is_sent_again_while_it_is_being_removed_stays(s3: S3, moment: str, again: str):
    url = s3.new()
    removing, sender = Interrupted(url, "evidence"), HashedFiles(Bucket(url, "evidence"))
    sender.keep(PHOTO)
    s3.age(url, OLD)
    said: list[object] = []
    send = {"keep": lambda: said.append(sender.keep(PHOTO)), "touch": lambda: said.append(sender.touch(NAME))}[again]
    setattr(removing, moment, send)
    gone = removing.remove(PATH, yesterday())
    if said == [False]:  # it was told to be gone, and is asked for again
        assert gone in (True, False)
    else:
        assert sender.read(NAME) == PHOTO
    assert len(said) == 1


def test_what_tells_of_times_long_past_is_swept(s3: S3):
    url = s3.new()
    files = HashedFiles(Bucket(url, "evidence"))
    files.keep(PHOTO)
    files.touch(NAME)
    assert (files.sweep(), len(s3.paths(url))) == (0, 2)
    s3.age(url, timedelta(days=31))
    assert (files.sweep(), s3.paths(url)) == (1, [f"evidence/{PATH}"])


def test_places_of_one_bucket_do_not_mix(s3: S3):
    url = s3.new()
    evidence, archive = (HashedFiles(Bucket(url, name)) for name in ("evidence", "archive"))
    evidence.keep(PHOTO)
    evidence.touch(NAME)
    assert (archive.holds(NAME), list(archive.names())) == (False, [])


@pytest.fixture
def gone(s3: S3) -> Iterator[HashedFiles]:
    files = HashedFiles(Bucket(s3.new(), "evidence"))
    files.keep(PHOTO)
    s3.away()
    yield files
    s3.back()
    assert files.read(NAME) == PHOTO


def test_a_bucket_that_does_not_answer_is_a_sentence_and_loses_nothing(gone: HashedFiles, tmp_path: Path):
    asks: list[Callable[[], object]] = [
        lambda: gone.keep(PHOTO), lambda: gone.keep(b"lain"), lambda: gone.read(NAME), lambda: gone.touch(NAME),
        lambda: gone.holds(NAME), lambda: list(gone.names()), lambda: gone.remove(NAME, time.time() + 9),
        lambda: gone.drop(NAME), lambda: gone.place.fetch(PATH, tmp_path / "copy"),
    ]  # fmt: skip
    for ask in asks:
        with pytest.raises(FilesAway, match="tidak dapat dihubungi"):
            ask()
    assert gone.sweep() == 0  # or no server could start meanwhile


def test_only_one_waits_for_a_bucket_that_says_nothing(s3: S3, monkeypatch: pytest.MonkeyPatch):
    """It takes connections and does not answer; later it is asked again."""
    monkeypatch.setattr(buckets, "FOR_ALL", timedelta(seconds=0.6))
    monkeypatch.setattr(buckets, "FOR_RETRIES", timedelta(seconds=0.1))
    monkeypatch.setattr(buckets, "SLOW", 0.3)
    monkeypatch.setattr(buckets, "REST", float(PATIENCE))
    url = s3.new()
    with closing(socket.create_server(("127.0.0.1", 0))) as silent, ExitStack() as lines:
        silent.setblocking(False)
        monkeypatch.setenv("AWS_ENDPOINT_URL", f"http://127.0.0.1:{silent.getsockname()[1]}")
        bucket = Bucket(url, "evidence")

        def is_asked() -> bool:
            with pytest.raises(FilesAway):
                bucket.holds(PATH)
            came = 0
            with suppress(BlockingIOError):
                while True:
                    lines.enter_context(silent.accept()[0])
                    came += 1
            return came > 0

        assert [is_asked() for _ in range(3)] == [True, False, False]
        bucket._way.rests_until = time.monotonic()
        assert is_asked()


def test_a_bucket_that_is_not_there_is_a_sentence(s3: S3):
    missing = Bucket("s3://tidak-ada/tuntas", "evidence")
    for ask in (lambda: missing.put(PATH, PHOTO), missing.check):
        with pytest.raises(FilesRefused, match="hubungi admin"):
            ask()


# Which place


@pytest.mark.parametrize("given", ["s3:/ember", "https://ember/tuntas", "s3://", "s3://EMBER/x", "s3://a/b c", "ya"])
def test_an_address_that_is_none_is_told(given: str, tmp_path: Path):
    with pytest.raises(SystemExit, match=r"TUNTAS_FILES=.* tidak dikenal\. Tulis s3://bucket/awalan"):
        create_app(tmp_path, FILES=given)


def test_a_folder_with_files_of_its_own_starts_with_no_bucket(s3: S3, tmp_path: Path):
    HashedFiles(tmp_path / "archive").keep(PHOTO)
    with pytest.raises(SystemExit, match="menyimpan bukti atau arsipnya sendiri"):
        where_kept.enter(tmp_path, s3.new())
    where_kept.enter(tmp_path, "")


def test_a_folder_whose_files_are_in_a_bucket_starts_with_no_other(s3: S3, tmp_path: Path):
    url = s3.new()
    where_kept.enter(tmp_path, url)
    where_kept.note(tmp_path, url)
    where_kept.enter(tmp_path, url)
    for other in ("", s3.new()):
        with pytest.raises(SystemExit, match=f"Pakai lagi TUNTAS_FILES={url}"):
            where_kept.enter(tmp_path, other)


def test_a_bucket_that_refuses_is_told_at_the_start(s3: S3, tmp_path: Path):
    with pytest.raises(SystemExit, match="bucket itu tidak ada atau menolak kuncinya"):
        where_kept.enter(tmp_path, "s3://tidak-ada/tuntas")
    assert list(tmp_path.iterdir()) == []


def test_without_its_package_a_bucket_is_a_sentence_and_a_folder_needs_none(tmp_path: Path):
    program = """
import sys
sys.modules["obstore"] = None
from pathlib import Path
from workflow.evidence import where_kept
where_kept.hashed(Path(sys.argv[1]), "", "evidence").keep(b"foto")
where_kept.enter(Path(sys.argv[1]) / "baru", "s3://ember/tuntas")
"""
    ran = subprocess.run([sys.executable, "-c", program, str(tmp_path)], cwd=ROOT, capture_output=True, text=True)
    assert (ran.returncode, ran.stdout) == (1, "")
    assert "TUNTAS_FILES memerlukan paket dari requirements-besar.txt" in ran.stderr


def test_what_another_server_touches_this_moment_is_not_removed(tmp_path: Path):
    ours, theirs = Folder(tmp_path / "evidence"), Folder(tmp_path / "evidence")
    touched: list[bool] = []
    for _ in range(300):
        ours.put(PATH, PHOTO)
        os.utime(tmp_path / "evidence" / PATH, (0, 0))
        other = threading.Thread(target=lambda: touched.append(theirs.touch(PATH)))
        other.start()
        removed = ours.remove(PATH, yesterday())
        other.join()
        assert (removed, ours.holds(PATH)) == (not touched[-1], touched[-1])
