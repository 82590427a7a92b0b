"""Files of papers that are a line of text each, for tests in which it is not the writers that are tried."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from documents.issue.rendering import WRITERS
from documents.pdf import writer as pdf
from documents.report.blocks import Report

Pictures = Callable[[str], bytes]


def use(patched: pytest.MonkeyPatch) -> None:
    """Word and PDF from here on."""
    patched.setitem(WRITERS, "docx", lambda report, _: _line("docx", report))
    patched.setattr(pdf, "written", _written)


def _written(report: Report, _: Pictures) -> tuple[Report, bytes]:
    return replace(report, step=0), _line("pdf", report)


def _line(ext: str, report: Report) -> bytes:
    return f"{ext} {report.kind} {report.code}".strip().encode()
