"""Surat Pengingat I to III: the tasks of one kabupaten/kota that are late in its own hands, and what is asked.

It shows no other kabupaten/kota, counts no day of Dinas Sosial Aceh or of the province, and only asks: the province is
not the kabupaten's superior.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from documents.compose.composer import Composer
from documents.compose.letter_case import LetterCase, gather_letter
from documents.compose.parts import meeting, office, own_words
from documents.compose.parts.letter_head import letter_head
from documents.compose.parts.paper import PREVIEW
from documents.compose.parts.rakor_data import tasks_data
from documents.report.blocks import (
    Block,
    Column,
    CopyList,
    Mark,
    NumberedList,
    Paragraph,
    Report,
    Row,
    Section,
    SignatureBlock,
    Table,
)
from documents.report.language import clauses, counted, enumerated, long_date, table_date
from workflow.clock import stamp
from workflow.kinds import Kind
from workflow.machine.stages import CLAIMED, Stage, situation_of
from workflow.rakor.letters import LEVELS
from workflow.rakor.noun_titles import followed
from workflow.tasks.holding import Holder
from workflow.tasks.kept_days import late_days, late_now, split

Tasks = Sequence[Mapping[str, Any]]
COLUMNS = (
    Column("No.", 10, "center"),
    Column("Butir", 14, "center"),
    Column("Tindak Lanjut", 58),
    Column("Batas Waktu", 32),
    Column("Lewat (hari)", 18, "right"),
    Column("Di Tangan, Lamanya", 33),
)
HANDS = {Holder.CHAIR: "Ketua LKKS", Holder.SEKDIS: "Sekretaris Dinas Sosial"}
CLOSING = "Demikian disampaikan, atas perhatian dan kerja sama Saudara diucapkan terima kasih."


def pengingat(case: LetterCase, check_url: str) -> Report:
    mark: Mark = "PRATINJAU" if case.issue.mark else ""
    foot = f"Surat Nomor {case.issue.number}" if case.issue.number else "Surat Pengingat"
    return Report(
        Kind.PENGINGAT, f"Surat pengingat {_level(case)}", (Section(tuple(_body(case)), "F4", foot=foot),),
        stamp(case.issue.at), mark=mark, mark_note=PREVIEW if mark else "", code=case.issue.code, check_url=check_url,
        data=tasks_data(case),
    )  # fmt: skip


def about(case: LetterCase) -> str:
    return f"Pengingat {_level(case)} atas Tindak Lanjut Hasil Rapat Koordinasi"


def subject(case: LetterCase) -> str:
    return f"{about(case)}, {case.region.full}"


def _level(case: LetterCase) -> str:
    return LEVELS[case.params["level"] - 1]


def _late(case: LetterCase) -> Tasks:
    return sorted((one for one in case.tasks if late_now(one, case.today)), key=lambda one: (one["no"], one["id"]))


def _body(case: LetterCase) -> list[Block]:
    first = case.params["level"] == 1
    late = _late(case)
    return [
        *letter_head(
            case, own_words.said(case, "hal", about(case)), case.issue.addressee, case.theirs["place"],
            urgency="Segera" if first else "Sangat Segera",
            **({} if first else {"enclosed": "1 (satu) berkas"}),
        ),
        Paragraph(_first(case, late) if first else _following(case, late), "indent"),
        *([_table(case, late)] if late else []),
        *_not_counted(case),
        Paragraph(f"{'Untuk kelancaran pemantauan' if first else 'Sehubungan dengan hal tersebut'}, kami mohon bantuan "
                  "Saudara agar:", "indent"),
        NumberedList(_asked(case, first=first)),
        *_told_on(case),
        *own_words.paragraph(case),
        Paragraph(CLOSING, "closing"),
        SignatureBlock((office.dinsos_signer(case),)),
        CopyList(clauses(_copies(case))),
    ]  # fmt: skip


def _first(case: LetterCase, late: Tasks) -> str:
    return (
        f"Sehubungan dengan hasil {meeting.name(case)} pada {meeting.dates(case)}, dengan hormat kami sampaikan bahwa "
        f"sampai dengan {long_date(case.today)} terdapat {counted(len(late))} tindak lanjut {case.region.full} yang "
        "melewati batas waktu, sebagai berikut:"
    )


def _following(case: LetterCase, late: Tasks) -> str:
    """What moved since the letter before."""
    before = case.earlier[-1]
    told = f"surat kami{_number(before.record)} tanggal {long_date(before.record['date'])}"
    reminded = [task for task in case.tasks if task["id"] in before.tasks]
    still = [task for task in reminded if task in late]
    done = [task for task in reminded if task not in late and _finished(task)]
    counts = (
        (len(done), "telah diajukan selesai"),
        (len(before.tasks) - len(done) - len(still), "tidak lagi melewati batas waktu"),
        (len(still), "masih melewati batas waktu"),
    )
    parts = [f"{counted(count)} {words}" for count, words in counts if count]
    new = len(late) - len(still)
    more = f" Selain itu, {counted(new)} tindak lanjut lain melewati batas waktu." if new else ""
    return (
        f"Menyusuli {told} hal Pengingat {LEVELS[case.params['level'] - 2]}, dengan hormat kami sampaikan bahwa dari "
        f"{counted(len(before.tasks))} tindak lanjut yang kami ingatkan, {enumerated(parts)}.{more} Keadaan sampai "
        f"dengan {long_date(case.today)} adalah sebagai berikut:"
    )


def _number(record: Mapping[str, Any]) -> str:
    return f" Nomor {record['number']}" if record["number"] else ""


def _finished(task: Mapping[str, Any]) -> bool:
    return task["stage"] == Stage.IMPLEMENTED or situation_of(task) == CLAIMED


def _table(case: LetterCase, late: Tasks) -> Table:
    rows = tuple(_row(case, number, task) for number, task in enumerate(late, 1))
    days = str(sum(late_days(task, case.today) for task in late))
    total = Row(("Jumlah hari lewat batas", "", "", "", days, ""), "total")
    return Table(COLUMNS, (*rows, total), f"Tindak lanjut {case.region.full} yang melewati batas waktu", "small")


def _row(case: LetterCase, number: int, task: Mapping[str, Any]) -> Row:
    holder = Holder(task["holder"])
    held = f"{HANDS[holder]}, {split(task, case.today)[holder]} hari"
    return Row((
        str(number), str(task["no"]), followed(case.rakor, task), table_date(task["deadline"]),
        str(late_days(task, case.today)), held,
    ))  # fmt: skip


def _not_counted(case: LetterCase) -> list[Block]:
    """What is behind its deadline as well, and not in the kabupaten's hands."""
    behind = [task for task in case.tasks if _elsewhere(task, case.today)]
    groups = (
        ("telah diajukan selesai dan sedang kami periksa", [t for t in behind if situation_of(t) == CLAIMED]),
        ("menunggu keputusan kami", [t for t in behind if _with(t, Holder.DINSOS) and situation_of(t) != CLAIMED]),
        ("menunggu provinsi", [t for t in behind if _with(t, Holder.PROVINCE)]),
    )
    told = [f"butir {_numbers(tasks)} {words}" for words, tasks in groups if tasks]
    if not told:
        return []
    text = enumerated(told)
    return [Paragraph(f"{text[:1].upper()}{text[1:]}, sehingga tidak termasuk dalam daftar tersebut.", "indent")]


def _elsewhere(task: Mapping[str, Any], today: str) -> bool:
    return bool("" < task["deadline"] < today) and (_with(task, Holder.DINSOS) or _with(task, Holder.PROVINCE))


def _with(task: Mapping[str, Any], holder: Holder) -> bool:
    return bool(task["holder"] == holder)


def _numbers(tasks: Tasks) -> str:
    return enumerated(list(dict.fromkeys(str(task["no"]) for task in sorted(tasks, key=lambda one: one["no"]))))


def _asked(case: LetterCase, *, first: bool) -> tuple[str, ...]:
    until = long_date(case.params["until"])
    if first:
        return (
            f"tindak lanjut tersebut dilaksanakan dan bukti dukungnya disampaikan paling lambat {until}; atau",
            "apabila terdapat kendala, permintaan perubahan waktu atau permintaan bantuan provinsi diajukan melalui "
            "Ketua LKKS sebelum tanggal tersebut.",
        )
    return clauses((
        f"tindak lanjut tersebut diselesaikan, atau permintaan perubahannya diajukan, paling lambat {until}",
        "penjelasan mengenai kendala disampaikan secara tertulis kepada kami",
    ))  # fmt: skip


def _told_on(case: LetterCase) -> list[Block]:
    """From the second one on: who else reads of it."""
    if case.params["level"] == 1:
        return []
    text = (
        "Apabila sampai dengan tanggal tersebut belum terdapat kemajuan, keadaan ini kami laporkan dalam rekapitulasi "
        "pemantauan kepada pimpinan daerah."
    )
    return [Paragraph(text, "indent")]


def _copies(case: LetterCase) -> list[str]:
    secretary = [] if case.params["level"] == 1 else [f"Sekretaris Daerah {case.region.full}"]
    return [f"{case.region.leader} (sebagai laporan)", *secretary, case.region.chair]


def proposes(case: LetterCase) -> dict[str, str]:
    return {"hal": about(case), "free": ""}


COMPOSER = Composer(gather_letter, pengingat, subject, proposes=proposes)
