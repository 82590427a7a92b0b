"""``script/bench [documents] [tasks] [intake] [photos] [load] [lks]``"""

from __future__ import annotations

import datetime
import logging
import platform
import sys

from script.measure import documents, intake, lists_of_lks, lks, load, matrices, photos, tasks, workers

PARTS = {
    "documents": (documents.run, workers.run, matrices.run),
    "tasks": (tasks.run,),
    "intake": (intake.run, lists_of_lks.run),
    "photos": (photos.run,),
    "load": (load.run,),
    "lks": (lks.run,),
}

if __name__ == "__main__":
    logging.disable(logging.CRITICAL)
    today = datetime.datetime.now(datetime.UTC).date()
    print(f"{today}, Python {platform.python_version()}, {platform.machine()}\n")
    for name in sys.argv[1:] or PARTS:
        for part in PARTS[name]:
            print(part(), end="\n\n", flush=True)
