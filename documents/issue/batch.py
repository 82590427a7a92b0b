"""Many documents as one ZIP: a folder for each region, and an Excel index that says what lies where.

The ZIP of a rakor also has the rakor as data, and its evidence when that was asked for.
"""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from documents.issue.names import file_name, folder, plain
from documents.issue.publisher import ReportPublisher
from documents.lists.excel import Column, Value, workbook
from documents.lists.listing import Field, Listing
from workflow.evidence.counted import counts
from workflow.evidence.demands import paper_words
from workflow.papers.issuing import tasks_of
from workflow.regions import region_name
from workflow.store import Record, Store

INDEX = "Daftar-dokumen.xlsx"
EVIDENCE_INDEX = "bukti/Daftar-bukti.xlsx"
EVIDENCE = Listing(
    "Daftar bukti",
    (
        Field("Kabupaten/kota", 26, lambda row: region_name(row["region"])),
        Field("Kode wilayah", 10, lambda row: row["region"]),
        Field("Butir", 7, lambda row: row["no"]),
        Field("Tugas", 50, lambda row: row["title"]),
        Field("Tanggal", 12, lambda row: date.fromisoformat(row["date"])),
        Field("Keterangan", 40, lambda row: row["caption"]),
        Field("Jenis, nomor, tanggal", 40, paper_words),
        Field("Tempat", 30, lambda row: row["place"]),
        Field("Berkas", 60, lambda row: row["file"]),
        Field("SHA-256", 66, lambda row: row["sha256"]),
    ),
)
COLUMNS = (
    Column("Kabupaten/kota", 26), Column("Kode wilayah", 10), Column("Butir hasil", 40), Column("Jenis naskah", 28),
    Column("Nomor", 28), Column("Nomor laporan", 28), Column("Tanggal", 12), Column("Status", 12),
    Column("Berkas Word", 48), Column("Berkas PDF", 48), Column("Berkas Excel", 48),
)  # fmt: skip
EXTS = ("docx", "pdf", "xlsx")
LOST = "arsipnya hilang atau berubah; periksa cadangan."
STILL = "masih disiapkan; mintalah lagi nanti."  # somebody else is making it, and takes long
LOST_EVIDENCE = "Bukti {name}, {place}: berkasnya hilang atau berubah; periksa cadangan."


class Batch:
    """A ZIP while it grows. Closing it (``with``) does not write the index: an unfinished ZIP has none."""

    def __init__(self, path: Path, store: Store, publisher: ReportPublisher) -> None:
        self.store, self.publisher = store, publisher
        self._zip = zipfile.ZipFile(path, "w")
        self._names: set[str] = set()
        self._rows: list[list[Value]] = []
        self._evidence: list[dict[str, Any]] = []

    def __enter__(self) -> Batch:
        return self

    def __exit__(self, *_: object) -> None:
        self._zip.close()

    def add(self, document: int) -> str:
        """The files of a document, made now if they are still missing; returns what is wrong, or nothing."""
        record = self.publisher.publish(document, urgent=False)
        stem, wrong = self._stem(record), []
        names = dict.fromkeys(EXTS, "")
        for ext in (one for one in EXTS if self.publisher.has(record, one)):
            try:
                content = self.publisher.archived(record, ext)
            except OSError:
                wrong.append(LOST if ext in record["files"] else record["failure"] or STILL)
            else:
                names[ext] = f"{stem}.{ext}"
                self._write(names[ext], content, record["date"])
        self._rows.append(self._row(record, names))
        if not wrong:
            return ""
        what = f"{record['title']} {record['number'] or 'tanpa nomor'}, {region_name(record['region'])}"
        return f"{what}: {' '.join(dict.fromkeys(wrong))}"

    def add_evidence(self, id: int) -> str:
        """A photo or PDF as it is kept; returns what is wrong, or nothing. What was removed meanwhile is left out."""
        piece = self.store.get("evidence", id)
        task = self.store.get("task", piece["task"]) if piece else None
        if piece is None or task is None or not counts(piece):
            return ""
        name = f"bukti/{folder(piece['region'])}/butir-{task['no']}-{id}-{plain(piece['name'])}"
        try:
            content = self.publisher.evidence.read(piece["sha256"])
        except OSError:
            return LOST_EVIDENCE.format(name=piece["name"], place=region_name(piece["region"]))
        self._write(name, content, piece["date"])
        self._evidence.append({**piece, "no": task["no"], "title": task["title"], "file": name})
        return ""

    def add_data(self, name: str, content: bytes, today: str) -> None:
        self._write(name, content, today)

    def finish(self, today: str) -> None:
        """Writes the indexes: a row for each document and each piece of evidence, in the order of their adding."""
        self._write(INDEX, workbook("Daftar dokumen", COLUMNS, self._rows), today)
        if self._evidence:
            self._write(EVIDENCE_INDEX, EVIDENCE.content(self._evidence, "xlsx"), today)

    def _stem(self, record: Record) -> str:
        """Folder and name without ending; the record's number parts two that would be called alike."""
        stem = f"{folder(record['region'])}/{plain(file_name(record))}"
        if stem in self._names:
            stem = f"{stem}-{record['id']}"
        self._names.add(stem)
        return stem

    def _write(self, name: str, content: bytes, day: str) -> None:
        """Stored as it is: Word files and PDFs are compressed already."""
        info = zipfile.ZipInfo(name, (*date.fromisoformat(day).timetuple()[:3], 0, 0, 0))
        info.create_system, info.external_attr = 3, 0o644 << 16
        self._zip.writestr(info, content)

    def _row(self, record: Record, names: Mapping[str, str]) -> list[Value]:
        return [
            region_name(record["region"]), record["region"], self._outcomes(record), record["title"],
            record["number"], record.get("number_report", ""), date.fromisoformat(record["date"]),
            record["status"].capitalize(), names["docx"], names["pdf"], names["xlsx"],
        ]  # fmt: skip

    def _outcomes(self, record: Record) -> str:
        tasks: list[dict[str, Any]] = [task for id in tasks_of(record) if (task := self.store.get("task", id))]
        return "\n".join(f"{task['no']}. {task['title']}" for task in tasks)
