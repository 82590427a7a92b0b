"""How a server does, for a program that watches it (Prometheus): numbers behind a second port of this machine.

Off until ``TUNTAS_METRICS`` says where. Anybody on the machine may read them, so nothing in them names an account, a
record, or what somebody typed: requests are counted by endpoint and status. What stands in the store is counted when
it is asked for.
"""

from __future__ import annotations

import ipaddress
import os
import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import accumulate
from typing import TYPE_CHECKING

from flask import Flask, Response, g, request

from workflow.audit.heads import MANIFEST
from workflow.errors import StoreUnavailable
from workflow.store.waits import BOUNDS, WAITS
from workflow.web.current import Tuntas

if TYPE_CHECKING:
    from prometheus_client import CollectorRegistry
    from prometheus_client.metrics_core import Metric

PLACE = re.compile(r"(?:\[(?P<six>[0-9a-f:]+)\]|(?P<name>[a-z0-9.]+)):(?P<port>[0-9]{1,5})")
UNKNOWN = "TUNTAS_METRICS={} bukan alamat di komputer ini. Tulis misalnya 127.0.0.1:9111, atau kosongkan."
IN_USE = (
    "TUNTAS_METRICS={}: porta itu tidak dapat dipakai ({}).\n"
    "Tiap server memakai portanya sendiri; pilih yang lain, atau hentikan yang memakainya."
)
MISSING = (
    "TUNTAS_METRICS memerlukan paket dari requirements-besar.txt: "
    ".venv/bin/pip install --require-hashes --no-deps -r requirements-besar.txt"
)
SECONDS = (0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)  # to answer


def place(said: str) -> tuple[str, int] | None:
    """Address and port; None for nothing. Raises ``SystemExit`` with a sentence for what is none of this machine."""
    if not said:
        return None
    found = PLACE.fullmatch(said.strip().lower())
    name = (found["six"] or found["name"]) if found else ""
    port = int(found["port"]) if found else 0
    if not _is_here(name) or not 0 < port < 2**16:
        raise SystemExit(UNKNOWN.format(said))
    return ("127.0.0.1" if name == "localhost" else name), port


def _is_here(name: str) -> bool:
    try:
        return name == "localhost" or ipaddress.ip_address(name).is_loopback
    except ValueError:
        return False


@contextmanager
def watched(app: Flask, parts: Tuntas, said: str) -> Iterator[None]:
    """Counts what ``app`` answers, and tells it behind the port that was ``said``, until the block is left.

    To be entered before the first request. Raises ``SystemExit`` with a sentence where that cannot be.
    """
    where = place(said)
    if where is None:
        yield
        return
    try:
        from prometheus_client import CollectorRegistry, start_http_server
    except ImportError:
        raise SystemExit(MISSING) from None
    registry = CollectorRegistry()
    registry.register(Standing(parts))
    _count(app, registry)
    try:
        server, thread = start_http_server(where[1], where[0], registry)
    except OSError as error:
        raise SystemExit(IN_USE.format(said, os.strerror(error.errno) if error.errno else error)) from None
    try:
        yield
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def _count(app: Flask, registry: CollectorRegistry) -> None:
    from prometheus_client import Counter, Histogram

    requests = Counter("tuntas_requests", "Requests by endpoint and status", ["endpoint", "status"], registry=registry)
    spent = Histogram(
        "tuntas_request_seconds", "Time to answer", ["endpoint"], buckets=SECONDS, registry=registry
    )  # fmt: skip

    def tell(response: Response) -> Response:
        endpoint = request.endpoint or "none"  # of an address that is not ours
        requests.labels(endpoint, str(response.status_code)).inc()
        if "began" in g:
            spent.labels(endpoint).observe(time.perf_counter() - g.began)
        return response

    app.after_request_funcs.setdefault(None, []).insert(0, tell)  # the first one runs last: also after the packing


class Standing:
    """What stands when it is asked for: work that waits, the last copy, the store; and what writers have waited."""

    def __init__(self, parts: Tuntas) -> None:
        self._parts = parts

    def describe(self) -> list[Metric]:
        """Nothing: asking the store for it would delay the start."""
        return []

    def collect(self) -> Iterator[Metric]:
        from prometheus_client.metrics_core import GaugeMetricFamily

        yield _waits()
        try:
            found = list(self._of_store())
        except StoreUnavailable:
            found = []
        yield GaugeMetricFamily("tuntas_store_answers", "Whether the store could be asked", value=int(bool(found)))
        yield from found
        if copies := self._parts.copies.copies():
            age = time.time() - (copies[0] / MANIFEST).stat().st_mtime
            yield GaugeMetricFamily("tuntas_copy_age_seconds", "Since the last daily copy was finished", value=age)

    def _of_store(self) -> Iterator[Metric]:
        from prometheus_client.metrics_core import GaugeMetricFamily

        store = self._parts.store
        for name, kind in (("tuntas_jobs", "job"), ("tuntas_mails", "mail")):
            family = GaugeMetricFamily(name, f"{kind} records by state", labels=["state"])
            for (state,), number in store.tally(kind, ("state",)).items():
                family.add_metric([str(state)], number)
            yield family
        pending = store.count("document", pending=True)
        yield GaugeMetricFamily(
            "tuntas_papers_pending", "Issued papers whose files are still to be made", value=pending
        )
        yield GaugeMetricFamily("tuntas_store_bytes", "What the store takes", value=store.facts().bytes)


def _waits() -> Metric:
    from prometheus_client.metrics_core import HistogramMetricFamily

    counts, seconds = WAITS.told()
    upto = zip([*map(str, BOUNDS), "+Inf"], map(float, accumulate(counts)), strict=True)
    said = "What writers waited for their turn"
    return HistogramMetricFamily("tuntas_store_wait_seconds", said, buckets=list(upto), sum_value=seconds)
