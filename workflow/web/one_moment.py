"""A page that asks many questions, answered as of one moment: what is saved meanwhile is in all of it or in none."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

from flask import g

from workflow.web.current import store

Given = ParamSpec("Given")
Answer = TypeVar("Answer")


def of_one_moment(view: Callable[Given, Answer]) -> Callable[Given, Answer]:
    """The view gives back all of its answer at once. It only reads: what it would keep for those who ask next, such
    as counts of a month, it keeps for itself."""

    @wraps(view)
    def answered(*args: Given.args, **kwargs: Given.kwargs) -> Answer:
        with store.trial() as moment:
            acting, g.store = g.store, moment
            try:
                return view(*args, **kwargs)
            finally:
                g.store = acting

    return answered
