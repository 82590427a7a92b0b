"""Undangan to a rakor: when and where it meets, its agenda with hours, and who is invited, by office.

Hours are always those of WIB. Who is invited are the participants that the rakor has recorded, by position and
institution; a person is named only where nothing else is known.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from documents.compose.composer import Composer
from documents.compose.parts import meeting, office, own_words
from documents.compose.parts.letter_head import letter_head, number
from documents.compose.parts.paper import PREVIEW
from documents.compose.parts.rakor_data import rakor_data
from documents.compose.rakor_case import RakorCase, gather_rakor
from documents.report.blocks import (
    AnnexHead,
    Block,
    Column,
    CopyList,
    Heading,
    Mark,
    Meta,
    NumberedList,
    Paragraph,
    Report,
    Row,
    Section,
    SignatureBlock,
    Table,
)
from documents.report.language import (
    DOTS,
    NONE,
    as_title,
    clauses,
    counted,
    day_names,
    flat,
    long_date,
    mid_sentence,
)
from workflow.clock import stamp
from workflow.kinds import Kind
from workflow.regions import regions

TO = "(daftar undangan terlampir)"
SHORT_LIST = 30  # lines of a list that stand on one sheet
COLUMNS = (Column("No.", 10, "center"), Column("Pukul (WIB)", 30, "center"), Column("Acara", 125))
GOVERNMENT, BODIES, INSTITUTIONS = "Perangkat daerah", "LKKS dan TKSK", "Lembaga Kesejahteraan Sosial"
_BODY = re.compile(r"\b(LKKS|TKSK)\b", re.IGNORECASE)
_INSTITUTION = re.compile(r"\b(LKS\w*|LK3|WKSBM|IPWL|panti|yayasan|lembaga kesejahteraan sosial)\b", re.IGNORECASE)
_MAIL = re.compile(r"[\w.+-]+@[\w.-]+\w")
CLOSING = "Demikian undangan ini disampaikan, atas perhatian dan kehadiran Saudara diucapkan terima kasih."


def undangan(case: RakorCase, check_url: str) -> Report:
    """A preview has neither code nor check address."""
    mark: Mark = "PRATINJAU" if case.issue.mark else ""
    foot = f"Surat Nomor {case.issue.number}" if case.issue.number else "Undangan"
    sections = (Section(tuple(_body(case)), "F4", foot=foot), *_annex(case, foot))
    return Report(
        Kind.UNDANGAN, "Undangan rapat", sections, stamp(case.issue.at), mark=mark, mark_note=PREVIEW if mark else "",
        code=case.issue.code, check_url=check_url, data=rakor_data(case),
    )  # fmt: skip


def subject(case: RakorCase) -> str:
    return f"Undangan {meeting.name(case)}, {meeting.dates(case)}"


def hal(case: RakorCase) -> str:
    return own_words.said(case, "hal", "Undangan Rapat")


def _body(case: RakorCase) -> list[Block]:
    lines = sum(len(own) for own in invited(case).values())
    enclosed = f"1 (satu) {'lembar' if lines <= SHORT_LIST else 'berkas'}" if lines else NONE
    return [
        *letter_head(case, hal(case), TO, "", urgency=case.paper["urgency"], enclosed=enclosed),
        Paragraph(_opening(case), "indent"),
        Meta(_when_and_where(case), level=1),
        *_agenda(case),
        *own_words.paragraph(case),
        Paragraph(_request(case), "indent"),
        Paragraph(CLOSING, "closing"),
        SignatureBlock((office.dinsos_signer(case),)),
        *([CopyList(clauses(copies))] if (copies := office.copies(case.paper)) else []),
    ]


def _opening(case: RakorCase) -> str:
    """With its purpose where this goes on inside a sentence: "Dalam rangka meningkatkan …"."""
    aim = flat(case.rakor["purpose"]).rstrip(".")
    inside = mid_sentence(aim)
    begins = f"Dalam rangka {inside}, dengan" if inside != aim else "Dengan"
    return (
        f"{begins} ini kami mengundang Saudara untuk menghadiri {meeting.name(case)}, yang akan diselenggarakan pada:"
    )


def _when_and_where(case: RakorCase) -> tuple[tuple[str, tuple[str, ...]], ...]:
    rooms = list(dict.fromkeys(row["room"] for row in _hours(case) if row["room"]))
    return (
        ("hari/tanggal", (meeting.days(case),)),
        ("waktu", _times(case)),
        ("tempat", (", ".join([*(rooms if len(rooms) == 1 else []), meeting.place(case)]),)),
        ("acara", ("sebagai berikut",)),
    )


def _hours(case: RakorCase) -> Sequence[Mapping[str, Any]]:
    return [row for row in case.rakor.get("hours", ()) if row["begins"]]


def _times(case: RakorCase) -> tuple[str, ...]:
    """Of several days each with its own."""
    rows = _hours(case)
    several = case.rakor["start"] != case.rakor["end"]
    found = []
    for row in rows:
        until = f"s.d. {row['ends']} WIB" if row["ends"] else "WIB s.d. selesai"
        rooms = f", {row['room']}" if row["room"] and len({one["room"] for one in rows}) > 1 else ""
        on = f"{day_names(row['day'], row['day'])}, {long_date(row['day'])}, " if several else ""
        found.append(f"{on}pukul {row['begins']} {until}{rooms}")
    return tuple(found) or (f"pukul {DOTS} WIB",)


def _agenda(case: RakorCase) -> list[Block]:
    items = case.rakor.get("items", ())
    if not any(item["begins"] for item in items):
        lines = clauses(case.rakor["agenda"])
        return [NumberedList(lines, level=1)] if lines else [Paragraph(DOTS, level=1)]
    rows: list[Row] = []
    for day in dict.fromkeys(item["day"] for item in items):
        if case.rakor["start"] != case.rakor["end"]:
            rows.append(Row((f"{day_names(day, day)}, {long_date(day)}",), "group"))
        for item in (one for one in items if one["day"] == day):
            number_ = str(sum(row.kind == "row" for row in rows) + 1)
            rows.append(Row((number_, "–".join(filter(None, (item["begins"], item["ends"]))) or NONE, item["title"])))
    return [Table(COLUMNS, tuple(rows), f"Acara {meeting.name(case)}", "small")]


def _request(case: RakorCase) -> str:
    """Until the day before, where that is still to come; by the office's own address, where it has one."""
    before = (date.fromisoformat(case.rakor["start"]) - timedelta(days=1)).isoformat()
    until = f" paling lambat tanggal {long_date(before)}" if before >= case.today else ""
    mail = _MAIL.search(case.paper["contact"])
    by = f" melalui pos-el {mail[0]}" if mail else ""
    return (
        "Mengingat pentingnya acara, Saudara diharapkan hadir tepat waktu. Apabila berhalangan, mohon menugaskan wakil "
        f"yang dapat mengambil keputusan, dan memberitahukannya{until or ' kepada kami'}{by}."
    )


def invited(case: RakorCase) -> dict[str, list[tuple[str, int]]]:
    """The groups with anybody in them, in their order: each line and how many it means."""
    found: dict[str, dict[str, int]] = {GOVERNMENT: {}, BODIES: {}, INSTITUTIONS: {}}
    for person in case.rakor["participants"]:
        line = _called(person)
        own = found[_group(person)]
        own[line] = own.get(line, 0) + 1
    return {group: list(own.items()) for group, own in found.items() if own}


def _group(person: Mapping[str, Any]) -> str:
    words = f"{person['position']} {person['institution']}"
    if person.get("lks"):
        return INSTITUTIONS
    if _BODY.search(words):
        return BODIES
    return INSTITUTIONS if _INSTITUTION.search(words) else GOVERNMENT


def _called(person: Mapping[str, Any]) -> str:
    """By position, institution and place, each said once."""
    place = regions()[person["region"]].full if person["region"] else ""
    parts = [as_title(flat(person["position"])), flat(person["institution"]), place]
    told = [part for at, part in enumerate(parts) if part and not any(part in other for other in parts[:at])]
    return ", ".join(told) or flat(person["name"])


def _annex(case: RakorCase, foot: str) -> tuple[Section, ...]:
    groups = invited(case)
    if not groups:
        return ()
    rows = (("SURAT", hal(case)), ("NOMOR", number(case)), ("TANGGAL", long_date(case.today)))
    blocks: list[Block] = [AnnexHead("LAMPIRAN", rows, "DAFTAR UNDANGAN")]
    for marker, (group, lines) in zip("ABC", groups.items(), strict=False):
        told = [f"{line} ({count} orang)" if count > 1 else line for line, count in lines]
        blocks += [Heading(1, f"{marker}.", group), NumberedList(clauses(told), level=1)]
    total = sum(count for lines in groups.values() for _, count in lines)
    return (Section((*blocks, Paragraph(f"Seluruhnya {counted(total)} orang.", "note")), "F4", foot=foot),)


def proposes(case: RakorCase) -> dict[str, str]:
    return {"hal": "Undangan Rapat", "free": ""}


COMPOSER = Composer(gather_rakor, undangan, subject, proposes=proposes)
