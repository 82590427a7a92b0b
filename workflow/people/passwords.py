"""Passwords: how they are kept, and which are too easy to guess."""

from __future__ import annotations

import re
import secrets
import threading
import unicodedata
from collections.abc import Iterable
from typing import Any

from werkzeug.security import check_password_hash, generate_password_hash
from zxcvbn import zxcvbn

from workflow.errors import Invalid
from workflow.regions import regions

HASH = "scrypt:32768:8:1"
SHORTEST, LONGEST = 12, 200
JUDGED = 40  # the letters that zxcvbn looks at; 72 crafted ones take it 1.4 s, 40 take 0.4 s, common ones 4 ms
LEAST_SCORE = 3  # of zxcvbn's 0 to 4: more than 10^8 guesses
LEAST_OWN = 6  # letters that must be left without the words below
# What somebody who knows the place tries first, and zxcvbn's lists do not have.
LOCAL = frozenset(
    {
        "tuntas", "lkks", "lks", "rakor", "dinas", "sosial", "dinsos", "aceh", "kabupaten", "kota", "sekretaris",
        "sekdis", "ketua", "admin", "bupati", "rahasia", "kata", "sandi", "password", "masuk", "bismillah",
        "assalamualaikum", "indonesia", "merdeka", "pancasila", "garuda",
    }
)  # fmt: skip
EASY = "Kata sandi terlalu mudah ditebak. Pakai beberapa kata yang tidak berhubungan."
_PLAIN_TO_READ = "abcdefghjkmnpqrstwxyz2345678"
_ONE_AT_A_TIME = threading.Lock()  # zxcvbn keeps the given words in a global dictionary
# Checked when the name is unknown, so that the answer takes as long as for a known one.
_NOBODY = generate_password_hash(secrets.token_hex(16), method=HASH)


def hashed(password: str) -> str:
    """What is kept of a password."""
    return generate_password_hash(_plain(password), method=HASH)


def first() -> str:
    """One that nobody can guess, to be handed over on paper and changed at the first sign-in: no letters that look
    alike, 67 bits."""
    letters = [secrets.choice(_PLAIN_TO_READ) for _ in range(14)]
    return "-".join("".join(part) for part in (letters[:5], letters[5:9], letters[9:]))


def fits(kept: str | None, password: str) -> bool:
    """Whether this is the password of which ``kept`` is left; with None the same work is done for nothing."""
    found = check_password_hash(_NOBODY if kept is None else kept, _plain(password))
    return found and kept is not None


def check(value: Any, about: Iterable[str]) -> str:
    """The password, when it will do. ``about`` is what is known of the account: its name, office and place."""
    text = str(value or "")
    if not SHORTEST <= len(text) <= LONGEST:
        raise Invalid({"password": f"Kata sandi paling sedikit {SHORTEST} dan paling banyak {LONGEST} huruf."})
    known = _words(about)
    if _own_letters(text, known) < LEAST_OWN or _score(text, known) < LEAST_SCORE:
        raise Invalid({"password": EASY})
    return text


def _words(about: Iterable[str]) -> list[str]:
    """The longest first, so that a name goes before its parts."""
    texts = [*about, *LOCAL, *(region.name for region in regions().values())]
    parts = {part for text in texts for part in (text.casefold(), *re.split(r"[\W_]+", text.casefold()))}
    return sorted((part for part in parts if len(part) > 2), key=lambda part: (-len(part), part))


def _own_letters(text: str, known: Iterable[str]) -> int:
    """How many letters are left without the words and without years, signs and blanks."""
    left = text.casefold()
    for word in known:
        left = left.replace(word, " ")
    return len(re.sub(r"(19|20)\d\d|[\W_]", "", left))


def _score(text: str, known: list[str]) -> int:
    with _ONE_AT_A_TIME:
        return int(zxcvbn(text[:JUDGED], user_inputs=known)["score"])


def _plain(password: str) -> str:
    """One form for what looks the same, whichever device it was typed on."""
    return unicodedata.normalize("NFC", password)
