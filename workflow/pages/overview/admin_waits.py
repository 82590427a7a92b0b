"""What waits for the admin, over the news: the same that stands on *Pengaturan*, each with the way there."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from flask import current_app, url_for

from workflow.mail.by_hand import TROUBLE
from workflow.offices import suggestions
from workflow.people.mandates import without
from workflow.web.current import store, today


def lines() -> Iterator[tuple[str, str]]:
    """(words, address), what stops others first."""
    if failure := current_app.extensions["tuntas"].copies.failure:
        yield f"Cadangan harian gagal: {failure.sentence}", url_for("settings.index", _anchor="cadangan")
    if number := len({*chain(*without(store, today()).values())}):
        yield f"{number} kabupaten/kota tanpa Ketua LKKS atau Sekdis", url_for("settings.index", _anchor="kosong")
    if number := len(suggestions.waiting(store)):
        yield f"{number} usulan kantor menunggu keputusan", url_for("suggestions.waiting")
    if number := sum(store.count("mail", state=state) for state in TROUBLE):
        yield f"{number} surel gagal atau tidak pasti", url_for("settings.mail")
