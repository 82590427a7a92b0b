"""The list of tasks: one line of filters, chips with their counts, a table that is sorted by its heads."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from flask import render_template, request, url_for

from workflow.many import MANY
from workflow.pages.tasks.tasks import pages
from workflow.regions import PROVINCE, owner_name, owners, regions
from workflow.roles import Role
from workflow.store import Record
from workflow.tasks import filters, ordering
from workflow.tasks.desk_kinds import BOXES
from workflow.tasks.holding import Holder
from workflow.web.chips import Chip
from workflow.web.current import actor, store, today
from workflow.web.paging import after
from workflow.web.rakor_names import rakor_names
from workflow.web.saved_chips import saved_chips
from workflow.web.sorted_heads import Column, Head, heads
from workflow.web.unknown import unknown_filters
from workflow.web.words import short_date

MOST_RAKORS = 50  # offered in the filter
LATE = {"terlambat": "1"}
REST = ("butir", "komisi", "meja", "jenis", "janji", "selain", "tempo")  # asked for by links alone


@pages.get("/tugas")
def index() -> str:
    given = filters.accepted(store, request.args, actor())
    found = filters.tasks(store, actor(), given, today(), after=after("task"), limit=filters.PAGE + 1)
    shown = found[: filters.PAGE]
    more = list_url({**given, "sesudah": shown[-1]["id"]}) if len(found) > filters.PAGE else ""
    total = _number(given)
    active, chips = _active(given), _chips(given)
    names = rakor_names(store, [task["rakor"] for task in shown]) if store.count("rakor") > 1 else {}
    return render_template(
        "tasks/index.html", tasks=shown, names=names, total=total, given=given, asked=_asked(given),
        unknown=unknown_filters(filters.KNOWN, given), chips=chips, following=more,
        words=[words for words, _ in active],
        active=[] if any(chip.current for chip in chips) else active,
        later="sesudah" in request.args, stages=filters.STAGES.items(), places=_places(given),
        kept={name: given[name] for name in REST if name in given},
        holders=[(str(holder), holder.label) for holder in Holder if holder], heads=_heads(given, bool(names)),
        meetings=[(rakor["id"], rakor["title"]) for rakor in _rakors(given)], elsewhere=_elsewhere(given),
    )  # fmt: skip


def list_url(given: Mapping[str, Any]) -> str:
    """The address of the list with these filters."""
    return url_for("tasks.index", **given)


def _asked(given: Mapping[str, str]) -> dict[str, str]:
    """What leaves something out, without the order."""
    return {name: value for name, value in given.items() if name != filters.ORDER}


def _heads(given: Mapping[str, str], rakor: bool) -> list[Head]:
    columns = [
        Column("Tugas", "judul"), *([] if actor().role.regional else [Column("Kabupaten/kota", "wilayah")]),
        *([Column("Rakor", "rakor", down=True)] if rakor else []), Column("Tahap", "tahap"),
        Column("Dipegang", "dipegang", down=True), Column("Tenggat", "tenggat"),
        Column("Terlambat", "terlambat", down=True),
    ]  # fmt: skip
    return heads(columns, ordering.chosen(given), lambda urut: list_url({**given, filters.ORDER: urut}))


def _chips(given: Mapping[str, str]) -> list[Chip]:
    """The few views that matter to the reader, each with the number of its list."""
    own = {"menunggu": "ketua"} if actor().role is Role.CHAIR else {"meja": str(actor().role)}
    views = [("Terlambat", LATE, True), ("Di meja saya", own, True)]
    if actor().role is not Role.SEKDIS:
        views.append(("Menunggu Sekdis", {"menunggu": "sekdis"}, False))
    views.append((f"Jatuh tempo {filters.SOON} hari", {"tempo": str(filters.SOON)}, False))
    asked = _asked(given)
    counted = [
        Chip(words, list_url(one), _number(one), current=asked == one, phone=phone) for words, one, phone in views
    ]
    saved = saved_chips("tugas", given, lambda query: filters.accepted(store, query, actor()), _number)
    return [Chip("Semua", list_url({}), None, current=not asked), *counted, *saved]


def _elsewhere(given: Mapping[str, str]) -> tuple[int, str]:
    """What is late in other rakor than the one that is chosen: (how many, the address of their list)."""
    if "rakor" not in given:
        return 0, ""
    asked = {**LATE, "selain": given["rakor"], **{name: given[name] for name in ("wilayah",) if name in given}}
    return _number(asked), list_url(asked)


def _number(given: Mapping[str, str]) -> int:
    return filters.count(store, actor(), given, today(), most=MANY)


def _places(given: Mapping[str, str]) -> list[tuple[str, str]]:
    """What the filter of places offers: each of the 23, and the several that are chosen."""
    with_tasks = owners() if store.count("task", most=0, region=PROVINCE) else regions()
    offered = [(region.code, region.owner) for region in with_tasks.values()]
    chosen = given.get("wilayah", "")
    return [*offered, (chosen, _place_words(filters.places(chosen)))] if "," in chosen else offered


def _rakors(given: dict[str, str]) -> list[Record]:
    """The newest rakors that are open, and the chosen one."""
    newest = store.find("rakor", order="-start", limit=MOST_RAKORS, closed_at=None)
    chosen = store.get("rakor", int(given["rakor"])) if "rakor" in given else None
    return newest if chosen is None or chosen in newest else [*newest, chosen]


def _active(given: dict[str, str]) -> list[tuple[str, str]]:
    """The filters in words, each with the address of the list without it."""
    return [
        (_filter_words(name, value), list_url({n: v for n, v in given.items() if n != name}))
        for name, value in given.items()
        if name != filters.ORDER
    ]


def _filter_words(name: str, value: str) -> str:
    words: dict[str, Callable[[], str]] = {
        "tahap": lambda: f"Tahap: {filters.STAGES[value]}",
        "menunggu": lambda: f"Di tangan: {Holder(value).label}",
        "meja": lambda: f"Di meja: {Holder(value).label}",
        "jenis": lambda: BOXES[value],
        "wilayah": lambda: _place_words(filters.places(value)),
        "dari": lambda: f"Tenggat dari {short_date(value)}",
        "sampai": lambda: f"Tenggat sampai {short_date(value)}",
        "rakor": lambda: f"Rakor: {_rakor_title(value)}",
        "selain": lambda: f"Rakor lain dari {_rakor_title(value)}",
        "butir": lambda: f"Butir: {_outcome_title(value)}",
        "komisi": lambda: value if value.startswith("Komisi") else f"Komisi {value}",
        "terlambat": lambda: "Terlambat",
        "tempo": lambda: f"Jatuh tempo {value} hari",
        "dibatalkan": lambda: "Dibatalkan",
        "janji": lambda: filters.PROMISES[value],
        "q": lambda: f"Kata: “{value}”",
    }
    return words[name]()


def _place_words(codes: list[str]) -> str:
    return owner_name(codes[0]) if len(codes) == 1 else f"{len(codes)} kabupaten/kota"


def _rakor_title(id: str) -> str:
    rakor = store.get("rakor", int(id))
    return rakor["title"] if rakor else "tidak ada"


def _outcome_title(uid: str) -> str:
    """As its rakor has it, which any of its tasks leads to; what the tasks themselves say is their region's."""
    task = store.first("task", outcome=uid)
    rakor = store.get("rakor", task["rakor"]) if task else None
    known = (outcome for outcome in (rakor["outcomes"] if rakor else ()) if outcome["uid"] == uid)
    return next((f"{outcome['no']}. {outcome['title'] or outcome['text']}" for outcome in known), uid)
