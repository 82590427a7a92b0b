"""What the page of a form answers: opened, saved, or shown again with what is wrong or stale.

The domain decides what it refuses; here each refusal becomes the page that explains it.
"""

from __future__ import annotations

from collections.abc import Callable

from flask import request
from werkzeug.wrappers import Response

from workflow.errors import Invalid, Stale, WrongStage
from workflow.web.errors import status_of
from workflow.web.forms import Form

Page = str | tuple[str, int] | Response
Late = Stale | WrongStage


def save_or_show(
    form: Form, save: Callable[[], Page], show: Callable[[], str], late: Callable[[Late], Page] | None = None
) -> Page:
    """The form when it is opened; when it is sent, what came of it.

    ``save`` runs the operation, says what was done and returns where to go on. When it raises ``Invalid``, the
    sentences are put into ``form`` and ``show`` makes its page again (422; 429 for one who has to wait). When somebody
    was quicker, ``late`` makes the page that says so; without one the error goes on to the error page.
    """
    if request.method != "POST":
        return show()
    try:
        return save()
    except Invalid as refusal:
        form.complain(refusal)
        return show(), status_of(refusal)
    except (Stale, WrongStage) as error:
        if late is None:
            raise
        return late(error)
