"""What the process that reads does: one order after another, each a file that somebody has sent."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from documents.apart.process import Answer, serve
from documents.incoming.orders import answer


def prepared(_instance: Path, _files: str) -> Answer:
    """All that is needed is loaded with this file."""

    def read(facts: Mapping[str, Any], content: bytes) -> bytes:
        return json.dumps(answer(facts["kind"], facts, content), ensure_ascii=False).encode()

    return read


if __name__ == "__main__":
    serve(prepared)
