"""Templates that are compiled once a process: nearly every test has an app of its own, and the templates of all are the
same. Jinja keeps what it compiled by the checksum of a template's text, as it offers; Flask passes the place on.
"""

from __future__ import annotations

from flask import Flask
from jinja2.bccache import Bucket, BytecodeCache


class InMemory(BytecodeCache):
    """What was compiled, by the name of the template and where it lies."""

    def __init__(self) -> None:
        self.made: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        if bucket.key in self.made:
            bucket.bytecode_from_string(self.made[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        self.made[bucket.key] = bucket.bytecode_to_string()


def use() -> None:
    Flask.jinja_options = {**Flask.jinja_options, "bytecode_cache": InMemory()}
