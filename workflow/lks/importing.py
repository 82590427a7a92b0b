"""A list of LKS on its way into the register: kept as it was read, checked and answered by a person, recorded in one
transaction with the list as the source, and taken back as long as nothing of it has changed since.

A Sekdis takes in the own kabupaten/kota's rows only: those of others are left out, without looking whether the register
has them. Rows that wait for an answer stay here when the others are recorded.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence, Set
from datetime import datetime
from typing import Any, cast

from workflow.audit import chain
from workflow.clock import stamp
from workflow.errors import Invalid, NotAllowed, NotFound, Stale, WrongStage
from workflow.lks import list_plan, list_row, register
from workflow.lks.kinds import UNTOLD_REGION
from workflow.lks.list_plan import CHANGED, NEW, Plan
from workflow.lks.restoring import restore
from workflow.nik import masked
from workflow.records import SCHEMA, Lks, LksList
from workflow.records.arriving import LksRow, LksSheet, MadeOfList
from workflow.regions import PROVINCE, regions
from workflow.roles import Actor, Role
from workflow.store import OneOf, Store

OPEN, RECORDED, UNDONE, DROPPED = "diperiksa", "tersimpan", "dibatalkan", "dibuang"
IMPORTERS = frozenset({Role.SEKDIS, Role.DINSOS})
_OTHER_REGION = "bukan LKS {}, tidak diambil."
_OWN_REGION = "kabupaten/kotanya tidak disebut; dicatat di {}."


def open_list(
    store: Store, actor: Actor, source: Mapping[str, Any], read: Mapping[str, Any], *, day: str, at: datetime
) -> LksList:
    """Keeps what was read of a list for checking. ``source`` has name, sha256 and kind, ``read`` is an ``LksReading``
    of the ISO ``day``. Raises ``NotAllowed``, and ``Invalid`` when none of its rows is the actor's to take in."""
    check_importer(actor)
    sheet = _sheet(actor, read, [])
    with store.transaction():
        return store.insert(LksList, LksList(
            schema=SCHEMA["lks_list"], user=actor.id, region=_home(actor), state=OPEN, at=stamp(at), day=day,
            source=masked(source), sheet=sheet, made=[],
        ))  # fmt: skip


def check_importer(actor: Actor) -> None:
    if not may_import(actor):
        raise NotAllowed("Daftar LKS diambil oleh Sekdis kabupaten/kota atau Dinas Sosial Aceh.")


def may_import(actor: Actor) -> bool:
    """The province has no LKS of its own, so neither has its Sekdis."""
    return actor.role in IMPORTERS and (not actor.role.regional or actor.region in regions())


def _home(actor: Actor) -> str:
    return actor.region if actor.role.regional else ""


def _sheet(actor: Actor, read: Mapping[str, Any], before: Sequence[LksRow]) -> LksSheet:
    """The rows that are the actor's to take in, with the answers that they had ``before``."""
    home, remarks = _home(actor), _remarks(actor, read["remarks"])
    answered = {(list_row.as_read(row)["told"]["name"], tuple(row["rows"])): row for row in before}
    rows: list[LksRow] = []
    for number, one in enumerate(masked(read["institutions"]), 1):
        told = {name: value for name, value in one.items() if name != "rows"}
        if home and told["region"] not in ("", home):
            words = _OTHER_REGION.format(regions()[home].full)
            remarks.append({"place": f"baris {one['rows'][0]}", "text": f"“{told['name']}”: {words}"})
            continue
        held = answered.get((told["name"], tuple(one["rows"])))
        new = {"key": f"r{number}", "rows": one["rows"], "told": told, "take": True, "which": "", "region": ""}
        row = cast(LksRow, {**new, "done": False})
        rows.append(list_row.answered(row, held) if held else row)
    if not rows and not read["ask_mapping"]:
        raise Invalid({"file": f"Tidak ada LKS {regions()[home].full} dalam daftar ini." if home else "Daftar kosong."})
    told_of = {name: read[name] for name in ("columns", "skipped_rows", "dropped_columns", "ask_mapping")}
    return cast(LksSheet, {"rows": rows, "remarks": masked(remarks), **told_of})


def _remarks(actor: Actor, told: Sequence[Mapping[str, str]]) -> list[dict[str, str]]:
    """Nobody has to choose a kabupaten/kota for the rows of the own one."""
    home = _home(actor)
    own = _OWN_REGION.format(regions()[home].full) if home else UNTOLD_REGION
    return [{**one, "text": one["text"].replace(UNTOLD_REGION, own)} for one in told]


def readable_list(store: Store, actor: Actor, list_id: int) -> LksList:
    """Of the own office: another's is as unknown as one that is not there."""
    found = store.get(LksList, list_id) if may_import(actor) else None
    if found is None or found["region"] != _home(actor):
        raise NotFound("Daftar itu tidak ada.")
    return found


def lists(store: Store, actor: Actor) -> list[LksList]:
    """The last ones of the own office, the newest first."""
    return store.find(LksList, region=_home(actor), order="-id", limit=10)


def still_open(store: Store, actor: Actor, list_id: int, version: int) -> LksList:
    """The list as the page showed it; raises ``WrongStage`` when it is not open any more, ``Stale`` when mended."""
    found = readable_list(store, actor, list_id)
    if found["state"] != OPEN:
        raise WrongStage("Daftar ini sudah disimpan atau dibuang.", found)
    if found["version"] != version:
        raise Stale(found)
    return found


def answer(
    store: Store, actor: Actor, list_id: int, answers: Mapping[str, Mapping[str, Any]], *, version: int
) -> LksList:
    """Keeps what was answered: key of a row -> ``take``, ``which``, ``region`` as far as they were asked."""
    with store.transaction():
        found = still_open(store, actor, list_id, version)
        return _saved(store, answered(found, answers))


def answered(found: LksList, answers: Mapping[str, Mapping[str, Any]]) -> LksList:
    """The list with answers that are not kept yet."""
    rows = [cast(LksRow, {**row, **answers.get(row["key"], {})}) for row in found["sheet"]["rows"]]
    return _with(found, sheet={**found["sheet"], "rows": rows})


def read_again(store: Store, actor: Actor, list_id: int, read: Mapping[str, Any], *, version: int) -> LksList:
    """The list read with other columns; answers stay with the rows that are still there."""
    with store.transaction():
        found = still_open(store, actor, list_id, version)
        if found["made"]:
            raise WrongStage("Sebagian daftar ini sudah disimpan; kolomnya tidak dapat diganti lagi.", found)
        return _saved(store, _with(found, sheet=_sheet(actor, read, found["sheet"]["rows"])))


def open_row(found: LksList, key: str) -> LksRow:
    """A row that can still be mended. Raises ``NotFound``, and ``WrongStage`` when it is recorded or thrown away."""
    if found["state"] != OPEN:
        raise WrongStage("Daftar ini sudah disimpan atau dibuang.", found)
    row = next((one for one in found["sheet"]["rows"] if one["key"] == key), None)
    if row is None:
        raise NotFound("Baris itu tidak ada dalam daftar ini.")
    if row["done"]:
        raise WrongStage("Baris ini sudah tersimpan. Ubah di halaman LKS-nya.", found)
    return row


def mend(store: Store, actor: Actor, list_id: int, row: LksRow, *, version: int) -> LksList:
    """Puts a mended row in the place of the one with its key. Which record was meant is asked again when the row looks
    like others than before."""
    with store.transaction():
        found = still_open(store, actor, list_id, version)
        before = open_row(found, row["key"])
        if row["told"] == before["told"]:
            return found
        after = _with_row(found, row)
        if _alike(store, after, row["key"]) != _alike(store, found, row["key"]):
            after = _with_row(found, cast(LksRow, {**row, "which": ""}))
        return _saved(store, after)


def _with_row(found: LksList, row: LksRow) -> LksList:
    rows = [row if one["key"] == row["key"] else one for one in found["sheet"]["rows"]]
    return _with(found, sheet={**found["sheet"], "rows": rows})


def _alike(store: Store, found: LksList, key: str) -> list[tuple[str, str]]:
    return next(one.among for one in plan(store, found).rows if one.row["key"] == key)


def drop(store: Store, actor: Actor, list_id: int, *, version: int) -> LksList:
    """Throws away what was not recorded of a list."""
    with store.transaction():
        found = still_open(store, actor, list_id, version)
        state = RECORDED if found["made"] else DROPPED
        return _saved(store, _emptied(found, state))


def _saved(store: Store, found: LksList) -> LksList:
    saved: LksList = store.save(found)
    return saved


def _with(found: LksList, **more: Any) -> LksList:
    return cast(LksList, {**found, **more})


def _emptied(found: LksList, state: str) -> LksList:
    """What is over keeps nothing of its rows."""
    return _with(found, state=state, sheet={**found["sheet"], "rows": []})


def plan(store: Store, found: LksList) -> Plan:
    """What the list would do to the register as it is now."""
    rows = found["sheet"]["rows"]
    named = {row["told"]["region"] or row["region"] or found["region"] for row in rows}
    living = store.find(Lks, region=OneOf(sorted(named)))
    records = [one for one in living if not (one["end"] and one["end"]["into"])]
    return list_plan.planned(rows, records, found["region"])


def record(store: Store, actor: Actor, list_id: int, *, version: int, at: datetime) -> tuple[LksList, int, int]:
    """Records every taken row that needs no answer, all or nothing; how many are new, how many have changed.

    Raises ``Invalid`` when there is none of either."""
    with store.transaction():
        found = still_open(store, actor, list_id, version)
        making = plan(store, found)
        ready = [one for one in making.rows if one.row["take"] and one.what in (NEW, CHANGED)]
        if not ready:
            raise Invalid({"list": "Belum ada yang dapat dimasukkan. Jawab yang ditanyakan, atau ambil barisnya."})
        new = [one.meant for one in ready if one.what == NEW]
        changed = sorted({one.meant for one in ready if isinstance(one.meant, int)})
        uids = {f"#{key}": secrets.token_hex(8) for key in new}
        made = [_added(store, actor, making.records[key], uids, found, at) for key in new]
        made += [_changed(store, actor, key, making.records[key], uids, found, at) for key in changed]
        told = {"source": found["source"]["name"], "recorded": len(new), "changed": len(changed)}
        chain.append(store, actor, "lks_list_imported", at, told, chain=found["region"] or PROVINCE)
        return _saved(store, _after(found, making, made)), len(new), len(changed)


def _added(
    store: Store, actor: Actor, record: Mapping[str, Any], uids: Mapping[str, str], found: LksList, at: datetime
) -> MadeOfList:
    source = found["source"]["name"]
    values = {**_resolved(record, uids), "source": source}
    saved = register.add(store, actor, "lks_recorded", values, at, source=source)
    return {"lks": saved["id"], "version": saved["version"], "before": None}


def _changed(
    store: Store, actor: Actor, lks_id: int, record: Mapping[str, Any], uids: Mapping[str, str], found: LksList,
    at: datetime,
) -> MadeOfList:  # fmt: skip
    before = register.readable(store, actor, lks_id)
    after = _resolved(record, uids)
    saved = register.save(store, actor, "lks_changed", after, at, source=found["source"]["name"])
    return {"lks": lks_id, "version": saved["version"], "before": cast(dict[str, Any], before)}


def _resolved(record: Mapping[str, Any], uids: Mapping[str, str]) -> dict[str, Any]:
    """With the uids that new records get in the place of those by which rows named each other."""
    return {**record, **{name: uids.get(record[name], record[name]) for name in ("uid", "parent")}}


def _after(found: LksList, making: Plan, made: list[MadeOfList]) -> LksList:
    """Rows that still have to be answered go on waiting; without any the list is done."""
    waits = {one.row["key"] for one in making.of(list_plan.ASKED) if one.row["take"]}
    rows = [cast(LksRow, {**row, "done": row["done"] or row["key"] not in waits}) for row in found["sheet"]["rows"]]
    kept = {one["lks"]: one for one in found["made"]}
    for one in made:
        first = kept.get(one["lks"], one)
        kept[one["lks"]] = {**one, "before": first["before"]}
    done = _with(found, made=list(kept.values()), sheet={**found["sheet"], "rows": rows})
    return done if waits else _emptied(done, RECORDED)


def moved(store: Store, found: LksList) -> list[str]:
    """What stands in the way of taking the list back, a sentence each."""
    if not found["made"] or found["state"] == UNDONE:
        return ["Belum ada yang tersimpan dari daftar ini, atau sudah dibatalkan."]
    own = {one["lks"] for one in found["made"]}
    return [sentence for one in found["made"] for sentence in _moved(store, one, own)]


def _moved(store: Store, one: MadeOfList, own: Set[int]) -> list[str]:
    lks = store.get(Lks, one["lks"])
    if lks is None or lks["version"] != one["version"]:
        return [f"“{lks['name'] if lks else one['lks']}” sudah berubah sejak itu."]
    if one["before"] is None and any(store.count(kind, lks=lks["id"]) for kind in ("lks_role", "lks_change")):
        return [f"“{lks['name']}” sudah dipakai dalam tugas atau usulan."]
    if one["before"] is None and any(home["id"] not in own for home in store.find(Lks, parent=lks["uid"])):
        return [f"“{lks['name']}” sudah menjadi induk LKS lain."]
    return []


def undo(store: Store, actor: Actor, list_id: int, *, version: int, at: datetime) -> LksList:
    """Takes back everything that was recorded of a list. Raises ``WrongStage`` when some of it has changed since."""
    with store.transaction():
        found = readable_list(store, actor, list_id)
        if found["version"] != version:
            raise Stale(found)
        if reasons := moved(store, found):
            raise WrongStage("Tidak dapat dibatalkan lagi. " + " ".join(reasons[:3]), found)
        source = found["source"]["name"]
        for one in reversed(found["made"]):
            lks = register.readable(store, actor, one["lks"])
            if one["before"] is None:
                register.remove(store, actor, lks, f"daftar {source} dibatalkan", at)
            else:
                before = {**one["before"], "version": lks["version"]}
                restore(store, actor, "lks_changed", before, one["before"]["version"], at, source=source)
        told = {"source": source, "count": len(found["made"])}
        chain.append(store, actor, "lks_list_undone", at, told, chain=found["region"] or PROVINCE)
        return _saved(store, _emptied(found, UNDONE))
