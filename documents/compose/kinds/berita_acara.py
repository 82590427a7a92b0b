"""Berita Acara Pembahasan: what Dinas Sosial Aceh and one kabupaten/kota found about its tasks, signed by both.

What was found is typed when it is issued (``workflow.rakor.discussed``); how a task stands is what is recorded.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from documents.compose.composer import Composer
from documents.compose.letter_case import LetterCase, gather_letter
from documents.compose.parts import meeting, office, own_words
from documents.compose.parts.letter_head import number
from documents.compose.parts.monitored import first_deadline
from documents.compose.parts.paper import PREVIEW
from documents.compose.parts.rakor_data import tasks_data
from documents.report.blocks import (
    Block,
    Column,
    Mark,
    NumberedList,
    Paragraph,
    Report,
    Row,
    Section,
    SignatureBlock,
    Signer,
    Table,
    Title,
)
from documents.report.language import (
    DOTS,
    MONTHS,
    UNSET,
    counted,
    day_names,
    enumerated,
    flat,
    in_words,
    long_date,
    table_date,
)
from workflow.clock import stamp
from workflow.kinds import Kind
from workflow.machine.stages import Closed, Stage, situation_of
from workflow.rakor.noun_titles import followed
from workflow.tasks.holding import Holder

COLUMNS = (
    Column("Butir", 12, "center"),
    Column("Tindak Lanjut", 45),
    Column("Hasil Pembahasan", 43),
    Column("Batas Waktu", 31),
    Column("Di Tangan Sesudahnya", 34),
)
HANDS = {
    Holder.CHAIR: "Ketua LKKS", Holder.SEKDIS: "Sekretaris Dinas Sosial", Holder.DINSOS: "Dinas Sosial Aceh",
    Holder.PROVINCE: "Pemerintah Aceh",
}  # fmt: skip
NOT_YET = "Belum dibahas"
PARTIES = ("PIHAK PERTAMA", "PIHAK KEDUA")
CLOSING = (
    "Demikian berita acara ini dibuat dengan sebenarnya dalam rangkap 2\u00a0(dua), masing-masing mempunyai kekuatan "
    "yang sama, untuk dipergunakan sebagaimana mestinya."
)


def berita_acara(case: LetterCase, check_url: str) -> Report:
    mark: Mark = "PRATINJAU" if case.issue.mark else ""
    foot = f"Berita Acara Nomor {case.issue.number}" if case.issue.number else "Berita Acara"
    return Report(
        Kind.BERITA_ACARA, "Berita acara pembahasan", (Section(tuple(_body(case)), "F4", foot=foot),),
        stamp(case.issue.at), mark=mark, mark_note=PREVIEW if mark else "", code=case.issue.code, check_url=check_url,
        data=tasks_data(case),
    )  # fmt: skip


def subject(case: LetterCase) -> str:
    return f"Berita Acara Pembahasan Tindak Lanjut {meeting.name(case)} dengan {case.region.full}"


def signing(case: LetterCase) -> str:
    """Both parties, for the register and the check page."""
    own, theirs = (office.signing_position(one, office.region_of(one)) for one in (case.paper, case.theirs))
    return f"{own} dan {theirs}"


def _title(case: LetterCase) -> tuple[str, ...]:
    place = f"DENGAN {case.region.full.upper()}"
    return "BERITA ACARA PEMBAHASAN", "TINDAK LANJUT HASIL RAPAT KOORDINASI", place


def proposes(case: LetterCase) -> dict[str, str]:
    return {"title": " ".join(_title(case)), "free": ""}


def _body(case: LetterCase) -> list[Block]:
    return [
        office.letterhead(case.paper),
        Title(own_words.title(case, *_title(case)), f"NOMOR {number(case)}"),
        Paragraph(_when(case)),
        NumberedList(_parties(case), bold=PARTIES),
        Paragraph(_discussed(case), "lead-in"),
        _table(case),
        *_moved(case),
        *_carried_over(case),
        *own_words.paragraph(case),
        Paragraph(CLOSING, "closing-flush"),
        SignatureBlock((_party(case.theirs, "PIHAK KEDUA,"), _party(case.paper, "PIHAK PERTAMA,"))),
    ]


def _when(case: LetterCase) -> str:
    """The day in words and in figures; hours always with WIB."""
    on, params = date.fromisoformat(case.today), case.params
    words = f"tanggal {in_words(on.day)} bulan {MONTHS[on.month]} tahun {in_words(on.year)} ({on:%d-%m-%Y})"
    hours = f"pukul {params.get('begins') or DOTS} s.d. {params.get('ends') or DOTS} WIB"
    return (
        f"Pada hari ini, {day_names(case.today, case.today)}, {words}, bertempat di {params.get('place') or DOTS}, "
        f"{hours}, kami yang bertanda tangan di bawah ini:"
    )


def _parties(case: LetterCase) -> tuple[str, str]:
    theirs = f"{_name(case.theirs)} bersama LKKS {case.region.full}"
    return (
        f"{_person(case.paper)}, bertindak untuk dan atas nama {_name(case.paper)}, selanjutnya disebut {PARTIES[0]}; "
        "dan",
        f"{_person(case.theirs)}, bertindak untuk dan atas nama {theirs}, selanjutnya disebut {PARTIES[1]},",
    )


def _name(body: Mapping[str, Any]) -> str:
    return office.name_of(body, office.region_of(body))


def _person(body: Mapping[str, Any]) -> str:
    position = office.signing_position(body, office.region_of(body))
    return f"{flat(body['signer_name']) or DOTS}, jabatan {position}"


def _discussed(case: LetterCase) -> str:
    found, of_all = len(_results(case)), len(case.tasks)
    count = counted(found) if found == of_all else f"{counted(found)} dari {counted(of_all)}"
    return f"telah membahas {count} tindak lanjut {case.region.full} dengan hasil sebagai berikut:"


def _results(case: LetterCase) -> Mapping[str, str]:
    own = {str(task["id"]) for task in case.tasks}
    return {id_: text for id_, text in case.params.get("results", {}).items() if id_ in own}


def _table(case: LetterCase) -> Table:
    tasks = sorted(case.tasks, key=lambda task: (task["no"], task["id"]))
    rows = tuple(
        Row((
            str(task["no"]), followed(case.rakor, task),
            flat(_results(case).get(str(task["id"]), "")) or NOT_YET, _until(task), hands(task),
        ))
        for task in tasks
    )  # fmt: skip
    return Table(COLUMNS, rows, f"Hasil pembahasan tindak lanjut {case.region.full}", "small")


def _until(task: Mapping[str, Any]) -> str:
    """The deadline in force, under it the one before any adendum moved it."""
    now = table_date(task["deadline"], UNSET)
    first = first_deadline(task)
    return f"{now}\nsemula {table_date(first)}" if first else now


def hands(task: Mapping[str, Any]) -> str:
    """Whose turn it is, or how the task ended."""
    here = situation_of(task)
    if here.closed:
        return Closed(here.closed).label
    return "Selesai" if here.stage is Stage.IMPLEMENTED else HANDS[Holder(task["holder"])]


def _moved(case: LetterCase) -> list[Block]:
    moved = [str(task["no"]) for task in case.tasks if "semula" in _until(task)]
    if not moved:
        return []
    return [Paragraph(f"Batas waktu butir {enumerated(sorted(moved, key=int))} diubah dengan adendum.", "note")]


def _carried_over(case: LetterCase) -> list[Block]:
    following = case.params.get("following")
    if not following:
        return []
    return [Paragraph(f"Hal-hal yang belum dibahas dilanjutkan pada pembahasan tanggal {long_date(following)}.")]


def _party(body: Mapping[str, Any], party: str) -> Signer:
    """The region stands under the head's position, so that it is told whose it is."""
    signer, region = office.signer(body, party), office.region_of(body).full.upper()
    first, *rest = (line.rstrip(",") for line in signer.office)
    if region in first.upper():
        lines = [first, *rest]
    elif office.region_of(body).type:
        lines = [first, region, *rest]
    else:  # "KEPALA DINAS SOSIAL ACEH"
        lines = [f"{first} {region}", *rest]
    return replace(signer, office=(*lines[:-1], f"{lines[-1]},"))


COMPOSER = Composer(gather_letter, berita_acara, subject, signing, proposes=proposes)
