"""What is typed into the forms of a rakor, and a rakor to open them on."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tests.world.arranged import DINSOS, OUTCOME, RAKOR
from tests.world.instance import START
from tests.world.saying_yes import done
from workflow.rakor.recording import record_rakor, save_outcome
from workflow.store import Record, Store

HEAD = {
    "title": "Rapat Koordinasi LKS", "organiser": "Dinas Sosial Aceh", "purpose": "Meningkatkan peran LKS.",
    "start": "2026-09-18", "end": "2026-09-19", "venue": "Hotel Oasis", "city": "Banda Aceh",
    "basis": "Surat undangan Kepala Dinas Sosial Aceh", "basis_number": "005/1234", "basis_date": "2026-09-01",
    "chair": "Kepala Dinas", "note_taker": "Kepala Seksi", "agenda": "Pembukaan\r\nSidang komisi",
    "participants_text": "30 (tiga puluh) orang dari kabupaten/kota dan LKS",
    "participants-0-name": "Peserta A", "participants-0-position": "Ketua", "participants-0-institution": "LKKS",
    "participants-0-region": "11.11", "participants-0-attended": "y",
    "participants-1-name": "Peserta B", "participants-1-region": "",
    "participants-2-name": "", "participants-2-attended": "y",
    "block": "",
}  # fmt: skip
BUTIR = {
    "text": "LKKS menjalin kemitraan.", "title": "Jalin kemitraan", "commission": "Komisi A", "dimension": "koordinasi",
    "is_task": "y", "deadline": "2026-12-15", "action": "Menyiapkan naskah", "indicator": "1 naskah",
    "responsible": "Ketua LKKS", "related": "BPKK",
}  # fmt: skip


def two_outcomes(store: Store) -> Record:
    """A rakor with two outcomes, "Satu" and "Dua"."""
    made = record_rakor(store, DINSOS, RAKOR, at=START)
    for title in ("Satu", "Dua"):
        data = {**OUTCOME, "title": title}
        made = more(store, made, data)
    return made


def more(store: Store, rakor: Mapping[str, Any], data: Mapping[str, Any]) -> Record:
    """The rakor with one more outcome, also when it says what another says."""

    def saved(yes: dict[str, Any]) -> Record:
        return save_outcome(store, DINSOS, rakor["id"], "", {**data, **yes}, version=rakor["version"], at=START)[0]

    return done(saved)


def uid(rakor: Mapping[str, Any], no: int) -> str:
    return rakor["outcomes"][no - 1]["uid"]
