"""An office's own Word letterhead on its way in: looked through while it is only bytes.

What could run, fetch or unfold is refused in words, wherever in the file it is, although nothing of it would travel
along: whoever sends it does not mean a letterhead. ``letterhead_read.py`` then reads the few parts that count.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from lxml import etree

from documents import package
from documents.package import Limits, Package, Unfit, parsed, refuse_doctype
from documents.word.elements import W

MOST_BYTES = 10 * 1024 * 1024
MOST_MEMBERS, MOST_UNPACKED, MOST_RATIO = 200, 50 * 1024 * 1024, 100
MOST_PART, MOST_XML, MOST_HEAD = 3 * 1024 * 1024, 8 * 1024 * 1024, 1024 * 1024  # of text: one part, all, one head
LIMITS = Limits(MOST_BYTES, MOST_MEMBERS, MOST_UNPACKED, MOST_RATIO, MOST_PART)
MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_REL = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_TEXT = (".xml", ".rels", ".vml")
_AGAIN = "lalu unggah lagi."
MACRO = f"Berkas ini berisi makro. Simpan sebagai dokumen Word biasa (.docx) tanpa makro, {_AGAIN}"
EMBEDDED = f"Berkas ini berisi objek tersemat, misalnya tabel Excel atau ActiveX. Hapus objeknya, {_AGAIN}"
CHUNK = f"Berkas ini menyisipkan dokumen lain (altChunk atau subdokumen). Tempel isinya langsung, {_AGAIN}"
TEMPLATE = f"Berkas ini terikat pada templat lain. Lepaskan templatnya di Word (tab Pengembang), {_AGAIN}"
MAIL_MERGE = f"Berkas ini terikat pada data gabungan surat (mail merge). Putuskan hubungannya, {_AGAIN}"
CUSTOM = f"Berkas ini membawa data XML tersendiri (customXml). Buang lewat Info, Periksa Dokumen, {_AGAIN}"
DOCTYPE = "Berkas ini memuat deklarasi DTD atau entitas, yang tidak ada dalam dokumen Word yang wajar."
BOMB = "Isi berkas ini mengembang terlalu besar ketika dibuka, jadi tidak dibuka."
HEAVY = f"Berkas ini luar biasa berat. Salin kopnya saja ke dokumen Word baru, {_AGAIN}"
BROKEN = f"Berkas ini rusak atau bukan dokumen Word (.docx). Simpan ulang sebagai .docx, {_AGAIN}"
OLD = f"Berkas ini dokumen Word lama (.doc) atau terkunci kata sandi. Simpan sebagai .docx tanpa kata sandi, {_AGAIN}"
_UNFIT = {
    package.LARGE: f"Berkas ini terlalu besar: paling besar {MOST_BYTES // 1024**2} MB.",
    package.BOMB: BOMB, package.BROKEN: BROKEN, package.DOCTYPE: DOCTYPE, package.HEAVY: HEAVY,
}  # fmt: skip
# last part of a relationship's type, in small letters -> why it is refused
_RELATIONS = {
    "vbaproject": MACRO, "wordvbadata": MACRO, "attachedtoolbars": MACRO, "keymapcustomizations": MACRO,
    "extensibility": MACRO, "oleobject": EMBEDDED, "package": EMBEDDED, "control": EMBEDDED,
    "activexcontrolbinary": EMBEDDED, "afchunk": CHUNK, "subdocument": CHUNK, "frame": CHUNK,
    "attachedtemplate": TEMPLATE, "mailmergesource": MAIL_MERGE, "mailmergeheadersource": MAIL_MERGE,
    "recipientdata": MAIL_MERGE,
}  # fmt: skip
_ELEMENTS = {
    "object": EMBEDDED, "OLEObject": EMBEDDED, "control": EMBEDDED, "altChunk": CHUNK, "subDoc": CHUNK,
    "attachedTemplate": TEMPLATE, "mailMerge": MAIL_MERGE,
}  # fmt: skip
_FOLDERS = (("embeddings/", EMBEDDED), ("activex/", EMBEDDED))
_FETCHING = re.compile(r"(DDE|DDEAUTO|LINK|INCLUDE|INCLUDETEXT|INCLUDEPICTURE|IMPORT|DATABASE|MACROBUTTON|EMBED|RD)")
_HARMLESS = {
    "PAGE", "NUMPAGES", "SECTION", "SECTIONPAGES", "DATE", "TIME", "CREATEDATE", "SAVEDATE", "PRINTDATE", "HYPERLINK",
    "STYLEREF",
}  # fmt: skip
_ADDRESS = re.compile(r"(?i)\s*([a-z][a-z0-9+.-]*:|\\\\|//)")
_MEDIA = re.compile(r"(?i)\.(png|jpe?g|gif|bmp|tiff?|emf|wmf)")


class Refused(Exception):
    """Carries one Indonesian sentence about the file."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


@dataclass(frozen=True)
class Relation:
    """``target`` is the name of a part, or an address when it leads out of the file."""

    kind: str
    target: str
    outside: bool


class Parts:
    """The parts of a letterhead that something leads to. Raises ``Refused``."""

    def __init__(self, content: bytes) -> None:
        if content.startswith(b"\xd0\xcf\x11\xe0") and len(content) <= MOST_BYTES:
            raise Refused(OLD)
        with _in_words():
            self._package = Package(content, LIMITS)
        texts = [name for name in self._package.names if name.lower().endswith(_TEXT)]
        if (
            any(self._package.size(name) > MOST_PART for name in texts)
            or sum(map(self._package.size, texts)) > MOST_XML
        ):
            raise Refused(BOMB)

    @property
    def names(self) -> list[str]:
        return self._package.names

    def read(self, name: str) -> bytes:
        with _in_words():
            return self._package.read(name)

    def tree(self, name: str, most: int = MOST_PART) -> Any:
        """A part of text, whatever it is called, of at most so many bytes."""
        if name not in self._package:
            raise Refused(BROKEN)
        if self._package.size(name) > most:
            raise Refused(BOMB)
        with _in_words():
            data = self._package.read(name)
            refuse_doctype(data)
            return parsed(data)

    def relations(self, name: str) -> dict[str, Relation]:
        """Where a part leads to, by relation; "" is the file itself."""
        folder, _, last = name.rpartition("/")
        path = f"{folder}/_rels/{last}.rels" if folder else f"_rels/{last}.rels"
        found: dict[str, Relation] = {}
        for relation in self.tree(path).iter(_REL) if path in self._package else ():
            outside = relation.get("TargetMode", "Internal").lower() != "internal"
            target = str(relation.get("Target", ""))
            inside = posixpath.normpath(posixpath.join("/" + folder, target)).lstrip("/")
            found[str(relation.get("Id", ""))] = Relation(_kind(relation), target if outside else inside, outside)
        return found


@contextmanager
def _in_words() -> Iterator[None]:
    """What the package raises, as a sentence."""
    try:
        yield
    except Unfit as error:
        raise Refused(_UNFIT[error.why]) from error


def look_through(content: bytes) -> Parts:
    """Its parts; raises ``Refused`` for anything that has no place in a letterhead, by name, relation or element."""
    parts = Parts(content)
    for name in parts.names:
        _look_at_name(name)
    for name in parts.names:
        if name.lower().endswith(_TEXT):
            _look_at_part(name, parts.read(name))
    if "[Content_Types].xml" not in parts.names or "_rels/.rels" not in parts.names:
        raise Refused(BROKEN)
    return parts


def _look_at_name(name: str) -> None:
    small = name.lower()
    if "vbaproject" in small or "vbadata" in small or "customui/" in small:
        raise Refused(MACRO)
    for folder, why in _FOLDERS:
        if folder in small:
            raise Refused(why)
    if small.endswith((".bin", ".exe", ".js", ".vbs", ".html", ".htm", ".hta", ".mht", ".rtf")):
        raise Refused(EMBEDDED)
    if "/media/" in small and not _MEDIA.search(small):
        raise Refused(f"Gambar {name.rsplit('/', 1)[-1]} tidak dapat dipakai. Ganti dengan PNG atau JPEG, {_AGAIN}")


def _look_at_part(name: str, data: bytes) -> None:
    if name == "[Content_Types].xml":
        _look_at_types(_parsed(data))
    elif name.lower().endswith(".rels"):
        _look_at_relations(_parsed(data))
    elif name.lower().startswith("customxml/"):
        _look_at_custom(_parsed(data))
    else:
        _scan(data)


def _parsed(data: bytes) -> Any:
    with _in_words():
        return parsed(data)


def _look_at_types(tree: Any) -> None:
    kinds = [str(entry.get("ContentType", "")).lower() for entry in tree.iter("{*}Override", "{*}Default")]
    if any("macroenabled" in kind or "vbaproject" in kind for kind in kinds):
        raise Refused(MACRO)
    if MAIN.lower() not in kinds:
        raise Refused(BROKEN)


def _look_at_relations(tree: Any) -> None:
    for relation in tree.iter(_REL):
        kind, target = _kind(relation), str(relation.get("Target", ""))
        if kind in _RELATIONS:
            raise Refused(_RELATIONS[kind])
        outside = relation.get("TargetMode", "Internal").lower() != "internal"
        if outside and not (kind == "hyperlink" and is_link(target)):
            raise points_out(target)


def _kind(relation: Any) -> str:
    return str(relation.get("Type", "")).rsplit("/", 1)[-1].lower()


def _look_at_custom(tree: Any) -> None:
    """Word and python-docx put an empty list of sources into every file; anything with content is refused."""
    name = etree.QName(tree)
    empty = name.localname == "Sources" and "bibliography" in str(name.namespace) and len(tree) == 0
    if not empty and name.localname not in ("datastoreItem", "Relationships"):
        raise Refused(CUSTOM)


def _scan(data: bytes) -> None:
    """A part of text, element by element, without keeping it: a sample letter may be long."""
    parser = etree.XMLParser(
        target=_Scan(), encoding="utf-8", resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )
    try:
        etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise Refused(BROKEN) from error


class _Scan:
    """What lxml calls while it reads: elements that are refused, addresses of pictures, instructions of fields."""

    def __init__(self) -> None:
        self.instruction: list[str] = []
        self.in_instruction = False

    def start(self, tag: str, attributes: Any) -> None:
        local = tag.rpartition("}")[2]
        if local in _ELEMENTS:
            raise Refused(_ELEMENTS[local])
        for key, value in attributes.items():
            leads_out = key.rpartition("}")[2] in ("src", "href") and _ADDRESS.match(value)
            if leads_out and (local == "imagedata" or not is_link(value)):
                raise points_out(value)
        self.in_instruction = local in ("instrText", "delInstrText")
        if local == "fldSimple":
            look_at_field(str(attributes.get(f"{W}instr", "")))
        elif local == "fldChar":
            self._told()

    def data(self, text: str) -> None:
        if self.in_instruction:
            self.instruction.append(text)

    def end(self, tag: str) -> None:
        self.in_instruction = False

    def close(self) -> None:
        self._told()

    def _told(self) -> None:
        look_at_field("".join(self.instruction))
        self.instruction.clear()


def look_at_field(instruction: str) -> str:
    """The name of a field; raises ``Refused`` for one that fetches."""
    name = (instruction.split() or [""])[0].upper()
    if _FETCHING.fullmatch(name) or re.search(r"(?i)\bDDE(AUTO)?\b", instruction):
        raise Refused(f"Berkas ini berisi kolom (field) {name[:40]} yang mengambil data dari luar. Hapus, {_AGAIN}")
    return name


def field_of_head(instruction: str) -> str:
    """The name of a field above or below the pages; raises ``Refused`` for one that needs anything but the paper."""
    name = look_at_field(instruction)
    target = (instruction.split() + ["", ""])[1].strip('"')
    if name == "HYPERLINK" and target and not target.startswith("\\l") and not is_link(target):
        raise points_out(target)
    if name and name not in _HARMLESS:
        raise Refused(f"Kop atau kakinya berisi kolom (field) {name[:40]}. Ganti dengan teks biasa, {_AGAIN}")
    return name


def is_link(target: str) -> bool:
    """A link as programs make of an address by themselves; its text stays, the link goes."""
    return bool(re.match(r"(?i)(https?://|mailto:|tel:)[^\s/]", target))


def points_out(target: str) -> Refused:
    return Refused(
        f"Berkas ini menunjuk ke luar: {target[:80]}. Putuskan tautan itu, {_AGAIN} "
        "Yang boleh hanya tautan http, https, mailto, atau tel; teksnya tetap, tautannya tidak ikut."
    )
