"""What was measured, put into ``script/README.md`` in place of what stood there under the same heading."""

from __future__ import annotations

import re
from pathlib import Path

README = Path(__file__).parent.parent / "README.md"
SPEED = "## Speed"


def put(where: str, told: str) -> None:
    """``told`` is a title, an empty line, and what was found; ``where`` says on which day and machine."""
    title, found = told.split("\n\n", 1)
    README.write_text(written(README.read_text(), title, f"{where}\n\n{found}"))


def written(text: str, title: str, found: str) -> str:
    """The page with ``found`` under this heading; a new heading comes last in its chapter."""
    start = text.index(f"\n{SPEED}\n") + len(SPEED) + 2
    end = next((match.start() for match in re.finditer(r"(?m)^## ", text) if match.start() > start), len(text))
    chapter, passage = text[start:end], f"### {title}\n\n{found}\n\n"
    named = re.compile(rf"^### {re.escape(title)}\n.*?(?=^### |\Z)", re.DOTALL | re.MULTILINE)
    chapter = named.sub(lambda _: passage, chapter) if named.search(chapter) else chapter + passage
    return text[:start] + chapter + text[end:]
