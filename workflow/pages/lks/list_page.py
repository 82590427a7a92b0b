"""The list of LKS: those to be made sure of first, states in words, filters as links with their counts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import render_template, request, url_for

from workflow.lks import chosen, proposals, register, undecided
from workflow.lks.kinds import Owner
from workflow.lks.spans import UNSURE
from workflow.pages.lks import worth
from workflow.pages.lks.blueprint import pages
from workflow.records import Lks
from workflow.regions import regions
from workflow.roles import Role
from workflow.store import OneOf
from workflow.web.chips import Chip
from workflow.web.current import actor, store, today
from workflow.web.paging import after
from workflow.web.saved_chips import saved_chips
from workflow.web.sorted_heads import Column, Head, heads
from workflow.web.unknown import unknown_filters
from workflow.web.words import plain_date

MEASURE_WORDS = {
    UNSURE: "belum dipastikan",
    "P1": "LKS tercatat", "P2": "LKS terdaftar", "P2?": "masa berlaku tidak diketahui", "P3": "LKS aktif",
    "P3?": "dinyatakan aktif, belum disahkan", "P4": "LKS berbadan hukum", "P5": "LKS terakreditasi",
    "P5A": "akreditasi A", "P5B": "akreditasi B", "P5C": "akreditasi C", "P5?": "akreditasi dugaan",
    "I5": "terakreditasi di antara yang aktif", "I8": "berperan dalam tindak lanjut",
    "S1": "ada pekerja sosial bersertifikat", "S1-": "tanpa pekerja sosial bersertifikat",
    "S1?": "pekerja sosial tidak diketahui", "S2": "ada dana publik", "S2-": "tanpa dana publik",
    "S2?": "dana tidak diketahui", "S3": "gedung milik atau pinjam, dengan akses disabilitas",
    "S3-": "tanpa gedung sendiri atau akses disabilitas", "S3?": "sarana tidak diketahui",
}  # fmt: skip


@dataclass(frozen=True)
class Row:
    lks: Lks
    place: str
    registration: worth.Told
    accreditation: worth.Told
    activity: worth.Told
    tasks: int
    unsure: bool


@pages.get("/lks")
def index() -> str:
    given = chosen.accepted(request.args, actor())
    found = chosen.listed(store, actor(), given, today(), after=after("lks") or 0, limit=chosen.PAGE + 1)
    shown = found[: chosen.PAGE]
    return render_template(
        "lks/index.html", rows=_rows(shown, given), given=given, total=chosen.number(store, actor(), given, today()),
        chips=_chips(given), heads=_heads(given), behind=_measure_words(given), day=given.get("pada", today()),
        unknown=unknown_filters(chosen.KNOWN, chosen.understood(request.args)), places=_places(),
        following=_url({**given, "sesudah": shown[-1]["id"]}) if len(found) > chosen.PAGE else "",
        later="sesudah" in request.args, beginning=_url(given), states=_states(given),
        without_search=_url({name: value for name, value in given.items() if name != "cari"}),
        proposes=actor().role in proposals.PROPOSERS and actor().region in regions(),
    )  # fmt: skip


def _url(given: Mapping[str, Any]) -> str:
    return url_for("lks.index", **given)


def _rows(shown: list[Lks], given: Mapping[str, str]) -> list[Row]:
    day = date.fromisoformat(given.get("pada", today()))
    asked = OneOf([lks["id"] for lks in shown])
    tasks = store.tally("lks_role", by=("lks", "region", "task"), lks=asked) if shown else {}
    counted = Counter((lks, region) for lks, region, _ in tasks)  # one that names it in two roles is one
    return [_row(lks, day, counted[lks["id"], lks["region"]]) for lks in shown]


def _row(lks: Lks, day: date, tasks: int) -> Row:
    said = worth.activity(lks, day)
    owner = "" if lks["owner"] == Owner.COMMUNITY else f"milik {lks['owner']}"
    return Row(
        lks, " · ".join(filter(None, (worth.place(lks), owner))), worth.registration(lks, day),
        worth.best_accreditation(lks, day), said, tasks, said.tone == worth.WAIT,
    )  # fmt: skip


def _heads(given: Mapping[str, str]) -> list[Head]:
    """All sort, unless a measure says what is listed; the usual order, by activity, has the head of that."""
    sorts = "ukuran" not in given
    columns = [
        Column("Lembaga", "nama" * sorts), Column("Pendaftaran", "pendaftaran" * sorts),
        Column("Akreditasi", "akreditasi" * sorts), Column("Keaktifan"),
        Column("Tugas", "tugas" * sorts, down=True, look="text-end"), Column(""),
    ]  # fmt: skip
    found = heads(columns, given.get("urut", ""), lambda urut: _url({**given, "urut": urut}))
    if sorts:
        found[3] = _head_of_usual(columns[3], given)
    return found


def _head_of_usual(column: Column, given: Mapping[str, str]) -> Head:
    usual = {name: value for name, value in given.items() if name != "urut"}
    if "urut" not in given:
        return Head(column, _url({**usual, "urut": chosen.TURNED}), "ascending")
    return Head(column, _url(usual), "descending" if given["urut"] == chosen.TURNED else "")


def _chips(given: Mapping[str, str]) -> list[Chip]:
    """Links to all, and to every state that some are in, each with its count in the place that is chosen; then what
    the reader has kept."""
    kept = _kept(given)
    numbers = chosen.numbers(store, actor(), kept, today())
    found = [Chip("Semua", _url(kept), numbers[""], current="keadaan" not in given), *_waiting(given)]
    for name in _shown(numbers, given):
        here, unsure = given.get("keadaan") == name, name == "perlu-dipastikan"
        url = _url({**kept, "keadaan": name})
        found.append(Chip(chosen.STATES[name].label, url, numbers[name], here, phone=unsure, waits=unsure))
    saved = saved_chips(
        "lks", given, lambda query: chosen.accepted(query, actor()),
        lambda query: chosen.number(store, actor(), query, today()),
    )  # fmt: skip
    return [*found, *saved]


def _kept(given: Mapping[str, str]) -> dict[str, str]:
    return {name: given[name] for name in ("kabupaten", "pada") if name in given}


def _shown(numbers: Mapping[str, int], given: Mapping[str, str]) -> list[str]:
    """The few states that have a chip: the first that some are in, and the one that is chosen."""
    some = [name for name in chosen.STATES if name not in _UNTOLD and numbers[name]][:MOST_CHIPS]
    now = given.get("keadaan", "")
    return some if now in ("", *some, *_UNTOLD) else [*some, now]


def _states(given: Mapping[str, str]) -> list[tuple[str, str]]:
    """All states that the menu of filters offers, each with its number."""
    numbers = chosen.numbers(store, actor(), _kept(given), today())
    return [(name, f"{state.label} ({numbers[name]})") for name, state in chosen.STATES.items()]


MOST_CHIPS = 3
_UNTOLD = ("terdaftar", "aktif")  # the usual ones: no chips, their lists are found by the measures


def _measure_words(given: Mapping[str, str]) -> str:
    if "ukuran" not in given:
        return ""
    measure = given["ukuran"]
    words = MEASURE_WORDS.get(measure) or f"ragam {measure.removeprefix('I7 ')}"
    return f"{words} per {plain_date(given.get('pada', today()))}"


def _places() -> list[tuple[str, str]]:
    """What Dinas Sosial Aceh may choose from."""
    return [] if actor().role.regional else [(region.code, region.full) for region in regions().values()]


def _of_place(given: Mapping[str, str]) -> dict[str, str]:
    return {"region": given["kabupaten"]} if "kabupaten" in given else {}


def _waiting(given: Mapping[str, str]) -> list[Chip]:
    """What waits to be decided: proposals, and pairs that may be one institution."""
    where = {**_of_place(given), **register.scope(actor())}
    proposed, pairs = store.count("lks_change", state=proposals.WAITING, **where), _pairs(given)
    place = given.get("kabupaten")
    found = []
    if proposed:
        found.append(Chip("Usulan belum disahkan", url_for("lks.changes", kabupaten=place), proposed, waits=True))
    if pairs and actor().role is not Role.CHAIR:
        found.append(Chip("Mungkin sama", url_for("lks.duplicates", kabupaten=place), pairs, waits=True))
    return found


def _pairs(given: Mapping[str, str]) -> int:
    """Pairs that may be one institution: what a Sekdis sees of the own region, Dinas Sosial Aceh of the chosen one."""
    code = actor().region if actor().role.regional else given.get("kabupaten", "")
    if actor().role is Role.CHAIR or not code:
        return 0
    return sum(one.what == undecided.PAIR for one in undecided.undecided(store, [code]))
