"""The rakor in words: its days, place, invitation and participants, as far as they were recorded."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from documents.compose.task_case import AboutRakor, Case
from documents.report.language import (
    NONE,
    as_title,
    counted,
    date_range,
    day_names,
    day_range,
    enumerated,
    flat,
    long_date,
    mid_sentence,
)
from workflow.rakor.noun_titles import paper_title


def name(case: AboutRakor) -> str:
    return flat(case.rakor["title"])


def days(case: AboutRakor) -> str:
    """ "Senin s.d. Selasa, 18–19 September 2023" """
    return day_range(case.rakor["start"], case.rakor["end"])


def dates(case: AboutRakor) -> str:
    """ "18–19 September 2023" """
    return date_range(case.rakor["start"], case.rakor["end"])


def place(case: AboutRakor) -> str:
    return ", ".join(part for part in (case.rakor["venue"], case.rakor["city"]) if part)


def held(case: AboutRakor) -> str:
    """Who held it, when and where: the sentence that opens every account of it, without its full stop."""
    rakor = case.rakor
    when = f"pada hari {day_names(rakor['start'], rakor['end'])}, tanggal {dates(case)}"
    return f"diselenggarakan oleh {rakor['organiser']} {when}, di {rakor['venue']}"


def purpose(case: AboutRakor) -> str:
    """ "Rapat tersebut bertujuan meningkatkan …" without its full stop, or nothing."""
    text = flat(case.rakor["purpose"]).rstrip(".")
    if not text:
        return ""
    inside = mid_sentence(text)
    return f"Tujuan rapat tersebut: {text}" if inside == text else f"Rapat tersebut bertujuan {inside}"


def letter(case: AboutRakor) -> str:
    """The invitation: "Surat Kepala Dinas Sosial Aceh Nomor … tanggal …"; only its recorded parts, else nothing."""
    rakor = case.rakor
    if not (rakor["basis"] or rakor["basis_number"]):
        return ""
    parts = [flat(rakor["basis"]).rstrip(".") or "Surat undangan"]
    if rakor["basis_number"]:
        parts.append(f"Nomor {rakor['basis_number']}")
    if rakor["basis_date"]:
        parts.append(f"tanggal {long_date(rakor['basis_date'])}")
    return " ".join(parts)


def letter_inside(case: AboutRakor) -> str:
    """The invitation inside a sentence: "surat Kepala …"."""
    text = letter(case)
    return text[:1].lower() + text[1:] if text.startswith(("Surat ", "Undangan ")) else text


def participants(case: AboutRakor) -> str:
    """As recorded; without it, how many were ticked as present; without these, nothing."""
    if case.rakor["participants_text"]:
        return str(case.rakor["participants_text"])
    present = sum(person["attended"] for person in case.rakor["participants"])
    return f"{counted(present)} orang" if present else ""


def delegates(case: Case) -> str:
    """Those present from the task's region, by office and never by name."""
    found = [
        _delegate(person)
        for person in case.rakor["participants"]
        if person["attended"] and person["region"] == case.region.code
    ]
    return enumerated([office for office in dict.fromkeys(found) if office])


def _delegate(person: Mapping[str, Any]) -> str:
    """By the position; of an institution of the register with its name."""
    if person.get("lks"):
        return " ".join(filter(None, (as_title(person["position"]), flat(person["institution"]))))
    return as_title(person["position"] or person["institution"])


def point(case: Case) -> str:
    """ "butir 8" """
    return f"butir {case.outcome['no']}"


def points(case: Case) -> str:
    """ "butir 8" of one, "butir 2, 5, dan 8" of several."""
    return numbered(case.each)


def numbered(cases: Sequence[Case]) -> str:
    """The outcomes of these cases by their numbers: "butir 5 dan 7", "butir 1–7 dan 9–23"."""
    return f"butir {enumerated(ranges(cases, 4))}"


def ranges(cases: Sequence[Case], shortest: int) -> list[str]:
    """The numbers of these cases; ``shortest`` and more in a row are told by the first and the last."""
    runs: list[list[int]] = []
    for case in cases:
        no = case.outcome["no"]
        if runs and no == runs[-1][-1] + 1:
            runs[-1].append(no)
        else:
            runs.append([no])
    return [part for run in runs for part in ([f"{run[0]}–{run[-1]}"] if len(run) >= shortest else map(str, run))]


def counted_points(case: Case) -> str:
    """ "butir 8" of one, "3 (tiga) butir" of several."""
    return f"{counted(len(case.each))} butir" if case.others else point(case)


def identity(case: Case) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The identity of the rakor in two columns; what was not recorded shows as a dash."""
    return (
        ("Nama rakor", (name(case),)),
        ("Penyelenggara", (case.rakor["organiser"],)),
        ("Hari/tanggal", (days(case),)),
        ("Peserta", (participants(case) or NONE,)),
        ("Tempat", (place(case),)),
        ("Dasar undangan", (letter(case) or NONE,)),
    )


def topic(case: Case) -> str:
    """What a paper is about, a noun phrase: the outcome's title on papers, or its number where it has none."""
    if title := flat(paper_title(case.outcome, case.task.get("part", ""))).rstrip("."):
        return title
    return f"{point(case).capitalize()} Hasil {name(case)}"
