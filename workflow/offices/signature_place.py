"""What an office's papers leave for who signs: room for a pen, or a place for a certified signature (TTE).

Such a place has an anchor where the office's signing service searches the page for one: a word that no paper says.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from workflow.kinds import certified
from workflow.text import Fields

PEN, TTE = "pen", "tte"
CHOICES = {
    PEN: "Kertas: ruang kosong",
    TTE: "TTE: kotak, bidang isian",
}
DEFAULTS = {"signed_by": PEN, "tte_anchor": ""}  # what papers were before an office could choose
MOST = 12  # letters of an anchor
SIGNS = "#^$~|{}<>*="  # that papers hardly ever say
NO_ANCHOR = (
    f"Jangkar adalah satu kata tanpa spasi dari huruf, angka, dan tanda baca biasa, dengan sedikitnya satu tanda dari "
    f"{' '.join(SIGNS)}. Tanpa tanda itu, layanan TTE menemukannya juga di teks naskah."
)


def check(fields: Fields, data: Mapping[str, Any]) -> dict[str, str]:
    """The typed choice and anchor as values; what is wrong goes to ``fields``."""
    chosen = str(data.get("signed_by") or PEN)
    if chosen not in CHOICES:
        fields.wrong["signed_by"] = "Pilih salah satu dari daftar."
    anchor = fields.line("tte_anchor", "jangkar", most=MOST)
    plain = anchor.isascii() and anchor.isprintable() and " " not in anchor
    if anchor and not (plain and any(sign in anchor for sign in SIGNS)):
        fields.wrong.setdefault("tte_anchor", NO_ANCHOR)
    return {"signed_by": chosen, "tte_anchor": anchor}


def has_places(office: Mapping[str, Any], kind: str) -> bool:
    """Whether papers of this kind and office are signed electronically. A paper has one office, and all who sign it do
    so in one way: of a file with an electronic signature a print with another one is no original."""
    return office.get("signed_by") == TTE and certified(kind)
