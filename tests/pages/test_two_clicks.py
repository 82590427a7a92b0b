"""Every page of a role is two clicks away: one on its menu, one on the page behind it."""

from __future__ import annotations

from functools import cache

import lxml.html
import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.world.every_page import taken_in
from tests.world.instance import signed_in
from workflow.roles import Role
from workflow.web.guard import ACCESS

WHO = {
    Role.CHAIR: "ketua.bireuen", Role.SEKDIS: "sekdis.bireuen", Role.DINSOS: "dinsos.aceh", Role.ADMIN: "admin",
}  # fmt: skip
# Where a page leads by itself, or a button of a form, or a program; a record's own page is reached from its list.
NO_PAGES = {
    "home.index": "leads to the first screen",
    "auth.confirm_email": "opened by the link of a mail",
    "auth.present": "answers to the script that keeps a session",
    "overview.reviews": "leads to the first review",
    "privacy.own_file": "the file of the page Data saya",
    "settings_book.file": "the file of the page Pengaturan lewat Excel",
    "settings_book.save": "leads to that page, where a file is sent",
    "home.notices": "the card on Kabar, on a page of its own when something of it is wrong",
    "saved.new": "keeps the filters of a list, once it has some",
    "agenda.go_on": "a button of the agenda until it has its first number",
    "calendar.renew": "where the card on Kabar leads when its address was made",
    "answering.show": "for the proxy before several servers",
    "phone.manifest": "for the browser",
    "phone.worker": "for the browser",
    "phone.offline": "for the browser",
}
FIRST = {  # lists, whose first record is one more page
    "tasks.show", "rakor.show", "lks.show", "settings.office", "settings.account", "documents.file", "region.show",
}  # fmt: skip


def wanted(app: Flask, role: Role) -> set[str]:
    """The pages that the role may read and that need no record, and the first record of each list."""
    found = {
        rule.endpoint
        for rule in app.url_map.iter_rules()
        if "GET" in (rule.methods or ()) and role in ACCESS.get(rule.endpoint, ())
        if not rule.arguments or rule.endpoint in FIRST
    }
    return found - set(NO_PAGES)


@pytest.mark.parametrize("role", WHO)
def test_every_page_is_two_clicks_from_the_menu(demo_app: Flask, role: Role):
    taken_in(demo_app)
    client = signed_in(demo_app, WHO[role])
    match = demo_app.url_map.bind("localhost").match

    @cache
    def links(address: str, within: str = "//body") -> frozenset[str]:
        return frozenset(_links(client, address, within))

    def endpoints(addresses: frozenset[str] | set[str]) -> set[str]:
        return {match(address)[0] for address in addresses}

    menu = links("/bantuan", "//header") | links("/bantuan", "//nav[@aria-label='Menu bawah']")
    second = {link for door in menu for link in links(door)}
    missing = wanted(demo_app, role) - endpoints(menu | second)
    assert not missing, " ".join(sorted(missing))


def _links(client: FlaskClient, address: str, within: str) -> set[str]:
    """The addresses, without what is asked of them, to which the page leads by links and by forms that only ask."""
    answer = client.get(address, follow_redirects=True)
    if answer.mimetype != "text/html":
        return set()
    tree = lxml.html.fromstring(answer.text)
    found = tree.xpath(f"{within}//a/@href") + tree.xpath(f"{within}//form[not(@method) or @method='get']/@action")
    return {link.partition("#")[0].partition("?")[0] for link in found if link.startswith("/")}
