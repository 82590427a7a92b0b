"""Tanda Terima: the receipt that goes with a report, twice on a sheet that is cut; who takes the report fills it in."""

from __future__ import annotations

from documents.compose.composer import Composer
from documents.compose.parts import office, with_report
from documents.compose.parts.cover import addressee
from documents.compose.parts.task_data import task_data
from documents.compose.task_case import Case, gather
from documents.report.blocks import Report, Section
from documents.report.boxes import BOX, LINE, Slip
from documents.report.language import NO_BREAK, long_date
from documents.report.phrases import short_address
from workflow.clock import stamp
from workflow.kinds import Kind

TITLE = "Tanda terima naskah"
WAYS = ("diantar langsung", "pos atau jasa kirim", "SRIKANDI", "pos-el")
SHEETS = (("Lembar 1, kembali kepada pengirim", "potong di sini"), ("Lembar 2, untuk penerima", ""))
MARGINS = (13, 20, 8, 30)  # mm


def tanda_terima(case: Case, check_url: str) -> Report:
    halves = tuple(_half(case, check_url, *sheet) for sheet in SHEETS)
    section = Section(halves, margins=MARGINS, numbering="none")
    return Report(Kind.TANDA_TERIMA, TITLE, (section,), stamp(case.issue.at), check_url=check_url, data=task_data(case))


def subject(case: Case) -> str:
    return f"{TITLE}: {with_report.report_of(case)['subject']}"


def _half(case: Case, check_url: str, sheet: str, cut: str) -> Slip:
    note = f"Setelah ditandatangani, pindai kode ini untuk mencatat penerimaan:\n{short_address(check_url)}"
    return Slip(
        office.issuers(case).upper(), sheet, TITLE.upper(), _sent(case), _taken(),
        (("Yang menyerahkan,", f"{LINE[:100]}\nPetugas pengantar"), ("Yang menerima,", f"{LINE[:100]}\nCap dan paraf")),
        note, check_url, cut, "boxes lined",
    )  # fmt: skip


def _sent(case: Case) -> tuple[tuple[str, str], ...]:
    report = with_report.report_of(case)
    return (
        ("Naskah", report["subject"]),
        ("Nomor, tanggal", f"{with_report.number(case)}, {long_date(report['date'])}"),
        ("Banyaknya", "1 (satu) berkas dan 1 (satu) lembar disposisi"),
        ("Dikirim oleh", office.sender(case)),
        ("Kepada", addressee(case)),
    )


def _taken() -> tuple[tuple[str, str], ...]:
    """By whoever takes it: nothing of it is known when the report goes out."""
    ways = f" {NO_BREAK}".join(f"{BOX} {way}".replace(" ", NO_BREAK) for way in WAYS)
    return ("Diterima", LINE), ("Oleh (jabatan)", LINE), ("Cara", ways), ("Nomor agenda", LINE)


COMPOSER = Composer(gather, tanda_terima, subject, with_report.signed_by_hand, with_report.code)
