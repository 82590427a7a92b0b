"""The key that signs cookies and opens second factors: production's comes from outside, a demo makes its own."""

from __future__ import annotations

import hashlib
import hmac
import os
import secrets
import tempfile
from pathlib import Path

from workflow.durable import settle


def secret_key(folder: Path, mode: str) -> str:
    """Production's key comes from ``TUNTAS_SECRET_KEY``; a demo instance makes a random one of its own."""
    given = os.environ.get("TUNTAS_SECRET_KEY", "")
    if mode == "produksi":
        if len(given) < 32:
            raise SystemExit(
                "Mode produksi memerlukan TUNTAS_SECRET_KEY sendiri, paling sedikit 32 huruf acak. Contoh:\n"
                "  export TUNTAS_SECRET_KEY=$(python3 -c 'import secrets; print(secrets.token_urlsafe(48))')"
            )
        return given
    path = folder / "secret_key"
    kept = path.read_text().strip() if path.exists() else ""
    return kept or _new_key(path)


def fingerprint(key: str) -> str:
    """By which servers can tell that their keys are the same; the key cannot be told from it."""
    return hmac.digest(key.encode(), b"tuntas: the key of a server", hashlib.sha256)[:8].hex()


def _new_key(path: Path) -> str:
    """Written beside its place and moved there whole: a start that is killed leaves no key rather than an empty one."""
    for left in path.parent.glob("secret_key-*"):
        left.unlink()
    key = secrets.token_urlsafe(48)
    with tempfile.NamedTemporaryFile("w", dir=path.parent, prefix="secret_key-", delete=False) as file:  # mode 600
        file.write(key)
    settle(Path(file.name), path)
    return key
