"""Pages and styles travel packed: a phone with one bar of signal fetches 40 KB instead of 170.

The session cookie is SameSite=Lax, so no other site can make a browser fetch pages whose packed length would tell of
their content. Documents and photos are packed already.
"""

from __future__ import annotations

import re
from functools import lru_cache

import brotli
from flask import Flask, Response, request
from flask_compress import Compress

from workflow.web import bootstrap_style

TEXTS = ["text/html", "text/css", "text/javascript"]
BEST = 11  # of Brotli: a tenth of a second for a style sheet, which is why it is done once; a fifth less than gzip


def init_app(app: Flask) -> None:
    app.config.setdefault("COMPRESS_MIMETYPES", TEXTS)
    app.config.setdefault("COMPRESS_ALGORITHM", ["br", "gzip"])
    app.config.setdefault("COMPRESS_LEVEL", 9)  # of gzip, for the networks of offices that have no https
    Compress(app)
    app.after_request(_read)  # runs before the packing


def _read(response: Response) -> Response:
    """A static text as data: Flask-Compress would leave its file open. Of ours without what only its readers need. It
    never changes while we run, so it is packed as small as can be where Brotli is understood: by all over https.

    A file that the server reads by itself is a stream that has a length, which Werkzeug takes for no stream."""
    if (response.is_streamed or response.direct_passthrough) and response.mimetype in TEXTS:
        text = b"".join(response.iter_encoded())
        response.close()
        response.direct_passthrough = False
        text = _as_it_travels(text, response)
        response.set_data(text)
        if response.status_code == 200 and request.accept_encodings["br"] > 0:
            _pack(response, text)
    return response


def _pack(response: Response, text: bytes) -> None:
    response.set_data(_packed(text))
    response.headers["Content-Encoding"] = "br"
    response.headers["Content-Length"] = str(response.content_length)
    tag, weak = response.get_etag()
    if tag and not weak:
        response.set_etag(f"{tag}:br")
        response.make_conditional(request)


@lru_cache(maxsize=32)
def _packed(text: bytes) -> bytes:
    packed: bytes = brotli.compress(text, quality=BEST)
    return packed


def _as_it_travels(text: bytes, response: Response) -> bytes:
    """A whole style sheet or script without what no browser of ours needs."""
    mimetype = response.mimetype or ""
    if response.status_code != 200 or mimetype == "text/html":
        return text
    if request.endpoint == "bootstrap.static" and mimetype == "text/css":
        return bootstrap_style.as_sent(text)
    return bare(text, mimetype) if request.endpoint == "static" else text


def bare(text: bytes, mimetype: str) -> bytes:
    """A style sheet or script of ours without comments and indents, a fifth of its weight: in a script those that
    stand on a line of their own."""
    if mimetype == "text/css":
        return re.sub(rb"\s+", b" ", re.sub(rb"/\*.*?\*/", b"", text, flags=re.DOTALL))
    return re.sub(rb"(?m)^(?:\s*//.*\n|\s+)", b"", text)
