"""pgbouncer between us and the cluster of the tests: it lends a connection for a transaction, and the next one to
whoever asks next, so that nothing that was left on a connection is found again."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
import pytest

from tests.world.cluster import Cluster, as_owner
from tests.world.waiting import until

PROGRAM = Path("/usr/sbin/pgbouncer")
# It has nothing to keep. However the process of the tests ends, it ends with that: nobody holds the other end then.
RUN = '"$@" & cat > /dev/null; kill -9 $!'
SETTINGS = """
[databases]
* = host={folder} user={owner}
[pgbouncer]
listen_port = 6432
unix_socket_dir = {own}
auth_type = any
pool_mode = transaction
default_pool_size = {most}
"""


@contextmanager
def between(cluster: Cluster, url: str, most: int) -> Iterator[str]:
    """The address of the same database through one that has ``most`` connections to it; skipped where none is there."""
    if not PROGRAM.exists():
        pytest.skip("pgbouncer is not installed (script/test installs it as root or with sudo)")
    own = Path(tempfile.mkdtemp(prefix="pool-", dir=cluster.folder))
    settings = own / "pgbouncer.ini"
    settings.write_text(SETTINGS.format(folder=cluster.folder, own=own, owner=urlsplit(url).username, most=most))
    if os.geteuid() == 0:
        shutil.chown(own, "postgres")
    command = as_owner("sh", "-c", RUN, "sh", PROGRAM, settings)
    with (own / "log").open("w") as log, subprocess.Popen(command, cwd="/", stdin=subprocess.PIPE, stderr=log):
        address = url.replace(f"host={cluster.folder}", f"host={own}&port=6432")
        until(lambda: _answers(address))
        yield address


def _answers(address: str) -> bool:
    try:
        psycopg.connect(address).close()
    except psycopg.OperationalError:
        return False
    return True
