"""How a mail looks: the same words once as plain text and once as simple HTML, without picture, style sheet or anything
that would tell that it was read.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape

FOOT = "Surel ini dikirim oleh Tuntas dan tidak perlu dibalas."


@dataclass(frozen=True)
class Link:
    """Words and a whole address, "https://…"; in plain text the address stands below the words."""

    words: str
    address: str


@dataclass(frozen=True)
class Items:
    """A heading and what stands below it."""

    heading: str
    items: tuple[str | Link, ...]


@dataclass(frozen=True)
class Letter:
    """``parts`` are paragraphs, links and lists, in their order."""

    subject: str
    parts: Sequence[str | Link | Items]

    @property
    def text(self) -> str:
        return "\n\n".join([*("\n".join(_plain(part)) for part in self.parts), f"-- \n{FOOT}"]) + "\n"

    @property
    def html(self) -> str:
        body = "\n".join(_marked(part) for part in self.parts)
        return (
            '<!doctype html>\n<html lang="id">\n<head><meta charset="utf-8">'
            f"<title>{escape(self.subject)}</title></head>\n"
            '<body style="font-family: Arial, sans-serif; font-size: 16px; line-height: 1.5; max-width: 40em">\n'
            f'{body}\n<p style="color: #555; font-size: 14px">{FOOT}</p>\n</body>\n</html>\n'
        )


def _plain(part: str | Link | Items) -> Iterator[str]:
    if isinstance(part, Items):
        yield part.heading
        for item in part.items:
            yield from (f"{'- ' if number == 0 else '  '}{row}" for number, row in enumerate(_plain(item)))
    elif isinstance(part, Link):
        yield from (part.words, part.address)
    else:
        yield part


def _marked(part: str | Link | Items) -> str:
    if isinstance(part, Items):
        rows = "\n".join(f"<li>{_inside(item)}</li>" for item in part.items)
        return f"<p><b>{escape(part.heading)}</b></p>\n<ul>\n{rows}\n</ul>"
    return f"<p>{_inside(part)}</p>"


def _inside(part: str | Link) -> str:
    if isinstance(part, Link):
        return f'<a href="{escape(part.address)}">{escape(part.words)}</a>'
    return escape(part)
