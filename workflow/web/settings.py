"""The admin's pages: their addresses, and the first of them."""

from __future__ import annotations

from flask import Blueprint, current_app, render_template

from workflow.offices import gaps
from workflow.signatories import signing
from workflow.web import (
    settings_accounts,
    settings_addressees,
    settings_audit,
    settings_letterhead,
    settings_offices,
    settings_retention,
    settings_sheets,
    settings_signatories,
)
from workflow.web.current import store, today

pages = Blueprint("settings", __name__, url_prefix="/pengaturan")


@pages.route("")
def index() -> str:
    """What there is to set, with what is still missing in front."""
    offices = [signing(store, office, today()) for office in store.find("office")]
    counts = {
        "offices": len(offices),
        "gaps": sum(1 for office in offices if gaps(office)),
        "active": store.count("user", active=True)[()],
        "inactive": store.count("user", active=False)[()],
    }
    copies = current_app.extensions["tuntas"].copies
    return render_template("settings/index.html", counts=counts, last=copies.last(), copies=copies)


for address, name, view, methods in (
    ("/kantor", "offices", settings_offices.offices, ["GET"]),
    ("/kantor/<int:office_id>", "office", settings_offices.office, ["GET", "POST"]),
    ("/kantor/<int:office_id>/kop", "letterhead", settings_letterhead.letterhead, ["GET", "POST"]),
    ("/kantor/<int:office_id>/lambang", "emblem", settings_letterhead.emblem, ["GET"]),
    ("/kantor/<int:office_id>/kertas", "sheets", settings_sheets.sheets, ["GET", "POST"]),
    ("/kantor/<int:office_id>/tujuan", "addressees", settings_addressees.addressees, ["GET", "POST"]),
    ("/kantor/<int:office_id>/penanda-tangan", "signatories", settings_signatories.signatories, ["GET", "POST"]),
    ("/penanda-tangan/<int:signatory_id>", "signatory", settings_signatories.signatory, ["GET", "POST"]),
    ("/masa-simpan", "retention", settings_retention.times, ["GET", "POST"]),
    ("/masa-simpan/hapus", "retention_remove", settings_retention.remove, ["POST"]),
    ("/riwayat", "audit", settings_audit.audit, ["GET"]),
    ("/akun", "accounts", settings_accounts.accounts, ["GET"]),
    ("/akun/baru", "account_new", settings_accounts.account_new, ["GET", "POST"]),
    ("/akun/<int:user_id>", "account", settings_accounts.account, ["GET", "POST"]),
    ("/akun/<int:user_id>/sandi", "account_password", settings_accounts.account_password, ["POST"]),
    ("/akun/<int:user_id>/langkah-kedua/lepas", "account_factor", settings_accounts.account_factor, ["POST"]),
):
    pages.add_url_rule(address, name, view, methods=methods)
