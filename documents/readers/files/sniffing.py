"""What a file is by its content, whatever its name; what is not read is refused with what to do."""

from __future__ import annotations

import re
import struct

from documents.package import Package
from documents.readers.files.locked_odf import WHOLE, is_locked
from documents.readers.files.unreadable import PASSWORD, Asked, Unreadable

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
OLE_FAULTS = (  # what olefile raises over damaged files
    OSError, ValueError, struct.error, LookupError, TypeError, AttributeError, OverflowError, RecursionError,
)  # fmt: skip
_WORD, _EXCEL = (
    "Simpan sebagai .docx di Word (Simpan Sebagai), lalu unggah lagi.",
    "Simpan sebagai .xlsx di Excel (Simpan Sebagai), lalu unggah lagi.",
)
_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM", b"II*\0", b"MM\0*", b"RIFF")
_MAINS = {
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml": "docx",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml": "docx",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml": "xlsx",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.template.main+xml": "xlsx",
}
_ODF = {
    "text": f"Berkas ini dokumen LibreOffice (.odt), yang tidak dibaca di sini. {_WORD}",
    "spreadsheet": f"Berkas ini lembar LibreOffice (.ods), yang tidak dibaca di sini. {_EXCEL}",
}
_REALLY = {
    "docx": "dokumen Word", "doc": "dokumen Word lama", "pdf": "dokumen PDF", "xlsx": "lembar Excel",
    "xls": "lembar Excel lama", "odt": "dokumen LibreOffice", "ods": "lembar LibreOffice",
    "eml": "surel", "msg": "surel Outlook",
}  # fmt: skip
_CLAIMED_ODF = {"odt": "dokumen LibreOffice (.odt)", "ods": "lembar LibreOffice (.ods)"}
_READ_ODF = {"text": "odt", "spreadsheet": "ods"}
_MODULE = re.compile(r"(?:Basic/[^/]+/(?!script-l[bc]\.|dialog-l[bc]\.)[^/]+\.xml|Scripts/.*[^/])")
_ENDS = frozenset(("docx", "xlsx", "csv", "doc", "xls", "pdf", "odt", "ods", "txt", "rtf", "eml", "msg"))
OLD_WORD = f"Berkas ini dokumen Word lama (.doc), yang tidak didukung. {_WORD}"
OLD_EXCEL = f"Berkas ini Excel lama (.xls), yang tidak didukung di sini. {_EXCEL}"
MACRO = "Berkas ini berisi makro. Simpan sebagai .docx atau .xlsx biasa tanpa makro, lalu unggah lagi."
LOCKED = "Berkas ini terkunci kata sandi. Buka, hapus kata sandinya, simpan sebagai .docx atau .xlsx, lalu unggah lagi."
OTHER_LOCK = (
    "Cara berkas ini dikunci tidak dikenal di sini. Buka, hapus kata sandinya, simpan sebagai .docx atau .xlsx, lalu "
    "unggah lagi."
)
OTHER = "Berkas ini bukan dokumen Word (.docx) atau Excel (.xlsx). Unggah .docx, .xlsx, .pdf, atau .csv."


def refuse_foreign(name: str, content: bytes) -> None:
    """Refuses by the first bytes what no reader takes; nothing of it is opened."""
    start = content[:1024].lstrip(b"\xef\xbb\xbf \r\n\t")
    if is_pdf(content):
        raise Unreadable(
            f"Isi berkas ini bukan {_claimed(name)}, melainkan PDF. Unggah berkas Word atau Excel aslinya."
        )
    if content.startswith(OLE):
        raise Unreadable(_ole(content))
    if start.startswith(b"{\\rtf"):
        raise Unreadable(f"Isi berkas ini RTF, bukan {_claimed(name)}. {_WORD}")
    if re.match(rb"(?i)<(!doctype html|html|head|meta|table|body)", start):
        raise Unreadable(f"Isi berkas ini halaman web (HTML), bukan {_claimed(name)}. {_EXCEL}")
    if start.startswith(b"<"):
        raise Unreadable(
            f"Isi berkas ini XML, bukan {_claimed(name)}. Simpan sebagai .docx atau .xlsx, lalu unggah lagi."
        )
    if re.match(rb"(?i)mime-version:", start) or b"multipart/related" in content[:2048].lower():
        raise Unreadable(f"Isi berkas ini halaman web (MHTML), bukan {_claimed(name)}. {_WORD}")
    if content.startswith(_PICTURES) and b"\0" in content[:64]:
        raise Unreadable(f"Isi berkas ini gambar, bukan {_claimed(name)}. Unggah berkas Word atau Excel aslinya.")
    if name.lower().endswith((".docx", ".xlsx", ".odt", ".ods")) and not content.startswith(b"PK"):
        raise Unreadable(
            f"Isi berkas ini bukan {_claimed(name)}. Buka di program asalnya, simpan ulang, lalu unggah lagi."
        )


def is_old_excel(content: bytes) -> bool:
    """Whether it is a workbook as Excel wrote them until 2003. Raises ``Unreadable`` for one with macros."""
    if not content.startswith(OLE) or _ole(content) != OLD_EXCEL:
        return False
    if "_VBA_PROJECT_CUR".encode("utf-16-le") in content:
        raise Unreadable(MACRO)
    return True


def is_old_word(content: bytes) -> bool:
    """Whether it is a document as Word wrote them until 2003. Raises ``Unreadable`` for one with macros."""
    if not content.startswith(OLE) or _ole(content) != OLD_WORD:
        return False
    if "_VBA_PROJECT".encode("utf-16-le") in content:
        raise Unreadable(MACRO)
    return True


def is_pdf(content: bytes) -> bool:
    """Whether it begins as a PDF does, also behind a few bytes of a mail program."""
    return b"%PDF-" in content[:1024] and not content.startswith(b"PK")


def kind_of_package(package: Package) -> tuple[str, str]:
    """ "docx" or "xlsx" and the main part; by the types the package declares, not by its name."""
    _refuse_others(package)
    if "[Content_Types].xml" not in package:
        raise Unreadable(OTHER)
    types = package.tree("[Content_Types].xml")
    kinds = {str(e.get("PartName", "")).lstrip("/"): str(e.get("ContentType", "")) for e in types.iter("{*}Override")}
    if any("macroenabled" in kind.lower() or "vbaproject" in kind.lower() for kind in kinds.values()):
        raise Unreadable(MACRO)
    for part, kind in kinds.items():
        if kind in _MAINS and part in package:
            return _MAINS[kind], part
    for part, kind in (("word/document.xml", "docx"), ("xl/workbook.xml", "xlsx")):
        if part in package:
            return kind, part
    raise Unreadable(OTHER)


def kind_of_odf(package: Package) -> str:
    """ "odt" or "ods" of a file of LibreOffice, "" of any other."""
    declared = package.read("mimetype")[:100].decode("ascii", "replace") if "mimetype" in package else ""
    kind = next((end for word, end in _READ_ODF.items() if f"opendocument.{word}" in declared), "")
    if kind:
        if any(_MODULE.fullmatch(name) for name in package.names):
            raise Unreadable(MACRO)
        if WHOLE in package:
            raise Unreadable(OTHER_LOCK)
        if is_locked(package):
            raise Asked(LOCKED, PASSWORD)
    return kind


def refuse_misnamed(name: str, kind: str) -> None:
    """A name that promises something else: whoever opens the file by it sees something else, too."""
    end = name.lower().rpartition(".")[2]
    if end in _ENDS and end != kind:
        really = _REALLY[kind]
        raise Unreadable(
            f"Isi berkas ini {really}, bukan .{end} seperti namanya. Ganti akhir namanya menjadi .{kind}, "
            "lalu unggah lagi."
        )


def _refuse_others(package: Package) -> None:
    names = package.names
    if any("vbaproject" in name.lower() for name in names):
        raise Unreadable(MACRO)
    if "mimetype" in package:
        declared = package.read("mimetype")[:100].decode("ascii", "replace")
        for kind, sentence in _ODF.items():
            if f"opendocument.{kind}" in declared:
                raise Unreadable(sentence)
        raise Unreadable(OTHER)
    if "xl/workbook.bin" in package:
        raise Unreadable(f"Berkas ini Excel biner (.xlsb). {_EXCEL}")
    if any(name.startswith("ppt/") for name in names):
        raise Unreadable(f"Berkas ini PowerPoint. {OTHER}")


def _ole(content: bytes) -> str:
    """Old Office, or a new file behind a password: told apart by the names in the file's directory."""

    def has(stream: str) -> bool:
        return stream.encode("utf-16-le") in content

    if has("EncryptedPackage") or has("EncryptionInfo"):
        return LOCKED
    if has("WordDocument"):
        return OLD_WORD
    if has("Workbook") or has("Book"):
        return OLD_EXCEL
    return OTHER


def _claimed(name: str) -> str:
    end = name.lower().rpartition(".")[2]
    return {"docx": "dokumen Word (.docx)", "xlsx": "lembar Excel (.xlsx)", "csv": "CSV", **_CLAIMED_ODF}.get(
        end, "dokumen Word atau Excel"
    )
