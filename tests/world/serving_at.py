"""Run as a program: the server as ``python -m app`` starts it, at a moment of its own from which its clock goes on.

``python -m tests.world.serving_at MOMENT``
"""

from __future__ import annotations

import functools
import sys
import time
from datetime import datetime, timedelta

import app as tuntas


def serve(moment: datetime) -> None:
    began = time.monotonic()
    tuntas.create_app = functools.partial(
        tuntas.create_app, NOW=lambda: moment + timedelta(seconds=time.monotonic() - began), SEED=False
    )
    tuntas.serve()


if __name__ == "__main__":
    serve(datetime.fromisoformat(sys.argv[1]))
