"""Run as a program: serves instances as ``python -m app`` does, each time from a fork that has everything loaded.

Reads lines from its input: "FOLDER WORKERS" starts a server, which says its port; "kill SECONDS" kills it with 9 after
that time. So that many servers can be killed in a few seconds: loading the writers takes longer than a round.
"""

from __future__ import annotations

import functools
import os
import signal
import sys
import time

import app as tuntas
from documents.issue import rendering
from documents.issue.worker import WARM_UP
from documents.pdf import writer as pdf
from documents.report.frozen import to_data
from tests.world.instance import START


def serve(folder: str, workers: str) -> None:
    os.environ.update(TUNTAS_INSTANCE=folder, TUNTAS_WORKERS=workers, PORT="0")
    create = functools.partial(tuntas.create_app, NOW=lambda: START, SEED=False, WTF_CSRF_ENABLED=False)
    tuntas.create_app = create
    tuntas.serve()


def load() -> None:
    """Both writers. The PDF writer's own faces stay unread: Pango 1.56 gives them a thread, which no fork has."""
    rendering.rendered(to_data(WARM_UP), "docx", lambda sha256: b"")
    if pdf.ready():
        import weasyprint

        weasyprint.HTML(string="<p>Pemanasan").write_pdf()


def main() -> None:
    load()
    print("ready", flush=True)
    child = 0
    for line in sys.stdin:
        first, second = line.rsplit(maxsplit=1)
        if first == "kill":
            time.sleep(float(second))
            os.kill(child, signal.SIGKILL)
            os.waitpid(child, 0)
            print("killed", flush=True)
        elif not (child := os.fork()):
            serve(first, second)
            os._exit(0)


if __name__ == "__main__":
    main()
