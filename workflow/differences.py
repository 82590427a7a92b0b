"""What changed between two texts, word by word: for the conflict page and for the approver's "changed since"."""

from __future__ import annotations

import re
from collections.abc import Mapping
from difflib import SequenceMatcher

Part = tuple[str, str]  # ("same" | "gone" | "new", text)

_TOKEN = re.compile(r"\s*\w+|\s*[^\w\s]|\s+")
_MOST_PAIRS = 1_000_000  # above this a word diff of repetitive text takes seconds; the whole middle is then one change


def words(old: str, new: str) -> list[Part]:
    """The way from ``old`` to ``new`` in parts.

    The parts "same" and "gone" joined are ``old``, "same" and "new" joined are ``new``; no part is empty and no two
    neighbours are of one kind. A word that comes or goes takes the blank before it along.
    """
    before, after = _TOKEN.findall(old), _TOKEN.findall(new)
    start = _shared(before, after)
    end = _shared(before[start:][::-1], after[start:][::-1])
    gone, come = before[start : len(before) - end], after[start : len(after) - end]
    parts = [("same", "".join(before[:start])), *_middle(gone, come), ("same", "".join(before[len(before) - end :]))]
    return _joined(parts)


def fields(old: Mapping[str, str], new: Mapping[str, str], names: Mapping[str, str]) -> dict[str, list[Part]]:
    """The fields among ``names`` whose texts differ, with their parts, in the order of ``names``."""
    return {
        name: words(old.get(name, ""), new.get(name, "")) for name in names if old.get(name, "") != new.get(name, "")
    }


def _shared(one: list[str], other: list[str]) -> int:
    """How many tokens both begin with."""
    count = 0
    for a, b in zip(one, other, strict=False):
        if a != b:
            break
        count += 1
    return count


def _middle(gone: list[str], come: list[str]) -> list[Part]:
    if len(gone) * len(come) > _MOST_PAIRS:
        return _exchanged("".join(gone), "".join(come))
    parts: list[Part] = []
    for kind, a, b, c, d in SequenceMatcher(None, gone, come, autojunk=False).get_opcodes():
        if kind == "equal":
            parts.append(("same", "".join(gone[a:b])))
        else:
            parts += _exchanged("".join(gone[a:b]), "".join(come[c:d]))
    return parts


def _exchanged(gone: str, come: str) -> list[Part]:
    """A blank that both begin with has not changed."""
    blank = len(gone) - len(gone.lstrip())
    if not blank or come[:blank] != gone[:blank]:
        return [("gone", gone), ("new", come)]
    return [("same", gone[:blank]), ("gone", gone[blank:]), ("new", come[blank:])]


def _joined(parts: list[Part]) -> list[Part]:
    joined: list[Part] = []
    for kind, text in parts:
        if joined and text and joined[-1][0] == kind:
            joined[-1] = (kind, joined[-1][1] + text)
        elif text:
            joined.append((kind, text))
    return joined
