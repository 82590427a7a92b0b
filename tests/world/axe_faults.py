"""What axe finds wrong on a page, in light and in dark, and what it does not look for: sideways scroll, the language,
a title."""

from __future__ import annotations

from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

RULES: dict[str, Any] = {
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
OF_COLOUR: dict[str, Any] = {  # all that can differ where the reader's system is dark
    "runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]},
    "resultTypes": ["violations"],
}
# Only what is wrong leaves the browser: all that axe tells of a page takes longer to hand over than to find.
VIOLATIONS = """async options => (await axe.run(options)).violations
    .map(one => `${one.id} ${one.nodes[0].target}: ${one.help}`)"""


def faults(page: Page, axe: Axe) -> list[str]:
    """Of the page once it is whole. The window is made as tall as the page first: axe would measure what lies under
    the phone's bar as covered."""
    page.wait_for_load_state()
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
    page.evaluate(axe.axe_script)
    found += page.evaluate(VIOLATIONS, RULES)
    page.emulate_media(color_scheme="dark")
    found += [f"in dark {one}" for one in page.evaluate(VIOLATIONS, OF_COLOUR)]
    page.emulate_media(color_scheme="light")
    page.set_viewport_size(size)
    return found
