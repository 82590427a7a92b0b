"""The store as a request works with it: whoever acts is looked at once more inside of everything that is written.

The guard let the request in by the account as it was then. Until its turn to write comes, the admin may have taken the
role or the whole account away, or the mandate by which it acts may have ended; what was asked for is then no longer
theirs to do. Its waits for that turn come to no more than ``PATIENCE`` together, however often it writes.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager, nullcontext
from pathlib import Path
from typing import Any

from flask import g

from workflow.errors import NotAllowed
from workflow.people import mandate_bars
from workflow.records import Stored, Token, name_of
from workflow.store import Facts, Store, Together, Worker

PATIENCE = 10.0  # seconds
CHANGED = (
    "Akun Anda baru saja diubah oleh admin, jadi ini tidak dijalankan. Tidak ada yang berubah. Masuk lagi untuk "
    "melihat apa yang sekarang menjadi bagian Anda."
)

ENDED = (
    "Mandat Anda baru saja berakhir, jadi ini tidak dijalankan. Tidak ada yang berubah. Anda kembali ke meja Anda "
    "sendiri."
)
REVOKED = "Kunci program ini baru saja dicabut, jadi ini tidak dijalankan. Tidak ada yang berubah."


class ActingStore(Store):
    """One for each request. Its transactions raise ``NotAllowed`` when the account of ``g.user``, or the mandate by
    which it works, is not what it was."""

    def __init__(self, inner: Store) -> None:
        self._inner, self._inside, self._patience = inner, False, PATIENCE
        self._own = 0  # the version of the account, once this very request has changed it

    @contextmanager
    def transaction(self, *scopes: str, within: float = PATIENCE) -> Iterator[None]:
        if self._inside:
            with self._inner.transaction(*scopes):
                yield
            return
        before = self._own
        with ExitStack() as begun:
            self._begin(begun, scopes, min(within, self._patience))
            self._inside = True
            try:
                self._check()
                yield
            except BaseException:
                self._own = before
                raise
            finally:
                self._inside = False

    def _begin(self, begun: ExitStack, scopes: Sequence[str], within: float) -> None:
        asked = time.monotonic()
        try:
            begun.enter_context(self._inner.transaction(*scopes, within=within))
        finally:
            self._patience = max(0.0, self._patience - (time.monotonic() - asked))

    def _check(self) -> None:
        account = g.get("user")
        if account is None:
            self._check_program()
            return
        stored = self._inner.get("user", account["id"])
        if stored is None or stored["version"] != (self._own or account["version"]):
            g.refused = "account"
            raise NotAllowed(CHANGED)
        self._check_mandate()

    def _check_program(self) -> None:
        """Whether the key by which a program came in is still good."""
        shown = g.get("program")
        if shown is None:
            return
        stored = self._inner.get(Token, shown["id"])
        if stored is None or stored["revoked"]:
            g.refused = "key"
            raise NotAllowed(REVOKED)

    def _check_mandate(self) -> None:
        """Whether that by which this request acts for somebody else is as it was when the guard let it in."""
        held = g.get("mandate")
        if held is None:
            return
        stored = self._inner.get("mandate", held["id"])
        if stored is None or stored["version"] != held["version"] or not mandate_bars.stands(self._inner, stored):
            g.refused = "mandate"
            raise NotAllowed(ENDED)

    def _written(self) -> AbstractContextManager[None]:
        """What one change needs: a transaction, unless it is in one."""
        return nullcontext() if self._inside else self.transaction()

    def insert(self, kind: type[Stored] | str, doc: Mapping[str, Any]) -> Any:
        with self._written():
            return self._inner.insert(name_of(kind), doc)

    def save(self, doc: Mapping[str, Any]) -> Any:
        with self._written():
            saved = self._inner.save(doc)
            if g.get("user") and (saved["kind"], saved["id"]) == ("user", g.user["id"]):
                self._own = saved["version"]
            return saved

    def delete(self, kind: str, id: int) -> None:
        with self._written():
            self._inner.delete(kind, id)

    def get(self, kind: type[Stored] | str, id: int) -> Any:
        return self._inner.get(name_of(kind), id)

    def several(self, kind: type[Stored] | str, ids: Iterable[int]) -> dict[int, Any]:
        return self._inner.several(name_of(kind), ids)

    def find(
        self, kind: type[Stored] | str, *, order: str = "id", after: int | None = None, limit: int | None = None,
        **where: Any,
    ) -> list[Any]:  # fmt: skip
        return self._inner.find(name_of(kind), order=order, after=after, limit=limit, **where)

    def tally(self, kind: str, by: Sequence[str], **where: Any) -> dict[tuple[Any, ...], int]:
        return self._inner.tally(kind, by, **where)

    def values(self, kind: str, field: str, *, limit: int | None = None, **where: Any) -> list[Any]:
        return self._inner.values(kind, field, limit=limit, **where)

    def count(self, kind: str, *, most: int | None = None, **where: Any) -> int:
        return self._inner.count(kind, most=most, **where)

    def next_number(self, series: str) -> int:
        return self._inner.next_number(series)

    def peek_number(self, series: str) -> int:
        return self._inner.peek_number(series)

    def alone(self, what: str, pause: float = 0) -> AbstractContextManager[Callable[[], bool] | None]:
        return self._inner.alone(what, pause)

    def order(self, what: str, id: int) -> None:
        self._inner.order(what, id)

    def worker(self, does: Mapping[str, Callable[[int], bool]]) -> Worker | None:
        return self._inner.worker(does)

    def snapshot(self) -> AbstractContextManager[Store]:
        return self._inner.snapshot()

    def trial(self) -> AbstractContextManager[Store]:
        return self._inner.trial()

    def backup(self, target: Path) -> None:
        self._inner.backup(target)

    def facts(self) -> Facts:
        return self._inner.facts()

    def together(self) -> Together | None:
        return self._inner.together()

    def tend(self) -> None:
        self._inner.tend()

    def left_whole(self) -> bool:
        return self._inner.left_whole()

    def damage(self) -> list[str]:
        return self._inner.damage()

    def close(self) -> None:
        self._inner.close()
