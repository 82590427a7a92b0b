"""The fields of a plan, a row each. Whoever asks, shows, prints, lists or reads a plan asks this table.

A new field is a new row. A task of earlier does not have it: ``written`` gives "" for it. What picks single fields out
says so where it stands: the sentences of a cover, what is judged at the end, the money that is added up.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from workflow.text import Fields


@dataclass(frozen=True)
class OnPaper:
    """Its ``name`` where changes are listed, and its column in the matrix of plans with its widths in mm: on a sheet of
    its own, and in the annex of a bound report. Without a column it stands in that of the field ``within``."""

    name: str
    head: str = ""
    sheet: float = 0
    annex: float = 0
    align: Literal["left", "right"] = "left"
    within: str = ""


@dataclass(frozen=True)
class InList:
    """Its column in the list of tasks as a file; ``width`` in letters."""

    head: str
    width: int


@dataclass(frozen=True)
class InFiles:
    """The words above a column of an office's file that mean it: a pattern for small letters without signs (``sure``),
    one that holds when no other column says it better (``weak``), and short words before a colon.

    ``name`` is what the readers, their answer keys and the kept sheets of files call it, when that is another.
    """

    sure: str = ""
    weak: str = ""
    before_colon: tuple[str, ...] = ()
    name: str = ""


@dataclass(frozen=True)
class Suggested:
    """Its box in the form of an outcome of a rakor, which may suggest it: how many lines (0 is a single line)."""

    lines: int = 0
    hint: str = ""


@dataclass(frozen=True)
class PlanField:
    """``name`` has small letters only: tags of the travelling form carry it. ``label`` is as within a sentence."""

    name: str
    label: str
    paper: OnPaper
    listed: InList
    files: InFiles = InFiles()
    limit: int = 0  # letters; a day has none
    hint: str = ""
    lines: int = 2  # of its box in the form
    required: bool = False  # of a plan that is submitted
    suggested: Suggested | None = None
    one_line: bool = True  # as an outcome suggests it and as a file says it; in the form every text may have lines
    searched: bool = False  # whether the text filter of the list looks through it

    @property
    def title(self) -> str:
        """The label on its own."""
        return self.label.capitalize()


# In the order of papers, lists and files; the form has the deadline last.
ROWS = (
    PlanField(
        "action", "tindak lanjut", limit=1000, lines=4, required=True, one_line=False, searched=True,
        hint="Apa yang akan dilakukan, mulai dengan kata kerja.", suggested=Suggested(lines=3),
        paper=OnPaper("Tindak lanjut", "Tindak Lanjut", 40, 41.5), listed=InList("Tindak lanjut", 50),
        files=InFiles(
            r".*\b(tindak ?lanjut|rtl|rencana aksi|action ?plan|rencana kerja|langkah( langkah)?|aksi|upaya|"
            r"action( item)?s?|tl)\b.*|rencana kegiatan|"
            r"rencana (berikutnya|selanjutnya|ke depan)|(yang )?akan (dilaksanakan|dilakukan|dikerjakan)",
            r"(uraian |nama |jenis |rincian )?(kegiatan|tugas|pekerjaan|aktivitas|program kegiatan|program|"
            r"uraian)( kegiatan)?|uraian",
            before_colon=("rtl",),
        ),
    ),
    PlanField(
        "indicator", "indikator", limit=600, lines=3, required=True, one_line=False,
        hint="Apa tandanya bahwa ini berhasil.", suggested=Suggested(lines=2),
        paper=OnPaper("Indikator/output", "Indikator/ Output", 31, 26.5), listed=InList("Indikator", 36),
        files=InFiles(
            r".*\b(output|indikator|keluaran|ukuran keberhasilan|tolok ukur|hasil (yang|yg) diharapkan|"
            r"target kinerja|target output|"
            r"target capaian|capaian (yang|yg) diharapkan|hasil diharapkan|kriteria|luaran|produk)\b.*",
            r"target|sasaran|hasil|hasil kegiatan|target hasil|volume|outcome",
        ),
    ),
    PlanField(  # not read: what offices call so is their indicator or their deadline
        "target", "target", limit=300, hint="Berapa banyak, dan kapan.",
        paper=OnPaper("Target", within="indicator"), listed=InList("Target", 24),
    ),
    PlanField(
        "responsible", "penanggung jawab", limit=200, required=True, searched=True,
        hint="Sebut jabatan atau kantornya.", suggested=Suggested(hint="Jabatan atau kantor."),
        paper=OnPaper("Penanggung jawab", "Penanggung Jawab", 25, 27), listed=InList("Penanggung jawab", 30),
        files=InFiles(
            r".*\b(pic|penanggung ?jawab|penanggungjawab|pj|p j|pelaksana|pengampu|leading sector|penanggung|"
            r"pemangku|koordinator|"
            r"yang bertanggung jawab|petugas|pelaku|responsible|who|ditugaskan kepada|disposisi kepada)\b.*|"
            r"instansi pelaksana",
            r"instansi|opd|skpk|skpd|unit kerja|unit|dinas|instansi opd|opd skpk|bidang|lembaga|siapa",
            before_colon=("pj", "oleh"),
        ),
    ),
    PlanField(
        "related", "pihak terkait", limit=400, hint="Pihak lain yang ikut bekerja.", suggested=Suggested(),
        paper=OnPaper("Pihak terkait", "Pihak Terkait", 25, 23), listed=InList("Pihak terkait", 30),
        files=InFiles(
            r".*\b(instansi|pihak|unit|opd|skpk|skpd|lembaga|dinas|stakeholders?|lintas sektor)( \w+)? (terkait|"
            r"pendukung|lain|mendukung)\b.*|"
            r".*\b(pendukung|dukungan|mitra|kerja sama|kerjasama|koordinasi dengan|terkait|keterlibatan|"
            r"stakeholders?|melibatkan|kolaborator)\b.*",
            name="related_parties",
        ),
    ),
    PlanField(  # a day, kept on the task itself
        "deadline", "tenggat",
        paper=OnPaper("Batas waktu", "Batas Waktu", 24.5, 26), listed=InList("Batas waktu", 13),
        files=InFiles(
            r".*\b(batas waktu|target waktu|tenggat|deadline|due date|jangka waktu|target penyelesaian|"
            r"target selesai|waktu pelaksanaan|"
            r"waktu penyelesaian|jadwal pelaksanaan|rencana waktu|tanggal selesai|tanggal target|target tanggal|"
            r"rencana selesai|"
            r"jadwal|timeline|time line|tata waktu|tmt|batas akhir|waktu selesai|waktu mulai)\b.*",
            r".*\bwaktu\b.*|batas|tanggal|tgl|bulan|periode|mulai|selesai|kapan|when|target bulan|tahun",
            before_colon=("waktu", "target", "tanggal", "tgl", "hari/tanggal"),
        ),
    ),
    PlanField(
        "budget", "anggaran dan sumbernya", limit=200, hint="Jumlah dan sumbernya, bila sudah diketahui.",
        paper=OnPaper("Anggaran/sumber", "Anggaran/ Sumber", 26, 36, "right"), listed=InList("Anggaran", 24),
        files=InFiles(r".*\b(anggaran|biaya|pendanaan|sumber dana|pagu|dana|pembiayaan|budget|rab)\b.*"),
    ),
    PlanField(
        "remarks", "keterangan", limit=600, lines=3, one_line=False,
        paper=OnPaper("Keterangan", "Ket.", 16.5, 11), listed=InList("Keterangan", 30),
        files=InFiles(r"(ket|keterangan|catatan|remarks?|notes?|lain lain|keterangan catatan)( tambahan| lain)?"),
    ),
)  # fmt: skip
DEADLINE = next(field for field in ROWS if field.name == "deadline")
PLAN_FIELDS = tuple(field for field in ROWS if field is not DEADLINE)
PLAN = {field.name: field for field in PLAN_FIELDS}
SUGGESTED = {field.name: field.suggested for field in PLAN_FIELDS if field.suggested}
READ = {field.files.name or field.name: field for field in ROWS if field.files.sure}  # by the readers' names
# What the form and whatever compares two plans call each field.
LABELS = {field.name: field.title for field in (*PLAN_FIELDS, DEADLINE)}


def accepted(fields: Fields, required: Collection[str] = ()) -> dict[str, str]:
    """The texts of a typed plan by name, tidied; what cannot be accepted is noted in ``fields``."""
    return {
        field.name: fields.paragraph(field.name, field.label, required=field.name in required, most=field.limit)
        for field in PLAN_FIELDS
    }


def written(task: Mapping[str, Any]) -> dict[str, str]:
    """The plan as it stands by name, its deadline (ISO) among it, a later one that it proposes first; "" for what the
    task does not have yet."""
    until = task.get("deadline_proposed") or task["deadline"]
    return {**{name: task["plan"].get(name, "") for name in PLAN}, "deadline": until}
