"""Names of months, and numbers that say which one: 2, II, kedua."""

from __future__ import annotations

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "januari jan january", "februari feb pebruari peb february", "maret mar mrt march", "april apr",
            "mei may", "juni jun june", "juli jul july", "agustus agu agt ags agst agus agust aug august",
            "september sept sep", "oktober okt oct october", "november nov nop nopember", "desember des dec december",
        ),
        1,
    )
    for name in names.split()
}  # fmt: skip
_WORDS = {
    "pertama": 1, "kesatu": 1, "satu": 1, "kedua": 2, "dua": 2, "ketiga": 3, "tiga": 3, "keempat": 4, "empat": 4,
    "kelima": 5, "lima": 5, "i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5, "enam": 6, "tujuh": 7,
    "delapan": 8, "sembilan": 9, "sepuluh": 10, "empat belas": 14, "tiga puluh": 30, "se": 1,
}  # fmt: skip
ORDINAL = "(?:pertama|kesatu|kedua|ketiga|keempat|kelima|iii|iv|ii|i|v|[1-9])(?![a-z0-9])"
COUNT = r"(?:\d{1,3}|satu|dua|tiga puluh|tiga|empat belas|empat|lima|enam|tujuh|delapan|sembilan|sepuluh)"


def ordinal(word: str) -> int:
    return int(word) if word.isdigit() else _WORDS[word]
