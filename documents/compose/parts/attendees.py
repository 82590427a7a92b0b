"""Who was invited to a rakor and who came: told by institution, and listed person by person in a Daftar Hadir.

Nothing is said of those of whom nothing was recorded: who did not come without a reason on record is "tidak hadir".
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from documents.compose.parts import meeting
from documents.compose.rakor_case import RakorCase
from documents.report.blocks import AnnexHead, Block, Column, Paragraph, Row, Section, Table
from documents.report.language import NONE, as_title, counted, enumerated, flat, sentence
from workflow.regions import regions

Person = Mapping[str, Any]
PRESENT, AWAY = "hadir", "tidak hadir"
SIGNED = "ttd. = tanda tangan basah terdapat pada daftar hadir asli, yang disimpan oleh"
_COLUMNS = (
    Column("No.", 9, "center"),
    Column("Nama", 38),
    Column("Jabatan", 35),
    Column("Instansi/LKS", 47),
    Column("Tanda Tangan", 36),
)


def people(case: RakorCase) -> list[Person]:
    return list(case.rakor["participants"])


def count(case: RakorCase) -> str:
    """ "28 (dua puluh delapan) dari 30 (tiga puluh) orang yang diundang", or as it was typed; "" when nobody knows."""
    if case.rakor["participants_text"] or not people(case):
        return flat(case.rakor["participants_text"])
    came = sum(person["attended"] for person in people(case))
    return f"{counted(came)} dari {counted(len(people(case)))} orang yang diundang"


def present(case: RakorCase) -> list[str]:
    """Who was there, by institution and never by name: those without one by their kabupaten/kota, LKS of the register
    last, each named."""
    came = [person for person in people(case) if person["attended"]]
    others = [person for person in came if not person.get("lks")]
    ones: list[str] = []
    lines = []
    for place, own in _by_place(case, others).items():
        if all(flat(person["institution"]) for person in own) and len(own) == 1:
            ones.append(place)
        else:
            lines.append(_line(place, own))
    told = [f"{enumerated(ones)}: {'masing-masing ' if len(ones) > 1 else ''}{counted(1)} orang"] if ones else []
    return [*lines, *told, *_lks([person for person in came if person.get("lks")])]


def absent(case: RakorCase) -> list[str]:
    """Who did not come, by institution or office, and why as far as it was recorded."""
    away = [person for person in people(case) if not person["attended"]]
    found: dict[str, list[str]] = {}
    for person in away:
        who = place_of(case, person) or as_title(flat(person["position"]))
        found.setdefault(person.get("absence") or AWAY, []).append(who)
    return [f"{'' if why == AWAY else f'{why}: '}{counted(len(who))} orang{_of(who)}" for why, who in found.items()]


def _of(places: Sequence[str]) -> str:
    known = [place for place in dict.fromkeys(places) if place]
    return f" ({enumerated(known)})" if known else ""


def _by_place(case: RakorCase, persons: Sequence[Person]) -> dict[str, list[Person]]:
    """Kabupaten/kota first, in their order; those of whom no place is known last."""
    found: dict[str, list[Person]] = {}
    for person in persons:
        found.setdefault(place_of(case, person), []).append(person)
    known = [region.full for region in regions().values() if region.full in found]
    rest = [place for place in found if place not in known and place]
    return {place: found[place] for place in (*known, *rest, *([""] if "" in found else []))}


def place_of(case: RakorCase, person: Person) -> str:
    """The institution with its kabupaten/kota, unless its name tells that; LKS that all are of one need none."""
    institution = flat(person["institution"])
    region = regions().get(person["region"])
    if not region or not institution:
        return institution or (region.full if region else "")
    alike = person.get("lks") and len({one["region"] for one in people(case) if one["region"]}) == 1
    told = region.name.casefold() in institution.casefold()
    return institution if alike or told else f"{institution} {region.full}"


def _line(place: str, own: Sequence[Person]) -> str:
    """An institution with how many came; a kabupaten/kota, or nobody, with their positions."""
    if place and all(flat(person["institution"]) for person in own):
        return f"{place}: {counted(len(own))} orang"
    positions = [as_title(flat(person["position"])) for person in own]
    known = list(dict.fromkeys(position for position in positions if position))
    missing = positions.count("")
    told = enumerated([*known, *([f"{counted(missing)} orang"] if missing else [])])
    return f"{place}: {told}" if place else told


def _lks(came: Sequence[Person]) -> list[str]:
    """One line for all of them, each named once under its kabupaten/kota."""
    if not came:
        return []
    names: dict[str, dict[str, None]] = {}
    for person in sorted(came, key=lambda one: str(one["region"])):
        names.setdefault(regions()[person["region"]].full, {})[flat(person["institution"])] = None
    told = "; ".join(f"{enumerated(list(own))} ({place})" for place, own in names.items())
    if len(names) == 1:
        told = enumerated(list(next(iter(names.values()))))
    many = sum(map(len, names.values()))
    return [f"LKS, {counted(len(came))} orang dari {counted(many)} LKS: {told}"]


def annex(case: RakorCase) -> tuple[Section, ...]:
    """The Daftar Hadir of a notula; none when nobody was recorded."""
    if not people(case):
        return ()
    rows = (("NOTULA", meeting.name(case)), ("TANGGAL", meeting.dates(case)))
    told = tuple(_row(case, number, person) for number, person in enumerate(people(case), 1))
    table = Table(_COLUMNS, told, f"Daftar hadir {meeting.name(case)}", "small")
    blocks: tuple[Block, ...] = (AnnexHead("LAMPIRAN", rows, "DAFTAR HADIR"), table, Paragraph(_sums(case), "note"))
    return (Section(blocks, "F4", foot=f"Daftar hadir rapat {meeting.dates(case)}", compact=True),)


def on_file(case: RakorCase) -> bool:
    """Whether the sheet that was signed is kept here: only then it is said that somebody signed."""
    return bool(case.rakor.get("signed_sheets"))


def _row(case: RakorCase, number: int, person: Person) -> Row:
    facts = (flat(person["name"]), as_title(flat(person["position"])), place_of(case, person))
    sign, how = _sign(case, number, person)
    return Row((str(number), *(fact or NONE for fact in facts), sign), accents=("", "", "", "", how))


def _sign(case: RakorCase, number: int, person: Person) -> tuple[str, str]:
    """What stands in the room to sign: odd numbers sign in its left half, even ones in the right."""
    if not person["attended"]:
        return person.get("absence") or AWAY, "across slanted"
    if not on_file(case):
        return PRESENT, "across"
    return f"{number}. ttd.", "" if number % 2 else "second"


def _sums(case: RakorCase) -> str:
    came = [person for person in people(case) if person["attended"]]
    told = [f"{PRESENT} {counted(len(came))} orang"]
    for why in ("izin", "tanpa keterangan", AWAY):
        many = sum((person.get("absence") or AWAY) == why for person in people(case) if not person["attended"])
        told += [f"{why} {counted(many)} orang"] if many else []
    text = sentence("; ".join(told))
    signed = f" {SIGNED} {case.rakor['organiser']}." if on_file(case) else ""
    return text[:1].upper() + text[1:] + signed
