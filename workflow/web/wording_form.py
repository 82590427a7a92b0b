"""The boxes of what may be said otherwise on a paper before it is issued (``workflow.papers.wording``)."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Any

from wtforms import StringField, TextAreaField

from workflow.papers.wording import PARTS, field_of
from workflow.web.forms import Form, most


class WordingForm(Form):
    """Filled in as proposed by ``propose``; a box that was not sent says nothing."""

    offered = StringField()  # marks of the words that were proposed
    word_title = StringField(PARTS["title"][0], render_kw=most(PARTS["title"][1]))
    word_hal = StringField(PARTS["hal"][0], render_kw=most(PARTS["hal"][1]))
    word_basis = TextAreaField(PARTS["basis"][0], render_kw=most(PARTS["basis"][1]))
    word_free = TextAreaField(PARTS["free"][0], render_kw=most(PARTS["free"][1]))

    def words(self) -> dict[str, Any]:
        """What was sent of them, as ``wording.read`` takes it."""
        names = [field_of(part) for part in PARTS]
        return {name: self[name].data for name in names if name in self and self[name].data is not None}

    def by_hand(self) -> dict[str, str]:
        """Those that were typed, and not only left as they were proposed."""
        return typed_over(self.words(), self.offered.data)

    def propose(self, words: Mapping[str, str]) -> None:
        """Puts the proposed words where nothing was typed; a part that the paper does not have gets no box."""
        self.offered.data = marks(words)
        for part in PARTS:
            name = field_of(part)
            if name not in self:
                continue
            if part not in words:
                del self[name]
            elif self[name].data is None:
                self[name].data = words[part]


def marks(proposed: Mapping[str, str]) -> str:
    """By which a form that comes back tells, without composing the paper again, what was only proposed to it."""
    return " ".join(_mark(field_of(part), text) for part, text in proposed.items())


def typed_over(words: Mapping[str, Any], offered: Any) -> dict[str, str]:
    """Those of ``words`` that are not what the ``marks`` say was proposed."""
    known = str(offered or "").split()
    return {name: text for name, text in words.items() if _same(text) and _mark(name, text) not in known}


def _mark(name: str, text: Any) -> str:
    return f"{name}:{hashlib.sha256(_same(text).encode()).hexdigest()[:8]}"


def changed(words: Mapping[str, Any], proposed: Mapping[str, str]) -> dict[str, str]:
    """Those that say something else than was proposed: what an address carries of them."""
    shown = {field_of(part): text for part, text in proposed.items()}
    return {name: text for name, text in words.items() if name in shown and _same(text) != _same(shown[name])}


def _same(text: Any) -> str:
    return str(text or "").replace("\r\n", "\n").strip()
