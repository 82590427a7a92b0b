"""The agenda as a book, with a number of every fate: used, received, withdrawn, voided and kept back."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from documents.compose.agenda_case import as_params
from documents.report.blocks import Report
from documents.report.frozen import from_data
from tests.world.arranged import DINSOS
from workflow.agenda import acts
from workflow.agenda.listing import Filters
from workflow.clock import stamp
from workflow.offices.offices import office_of
from workflow.papers import issuing
from workflow.papers.publishing import Issue
from workflow.regions import PROVINCE
from workflow.text import line

if TYPE_CHECKING:
    from tests.world.papers import Desk


def book(desk: Desk) -> Report:
    """That of Dinas Sosial Aceh."""
    keep_numbers(desk)
    return _shown(desk, Filters(office_of(desk.store, PROVINCE, "dinsos"), 2026))


def book_of_all(desk: Desk) -> Report:
    keep_numbers(desk)
    return _shown(desk, Filters(None))


def _shown(desk: Desk, asked: Filters) -> Report:
    from tests.world.papers import AT

    params = {"office": [PROVINCE, "dinsos"], "filters": as_params(asked)}
    order = Issue("buku_agenda", {}, AT, region=PROVINCE, params=params)
    found = from_data(desk.publisher.compose(desk.store, order).data)
    assert isinstance(found, Report)
    return found


def keep_numbers(desk: Desk) -> None:
    """Numbers of Dinas Sosial Aceh with their papers, and without."""
    from tests.world.papers import AT

    store, why = desk.store, desk.words["reason"]
    given = store.get("document", desk.decide(desk.reported(), "adendum", desk.moved())) or {}
    receipt = {"date": "2026-11-09", "receiver": "Sekretariat", "way": "srikandi", "by": "Sekdis", "at": stamp(AT)}
    store.save({**given, "receipt": {**receipt, "scan": None}})
    gone = desk.decide(desk.worked_at(), "keterangan", desk.impossible())
    issuing.withdraw_one(store, gone, line(why["reason"]), AT)
    kept = [acts.reserve(store, DINSOS, {"subject": desk.words["rakor"]["title"]}, at=AT) for _ in range(2)]
    acts.void(store, DINSOS, kept[0]["id"], why, version=kept[0]["version"], at=AT)


# kind -> its content
BOOKS: dict[str, Callable[[Desk], Report]] = {"buku agenda": book, "buku agenda semua kantor": book_of_all}
