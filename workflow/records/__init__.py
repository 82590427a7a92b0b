"""What is stored: every kind of record with its keys, and the number of its schema.

The rooms ask here for the kinds; their parts (``OutcomeHead``, ``Returned``) stand in the modules, by subject. A key
that records of earlier versions may lack is ``NotRequired``. A kind whose stored records have to be brought up to a new
make-up gets the next number of ``SCHEMA``.
"""

from workflow.records.admitted import Factor, Familiar, Greeting, Mandate, Reset, SavedFilter, Session, SignIn, User
from workflow.records.arriving import Intake, LksList, Travel
from workflow.records.followed import Evidence, Outcome, Rakor, Task
from workflow.records.inquired import Inquiry
from workflow.records.institutions import (
    Kecamatan,
    Lks,
    LksApart,
    LksChange,
    LksCount,
    LksDoubts,
    LksMerge,
    LksNumber,
    LksRole,
    LksSpan,
    LksState,
    Population,
    PopulationChoice,
    Snapshot,
)
from workflow.records.issued import (
    Content,
    Delivery,
    Document,
    DocumentTask,
    Entry,
    Facts,
    Job,
    Office,
    Signatory,
    Suggestion,
    Token,
)
from workflow.records.mailed import Mail
from workflow.records.noted import Access, CalendarLink, Chain, Event, Looked, Opened, Pressed, Setting, Throttle
from workflow.records.reminded import Digest, Notice
from workflow.records.stored import Stored

__all__ = [
    "Access", "CalendarLink", "Chain", "Content", "Delivery", "Digest", "Document", "DocumentTask", "Entry", "Event",
    "Evidence", "Factor", "Facts", "Familiar", "Greeting", "Inquiry", "Intake", "Job", "Kecamatan", "Lks", "LksApart",
    "LksChange", "LksCount", "LksDoubts", "LksList", "LksMerge", "LksNumber", "LksRole", "LksSpan", "LksState",
    "Looked", "Mail", "Mandate", "Notice", "Office", "Opened", "Outcome", "Population", "PopulationChoice", "Pressed",
    "Rakor", "Reset", "SCHEMA", "SHAPES", "SavedFilter", "Session", "Setting", "SignIn", "Signatory", "Snapshot",
    "Stored", "Suggestion", "Task", "Throttle", "Token", "Travel", "User", "WORDS", "name_of",
]  # fmt: skip
SHAPES: dict[str, type[Stored]] = {
    "rakor": Rakor,
    "task": Task,
    "evidence": Evidence,
    "event": Event,
    "chain": Chain,
    "document": Document,
    "document_task": DocumentTask,
    "content": Content,
    "entry": Entry,
    "job": Job,
    "office": Office,
    "signatory": Signatory,
    "suggestion": Suggestion,
    "token": Token,
    "delivery": Delivery,
    "user": User,
    "session": Session,
    "sign_in": SignIn,
    "reset": Reset,
    "factor": Factor,
    "greeting": Greeting,
    "familiar": Familiar,
    "mandate": Mandate,
    "saved_filter": SavedFilter,
    "throttle": Throttle,
    "pressed": Pressed,
    "access": Access,
    "looked": Looked,
    "calendar_link": CalendarLink,
    "opened": Opened,
    "digest": Digest,
    "notice": Notice,
    "intake": Intake,
    "travel": Travel,
    "inquiry": Inquiry,
    "lks": Lks,
    "lks_span": LksSpan,
    "lks_count": LksCount,
    "lks_state": LksState,
    "lks_change": LksChange,
    "lks_list": LksList,
    "lks_apart": LksApart,
    "lks_merge": LksMerge,
    "lks_number": LksNumber,
    "lks_doubts": LksDoubts,
    "lks_role": LksRole,
    "kecamatan": Kecamatan,
    "snapshot": Snapshot,
    "population": Population,
    "population_choice": PopulationChoice,
    "mail": Mail,
    "setting": Setting,
}
SCHEMA: dict[str, int] = {**dict.fromkeys(SHAPES, 1), "office": 6, "entry": 2}
# What the admin reads of those that stand in an address.
WORDS: dict[str, str] = {
    "task": "tugas", "rakor": "rakor", "evidence": "bukti", "document": "naskah", "entry": "nomor",
    "job": "unduhan", "intake": "berkas", "inquiry": "pertanyaan", "travel": "formulir", "office": "kantor",
    "lks": "LKS", "lks_list": "daftar LKS", "lks_change": "usulan LKS",
    "signatory": "penanda tangan", "suggestion": "usulan kantor", "user": "akun", "session": "sesi",
    "mandate": "mandat", "saved_filter": "saringan", "mail": "surel", "token": "kunci program",
}  # fmt: skip
_NAMES = {shape: kind for kind, shape in SHAPES.items()}


def name_of(kind: type[Stored] | str) -> str:
    """The word for a kind: ``Task`` is "task"."""
    return kind if isinstance(kind, str) else _NAMES[kind]
