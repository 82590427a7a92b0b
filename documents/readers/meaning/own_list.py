"""Our own list of tasks coming back: its heads are known, so each cell is taken for what it is and nothing is guessed.

Only a table whose first columns have exactly our heads is read here. When somebody has changed them, the file is read
like any office's. In a CSV of ours an apostrophe in front of a text is the guard that ``csv_file.py`` put there.
"""

from __future__ import annotations

from documents.lists import task_heads as heads
from documents.lists.csv_file import bare
from documents.readers.files.grid import Cell, Contents, Grid, Row
from documents.readers.files.unreadable import Unreadable
from documents.readers.result import TEXTS, Column, Deadline, Reading, ReadOutcome, ReadTask, Remark
from documents.readers.values.dates import read_deadline
from documents.readers.values.money import read_budget
from documents.readers.values.places import read_regions
from workflow.plan_fields import DEADLINE, READ

_FIELDS = {
    heads.NO: "no", heads.OUTCOME: "outcome", heads.REGION: "regions",
    **{field.listed.head: name for name, field in READ.items()},
}  # fmt: skip

# Lists of ours that tell how tasks stand, by heads that only they have: nothing in them is an outcome to take.
_TELLING = {
    "Rekap Monitoring": {"Kode wilayah", "Tahap", "Status", "Hari Terlambat"},
    "Matriks Rakor": {"Butir hasil rakor", "Komisi", "Batas Waktu", "Per LKS"},
}

# The beginnings of the titles that the same papers have as PDF; and of those that tell of one task, LKS or number. What
# is left may hold outcomes of a rakor: notula, reports, plans.
_TELLING_PAPERS = {"rekap pemantauan": "Rekap Monitoring", "matriks tindak lanjut": "Matriks Rakor"}
_OTHER_PAPERS = (
    "adendum", "berita acara pembahasan", "buku agenda", "daftar hadir", "daftar lks", "halaman kabupaten",
    "laporan indikator", "laporan pelaksanaan", "lembar disposisi", "lembar hasil penelaahan", "profil lks",
    "surat keterangan tidak dapat", "surat pengingat", "surat rekomendasi", "tanda terima", "undangan rapat",
)  # fmt: skip
_LONGEST = 100  # letters of a title that a sentence quotes
OTHER_PAPER = "Ini naskah dari Tuntas, “{}”, yang tidak memuat hasil rapat untuk dicatat."


def refuse_telling_paper(title: str) -> None:
    """Refuses a PDF of ours that has no outcome to take, by its title. Raises ``Unreadable``."""
    for begins, name in _TELLING_PAPERS.items():
        if title.lower().startswith(begins):
            raise Unreadable(_ours(name))
    if title.lower().startswith(_OTHER_PAPERS):
        raise Unreadable(OTHER_PAPER.format(title.partition(",")[0][:_LONGEST]))


def _ours(name: str) -> str:
    return (
        f"Ini {name} dari Tuntas: keadaan tugas yang sudah ada, bukan hasil rapat. Untuk mengubah rencana lewat Excel, "
        "Ketua LKKS mengunduh Daftar Tugas, mengubahnya, lalu mengunggahnya di Formulir tanpa jaringan."
    )


def refuse_telling(contents: Contents) -> None:
    """Refuses our own recap and matrix. Raises ``Unreadable``, which names them."""
    for grid in contents.grids:
        heads_ = {cell.text.strip() for cell in grid.rows[0].cells} if grid.rows else set()
        for name, ours in _TELLING.items():
            if ours <= heads_:
                raise Unreadable(_ours(name))


def is_own(contents: Contents) -> bool:
    """Whether the first table of the file is our list."""
    rows = contents.grids[0].rows if contents.grids else []
    return bool(rows) and tuple(cell.text for cell in rows[0].cells[: len(heads.HEADS)]) == heads.HEADS


def read_own(contents: Contents) -> Reading:
    grid, reading = contents.grids[0], Reading(kind=contents.kind, remarks=list(contents.remarks))
    reading.columns = [
        Column(grid.name, index, cell.text, _FIELDS.get(cell.text, "")) for index, cell in enumerate(grid.rows[0].cells)
    ]
    known: dict[tuple[str, str, str], int] = {}
    for row in grid.rows[1:]:
        if any(cell.text for cell in row.cells):
            _take(reading, grid, row, known, guarded=contents.kind == "csv")
    return reading


def _take(reading: Reading, grid: Grid, row: Row, known: dict[tuple[str, str, str], int], *, guarded: bool) -> None:
    cells = dict(zip(heads.HEADS, [*row.cells, *[Cell()] * len(heads.HEADS)], strict=False))
    said = {head: bare(cell.text) if guarded else cell.text for head, cell in cells.items()}
    place = f"{grid.name}, {row.place}"
    key = said[heads.RAKOR], said[heads.NO], said[heads.OUTCOME]
    if key not in known:
        known[key] = len(reading.outcomes)
        reading.outcomes.append(ReadOutcome(said[heads.NO], said[heads.OUTCOME], place=place))
    if row.hidden:
        reading.remarks.append(Remark(place, "baris tersembunyi, tetapi ikut dibaca."))
    plan = {name: said[field.listed.head] for name, field in READ.items()}
    if not plan["action"]:
        reading.remarks.append(Remark(place, "kolom tindak lanjutnya kosong. Lengkapi sebelum disimpan."))
    reading.tasks.append(
        ReadTask(
            known[key], plan["action"], {name: plan[name] for name in TEXTS},
            _deadline(plan["deadline"], cells[DEADLINE.listed.head], said[heads.DEADLINE_TEXT]),
            read_budget(plan["budget"]), read_regions(said[heads.REGION]), place, _code(grid, row),
        )
    )  # fmt: skip


def _code(grid: Grid, row: Row) -> str:
    """Of the task, where its column is still there; it stands behind those that are read."""
    at = [cell.text for cell in grid.rows[0].cells]
    place = at.index(heads.CODE) if heads.CODE in at else len(row.cells)
    return row.cells[place].text if place < len(row.cells) else ""


def _deadline(said: str, cell: Cell, words: str) -> Deadline:
    """The words of a deadline as somebody wrote them, else the day; the day that stands beside the words holds."""
    when = read_deadline(said, value=cell.value)
    if not words:
        return when
    meant = read_deadline(words)
    return meant if meant.last == when.last else Deadline(words, when.first, when.last, when.precision)
