"""How commands refuse: with a sentence instead of a traceback, and 1."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import click

from workflow.errors import StoreUnavailable, WorkflowError


@contextmanager
def refusing() -> Iterator[None]:
    try:
        yield
    except StoreUnavailable as refusal:
        raise refused("\n".join(filter(None, [refusal.sentence, refusal.reason]))) from None
    except WorkflowError as refusal:
        raise refused(refusal.sentence) from None


def refused(sentence: str) -> click.exceptions.Exit:
    click.echo(sentence, err=True)
    return click.exceptions.Exit(1)
