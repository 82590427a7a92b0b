"""One way of making one thing, in a process of its own, warm: ``one.py WAY ROWS TIMES`` prints figures as JSON.

``wall`` and ``user`` are the medians of seconds on the clock and of processor time, ``peak`` is the most memory in MB.
Garbage is frozen and not collected within a document, as in our workers.
"""

from __future__ import annotations

import gc
import io
import json
import statistics
import sys
import time
from collections.abc import Callable

from documents.pdf import writer as pdf
from documents.pdf.painted import simple as painted
from documents.report.blocks import Report, Table
from documents.word import writer as word
from script.measure.contents import matrix
from script.measure.memory import peak


def docxtpl(report: Report) -> bytes:
    """The same rows through docxtpl: one template row, repeated by Jinja."""
    from docxtpl import DocxTemplate

    table = next(b for b in report.sections[0].blocks if isinstance(b, Table))
    template = DocxTemplate(_template(len(table.columns)))
    template.render({"heads": [c.head for c in table.columns], "rows": [r.cells for r in table.rows]}, autoescape=True)
    out = io.BytesIO()
    template.save(out)
    return out.getvalue()


def _template(columns: int) -> io.BytesIO:
    import docx

    document = docx.Document()
    grid = document.add_table(rows=4, cols=columns)
    for number in range(columns):
        grid.cell(0, number).text = f"{{{{ heads[{number}] }}}}"
        grid.cell(2, number).text = f"{{{{ row[{number}] }}}}"
    grid.cell(1, 0).text, grid.cell(3, 0).text = "{%tr for row in rows %}", "{%tr endfor %}"
    out = io.BytesIO()
    document.save(out)
    out.seek(0)
    return out


def laid_out(report: Report) -> bytes:
    """The same PDF, each cell laid out by WeasyPrint."""
    painted.LEAST = sys.maxsize
    return pdf.write(report, _none)


WAYS: dict[str, Callable[[Report], bytes]] = {
    "word": lambda report: word.write(report, _none),
    "pdf": lambda report: pdf.write(report, _none),
    "laid out": laid_out,
    "docxtpl": docxtpl,
}


def _none(sha256: str) -> bytes:
    raise FileNotFoundError(sha256)


def main(way: str, rows: int, times: int) -> None:
    make = WAYS[way]
    make(matrix(3))
    gc.collect()
    gc.freeze()
    gc.disable()
    wall, user = [], []
    for seed in range(1, times + 1):
        report = matrix(rows, seed)
        clock, used = time.perf_counter(), time.process_time()
        made = make(report)
        wall.append(time.perf_counter() - clock)
        user.append(time.process_time() - used)
        gc.collect()
    figures = {"wall": statistics.median(wall), "user": statistics.median(user), "peak": peak(), "size": len(made)}
    print(json.dumps(figures))


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
