"""What people are reminded of: one digest a person and day, and what each person wants of it."""

from typing import TypedDict

from workflow.records.stored import Stored


class Reminder(TypedDict):
    """A line of a digest: what is due about one record, and which rules said so that day."""

    desks: list[str]  # at which desks of the reader it is shown: "ketua:11.11", "dinsos:"
    rules: list[str]  # names of ``reminders.rules.RULES``, each due once
    group: str  # of ``reminders.rules.GROUPS``
    about: str  # task, lks or mandate
    record: int  # its id
    region: str
    title: str
    sentence: str  # as it was that day


class Digest(Stored):
    user: int
    day: str
    at: str
    items: list[Reminder]
    seen: list[str]  # the desks at which it was looked at
    fresh: bool  # whether one is left at which it was not


class Notice(Stored):
    """How an account wants to be reminded; without one as ``reminders.notices.USUAL`` says."""

    user: int
    mail: bool  # else only on the page of news
    hour: str  # of ``reminders.notices.HOURS``
    before: list[str]  # the rules that can be left out, of those that are wanted
