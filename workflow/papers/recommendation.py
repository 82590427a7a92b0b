"""What an LKKS says when it recommends an institution: for what, which papers it has seen, how long it holds."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from workflow.text import Fields

PURPOSES = {
    "stp": "pendaftaran pertama (STP)",
    "stpu": "pendaftaran ulang (STPU)",
    "akreditasi": "pengajuan akreditasi",
}
AT_DINSOS = ("stp", "stpu")  # applied for at the Dinas Sosial of the kabupaten/kota
PAPERS = {
    "rules": "Anggaran dasar dan anggaran rumah tangga",
    "deed": "Akta dan pengesahan badan hukum, atau catatan pendirian",
    "domicile": "Surat keterangan domisili",
    "managers": "Susunan pengurus",
    "support": "Keadaan tenaga, pendanaan, dan sarana",
}
MONTHS, MOST_MONTHS = 3, 24
NOTE = 150  # letters beside a paper


def usual(lks: Mapping[str, Any]) -> dict[str, Any]:
    """What the form begins with."""
    return {"purpose": "stpu" if lks["registrations"] else "stp", "months": str(MONTHS), "seen": [], "notes": {}}


def asked(data: Mapping[str, Any]) -> dict[str, Any]:
    """The accepted ``purpose``, ``months``, ``seen`` (names of ``PAPERS``) and ``notes`` by the same names (typed as
    "note_rules" …); raises ``Invalid``. Without a single paper seen there is nothing to recommend."""
    fields = Fields(data)
    purpose, months = str(data.get("purpose") or ""), fields.line("months", "masa berlaku", required=True, most=3)
    if purpose not in PURPOSES:
        fields.wrong["purpose"] = "Pilih untuk apa rekomendasi ini."
    if "months" not in fields.wrong and not (months.isascii() and months.isdigit() and 1 <= int(months) <= MOST_MONTHS):
        fields.wrong["months"] = f"Masa berlaku adalah 1 sampai {MOST_MONTHS} bulan."
    seen = [name for name in PAPERS if name in (data.get("seen") or ())]
    if not seen:
        fields.wrong["seen"] = "Centang berkas yang sudah Anda lihat, sedikitnya satu."
    notes = {name: fields.line(f"note_{name}", "keterangan berkas", most=NOTE) for name in PAPERS}
    fields.done()
    return {"purpose": purpose, "months": months, "seen": seen, "notes": notes}
