"""Nobody gets in unseen: every endpoint is open only to the roles declared for it in ``ACCESS``.

An endpoint that is not declared is refused to everyone, and a test walks the URL map to find it.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from flask import Flask, current_app, g, redirect, request, session, url_for
from flask_login import user_logged_in
from itsdangerous import BadData
from werkzeug.http import parse_cookie

from workflow.errors import NotAllowed, StoreUnavailable, Unreadable
from workflow.offices import tokens
from workflow.people import sessions
from workflow.people.second_factor import ROLES as DECIDERS
from workflow.people.second_factor import is_missing
from workflow.roles import Role
from workflow.web import desk, held, program_keys
from workflow.web.current import actor, by_itself, now, store
from workflow.web.signed_in import OnlySessions, ReadingRequest, SignedIn

EVERYONE = frozenset(Role)
TASK_READERS = frozenset({Role.CHAIR, Role.SEKDIS, Role.DINSOS})
PUBLIC: frozenset[Role] = frozenset()
WAS_HERE = "pernah_masuk"  # in the cookie: an account was signed in with it, which stays when its session is over
KNOWN = timedelta(days=1)  # how long that counts

_SETTINGS = (
    "settings.index", "settings.audit", "settings.offices", "settings.office", "settings.letterhead",
    "settings.emblem", "settings.sheets", "settings.addressees", "settings.legal_basis", "settings.signatories",
    "settings.signatory",
    "settings.retention", "settings.holidays", "settings.times", "settings.holiday_remove",
    "settings.retention_remove", "settings.accounts", "settings.account_new", "settings.account",
    "settings.account_password", "settings.account_factor", "settings.account_email",
    "settings.programs", "settings.program_new", "settings.program_revoke",
    "settings.mail", "settings.mail_again", "settings.mail_remove", "settings.mail_test",
    "suggestions.waiting", "suggestions.decide", "settings_book.show", "settings_book.file", "settings_book.save",
)  # fmt: skip
_JOINING = (
    "lks.duplicates", "lks.pair", "lks.part", "lks.keep_apart", "lks.ask_again", "lks_import.new",
    "lks_import.check", "lks_import.columns", "lks_import.drop", "lks_import.undo", "lks_row.mend",
)  # fmt: skip
_OF_DINSOS = (
    "documents.rakor_issue", "documents.rakor_file", "documents.letter_issue", "documents.letter_file",
    "documents.letter_page", "documents.remind", "documents.matrix_file",
)  # fmt: skip

# endpoint -> who may call it. PUBLIC needs no account.
ACCESS: dict[str, frozenset[Role]] = {
    "static": PUBLIC,
    "bootstrap.static": PUBLIC,
    "answering.show": PUBLIC,
    **dict.fromkeys(("phone.manifest", "phone.worker", "phone.offline"), PUBLIC),
    **dict.fromkeys(("auth.login", "auth.demo_login", "auth.code", "auth.forgotten", "auth.new_password"), PUBLIC),
    **dict.fromkeys(("auth.logout", "auth.present", "auth.account", "auth.password", "auth.email"), EVERYONE),
    **dict.fromkeys(("auth.email_again", "auth.confirm_email"), EVERYONE),
    **dict.fromkeys(("auth.end_session", "auth.name_device", "auth.end_other_sessions"), EVERYONE),
    "auth.second_factor": DECIDERS,
    "auth.remove_factor": DECIDERS,
    "privacy.notice": PUBLIC,
    "privacy.own": EVERYONE,
    "privacy.own_file": EVERYONE,
    **dict.fromkeys(("mandates.index", "mandates.new", "mandates.end", "mandates.desk"), TASK_READERS),
    **dict.fromkeys(("home.index", "home.help", "home.greeting", "documents.guide_file"), EVERYONE),
    "home.commitments": frozenset({Role.CHAIR}),
    **dict.fromkeys(("home.news", "home.read"), EVERYONE),
    **dict.fromkeys(("home.events", "home.notices"), TASK_READERS),
    **dict.fromkeys(("saved.index", "saved.new", "saved.change"), TASK_READERS),
    **dict.fromkeys(("region.show", "tasks.index", "tasks.show", "inquiries.ask", "inquiries.answer"), TASK_READERS),
    **dict.fromkeys(("overview.show", "overview.reviews", "matrix.show"), frozenset({Role.DINSOS})),
    "plan.edit": frozenset({Role.CHAIR}),
    "progress.record": frozenset({Role.CHAIR}),
    "moves.act": TASK_READERS,
    "requests.ask": frozenset({Role.CHAIR}),
    "requests.receipt": frozenset({Role.CHAIR, Role.SEKDIS}),
    "requests.scan": TASK_READERS,
    "requests.direction": frozenset({Role.CHAIR, Role.SEKDIS}),
    "requests.direction_scan": TASK_READERS,
    "approval.queue": frozenset({Role.SEKDIS}),
    "approval.show": frozenset({Role.SEKDIS}),
    "review.show": frozenset({Role.DINSOS}),
    "review_together.show": frozenset({Role.DINSOS}),
    **dict.fromkeys(("search.show", "evidence.file", "evidence.thumbnail"), TASK_READERS),
    "rakor.index": TASK_READERS,
    "rakor.show": TASK_READERS,
    **dict.fromkeys(
        ("rakor.new", "rakor.edit", "rakor.share", "rakor.close", "rakor.open", "rakor.public", "rakor.sheet"),
        frozenset({Role.DINSOS}),
    ),
    **dict.fromkeys(
        ("rakor.sheet_file", "rakor.outcome_new", "rakor.outcome_edit", "rakor.outcome_remove", "rakor.outcome_move"),
        frozenset({Role.DINSOS}),
    ),
    "indicator.show": TASK_READERS,
    **dict.fromkeys(
        ("indicator.population", "indicator.use_population", "indicator.kecamatan"),
        frozenset({Role.DINSOS, Role.ADMIN}),
    ),
    **dict.fromkeys(("lks.index", "lks.show", "lks.changes", "lks.change"), TASK_READERS),
    **dict.fromkeys(("lks.new", "lks.edit", "lks.active"), frozenset({Role.CHAIR, Role.SEKDIS})),
    **dict.fromkeys(("lks.close", "lks.reopen"), frozenset({Role.SEKDIS, Role.DINSOS})),
    "lks.ask_check": frozenset({Role.DINSOS}),
    **dict.fromkeys(_SETTINGS, frozenset({Role.ADMIN})),
    **dict.fromkeys(("settings.mandates", "settings.mandate_new", "settings.mandate_end"), frozenset({Role.ADMIN})),
    **dict.fromkeys(("documents.index", "documents.file", "documents.marked_copy"), TASK_READERS),
    **dict.fromkeys(("documents.plan_file", "documents.signed", "documents.signed_file"), TASK_READERS),
    **dict.fromkeys(("documents.preview_page", "documents.preview_text", "documents.preview_file"), TASK_READERS),
    "agenda.index": TASK_READERS,
    "agenda.printed": TASK_READERS,
    "lists.agenda": TASK_READERS,
    "documents.agenda_file": TASK_READERS,
    "agenda.reserve": TASK_READERS,
    "agenda.on_paper": TASK_READERS,
    "agenda.go_on": TASK_READERS,
    "agenda.fill": TASK_READERS,
    "agenda.void": TASK_READERS,
    "documents.jobs": TASK_READERS,
    "documents.job_new": TASK_READERS,
    "documents.job": TASK_READERS,
    "documents.job_file": TASK_READERS,
    **dict.fromkeys(_OF_DINSOS, frozenset({Role.DINSOS})),
    "documents.recap_file": TASK_READERS,
    **dict.fromkeys(("documents.lks_issue", "documents.lks_file"), TASK_READERS),
    **dict.fromkeys(("documents.region_issue", "documents.region_file"), frozenset({Role.SEKDIS, Role.DINSOS})),
    **dict.fromkeys(
        ("intake.new", "intake.check", "intake.columns", "intake.drop", "intake.undo"),
        frozenset({Role.DINSOS}),
    ),
    **dict.fromkeys(_JOINING, frozenset({Role.SEKDIS, Role.DINSOS})),
    **dict.fromkeys(("travel.new", "travel.check", "travel.drop"), frozenset({Role.CHAIR})),
    "travel.file": frozenset({Role.CHAIR, Role.DINSOS}),
    **dict.fromkeys(("rakor_import.new", "rakor_import.record"), frozenset({Role.DINSOS})),
    **dict.fromkeys(("lists.tasks", "lists.documents", "lists.rakors", "lists.lks", "lists.indicator"), TASK_READERS),
    **dict.fromkeys(("lists.accounts", "lists.offices", "lists.events"), frozenset({Role.ADMIN})),
    **dict.fromkeys(("calendar.renew", "calendar.task"), TASK_READERS),
    "calendar.feed": PUBLIC,
    **dict.fromkeys(("suggestions.own", "suggestions.form", "suggestions.withdraw"), frozenset({Role.SEKDIS})),
    **dict.fromkeys(("public.rakor", "public.rakor_file"), PUBLIC),
    "documents.check_form": PUBLIC,
    "documents.check": PUBLIC,
}
# endpoint for programs -> what the key must allow; an account gets in nowhere here
PROGRAMS: dict[str, str] = {
    "api.description": program_keys.OPEN,
    **dict.fromkeys(("api.rakors", "api.rakor", "api.outcomes", "api.rakor_file"), tokens.READ),
    **dict.fromkeys(("api.tasks", "api.task", "api.timeline_of", "api.moves", "api.evidence"), tokens.READ),
    **dict.fromkeys(("api.documents", "api.document", "api.document_file", "api.evidence_file"), tokens.READ),
    **dict.fromkeys(("api.progress", "api.evidence_new"), tokens.PROGRESS),
    **dict.fromkeys(("api.edit_plan", "api.record_direction", "api.record_receipt", "api.scan_new"), tokens.RECORD),
    **dict.fromkeys(("api.entries", "api.entry", "api.heads", "api.events"), tokens.READ),
}
ACCESS |= dict.fromkeys(PROGRAMS, PUBLIC)  # no account is asked for
# Parameter of an address -> the kind of record that it names. A test holds every "<int:…_id>" to be here.
RECORDS = {
    "task_id": "task", "rakor_id": "rakor", "evidence_id": "evidence", "document_id": "document", "entry_id": "entry",
    "job_id": "job", "intake_id": "intake", "travel_id": "travel", "inquiry_id": "inquiry", "office_id": "office",
    "list_id": "lks_list", "lks_id": "lks", "other_id": "lks",
    "signatory_id": "signatory", "suggestion_id": "suggestion", "user_id": "user", "session_id": "session",
    "mandate_id": "mandate", "lks_change_id": "lks_change", "saved_id": "saved_filter", "mail_id": "mail",
    "token_id": "token",
}  # fmt: skip
# Pages about the account itself, at whosever desk it works.
OF_ACCOUNT = {"auth", "privacy", "mandates"}
# Nothing is typed there that could be lost, or be somebody else's.
NOTHING_TYPED = {"auth.logout", "auth.present", "mandates.desk"}
# What an account with a password that must be changed may still do.
BEFORE_PASSWORD = {"auth.password", "auth.logout", "static", "bootstrap.static"}
# And one that has to set up its second factor first.
BEFORE_FACTOR = BEFORE_PASSWORD | {"auth.second_factor"}


def init_app(app: Flask) -> None:
    app.config.setdefault("SECOND_FACTOR", "boleh")
    app.request_class = ReadingRequest
    manager = OnlySessions(app)
    manager.session_protection = None  # the session row says whether a cookie is good, not its address

    def load(token: str) -> SignedIn | None:
        look = sessions.session_user if by_itself() else sessions.visit
        try:
            found = look(store, token, at=now())
        except StoreUnavailable as failure:  # told by the guard; the page that tells it asks once more who this is
            g.unknown_because = failure
            return None
        return SignedIn(token, *found) if found else None

    manager.user_loader(load)
    user_logged_in.connect(_remember, app)
    app.before_request(_guard)


def has_signed_in(app: Flask, cookies: str) -> bool:
    """Whether the cookies hold one of ours, of the last day or of a remembered phone, in which somebody was signed in:
    whose session is over may still send what was typed, and the server asks before it has a request. It opens nothing.
    """
    signed = app.session_interface.get_signing_serializer(app)  # type: ignore[attr-defined]
    longest, cookie = app.permanent_session_lifetime, parse_cookie(cookies).get(app.config["SESSION_COOKIE_NAME"], "")
    try:
        held, since = signed.loads(cookie, max_age=longest.total_seconds(), return_timestamp=True)
    except BadData:
        return False
    young = held.get("_permanent") or datetime.now(UTC) - since <= KNOWN
    return bool(young) and ("_user_id" in held or WAS_HERE in held)


def _remember(app: Flask, **_: object) -> None:
    session[WAS_HERE] = True


def _guard() -> Any:
    """Who is this, and may this role call this endpoint? Unknown addresses go on to the 404 page."""
    from flask_login import current_user

    if request.endpoint in PROGRAMS:
        refused = program_keys.let_in(PROGRAMS[request.endpoint])
        if refused is None:
            _refuse_damaged()
        return refused
    g.user = current_user.record if current_user.is_authenticated else None
    if "unknown_because" in g:
        raise g.unknown_because
    if request.endpoint is None:
        return None
    allowed = ACCESS.get(request.endpoint)
    if allowed is PUBLIC:
        return None
    if g.user is None:
        session.pop("_user_id", None)
        g.refused = "anonymous"
        onward = request.full_path.rstrip("?") if request.method == "GET" else None
        return redirect(url_for("auth.login", lanjut=onward))
    if request.endpoint not in NOTHING_TYPED:
        desk.leave_ended(desk.chosen())
    if g.user["must_change"] and request.endpoint not in BEFORE_PASSWORD:
        return _first("password", "auth.password", "Ganti kata sandi dahulu", "Ganti kata sandi")
    if _lacks_factor() and request.endpoint not in BEFORE_FACTOR:
        return _first("factor", "auth.second_factor", "Pasang langkah kedua dahulu", "Pasang langkah kedua")
    if allowed is None or not allowed & (_roles() if request.blueprint in OF_ACCOUNT else {actor().role}):
        raise NotAllowed("Halaman itu bukan untuk peran Anda.")
    _refuse_damaged()
    return None


def _first(refused: str, endpoint: str, title: str, words: str) -> Any:
    """What has to be done before anything else; what was sent waits for it."""
    g.refused = refused
    if request.method != "POST":
        return redirect(url_for(endpoint))
    first = {"address": url_for(endpoint), "words": words}
    return held.page(held.hold(g.user["id"]), title, "Tulisan Anda tidak hilang.", first=first), 403


def _refuse_damaged() -> None:
    """Raises ``Unreadable`` for the page of a damaged record, unless the page itself has to say that it is unknown:
    one of another kabupaten/kota, or of somebody else."""
    for name, id in (request.view_args or {}).items():
        record = store.get(RECORDS[name], id) if name in RECORDS else None
        if record and "damaged" in record and _is_theirs(record):
            raise Unreadable


def _is_theirs(record: Mapping[str, Any]) -> bool:
    who = actor()
    if who.role.regional and record.get("region", who.region) != who.region:
        return False
    account = g.user["id"] if g.user else 0
    return bool(record.get("user", account) == account)


def _lacks_factor() -> bool:
    """Whoever decides needs one, as himself or for somebody else."""
    if current_app.config["SECOND_FACTOR"] != "wajib":
        return False
    return any(is_missing(store, {**g.user, "role": role}) for role in _roles())


def _roles() -> set[Role]:
    """The account's own, and that of the desk at which it works."""
    return {Role(g.user["role"]), actor().role}
