"""Tasks: the list with the filters of the pages, one task, its history, and the moves that are open to the key."""

from __future__ import annotations

from typing import Any

from werkzeug.wrappers import Response

from workflow.api import records_shown as shapes
from workflow.api.answers import PAGED, nothing_asked, one, page, page_of, told_as
from workflow.api.blueprint import pages
from workflow.api.described import Schema, asked, declares
from workflow.errors import Invalid
from workflow.machine.permissions import may_see, readable_task
from workflow.regions import owners
from workflow.store import Record, find_in_parts
from workflow.tasks import filters, ordering, timeline
from workflow.tasks.desk_kinds import BOXES
from workflow.text import line, sought
from workflow.web.current import actor, store, today

DATE: Schema = {"type": "string", "format": "date", "pattern": "^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$"}
YES: Schema = shapes.one_of(["true"])
SORTS = {"title": "judul", "region": "wilayah", "rakor": "rakor", "held": "dipegang", "deadline": "tenggat",
         "late": "terlambat", "stage": "tahap"}  # fmt: skip
MOVES_ON = "a task that changes may change its place while the list is read, and be missed or come twice; never by id"
PROMISES = {"due": "jatuh-tempo", "kept": "ditepati", "given_up": "tidak-dihitung"}
# name here -> (name in the filters of the pages, schema, value here -> value there where they differ)
FILTERS: dict[str, tuple[str, Schema, dict[str, str]]] = {
    "stage": ("tahap", shapes.one_of(filters.STAGES), {}),
    "waiting_for": ("menunggu", shapes.one_of(filters.WAITING), {}),
    "desk": ("meja", shapes.one_of(filters.DESKS), {}),
    "box": ("jenis", shapes.one_of(BOXES), {}),
    "region": ("wilayah", shapes.one_of(owners()), {}),
    "rakor": ("rakor", shapes.ID, {}),
    "not_rakor": ("selain", shapes.ID, {}),
    "outcome": ("butir", {"type": "string", "pattern": "^[0-9a-z-]{1,40}$", "maxLength": 40}, {}),
    "commission": ("komisi", {"type": "string", "minLength": 1, "maxLength": filters.MOST_VALUE}, {}),
    "due_from": ("dari", DATE, {}),
    "due_until": ("sampai", DATE, {}),
    "late": ("terlambat", YES, {"true": "1"}),
    "due_soon": ("tempo", YES, {"true": str(filters.SOON)}),
    "cancelled": ("dibatalkan", {**YES, "description": "only those; without it none of them"}, {"true": "1"}),
    "promise": ("janji", shapes.one_of(PROMISES), PROMISES),
    "q": ("q", {"type": "string", "minLength": 1, "maxLength": filters.MOST_TEXT}, {}),
    "sort": (
        filters.ORDER,
        {**shapes.one_of([*SORTS, *(f"-{name}" for name in SORTS)]), "description": MOVES_ON},
        {**SORTS, **{f"-{name}": f"-{column}" for name, column in SORTS.items()}},
    ),
}
QUERY = {**{name: schema for name, (_, schema, _) in FILTERS.items()}, **PAGED}


@pages.get("/tasks")
@declares("Tasks, by id unless `sort` says otherwise", query=QUERY, answers=page_of(shapes.TASK), refuses=(404, 422))
def tasks() -> Response:
    query = asked(QUERY)
    if not sought(query.get("q", "any")):  # nothing to look for would be a filter left out
        raise Invalid({"q": "Sebutkan sedikitnya satu kata."})
    given = {
        own: values.get(query[name], line(query[name])) for name, (own, _, values) in FILTERS.items() if name in query
    }
    nothing = _of_others(query) or not all(given.values())  # no task has a value of which no sign is left
    where = {} if nothing else filters.where(given, actor(), today())
    order = ordering.order(given) if filters.ORDER in given else "id"

    def found(after: int | None, limit: int) -> list[Record]:
        if not where:
            return []
        if isinstance(order, str):
            return store.find("task", order=order, after=after, limit=limit, **where)
        return find_in_parts(store, "task", order, where, after=after, limit=limit)

    def count(most: int) -> int:
        return store.count("task", most=most, **where) if where else 0

    return page(shapes.TASK, query, found, count, _within)


def _of_others(query: dict[str, str]) -> bool:
    """Whether tasks of another kabupaten/kota are asked for: there are none, as far as this reader knows."""
    return actor().role.regional and query.get("region", actor().region) != actor().region


def _within(task_id: int) -> bool:
    task = store.get("task", task_id)
    return task is not None and may_see(actor(), task)


@pages.get("/tasks/<int:task_id>")
@declares("One task", answers=shapes.TASK.reference, refuses=(404, 410, 422), tagged=True)
def task(task_id: int) -> Response:
    nothing_asked()
    return one(shapes.TASK, readable_task(store, actor(), task_id))


@pages.get("/tasks/<int:task_id>/timeline")
@declares(
    "All that happened to a task, newest first",
    answers=shapes.list_of(shapes.LINE.reference),
    refuses=(404, 410, 422),
)
def timeline_of(task_id: int) -> Response:
    nothing_asked()
    lines: list[dict[str, Any]] = [vars(one) for one in timeline.history(store, readable_task(store, actor(), task_id))]
    return told_as([shapes.LINE.shown(line) for line in lines])
