"""Routes that are compiled once a process: nearly every test has an app of its own, and the routes of all are the same.

What werkzeug makes of a rule (the parts by which an address is matched, how one is written) knows nothing of the app;
making it for two hundred rules takes half of the time that an app takes. Flask is told which class of rules to use, as
it offers.
"""

from __future__ import annotations

from typing import Any

from flask import Flask
from werkzeug.routing import Rule

COMPILED = ("_parts", "_trace", "_converters", "arguments", "_build", "_build_unknown")

_MADE: dict[tuple[Any, ...], dict[str, Any]] = {}


class RuleMadeOnce(Rule):
    def compile(self) -> None:
        assert self.map is not None
        shape = (self.map.host_matching, self.host, self.subdomain, self.merge_slashes, *self.map.converters.items())
        key = (self.rule, *sorted((self.defaults or {}).items()), *shape)
        if key not in _MADE:
            super().compile()
            made = {name: getattr(self, name) for name in COMPILED}
            _MADE[key] = {name: getattr(one, "__func__", one) for name, one in made.items()}
        for name, one in _MADE[key].items():
            setattr(self, name, one.__get__(self, None) if callable(one) else one)


def use() -> None:
    Flask.url_rule_class = RuleMadeOnce
