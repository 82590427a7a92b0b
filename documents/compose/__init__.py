"""What each official document says: one file per kind in ``kinds/``. ``compose`` is the only way in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from importlib import import_module
from typing import Any

from documents.compose.composer import C, Composer
from documents.compose.parts import office
from documents.compose.parts.acted import with_deputy
from documents.compose.parts.paper import as_sample, dressed
from documents.compose.rakor_case import RakorCase
from documents.compose.region_case import RegionCase
from documents.compose.task_case import Case
from documents.report.frozen import digest, to_data
from documents.report.told import Told
from workflow.errors import Unreadable
from workflow.kinds import KINDS
from workflow.papers.publishing import Frozen, Issue
from workflow.papers.wording import NAME, differing
from workflow.records import Facts
from workflow.store import Store

COMPOSERS: Mapping[str, Composer[Any]] = {
    name: import_module(f"documents.compose.kinds.{name}").COMPOSER for name in KINDS
}


def compose(store: Store, issue: Issue, base_url: str, mode: str = "produksi") -> Frozen:
    """The frozen content of the document that ``issue`` orders: the same issue and records give the same content.

    ``base_url`` is where this installation is reached from outside; the check address is made from it. In ``mode``
    "contoh" every paper says that it is none.
    Raises ``KeyError`` for a type of document that does not exist, and ``Unreadable`` when an official paper would say
    something that cannot be read; a preview shows it in its place.
    """
    composer = COMPOSERS[issue.type]
    case = composer.gather(store, issue)
    words = composer.proposes(case)
    case = _worded(case, words)
    code = composer.code(case)
    if code and _damaged(case):
        raise Unreadable
    report = composer.report(case, check_url(base_url, code))
    if acted := issue.params.get("acted"):
        report = with_deputy(report, acted)
    facts = _facts(case)
    report = replace(dressed(report, case.paper), told=_told(issue, composer.subject(case), facts), step=-1)
    if mode == "contoh":
        report, facts["sample"] = as_sample(report), True
    data = to_data(report)
    return Frozen(report.title, composer.subject(case), data, digest(data), composer.signer(case), facts, words)


def _worded(case: C, proposed: Mapping[str, str]) -> C:
    """With those of the typed words that the paper has, and that say something else than it would by itself."""
    said = differing(case.issue.params.get(NAME, {}), proposed)
    return replace(case, issue=replace(case.issue, params={**case.issue.params, NAME: said}))


def _told(issue: Issue, subject: str, facts: Facts) -> Told:
    keywords = tuple(facts[name] for name in ("region", "rakor") if facts[name])
    return Told(facts["office"], issue.number, subject, keywords)


def _damaged(part: Any) -> bool:
    """Whether there is a damaged record among all that a paper can say."""
    if isinstance(part, Case | RakorCase | RegionCase):
        part = tuple(vars(part).values())
    return any(map(_damaged, part)) if isinstance(part, tuple) else isinstance(part, Mapping) and "damaged" in part


def check_url(base_url: str, code: str) -> str:
    """Where anybody can check a paper; nothing without a code."""
    return f"{base_url.rstrip('/')}/cek/{code}" if code else ""


def _facts(case: Case | RakorCase | RegionCase) -> Facts:
    """What the register and the check page may show besides number and date."""
    facts: Facts = {
        "office": office.issuers(case), "region": case.region.full,
        "rakor": case.rakor["title"] if case.rakor else "",
    }  # fmt: skip
    if isinstance(case, RakorCase) and case.rakor:
        facts["rakor_start"] = case.rakor["start"]
    if isinstance(case, Case):
        facts["outcomes"] = [one.outcome["no"] for one in case.each]
    return facts
