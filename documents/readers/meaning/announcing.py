"""What a sentence before a list says of it: that something was decided, or only what led to it.

The words of the field stand here, once, as they are written in berita acara, rumusan, notula and letters; who meets a
new one adds it to its row. Nothing else in the readers knows them.
"""

from __future__ import annotations

import re

DECIDED, LEADS, SILENT = "decided", "leads", ""

# "Rapat menyepakati …:", "Dari diskusi disepakati …:" - what follows was decided.
_VERBS = (
    *("menyepakati", "disepakati", "sepakat", "bersepakat", "memutuskan", "diputuskan", "menyimpulkan", "disimpulkan"),
    *("merekomendasikan", "direkomendasikan", "menghasilkan", "dihasilkan", "merumuskan", "dirumuskan"),
    *("menyetujui", "disetujui", "menetapkan", "ditetapkan", "berkomitmen", "menyarankan", "disarankan"),
    *("(?:perlu|harus|akan|untuk|dapat|wajib|segera) (?:\\w+ ){0,3}?(?:di)?tindak ?lanjuti",),
    *("(?:perlu|harus|akan) dilaksanakan", "menyatakan (?:kesediaan|kesanggupan|bersedia|sanggup)"),
)
# "…, dengan kesimpulan sebagai berikut:" - the same as a noun.
_RESULTS = (
    *("hasil (?:rapat|rakor|pertemuan|koordinasi|kegiatan|sidang|musyawarah|pembahasan)", "kesimpulan", "simpulan"),
    *("keputusan", "kesepakatan", "rekomendasi", "rumusan"),
)
# What nothing was decided about, or was decided elsewhere.
_NOT_DECIDED = r"(?:belum|tidak|bukan|tanpa|sebelum)"
_EARLIER = ("sebelumnya", "yang lalu", "terdahulu", "yang telah lalu")
# "Setelah memperhatikan: 1. … 2. …" - what was heard, read and weighed before, and who was there or signs.
_WEIGHED = (
    *("memperhatikan", "memerhatikan", "mendengar", "mendengarkan", "menimbang", "mengingat", "membaca", "mencermati"),
    *("mempertimbangkan", "menyimak", "mempelajari", "menelaah", "meninjau", "memedomani", "mempedomani", "mengacu"),
    *("merujuk", "mengevaluasi", "membahas", "dibahas", "dihadiri", "yang hadir", "bertanda ?tangan", "diwakili"),
)
# "Sehubungan dengan …, ": a clause that only says why the sentence is written.
_BECAUSE = (
    *("sehubungan", "berdasarkan", "berkenaan", "menindaklanjuti", "dalam rangka", "memenuhi", "menyusuli", "guna"),
    *("pada hari ini", "bertempat", "setelah", "sesudah", "usai", "seusai", "dengan", "untuk", "terkait", "mengenai"),
)
# Who decides: with these words a sentence among points begins the list of the next decision.
MEETS = re.compile(
    r"(?i)(?:seluruh |semua |para )?(?:rapat|rakor|peserta|forum|sidang|pertemuan|musyawarah|komisi|pimpinan rapat|"
    r"kedua belah pihak|para pihak)\b"
)
_MOST = 600  # letters of such a sentence
_ENDS = re.compile(
    r"(?:\b(?:sebagai|adalah|yaitu|yakni|antara lain|meliputi|berupa))?\s*(?:berikut(?: ini)?|sbb)?\s*[:.,]*$"
)


def _any(words: tuple[str, ...]) -> str:
    return rf"\b(?:{'|'.join(words)})\b"


_SAYS_NOT = re.compile(rf"\b{_NOT_DECIDED} (?:\w+ )?{_any(_VERBS)}")
_DECIDES = re.compile(_any(_VERBS))
_TOLD = re.compile(_any(_RESULTS))
_RESULT = re.compile(_any((*_RESULTS, "tindak lanjut")))
_PAST = re.compile(_any(_EARLIER))
_LEAD = re.compile(_any(_WEIGHED))
_CLAUSE = re.compile(_any((*_WEIGHED, *_BECAUSE)))
_PARTS = re.compile(r",|;|\bmaka\b|\n")


def announces_a_list(text: str) -> bool:
    """Whether a list follows: the sentence ends in a colon or in "berikut"."""
    return len(text) <= _MOST and bool(re.search(r"(?:[:：]|\b(?:berikut|berikut ini|sbb)\s*[:.]?)\s*$", text))


def said_of_list(text: str) -> str:
    """``DECIDED``, ``LEADS`` (considerations, persons, circumstances) or ``SILENT`` for a sentence before a list."""
    if not announces_a_list(text):
        return SILENT
    words = _ENDS.sub("", " ".join(text.lower().split()))
    begins = _CLAUSE.match(words)
    main = _PARTS.split(words)[-1] if begins else words
    if _SAYS_NOT.search(main) or _PAST.search(main):
        return LEADS
    if _DECIDES.search(main) or (_RESULT.search(main) and not (begins and main is words)):
        return DECIDED
    return LEADS if _LEAD.search(main) else SILENT


def decides(text: str) -> bool:
    """Whether words speak of a decision of this meeting by a verb."""
    words = _plain(text)
    return bool(_DECIDES.search(words)) and not _SAYS_NOT.search(words) and not _PAST.search(words)


def tells_a_result(text: str) -> bool:
    """Whether words name what a meeting came to: more than "tindak lanjut", which a letter has as its subject, too."""
    words = _plain(text)
    return decides(words) or (bool(_TOLD.search(words)) and not _PAST.search(words))


def _plain(text: str) -> str:
    return " ".join(text[:_MOST].lower().split())
