"""Typed text on its way in: composed, and without anything that hides or reorders what is read."""

import unicodedata

import pytest

from workflow.text import line, tidy

HIDDEN = [
    *range(0x200B, 0x2010),
    *range(0x202A, 0x202F),
    *range(0x2060, 0x2070),
    *(0x00AD, 0x061C, 0x115F, 0x180E, 0x3164, 0xFE0F, 0xFEFF, 0xFFF9, 0x0000, 0x001B, 0x007F, 0x0085, 0xD800),
    *(0xE0001, 0xE0041, 0xE0100),
]


@pytest.mark.parametrize("code", HIDDEN, ids=lambda code: f"U+{code:04X}")
def test_a_hidden_character_is_not_kept(code: int):
    assert tidy(f"beras{chr(code)} 5 kg") == "beras 5 kg"


@pytest.mark.parametrize("end", ["\r\n", "\r", "\u2028", "\u2029"])
def test_every_line_end_is_the_same(end: str):
    assert tidy(f"satu{end}dua") == "satu\ndua"
    assert line(f"satu{end}dua") == "satu dua"


def test_no_character_of_the_format_kind_is_kept_but_those_that_are_seen():
    kept = {code for code in range(0x110000) if unicodedata.category(chr(code)) == "Cf" and tidy(chr(code))}
    seen = {
        *range(0x0600, 0x0606),
        0x06DD,
        0x070F,
        0x0890,
        0x0891,
        0x08E2,
        0x110BD,
        0x110CD,
    }  # signs of number and verse
    assert not {code for code in kept - seen if code < 0x13000 or code >= 0xE0000}


def test_letters_and_marks_are_composed_and_stay():
    assert tidy("Ace\u0301h \u2013 \u0628\u0646\u062a\u0648\u0627\u0646 \U0001f35a") == "Ac\u00e9h \u2013 بنتوان 🍚"
