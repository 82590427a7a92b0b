"""Whether a file that was saved anew still says what was issued, and if not, where it differs.

The text of both files is compared word by word. What runs along on every page (page numbers, foot, check mark, mark)
and the head that a table repeats may stand anywhere, since another program breaks pages elsewhere; so may the word in
the place for an electronic signature, which is drawn in one file and text in the other. What is sent may be made to be
slow to compare: in the app this runs in the process that reads it.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import accumulate

from documents.report import phrases
from documents.report.blocks import Report
from documents.report.fonts import prepared
from documents.report.passages import KOP, heads, passages
from documents.report.sign_field import WORD
from documents.report.sign_places import places as places_to_sign

AROUND = "kepala atau kaki halaman"
SAME, MARKED, DIFFERENT, FOREIGN = "resaved", "marked", "different", "foreign"
MOST_WORDS = 40_000  # that are laid side by side
MOST_EXACT = 6_000  # beyond that, frequent words are only used beside rare ones
MOST_PLACES = 8
ALIKE = 0.5  # of the paper's words; with less in common a file is no version of it
_WORD = re.compile(r"\w+|[^\w\s]")
_HYPHENS = str.maketrans({"\x02": "-", "\u2010": "-", "\u2011": "-", "\ufffe": "-", "\xad": None})
_DOTTED = re.compile(r"\.(?:\s*\.){4,}")  # a line to write on, which is no text
_PAGE = re.compile(r"^\s*(?:- ?\d+ ?-|Halaman \d+ dari \d+)\s*$", re.MULTILINE)


@dataclass(frozen=True)
class Comparison:
    """``verdict`` is ``SAME``, ``MARKED`` (the same with its mark), ``DIFFERENT`` or ``FOREIGN``; ``places`` where the
    paper is told otherwise, ``more`` how many further ones there are, ``added`` whether there is text that the paper
    does not have."""

    verdict: str
    places: tuple[str, ...] = ()
    more: int = 0
    added: bool = False


def compared(
    report: Report, issued: str, sent: str, around: tuple[str, str] = ("", ""), copy: Report | None = None
) -> Comparison:
    """``issued`` and ``sent`` are the texts of two files of one kind, ``around`` what both have beside it (see
    ``file_text``); ``report`` is what the issued one was made of, ``copy`` its marked copy where it has one."""
    shown = copy if copy and _has_mark(copy, sent + around[1]) else report
    same = SAME if shown is report else MARKED
    (ours, running), (theirs, run) = _body(report, issued), _body(shown, sent)
    if shown is not report:  # on a copy nothing is searched for
        ours, theirs = (_without_anchors(report, words) for words in (ours, theirs))
    drawn = {phrases.watermark(shown)} - {shown.mark}  # behind the text, as no text
    gone = (running - run) & {*_running(prepared(shown))} - drawn
    apart = (AROUND,) if gone or _other_around(shown, *around) else ()
    if "".join(ours) == "".join(theirs):
        return Comparison(DIFFERENT if apart else same, apart)
    if (Counter(ours) & Counter(theirs)).total() < ALIKE * max(len(ours), 1):
        return Comparison(FOREIGN)
    if len(ours) + len(theirs) > MOST_WORDS:
        return Comparison(DIFFERENT)
    owners, (lacking, more) = _owners(report, ours), _against(ours, theirs)
    added = bool(
        more - Counter(ours[at] for at in lacking if at not in owners)
    )  # what is no text of the paper may move
    places = [*apart, *dict.fromkeys(owners[at] for at in lacking if at in owners)]
    if not places and not added:
        return Comparison(same)
    return Comparison(DIFFERENT, tuple(places[:MOST_PLACES]), max(0, len(places) - MOST_PLACES), added)


def _words(text: str) -> list[str]:
    plain = unicodedata.normalize("NFKC", text.translate(_HYPHENS))
    return _WORD.findall(_DOTTED.sub(" ", plain))


def _has_mark(copy: Report, text: str) -> bool:
    told = "".join(_words(text))
    return all("".join(_words(said)) in told for said in (copy.mark, copy.mark_note))


def _running(report: Report) -> list[str]:
    """What stands on pages beside the body; the longest first, for one may hold another."""
    texts = [WORD, report.mark_note, report.mark, phrases.watermark(report)]
    texts += [" ".join(phrases.opening_foot(report, section)) for section in report.sections]
    texts += [phrases.foot_line(report, section) for section in report.sections]
    return sorted({text for text in texts if text}, key=len, reverse=True)


def _body(report: Report, text: str) -> tuple[list[str], set[str]]:
    """The words without what runs along, and each table's head once; and what of the former was there."""
    words, there = _words(_without_numbers(report, text)), set[str]()
    for phrase in _running(prepared(report)):
        without = _without(words, _words(phrase), 0)
        there |= {phrase} if len(without) < len(words) else set()
        words = without
    for head in heads(report):
        words = _without(words, _words(head), 1)
    return words, there


def _without_anchors(report: Report, words: list[str]) -> list[str]:
    for _, place in places_to_sign(report):
        words = _without(words, _words(place.anchor), 0)
    return words


def _without_numbers(report: Report, text: str) -> str:
    """Without those of the pages: on lines of their own, and where there is a mark before that."""
    mark = r"\s*".join(map(re.escape, report.mark))
    return re.sub(rf"- ?\d+ ?-\s*(?={mark})", "", _PAGE.sub("", text)) if mark else _PAGE.sub("", text)


def _other_around(report: Report, issued: str, sent: str) -> bool:
    """Whether a line stands beside the text that neither the issued file nor ``report`` has there, the kop is gone, or
    nothing is there. A line may go otherwise: programs leave out the foot of pages that a section does not have."""
    ours, theirs = ({"".join(_words(line)) for line in _PAGE.sub("", text).splitlines()} for text in (issued, sent))
    opening = [line for section in report.sections for line in phrases.opening_foot(report, section)]
    own = {"".join(_words(line)) for line in (*_running(report), *opening)}
    kop = {"".join(_words(one.text)) for one in passages(report) if one.place == KOP}
    whole = "".join(_words(sent))
    lost = any(line not in whole for line in kop if line in "".join(_words(issued)))
    return bool(theirs - ours - own - {""} or lost or (ours and not ours & theirs))


def _without(words: list[str], phrase: list[str], kept: int) -> list[str]:
    """The words without a phrase, but for the first ``kept`` times that it stands there. It is found by its letters:
    in narrow and turned cells a PDF parts words, or joins them."""
    text, sought, found, done = "".join(words), "".join(phrase), list[str](), 0
    begins = {at: n for n, at in enumerate(accumulate(map(len, words), initial=0))}
    at = text.find(sought) if sought else -1
    while at >= 0:
        end = at + len(sought)
        if at in begins and end in begins:
            found += words[done : begins[at]] + (phrase if kept > 0 else [])
            kept, done = kept - 1, begins[end]
        at = text.find(sought, end)
    return found + words[done:]


def _owners(report: Report, issued: list[str]) -> dict[int, str]:
    """Of the words of the issued file those that the frozen content has, with the place where they stand there. The
    others are list markers and numbers of charts, which are drawn in one program and a picture in another."""
    pairs = [(passage.place, word) for passage in passages(report) for word in _words(passage.text)]
    blocks = _matcher([word for _, word in pairs], issued).get_matching_blocks()
    return {block.b + n: pairs[block.a + n][0] for block in blocks for n in range(block.size)}


def _matcher(a: list[str], b: list[str]) -> SequenceMatcher[str]:
    return SequenceMatcher(None, a, b, autojunk=len(a) + len(b) > MOST_EXACT)


def _against(issued: list[str], sent: list[str]) -> tuple[list[int], Counter[str]]:
    """Which of the issued words are not there, and which others are. What is alike at both ends is so first:
    of a paper that says a thing twice, one is not taken for the other."""
    first = _alike(issued, sent)
    last = _alike(issued[first:][::-1], sent[first:][::-1])
    lacking: list[int] = []
    more = Counter[str]()
    ours, theirs = issued[first : len(issued) - last], sent[first : len(sent) - last]
    for kind, a, b, c, d in _matcher(ours, theirs).get_opcodes():
        if kind != "equal":
            lacking += range(first + a, first + b)
            more.update(theirs[c:d])
    return lacking, more


def _alike(a: Sequence[str], b: Sequence[str]) -> int:
    """How many words at the beginning are the same."""
    return next((n for n, (one, other) in enumerate(zip(a, b, strict=False)) if one != other), min(len(a), len(b)))


def compared_cells(issued: str, sent: str) -> str:
    """The same of two Excel files, whose cells have no places that people know."""
    ours, theirs = _words(issued), _words(sent)
    if ours == theirs:
        return SAME
    return DIFFERENT if (Counter(ours) & Counter(theirs)).total() >= ALIKE * max(len(ours), 1) else FOREIGN
