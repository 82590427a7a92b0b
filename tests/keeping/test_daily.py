"""Daily copies: one a day, caught up at the start, old ones gone only after the new one is verified."""

from __future__ import annotations

import threading
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path

import pytest
from flask import Flask

from tests.world.each_store import Home, on_each
from tests.world.faults import full
from tests.world.instance import START, Clock, signed_in
from tests.world.waiting import PATIENCE
from workflow.clock import stamp
from workflow.errors import StoreAway
from workflow.keeping import copy_failure
from workflow.keeping.copy_failure import Failure
from workflow.keeping.daily import LOCK, DailyCopies, keep
from workflow.rounds import Rounds
from workflow.store.postgres_refusals import UNREACHABLE


def test_a_week_of_days_a_month_of_weeks_and_a_year_of_months_stay():
    days = [(date(2026, 11, 9) - timedelta(days=n)).isoformat() for n in range(500)]
    kept = sorted(keep(days), reverse=True)
    assert kept[:7] == days[:7]
    assert kept[7:10] == ["2026-11-01", "2026-10-31", "2026-10-25"]
    assert (kept[-1], len(kept)) == ("2025-12-31", 20)


def test_one_copy_a_day_and_a_failure_is_told_and_keeps_the_old_ones(app: Flask, clock: Clock, tmp_path: Path):
    store, instance = app.extensions["tuntas"].store, Path(app.instance_path)
    copies = DailyCopies(store, instance, tmp_path / "harian", clock)
    app.extensions["tuntas"].evidence.keep(b"foto")
    for _ in range(2):
        copies.look()
    assert (copies.failure, [path.name for path in copies.copies()]) == (None, ["2026-11-09"])
    clock.at = START + timedelta(days=3)
    (tmp_path / "harian" / "2026-11-12").write_text("di tempat salinan")
    copies.look()
    assert copies.failure is not None
    assert [path.name for path in copies.copies()] == ["2026-11-09"]
    (tmp_path / "harian" / "2026-11-12").unlink()
    copies.look()
    assert (copies.failure, [path.name for path in copies.copies()]) == (None, ["2026-11-12", "2026-11-09"])
    old, new = (next(path.glob("evidence/*/*")) for path in copies.copies())
    assert old.samefile(new)
    assert not any(new.samefile(path) for path in instance.glob("evidence/*/*"))


def test_the_admins_page_tells_of_the_last_copy_and_of_its_failure(app: Flask, clock: Clock):
    admin, copies = signed_in(app, "admin"), app.extensions["tuntas"].copies
    assert "Belum ada cadangan harian." in admin.get("/pengaturan").text
    copies.look()
    page = admin.get("/pengaturan").text
    assert "Senin, 9 November 2026, pukul 09.00" in page
    assert "sudah dibuka kembali dan sama dengan aslinya" in page
    assert "berada di disk yang sama" in page
    clock.at = START + timedelta(days=1)
    (copies.folder / "2026-11-10").write_text("di tempat salinan")
    copies.look()
    failed = signed_in(app, "admin").get("/pengaturan").text
    assert "Cadangan harian terakhir gagal" in failed
    assert "Senin, 9 November 2026, pukul 09.00" in failed


def test_the_admins_page_tells_what_a_copy_could_not_have(demo_app: Flask):
    lost = next(p for p in (Path(demo_app.instance_path) / "evidence").rglob("*") if p.is_file())
    lost.unlink()
    demo_app.extensions["tuntas"].copies.look()
    page = " ".join(signed_in(demo_app, "admin").get("/pengaturan").text.split())
    assert "1 hal sudah hilang atau rusak di aslinya" in page
    assert lost.name in page


@on_each
def test_a_failure_is_told_by_whichever_server_answers_until_a_newer_copy(bare_home: Home, app: Flask, clock: Clock):
    behind = bare_home.app(NOW=clock, SEED=False, TESTING=True)
    with closing(behind.extensions["tuntas"].store):
        copies = behind.extensions["tuntas"].copies
        copies.folder.mkdir(exist_ok=True)
        (copies.folder / "2026-11-09").write_text("di tempat salinan")
        copies.look()
        admin = signed_in(app, "admin")
        assert "Cadangan harian terakhir gagal" in admin.get("/pengaturan").text
        assert "Cadangan harian gagal: Cadangan harian di " in admin.get("/kabar").text
        (copies.folder / "2026-11-09").unlink()
        copies.look()
        assert "gagal" not in admin.get("/pengaturan").text
        assert "Cadangan harian gagal" not in admin.get("/kabar").text


def test_what_failed_on_another_machine_stays_until_there_is_a_newer_copy(app: Flask, clock: Clock):
    parts = app.extensions["tuntas"]
    parts.copies.look()
    clock.at = START + timedelta(hours=1)
    failure = Failure(stamp(clock.at), "Ruang tidak cukup.", "satelit")
    copy_failure.tell(parts.store, failure)
    parts.copies.look()  # nothing is due: the copy of today is older
    assert parts.copies.failure == failure
    clock.at = START + timedelta(days=1)
    parts.copies.look()
    assert parts.copies.failure is None


def test_a_failure_that_the_store_cannot_keep_is_told_all_the_same(app: Flask):
    copies = app.extensions["tuntas"].copies
    copies.folder.mkdir()
    with full(copies.folder, mounted=False):
        copies.look()
    assert copy_failure.told(app.extensions["tuntas"].store) is None
    assert copies.failure is not None
    copies.look()
    assert copies.failure is None


def test_of_two_servers_one_makes_the_copy_and_the_other_says_nothing(app: Flask, clock: Clock, tmp_path: Path):
    store, instance = app.extensions["tuntas"].store, Path(app.instance_path)
    servers = [DailyCopies(store, instance, tmp_path / "harian", clock) for _ in range(2)]
    threads = [threading.Thread(target=one.look) for one in servers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(PATIENCE)
    assert [one.failure for one in servers] == [None, None]
    assert [path.name for path in servers[0].copies()] == ["2026-11-09"]
    assert sorted(path.name for path in (tmp_path / "harian").iterdir()) == [LOCK, "2026-11-09"]


def test_while_another_process_makes_a_copy_none_is_made(app: Flask, clock: Clock, tmp_path: Path):
    copies = DailyCopies(app.extensions["tuntas"].store, Path(app.instance_path), tmp_path / "harian", clock)
    with copies._alone():
        copies.look()
        assert (copies.failure, copies.copies()) == (None, [])
    copies.look()
    assert len(copies.copies()) == 1


def test_what_was_refused_is_a_line_in_the_log_and_a_fault_of_ours_has_its_trace(
    app: Flask, clock: Clock, tmp_path: Path, caplog: pytest.LogCaptureFixture
):  # fmt: skip
    copies = DailyCopies(app.extensions["tuntas"].store, Path(app.instance_path), tmp_path / "harian", clock)

    def refused() -> str:
        raise StoreAway(UNREACHABLE)

    assert copies._tried(refused) == UNREACHABLE
    assert copies._tried(lambda: str(1 // 0)) == "Cadangan harian gagal: ZeroDivisionError."
    first, second = caplog.records
    assert (first.getMessage(), first.exc_info) == (f"daily copy: {UNREACHABLE}", None)
    assert second.exc_info is not None
    assert second.exc_info[0] is ZeroDivisionError


def test_a_round_that_the_database_refuses_is_a_warning_with_its_reason(app: Flask, caplog: pytest.LogCaptureFixture):
    class Cut(Rounds):
        name, every = "mail", 60.0

        def look(self) -> None:
            raise StoreAway(UNREACHABLE) from OSError("connection refused")

    assert Cut(app.extensions["tuntas"].store)._one_round()
    assert [(line.levelname, line.getMessage(), line.exc_info) for line in caplog.records] == [
        ("WARNING", f"mail: {UNREACHABLE} (connection refused)", None)
    ]
