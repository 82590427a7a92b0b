"""The programme of a rakor: hours and rooms by day, and the items of its agenda with what was said there.

Hours are kept as they are printed, "09.00", so that two of them compare as texts. Nobody has to record any of it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypedDict

from workflow.records.followed import AgendaItem, MeetingHours, RakorHead
from workflow.text import Fields, line, spoken_day, tidy, unfit

COURSES = {"pembukaan": "Pembukaan", "paparan": "Paparan", "pembahasan": "Pembahasan", "penutup": "Penutup"}
MOST_ROWS = 60  # of hours, and of items
MOST_TITLE, MOST_ROOM, MOST_SAID, LONGEST_HOUR = 300, 200, 4000, 10  # letters
HEADS = {"hours": "Jam dan ruang", "items": "Acara"}
PLANNED = ("title", "day", "begins", "ends")  # of an item, before the rakor
TOLD = ("title", "begins", "ends", "room", "kind")  # in a row; one that names a day alone is empty
_HOUR = re.compile(r"([01]?\d|2[0-3])(?:[.:]?([0-5]\d))?")
HOURS = ("day", "begins", "ends", "room")
_ITEM = re.compile(
    r"(?:(?P<day>\d{4}-\d\d-\d\d)(?: |$))?"
    r"(?:(?:[Pp]ukul )?(?P<begins>\d{1,2}[.:]\d\d)(?: ?(?:-|–|s\.?d\.?) ?(?P<ends>\d{1,2}[.:]\d\d))?"
    r"(?: WIB)?[:,;]?(?: |$))?"
    r"(?P<title>.*?)(?: ?\[(?P<kind>[a-z]+)\])?"
)
_PERSON = re.compile(r"\b(?:Dr|dr|Drs|Dra|Ir|H|Hj|Tgk|Prof)\. ?[A-Z]\w+|, ?(?:S|M)\. ?[A-Z]\w*\.?")
NAMELESS = "Notula menyebut kantor atau lembaga, bukan nama orang"


def read(fields: Fields, head: RakorHead) -> tuple[list[MeetingHours], list[AgendaItem]]:
    """The ``hours`` and ``items`` of typed data; what is wrong stands in ``fields`` by row: "items-2-ends"."""
    hours: list[MeetingHours] = [
        {**_span(row, head), "room": row.text("room", "Ruang", MOST_ROOM)} for row in _rows(fields, "hours")
    ]
    items: list[AgendaItem] = []
    for row in _rows(fields, "items"):
        day = items[-1]["day"] if items else head["start"]
        items.append(_item(row, head, day))
        _check_nameless(row, items[-1], head)
    return hours, items


class _Row:
    """A row of one of the lists; its sentences go to its own boxes."""

    def __init__(self, fields: Fields, name: str, place: int, data: Mapping[str, Any]) -> None:
        self.fields, self.data = fields, data
        self.begin = f"{name}-{place}-"
        self.words = f"{HEADS[name]} baris {place + 1}"

    def typed(self) -> bool:
        return bool(points(self.data.get("said"))) or any(line(self.data.get(name)) for name in TOLD)

    def text(self, name: str, label: str, most: int) -> str:
        text = line(self.data.get(name))
        return text if self.fits(name, label, text, most) else ""

    def fits(self, name: str, label: str, text: str, most: int) -> bool:
        if len(text) > most:
            self.refuse(name, f"{label} terlalu panjang: {len(text)} huruf, paling banyak {most}.")
        elif wrong := unfit(text, label):
            self.refuse(name, wrong)
        return self.begin + name not in self.fields.wrong

    def hour(self, name: str, label: str) -> str:
        """ "9", "0900" and "9:00" are "09.00"; "" when there is none."""
        text = self.text(name, label, LONGEST_HOUR).casefold().removesuffix("wib").strip()
        found = _HOUR.fullmatch(text)
        if text and not found:
            self.refuse(name, f"{label} “{text}” bukan jam yang benar. Contoh: 09.00.")
        return f"{int(found[1]):02}.{found[2] or '00'}" if found else ""

    def refuse(self, name: str, sentence: str) -> None:
        self.fields.wrong.setdefault(self.begin + name, f"{self.words}: {sentence[:1].lower()}{sentence[1:]}")


def _rows(fields: Fields, name: str) -> list[_Row]:
    """Those in which anything but the day was typed."""
    rows = list(fields.data.get(name) or ())
    if len(rows) > MOST_ROWS:
        fields.wrong[name] = f"{HEADS[name]}: paling banyak {MOST_ROWS} baris."
    told = (_Row(fields, name, place, data) for place, data in enumerate(rows[:MOST_ROWS]))
    return [row for row in told if row.typed()]


class _Span(TypedDict):
    day: str
    begins: str
    ends: str


def _span(row: _Row, head: RakorHead, day: str = "") -> _Span:
    begins, ends = row.hour("begins", "Jam mulai"), row.hour("ends", "Jam selesai")
    if ends and not begins:
        row.refuse("begins", "Isi jam mulainya juga.")
    elif ends and ends <= begins:
        row.refuse("ends", f"Jam selesai {ends} tidak sesudah jam mulai {begins}.")
    return {"day": _day(row, head, day), "begins": begins, "ends": ends}


def _day(row: _Row, head: RakorHead, otherwise: str) -> str:
    """Of a rakor of one day that day; else the one that was typed, or ``otherwise``."""
    if head["start"] == head["end"]:
        return head["start"]
    own = Fields({"day": row.data.get("day")})
    found = own.day("day", "tanggal") or otherwise
    if own.wrong:
        row.refuse("day", own.wrong["day"])
    elif not found:
        row.refuse("day", "Isi tanggalnya, karena rakornya lebih dari satu hari.")
    elif head["start"] and not head["start"] <= found <= head["end"]:
        row.refuse("day", f"{spoken_day(found)} bukan hari rakor ini.")
    return found


def _item(row: _Row, head: RakorHead, day: str) -> AgendaItem:
    kind, title = line(row.data.get("kind")), row.text("title", "Nama acara", MOST_TITLE)
    if not title:
        row.refuse("title", "Isi nama acaranya.")
    if kind and kind not in COURSES:
        row.refuse("kind", "Pilih jenis acara dari daftar.")
    said = points(row.data.get("said"))
    row.fits("said", "Yang disampaikan", "\n".join(said), MOST_SAID)
    return AgendaItem(title=title, **_span(row, head, day), kind=kind, said=said)


def points(said: Any) -> list[str]:
    """What was said, of a text with a line a point or of a list of them."""
    text = said if isinstance(said, str) else "\n".join(map(str, said or ()))
    return [point for point in map(line, tidy(text).split("\n")) if point]


def _check_nameless(row: _Row, item: AgendaItem, head: RakorHead) -> None:
    """A participant is never named in what was said."""
    text = "\n".join(item["said"])
    for person in head["participants"]:
        name = person["name"].split(",")[0].strip()
        if " " in name and re.search(rf"\b{re.escape(name)}\b", text, re.IGNORECASE):
            row.refuse("said", f"{NAMELESS}. Ganti “{name}” dengan kantor atau lembaganya.")


def names_in(items: Iterable[AgendaItem]) -> str:
    """What looks like the name of a person in what was said, or ""."""
    found = _PERSON.search("\n".join(point for item in items for point in item["said"]))
    return found[0].strip(", ") if found else ""


def written_hours(hours: Iterable[Mapping[str, Any]]) -> str:
    """Lines "2026-10-22; 09.00; 12.15; Aula"; ``read_hours`` is its inverse."""
    rows = [[line(row.get(name)) for name in HOURS] for row in hours]
    return "\n".join("; ".join(row) for row in rows if any(row[1:]))


def read_hours(text: Any) -> list[dict[str, str]]:
    rows = [[*map(line, row.split(";", len(HOURS) - 1)), "", "", ""] for row in tidy(text).split("\n") if line(row)]
    return [dict(zip(HOURS, row, strict=False)) for row in rows]


def written_items(items: Iterable[Mapping[str, Any]]) -> str:
    """A line "2026-10-22 09.00-09.15 Pembukaan [pembukaan]" an item, under it a line "> …" for each point that was
    said; ``read_items`` is its inverse."""
    lines = []
    for item in items:
        hours = "-".join(filter(None, (line(item.get("begins")), line(item.get("ends")))))
        kind = f"[{line(item.get('kind'))}]" if line(item.get("kind")) else ""
        title, said = line(item.get("title")), points(item.get("said"))
        if title or hours or kind or said:
            lines.append(" ".join(filter(None, (line(item.get("day")), hours, title, kind))))
            lines += [f"> {point}" for point in said]
    return "\n".join(lines)


def read_items(text: Any) -> list[dict[str, str]]:
    """Also of an agenda as offices paste it, a title a line, with or without its hours in front."""
    found: list[dict[str, str]] = []
    for row in map(line, tidy(text).split("\n")):
        if row.startswith(">") and found:
            found[-1]["said"] += f"{row[1:].strip()}\n"
        elif row and (parts := _ITEM.fullmatch(row)):
            found.append({**{name: text or "" for name, text in parts.groupdict().items()}, "said": ""})
    return found


def spoken_hours(row: Mapping[str, Any]) -> str:
    """ "13 Juli 2026, pukul 09.00–12.15 WIB, Aula" """
    return ", ".join(filter(None, (_spoken_span(row), row["room"])))


def spoken_item(item: Mapping[str, Any]) -> str:
    """ "Sidang komisi (pembahasan), 13 Juli 2026, pukul 09.00–12.15 WIB: Dinas Sosial menyampaikan …" """
    kind = COURSES.get(item["kind"], "").lower()
    own = f" ({kind})" if kind and kind not in item["title"].lower() else ""
    said = "; ".join(point.rstrip(".;") for point in item["said"])
    return f"{item['title']}{own}, {_spoken_span(item)}{f': {said}' if said else ''}"


def _spoken_span(row: Mapping[str, Any]) -> str:
    hours = "–".join(filter(None, (row["begins"], row["ends"])))
    return f"{spoken_day(row['day'])}{f', pukul {hours} WIB' if hours else ''}"


SPOKEN: Mapping[str, Callable[[Any], str]] = {"hours": spoken_hours, "items": spoken_item}
