"""A row of a list as an institution: an ``LksTold`` record with the rows it was read from."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from documents.readers.files.grid import Cell
from documents.readers.lks import domicile
from documents.readers.lks.activity_read import take_standing
from documents.readers.lks.domicile import HIDDEN, Place, address_region, gampong_of, kecamatan_of, outside, region_of
from documents.readers.lks.list_rows import Line
from documents.readers.lks.papers_read import REST, registrations_of
from documents.readers.lks.services_read import services_of
from documents.readers.lks.whose import owner_of
from documents.readers.lks.written_days import HAS_DAY, days_beside, nothing, read_day
from workflow.lks.kinds import MONEY, Form
from workflow.lks.names import folded
from workflow.lks.record import new_lks, new_support
from workflow.records.institutions import LksTold

_NUMBERED = re.compile(r"^\s*(?:\d{1,3}[.)]\s+|[-–•*]\s*)(?=\w)")
_ADDRESS = re.compile(
    r"\n|,?\s+(?=(?:jl|jln|jalan|gp|gampong|desa|ds|dusun|kec|kecamatan|alamat)\b\.?\s)", re.IGNORECASE
)
_NOT_LEGAL = re.compile(r"(?:tidak|tdk|non|bukan|belum)[\s-]*(?:ber)?badan hukum|^(?:tidak|belum|bukan|tdk|non)\b")
_WITHOUT_FORM = re.compile(r"(?:tidak|tdk|non|bukan|belum)[\s-]*(?:ber)?badan hukum")
_LEGAL = re.compile(r"berbadan hukum|^(?:ya|ada|sudah|iya)\b|badan hukum")
_FORMS = ((Form.YAYASAN, r"\byayasan\b"), (Form.PERKUMPULAN, r"perkumpulan"), (Form.OTHER, r"koperasi|ormas"))
_PAPERS_APART = re.compile(r"\s*[/;,&]\s*(?=(?:no\w*\W+)?(?:akt[ae]|ahu|sk)\b)", re.IGNORECASE)  # in one cell
_DIGIT, _NO_DIGIT, _POINT_NOUGHT = re.compile(r"\d"), re.compile(r"\D"), re.compile(r"^(\d+)\.0$")
_NOT_NOUGHT = re.compile(r"[1-9]")
_AFTER_NAME, _TWO_LETTERS = re.compile(r"[\d(+/]|\b(?:hp|telp|no|wa)\b", re.IGNORECASE), re.compile(r"[^\W\d_]{2}")
_ROUNDED = re.compile(r"\d+(?:[.,]\d+)?[eE]\+?\d+")  # a number as a sheet shows a long one
_OF_SUPPORT = (
    "male", "female", "managers", "workers", "social_workers", "capacity", "money", "building", "access",
)  # fmt: skip
MOST_LETTERS = 500  # of a name, and of a name with its address


@dataclass(frozen=True)
class Around:
    """What holds for a row without a word in it: from titles, groups and the name of the file. ``own_list`` is the
    region whose own list it is; ``day`` (ISO) when it is taken in, ``year`` of which its counts are. ``elsewhere``: a
    title above it that is no kabupaten/kota of Aceh."""

    region: str = ""
    own_list: str = ""
    kecamatan: str = ""
    group: str = ""
    day: str = ""
    year: str = ""
    elsewhere: str = ""


@dataclass
class Read:
    """An institution, the numbers of its rows, whether it lies outside Aceh."""

    lks: LksTold
    rows: list[int] = field(default_factory=list)
    ministry_id: str = ""
    place: Place = Place()
    line: Line | None = None


def name_of(line: Line) -> tuple[str, str]:
    """The name as written, and the address that stands behind it in the same cell."""
    if said := next((found for _, found in line.cells("name")), Cell()).text:
        return " ".join(_NUMBERED.sub("", said).split())[:MOST_LETTERS], ""
    lines = next((found for _, found in line.cells("name_address")), Cell()).text.split("\n")
    said = "\n".join(" ".join(words.split()) for words in lines).strip()[:MOST_LETTERS]
    parts = [part.strip(" ,") for part in _ADDRESS.split(said, maxsplit=1)]
    return " ".join(_NUMBERED.sub("", parts[0]).split())[:MOST_LETTERS], parts[1] if len(parts) > 1 else ""


def read_institution(line: Line, name: str, behind: str, around: Around) -> Read:
    """``name``, and the address ``behind`` it, as ``name_of`` has found them in the line."""
    lks = new_lks(name)
    address = line.text("address") or " ".join(behind.split())
    place = _domicile(line, lks, address, around)
    _take_legal(line, lks)
    lks["owner"] = owner_of(line.text("owner"), name, around.own_list)
    lks["ministry_number"] = line.text("ministry_number")
    lks["scope"] = _scope(line.text("scope"))
    contact = lks["contact"]
    contact["phone"], contact["email"] = _phone(line, "phone"), _email(line)
    contact["leader"] = line.text("leader") or _called(line.text("leader_phone"))
    contact["leader_phone"] = _phone(line, "leader_phone")
    take_row(line, lks, around)
    _take_support(line, lks, around)
    return Read(lks, ministry_id=line.text("ministry_id"), place=place, line=line)


def foundation_above(line: Line, above: Read | None) -> str:
    """The foundation of the row above where this one leaves its cell empty and shows the same decree: the next home."""
    if above is None or above.line is None or not above.lks["parent"] or line.text("parent") or not line.text("sk"):
        return ""
    return above.lks["parent"] if line.text("sk") == above.line.text("sk") else ""


def take_row(line: Line, lks: LksTold, around: Around) -> None:
    """What each row of an institution can add: registrations, services, events, its standing."""
    known = [(one["number"], one["status"]) for one in lks["registrations"]]
    lks["registrations"] += [one for one in registrations_of(line) if (one["number"], one["status"]) not in known]
    for service in services_of(line, around.group):
        held = next((one for one in lks["services"] if one["kind"] == service["kind"]), None)
        if held is None:
            lks["services"].append(service)
        else:
            held["accreditations"] += [one for one in service["accreditations"] if one not in held["accreditations"]]
    take_standing(line, lks, around.day)


def _domicile(line: Line, lks: LksTold, address: str, around: Around) -> Place:
    place = region_of(line.text("region"), line.text("region_code"), line.text("province"))
    if around.elsewhere and not place.code:
        place = outside(around.elsewhere)
    lks["region"] = "" if place.elsewhere else place.code or around.region or address_region(address)
    lks["kecamatan"] = kecamatan_of(line.text("kecamatan"), address) or around.kecamatan
    lks["gampong"] = gampong_of(line.text("gampong"), address)
    lks["hidden"] = bool(HIDDEN.search(address.lower()))
    lks["address"] = "" if lks["hidden"] else address[: domicile.MOST]
    for column, _ in line.cells("region", "region_code"):
        line.doubt(column, place.doubt)
        break
    return place


def _take_legal(line: Line, lks: LksTold) -> None:
    legal, parent = lks["legal"], line.text("parent") or line.foundation
    if parent and folded(parent) != folded(lks["name"]):
        lks["parent"] = parent
    legal["sk"] = _sk(line, lks)
    legal["npwp"] = next((text for text in [line.text("npwp")] if _NOT_NOUGHT.search(text)), "")
    deed = legal["deed"]
    number, *rest = REST.split(line.text("deed_number"), maxsplit=1)
    deed["number"], deed["notary"] = number.strip(" ,.:"), line.text("notary")
    if rest and HAS_DAY.search(rest[0]):
        deed["date"] = days_beside(rest[0])[0]
    for column, found in line.cells("deed_date"):
        day = read_day(found.text, found.value, first=line.first(column))
        deed["date"] = day.last if day.exact else ""
        line.doubt(column, day.doubt)
    said = [" ".join(text.lower().split()) for text in line.texts("form", "sk", "deed_number", "activity")]
    legal["form"] = _form(said, line.texts("form"), lks["name"])


def _sk(line: Line, lks: LksTold) -> str:
    """The decree on the institution itself. One on the foundation above it is not its own, and is told."""
    if not line.says(("sk", "parent_sk")):
        return ""
    said = _PAPERS_APART.split(line.text("sk"))
    parts = [REST.split(text, maxsplit=1)[0].strip(" ,") for text in said if _DIGIT.search(text)]
    own = next((text for text in parts if "ahu" in text.lower()), parts[0] if parts else "")
    above = line.text("parent_sk")
    if _DIGIT.search(above) and folded(lks["name"]).startswith("yayasan"):
        return own or above
    for column, _ in line.cells("parent_sk"):
        line.doubt(column, "pengesahan itu milik yayasannya, bukan milik lembaga ini; tidak dicatat.")
    if own and lks["parent"]:
        line.doubt(
            line.cells("sk")[0][0], f"pengesahan itu milik {lks['parent']}, bukan milik lembaga ini; tidak dicatat."
        )
        return ""
    return own


def _form(said: Iterable[str], given: Sequence[str], name: str) -> str:
    """ "bukan badan hukum" where any cell or the name says so, else what the column of forms names."""
    if any("badan hukum" in text and _WITHOUT_FORM.search(text) for text in (*said, name.lower())):
        return Form.NONE
    if not given:
        return ""
    words = " ".join(" ".join(text.lower().split()) for text in given)
    if _NOT_LEGAL.search(words):
        return Form.NONE
    named = next((form for form, pattern in _FORMS if re.search(pattern, words)), "")
    if named or not _LEGAL.search(words):
        return named
    return Form.YAYASAN if "yayasan" in folded(name) else Form.OTHER


def _scope(said: str) -> str:
    words = said.lower()
    found = (("nasional", "nasional"), ("prov", "provinsi"), ("kab", "kabupaten/kota"), ("kota", "kabupaten/kota"))
    return next((scope for word, scope in found if word in words), "")


def _phone(line: Line, name: str) -> str:
    """What has digits enough: a column of contacts has names, too. "6,28136E+11" has lost its digits for good."""
    said = _POINT_NOUGHT.sub(r"\1", line.text(name))
    if not said:
        return ""
    if _ROUNDED.fullmatch(said):
        line.doubt(line.cells(name)[0][0], f"“{said}” sudah dibulatkan lembar kerja; nomornya tidak dicatat. Isi lagi.")
        return ""
    return said if len(_NO_DIGIT.sub("", said)) >= 6 and len(said) <= 100 else ""


def _called(said: str) -> str:
    """The name before a number: "Budi / 0812-..."."""
    name = _AFTER_NAME.split(said, maxsplit=1)[0].strip(" ,;:-")
    return name if _TWO_LETTERS.search(name) else ""


def _email(line: Line) -> str:
    said = line.text("email")
    return said if "@" in said else ""


def _take_support(line: Line, lks: LksTold, around: Around) -> None:
    """Counts of the list's year; a year of which nothing is said is not there."""
    if not line.says(_OF_SUPPORT):
        return
    clients = {"male": line.number("male"), "female": line.number("female")}
    if any(count is not None for count in clients.values()):
        lks["beneficiaries"][around.year] = {"male": clients["male"], "female": clients["female"]}
    one = new_support()
    one["managers"], one["workers"] = line.number("managers"), line.number("workers")
    one["social_workers"], one["capacity"] = line.number("social_workers"), line.number("capacity")
    money, building = line.text("money").lower(), line.text("building").lower()
    one["money"] = [source for source in MONEY if source.lower() in money]
    words = (("milik", "milik"), ("sewa", "sewa"), ("kontrak", "sewa"), ("pinjam", "pinjam"), ("hibah", "milik"))
    one["building"] = next((kind for word, kind in words if word in building), "")
    access = " ".join(line.texts("access")).lower()
    if access and not nothing(access.replace("tidak", "")):
        one["access"] = not access.startswith(("tidak", "belum"))
    if one != new_support():
        lks["support"][around.year] = one
