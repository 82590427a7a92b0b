"""Small Word files that would unfold when they are read: each is read in work that grows with its size, or refused."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from typing import Any

import pytest

from documents.package import BROKEN, Limits, Package, Unfit
from documents.readers.files.unreadable import HEAVY, Unreadable
from documents.readers.files.word_blocks import MOST_DEEP, TOO_DEEP
from documents.readers.reading import LIMITS, read_file
from documents.readers.result import Reading
from documents.travel.back import NOT_OURS, read_form
from tests.world.word_maker import abstract, cell, level, num, para, row, table, word_file
from tests.world.work import calls, peak, times_slower

WORDS = "Mendata ulang LKS di seluruh kabupaten dan kota"
BOX = "<w:pict><w:txbxContent>{}</w:txbxContent></w:pict>"
FIELD = "".join(f'<w:fldChar w:fldCharType="{kind}"/>' for kind in ("begin", "separate", "end"))


def stored(content: bytes) -> bytes:
    """The file without compression, so that what repeats itself is not refused for that alone."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name))
    return out.getvalue()


def read(body: str, **parts: str) -> Reading:
    return read_file("a.docx", stored(word_file(body, **parts)))


def formed(body: str) -> None:
    with pytest.raises(Unreadable) as refusal:
        read_form("a.docx", word_file(body))
    assert refusal.value.sentence == NOT_OURS


def nested(deep: int, inner: str = "") -> str:
    for _ in range(deep):
        inner = f"<w:tbl><w:tr><w:tc>{inner}</w:tc><w:tc>{para('isi')}</w:tc></w:tr></w:tbl>"
    return inner


@pytest.mark.parametrize("take", [read, formed])
def test_nested_tables_are_no_more_work_than_their_cells(take: Callable[[str], Any]):
    assert calls(lambda: take(nested(60))) < 3 * calls(lambda: take(nested(30)))


def test_what_stands_too_deep_is_left_out_and_told():
    def mark(deep: int) -> list[str]:
        return [remark.text for remark in read(nested(deep - 1, nested(1))).remarks]

    assert TOO_DEEP not in mark(MOST_DEEP)
    assert TOO_DEEP in mark(MOST_DEEP + 1)
    boxes = para("Kesimpulan")
    for _ in range(MOST_DEEP + 2):
        boxes = f"<w:p><w:r>{BOX.format(boxes)}</w:r></w:p>"
    assert [remark.text for remark in read(boxes).remarks][:1] == [TOO_DEEP]


@pytest.mark.parametrize(
    ("body", "parts"),
    [
        ("<w:p/>" * 20_001, {}),
        (para(inner="<w:r/>" * 300_001), {}),
        ("<w:p " + " ".join(f"a{n}=''" for n in range(300_001)) + "/>", {}),
        ("<w:tbl>" + "<w:tr><w:tc/><w:tc/></w:tr>" * 7_000 + "</w:tbl>", {}),
        ("<w:tbl>" + row(cell("a", '<w:gridSpan w:val="62"/>'), "b") * 1_600 + "</w:tbl>", {}),
        (para("a" * 32_768), {}),
        (para("a b " * 8_000) * 32, {}),
        (table(row(cell("a" * 900, '<w:vMerge w:val="restart"/>'), "b"), *[row(cell("", "<w:vMerge/>"), "b")] * 1_200),
         {}),
        (para("x"), {"styles": '<w:style w:type="paragraph"/>' * 10_001}),
        (para("x"), {"numbering": '<w:num w:numId="1"/>' * 20_001}),
        (para("Kesimpulan", bold=True) + "".join(para(f"{n % 999}. {WORDS}") for n in range(1, 5_100)), {}),
        (para("Kesimpulan", bold=True) + para(f"1. {WORDS} " + "PIC: Kadis; Tindak lanjut: Mendata; " * 45) * 150, {}),
    ],
    ids=[
        "paragraphs", "runs", "attributes", "rows", "columns", "one paragraph", "letters", "merged letters", "styles",
        "lists", "outcomes", "tasks",
    ],
)  # fmt: skip
def test_more_than_any_office_writes_is_refused_in_words(body: str, parts: dict[str, str]):
    with pytest.raises(Unreadable) as refusal:
        read(body, **parts)
    assert refusal.value.sentence == HEAVY
    assert "luar biasa berat" in HEAVY


def test_a_line_is_not_compared_with_all_before_it():
    def prose(n: int) -> bytes:
        lines = "".join(para(f"{WORDS} {i}") for i in range(n))
        return stored(word_file(para("Notula rapat kerja") + para("Kesimpulan", bold=True) + lines))

    few, many = prose(99), prose(990)
    assert calls(lambda: read_file("a.docx", many)) < 14 * calls(lambda: read_file("a.docx", few))


def test_a_run_is_looked_at_once_however_many_fields_are_in_it():
    def reading(n: int) -> Callable[[], Any]:
        content = stored(word_file(para(inner=f"<w:r>{f'<w:t>a</w:t>{FIELD}' * n}</w:r>")))
        return lambda: read_file("a.docx", content)

    assert times_slower(reading, 500, 8) < 24


def test_many_text_boxes_stand_beside_one_another():
    boxes = "".join(BOX.format(para(f"{n}. {WORDS}")) for n in range(1, 500))
    found = read(para("Kesimpulan", bold=True) + f"<w:p><w:r>{boxes}</w:r></w:p>")
    assert len(found.outcomes) == 499


def test_lists_in_one_another_have_an_end():
    texts = [f"{chr(97 + n % 26)}{chr(97 + n // 26 % 26)}{chr(97 + n // 676)}" for n in range(1_500)]
    lists = "".join(abstract(n, level(0, "decimal", f"{text} %1")) for n, text in enumerate(texts))
    uses = "".join(num(n + 1, n) for n in range(len(texts)))
    body = para("Kesimpulan", bold=True) + "".join(para(WORDS, num=(n + 1, 0)) for n in range(len(texts)))
    assert len(read(body, numbering=lists + uses).outcomes) == 1


@pytest.mark.parametrize("form", ["lowerLetter", "upperLetter"])
def test_a_list_number_of_a_million_letters_is_written_in_digits(form: str):
    lists = abstract(1, level(0, form, "%1.").replace('<w:start w:val="1"/>', '<w:start w:val="999999999"/>'))
    body = para("Kesimpulan", bold=True) + para(WORDS, num=(1, 0)) * 2
    found: list[Reading] = []
    assert peak(lambda: found.append(read(body, numbering=lists + num(1, 1)))) < 10_000_000
    assert [outcome.no for outcome in found[0].outcomes] == ["999999999.", "1000000000."]


def test_the_text_of_a_list_number_is_as_short_as_words():
    lists = abstract(1, level(0, "decimal", "%1" * 50_000)) + num(1, 1)
    found = read(para("Kesimpulan", bold=True) + para(WORDS, num=(1, 0)), numbering=lists)
    assert len(found.outcomes[0].no) <= 100


def test_a_sign_without_a_letter_is_no_text():
    body = para("Kesimpulan", bold=True) + para(inner='<w:r><w:t>1. Mendata </w:t><w:sym w:char="D800"/></w:r>')
    assert read(body + para(f"2. {WORDS}")).outcomes[0].text == "Mendata"


def test_a_part_in_another_encoding_is_not_trusted():
    """In UTF-7 no tag shows, so that nobody could count them."""
    with zipfile.ZipFile(io.BytesIO(word_file(""))) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    head, _, rest = parts["word/document.xml"].partition(b">")
    body = (rest.decode().replace("<", "+ADw-").replace(">", "+AD4-")).encode()
    parts["word/document.xml"] = b'<?xml version="1.0" encoding="UTF-7"?>' + head + b">" + body
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    with pytest.raises(Unreadable, match="rusak"):
        read_file("a.docx", out.getvalue())


def test_an_archive_of_a_hundred_thousand_parts_is_not_opened():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for n in range(20_000):
            archive.writestr(f"{n}" + "x" * 60, b"")
    content = out.getvalue()

    def opened() -> None:
        with pytest.raises(Unfit):
            Package(content, Limits(LIMITS.bytes, members=10, unpacked=10**6, ratio=100))

    assert peak(opened) < 2_000_000


@pytest.mark.parametrize("kind", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_only_the_usual_compression_is_unpacked(kind: int):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", kind) as archive:
        archive.writestr("[Content_Types].xml", b"<Types/>")
    with pytest.raises(Unfit) as unfit:
        Package(out.getvalue(), LIMITS)
    assert unfit.value.why == BROKEN
