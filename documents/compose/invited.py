"""The rakor with the invitation that went out from here, where nobody recorded another one by hand."""

from __future__ import annotations

from workflow.kinds import Kind
from workflow.papers.issuing import VALID
from workflow.store import Record, Store


def with_invitation(store: Store, rakor: Record) -> Record:
    """The rakor as it is, or with office, number and date of the newest invitation that holds."""
    if rakor.get("basis") or rakor.get("basis_number"):
        return rakor
    sent = store.find("document", rakor=rakor["id"], type=Kind.UNDANGAN, status=VALID)
    sent = [one for one in sent if "damaged" not in one]
    if not sent:
        return rakor
    newest = max(sent, key=lambda one: (one["date"], one["id"]))
    told = {"basis": f"Surat {newest['signer']}", "basis_number": newest["number"], "basis_date": newest["date"]}
    return {**rakor, **told}
