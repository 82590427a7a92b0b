"""Many documents as one ZIP: a folder for each region code, and an Excel index that says what lies where."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from documents.excel import Column, Value, workbook
from documents.names import file_name, plain
from documents.publisher import ReportPublisher
from workflow.issuing import tasks_of
from workflow.regions import region_name
from workflow.store import Record, Store

INDEX = "Daftar-dokumen.xlsx"
COLUMNS = (
    Column("Kabupaten/kota", 26), Column("Kode wilayah", 10), Column("Butir hasil", 40), Column("Jenis naskah", 28),
    Column("Nomor", 28), Column("Tanggal", 12), Column("Status", 12), Column("Berkas Word", 48),
    Column("Berkas PDF", 48),
)  # fmt: skip
LOST = "arsipnya hilang atau berubah; periksa cadangan."


class Batch:
    """A ZIP while it grows. Closing it (``with``) does not write the index: an unfinished ZIP has none."""

    def __init__(self, path: Path, store: Store, publisher: ReportPublisher) -> None:
        self.store, self.publisher = store, publisher
        self._zip = zipfile.ZipFile(path, "w")
        self._names: set[str] = set()
        self._rows: list[list[Value]] = []

    def __enter__(self) -> Batch:
        return self

    def __exit__(self, *_: object) -> None:
        self._zip.close()

    def add(self, document: int) -> str:
        """Both files of a document, made now if they are still missing; returns what is wrong, or nothing."""
        record = self.publisher.publish(document, urgent=False)
        stem, wrong = self._stem(record), []
        names = dict.fromkeys(("docx", "pdf"), "")
        for ext in names:
            try:
                content = self.publisher.archived(record, ext)
            except OSError:
                wrong.append(LOST if ext in record["files"] else record["failure"])
            else:
                names[ext] = f"{stem}.{ext}"
                self._write(names[ext], content, record["date"])
        self._rows.append(self._row(record, names))
        if not wrong:
            return ""
        what = f"{record['title']} {record['number'] or 'tanpa nomor'}, {region_name(record['region'])}"
        return f"{what}: {' '.join(dict.fromkeys(wrong))}"

    def finish(self, today: str) -> None:
        """Writes the index: a row for each document, in the order in which they were added."""
        self._write(INDEX, workbook("Daftar dokumen", COLUMNS, self._rows), today)

    def _stem(self, record: Record) -> str:
        """Folder and name without ending; the record's number parts two that would be called alike."""
        stem = f"{record['region'] or 'Aceh'}/{plain(file_name(record))}"
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
            record["number"], date.fromisoformat(record["date"]), record["status"].capitalize(), names["docx"],
            names["pdf"],
        ]  # fmt: skip

    def _outcomes(self, record: Record) -> str:
        tasks: list[dict[str, Any]] = [task for id in tasks_of(record) if (task := self.store.get("task", id))]
        return "\n".join(f"{task['no']}. {task['title']}" for task in tasks)
