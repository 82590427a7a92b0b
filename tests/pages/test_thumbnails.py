"""Small pictures of photos: for those who may see the photo, never in the place of one that was altered, gone with it;
and the sweep of files that nothing names."""

from __future__ import annotations

import io
import os
import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest
from flask import Flask
from flask.testing import FlaskClient
from PIL import Image

from tests.world.arranged import bring, photo
from tests.world.instance import START, signed_in
from tests.world.progress_form import TYPED, carried
from tests.world.shared import one_app, unrendered
from tests.world.stored import folder_of, stored
from workflow.durable import FULL
from workflow.errors import StoreUnavailable
from workflow.evidence.counted import current_evidence
from workflow.evidence.thumbnails import Thumbnails, size_of
from workflow.keeping import archive, leftovers
from workflow.keeping.backup import make_backup
from workflow.keeping.leftovers import LEFT_ALONE, Leftovers
from workflow.store import Record


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory, bare_instance: Path) -> Iterator[Flask]:
    yield from one_app(tmp_path_factory.mktemp("small") / "instance", bare_instance, START)


@pytest.fixture
def tuntas(app: Flask) -> SimpleNamespace:
    return unrendered(app)


@pytest.fixture(scope="module")
def chair(app: Flask) -> FlaskClient:
    return signed_in(app, "ketua.bireuen")


def large(width: int = 1600, height: int = 1200, kind: str = "JPEG") -> bytes:
    """A photo with as much to tell as a real one; no two are alike."""
    out = io.BytesIO()
    Image.effect_noise((width // 8, height // 8), 60).resize((width, height)).convert("RGB").save(out, kind)
    return out.getvalue()


def with_photo(tuntas: SimpleNamespace, chair: FlaskClient, content: bytes, name: str = "a.jpg") -> Record:
    task = bring(tuntas, "reported", START)
    data = {**TYPED, "version": task["version"], "photos": [(io.BytesIO(content), name)]}
    assert chair.post(f"/tugas/{task['id']}/kemajuan", data=data).status_code == 303
    return current_evidence(tuntas.store, task["id"])[0]


def kept(app: Flask, piece: Record) -> list[Path]:
    folder = Path(app.extensions["tuntas"].folder) / "thumbnails" / piece["sha256"][:2]
    return sorted(folder.glob(f"{piece['sha256']}-*"))


def test_a_page_shows_small_pictures_with_their_place(app: Flask, tuntas: SimpleNamespace, chair: FlaskClient):
    piece = with_photo(tuntas, chair, large())
    page = chair.get(f"/tugas/{piece['task']}").text
    address = f"/bukti/{piece['id']}/kecil-480.jpg"
    assert f'<a href="/bukti/{piece["id"]}"' in page
    assert (
        f'<img src="{address}" width="480" height="360" loading="lazy" alt="Tanda tangani kesepakatan kemitraan">'
        in page
    )
    whole, small = chair.get(f"/bukti/{piece['id']}"), chair.get(address)
    with Image.open(io.BytesIO(small.data)) as picture:
        assert (picture.format, picture.size) == ("JPEG", (480, 360))
    assert len(small.data) * 4 < len(whole.data)
    for header in ("Content-Disposition", "Content-Security-Policy", "X-Content-Type-Options"):
        assert small.headers[header] == whole.headers[header]
    assert (whole.headers["Cache-Control"], small.headers["Cache-Control"]) == ("no-store", "private, no-cache")
    again = chair.get(address, headers={"If-None-Match": small.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    assert len(kept(app, piece)) == 1


@pytest.mark.parametrize(
    ("size", "side", "small"),
    [((1600, 1200), 480, (480, 360)), ((900, 1600), 960, (540, 960)), ((80, 60), 480, (80, 60)),
     ((1600, 1), 480, (480, 1)), ((0, 0), 480, (1, 1))],
)  # fmt: skip
def test_sizes(size: tuple[int, int], side: int, small: tuple[int, int]):
    assert size_of(*size, side) == small


def test_who_may_not_see_the_photo_gets_no_small_one(app: Flask, tuntas: SimpleNamespace, chair: FlaskClient):
    piece = with_photo(tuntas, chair, large(640, 480, "PNG"), "layar.png")
    address = f"/bukti/{piece['id']}/kecil-480.jpg"
    assert signed_in(app, "ketua.pidie").get(address).status_code == 404
    assert app.test_client().get(address).status_code == 302
    assert kept(app, piece) == []
    assert chair.get(address).mimetype == "image/jpeg"
    assert chair.get(f"/bukti/{piece['id']}/kecil-481.jpg").status_code == 404
    assert chair.get(f"/bukti/{piece['id']}/kecil-960.jpg").status_code == 200
    assert len(kept(app, piece)) == 2


def test_opening_small_ones_is_seeing_the_photos_of_the_task(tuntas: SimpleNamespace, chair: FlaskClient):
    piece = with_photo(tuntas, chair, large(320, 240))
    seen = {"what": "bukti", "thing": f"tugas {piece['task']}"}
    for address in (
        f"/bukti/{piece['id']}/kecil-480.jpg",
        f"/bukti/{piece['id']}",
        f"/bukti/{piece['id']}/kecil-960.jpg",
    ):
        assert chair.get(address).status_code == 200
    told = [e["fields"] for e in tuntas.store.find("event", name="viewed")]
    assert [fields for fields in told if fields["thing"] == seen["thing"]] == [seen]


def test_a_damaged_small_one_is_made_anew_and_an_altered_photo_shows_none(
    app: Flask, tuntas: SimpleNamespace, chair: FlaskClient
):
    piece = with_photo(tuntas, chair, large(640, 480))
    address = f"/bukti/{piece['id']}/kecil-480.jpg"
    small = chair.get(address).data
    for damage in (b"", small, bytes(32) + small):
        kept(app, piece)[0].write_bytes(damage)
        assert chair.get(address).data == small
    path = stored(tuntas.evidence, piece["sha256"])
    whole = path.read_bytes()
    path.write_bytes(whole[:-1])
    assert chair.get(address).status_code == 410
    path.unlink()
    assert chair.get(address).status_code == 410
    path.write_bytes(whole)


def test_a_full_disk_shows_them_all_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    def full(path: Path, content: bytes) -> None:
        raise StoreUnavailable(FULL)

    monkeypatch.setattr("workflow.durable.write", full)
    assert Thumbnails(tmp_path).of("ab" * 32, photo(), 480).startswith(b"\xff\xd8")
    assert list(tmp_path.iterdir()) == []


def test_archive_check_and_backup_do_not_know_them(
    app: Flask, tuntas: SimpleNamespace, chair: FlaskClient, tmp_path: Path
):
    folder = Path(app.extensions["tuntas"].folder)
    piece = with_photo(tuntas, chair, large(320, 240))
    chair.get(f"/bukti/{piece['id']}/kecil-480.jpg")
    before = archive.check(tuntas.store, folder)
    assert not any("thumbnails" in sentence for sentence in (*before.faults, *before.unused))
    assert make_backup(tuntas.store, folder, tmp_path / "backup", at=START)["files"].keys() == {"evidence", "archive"}
    assert not (tmp_path / "backup" / "thumbnails").exists()


# What nothing names


def age(path: Path, old: timedelta) -> None:
    at = (START - old).timestamp()
    os.utime(path, (at, at))


def everything_old(tuntas: SimpleNamespace) -> None:
    for path in folder_of(tuntas.evidence).glob("??/*"):
        age(path, LEFT_ALONE + timedelta(minutes=1))


def clear(tuntas: SimpleNamespace) -> None:
    """What other tests have left."""
    everything_old(tuntas)
    leftovers.sweep(tuntas.store, tuntas.evidence, START)


def test_what_nothing_names_goes_after_a_day_with_its_small_pictures(
    app: Flask, tuntas: SimpleNamespace, chair: FlaskClient
):
    clear(tuntas)
    recorded = with_photo(tuntas, chair, large(640, 480))
    given_up = tuntas.evidence.take(large(640, 480), "a.jpg").sha256
    tuntas.evidence.small(given_up, 480)
    path = stored(tuntas.evidence, given_up)
    age(path, LEFT_ALONE - timedelta(minutes=1))
    assert leftovers.sweep(tuntas.store, tuntas.evidence, START) == []
    everything_old(tuntas)
    assert leftovers.sweep(tuntas.store, tuntas.evidence, START) == [given_up]
    assert not path.exists()
    assert kept(app, {"sha256": given_up}) == []
    assert chair.get(f"/bukti/{recorded['id']}").status_code == 200


def test_what_an_office_or_an_old_document_is_made_with_stays(tuntas: SimpleNamespace):
    clear(tuntas)
    office = tuntas.store.find("office", region="11.11", identity="lkks")[0]
    emblem, former, kop = (
        tuntas.evidence.take_emblem(photo(colour), "a.jpg").sha256 for colour in ("red", "blue", "tan")
    )
    tuntas.store.save({**office, "emblem": emblem, "letterhead": {"sha256": kop, "name": "kop.docx", "kop": True}})
    data = {"_": "Report", "letterhead": {"_": "Letterhead", "emblem": former}}
    content = tuntas.store.insert("content", {"schema": 1, "document": 999, "data": data})
    everything_old(tuntas)
    assert leftovers.sweep(tuntas.store, tuntas.evidence, START) == []
    tuntas.store.delete("content", content["id"])
    assert leftovers.sweep(tuntas.store, tuntas.evidence, START) == [former]
    tuntas.store.save({**tuntas.store.get("office", office["id"]), "emblem": "", "letterhead": {}})


def refused(chair: FlaskClient, task: Record) -> dict[str, list[str]]:
    """What a form that was sent without its text carries along."""
    data = {**TYPED, "version": task["version"], "text": "", "photos": [(io.BytesIO(large(320, 240)), "a.jpg")]}
    return carried(chair.post(f"/tugas/{task['id']}/kemajuan", data=data).text)


def test_a_form_that_is_open_for_hours_still_has_its_photo(tuntas: SimpleNamespace, chair: FlaskClient):
    clear(tuntas)
    task = bring(tuntas, "reported", START)
    hidden = refused(chair, task)
    everything_old(tuntas)
    again = chair.post(f"/tugas/{task['id']}/kemajuan", data={**TYPED, "version": 0, "text": "", **hidden})
    assert len(carried(again.text)["kept"]) == 1
    assert leftovers.sweep(tuntas.store, tuntas.evidence, START) == []  # sent again just now
    answer = chair.post(f"/tugas/{task['id']}/kemajuan", data={**TYPED, "version": task["version"], **hidden})
    assert answer.status_code == 303
    assert len(current_evidence(tuntas.store, task["id"])) == 1


def test_a_form_that_is_too_old_asks_for_the_photo_again(
    app: Flask, tuntas: SimpleNamespace, chair: FlaskClient, monkeypatch: pytest.MonkeyPatch
):
    clear(tuntas)
    task = bring(tuntas, "reported", START)
    hidden = refused(chair, task)
    typed = {**TYPED, "version": task["version"], **hidden}
    everything_old(tuntas)
    assert len(leftovers.sweep(tuntas.store, tuntas.evidence, START)) == 1
    answer = chair.post(f"/tugas/{task['id']}/kemajuan", data=typed)
    assert answer.status_code == 422
    assert "a.jpg sudah terlalu lama menunggu di halaman ini. Pilih lagi berkasnya." in answer.text
    assert carried(answer.text)["kept"] == []
    hidden = refused(chair, task)
    monkeypatch.setitem(app.config, "NOW", lambda: START + timedelta(hours=24, seconds=1))
    late = signed_in(app, "ketua.bireuen").post(f"/tugas/{task['id']}/kemajuan", data={**typed, **hidden})
    assert late.status_code == 422
    assert re.search("a.jpg sudah terlalu lama menunggu", late.text)
    assert current_evidence(tuntas.store, task["id"]) == []


def test_office_files_that_nobody_goes_on_with_go_after_a_week(app: Flask, tuntas: SimpleNamespace):
    sweeper: Leftovers = app.extensions["tuntas"].leftovers
    checked, done = (sweeper.intake.keep(content) for content in (b"a", b"b"))
    for sha256, state in ((checked, "diperiksa"), (done, "dibuang")):
        tuntas.store.insert("intake", {"user": 1, "rakor": 0, "state": state, "source": {"sha256": sha256}})
        age(stored(sweeper.intake, sha256), timedelta(days=6))
    clear(tuntas)
    assert sweeper.look() == []
    for sha256 in (checked, done):
        age(stored(sweeper.intake, sha256), timedelta(days=8))
    stray = tuntas.evidence.thumbnails.folder / "ab" / ("ab" * 32 + "-480")
    stray.parent.mkdir(parents=True, exist_ok=True)
    stray.write_bytes(b"x")
    assert sweeper.look() == [done]
    assert not stray.exists()
