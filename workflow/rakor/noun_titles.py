"""The title of papers about an outcome (*judul naskah*): a noun phrase, proposed by rule from its short title or text.

"Susun rencana kerja" -> "Penyusunan rencana kerja"; "LKKS agar melaporkan hasilnya" -> "Pelaporan hasilnya oleh LKKS".
What the rule does not understand gets no proposal; a paper then calls the outcome by its number.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from workflow.rakor.verbal_nouns import WITH_BER, is_active, listed, noun_of, noun_of_passive
from workflow.regions import owners
from workflow.tasks.region_words import of_region

LONGEST = 150  # letters, of a title on paper
# What stands before the verb of a demand and says nothing of it.
_DEMANDING = listed(
    """agar supaya perlu perlunya segera wajib harus akan dapat untuk diharapkan mohon tolong hendaknya diminta sepakat
    bersepakat berkewajiban bertugas dimohon"""
)
# Behind these a verb belongs to a noun phrase that stands already.
_WITHIN = listed("yang untuk dalam guna dengan bagi demi saat ketika sebelum sesudah setelah tanpa tentang")
_AND = frozenset({"dan", "serta", "lalu", "kemudian", "atau", "dan/atau"})
_NOUN = re.compile(r"(?:pe[mnlrwy]|peng|ke)[a-z]+an|[a-z]+si", re.IGNORECASE)
_CIRCUMSTANCE = re.compile(
    r",? (?:kemudian|lalu|dengan|melalui|sekurang-kurangnya|secara|termasuk|sebagai|sesuai|untuk|yang"
    r"|dan pe[a-z]+annya) "
)
DOER_WITHIN = 100  # letters of a title up to which it says who does it
_WHOEVER = listed("Setiap Tiap Semua Seluruh Para Masing-masing")
_NEVER = listed("jangan mari ayo")


def paper_title(outcome: Mapping[str, Any], part: str = "") -> str:
    """The title on papers: of a ``part`` of the outcome that part's, else as it was typed, else as proposed."""
    if part:
        return proposed(part)
    return outcome.get("paper_title") or proposed(outcome["title"] or outcome["text"])


def of_outcome(outcome: Mapping[str, Any]) -> str:
    """An outcome in a table of a paper: its title on papers, else what was recorded of it."""
    return _line(paper_title(outcome)) or _line(outcome["title"] or outcome["text"])


def followed(rakor: Mapping[str, Any] | None, task: Mapping[str, Any]) -> str:
    """A task in a table of a paper: its outcome's title on papers with its region's name, or its own where that has
    none. ``rakor`` is the one it comes from."""
    outcomes = rakor.get("outcomes", ()) if rakor else ()
    outcome = next((one for one in outcomes if one["uid"] == task["outcome"]), None)
    title = _line(paper_title(outcome, task.get("part", ""))) if outcome else ""
    return of_region(title, owners()[task["region"]]) if title else _line(task["title"])


def _line(text: str) -> str:
    return " ".join(text.split()).rstrip(".")


def own(values: Mapping[str, Any], before: Mapping[str, Any] | None) -> str:
    """What is kept of a typed title: "" where it is the proposed one, so that it follows when the title changes."""
    typed = str(values["paper_title"])
    follows = {proposed(one["title"] or one["text"]) for one in (values, *([before] if before else []))}
    return "" if typed in follows and not (before or {}).get("paper_title") else typed


def proposed(text: str) -> str:
    """The noun phrase of a title or of a text; "" where none is sure, or where it would be longer than ``LONGEST``.

    A long one loses what follows its object ("…, kemudian …", "sesuai dengan …").
    """
    first = re.split(r"(?<=[a-z)])\.\s", " ".join(text.split()), maxsplit=1)[0].rstrip(" .;,:")
    if not first:
        return ""
    found = _phrase(_joined(first).split())
    if len(found) > LONGEST:
        found = _CIRCUMSTANCE.split(found, maxsplit=1)[0]
    return found[:1].upper() + found[1:] if len(found) <= LONGEST else ""


def _joined(text: str) -> str:
    """Verbs that are often written as two words."""
    return re.sub(
        r"\b((?:me)?nanda|tanda) tangani\b",
        r"\1tangani",
        re.sub(r"\btindak lanjuti\b", "tindaklanjuti", text, flags=re.IGNORECASE),
        flags=re.IGNORECASE,
    )


def _phrase(words: list[str]) -> str:
    """Demands in front are left away; then the first verb becomes the noun, and who does it stands behind."""
    demanded = bool(words) and words[0].lower() in _DEMANDING
    while words and words[0].lower() in _DEMANDING:
        words = words[1:]
    if not words or words[0].lower() in _NEVER:
        return ""
    if noun := noun_of(words[0]) or noun_of_passive(words[0]):
        return _from_verb(noun, words[1:])
    place = _verb_behind(words)
    if place:
        return _clause(words, place)
    unknown = demanded or re.fullmatch("ber[a-z]+|di[a-z]+kan", words[0].lower()) and _may_be_verb(words[0].lower())
    return "" if unknown else " ".join(words)


def _may_be_verb(word: str) -> bool:
    return word not in {"berita", "berkas", "beras", "bersama"}


def _from_verb(noun: str, rest: list[str]) -> str:
    if noun == "pelaksanaan" and rest and _NOUN.fullmatch(rest[0]):
        noun, rest = rest[0].lower(), rest[1:]
    if rest and rest[0].lower() == noun.split()[-1] and len(noun.split()) > 1:
        rest = rest[1:]
    return " ".join([noun, *_also(rest)])


def _also(words: list[str]) -> list[str]:
    """A verb that is joined to the first one by "dan" becomes a noun as well."""
    said = []
    for place, word in enumerate(words):
        joined = place == 0 or words[place - 1].lower() in _AND or words[place - 1].endswith(",")
        mark = word[len(word.rstrip(",;")) :]
        bare = word.rstrip(",;")
        follows = place > 0 and joined and bare.islower() and (is_active(bare) or bare in WITH_BER)
        said.append((noun_of(bare) + mark) if follows else word)
    return said


def _verb_behind(words: list[str]) -> int:
    """Where the verb of a clause stands behind its subject; 0 when these words are no clause."""
    for place, word in enumerate(words[:14]):
        low = word.lower()
        if low in _WITHIN and not (low == "untuk" and _demands(words[:place])):
            return 0
        if place and word.islower() and (is_active(low) or noun_of_passive(low) or _demanded(words, place)):
            return place
    return 0


def _demands(words: list[str]) -> bool:
    return any(word.lower() in _DEMANDING for word in words)


def _demanded(words: list[str], place: int) -> bool:
    return words[place - 1].lower() in _DEMANDING and bool(noun_of(words[place]))


def _clause(words: list[str], place: int) -> str:
    """ "LKKS agar menyusun SOP" -> "penyusunan SOP oleh LKKS"; "SOP disusun oleh Dinas" -> "penyusunan SOP oleh …"."""
    who = _inside([word for word in words[:place] if word.lower() not in _DEMANDING])
    if noun := noun_of_passive(words[place]):
        return " ".join([noun, who, *words[place + 1 :]])
    done = _from_verb(noun_of(words[place]), words[place + 1 :])
    return told if len(told := f"{done} oleh {who}") <= DOER_WITHIN else done


def _inside(subject: list[str]) -> str:
    """A subject that stood first, inside a sentence: a capital that was no name's goes."""
    first, second = subject[0], (*subject, "")[1]
    plain = first in _WHOEVER or (not first.isupper() and second.islower())
    return " ".join([first.lower() if plain else first, *subject[1:]]).rstrip(",")
