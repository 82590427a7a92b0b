"""What is sent by mail."""

from workflow.records.stored import Stored


class Mail(Stored):
    """One to one account. What it says is kept until it has left, or is too old to be sent; the row a while longer."""

    key: str  # of what caused it: never twice
    user: int
    to: str  # the address, as it was when the mail was put here or last sent again
    subject: str
    text: str  # "" when it has left or is too old
    html: str
    state: str  # a ``mail.outbox.State``
    due: str  # not sent before
    until: str  # nor after
    tries: int
    reason: str  # what went wrong at the latest try, "" else
    ended: str  # when it left, failed or became undecidable; "" while it waits
