"""Offices: whose letterhead, place, number pattern, addressees and signer a document carries.

Each kabupaten/kota has two identities: its Dinas Sosial (a government office) and its LKKS (a body of the
community: no NIP, no rank, no archive code). The province has its Dinas Sosial. All defaults that the rules leave
open (marks [S] and [U] of the domain notes) are values here that the admin can change.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, cast

from workflow.audit import chain as audit
from workflow.errors import Invalid, NotAllowed, NotFound, Stale
from workflow.kinds import KINDS, Whose
from workflow.machine.permissions import may_administer
from workflow.offices import addressees, number_patterns, sheets, signatories, signature_place
from workflow.offices.addressees import COVERS, spoken_to
from workflow.records import SCHEMA, Office
from workflow.regions import ACEH, PROVINCE, Region, regions
from workflow.roles import Actor
from workflow.store import Record, Store
from workflow.text import Fields, fold

# field -> label, most characters; in the order of the settings page
TEXTS: dict[str, tuple[str, int]] = {
    "head": ("baris pertama kop", 120),
    "name": ("nama kantor di kop", 120),
    "address": ("alamat di kop", 300),
    "contact": ("telepon, pos-el, dan laman di kop", 300),
    "place": ("tempat pada tanggal surat", 60),
    "unit_code": ("kode unit", 30),
    "archive_code": ("kode klasifikasi arsip", 30),
    "number_pattern": ("pola nomor", 100),
    "addressee": ("tujuan laporan", 200),
    "copies": ("tembusan", 600),
    "forwards": ("tujuan disposisi", 600),
    "wishes": ("harapan pada disposisi", 600),
    "urgency": ("sifat", 40),
    "signer_principal": ("jabatan pemberi mandat", 120),
    "signer_through": ("jabatan di antaranya", 120),
    "signer_position": ("jabatan penanda tangan", 120),
    "signer_name": ("nama penanda tangan", 120),
    "signer_rank": ("pangkat, golongan ruang", 80),
    "signer_nip": ("NIP", 30),
}
LISTS = ("copies", "forwards", "wishes")  # one item a line
FORWARDS = (
    "Sekretaris Daerah", "Asisten Pemerintahan dan Kesra", "Kepala Dinas Sosial", "Kepala Bappeda", "Kepala BPKD",
    "Kepala Bagian Hukum", "Ketua LKKS",
)  # fmt: skip
WISHES = (
    "tanggapan dan saran", "proses lebih lanjut sesuai ketentuan", "koordinasi atau konfirmasi",
    "siapkan naskah keputusan", "bahas dalam rapat pimpinan", "wakili atau hadiri", "simpan",
)  # fmt: skip
CHOICES: dict[str, dict[str, str]] = {
    "report_identity": {"dinsos": "Dinas Sosial", "lkks": "LKKS", "bersama": "Dinas Sosial dan LKKS bersama"},
    "cover": COVERS,
    "security_code": number_patterns.SECURITY,
    "number_pelaksanaan": number_patterns.REPORTS,
    "report_numbers": {"two": "Dua: pengantar dan laporan masing-masing", "one": "Satu untuk keduanya"},
}
BEFORE = {"report_numbers": "one"}  # as offices did before they could choose
REQUIRED = ("name", "place", "signer_position", "number_pattern", "addressee")


def defaults(region: Region) -> list[Office]:
    """The two offices of a kabupaten/kota as they are before anybody has changed them."""
    common: dict[str, Any] = {
        "schema": SCHEMA["office"], "region": region.code, "address": "", "contact": "", "place": region.capital,
        "archive_code": "400.9.12", "number_pattern": "{kode}/{urut}/{unit}/{tahun}", "number_digits": 4,
        "security_code": "B", "number_pelaksanaan": "blank", "report_numbers": "two", "report_identity": "dinsos",
        "cover": "nota_dinas", "urgency": "Segera", "addressee": region.leader,
        "forwards": "\n".join(FORWARDS), "wishes": "\n".join(WISHES),
        "addressees": addressees.defaults(region.code), "emblem": "", "letterhead": {},
        "signer_mode": "", "signer_principal": "", "signer_through": "", "signer_name": "", "signer_rank": "",
        "signer_nip": "", **signature_place.DEFAULTS,
    }  # fmt: skip
    dinsos = {
        **common, **sheets.defaults("dinsos"), "identity": "dinsos", "head": f"PEMERINTAH {region.full.upper()}",
        "name": "DINAS SOSIAL", "unit_code": "DINSOS", "signer_mode": "a.n.", "signer_principal": "KEPALA DINAS SOSIAL",
        "signer_position": "SEKRETARIS", "copies": f"Ketua LKKS {region.full}",
    }  # fmt: skip
    lkks = {
        **common, **sheets.defaults("lkks"), "identity": "lkks",
        "head": "LEMBAGA KOORDINASI KESEJAHTERAAN SOSIAL (LKKS)", "name": region.full.upper(), "unit_code": "LKKS",
        "archive_code": "", "cover": "surat",
        "addressees": addressees.defaults(region.code, "lkks"),
        "signer_position": f"KETUA LKKS {region.full.upper()}", "copies": f"Kepala Dinas Sosial {region.full}",
        "number_pattern": "{urut}/{unit}/{bulan_romawi}/{tahun}",
    }  # fmt: skip
    return [cast(Office, dinsos), cast(Office, lkks)]  # the fields of the sheets come from the table of their kinds


def province_default() -> Office:
    return {
        **defaults(regions()["11.71"])[0],
        "region": PROVINCE, "head": "PEMERINTAH ACEH", "place": "Banda Aceh", "addressee": ACEH.leader,
        "signer_mode": "", "signer_principal": "", "signer_position": "KEPALA DINAS SOSIAL ACEH", "copies": "",
        "cover": "surat", "addressees": addressees.defaults(PROVINCE), "forwards": "\n".join(FORWARDS[:-1]),
    }  # fmt: skip


def ensure_offices(store: Store) -> None:
    """Gives every region its offices once; an existing one only gets the settings that are newer than itself. One that
    has numbered a report and its letter with one number goes on so.
    """
    with store.transaction():
        found = store.find(Office)
        there = {(office["region"], office["identity"]): office for office in found}
        complete = not any("damaged" in office for office in found)  # else one of them may be the one that is missing
        wanted = [province_default(), *(o for region in regions().values() for o in defaults(region))]
        for office in wanted:
            stored = there.get((office["region"], office["identity"]))
            if stored is None:
                if complete:
                    store.insert(Office, office)
            elif stored["schema"] < office["schema"] or office.keys() - stored.keys():
                store.save({**office, **BEFORE, **stored, "schema": office["schema"]})


def office_of(store: Store, region: str, identity: str) -> Office:
    """The office of a region with identity "dinsos" or "lkks"; the province has its Dinas only, for all its papers."""
    identity = "dinsos" if region == PROVINCE else identity
    for office in store.find(Office, region=region, identity=identity):
        return _completed(office, region, identity) if "damaged" in office else office
    for office in store.find(Office):
        if "damaged" in office and _is_lost(office):
            return _completed(office, region, identity)
    raise NotFound(f"Kantor {identity} untuk wilayah {region} belum ada. Minta admin membukanya di Pengaturan.")


def _is_lost(office: Mapping[str, Any]) -> bool:
    """Whether of a damaged office not even that can be read whose it is."""
    stored = office["damaged"] if isinstance(office["damaged"], dict) else {}
    return any(stored.get(key) != office[key] for key in ("region", "identity"))


def _completed(office: Office, region: str, identity: str) -> Office:
    """A damaged office, to be shown: what is lost is as before anybody had changed it. It issues nothing."""
    own = (province_default(),) if region == PROVINCE else defaults(regions()[region])
    (unchanged,) = (one for one in own if one["identity"] == identity)
    there = {key: value for key, value in office.items() if value}
    return cast(Office, {**unchanged, **there, "region": region, "identity": identity})


def issuer_of(store: Store, region: str, type_: str) -> Office:
    """The office whose paper a document about a region's task is: letterhead, register, signer and addressees.

    The report to the leader goes out as the Dinas has set it, decisions are papers of Dinas Sosial Aceh; everything
    else about a task is one of the LKKS.
    """
    if KINDS[type_].whose is Whose.PROVINCE:
        return office_of(store, PROVINCE, "dinsos")
    if KINDS[type_].whose is Whose.LKKS:
        return office_of(store, region, "lkks")
    dinsos = office_of(store, region, "dinsos")
    return office_of(store, region, "lkks") if dinsos["report_identity"] == "lkks" else dinsos


def joins(store: Store, region: str, type_: str) -> Office | None:
    """The LKKS that issues a paper together with the Dinas, where a joint report is set: it numbers it, too."""
    if KINDS[type_].whose is not Whose.CHOSEN or region == PROVINCE:
        return None
    joint = office_of(store, region, "dinsos")["report_identity"] == "bersama"
    return office_of(store, region, "lkks") if joint else None


def check_signers(store: Store, region: str, type_: str, on: str) -> None:
    """Raises ``Invalid`` when both blocks of a joint paper of that day would carry one name."""
    if joins(store, region, type_) is None:
        return
    names = [office_on(store, region, identity, on)["signer_name"] for identity in ("dinsos", "lkks")]
    if names[0] and fold(names[0]) == fold(names[1]):
        said = f"Laporan bersama ditandatangani dua orang, tetapi Dinas Sosial dan LKKS sama-sama memakai {names[0]}. "
        raise Invalid({"signers": f"{said}Minta admin memperbaiki penanda tangan salah satunya."})


def office_on(store: Store, region: str, identity: str, on: str, addressee: str = "") -> dict[str, Any]:
    """The office as a document of that day (ISO) to that addressee needs it: who signs, which cover, how to speak.

    ``form`` is "Bapak/Ibu", "Bapak" or "Ibu", ``seat`` where the addressee is and ``through`` whose desk it passes, or
    ""; without an addressee the office's usual one is meant. An LKKS is outside the government, where there are no
    notas dinas: its cover is always a letter.
    """
    office = signatories.signing(store, office_of(store, region, identity), on)
    to = spoken_to(office, addressee)
    cover = "surat" if office["identity"] == "lkks" else to.cover
    return {**office, "cover": cover, "form": to.form, "seat": to.seat, "through": to.through}


def cover_name(office: Mapping[str, Any], addressee: str) -> str:
    """ "Nota dinas" or "Surat": what goes with a report to that addressee."""
    cover = "surat" if office["identity"] == "lkks" else spoken_to(office, addressee).cover
    return COVERS[cover].split(" (")[0]


def edit_office(
    store: Store, actor: Actor, office_id: int, data: Mapping[str, Any], *, version: int, at: datetime
) -> Record:
    """Saves an office's settings with an audit event that names the changed fields."""
    return change(store, actor, office_id, lambda office: check_office({**office, **data}), version=version, at=at)


def change(
    store: Store, actor: Actor, office_id: int, checked: Callable[[Office], Mapping[str, Any]], *, version: int,
    at: datetime,
) -> Record:  # fmt: skip
    """Every change of an office: ``checked`` gives the accepted values of the stored office, or raises ``Invalid``."""
    if not may_administer(actor):
        raise NotAllowed("Pengaturan kantor hanya dapat diubah oleh Admin.")
    with store.transaction():
        office = store.get(Office, office_id)
        if office is None:
            raise NotFound
        if office["version"] != version:
            raise Stale(office)
        values = checked(office)
        changed = sorted(name for name, value in values.items() if office.get(name) != value)
        saved = store.save({**office, **values})
        chain = office["region"] if office["region"] in regions() else audit.PROVINCE_CHAIN
        audit.append(store, actor, "office_edited", at, {"office": office_id, "changed": changed}, chain=chain)
    return saved


def check_office(data: Mapping[str, Any]) -> dict[str, Any]:
    """Typed settings as values, or ``Invalid``. A doubtful NIP is the page's warning, never a refusal."""
    fields = Fields(data)
    values: dict[str, Any] = {
        name: (fields.paragraph if name in LISTS else fields.line)(name, label, required=name in REQUIRED, most=most)
        for name, (label, most) in TEXTS.items()
    }
    if wrong := number_patterns.problem(values["number_pattern"]):
        fields.wrong["number_pattern"] = wrong
    values["signer_mode"] = str(data.get("signer_mode", ""))
    for name, known in CHOICES.items():
        values[name] = str(data.get(name) or next(iter(known)))
        if values[name] not in known:
            fields.wrong[name] = "Pilih salah satu dari daftar."
    signer = (values[f"signer_{name}"] for name in ("mode", "principal", "through"))
    fields.wrong |= signatories.mandate_gaps(*signer, prefix="signer_")
    digits = str(data.get("number_digits", ""))
    if digits not in {"1", "2", "3", "4", "5", "6"}:
        fields.wrong["number_digits"] = "Banyaknya angka nomor urut adalah 1 sampai 6."
    fields.done()
    return {**values, "number_digits": int(digits)}


def gaps(office: Mapping[str, Any]) -> list[str]:
    """What a paper of this office leaves to be written by hand. An LKKS is no part of the civil service: no NIP."""
    wanted = {"address": "alamat kop", "signer_name": "nama penanda tangan"}
    if office["identity"] == "dinsos":
        wanted |= {"signer_rank": "pangkat", "signer_nip": "NIP"}
    return [words for name, words in wanted.items() if not office[name]]
