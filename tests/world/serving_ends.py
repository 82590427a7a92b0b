"""Run as a program: starts servers as ``python -m app`` does, each from a fork that has the app imported, and tells
each to end after a while. Reads lines "FOLDER WORKERS SECONDS"; says with which code each one ended, whose own words
stand in FOLDER.log. Importing takes longer than all the rest of a start.
"""

from __future__ import annotations

import os
import signal
import sys
import time

import app as tuntas


def serve(folder: str, workers: str) -> None:
    log = os.open(f"{folder}.log", os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    for stream in (1, 2):
        os.dup2(log, stream)
    os.environ.update(TUNTAS_INSTANCE=folder, TUNTAS_WORKERS=workers, PORT="0")
    tuntas.serve()


def main() -> None:
    print("ready", flush=True)
    for line in sys.stdin:
        folder, workers, seconds = line.split()
        if not (child := os.fork()):
            serve(folder, workers)
            return  # and so through the end of the interpreter, as a server that was started for itself
        time.sleep(float(seconds))
        os.kill(child, signal.SIGTERM)
        print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)


if __name__ == "__main__":
    main()
