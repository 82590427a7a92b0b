"""Says yes to what is asked: of an act of the domain, and of the form of a page."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from flask.testing import FlaskClient
from lxml import html
from werkzeug.test import TestResponse

from workflow.errors import Invalid, Question

T = TypeVar("T")


def marks(refusal: Invalid) -> list[str]:
    return [sentence.mark for sentence in refusal.fields.values() if isinstance(sentence, Question)]


def done(act: Callable[[dict[str, Any]], T]) -> T:
    """What ``act`` does with the data it is given besides: at once, or with a yes to all that it asks."""
    try:
        return act({})
    except Invalid as refusal:
        if not refusal.asks:
            raise
        return act({"yakin": marks(refusal)})


def boxes(answer: TestResponse) -> list[str]:
    """The marks of the boxes that a page asks to be ticked, all of them inside a form."""
    return html.fromstring(answer.text).xpath("//form//input[@type='checkbox'][@name='yakin']/@value")


def asked_then_taken(client: FlaskClient, address: str, data: Mapping[str, Any], sentence: str) -> TestResponse:
    """Sends a form that is asked about: refused with the sentence and its box, then with the tick; the last answer."""
    asked = client.post(address, data=data)
    assert (asked.status_code, sentence in asked.text) == (422, True), html.fromstring(asked.text).text_content()
    (mark,) = boxes(asked)
    assert client.post(address, data=data).status_code == 422, "taken without a yes"
    return client.post(address, data={**data, "yakin": mark})
