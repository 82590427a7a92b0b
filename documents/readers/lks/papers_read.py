"""Registrations (STP, STPU) as a row says them: number, days and standing, in columns of their own or in one cell."""

from __future__ import annotations

import re
from collections.abc import Mapping

from documents.readers.files.grid import Cell
from documents.readers.lks.list_rows import Group, Line
from documents.readers.lks.written_days import TO, days_beside, nothing, read_day, read_until
from documents.readers.result import Column
from documents.readers.values.numerals import MONTHS
from workflow.lks.kinds import IN_PROCESS, REVOKED, PaperKind
from workflow.lks.record import new_registration
from workflow.records.institutions import Registration

PROCESS = re.compile(
    r"\bproses\b|sedang (?:di)?(?:urus|proses|ajukan)|pengurusan|(?:meng|di)ajukan|pengajuan|usulan|\bmengurus"
)
_REVOKED = re.compile(r"\bdicabut\b|pencabutan")
_RENEWAL = re.compile(r"perpanjang|\bstpu?\b|(?:pen)?daftar|\bizin")
_WITHOUT_NUMBER = re.compile(r"(?:sudah )?(?:ada|terdaftar|ya|v|√|✓|sudah|punya|memiliki|berlaku|aktif)\b.*|[√✓]")
REST = re.compile(r"[\n;(]|,\s|\s(?=tgl|tanggal|tertanggal|berlaku|dicabut|sampai|s\s?[./]\s?d\b|sd\b)", re.IGNORECASE)
LABEL = re.compile(r"^(?:(?:no|nomor)\b\.?\s*:?\s*|stpu?\b\.?(?:\s*:\s*|\s+))+(?=\w)(?=\S*\d)", re.IGNORECASE)
_ONLY_DAY = re.compile(rf"\d{{1,2}}[\s./-]+(?:\d{{1,2}}|{'|'.join(MONTHS)})[\s./-]+(?:20)?\d\d|20\d\d-\d\d-\d\d")
LONGEST = 300  # letters of a cell
NO_DAY = "“{}” bukan satu hari; tanggal terbitnya dicatat tidak diketahui. Isi tanggalnya."

Cells = Mapping[str, tuple[Column, Cell]]


def registrations_of(line: Line) -> list[Registration]:
    """Those that the row names, the one that is being worked on, too."""
    found = []
    for group in line.table.registrations:
        found += _of_group(line, group)
    _as_remarked(line, found)
    return found


def _of_group(line: Line, group: Group) -> list[Registration]:
    columns = group.columns
    if not line.says(columns):
        return []
    cells = {column.field: (column, found) for column, found in line.cells(*columns) if columns[column.field] is column}
    if not cells:
        return []
    said = {field: " ".join(found.text.lower().split())[:LONGEST] for field, (_, found) in cells.items()}
    one = _paper(line, group, cells)
    standing = [said[field] for field in ("stp_number", "stp_status", "stp_until") if field in said]
    if revoked := next(filter(_REVOKED.search, standing), ""):
        return [_revoked(one or new_registration(_kind("", group)), revoked)]
    made = [one] if one else []
    if any(map(PROCESS.search, standing)):
        made.append({**new_registration(PaperKind.STPU if one else PaperKind.STP), "status": IN_PROCESS})
    return made


def _revoked(one: Registration, words: str) -> Registration:
    return {**one, "status": REVOKED, "revoked_on": read_day(_REVOKED.split(words)[-1]).last}


def _paper(line: Line, group: Group, cells: Cells) -> Registration | None:
    """The paper itself, None where the row has none."""
    number, rest = _number(cells)
    one = new_registration(_kind(" ".join(cells["stp_number"][1].text.split()) if number else "", group))
    one["number"], one["issuer"] = number, _issuer(line, group)
    if rest:
        _take_days(line, one, *rest)
    for field in ("stp_issued", "stp_until"):
        if field in cells:
            _take_cell(line, one, field, *cells[field])
    if one["valid_until"] and one["valid_until"] < one["issued"]:
        line.doubt(cells[max(cells)][0], "masa berlakunya berakhir sebelum terbit; periksa tanggalnya.")
    exists = number or one["issued"] or one["valid_until"] or _said_to_be_there(cells)
    return one if exists else None


def _said_to_be_there(cells: Cells) -> bool:
    said = [" ".join(cells[field][1].text.lower().split()) for field in ("stp_number", "stp_status") if field in cells]
    return any(len(text) <= LONGEST and _WITHOUT_NUMBER.fullmatch(text) for text in said)


def _number(cells: Cells) -> tuple[str, tuple[Column, str] | None]:
    """The number as written, and what its cell says besides, with its column."""
    if "stp_number" not in cells:
        return "", None
    column, found = cells["stp_number"]
    text = found.text.strip()[:LONGEST]
    words = " ".join(text.lower().split())
    if nothing(words) or not re.search(r"\d", text) or words.startswith(("belum", "tidak ")):
        return "", None
    if _ONLY_DAY.fullmatch(words):
        return "", (column, words)
    text = LABEL.sub("", text)
    parted = REST.split(text, maxsplit=1)
    number, rest = " ".join(parted[0].split()), _REVOKED.split(parted[1].lower())[0] if len(parted) > 1 else ""
    if not re.search(r"\d", number):  # "Ada (2024-2027)"
        number = ""
    return number.strip(" ,.:"), (column, rest) if re.search(r"\d|batas|hidup", rest) else None


def _take_days(line: Line, one: Registration, column: Column, text: str) -> None:
    """ "tgl 6 Mei 2024 s.d. 6 Mei 2027" behind a number."""
    one["issued"], one["valid_until"], doubts = days_beside(text, first=line.first(column))
    for doubt in doubts:
        line.doubt(column, doubt)


def _take_cell(line: Line, one: Registration, field: str, column: Column, found: Cell) -> None:
    words = " ".join(found.text.lower().split())[:LONGEST]
    if nothing(words) or PROCESS.search(words) or _REVOKED.search(words):
        return
    if field == "stp_issued" and not TO.search(words):
        day = read_day(found.text, found.value, first=line.first(column))
        exact = day.exact and day.first == day.last
        one["issued"] = day.last if exact else one["issued"]
        line.doubt(column, day.doubt or ("" if exact or not day.last else NO_DAY.format(words[:60])))
        return
    end = read_until(found.text, found.value, first=line.first(column))
    one["valid_until"] = end.last or one["valid_until"]
    one["issued"] = one["issued"] or end.first
    line.doubt(column, end.doubt)


def _kind(number: str, group: Group) -> str:
    """As the number says, else as the heads say, else a first registration."""
    for words in (number.upper(), group.heads.upper()):
        both = "STPU" in words and re.search(r"STP(?!U)", words)
        if "STPU" in words and not both:
            return PaperKind.STPU
        if "ULANG" in words or "PERPANJANG" in words:
            return PaperKind.STPU
    return PaperKind.STP


def _issuer(line: Line, group: Group) -> str:
    column = group.columns.get("stp_issuer")
    said = next((found.text for at, found in line.cells("stp_issuer") if at is column), "")
    if said:
        return " ".join(said.split())
    words = group.heads.lower()
    return "provinsi" if "prov" in words else "kabupaten/kota" if "kab" in words or "kota" in words else ""


def _as_remarked(line: Line, found: list[Registration]) -> None:
    """ "STP dicabut 3 Maret 2025", "perpanjangan dalam proses" in the column of remarks."""
    for text in line.texts("remarks", "activity"):
        words = " ".join(text.lower().split())[:LONGEST]
        papers = [one for one in found if one["status"] == ""]
        if "akreditasi" in words:
            continue
        if _REVOKED.search(words) and papers:
            found[found.index(papers[-1])] = _revoked(papers[-1], words)
        elif PROCESS.search(words) and _RENEWAL.search(words) and len(papers) == len(found):
            kind = PaperKind.STPU if papers else PaperKind.STP
            found.append({**new_registration(kind), "status": IN_PROCESS})
