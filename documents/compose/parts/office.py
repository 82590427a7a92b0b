"""The offices on paper: letterheads, how they are called in a sentence, and who signs for them.

A name, rank or NIP that the office has not set stays a dotted line. The chair of an LKKS is no civil servant and
never has rank or NIP.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from documents.compose.task_case import Case, OfDinas, OnPaper
from documents.report.blocks import Letterhead, Signer
from documents.report.language import as_title, long_date
from workflow.offices.nip import grouped
from workflow.offices.signatories import FOR_ANOTHER
from workflow.regions import Region, regions


def letterhead(office: Mapping[str, Any]) -> Letterhead:
    return Letterhead(
        "lkks" if office["identity"] == "lkks" else "dinas",
        (office["head"], office["name"]),
        tuple(text for text in (office["address"], office["contact"]) if text),
        office["emblem"],
        office["kop_rule"],
    )


def region_of(office: Mapping[str, Any]) -> Region:
    """Where the office is; Aceh of that of the province."""
    return regions()[office["region"]]


def name_of(office: Mapping[str, Any], region: Region) -> str:
    """ "LKKS Kabupaten Bireuen", "Dinas Sosial Kabupaten Bireuen" """
    if office["identity"] == "lkks":
        return f"LKKS {region.full}"
    return _of_region(as_title(office["name"]), region)


def dinsos_name(case: OfDinas) -> str:
    """ "Dinas Sosial Kabupaten Bireuen" """
    return _of_region(as_title(case.dinsos["name"]), case.region)


def lkks_name(case: Case) -> str:
    """Who made the plan: "LKKS Kabupaten Bireuen"; for the province its Dinas."""
    return case.region.body


def signing(case: OnPaper) -> str:
    """Whoever signs for the office whose paper it is, by the position."""
    return signing_position(case.paper, region_of(case.paper))


def all_signing(case: Case) -> str:
    """Whoever signs a report: of a joint one both."""
    if not case.joint:
        return signing(case)
    return " dan ".join(signing_position(body, case.region) for body in (case.lkks, case.dinsos))


def issuers(case: OnPaper) -> str:
    """The office or offices whose paper it is, in a sentence."""
    if isinstance(case, Case) and case.joint:
        return f"{dinsos_name(case)} dan {lkks_name(case)}"
    return name_of(case.paper, region_of(case.paper))


def sender(case: Case) -> str:
    """From whom a report comes: the one in whose name it is signed, of a joint one both."""
    if case.joint:
        return f"{_sending(case.lkks)} dan {_sending(case.dinsos)}"
    return _sending(case.issuer)


def _sending(office: Mapping[str, Any]) -> str:
    region = region_of(office)
    if _mandated(office):
        return _in_full(office["signer_principal"], office, region)
    return f"{office['signer_mode']} {_in_full(office['signer_position'], office, region)}".strip()


def signing_position(office: Mapping[str, Any], region: Region) -> str:
    """The signer's position for the register and the check page: "Sekretaris a.n. Kepala Dinas Sosial …"."""
    if _mandated(office):
        principal = _in_full(office["signer_principal"], office, region)
        between = f"u.b. {as_title(office['signer_through'])} " if office["signer_mode"] == "u.b." else ""
        return f"{as_title(office['signer_position'])} {between}a.n. {principal}"
    return f"{office['signer_mode']} {_in_full(office['signer_position'], office, region)}".strip()


def dinsos_signer(case: OfDinas, above: str = "") -> Signer:
    """Whoever signs for the Dinas, with rank and NIP."""
    return signer(case.dinsos, above)


def reporter(case: Case, above: str = "") -> Signer:
    """Whoever signs the report to the leader: for the Dinas with rank and NIP, for the LKKS its chair by name only."""
    return chair(case, above) if case.issuer["identity"] == "lkks" else dinsos_signer(case, above)


def signer(office: Mapping[str, Any], above: str = "") -> Signer:
    """Whoever signs for an office; an LKKS is no part of the civil service."""
    civil = office["identity"] == "dinsos"
    return Signer(
        _with_comma([*_mandate(office), office["signer_position"]]),
        above,
        _mode(office),
        office["signer_name"],
        office["signer_rank"] if civil else "",
        civil,
        grouped(office["signer_nip"]) if civil else "",
        civil,
    )


def signer_of(office: Mapping[str, Any], above: str = "") -> Signer:
    """Whoever signs for a Dinas or for an LKKS."""
    return chair_of(office, above) if office["identity"] == "lkks" else signer(office, above)


def witness(case: Case, above: str) -> Signer:
    """The Dinas beside another office: its region stands under the head's position, so that it is told whose it is."""
    signer = dinsos_signer(case, above)
    first, *rest = (line.rstrip(",") for line in signer.office)
    region = case.region.full.upper()
    lines = [first, *rest] if region in first.upper() else [first, region, *rest]
    return replace(signer, office=_with_comma(lines))


def chair(case: Case, above: str = "") -> Signer:
    """The chair of the LKKS: office and name. For the province signs whoever signs for its Dinas."""
    if case.lkks["identity"] == "dinsos":
        return dinsos_signer(case, above)
    return chair_of(case.lkks, above)


def chair_of(lkks: Mapping[str, Any], above: str = "") -> Signer:
    """The chair of an LKKS; the region stands on a line of its own."""
    position, region = lkks["signer_position"], region_of(lkks).full.upper()
    lines = [position]
    if position.upper().endswith(f" {region}"):
        lines = [position[: -len(region)].strip(), position[-len(region) :]]
    return Signer(_with_comma([*_mandate(lkks), *lines]), above, _mode(lkks), lkks["signer_name"])


def secretary(case: Case, above: str, below: str) -> Signer:
    """The secretary of the Dinas as examiner; named only when the office's signer is the secretary."""
    office = case.dinsos
    known = "SEKRETARIS" in office["signer_position"].upper()
    return Signer(
        (f"Sekretaris {dinsos_name(case)},",),
        above,
        name=office["signer_name"] if known else "",
        nip=grouped(office["signer_nip"]) if known else "",
        nip_line=True,
        below=below,
    )


def author(case: Case, above: str, below: str) -> Signer:
    """The chair as the one who wrote the plan; in the Dinas of the province one of its heads of field."""
    if case.lkks["identity"] == "dinsos":
        return Signer((f"Kepala Bidang pada {dinsos_name(case)},",), above, nip_line=True, below=below)
    return Signer((f"{as_title(case.lkks['signer_position'])},",), above, name=case.lkks["signer_name"], below=below)


def place_date(office: Mapping[str, Any], iso: str) -> str:
    """ "Bireuen, 25 September 2023" """
    return f"{office['place']}, {long_date(iso)}"


def copies(office: Mapping[str, Any]) -> tuple[str, ...]:
    return tuple(line.strip() for line in office["copies"].split("\n") if line.strip())


def _mandated(office: Mapping[str, Any]) -> bool:
    return office["signer_mode"] in FOR_ANOTHER and bool(office["signer_principal"])


def _mode(office: Mapping[str, Any]) -> str:
    """What hangs before the first line: u.b. comes after an a.n. and never without it."""
    return "a.n." if office["signer_mode"] == "u.b." else str(office["signer_mode"])


def _mandate(office: Mapping[str, Any]) -> list[str]:
    """The lines over the signer's own position: whose mandate it is and, for u.b., through whom it came."""
    if not _mandated(office):
        return []
    between = [office["signer_through"], "u.b."] if office["signer_mode"] == "u.b." else []
    return [office["signer_principal"], *between]


def _in_full(position: str, office: Mapping[str, Any], region: Region) -> str:
    """A position with its office and region: "SEKRETARIS" is "Sekretaris Dinas Sosial Kabupaten Bireuen"."""
    title, name = as_title(position), as_title(office["name"])
    if office["identity"] == "dinsos" and name.casefold() not in title.casefold():
        title = f"{title.removesuffix('Dinas').strip()} {name}"
    return _of_region(title, region)


def _of_region(title: str, region: Region) -> str:
    return title if region.name.casefold() in title.casefold() else f"{title} {region.full}"


def _with_comma(lines: list[str]) -> tuple[str, ...]:
    *first, last = lines
    return (*first, f"{last.rstrip(',')},")
