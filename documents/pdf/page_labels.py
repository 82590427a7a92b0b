"""What a reader's program calls a page: the number that is printed on it."""

from __future__ import annotations

from typing import Any

import pydyf


def label(document: Any, pdf: Any, opening: list[bool]) -> None:
    """Counts from 1 where a paper begins; ``opening`` says of each section whether one does with it.

    Takes the pages of ``document`` as WeasyPrint laid them out: the name of a page is that of its section, "s0".
    """
    numbers, before = pydyf.Array(), ""
    for at, page in enumerate(document.pages):
        name = page._page_box.page_type.name
        if name != before and (at == 0 or opening[int(name[1:])]):
            numbers.extend((at, pydyf.Dictionary({"S": "/D", "St": 1})))
        before = name
    pdf.catalog["PageLabels"] = pydyf.Dictionary({"Nums": numbers})
