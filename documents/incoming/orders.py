"""What can be asked of the reader: each kind of file with what is made of it, as plain data.

Everything here may meet a file that was made to harm. In the app it therefore happens in a process beside it, and what
comes back is JSON: whatever becomes of that process, it can say no more than that. What is refused is refused with
``Unreadable``.
"""

from __future__ import annotations

import base64
from collections.abc import Callable, Mapping
from dataclasses import asdict
from typing import Any

from documents.issue.file_text import text_of
from documents.issue.letterheads import reduced
from documents.issue.rakor_zip import rakor_json
from documents.issue.signatures import signatures
from documents.issue.signed import check_signed
from documents.issue.text_compared import Comparison, compared, compared_cells
from documents.package import Allowance, Unfit
from documents.readers import check_sheet
from documents.readers.files.unreadable import HEAVY, Asked, Told, Unreadable
from documents.readers.lks.lks_file import LksReading, read_lks
from documents.readers.named_sheets import NamedRow, read_sheets
from documents.readers.reading import read_file, read_pasted
from documents.readers.result import Reading
from documents.report.frozen import from_data
from documents.travel.back import read_form
from workflow.errors import Invalid
from workflow.evidence.taking_in import Refused, check_pdf
from workflow.rakor import file_in

Facts = Mapping[str, Any]
MOST_LETTERS = 5_000_000  # of a sheet: a text that stands for many rows counts in each


def answer(kind: str, facts: Facts, content: bytes) -> Any:
    """What ``ORDERS`` makes of a file. Raises ``Unreadable`` with a sentence."""
    try:
        return ORDERS[kind](facts, content)
    except Invalid as refusal:
        raise Unreadable(" ".join(refusal.fields.values())) from refusal
    except Refused as refusal:
        raise Unreadable(refusal.sentence) from refusal
    except Asked as asked:  # where nobody answers, it is refused
        raise Unreadable(asked.sentence) from asked


def _office_file(facts: Facts, content: bytes) -> dict[str, Any]:
    """``name``; how the user assigned columns (``mapping``) and whose rakor it is (``head``), as far as is known; what
    was ``told`` of the file. Where something has to be told first: what it ``asks``, see ``Asked``."""
    try:
        reading = read_file(facts["name"], content, mapping=facts["mapping"], told=Told(**facts["told"]))
    except Asked as asked:
        return {"asks": asked.what, "choices": asked.choices, "sentence": asked.sentence}
    return _understood(reading, facts)


def _pasted(facts: Facts, content: bytes) -> dict[str, Any]:
    """``of`` is PASTED or SHAPED; the rest as for ``_office_file``."""
    return _understood(read_pasted(content.decode(), kind=facts["of"], mapping=facts["mapping"]), facts)


def _understood(reading: Reading, facts: Facts) -> dict[str, Any]:
    if not (reading.outcomes or reading.tasks or reading.ask_mapping or reading.offers):
        raise Unreadable(_nothing(reading))
    sheet = check_sheet.sheet_of(reading, facts["head"] or check_sheet.head_of(reading.meeting))
    _bounded(sheet)
    return {"kind": reading.kind, "sheet": sheet}


def _nothing(reading: Reading) -> str:
    """The last remark says that there is nothing; those before it, why."""
    why = [f"{remark.place}: {remark.text}" for remark in reading.remarks if remark.place]
    return " ".join([reading.remarks[-1].text, *why[:3]])


def _bounded(sheet: Mapping[str, Any]) -> None:
    left = Allowance(MOST_LETTERS)
    try:
        offers = [remark["offer"] for remark in sheet["remarks"] if "offer" in remark]
        for row in (row for part in (sheet, *offers) for row in (*part["outcomes"], *part["tasks"])):
            left.take(sum(len(text) for text in row.values() if isinstance(text, str)))
    except Unfit as unfit:
        raise Unreadable(HEAVY) from unfit


def _lks_list(facts: Facts, content: bytes) -> LksReading:
    """``name``; ``day`` on which it is taken in; ``mapping`` as for ``_office_file``."""
    return read_lks(facts["name"], content, facts["day"], facts["mapping"])


def _named_sheets(facts: Facts, content: bytes) -> dict[str, list[NamedRow]]:
    return read_sheets(facts["name"], content)


def _travel_form(facts: Facts, content: bytes) -> list[dict[str, Any]]:
    return read_form(facts["name"], content)


def _rakor_file(_facts: Facts, content: bytes) -> str:
    """The text of ``rakor.json``, which is sound, from the file itself or a ZIP that holds it."""
    found = rakor_json(content)
    file_in.read(found)
    return found.decode("utf-8-sig")


def _rakor(_facts: Facts, content: bytes) -> dict[str, Any]:
    """What a ``rakor.json`` holds."""
    return file_in.read(content)


def _letterhead(_facts: Facts, content: bytes) -> dict[str, Any]:
    kept, facts = reduced(content)
    return {"content": base64.b64encode(kept).decode(), "facts": facts}


def _evidence_pdf(facts: Facts, content: bytes) -> None:
    check_pdf(content, facts["name"])


def _signed_pdf(_facts: Facts, content: bytes) -> None:
    check_signed(content)


def _paper_text(_facts: Facts, content: bytes) -> dict[str, Any]:
    return text_of(content)


def _paper_compared(facts: Facts, content: bytes) -> dict[str, Any]:
    """``report`` is the frozen content, ``issued`` the text of the issued file, ``content`` that of the other one,
    ``around`` what both have beside it, ``copy`` the content with the mark of a paper that holds no longer, or {}."""
    if facts["kind_of_file"] == "xlsx":
        return asdict(Comparison(compared_cells(facts["issued"], content.decode())))
    report, copy = from_data(facts["report"]), from_data(facts["copy"]) if facts["copy"] else None
    return asdict(compared(report, facts["issued"], content.decode(), tuple(facts["around"]), copy))


def _signatures(facts: Facts, content: bytes) -> list[dict[str, Any]]:
    """``issued`` is how many bytes of the file are the issued PDF."""
    return [asdict(one) for one in signatures(content, facts["issued"])]


ORDERS: dict[str, Callable[[Facts, bytes], Any]] = {
    "office_file": _office_file, "pasted": _pasted, "lks_list": _lks_list, "travel_form": _travel_form,
    "rakor_file": _rakor_file, "rakor": _rakor, "letterhead": _letterhead, "evidence_pdf": _evidence_pdf,
    "signed_pdf": _signed_pdf, "paper_text": _paper_text, "named_sheets": _named_sheets,
    "signatures": _signatures,
    "paper_compared": _paper_compared,
}  # fmt: skip
