"""What a row is besides an outcome or a task: a sum, a group's title, the end of the table, nothing."""

from __future__ import annotations

import re
from collections.abc import Sequence

from documents.readers.files.grid import Grid, Row
from documents.readers.meaning.head_rows import Head, cell, width
from documents.readers.values.dates import read_deadline

_TOTAL = re.compile(
    r"(sub\s*-?\s*)?(jumlah|total)(\s+(keseluruhan|seluruh\w*|anggaran|biaya|umum|"
    r"[a-z0-9]{1,3}))*\s*[:=]?\s*(\(.*\))?|grand total.*|subtotal.*"
)
_GROUP = re.compile(
    r"(komisi|kelompok|bidang|bagian|bab|program|pilar|klaster|kluster|isu|tema|topik|seksi|tahap|sidang|"
    r"tim|subbidang|sub bidang|urusan)\b.{0,120}"
    r"|[a-z][.)]\s+.{3,120}|[ivx]{1,5}[.)]\s+.{3,120}"
)  # fmt: skip
_RANK = re.compile(r"\(?([A-Z]|[IVX]{1,5})[.)]?\)?")
_FOOT = re.compile(
    r"(mengetahui|menyetujui|disetujui|disahkan|dibuat oleh|disusun oleh|diperiksa|notulis|notulen|pimpinan rapat|"
    r"ketua rapat|kepala dinas|sekretaris dinas|nip\b|catatan\s*:|keterangan\s*:|sumber\s*:|\*\)|ket\s*:|a\.?\s*n\.?\s|"
    r"pembina|penata|ttd|dto\b|tembusan)"
)
_PLACE_DATE = re.compile(r"[a-z .]{3,30},\s*(\d{1,2}|\.{2,}|…+)?\s*[a-z…. ]{2,12}\s*(20\d\d|\.{2,}|…+)")
SAMPLE = 50  # rows by which a table is judged
LONGEST = 120  # letters of a sum's words, and of a place with its date
NOTHING, TOTAL, GROUP, FOOT, DATA = "nothing", "total", "group", "foot", "data"


def kind(row: Row, head: Head, *, after_gap: bool) -> str:
    texts = {
        i: text.strip()
        for i, c in enumerate(row.cells)
        if (text := c.text) and text.strip(" \n\t-–—.…_") and not c.right and not c.down
    }
    numbers = {i for i in head.of("no") if not cell(row, i + 1).right}  # a title over the row begins in that column
    said = {i: t for i, t in texts.items() if i not in numbers}
    if _is_total(next(iter(texts.values()), "")) and sum(not _is_amount(t) for t in texts.values()) <= 1:
        return TOTAL
    if not said:
        return _beside_numbers(" ".join(texts.values()))
    if _is_total(next(iter(said.values()), "")) and len(said) <= 1 + sum(_is_amount(t) for t in said.values()):
        return TOTAL
    if _is_group(row, texts, said, head):
        return GROUP
    if _is_foot(texts, said, head, after_gap):
        return FOOT
    return DATA


def _is_total(text: str) -> bool:
    return len(text) <= LONGEST and bool(_TOTAL.fullmatch(text.lower()))


def _beside_numbers(text: str) -> str:
    """A row that says something only in its column of numbers: nothing, a title, or a note below the table."""
    if len(text) <= 4 or not re.search(r"[^\W\d_]{3}", text):
        return NOTHING
    return FOOT if _FOOT.match(text.lower()) else GROUP


def _is_group(row: Row, texts: dict[int, str], said: dict[int, str], head: Head) -> bool:
    """A title over all columns, or alone in its row with a rank of its own: "A. …", "Komisi B"."""
    if len(said) > 1:
        return False
    spanned = sum(c.right for c in row.cells)
    if spanned >= 2 and spanned >= (len(head.columns) - 1) / 2:
        return True
    if not said:
        return True
    rank = next((t for i, t in texts.items() if i not in said), "")
    text = next(iter(said.values()))
    alone_in_outcome = next(iter(said)) in head.of("outcome")
    if rank and _RANK.fullmatch(rank) and len(text) <= 120:
        return True
    return says_group(text) and not (rank and alone_in_outcome) and len(text) <= 120


def says_group(text: str) -> bool:
    return bool(_GROUP.fullmatch(text.lower())) and not re.match(r"[a-z][.)]\s", text)


def _is_foot(texts: dict[int, str], said: dict[int, str], head: Head, after_gap: bool) -> bool:
    """Signatures and notes below the table: words that no outcome begins with, and hardly a cell beside them."""
    if len(said) > 2 or (len(texts) > len(said) and not after_gap):
        return False
    signed = [t for t in said.values() if _FOOT.match(t.lower()) or _is_place_and_date(t)]
    if signed and not (set(said) & set(head.of("action")) and set(said) & set(head.of("outcome"))):
        return True
    alone = len(said) == 1 and not set(texts) & set(head.of("no")) and bool(head.of("no"))
    return after_gap and alone


def _is_place_and_date(text: str) -> bool:
    return len(text) <= LONGEST and bool(_PLACE_DATE.fullmatch(text.lower()))


def _is_amount(text: str) -> bool:
    return bool(
        re.fullmatch(r"(?:[\W\d]|rp|juta|jt|ribu|rb|miliar|milyar|lembaga|lks|panti|orang|jiwa|unit)*", text.lower())
    )


def like_data(rows: Sequence[Row], head: Head) -> bool:
    """Whether rows without a head look like those under it: a number or nothing in No, words in the long columns."""
    long = [*head.of("outcome"), *head.of("action")]
    numbered = [cell(row, i).text.strip() for row in rows for i in head.of("no")]
    wordy = any(len(cell(row, i).text.strip()) > 8 for row in rows for i in long)
    return wordy and all(len(n) <= 6 for n in numbered)


def of_labels(rows: Sequence[Row]) -> bool:
    """ "Tempat | : | Hotel": a table of labels and what they say."""
    marks = [row for row in rows if any(c.text.strip() == ":" or c.text.strip().startswith(": ") for c in row.cells)]
    return len(marks) >= max(2, len(rows) // 2)


def like_list(grid: Grid) -> bool:
    """Whether a table of unknown columns may be a list of things to do: sentences, and a day in some column."""
    rows = grid.rows[:SAMPLE]
    columns = [[c.text.strip() for row in rows if (c := cell(row, i)).text.strip()] for i in range(width(grid))]
    sentences = any(len(texts) >= 2 and sum(map(len, texts)) / len(texts) >= 20 for texts in columns)
    dated = any(sum(bool(read_deadline(t).first) for t in texts) * 2 >= len(texts) > 1 for texts in columns)
    return sentences and (dated or len(columns) >= 4)
