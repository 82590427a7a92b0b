"""The templates read as they nest: one element on a line, its end under its beginning, no line longer than 120."""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from tests.world.places import ROOT

TEMPLATES = ROOT / "templates"
LONGEST = 120  # letters
JINJA = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", re.DOTALL)
# Those that stand on their own; links, words in bold and the like stand in running text. "h" is <h{{ level }}>.
BLOCKS = (
    "html|head|body|header|nav|main|section|article|aside|div|p|h[1-6]?|ul|ol|li|dl|dt|dd|table|caption|colgroup|col|"
    "thead|tbody|tfoot|tr|th|td|form|fieldset|legend|details|summary|figure|figcaption|select|option|datalist|"
    "textarea|pre|hr|meta|link|title|template"
)
TAG = re.compile(rf"<(/?)({BLOCKS})(?![\w-])")


@dataclass(frozen=True)
class Tag:
    """Where a tag of an element that stands on its own begins; ``first`` on its line, or behind something else."""

    name: str
    ends: bool
    line: int
    column: int
    first: bool


def tags(source: str) -> Iterator[Tag]:
    """In the order of the template, its statements and expressions left out."""
    bare = JINJA.sub(lambda found: re.sub(r"[^\n]", "·", found.group()), source)
    for number, line in enumerate(bare.split("\n"), start=1):
        for found in TAG.finditer(line):
            first = not line[: found.start()].strip()
            yield Tag(found[2], found[1] == "/", number, found.start(), first)


def wrong(faults: Callable[[str], list[int]], *endings: str) -> list[str]:
    """ "place:line" of each fault in the templates with these endings."""
    paths = [path for ending in endings for path in sorted(TEMPLATES.rglob(f"*.{ending}"))]
    assert len(paths) > 80
    return [
        f"{path.relative_to(ROOT).as_posix()}:{line}"
        for path in paths
        for line in faults(path.read_text(encoding="utf-8"))
    ]


def too_long(source: str) -> list[int]:
    return [number for number, line in enumerate(source.split("\n"), start=1) if len(line) > LONGEST]


def crowded(source: str) -> list[int]:
    begun = Counter(tag.line for tag in tags(source) if not tag.ends)
    return [line for line, count in begun.items() if count > 1]


def out_of_line(source: str) -> list[int]:
    """Lines that begin with the end of an element, to the left or right of where the element began."""
    found: list[int] = []
    begun: list[Tag] = []
    for tag in tags(source):
        if not tag.ends:
            begun.append(tag)
            continue
        while begun[-1].name != tag.name:
            begun.pop()  # <col>, <hr> and their like have no end
        start = begun.pop()
        if tag.line > start.line and tag.first and start.first and tag.column != start.column:
            found.append(tag.line)
    return found


def test_no_line_is_too_long():
    assert wrong(too_long, "html", "css") == []


def test_one_element_stands_on_a_line():
    assert wrong(crowded, "html") == []


def test_an_element_ends_under_its_beginning():
    assert wrong(out_of_line, "html") == []


def test_no_heading_has_a_size_that_is_not_ours():
    """Those of Bootstrap's classes are larger than the title of a page."""
    style = (ROOT / "static" / "app.css").read_text()
    taken = {
        (path.name, name)
        for path in TEMPLATES.rglob("*.html")
        for name in re.findall(r'class="(h[1-5])\b', path.read_text())
    }
    assert [one for one in sorted(taken) if f".{one[1]} {{" not in style] == []


def test_the_base_names_nothing_as_the_pages_name_what_they_show():
    """What it sets reaches into their blocks and would be shown in place of theirs."""
    named = set(re.findall(r"\{%-? *set (\w+)", (TEMPLATES / "base.html").read_text(encoding="utf-8")))
    calls = [
        node
        for room in ("workflow", "documents")
        for path in (ROOT / room).rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "render_template"
    ]
    given = {keyword.arg for call in calls for keyword in call.keywords}
    assert len(given) > 100
    assert named & given == set()
