"""Programs that come in with a key: what they are given, and a client that shows it."""

from __future__ import annotations

from collections.abc import Iterable

from flask import Flask
from flask.testing import FlaskClient

from tests.world.instance import START
from workflow.offices import tokens
from workflow.people.accounts import SYSTEM
from workflow.store import Store


def make_key(
    store: Store, region: str = "11.11", identity: str = "lkks", scopes: Iterable[str] = (), expires: str = "2027-11-09"
) -> str:
    """A key of that office, as it is shown once."""
    office = store.find("office", region=region, identity=identity)[0]
    data = {"name": f"Dasbor {region}", "office": office["id"], "scopes": list(scopes), "expires": expires}
    return tokens.make(store, SYSTEM, data, at=START)[1]


def program(app: Flask, secret: str) -> FlaskClient:
    """A client that shows this key with everything."""
    client = app.test_client()
    client.environ_base["HTTP_AUTHORIZATION"] = f"Bearer {secret}"
    return client
