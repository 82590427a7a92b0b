"""Offices that number a report and its letter with one number, for tests that look at a single one."""

from __future__ import annotations

from workflow.store import Store


def one_number(store: Store) -> None:
    for office in store.find("office"):
        store.save({**office, "report_numbers": "one"})
