"""What can go wrong, in sentences for the user. The web room gives each its page; nothing here knows HTTP."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from typing import Any

IN_PLACE = "Tidak dapat dibaca"  # what lists say of a damaged record, where its name would stand


class WorkflowError(Exception):
    """Carries one clear sentence in Indonesian."""

    seconds: int | None = None  # after which it is worth another try, where that is known

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence

    def about(self, what: str) -> None:
        """Puts in front of the sentence what it is about, where several things were asked for at once."""
        self.sentence = f"{what}: {self.sentence}"
        self.args = (self.sentence,)


class NotFound(WorkflowError):
    """There is no such record, or the reader may not know that there is."""

    def __init__(self, sentence: str = "Yang Anda cari tidak ditemukan.") -> None:
        super().__init__(sentence)


class NotAllowed(WorkflowError):
    """The actor's role may never do this here."""


class WrongStage(WorkflowError):
    """The role fits, but the task is not (or no longer) where this action starts."""

    def __init__(self, sentence: str, current: Mapping[str, Any]) -> None:
        super().__init__(sentence)
        self.current = current


class Stale(WorkflowError):
    """Somebody saved the record meanwhile; ``current`` is what is stored now."""

    def __init__(self, current: Mapping[str, Any]) -> None:
        super().__init__("Data ini sudah diubah orang lain sejak Anda membukanya.")
        self.current = current


class Taken(WorkflowError):
    """There is one already with these ``fields``, of which a kind has each only once; others were quicker."""

    def __init__(self, kind: str, fields: Sequence[str]) -> None:
        super().__init__("Yang sama baru saja disimpan orang lain. Tidak ada yang berubah; muat ulang, lalu coba lagi.")
        self.kind, self.fields = kind, tuple(fields)


class Question(str):
    """A sentence of ``Invalid`` that asks: what was typed is unusual, and is taken when it comes again with a yes."""

    __slots__ = ()

    @property
    def mark(self) -> str:
        """Names the sentence in its answer: a yes to one thing is never a yes to another."""
        return hashlib.sha256(self.encode()).hexdigest()[:12]


class Answered(Question):
    """The yes was there already, and something else was in the way."""

    __slots__ = ()


class Invalid(WorkflowError):
    """Input that cannot be accepted: ``fields`` maps the field's name to its sentence, or to a ``Question``."""

    def __init__(self, fields: Mapping[str, str]) -> None:
        super().__init__(" ".join(fields.values()))
        self.fields = dict(fields)

    @property
    def asks(self) -> bool:
        """Whether a yes is all that is missing."""
        return all(isinstance(sentence, Question) for sentence in self.fields.values())


class Occupied(Invalid):
    """What was sent could not be looked at just now: others wait, too. Nothing was changed; it can be sent again."""


class TooOften(WorkflowError):
    """One address asks for more than a page gives; ``seconds`` until it may ask again."""

    def __init__(self, seconds: int) -> None:
        super().__init__(f"Terlalu banyak permintaan dari jaringan Anda. Tunggu {seconds} detik, lalu coba lagi.")
        self.seconds = seconds


class TooLarge(WorkflowError):
    """More bytes than this page takes."""


class StoreUnavailable(WorkflowError):
    """The disk refused to keep the change: full, read-only or damaged. Nothing was changed."""

    @property
    def reason(self) -> str:
        """What the disk or the database said of it, a line, for who keeps them; "" where it said nothing."""
        return str(self.__cause__ or "").strip().partition("\n")[0]


class StoreBusy(StoreUnavailable):
    """Others were in the way: the turn did not come in time, or two waited for each other. It can be tried again."""

    seconds = 2


class StoreAway(StoreUnavailable):
    """The database cannot be reached. Nothing was changed; it may be back at any moment."""

    seconds = 5


class StoreDamaged(StoreUnavailable):
    """What is stored is lost or no longer what was written; only a backup helps."""


class StoreNewer(StoreUnavailable):
    """A newer version of the app has written it."""


class FilesAway(StoreUnavailable):
    """The place where files are kept does not answer. Nothing was changed, and what is there is not lost."""

    seconds: int | None = 10


class FilesRefused(FilesAway):
    """It answers, and refuses whom it was asked by, or where: until somebody changes that."""

    seconds = None


class Unreadable(WorkflowError):
    """The record that is asked for was damaged outside of the app. Others are not touched by it."""

    def __init__(self) -> None:
        super().__init__(
            "Catatan ini rusak di tempat penyimpanan dan tidak dapat dibaca atau diubah. Catatan lain tidak terganggu. "
            "Hubungi admin, supaya dipulihkan dari cadangan."
        )


class ClockBehind(WorkflowError):
    """The server's clock stands long before what is recorded already. Nothing was changed."""
