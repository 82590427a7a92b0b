"""``script/mutate [module …]``: mutants of each module, how many its tests kill, and what the others look like.

Each module has the short list of tests that hold its rules; the copy of the tree is thrown away afterwards.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).parent.parent.parent
TOOL = HERE / ".cache/mutation/bin/cosmic-ray"
ENOUGH = 90  # per cent
# what is changed, by subject: files of workflow/
PLACES = {
    "stages": ("machine/stages", "machine/actions", "machine/bars"),
    "permissions": ("machine/permissions",),
    "numbering": ("offices/number_patterns", "offices/typed_numbers", "agenda/compared"),
    "audit": ("audit/chain",),
}
TESTS = {
    "stages": (
        "machine/test_stages.py",
        "machine/test_permissions.py",
        "machine/test_state_machine.py",
        "tasks/test_ways_out.py",
    ),
    "permissions": ("machine/test_permissions.py", "machine/test_state_machine.py", "issue/test_signed_copy.py"),
    "numbering": (
        "offices/test_numbering.py",
        "offices/test_typed_numbers.py",
        "agenda/test_typed_numbers_compared.py",
        "agenda/test_agenda.py",
    ),
    "audit": ("audit/test_audit.py", "audit/test_audit_check.py"),
}
CONFIG = """
[cosmic-ray]
module-path = {places}
timeout = 90.0
excluded-modules = []
test-command = "{python} -m pytest -x -q -p no:cacheprovider {tests}"
[cosmic-ray.distributor]
name = "local"
[cosmic-ray.filters.operators-filter]
exclude-operators = ["core/ReplaceBinaryOperator_BitOr_.*"]
"""


def main(modules: list[str]) -> int:
    worst = 100.0
    with tempfile.TemporaryDirectory() as name:
        tree = Path(name) / "tree"
        shutil.copytree(HERE, tree, ignore=shutil.ignore_patterns(".git", ".venv", ".cache", "instance", "__pycache__"))
        (tree / ".cache").symlink_to(HERE / ".cache")
        survivors: dict[str, list[str]] = {}
        print("| module | mutants | killed | share |\n|---|---|---|---|", flush=True)
        for module in modules:
            killed, left = _run(tree, module)
            share = 100 * killed / (killed + len(left))
            worst = min(worst, share)
            print(f"| {module} | {killed + len(left)} | {killed} | {share:.0f} % |", flush=True)
            survivors[module] = left
    for module, left in survivors.items():
        print("\n".join(["", module, *left]))
    return 0 if worst >= ENOUGH else 1


def _run(tree: Path, module: str) -> tuple[int, list[str]]:
    """How many mutants were killed, and the changes that no test has noticed."""
    config, session = tree / f"{module}.toml", tree / f"{module}.sqlite"
    tests = " ".join(f"tests/{name}" for name in TESTS[module])
    places = json.dumps([f"workflow/{place}.py" for place in PLACES[module]])
    config.write_text(CONFIG.format(places=places, python=HERE / ".venv/bin/python", tests=tests))
    _tool(tree, "--verbosity", "ERROR", "baseline", config)  # a mutant is killed only by tests that pass without it
    _tool(tree, "init", config, session)
    filtering = [TOOL.with_name("cr-filter-operators"), session, config]  # "X | None" in annotations is never run
    subprocess.run(filtering, cwd=tree, check=True)  # noqa: S603 - ours
    _tool(tree, "exec", config, session)
    dumped = _tool(tree, "dump", session)
    killed, left = 0, []
    for line in dumped.splitlines():
        _, result = json.loads(line)
        if result["worker_outcome"] == "skipped":
            continue
        if result["test_outcome"] not in ("killed", "timeout"):
            left.append(_change(result["diff"]))
        else:
            killed += 1
    return killed, left


def _tool(tree: Path, *words: str | Path) -> str:
    """What the tester prints."""
    command = [TOOL, *words]
    return subprocess.run(command, cwd=tree, check=True, stdout=subprocess.PIPE, text=True).stdout  # noqa: S603 - ours


def _change(diff: str) -> str:
    return "\n".join(line for line in diff.splitlines() if line[:1] in "+-@" and line[:3] not in ("+++", "---"))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:] or list(TESTS)))
