"""Two servers whose database is reached through pgbouncer, which lends its few connections by the transaction."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tests.world import chains, pooler
from tests.world.arranged import PLAN, PROGRESS, bring
from tests.world.cluster import Cluster
from tests.world.instance import START
from tests.world.on_postgresql import NOW, Machines, machines
from tests.world.serving import Begin
from tests.world.shared import unrendered
from tests.world.visiting import asked, session_of
from tests.world.waiting import PATIENCE, until

MOST = 4  # of all: what each server has in hand takes one, a copy one, and one is left for all pages
TIMES = 8  # more than after which a statement would be left prepared


@pytest.fixture
def both(tmp_path: Path, bare_at_postgresql: Path, postgresql: Cluster) -> Iterator[Machines]:
    database = postgresql.make("pooled", like="bare")
    with pooler.between(postgresql, database, MOST) as address:
        yield replace(machines(tmp_path, bare_at_postgresql, database), database=address)


def test_two_servers_work_as_with_connections_of_their_own(both: Machines, begin: Begin):
    with both.app() as app:
        tuntas = unrendered(app)
        reported, waiting, draft = (bring(tuntas, stage, START) for stage in ("reported", "draft/sekdis", "draft"))
        chair, sekdis = (session_of(app, f"{role}.bireuen") for role in ("ketua", "sekdis"))
        servers = [both.serve(begin, which) for which in range(2)]
        one, other = (server.port for server in servers)
        for number in range(TIMES):
            for port in (one, other):
                assert asked(port, "/agenda/sediakan", sekdis, {"subject": f"Surat {number} {port}"})[0] == 303
                for path, who in (("/agenda", sekdis), ("/tugas", chair)):
                    status, page = asked(port, path, who)
                    assert status == 200, page
        form = {"version": waiting["version"], "action": "report", "number_from": "series", "addressee": "Bupati"}
        assert asked(one, f"/persetujuan/{waiting['id']}", sekdis)[0] == 200
        assert asked(other, f"/persetujuan/{waiting['id']}", sekdis, form)[0] == 302
        plan = {**PLAN, "version": draft["version"], "do": "submit"}
        assert asked(one, f"/tugas/{draft['id']}/rencana", chair, plan)[0] == 303
        progress = {**PROGRESS, "version": reported["version"]}
        assert asked(other, f"/tugas/{reported['id']}/kemajuan", chair, progress)[0] == 303
        entries = tuntas.store.find("entry", region="11.11", order="ordinal")
        assert [entry["ordinal"] for entry in entries] == list(range(1, len(entries) + 1))
        assert chains.verify(tuntas.store, "11.11") == []
        until(lambda: not tuntas.store.count("document", pending=True))
        until(lambda: list((both.folders[0] / "backup").glob(f"{NOW.date().isoformat()}/manifest.json")))
        for server in servers:
            server.process.terminate()
            assert server.process.wait(PATIENCE) == 0
            assert "Traceback" not in server.log.read_text(), server.log.read_text()
