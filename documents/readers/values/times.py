"""How a time can be written, one pattern for each kind; of two that overlap, the kind named first is right.

What stands after a comma only tells two orders of one kind apart.
"""

from __future__ import annotations

import re

from documents.readers.values.numerals import MONTHS, ORDINAL

TO = r"(?:\s*(?:s\s*[./]?\s*d\.?|sampai(?:\s+dengan)?|hingga|-)\s*)"
_AND = r"(?:\s*(?:,|&|dan)\s*)"
_NAMES = "|".join(sorted(MONTHS, key=len, reverse=True))
_MONTH = rf"(?:bulan\s+)?(?P<m>{_NAMES})(?![a-z])\.?"
_TAKEN = r"(?:tahun|thn|th|t\.?a)?\.?(?:\s*anggaran)?\s*"
_YEAR = rf"(?:[\s,./'-]*{_TAKEN}(?P<y>(?:19|20)\d\d|(?<=['/-])\d\d)(?!\d))?"
# Behind a day "26" is a year, too: "31 Des 26".
_OF_DAY = rf"{_MONTH}(?:[\s,./'-]*{_TAKEN}(?P<y>(?:19|20)\d\d|(?<=['/-])\d\d|(?<=\s)[23]\d(?=\s*(?:$|[,;()])))(?!\d))?"
_OF_YEAR = rf"(?:[\s,./-]*{_TAKEN}(?P<y>20\d\d)(?!\d))?"
_NTH = rf"\.?\s*-?\s*(?:ke\s*-?\s*)?(?P<n>{ORDINAL})"
_RANGE = rf"(?:{TO}|{_AND})"
_KE = r"(?:ke\s*-?\s*)?"
_NTHS = rf"\.?\s*-?\s*{_KE}(?:(?P<n1>{ORDINAL}){_RANGE}(?:(?:minggu|triwulan|tw)\.?\s*)?{_KE})?(?P<n>{ORDINAL})"
_WEEK = r"\b(?:minggu|pekan|mg|m(?=-?[1-5]\b))"
_WHICH = rf"{_WEEK}(?:{_NTHS}|\s+(?P<end>terakhir))"
_DAY = r"(?<![\d.,])(?P<d>\d{1,2})"

PATTERNS = {
    kind: re.compile(pattern)
    for kind, pattern in {
        "iso": r"(?<!\d)(?P<y>(?:19|20)\d\d)[-/.](?P<m>\d{1,2})[-/.](?P<d>\d{1,2})(?!\d)(?:[t ]\d\d:\d\d(?::\d\d)?)?",
        "week": rf"{_WHICH}\s*,?\s*{_MONTH}{_YEAR}",
        "week, month first": rf"(?<![a-z]){_MONTH}\s*,?\s*\(?{_WHICH}\)?{_YEAR}",
        "week, year first": rf"(?<![a-z]){_MONTH}{_YEAR}\s*,?\s*\(?{_WHICH}",
        "days": rf"(?<![\d.,])(?P<d1>\d{{1,2}})(?:{_AND}\d{{1,2}})*?{_RANGE}(?P<d>\d{{1,2}})[\s./-]*{_OF_DAY}",
        "day": rf"{_DAY}[\s./-]*{_OF_DAY}",
        "english": rf"\b(?P<m>{_NAMES})\.?\s+(?P<d>\d{{1,2}})(?:st|nd|rd|th)?,\s*(?P<y>20\d\d)",
        "numbers": r"(?<![\d.])(?P<d>\d{1,2})\s*(?P<s>[-/. ])\s*(?P<m>\d{1,2})\s*(?P=s)\s*(?P<y>\d{4}|\d\d)(?!\d)",
        "part": rf"\b(?P<p>awal|pertengahan|tengah|medio|akhir)\s+{_MONTH}{_YEAR}",
        "quarter": rf"\b(?:triwulan|triw|tw|kuartal|kwartal|q){_NTHS}\b{_OF_YEAR}",
        "half": rf"\b(?:semester|smt|sem){_NTH}\b{_OF_YEAR}",
        "month": rf"(?<![a-z]){_MONTH}{_YEAR}",
        "year": rf"(?:\b(?P<p>awal|akhir|pertengahan)\s+)?{_TAKEN}(?<![\d.,/-])(?P<y>20\d\d)(?![\d.,/-]*\d)",
    }.items()
}
