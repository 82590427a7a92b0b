"""Labels inside a text: "… (PIC: Kabid; batas waktu: 30 September 2023)", or on lines of their own."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import islice

from documents.readers.meaning.behind_office import dated
from documents.readers.meaning.head_words import STRONG, field_of
from workflow.plan_fields import READ

_LABEL = re.compile(
    r"(?:^|(?<=[\n(;,.\[–—|•-]))[ \t]*((?:[A-Za-z]\.? ?)?[A-Za-z][A-Za-z/]*(?: [A-Za-z/]+){0,3})\s*:(?!//)[ \t]*",
    re.MULTILINE,
)
_MOST = 100  # labels of one text
_NO_TASK = ("no", "aside", "outcome", "")
_ALONE = ("action", "responsible", "deadline")  # what makes a task of a point; a remark alone does not
_FULL_STOP = re.compile(r"(?<=[a-z]{4})\.$")  # ends a sentence, not "S.Sos." or "Kab."
_ENDS = " \t\n;,([–—-"
# Fields by the words that stand before a colon; a column may have more of them than a sentence.
_SHORT = {word: name for name, one in READ.items() for word in one.files.before_colon}


@dataclass
class Labelled:
    """``text`` is what stands before the first label; ``fields`` each label's words in their order."""

    text: str
    fields: list[tuple[str, str]] = field(default_factory=list)

    def tasks(self) -> list[dict[str, str]]:
        """The fields of each task: a second action, or any field said again, begins the next one."""
        return grouped(self.fields)


def grouped(fields: list[tuple[str, str]]) -> list[dict[str, str]]:
    found: list[dict[str, str]] = []
    for name, value in fields:
        if not found or name in found[-1]:
            found.append({})
        found[-1][name] = value
    return [dated(task) for task in found if any(task.get(name) for name in _ALONE)]


def label_field(words: str) -> str:
    """The task field that a label names, "" when it names none."""
    short = words.strip(" :.").lower()
    if short in _SHORT:
        return _SHORT[short]
    name, sure = field_of(short)
    return name if sure == STRONG and name not in _NO_TASK else ""


def labelled(text: str) -> Labelled:
    """Takes a text apart at its labels; one without any comes back whole."""
    if ":" not in text:
        return Labelled(text)
    found = [(match, label_field(match[1])) for match in islice(_LABEL.finditer(text), _MOST)]
    if not any(name in _ALONE for _, name in found):
        return Labelled(text)
    before, spans = _apart(text, found)
    fields = [(name, _FULL_STOP.sub("", _value(said))) for name, said in spans if name]
    return Labelled("\n".join(filter(None, [before, *(said.strip() for name, said in spans if not name)])), fields)


def _apart(text: str, found: list[tuple[re.Match[str], str]]) -> tuple[str, list[tuple[str, str]]]:
    """What stands before the first label, and the words of each; a line with another label ("Tempat: …") ends the
    words of the one above and keeps its own label."""
    parts = [(match.end() if name else match.start(), match, name) for match, name in found]
    parts = [part for part in parts if part[2] or text[: part[0]].endswith("\n")]
    ends = [match.start() for _, match, _ in parts[1:]] + [len(text)]
    spans = [(name, text[begin:end]) for (begin, _, name), end in zip(parts, ends, strict=True)]
    return text[: parts[0][1].start()].rstrip(_ENDS), spans


def _value(text: str) -> str:
    value = text.strip(" \t\n").rstrip(_ENDS)
    begun, ended = (sum(map(value.count, signs)) for signs in ("([", ")]"))
    if value.endswith((")", "]", ").", "].")) and begun < ended:
        value = value.rstrip(".").rstrip(")]").rstrip()
    return value.rstrip(";, ")
