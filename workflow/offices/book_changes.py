"""What a workbook of settings would change, row by row, and changing it: both are the same doing, once taken back.

A row goes through the operation that its form calls, so that it is checked and refused with the same sentences. A plan
is made in a transaction that is undone; recording makes it again and keeps it when it is what was shown.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from workflow.errors import Invalid, NotAllowed
from workflow.machine.permissions import may_administer
from workflow.offices import book_rows
from workflow.offices.book_columns import ACCOUNTS, ADDRESSEES, OFFICE_KEY, OFFICES, SHEETS, SIGNATORIES
from workflow.offices.book_rows import Act, Change, Doing, Row
from workflow.offices.book_sheets import as_ours, left_out, of_one_record
from workflow.people import passwords
from workflow.roles import Actor
from workflow.store import Store

NEW, CHANGED, SAME, REFUSED = "baru", "berubah", "sama", "ditolak"
MOST_NEW = 100  # accounts: keeping a password takes a tenth of a second
CHANGED_MEANWHILE = (
    "Pengaturan berubah sejak halaman ini dibuat, jadi belum ada yang disimpan. Inilah yang akan berubah sekarang; "
    "periksa, lalu simpan."
)
TWICE = "Beberapa baris menyebut catatan ini dengan isi yang berbeda. Sisakan satu baris, lalu kirim lagi."
DOINGS: dict[str, Doing] = {
    OFFICES.title: book_rows.office, SIGNATORIES.title: book_rows.signatory, ADDRESSEES.title: book_rows.addressees,
    ACCOUNTS.title: book_rows.account,
}  # fmt: skip


@dataclass
class Planned:
    """Rows of one record: one, several by mistake, or all addressees of an office. ``changes``: (label, before, after);
    ``why`` they are refused; ``notes`` beside what is done."""

    sheet: str
    rows: list[Row]
    title: str = ""
    what: str = REFUSED
    changes: list[Change] = field(default_factory=list)
    why: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    @property
    def places(self) -> str:
        numbers = [row["place"].removeprefix("baris ") for row in self.rows]
        return f"baris {', '.join(numbers)}"


@dataclass
class Book:
    """``left`` says what of the file is not read."""

    planned: list[Planned]
    left: list[str] = field(default_factory=list)

    def of(self, what: str) -> list[Planned]:
        return [one for one in self.planned if one.what == what]

    @property
    def mark(self) -> str:
        """Of two plans that would do the same it is the same."""
        told = [[one.sheet, one.what, one.title, one.changes, one.why] for one in self.planned if one.what != SAME]
        return hashlib.sha256(json.dumps(told).encode()).hexdigest()

    @property
    def open_rows(self) -> dict[str, list[Row]]:
        """What is not so already, as ``plan`` takes it."""
        found: dict[str, list[Row]] = {}
        for one in self.planned:
            if one.what != SAME:
                found.setdefault(one.sheet, []).extend(one.rows)
        return found


class _Undone(Exception):
    """Ends a transaction of which nothing shall stay."""


class Moved(Exception):
    """What recording would do is not what was shown; nothing was done. ``book`` is how it would be now."""

    def __init__(self, book: Book) -> None:
        super().__init__(CHANGED_MEANWHILE)
        self.book = book


def plan(store: Store, actor: Actor, sheets: Mapping[str, Sequence[Row]], *, at: datetime) -> Book:
    """What the rows would do. Raises ``Invalid`` for ``file`` when there is none of ours."""
    _check_actor(actor)
    book = _read(sheets)
    if not book.planned:
        said = " dan ".join((", ".join(list(SHEETS)[:-1]), list(SHEETS)[-1]))
        raise Invalid({"file": f"Berkas ini tidak memuat satu baris pun dari lembar {said}."})
    try:
        with store.transaction():
            _do(store, actor, book, {}, at)
            raise _Undone
    except _Undone:
        pass  # as it is meant
    if len(_new_accounts(book)) > MOST_NEW:
        raise Invalid({"file": f"Paling banyak {MOST_NEW} akun baru sekali kirim. Bagi berkasnya."})
    return book


def record(
    store: Store, actor: Actor, sheets: Mapping[str, Sequence[Row]], *, mark: str, at: datetime
) -> tuple[Book, dict[str, str]]:
    """Does it, all or nothing; with the first passwords of the accounts that are new, by their names, which are kept
    nowhere. Raises ``Moved`` when it would not be what was shown with that ``mark``."""
    _check_actor(actor)
    foreseen = plan(store, actor, sheets, at=at)
    if foreseen.mark != mark:
        raise Moved(foreseen)
    words = {name: passwords.first() for name in _new_accounts(foreseen)}
    kept = {name: passwords.hashed(word) for name, word in words.items()}
    book = _read(sheets)
    with store.transaction():
        _do(store, actor, book, kept, at)
        if book.mark != mark:
            raise Moved(book)
    return book, words


def _do(store: Store, actor: Actor, book: Book, kept: Mapping[str, str], at: datetime) -> None:
    """Row after row. What is refused is tried again as long as others could be done: a new signer waits until the
    period of the old one has ended, in whatever order the file tells it."""
    waiting = book.planned
    while waiting:
        refused = [one for one in waiting if not _done(store, actor, one, kept, at)]
        if len(refused) == len(waiting):
            return
        waiting = refused


def _done(store: Store, actor: Actor, one: Planned, kept: Mapping[str, str], at: datetime) -> bool:
    try:
        _check_one(one)
        with store.transaction():  # a row of two operations is done whole or not at all
            told = DOINGS[one.sheet](Act(store, actor, kept, at), one.rows)
    except Invalid as refusal:
        one.what, one.why = REFUSED, list(dict.fromkeys(refusal.fields.values()))
        return False
    one.title, one.changes, one.notes, one.why = told.title, told.changes, told.notes, []
    one.what = NEW if told.is_new else CHANGED if told.changes else SAME
    return True


def _read(sheets: Mapping[str, Sequence[Row]]) -> Book:
    ours = as_ours(sheets)
    groups = ((title, rows) for title in SHEETS for rows in of_one_record(SHEETS[title], ours.get(title, ())))
    return Book([Planned(title, rows, _named(rows[0])) for title, rows in groups], left_out(ours))


def _check_one(one: Planned) -> None:
    """Of two rows about one record, which say two things, nobody knows which is meant. Raises ``Invalid``."""
    names = [column.head for column in SHEETS[one.sheet].columns if column.name]
    said = {tuple(row["cells"].get(head, "") for head in names) for row in one.rows}
    if one.sheet != ADDRESSEES.title and len(said) > 1:
        raise Invalid({"": TWICE})


def _named(row: Row) -> str:
    """What a row that is refused is called."""
    told = (row["cells"].get(head, "") for head in ("Nama dengan gelar", "Kantor", "Nama akun", OFFICE_KEY))
    return next((text[:60] for text in told if text), "")


def _new_accounts(book: Book) -> list[str]:
    return [one.title for one in book.of(NEW) if one.sheet == ACCOUNTS.title]


def _check_actor(actor: Actor) -> None:
    if not may_administer(actor):
        raise NotAllowed("Pengaturan hanya dapat diubah oleh Admin.")
