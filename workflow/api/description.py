"""What programs read first: every address, what it takes and answers, as OpenAPI 3.1. Drawn from what is declared."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from http import HTTPStatus
from typing import Any

from flask import Flask, current_app
from werkzeug.routing import Rule
from werkzeug.wrappers import Response

from workflow.api import records_shown as shapes
from workflow.api.answers import nothing_asked, told_as
from workflow.api.blueprint import pages
from workflow.api.described import DECLARED, Declared, Schema, declares
from workflow.web import problems
from workflow.web.guard import PROGRAMS
from workflow.web.program_keys import OPEN

VERSION = "1.3"
PROBLEM = shapes.record({
    "type": shapes.TEXT, "title": shapes.TEXT, "status": shapes.NUMBER,
    "detail": {**shapes.TEXT, "description": "a sentence in Indonesian, for people"},
    "code": {**shapes.TEXT, "description": "in English, for programs"},
})  # fmt: skip
PROBLEM["additionalProperties"] = True
PROBLEM["properties"] |= {
    "fields": {
        "type": "object",
        "additionalProperties": shapes.TEXT,
        "description": "a sentence for each; of a part of a list under evidence.0.receipt",
    },
    "questions": {"type": "object", "additionalProperties": shapes.TEXT, "description": "marks to say yes with"},
    "current": {"type": "object", "description": "what is stored now"},
}
ALWAYS = (400, 401, 403, 405, 408, 413, 429, 431, 500, 503)
ABOUT = """Untuk program kantor: yang dibaca di halaman, dan kemajuan yang dicatat di sana. Kunci dibuat admin di \
Pengaturan dan dikirim sebagai `Authorization: Bearer tnt_…`. Menyetujui dan memeriksa tidak dapat dilakukan program."""


@pages.get("/openapi.json")
@declares("This description", answers={"type": "object"}, refuses=(422,))
def description() -> Response:
    nothing_asked()
    return told_as(described(current_app))


def described(app: Flask) -> dict[str, Any]:
    """The OpenAPI document of an app that lets programs in."""
    paths: dict[str, dict[str, Any]] = {}
    for rule in sorted(app.url_map.iter_rules(), key=lambda one: (one.rule, one.endpoint)):
        if rule.endpoint in PROGRAMS:
            declared = DECLARED[app.view_functions[rule.endpoint]]
            for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}):
                paths.setdefault(_path(rule), {})[method.lower()] = _operation(rule, declared)
    schemas = {shape.name: shape.schema for shape in shapes.SHAPES}
    return {
        "openapi": "3.1.0",
        "info": {"title": "Tuntas", "version": VERSION, "description": ABOUT},
        "paths": paths,
        "components": {
            "schemas": {**schemas, "Problem": PROBLEM},
            "securitySchemes": {"key": {"type": "http", "scheme": "bearer"}},
        },
    }


def _path(rule: Rule) -> str:
    return re.sub(r"<(?:[^:<>]+:)?([a-z_]+)>", r"{\1}", rule.rule)


def _operation(rule: Rule, declared: Declared) -> dict[str, Any]:
    scope = PROGRAMS[rule.endpoint]
    found: dict[str, Any] = {
        "operationId": rule.endpoint.removeprefix("api."), "summary": declared.summary,
        "parameters": [*_in_path(rule), *_in_query(declared), *_in_head(declared)],
        "security": [] if scope == OPEN else [{"key": []}],
        "responses": {**_good(rule, declared), **_problems(rule, declared, scope)},
    }  # fmt: skip
    if scope != OPEN:
        found["description"] = f"Scope: {scope}"
    if declared.body:
        content = {media: {"schema": schema} for media, schema in declared.body.items()}
        found["requestBody"] = {"required": True, "content": content}
    return found


def _in_path(rule: Rule) -> Iterator[dict[str, Any]]:
    for name in sorted(rule.arguments):
        offered = getattr(rule._converters[name], "items", None)
        schema = shapes.one_of(sorted(offered)) if offered else shapes.ID
        yield {"name": name, "in": "path", "required": True, "schema": schema}


def _in_query(declared: Declared) -> Iterator[dict[str, Any]]:
    for name, schema in declared.query.items():
        yield {"name": name, "in": "query", "required": name in declared.needed, "schema": schema}


def _in_head(declared: Declared) -> Iterator[dict[str, Any]]:
    for name, schema in declared.headers.items():
        yield {"name": name, "in": "header", "required": name == "If-Match", "schema": schema}


def _good(rule: Rule, declared: Declared) -> dict[str, Any]:
    media: dict[str, Schema] = {"application/json": declared.answers} if declared.answers else {}
    content = {**media, **dict.fromkeys(declared.files, {})}
    found: dict[str, Any] = {
        "description": HTTPStatus(declared.status).phrase,
        "content": {name: {"schema": schema} for name, schema in content.items()},
    }
    if declared.tagged:
        found["headers"] = {"ETag": {"schema": shapes.TEXT, "description": '"v7": the version'}}
    known = {"304": {"description": HTTPStatus(304).phrase}} if _by_version(rule, declared) else {}
    part = {"206": {**found, "description": HTTPStatus(206).phrase}} if declared.files else {}
    return {str(declared.status): found, **part, **known}


def _by_version(rule: Rule, declared: Declared) -> bool:
    """Whether it is read by ``If-None-Match`` and ``If-Match``."""
    return "GET" in (rule.methods or ()) and bool(declared.tagged or declared.files)


@cache
def _problem(status: int) -> dict[str, Any]:
    schema = {"$ref": "#/components/schemas/Problem"}
    return {"description": HTTPStatus(status).phrase, "content": {problems.MEDIA: {"schema": schema}}}


def _problems(rule: Rule, declared: Declared, scope: str) -> dict[str, Any]:
    statuses = {*ALWAYS, *declared.refuses} - ({401, 403, 429} if scope == OPEN else set())
    statuses |= {412} if _by_version(rule, declared) else set()
    statuses |= {416} if declared.files else set()
    return {str(status): _problem(status) for status in sorted(statuses)}
