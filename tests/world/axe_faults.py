"""What axe finds wrong on a page, and what it does not look for: sideways scroll, the language, a title."""

from __future__ import annotations

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

RULES = {
    # "experimental" holds label-content-name-mismatch (WCAG 2.5.3)
    "runOnly": [
        "wcag2a",
        "wcag2aa",
        "wcag21a",
        "wcag21aa",
        "wcag22a",
        "wcag22aa",
        "best-practice",
        "experimental",
    ],
    "resultTypes": ["violations"],
}


def faults(page: Page, axe: Axe) -> list[str]:
    """The window is made as tall as the page first: axe would measure what lies under the phone's bar as covered."""
    wide, tall, lang = page.evaluate(
        "[document.documentElement.scrollWidth - innerWidth, document.documentElement.scrollHeight,"
        " document.documentElement.lang]"
    )
    found = [f"scrolls {wide} px sideways"] if wide > 0 else []
    if lang != "id" or not page.title().removesuffix(" · Tuntas"):
        found.append(f"lang {lang!r}, title {page.title()!r}")
    size = page.viewport_size
    assert size is not None
    page.set_viewport_size({"width": size["width"], "height": min(tall, 12_000)})
    for violation in axe.run(page, options=RULES).response["violations"]:
        found.append(f"{violation['id']} {violation['nodes'][0]['target']}: {violation['help']}")
    page.set_viewport_size(size)
    return found
