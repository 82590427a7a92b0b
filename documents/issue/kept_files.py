"""Files of contents that are no record, such as the Panduan: made when somebody asks, and kept while they are asked.

They are in memory only: the same content gives the same bytes, so that nothing is lost with them.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable
from typing import Any

from documents.report.frozen import digest

KEPT = 8  # files: Word and PDF for each role


class KeptFiles:
    """``render(data, ext)`` makes the file of a content; the last ``KEPT`` are held."""

    def __init__(self, render: Callable[[dict[str, Any], str], bytes]) -> None:
        self._render = render
        self._kept: OrderedDict[tuple[str, str], bytes] = OrderedDict()
        self._guard = threading.Lock()

    def file(self, data: dict[str, Any], ext: str) -> bytes:
        """Raises ``NotMade`` as ``render`` does; that is tried again by whoever asks next."""
        key = digest(data), ext
        with self._guard:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]
        content = self._render(data, ext)  # two who ask at once make the same bytes twice, and nobody waits for them
        with self._guard:
            self._kept[key] = content
            while len(self._kept) > KEPT:
                self._kept.popitem(last=False)
        return content
