"""A program that is told by webhooks, and what there is to tell it."""

from __future__ import annotations

import json
import threading
import time
from http.server import BaseHTTPRequestHandler, HTTPServer

from tests.world.instance import START
from workflow.audit import chain
from workflow.roles import Actor, Role
from workflow.store import Store

CHAIR = Actor(1, "Ketua LKKS", Role.CHAIR, "11.11")


class Listener:
    """A program that listens on this machine; it answers ``status`` after it ``takes`` so many seconds, and keeps what
    it was told."""

    def __init__(self) -> None:
        self.status, self.takes, self.heard = 200, 0.0, list[tuple[dict[str, str], bytes]]()
        listener = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                listener.heard.append((dict(self.headers), body))
                time.sleep(listener.takes)
                self.send_response(listener.status)
                self.send_header("Location", "http://127.0.0.1:1/")
                self.end_headers()

            def log_message(self, *_: object) -> None:
                """Says nothing."""

        self.server = HTTPServer(("127.0.0.1", 0), Handler)
        self.address = f"http://127.0.0.1:{self.server.server_port}/tuntas?dari=aceh"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def told(self) -> list[tuple[str, list[int]]]:
        """(chain, numbers) of each message."""
        found = [json.loads(body)["data"] for _, body in self.heard]
        return [(one["chain"], [event["seq"] for event in one["events"]]) for one in found]


def happen(store: Store, region: str = "11.11", times: int = 1) -> None:
    with store.transaction():
        for _ in range(times):
            chain.append(store, CHAIR, "claim", START, {}, chain=region, task=7)
