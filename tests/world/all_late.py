"""A rakor of which 17 tasks are late in 16 kabupaten/kota: one each, and one more in the first."""

from __future__ import annotations

from types import SimpleNamespace

from tests.world.arranged import DINSOS, OUTCOME, RAKOR
from tests.world.instance import START
from tests.world.saying_yes import done
from workflow.rakor.recording import hand_over, record_rakor, save_outcome
from workflow.regions import regions

PLACES = list(regions())[:16]


def all_late(tuntas: SimpleNamespace, deadline: str = "2026-12-15") -> int:
    """The id of the rakor."""
    rakor = done(lambda more: record_rakor(tuntas.store, DINSOS, {**RAKOR, **more}, at=START))
    for title, places in (("Tanda tangani kesepakatan", PLACES), ("Mutakhirkan data LKS", PLACES[:1])):
        outcome = {**OUTCOME, "title": title, "text": f"{title}.", "deadline": deadline}
        rakor, uid = save_outcome(
            tuntas.store, DINSOS, rakor["id"], "", outcome, version=rakor["version"], at=START
        )  # fmt: skip
        hand_over(tuntas.store, DINSOS, rakor["id"], uid, places, at=START)
        rakor = tuntas.store.get("rakor", rakor["id"])
    return int(rakor["id"])
