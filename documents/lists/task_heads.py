"""The heads of our own list of tasks as Excel and CSV: written by ``task_list.py``, known again by
``readers/meaning/own_list.py`` and ``travel/list_back.py``. Those of a plan's fields stand in the table of its fields.

Whoever changes a head, or adds one, makes files of before be read as any office's file is read: still well, but by its
words. The words are such that the reader of foreign files takes them for the same fields.
"""

from __future__ import annotations

from workflow.plan_fields import DEADLINE, ROWS

NO, OUTCOME, REGION_CODE, REGION = "No. butir", "Hasil rakor", "Kode wilayah", "Kabupaten/kota"
DEADLINE_TEXT = "Waktu sebagaimana tertulis"  # beside the deadline
RAKOR = "Rakor"
# Behind all others: by which the rows of a list that comes back edited are known.
VERSION, CODE = "Versi tugas", "Kode tugas"
_PLAN = (head for field in ROWS for head in (field.listed.head, *[DEADLINE_TEXT] * (field is DEADLINE)))

# The first columns of the list, in their order; more stand behind them.
HEADS = (NO, OUTCOME, REGION_CODE, REGION, *_PLAN, RAKOR)
