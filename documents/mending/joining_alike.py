"""Two outcomes that say the same become one: the tasks of both stand under the first, and what two kabupaten/kota have
to do alike becomes one task of both."""

from __future__ import annotations

from collections.abc import Iterable

from documents.mending.swapping import Change, Sheet, row_of, under
from documents.readers.check_sheet import TASK_TEXTS, Row, reread
from workflow.errors import Invalid
from workflow.intake.same_words import alike
from workflow.text import fold, words_of

_SAME = tuple(name for name in TASK_TEXTS if name not in ("action", "regions_written"))


def joined(sheet: Sheet, key: str, number: int) -> Change:
    """The outcome goes into the first that says the same. Raises ``Invalid`` where none does."""
    row, first = row_of(sheet, key), alike(sheet).get(key)
    if first is None:
        raise Invalid({"sheet": "Tidak ada butir lain yang berbunyi sama."})
    standing, coming = under(sheet, first["key"]), under(sheet, key)
    merged, held, moved = dict[str, Row](), {key}, dict[str, str]()
    for task in coming:
        twin = next((one for one in standing if _alike(one, task)), None)
        if twin is None:
            moved[task["key"]] = first["key"]
            continue
        held |= {twin["key"], task["key"]}
        so_far = merged.get(twin["key"], {**twin, "key": f"{twin['key']}_{number}_1", "edited": []})
        where = _places(so_far["regions_written"], task["regions_written"])
        merged[twin["key"]] = reread({**so_far, "regions_written": where}, sheet["head"])
    said = f"Butir {row['no'] or row['place']} digabungkan dengan butir {first['no'] or first['place']}"
    return Change(said, (), tuple(merged.values()), frozenset(held), moved)


def _alike(one: Row, other: Row) -> bool:
    """Whether two tasks differ in their kabupaten/kota at most."""
    same = all(fold(one.get(name, "")) == fold(other.get(name, "")) for name in _SAME)
    return same and one["take"] and other["take"] and words_of(one["action"]) == words_of(other["action"])


def _places(*written: str) -> str:
    """The kabupaten/kota of both; a word for all of them needs no other beside it."""
    everywhere = next((text for text in written if fold(text).startswith(("seluruh", "semua"))), "")
    return everywhere or "; ".join(_distinct(part.strip() for text in written for part in text.split(";")))


def _distinct(parts: Iterable[str]) -> list[str]:
    return list({fold(part): part for part in parts if part}.values())
