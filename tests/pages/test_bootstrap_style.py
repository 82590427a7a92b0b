"""Of Bootstrap's style sheet travels what the pages have, and every rule for that; its widths are in letters."""

from __future__ import annotations

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.world.every_page import pages, taken_in
from tests.world.instance import signed_in
from workflow.web.bootstrap_style import FILE, in_letters, used

CLASS = re.compile(r"\.([a-zA-Z][\w-]*)")


def whole(app: Flask) -> str:
    with open(f"{app.blueprints['bootstrap'].static_folder}/{FILE}", encoding="utf-8") as file:
        return file.read()


def selectors(style: str) -> list[str]:
    return [one.rpartition("*/")[2] for one in re.findall(r"([^{}]*)\{[^{}]*\}", style)]


def classes(client: FlaskClient, address: str) -> set[str]:
    with client.get(address, follow_redirects=True) as answer:
        return {name for names in re.findall(r'\sclass="([^"]*)"', answer.text) for name in names.split()}


@pytest.mark.slow
def test_every_rule_for_what_a_page_has_is_sent(demo_app: Flask):
    taken_in(demo_app)
    seen: set[str] = set()
    for account, addresses in pages(demo_app.extensions["tuntas"].store).items():
        client = signed_in(demo_app, account) if account else demo_app.test_client()
        seen = seen.union(*(classes(client, address) for address in addresses))
    link = re.search(r'href="([^"]*/bootstrap/static/[^"]*)"', demo_app.test_client().get("/masuk").text)
    assert link is not None
    with demo_app.test_client().get(link[1]) as answer:
        sent = answer.text
        assert "immutable" in answer.headers["Cache-Control"]
    for_pages = [one for one in selectors(whole(demo_app)) if not CLASS.search(one) or seen & set(CLASS.findall(one))]
    kept = iter(selectors(sent))
    assert all(one in kept for one in for_pages), "in their order"
    assert {"btn-primary", "col-lg-8", "d-md-none", "form-select"} <= seen
    assert len(sent) < len(whole(demo_app)) / 4
    assert "Licensed under MIT" in sent
    assert sent.count("{") == sent.count("}")
    assert not re.search(r"-width:[\d.]+px\)", sent)


def test_a_rule_is_kept_where_one_of_its_classes_is_named():
    style = b"p{a:1}.x,.y{b:2}@media (min-width:768px){.y{c:3}.x .y{d:4}}@media print{.y{e:5}}@media print{p{f:6}}"
    kept = b"p{a:1}.x,.y{b:2}@media (min-width:768px){.x .y{d:4}}@media print{p{f:6}}"
    assert used(style, frozenset([b"x"])) == kept


def test_widths_are_told_in_letters_of_sixteen_pixels():
    style = b"@media (min-width:768px){p{width:768px}}@media (max-width:991.98px) and (prefers-reduced-motion:reduce){}"
    told = b"@media (min-width:48em){p{width:768px}}@media (max-width:61.9988em) and (prefers-reduced-motion:reduce){}"
    assert in_letters(style) == told
