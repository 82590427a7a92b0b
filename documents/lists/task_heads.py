"""The heads of our own list of tasks as Excel and CSV: written by ``task_list.py``, known again by ``readers/own.py``.

Whoever changes a head here makes files of before be read as any office's file is read: still well, but by its words.
The words are such that the reader of foreign files takes them for the same fields.
"""

from __future__ import annotations

NO, OUTCOME, REGION_CODE, REGION = "No. butir", "Hasil rakor", "Kode wilayah", "Kabupaten/kota"
ACTION, INDICATOR, TARGET = "Tindak lanjut", "Indikator", "Target"
RESPONSIBLE, RELATED = "Penanggung jawab", "Pihak terkait"
DEADLINE, DEADLINE_TEXT = "Batas waktu", "Waktu sebagaimana tertulis"
BUDGET, REMARKS = "Anggaran", "Keterangan"
RAKOR = "Rakor"

# The first columns of the list, in their order; more stand behind them.
HEADS = (
    NO, OUTCOME, REGION_CODE, REGION, ACTION, INDICATOR, TARGET, RESPONSIBLE, RELATED, DEADLINE, DEADLINE_TEXT, BUDGET,
    REMARKS, RAKOR,
)  # fmt: skip
