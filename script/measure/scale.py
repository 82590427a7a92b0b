"""Everything that people open, at 20,000 and at 1,000,000 tasks, and how long a save waits while a backup is made.

Other sizes: ``SCALE=1000,20000 script/bench scale``; the ratio is that of the last to the first. The instances are kept
in ``.cache/scale`` (a million take 9 GB, and as much again twice while the backup is made) and used again; making
one, and the backup of it, take minutes. So this part only runs when it is named.

What the data is: one rakor in ten is under way, the newest ones, and their tasks are open in the share of the demo,
so that what waits on each desk grows with the number of tasks: the worst case. All others are done.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from subprocess import PIPE
from typing import Any

from script.measure.clock import met, seconds, table
from script.measure.scale_one import FIRST, LAST, MOVE, START, named
from script.measure.scale_pages import searches
from script.measure.scale_stock import instance

ROOT = Path(__file__).parent.parent.parent
KEPT = ROOT / ".cache" / "scale"
SIZES = "20000,1000000"
PAGE, SEARCH = 1.5, 2.0
TARGETS = {"open_instance": 1.3, START: 1.3, MOVE: 1.3, FIRST: 1.2, LAST: 1.2}
LONGEST = 2.0
Figures = dict[str, float]


def run() -> str:
    sizes = [int(size) for size in os.environ.get("SCALE", SIZES).split(",")]
    folders = [instance(KEPT, size) for size in sizes]
    rows = [_row(what, spent) for what, spent in _in_turn(folders)]
    missed = sum(row[-1].endswith("NOT met") for row in rows)
    waits = [_backup(folder) for folder in folders]
    heads = [f"{size:,} tasks" for size in sizes]
    return (
        f"A million tasks (processor time)\n\n{table(('what', *heads, 'ratio', 'target'), rows)}\n\n"
        f"{missed} of {len(rows)} are not met.\n\n"
        + table(("a save while a backup is made", *heads, "target"), _waits(waits))
    )


def _command(what: str, folder: Path) -> list[str]:
    return [sys.executable, "-m", "script.measure.scale_one", what, str(folder)]


def _in_turn(folders: list[Path]) -> Iterator[tuple[str, list[float]]]:
    """What was measured, and of each instance how much it took, one after the other."""
    with ExitStack() as opened:
        ones = [opened.enter_context(_begun(folder)) for folder in folders]
        while None not in (told := [_next(one) for one in ones]):
            names = {name for name, _ in told}
            if len(names) > 1:
                raise SystemExit(f"not the same: {names}")
            yield names.pop(), [value for _, value in told]


def _begun(folder: Path) -> subprocess.Popen[str]:
    command = _command("pages", folder)
    return subprocess.Popen(command, cwd=ROOT, text=True, stdin=PIPE, stdout=PIPE)  # noqa: S603 - our own


def _next(one: subprocess.Popen[str]) -> Any:
    """[what, how much] of the instance, ``None`` when it has nothing more."""
    if one.stdin is None or one.stdout is None:
        raise ValueError("it was started without pipes")
    print(file=one.stdin, flush=True)
    if not (line := one.stdout.readline()):
        raise SystemExit("one of the instances could not be measured")
    return json.loads(line)


def _backup(folder: Path) -> Figures:
    done = subprocess.run(_command("backup", folder), cwd=ROOT, stdout=PIPE, text=True, check=True)  # noqa: S603 - our own
    figures: Figures = json.loads(done.stdout)
    return figures


def _row(what: str, spent: list[float]) -> tuple[str, ...]:
    target = TARGETS.get(what, SEARCH if what in {named(*one) for one in searches()} else PAGE)
    cells = [f"{one:.0f} MB" if what in (FIRST, LAST) else seconds(one) for one in spent]
    ratio = spent[-1] / spent[0]
    return what, *cells, f"{ratio:.2f}", f"≤ {target}: {met(ratio <= target)}"


def _waits(found: list[Figures]) -> list[tuple[str, ...]]:
    usual = [f"{seconds(one['usual'])}, {seconds(one['longest'])}" for one in found]
    beside = [f"{seconds(one['usual beside'])}, {seconds(one['longest beside'])}" for one in found]
    ratios = [one["longest beside"] / one["longest"] for one in found]
    told = [f"{ratio:.1f}" for ratio in ratios]
    took = [f"{one['backup']:.1f} s, {one['saves']:.0f} saves" for one in found]
    return [
        ("without: median, longest", *usual, "–"),
        ("meanwhile: median, longest", *beside, "–"),
        ("the longest beside the longest without", *told, f"≤ {LONGEST}: {met(max(ratios) <= LONGEST)}"),
        ("the backup, on the clock", *took, "–"),
    ]
