"""The admin's pages: their addresses, and the first of them."""

from __future__ import annotations

from flask import Blueprint, current_app, render_template

from workflow.offices.offices import gaps
from workflow.offices.signatories import signing
from workflow.pages.settings import accounts, addressees, audit, letterhead, retention, sheets, signatories
from workflow.pages.settings import offices as settings_offices
from workflow.web.current import store, today

pages = Blueprint("settings", __name__, url_prefix="/pengaturan")


@pages.route("")
def index() -> str:
    """What there is to set, with what is still missing in front."""
    offices = [signing(store, office, today()) for office in store.find("office")]
    counts = {
        "offices": len(offices),
        "gaps": sum(1 for office in offices if gaps(office)),
        "active": store.count("user", active=True),
        "inactive": store.count("user", active=False),
    }
    copies = current_app.extensions["tuntas"].copies
    return render_template("settings/index.html", counts=counts, last=copies.last(), copies=copies)


for address, name, view, methods in (
    ("/kantor", "offices", settings_offices.offices, ["GET"]),
    ("/kantor/<int:office_id>", "office", settings_offices.office, ["GET", "POST"]),
    ("/kantor/<int:office_id>/kop", "letterhead", letterhead.letterhead, ["GET", "POST"]),
    ("/kantor/<int:office_id>/lambang", "emblem", letterhead.emblem, ["GET"]),
    ("/kantor/<int:office_id>/kertas", "sheets", sheets.sheets, ["GET", "POST"]),
    ("/kantor/<int:office_id>/tujuan", "addressees", addressees.addressees, ["GET", "POST"]),
    ("/kantor/<int:office_id>/penanda-tangan", "signatories", signatories.signatories, ["GET", "POST"]),
    ("/penanda-tangan/<int:signatory_id>", "signatory", signatories.signatory, ["GET", "POST"]),
    ("/masa-simpan", "retention", retention.times, ["GET", "POST"]),
    ("/masa-simpan/hapus", "retention_remove", retention.remove, ["POST"]),
    ("/riwayat", "audit", audit.audit, ["GET"]),
    ("/akun", "accounts", accounts.accounts, ["GET"]),
    ("/akun/baru", "account_new", accounts.account_new, ["GET", "POST"]),
    ("/akun/<int:user_id>", "account", accounts.account, ["GET", "POST"]),
    ("/akun/<int:user_id>/sandi", "account_password", accounts.account_password, ["POST"]),
    ("/akun/<int:user_id>/langkah-kedua/lepas", "account_factor", accounts.account_factor, ["POST"]),
):
    pages.add_url_rule(address, name, view, methods=methods)
