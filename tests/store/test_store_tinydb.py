"""TinyDB's own tests run on our tables, so that "the same as TinyDB" is TinyDB's word and not ours.

``script/test`` fetches them with TinyDB's source distribution, in the version that the app uses. What we do
differently on purpose is named here with the reason; everything else has to pass.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

import pytest

from tests.world.places import ROOT
from tests.world.waiting import PATIENCE

TESTS = ROOT / ".cache" / f"tinydb-{version('tinydb')}" / "tests"
# The modules whose tests use a database. The others test TinyDB's queries, JSON file, middlewares and LRU cache alone.
MODULES = ("test_tinydb.py", "test_tables.py", "test_operations.py")
NOT_CACHED = "results are not cached: another process may have written meanwhile"
NEVER_REUSED = "an id is never used twice, not even after all documents are gone"
DIFFERENT = {
    "test_tinydb.py::test_search[memory]": NOT_CACHED,
    "test_tinydb.py::test_search[json]": NOT_CACHED,
    "test_tinydb.py::test_search_path[memory]": NOT_CACHED,
    "test_tinydb.py::test_search_path[json]": NOT_CACHED,
    "test_tinydb.py::test_query_cache": NOT_CACHED,
    "test_tables.py::test_query_cache[memory]": NOT_CACHED,
    "test_tables.py::test_query_cache[json]": NOT_CACHED,
    "test_tables.py::test_lru_cache[memory]": NOT_CACHED,
    "test_tables.py::test_lru_cache[json]": NOT_CACHED,
    "test_tables.py::test_next_id[memory]": NEVER_REUSED,
    "test_tables.py::test_next_id[json]": NEVER_REUSED,
    "test_tables.py::test_truncate_table[memory]": NEVER_REUSED,
    "test_tables.py::test_truncate_table[json]": NEVER_REUSED,
    "test_tables.py::test_table_repr[memory]": "it expects the name of TinyDB's storage class; ours has its own",
    "test_tables.py::test_table_repr[json]": "it expects the name of TinyDB's storage class; ours has its own",
}


@pytest.mark.slow
@pytest.mark.skipif(not TESTS.is_dir(), reason="TinyDB's source is not in .cache; script/test fetches it")
def test_tinydbs_own_tests_pass_on_our_tables(tmp_path: Path):
    # Their settings stay out (-c): they ask for plugins that measure TinyDB's own source.
    options = ["-q", "-c", os.devnull, "--rootdir", str(TESTS), "-p", "no:cacheprovider", "-p", "tinydb_on_sqlite"]
    options += ["--basetemp", str(tmp_path / "theirs")]
    options += [f"--deselect={name}" for name in DIFFERENT]
    run = subprocess.run(
        [sys.executable, "-m", "pytest", *options, *(str(TESTS / module) for module in MODULES)],
        cwd=ROOT,
        env={
            **os.environ,
            "PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "tests" / "world")]),
            "TMPDIR": str(tmp_path),
        },
        capture_output=True,
        text=True,
        timeout=PATIENCE,
    )
    counts = {word: int(number) for number, word in re.findall(r"(\d+) (\w+)", run.stdout.splitlines()[-1])}
    assert (counts.get("passed"), counts.get("deselected"), counts.get("failed")) == (138, 15, None), run.stdout
