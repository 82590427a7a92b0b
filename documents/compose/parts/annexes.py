"""The annexes of the implementation report: its photos, and the list of all evidence with its acceptance.

Photos are numbered "Foto 1." in both; the list numbers every evidence, and the report refers to these numbers.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from documents.compose.task_case import Case
from documents.report.blocks import AnnexHead, Block, Column, Paragraph, Row, Section, Table
from documents.report.boxes import TICK
from documents.report.language import NONE, file_size, flat, long_date, roman, sentence, table_date
from documents.report.photographs import Photo, Photos
from workflow.evidence.demands import paper_words

UNNAMED = "Dokumentasi kegiatan"
PANORAMA = 2  # times as wide as high: in one column nothing of it could be made out
_COLUMNS = (
    Column("No.", 9, "center"),
    Column("Bukti dukung", 46),
    Column("Tempat/tanggal", 33),
    Column("Berkas", 39),
    Column("Verifikasi", 33),
)


def annexes(case: Case, subject: str, number: str, foot: str) -> tuple[Section, ...]:
    """The annex of photos, when there are any, and the one of evidence; a single one has no Roman number."""
    contents: list[tuple[str, list[Block]]] = []
    if _pictures(case):
        contents.append(("DOKUMENTASI", [Photos(tuple(_photo(*numbered) for numbered in _pictures(case)))]))
    if case.evidence:
        contents.append(("DAFTAR BUKTI DUKUNG", _list(case)))
    rows = (("LAPORAN", subject), ("NOMOR", number), ("TANGGAL", long_date(case.today)))
    labels = ["LAMPIRAN"] if len(contents) == 1 else [f"LAMPIRAN {roman(n)}" for n in range(1, len(contents) + 1)]
    return tuple(
        Section((AnnexHead(label, rows, title), *blocks), foot=foot)
        for label, (title, blocks) in zip(labels, contents, strict=True)
    )


def evidence_range(case: Case) -> str:
    """The numbers of all evidence: "1–6", or a dash."""
    count = len(case.evidence)
    return f"1–{count}" if count > 1 else "1" if count else NONE


def _pictures(case: Case) -> list[tuple[int, Mapping[str, Any]]]:
    """Each photo with its number."""
    return list(enumerate((record for record in case.evidence if record["media"].startswith("image/")), 1))


def _photo(number: int, record: Mapping[str, Any]) -> Photo:
    facts = [_caption(record), flat(record["place"]), long_date(record["date"]) if record["date"] else ""]
    return Photo(
        record["sha256"],
        f"Foto {number}.",
        sentence(", ".join(fact for fact in facts if fact)),
        f"Foto {number}: {_caption(record)}",
        record["width"] > PANORAMA * record["height"],
    )


def _caption(record: Mapping[str, Any]) -> str:
    return flat(record["caption"]).rstrip(".") or UNNAMED


def _list(case: Case) -> list[Block]:
    numbers = {record["id"]: number for number, record in _pictures(case)}
    rows = tuple(
        Row((str(number), _name(record, numbers), _where_when(record), _file(record), _verdict(record)))
        for number, record in enumerate(case.evidence, 1)
    )
    return [Table(_COLUMNS, rows, "Daftar bukti dukung tindak lanjut"), Paragraph(_explanation(case), "note")]


def _name(record: Mapping[str, Any], photos: Mapping[int, int]) -> str:
    if record["id"] in photos:
        return "\n".join(filter(None, (f"Foto {photos[record['id']]}. {_caption(record)}", flat(paper_words(record)))))
    return "\n".join(part for part in (flat(record["caption"]), flat(paper_words(record))) if part) or NONE


def _where_when(record: Mapping[str, Any]) -> str:
    return "\n".join(part for part in (flat(record["place"]), table_date(record["date"], "")) if part) or NONE


def _file(record: Mapping[str, Any]) -> str:
    return f"{record['name']}\n{file_size(record['size'])}"


def _verdict(record: Mapping[str, Any]) -> str:
    return f"{TICK} Diterima\n{table_date(record['accepted_on'])}" if record["accepted_on"] else "Belum diperiksa"


def _explanation(case: Case) -> str:
    """What the tick means, once something has been accepted."""
    kept = "Berkas disimpan dalam aplikasi dan dapat diminta oleh pejabat yang berwenang."
    if not any(record["accepted_on"] for record in case.evidence):
        return kept
    text = f"{TICK} Diterima = bukti dukung telah diperiksa dan diterima oleh Dinas Sosial Aceh."
    if case.task["implemented_on"]:
        text += f" Tindak lanjut dinyatakan dilaksanakan pada tanggal {long_date(case.task['implemented_on'])}."
    return f"{text} {kept}"
