"""Signatures in a PDF that came back: who, when, what they cover; really signed, with certificates of our own."""

from __future__ import annotations

import io
from pathlib import Path

import pikepdf
import pytest

from documents.issue.signatures import signatures
from tests.world.evidence_files import pdf
from tests.world.really_signed import part_signed, really_signed
from tests.world.signing import signed


@pytest.fixture(scope="module")
def issued() -> bytes:
    return pdf(2)


def test_one_signature_over_all_of_it(issued: bytes):
    (found,) = signatures(really_signed(issued, "Cut Contoh, S.E."), len(issued))
    assert (found.name, found.intact, found.covers, found.last) == ("Cut Contoh, S.E.", True, True, True)
    assert found.sound
    assert found.at.startswith("20")


def test_two_signers(issued: bytes):
    twice = really_signed(really_signed(issued, "Cut Contoh", "TTD_1"), "Teuku Contoh", "TTD_2")
    found = signatures(twice, len(issued))
    assert [(one.name, one.sound) for one in found] == [("Cut Contoh", True), ("Teuku Contoh", True)]


def test_changed_after_signing(issued: bytes):
    content = bytearray(really_signed(issued, "Cut Contoh"))
    at = content.index(b"/Title") if b"/Title" in content else content.index(b"endobj") - 3
    content[at + 1] ^= 1
    found = signatures(bytes(content), len(issued))
    assert not any(one.intact for one in found)


def test_something_written_behind_the_signature(issued: bytes):
    content = really_signed(issued, "Cut Contoh")
    with pikepdf.open(io.BytesIO(content)) as document:
        page = document.pages[0].obj.objgen[0]
    before = int(content[content.rindex(b"startxref") + 9 :].split()[0])
    body = f"{page} 0 obj\n<< /Type /Page /MediaBox [0 0 10 10] /Parent 2 0 R >>\nendobj\n".encode()
    at = len(content)
    size = 99
    table = f"xref\n{page} 1\n{at:010} 00000 n \ntrailer\n<< /Size {size} /Root 1 0 R /Prev {before} >>\n".encode()
    changed = content + body + table + f"startxref\n{at + len(body)}\n%%EOF\n".encode()
    (found,) = signatures(changed, len(issued))
    assert (found.intact, found.sound) == (True, False)


def test_a_signature_over_something_else(issued: bytes):
    (found,) = signatures(really_signed(pdf(1), "Cut Contoh"), 0)
    assert (found.intact, found.covers) == (True, False)


def test_a_signature_over_a_part_of_the_paper():
    whole = pdf(9, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    (found,) = signatures(part_signed(whole, "Cut Contoh"), len(whole))
    assert (found.name, found.intact, found.covers) == ("Cut Contoh", True, False)


def test_what_only_looks_like_one(issued: bytes):
    assert not any(one.sound for one in signatures(signed(issued), len(issued)))


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7", b"PK\x03\x04"])
def test_what_is_no_pdf(content: bytes):
    assert signatures(content, 0) == []


def test_without_any(issued: bytes):
    assert signatures(issued, len(issued)) == []
    assert signatures((Path(__file__).read_bytes()), 0) == []
