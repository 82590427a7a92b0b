"""Headers on every answer, also on errors and downloads."""

from __future__ import annotations

from flask import Flask, Response, request

POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data: blob:; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
FILE_POLICY = "default-src 'none'; sandbox; frame-ancestors 'none'"  # of what is saved, wherever it is opened
ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


def init_app(app: Flask) -> None:
    production = app.config["MODE"] == "produksi"
    app.config.update(
        SESSION_COOKIE_NAME="__Host-tuntas" if production else "tuntas",
        SESSION_COOKIE_SECURE=production,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
    )

    @app.after_request
    def add(response: Response) -> Response:
        headers = response.headers
        saved = headers.get("Content-Disposition", "").startswith("attachment")
        headers.setdefault("Content-Security-Policy", FILE_POLICY if saved else POLICY)
        headers.update(ALWAYS)
        if request.endpoint in ("static", "bootstrap.static") and response.status_code in (200, 304):
            forever = "public, max-age=31536000, immutable"
            headers["Cache-Control"] = forever if "v" in request.args else "public, max-age=86400"
        if headers.get("Cache-Control", "no-cache") == "no-cache":  # what send_file says, which lets a browser keep it
            headers["Cache-Control"] = "no-store"
        if production:
            headers["Strict-Transport-Security"] = "max-age=31536000"
        return response
