"""What is kept of what a browser says of itself: "Chrome di Android", and nothing else that anybody may write there."""

from __future__ import annotations

_BROWSERS = (
    ("Edg", "Edge"), ("OPR", "Opera"), ("Opera", "Opera"), ("Firefox", "Firefox"), ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)  # fmt: skip
_SYSTEMS = (
    ("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Windows", "Windows"), ("Mac", "Mac"),
    ("Linux", "Linux"),
)  # fmt: skip


def device(agent: str) -> str:
    """A hint for the account's owner, nothing is decided by it. Of such a hint it makes the same one again."""
    browser = next((name for sign, name in _BROWSERS if sign in agent), "Peramban lain")
    system = next((name for sign, name in _SYSTEMS if sign in agent), "")
    return f"{browser} di {system}" if system else browser
