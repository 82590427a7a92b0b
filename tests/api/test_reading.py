"""What programs read: the same records as the pages, page by page, with versions, and nothing of others."""

from __future__ import annotations

from typing import Any

import pytest
from flask.testing import FlaskClient

from workflow.regions import owners
from workflow.roles import Actor, Role
from workflow.store import Store
from workflow.tasks import filters

DINSOS = Actor(1, "Dinsos", Role.DINSOS)


def every(client: FlaskClient, address: str) -> list[Any]:
    """All of a list, page by page."""
    found, following = [], address
    while following:
        answer = client.get(following)
        assert answer.status_code == 200, answer.text
        found += answer.json["items"]
        following = answer.json["next"]
    return found


@pytest.mark.parametrize("sort", ["", "&sort=deadline", "&sort=-held", "&sort=stage", "&sort=-title", "&sort=late"])
def test_pages_tell_everything_once(aceh: FlaskClient, read: Store, sort: str):
    found = [task["id"] for task in every(aceh, f"/api/v1/tasks?limit=7{sort}")]
    assert len(found) == len(set(found)) == read.count("task", cancelled=False)
    if not sort:
        assert found == sorted(found)


@pytest.mark.parametrize(
    ("query", "given"),
    [
        ("stage=reported", {"tahap": "reported"}), ("late=true", {"terlambat": "1"}),
        ("waiting_for=sekdis", {"menunggu": "sekdis"}), ("desk=ketua", {"meja": "ketua"}),
        ("cancelled=true", {"dibatalkan": "1"}), ("due_soon=true", {"tempo": "7"}),
        ("due_from=2025-01-01&due_until=2025-12-31", {"dari": "2025-01-01", "sampai": "2025-12-31"}),
        ("promise=kept&due_from=2025-01-01", {"janji": "ditepati", "dari": "2025-01-01"}), ("q=LKS", {"q": "LKS"}),
        ("rakor=1", {"rakor": "1"}), ("not_rakor=1", {"selain": "1"}), ("region=11.07", {"wilayah": "11.07"}),
    ],
)  # fmt: skip
def test_filters_mean_what_they_mean_on_pages(aceh: FlaskClient, read: Store, query: str, given: dict[str, str]):
    found = {task["id"] for task in every(aceh, f"/api/v1/tasks?{query}")}
    assert found == {task["id"] for task in filters.tasks(read, DINSOS, given, "2026-11-09", limit=None)}
    counted = aceh.get(f"/api/v1/tasks?{query}&count=exact").json["count"]
    assert counted == {"value": len(found), "exact": True}


@pytest.mark.parametrize(
    "query", ["stage=x", "late=1", "limit=0", "limit=201", "limit=x", "x=1", "rakor=0", "due_from=9", "limit=1&limit=2"]
)
def test_what_is_not_understood_is_refused(aceh: FlaskClient, query: str):
    answer = aceh.get(f"/api/v1/tasks?{query}")
    assert (answer.status_code, answer.json["code"]) == (422, "invalid")
    assert set(answer.json["fields"]) == {query.partition("=")[0]}


def test_a_known_version_is_told_in_no_words(aceh: FlaskClient, read: Store):
    task = read.find("task", limit=1)[0]
    answer = aceh.get(f"/api/v1/tasks/{task['id']}")
    assert answer.headers["ETag"] == f'"v{task["version"]}"'
    again = aceh.get(f"/api/v1/tasks/{task['id']}", headers={"If-None-Match": answer.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")


def test_a_paper_comes_with_its_file(aceh: FlaskClient, read: Store):
    paper = read.find("document", type="laporan", limit=1)[0]
    answer = aceh.get(f"/api/v1/documents/{paper['id']}/file.docx")
    assert answer.data.startswith(b"PK")
    told = aceh.get(f"/api/v1/documents/{paper['id']}").json
    assert answer.headers["ETag"] == f'"{told["files"]["docx"]["sha256"]}"'


def test_a_chain_comes_without_a_gap(bireuen: FlaskClient, read: Store):
    found, after = [], 0
    while items := bireuen.get(f"/api/v1/events?chain=11.11&after_seq={after}&limit=50").json["items"]:
        found += items
        after = items[-1]["seq"]
    assert [one["seq"] for one in found] == list(range(1, len(found) + 1))
    head = next(one for one in bireuen.get("/api/v1/audit/heads").json if one["chain"] == "11.11")
    assert (head["seq"], head["hash"]) == (found[-1]["seq"], found[-1]["hash"])
    assert not {"fields", "actor"} & set(found[0])


def regional(store: Store, kind: str, region: str) -> int:
    return next(
        one["id"] for one in store.find(kind, order="-id") if one["region"] == region and not one.get("dropped")
    )


ADDRESSES = {
    "task": ("tasks/{}", "tasks/{}/timeline", "tasks/{}/moves", "tasks/{}/evidence", "tasks?after={}"),
    "document": ("documents/{}", "documents/{}/file.docx", "documents?after={}"),
    "evidence": ("evidence/{}/file",),
    "entry": ("agenda/{}", "agenda?after={}"),
}


@pytest.mark.parametrize("who", ["bireuen", "sekdis"])
@pytest.mark.parametrize(("kind", "address"), [(kind, one) for kind, every_ in ADDRESSES.items() for one in every_])
def test_what_is_of_others_is_as_unknown_as_none(
    request: pytest.FixtureRequest, read: Store, kind: str, address: str, who: str
):
    client = request.getfixturevalue(who)
    theirs, none = (client.get(f"/api/v1/{address.format(id)}") for id in (regional(read, kind, "11.07"), 999_999))
    assert (theirs.status_code, theirs.data) == (none.status_code, none.data)
    assert theirs.status_code == 404


def test_of_others_there_is_nothing_in_a_list(bireuen: FlaskClient):
    for address in ("tasks", "documents"):
        assert bireuen.get(f"/api/v1/{address}?region=11.07&count=exact").json["count"] == {"value": 0, "exact": True}
        assert {one["region"] for one in every(bireuen, f"/api/v1/{address}")} == {"11.11"}
    assert bireuen.get("/api/v1/agenda?office=1").json["items"] == []
    assert len({one["office"] for one in every(bireuen, "/api/v1/agenda")}) == 1


def test_chains_of_others_are_unknown(bireuen: FlaskClient, aceh: FlaskClient):
    assert bireuen.get("/api/v1/events?chain=11.07").status_code == 404
    assert bireuen.get("/api/v1/events?chain=11").status_code == 404
    assert [one["chain"] for one in bireuen.get("/api/v1/audit/heads").json] == ["11.11"]
    assert {one["chain"] for one in aceh.get("/api/v1/audit/heads").json} <= set(owners())
    assert aceh.get("/api/v1/events?chain=11.07").status_code == 200
    assert aceh.get("/api/v1/events?chain=akses").status_code == 422
