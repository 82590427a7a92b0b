"""Which new passwords are refused, wherever they are typed, and what is kept of the others."""

from __future__ import annotations

import unicodedata

import pytest

from workflow.errors import Invalid
from workflow.people import passwords

ABOUT = ("ketua.bireuen", "Ketua LKKS Kabupaten Bireuen", "Kabupaten Bireuen")
LENGTH = "Kata sandi paling sedikit 12 dan paling banyak 200 huruf."
EASY = "Kata sandi terlalu mudah ditebak. Pakai beberapa kata yang tidak berhubungan."


def refusal(password: object) -> str:
    with pytest.raises(Invalid) as refused:
        passwords.check(password, ABOUT)
    return refused.value.fields["password"]


@pytest.mark.parametrize("password", [None, "", "sebelas1234", "kuda-ungu42", "kuda hijau " * 20])
def test_too_short_and_too_long(password: str | None):
    assert refusal(password) == LENGTH


@pytest.mark.parametrize(
    "password",
    ["password1234", "P@ssw0rd1234", "123456789012", "qwertyuiop12", "1q2w3e4r5t6y", "aaaaaaaaaaaa", "abcabcabcabc",
     "iloveyou2026", "letmein12345", "a1b2c3d4e5f6", "x" * 200, "l3tm3in!" * 25, "12/12/1999" * 20],
)  # fmt: skip
def test_what_everybody_tries_is_refused(password: str):
    assert refusal(password) == EASY


@pytest.mark.parametrize(
    "password",
    ["ketua.bireuen1", "Bireuen2026!!", "KETUALKKSBIREUEN", "tuntas-lkks-bireuen", "DinasSosial2026", "bismillah1234",
     "kata sandi 2026", "Rahasia-Dinsos-Aceh", "acehbesar2024", "lhokseumawe12", "garuda pancasila", "admin.tuntas.99",
     "ketua ketua ketua abc"],
)  # fmt: skip
def test_what_somebody_who_knows_the_place_tries_is_refused(password: str):
    assert refusal(password) == EASY


@pytest.mark.parametrize(
    "password", ["kuda hijau lima", "payung di atas bukit", "lempar-wajan-biru-42", "حصان أخضر خمسة", "T7#kQ9z!mW2p"]
)
def test_others_will_do_and_are_kept_as_a_hash(password: str, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(passwords, "HASH", "scrypt:1024:8:1")
    assert passwords.check(password, ABOUT) == password
    kept = passwords.hashed(password)
    assert password not in kept
    assert passwords.fits(kept, password)
    assert not passwords.fits(kept, password + " ")


def test_the_same_letters_from_another_keyboard_fit(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(passwords, "HASH", "scrypt:1024:8:1")
    composed, apart = (unicodedata.normalize(form, "Acèh di pagi hari é") for form in ("NFC", "NFD"))
    assert composed != apart
    assert passwords.fits(passwords.hashed(apart), composed)


def test_only_the_first_letters_are_judged_so_that_none_keeps_the_processor_busy(monkeypatch: pytest.MonkeyPatch):
    judged: list[str] = []
    real = passwords.zxcvbn
    monkeypatch.setattr(passwords, "zxcvbn", lambda text, **more: (judged.append(text), real(text, **more))[1])
    passwords.check("4@8({[<369!17|10$5+7%2" * 9, ABOUT)
    assert [len(text) for text in judged] == [40]
