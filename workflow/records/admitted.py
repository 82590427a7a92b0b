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
    removed: NotRequired[str]  # the day on which its time was over: nothing is left but what it did


class Session(Stored):
    token: str  # SHA-256 of the one in the cookie
    user: int
    agent: str
    started: str
    seen: str
    proved: NotRequired[str]  # when the password was last given again
    quiet: NotRequired[bool]  # no page for a while: the password is asked for; rows of earlier versions count as quiet


class SignIn(Stored):
    """The password was right, the code is still awaited."""

    token: str
    user: int
    at: str


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
