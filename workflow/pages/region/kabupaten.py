"""A kabupaten/kota on one page, for its chair, its Sekdis and its leader: printed it is one sheet of A4.

Dinas Sosial Aceh opens all of them. Beside it, the line on the first screens that says what has to be renewed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from flask import Blueprint, render_template

from workflow.indicator import kabupaten
from workflow.indicator.kabupaten import Followed, OneKabupaten
from workflow.kinds import KINDS
from workflow.lks import proposals, radar, register
from workflow.pages.overview.matrix import SIGNS
from workflow.store import Record
from workflow.tasks.holding import Holder
from workflow.tasks.tallies import Situation, situation_of
from workflow.web.current import actor, store, today
from workflow.web.rakor_names import rakor_names
from workflow.web.words import days_left, due, over_limit_words, short_date

pages = Blueprint("region", __name__)


@dataclass(frozen=True)
class InHands:
    """A task that is late or soon due. ``words`` in the colour of ``tone``, ``more`` behind them."""

    task: Record
    who: str
    words: str
    tone: str = ""
    more: str = ""


@dataclass(frozen=True)
class Renewals:
    """``counts`` by kind, the one that ends ``first``, if any, and how many ``proposals`` wait for the reader."""

    counts: Mapping[str, int]
    first: list[radar.Ending]
    proposals: int


@pages.get("/kabupaten/<region>")
def show(region: str) -> str:
    found = kabupaten.gather(store, actor(), region, today())
    rows = found.followed.rows
    return render_template(
        "region/show.html", found=found, hands=list(_in_hands(found.followed)), place=_place(found),
        names=rakor_names(store, [row.rakor["id"] for row in rows]), bars=_bars(found.followed), SIGNS=SIGNS,
        used=_used(found.followed), kinds={name: kind.label for name, kind in KINDS.items()},
    )  # fmt: skip


def _place(found: OneKabupaten) -> dict[str, str]:
    """The filter of its place in lists; a kabupaten/kota needs none for its own."""
    return {} if actor().role.regional else {"kabupaten": found.region.code}


def _in_hands(followed: Followed) -> Iterator[InHands]:
    for task in followed.late:
        yield InHands(task, _holder(task), due(task), "t-late")
    for task in followed.soon:
        yield InHands(task, _holder(task), days_left(task))
    for task in followed.over:
        yield InHands(task, _holder(task), days_left(task), more=over_limit_words(task))


def _used(followed: Followed) -> list[Situation]:
    """What the signs of the page mean, in the order of the journey."""
    there = {situation_of(task) for row in followed.rows for task in row.tasks}
    return [one for one in Situation if one in there]


def _holder(task: Record) -> str:
    """ "Sekdis sejak 29 Nov 2026" """
    return f"{Holder(task['holder']).label} sejak {short_date(task['held_since'])}"


def _bars(followed: Followed) -> list[tuple[Holder, int, int]]:
    """Holder, where its bar begins, how long it is: days one behind the other."""
    found, x = [], 0
    for holder, days in followed.days.items():
        found.append((holder, x, days))
        x += days
    return found


@pages.app_template_global("renewals")
def renewals() -> Renewals:
    """What the reader has to look after, for the line on a first screen."""
    counts = radar.counts(store, actor(), today())
    decides = actor().role in proposals.CONFIRMERS
    waiting = store.count("lks_change", state=proposals.WAITING, **register.scope(actor())) if decides else 0
    return Renewals(counts, radar.nearest(store, actor(), today(), limit=1) if any(counts.values()) else [], waiting)
