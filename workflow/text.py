"""Typed text on its way in: one rule for every field of every form."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Collection, Mapping
from datetime import date
from typing import Any

from babel.dates import format_date

from workflow import nik
from workflow.errors import Answered, Invalid, Question
from workflow.printable import coded, printed, strangers

LINE, PARAGRAPH = 300, 4000  # the most characters of a short and of a long field
SO = "Apakah memang begitu?"
YES = "yakin"  # the field in which typed data says yes to questions, by their marks

# What hides or reorders what is read: controls, soft hyphens, zero-width and direction characters (also the joiners:
# Jawi is typed here in names at most, and reads without them), fillers, variation selectors, tags, lone surrogates.
_HIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e"
    "\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\ufffe\uffff\ud800-\udfff\U000e0000-\U000e0fff]"
)
_WORD = re.compile(r"\w+")
_AROUND = ".,;:!?\"'“”‘’()[]"  # of a word that is looked for
_LINE_ENDS = re.compile("\r\n|[\r\u2028\u2029]")


def tidy(value: Any) -> str:
    """NFC, hidden characters out, line ends unified, blanks at the ends off; a printable equal for what none has."""
    text = _LINE_ENDS.sub("\n", str(value or "")).replace("\t", " ")
    return printed(unicodedata.normalize("NFC", _HIDDEN.sub("", text))).strip()


def line(value: Any) -> str:
    """``tidy`` on one line."""
    return re.sub(r"\s+", " ", tidy(value))


def personal(text: str, _label: str) -> str:
    """Why a text that nothing prints is not kept: it holds a NIK; "" when it is."""
    return nik.SENTENCE if nik.has_nik(text) else ""


def unfit(text: str, label: str) -> str:
    """Why a tidied text is not kept, whatever its length: it holds a NIK, or what no paper can print; "" when it is."""
    if wrong := personal(text, label):
        return wrong
    unknown = strangers(text)
    return f"{label} memuat {unknown}, yang tidak dapat dicetak. Hapus, atau ganti dengan kata." if unknown else ""


def spelled(value: Any) -> Any:
    """The same plain value with codes in place of what no paper can print: for what nobody typed here."""
    if isinstance(value, str):
        return coded(tidy(value)) if strangers(tidy(value)) else value
    if isinstance(value, Mapping):
        return {key: spelled(part) for key, part in value.items()}
    return [spelled(part) for part in value] if isinstance(value, list) else value


class Fields:
    """Reads named fields of typed data and collects a sentence for each that cannot be accepted."""

    def __init__(self, data: Mapping[str, Any]) -> None:
        self.data = data
        self.wrong: dict[str, str] = {}
        self.asked: dict[str, Question] = {}

    def line(self, name: str, label: str, *, required: bool = False, most: int = LINE) -> str:
        return self._bounded(name, label, line(self.data.get(name)), required, most)

    def paragraph(self, name: str, label: str, *, required: bool = False, most: int = PARAGRAPH) -> str:
        return self._bounded(name, label, tidy(self.data.get(name)), required, most)

    def note(self, name: str, label: str, *, required: bool = False, most: int = LINE) -> str:
        """A line that stands on no paper: every sign may be in it, also one that only telephones draw."""
        return self._bounded(name, label, line(self.data.get(name)), required, most, personal)

    def day(self, name: str, label: str, *, required: bool = False, earliest: int = 2000) -> str:
        """An ISO date of the year ``earliest`` or later, or "" when it may be left out."""
        text = line(self.data.get(name))
        if not text:
            if required:
                self.wrong[name] = f"Isi {label}."
            return ""
        try:
            found = date.fromisoformat(text)
        except ValueError:
            found = None
        if found is None or not earliest <= found.year <= 2100:
            self.wrong[name] = f"{label.capitalize()} “{text[:40]}” bukan tanggal yang benar. Contoh: 2023-09-30."
            return ""
        return found.isoformat()

    def ask(self, name: str, sentence: str) -> None:
        """Asks about what is unusual in a field; ``done`` refuses it until the data says yes to this sentence."""
        kind = Answered if Question(sentence).mark in yes_of(self.data) else Question
        self.asked.setdefault(name, kind(sentence))

    def follows(self, name: str, day: str, first: str, sentence: str) -> None:
        """Asks about a day that lies before what it should follow; ``sentence`` has a place for each."""
        if day and first and day < first:
            self.ask(name, f"{sentence.format(spoken_day(day), spoken_day(first))} {SO}")

    def done(self) -> None:
        """Raises ``Invalid`` with everything that was found wrong, and with what is asked."""
        if self.wrong or not all(isinstance(question, Answered) for question in self.asked.values()):
            raise Invalid({**self.asked, **self.wrong})

    def _bounded(
        self, name: str, label: str, text: str, required: bool, most: int, why: Callable[[str, str], str] = unfit
    ) -> str:
        if required and not text:
            self.wrong[name] = f"Isi {label}."
        elif len(text) > most:
            self.wrong[name] = f"{label.capitalize()} terlalu panjang: {len(text)} huruf, paling banyak {most}."
        elif wrong := why(text, label.capitalize()):
            self.wrong[name] = wrong
        return text


def yes_of(data: Mapping[str, Any]) -> frozenset[str]:
    """The marks of the questions to which typed data says yes: a list, or one text with commas."""
    said = data.get(YES) or ()
    return frozenset(said.split(",") if isinstance(said, str) else map(str, said))


def ask(yes: Collection[str], questions: Mapping[str, str]) -> None:
    """Raises ``Invalid`` with those of ``questions`` (field -> sentence) whose mark is not in ``yes``."""
    asked = {name: Question(sentence) for name, sentence in questions.items()}
    if open_ := {name: question for name, question in asked.items() if question.mark not in yes}:
        raise Invalid(open_)


def fold(*texts: str) -> str:
    """What text search looks through: tidied, on one line, whatever the case."""
    return line(" ".join(texts)).casefold()


def sought(text: str) -> list[str]:
    """The words of a search, to be found in any order; none when nothing was typed."""
    return [word for part in fold(text).split() if (word := part.strip(_AROUND))]


def words_of(text: str) -> tuple[str, ...]:
    """By which two texts are known to say the same, whatever their case, spaces and signs."""
    return tuple(_WORD.findall(fold(text)))


def spoken_day(iso: str) -> str:
    """ "15 Desember 2023" """
    return format_date(date.fromisoformat(iso), "d MMMM y", locale="id")


def listed(parts: list[str]) -> str:
    """ "a, b, dan c" """
    if len(parts) < 3:
        return " dan ".join(parts)
    return f"{', '.join(parts[:-1])}, dan {parts[-1]}"
