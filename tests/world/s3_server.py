"""A server on this machine that speaks S3 (moto, in this process); it can be away for a while."""

from __future__ import annotations

import os
from datetime import timedelta
from typing import Any

from moto.core.utils import utcnow
from moto.s3.models import s3_backends
from moto.server import ThreadedMotoServer

BUCKETS = s3_backends["123456789012"]["aws"]
KEYS = {"AWS_ACCESS_KEY_ID": "tuntas", "AWS_SECRET_ACCESS_KEY": "rahasia", "AWS_REGION": "us-east-1"}


class S3:
    def __init__(self) -> None:
        self._made = 0
        self.port = 0
        self.back()

    def environment(self) -> dict[str, str]:
        """By which a program finds it."""
        return {**KEYS, "AWS_ENDPOINT_URL": f"http://127.0.0.1:{self.port}"}

    def new(self) -> str:
        """The address of a new bucket."""
        self._made += 1
        name = f"ember-{os.getpid()}-{self._made}"
        BUCKETS.create_bucket(name, "us-east-1")
        return f"s3://{name}/tuntas"

    def back(self) -> None:
        """Begins to answer, where it did before."""
        self._server = ThreadedMotoServer("127.0.0.1", self.port, verbose=False)
        self._server.start()
        self.port = self._server.get_host_and_port()[1]

    def away(self) -> None:
        """Nobody answers there any more; what lies in the buckets stays."""
        self._server.stop()
        self._server._server.server_close()

    def age(self, url: str, old: timedelta) -> None:
        """Lets everything that lies there have been put that long ago."""
        for key in self._keys(url).values():
            key.last_modified = utcnow() - old

    def alter(self, url: str, path: str) -> None:
        """Changes a file in its place."""
        key = self._keys(url)[f"tuntas/{path}"]
        key.value = key.value[:-1] + bytes([key.value[-1] ^ 1])

    def paths(self, url: str) -> list[str]:
        return sorted(name.removeprefix("tuntas/") for name in self._keys(url))

    def _keys(self, url: str) -> dict[str, Any]:
        keys = BUCKETS.buckets[url.split("/")[2]].keys
        return {name: keys[name] for name in keys}
