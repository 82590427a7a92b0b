"""What a program is told when something is wrong: always a problem, in words for programs, by the name of the field."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.world.browser import serving
from tests.world.raw_visitor import answer_to, head, ours
from workflow.store import Store

MB = 1024 * 1024


@pytest.fixture(scope="session")
def port(standing: Flask) -> Iterator[int]:
    with serving(standing) as base:
        yield int(base.rpartition(":")[2])


@pytest.mark.parametrize(
    ("sent", "status", "code"),
    [
        (head("/api/v1/tasks/1/moves/progress", f"Content-Length: {3 * MB}"), 413, "too_large"),
        (head("/api/v1/nothing?x=1", f"Content-Length: {3 * MB}"), 413, "too_large"),
        (head("/api/v1/tasks", "Content-Length: 2", "Transfer-Encoding: chunked"), 400, "bad_request"),
        (head("/api/v1/tasks", "Content-Length: -1"), 400, "bad_request"),
        (head("/api/v1/t\u00e9sks"), 400, "bad_request"),
        (head("/api/v1/tasks", f"X: {'x' * 70_000}"), 431, "head_too_large"),
        (head("/api/v1/tasks", "Transfer-Encoding: br"), 501, "error"),
    ],
)
def test_what_the_server_refuses_before_it_is_asked_is_a_problem(port: int, sent: bytes, status: int, code: str):
    told, headers, body = answer_to(port, sent)
    assert (told, headers["Content-Type"]) == (status, "application/problem+json")
    problem = json.loads(body)
    assert (problem["status"], problem["code"]) == (status, code)
    assert "<" not in problem["detail"]
    ours(headers)


def test_a_foreign_name_is_a_problem(standing: Flask):
    answer = standing.test_client().get("/api/v1/tasks", headers={"Host": "evil.example"})
    assert (answer.status_code, answer.content_type) == (400, "application/problem+json")
    assert "https://tuntas.example" in answer.json["detail"]


@pytest.mark.parametrize("path", ["/api/v1", "/api/v1/", "/api/v1/nothing"])
def test_nobody_is_sent_to_a_page(aceh: FlaskClient, path: str):
    answers = [aceh.get(path), aceh.delete("/api/v1/tasks"), aceh.post("/api/v1/tasks/1/moves/progress")]
    for answer in answers:
        assert answer.content_type == "application/problem+json"
        assert not {"halaman", "tombol", "tautan"} & set(answer.json["detail"].lower().split())


def test_too_much_is_told_with_the_bound(bireuen: FlaskClient):
    answer = bireuen.post("/api/v1/tasks/1/moves/progress", data=b" " * 200_000, content_type="application/json")
    assert (answer.status_code, answer.json["detail"]) == (413, "Kiriman itu terlalu besar: paling besar 100 KB.")


@pytest.mark.parametrize("address", ["tasks/{task}", "rakor/1", "rakor/1/rakor.json", "documents/{paper}/file.docx"])
def test_another_version_is_refused_without_the_record(aceh: FlaskClient, read: Store, address: str):
    paper = read.find("document", type="laporan", limit=1)[0]["id"]
    path = "/api/v1/" + address.format(task=read.find("task", limit=1)[0]["id"], paper=paper)
    answer = aceh.get(path, headers={"If-Match": '"v999999"'})
    assert (answer.status_code, answer.content_type) == (412, "application/problem+json")
    assert answer.json["code"] == "other_version"


def test_a_part_of_a_file_that_is_not_there(aceh: FlaskClient, read: Store):
    path = f"/api/v1/documents/{read.find('document', type='laporan', limit=1)[0]['id']}/file.docx"
    assert aceh.get(path, headers={"Range": "bytes=0-1"}).data == b"PK"
    beyond = aceh.get(path, headers={"Range": "bytes=99999999-"})
    assert (beyond.status_code, beyond.json["code"]) == (416, "no_such_range")


@pytest.mark.parametrize(
    "query", ["due_from=2026-02-30", "due_until=2026-01-01%0A", "q=%20", "q=%00", "q=.", "outcome=a%0A"]
)
def test_a_filter_that_means_nothing_is_never_left_out(aceh: FlaskClient, query: str):
    answer = aceh.get(f"/api/v1/tasks?{query}")
    assert (answer.status_code, set(answer.json["fields"])) == (422, {query.partition("=")[0]})


def test_a_value_of_which_no_sign_is_left_is_no_tasks(aceh: FlaskClient):
    assert aceh.get("/api/v1/tasks?commission=%00").json["items"] == []


def test_so_with_papers(aceh: FlaskClient):
    assert aceh.get("/api/v1/documents?dated_from=2026-02-30").status_code == 422
