"""The clock is set back a day, or forward an hour and back: times stay in order, and nobody is locked out."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from types import SimpleNamespace

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.world import chains
from tests.world.arranged import CHAIR, PLAN, SEKDIS, bring, do
from tests.world.faults import kept
from tests.world.instance import START, Clock, signed_in
from workflow.audit import newest
from workflow.clock import WIB, moment, stamp
from workflow.demo import PASSWORD
from workflow.errors import ClockBehind
from workflow.keeping import clock_check
from workflow.people.accounts import SYSTEM

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def post_plan(client: FlaskClient, task: dict, action: str = "Menyiapkan naskah kesepakatan") -> tuple[int, str]:
    answer = client.post(f"/tugas/{task['id']}/rencana", data={**PLAN, "action": action, "version": task["version"]})
    return answer.status_code, answer.text


def times(tuntas: SimpleNamespace) -> dict[str, list[str]]:
    return {chain: [event["at"] for event in tuntas.store.find("event", chain=chain, order="seq")]
            for chain in newest.chains(tuntas.store)}  # fmt: skip


def sign_in(app: Flask, username: str, password: str = PASSWORD) -> tuple[FlaskClient, int]:
    app.config["WTF_CSRF_ENABLED"] = False
    client = app.test_client()
    return client, client.post("/masuk", data={"username": username, "password": password}).status_code


def test_a_day_back_nothing_is_recorded_and_everything_is_read(app: Flask, tuntas: SimpleNamespace, clock: Clock):
    task = bring(tuntas, "draft", START)
    chair = signed_in(app, "ketua.bireuen")
    clock.at = START - DAY
    assert chair.get(f"/tugas/{task['id']}").status_code == 302  # a session of the future is none
    chair, status = sign_in(app, "ketua.bireuen")
    assert status == 302
    before = kept(tuntas.store)
    assert chair.get(f"/tugas/{task['id']}").status_code == 200
    assert chair.get("/komitmen").status_code == 200
    status, page = post_plan(chair, task, "Rencana yang tidak boleh hilang")
    assert status == 503
    assert "Jam server menunjuk 08-11-2026 09.00 WIB, padahal catatan terakhir dibuat 09-11-2026 09.00 WIB." in page
    assert "membetulkan jam server" in page
    assert "Rencana yang tidak boleh hilang" in page
    assert kept(tuntas.store) == before
    assert all(sorted(seen) == seen for seen in times(tuntas).values())  # the sign-in did not run before the rest

    clock.at = START + timedelta(minutes=1)
    chair, status = sign_in(app, "ketua.bireuen")
    assert (status, post_plan(chair, task)[0]) == (302, 303)


def test_an_hour_forward_and_back_work_goes_on_in_order(app: Flask, tuntas: SimpleNamespace, clock: Clock):
    task = bring(tuntas, "draft", START)
    clock.at = START + HOUR
    chair = signed_in(app, "ketua.bireuen")
    assert post_plan(chair, task)[0] == 303
    clock.at = START + timedelta(minutes=5)
    chair, _ = sign_in(app, "ketua.bireuen")
    assert post_plan(chair, tuntas.store.get("task", task["id"]), "Menandatangani naskah")[0] == 303
    last = tuntas.store.find("event", task=task["id"], order="-id", limit=1)[0]
    assert last["at"] == stamp(START + HOUR)
    assert all(sorted(seen) == seen for seen in times(tuntas).values())
    assert [found for chain in newest.chains(tuntas.store) for found in chains.verify(tuntas.store, chain)] == []


def test_a_clock_that_had_been_ahead_is_accepted_by_the_admin(app: Flask, tuntas: SimpleNamespace, clock: Clock):
    task = bring(tuntas, "draft", START + 300 * DAY)
    with pytest.raises(ClockBehind):
        clock_check.check(tuntas.store, START)
    said = app.test_cli_runner().invoke(args=["clock", "accept"])
    assert (said.exit_code, said.output) == (0, "Jam diterima di 2 riwayat.\n")
    clock_check.check(tuntas.store, START)
    assert post_plan(signed_in(app, "ketua.bireuen"), task)[0] == 303
    last, accepted = tuntas.store.find("event", chain="11.11", order="-seq", limit=2)
    assert (last["name"], last["at"]) == ("edit_plan", stamp(START))
    assert (accepted["name"], accepted["fields"]) == ("clock_accepted", {"before": stamp(START + 300 * DAY)})
    assert chains.verify(tuntas.store, "11.11") == []
    assert clock_check.accept(tuntas.store, SYSTEM, at=clock.at) == []


@pytest.mark.parametrize("step", [-DAY, HOUR])
def test_wrong_passwords_of_another_time_hold_nobody_up(app: Flask, clock: Clock, step: timedelta):
    for _ in range(6):
        sign_in(app, "sekdis.bireuen", "salah sama sekali")
    assert sign_in(app, "sekdis.bireuen")[1] == 429
    clock.at = START + step
    assert sign_in(app, "sekdis.bireuen")[1] == 302


def test_a_paper_is_checked_though_the_brake_remembers_a_later_time(app: Flask, tuntas: SimpleNamespace, clock: Clock):
    document = tuntas.store.find("document", task=bring(tuntas, "reported", START)["id"], type="laporan")[0]
    visitor = app.test_client()
    assert visitor.get(f"/cek/{document['code']}").status_code == 200
    clock.at = START - DAY
    assert visitor.get(f"/cek/{document['code']}").status_code == 200


def test_over_new_year_a_paper_has_the_number_of_its_own_date(
    tuntas: SimpleNamespace, clock: Clock, client_as: Callable[[str], FlaskClient]
):
    midnight = datetime(2027, 1, 1, 0, 20, tzinfo=WIB)
    for at in (midnight, midnight - timedelta(minutes=50), midnight + timedelta(minutes=5)):
        task = bring(tuntas, "draft/sekdis", START)
        do(tuntas, task, "report", SEKDIS, at)
    papers = tuntas.store.find("document", type="laporan")
    assert [(p["date"], p["number"].rsplit("/", 1)[1]) for p in papers] == [
        ("2027-01-01", "2027"), ("2026-12-31", "2026"), ("2027-01-01", "2027"),
    ]  # fmt: skip
    assert len({paper["number"] for paper in papers}) == 3
    clock.at = midnight - timedelta(minutes=50)
    assert client_as("sekdis.bireuen").get("/dokumen").status_code == 200


def test_what_is_late_follows_the_clock_and_nothing_of_it_is_stored(app: Flask, tuntas: SimpleNamespace, clock: Clock):
    task = bring(tuntas, "draft", START, deadline="2026-11-09")
    before = tuntas.store.get("task", task["id"])
    late = []
    for at in (START, START + DAY, START - DAY):
        clock.at = at
        late.append("terlambat" in signed_in(app, "ketua.bireuen").get(f"/tugas/{task['id']}").text.lower())
    assert late == [False, True, False]
    assert tuntas.store.get("task", task["id"]) == before


def test_a_zip_is_kept_for_its_day_and_not_removed_by_a_clock_that_steps(
    app: Flask, tuntas: SimpleNamespace, clock: Clock
):
    jobs, task = app.extensions["tuntas"].jobs, bring(tuntas, "draft/sekdis", START)
    document = tuntas.store.find("document", task=task["id"])[0]
    job = jobs.order(SEKDIS, "Semua naskah", {}, [document["id"]])
    jobs.run_waiting()
    for at in (START - DAY, START + HOUR):
        clock.at = at
        jobs.sweep()
        assert jobs.file(tuntas.store.get("job", job["id"])).exists()
    assert moment(tuntas.store.get("job", job["id"])["ended"]) == START


@pytest.mark.parametrize(("waited", "warned"), [(timedelta(seconds=40), False), (timedelta(minutes=20), True)])
def test_an_act_that_waited_for_its_turn_is_no_clock_that_was_set_back(
    tuntas: SimpleNamespace, caplog: pytest.LogCaptureFixture, waited: timedelta, warned: bool
):
    """Of two saves at once the second has the time at which it was asked for, which is before the first one's end."""
    first, second = bring(tuntas, "draft", START), bring(tuntas, "draft", START)
    do(tuntas, first, "submit", CHAIR, START + HOUR)
    do(tuntas, second, "submit", CHAIR, START + HOUR - waited)
    assert any("the clock says" in record.getMessage() for record in caplog.records) is warned
    assert all(sorted(seen) == seen for seen in times(tuntas).values())
