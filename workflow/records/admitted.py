"""Accounts, and what is kept of those who sign in."""

from typing import NotRequired, TypedDict

from workflow.records.stored import Stored


class AccountOffice(TypedDict):
    role: str  # a ``Role``
    region: str  # "" for the province and admin
    name: str  # an office, never a person


class User(Stored, AccountOffice):
    username: str
    password: str  # hashed; "" when the account was removed
    active: bool
    demo: bool
    must_change: bool  # the password, at the next sign-in
    created: str
    email: NotRequired[str]  # where mail goes; nothing when no address was given
    email_waits: NotRequired[bool]  # its owner typed it and has not confirmed it; nothing of before, which counts
    removed: NotRequired[str]  # the day on which its time was over: nothing is left but what it did


class Session(Stored):
    token: str  # SHA-256 of the one in the cookie
    user: int
    agent: str
    started: str
    seen: str
    proved: NotRequired[str]  # when the password was last given again
    quiet: NotRequired[bool]  # no page for a while: the password is asked for; rows of earlier versions count as quiet
    device: NotRequired[str]  # the name of the chair's own phone that is remembered; "", or nothing, of every other
    mandate: NotRequired[int]  # at whose desk the session works; 0, or nothing of earlier versions, at the own


class Greeting(Stored):
    """The three cards of somebody new."""

    user: int
    away: str  # when they were put away; "" while they stand


class SignIn(Stored):
    """The password was right, the code is still awaited."""

    token: str
    user: int
    at: str


class Reset(Stored):
    """A link of one use was mailed: a forgotten password is set by it, or an address confirmed."""

    token: str  # SHA-256 of the one in the link
    user: int
    at: str
    purpose: NotRequired[str]  # of ``mail.mailed_links.Purpose``; a password's where there is none


class Factor(Stored):
    user: int
    nonce: str
    step: int  # of time: that of the last code used
    since: str
    recovery: list[str]  # hashes of the codes that are left


class Familiar(Stored):
    """Where an account has signed in from."""

    user: int
    network: str
    at: str


class Mandate(Stored):
    """Somebody acts for somebody else: from ``start`` until ``until``, both days included, or until it is ended."""

    role: str  # as what is acted
    region: str
    giver: int  # the account that is acted for; 0 where the office has none
    office: str  # whose that is, as it was called then
    deputy: int  # the account that acts
    person: str  # and as what it was known then
    start: str
    until: str
    basis: str  # the letter
    by: str
    at: str
    ended: str  # when it was ended early, "" else
    ended_by: str


class SavedFilter(Stored):
    """What an account asks of a list again and again."""

    user: int
    list: str  # of ``people.saved_filters.LISTS``
    name: str
    query: dict[str, str]  # names and values of the list's address
    place: int  # among those of the list, from 1
