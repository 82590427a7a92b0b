"""Routes that are compiled once a process: nearly every test has an app of its own, and the routes of all are the same.

What werkzeug compiles for a rule (how its addresses are written) knows nothing of the app; making it for a hundred
rules takes four fifths of the time that an app takes. Flask is told which class of rules to use, as it offers.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import Flask
from werkzeug.routing import Rule

_MADE: dict[tuple[Any, ...], Callable[..., tuple[str, str]]] = {}


class RuleMadeOnce(Rule):
    def _compile_builder(self, append_unknown: bool = True) -> Callable[..., tuple[str, str]]:
        key = (self.rule, *self._trace, *sorted((self.defaults or {}).items()), append_unknown)
        if key not in _MADE:
            _MADE[key] = super()._compile_builder(append_unknown)
        return _MADE[key]


def use() -> None:
    Flask.url_rule_class = RuleMadeOnce
