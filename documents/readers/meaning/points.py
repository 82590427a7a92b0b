"""Outcomes that stand as numbered points under a heading such as "Kesimpulan", and the tasks written beside them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from documents.readers.files.bounds import few_enough
from documents.readers.meaning.announcing import tells_a_result
from documents.readers.meaning.groups import Group
from documents.readers.meaning.labels import grouped, labelled
from documents.readers.meaning.meeting import unfilled
from documents.readers.meaning.point_tree import Point, points_of
from documents.readers.meaning.sections import OTHER, OUTCOMES, UNKNOWN, Line, Section, kind_of
from documents.readers.result import TEXTS, Meeting, Offer, ReadOutcome, ReadTask, Remark
from documents.readers.values.dates import read_deadline
from documents.readers.values.latest import latest
from documents.readers.values.money import read_budget
from documents.readers.values.places import read_regions

_FEWEST, _WORDS = 2, 4  # what a list without a heading must have to be taken for outcomes
_TITLE = 8  # most words of a heading within a list
NO_HEADING = "Daftar ini diambil sebagai butir hasil karena tidak ada judul yang menyebutnya; periksa."
_INVITES = re.compile(r"(?i)\bmengundang\b|\bmengharap(kan)?\s+kehadiran\b|\bmohon\s+kehadiran\b")
_LETTER = re.compile(
    r"(?im)^[^\S\n]*"
    r"(nota dinas|surat (undangan|edaran|tugas|perintah)|kepada\b|yth\b|perihal\b|(hal|sifat|lampiran)\s*:)"
)
_ADDRESSED = re.compile(r"(?im)^[^\S\n]*(kepada\s*:?\s+)?yth\b")
_PERSON = re.compile(r"(?i)(nama( lengkap)?|nip|jabatan)\s*:")
BLANK = "Isian templat yang belum diisi."
UNTITLED = "daftar tanpa judul yang menyebut hasil rapat; tidak diambil."
# What stands under these headings are persons: nobody makes an outcome of one, and no name is kept to be offered.
_PERSONS = re.compile(
    r"(?i)(?:daftar |susunan |nama(?:-nama)? )*(?:(?:peserta|tim|panitia|narasumber|pimpinan)(?!.*\bme\w{4,})|"
    r"hadir|undangan|tembusan|nama|"
    r"yang (?:bertanda ?tangan|hadir))\b|.*\b(?:dihadiri|bertanda ?tangan|diwakili)\b"
)


@dataclass
class Found:
    outcomes: list[ReadOutcome] = field(default_factory=list)
    tasks: list[ReadTask] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)


def read_points(parts: list[Section], meeting: Meeting) -> Found:
    """``meeting`` is what relative times count from."""
    found = Found()
    letter = _is_a_letter(parts)
    for number, part in enumerate(parts):
        if part.kind == OUTCOMES and letter and not tells_a_result(part.title):
            found.remarks += [_only_asked(part, meeting)] if part.lines else []
        elif part.kind == OUTCOMES:
            titled = any(p.title for p in parts[:number]) or len(part.title.split()) < _WORDS
            _Part(part, found, meeting).take(titled=titled)
    if not found.outcomes and not letter and not _asks(parts):
        for part in parts:
            if part.kind == UNKNOWN and _is_list(part):
                _Part(part, found, meeting).take(titled=False)
                found.remarks.append(Remark(_place(part), NO_HEADING))
    else:
        lists = [part for part in parts if part.kind == UNKNOWN and _is_list(part)]
        found.remarks += [Remark(_place(part), UNTITLED, _offered(part, meeting)) for part in lists]
    short = [part for part in parts if part.kind == UNKNOWN and not _is_list(part) and _may_be_list(part)]
    found.remarks += [Remark(_place(part), UNTITLED, _offered(part, meeting)) for part in short]
    found.remarks += [remark for part in parts if (remark := _left_out(part, meeting))]
    return found


def _offered(part: Section, meeting: Meeting) -> Offer | None:
    """A part that is left out, as it would be read if it had been decided."""
    if _PERSONS.match(part.title):
        return None
    apart = Found()
    _Part(part, apart, meeting).take(titled=True)
    return Offer(tuple(apart.outcomes), tuple(apart.tasks)) if apart.outcomes else None


def _said(parts: Iterable[Section]) -> str:
    return " \n".join([line for part in parts for line in (part.title, *(one.text for one in part.lines))])


def _is_a_letter(parts: Iterable[Section]) -> bool:
    """ "Yth." above numbered points, or an invitation: they may be what is asked for."""
    said = _said(parts)
    return bool(_INVITES.search(said) or _ADDRESSED.search(said))


def _only_asked(part: Section, meeting: Meeting) -> Remark:
    why = "bagian surat yang tidak menyebut kesepakatan; tidak diambil."
    return Remark(_place(part), why, _offered(part, meeting))


def _asks(parts: Iterable[Section]) -> bool:
    """A nota dinas or a surat that tells of no meeting: its numbered points ask for something else."""
    said = _said(parts)
    return bool(_LETTER.search(said)) and not tells_a_result(said)


def _place(part: Section) -> str:
    title = part.title if not part.group else f"{part.title}, {part.group}"
    return f"bagian {_short(title)}" if title else "paragraf"


def _short(text: str) -> str:
    words = " ".join(text.split())
    return f"“{words if len(words) <= 60 else words[:57] + '…'}”"


@dataclass
class _Part:
    """One part of the text on its way into what is found."""

    section: Section
    found: Found
    meeting: Meeting

    def take(self, *, titled: bool) -> None:
        before, points = points_of(self.section.lines)
        group = Group().within(self.section.group) or Group()
        for line in before:
            if titled and not points and _says_much(line):
                self._outcome("", line.text, [], group)
            elif unfilled(line.text):
                self._leave(line.text, BLANK)
            else:
                alone = ReadOutcome("", line.text, (), _place(self.section), group.commission)
                self._leave(line.text, "Kalimat pengantar; bukan butir hasil.", Offer((alone,)))
        for point, own in _apart(points, group):
            if _PERSON.match(point.text):
                self._leave(point.text, "Nama orang; bukan butir hasil.")
            elif unfilled(point.text) and not point.under:
                self._leave(point.text, BLANK)
            else:
                self._outcome(point.mark.shown, point.text, point.under, own)

    def _leave(self, words: str, why: str, offer: Offer | None = None) -> None:
        if not words.strip():
            return
        self.found.remarks.append(Remark(f"{_place(self.section)}: {_short(words)}", why, offer))

    def _outcome(self, no: str, text: str, under: list[Point], group: Group) -> None:
        """One outcome with its sub-points; labels say what is to be done about it, by whom and until when."""
        place = f"{_place(self.section)}, butir {no}" if no else _place(self.section)
        own = labelled(text)
        sub, tasks = _below(under, own.fields)
        text = own.text or text
        said = grouped(own.fields) or ([{}] if group.region and not tasks else [])
        tasks = [{"action": text, "deadline": latest(text), **task} for task in said] + tasks
        at = len(self.found.outcomes)
        self.found.outcomes.append(ReadOutcome(no, text, tuple(sub), place, group.commission))
        self.found.tasks += [task_of({"regions": group.region, **task}, at, place, self.meeting) for task in tasks]
        few_enough(self.found.outcomes, self.found.tasks)


def _below(under: list[Point], fields: list[tuple[str, str]]) -> tuple[list[str], list[dict[str, str]]]:
    """The sub-points of an outcome and their tasks; what is a label alone is added to ``fields`` of the outcome."""
    sub, tasks = [], []
    for point in _flat(under):
        said = labelled(point.text)
        if said.fields and not said.text:
            fields += said.fields
            continue
        sub.append(f"{point.mark.written} {said.text if said.fields else point.text}".strip())
        tasks += [{"action": said.text, "deadline": latest(said.text), **task} for task in said.tasks()]
    return sub, tasks


def _apart(points: list[Point], group: Group) -> list[tuple[Point, Group]]:
    """ "1. Bidang Kelembagaan" over lettered points is their heading, not an outcome."""
    out: list[tuple[Point, Group]] = []
    for point in points:
        title = len(point.text.split()) <= _TITLE and point.text[-1:] not in (*".;,",) and bool(point.under)
        inside = group.within(point.text) if title else None
        if inside or (title and len(point.text.split()) <= _WORDS and kind_of(point.text) == OUTCOMES):
            out += [(each, inside or group) for each in point.under]
        else:
            out.append((point, group))
    return out


def _says_much(line: Line) -> bool:
    return len(line.text.split()) >= _WORDS and not line.text.rstrip().endswith(":") and not unfilled(line.text)


def _flat(points: list[Point]) -> list[Point]:
    return [each for point in points for each in (point, *_flat(point.under))]


def task_of(fields: dict[str, str], outcome: int | None, place: str, meeting: Meeting) -> ReadTask:
    """A task from the words of each field."""
    return ReadTask(
        outcome=outcome,
        action=fields.get("action", ""),
        texts={name: fields.get(name, "") for name in TEXTS},
        deadline=read_deadline(fields.get("deadline", ""), meeting.date_start, meeting.date_end),
        budget=read_budget(fields.get("budget", "")),
        regions=read_regions(fields.get("regions", "")),
        place=place,
    )


def _is_list(part: Section) -> bool:
    """Several points that are sentences and no labels."""
    _, points = points_of(part.lines)
    long = [p for p in points if len(p.text.split()) >= _WORDS and not unfilled(p.text)]
    return len(long) >= _FEWEST and len(long) * 2 > len(points)


def _may_be_list(part: Section) -> bool:
    """Several points of more than two words: nothing that is taken unasked, but nothing that is passed over, too."""
    _, points = points_of(part.lines)
    said = [p for p in points if len(p.text.split()) > 2 and not unfilled(p.text) and not _PERSON.match(p.text)]
    return len(said) >= _FEWEST and len(said) * 2 > len(points)


def _left_out(part: Section, meeting: Meeting) -> Remark | None:
    """A list or a text under a heading that announces something else; what is no more than a word is not worth it."""
    if part.kind != OTHER:
        return None
    listed = sum(line.mark is not None for line in part.lines)
    texts = sum(_says_much(line) for line in part.lines)
    if not listed and not texts:
        return None
    what = f"{listed} butir" if listed else f"{texts} paragraf"
    why = f"{what} di bawah judul ini tidak diambil: bukan hasil rapat."
    return Remark(_place(part), why, _offered(part, meeting))
