"""What is seen: one folder a subject, as in ``templates/``.

Every file with addresses puts them on ``pages``: the Blueprint of its subject, its own or the one of ``blueprint.py``
beside it. A new file is added to ``FILES``.
"""

from __future__ import annotations

from flask import Flask

from workflow.pages import agenda, answering, installing, search
from workflow.pages.account import (
    forgotten,
    own_account,
    own_address,
    own_calendar,
    own_factor,
    own_mandates,
    privacy,
    signing_in,
)
from workflow.pages.indicator import settings as divided_by
from workflow.pages.indicator import show as indicator
from workflow.pages.lks import alike, decisions, ends, list_page, profile, proposing
from workflow.pages.overview import dinsos, greeting, help_page, home, kabar, matrix, own_notices
from workflow.pages.rakor import outcomes, over, public_page, rakors, sharing, sheet_upload
from workflow.pages.region import kabupaten
from workflow.pages.saved import own_filters
from workflow.pages.settings import (
    accounts,
    addressees,
    audit,
    holidays,
    index,
    legal_basis_list,
    letterhead,
    mandates,
    offices,
    outgoing,
    programs,
    retention,
    sheets,
    signatories,
    time_limits,
)
from workflow.pages.suggestions import deciding, own
from workflow.pages.tasks import (
    approval,
    every_task,
    evidence_files,
    inquiry_form,
    moves,
    plan,
    progress,
    requests,
    review,
    review_together,
    tasks,
)

FILES = (
    *(signing_in, forgotten, own_account, own_address, own_calendar, own_mandates, own_factor, privacy),
    *(home, greeting, help_page, kabar, own_notices, dinsos, matrix),
    kabupaten,
    *(every_task, tasks, inquiry_form, plan, progress, moves, requests, approval, review, review_together),
    evidence_files,
    *(rakors, outcomes, sharing, over, public_page, sheet_upload),
    *(indicator, divided_by),
    *(list_page, profile, proposing, decisions, ends, alike),
    *(agenda, own_filters, search),
    installing,
    answering,
    *(
        index,
        offices,
        legal_basis_list,
        letterhead,
        sheets,
        addressees,
        signatories,
        accounts,
        mandates,
        programs,
        outgoing,
        retention,
        holidays,
        time_limits,
    ),
    audit,
    *(own, deciding),
)


def init_app(app: Flask) -> None:
    for pages in dict.fromkeys(file.pages for file in FILES):
        app.register_blueprint(pages)
