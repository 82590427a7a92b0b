"""The description of the door: what it says is what is answered, and it changes only with its version."""

from __future__ import annotations

import json

import pytest
import schemathesis
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import given, settings
from schemathesis.generation import GenerationMode
from schemathesis.specs.openapi.checks import positive_data_acceptance

from tests.world.places import ROOT
from workflow.api.description import VERSION, described
from workflow.web.guard import PROGRAMS

SNAPSHOT = ROOT / "tests" / "samples" / "openapi.json"
EXAMPLES = 5  # of each address and program, good and bad ones each


def test_the_description_is_open_and_as_it_was(standing: Flask):
    """After a change that is meant: the version of the description, and
    ``curl …/api/v1/openapi.json | python3 -m json.tool --sort-keys --no-ensure-ascii`` into the sample."""
    answer = standing.test_client().get("/api/v1/openapi.json")
    assert answer.status_code == 200
    assert answer.json == json.loads(SNAPSHOT.read_text(encoding="utf-8"))
    assert answer.json["info"]["version"] == VERSION


def test_it_names_every_address(standing: Flask):
    found = {f"api.{one['operationId']}" for path in described(standing)["paths"].values() for one in path.values()}
    assert found == set(PROGRAMS)


def test_every_reference_leads_somewhere(standing: Flask):
    text = json.dumps(found := described(standing))
    named = {part.partition('"')[0] for part in text.split("#/components/schemas/")[1:]}
    assert named <= set(found["components"]["schemas"])


@pytest.mark.parametrize("mode", [GenerationMode.POSITIVE, GenerationMode.NEGATIVE], ids=lambda mode: mode.value)
@pytest.mark.parametrize("who", ["aceh", "bireuen", "sekdis"])
def test_what_it_says_is_what_is_answered(
    request: pytest.FixtureRequest, standing: Flask, who: str, mode: GenerationMode
):
    """For each kind of program: no fault, no status, media type or body that is not described."""
    client: FlaskClient = request.getfixturevalue(who)
    key = client.environ_base["HTTP_AUTHORIZATION"]
    schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", standing)
    for found in schema.get_all_operations():
        operation = found.ok()

        @settings(max_examples=EXAMPLES, database=None)
        @given(case=operation.as_strategy(generation_mode=mode))
        def hold(case: schemathesis.Case) -> None:
            # What is sent may be as described and still be refused: a receipt of no file, a day of the future, and a
            # search for signs that are no word.
            refusable = case.method == "POST" or "q" in (case.query or {})
            without = [positive_data_acceptance] if refusable else []
            case.call_and_validate(headers={"Authorization": key}, excluded_checks=without)

        hold()
