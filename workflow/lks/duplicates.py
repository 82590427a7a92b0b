"""Which records may be one institution: certain by a number that only one can have, probable by name or telephone.

Only within one kabupaten/kota; for numbers that two of them share see ``across``. Names are alike when every
word of the shorter one, allowing for a slip of the pen, is in the longer one. So two homes of one foundation, each with
a word of its own ("Putra", "Putri"), are not.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations, islice
from typing import Any

from rapidfuzz import fuzz, process

from workflow.lks.names import folded, folded_kecamatan

Record = Mapping[str, Any]
Words = tuple[str, ...]

NPWP, SK, MINISTRY, REGISTRATION, NAME, PHONE = (
    "NPWP", "SK", "nomor kementerian", "nomor STP", "nama", "telepon",
)  # fmt: skip
MOST_PAIRS = 2_000  # that are told; more nobody looks at
MOST_ALIKE = 30  # records with one value that are paired each with each; of more each is paired with the first
MOST_WORDS = 3_000  # among which slips of the pen are looked for
ALIKE, SLIP = 85, 80  # per cent: of two names, of two words
_LONG = 6  # letters from which on a word of every name is known again when it is misspelt
# Words that every second name has. Names that share only these share nothing.
COMMON = frozenset((
    "lks", "lksa", "lkslu", "wksbm", "lk3", "yayasan", "panti", "asuhan", "sosial", "lembaga", "perkumpulan", "anak",
    "rumah", "rumoh", "pondok", "pesantren", "dayah", "kesejahteraan", "uptd", "upt", "kabupaten", "kota", "aceh",
))  # fmt: skip
# One of these more, and it is another home.
_APART = frozenset(("putra", "putri", "putera", "puteri", "cabang", "unit", "pusat", "i", "ii", "iii", "iv", "v"))
_NO_TELEPHONE = 6  # digits: fewer are none
_NOT_NOUGHT, _NO_DIGIT, _SIGN = re.compile(r"[1-9]"), re.compile(r"\D"), re.compile(r"[\W_]")
_PAPER_BEFORE = re.compile(r"^(?:no|nomor)?stpu?(?=\d)")
_NUMBERS: Mapping[str, Callable[[Record], Iterable[str]]] = {
    NPWP: lambda record: (record["legal"]["npwp"],),
    SK: lambda record: (record["legal"]["sk"],),
    MINISTRY: lambda record: (record["ministry_number"],),
    REGISTRATION: lambda record: [one["number"] for one in record["registrations"]],
}
_ABROAD = re.compile(r"^(?:00)?62(?=0*[2-9]\d{7})")  # the country's code before a number


@dataclass(frozen=True)
class Pair:
    """``first`` before ``second``: their places in what was given. ``same`` says by what, ``certain`` how surely."""

    first: int
    second: int
    same: tuple[str, ...]
    certain: bool


def pairs(records: Sequence[Record]) -> list[Pair]:
    """All that may be one, in their order, at most ``MOST_PAIRS``. A certain pair tells only what makes it so."""
    by_region: dict[str, list[int]] = defaultdict(list)
    for place, record in enumerate(records):
        by_region[record["region"]].append(place)
    found = (pair for places in by_region.values() for pair in _in_region(records, places))
    return sorted(islice(found, MOST_PAIRS), key=lambda pair: (pair.first, pair.second))


def _in_region(records: Sequence[Record], places: Sequence[int]) -> Iterator[Pair]:
    same: dict[tuple[int, int], list[str]] = defaultdict(list)
    certain = set()
    for what in (NPWP, SK, MINISTRY, REGISTRATION):
        for pair in _with_one_value(places, lambda place, what=what: numbers(records[place], what)):
            if not two_homes(records[pair[0]], records[pair[1]]):
                same[pair].append(what)
                certain.add(pair)
    for what, found in ((NAME, _named_alike(records, places)), (PHONE, _called_alike(records, places))):
        for pair in found:
            if pair not in certain:
                same[pair].append(what)
    for pair, words in same.items():
        yield Pair(*pair, tuple(words), pair in certain)


def numbers(record: Record, what: str) -> set[str]:
    """What a record has of ``what``, as it is compared: digits and letters alone."""
    said = (plain_number(text) for text in _NUMBERS[what](record) if text)
    return {plain for plain in said if _NOT_NOUGHT.search(plain)}


def plain_number(text: str) -> str:
    """Digits and letters alone, without the name of the paper before them: "STPU/460/2" and "460/2" are one."""
    return _PAPER_BEFORE.sub("", _SIGN.sub("", text.lower()))


def phones(record: Record) -> set[str]:
    """Its telephone numbers in one spelling."""
    return phones_in(f"{record['contact']['phone']}\n{record['contact']['leader_phone']}")


def phones_in(text: str) -> set[str]:
    """Numbers without the noughts before them, which sheets swallow: "+62 644 000001", "0644-000001" and "644000001.0"
    are one."""
    texts = re.split(r"[/,;\n]| dan |\.0(?=\s|$)", text)
    digits = (_ABROAD.sub("", _NO_DIGIT.sub("", text)).lstrip("0") for text in texts)
    return {one for one in digits if len(one) >= _NO_TELEPHONE}


def _with_one_value(places: Iterable[int], values: Any) -> Iterator[tuple[int, int]]:
    """Pairs of places that have a value in common; every pair once."""
    holders: dict[str, list[int]] = defaultdict(list)
    for place in places:
        for value in sorted(values(place)):
            holders[value].append(place)
    told = set()
    for held in holders.values():
        for pair in combinations(held, 2) if len(held) <= MOST_ALIKE else ((held[0], other) for other in held[1:]):
            if pair not in told:
                told.add(pair)
                yield pair


def two_homes(one: Record, other: Record) -> bool:
    """Whether two that share a number have papers and names of their own: homes of a foundation whose number it is."""
    if names_alike(words_of(one["name"]), words_of(other["name"])):
        return False
    papers = numbers(one, REGISTRATION), numbers(other, REGISTRATION)
    return one_parent(one, other) or bool(all(papers) and not papers[0] & papers[1])


def one_parent(one: Record, other: Record) -> bool:
    return bool(one["parent"]) and folded(one["parent"]) == folded(other["parent"])


def _called_alike(records: Sequence[Record], places: Sequence[int]) -> Iterator[tuple[int, int]]:
    for pair in _with_one_value(places, lambda place: phones(records[place])):
        if not one_parent(records[pair[0]], records[pair[1]]):
            yield pair


@lru_cache(50_000)
def words_of(name: str) -> Words:
    """A name as it is compared: the words that tell it apart, in their order."""
    words = re.sub(r"\bpanti asuhan\b|^pa(?= )", "lksa", folded(name)).split()
    return tuple(dict.fromkeys(word for word in words if word != "lks"))


def _named_alike(records: Sequence[Record], places: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Records of one name first; then names that are alike, each with the first record of that name."""
    named: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for place in places:
        if words := words_of(records[place]["name"]):
            named[words].append(place)
    yield from _with_one_value(places, lambda place: {" ".join(words_of(records[place]["name"]))} - {""})
    for one, other in _alike_names(list(named)):
        first, second = sorted((named[one][0], named[other][0]))
        if not _apart(records[first], records[second]):
            yield first, second


def _apart(one: Record, other: Record) -> bool:
    """Alike in name only, and in two kecamatan, or two homes of one foundation."""
    kecamatan = {folded_kecamatan(record["kecamatan"]) for record in (one, other)} - {""}
    return len(kecamatan) > 1 or one_parent(one, other)


def _alike_names(names: Sequence[tuple[str, ...]]) -> Iterator[tuple[tuple[str, ...], tuple[str, ...]]]:
    """Compares a name only with those that have its rarest word, or one like it: all its words must be there."""
    holders: dict[str, list[int]] = defaultdict(list)
    for number, words in enumerate(names):
        for word in words:
            holders[word].append(number)
    near = _near_words(list(holders))
    told = set()
    for number, words in enumerate(names):
        rarest = min(words, key=lambda word: sum(len(holders[one]) for one in near[word]))
        for other in (place for word in near[rarest] for place in holders[word]):
            pair = (min(number, other), max(number, other))
            if other != number and pair not in told and names_alike(words, names[other]):
                told.add(pair)
                yield names[pair[0]], names[pair[1]]


def _near_words(words: list[str]) -> dict[str, list[str]]:
    """Each word with itself and those that a slip of the pen makes of it."""
    long = [word for word in words if _may_slip(word)]
    near = {word: [word] for word in words}
    for word in long if len(long) <= MOST_WORDS else ():
        found = process.extract(word, long, scorer=fuzz.ratio, score_cutoff=SLIP, limit=None)
        near[word] = [other for other, _, _ in found]
    return near


def _may_slip(word: str) -> bool:
    """Not the short ones of every second name: "panti" and "pante" are two words, "yaysan" is a "yayasan"."""
    return len(word) >= (_LONG if word in COMMON else 4) and word.isalpha() and word not in _APART


def names_alike(one: Words, other: Words) -> bool:
    """Whether two names, as ``words_of`` gives them, may be one institution's."""
    left, over = _left(one, other), _left(other, one)
    if left and over:
        return False
    if any(word in _APART or not word.isalpha() or len(word) == 1 for word in (*left, *over)):
        return False
    shared = set(one) - set(left) if len(one) <= len(other) else set(other) - set(over)
    return bool(shared - COMMON) and fuzz.token_set_ratio(" ".join(one), " ".join(other)) >= ALIKE


def _left(words: tuple[str, ...], other: tuple[str, ...]) -> list[str]:
    """The words that the other name has not, not even misspelt."""
    missing = [word for word in words if word not in other]
    return [
        word
        for word in missing
        if not (_may_slip(word) and any(fuzz.ratio(word, o) >= SLIP for o in other if _may_slip(o)))
    ]
