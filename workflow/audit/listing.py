"""The history of everything, for the admin: every event in one sentence, filtered and page by page.

The sentence of each kind stands in ``events.py``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from workflow.audit.events import EVENTS, of_group
from workflow.clock import WIB, stamp
from workflow.records import WORDS
from workflow.store import Between, OneOf, Record, Store

PAGE = 50
MOST_LOOKED_AT = 5_000  # events read for one page when only one account's are asked for

REASONS = {
    "anonymous": "belum masuk", "password": "harus mengganti kata sandi dahulu",
    "factor": "harus memasang langkah kedua dahulu", "role": "bukan bagian perannya",
    "unknown": "tidak ada, atau milik kabupaten/kota lain", "no_address": "alamat itu tidak ada",
    "method": "cara yang tidak dikenal", "form": "kiriman rusak atau dari luar Tuntas",
    "late": "sudah berubah atau bukan tahapnya", "size": "terlalu besar", "often": "terlalu sering",
    "origin": "dikirim dari situs lain", "account": "akunnya diubah pada saat itu",
    "mandate": "mandatnya tidak berlaku lagi",
}  # fmt: skip


@dataclass(frozen=True)
class Asked:
    """The filters: a group of ``GROUPS`` ("" all), an account (0 all), and days in Aceh, both included."""

    group: str = ""
    account: int = 0
    first: str = ""
    last: str = ""
    oldest_first: bool = False

    @property
    def narrows(self) -> bool:
        return bool(self.group or self.account or self.first or self.last)

    @property
    def order(self) -> str:
        """By the days where some are asked for: an index then leads to them."""
        field = "at" if self.first or self.last else "id"
        return field if self.oldest_first else f"-{field}"

    def concerns(self, event: Mapping[str, Any]) -> bool:
        """Whether the account did it, or somebody did it for that account."""
        return self.account in (0, event["actor"]["id"], event["actor"].get("for_", 0))

    def where(self) -> dict[str, Any]:
        found: dict[str, Any] = {"name": OneOf(of_group(self.group))} if self.group else {}
        if self.first or self.last:
            low = date.fromisoformat(self.first or "2000-01-01")
            high = date.fromisoformat(self.last or "2999-12-31")
            ends = (datetime.combine(low, time.min, WIB), datetime.combine(high, time.max, WIB))
            found["at"] = Between(*map(stamp, ends))
        return found


def page(store: Store, asked: Asked, *, after: int | None) -> tuple[list[Record], int]:
    """The events behind the one with id ``after``, and where the next page goes on (0: nowhere)."""
    found: list[Record] = []
    looked, batch_size = 0, PAGE + 1 if not asked.account else 500
    while True:
        batch = store.find("event", order=asked.order, after=after, limit=batch_size, **asked.where())
        found += [event for event in batch if asked.concerns(event)]
        looked += len(batch)
        if len(found) > PAGE:
            return found[:PAGE], found[PAGE - 1]["id"]
        if len(batch) < batch_size:
            return found, 0
        after = batch[-1]["id"]
        if looked >= MOST_LOOKED_AT:
            return found, after


def every(store: Store, asked: Asked) -> Iterator[Record]:
    """All that the pages show, one after another, in their order."""
    found = store.each("event", order=asked.order, **asked.where())
    return (event for event in found if asked.concerns(event))


def count(store: Store, asked: Asked) -> int:
    """How many those are; those of one account have to be read for it."""
    return sum(1 for _ in every(store, asked)) if asked.account else store.count("event", **asked.where())


def words(event: Mapping[str, Any]) -> str:
    """What happened, in one sentence."""
    if "damaged" in event or event["name"] not in EVENTS:
        return "Peristiwa ini rusak dan tidak dapat dibaca"
    return EVENTS[event["name"]].words.format_map(event["fields"])


def facts(event: Mapping[str, Any]) -> str:
    """What else is to be known of a refusal: why, which page, which records, from where."""
    fields = event["fields"]
    if event["name"] != "refused":
        return f"dari {fields['address']}" if fields.get("address") else ""
    records = ", ".join(f"{WORDS[kind]} {id_}" for kind, id_ in sorted(fields["ids"].items()))
    page_ = f"{fields['method']} {fields['endpoint'] or 'alamat yang tidak ada'}"
    parts = [REASONS.get(fields["reason"], fields["reason"]), page_, records, f"jawaban {fields['status']}"]
    if fields["address"]:
        parts.append(f"dari {fields['address']}")
    return " · ".join(part for part in parts if part)
