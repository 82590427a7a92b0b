"""Everything that people open, at 20,000 and at 1,000,000 tasks, and how long a save waits while a backup is made.

Other sizes: ``SCALE=1000,20000 script/bench scale``; the ratio is that of the last to the first. The instances are kept
in ``.cache/scale`` (a million take some 5 GB, and as much again twice while the backup is made) and used again; making
one, and the backup of it, take minutes. So this part only runs when it is named.

What the data is: one rakor in ten is under way, the newest ones, and their tasks are open in the share of the demo,
so that what waits on each desk grows with the number of tasks: the worst case. All others are done.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

from script.measure.clock import met, seconds, table
from script.measure.scale_one import FIRST, LAST, MOVE, PREVIEW, START
from script.measure.scale_pages import searches
from script.measure.scale_stock import instance

ROOT = Path(__file__).parent.parent.parent
KEPT = ROOT / ".cache" / "scale"
SIZES = "20000,1000000"
PAGE, SEARCH = 1.5, 2.0
TARGETS = {"open_instance": 1.3, START: 1.3, MOVE: 1.3, PREVIEW: 1.3, FIRST: 1.2, LAST: 1.2}
LONGEST = 2.0
Figures = dict[str, float]


def run() -> str:
    sizes = [int(size) for size in os.environ.get("SCALE", SIZES).split(",")]
    folders = {size: instance(KEPT, size) for size in sizes}
    found = {size: _measured("pages", folder) for size, folder in folders.items()}
    waits = {size: _measured("backup", folder) for size, folder in folders.items()}
    first, last = found[sizes[0]], found[sizes[-1]]
    rows = [_row(what, [one[what] for one in found.values()], last[what] / first[what]) for what in first]
    missed = sum(row[-1].endswith("NOT met") for row in rows)
    head = ("what", *[f"{size:,} tasks" for size in sizes], "ratio", "target")
    return (
        f"A million tasks (processor time)\n\n{table(head, rows)}\n\n{missed} of {len(rows)} are not met.\n\n"
        + table(("a save while a backup is made", *head[1:-2], "target"), _waits(list(waits.values())))
    )


def _measured(what: str, folder: Path) -> Figures:
    command = [sys.executable, "-m", "script.measure.scale_one", what, str(folder)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)  # noqa: S603 - our own
    if done.returncode:
        raise SystemExit(done.stderr)
    figures: Figures = json.loads(done.stdout.splitlines()[-1])
    return figures


def _row(what: str, spent: list[float], ratio: float) -> tuple[str, ...]:
    searched = {f"{path} ({account})" for account, path in searches()}
    target = TARGETS.get(what, SEARCH if what in searched else PAGE)
    cells = [f"{one:.0f} MB" if what in (FIRST, LAST) else seconds(one) for one in spent]
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
