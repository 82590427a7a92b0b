"""``script/bench [--readme] [documents] [tasks] [intake] [photos] [load] [lks] [reminders] [scale] [postgres]``

With ``--readme`` what is found also goes into ``script/README.md``, each part under its own heading. Without a name all
parts run but ``scale``, which takes half an hour and 27 GB, and ``postgres``, which needs that, five minutes.
"""

from __future__ import annotations

import datetime
import logging
import os
import platform
import sys

from script.measure import (
    documents,
    intake,
    late_letters,
    lists_of_lks,
    lks,
    load,
    matrices,
    photos,
    postgres,
    readme,
    reminders,
    scale,
    tasks,
    workers,
)

PARTS = {
    "documents": (documents.run, documents.setting, workers.run, matrices.run),
    "tasks": (tasks.run,),
    "intake": (intake.run, lists_of_lks.run),
    "photos": (photos.run,),
    "load": (load.run,),
    "lks": (lks.run,),
    "reminders": (reminders.run, late_letters.run),
    "scale": (scale.run,),
    "postgres": (postgres.run,),
}
ONLY_NAMED = {"scale", "postgres"}

README = "--readme"


def main(*words: str) -> None:
    logging.disable(logging.CRITICAL)
    names = [word for word in words if word != README] or [part for part in PARTS if part not in ONLY_NAMED]
    today = datetime.datetime.now(datetime.UTC).date()
    load, cores = os.getloadavg()[0], os.cpu_count()
    where = (
        f"{today}, Python {platform.python_version()}, {platform.machine()}, {cores} cores; load at first {load:.1f}"
    )
    print(where, end="\n\n", flush=True)
    for part in (part for name in names for part in PARTS[name]):
        told = part()
        print(told, end="\n\n", flush=True)
        if README in words:
            readme.put(where, told)


if __name__ == "__main__":
    main(*sys.argv[1:])
