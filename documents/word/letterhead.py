"""An office's own Word letterhead: read into a plan when it comes in, and kept as a Word file that we write from it.

What is kept is read in the same way when a paper is written on it, so that one that was kept by an older Tuntas, which
took over parts of the file that came, gives no more than one of today: lines, borders and pictures.
"""

from __future__ import annotations

import functools
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import docx

from documents.report.measures import TEMPLATES
from documents.report.own_kop import OwnKop
from documents.word.letterhead_in import BROKEN, Parts, Refused, look_through
from documents.word.letterhead_layout import laid_out
from documents.word.letterhead_plan import Plan, says
from documents.word.letterhead_read import read
from documents.word.letterhead_reading import MadeAnew
from documents.word.letterhead_sheet import questions
from documents.word.letterhead_strokes import Undrawable
from documents.word.letterhead_write import elements, put_sheet
from documents.word.package import number_pictures, same_bytes


@dataclass(frozen=True)
class Taken:
    """``kept`` is a Word file without text; ``kop`` whether the head of its first page says anything; ``left_out`` in
    words what of the file that came is on no paper; ``drawn`` how both writers draw it, with its pictures by their
    sha256, or ``why`` they cannot; ``asked`` what the sheet of one that is drawn has and papers
    do not, in sentences."""

    kept: bytes
    kop: bool
    left_out: tuple[str, ...]
    drawn: OwnKop | None
    pictures: Mapping[str, bytes]
    why: str
    asked: tuple[str, ...]


def take(content: bytes, made_anew: MadeAnew) -> Taken:
    """A letterhead as it is kept, its pictures ``made_anew``. The same upload gives the same bytes. Raises ``Refused``
    with a sentence."""
    parts = look_through(content)
    try:
        plan, left_out = read(parts, made_anew)
    except (ValueError, TypeError, LookupError, RuntimeError) as broken:  # as many ways as there is damage
        raise Refused(BROKEN) from broken
    kop = says(plan.of("header", first=True))
    drawn, pictures, why = _drawn(plan) if kop else (None, {}, "")
    asked = questions(plan, drawn) if drawn else ()
    return Taken(written(plan), kop, (*left_out, *_elsewhere(plan)), drawn, pictures, why, asked)


def _drawn(plan: Plan) -> tuple[OwnKop | None, Mapping[str, bytes], str]:
    try:
        return *laid_out(plan), ""
    except Undrawable as reason:
        return None, {}, str(reason)


def _elsewhere(plan: Plan) -> Iterator[str]:
    """A kop stands above the first page alone."""
    if says(plan.of("header", first=False)):
        yield "kepala halaman berikutnya"
    if says(plan.of("footer", first=True)) or says(plan.of("footer", first=False)):
        yield "kaki halaman"


def reduced(content: bytes, made_anew: MadeAnew = lambda picture, name: picture) -> bytes:
    """What is kept of it."""
    return take(content, made_anew).kept


def has_kop(kept: bytes) -> bool:
    """Whether the head of its first page says or shows anything."""
    plan = plan_of(kept)
    return plan is not None and says(plan.of("header", first=True))


@functools.lru_cache(maxsize=8)
def plan_of(kept: bytes) -> Plan | None:
    """What a letterhead that was kept says; None for one of an older Tuntas that would be refused today."""
    try:
        return read(Parts(kept), _kept_picture)[0]
    except (Refused, ValueError, TypeError, LookupError, RuntimeError):
        return None


def _kept_picture(picture: bytes, name: str) -> bytes:
    """Was made anew when it came, if it is called as those are that were."""
    return picture if name.lower().endswith((".png", ".jpg", ".jpeg")) else b""


def written(plan: Plan) -> bytes:
    document = docx.Document(str(TEMPLATES / "base.docx"))
    section = document.sections[0]
    put_sheet(section._sectPr, plan.sheet)
    section.different_first_page_header_footer = True
    places = {
        ("header", True): section.first_page_header, ("header", False): section.header,
        ("footer", True): section.first_page_footer, ("footer", False): section.footer,
    }  # fmt: skip
    for (kind, first), blocks in plan.heads:
        place = places[kind, first]
        place.is_linked_to_previous = False
        place._element[:] = elements(blocks, embedder(place.part))
    number_pictures(document)
    package = document.part.package.rels
    for ident in [ident for ident in package if not package[ident].reltype.endswith("/officeDocument")]:
        del package[ident]  # author and dates, which a letterhead has none of
    out = io.BytesIO()
    document.save(out)
    return same_bytes(out)


def embedder(part: Any) -> Any:
    """Takes a picture into a part."""
    return lambda data: part.get_or_add_image(io.BytesIO(data))[0]
