"""The one way in: a file of any kind by its content, or a pasted block, as what was understood of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from documents import package as packages
from documents.package import Limits, Package, Unfit
from documents.readers.files import csv_text
from documents.readers.files.docx import read_docx
from documents.readers.files.grid import Contents
from documents.readers.files.html_blocks import html_contents, shaped
from documents.readers.files.locked import refuse_locked, unlocked
from documents.readers.files.mail import Mail, mail_kind, read_eml
from documents.readers.files.ods import read_ods
from documents.readers.files.odt import read_odt
from documents.readers.files.old_word import docx_of
from documents.readers.files.outlook import read_msg
from documents.readers.files.pdf import read_pdf
from documents.readers.files.plain_text import paragraphs_of
from documents.readers.files.sniffing import (
    is_old_excel,
    is_old_word,
    is_pdf,
    kind_of_odf,
    kind_of_package,
    refuse_foreign,
    refuse_misnamed,
)
from documents.readers.files.unreadable import MOST_BYTES, UNTOLD, Told, Unreadable, one_sentence
from documents.readers.files.word_blocks import Paragraph, WordContents
from documents.readers.files.xls import read_xls
from documents.readers.files.xlsx import read_xlsx
from documents.readers.meaning.card_tasks import add_cards, take_cards
from documents.readers.meaning.cards import cards_of
from documents.readers.meaning.meeting import meeting_of, pairs_of
from documents.readers.meaning.own_list import is_own, read_own, refuse_telling, refuse_telling_paper
from documents.readers.meaning.points import read_points
from documents.readers.meaning.sections import decided_in, sections
from documents.readers.meaning.sheet_head import meeting_above
from documents.readers.meaning.tables import UNCLEAR, Mapped, read_grids, unclear
from documents.readers.result import Offer, Reading, ReadOutcome, Remark
from documents.readers.word import read_word

PASTED, SHAPED = "pasted", "html"  # kinds of a block: words alone, or with its tables and lists
MOST_REMARKS = 500
LIMITS = Limits(MOST_BYTES, members=1_500, unpacked=60 * 1024**2, ratio=100, part=20 * 1024**2)
_ODF: dict[str, Callable[[Package], Contents]] = {"odt": read_odt, "ods": read_ods}
A_RAKOR = "Ini rakor dari Tuntas lain. Ambil lewat halaman Rakor, tombol “Dari Tuntas lain”."
A_MAIL = "Berkas ini surel. Simpan lampirannya, lalu unggah lampiran itu."
NOTHING = "Tidak ditemukan hasil rapat atau tabel tindak lanjut dalam berkas ini."


def read_file(name: str, content: bytes, *, mapping: Mapped | None = None, told: Told = UNTOLD) -> Reading:
    """Raises ``Unreadable``, and ``Asked`` where something must be told first; ``mapping`` is how the user assigned
    columns, by the name of the table."""
    with one_sentence(content):
        return _told(_read(name, content, mapping, told))


def read_pasted(text: str, *, kind: str = PASTED, mapping: Mapped | None = None) -> Reading:
    """The same for a block that was pasted; of the kind SHAPED it is HTML."""
    with one_sentence(text.encode()):
        return _told(_read_html(text, mapping) if kind == SHAPED else _read_block(text, mapping))


def _read_html(html: str, mapping: Mapped | None) -> Reading:
    """Tables with nothing around them are a sheet."""
    contents = html_contents(html, SHAPED)
    if len(contents.grids) < len(contents.blocks):
        return _or_asked(read_word(contents, mapping), contents)
    sheets = Contents(SHAPED, contents.grids, remarks=contents.remarks)
    return _or_asked(_read_sheets(sheets, mapping), sheets)


def _read_block(text: str, mapping: Mapped | None) -> Reading:
    """A block that was pasted is meant to be read: where nothing is known of its columns, they are asked."""
    contents = csv_text.read_pasted(text)
    reading = _read_sheets(contents, mapping)
    if not mapping and "\t" not in text:
        reading = _or_text(reading, PASTED, text)
    return reading if reading.offers else _or_asked(reading, contents)


def _or_asked(reading: Reading, contents: Contents) -> Reading:
    if contents.grids and _is_empty(reading):
        reading.ask_mapping = True
        reading.columns.extend(unclear(contents.grids[0]))
        reading.remarks.append(Remark(contents.grids[0].name, UNCLEAR))
    return reading


def _read(name: str, content: bytes, mapping: Mapped | None, told: Told) -> Reading:
    if content.startswith(b"{") and b'"tuntas-rakor/' in content[:200]:
        raise Unreadable(A_RAKOR)
    if kind := mail_kind(content):
        refuse_misnamed(name, kind)
        return _read_mail(kind, content, mapping, told)
    if told.password:
        content = unlocked(content, told.password, LIMITS)
    contents = contents_of(name, content)
    if isinstance(contents, WordContents):
        refuse_telling_paper(contents.title)
        return read_word(contents, mapping)
    reading = _read_sheets(contents, mapping)
    if contents.kind != "csv" or mapping or name.lower().endswith(".csv"):
        return reading
    return _or_text(reading, "txt", csv_text.decoded(content))


def _read_mail(kind: str, content: bytes, mapping: Mapped | None, told: Told) -> Reading:
    """What is attached to a mail, as if it had come by itself; of a mail that brings nothing, its words."""
    if len(content) > MOST_BYTES:
        raise Unfit(packages.LARGE)
    mail = read_msg(content) if kind == "msg" else read_eml(content)
    part = mail.chosen(told.part)
    if part is None:
        return _read_words(kind, mail, mapping)
    reading = _read(part.name, part.content, mapping, told)
    others = [one.name for one in mail.attached if one is not part]
    left = f"; lampiran lain tidak: {', '.join(others)[:300]}" if others else ""
    reading.remarks.insert(0, Remark("surel", f"dibaca lampirannya, {part.name}; isi surelnya tidak{left}."))
    return reading


def _read_words(kind: str, mail: Mail, mapping: Mapped | None) -> Reading:
    """A mail is a letter: what it tells counts where it says that it was agreed."""
    head = f"Yth. penerima surel\nPerihal: {mail.subject}"
    if shaped(mail.html) or not mail.text.strip():
        contents = html_contents(mail.html or "<p>", kind)
        contents.blocks = [*map(Paragraph, head.split("\n")), *contents.blocks]
        return read_word(contents, mapping)
    return _read_text(kind, f"{head}\n{mail.text}")


def contents_of(name: str, content: bytes) -> Contents:
    """The tables of a file, whatever they are about. Raises ``Unreadable`` and ``Unfit``."""
    if not content.strip(b"\0 \r\n\t\xef\xbb\xbf"):
        raise Unreadable("Berkas ini kosong.")
    if len(content) > MOST_BYTES:
        raise Unfit(packages.LARGE)
    if mail_kind(content):
        raise Unreadable(A_MAIL)
    refuse_locked(content)
    if is_old_excel(content):
        refuse_misnamed(name, "xls")
        return read_xls(content)
    if is_old_word(content):
        refuse_misnamed(name, "doc")
        return replace(read_docx(Package(docx_of(content), LIMITS)), kind="doc")
    if is_pdf(content):
        refuse_misnamed(name, "pdf")
        return read_pdf(content)
    refuse_foreign(name, content)
    if not content.startswith(b"PK"):
        return csv_text.read_csv(content)
    return _of_package(name, Package(content, LIMITS))


def _of_package(name: str, package: Package) -> Contents:
    if "rakor.json" in package:
        raise Unreadable(A_RAKOR)
    if odf := kind_of_odf(package):
        refuse_misnamed(name, odf)
        return _ODF[odf](package)
    kind, main = kind_of_package(package)
    refuse_misnamed(name, kind)
    return read_docx(package) if kind == "docx" else read_xlsx(package, main)


def _read_sheets(contents: Contents, mapping: Mapped | None) -> Reading:
    if not mapping and is_own(contents):
        return read_own(contents)
    refuse_telling(contents)
    contents.meeting = meeting_above(contents.grids)
    cards = [] if mapping else take_cards(contents)
    reading = read_grids(contents, mapping)
    for grid in cards:
        add_cards(reading, grid.name, cards_of(grid))
    return reading


def _or_text(reading: Reading, kind: str, text: str) -> Reading:
    """What is no table may be points: a comma parts sentences as well as cells."""
    if reading.outcomes or reading.tasks:
        return reading
    said = _read_text(kind, text)
    return said if not _is_empty(said) or (said.offers and _is_empty(reading)) else reading


def _read_text(kind: str, text: str) -> Reading:
    """Points that were typed, or a message: what a notula says without any table."""
    lines, answers = paragraphs_of(text)
    parts = sections(lines)
    decided = set(map(id, decided_in(parts)))
    meeting = meeting_of(pair for line in lines if id(line) not in decided for pair in pairs_of([line.text]))
    found = read_points(parts, meeting)
    left = [_answers(answers)] if answers else []
    return Reading(kind, meeting, found.outcomes, found.tasks, remarks=found.remarks + left)


def _answers(said: list[str]) -> Remark:
    offer = Offer(tuple(ReadOutcome("", words, (), "pesan, balasan") for words in said))
    return Remark("pesan", f"{len(said)} balasan tanpa nomor sesudah daftarnya tidak diambil.", offer)


def _is_empty(reading: Reading) -> bool:
    return not (reading.outcomes or reading.tasks or reading.ask_mapping)


def _told(reading: Reading) -> Reading:
    if _is_empty(reading):
        reading.remarks.append(Remark("", NOTHING))
    elif left := reading.remarks[MOST_REMARKS:]:
        reading.remarks[MOST_REMARKS:] = [Remark("", f"{len(left)} catatan lain tidak ditampilkan.")]
    return reading
