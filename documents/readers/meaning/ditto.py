"""Cells that only say that they say what stands above them: "sda", "idem", a sign of repetition."""

from __future__ import annotations

import re
from dataclasses import replace

from documents.readers.files.grid import Row

_DITTO = re.compile(
    r"(?i)\s*(?:s\.?\s?d\.?\s?a\.?|(?:sama )?dengan di ?atas|idem\.?|id\.|[-–—]*\s*[\"“”″〃]\s*[-–—]*)\s*"
)


def repeated(row: Row, above: Row | None) -> Row:
    """The row with such cells as the lower part of the cell above, as if both were merged."""
    if above is None or not any(_DITTO.fullmatch(cell.text) for cell in row.cells):
        return row
    cells = list(row.cells)
    for at, (cell, said) in enumerate(zip(row.cells, above.cells, strict=False)):
        if said.text.strip() and not cell.down and not cell.right and _DITTO.fullmatch(cell.text):
            cells[at] = said._replace(down=True)
    return replace(row, cells=cells)
