"""Which point stands under which: a list of marks ("1.", "a)", "-") becomes points with what hangs on them."""

from __future__ import annotations

from dataclasses import dataclass, field

from documents.readers.meaning.sections import Line
from documents.readers.values.numbered import Mark

MOST_DEEP = 12  # lists in one another; what goes deeper counts as the deepest


@dataclass
class Point:
    """``lines`` with the paragraphs that go on below it; ``under`` the points below, in order; ``depth`` 0 on top."""

    mark: Mark
    lines: list[str]
    depth: int
    under: list[Point] = field(default_factory=list)

    @property
    def text(self) -> str:
        return "\n".join(self.lines).strip()


@dataclass
class _Row:
    """A list that is open: how its points are marked and where it has come to."""

    key: tuple[str, str, int]
    last: int


def points_of(lines: list[Line]) -> tuple[list[Line], list[Point]]:
    """The lines before the first mark, and the points of the highest rank."""
    open_rows: list[_Row] = []
    before: list[Line] = []
    points: list[Point] = []
    path: list[Point] = []
    for line in lines:
        if line.mark is None:
            _go_on(line, before, path)
            continue
        depth = _depth(line, line.mark, open_rows)
        point = Point(line.mark, [line.text], depth)
        del path[depth:]
        (path[-1].under if path else points).append(point)
        path.append(point)
    return before, points


def _go_on(line: Line, before: list[Line], path: list[Point]) -> None:
    """A paragraph without a mark belongs to the point above it."""
    if path:
        path[-1].lines.append(line.text)
    else:
        before.append(line)


def _depth(line: Line, mark: Mark, rows: list[_Row]) -> int:
    """Finds the open list that this mark goes on with, or opens one below; the lists under it are closed."""
    for expected in (_is_next, _is_later):
        for at in reversed(range(len(rows))):
            for kind, value in mark.ways:
                if rows[at].key == (kind, mark.wrap, line.level) and expected(rows[at], value):
                    rows[at].last = value
                    del rows[at + 1 :]
                    return at
    return _begin(line, mark, rows)


def _is_next(row: _Row, value: int) -> bool:
    return value == row.last + 1 or not value


def _is_later(row: _Row, value: int) -> bool:
    return value > row.last


def _begin(line: Line, mark: Mark, rows: list[_Row]) -> int:
    """A mark that goes on with nothing: a list below, or the list of the same kind once more from its beginning."""
    kind, value = next((way for way in mark.ways if way[1] == 1), mark.ways[0])
    key = (kind, mark.wrap, line.level)
    if rows and (rows[-1].key == key or len(rows) == MOST_DEEP):
        rows[-1] = _Row(key, value)
        return len(rows) - 1
    rows.append(_Row(key, value))
    return len(rows) - 1
