"""People who use a running server over real HTTP: they sign in, read pages, save, send photos, and time all of it."""

from __future__ import annotations

import http.client
import re
import secrets
import threading
import time
from collections import defaultdict
from html import unescape
from urllib.parse import urlencode

FORM = {"Content-Type": "application/x-www-form-urlencoded"}
_HIDDEN = re.compile(r'<input[^>]*name="(csrf_token|version)"[^>]*value="([^"]*)"')


class Times:
    """Seconds by kind of request, and what went wrong; shared by all threads."""

    def __init__(self) -> None:
        self.spent: dict[str, list[float]] = defaultdict(list)
        self.errors: list[str] = []
        self._lock = threading.Lock()

    def add(self, kind: str, seconds: float) -> None:
        with self._lock:
            self.spent[kind].append(seconds)

    def error(self, sentence: str) -> None:
        with self._lock:
            self.errors.append(sentence)

    def share(self, kind: str, portion: float) -> float:
        """The time within which this portion of the requests was answered."""
        ordered = sorted(self.spent[kind])
        return ordered[min(len(ordered) - 1, int(portion * len(ordered)))] if ordered else 0.0


class Person:
    """One signed-in browser without its pictures: cookies, one connection kept open, CSRF tokens from the forms."""

    def __init__(self, port: int, username: str, times: Times) -> None:
        self.username, self.times, self.port = username, times, port
        self._cookies: dict[str, str] = {}
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)

    def sign_in(self, password: str) -> bool:
        form = self.hidden(self.ask("masuk", "GET", "/masuk")[1])
        typed = {**form, "username": self.username, "password": password}
        status, _ = self.ask("masuk", "POST", "/masuk", urlencode(typed).encode(), FORM)
        return status in (302, 303)

    def read(self, path: str) -> str:
        status, body = self.ask("halaman", "GET", path)
        if status != 200:
            self.times.error(f"{self.username} GET {path}: {status}")
        return body

    def save(self, path: str, typed: dict[str, str]) -> bool:
        """Opens the form and sends it with ``typed``; whether it was saved."""
        form = self.hidden(self.read(path))
        status, _ = self.ask("simpan", "POST", path, urlencode({**form, **typed}).encode(), FORM)
        if status not in (302, 303):
            self.times.error(f"{self.username} POST {path}: {status}")
        return status in (302, 303)

    def send_photo(self, path: str, typed: dict[str, str], photo: bytes) -> bool:
        form = self.hidden(self.read(path))
        mark = secrets.token_hex(12)
        parts = [
            f'--{mark}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{text}\r\n'.encode()
            for name, text in {**form, **typed}.items()
        ]
        head = f'--{mark}\r\nContent-Disposition: form-data; name="photos"; filename="foto.jpg"\r\n\r\n'.encode()
        body = b"".join([*parts, head, photo, f"\r\n--{mark}--\r\n".encode()])
        kind = {"Content-Type": f"multipart/form-data; boundary={mark}"}
        status, _ = self.ask("foto", "POST", path, body, kind)
        if status not in (302, 303):
            self.times.error(f"{self.username} photo to {path}: {status}")
        return status in (302, 303)

    def press(self, path: str, button_on: str) -> tuple[int, str]:
        """Sends a form of buttons only, with the token of the page that it stands on."""
        form = self.hidden(self.read(button_on))
        return self.ask("simpan", "POST", path, urlencode(form).encode(), FORM)

    def ask(self, kind: str, method: str, path: str, body: bytes = b"", headers: dict | None = None) -> tuple[int, str]:
        cookie = "; ".join(f"{name}={value}" for name, value in self._cookies.items())
        start = time.perf_counter()
        try:
            self._connection.request(method, path, body or None, {**(headers or {}), "Cookie": cookie})
            answer = self._connection.getresponse()
            text = answer.read().decode("utf-8", "replace")
        except (OSError, http.client.HTTPException) as failure:
            self.times.error(f"{self.username} {method} {path}: {type(failure).__name__}")
            self._connection.close()
            return 0, ""
        self.times.add(kind, time.perf_counter() - start)
        for name, line in answer.getheaders():
            if name.lower() == "set-cookie":
                pair = line.split(";", 1)[0].split("=", 1)
                self._cookies[pair[0]] = pair[1]
        return answer.status, text

    @staticmethod
    def hidden(page: str) -> dict[str, str]:
        """The first CSRF token of a page and the version that goes with it."""
        found: dict[str, str] = {}
        for name, value in _HIDDEN.findall(page):
            found.setdefault(name, unescape(value))
        return found
