"""The word diff: what it says of real edits, and that it never loses or invents a letter."""

from hypothesis import given
from hypothesis import strategies as st

from workflow.differences import fields, words

TEXT = st.text(alphabet="ab ,.\n12ééص", max_size=60)


def test_one_word_exchanged():
    assert words("Rapat triwulan IV pada November 2023", "Rapat triwulan IV pada Desember 2023") == [
        ("same", "Rapat triwulan IV pada "), ("gone", "November"), ("new", "Desember"), ("same", " 2023"),
    ]  # fmt: skip


def test_an_addition_takes_its_comma_along():
    assert words("Bappeda", "Bappeda, BPKK") == [("same", "Bappeda"), ("new", ", BPKK")]


def test_from_nothing_and_to_nothing():
    assert words("", "baru sama sekali") == [("new", "baru sama sekali")]
    assert words("lama", "") == [("gone", "lama")]
    assert words("", "") == []


def test_only_differing_fields_in_the_given_order():
    old, new = {"a": "satu", "b": "dua", "c": "tiga"}, {"a": "satu", "c": "tiga lagi", "b": "2"}
    assert fields(old, new, {"c": "C", "b": "B", "a": "A"}) == {
        "c": [("same", "tiga"), ("new", " lagi")],
        "b": [("gone", "dua"), ("new", "2")],
    }


@given(TEXT, TEXT)
def test_both_texts_can_be_read_back(old: str, new: str):
    parts = words(old, new)
    assert "".join(text for kind, text in parts if kind != "new") == old
    assert "".join(text for kind, text in parts if kind != "gone") == new
    assert all(text for _, text in parts)
    assert all(one[0] != other[0] for one, other in zip(parts, parts[1:], strict=False))


def test_long_repetitive_texts_are_compared_too():
    old, new = "a b " * 1000, "b a a " * 700
    parts = words(old, new)
    assert "".join(text for kind, text in parts if kind != "gone") == new
