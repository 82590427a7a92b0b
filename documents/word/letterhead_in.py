"""An office's own Word letterhead on its way in: looked through while it is only bytes.

Whatever could run, fetch or unfold is refused in words. python-docx (``word_letterhead.py``) sees only what has passed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from documents import package
from documents.package import Limits, Package, Unfit, parsed
from documents.word.elements import W

MOST_BYTES = 10 * 1024 * 1024
MOST_MEMBERS, MOST_UNPACKED, MOST_RATIO = 200, 50 * 1024 * 1024, 100
MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_REL = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
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


def look_through(content: bytes) -> None:
    """Raises ``Refused`` for anything that has no place in a letterhead. Opens nothing but the zip, within limits."""
    try:
        _look_at_all(content)
    except Unfit as unfit:
        raise Refused(_UNFIT[unfit.why]) from unfit


def _look_at_all(content: bytes) -> None:
    names = []
    for name, data in _members(content):
        names.append(name)
        _look_at_name(name)
        if name.lower().endswith((".xml", ".rels", ".vml")):
            _look_at_part(name, data)
    if "[Content_Types].xml" not in names or "_rels/.rels" not in names:
        raise Refused(BROKEN)


def _members(content: bytes) -> Iterator[tuple[str, bytes]]:
    """Name and bytes of each member, unpacked no further than the limits allow."""
    if content.startswith(b"\xd0\xcf\x11\xe0") and len(content) <= MOST_BYTES:
        raise Refused(OLD)
    parts = Package(content, Limits(MOST_BYTES, MOST_MEMBERS, MOST_UNPACKED, MOST_RATIO))
    for name in parts.names:
        yield name, parts.read(name)


def _look_at_name(name: str) -> None:
    small = name.lower()
    if "vbaproject" in small or "vbadata" in small or "customui/" in small:
        raise Refused(MACRO)
    for folder, why in _FOLDERS:
        if folder in small:
            raise Refused(why)
    if small.endswith((".bin", ".exe", ".js", ".vbs", ".html", ".htm", ".mht", ".rtf")):
        raise Refused(EMBEDDED)
    if "/media/" in small and not _MEDIA.search(small):
        raise Refused(f"Gambar {name.rsplit('/', 1)[-1]} tidak dapat dipakai. Ganti dengan PNG atau JPEG, {_AGAIN}")


def _look_at_part(name: str, data: bytes) -> None:
    tree = parsed(data)
    if name == "[Content_Types].xml":
        _look_at_types(tree)
    elif name.lower().endswith(".rels"):
        _look_at_relations(tree)
    elif name.lower().startswith("customxml/"):
        _look_at_custom(tree)
    else:
        _look_at_elements(tree)
        _look_at_fields(tree, kept=bool(re.match(r"word/(header|footer)", name)))


def _look_at_types(tree: etree._Element) -> None:
    kinds = [str(entry.get("ContentType", "")).lower() for entry in tree.iter("{*}Override", "{*}Default")]
    if any("macroenabled" in kind or "vbaproject" in kind for kind in kinds):
        raise Refused(MACRO)
    if MAIN.lower() not in kinds:
        raise Refused(BROKEN)


def _look_at_relations(tree: etree._Element) -> None:
    for relation in tree.iter(_REL):
        kind = str(relation.get("Type", "")).rsplit("/", 1)[-1].lower()
        target = str(relation.get("Target", ""))
        if kind in _RELATIONS:
            raise Refused(_RELATIONS[kind])
        if relation.get("TargetMode", "Internal").lower() != "internal" and not (kind == "hyperlink" and _web(target)):
            raise Refused(_points_out(target))


def _look_at_custom(tree: etree._Element) -> None:
    """Word and python-docx put an empty list of sources into every file; anything with content is refused."""
    name = etree.QName(tree)
    empty = name.localname == "Sources" and "bibliography" in str(name.namespace) and len(tree) == 0
    if not empty and name.localname not in ("datastoreItem", "Relationships"):
        raise Refused(CUSTOM)


def _look_at_elements(tree: etree._Element) -> None:
    for element in tree.iter(etree.Element):
        local = etree.QName(element).localname
        if local in _ELEMENTS:
            raise Refused(_ELEMENTS[local])
        for key, value in element.attrib.items():
            points = etree.QName(key).localname in ("src", "href") and _ADDRESS.match(value)
            if points and (local == "imagedata" or not _web(value)):
                raise Refused(_points_out(value))


def _look_at_fields(tree: etree._Element, *, kept: bool) -> None:
    """Fields that fetch are refused everywhere; a header or footer may only have those that need nothing."""
    for instruction in _instructions(tree):
        name, *rest = instruction.split() or [""]
        name = name.upper()
        if _FETCHING.fullmatch(name) or re.search(r"(?i)\bDDE(AUTO)?\b", instruction):
            raise Refused(f"Berkas ini berisi kolom (field) {name} yang mengambil data dari luar. Hapus, {_AGAIN}")
        if name == "HYPERLINK" and kept and rest and not _web(rest[0].strip('"')):
            raise Refused(_points_out(rest[0].strip('"')))
        if kept and name and name not in _HARMLESS:
            raise Refused(f"Kop atau kakinya berisi kolom (field) {name}. Ganti dengan teks biasa, {_AGAIN}")


def _instructions(tree: etree._Element) -> Iterator[str]:
    """The text of each field, put together from its runs."""
    for simple in tree.iter(f"{W}fldSimple"):
        yield str(simple.get(f"{W}instr", ""))
    text = ""
    for element in tree.iter(f"{W}instrText", f"{W}delInstrText", f"{W}fldChar"):
        if element.tag == f"{W}fldChar":
            yield text
            text = ""
        else:
            text += element.text or ""
    yield text


def _web(target: str) -> bool:
    return bool(re.match(r"(?i)https?://[^\s/]", target))


def _points_out(target: str) -> str:
    return (
        f"Berkas ini menunjuk ke luar: {target[:80]}. Putuskan tautan itu, {_AGAIN} "
        "Yang boleh hanya tautan http atau https."
    )
