"""Forms: Flask-WTF for fields and CSRF, with our own Indonesian messages and the domain's sentences beside fields.

The domain decides what is acceptable (``workflow.tasks.needs`` and its like); a form only carries what was typed there
and the domain's sentences back, so that no rule stands twice.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, TypeVar

from flask_wtf import FlaskForm
from markupsafe import Markup
from wtforms import HiddenField, SelectMultipleField, StringField

from workflow.errors import Invalid
from workflow.web.pressing import pressed_once

T = TypeVar("T")


def most(letters: int) -> dict[str, Any]:
    """The ``render_kw`` of a field that holds so many letters. The domain refuses more; a test holds both together."""
    return {"maxlength": letters}


class Form(FlaskForm):
    """Base of every form. ``refused``: the domain's sentences by field name, also of fields that are not in it."""

    refused: Mapping[str, str] = MappingProxyType({})

    class Meta(FlaskForm.Meta):
        locales = ("id",)

        def get_translations(self, form: Any) -> Any:
            return _Indonesian()

    def hidden_tag(self, *fields: Any) -> Markup:
        """Flask-WTF's hidden fields, and the mark by which the form is known when it is sent twice."""
        return Markup("{}{}").format(super().hidden_tag(*fields), pressed_once())

    def typed(self) -> dict[str, Any]:
        """What was typed, by field name; of a text that was not sent at all, nothing was."""
        return {
            name: "" if value is None and isinstance(self._fields[name], StringField) else value
            for name, value in self.data.items()
            if name not in ("csrf_token", "version")
        }

    def accept(self, operation: Callable[[], T]) -> T | None:
        """Runs a domain operation; puts its complaints beside the fields and returns None when it refuses."""
        try:
            return operation()
        except Invalid as refusal:
            self.complain(refusal)
            return None

    def complain(self, refusal: Invalid) -> None:
        """Puts the sentences beside their fields, those of no field of the form above it."""
        self.refused = {**self.refused, **refusal.fields}
        general: list[str] = []
        for name, sentence in refusal.fields.items():
            if name in self._fields:
                field = self._fields[name]
                field.errors = [*field.errors, *({sentence} - {*field.errors})]
            elif sentence not in self.form_errors:
                general.append(sentence)
        self.form_errors: list[str] = [*(self.form_errors or []), *general]

    @property
    def asks(self) -> bool:
        """Whether a yes is all that is missing."""
        return bool(self.refused) and Invalid(self.refused).asks


class Asking(Form):
    """A form of which the domain may ask something (``Question``); ``yakin`` has the marks of what got a yes. The boxes
    for it stand beside the fields (``sure`` of ``ui.html``)."""

    yakin = SelectMultipleField(choices=[], validate_choice=False)


class Versioned(Form):
    """``version`` is the version of the record that the page showed."""

    version = HiddenField()

    def seen(self) -> int:
        """The version that the page showed; 0 (never a stored one) when it is missing or forged."""
        text = str(self.version.data or "")
        return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0


class _Indonesian:
    """WTForms ships no Indonesian and would silently speak English."""

    WORDS: Mapping[str, str] = {
        "This field is required.": "Isian ini wajib.",
        "Not a valid choice.": "Pilih salah satu dari daftar.",
        "Invalid Choice: could not coerce.": "Pilih salah satu dari daftar.",
        "Not a valid integer value.": "Isi dengan bilangan bulat.",
        "Not a valid date value.": "Tanggal tidak benar.",
        "CSRF token missing.": "Halaman terlalu lama terbuka. Muat ulang, lalu kirim lagi.",
    }

    def gettext(self, text: str) -> str:
        return self.WORDS.get(text, text)

    def ngettext(self, singular: str, plural: str, n: int) -> str:
        return self.gettext(singular if n == 1 else plural)
