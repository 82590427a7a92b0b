"""The small words of a sheet's XML: names without their space, and texts as Excel shows them."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import Any

from lxml import etree

from documents.readers.files.codes import letter

MOST_NAMES = 256  # that are remembered: sheets have few, over and over
_WHOLE = re.compile("[0-9]{1,9}")
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")


def streamed(data: bytes, *names: str) -> Iterator[etree._Element]:
    """The elements of these names as they end; what was seen is forgotten. Raises ``etree.XMLSyntaxError``."""
    tags = tuple(f"{{*}}{name}" for name in names)
    parsing = etree.iterparse(
        io.BytesIO(data), tag=tags, encoding="utf-8", resolve_entities=False, no_network=True, load_dtd=False
    )
    for _, element in parsing:
        yield element
        element.clear()


def whole(text: str) -> int | None:
    """A whole number as attributes have it; None for anything else, also for one longer than any that counts."""
    return int(text) if _WHOLE.fullmatch(text) else None


def words(item: etree._Element) -> str:
    """The text of a shared or inline string: its runs, without what is only a reading aid."""
    if len(item) == 1 and LOCAL[(only := item[0]).tag] == "t":
        return unescaped(only.text or "")
    parts = []
    for child in item:
        name = local(child)
        if name == "t":
            parts.append(child.text or "")
        elif name == "r":
            parts.extend(t.text or "" for t in child if local(t) == "t")
    return unescaped("".join(parts))


def unescaped(text: str) -> str:
    """ "_x000D_" is how Excel writes a control character; line ends become \\n."""
    if "_x" in text:
        text = _ESCAPED.sub(lambda m: letter(int(m[1], 16)), text)
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


class _Local(dict[Any, str]):
    """The name of a tag without its space, "" of a comment. Asked for every cell, so it is looked up without a call."""

    def __missing__(self, tag: Any) -> str:
        if len(self) >= MOST_NAMES:
            self.clear()
        self[tag] = name = tag.rpartition("}")[2] if isinstance(tag, str) else ""
        return name


LOCAL = _Local()


def local(element: etree._Element) -> str:
    return LOCAL[element.tag]


def every(tree: etree._Element, name: str) -> Iterator[etree._Element]:
    yield from tree.iter(f"{{*}}{name}")


def attribute(element: etree._Element, name: str) -> str:
    return next((str(v) for k, v in element.attrib.items() if str(k).rpartition("}")[2] == name and "}" in str(k)), "")
